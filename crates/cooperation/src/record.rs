//! A record as it stands, and what is read from it.

use crate::holder::Holder;
use crate::kind::Kind;
use crate::period::Semester;
use guantong_model::{Date, ProgrammeId};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What stands in a record, by the names of its fields; what was left empty is not there.
pub type Fields = BTreeMap<String, String>;

guantong_model::words! {
    /// How a record stands.
    RecordState {
        /// The other side has not confirmed it.
        Waiting = "waiting",
        /// It counts.
        Held = "held",
        /// Taken back.
        TakenBack = "taken-back",
    }
}

guantong_model::words! {
    /// One of the two sides.
    Side {
        /// The school where the first years are studied.
        School = "school",
        /// The university.
        University = "university",
    }
}

/// A record as it stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Record {
    /// The kind.
    pub kind: Kind,
    /// Whose.
    pub holder: Holder,
    /// Its number among those of its kind and holder, from 1.
    pub number: i64,
    /// For whom it was last written: an institution, or the commission.
    pub by: String,
    /// The day it was entered.
    pub entered_on: Date,
    /// What stands in it.
    pub fields: Fields,
    /// How it stands.
    pub state: RecordState,
    /// Who of the other side confirmed it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub confirmed_by: Option<String>,
}

impl Record {
    /// A field as it is kept; empty where it was left so.
    #[must_use]
    pub fn text(&self, field: &str) -> &str {
        self.fields.get(field).map_or("", String::as_str)
    }

    /// A field that is a day.
    #[must_use]
    pub fn day(&self, field: &str) -> Option<Date> {
        self.text(field).parse().ok()
    }

    /// A field that is a whole number, or the number of another record.
    #[must_use]
    pub fn number_in(&self, field: &str) -> Option<i64> {
        self.text(field).parse().ok()
    }

    /// The semester it is of.
    #[must_use]
    pub fn semester(&self) -> Option<Semester> {
        Semester::parse(self.text("semester"))
    }

    /// Whether it counts.
    #[must_use]
    pub fn counts(&self) -> bool {
        self.state == RecordState::Held
    }

    /// Whether it counts and holds on a day, by the days from and until which it does.
    #[must_use]
    pub fn holds_on(&self, on: Date) -> bool {
        self.counts()
            && self.day("from").is_some_and(|from| from <= on)
            && self.day("until").is_none_or(|until| on <= until)
    }

    /// Whether it counts and happened within some days.
    #[must_use]
    pub fn happened_in(&self, (first, last): (Date, Date)) -> bool {
        self.counts() && self.day("on").is_some_and(|on| (first..=last).contains(&on))
    }

    /// The day it is listed under: when it happened or began, or was entered.
    #[must_use]
    pub fn listed_on(&self) -> Date {
        let fields = ["on", "from", "occurred-on", "due"];
        let semester = || self.semester().map(|semester| semester.begins(2));
        fields.iter().find_map(|field| self.day(field)).or_else(semester).unwrap_or(self.entered_on)
    }
}

/// Who enters and who confirms results in stage 2 of a secondary–bachelor programme (2.2.b, 2.2.f).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Division {
    /// Who enters.
    pub enters: Side,
    /// Who confirms.
    pub confirms: Side,
    /// The record that says so; nothing where none is on file.
    pub on_file: Option<i64>,
}

/// The division of tasks of a programme on a day: 「评价考核由本科高校和中职学校协商合作开展」. Without one on file the
/// school enters and the university confirms, as the provision has it.
#[must_use]
pub fn division<'a>(
    records: impl IntoIterator<Item = &'a Record>,
    programme: &ProgrammeId,
    on: Date,
) -> Division {
    let divides = |record: &&Record| {
        record.kind == Kind::TaskDivision
            && record.holds_on(on)
            && record.text("programme") == programme.as_str()
    };
    let found = records.into_iter().filter(divides).max_by_key(|found| (found.day("from"), found.number));
    let side = |found: &Record, field: &str| Side::parse(found.text(field));
    match found.and_then(|found| Some((side(found, "enters")?, side(found, "confirms")?, found.number))) {
        Some((enters, confirms, number)) => Division { enters, confirms, on_file: Some(number) },
        None => Division { enters: Side::School, confirms: Side::University, on_file: None },
    }
}
