//! When a desk is reminded of its last day, and who is told once that is over.

use crate::{Book, Count};
use guantong_model::{Date, words};
use serde::Deserialize;

words! {
    /// Who is told when a desk's last day is over.
    ToldOf {
        /// 该环节: who sits at the desk.
        Desk = "desk",
        /// 提出人: who asked.
        Asker = "asker",
        /// 市教委, where an institution has the desk.
        Commission = "commission",
    }
}

/// Reminders as the edition has them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Reminders {
    /// How many days before the last one a desk is reminded; nothing where it is not.
    pub(crate) before: Option<u16>,
    /// Which days count.
    pub(crate) count: Option<Count>,
    /// Who is told when it is over.
    pub(crate) over: Vec<ToldOf>,
}

/// `[reminders]` of the file.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct RemindersRead {
    before: u16,
    count: Count,
    over: Vec<ToldOf>,
}

impl RemindersRead {
    /// What holds by the interpretations: whether a desk is reminded, and whether the commission is told too.
    pub(crate) fn by(self, reminder: Option<&str>, escalation: Option<&str>) -> Reminders {
        let told = |of: &ToldOf| match escalation {
            Some("none") => false,
            Some("desk") => *of != ToldOf::Commission,
            _ => true,
        };
        Reminders {
            before: (reminder != Some("none")).then_some(self.before),
            count: Some(self.count),
            over: self.over.into_iter().filter(told).collect(),
        }
    }
}

impl Book {
    /// Whether a desk is reminded before its last day (interpretation `request-reminder`).
    #[must_use]
    pub fn reminds(&self) -> bool {
        self.reminders.before.is_some()
    }

    /// A desk whose last day is this one or earlier is reminded today.
    #[must_use]
    pub fn reminds_until(&self, today: Date) -> Date {
        let count = self.reminders.count.unwrap_or(Count::Working);
        self.calendar().due(today, self.reminders.before.unwrap_or(0), count)
    }

    /// Who is told when a desk's last day is over (interpretation `request-escalation`).
    #[must_use]
    pub fn tells_of_over(&self) -> &[ToldOf] {
        &self.reminders.over
    }
}
