//! `/graduates/{year}/{name}`: one sheet: who graduated, and where each went.

use super::list::{share, state};
use super::{href, id_of};
use crate::answer::Answer;
use crate::frame::{Page, show_as};
use crate::pages::address::encoded;
use crate::pages::csv;
use crate::parts::{Chip, Clauses, programme};
use crate::trouble::Trouble;
use askama::Template;
use axum::extract::Path;
use axum::http::StatusCode;
use guantong_model::{Destination, Settled};
use guantong_service::destination::SheetId;
use std::collections::BTreeMap;

/// Somebody in the sheet.
struct RowShown {
    id: String,
    name: String,
    href: String,
    major: String,
    stage: String,
    on: String,
    /// The word of the destination that stands, or was chosen.
    chosen: String,
    /// The destination that is reported, and the day.
    reported: Option<(Chip, String)>,
    wrong: bool,
}

#[derive(Template)]
#[template(path = "graduates/one.html")]
struct OnePage {
    here: String,
    title: String,
    lead: String,
    chip: Chip,
    version: i64,
    rows: Vec<RowShown>,
    /// Destinations by what they count as: the heading, and word and name of each.
    choices: Vec<(String, Vec<(String, String)>)>,
    keeps: bool,
    further_study: (String, String),
    employed: (String, String),
    trouble: Trouble,
    clauses: Clauses,
    page: Page,
}

pub(super) async fn one(page: Page, Path(named): Path<(String, String)>) -> Answer {
    shown(page, &id_of(named)?, StatusCode::OK, Trouble::default()).await
}

fn chip(page: &Page, destination: Destination) -> Chip {
    let shape = if destination.settled() == Settled::Not { "pause" } else { "ok" };
    Chip::new(shape, page.word(format!("destination.{destination}")))
}

/// The page of a sheet after what happened.
pub(super) async fn shown(page: Page, id: &SheetId, status: StatusCode, trouble: Trouble) -> Answer {
    let office = page.office();
    let view = office.graduates_of(id).await?;
    let lines = office.programmes_of_all_plans().await?;
    let majors: BTreeMap<&str, String> =
        lines.iter().map(|line| (line.programme.as_str(), programme::major(&page, line))).collect();
    let mut rows = Vec::new();
    for one in &view.graduates {
        let field = format!("to-{}", one.student);
        let kept = one.destination.map_or("", |(to, _)| to.as_str()).to_owned();
        rows.push(RowShown {
            id: one.student.to_string(),
            name: one.name.clone(),
            href: format!("/students/{}", encoded(one.student.as_str())),
            major: majors.get(one.programme.as_str()).cloned().unwrap_or_else(|| one.programme.to_string()),
            stage: page.word(format!("stage.{}", one.stage)),
            on: page.date(one.on),
            chosen: trouble.typed.get(&field).cloned().unwrap_or(kept),
            reported: one.destination.map(|(to, on)| (chip(&page, to), page.date(on))),
            wrong: trouble.wrong.contains(&field),
        });
    }
    let of = |so: &Settled| {
        let of = Destination::ALL.iter().filter(|one| one.settled() == *so);
        let named = of.map(|one| (one.to_string(), page.word(format!("destination.{one}"))));
        (page.word(format!("settled.{so}")), named.collect())
    };
    let listed = &view.listed;
    let title = page
        .t("graduates-of")
        .with("institution", page.institution(&id.institution))
        .with("year", id.year.to_string());
    let lead = match listed.due {
        Some(due) => page.t("graduates-lead-due").with("due", page.date(due)),
        None => page.t("graduates-lead-complete"),
    };
    let one_page = OnePage {
        here: href(id),
        title: title.to_string(),
        lead: lead.to_string(),
        chip: state(&page, listed),
        version: view.version,
        choices: Settled::ALL.iter().map(of).collect(),
        keeps: office.keeps_destinations_of(&id.institution),
        further_study: share(&page, listed.further_study, listed.graduates),
        employed: share(&page, listed.employed, listed.graduates),
        rows,
        trouble,
        clauses: Clauses::of_provisions(&page, &["1"]),
        page: page.clone(),
    };
    show_as(status, &one_page)
}

pub(super) async fn workbook(page: Page, Path(named): Path<(String, String)>) -> Answer {
    let id = id_of(named)?;
    let view = page.office().graduates_of(&id).await?;
    let bytes = page.office().graduates_workbook(&view)?;
    let title = page.t("graduates-of").with("institution", page.institution(&id.institution));
    Ok(csv::workbook(&format!("{}.xlsx", title.with("year", id.year.to_string())), bytes))
}
