//! A report is written, sent, signed, submitted, sent back, accepted.

use super::fold::Done;
use super::row::{AnnualReport, ReportId, ReportState, Section};
use super::{LONGEST, stream};
use crate::Office;
use crate::access::Action;
use crate::error::ServiceError;
use crate::ports::{Batch, Change};
use crate::reason::{reason, wrong};
use guantong_cooperation::{Kind, Record, RecordState};
use guantong_model::{Fact, Message};
use std::collections::BTreeMap;

/// The most characters of a text of a record of cooperation.
const TEXT: usize = 2_000;

impl Office {
    /// Keeps the text of a report.
    ///
    /// # Errors
    /// Not found out of reach; forbidden to who does not act for the institution that leads; a conflict where it changed
    /// since `version_seen` or is not being written; bad input where a section is too long.
    pub async fn write_report(
        &self,
        id: &ReportId,
        typed: &BTreeMap<Section, String>,
        version_seen: i64,
        actor: &str,
    ) -> Result<AnnualReport, ServiceError> {
        let report = self.report_at(id, version_seen, ReportState::Drafting).await?;
        self.allow_of(Action::ReportWrite, [id.front.as_str()])?;
        let (mut sections, mut wrongs) = (report.sections.clone(), Vec::new());
        for (section, text) in typed {
            let text = text.trim().replace("\r\n", "\n");
            let count = text.chars().count();
            if count > LONGEST {
                let message = Message::new("report-wrong-long").with("section", word(*section));
                wrongs.push(message.with("count", count).with("most", LONGEST));
            } else if text.is_empty() {
                sections.remove(section);
            } else {
                sections.insert(*section, text);
            }
        }
        if !wrongs.is_empty() {
            return Err(ServiceError::BadInput(wrongs));
        }
        if sections == report.sections {
            return Ok(report);
        }
        self.report_step(report, Done::Written { sections }, Batch::default(), actor).await
    }

    /// Sends a report to the university with its figures, which stand from now on; one of a university alone is signed
    /// by that.
    ///
    /// # Errors
    /// As [`Office::write_report`]; bad input where a section is empty.
    pub async fn send_report(
        &self,
        id: &ReportId,
        version_seen: i64,
        actor: &str,
    ) -> Result<AnnualReport, ServiceError> {
        let mut report = self.report_at(id, version_seen, ReportState::Drafting).await?;
        self.allow_of(Action::ReportWrite, [id.front.as_str()])?;
        let empty: Vec<Fact> = Section::ALL
            .iter()
            .filter(|section| !report.sections.contains_key(section))
            .map(|section| word(*section))
            .collect();
        if !empty.is_empty() {
            return Err(wrong(Message::new("report-wrong-empty").with("sections", Fact::List(empty))));
        }
        let frozen = self.report_figures(id).await?;
        report.frozen = Some(frozen.clone());
        let digest = self.report_digest(&report)?;
        self.report_step(report, Done::Sent { frozen, digest }, Batch::default(), actor).await
    }

    /// Signs a report for the university: text and figures that were seen.
    ///
    /// # Errors
    /// Not found out of reach; forbidden to who does not act for the university; a conflict where it is another than was
    /// seen, or who asks sent it.
    pub async fn sign_report(
        &self,
        id: &ReportId,
        version_seen: i64,
        digest_seen: &str,
        actor: &str,
    ) -> Result<AnnualReport, ServiceError> {
        let report = self.report_at(id, version_seen, ReportState::Sent).await?;
        self.allow_of(Action::ReportSign, [id.partner.as_str()])?;
        let digest = self.seen(&report, digest_seen)?;
        if report.sent_by.as_deref() == Some(actor) {
            return Err(ServiceError::conflict(Message::new("conflict-same-hand")));
        }
        self.report_step(report, Done::Signed { digest }, Batch::default(), actor).await
    }

    /// Hands a signed report in: it is a record of cooperation of the two from then on.
    ///
    /// # Errors
    /// As [`Office::write_report`]; a conflict where it is another than was seen.
    pub async fn submit_report(
        &self,
        id: &ReportId,
        version_seen: i64,
        digest_seen: &str,
        actor: &str,
    ) -> Result<AnnualReport, ServiceError> {
        let report = self.report_at(id, version_seen, ReportState::Signed).await?;
        self.allow_of(Action::ReportWrite, [id.front.as_str()])?;
        let digest = self.seen(&report, digest_seen)?;
        let batch = self.as_record(&report, actor).await?;
        self.report_step(report, Done::Submitted { digest }, batch, actor).await
    }

    /// Sends a report back to be written again: the university what was sent to it, the commission what was handed in.
    ///
    /// # Errors
    /// Not found out of reach; forbidden to whom it does not wait for; a conflict where it changed; bad input without a
    /// reason.
    pub async fn return_report(
        &self,
        id: &ReportId,
        version_seen: i64,
        because: &str,
        actor: &str,
    ) -> Result<AnnualReport, ServiceError> {
        let report = self.report_seen(id, version_seen).await?;
        let by = match report.state {
            ReportState::Sent => {
                self.allow_of(Action::ReportSign, [id.partner.as_str()])?;
                id.partner.clone()
            }
            ReportState::Submitted => {
                self.allow_here(Action::ReportAccept)?;
                crate::cooperation::COMMISSION.to_owned()
            }
            _ => return Err(in_state(&report)),
        };
        let because = reason(because)?;
        self.report_step(report, Done::Returned { by, because }, Batch::default(), actor).await
    }

    /// Accepts a report for the commission, with what it has to say of it.
    ///
    /// # Errors
    /// As [`Office::return_report`]; a conflict where it is another than was seen.
    pub async fn accept_report(
        &self,
        id: &ReportId,
        version_seen: i64,
        (digest_seen, comment): (&str, &str),
        actor: &str,
    ) -> Result<AnnualReport, ServiceError> {
        let report = self.report_at(id, version_seen, ReportState::Submitted).await?;
        self.allow_here(Action::ReportAccept)?;
        let digest = self.seen(&report, digest_seen)?;
        let comment = comment.trim().to_owned();
        let count = comment.chars().count();
        if count > LONGEST {
            let message = Message::new("report-wrong-comment").with("count", count).with("most", LONGEST);
            return Err(wrong(message));
        }
        self.report_step(report, Done::Accepted { digest, comment }, Batch::default(), actor).await
    }

    fn seen(&self, report: &AnnualReport, digest_seen: &str) -> Result<String, ServiceError> {
        let digest = self.report_digest(report)?;
        if digest == digest_seen { Ok(digest) } else { Err(changed()) }
    }

    /// A report to be changed as who asks saw it.
    async fn report_seen(&self, id: &ReportId, version_seen: i64) -> Result<AnnualReport, ServiceError> {
        let report = self.annual_report(id).await?;
        if report.version == version_seen { Ok(report) } else { Err(changed()) }
    }

    async fn report_at(
        &self,
        id: &ReportId,
        version_seen: i64,
        state: ReportState,
    ) -> Result<AnnualReport, ServiceError> {
        let report = self.report_seen(id, version_seen).await?;
        if report.state == state { Ok(report) } else { Err(in_state(&report)) }
    }

    /// The record of cooperation that a report is, once it is handed in; nothing where one of the year is there.
    async fn as_record(&self, report: &AnnualReport, actor: &str) -> Result<Batch, ServiceError> {
        let id = &report.id;
        let text = |section: Section| {
            report.sections.get(&section).map_or("", String::as_str).chars().take(TEXT).collect::<String>()
        };
        let fields = BTreeMap::from([
            ("year".to_owned(), id.year.to_string()),
            ("on".to_owned(), self.clock.today().to_string()),
            ("document".to_owned(), stream(id)),
            ("implementation".to_owned(), text(Section::Quality)),
            ("problems".to_owned(), text(Section::Next)),
        ]);
        let record = Record {
            kind: Kind::AnnualReport,
            holder: id.holder(),
            number: 0,
            by: id.front.clone(),
            entered_on: self.clock.today(),
            fields,
            state: RecordState::Held,
            confirmed_by: (!id.alone()).then(|| id.partner.clone()),
        };
        self.report_record(record, actor).await
    }

    /// Writes a step, and how the report stands after it.
    async fn report_step(
        &self,
        mut report: AnnualReport,
        done: Done,
        mut batch: Batch,
        actor: &str,
    ) -> Result<AnnualReport, ServiceError> {
        let (now, today) = (self.clock.now(), self.clock.today());
        batch.entries.push(done.entry(&report.id, report.version + 1, today, actor)?);
        batch.changes.extend(self.report_tells(&report, &done));
        report.take(done, today, actor);
        batch.changes.push(Change::Report(Box::new(report.clone())));
        self.storage.append(batch, now).await?;
        Ok(report)
    }
}

fn word(section: Section) -> Fact {
    Fact::Word(format!("report-section.{section}"))
}

fn changed() -> ServiceError {
    ServiceError::conflict(Message::new("conflict-report-changed"))
}

fn in_state(report: &AnnualReport) -> ServiceError {
    let state = Fact::Word(format!("report-state.{}", report.state));
    ServiceError::conflict(Message::new("conflict-report-state").with("state", state))
}
