//! 为什么录到这里: one candidate of a published round.

use super::Outcome;
use super::choice::{Choice, Mark, Telling, difference};
use super::list::reason_id;
use super::otherwise;
use super::own_proof::Shown;
use crate::answer::{Answer, Problem};
use crate::frame::{Page, Said, show};
use crate::pages::address::encoded;
use crate::pages::round::{RoundPath, Terms};
use crate::parts::Clauses;
use crate::parts::gate::{Condition, Gate, Holds};
use crate::parts::masked::masked;
use askama::Template;
use axum::extract::Path;
use guantong_admission::explain::{Difference, Why};
use guantong_model::{CandidateNo, ProgrammeId, Score};
use guantong_service::rows::{Candidate, Round, RoundProgramme};
use guantong_service::views::CandidateView;
use std::collections::BTreeMap;

#[derive(Template)]
#[template(path = "candidate/one.html")]
struct OnePage {
    at: RoundPath,
    outcome: Outcome,
    no: String,
    /// The address of the proof to take away.
    proof_href: String,
    /// The clauses this one's result rests on.
    clauses: Clauses,
    eligibility: Gate,
    choices: Vec<Choice>,
    ways: Vec<Said>,
    proof: Option<Shown>,
    view: CandidateView,
    page: Page,
}

pub(super) async fn one(page: Page, Path((year, round, no)): Path<(String, String, String)>) -> Answer {
    let at = RoundPath::read(&page, &year, &round).await?;
    let no = CandidateNo(no);
    let view = page.office().candidate(at.year, at.round, &no).await?.ok_or(Problem::NotFound)?;
    let outcome = Outcome::parse(&view.result.outcome).ok_or(Problem::NotFound)?;
    let terms = Terms::of(&page, at)?;
    let round = page.office().round(at.year, at.round).await?.ok_or(Problem::NotFound)?;
    let programmes: BTreeMap<ProgrammeId, RoundProgramme> =
        round.programmes.into_iter().map(|(line, programme)| (line.programme, programme)).collect();
    let choices = Telling {
        page: &page,
        terms: &terms,
        candidate: &view.candidate,
        given: given(&view.candidate, at.round),
        lines: &view.lines,
        programmes: &programmes,
        most: most(&view, &programmes),
    }
    .choices(&view.explanation.preferences);
    show(&OnePage {
        outcome,
        no: masked(no.as_str()),
        proof_href: format!("{}/candidates/{}/proof.json", at.href(), encoded(no.as_str())),
        clauses: Clauses::of_provisions(&page, clauses(&view.result.reason)).with_lead(&page),
        eligibility: eligibility(&page, &terms, at, &view),
        ways: otherwise::ways(&page, &terms, at.round, &view, outcome),
        proof: view.proof.as_ref().and_then(|proof| Shown::of(&page, proof)),
        choices,
        at,
        view,
        page,
    })
}

/// The preferences as they were given in.
fn given(candidate: &Candidate, round: Round) -> &[ProgrammeId] {
    match round {
        Round::Early => &candidate.early,
        Round::Unified => &candidate.unified,
    }
}

/// The highest score that a ruler of this page shows.
fn most(view: &CandidateView, programmes: &BTreeMap<ProgrammeId, RoundProgramme>) -> Score {
    let of = |preference: &guantong_admission::explain::Preference| match (
        &preference.why,
        difference(&preference.why),
    ) {
        (_, Some(Difference::Score { theirs, .. })) => Score::parse(theirs).ok(),
        (Why::Admitted { .. }, _) => {
            let line = view.lines.get(usize::try_from(preference.programme?).ok()?)?;
            programmes.get(&line.programme)?.cutoff
        }
        _ => None,
    };
    let shown = view.explanation.preferences.iter().filter_map(of);
    shown.chain([view.candidate.total]).max().unwrap_or_default()
}

/// What a result rests on: one that ends at eligibility on that clause alone.
fn clauses(reason: &str) -> &'static [&'static str] {
    match reason {
        "qualification.none" | "household.none" => &["3.1.1"],
        "floor.below" => &["3.1.2.a"],
        "admitted.earlier" => &["3.1.2.b"],
        _ => &["3.1.1", "3.1.2.a", "3.1.3.b"],
    }
}

/// The questions of eligibility, each with its answer.
fn eligibility(page: &Page, terms: &Terms, at: RoundPath, view: &CandidateView) -> Gate {
    let candidate = &view.candidate;
    let state = |holds| if holds { Holds::Yes } else { Holds::No };
    let mut conditions = vec![
        Condition::new(page, state(candidate.qualified), page.t("candidate-is-qualified"), ""),
        Condition::new(page, state(candidate.household), page.t("candidate-has-household"), ""),
    ];
    if let Some(floor) = terms.floor {
        let words = page.t("candidate-reaches-floor").with("floor", floor);
        let reached = view.result.reason != "floor.below" && candidate.total >= floor;
        conditions.push(Condition::new(page, state(reached), words, candidate.total));
    }
    if at.round == Round::Unified {
        let free = view.result.reason != "admitted.earlier";
        conditions.push(Condition::new(page, state(free), page.t("candidate-not-admitted-earlier"), ""));
    }
    Gate { conditions }
}

impl OnePage {
    fn heading(&self) -> Said {
        self.page.t(match self.outcome {
            Outcome::Admitted => "candidate-heading-admitted",
            Outcome::NotAdmitted => "candidate-heading-not-admitted",
            Outcome::Ineligible => "candidate-heading-ineligible",
        })
    }

    /// The class of the stamp.
    fn stamp(&self) -> &'static str {
        match self.outcome {
            Outcome::Admitted => "accepted",
            Outcome::NotAdmitted | Outcome::Ineligible => "refused",
        }
    }

    /// The outcome in a sentence.
    fn sentence(&self) -> Said {
        let page = &self.page;
        let line = self
            .view
            .result
            .programme
            .as_ref()
            .and_then(|id| self.view.lines.iter().find(|l| l.programme == *id));
        match (line, self.view.result.preference) {
            (Some(line), Some(preference)) => page
                .t("candidate-sentence-admitted")
                .with("programme", crate::parts::programme::full_name(page, line))
                .with("preference", preference),
            _ => page.t(reason_id(&self.view.result.reason)),
        }
    }
}
