//! The terms a student studies in, one by one: what fees and aid are told by (3.3.3.b).
//!
//! Each is told by a day in its middle: the stage, the institution and whether the student is away on that day. Terms that
//! have not come are told by the plan of the present class.

use crate::{Record, Terms};
use guantong_model::{Date, ProgrammeId, Qualification, Stage, words};

words! {
    /// A half of an academic year.
    Half {
        /// 秋季学期.
        Autumn = "autumn",
        /// 春季学期.
        Spring = "spring",
    }
}

/// A term of a student.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StudyTerm {
    /// The year in which the academic year begins.
    pub year: i32,
    /// Which half of it.
    pub half: Half,
    /// The stage.
    pub stage: Stage,
    /// The programme.
    pub programme: ProgrammeId,
    /// Where the student sits.
    pub studies_at: String,
    /// Who holds the registration.
    pub registered_at: String,
    /// Whether the student is on leave in its middle.
    pub away: bool,
    /// Whether its middle is still to come.
    pub ahead: bool,
}

/// The months and days in the middle of the two halves.
pub type Middles = [(i8, i8); 2];

/// The day in the middle of a term.
fn middle(year: i32, half: Half, middles: &Middles) -> Option<Date> {
    let [autumn, spring] = *middles;
    let (year, (month, day)) = match half {
        Half::Autumn => (year, autumn),
        Half::Spring => (year + 1, spring),
    };
    Date::new(i16::try_from(year).ok()?, month, day).ok()
}

/// The terms of a student from the first to the last, as they were and, of whoever is on the way, as they will be by the
/// plan of his class: of an exited or ended record none is ahead; without the qualification those of the present stage.
#[must_use]
pub fn study_terms(record: &Record, terms: &Terms, middles: &Middles, on: Date) -> Vec<StudyTerm> {
    let years = terms.years(record.placement().track);
    let last = record.cohort() + years.before(Stage::Bachelor) + years.bachelor;
    let mut found = Vec::new();
    for year in record.entry_year()..last.max(record.entry_year() + 1) {
        for half in Half::ALL.iter().copied() {
            let Some(day) = middle(year, half, middles) else { continue };
            let term = if day <= on { past(record, day) } else { ahead(record, terms, year, day) };
            found.extend(term.map(|term| StudyTerm { year, half, ..term }));
        }
    }
    found
}

fn away(record: &Record, day: Date) -> bool {
    let ended = record.past_leaves().any(|(from, to)| from <= day && day < to);
    ended || record.leave().is_some_and(|leave| leave.from <= day && day < leave.until)
}

fn past(record: &Record, day: Date) -> Option<StudyTerm> {
    let holds = |period: &&crate::Period| period.from <= day && period.to.is_none_or(|to| day < to);
    let study = record.studies().iter().rev().find(holds)?;
    let registration = record.registrations().iter().rev().find(holds)?;
    Some(StudyTerm {
        year: 0,
        half: Half::Autumn,
        stage: study.stage,
        programme: study.programme.clone(),
        studies_at: study.institution.clone(),
        registered_at: registration.institution.clone(),
        away: away(record, day),
        ahead: false,
    })
}

fn ahead(record: &Record, terms: &Terms, year: i32, day: Date) -> Option<StudyTerm> {
    if record.standing().ended() {
        return None;
    }
    let years = terms.years(record.placement().track);
    let nth = year - record.cohort();
    let within = |stage: &&Stage| {
        let first = years.before(**stage);
        (first..first + years.of(**stage)).contains(&nth)
    };
    let stage = *Stage::ALL.iter().find(within)?;
    let stage = stage.max(record.stage());
    if record.qualification() == Qualification::Ended && stage > record.stage() {
        return None;
    }
    Some(StudyTerm {
        year: 0,
        half: Half::Autumn,
        stage,
        programme: record.placement().programme.clone(),
        studies_at: record.placement().studies_at(stage).to_owned(),
        registered_at: record.placement().registered_at(stage).to_owned(),
        away: away(record, day),
        ahead: true,
    })
}
