//! Terms out of an edition: `parameters/notice.toml`, `parameters/record.toml`, and its interpretations.

use super::{Law, Readings, StageYears, Terms, Window};
use guantong_model::{Date, Score, Track};
use guantong_policy::Edition;
use std::collections::BTreeSet;

const SCORE_FLOOR: &str = "score.floor";
const TRANSFERS_MAX: &str = "transfers.max";
const REPEATS_MAX: &str = "repeats.max";
const LEAVE_YEARS_MAX: &str = "leave.secondary.years.max";
const INCOMPLETE_STUDY_YEARS_MIN: &str = "incomplete-study.years.min";
const WINDOW_SCHOOL: &str = "transfer.window.school";
const WINDOW_MAJOR_ACROSS: &str = "transfer.window.major-across-class";
const WINDOW_MAJOR_WITHIN: &str = "transfer.window.major-within-class";
const WINDOW_COLLEGE: &str = "transfer.window.college";
const COURSEWORK_PERCENT_MIN: &str = "progression.coursework.percent.min";
const PUBLICITY_DAYS: &str = "examination.publicity.days";

/// What an edition lacks.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TermsError {
    /// A parameter has no value on the day, or one that cannot be used.
    #[error("parameter {name} has no usable value on {on}")]
    Parameter {
        /// Its name.
        name: String,
        /// The day.
        on: Date,
    },
    /// An interpretation is missing, or its choice is not built.
    #[error("interpretation {0} is missing, or its choice is not built")]
    Interpretation(String),
    /// The edition was never loaded: it has no first day.
    #[error("the edition has no first day")]
    NoFirstDay,
}

impl Terms {
    /// The terms an edition has in force on a day.
    ///
    /// # Errors
    /// The parameter or the interpretation that is missing or cannot be used.
    pub fn from_edition(edition: &Edition, on: Date) -> Result<Self, TermsError> {
        let reader = Reader { edition, on };
        let years = |track: Track| reader.stage_years(&format!("stage.years.{track}"));
        Ok(Terms {
            score_floor: Score::points(reader.number(SCORE_FLOOR)?),
            stage_years: [
                years(Track::CollegeBachelor)?,
                years(Track::SecondaryBachelor)?,
                years(Track::UniversityOnly)?,
            ],
            transfers_max: reader.count(TRANSFERS_MAX)?,
            repeats_max: reader.count(REPEATS_MAX)?,
            leave_secondary_years_max: reader.number(LEAVE_YEARS_MAX)?,
            incomplete_study_years_min: reader.number(INCOMPLETE_STUDY_YEARS_MIN)?,
            window_school: reader.window(WINDOW_SCHOOL)?,
            window_major_across: reader.window(WINDOW_MAJOR_ACROSS)?,
            window_major_within: reader.window(WINDOW_MAJOR_WITHIN)?,
            window_college: reader.window(WINDOW_COLLEGE)?,
            coursework_percent_min: reader.count(COURSEWORK_PERCENT_MIN)?,
            examination_publicity_days: reader.count(PUBLICITY_DAYS)?,
            readings: Readings::of(edition).map_err(|id| TermsError::Interpretation(id.to_owned()))?,
        })
    }

    /// The parameters that terms are made of.
    #[must_use]
    pub fn parameters() -> Vec<String> {
        let years = Track::ALL.iter().map(|track| format!("stage.years.{track}"));
        let others = [
            SCORE_FLOOR,
            TRANSFERS_MAX,
            REPEATS_MAX,
            LEAVE_YEARS_MAX,
            INCOMPLETE_STUDY_YEARS_MIN,
            WINDOW_SCHOOL,
            WINDOW_MAJOR_ACROSS,
            WINDOW_MAJOR_WITHIN,
            WINDOW_COLLEGE,
            COURSEWORK_PERCENT_MIN,
            PUBLICITY_DAYS,
        ];
        years.chain(others.map(str::to_owned)).collect()
    }
}

impl Law {
    /// The terms of an edition, from the first day of each value. Days before the edition have its first terms.
    ///
    /// # Errors
    /// The parameter or the interpretation that is missing or cannot be used.
    pub fn from_edition(edition: &Edition) -> Result<Self, TermsError> {
        let first = edition.head().map(|head| head.from).ok_or(TermsError::NoFirstDay)?;
        let mut changes = BTreeSet::new();
        for name in Terms::parameters() {
            let values =
                edition.parameter(&name).map(|parameter| parameter.values.as_slice()).unwrap_or_default();
            changes.extend(values.iter().map(|dated| dated.from).filter(|from| *from > first));
        }
        let mut law = Law::unchanging(Terms::from_edition(edition, first)?);
        for from in changes {
            law = law.then(from, Terms::from_edition(edition, from)?);
        }
        Ok(law)
    }
}

struct Reader<'e> {
    edition: &'e Edition,
    on: Date,
}

impl Reader<'_> {
    fn lacking(&self, name: &str) -> TermsError {
        TermsError::Parameter { name: name.to_owned(), on: self.on }
    }

    fn number(&self, name: &str) -> Result<i32, TermsError> {
        let number = self.edition.number(name, self.on).and_then(|number| i32::try_from(number).ok());
        number.filter(|number| *number >= 0).ok_or_else(|| self.lacking(name))
    }

    fn count(&self, name: &str) -> Result<u32, TermsError> {
        let number = self.edition.number(name, self.on).and_then(|number| u32::try_from(number).ok());
        number.ok_or_else(|| self.lacking(name))
    }

    fn numbers<const N: usize>(&self, name: &str) -> Result<[i32; N], TermsError> {
        let numbers = self.edition.numbers(name, self.on).unwrap_or_default();
        let numbers: Option<Vec<i32>> =
            numbers.into_iter().map(|number| i32::try_from(number).ok()).collect();
        let numbers: Option<[i32; N]> = numbers.and_then(|numbers| numbers.try_into().ok());
        numbers.filter(|numbers| numbers.iter().all(|number| *number > 0)).ok_or_else(|| self.lacking(name))
    }

    fn stage_years(&self, name: &str) -> Result<StageYears, TermsError> {
        let [secondary, college, bachelor] = self.numbers(name)?;
        Ok(StageYears { secondary, college, bachelor })
    }

    /// The first and the last semester of a stage, both included.
    fn window(&self, name: &str) -> Result<Window, TermsError> {
        let [from_semester, to_semester] = self.numbers(name)?;
        Ok(Window { from_semester, to_semester })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use guantong_policy::edition::{builtin, builtin_files};
    use jiff::civil::date;

    #[test]
    fn the_shipped_edition_says_what_the_notice_says() {
        let terms = Terms::from_edition(builtin().unwrap(), date(2023, 9, 1)).unwrap();
        assert_eq!(terms.score_floor, Score::points(490));
        assert_eq!(terms.stage_years, [StageYears { secondary: 3, college: 2, bachelor: 2 }; 3]);
        assert_eq!((terms.transfers_max, terms.repeats_max, terms.leave_secondary_years_max), (1, 1, 2));
        assert_eq!((terms.coursework_percent_min, terms.examination_publicity_days), (50, 5));
        let windows =
            [terms.window_school, terms.window_major_across, terms.window_major_within, terms.window_college];
        assert_eq!(windows.map(|w| (w.from_semester, w.to_semester)), [(2, 4), (1, 1), (1, 3), (2, 2)]);
    }

    /// Every choice that the edition offers is built, and the one in force is the contract's, which stands first.
    #[test]
    fn every_interpretation_is_offered_as_it_is_built() {
        let edition = builtin().unwrap();
        for (id, built) in Readings::ALL {
            let interpretation =
                edition.interpretation(id).unwrap_or_else(|| panic!("{id} is not in the edition"));
            let offered: Vec<&str> = interpretation.choices.iter().map(|choice| choice.id.as_str()).collect();
            assert_eq!(offered, *built, "{id}");
            assert_eq!(Some(&interpretation.chosen.as_str()), built.first(), "{id}");
        }
    }

    #[test]
    fn what_cannot_be_used_is_named() {
        let with = |from: &str, to: &str| {
            let files: Vec<(&str, String)> =
                builtin_files().iter().map(|(name, text)| (*name, text.replace(from, to))).collect();
            let files: Vec<(&str, &str)> = files.iter().map(|(name, text)| (*name, text.as_str())).collect();
            Law::from_edition(&Edition::load(&files).unwrap())
        };
        let lacking = with("name = \"transfers.max\"", "name = \"transfers.most\"");
        assert_eq!(
            lacking.unwrap_err(),
            TermsError::Parameter { name: TRANSFERS_MAX.to_owned(), on: date(2023, 4, 7) }
        );
        let silent = with("id = \"same-school\"", "id = \"own-school\"");
        assert_eq!(silent.unwrap_err(), TermsError::Interpretation("same-school".to_owned()));
        let dated = with(
            "clause = \"3.4.3.c\"\nunit = \"times\"\nvalues = [{ from = 2023-04-07, value = 1 }]",
            "clause = \"3.4.3.c\"\nunit = \"times\"\nvalues = [{ from = 2023-04-07, to = 2025-08-31, value = 1 }, { from = \
             2025-09-01, value = 2 }]",
        )
        .unwrap();
        assert_eq!(dated.on(date(2025, 8, 31)).repeats_max, 1);
        assert_eq!(dated.on(date(2025, 9, 1)).repeats_max, 2);
    }
}
