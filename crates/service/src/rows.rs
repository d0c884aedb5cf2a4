//! What the projections hold: one struct a table, as pages and use cases read them.
//!
//! A row is made from entries of the journal (and from personal data, which stands apart); it decides nothing.

use guantong_model::{
    CandidateNo, Date, PersonId, ProgrammeId, Qualification, RuleBook, Score, Stage, StageWork, Standing,
    StudentId, Track,
};
use guantong_registry::ProgressionRules;
use serde::{Deserialize, Serialize};

/// A person, apart from the journal: what may be corrected or erased without touching the chain.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    /// The id by which the journal knows the person.
    pub id: PersonId,
    /// The name as it is written, in any script.
    pub name: String,
    /// Every letter of the name's reading, without spaces, for search.
    pub pinyin: String,
    /// The first letters of the name's reading, for search.
    pub initials: String,
    /// GB/T 2261.1: 1 male, 2 female, 0 unknown, 9 not stated.
    pub sex: i64,
    /// Date of birth.
    pub birth_on: Date,
    /// The district (GB/T 2260) of the lower secondary school.
    pub district: String,
    /// The lower secondary school.
    pub junior_school: String,
    /// The salt of this person's commitments in the journal.
    pub salt: Vec<u8>,
    /// Identity number and telephone, sealed.
    pub sealed: Sealed,
}

/// What is kept of a person under the office's key.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sealed {
    /// 公民身份号码.
    pub identity: Option<String>,
    /// A keyed index of it, so that somebody is found by his number.
    pub identity_index: Option<String>,
    /// 联系电话.
    pub phone: Option<String>,
}

/// A candidate of an examination year.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Candidate {
    /// The examination year.
    pub year: i32,
    /// 报名号.
    pub no: CandidateNo,
    /// The person.
    pub person: PersonId,
    /// 录取总分.
    pub total: Score,
    /// Chinese.
    pub chinese: Score,
    /// Mathematics.
    pub mathematics: Score,
    /// Foreign language.
    pub foreign_language: Score,
    /// Of the priority group, without a bonus.
    pub priority: bool,
    /// 照顾加分: the bonus that counts, which is in the total.
    pub bonus: Score,
    /// The draw number given before the round.
    pub draw: i64,
    /// This year's entrance qualification (3.1.1).
    pub qualified: bool,
    /// Formal Beijing household registration (3.1.1).
    pub household: bool,
    /// 住宿、走读: whether the candidate wants to board; nothing where it was not told.
    pub boards: Option<bool>,
    /// Programmes whose additional test was passed.
    pub tests_passed: Vec<ProgrammeId>,
    /// Preferences of the early round, best first.
    pub early: Vec<ProgrammeId>,
    /// Preferences of the unified round, best first.
    pub unified: Vec<ProgrammeId>,
}

/// The plan of a year as it was set.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlanHead {
    /// The year.
    pub year: i32,
    /// The version in force, from 1.
    pub version: i64,
    /// The edition it was checked against.
    pub edition: String,
    /// The file it came from.
    pub source_name: String,
    /// The digest under which that file is kept.
    pub source_digest: String,
    /// The answers given to the findings, as an answers file.
    pub answers: String,
    /// When it was set, in microseconds since 1970 UTC.
    pub set_at: i64,
    /// Who set it.
    pub set_by: String,
}

/// One line of a plan: a programme and its places.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlanLine {
    /// The programme.
    pub programme: ProgrammeId,
    /// Place in the table, from 1.
    pub position: i64,
    /// 项目类别.
    pub track: Track,
    /// 项目类型 as the table prints it.
    pub category: String,
    /// The front institution.
    pub institution: String,
    /// The special project, if any.
    pub special: Option<String>,
    /// The major without its direction.
    pub major: String,
    /// The direction in brackets, if any.
    pub specialisation: Option<String>,
    /// The partner university.
    pub partner: String,
    /// Places.
    pub places: i64,
    /// Whether its students are barred from a change of major (3.3.5.d).
    pub barred: bool,
    /// The major's catalogue code, where known.
    pub code: Option<String>,
    /// The four-digit class of the catalogue, where known.
    pub class: Option<String>,
}

impl PlanLine {
    /// The major as printed, with its direction in brackets.
    #[must_use]
    pub fn major_printed(&self) -> String {
        match &self.specialisation {
            Some(direction) => format!("{}({direction})", self.major),
            None => self.major.clone(),
        }
    }
}

/// A table that is being reconciled: the file and the answers so far.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlanDraft {
    /// The year.
    pub year: i32,
    /// The file's name.
    pub source_name: String,
    /// The digest under which the file is kept.
    pub source_digest: String,
    /// The answers so far, as an answers file.
    pub answers: String,
    /// Grows with each saving; a saving names the one it saw.
    pub version: i64,
    /// When it was last saved, in microseconds since 1970 UTC.
    pub saved_at: i64,
}

/// A file kept as it came.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Document {
    /// SM3 of the bytes, in hexadecimal.
    pub digest: String,
    /// The name it came with.
    pub name: String,
    /// The bytes.
    pub bytes: Vec<u8>,
}

/// A version of the rules of a progression assessment, as it was put on file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RulesOnFile {
    /// The rules.
    pub rules: ProgressionRules,
    /// The name of the file they came in.
    pub source_name: String,
    /// The digest under which that file is kept.
    pub source_digest: String,
    /// When they were filed, in microseconds since 1970 UTC.
    pub filed_at: i64,
    /// Who filed them.
    pub filed_by: String,
}

/// 提前招生 or 统一招生 (3.1.2.b).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Round {
    /// 提前招生.
    Early,
    /// 统一招生.
    Unified,
}

impl Round {
    /// Both rounds in their order.
    pub const ALL: [Round; 2] = [Round::Early, Round::Unified];

    /// The word used in addresses and files.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Round::Early => "early",
            Round::Unified => "unified",
        }
    }

    /// The round of a word.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Round::ALL.into_iter().find(|round| round.as_str() == text)
    }
}

/// How far a round is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum RoundState {
    /// Run and proved.
    Proved,
    /// Signed by two people.
    Sealed,
    /// Open to everybody at one moment.
    Published,
}

/// A check of the proof of a run.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProofCheck {
    /// Which property, such as `no-programme-over-plan`.
    pub property: String,
    /// How many were looked at.
    pub checked: u64,
    /// How many do not hold; a run with any cannot be sealed.
    pub violations: u64,
}

/// A round of a year as it was run.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RoundRun {
    /// The year.
    pub year: i32,
    /// The round.
    pub round: Round,
    /// How far it is.
    pub state: RoundState,
    /// Candidates listed.
    pub candidates: i64,
    /// Candidates eligible.
    pub eligible: i64,
    /// Places at the start of the round.
    pub places: i64,
    /// Candidates admitted.
    pub admitted: i64,
    /// Comparisons of equal totals at a boundary, and how many of them the draw decided.
    pub ties: i64,
    /// Of those, how many only the draw number decided.
    pub ties_by_draw: i64,
    /// Digest of everything the run read.
    pub inputs_digest: String,
    /// Digest of the rule set.
    pub rules_digest: String,
    /// Digest of the results: the root of their hash tree.
    pub results_digest: String,
    /// The version of the year's rules it was run by; 0 is the edition's file.
    #[serde(default)]
    pub rules_version: i64,
    /// The version of what stood in for households when it was run; 0 where nothing did.
    #[serde(default)]
    pub evidence_version: i64,
    /// The version of what was added to the plan when it was run; 0 where nothing was.
    #[serde(default)]
    pub places_version: i64,
    /// The secret from which each candidate's salt is made, in hexadecimal; never shown.
    pub secret: String,
    /// The checks of the proof.
    pub proof: Vec<ProofCheck>,
    /// When it was run, in microseconds since 1970 UTC.
    pub ran_at: i64,
    /// Who signed, with when, in order.
    pub signatures: Vec<Signature>,
    /// When it was published, in microseconds since 1970 UTC.
    pub published_at: Option<i64>,
    /// Which of the versions that were published, from 1: a correction makes the next.
    #[serde(default = "first")]
    pub version: i64,
    /// How many corrections of the year had been made when it was run: its candidates are those of then.
    #[serde(default)]
    pub facts: i64,
    /// The number of the correction it came of; nothing where it was run.
    #[serde(default)]
    pub corrected_by: Option<i64>,
}

/// The version of what was run before there were corrections.
fn first() -> i64 {
    1
}

/// A person's signature under a digest.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Signature {
    /// Who.
    pub actor: String,
    /// When, in microseconds since 1970 UTC.
    pub signed_at: i64,
}

/// What came of a candidate in a round.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RoundResult {
    /// The candidate.
    pub no: CandidateNo,
    /// `admitted`, `not-admitted` or `ineligible`.
    pub outcome: String,
    /// The programme, of the admitted.
    pub programme: Option<ProgrammeId>,
    /// Which preference, from 1, of the admitted.
    pub preference: Option<i64>,
    /// A dotted code such as `preferences.full`.
    pub reason: String,
    /// Place in the order of all eligible, from 1; none for the ineligible.
    pub rank: Option<i64>,
}

/// What came of a programme in a round.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RoundProgramme {
    /// The programme.
    pub programme: ProgrammeId,
    /// Places at the start of the round.
    pub places: i64,
    /// Admitted.
    pub admitted: i64,
    /// 录取成绩: score of the last admitted.
    pub cutoff: Option<Score>,
    /// Which preference the last admitted had it as.
    pub last_preference: Option<i64>,
}

/// A student as lists show one: the projection of a record beside the person's searchable words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Student {
    /// The record's id.
    pub id: StudentId,
    /// The person.
    pub person: PersonId,
    /// The name.
    pub name: String,
    /// Letters of the name's reading.
    pub pinyin: String,
    /// First letters of the name's reading.
    pub initials: String,
    /// District of the lower secondary school.
    pub district: String,
    /// 报名号.
    pub candidate_no: CandidateNo,
    /// Year of admission; never changes.
    pub entry_year: i32,
    /// The class's entry year.
    pub cohort: i32,
    /// The programme now.
    pub programme: ProgrammeId,
    /// The front institution of that programme.
    pub institution: String,
    /// Its partner university.
    pub partner: String,
    /// The programme a transfer was applied for to, while that is pending.
    pub applied_to: Option<ProgrammeId>,
    /// 学段.
    pub stage: Stage,
    /// 学籍状态.
    pub standing: Standing,
    /// How the studies of the stage stand.
    pub work: StageWork,
    /// Whether the assessment of this progression was passed, where it was taken.
    pub assessed: Option<bool>,
    /// 贯通培养资格.
    pub qualification: Qualification,
    /// Where the student sits.
    pub studies_at: String,
    /// Where the open registration is; nothing before arrival.
    pub registered_at: Option<String>,
    /// Which rule book holds.
    pub rule_book: RuleBook,
    /// 中考成绩.
    pub score: Score,
    /// The round of admission.
    pub round: Round,
    /// Which preference.
    pub preference: i64,
    /// How many entries the record has: its version.
    pub version: i64,
}

/// A certificate's number, so that it is never used twice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CertificateRow {
    /// The number.
    pub number: String,
    /// The record it was issued on.
    pub student: StudentId,
    /// Whether it is void; a void number is never used again.
    pub voided: bool,
}

/// Admitted, registered and so on of one institution or programme.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Counts {
    /// Records opened by admission.
    pub admitted: i64,
    /// Registered, whatever came after.
    pub registered: i64,
    /// 未报到.
    pub not_arrived: i64,
    /// Admitted and not yet arrived.
    pub awaited: i64,
}
