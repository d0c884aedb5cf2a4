//! One version: its parts with weights and pass marks, and the file it came in.

use super::list::in_force;
use super::{address, composition, issuer};
use crate::answer::{Answer, Problem};
use crate::frame::{Page, Said, show};
use crate::pages::address::encoded;
use crate::parts::{Chip, Clauses};
use askama::Template;
use axum::extract::{Path, Query};
use axum::http::HeaderValue;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::IntoResponse;
use guantong_registry::{Component, Part, ProgressionRules, RulesIssuer};
use guantong_service::rows::RulesOnFile;
use serde::Deserialize;

/// A part of an assessment as it is shown.
pub(super) struct PartRow {
    pub(super) name: String,
    pub(super) weight: Said,
    pub(super) full_marks: i64,
    pub(super) pass_mark: Option<String>,
}

#[derive(Deserialize)]
pub(super) struct Asked {
    /// What came of the filing that led here: `new` or `same`.
    #[serde(default)]
    filed: String,
}

#[derive(Template)]
#[template(path = "progression/one.html")]
struct OnePage {
    rules: ProgressionRules,
    on_file: RulesOnFile,
    issuer: String,
    stage: String,
    composition: String,
    parts: Vec<PartRow>,
    state: Option<Chip>,
    notice: Option<Said>,
    file: String,
    version: i64,
    full_marks: i64,
    clauses: Clauses,
    page: Page,
}

/// The parts in the order of the rules.
pub(super) fn parts(page: &Page, rules: &ProgressionRules) -> Vec<PartRow> {
    let row = |component: &Component| {
        let word = || page.word(format!("part.{}", component.part));
        let weight = if component.part == Part::Ability {
            page.t("progpage-added")
        } else {
            page.t("progpage-weight-of").with("weight", i64::from(component.weight))
        };
        PartRow {
            name: component.name.clone().unwrap_or_else(word),
            weight,
            full_marks: i64::from(component.full_marks),
            pass_mark: component.pass_mark.map(|mark| mark.to_string()),
        }
    };
    rules.components.iter().map(row).collect()
}

/// The full marks and the pass mark of the whole.
pub(super) fn total(page: &Page, rules: &ProgressionRules) -> Said {
    page.t("progpage-total")
        .with("full_marks", i64::from(rules.full_marks))
        .with("pass_mark", rules.pass_mark)
}

/// The version an address names.
async fn found(page: &Page, (by, year, version): (String, String, String)) -> Result<RulesOnFile, Problem> {
    let year: i32 = year.parse().map_err(|_| Problem::NotFound)?;
    let version: u32 = version.parse().map_err(|_| Problem::NotFound)?;
    let by = RulesIssuer::of(&by);
    let on_file = page.office().progression_rules().await?;
    let mut these = on_file.into_iter().filter(|on_file| {
        let rules = &on_file.rules;
        rules.issuer == by && rules.year == year && rules.version == version
    });
    these.next().ok_or(Problem::NotFound)
}

pub(super) async fn shown(
    page: Page,
    Path(named): Path<(String, String, String)>,
    Query(asked): Query<Asked>,
) -> Answer {
    let on_file = found(&page, named).await?;
    let rules = on_file.rules.clone();
    let notice = match asked.filed.as_str() {
        "new" => Some(page.t("progpage-was-filed")),
        "same" => Some(page.t("progpage-was-there")),
        _ => None,
    };
    let state = in_force(&page, &on_file).await?.then(|| Chip::new("ok", page.t("progpage-in-force")));
    show(&OnePage {
        issuer: issuer(&page, &rules.issuer),
        stage: page.word(format!("stage.{}", rules.after)),
        composition: composition(&page, &rules),
        parts: parts(&page, &rules),
        state,
        notice,
        file: format!("{}/file", address(&rules)),
        version: i64::from(rules.version),
        full_marks: i64::from(rules.full_marks),
        clauses: Clauses::of(&page, &rules.filed().citations).with_lead(&page),
        rules,
        on_file,
        page,
    })
}

/// The file as it was filed.
pub(super) async fn file(page: Page, Path(named): Path<(String, String, String)>) -> Answer {
    let on_file = found(&page, named).await?;
    let bytes = page.office().progression_rules_file(&on_file).await?;
    let mut response = ([(CONTENT_TYPE, "text/plain; charset=utf-8")], bytes).into_response();
    let name = encoded(&on_file.source_name);
    let disposition = format!("attachment; filename=\"rules.toml\"; filename*=UTF-8''{name}");
    if let Ok(value) = HeaderValue::from_str(&disposition) {
        response.headers_mut().insert(CONTENT_DISPOSITION, value);
    }
    Ok(response)
}
