//! What follows from a correction, as it is listed before anybody signs.

use crate::rows::{Round, RoundProgramme, RoundResult};
use guantong_admission::correct::Reading;
use guantong_model::{CandidateNo, ProgrammeId, Standing, StudentId, words};
use serde::Serialize;

words! {
    /// What a correction does to a candidate's result of a round.
    What {
        /// He had no place and has one.
        Admitted = "admitted",
        /// He moves to another place, which stands higher on his list.
        Moved = "moved",
        /// The corrected facts would take his place or give him a lower one; it stays.
        Kept = "kept",
        /// The corrected facts give him a better place, and his record stands at the one he was told: that is decided.
        Claim = "claim",
        /// He had a place and has none.
        Lost = "lost",
        /// An earlier round of the year has him now.
        Elsewhere = "elsewhere",
        /// His result is as it was, but for its reason.
        Reason = "reason",
    }
}

words! {
    /// What a correction leaves to be done with somebody's record.
    Todo {
        /// Nothing.
        Nothing = "nothing",
        /// A record is opened as after publication.
        Open = "open",
        /// The record stays as it is.
        Stays = "stays",
        /// Not registered yet: the institution ends it by 未报到, because the admission is cancelled.
        Cancel = "cancel",
        /// The commission decides; the program changes nothing.
        Decide = "decide",
    }
}

/// A result, as far as a correction can change it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Fate {
    /// `admitted`, `not-admitted` or `ineligible`.
    pub outcome: String,
    /// The programme, of the admitted.
    pub programme: Option<ProgrammeId>,
    /// Which preference, from 1.
    pub preference: Option<i64>,
    /// A dotted code.
    pub reason: String,
}

impl From<RoundResult> for Fate {
    fn from(result: RoundResult) -> Self {
        let RoundResult { outcome, programme, preference, reason, .. } = result;
        Fate { outcome, programme, preference, reason }
    }
}

/// A record that is open.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct RecordSeen {
    /// The record.
    pub id: StudentId,
    /// Its programme.
    pub programme: ProgrammeId,
    /// 学籍状态.
    pub standing: Standing,
    /// Its version.
    pub version: i64,
}

/// What a correction does to one candidate in one round.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Change {
    /// The candidate.
    pub no: CandidateNo,
    /// Whether his own facts are corrected.
    pub corrected: bool,
    /// What was told.
    pub before: Fate,
    /// What the corrected facts give.
    pub derived: Fate,
    /// What is told.
    pub after: Fate,
    /// In a word.
    pub what: What,
    /// What is left to be done.
    pub todo: Todo,
    /// His record.
    pub record: Option<RecordSeen>,
}

/// A programme whose places, admitted or cut-off change.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ProgrammeChange {
    /// As it was told.
    pub before: RoundProgramme,
    /// As it is told.
    pub after: RoundProgramme,
}

/// What a correction does to a round.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct RoundChange {
    /// The round.
    pub round: Round,
    /// The version that was published.
    pub version: i64,
    /// The digest of what it was run from, with the corrected facts.
    pub inputs_digest: String,
    /// The digest of every candidate's line.
    pub lines_digest: String,
    /// Whether it is published again: what it was run from or what came of it is other than it was.
    pub again: bool,
    /// Whose places stay as they were told.
    pub stays: Vec<CandidateNo>,
    /// Everybody whose result changes or would have, by number.
    pub people: Vec<Change>,
    /// The programmes that change, in the order of the plan.
    pub programmes: Vec<ProgrammeChange>,
}

/// Everything that follows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Derived {
    /// What is done to places that were told.
    pub reading: Reading,
    /// Its place among the corrections of the year, if it is made now.
    pub order: i64,
    /// The published rounds of the year, in their order.
    pub rounds: Vec<RoundChange>,
    /// A round that was signed and not published: its signatures fall, and it is run again.
    pub reopened: Option<Round>,
    /// The digest of all of this and of the correction: what is signed.
    #[serde(skip)]
    pub digest: String,
}
