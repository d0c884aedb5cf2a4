//! Who is told of a step of a report: the university that it is to sign, the institution that leads that it is signed, sent
//! back or accepted, the commission that it was handed in.

use super::fold::Done;
use super::row::AnnualReport;
use super::stream;
use crate::Office;
use crate::notice::{NewNotice, To, sides};
use crate::ports::Change;
use guantong_model::{Fact, Message};

/// What asks somebody to act; with the next step there is nothing left to be done.
const CALLS: &[&str] =
    &["notice-report-sign", "notice-report-signed", "notice-report-submitted", "notice-report-returned"];

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
}
