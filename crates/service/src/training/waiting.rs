//! Training programmes that wait for the institution of who asks: to be agreed to, or sent back to it.

use super::DraftState;
use crate::Office;
use crate::access::Action;
use crate::error::ServiceError;
use std::collections::BTreeMap;

/// What waits of a class.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct TrainingsWaiting {
    /// Drafts that wait for its agreement.
    pub to_agree: usize,
    /// Drafts that were sent back to it.
    pub returned: usize,
}

impl Office {
    /// What waits for the institution of who asks, by class, the newest last. Nothing of whoever acts for none.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn waiting_trainings(&self) -> Result<BTreeMap<i32, TrainingsWaiting>, ServiceError> {
        let mut waiting: BTreeMap<i32, TrainingsWaiting> = BTreeMap::new();
        let Some(own) = self.viewer().and_then(|viewer| viewer.institution()) else { return Ok(waiting) };
        let may = |action: Action, institution: &str| {
            institution == own && self.allow_of(action, [institution]).is_ok()
        };
        for row in self.storage.training_drafts().await? {
            let agrees = row.draft == Some(DraftState::Sent) && may(Action::TrainingAgree, &row.partner);
            let edits =
                row.draft == Some(DraftState::Returned) && may(Action::TrainingDraft, &row.institution);
            if agrees || edits {
                let of = waiting.entry(row.cohort).or_default();
                of.to_agree += usize::from(agrees);
                of.returned += usize::from(edits);
            }
        }
        Ok(waiting)
    }
}
