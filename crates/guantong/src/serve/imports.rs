//! Files of candidates that are large are checked beside the pages: every few seconds the next that waits, or whose check a
//! server left that is not there any more, is taken on lease.

use super::log::{Level, Log};
use guantong_service::Office;
use serde_json::json;
use std::sync::Arc;
use std::time::Duration;
use tokio::time::{MissedTickBehavior, interval};

/// How often is looked.
const EVERY: Duration = Duration::from_secs(2);

/// Goes on for as long as it is let; what fails is told, and is taken up again when its lease has ended.
pub(super) async fn go_on(office: Office, log: Arc<Log>) {
    let mut times = interval(EVERY);
    times.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        times.tick().await;
        match office.check_next_candidates().await {
            Ok(Some(id)) => log.line(Level::Info, "candidates-checked", &[("file", json!(id))]),
            Ok(None) => {}
            Err(error) => {
                log.line(Level::Error, "candidates-check-failed", &[("what", json!(error.to_string()))]);
            }
        }
    }
}
