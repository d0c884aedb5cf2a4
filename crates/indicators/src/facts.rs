//! What figures are computed from: facts as they stood at the end of a day.

use guantong_model::{Date, Destination, ProgrammeId, Stage, Standing, StudentId, words};
use std::collections::BTreeMap;
use std::sync::Arc;

/// A programme with its two sides.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Seat {
    /// The programme.
    pub programme: ProgrammeId,
    /// The front institution.
    pub institution: String,
    /// The partner university.
    pub university: String,
}

/// One record, as far as its life is counted. Only what took effect by the day is in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Life {
    /// The record.
    pub student: StudentId,
    /// 入学年份.
    pub entry_year: i32,
    /// The place of the plan that was filled by admission.
    pub place: Arc<Seat>,
    /// The programme the student is in now.
    pub now: Arc<Seat>,
    /// 报到注册.
    pub arrived: Option<Date>,
    /// Entered the college stage.
    pub college: Option<Date>,
    /// Entered the bachelor stage.
    pub bachelor: Option<Date>,
    /// The university that held the registration then.
    pub bachelor_at: Option<String>,
    /// The day a record that was registered ended.
    pub ended: Option<Date>,
    /// How it ended; nothing while it goes on.
    pub end: Option<Standing>,
    /// The district of the candidate's lower secondary school, by its code.
    pub district: Arc<str>,
    /// Whether it ended with graduation from the stage it was in.
    pub graduated: bool,
    /// Whether the registration was cancelled: what was issued is void.
    pub cancelled: bool,
    /// 毕业去向, where it was reported.
    pub destination: Option<Destination>,
}

impl Life {
    /// The stage the student is or was in last.
    #[must_use]
    pub fn stage(&self) -> Stage {
        match (self.college, self.bachelor) {
            (_, Some(_)) => Stage::Bachelor,
            (Some(_), None) => Stage::College,
            (None, None) => Stage::Secondary,
        }
    }

    /// The stage the student was in at the beginning of a day: a stage that ends and the next that begins may share one.
    #[must_use]
    pub fn stage_on(&self, on: Date) -> Stage {
        if self.bachelor.is_some_and(|from| from < on) {
            Stage::Bachelor
        } else if self.college.is_some_and(|from| from < on) {
            Stage::College
        } else {
            Stage::Secondary
        }
    }
}

words! {
    /// What happened to somebody.
    Happening {
        /// 未报到: did not come, and the record ended.
        NotEnrolled = "not-enrolled",
        /// 留级.
        Repeated = "repeated",
        /// 休学.
        LeaveStarted = "leave-started",
        /// 毕业退出.
        Exited = "exited",
        /// The certificate of the stage was issued, or had been issued before.
        Certified = "certified",
    }
}

/// Something that happened to somebody on a day.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Happened {
    /// The record.
    pub student: StudentId,
    /// What.
    pub what: Happening,
    /// The day it took effect.
    pub on: Date,
}

/// A line of a plan.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// The year.
    pub year: i32,
    /// The programme with its sides.
    pub seat: Arc<Seat>,
    /// Its places.
    pub places: i64,
    /// Admitted to them: published with the rounds.
    pub admitted: i64,
}

/// 录取成绩 of a programme in a year.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CutOff {
    /// The year.
    pub year: i32,
    /// The programme with its sides.
    pub seat: Arc<Seat>,
    /// The score of the last admitted, in millionths of a mark.
    pub score: i64,
    /// Full marks of the year, in millionths of a mark.
    pub full: i64,
}

/// A duty whose day is over, or that is met.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DutyFact {
    /// The academic year.
    pub year: i32,
    /// Which, by its word.
    pub duty: &'static str,
    /// The front institution, or the institution by itself.
    pub institution: String,
    /// The partner university, where there is one.
    pub university: Option<String>,
    /// Whether it is met.
    pub met: bool,
}

/// Everything figures are computed from.
#[derive(Clone, Debug, Default)]
pub struct Facts {
    /// The academic year of the day.
    pub academic_year: i32,
    /// Records opened by the day.
    pub lives: Vec<Life>,
    /// What happened, by record.
    pub happened: BTreeMap<StudentId, Vec<Happened>>,
    /// Lines of plans.
    pub lines: Vec<Line>,
    /// Scores of the last admitted.
    pub cut_offs: Vec<CutOff>,
    /// Duties.
    pub duties: Vec<DutyFact>,
    /// Whether graduates of whom no destination is reported are in no whole (interpretation `destination-unreported`).
    pub only_reported: bool,
}

impl Facts {
    /// The days on which something happened to somebody, in order.
    pub(crate) fn days(&self, student: &StudentId, what: Happening) -> impl Iterator<Item = Date> {
        let all = self.happened.get(student).map_or(&[][..], Vec::as_slice);
        all.iter().filter(move |one| one.what == what).map(|one| one.on)
    }
}
