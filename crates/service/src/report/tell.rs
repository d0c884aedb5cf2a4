//! Who is reminded of a report, and who is told of a step of one: the university that it is to sign, the institution that leads that it is signed, sent
//! back or accepted, the commission that it was handed in.

use super::fold::Done;
use super::row::{AnnualReport, ReportState};
use super::stream;
use crate::Office;
use crate::error::ServiceError;
use crate::notice::{NewNotice, To, sides};
use crate::ports::{AppendError, Batch, Change};
use guantong_model::{Fact, Message};
use jiff::ToSpan;

/// What asks somebody to act; with the next step there is nothing left to be done.
const CALLS: &[&str] = &[
    DUE,
    LATE,
    "notice-report-sign",
    "notice-report-signed",
    "notice-report-submitted",
    "notice-report-returned",
];

/// Reminds of the last day.
const DUE: &str = "notice-report-due";
/// Tells that it is over.
const LATE: &str = "notice-report-late";

impl Office {
    /// What a step tells, and which notices ask for nothing any more; with the report as it stood before it.
    pub(super) fn report_tells(&self, report: &AnnualReport, done: &Done) -> Vec<Change> {
        let id = &report.id;
        let message = |kind: &str| {
            let message = Message::new(kind).with("year", id.year.to_string());
            message.with("sides", sides(&id.front, &id.partner))
        };
        let (front, partner) = (To::Institution(id.front.clone()), To::Institution(id.partner.clone()));
        let told = match done {
            // Text is kept as often as one likes.
            Done::Written { .. } => return Vec::new(),
            // A university that runs all stages alone has nobody to sign with it.
            Done::Sent { .. } if id.alone() => Vec::new(),
            Done::Sent { .. } => vec![(partner, message("notice-report-sign"))],
            Done::Signed { .. } => vec![(front, message("notice-report-signed"))],
            Done::Submitted { .. } => vec![(To::Commission, message("notice-report-submitted"))],
            Done::Returned { by, .. } => {
                let who = match by.as_str() {
                    crate::cooperation::COMMISSION => Fact::Word("role.commission".to_owned()),
                    name => Fact::from(name),
                };
                vec![(front, message("notice-report-returned").with("by", who))]
            }
            Done::Accepted { .. } => {
                vec![(front, message("notice-report-accepted")), (partner, message("notice-report-accepted"))]
            }
        };
        let (object, version, today) = (stream(id), report.version + 1, self.clock.today());
        let notice = |(to, message)| NewNotice::of(to, message, &object, version, today).but(self.asking());
        let notices = told.into_iter().map(notice).collect();
        vec![Change::NoticesDone { object: object.clone(), kinds: CALLS }, Change::Notices(notices)]
    }

    /// Reminds of reports that are not handed in: some days before their last day the side it waits for, and when that is over
    /// the commission too (4.3.1.a). Each is told once, however often this is asked.
    pub(crate) async fn remind_of_reports(&self) -> Result<(), ServiceError> {
        // Where nobody has an account nobody can be told.
        if !self.has_accounts() || !self.whole.any_account().await? {
            return Ok(());
        }
        let today = self.clock.today();
        let terms = self.cooperation_terms()?;
        let (soon, this_year) = (terms.soon_days, i32::from(today.year()));
        let mut notices = Vec::new();
        // No report is owed on a year before the notice.
        let owed = |year: &i32| *year >= i32::from(terms.from.year());
        for year in [this_year - 1, this_year].into_iter().filter(owed) {
            for listed in self.annual_reports(year).await? {
                let (report, due) = (&listed.report, listed.due);
                if report.state >= ReportState::Submitted || today.saturating_add(soon.days()) < due {
                    continue;
                }
                let id = &report.id;
                // It waits for the university once it was sent.
                let waits_for = if report.state == ReportState::Sent { &id.partner } else { &id.front };
                let mut told =
                    vec![(To::Institution(waits_for.clone()), if listed.late { LATE } else { DUE })];
                told.extend(listed.late.then_some((To::Commission, LATE)));
                notices.extend(told.into_iter().map(|(to, kind)| {
                    let message = Message::new(kind)
                        .with("year", id.year.to_string())
                        .with("sides", sides(&id.front, &id.partner))
                        .with("state", Fact::Word(format!("report-state.{}", report.state)))
                        .with("due", due);
                    NewNotice::of(to, message, &stream(id), report.state, today)
                }));
            }
        }
        if notices.is_empty() {
            return Ok(());
        }
        let batch = Batch { entries: Vec::new(), changes: vec![Change::Notices(notices)] };
        match self.whole.append(batch, self.clock.now()).await {
            Ok(_) | Err(AppendError::Conflict(_)) => Ok(()),
            Err(AppendError::Fault(fault)) => Err(fault.into()),
        }
    }
}
