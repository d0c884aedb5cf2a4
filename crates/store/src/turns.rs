//! Whose turn it is to write, and whether anybody's is any more.
//!
//! When the disk does not say that it has what was written, nothing that is written later can be trusted: asked again it
//! may say yes without having it. So the first such answer is the last: reading goes on, writing ends, and whoever runs
//! the program is told to stop it. Started again, SQLite reads from the log what is really there.

use guantong_service::error::{Fault, Trouble};
use guantong_service::ports::AppendError;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::{Semaphore, watch};
use tokio::time::timeout;

/// How long somebody waits for his turn before he is told that nothing was written.
const PATIENCE: Duration = Duration::from_secs(30);

/// Turns to write into one database. Clones are of the same.
#[derive(Clone, Debug)]
pub(crate) struct Turns {
    free: Arc<Semaphore>,
    ended: Arc<watch::Sender<bool>>,
}

/// What may say that the disk did not confirm something.
pub(crate) trait Told {
    /// Whether it says so.
    fn unsure(&self) -> bool;
}

impl Told for Fault {
    fn unsure(&self) -> bool {
        self.trouble == Trouble::Unsure
    }
}

impl Told for AppendError {
    fn unsure(&self) -> bool {
        matches!(self, AppendError::Fault(fault) if fault.unsure())
    }
}

impl Turns {
    /// For so many who write at once.
    pub(crate) fn new(at_once: usize) -> Self {
        Turns { free: Arc::new(Semaphore::new(at_once)), ended: Arc::new(watch::Sender::new(false)) }
    }

    /// Writes, when it is one's turn.
    pub(crate) async fn take<T, E: Told + From<Fault>>(
        &self,
        work: impl Future<Output = Result<T, E>>,
    ) -> Result<T, E> {
        let Ok(Ok(_turn)) = timeout(PATIENCE, self.free.acquire()).await else {
            return Err(Fault::new("wait for whoever writes", "too long").into());
        };
        if *self.ended.borrow() {
            let fault = Fault::new("write", "an earlier write did not come to the disk for certain");
            return Err(fault.with(Trouble::Stopped).into());
        }
        let done = work.await;
        // Before anybody else has his turn.
        if done.as_ref().is_err_and(Told::unsure) {
            self.ended.send_replace(true);
        }
        done
    }

    /// Returns when nobody may write any more.
    pub(crate) async fn ended(&self) {
        // The other end is held here: it is never gone.
        let _ = self.ended.subscribe().wait_for(|ended| *ended).await;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    async fn written(turns: &Turns, result: Result<u8, Trouble>) -> Result<u8, Trouble> {
        let work = async { result.map_err(|trouble| Fault::new("try", "").with(trouble)) };
        turns.take(work).await.map_err(|fault| fault.trouble)
    }

    #[tokio::test]
    async fn after_one_that_is_not_sure_nobody_writes() {
        let turns = Turns::new(1);
        assert_eq!(written(&turns, Ok(1)).await, Ok(1));
        assert_eq!(written(&turns, Err(Trouble::Full)).await, Err(Trouble::Full));
        assert_eq!(written(&turns, Ok(2)).await, Ok(2));
        let other = turns.clone();
        let told = tokio::spawn(async move { other.ended().await });
        assert_eq!(written(&turns, Err(Trouble::Unsure)).await, Err(Trouble::Unsure));
        assert_eq!(written(&turns, Ok(3)).await, Err(Trouble::Stopped));
        told.await.unwrap();
    }
}
