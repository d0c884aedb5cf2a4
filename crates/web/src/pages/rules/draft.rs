//! `/rules/{year}/draft`: the form of a draft, what it changes against what is in force, and the form by which another
//! person sets it. What cannot be taken stays in the fields and says why there.

use super::form::{Form as Shown, Group};
use super::values::label;
use super::versions::{Difference, differences};
use super::year_of;
use crate::answer::{Answer, Problem};
use crate::door;
use crate::frame::{Page, Said, show_as};
use crate::parts::Clauses;
use askama::Template;
use axum::extract::{Form, Path};
use axum::http::StatusCode;
use guantong_admission::year::{FieldProblem, Fields};
use guantong_model::Message;
use guantong_service::access::Action;
use guantong_service::year_rules::{Base, RulesDesk};

/// What happened before the page is shown.
#[derive(Default)]
pub(super) struct Situation {
    pub(super) conflict: Option<Said>,
    /// What is wrong that belongs to no field of the draft.
    pub(super) errors: Vec<Said>,
    /// What was typed, where it could not be taken.
    pub(super) typed: Option<Fields>,
    pub(super) reason: String,
}

#[derive(Template)]
#[template(path = "rules/draft.html")]
struct DraftPage {
    year: i32,
    desk: RulesDesk,
    bases: Vec<(Base, Said)>,
    groups: Vec<Group>,
    /// What is wrong, with its field.
    wrong: Vec<(String, Said)>,
    /// What is open, with its field.
    open: Vec<(String, String)>,
    changes: Vec<Difference>,
    /// The version that the form was made from.
    seen: i64,
    situation: Situation,
    clauses: Clauses,
    page: Page,
}

impl DraftPage {
    fn may_set(&self) -> bool {
        self.open.is_empty()
            && self.wrong.is_empty()
            && !self.desk.drafted
            && self.page.may(Action::YearRulesSet)
    }

    fn saved_at(&self) -> String {
        self.desk.draft.as_ref().map(|draft| self.page.moment(draft.saved_at)).unwrap_or_default()
    }

    fn drafters(&self) -> String {
        self.page.list(self.desk.draft.iter().flat_map(|draft| draft.drafters.clone()))
    }
}

pub(super) async fn draft(page: Page, Path(year): Path<String>) -> Answer {
    let year = year_of(&page, &year)?;
    shown(page, year, StatusCode::OK, Situation::default(), None).await
}

/// The page; `seen` is the version a form was sent with that could not be taken.
pub(super) async fn shown(
    page: Page,
    year: i32,
    status: StatusCode,
    situation: Situation,
    seen: Option<i64>,
) -> Answer {
    let desk = page.office().rules_desk(year, &page.actor()).await?;
    let stored = desk.draft.as_ref().map(|draft| (draft.read.fields.clone(), draft.read.problems.clone()));
    let (fields, problems) = match (&situation.typed, stored) {
        (Some(typed), Some(_)) => (typed.clone(), page.office().check_rules(year, typed).await?.problems),
        (_, Some(stored)) => stored,
        (_, None) => (Fields::new(), Vec::new()),
    };
    let is_open = |problem: &&FieldProblem| problem.open;
    let open = problems.iter().filter(is_open);
    let open = open.map(|problem| (problem.field.clone(), label(&page, &problem.field).to_string()));
    let wrong = problems.iter().filter(|problem| !problem.open);
    let wrong = wrong.map(|problem| {
        let said = page.t("rules-wrong-at").with("field", label(&page, &problem.field).to_string());
        (problem.field.clone(), said.with("why", page.say(&problem.message).to_string()))
    });
    let before = match (desk.versions.last(), &desk.in_force) {
        (Some(version), _) => version.fields.clone(),
        (None, Some(in_force)) => in_force.set.fields(),
        (None, None) => Fields::new(),
    };
    let draft_page = DraftPage {
        year,
        bases: bases(&page, year, &desk),
        groups: if desk.draft.is_some() {
            Shown { page: &page, fields: &fields, problems: &problems }.groups()
        } else {
            Vec::new()
        },
        wrong: wrong.collect(),
        open: open.collect(),
        changes: if desk.draft.is_some() { differences(&page, &before, &fields) } else { Vec::new() },
        seen: seen.or(desk.draft.as_ref().map(|draft| draft.version)).unwrap_or(0),
        clauses: Clauses::of_provisions(&page, &["3.1.3.b", "3.1.2.a"]).with_lead(&page),
        situation,
        desk,
        page: page.clone(),
    };
    show_as(status, &draft_page)
}

/// What a draft can be begun from.
fn bases(page: &Page, year: i32, desk: &RulesDesk) -> Vec<(Base, Said)> {
    let version = desk.versions.last().map(|version| version.version);
    let in_force =
        version.map(|version| (Base::InForce, page.t("rules-base-in-force").with("version", version)));
    let before =
        desk.year_before.then(|| (Base::YearBefore, page.t("rules-base-year-before").with("year", year - 1)));
    let file = desk.in_force.is_some().then(|| (Base::Edition, page.t("rules-base-edition")));
    in_force.into_iter().chain(before).chain(file).collect()
}

/// The fields of a draft that were sent.
fn fields(pairs: &[(String, String)]) -> Fields {
    let own = |name: &str| !["do", "version", "base", "token"].contains(&name);
    let pairs = pairs.iter().filter(|(name, _)| own(name));
    pairs.map(|(name, value)| (name.clone(), value.clone())).collect()
}

pub(super) async fn write(
    page: Page,
    Path(year): Path<String>,
    Form(pairs): Form<Vec<(String, String)>>,
) -> Answer {
    let year = year_of(&page, &year)?;
    page.office().allow_here(Action::YearRulesDraft)?;
    let get =
        |name: &str| pairs.iter().find(|(known, _)| known == name).map_or("", |(_, value)| value.trim());
    let (seen, actor) = (get("version").parse().unwrap_or(-1), page.actor());
    let typed = fields(&pairs);
    let office = page.office();
    let (done, then) = match get("do") {
        "begin" => {
            let base = Base::parse(get("base"));
            let done = match base {
                Some(base) => office.begin_rules_draft(year, base, &actor).await.map(drop),
                None => return wrong(page, year, Message::new("rules-nothing-asked")).await,
            };
            (done, format!("/rules/{year}/draft"))
        }
        "save" => {
            let done = office.save_rules_draft(year, &typed, seen, &actor).await.map(drop);
            (done, format!("/rules/{year}/draft"))
        }
        "drop" => (office.drop_rules_draft(year, seen, &actor).await, format!("/rules/{year}")),
        _ => return wrong(page, year, Message::new("rules-nothing-asked")).await,
    };
    let typed = Some(typed).filter(|_| get("do") == "save");
    match done.map_err(Problem::from) {
        Ok(()) => Ok(door::to(&then)),
        // What is wrong is read again from what was typed, each at its field.
        Err(Problem::BadInput(_)) if typed.is_some() => {
            let situation = Situation { typed, ..Situation::default() };
            shown(page, year, StatusCode::UNPROCESSABLE_ENTITY, situation, Some(seen)).await
        }
        Err(Problem::BadInput(messages)) => {
            let errors = messages.iter().map(|message| page.say(message)).collect();
            let situation = Situation { errors, ..Situation::default() };
            shown(page, year, StatusCode::UNPROCESSABLE_ENTITY, situation, None).await
        }
        // Saved again, what was typed takes the place of what the other wrote: the page shows against what.
        Err(Problem::Conflict(conflict)) => {
            let conflict = Some(page.say(&conflict.message));
            shown(
                page,
                year,
                StatusCode::CONFLICT,
                Situation { conflict, typed, ..Situation::default() },
                None,
            )
            .await
        }
        Err(other) => Err(other),
    }
}

async fn wrong(page: Page, year: i32, message: Message) -> Answer {
    let errors = vec![page.say(&message)];
    let situation = Situation { errors, ..Situation::default() };
    shown(page, year, StatusCode::UNPROCESSABLE_ENTITY, situation, None).await
}
