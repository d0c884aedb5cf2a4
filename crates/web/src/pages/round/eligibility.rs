//! `/rounds/{year}/{round}/eligibility`: who may take part before a round is run, who may not and why (3.1.1, 3.1.2);
//! and for one candidate the evidence that stands in for a household, proposed by one and confirmed by another.

use super::RoundPath;
use crate::answer::{Answer, Problem};
use crate::door;
use crate::frame::{Page, Said, show, show_as};
use crate::pages::address::{encoded, query};
use crate::parts::{Chip, Clauses};
use askama::Template;
use axum::extract::{Form, Path, Query};
use axum::http::StatusCode;
use guantong_model::CandidateNo;
use guantong_service::access::Action;
use guantong_service::round::{EligibilityList, EvidenceOnFile, EvidenceState, Ineligible};
use serde::Deserialize;

/// How many stand on a page.
const PAGE: usize = 100;

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    reason: String,
    after: String,
}

/// How many may not take part, and why.
struct Count {
    words: Said,
    count: usize,
    href: String,
    chosen: bool,
}

/// One who may not.
struct RowShown {
    no: String,
    href: String,
    total: String,
    why: Said,
    evidence: Option<Chip>,
}

#[derive(Template)]
#[template(path = "round/eligibility.html")]
struct ListPage {
    at: RoundPath,
    list: EligibilityList,
    counts: Vec<Count>,
    rows: Vec<RowShown>,
    by_evidence: Vec<(String, String, String)>,
    next: Option<String>,
    clauses: Clauses,
    page: Page,
}

impl ListPage {
    fn floor(&self) -> String {
        self.list.floor.clone().unwrap_or_default()
    }
}

fn href(at: RoundPath) -> String {
    format!("{}/eligibility", at.href())
}

fn state(page: &Page, evidence: &EvidenceOnFile) -> Chip {
    match evidence.state {
        EvidenceState::Proposed => Chip::new("wait", page.t("evidence-proposed")),
        EvidenceState::Confirmed => Chip::new("ok", page.t("evidence-confirmed")),
        EvidenceState::Refused => Chip::new("no", page.t("evidence-refused")),
    }
}

pub(super) async fn list(
    page: Page,
    Path((year, round)): Path<(String, String)>,
    Query(asked): Query<Asked>,
) -> Answer {
    let at = RoundPath::read(&page, &year, &round).await?;
    let list = page.office().eligibility(at.year, at.round).await?;
    let here = href(at);
    let counts = list.by_reason.iter().map(|(reason, count)| Count {
        words: page.t(reason.message_id()),
        count: *count,
        href: format!("{here}{}", query(&[("reason", reason.as_str())])),
        chosen: reason.as_str() == asked.reason,
    });
    let meant = |one: &&Ineligible| {
        (asked.reason.is_empty() || one.reason.as_str() == asked.reason)
            && (asked.after.is_empty() || one.no.as_str() > asked.after.as_str())
    };
    let mut found: Vec<&Ineligible> = list.ineligible.iter().filter(meant).take(PAGE + 1).collect();
    let more = found.len() > PAGE;
    found.truncate(PAGE);
    let last = found.last().filter(|_| more).map(|one| one.no.as_str());
    let next = last.map(|after| format!("{here}{}", query(&[("reason", &asked.reason), ("after", after)])));
    let rows = found.iter().map(|one| RowShown {
        no: one.no.to_string(),
        href: format!("{here}/{}", encoded(one.no.as_str())),
        total: one.measured.to_string(),
        why: page.t(one.reason.message_id()),
        evidence: one.evidence.as_ref().map(|evidence| state(&page, evidence)),
    });
    let by_evidence = list.by_evidence.iter().map(|one| {
        let address = format!("{here}/{}", encoded(one.no.as_str()));
        (one.no.to_string(), address, format!("{} {}", one.document, one.number))
    });
    show(&ListPage {
        at,
        counts: counts.collect(),
        rows: rows.collect(),
        by_evidence: by_evidence.collect(),
        next,
        clauses: Clauses::of_provisions(&page, &["3.1.1", "3.1.2.a", "3.1.2.b"]).with_lead(&page),
        list,
        page: page.clone(),
    })
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Typed {
    r#do: String,
    document: String,
    number: String,
    reason: String,
    because: String,
}

#[derive(Template)]
#[template(path = "round/evidence.html")]
struct OnePage {
    at: RoundPath,
    no: String,
    total: String,
    why: Option<Said>,
    evidence: Option<EvidenceOnFile>,
    chip: Option<Chip>,
    /// Whether evidence can be proposed: there is no household, and the rules let evidence count.
    proposes: bool,
    counts: bool,
    own: bool,
    typed: Typed,
    errors: Vec<Said>,
    conflict: Option<Said>,
    clauses: Clauses,
    page: Page,
}

impl OnePage {
    fn waits(&self) -> bool {
        self.evidence.as_ref().is_some_and(|evidence| evidence.state == EvidenceState::Proposed)
    }

    fn here(&self) -> String {
        format!("{}/{}", href(self.at), encoded(&self.no))
    }

    fn list_href(&self) -> String {
        href(self.at)
    }

    fn decides(&self) -> bool {
        self.page.may(Action::HouseholdDecide)
    }
}

pub(super) async fn one(page: Page, Path((year, round, no)): Path<(String, String, String)>) -> Answer {
    let at = RoundPath::read(&page, &year, &round).await?;
    shown(page, at, &CandidateNo(no), StatusCode::OK, Typed::default(), Vec::new(), None).await
}

async fn shown(
    page: Page,
    at: RoundPath,
    no: &CandidateNo,
    status: StatusCode,
    typed: Typed,
    errors: Vec<Said>,
    conflict: Option<Said>,
) -> Answer {
    let (list, candidate) = page.office().eligibility_of(at.year, at.round, no).await?;
    let found = list.ineligible.iter().find(|one| one.no == *no);
    let evidence = list.by_evidence.iter().find(|one| one.no == *no);
    let evidence = evidence.cloned().or_else(|| found.and_then(|one| one.evidence.clone()));
    let actor = page.actor();
    let stands = evidence.as_ref().is_some_and(|one| one.state != EvidenceState::Refused);
    let one_page = OnePage {
        at,
        no: no.to_string(),
        total: candidate.total.to_string(),
        why: found.map(|one| page.t(one.reason.message_id())),
        chip: evidence.as_ref().map(|evidence| state(&page, evidence)),
        proposes: !candidate.household && !stands && list.evidence_counts,
        counts: list.evidence_counts,
        own: evidence.as_ref().is_some_and(|evidence| evidence.proposed_by == actor),
        evidence,
        typed,
        errors,
        conflict,
        clauses: Clauses::of_provisions(&page, &["3.1.1"]).with_lead(&page),
        page: page.clone(),
    };
    show_as(status, &one_page)
}

pub(super) async fn decide(
    page: Page,
    Path((year, round, no)): Path<(String, String, String)>,
    Form(typed): Form<Typed>,
) -> Answer {
    let at = RoundPath::read(&page, &year, &round).await?;
    let (no, actor) = (CandidateNo(no), page.actor());
    let office = page.office();
    office.eligibility_of(at.year, at.round, &no).await?;
    let done = match typed.r#do.as_str() {
        "propose" => {
            let words = [typed.document.as_str(), typed.number.as_str(), typed.reason.as_str()];
            office.propose_evidence(at.year, &no, words, &actor).await
        }
        "confirm" => office.decide_evidence(at.year, &no, true, "", &actor).await,
        "refuse" => office.decide_evidence(at.year, &no, false, &typed.because, &actor).await,
        _ => {
            let errors = vec![page.t("rules-nothing-asked")];
            return shown(page, at, &no, StatusCode::UNPROCESSABLE_ENTITY, typed, errors, None).await;
        }
    };
    match done.map_err(Problem::from) {
        Ok(()) => Ok(door::to(&format!("{}/{}", href(at), encoded(no.as_str())))),
        Err(Problem::BadInput(wrong)) => {
            let errors = wrong.iter().map(|message| page.say(message)).collect();
            shown(page, at, &no, StatusCode::UNPROCESSABLE_ENTITY, typed, errors, None).await
        }
        Err(Problem::Conflict(conflict)) => {
            let conflict = Some(page.say(&conflict.message));
            shown(page, at, &no, StatusCode::CONFLICT, typed, Vec::new(), conflict).await
        }
        Err(other) => Err(other),
    }
}
