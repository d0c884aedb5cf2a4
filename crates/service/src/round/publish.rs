//! Publishes a sealed round: at one moment for everybody.

use crate::Office;
use crate::access::Action;
use crate::error::ServiceError;
use crate::rows::{Round, RoundRun, RoundState};
use guantong_model::Message;

impl Office {
    /// Publishes a round that two people sealed; publishing again changes nothing.
    ///
    /// # Errors
    /// Not found where it was not run; a conflict where it is not sealed, or does not give again what was.
    pub async fn publish_round(
        &self,
        year: i32,
        round: Round,
        actor: &str,
    ) -> Result<RoundRun, ServiceError> {
        self.allow_here(Action::RoundPrepare)?;
        let version = self.next_version(&super::stream(year, round)).await?;
        let mut run = self.run_of(year, round).await?;
        match run.state {
            RoundState::Published => return Ok(run),
            RoundState::Proved => {
                return Err(ServiceError::conflict(Message::new("conflict-round-not-sealed")));
            }
            RoundState::Sealed => {}
        }
        self.run_sound(&run).await?;
        run.state = RoundState::Published;
        run.published_at = Some(self.clock.now());
        let body = serde_json::json!({"results_digest": run.results_digest});
        self.append_round(run, version, "round-published", body, actor, Vec::new()).await
    }
}
