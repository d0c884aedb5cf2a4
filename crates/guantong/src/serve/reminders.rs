//! Reminders while the office is at work: every few minutes what is due is given, each once however many servers look.

use super::log::{Level, Log};
use guantong_service::Office;
use serde_json::json;
use std::sync::Arc;
use std::time::Duration;
use tokio::time::{MissedTickBehavior, interval};

/// How often is looked.
const EVERY: Duration = Duration::from_secs(10 * 60);

/// Goes on for as long as it is let; what fails is told, and is looked at again the next time.
pub(super) async fn go_on(office: Office, log: Arc<Log>) {
    let mut times = interval(EVERY);
    times.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        times.tick().await;
        match office.remind().await {
            Ok(given) if given.soon + given.over > 0 => {
                let figures = [("soon", json!(given.soon)), ("over", json!(given.over))];
                log.line(Level::Info, "reminders", &figures);
            }
            Ok(_) => {}
            Err(error) => log.line(Level::Error, "reminders-failed", &[("what", json!(error.to_string()))]),
        }
    }
}
