//! `/home.csv`: the table of the chart, to take away.

use super::{Asked, sum, vacancies};
use crate::answer::{Answer, Problem};
use crate::frame::Page;
use crate::pages::csv::attachment;
use axum::extract::Query;
use guantong_service::views::InstitutionFigures;

pub(super) async fn csv(page: Page, Query(asked): Query<Asked>) -> Answer {
    let year = asked.year.unwrap_or(page.year);
    let home = page.office().home(year).await?.ok_or(Problem::NotFound)?;
    let headings = [
        "page-home-category",
        "page-home-institution",
        "page-home-places",
        "page-home-admitted",
        "page-home-registered",
        "page-home-vacancies",
        "page-home-completion",
    ]
    .map(|id| page.t(id).to_string());
    let total = InstitutionFigures { institution: page.t("page-home-total").to_string(), ..sum(&home, None) };
    let rows = home.institutions.iter().chain([&total]).map(|figures| row(&page, figures));
    let name = page.t("page-home-csv-name").with("year", year).to_string();
    Ok(attachment(&name, &headings, rows))
}

fn row(page: &Page, figures: &InstitutionFigures) -> Vec<String> {
    vec![
        page.category(&figures.category),
        page.institution(&figures.institution).to_owned(),
        figures.places.to_string(),
        figures.counts.admitted.to_string(),
        figures.counts.registered.to_string(),
        vacancies(figures).to_string(),
        page.percent(figures.counts.admitted, figures.places),
    ]
}
