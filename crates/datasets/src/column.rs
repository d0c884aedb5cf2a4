//! What stands in each data set, column by column.

use guantong_model::words;

words! {
    /// A data set.
    DataSet {
        /// 学生去向: one row for everybody who arrived.
        Students = "students",
        /// 录取情况: one row for everybody who was admitted.
        Admissions = "admissions",
    }
}

words! {
    /// What a column is, to somebody who looks for a person.
    Role {
        /// Others may know it of a person: with its like it may tell who that is.
        Recognising = "recognising",
        /// What came of somebody: what research is about.
        Outcome = "outcome",
    }
}

words! {
    /// How fine a column is.
    Step {
        /// The year.
        Year = "year",
        /// The institution by its name.
        Institution = "institution",
        /// Only the kind of programme: who runs which stages together.
        Track = "track",
        /// The university by its name.
        University = "university",
        /// 专业类: the first four digits of the code of the major.
        MajorClass = "major-class",
        /// 专业大类: the first two digits.
        MajorField = "major-field",
        /// Male or female.
        Sex = "sex",
        /// The district.
        District = "district",
        /// Within the six central districts, or outside.
        CityPart = "city-part",
        /// Ten marks together.
        Ten = "ten",
        /// Thirty marks together.
        Thirty = "thirty",
        /// Ninety marks together.
        Ninety = "ninety",
        /// Nothing is told.
        All = "all",
        /// As it is: an outcome is not made coarser.
        AsItIs = "as-it-is",
    }
}

/// A column as it is declared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Column {
    /// Its heading in files, and the end of the ids of the messages that describe it.
    pub name: &'static str,
    /// What it is.
    pub role: Role,
    /// Its steps, the finest first, each with what it costs to go so far.
    pub steps: &'static [(Step, u32)],
    /// Whether its values are whole numbers.
    pub number: bool,
}

const fn recognising(name: &'static str, steps: &'static [(Step, u32)]) -> Column {
    Column { name, role: Role::Recognising, steps, number: false }
}

const fn outcome(name: &'static str, number: bool) -> Column {
    Column { name, role: Role::Outcome, steps: &[(Step::AsItIs, 0)], number }
}

// The columns by which somebody might be recognised. Research asks for years, institutions and majors first, so that these
// cost most.
const YEAR: Column = recognising("entry_year", &[(Step::Year, 0), (Step::All, 60)]);
const INSTITUTION: Column =
    recognising("institution", &[(Step::Institution, 0), (Step::Track, 20), (Step::All, 45)]);
const UNIVERSITY: Column = recognising("university", &[(Step::University, 0), (Step::All, 12)]);
const MAJOR: Column = recognising("major", &[(Step::MajorClass, 0), (Step::MajorField, 10), (Step::All, 30)]);
const SEX: Column = recognising("sex", &[(Step::Sex, 0), (Step::All, 22)]);
const DISTRICT: Column =
    recognising("district", &[(Step::District, 0), (Step::CityPart, 8), (Step::All, 16)]);
const SCORE: Column =
    recognising("score", &[(Step::Ten, 0), (Step::Thirty, 7), (Step::Ninety, 14), (Step::All, 28)]);

const STUDENTS: [Column; 13] = [
    YEAR,
    INSTITUTION,
    UNIVERSITY,
    MAJOR,
    SEX,
    DISTRICT,
    SCORE,
    outcome("stage", false),
    outcome("standing", false),
    outcome("qualification", false),
    outcome("changed_programme", false),
    outcome("repeats", true),
    outcome("leaves", true),
];

const ADMISSIONS: [Column; 10] = [
    YEAR,
    INSTITUTION,
    UNIVERSITY,
    MAJOR,
    SEX,
    DISTRICT,
    SCORE,
    outcome("round", false),
    outcome("preference", true),
    outcome("arrived", false),
];

impl DataSet {
    /// Its columns, in order: those by which somebody might be recognised come first.
    #[must_use]
    pub fn columns(self) -> &'static [Column] {
        match self {
            DataSet::Students => &STUDENTS,
            DataSet::Admissions => &ADMISSIONS,
        }
    }

    /// Its columns by which somebody might be recognised.
    pub fn recognising(self) -> impl Iterator<Item = &'static Column> {
        self.columns().iter().filter(|column| column.role == Role::Recognising)
    }
}
