//! What is known of one student, and how it stands in the columns.

use crate::column::{DataSet, Step};
use guantong_model::{Qualification, Stage, Standing, Track};

/// The value of a column that tells nothing.
pub const ALL: &str = "*";
/// The value where nothing is on file.
const NONE: &str = "none";
/// 城六区, by their codes.
const CENTRAL: [&str; 6] = ["110101", "110102", "110105", "110106", "110107", "110108"];

/// What is known of one student, without anything that names him.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fact {
    /// 入学年份.
    pub entry_year: i32,
    /// The front institution.
    pub institution: String,
    /// Its kind of programme.
    pub track: Track,
    /// The partner university.
    pub university: String,
    /// The code of the major, where the plan has one.
    pub major: Option<String>,
    /// 1 male, 2 female.
    pub sex: i64,
    /// The district by its code.
    pub district: String,
    /// 中考成绩, in whole marks.
    pub score: i64,
    /// The round of admission by its word.
    pub round: String,
    /// Which preference.
    pub preference: i64,
    /// Whether the student arrived.
    pub arrived: bool,
    /// The stage now, or last.
    pub stage: Stage,
    /// 学籍状态.
    pub standing: Standing,
    /// 贯通培养资格.
    pub qualification: Qualification,
    /// Whether the programme is another than that of the admission.
    pub changed_programme: bool,
    /// How often a year was repeated.
    pub repeats: usize,
    /// How often there was a leave.
    pub leaves: usize,
}

/// A row before it is made coarser.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// The columns by which somebody might be recognised, each at every step.
    pub recognising: Vec<Vec<String>>,
    /// The outcomes.
    pub outcomes: Vec<String>,
}

impl Row {
    /// The row of a student in a data set; nothing where he does not belong in it.
    #[must_use]
    pub fn of(set: DataSet, fact: &Fact) -> Option<Row> {
        if set == DataSet::Students && !fact.arrived {
            return None;
        }
        let steps =
            |column: &crate::Column| column.steps.iter().map(|(step, _)| value(fact, *step)).collect();
        let word = |yes: bool| if yes { "yes" } else { "no" }.to_owned();
        let outcomes = match set {
            DataSet::Students => vec![
                fact.stage.to_string(),
                fact.standing.to_string(),
                fact.qualification.to_string(),
                word(fact.changed_programme),
                fact.repeats.to_string(),
                fact.leaves.to_string(),
            ],
            DataSet::Admissions => vec![fact.round.clone(), fact.preference.to_string(), word(fact.arrived)],
        };
        Some(Row { recognising: set.recognising().map(steps).collect(), outcomes })
    }
}

/// What a column says of a student at a step.
fn value(fact: &Fact, step: Step) -> String {
    let digits = |count: usize| {
        let code = fact.major.as_deref().and_then(|code| code.get(..count));
        code.unwrap_or(NONE).to_owned()
    };
    match step {
        Step::Year => fact.entry_year.to_string(),
        Step::Institution => fact.institution.clone(),
        Step::Track => fact.track.to_string(),
        Step::University => fact.university.clone(),
        Step::MajorClass => digits(4),
        Step::MajorField => digits(2),
        Step::Sex => if fact.sex == 1 { "male" } else { "female" }.to_owned(),
        Step::District => fact.district.clone(),
        Step::CityPart => {
            if CENTRAL.contains(&fact.district.as_str()) { "central" } else { "outer" }.to_owned()
        }
        Step::Ten => band(fact.score, 10),
        Step::Thirty => band(fact.score, 30),
        Step::Ninety => band(fact.score, 90),
        Step::All | Step::AsItIs => ALL.to_owned(),
    }
}

/// So many marks together, such as `490-499`.
fn band(score: i64, wide: i64) -> String {
    let from = score.div_euclid(wide) * wide;
    format!("{from}-{}", from + wide - 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_stand_in_bands() {
        assert_eq!((band(490, 10), band(499, 10)), ("490-499".to_owned(), "490-499".to_owned()));
        assert_eq!((band(490, 30), band(510, 30)), ("480-509".to_owned(), "510-539".to_owned()));
        assert_eq!(band(490, 90), "450-539");
    }
}
