//! The numbers and readings of an edition that decisions on records use, typed.
//!
//! Numbers come from the edition's dated parameters, readings from its interpretations; `edition.rs` takes both.

mod edition;
mod law;
pub mod reading;

pub use edition::TermsError;
pub use law::Law;
pub use reading::Readings;

use guantong_model::{Date, Score, Stage, Track};

/// When in a stage a transfer can be applied for: semesters of the stage, counted from 1, both included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Window {
    /// The first semester.
    pub from_semester: i32,
    /// The last semester; before the first where it is never.
    pub to_semester: i32,
}

/// What the edition in force on one day says of records.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Terms {
    /// 最低录取分数线 (3.1.2.a).
    pub score_floor: Score,
    /// Years of each stage, by track in the order of [`Track::ALL`] (2.a).
    pub stage_years: [StageYears; 3],
    /// How many changes of major or school in all (3.3.5.a).
    pub transfers_max: u32,
    /// How many repeats, in the scope of the reading `repeat-limit-scope` (3.4.3.c).
    pub repeats_max: u32,
    /// The longest leave in the secondary stage, in years (3.4.4.a).
    pub leave_secondary_years_max: i32,
    /// How many years must have been studied for a certificate of incomplete study (3.3.3.a).
    pub incomplete_study_years_min: i32,
    /// Change of school in the secondary stage (3.3.5.e).
    pub window_school: Window,
    /// Change of major across the broad class in the secondary stage (3.3.5.e).
    pub window_major_across: Window,
    /// Change of major within the broad class in the secondary stage (3.3.5.e).
    pub window_major_within: Window,
    /// Change of either kind in the college stage (3.3.5.e).
    pub window_college: Window,
    /// The least weight of coursework in rules with papers, in per cent (3.4.2.b).
    pub coursework_percent_min: u32,
    /// How many working days the list of an examination is publicised (4.1.e).
    pub examination_publicity_days: u32,
    /// The readings of what the notice leaves open.
    pub readings: Readings,
}

/// Years of the three stages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StageYears {
    /// 中职.
    pub secondary: i32,
    /// 高职.
    pub college: i32,
    /// 本科.
    pub bachelor: i32,
}

impl StageYears {
    /// The years of one stage.
    #[must_use]
    pub fn of(&self, stage: Stage) -> i32 {
        match stage {
            Stage::Secondary => self.secondary,
            Stage::College => self.college,
            Stage::Bachelor => self.bachelor,
        }
    }

    /// The years before a stage.
    #[must_use]
    pub fn before(&self, stage: Stage) -> i32 {
        match stage {
            Stage::Secondary => 0,
            Stage::College => self.secondary,
            Stage::Bachelor => self.secondary + self.college,
        }
    }
}

impl Terms {
    /// The years of a track's stages.
    #[must_use]
    pub fn years(&self, track: Track) -> StageYears {
        let [college, secondary, university] = self.stage_years;
        match track {
            Track::CollegeBachelor => college,
            Track::SecondaryBachelor => secondary,
            Track::UniversityOnly => university,
        }
    }

    /// The calendar year of a stage's first September.
    pub(crate) fn first_september(&self, track: Track, stage: Stage, cohort: i32) -> i32 {
        cohort.saturating_add(self.years(track).before(stage))
    }

    /// The year within the stage: academic year minus cohort minus the years of the earlier stages, plus 1, kept
    /// within 1 and the stage's length.
    #[must_use]
    pub fn year_of_stage(&self, track: Track, stage: Stage, cohort: i32, on: Date) -> i32 {
        let first = self.first_september(track, stage, cohort);
        let year = guantong_model::academic_year(on).saturating_sub(first).saturating_add(1);
        year.min(self.years(track).of(stage)).max(1)
    }

    /// The first day of a semester of a stage, counted from 1; the first has none, it begins when the stage does.
    pub(crate) fn semester_begins(&self, first_september: i32, semester: i32) -> Option<Date> {
        if semester <= 1 {
            return None;
        }
        let year = first_september.saturating_add((semester - 1) / 2);
        let second = match self.readings.semester_dates {
            reading::SemesterDates::February => 2,
            reading::SemesterDates::March => 3,
        };
        Some(if semester % 2 == 1 { day(year, 9) } else { day(year.saturating_add(1), second) })
    }
}

/// The first day of a month; beyond the calendar, its last day.
fn day(year: i32, month: i8) -> Date {
    let year = i16::try_from(year).unwrap_or(i16::MAX);
    Date::new(year, month, 1).unwrap_or(Date::MAX)
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use jiff::civil::date;

    /// The terms of the shipped edition.
    pub(crate) fn shipped() -> Terms {
        let edition = guantong_policy::edition::builtin().unwrap();
        Terms::from_edition(edition, date(2023, 9, 1)).unwrap()
    }

    #[test]
    fn years_are_counted_from_the_class_and_kept_within_the_stage() {
        let terms = shipped();
        for (stage, cohort, on, year) in [
            (Stage::Secondary, 2023, date(2023, 8, 20), 1),
            (Stage::Secondary, 2023, date(2024, 8, 31), 1),
            (Stage::Secondary, 2023, date(2024, 9, 1), 2),
            (Stage::Secondary, 2023, date(2026, 10, 1), 3),
            (Stage::Secondary, 2024, date(2026, 10, 1), 3),
            (Stage::College, 2023, date(2026, 7, 10), 1),
            (Stage::College, 2023, date(2027, 9, 1), 2),
            (Stage::Bachelor, 2023, date(2028, 9, 1), 1),
            (Stage::Bachelor, 2023, date(2031, 9, 1), 2),
        ] {
            assert_eq!(
                terms.year_of_stage(Track::SecondaryBachelor, stage, cohort, on),
                year,
                "{stage} {on}"
            );
        }
    }

    #[test]
    fn semesters_begin_in_september_and_february() {
        let terms = shipped();
        for (semester, begins) in
            [(1, None), (2, Some(date(2024, 2, 1))), (3, Some(date(2024, 9, 1))), (5, Some(date(2025, 9, 1)))]
        {
            assert_eq!(terms.semester_begins(2023, semester), begins, "{semester}");
        }
    }
}
