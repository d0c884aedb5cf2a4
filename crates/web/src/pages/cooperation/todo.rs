//! What of cooperation stands in the to-do centre: duties that press, records to be confirmed, issues to be received.

use super::address;
use super::duties::DutyShown;
use super::issues::{Far, IssueShown, issues};
use super::shown::{by_name, holder_name, kind_name};
use crate::answer::Problem;
use crate::frame::Page;
use guantong_service::access::Action;
use guantong_service::cooperation::COMMISSION;

/// What presses on who asks.
pub(crate) struct Pressing {
    /// Duties of the institution that are late, or due soon.
    pub(crate) duties: Vec<DutyShown>,
    /// Records that wait for its confirmation: kind, holder, who entered it, address.
    pub(crate) awaiting: Vec<(String, String, String, String)>,
    /// Issues that the commission has not received: subject, institution, day, address.
    pub(crate) issues: Vec<(String, String, String, String)>,
}

impl Pressing {
    pub(crate) async fn of(page: &Page) -> Result<Self, Problem> {
        let office = page.office();
        let duties = office.pressing_duties().await?;
        let awaiting = office.awaiting_records().await?;
        let receives =
            office.viewer().is_some() && page.may(Action::CooperationEnter) && office.enters_for(COMMISSION);
        let unreceived = if receives { issues(page).await? } else { Vec::new() };
        let unreceived = unreceived.into_iter().filter(|issue| issue.far == Far::Reported);
        Ok(Pressing {
            duties: duties.iter().map(|view| DutyShown::of(page, view)).collect(),
            awaiting: awaiting
                .iter()
                .map(|one| {
                    let record = &one.record;
                    (
                        kind_name(page, record.kind),
                        holder_name(page, &record.holder),
                        by_name(page, &record.by),
                        address(record.kind, &record.holder, record.number),
                    )
                })
                .collect(),
            issues: unreceived
                .map(|issue: IssueShown| (issue.subject, issue.institution, issue.occurred, issue.href))
                .collect(),
        })
    }
}
