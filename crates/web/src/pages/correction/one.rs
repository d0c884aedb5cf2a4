//! One correction: what is corrected, everything that follows, who signed, and what may be done with it.

use super::{Lines, Situation, all, chip, fact_name, fact_text, fields, number, programme_named};
use crate::answer::{Answer, Problem};
use crate::door;
use crate::frame::{Page, Said, show_as};
use crate::pages::address::encoded;
use crate::pages::candidate::reason_id;
use crate::pages::round::{RoundPath, grouped};
use crate::parts::{Chip, Clauses};
use askama::Template;
use axum::extract::{Form, Path};
use axum::http::StatusCode;
use guantong_admission::correct::INTERPRETATION;
use guantong_model::{CandidateNo, Standing};
use guantong_policy::Citation;
use guantong_service::correction::{
    Change, CorrectionState, CorrectionView, Decision, Fate, RoundChange, Todo, What,
};
use guantong_service::rows::{Round, RoundProgramme};

/// A fact that is corrected.
struct FactShown {
    no: String,
    href: String,
    name: String,
    before: String,
    after: String,
}

/// A candidate whose result changes.
struct PersonShown {
    no: String,
    href: String,
    corrected: bool,
    what: Chip,
    before: String,
    derived: Option<String>,
    after: String,
    todo: Said,
    /// The record, with how it stands.
    record: Option<(String, String)>,
    /// Whether the commission may decide on his place here.
    decides: bool,
    /// The decision that takes it back.
    taken: Option<String>,
}

/// A programme that changes.
struct ProgrammeShown {
    name: String,
    places: String,
    admitted: String,
    cutoff: String,
}

/// What follows in a round.
struct RoundShown {
    round: Round,
    name: String,
    again: bool,
    version: i64,
    people: Vec<PersonShown>,
    programmes: Vec<ProgrammeShown>,
}

#[derive(Template)]
#[template(path = "correction/one.html")]
struct OnePage {
    at: RoundPath,
    here: String,
    all: String,
    view: CorrectionView,
    state: Chip,
    facts: Vec<FactShown>,
    rounds: Vec<RoundShown>,
    stuck: Vec<Said>,
    situation: Situation,
    clauses: Clauses,
    page: Page,
}

impl OnePage {
    fn open(&self) -> bool {
        self.view.on_file.correction.state == CorrectionState::Proposed
    }

    fn digest(&self) -> &str {
        self.view.derived.as_ref().map_or("", |derived| derived.digest.as_str())
    }

    fn reopened(&self) -> Option<String> {
        let round = self.view.derived.as_ref()?.reopened?;
        Some(self.page.word(format!("round.{}", round.as_str())))
    }

    /// How many signatures are still missing under what is seen now.
    fn unsigned(&self) -> usize {
        if self.open() { 2_usize.saturating_sub(self.signed().len()) } else { 0 }
    }

    /// The signatures that count: of a correction that is open, those under what is seen now.
    fn signed(&self) -> Vec<&guantong_service::correction::Signed> {
        let all = self.view.on_file.correction.signatures.iter();
        all.filter(|one| !self.open() || one.digest == self.digest()).collect()
    }

    fn stale(&self) -> bool {
        self.signed().len() < self.view.on_file.correction.signatures.len()
    }
}

pub(super) async fn one(page: Page, Path((year, round, no)): Path<(String, String, String)>) -> Answer {
    let at = RoundPath::read(&page, &year, &round).await?;
    shown(page, at, number(&no)?, StatusCode::OK, Situation::default()).await
}

async fn shown(page: Page, at: RoundPath, no: i64, status: StatusCode, situation: Situation) -> Answer {
    let view = page.office().correction_view(at.year, at.round, no).await?;
    let lines = page.office().programmes(at.year).await?;
    let correction = &view.on_file.correction;
    let facts = correction.people.iter().flat_map(|one| {
        one.before.differences(&one.after).into_iter().map(|name| FactShown {
            no: one.no.to_string(),
            href: candidate(at, &one.no),
            name: fact_name(&page, name),
            before: fact_text(&page, &lines, &one.before, name),
            after: fact_text(&page, &lines, &one.after, name),
        })
    });
    let facts = facts.collect();
    let rounds = view.derived.iter().flat_map(|derived| &derived.rounds);
    let rounds = rounds.map(|one| round_shown(&page, &lines, at, &view, one)).collect();
    let mut citations: Vec<Citation> =
        ["3.1.1", "3.1.2.a", "3.1.2.b", "3.1.3.b"].iter().map(|id| Citation::clause(id)).collect();
    citations.push(Citation::Interpretation(INTERPRETATION.to_owned()));
    let clauses = Clauses::of(&page, &citations).with_lead(&page);
    show_as(
        status,
        &OnePage {
            at,
            here: format!("{}/{no}", all(at)),
            all: all(at),
            state: chip(&page, correction.state),
            facts,
            rounds,
            stuck: view.stuck.iter().map(|message| page.say(message)).collect(),
            situation,
            clauses,
            view,
            page: page.clone(),
        },
    )
}

fn candidate(at: RoundPath, no: &CandidateNo) -> String {
    format!("{}/candidates/{}", at.href(), encoded(no.as_str()))
}

fn round_shown(
    page: &Page,
    lines: &Lines,
    at: RoundPath,
    view: &CorrectionView,
    change: &RoundChange,
) -> RoundShown {
    let of = RoundPath { year: at.year, round: change.round };
    let programme = |one: &guantong_service::correction::ProgrammeChange| ProgrammeShown {
        name: programme_named(page, lines, &one.after.programme),
        places: beside(page, &one.before, &one.after, |one| page.number(one.places)),
        admitted: beside(page, &one.before, &one.after, |one| page.number(one.admitted)),
        cutoff: beside(page, &one.before, &one.after, |one| {
            one.cutoff.map_or_else(|| page.t("page-none").to_string(), |cutoff| cutoff.to_string())
        }),
    };
    RoundShown {
        round: change.round,
        name: page.word(of.word()),
        again: change.again,
        version: change.version + 1,
        people: change.people.iter().map(|one| person(page, lines, of, view, one)).collect(),
        programmes: change.programmes.iter().map(programme).collect(),
    }
}

/// A value before and after, or the one where they are alike.
fn beside(
    page: &Page,
    before: &RoundProgramme,
    after: &RoundProgramme,
    text: impl Fn(&RoundProgramme) -> String,
) -> String {
    let (before, after) = (text(before), text(after));
    if before == after {
        return after;
    }
    page.t("correction-from-to").with("before", before).with("after", after).to_string()
}

fn person(page: &Page, lines: &Lines, at: RoundPath, view: &CorrectionView, change: &Change) -> PersonShown {
    let shape = match change.what {
        What::Admitted | What::Moved => "ok",
        What::Kept | What::Claim | What::Elsewhere => "wait",
        What::Lost => "no",
        What::Reason => "end",
    };
    let taken = view.on_file.correction.taken_back.iter();
    let taken = taken.into_iter().find(|one| one.round == at.round && one.no == change.no);
    let begun = change.record.as_ref().is_some_and(|record| record.standing != Standing::Admitted);
    let record = change.record.as_ref().map(|record| {
        let standing = page.word(format!("standing.{}", record.standing));
        (record.id.to_string(), standing)
    });
    PersonShown {
        no: change.no.to_string(),
        href: candidate(at, &change.no),
        corrected: change.corrected,
        what: Chip::new(shape, page.t(format!("correction-what-{}", change.what))),
        before: fate(page, lines, &change.before),
        derived: (change.derived != change.after).then(|| fate(page, lines, &change.derived)),
        after: fate(page, lines, &change.after),
        todo: page.t(format!("correction-todo-{}", todo(change, taken.is_some()))),
        record,
        decides: view.decides && ((change.what == What::Kept && !begun) || taken.is_some()),
        taken: taken.map(|one| one.document.clone()),
    }
}

/// The sentence of what is left to be done.
fn todo(change: &Change, taken: bool) -> &'static str {
    match change.todo {
        Todo::Nothing => "nothing",
        Todo::Open if change.what == What::Kept => "kept-open",
        Todo::Open => "open",
        Todo::Stays if change.what == What::Kept => "kept",
        Todo::Stays => "stays",
        Todo::Cancel if taken => "cancel-decided",
        Todo::Cancel => "cancel",
        Todo::Decide => "decide",
    }
}

/// A result in words.
fn fate(page: &Page, lines: &Lines, fate: &Fate) -> String {
    match (&fate.programme, fate.preference) {
        (Some(programme), Some(preference)) => page
            .t("correction-fate")
            .with("programme", programme_named(page, lines, programme))
            .with("preference", preference)
            .to_string(),
        _ => page.t(reason_id(&fate.reason)).to_string(),
    }
}

type Pairs = Form<Vec<(String, String)>>;

pub(super) async fn sign(
    page: Page,
    Path((year, round, no)): Path<(String, String, String)>,
    Form(pairs): Pairs,
) -> Answer {
    let at = RoundPath::read(&page, &year, &round).await?;
    let (no, typed) = (number(&no)?, fields(pairs));
    let digest = typed.get("digest").map_or("", String::as_str);
    let done = page.office().sign_correction(at.year, at.round, no, digest, &page.actor()).await;
    answered(page, at, no, done.map(drop).map_err(Problem::from)).await
}

pub(super) async fn decide(
    page: Page,
    Path((year, round, no)): Path<(String, String, String)>,
    Form(pairs): Pairs,
) -> Answer {
    let at = RoundPath::read(&page, &year, &round).await?;
    let (no, typed) = (number(&no)?, fields(pairs));
    let get = |name: &str| typed.get(name).cloned().unwrap_or_default();
    let decision = Decision {
        place: Round::parse(&get("place")).ok_or(Problem::NotFound)?,
        no: CandidateNo(get("no")),
        document: get("document"),
    };
    let seen = get("version").parse().unwrap_or(-1);
    let done = page.office().take_place_back((at.year, at.round, no), decision, seen, &page.actor()).await;
    answered(page, at, no, done.map_err(Problem::from)).await
}

pub(super) async fn discard(
    page: Page,
    Path((year, round, no)): Path<(String, String, String)>,
    Form(pairs): Pairs,
) -> Answer {
    let at = RoundPath::read(&page, &year, &round).await?;
    let (no, typed) = (number(&no)?, fields(pairs));
    let seen = typed.get("version").and_then(|version| version.parse().ok()).unwrap_or(-1);
    let done = page.office().give_up_correction(at.year, at.round, no, seen, &page.actor()).await;
    answered(page, at, no, done.map_err(Problem::from)).await
}

/// Back to the correction; or the same page again, with what stands in the way.
async fn answered(page: Page, at: RoundPath, no: i64, done: Result<(), Problem>) -> Answer {
    match done {
        Ok(()) => Ok(door::to(&format!("{}/{no}", all(at)))),
        Err(problem) => {
            let (status, situation) = Situation::of(&page, problem)?;
            shown(page, at, no, status, situation).await
        }
    }
}
