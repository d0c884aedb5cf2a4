//! `/support/{id}`: what is proposed with its evidence, what the two say, what was decided.

use super::shown::{area, direction, href, id_of, state};
use crate::answer::Answer;
use crate::frame::{Page, show_as};
use crate::pages::address::{encoded, query};
use crate::pages::cases::{MeasureShown, measures, sides};
use crate::parts::{Chip, Clauses};
use crate::trouble::Trouble;
use askama::Template;
use axum::extract::Path;
use axum::http::StatusCode;
use guantong_cooperation::Holder;
use guantong_merit::Measure;
use guantong_service::support::{Evidence, EvidenceKind, SupportId, SupportView};
use std::collections::BTreeMap;

/// What an institution said, or has not.
struct SideShown {
    name: String,
    statement: Option<(String, String)>,
    received: Option<String>,
}

#[derive(Template)]
#[template(path = "support/one.html")]
struct OnePage {
    here: String,
    title: String,
    chip: Chip,
    view: SupportView,
    sides: String,
    about: String,
    direction: String,
    area: String,
    at_most: Option<String>,
    figures: Vec<MeasureShown>,
    figures_on: String,
    /// Where the figures of the two are explained.
    figures_at: String,
    /// A duty, whose, since when.
    unmet: Vec<(String, String, String, String)>,
    /// What it is, and where.
    evidence: Vec<(String, String)>,
    each: Vec<SideShown>,
    /// The last day to state a view, while the two can be heard.
    due: Option<String>,
    /// For whom a view can be stated, and a decision received: institution and its name.
    states: Vec<(String, String)>,
    receives: Vec<(String, String)>,
    decided: Option<(String, String, String)>,
    trouble: Trouble,
    clauses: Clauses,
    page: Page,
}

impl OnePage {
    fn typed(&self, name: &str) -> &str {
        self.trouble.field(name)
    }
}

pub(super) async fn one(page: Page, Path(id): Path<String>) -> Answer {
    shown(page, id_of(&id)?, StatusCode::OK, Trouble::default()).await
}

/// The page after what happened.
pub(super) async fn shown(page: Page, id: SupportId, status: StatusCode, trouble: Trouble) -> Answer {
    let view = page.office().support_view(id).await?;
    let support = &view.support;
    let both = sides(&page, &support.front, &support.partner);
    let evidence = |one: &Evidence| match one.kind {
        EvidenceKind::AnnualReport => (
            page.t("support-evidence-annual-report").with("year", one.reference.as_str()).to_string(),
            format!("/reports/{}/{}/{}", one.reference, encoded(&support.front), encoded(&support.partner)),
        ),
        EvidenceKind::ExcellentCase => (
            page.t("support-evidence-excellent-case").with("year", one.reference.as_str()).to_string(),
            format!("/cases/{}", one.reference),
        ),
        EvidenceKind::Evaluation => (
            page.t("support-evidence-evaluation").with("year", one.reference.as_str()).to_string(),
            format!(
                "/evaluation/{}/{}/{}",
                one.reference,
                encoded(&support.front),
                encoded(&support.partner)
            ),
        ),
        EvidenceKind::Document => (one.reference.clone(), String::new()),
    };
    let holder = |holder: &Holder| match holder {
        Holder::Institution(name) => page.institution(name).to_owned(),
        Holder::Partnership { front, partner } => sides(&page, front, partner),
    };
    let side = |name: &str| SideShown {
        name: page.institution(name).to_owned(),
        statement: support.statements.get(name).map(|one| {
            let by = page.t("support-stated").with("by", one.by.as_str()).with("on", page.date(one.on));
            (one.text.clone(), by.to_string())
        }),
        received: support.received.get(name).map(|on| page.date(on)),
    };
    let named = |name: &String| (name.clone(), page.institution(name).to_owned());
    let told: Vec<Measure> = support.figures.keys().copied().collect();
    let one_page = OnePage {
        here: href(id),
        title: page.t("support-of").with("id", id.to_string()).to_string(),
        chip: state(&page, support),
        about: match &view.line {
            Some(line) => line.major_printed(),
            None => page.t("support-all-programmes").to_string(),
        },
        direction: direction(&page, support.direction),
        area: area(&page, support.area),
        at_most: support.at_most.map(|most| page.number(i64::from(most))),
        figures: measures(&page, &told, &support.figures, &BTreeMap::new()),
        figures_on: page.date(support.figures_on),
        figures_at: format!(
            "/cases/{}/{}/{}",
            support.figures_on.year(),
            encoded(&support.front),
            encoded(&support.partner)
        ),
        unmet: support
            .unmet
            .iter()
            .map(|one| {
                let pairs = [("duty", one.duty.as_str()), ("state", "late")];
                let address = format!("/obligations{}", query(&pairs));
                (page.word(format!("duty.{}", one.duty)), holder(&one.holder), page.date(one.due), address)
            })
            .collect(),
        evidence: support.evidence.iter().map(evidence).collect(),
        each: support.sides().into_iter().map(side).collect(),
        due: support.hears_until(page.office().today()).map(|due| page.date(due)),
        states: view.states.iter().map(named).collect(),
        receives: view.receives.iter().map(named).collect(),
        decided: support
            .decided
            .as_ref()
            .map(|decided| (decided.because.clone(), page.by(&decided.by), page.date(decided.on))),
        sides: both,
        trouble,
        clauses: Clauses::of_provisions(&page, &["4.3.2.b"]).with_lead(&page),
        view,
        page: page.clone(),
    };
    show_as(status, &one_page)
}
