//! The ranking to take away.

use super::shown::points;
use super::{weights_of, year_of};
use crate::answer::{Answer, Problem};
use crate::fields::Fields;
use crate::frame::Page;
use crate::pages::csv::attachment;
use axum::extract::{Path, Query};
use guantong_merit::{Criterion, Measure};
use guantong_service::cases::Considered;

pub(super) async fn csv(page: Page, Path(year): Path<String>, Query(asked): Query<Fields>) -> Answer {
    let weights = weights_of(&asked).map_err(Problem::bad)?;
    let view = page.office().case_ranking(year_of(&year)?, weights).await?;
    let mut headings: Vec<String> =
        ["case-rank", "case-front", "case-partner"].map(|id| page.t(id).to_string()).into();
    for (criterion, weight) in Criterion::ALL.iter().zip(view.weights.all()) {
        let name = page.word(format!("criterion.{criterion}"));
        let with = page.t("case-weight-of").with("criterion", name).with("weight", i64::from(weight));
        headings.push(with.to_string());
    }
    headings.extend(["case-total", "case-best", "case-worst", "case-said"].map(|id| page.t(id).to_string()));
    for measure in Measure::ALL {
        let name = page.word(format!("measure.{measure}"));
        headings.push(page.t("case-part-of").with("measure", name.as_str()).to_string());
        headings.push(page.t("case-whole-of").with("measure", name.as_str()).to_string());
    }
    let row = |one: &Considered| {
        let mut row = vec![
            one.rank.to_string(),
            page.institution(&one.candidate.front).to_owned(),
            page.institution(&one.candidate.partner).to_owned(),
        ];
        row.extend(one.scores.map(points));
        row.extend([points(one.total), one.range.0.to_string(), one.range.1.to_string()]);
        row.push(one.choice.as_ref().map_or_else(String::new, |choice| {
            page.word(format!("case-choice.{}", if choice.chosen { "chosen" } else { "passed" }))
        }));
        for measure in Measure::ALL {
            let told = one.candidate.figures.get(measure).map(|frozen| frozen.told);
            row.push(told.map_or_else(String::new, |told| told.part.to_string()));
            row.push(told.map_or_else(String::new, |told| told.whole.to_string()));
        }
        row
    };
    let name = page.t("case-file-name").with("year", view.year.to_string()).to_string();
    Ok(attachment(&name, &headings, view.list.iter().map(row)))
}
