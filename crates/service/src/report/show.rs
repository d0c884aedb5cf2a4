//! Reports as pages show them: those of a year, and one with the year before beside it.

use super::row::{AnnualReport, Frozen, ReportId, ReportState, Section};
use crate::Office;
use crate::access::Action;
use crate::error::ServiceError;
use guantong_model::Date;
use std::collections::BTreeMap;

/// A report in the list of a year.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listed {
    /// The report; at version 0 where nobody has begun it.
    pub report: AnnualReport,
    /// The last day to hand it in.
    pub due: Date,
    /// Whether that is over and it was not handed in.
    pub late: bool,
    /// How many days after it was handed in; 0 where it was in time, or was not.
    pub days_late: i64,
}

/// What was done with a report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReportStep {
    /// The kind of the entry.
    pub kind: String,
    /// The day.
    pub on: Date,
    /// By whom.
    pub by: String,
    /// Why it was sent back.
    pub because: Option<String>,
}

/// What waits for somebody to be done with a report.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReportWaits {
    /// The university has to sign.
    Sign,
    /// It was sent back: to be written again.
    Rewrite,
    /// Both have signed: to be handed in.
    Submit,
    /// The commission has it.
    Accept,
}

/// A report with what stands beside it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReportView {
    /// The report.
    pub report: AnnualReport,
    /// Its figures: as they were told, or as they are today while it is being written.
    pub figures: Frozen,
    /// The text of the year before.
    pub before: BTreeMap<Section, String>,
    /// The last day to hand it in.
    pub due: Date,
    /// Whether that is over and it was not handed in.
    pub late: bool,
    /// What is signed.
    pub digest: String,
}

impl Office {
    /// The reports of a calendar year within reach, those that are missing first.
    ///
    /// # Errors
    /// Forbidden to whom reports are none of his business.
    pub async fn annual_reports(&self, year: i32) -> Result<Vec<Listed>, ServiceError> {
        if !self.may_ever(Action::ReportRead) {
            self.allow_here(Action::ReportRead)?;
        }
        let mut known = BTreeMap::new();
        for report in self.storage.annual_reports(Some(year)).await? {
            known.insert(report.id.clone(), report);
        }
        let due = self.report_due(year)?;
        let mut listed = Vec::new();
        for pairing in self.pairings().await? {
            let id = ReportId { year, front: pairing.front.clone(), partner: pairing.partner.clone() };
            let studied = pairing.studies_in(year) || pairing.studies_in(year - 1);
            if !studied || !self.reads_report(&id) {
                continue;
            }
            let report = known.remove(&id).unwrap_or_else(|| AnnualReport::begun(id));
            let late = self.is_late(&report, due);
            let days_late = report.submitted_on.map_or(0, |on| days_after(due, on));
            listed.push(Listed { report, due, late, days_late });
        }
        listed.sort_by_key(|one| (!one.late, one.report.state, one.report.id.clone()));
        Ok(listed)
    }

    /// Reports that wait for who asks: to be signed, written again, handed in, accepted. Nothing of whoever acts for nobody.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn waiting_reports(&self) -> Result<Vec<(ReportId, ReportWaits)>, ServiceError> {
        if self.viewer().is_none() || !self.may_ever(Action::ReportRead) {
            return Ok(Vec::new());
        }
        let writes = |id: &ReportId| self.allow_of(Action::ReportWrite, [id.front.as_str()]).is_ok();
        let mut waiting = Vec::new();
        for report in self.storage.annual_reports(None).await? {
            let id = &report.id;
            let waits = match report.state {
                ReportState::Sent if self.allow_of(Action::ReportSign, [id.partner.as_str()]).is_ok() => {
                    ReportWaits::Sign
                }
                ReportState::Drafting if report.returned.is_some() && writes(id) => ReportWaits::Rewrite,
                ReportState::Signed if writes(id) => ReportWaits::Submit,
                ReportState::Submitted if self.allow_here(Action::ReportAccept).is_ok() => {
                    ReportWaits::Accept
                }
                _ => continue,
            };
            waiting.push((report.id, waits));
        }
        Ok(waiting)
    }

    /// What was done with a report, in order; what was only written is left out.
    ///
    /// # Errors
    /// As [`Office::annual_report`].
    pub async fn report_steps(&self, id: &ReportId) -> Result<Vec<ReportStep>, ServiceError> {
        self.annual_report(id).await?;
        super::fold::steps(&self.storage.stream(&super::stream(id)).await?).map_err(ServiceError::from)
    }

    /// A report as it stands, at version 0 where nobody has begun it.
    ///
    /// # Errors
    /// Not found where the two run nothing in that year, or it is out of reach.
    pub async fn annual_report(&self, id: &ReportId) -> Result<AnnualReport, ServiceError> {
        if !self.may_ever(Action::ReportRead) {
            self.allow_here(Action::ReportRead)?;
        }
        if !self.reads_report(id) {
            return Err(ServiceError::NotFound);
        }
        if let Some(report) = self.storage.annual_report(id).await? {
            return Ok(report);
        }
        let pairing = self.pairings().await?.into_iter().find(|one| one.holder() == id.holder());
        let studied =
            |one: &guantong_cooperation::Pairing| one.studies_in(id.year) || one.studies_in(id.year - 1);
        match pairing.filter(studied) {
            // A year that has not begun is not reported on.
            Some(_) if id.year <= i32::from(self.clock.today().year()) => Ok(AnnualReport::begun(id.clone())),
            _ => Err(ServiceError::NotFound),
        }
    }

    /// The figures of a report that were frozen, as the records of today have them for the same day; nothing before it was
    /// sent.
    ///
    /// # Errors
    /// As [`Office::annual_report`].
    pub async fn report_figures_now(&self, id: &ReportId) -> Result<Option<Frozen>, ServiceError> {
        match self.annual_report(id).await?.frozen {
            Some(frozen) => self.report_figures_on(id, frozen.on).await.map(Some),
            None => Ok(None),
        }
    }

    /// A report with its figures and the year before.
    ///
    /// # Errors
    /// As [`Office::annual_report`].
    pub async fn report_view(&self, id: &ReportId) -> Result<ReportView, ServiceError> {
        let report = self.annual_report(id).await?;
        let figures = match &report.frozen {
            Some(frozen) => frozen.clone(),
            None => self.report_figures(id).await?,
        };
        let earlier = ReportId { year: id.year - 1, ..id.clone() };
        let before = self.storage.annual_report(&earlier).await?.map(|report| report.sections);
        let due = self.report_due(id.year)?;
        Ok(ReportView {
            late: self.is_late(&report, due),
            digest: self.report_digest(&report)?,
            before: before.unwrap_or_default(),
            figures,
            due,
            report,
        })
    }

    fn reads_report(&self, id: &ReportId) -> bool {
        self.allow_of(Action::ReportRead, [id.front.as_str(), id.partner.as_str()]).is_ok()
    }

    /// The last day of a year's reports (4.3.1.a).
    fn report_due(&self, year: i32) -> Result<Date, ServiceError> {
        let (month, day) = self.cooperation_terms()?.report_due;
        let due = i16::try_from(year).ok().and_then(|year| Date::new(year, month, day).ok());
        due.ok_or(ServiceError::NotFound)
    }

    fn is_late(&self, report: &AnnualReport, due: Date) -> bool {
        let handed_in = matches!(report.state, ReportState::Submitted | ReportState::Accepted);
        !handed_in && due < self.clock.today()
    }
}

/// How many days after another a day lies; 0 where it does not.
fn days_after(due: Date, on: Date) -> i64 {
    due.until(on).map_or(0, |span| i64::from(span.get_days()).max(0))
}
