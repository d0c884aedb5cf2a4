//! `/cases/{year}/{front}/{partner}`: one of those considered, each criterion explained down to its records.

use super::shown::{MeasureShown, measures, points, sides, swapped};
use super::{href, id_of, weights_of, with_weights};
use crate::answer::{Answer, Problem};
use crate::fields::Fields;
use crate::frame::{Page, show};
use crate::parts::{Chip, Clauses};
use askama::Template;
use axum::extract::{Path, Query};
use guantong_merit::Criterion;

/// A criterion with its measures.
struct CriterionShown {
    id: &'static str,
    name: String,
    definition: String,
    score: String,
    weight: i64,
    /// What it adds to the total.
    adds: String,
    measures: Vec<MeasureShown>,
}

#[derive(Template)]
#[template(path = "cases/one.html")]
struct OnePage {
    year: i32,
    here: String,
    sides: String,
    back: String,
    rank: String,
    total: String,
    range: String,
    step: i64,
    next: Option<(String, String)>,
    frozen: bool,
    figures_on: String,
    said: Option<(Chip, String)>,
    criteria: Vec<CriterionShown>,
    clauses: Clauses,
    page: Page,
}

pub(super) async fn one(
    page: Page,
    Path(named): Path<(String, String, String)>,
    Query(asked): Query<Fields>,
) -> Answer {
    let id = id_of(named)?;
    let weights = weights_of(&asked).map_err(Problem::bad)?;
    let view = page.office().case_view(&id, weights).await?;
    let (ranking, one) = (&view.ranking, &view.considered);
    let sum = i64::from(ranking.weights.all().iter().sum::<u32>()).max(1);
    let criterion = |((criterion, score), weight): ((&Criterion, i64), u32)| CriterionShown {
        id: criterion.as_str(),
        name: page.word(format!("criterion.{criterion}")),
        definition: page.t(format!("case-criterion-{criterion}")).to_string(),
        score: points(score),
        weight: i64::from(weight),
        adds: points((score * i64::from(weight) * 2 + sum) / (sum * 2)),
        measures: measures(&page, criterion.measures(), &one.candidate.figures, &ranking.figures.bounds),
    };
    let said = one.choice.as_ref().map(|choice| {
        let (shape, word) = if choice.chosen { ("ok", "chosen") } else { ("pause", "passed") };
        (Chip::new(shape, page.word(format!("case-choice.{word}"))), choice.because.clone())
    });
    let next = one.next.as_ref();
    show(&OnePage {
        year: id.year,
        here: href(&id),
        sides: sides(&page, &id.front, &id.partner),
        back: format!("/cases/{}/ranking{}", id.year, with_weights(&ranking.weights)),
        rank: page.t("case-rank-of").with("rank", one.rank).with("of", ranking.of).to_string(),
        total: points(one.total),
        range: match one.range {
            (best, worst) if best == worst => best.to_string(),
            (best, worst) => page.t("case-range").with("best", best).with("worst", worst).to_string(),
        },
        step: i64::from(ranking.figures.step),
        next: next
            .map(|(front, partner, swap)| (sides(&page, front, partner), swapped(&page, swap.as_ref()))),
        frozen: ranking.frozen,
        figures_on: page.date(ranking.figures.on),
        said,
        criteria: Criterion::ALL.iter().zip(one.scores).zip(ranking.weights.all()).map(criterion).collect(),
        clauses: Clauses::of_provisions(&page, &["4.3.2.a"]).with_lead(&page),
        page: page.clone(),
    })
}
