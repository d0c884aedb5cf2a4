//! What of cooperation stands in the to-do centre: duties that press, records to be confirmed, issues to be received.

use super::address;
use super::duties::DutyShown;
use super::issues::{Far, IssueShown, issues};
use super::shown::{by_name, holder_name, kind_name};
use crate::answer::Problem;
use crate::frame::Page;
use crate::pages::address::{encoded, query};
use guantong_service::access::Action;
use guantong_service::cooperation::COMMISSION;
use guantong_service::round::AddedState;

/// What presses on who asks.
pub(crate) struct Pressing {
    /// Duties of the institution that are late, or due soon.
    pub(crate) duties: Vec<DutyShown>,
    /// Records that wait for its confirmation: kind, holder, who entered it, address.
    pub(crate) awaiting: Vec<(String, String, String, String)>,
    /// Training programmes to be agreed to or sent back, and sheets of results to be confirmed or sent back, hours to be filled in: what, of
    /// which class, how many, address.
    pub(crate) waiting: Vec<(String, String, String, String)>,
    /// Issues that the commission has not received: subject, institution, day, address.
    pub(crate) issues: Vec<(String, String, String, String)>,
}

impl Pressing {
    /// Whether there is anything.
    pub(crate) fn any(&self) -> bool {
        self.count() > 0
    }

    /// How many lines there are.
    pub(crate) fn count(&self) -> usize {
        let Pressing { duties, awaiting, waiting, issues } = self;
        duties.len() + awaiting.len() + waiting.len() + issues.len()
    }

    pub(crate) async fn of(page: &Page) -> Result<Self, Problem> {
        let office = page.office();
        let duties = office.pressing_duties().await?;
        let awaiting = office.awaiting_records().await?;
        let receives =
            office.viewer().is_some() && page.may(Action::CooperationEnter) && office.enters_for(COMMISSION);
        let unreceived = if receives { issues(page).await? } else { Vec::new() };
        let unreceived = unreceived.into_iter().filter(|issue| issue.far == Far::Reported);
        let waiting = waiting(page).await?;
        Ok(Pressing {
            waiting,
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

/// Places to be added to a plan that wait for one of the commission, by year and round.
async fn places_waiting(page: &Page) -> Result<Vec<(String, String, String, String)>, Problem> {
    let mut lines = Vec::new();
    if page.office().viewer().is_none() || !page.may(Action::PlanSet) {
        return Ok(lines);
    }
    for year in page.office().years().await? {
        let waiting = page.office().added_places(year).await?.into_iter();
        for one in waiting.filter(|one| one.state == AddedState::Proposed) {
            let round = page.word(format!("round.{}", one.round.as_str()));
            lines.push((
                page.t("places-title").to_string(),
                page.t("round-crumb-round").with("year", year).with("round", round).to_string(),
                page.t("places-one").count("places", one.places).to_string(),
                format!("/rounds/{year}/{}/places/{}", one.round.as_str(), one.number),
            ));
        }
    }
    Ok(lines)
}

/// What waits for the institution of who asks, a line for each class.
async fn waiting(page: &Page) -> Result<Vec<(String, String, String, String)>, Problem> {
    let office = page.office();
    let own = office.viewer().and_then(|viewer| viewer.institution()).unwrap_or_default();
    let counted = |counts: &[(&str, usize)]| {
        let some = counts.iter().filter(|(_, count)| *count > 0);
        page.list(some.map(|(id, count)| page.t(id).count("count", *count).to_string()))
    };
    let mut lines = Vec::new();
    for (cohort, of) in office.waiting_trainings().await? {
        lines.push((
            page.t("todo-trainings").to_string(),
            page.t("page-cohort").with("year", cohort).to_string(),
            counted(&[("todo-to-agree", of.to_agree), ("todo-sent-back", of.returned)]),
            format!("/training{}", query(&[("cohort", &cohort.to_string()), ("institution", own)])),
        ));
    }
    lines.extend(places_waiting(page).await?);
    for one in office.waiting_results().await? {
        let class = page.t("marks-class").with("major", one.line.major_printed());
        lines.push((
            class.with("cohort", one.cohort).to_string(),
            page.t("cooperation-both")
                .with("front", page.institution(&one.line.institution))
                .with("partner", page.institution(&one.line.partner))
                .to_string(),
            counted(&[
                ("todo-to-confirm", one.to_confirm),
                ("todo-sent-back", one.returned),
                ("todo-to-correct", one.to_correct),
            ]),
            format!("/marks/{}/{}", encoded(one.line.programme.as_str()), one.cohort),
        ));
    }
    lines.extend(crate::pages::graduates::waiting(page).await?);
    lines.extend(crate::pages::report::waiting(page).await?);
    lines.extend(crate::pages::evaluation::waiting(page).await?);
    for one in office.waiting_support().await? {
        lines.push((
            page.t("support-of").with("id", one.support.id.to_string()).to_string(),
            crate::pages::cases::sides(page, &one.support.front, &one.support.partner),
            page.t(format!("todo-support-{}", one.what)).to_string(),
            crate::pages::support::support_href(one.support.id),
        ));
    }
    if office.viewer().is_some() && page.may(Action::CasesChoose) {
        for year in office.waiting_cases().await? {
            lines.push((
                page.t("case-title").to_string(),
                page.t("case-year").with("year", year.to_string()).to_string(),
                page.t("todo-cases-confirm").to_string(),
                format!("/cases/{year}/ranking"),
            ));
        }
    }
    if !own.is_empty() && page.may(Action::WorkKeep) {
        let classes = office.work_classes().await?;
        let to_enter = classes.iter().map(|class| class.to_enter).sum();
        let of_own = classes.iter().filter(|class| class.line.institution == own);
        let without_post = of_own.map(|class| class.without_post).sum();
        let count = counted(&[("work-to-enter", to_enter), ("todo-without-post", without_post)]);
        if !count.is_empty() {
            let (what, which) = (page.t("work-title").to_string(), page.institution(own).to_owned());
            lines.push((what, which, count, "/work-study".to_owned()));
        }
    }
    Ok(lines)
}
