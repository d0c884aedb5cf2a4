//! 工学交替 (3.2.4): the periods of a class, each student's post in an enterprise from entry on, and the hours that the
//! enterprise confirms.
//!
//! A class is a stream, `work/{programme}/{cohort}`: its periods and who is at which post. The hours of a period at an
//! enterprise are a sheet with a stream of its own, `work-hours/{programme}/{cohort}/{period}/{institution}/{agreement}`.
//! Posts and agreements are records of cooperation of the institution that has them.

mod class;
mod entered;
mod fold;
mod hours;
mod own;
mod place;
mod posts;
mod row;
mod sheet;

pub use guantong_registry::work::{Block, Turn};

pub use class::{AtWork, InClass, Listed, Outcome, WorkClassView};
pub use entered::Taken;
pub use hours::TypedHours;
pub use own::{OwnPost, OwnSheet, OwnWork};
pub use posts::{PostOnFile, Posts};
pub use row::{HoursId, HoursSheet, HoursState, Placement, PostId, WorkClass};

pub(crate) use fold::{class_of, fold, fold_hours, hours_of};

use crate::Office;
use crate::access::Action;
use crate::error::{Fault, ServiceError};
use guantong_model::ProgrammeId;
use guantong_registry::work::Limits;

/// What the streams of classes begin with.
pub(crate) const CLASSES: &str = "work/";
/// What the streams of hours begin with.
pub(crate) const HOURS: &str = "work-hours/";

/// The stream of a class.
#[must_use]
pub fn class_stream(programme: &ProgrammeId, cohort: i32) -> String {
    format!("{CLASSES}{programme}/{cohort}")
}

/// The stream of a sheet of hours.
#[must_use]
pub fn hours_stream(id: &HoursId) -> String {
    format!("{HOURS}{id}")
}

impl Office {
    /// The limits on the work of students today.
    ///
    /// # Errors
    /// Where the edition has no such terms.
    pub fn work_limits(&self) -> Result<Limits, Fault> {
        let on = self.clock.today();
        let number = |name: &'static str| {
            let number = self.edition().number(name, on);
            number.ok_or_else(|| Fault::new("read the limits of work", name))
        };
        let whole = |name| Ok::<u32, Fault>(u32::try_from(number(name)?).unwrap_or(u32::MAX));
        Ok(Limits {
            hours_a_day: whole("work.hours-a-day")?,
            post_from_year: whole("work.post-from-year")?,
            post_from_age: i16::try_from(number("work.post-from-age")?).unwrap_or(i16::MAX),
        })
    }

    /// Whether who asks arranges the work of a class or keeps its hours for one of these institutions.
    #[must_use]
    pub fn keeps_work_of<'a>(&self, institutions: impl IntoIterator<Item = &'a str>) -> bool {
        self.allow_of(Action::WorkKeep, institutions).is_ok()
    }

    /// Lets whoever confirms for an enterprise go on.
    ///
    /// # Errors
    /// Forbidden otherwise.
    pub fn allow_enterprise(&self, action: Action, enterprise: &str) -> Result<(), ServiceError> {
        match self.viewer() {
            Some(viewer) => self.allow(action, &viewer.to_enterprise(enterprise)),
            None => Ok(()),
        }
    }
}
