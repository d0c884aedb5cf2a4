//! `/rules/{year}/versions`: every version with reason and digest, any two value by value; and the act that sets one.

use super::draft::{Situation, shown};
use super::values::{label, shown as words};
use super::{known_year, year_of};
use crate::answer::{Answer, Problem};
use crate::door;
use crate::frame::{Page, show};
use crate::pages::round::grouped;
use crate::parts::Clauses;
use askama::Template;
use axum::extract::{Form, Path, Query};
use axum::http::StatusCode;
use guantong_admission::year::Fields;
use guantong_service::access::Action;
use serde::Deserialize;
use std::collections::BTreeSet;

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    from: String,
    to: String,
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Typed {
    version: String,
    reason: String,
}

/// A value that differs.
pub(super) struct Difference {
    pub(super) name: String,
    pub(super) before: Vec<String>,
    pub(super) after: Vec<String>,
}

/// The values that differ between two versions, in the order of their names.
pub(super) fn differences(page: &Page, before: &Fields, after: &Fields) -> Vec<Difference> {
    let names: BTreeSet<&String> = before.keys().chain(after.keys()).collect();
    let differing = names.into_iter().filter(|name| before.get(*name) != after.get(*name));
    let difference = |name: &String| Difference {
        name: label(page, name).to_string(),
        before: words(page, name, before.get(name)),
        after: words(page, name, after.get(name)),
    };
    differing.map(difference).collect()
}

/// A version as it is shown.
struct VersionShown {
    version: i64,
    at: String,
    digest: String,
    reason: String,
    /// Who set and who drafted it, for whoever drafts.
    people: Option<(String, String)>,
}

#[derive(Template)]
#[template(path = "rules/versions.html")]
struct VersionsPage {
    year: i32,
    from: i64,
    to: i64,
    choices: Vec<(i64, String)>,
    differences: Vec<Difference>,
    versions: Vec<VersionShown>,
    clauses: Clauses,
    page: Page,
}

pub(super) async fn versions(page: Page, Path(year): Path<String>, Query(asked): Query<Asked>) -> Answer {
    let year = known_year(&page, &year).await?;
    let versions = page.office().rules_versions(year).await?;
    let newest = versions.last().map_or(0, |version| version.version);
    let known = |text: &str| text.trim().parse().ok().filter(|version| (0..=newest).contains(version));
    let (from, to) = (known(&asked.from).unwrap_or((newest - 1).max(0)), known(&asked.to).unwrap_or(newest));
    let file = match page.edition().file("admission.toml") {
        Some(_) => page.office().rule_set()?.fields(),
        None => Fields::new(),
    };
    let fields = |number: i64| {
        let found = versions.iter().find(|version| version.version == number);
        found.map_or_else(|| file.clone(), |found| found.fields.clone())
    };
    let differences = differences(&page, &fields(from), &fields(to));
    let drafts = page.may(Action::YearRulesDraft);
    let shown = versions.iter().rev().map(|version| VersionShown {
        version: version.version,
        at: page.moment(version.set_at),
        digest: grouped(&version.digest),
        reason: version.reason.clone(),
        people: drafts.then(|| (version.set_by.clone(), page.list(&version.drafters))),
    });
    let mut choices = vec![(0, page.t("rules-version-file").to_string())];
    choices.extend(versions.iter().map(|version| {
        (version.version, page.t("rules-version").with("version", version.version).to_string())
    }));
    show(&VersionsPage {
        year,
        from,
        to,
        choices,
        differences,
        versions: shown.collect(),
        clauses: Clauses::of_provisions(&page, &["3.1.3.b", "4.1.c"]).with_lead(&page),
        page: page.clone(),
    })
}

pub(super) async fn set(page: Page, Path(year): Path<String>, Form(typed): Form<Typed>) -> Answer {
    let year = year_of(&page, &year)?;
    let seen = typed.version.trim().parse().unwrap_or(-1);
    let done = page.office().set_rules(year, seen, &typed.reason, &page.actor()).await;
    let situation = Situation { reason: typed.reason, ..Situation::default() };
    match done.map_err(Problem::from) {
        Ok(_) => Ok(door::to(&format!("/rules/{year}"))),
        Err(Problem::BadInput(wrong)) => {
            let errors = wrong.iter().map(|message| page.say(message)).collect();
            let situation = Situation { errors, ..situation };
            shown(page, year, StatusCode::UNPROCESSABLE_ENTITY, situation, None).await
        }
        Err(Problem::Conflict(conflict)) => {
            let conflict = Some(page.say(&conflict.message));
            shown(page, year, StatusCode::CONFLICT, Situation { conflict, ..situation }, None).await
        }
        Err(other) => Err(other),
    }
}
