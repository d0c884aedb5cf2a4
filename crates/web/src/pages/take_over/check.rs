//! `/take-over/{digest}`: a sheet as it was checked, line by line, and its confirmation.

use crate::answer::Answer;
use crate::frame::{Page, Said, show_as};
use crate::parts::Clauses;
use askama::Template;
use axum::extract::{Form, Path, Query};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect};
use guantong_model::Message;
use guantong_policy::Citation;
use guantong_registry::take_over::kept_against;
use guantong_service::ServiceError;
use guantong_service::take_over::{LineState, TakeOverChecked, TakeOverLine};
use serde::Deserialize;

/// Lines on a page.
const LINES: usize = 100;
/// A name is cut here.
const NAME: usize = 40;

#[derive(Default, Deserialize)]
pub(super) struct Asked {
    /// Which lines: `faulty`, `kept` or `taken`.
    #[serde(default)]
    show: String,
    /// How many of them come before.
    #[serde(default)]
    from: usize,
}

#[derive(Deserialize)]
pub(super) struct Confirmed {
    checked: String,
    #[serde(default)]
    by: String,
}

/// A line as the page shows it.
struct Shown {
    row: u32,
    name: String,
    number: String,
    /// Where the student stands afterwards.
    now: String,
    findings: Vec<String>,
    clauses: Option<Clauses>,
}

/// A state as a link to its lines.
struct State {
    word: &'static str,
    name: Said,
    /// The shape of its chip.
    shape: &'static str,
    count: usize,
    /// Whether its lines are shown.
    current: bool,
}

#[derive(Template)]
#[template(path = "take_over/check.html")]
struct CheckPage {
    checked: TakeOverChecked,
    /// How many lines are in each state.
    states: Vec<State>,
    show: &'static str,
    lines: Vec<Shown>,
    /// How many lines of this state come before the next page.
    next: Option<usize>,
    programmes: Vec<String>,
    conflict: Option<Said>,
    open: usize,
    page: Page,
}

pub(super) async fn show(page: Page, Path(digest): Path<String>, Query(asked): Query<Asked>) -> Answer {
    let checked = page.office().take_over_draft(&digest).await?;
    shown(page, checked, &asked, None, StatusCode::OK)
}

pub(super) async fn confirm(
    page: Page,
    Path(digest): Path<String>,
    Form(confirmed): Form<Confirmed>,
) -> Answer {
    let by: String = confirmed.by.trim().chars().take(NAME).collect();
    let by = page.actor_named(&by);
    match page.office().confirm_take_over(&digest, &confirmed.checked, &by).await {
        Ok(_) => Ok(Redirect::to("/take-over").into_response()),
        Err(ServiceError::Conflict(conflict)) => {
            let checked = match page.office().take_over_draft(&digest).await {
                Ok(checked) => checked,
                // It was taken over meanwhile: there is nothing left to show but that.
                Err(ServiceError::NotFound) => return Err(ServiceError::Conflict(conflict).into()),
                Err(other) => return Err(other.into()),
            };
            let message = page.say(&conflict.message);
            shown(page, checked, &Asked::default(), Some(message), StatusCode::CONFLICT)
        }
        Err(ServiceError::BadInput(_)) => {
            let checked = page.office().take_over_draft(&digest).await?;
            shown(page, checked, &Asked::default(), None, StatusCode::UNPROCESSABLE_ENTITY)
        }
        Err(other) => Err(other.into()),
    }
}

pub(super) async fn put_away(page: Page, Path(digest): Path<String>) -> Answer {
    page.office().drop_take_over(&digest).await?;
    Ok(Redirect::to("/take-over").into_response())
}

fn shown(
    page: Page,
    checked: TakeOverChecked,
    asked: &Asked,
    conflict: Option<Said>,
    status: StatusCode,
) -> Answer {
    let all = [
        ("faulty", LineState::Faulty, "page-take-over-faulty", "no"),
        ("kept", LineState::Kept, "page-take-over-kept", "pause"),
        ("taken", LineState::Taken, "page-take-over-taken", "ok"),
    ];
    let chosen = all.iter().find(|(word, ..)| *word == asked.show);
    let first = all.iter().find(|(_, state, ..)| checked.count(*state) > 0);
    let (show, state) =
        chosen.or(first).map_or(("taken", LineState::Taken), |(word, state, ..)| (*word, *state));
    let states = all.iter().map(|(word, state, id, shape)| State {
        word,
        name: page.t(id),
        shape,
        count: checked.count(*state),
        current: *word == show,
    });
    let states = states.collect();
    let of_state = checked.lines.iter().filter(|line| line.state == state).skip(asked.from);
    let lines: Vec<Shown> = of_state.take(LINES).map(|line| Shown::of(&page, line)).collect();
    let next = Some(asked.from.saturating_add(LINES)).filter(|next| *next < checked.count(state));
    let placed = |at: &dyn ToString, message: &Message| {
        format!("{}{}", page.t("page-take-over-cell").with("cell", at.to_string()), page.say(message))
    };
    let programmes = checked.programmes_wrong.iter().map(|(at, message)| placed(at, message)).collect();
    let of_lines: usize = checked.lines.iter().map(|line| line.wrong.len()).sum();
    let open = of_lines + checked.programmes_wrong.len();
    show_as(status, &CheckPage { states, show, lines, next, programmes, conflict, open, checked, page })
}

impl Shown {
    fn of(page: &Page, line: &TakeOverLine) -> Self {
        let mut findings: Vec<String> = line
            .wrong
            .iter()
            .map(|(at, message)| {
                let cell = page.t("page-take-over-cell").with("cell", at.to_string());
                format!("{cell}{}", page.say(message))
            })
            .collect();
        let mut citations: Vec<Citation> = Vec::new();
        for (_, decision) in &line.kept {
            let sentence = page.say(&decision.message());
            let sentence = match kept_against(decision) {
                Some(no) => page.t("page-take-over-why").with("kept", sentence).with("no", page.say(&no)),
                None => sentence,
            };
            findings.push(sentence.to_string());
            let clause = decision.citations.first().filter(|citation| !citations.contains(citation));
            citations.extend(clause.cloned());
        }
        let now = line.taken_over().map(|taken| {
            let record = &taken.record;
            let words = [
                page.word(format!("stage.{}", record.stage())),
                page.word(format!("standing.{}", record.standing())),
            ];
            page.list(words)
        });
        if let (true, Some(taken)) = (findings.is_empty(), line.taken_over()) {
            findings.push(page.t("page-take-over-fine").count("entries", taken.entries.len()).to_string());
        }
        Shown {
            row: line.row,
            name: line.name.clone(),
            number: line.number.clone(),
            now: now.unwrap_or_else(|| page.t("page-none").to_string()),
            findings,
            clauses: (!citations.is_empty()).then(|| Clauses::of(page, &citations)),
        }
    }
}
