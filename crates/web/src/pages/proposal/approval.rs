//! `/proposals/{year}/approval`: everything that must hold, each with its clause, green or red; the proposals are put
//! together as one table; somebody who did not draft approves, and with that the plan is set.

use super::parts::{StrandedShown, TotalShown};
use super::year_of;
use crate::answer::{Answer, Problem};
use crate::door;
use crate::frame::{Page, Said, show_as};
use crate::parts::Clauses;
use crate::parts::gate::{Condition, Gate, Holds};
use askama::Template;
use axum::extract::{Form, Path};
use axum::http::StatusCode;
use guantong_service::access::Action;
use guantong_service::proposal::{Gate as Held, Gates};
use serde::Deserialize;

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Typed {
    draft: String,
    losing: String,
    seen: String,
}

#[derive(Template)]
#[template(path = "proposal/approval.html")]
struct ApprovalPage {
    year: i32,
    gates: Gates,
    gate: Gate,
    total: TotalShown,
    stranded: StrandedShown,
    errors: Vec<Said>,
    conflict: Option<Said>,
    clauses: Clauses,
    page: Page,
}

impl ApprovalPage {
    fn may_approve(&self) -> bool {
        self.gates.all_hold() && !self.gates.drafted && self.page.may(Action::PlanSet)
    }
}

pub(super) async fn approval(page: Page, Path(year): Path<String>) -> Answer {
    shown(page, year_of(&year)?, StatusCode::OK, Vec::new(), None).await
}

async fn shown(
    page: Page,
    year: i32,
    status: StatusCode,
    errors: Vec<Said>,
    conflict: Option<Said>,
) -> Answer {
    let gates = page.office().proposal_gates(year).await?;
    let condition = |held: &Held| {
        let holds = match held.holds() {
            true => Holds::Yes,
            false if held.open.is_empty() => Holds::NotYet,
            false => Holds::No,
        };
        let mut clauses: Vec<String> = held
            .clauses()
            .iter()
            .filter_map(|id| page.edition().provision(&(*id).into()))
            .map(|provision| page.either(&provision.label, provision.id.as_str()).to_owned())
            .collect();
        clauses.dedup();
        let words = page
            .t("proposal-gate-with-clause")
            .with("what", page.t(format!("proposal-gate-{}", held.kind)))
            .with("clauses", page.list(clauses));
        let figure = page.t("page-of").count("part", held.done).count("whole", held.of);
        let condition = Condition::new(&page, holds, words, figure);
        let open: Vec<String> = held.open.iter().map(|message| page.say(message).to_string()).collect();
        if open.is_empty() { condition } else { condition.with_small(open.join(" ")) }
    };
    let gate = Gate { conditions: gates.list.iter().map(condition).collect() };
    let approval = ApprovalPage {
        year,
        gate,
        total: TotalShown::of(&page, page.t("page-home-total").to_string(), &gates.total),
        stranded: StrandedShown::of(&page, gates.stranded.as_ref()),
        errors,
        conflict,
        clauses: Clauses::of_provisions(&page, &["3.1.3.a", "annex.b", "3.4.3.b", "3.4.4.c"])
            .with_lead(&page),
        gates,
        page: page.clone(),
    };
    show_as(status, &approval)
}

pub(super) async fn put_together(page: Page, Path(year): Path<String>, Form(typed): Form<Typed>) -> Answer {
    let year = year_of(&year)?;
    let draft = typed.draft.trim().parse().unwrap_or(0);
    let title = page.t("planpage-table-title").with("year", year).to_string();
    let name = format!("{}.xlsx", page.t("proposal-file-name").with("year", year));
    let done = page.office().put_together(year, &title, &name, draft, &page.actor()).await;
    answered(page, year, done.map_err(Problem::from), format!("/proposals/{year}/approval")).await
}

pub(super) async fn approve(page: Page, Path(year): Path<String>, Form(typed): Form<Typed>) -> Answer {
    let year = year_of(&year)?;
    let (draft, losing) =
        (typed.draft.trim().parse().unwrap_or(-1), typed.losing.trim().parse().unwrap_or(0));
    // Nobody approves who has not said that he saw whom it strands.
    page.office().allow_here(Action::PlanSet)?;
    if losing > 0 && typed.seen != "yes" {
        let errors = vec![page.t("proposal-approve-unseen").count("count", losing)];
        return shown(page, year, StatusCode::UNPROCESSABLE_ENTITY, errors, None).await;
    }
    let done = page.office().approve_proposals(year, draft, losing, &page.actor()).await;
    match done {
        Ok(set) => Ok(door::to(&format!("/plans/{year}?set={}&changes={}", set.version, set.changes))),
        Err(problem) => answered(page, year, Err(problem.into()), String::new()).await,
    }
}

async fn answered(page: Page, year: i32, done: Result<(), Problem>, then: String) -> Answer {
    match done {
        Ok(()) => Ok(door::to(&then)),
        Err(Problem::BadInput(wrong)) => {
            let errors = wrong.iter().map(|message| page.say(message)).collect();
            shown(page, year, StatusCode::UNPROCESSABLE_ENTITY, errors, None).await
        }
        Err(Problem::Conflict(conflict)) => {
            let conflict = page.say(&conflict.message);
            shown(page, year, StatusCode::CONFLICT, Vec::new(), Some(conflict)).await
        }
        Err(other) => Err(other),
    }
}
