//! Parts of the pages of examinations: states, verdicts, lines.

use crate::frame::Page;
use crate::pages::address::encoded;
use crate::parts::{Chip, Clauses};
use guantong_model::StudentId;
use guantong_policy::Outcome;
use guantong_registry::{Component, Organiser, Verdict};
use guantong_service::examination::{Candidate, Examination, ExaminationState, ListLine, RecordLine};

/// How far an examination is.
pub(super) fn state(page: &Page, found: &Examination) -> Chip {
    let shape = match found.state {
        ExaminationState::Open | ExaminationState::Listed => "wait",
        ExaminationState::Entered | ExaminationState::Signed | ExaminationState::Publicised => "going",
        ExaminationState::Filed => "ok",
        ExaminationState::Cancelled => "end",
    };
    Chip::new(shape, page.word(format!("examination-state.{}", found.state)))
}

/// What a list says of somebody.
pub(crate) fn verdict(page: &Page, verdict: Verdict) -> Chip {
    let shape = match verdict {
        Verdict::Passed => "ok",
        Verdict::BeyondPlaces => "ask",
        Verdict::Failed => "no",
        Verdict::Absent => "end",
        Verdict::Deferred => "pause",
    };
    Chip::new(shape, page.word(format!("examination-verdict.{verdict}")))
}

/// Who organises.
pub(crate) fn organiser(page: &Page, organiser: &Organiser) -> String {
    match organiser {
        Organiser::Authority => page.t("examination-authority").to_string(),
        Organiser::Institution(name) => page.institution(name).to_owned(),
    }
}

/// What the rules call a part, else its word.
pub(crate) fn called(page: &Page, component: &Component) -> String {
    component.name.clone().unwrap_or_else(|| page.word(format!("part.{}", component.part)))
}

/// The address of a record; nothing for who may not read records.
pub(super) fn student_href(page: &Page, id: &StudentId) -> Option<String> {
    let href = format!("/students/{}", encoded(id.as_str()));
    page.may_follow(&href).then_some(href)
}

/// A student with what the record says.
pub(super) struct CandidateShown {
    pub(super) id: String,
    pub(super) name: String,
    pub(super) href: Option<String>,
    pub(super) school: String,
    pub(super) cohort: i32,
    pub(super) why: String,
    pub(super) clauses: Clauses,
}

impl CandidateShown {
    pub(super) fn of(page: &Page, one: &Candidate) -> Self {
        CandidateShown {
            id: one.student.id.to_string(),
            name: one.student.name.clone(),
            href: student_href(page, &one.student.id),
            school: page.institution(&one.student.studies_at).to_owned(),
            cohort: one.student.cohort,
            why: page.say(&one.decision.message()).to_string(),
            clauses: Clauses::of(page, &one.decision.citations),
        }
    }
}

/// A line of the list.
pub(super) struct LineShown {
    pub(super) id: String,
    pub(super) name: String,
    pub(super) href: Option<String>,
    pub(super) school: String,
    /// The place; empty of who was not there.
    pub(super) place: String,
    /// The parts in the order of the rules, each with its mark; empty where there is none.
    pub(super) marks: Vec<(String, String)>,
    pub(super) total: String,
    pub(super) verdict: Chip,
}

impl LineShown {
    pub(super) fn of(page: &Page, found: &Examination, line: &ListLine) -> Self {
        let marks = &line.placed.sitting.marks;
        let mark = |part| marks.get(part).map_or_else(String::new, ToString::to_string);
        LineShown {
            id: line.student.id.to_string(),
            name: line.student.name.clone(),
            href: student_href(page, &line.student.id),
            school: page.institution(&line.student.studies_at).to_owned(),
            place: line.placed.place.map_or_else(String::new, |place| place.to_string()),
            marks: found
                .rules
                .components
                .iter()
                .map(|component| (called(page, component), mark(&component.part)))
                .collect(),
            total: line.placed.computed.as_ref().map_or_else(String::new, |found| found.total.to_string()),
            verdict: verdict(page, line.placed.verdict),
        }
    }
}

/// A student and what telling the record comes to.
pub(super) struct RecordShown {
    pub(super) id: String,
    pub(super) name: String,
    pub(super) href: Option<String>,
    pub(super) verdict: Chip,
    pub(super) outcome: Chip,
    pub(super) why: String,
    pub(super) clauses: Option<Clauses>,
}

impl RecordShown {
    pub(super) fn of(page: &Page, line: &RecordLine) -> Self {
        let decision = line.decided.as_ref().map(|decided| &decided.decision);
        let outcome = match decision.map(|decision| decision.outcome) {
            _ if line.done => Chip::new("ok", page.t("examination-recorded")),
            Some(Outcome::Accepted) => Chip::new("going", page.t("examination-to-record")),
            Some(Outcome::Refused) => Chip::new("no", page.word("outcome.refused")),
            Some(Outcome::Referred) => Chip::new("ask", page.word("outcome.referred")),
            None => Chip::new("pause", page.t("examination-not-recorded")),
        };
        RecordShown {
            id: line.student.id.to_string(),
            name: line.student.name.clone(),
            href: student_href(page, &line.student.id),
            verdict: verdict(page, line.verdict),
            outcome,
            why: decision.map_or_else(String::new, |decision| page.say(&decision.message()).to_string()),
            clauses: decision.map(|decision| Clauses::of(page, &decision.citations)),
        }
    }
}

/// A digest in groups of eight, to be read aloud.
pub(super) fn grouped(digest: &str) -> String {
    let letters: Vec<char> = digest.chars().collect();
    letters.chunks(8).map(|some| some.iter().collect::<String>()).collect::<Vec<_>>().join(" ")
}
