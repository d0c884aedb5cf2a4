//! The steps of the seven years, each reached or not.

use super::CohortGroup;
use guantong_model::{Stage, StageWork, Standing, words};

words! {
    /// A step of the seven years (2.a, 3.4.1). Who has reached one has reached every earlier one.
    Milestone {
        /// A record was opened by admission.
        Admitted = "admitted",
        /// 报到注册.
        Registered = "registered",
        /// 完成中职.
        SecondaryComplete = "secondary-complete",
        /// 升入高职.
        College = "college",
        /// 完成高职.
        CollegeComplete = "college-complete",
        /// 升入本科.
        Bachelor = "bachelor",
        /// 本科毕业.
        Graduated = "graduated",
    }
}

impl Milestone {
    /// The next step; nothing after the last.
    #[must_use]
    pub fn next(self) -> Option<Self> {
        let at = Milestone::ALL.iter().position(|milestone| *milestone == self)?;
        Milestone::ALL.get(at + 1).copied()
    }

    /// Whether students who stand so have reached it.
    #[must_use]
    pub fn reached_by(self, group: &CohortGroup) -> bool {
        let complete = group.work == StageWork::Complete;
        match self {
            Milestone::Admitted => true,
            Milestone::Registered => group.registered,
            Milestone::SecondaryComplete => group.stage > Stage::Secondary || complete,
            Milestone::College => group.stage > Stage::Secondary,
            Milestone::CollegeComplete => {
                group.stage > Stage::College || (group.stage == Stage::College && complete)
            }
            Milestone::Bachelor => group.stage == Stage::Bachelor,
            Milestone::Graduated => group.stage == Stage::Bachelor && group.standing == Standing::Graduated,
        }
    }
}
