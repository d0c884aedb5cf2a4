//! Rounds, subjects, sheets and experts as they stand.

use crate::report::ReportId;
use guantong_cooperation::Holder;
use guantong_evaluation::{Dimension, Final, Grade, Marks, Standing, Terms, Tie, standing};
use guantong_model::{Date, words};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::fmt;

/// Which subject it is: two that work together, in the round of a year.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct SubjectId {
    /// The calendar year of the round.
    pub year: i32,
    /// The front institution.
    pub front: String,
    /// The university; the same where it runs all stages alone.
    pub partner: String,
}

impl fmt::Display for SubjectId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}/{}", self.year, self.front, self.partner)
    }
}

impl SubjectId {
    /// The two sides as cooperation knows them.
    #[must_use]
    pub fn holder(&self) -> Holder {
        Holder::of_both(&self.front, &self.partner)
    }

    /// Both sides.
    #[must_use]
    pub fn sides(&self) -> [&str; 2] {
        [&self.front, &self.partner]
    }

    /// Whether a university runs all stages alone.
    #[must_use]
    pub fn alone(&self) -> bool {
        self.front == self.partner
    }

    /// The annual report of the two on a year.
    #[must_use]
    pub fn report(&self, year: i32) -> ReportId {
        ReportId { year, front: self.front.clone(), partner: self.partner.clone() }
    }
}

words! {
    /// How far a round is.
    RoundState {
        /// At work.
        Open = "open",
        /// Every result is set.
        Closed = "closed",
    }
}

words! {
    /// Which reader somebody is.
    Seat {
        /// One of the two.
        First = "first",
        /// The other of the two.
        Second = "second",
        /// Reads where the two lie too far apart.
        Third = "third",
    }
}

words! {
    /// How far a subject is, as it is told to who asks.
    Far {
        /// One of the two readers is not assigned.
        Assigning = "assigning",
        /// The two read.
        Scoring = "scoring",
        /// A third must be assigned.
        ThirdWanted = "third-wanted",
        /// A third reads.
        ThirdScoring = "third-scoring",
        /// All is read; the opinions are to be delivered.
        Scored = "scored",
        /// The sides are to answer.
        Delivered = "delivered",
        /// The side that leads has answered; a result is to be drafted.
        Answered = "answered",
        /// Another hand is to set the drafted result.
        Proposed = "proposed",
        /// The result is set.
        Set = "set",
        /// To the sides, until opinions are delivered.
        Reading = "reading",
        /// To an expert: a sheet to be handed in.
        ToScore = "to-score",
        /// To an expert: the sheet is handed in.
        HandedIn = "handed-in",
    }
}

/// A round as it stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EvaluationRound {
    /// The calendar year.
    pub year: i32,
    /// How far it is.
    pub state: RoundState,
    /// How many entries its stream has.
    pub version: i64,
    /// By what it is held.
    pub terms: Terms,
    /// The last day to hand sheets in.
    pub score_by: Date,
    /// The sides answer within so many days.
    pub answer_days: i64,
    /// The day it was opened.
    pub opened_on: Date,
    /// The day it was closed.
    pub closed_on: Option<Date>,
}

/// A reader of a subject.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reader {
    /// Which of the readers.
    pub seat: Seat,
    /// The account.
    pub expert: String,
    /// The name.
    pub name: String,
}

/// Somebody who gave a subject back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Recused {
    /// Who.
    pub reader: Reader,
    /// Why.
    pub because: String,
    /// The day.
    pub on: Date,
}

/// Opinions as they were delivered.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Delivered {
    /// The day.
    pub on: Date,
    /// The last day to answer.
    pub answer_by: Date,
    /// Over all sheets.
    pub digest: String,
    /// What they come to.
    pub found: Final,
}

/// What a side answered.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answered {
    /// The institution.
    pub by: String,
    /// The day.
    pub on: Date,
    /// What it says.
    pub text: String,
}

/// A result, drafted or set.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Outcome {
    /// What it comes to.
    pub grade: Grade,
    /// The commission's opinion; where the grade is not the one that the score proposes, also why.
    pub text: String,
    /// Who drafted it.
    pub by: String,
}

/// A subject as it stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EvaluationSubject {
    /// Which.
    pub id: SubjectId,
    /// How many entries its stream has.
    pub version: i64,
    /// Its readers.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub readers: Vec<Reader>,
    /// Who gave it back.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub recused: Vec<Recused>,
    /// Opinions as they were delivered.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub delivered: Option<Delivered>,
    /// What the sides answered.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub answers: Vec<Answered>,
    /// A result that another hand is to set.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub proposed: Option<Outcome>,
    /// Why a drafted result was sent back last.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub returned: Option<String>,
    /// The result, who set it, the day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub result: Option<(Outcome, String, Date)>,
}

impl EvaluationSubject {
    /// One of a round that was just opened.
    #[must_use]
    pub fn opened(id: SubjectId) -> Self {
        EvaluationSubject {
            id,
            version: 1,
            readers: Vec::new(),
            recused: Vec::new(),
            delivered: None,
            answers: Vec::new(),
            proposed: None,
            returned: None,
            result: None,
        }
    }

    /// Who reads at a seat.
    #[must_use]
    pub fn reader(&self, seat: Seat) -> Option<&Reader> {
        self.readers.iter().find(|reader| reader.seat == seat)
    }

    /// Whether somebody reads it.
    #[must_use]
    pub fn is_read_by(&self, expert: &str) -> bool {
        self.readers.iter().any(|reader| reader.expert == expert)
    }

    /// What its sheets come to.
    #[must_use]
    pub fn standing(&self, terms: &Terms, sheets: &[EvaluationSheet]) -> Standing {
        let marks = |seat: Seat| self.handed_in(seat, sheets).map(|sheet| &sheet.marks);
        standing(terms, [marks(Seat::First), marks(Seat::Second)], marks(Seat::Third))
    }

    /// The sheet of a seat, once it is handed in.
    #[must_use]
    pub fn handed_in<'s>(&self, seat: Seat, sheets: &'s [EvaluationSheet]) -> Option<&'s EvaluationSheet> {
        let reader = self.reader(seat)?;
        let of = |sheet: &&EvaluationSheet| sheet.id == self.id && sheet.expert == reader.expert;
        sheets.iter().find(of).filter(|sheet| sheet.handed_in.is_some())
    }

    /// How far it is, to the commission.
    #[must_use]
    pub fn far(&self, terms: &Terms, sheets: &[EvaluationSheet]) -> Far {
        let answered = self.answers.iter().any(|answer| answer.by == self.id.front);
        if self.result.is_some() {
            return Far::Set;
        }
        if self.proposed.is_some() {
            return Far::Proposed;
        }
        if self.delivered.is_some() {
            return if answered { Far::Answered } else { Far::Delivered };
        }
        match self.standing(terms, sheets) {
            Standing::Settled(_) => Far::Scored,
            Standing::Third(_) if self.reader(Seat::Third).is_some() => Far::ThirdScoring,
            Standing::Third(_) => Far::ThirdWanted,
            Standing::Waiting => match (self.reader(Seat::First), self.reader(Seat::Second)) {
                (Some(_), Some(_)) => Far::Scoring,
                _ => Far::Assigning,
            },
        }
    }
}

/// A reader's sheet as it stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EvaluationSheet {
    /// On which subject.
    pub id: SubjectId,
    /// Whose: the account.
    pub expert: String,
    /// How many entries its stream has.
    pub version: i64,
    /// The marks.
    #[serde(default, skip_serializing_if = "Marks::is_empty")]
    pub marks: Marks,
    /// An opinion on each dimension.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub opinions: BTreeMap<Dimension, String>,
    /// An opinion on the whole.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub overall: String,
    /// The day it was handed in, and under which digest.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub handed_in: Option<(Date, String)>,
}

impl EvaluationSheet {
    /// One that nobody has begun.
    #[must_use]
    pub fn begun(id: SubjectId, expert: &str) -> Self {
        EvaluationSheet {
            id,
            expert: expert.to_owned(),
            version: 0,
            marks: Marks::new(),
            opinions: BTreeMap::new(),
            overall: String::new(),
            handed_in: None,
        }
    }
}

/// What is kept of an expert.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Expert {
    /// The account.
    pub expert: String,
    /// How many entries its stream has.
    pub version: i64,
    /// Declared ties to institutions.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub ties: Vec<Tie>,
}

impl Expert {
    /// One who has declared nothing.
    #[must_use]
    pub fn begun(expert: &str) -> Self {
        Expert { expert: expert.to_owned(), version: 0, ties: Vec::new() }
    }
}
