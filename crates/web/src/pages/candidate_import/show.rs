//! `/candidates/import/{id}`: how far a check is, what was found, what must be judged, and the confirmation.

use super::start::chip;
use crate::answer::Answer;
use crate::frame::{Page, Said, show_as};
use crate::parts::Chip;
use askama::Template;
use axum::extract::{Form, Path, Query};
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Redirect};
use guantong_documents::At;
use guantong_model::{Fact, Message};
use guantong_service::ServiceError;
use guantong_service::candidates::import::{
    ConflictKind, Conflicting, ImportState, ImportView, Judgement, Side,
};
use serde::Deserialize;
use std::collections::BTreeMap;

/// Cells on a page.
const CELLS: usize = 100;
/// Conflicts on a page: each has a table of its own.
const CONFLICTS: usize = 20;
/// Before a judgement's key in the form.
const FIELD: &str = "j-";
/// A page of a check that goes on is asked for again after so many seconds.
const LOOK_AGAIN: &str = "5";
const SECOND: i64 = 1_000_000;

#[derive(Default, Deserialize)]
pub(super) struct Asked {
    /// How many cells come before.
    #[serde(default)]
    from: usize,
    /// How many conflicts come before.
    #[serde(default)]
    conflicts: usize,
    /// Whether the file had been given in before.
    #[serde(default)]
    again: String,
}

#[derive(Deserialize)]
pub(super) struct Confirmed {
    #[serde(default)]
    digest: String,
}

/// A cell with what is said of it.
struct CellSaid {
    at: String,
    said: String,
}

/// A conflict as the page shows it.
struct ConflictShown {
    conflict: Conflicting,
    /// What it is about, in a sentence.
    about: Said,
    /// The heading over what is there.
    there: &'static str,
    judgement: Option<Judgement>,
    /// Whether it matters no more: its row is left out.
    moot: bool,
}

/// A kind with how many of its conflicts nobody judged.
struct KindOpen {
    kind: ConflictKind,
    name: Said,
    count: usize,
}

#[derive(Template)]
#[template(path = "candidate_import/show.html")]
struct ShowPage {
    view: ImportView,
    chip: Chip,
    /// Sentences at the top: a conflict, or that the file came again.
    told: Vec<Said>,
    refused: Vec<Said>,
    wrong: Vec<CellSaid>,
    next: Option<usize>,
    noted: Vec<CellSaid>,
    conflicts: Vec<ConflictShown>,
    next_conflicts: Option<usize>,
    open: Vec<KindOpen>,
    /// How long a check goes on still, where that can be told.
    left: Option<Said>,
    page: Page,
}

pub(super) async fn show(page: Page, Path(id): Path<String>, Query(asked): Query<Asked>) -> Answer {
    let view = page.office().candidate_import(&id).await?;
    let told = if asked.again.is_empty() { Vec::new() } else { vec![Message::new("candimport-again")] };
    shown(page, view, &asked, &told, StatusCode::OK)
}

pub(super) async fn judge(
    page: Page,
    Path(id): Path<String>,
    Form(form): Form<Vec<(String, String)>>,
) -> Answer {
    let field =
        |name: &str| form.iter().find(|(field, _)| field == name).map_or("", |(_, value)| value.as_str());
    let given: Vec<(String, Judgement)> = form
        .iter()
        .filter_map(|(field, value)| Some((field.strip_prefix(FIELD)?.to_owned(), Judgement::parse(value)?)))
        .collect();
    let others = ConflictKind::parse(field("kind")).zip(Judgement::parse(field("all")));
    let version = field("version").parse().unwrap_or(-1);
    let judged = page.office().judge_candidate_import(&id, version, &given, others).await;
    back(page, &id, judged, "#h-conflicts").await
}

pub(super) async fn again(page: Page, Path(id): Path<String>) -> Answer {
    let checked = page.office().check_candidates_again(&id).await;
    back(page, &id, checked, "").await
}

pub(super) async fn confirm(page: Page, Path(id): Path<String>, Form(confirmed): Form<Confirmed>) -> Answer {
    let done = page.office().confirm_candidate_import(&id, &confirmed.digest, &page.actor()).await;
    back(page, &id, done.map(drop), "").await
}

pub(super) async fn put_away(page: Page, Path(id): Path<String>) -> Answer {
    page.office().drop_candidate_import(&id).await?;
    Ok(Redirect::to("/candidates/import").into_response())
}

/// Back to the page; where it did not go, with why.
async fn back(page: Page, id: &str, done: Result<(), ServiceError>, place: &str) -> Answer {
    let (told, status) = match done {
        Ok(()) => return Ok(Redirect::to(&format!("/candidates/import/{id}{place}")).into_response()),
        Err(ServiceError::Conflict(conflict)) => (vec![conflict.message], StatusCode::CONFLICT),
        Err(ServiceError::BadInput(messages)) => (messages, StatusCode::UNPROCESSABLE_ENTITY),
        Err(other) => return Err(other.into()),
    };
    let told: Vec<Message> = told.into_iter().take(CELLS).collect();
    let view = page.office().candidate_import(id).await?;
    shown(page, view, &Asked::default(), &told, status)
}

fn shown(page: Page, view: ImportView, asked: &Asked, told: &[Message], status: StatusCode) -> Answer {
    let going = matches!(view.row.state, ImportState::Waiting | ImportState::Checking);
    let found = view.found.clone().unwrap_or_default();
    let cells = |cells: &[(At, Message)], from: usize| -> Vec<CellSaid> {
        let some = cells.iter().skip(from).take(CELLS);
        some.map(|(at, message)| CellSaid { at: at.to_string(), said: page.say(message).to_string() })
            .collect()
    };
    let beyond =
        |from: usize, step: usize, count: usize| Some(from.saturating_add(step)).filter(|next| *next < count);
    let mut open: BTreeMap<ConflictKind, usize> = BTreeMap::new();
    for conflict in found.conflicts.iter().filter(|conflict| view.settled.open.contains(&conflict.key)) {
        *open.entry(conflict.kind).or_default() += 1;
    }
    let mut all: Vec<&Conflicting> = found.conflicts.iter().collect();
    all.sort_by_key(|conflict| !view.settled.open.contains(&conflict.key));
    let conflicts = all.iter().skip(asked.conflicts).take(CONFLICTS);
    let conflicts = conflicts.map(|conflict| ConflictShown::of(&page, &view, conflict)).collect();
    let kind_open = |(kind, count)| KindOpen { kind, name: page.t(format!("candimport-kind-{kind}")), count };
    let shown = ShowPage {
        chip: chip(&page, view.row.state),
        told: told.iter().map(|message| page.say(message)).collect(),
        refused: found.refused.iter().map(|message| page.say(message)).collect(),
        wrong: cells(&found.wrong, asked.from),
        next: beyond(asked.from, CELLS, found.wrong.len()),
        noted: cells(&found.noted, 0),
        conflicts,
        next_conflicts: beyond(asked.conflicts, CONFLICTS, found.conflicts.len()),
        open: open.into_iter().map(kind_open).collect(),
        left: left(&page, &view),
        view,
        page,
    };
    let mut response = show_as(status, &shown)?;
    if going {
        response.headers_mut().insert("refresh", HeaderValue::from_static(LOOK_AGAIN));
    }
    Ok(response)
}

/// How long a check goes on still, by how far it came.
fn left(page: &Page, view: &ImportView) -> Option<Said> {
    let row = &view.row;
    let begun = row.begun_at.filter(|_| row.state == ImportState::Checking && row.done > 0)?;
    let gone = page.office().clock().now().saturating_sub(begun).max(0);
    let left = gone.saturating_mul(row.total - row.done) / row.done / SECOND;
    Some(page.t("candimport-left").count("seconds", left + 1))
}

impl ConflictShown {
    fn of(page: &Page, view: &ImportView, conflict: &Conflicting) -> Self {
        let numbers: Vec<Fact> = conflict.numbers.iter().map(|no| Fact::from(no.as_str())).collect();
        let rows: Vec<Fact> = conflict.rows.iter().map(|row| Fact::from(row.to_string())).collect();
        let about = page.t(format!("candimport-about-{}", conflict.kind));
        let about = match conflict.kind {
            ConflictKind::Twice => about.with("rows", Fact::from(rows)),
            ConflictKind::OtherNumber => about.with("numbers", Fact::from(numbers)),
            ConflictKind::Changed | ConflictKind::OtherPerson => about,
        };
        ConflictShown {
            there: if conflict.kind == ConflictKind::Twice {
                "candimport-there-row"
            } else {
                "candimport-there-file"
            },
            judgement: view.judgements.get(&conflict.key).copied(),
            moot: !view.settled.open.contains(&conflict.key) && !view.judgements.contains_key(&conflict.key),
            about,
            conflict: conflict.clone(),
        }
    }

    fn sides(&self) -> &[Side] {
        &self.conflict.sides
    }

    fn is(&self, word: &str) -> bool {
        self.judgement.is_some_and(|judgement| judgement.as_str() == word)
    }
}

impl ShowPage {
    fn going(&self) -> bool {
        matches!(self.view.row.state, ImportState::Waiting | ImportState::Checking)
    }

    fn is_done(&self) -> bool {
        self.view.row.state == ImportState::Done
    }

    fn is_refused(&self) -> bool {
        self.view.row.state == ImportState::Refused
    }

    /// Which of the four steps the file is at, from 1.
    fn step(&self) -> usize {
        if self.is_done() {
            5
        } else if self.view.clean() {
            4
        } else {
            3
        }
    }

    fn percent(&self) -> String {
        self.page.percent(self.view.row.done, self.view.row.total.max(1))
    }

    fn entering(&self) -> usize {
        self.view.found.as_ref().map_or(0, |found| found.entering(&self.view.settled))
    }

    fn staying(&self) -> usize {
        self.view.found.as_ref().map_or(0, |found| found.staying(&self.view.settled))
    }

    fn judges(&self) -> bool {
        self.view.row.state == ImportState::Checked && !self.view.over && !self.view.stale
    }
}
