//! `/evaluation/experts`: experts with what ties them to institutions; one, whose ties are declared.

use super::expert_href;
use crate::answer::{Answer, Problem};
use crate::door;
use crate::fields::{Fields, get, version};
use crate::frame::{Page, show, show_as};
use crate::parts::Clauses;
use crate::trouble::Trouble;
use askama::Template;
use axum::extract::{Form, Path};
use axum::http::StatusCode;
use guantong_evaluation::{Tie, TieKind};
use guantong_model::{Date, Message};
use guantong_service::evaluation::ExpertView;

fn tie(page: &Page, tie: &Tie) -> String {
    let kind = page.word(format!("evaluation-tie.{}", tie.kind));
    let said = match tie.until {
        Some(until) => page.t("evaluation-tie-until").with("until", page.date(until)),
        None => page.t("evaluation-tie-now"),
    };
    said.with("institution", page.institution(&tie.institution)).with("kind", kind).to_string()
}

#[derive(Template)]
#[template(path = "evaluation/experts.html")]
struct ExpertsPage {
    /// Name, address, whether the role is held, how many are read, ties.
    rows: Vec<(String, String, bool, usize, Vec<String>)>,
    clauses: Clauses,
    page: Page,
}

pub(super) async fn list(page: Page) -> Answer {
    let row = |one: &ExpertView| {
        let ties = one.ties().map(|it| tie(&page, it)).collect();
        (one.name.clone(), expert_href(&one.account), one.active, one.reads, ties)
    };
    let experts = page.office().evaluation_experts().await?;
    show(&ExpertsPage {
        rows: experts.iter().map(row).collect(),
        clauses: Clauses::of_provisions(&page, &["4.3.1.b"]).with_lead(&page),
        page: page.clone(),
    })
}

#[derive(Template)]
#[template(path = "evaluation/expert.html")]
struct ExpertPage {
    here: String,
    expert: ExpertView,
    declared: Vec<(usize, String, String)>,
    by_role: Vec<String>,
    institutions: Vec<(String, String)>,
    years: i64,
    commission: bool,
    trouble: Trouble,
    clauses: Clauses,
    page: Page,
}

impl ExpertPage {
    fn typed(&self, name: &str) -> &str {
        self.trouble.field(name)
    }
}

pub(super) async fn one(page: Page, Path(account): Path<String>) -> Answer {
    shown(page, &account, StatusCode::OK, Trouble::default()).await
}

async fn shown(page: Page, account: &str, status: StatusCode, trouble: Trouble) -> Answer {
    let office = page.office();
    let expert = office.evaluation_expert(account).await?;
    let institutions = office.evaluation_institutions().await?;
    let declared = expert.declared.ties.iter().enumerate();
    let expert_page = ExpertPage {
        here: expert_href(account),
        declared: declared.map(|(place, it)| (place, tie(&page, it), it.note.clone())).collect(),
        by_role: expert.by_role.iter().map(|it| tie(&page, it)).collect(),
        institutions: institutions
            .into_iter()
            .map(|name| (page.institution(&name).to_owned(), name))
            .collect(),
        years: office.evaluation_terms(office.today())?.tie_years,
        commission: office.allow_here(guantong_service::access::Action::EvaluationAssign).is_ok(),
        expert,
        trouble,
        clauses: Clauses::of_provisions(&page, &["4.3.1.b"]).with_lead(&page),
        page: page.clone(),
    };
    show_as(status, &expert_page)
}

pub(super) async fn act(page: Page, Path(account): Path<String>, Form(fields): Form<Fields>) -> Answer {
    page.office().evaluation_expert(&account).await?;
    match acted(&page, &account, &fields).await {
        Ok(()) => Ok(door::to(&expert_href(&account))),
        Err(problem) => {
            let (status, trouble) = Trouble::of(&page, problem, fields)?;
            shown(page, &account, status, trouble).await
        }
    }
}

async fn acted(page: &Page, account: &str, fields: &Fields) -> Result<(), Problem> {
    let actor = page.actor_named(get(fields, "by"));
    if get(fields, "do") == "withdraw" {
        let place = get(fields, "place").parse().unwrap_or(usize::MAX);
        let because = (version(fields), get(fields, "because"));
        page.office().withdraw_tie(account, place, because, &actor).await?;
        return Ok(());
    }
    let until = get(fields, "until").trim();
    let until = match until.is_empty() {
        true => None,
        false => {
            let no_day = || Problem::bad(Message::new("page-student-no-day").with("given", until));
            Some(until.parse::<Date>().map_err(|_| no_day())?)
        }
    };
    let tie = Tie {
        institution: get(fields, "institution").to_owned(),
        kind: TieKind::parse(get(fields, "kind"))
            .ok_or_else(|| Problem::bad(Message::new("marks-nothing-asked")))?,
        until,
        note: get(fields, "note").to_owned(),
    };
    page.office().declare_tie(account, tie, version(fields), &actor).await?;
    Ok(())
}
