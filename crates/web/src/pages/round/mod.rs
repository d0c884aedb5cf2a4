//! `/rounds/{year}/{round}`: how far a round is, its proof and signatures; once published, what came of it.
//!
//! Before publication nothing of the result is shown, not even a count (3.1.2.b): only that it was proved and by
//! whom it was signed.

mod cutoffs;
mod eligibility;
mod places;
mod proof;
mod steps;
mod terms;

pub(crate) use terms::{Terms, equal, key_name, method, rule_set};

use crate::answer::{Answer, Problem};
use crate::frame::{Page, show};
use crate::parts::gate::{Condition, Gate, Holds};
use crate::parts::{Chip, Clauses};
use crate::routes::Routes;
use askama::Template;
use axum::extract::{Path, Query};
use axum::response::{IntoResponse, Redirect};
use cutoffs::{Asked, Cutoffs};
use guantong_service::access::Action;
use guantong_service::rows::{Round, RoundRun, RoundState};
use guantong_service::views::RoundView;
use steps::Step;

pub(super) fn routes() -> Routes {
    Routes::new()
        .get("/rounds", Action::FactsRead, newest)
        .get("/rounds/{year}/{round}", Action::FactsRead, round)
        .get("/rounds/{year}/{round}/cutoffs.csv", Action::FactsRead, cutoffs::csv)
        .get("/rounds/{year}/{round}/eligibility", Action::EligibilityRead, eligibility::list)
        .get("/rounds/{year}/{round}/eligibility/{no}", Action::EligibilityRead, eligibility::one)
        .post("/rounds/{year}/{round}/eligibility/{no}", Action::HouseholdDecide, eligibility::decide)
        .get("/rounds/{year}/{round}/places", Action::FactsRead, places::list)
        .post("/rounds/{year}/{round}/places", Action::PlanDraft, places::propose)
        .get("/rounds/{year}/{round}/places/{number}", Action::RoundPrepare, places::one)
        .post("/rounds/{year}/{round}/places/{number}", Action::PlanSet, places::decide)
}

/// A round as an address names it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct RoundPath {
    pub(crate) year: i32,
    pub(crate) round: Round,
}

impl RoundPath {
    /// The round of an address; not found where there is no such round or the year is not one of ours.
    pub(crate) async fn read(page: &Page, year: &str, round: &str) -> Result<Self, Problem> {
        let round = Round::parse(round).ok_or(Problem::NotFound)?;
        Ok(RoundPath { year: known_year(page, year).await?, round })
    }

    /// Its address.
    pub(crate) fn href(self) -> String {
        format!("/rounds/{}/{}", self.year, self.round.as_str())
    }

    /// The word of its name.
    pub(crate) fn word(self) -> String {
        format!("round.{}", self.round.as_str())
    }
}

/// A year that has a plan or a draft, or is the edition's own; not found otherwise.
pub(crate) async fn known_year(page: &Page, year: &str) -> Result<i32, Problem> {
    let year: i32 = year.parse().map_err(|_| Problem::NotFound)?;
    let own = page.edition().head().is_some_and(|head| i32::from(head.issued_on.year()) == year);
    if own || page.office().years().await?.contains(&year) { Ok(year) } else { Err(Problem::NotFound) }
}

/// The newest round that was run, or the first of the newest year.
async fn newest(page: Page) -> Answer {
    for year in page.office().years().await? {
        for round in Round::ALL.into_iter().rev() {
            if page.office().round(year, round).await?.is_some() {
                return Ok(Redirect::to(&RoundPath { year, round }.href()).into_response());
            }
        }
    }
    Ok(Redirect::to(&RoundPath { year: page.year, round: Round::Early }.href()).into_response())
}

#[derive(Template)]
#[template(path = "round/round.html")]
struct RoundPage {
    at: RoundPath,
    run: RoundRun,
    terms: Terms,
    steps: Vec<Step>,
    gate: Gate,
    clauses: Clauses,
    /// What came of it, once published.
    open: Option<Open>,
    /// The versions that were published, the newest first, where a correction made more than one.
    versions: Vec<RoundRun>,
    page: Page,
}

/// What only a published round shows.
struct Open {
    figures: Figures,
    cutoffs: Cutoffs,
}

/// Sums over the programmes of a round.
struct Figures {
    programmes: usize,
    full: usize,
    vacancies: i64,
}

#[derive(Template)]
#[template(path = "round/empty.html")]
struct EmptyPage {
    at: RoundPath,
    terms: Terms,
    gate: Gate,
    clauses: Clauses,
    page: Page,
}

impl EmptyPage {
    /// Whether it is a round that comes after another.
    fn later(&self) -> bool {
        self.at.round != Round::Early
    }

    /// Whether who asks may know of trial runs.
    fn tries(&self) -> bool {
        self.page.may(Action::TrialRead)
    }
}

async fn round(
    page: Page,
    Path((year, round)): Path<(String, String)>,
    Query(asked): Query<Asked>,
) -> Answer {
    let at = RoundPath::read(&page, &year, &round).await?;
    let terms = Terms::of(&page, at).await?;
    let clauses = Clauses::of_provisions(&page, &["3.1.1", "3.1.2.a", "3.1.2.b", "3.1.3.b"]).with_lead(&page);
    let Some(view) = page.office().round(at.year, at.round).await? else {
        let gate = conditions(&page, at).await?;
        return show(&EmptyPage { at, terms, gate, clauses, page });
    };
    let published = view.run.state == RoundState::Published;
    show(&RoundPage {
        at,
        steps: steps::of(&page, &view.run),
        gate: proof::gate(&page, &view, &terms),
        open: published
            .then(|| Open { figures: Figures::of(&view), cutoffs: Cutoffs::of(&page, at, &view, asked) }),
        versions: versions(&view),
        run: view.run,
        terms,
        clauses,
        page,
    })
}

/// Every version of the results, the newest first; none where there is but one.
fn versions(view: &RoundView) -> Vec<RoundRun> {
    if view.before.is_empty() {
        return Vec::new();
    }
    std::iter::once(&view.run).chain(view.before.iter().rev()).cloned().collect()
}

/// What must come before a round can be run.
async fn conditions(page: &Page, at: RoundPath) -> Result<Gate, Problem> {
    let state = |holds| if holds { Holds::Yes } else { Holds::NotYet };
    let plan = page.office().plan(at.year).await?;
    let figure = match &plan {
        Some(plan) => page.t("round-version").with("version", plan.head.version).to_string(),
        None => String::new(),
    };
    let mut conditions = vec![Condition::new(
        page,
        state(plan.is_some()),
        page.t("round-needs-plan").with("year", at.year),
        figure,
    )];
    let rules = rule_set(page, at.year).await?.map(|found| found.set);
    let held = |round| rules.as_ref().is_none_or(|set| set.round(terms::round_id(round)).is_some());
    if !held(at.round) {
        let words = page.t("conflict-no-such-round").with("year", at.year);
        conditions.push(Condition::new(page, Holds::No, words, ""));
    }
    if at.round == Round::Unified && held(Round::Early) {
        let early = page.office().round(at.year, Round::Early).await?;
        let published = early.is_some_and(|view| view.run.state == RoundState::Published);
        conditions.push(Condition::new(page, state(published), page.t("round-needs-early"), ""));
    }
    Ok(Gate { conditions })
}

impl Figures {
    fn of(view: &RoundView) -> Self {
        let programmes = &view.programmes;
        Figures {
            programmes: programmes.len(),
            full: programmes.iter().filter(|(_, p)| p.admitted >= p.places).count(),
            vacancies: programmes.iter().map(|(_, p)| (p.places - p.admitted).max(0)).sum(),
        }
    }

    fn not_full(&self) -> usize {
        self.programmes - self.full
    }
}

impl RoundPage {
    fn chip(&self) -> Chip {
        Chip::round_state(&self.page, self.run.state)
    }

    fn sealed(&self) -> bool {
        self.run.state != RoundState::Proved
    }

    /// How many signatures are still missing.
    fn unsigned(&self) -> usize {
        2_usize.saturating_sub(self.run.signatures.len())
    }

    /// Whether who asks has to do with corrections, of a round that is published.
    fn corrects(&self) -> bool {
        self.open.is_some() && self.page.may(Action::CorrectionRead)
    }

    /// Whether who asks looks up candidates of a round that he may see.
    fn finds(&self) -> bool {
        self.open.is_some() && self.page.may_follow(&format!("{}/candidates", self.at.href()))
    }

    /// Whether who asks may know of trial runs.
    fn tries(&self) -> bool {
        self.page.may(Action::TrialRead)
    }

    fn early(&self) -> bool {
        self.at.round == Round::Early
    }

    /// A link into the list of candidates, with how many it leads to.
    fn lists(&self) -> [(&'static str, String, i64); 4] {
        let to = |outcome: &str| {
            format!("{}/candidates{}", self.at.href(), crate::pages::address::query(&[("outcome", outcome)]))
        };
        let run = &self.run;
        [
            ("round-list-all", to(""), run.candidates),
            ("round-list-admitted", to("admitted"), run.admitted),
            ("round-list-not-admitted", to("not-admitted"), run.eligible - run.admitted),
            ("round-list-ineligible", to("ineligible"), run.candidates - run.eligible),
        ]
    }
}

/// A digest in groups of four, as it is read aloud.
pub(crate) fn grouped(digest: &str) -> String {
    let mut out = String::with_capacity(digest.len() * 5 / 4);
    for (at, c) in digest.chars().enumerate() {
        if at > 0 && at.is_multiple_of(4) {
            out.push(' ');
        }
        out.push(c);
    }
    out
}
