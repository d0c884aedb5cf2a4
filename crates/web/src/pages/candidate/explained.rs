//! Why a candidate has what he has: preference by preference, with the proof. For whoever runs the round, and for the
//! candidate himself.

use super::Outcome;
use super::choice::{Choice, Mark, Telling, difference};
use super::list::reason_id;
use super::otherwise;
use super::own_proof::Shown;
use super::told::{self, Told};
use crate::answer::Problem;
use crate::frame::{Page, Said};
use crate::pages::round::{RoundPath, Terms};
use crate::parts::Clauses;
use crate::parts::gate::{Condition, Gate, Holds};
use askama::Template;
use askama::filters::HtmlSafe;
use guantong_admission::explain::{Difference, Why};
use guantong_model::{ProgrammeId, Score};
use guantong_service::rows::{Candidate, Round, RoundProgramme};
use guantong_service::views::CandidateView;
use std::collections::BTreeMap;

/// The explanation of one candidate of one published round, as a part of a page.
#[derive(Template)]
#[template(path = "candidate/explained.html")]
pub(crate) struct Explained {
    at: RoundPath,
    outcome: Outcome,
    /// The address of the proof to take away; nothing where it stands on the page alone.
    proof_href: Option<String>,
    /// The clauses this one's result rests on.
    pub(crate) clauses: Clauses,
    eligibility: Gate,
    pub(crate) choices: Vec<Choice>,
    pub(crate) ways: Vec<Said>,
    proof: Option<Shown>,
    /// Every version of his result, where there is more than one.
    told: Vec<Told>,
    view: CandidateView,
    page: Page,
}

impl HtmlSafe for Explained {}

impl Explained {
    /// The explanation of a candidate; not found where the result is none that we know.
    pub(crate) async fn of(
        page: &Page,
        view: CandidateView,
        proof_href: Option<String>,
    ) -> Result<Self, Problem> {
        let at = RoundPath { year: view.run.year, round: view.run.round };
        let outcome = Outcome::parse(&view.result.outcome).ok_or(Problem::NotFound)?;
        let terms = Terms::of(page, at).await?;
        let round = page.office().round(at.year, at.round).await?.ok_or(Problem::NotFound)?;
        let programmes: BTreeMap<ProgrammeId, RoundProgramme> =
            round.programmes.into_iter().map(|(line, programme)| (line.programme, programme)).collect();
        let lines = page.office().programmes(at.year).await?;
        let choices = Telling {
            page,
            terms: &terms,
            candidate: &view.candidate,
            given: given(&view.candidate, at.round),
            lines: &view.lines,
            programmes: &programmes,
            most: most(&view, &programmes),
        }
        .choices(&view.explanation.preferences);
        Ok(Explained {
            outcome,
            clauses: Clauses::of_provisions(page, clauses(&view.result.reason)).with_lead(page),
            eligibility: eligibility(page, &terms, at, &view),
            ways: otherwise::ways(page, &terms, at.round, &view, outcome),
            proof: view.proof.as_ref().and_then(|proof| Shown::of(page, proof)),
            told: told::of(page, &lines, &view.told, proof_href.as_deref()),
            choices,
            at,
            proof_href,
            view,
            page: page.clone(),
        })
    }
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

/// The household: formal, or what stood in for it, confirmed by another than proposed it.
fn household(page: &Page, view: &CandidateView) -> Condition {
    let counted = view.evidence.is_some();
    let holds = if view.candidate.household || counted { Holds::Yes } else { Holds::No };
    let condition = Condition::new(page, holds, page.t("candidate-has-household"), "");
    match &view.evidence {
        None => condition,
        Some(evidence) => condition.with_small(
            page.t("candidate-by-evidence")
                .with("document", evidence.document.as_str())
                .with("number", evidence.number.as_str()),
        ),
    }
}

/// The questions of eligibility, each with its answer.
fn eligibility(page: &Page, terms: &Terms, at: RoundPath, view: &CandidateView) -> Gate {
    let candidate = &view.candidate;
    let state = |holds| if holds { Holds::Yes } else { Holds::No };
    let mut conditions = vec![
        Condition::new(page, state(candidate.qualified), page.t("candidate-is-qualified"), ""),
        household(page, view),
    ];
    if let Some(floor) = terms.floor {
        let words = page.t("candidate-reaches-floor").with("floor", floor);
        let reached = view.result.reason != "floor.below" && terms.measured(candidate) >= floor;
        conditions.push(Condition::new(page, state(reached), words, candidate.total));
    }
    if at.round == Round::Unified {
        let free = view.result.reason != "admitted.earlier";
        conditions.push(Condition::new(page, state(free), page.t("candidate-not-admitted-earlier"), ""));
    }
    Gate { conditions }
}

impl Explained {
    /// The title of a page about it.
    pub(crate) fn heading(&self) -> Said {
        self.page.t(match self.outcome {
            Outcome::Admitted => "candidate-heading-admitted",
            Outcome::NotAdmitted => "candidate-heading-not-admitted",
            Outcome::Ineligible => "candidate-heading-ineligible",
        })
    }

    /// The word of the stamp.
    pub(crate) fn stamped(&self) -> Said {
        self.page.t(self.outcome.words())
    }

    /// The class of the stamp.
    pub(crate) fn stamp(&self) -> &'static str {
        match self.outcome {
            Outcome::Admitted => "accepted",
            Outcome::NotAdmitted | Outcome::Ineligible => "refused",
        }
    }

    /// The outcome in a sentence.
    pub(crate) fn sentence(&self) -> Said {
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
