//! Stepping up 再次验证: before something grave, the second factor again, and what for (ASVS 7.5.3).

use super::{AccountChange, Entered, Origin, SessionState, mistake, outside};
use crate::Office;
use crate::error::ServiceError;
use guantong_model::Message;

/// For how many minutes it holds.
pub const STEP_UP_MINUTES: i64 = 5;

/// The most characters a purpose may have.
const PURPOSE_MOST: usize = 200;

impl Office {
    /// Gives the second factor again, with what for.
    ///
    /// # Errors
    /// Bad input where the code does not open or nothing is said; not found without an open session.
    pub async fn step_up(
        &self,
        id: &str,
        code: &str,
        purpose: &str,
        from: &Origin,
    ) -> Result<Entered, ServiceError> {
        let asker = self.resume(id).await?.filter(|asker| asker.session.state == SessionState::Open);
        let asker = asker.ok_or(ServiceError::NotFound)?;
        let purpose = purpose.trim();
        let length = purpose.chars().count();
        if !(2..=PURPOSE_MOST).contains(&length) {
            let message = Message::new("step-up-purpose").with("most", PURPOSE_MOST).with("length", length);
            return Err(mistake(message));
        }
        let mut changes = self.proved(&asker.account, code, false, from).await?;
        let now = self.clock.now();
        let (id, mut turned) = self.turned(&asker.session);
        turned.stepped_up_at = Some(now);
        turned.purpose = purpose.to_owned();
        changes.push(AccountChange::SessionTurned { from: asker.session.digest, to: turned });
        let mut note = outside(&asker.account.id, "step-up", "done", from);
        note.purpose = purpose.to_owned();
        self.whole.keep(changes, vec![note], now).await?;
        Ok(Entered { id, state: SessionState::Open, account: asker.account.id })
    }
}
