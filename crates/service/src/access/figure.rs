//! Figures for those who may not know them to the last student: rounded, so that nobody is told apart.
//!
//! A count is given to the nearest five, so that 1 and 2 read as 0 and no difference of two figures names anybody. It is
//! the rounding that statistics of students use elsewhere (the HESA rounding and suppression strategy), and it covers
//! what is asked of cells below five. How many were admitted is published with the rounds and stays as it is.

use crate::branch::Branch;
use crate::cohort::{Cohort, CohortYear};
use crate::registration::RegistrationYear;
use crate::rows::Counts;
use crate::views::Home;
use guantong_model::StudentId;

/// To the nearest of these counts are rounded.
const BASE: i64 = 5;

/// A count to the nearest five.
#[must_use]
pub fn rounded(count: i64) -> i64 {
    (count + BASE / 2) / BASE * BASE
}

impl Counts {
    /// The same counts, rounded but for those admitted.
    #[must_use]
    pub fn rounded(&self) -> Self {
        Counts {
            admitted: self.admitted,
            registered: rounded(self.registered),
            not_arrived: rounded(self.not_arrived),
            awaited: rounded(self.awaited),
        }
    }
}

impl Home {
    /// The same year with rounded counts.
    #[must_use]
    pub(crate) fn rounded(mut self) -> Self {
        self.counts = self.counts.rounded();
        for institution in &mut self.institutions {
            institution.counts = institution.counts.rounded();
        }
        self
    }
}

impl Cohort {
    /// The same entry year with rounded counts; what comes after admission.
    #[must_use]
    pub(crate) fn rounded(mut self) -> Self {
        for step in &mut self.steps {
            step.reached = rounded(step.reached);
            step.stays.iter_mut().for_each(|(_, students)| *students = rounded(*students));
        }
        for programme in &mut self.programmes {
            programme.reached.iter_mut().for_each(|students| *students = rounded(*students));
        }
        self
    }
}

impl CohortYear {
    /// The same entry year with rounded counts.
    #[must_use]
    pub(crate) fn rounded(mut self) -> Self {
        self.reached.iter_mut().for_each(|students| *students = rounded(*students));
        self.studying = rounded(self.studying);
        self.on_leave = rounded(self.on_leave);
        self
    }
}

impl RegistrationYear {
    /// The same academic year with rounded counts.
    #[must_use]
    pub(crate) fn rounded(mut self) -> Self {
        for institution in &mut self.institutions {
            institution.open.iter_mut().for_each(|open| open.students = rounded(open.students));
            let moves = &mut institution.moves;
            for count in [&mut moves.new, &mut moves.moved_in, &mut moves.moved_out, &mut moves.ended] {
                *count = rounded(*count);
            }
        }
        for due in &mut self.dues {
            due.students = rounded(due.students);
            if let Some(filed) = &mut due.filed {
                filed.students = rounded(filed.students);
            }
        }
        self
    }
}

impl Branch {
    /// The same branch with a rounded count and without the record that is its example.
    #[must_use]
    pub(crate) fn rounded(mut self) -> Self {
        self.decisions = rounded(self.decisions);
        self.example = StudentId::from("");
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn item_20_no_figure_below_five_is_told() {
        for (count, told) in [(0, 0), (1, 0), (2, 0), (3, 5), (4, 5), (5, 5), (7, 5), (8, 10), (2_693, 2_695)]
        {
            assert_eq!(rounded(count), told, "{count}");
        }
        let counts = Counts { admitted: 3, registered: 2, not_arrived: 1, awaited: 0 };
        let told = counts.rounded();
        assert_eq!((told.admitted, told.registered, told.not_arrived, told.awaited), (3, 0, 0, 0));
    }
}
