//! How many of those who were registered are still on record after so many semesters.
//!
//! As Kaplan and Meier reckon it: the share is the product, semester by semester, of those who stayed out of those who
//! were there at its beginning and whose semester is over. A class that is not yet through its seven years counts as far
//! as it came, and says nothing of what is to come. Who graduates from the bachelor stage has stayed to the end, and is
//! counted no further. To end in any other way is to leave, also with the certificate of an earlier stage.

use crate::facts::Life;
use guantong_model::{Date, StudentId, academic_year, semester_of};

/// Seven years (2.a).
pub const SEMESTERS: usize = 14;

/// A million: shares are in parts of it.
const MILLION: i128 = 1_000_000;

/// A semester since the beginning.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Semester {
    /// On record at its beginning, and it is over for them.
    pub there: i64,
    /// Of them those whose record ended in it.
    pub left: i64,
}

/// A curve, semester by semester.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Curve {
    /// How many were ever registered.
    pub registered: i64,
    /// Each semester that is over for somebody.
    pub semesters: Vec<Semester>,
}

/// A semester by its place among all.
fn count(on: Date) -> i32 {
    academic_year(on) * 2 + i32::from(semester_of(on)) - 1
}

impl Curve {
    /// Those behind the share after so many semesters: whoever was there at the beginning of the last of them, which is over,
    /// or left before; each with whether he stayed.
    #[must_use]
    pub fn who<'f>(
        lives: impl Iterator<Item = &'f Life>,
        on: Date,
        semesters: usize,
    ) -> Vec<(&'f StudentId, bool)> {
        let now = count(on);
        let semesters = i32::try_from(semesters).unwrap_or(i32::MAX);
        let told = |life: &'f Life| {
            let first = count(life.arrived?);
            let after = life.ended.map(|on| count(on) - first).filter(|after| first + after < now);
            let through = life.graduated && life.bachelor.is_some();
            match after.filter(|after| *after < semesters) {
                Some(_) => Some((&life.student, through)),
                None => (first + semesters - 1 < now).then_some((&life.student, true)),
            }
        };
        lives.filter_map(told).collect()
    }

    /// The curve of some lives on a day.
    #[must_use]
    pub fn of<'f>(lives: impl Iterator<Item = &'f Life>, on: Date) -> Self {
        let now = count(on);
        let mut curve = Curve { registered: 0, semesters: vec![Semester::default(); SEMESTERS] };
        for life in lives {
            let Some(arrived) = life.arrived else { continue };
            curve.registered += 1;
            let first = count(arrived);
            let ended = life.ended.map(|on| count(on) - first);
            let stayed = life.graduated && life.bachelor.is_some();
            for (at, semester) in (0_i32..).zip(&mut curve.semesters) {
                if first + at >= now || ended.is_some_and(|ended| ended < at) {
                    break;
                }
                semester.there += 1;
                semester.left += i64::from(ended == Some(at) && !stayed);
            }
        }
        while curve.semesters.last().is_some_and(|semester| semester.there == 0) {
            curve.semesters.pop();
        }
        curve
    }

    /// The same with every count changed alike, as to the nearest five.
    #[must_use]
    pub fn with_counts(mut self, change: impl Fn(i64) -> i64) -> Self {
        self.registered = change(self.registered);
        for semester in &mut self.semesters {
            semester.there = change(semester.there);
            semester.left = change(semester.left).min(semester.there);
        }
        self
    }

    /// The share still on record at the beginning, and after each semester that is over, in millionths.
    #[must_use]
    pub fn shares(&self) -> Vec<i64> {
        let mut shares = vec![1_000_000];
        let (mut kept, mut whole) = (MILLION * MILLION, true);
        for semester in &self.semesters {
            whole = whole && semester.there > 0;
            if !whole {
                break;
            }
            let (there, left) = (i128::from(semester.there), i128::from(semester.left));
            kept = kept * (there - left).max(0) / there.max(1);
            shares.push(i64::try_from((kept + MILLION / 2) / MILLION).unwrap_or(0));
        }
        shares
    }

    /// The share after so many semesters; nothing where nobody has come so far.
    #[must_use]
    pub fn after(&self, semesters: usize) -> Option<i64> {
        self.shares().get(semesters).copied()
    }
}
