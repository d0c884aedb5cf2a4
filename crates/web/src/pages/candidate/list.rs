//! The list of candidates of a published round: filtered and paged by number.

use super::Outcome;
use crate::answer::{Answer, Problem};
use crate::frame::{Page, show};
use crate::pages::address::{encoded, query};
use crate::pages::round::RoundPath;
use crate::parts::masked::masked;
use crate::parts::{Chip, programme};
use askama::Template;
use axum::extract::{Path, Query};
use axum::response::{IntoResponse, Redirect};
use guantong_model::{CandidateNo, ProgrammeId, Score};
use guantong_service::ports::{CandidateFilter, CandidateLine};
use guantong_service::rows::{PlanLine, RoundState};
use serde::Deserialize;
use std::collections::BTreeMap;

/// Candidates on a page.
const PAGE: usize = 50;

/// Which candidates are asked for.
#[derive(Clone, Debug, Default, Deserialize)]
pub(super) struct Asked {
    /// Part of a name, its reading or initials, or the beginning of a number.
    #[serde(default)]
    search: String,
    /// A word of [`Outcome`].
    #[serde(default)]
    outcome: String,
    /// Only those admitted to this programme.
    #[serde(default)]
    programme: String,
    /// Only from this district, by its code.
    #[serde(default)]
    district: String,
    /// Only from this lower secondary school.
    #[serde(default)]
    school: String,
    /// Only numbers after this one.
    #[serde(default)]
    after: String,
}

impl Asked {
    fn filter(&self) -> CandidateFilter {
        let given = |text: &str| Some(text.trim().to_owned()).filter(|text| !text.is_empty());
        CandidateFilter {
            search: given(&self.search),
            outcome: given(&self.outcome),
            programme: given(&self.programme).map(ProgrammeId),
            district: given(&self.district),
            school: given(&self.school),
            after: given(&self.after).map(CandidateNo),
        }
    }

    fn filtered(&self) -> bool {
        let asked = [&self.search, &self.outcome, &self.programme, &self.district, &self.school];
        asked.iter().any(|given| !given.trim().is_empty())
    }

    fn href(&self, at: RoundPath, after: &str) -> String {
        let pairs = [
            ("search", self.search.as_str()),
            ("outcome", &self.outcome),
            ("programme", &self.programme),
            ("district", &self.district),
            ("school", &self.school),
            ("after", after),
        ];
        format!("{}/candidates{}", at.href(), query(&pairs))
    }
}

#[derive(Template)]
#[template(path = "candidate/list.html")]
struct ListPage {
    at: RoundPath,
    asked: Asked,
    schools: Vec<School>,
    rows: Vec<Row>,
    /// The first page, where this is a later one.
    first: Option<String>,
    next: Option<String>,
    page: Page,
}

/// The programmes of one institution, to choose from.
struct School {
    name: String,
    programmes: Vec<(String, String)>,
}

struct Row {
    href: String,
    name: String,
    no: String,
    total: Score,
    rank: Option<i64>,
    outcome: Chip,
    /// The programme and which preference, of the admitted.
    given: Option<(String, i64)>,
    /// Why, of the others.
    reason: Option<String>,
}

pub(super) async fn list(
    page: Page,
    Path((year, round)): Path<(String, String)>,
    Query(asked): Query<Asked>,
) -> Answer {
    let at = RoundPath::read(&page, &year, &round).await?;
    let view = page.office().round(at.year, at.round).await?;
    let view = view.filter(|view| view.run.state == RoundState::Published).ok_or(Problem::NotFound)?;
    if !asked.outcome.is_empty() && Outcome::parse(&asked.outcome).is_none() {
        return Err(Problem::bad(guantong_model::Message::new("candidate-outcome-unknown")));
    }
    let (lines, more) = page.office().candidate_list(at.year, at.round, &asked.filter(), PAGE).await?;
    let sought = !asked.search.trim().is_empty()
        && asked.outcome.is_empty()
        && asked.programme.is_empty()
        && asked.school.is_empty();
    if let ([only], true, false) = (lines.as_slice(), sought && asked.after.is_empty(), more) {
        return Ok(Redirect::to(&href(at, &only.result.no)).into_response());
    }
    let next = lines.last().filter(|_| more).map(|last| asked.href(at, last.result.no.as_str()));
    let plan: BTreeMap<&ProgrammeId, &PlanLine> =
        view.programmes.iter().map(|(line, _)| (&line.programme, line)).collect();
    show(&ListPage {
        rows: lines.into_iter().map(|line| Row::of(&page, at, &plan, line)).collect(),
        schools: schools(&page, view.programmes.iter().map(|(line, _)| line)),
        first: (!asked.after.is_empty()).then(|| asked.href(at, "")),
        next,
        at,
        asked,
        page,
    })
}

fn href(at: RoundPath, no: &CandidateNo) -> String {
    format!("{}/candidates/{}", at.href(), encoded(no.as_str()))
}

fn schools<'a>(page: &Page, lines: impl Iterator<Item = &'a PlanLine>) -> Vec<School> {
    let mut schools: Vec<School> = Vec::new();
    for line in lines {
        let name = page.institution(&line.institution);
        let programme = (line.programme.0.clone(), programme::major(page, line));
        match schools.iter_mut().find(|school| school.name == name) {
            Some(school) => school.programmes.push(programme),
            None => schools.push(School { name: name.to_owned(), programmes: vec![programme] }),
        }
    }
    schools
}

impl Row {
    fn of(
        page: &Page,
        at: RoundPath,
        plan: &BTreeMap<&ProgrammeId, &PlanLine>,
        CandidateLine { name, total, result }: CandidateLine,
    ) -> Self {
        let outcome = Outcome::parse(&result.outcome);
        let line = result.programme.as_ref().and_then(|id| plan.get(id).copied());
        Row {
            href: href(at, &result.no),
            name,
            no: masked(result.no.as_str()),
            total,
            rank: result.rank,
            given: line
                .zip(result.preference)
                .map(|(line, preference)| (programme::full_name(page, line), preference)),
            reason: (outcome != Some(Outcome::Admitted))
                .then(|| page.t(reason_id(&result.reason)).to_string()),
            outcome: outcome.map_or_else(|| Chip::new("end", result.outcome), |outcome| outcome.chip(page)),
        }
    }
}

/// The short words of a reason such as `preferences.full`.
pub(crate) fn reason_id(reason: &str) -> String {
    format!("admission-reason-{}", reason.replace(['.', '_'], "-"))
}
