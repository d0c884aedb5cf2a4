//! `/rounds/{year}/{round}/places`: places added to the plan for a round that comes later (3.1.2.b, 3.1.3.a), proposed by one
//! of the commission and confirmed by another. What was confirmed is public.

use super::RoundPath;
use crate::answer::{Answer, Problem};
use crate::door;
use crate::fields::Fields;
use crate::frame::{Page, Said, show_as};
use crate::parts::{Chip, Clauses, programme};
use crate::trouble::Trouble;
use askama::Template;
use axum::extract::{Form, Path};
use axum::http::StatusCode;
use guantong_service::access::Action;
use guantong_service::round::{AddedPlaces, AddedState, TypedPlaces};
use guantong_service::rows::{PlanLine, Round, RoundState};
use std::collections::BTreeMap;

/// Places that were added or wait to be.
struct RowShown {
    added: AddedPlaces,
    name: String,
    chip: Chip,
    href: String,
}

/// A programme that places may be added to.
struct Choice {
    id: String,
    words: Said,
    chosen: bool,
}

#[derive(Template)]
#[template(path = "round/places.html")]
struct ListPage {
    at: RoundPath,
    rows: Vec<RowShown>,
    /// Places that were added.
    sum: i64,
    /// Who asks may look at each.
    leads: bool,
    proposes: bool,
    /// Every programme of the plan, those with the fewest places left first.
    choices: Vec<Choice>,
    trouble: Trouble,
    clauses: Clauses,
    page: Page,
}

impl ListPage {
    fn here(&self) -> String {
        href(self.at)
    }

    fn typed(&self, name: &str) -> &str {
        self.trouble.field(name)
    }
}

fn href(at: RoundPath) -> String {
    format!("{}/places", at.href())
}

fn chip(page: &Page, state: AddedState) -> Chip {
    match state {
        AddedState::Proposed => Chip::new("wait", page.t("places-proposed")),
        AddedState::Confirmed => Chip::new("ok", page.t("places-confirmed")),
        AddedState::Refused => Chip::new("no", page.t("places-refused")),
    }
}

fn row(page: &Page, at: RoundPath, lines: &[PlanLine], added: AddedPlaces) -> RowShown {
    let line = lines.iter().find(|line| line.programme == added.programme);
    RowShown {
        name: line.map_or_else(|| added.programme.to_string(), |line| programme::full_name(page, line)),
        chip: chip(page, added.state),
        href: format!("{}/{}", href(at), added.number),
        added,
    }
}

pub(super) async fn list(page: Page, Path((year, round)): Path<(String, String)>) -> Answer {
    let at = RoundPath::read(&page, &year, &round).await?;
    listed(page, at, StatusCode::OK, Trouble::default()).await
}

async fn listed(page: Page, at: RoundPath, status: StatusCode, trouble: Trouble) -> Answer {
    let plan = page.office().plan(at.year).await?.ok_or(Problem::NotFound)?;
    let desk = page.may(Action::PlanDraft);
    let added = page.office().added_places(at.year).await?.into_iter();
    let seen = added.filter(|one| one.round == at.round && (desk || one.state == AddedState::Confirmed));
    let rows: Vec<RowShown> = seen.map(|one| row(&page, at, &plan.lines, one)).collect();
    let counts = rows.iter().filter(|row| row.added.state == AddedState::Confirmed);
    let list = ListPage {
        at,
        sum: counts.map(|row| row.added.places).sum(),
        leads: page.may(Action::RoundPrepare),
        proposes: desk && at.round != Round::Early && unsigned(&page, at).await?,
        choices: if desk { choices(&page, at, &plan.lines, &trouble).await? } else { Vec::new() },
        rows,
        trouble,
        clauses: Clauses::of_provisions(&page, &["3.1.2.b", "3.1.3.a"]).with_lead(&page),
        page,
    };
    show_as(status, &list)
}

/// Whether nobody signed the round yet, so that places can be added for it.
async fn unsigned(page: &Page, at: RoundPath) -> Result<bool, Problem> {
    let view = page.office().round(at.year, at.round).await?;
    Ok(view.is_none_or(|view| view.run.state == RoundState::Proved && view.run.signatures.is_empty()))
}

/// The programmes of the plan with what the rounds before admitted.
async fn choices(
    page: &Page,
    at: RoundPath,
    lines: &[PlanLine],
    trouble: &Trouble,
) -> Result<Vec<Choice>, Problem> {
    let mut admitted: BTreeMap<String, i64> = BTreeMap::new();
    for before in Round::ALL.into_iter().filter(|before| *before < at.round) {
        let view = page.office().round(at.year, before).await?;
        let view = view.filter(|view| view.run.published_at.is_some());
        for (_, programme) in view.into_iter().flat_map(|view| view.programmes) {
            *admitted.entry(programme.programme.to_string()).or_default() += programme.admitted;
        }
    }
    let chosen = trouble.typed.get("programme").map_or("", String::as_str);
    let mut found: Vec<(i64, Choice)> = lines
        .iter()
        .map(|line| {
            let taken = admitted.get(line.programme.as_str()).copied().unwrap_or(0);
            let words = page
                .t("places-choice")
                .with("name", programme::full_name(page, line))
                .count("places", line.places)
                .count("admitted", taken);
            let id = line.programme.to_string();
            (line.places - taken, Choice { chosen: id == chosen, id, words })
        })
        .collect();
    found.sort_by_key(|(left, _)| *left);
    Ok(found.into_iter().map(|(_, choice)| choice).collect())
}

pub(super) async fn propose(
    page: Page,
    Path((year, round)): Path<(String, String)>,
    Form(fields): Form<Fields>,
) -> Answer {
    let at = RoundPath::read(&page, &year, &round).await?;
    let get = |name: &str| fields.get(name).cloned().unwrap_or_default();
    let typed = TypedPlaces {
        programme: get("programme"),
        places: get("places"),
        document: get("document"),
        reason: get("reason"),
    };
    let done = page.office().propose_places(at.year, at.round, &typed, &page.actor()).await;
    match done {
        Ok(number) => Ok(door::to(&format!("{}/{number}", href(at)))),
        Err(error) => {
            let (status, trouble) = Trouble::of(&page, error.into(), fields)?;
            listed(page, at, status, trouble).await
        }
    }
}

#[derive(Template)]
#[template(path = "round/added.html")]
struct OnePage {
    at: RoundPath,
    row: RowShown,
    /// Who asks proposed it, so that another decides.
    own: bool,
    decides: bool,
    trouble: Trouble,
    clauses: Clauses,
    page: Page,
}

impl OnePage {
    fn list_href(&self) -> String {
        href(self.at)
    }

    fn typed(&self, name: &str) -> &str {
        self.trouble.field(name)
    }
}

pub(super) async fn one(page: Page, Path((year, round, number)): Path<(String, String, String)>) -> Answer {
    let at = RoundPath::read(&page, &year, &round).await?;
    shown(page, at, &number, StatusCode::OK, Trouble::default()).await
}

async fn shown(page: Page, at: RoundPath, number: &str, status: StatusCode, trouble: Trouble) -> Answer {
    let plan = page.office().plan(at.year).await?.ok_or(Problem::NotFound)?;
    let added = page.office().added_places(at.year).await?.into_iter();
    let mut found = added.filter(|one| one.round == at.round && one.number.to_string() == number);
    let added = found.next().ok_or(Problem::NotFound)?;
    let one = OnePage {
        at,
        own: added.proposed_by == page.actor(),
        decides: added.state == AddedState::Proposed && page.may(Action::PlanSet),
        row: row(&page, at, &plan.lines, added),
        trouble,
        clauses: Clauses::of_provisions(&page, &["3.1.2.b", "3.1.3.a"]).with_lead(&page),
        page,
    };
    show_as(status, &one)
}

pub(super) async fn decide(
    page: Page,
    Path((year, round, number)): Path<(String, String, String)>,
    Form(fields): Form<Fields>,
) -> Answer {
    let at = RoundPath::read(&page, &year, &round).await?;
    let known: i64 = number.parse().map_err(|_| Problem::NotFound)?;
    let because = fields.get("because").map_or("", String::as_str);
    let refused = (fields.get("do").map(String::as_str) != Some("confirm")).then_some(because);
    let done = page.office().decide_places(at.year, known, refused, &page.actor()).await;
    match done {
        Ok(()) => Ok(door::to(&href(at))),
        Err(error) => {
            let (status, trouble) = Trouble::of(&page, error.into(), fields)?;
            shown(page, at, &number, status, trouble).await
        }
    }
}
