//! Backups while the office is at work: written every few hours, each restored to try it, the oldest thrown away, and
//! what a broken off one left behind.

use super::log::{Level, Log};
use crate::commands::backup::{thin_out, try_out, write};
use crate::data::Data;
use crate::language::say_with;
use anyhow::{Context, Result};
use serde_json::json;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, SystemTime};
use tokio::time::{MissedTickBehavior, interval};

/// When backups are written, and how many stay.
pub(crate) struct Schedule {
    pub(crate) to: PathBuf,
    pub(crate) every: Duration,
    pub(crate) keep: usize,
}

/// How old what was begun must be to be taken for broken off: none takes so long.
const BROKEN_OFF: Duration = Duration::from_secs(24 * 3600);

/// Writes one, tries it, and throws the oldest away.
async fn once(data: &Data, to: &Path, keep: usize, log: &Log) -> Result<()> {
    let clock = data.office.clock();
    let began = tokio::time::Instant::now();
    let swept = sweep(to, SystemTime::now())?;
    let (file, manifest) = write(data, to, clock).await?;
    let manifest = try_out(&file, manifest, clock).await?;
    thin_out(to, keep)?;
    crate::out(&say_with("cli-backup-tried", "file", &file.display().to_string()));
    let name = file.file_name().map(|name| name.to_string_lossy().into_owned());
    let ms = u64::try_from(began.elapsed().as_millis()).unwrap_or(u64::MAX);
    log.line(
        Level::Info,
        "backup",
        &[
            ("file", json!(name)),
            ("entries", json!(manifest.entries)),
            ("ms", json!(ms)),
            ("swept", json!((swept > 0).then_some(swept))),
        ],
    );
    Ok(())
}

/// Removes what broken off backups left behind; how many files that were.
fn sweep(directory: &Path, now: SystemTime) -> Result<usize> {
    let mut swept = 0;
    // Where there is no directory yet, there is nothing in it.
    for item in std::fs::read_dir(directory).into_iter().flatten() {
        let item = item?;
        let name = item.file_name();
        let name = name.to_string_lossy();
        // With what SQLite keeps beside a file, as `.part-wal`.
        if !(name.starts_with("guantong-") && (name.ends_with(".part") || name.contains(".part-"))) {
            continue;
        }
        let age = now.duration_since(item.metadata()?.modified()?).unwrap_or_default();
        if age > BROKEN_OFF {
            let path = item.path();
            std::fs::remove_file(&path).with_context(|| path.display().to_string())?;
            swept += 1;
        }
    }
    Ok(swept)
}

/// Goes on for as long as it is let; one that fails is told, and the next is tried at its time.
pub(super) async fn go_on(data: Data, schedule: Schedule, log: Arc<Log>) {
    let mut times = interval(schedule.every);
    times.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        times.tick().await;
        if let Err(error) = once(&data, &schedule.to, schedule.keep, &log).await {
            let directory = schedule.to.display().to_string();
            let what = format!("{error:#}");
            log.line(
                Level::Error,
                "backup-failed",
                &[("directory", json!(directory)), ("what", json!(what))],
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_broken_off_a_day_ago_is_removed_and_nothing_else() {
        let folder = std::env::temp_dir().join(format!("guantong-swept-{}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        let stem = "guantong-20260901T020000-000000";
        let parts = [".sqlite.part", ".sqlite.part-wal", ".sqlite.part-shm", ".json.part"];
        let others = [".sqlite", ".json"];
        for ending in parts.iter().chain(&others) {
            std::fs::write(folder.join(format!("{stem}{ending}")), "").unwrap();
        }
        std::fs::write(folder.join("somebody-s.part"), "").unwrap();
        let made = std::fs::metadata(folder.join("somebody-s.part")).unwrap().modified().unwrap();
        let hour = Duration::from_secs(3600);
        assert_eq!(sweep(&folder, made + 23 * hour).unwrap(), 0, "it may still be written");
        assert_eq!(sweep(&folder, made + 25 * hour).unwrap(), parts.len());
        assert_eq!(std::fs::read_dir(&folder).unwrap().count(), others.len() + 1);
        std::fs::remove_dir_all(&folder).unwrap();
        assert_eq!(sweep(&folder, made).unwrap(), 0, "there may be no folder yet");
    }
}
