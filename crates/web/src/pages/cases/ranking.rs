//! `/cases/{year}/ranking`: everybody considered by any weights, how firm the order is, and the choice.

use super::shown::{points, sides, state, swapped_short, up};
use super::{href, weights_of, with_weights, year_of};
use crate::answer::{Answer, Problem};
use crate::fields::{Fields, get};
use crate::frame::{Page, show_as};
use crate::parts::{Chip, Clauses};
use crate::trouble::Trouble;
use askama::Template;
use axum::extract::{Path, Query};
use axum::http::StatusCode;
use guantong_merit::{Criterion, Weights};
use guantong_service::cases::{CaseId, Considered, RankingView};

/// One of those considered.
struct RowShown {
    at: usize,
    rank: usize,
    front: String,
    partner: String,
    sides: String,
    href: String,
    scores: Vec<(String, String)>,
    total: String,
    range: String,
    firm: bool,
    /// What turns it round with the next.
    next: Option<String>,
    chosen: bool,
    because: String,
    /// What was said of it: a chip and the reason.
    said: Option<(Chip, String)>,
}

/// A weight as a field has it.
struct WeightShown {
    id: &'static str,
    name: String,
    typed: String,
    /// By how much it may change and the order stands.
    margin: String,
}

#[derive(Template)]
#[template(path = "cases/ranking.html")]
struct RankingPage {
    year: i32,
    chip: Chip,
    view: RankingView,
    rows: Vec<RowShown>,
    weights: Vec<WeightShown>,
    here: String,
    file: String,
    figures_on: String,
    trouble: Trouble,
    clauses: Clauses,
    page: Page,
}

impl RankingPage {
    fn typed(&self, name: &str) -> &str {
        get(&self.trouble.typed, name)
    }

    /// The version that is seen: 0 where nobody has chosen.
    fn version(&self) -> i64 {
        self.view.selection.as_ref().map_or(0, |selection| selection.version)
    }

    fn step(&self) -> i64 {
        i64::from(self.view.figures.step)
    }

    /// The digest of what waits to be confirmed.
    fn chosen_digest(&self) -> &str {
        self.view.selection.as_ref().map_or("", |selection| selection.digest.as_str())
    }

    /// Whether the weights shown are those of the choice.
    fn as_chosen(&self) -> bool {
        self.view.selection.as_ref().is_none_or(|selection| selection.weights == self.view.weights)
    }

    fn returned(&self) -> Option<&str> {
        let returned = self.view.selection.as_ref().and_then(|selection| selection.returned.as_deref());
        returned.filter(|_| !self.view.frozen)
    }

    fn waits(&self) -> bool {
        self.view.frozen && self.view.selection.as_ref().is_some_and(|selection| !selection.published())
    }

    fn chosen_by(&self) -> String {
        self.view.selection.as_ref().map_or_else(String::new, |one| self.page.by(&one.chosen_by))
    }
}

pub(super) async fn ranking(page: Page, Path(year): Path<String>, Query(asked): Query<Fields>) -> Answer {
    let year = year_of(&year)?;
    match weights_of(&asked) {
        Ok(weights) => shown(page, year, weights, StatusCode::OK, Trouble::default()).await,
        Err(message) => {
            let (status, trouble) = Trouble::of(&page, Problem::bad(message), asked)?;
            shown(page, year, None, status, trouble).await
        }
    }
}

/// The page after what happened.
pub(super) async fn shown(
    page: Page,
    year: i32,
    weights: Option<Weights>,
    status: StatusCode,
    trouble: Trouble,
) -> Answer {
    let view = page.office().case_ranking(year, weights).await?;
    let criterion = |criterion: Criterion| page.word(format!("criterion.{criterion}"));
    let again = !trouble.typed.is_empty();
    let row = |(at, one): (usize, &Considered)| {
        let (front, partner) = (one.candidate.front.clone(), one.candidate.partner.clone());
        let id = CaseId { year, front: front.clone(), partner: partner.clone() };
        let key = format!("{front}|{partner}");
        let said = one.choice.as_ref().map(|choice| {
            let (shape, word) = if choice.chosen { ("ok", "chosen") } else { ("pause", "passed") };
            (Chip::new(shape, page.word(format!("case-choice.{word}"))), choice.because.clone())
        });
        let kept = one.choice.as_ref();
        RowShown {
            at,
            rank: one.rank,
            sides: sides(&page, &front, &partner),
            href: format!("{}{}", href(&id), with_weights(&view.weights)),
            scores: Criterion::ALL.iter().map(|one| criterion(*one)).zip(one.scores.map(points)).collect(),
            total: points(one.total),
            range: match one.range {
                (best, worst) if best == worst => best.to_string(),
                (best, worst) => page.t("case-range").with("best", best).with("worst", worst).to_string(),
            },
            firm: one.range.0 == one.range.1,
            next: one.next.as_ref().map(|(_, _, swap)| swapped_short(&page, swap.as_ref())),
            chosen: match again {
                true => trouble.typed.contains_key(&format!("chosen:{key}")),
                false => kept.is_some_and(|choice| choice.chosen),
            },
            because: match again {
                true => get(&trouble.typed, &format!("because:{key}")).to_owned(),
                false => kept.map(|choice| choice.because.clone()).unwrap_or_default(),
            },
            said,
            front,
            partner,
        }
    };
    let weight =
        |((one, margin), weight): (&(Criterion, Option<guantong_merit::Fraction>), u32)| WeightShown {
            id: one.as_str(),
            name: criterion(*one),
            typed: match trouble.typed.get(one.as_str()) {
                Some(typed) => typed.clone(),
                None => weight.to_string(),
            },
            margin: match margin {
                None => page.t("case-margin-any").to_string(),
                Some(margin) if margin.hundredths_up() == 0 => page.t("case-margin-equal").to_string(),
                Some(margin) => page.t("case-margin").with("points", up(margin.hundredths_up())).to_string(),
            },
        };
    let ranking = RankingPage {
        year,
        chip: state(&page, view.selection.as_ref().map(|selection| selection.state)),
        rows: view.list.iter().enumerate().map(row).collect(),
        weights: view.margins.iter().zip(view.weights.all()).map(weight).collect(),
        here: format!("/cases/{year}/ranking"),
        file: format!("/cases/{year}/ranking.csv{}", with_weights(&view.weights)),
        figures_on: page.date(view.figures.on),
        clauses: Clauses::of_provisions(&page, &["4.3.2.a"]).with_lead(&page),
        trouble,
        view,
        page: page.clone(),
    };
    show_as(status, &ranking)
}
