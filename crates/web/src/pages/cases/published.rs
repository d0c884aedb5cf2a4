//! `/cases/{year}`: who was chosen, each with the reason.

use super::shown::{points, sides, state};
use super::{href, year_of};
use crate::answer::Answer;
use crate::frame::{Page, show};
use crate::parts::{Chip, Clauses};
use askama::Template;
use axum::extract::Path;
use guantong_merit::Criterion;
use guantong_service::access::Action;
use guantong_service::cases::{CaseId, Choice, Selection};

/// One that was chosen.
struct ChosenShown {
    sides: String,
    /// Where it is explained; empty to whom it is not.
    href: String,
    because: String,
    /// Criterion and score.
    scores: Vec<(String, String)>,
}

#[derive(Template)]
#[template(path = "cases/published.html")]
struct PublishedPage {
    selection: Selection,
    chip: Chip,
    chosen: Vec<ChosenShown>,
    figures_on: String,
    published: Option<String>,
    weights: String,
    /// Where the ranking is; empty to whom it is not shown.
    ranking: String,
    clauses: Clauses,
    page: Page,
}

pub(super) async fn published(page: Page, Path(year): Path<String>) -> Answer {
    let selection = page.office().published_cases(year_of(&year)?).await?;
    let reads = page.may(Action::CasesRead);
    // To whom figures are not exact, scores are not either.
    let exact = page.office().figures_are_exact();
    let shown = |score: i64| if exact { points(score) } else { ((score + 50) / 100).to_string() };
    let criterion = |criterion: &Criterion| page.word(format!("criterion.{criterion}"));
    let chosen = |choice: &Choice| {
        let found = selection
            .figures
            .candidates
            .iter()
            .find(|one| one.front == choice.front && one.partner == choice.partner);
        let scores = found.map(|one| one.scores(&selection.figures.bounds)).unwrap_or_default();
        let id =
            CaseId { year: selection.year, front: choice.front.clone(), partner: choice.partner.clone() };
        let own = page.office().allow_of(Action::CasesRead, [id.front.as_str(), id.partner.as_str()]);
        ChosenShown {
            sides: sides(&page, &choice.front, &choice.partner),
            href: if reads && own.is_ok() { href(&id) } else { String::new() },
            because: choice.because.clone(),
            scores: Criterion::ALL.iter().map(criterion).zip(scores.map(shown)).collect(),
        }
    };
    let weight = |(one, weight): (&Criterion, u32)| {
        page.t("case-weight-of").with("criterion", criterion(one)).with("weight", i64::from(weight))
    };
    show(&PublishedPage {
        chip: state(&page, Some(selection.state)),
        chosen: selection.choices.iter().filter(|choice| choice.chosen).map(chosen).collect(),
        figures_on: page.date(selection.figures.on),
        published: selection.published_on.map(|on| page.date(on)),
        weights: page.list(Criterion::ALL.iter().zip(selection.weights.all()).map(weight)),
        ranking: if reads { format!("/cases/{}/ranking", selection.year) } else { String::new() },
        clauses: Clauses::of_provisions(&page, &["4.3.2.a"]).with_lead(&page),
        selection,
        page: page.clone(),
    })
}
