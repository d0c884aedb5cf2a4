//! Backups while the office is at work: written every few hours, each restored to try it, the oldest thrown away.

use crate::commands::backup::{thin_out, try_out, write};
use crate::data::Data;
use crate::language::{say, say_with};
use anyhow::Result;
use guantong_model::Message;
use std::path::{Path, PathBuf};
use std::time::Duration;
use tokio::time::{MissedTickBehavior, interval};

/// When backups are written, and how many stay.
pub(crate) struct Schedule {
    pub(crate) to: PathBuf,
    pub(crate) every: Duration,
    pub(crate) keep: usize,
}

/// Writes one, tries it, and throws the oldest away.
async fn once(data: &Data, to: &Path, keep: usize) -> Result<()> {
    let clock = data.office.clock();
    let (file, manifest) = write(data, to, clock).await?;
    try_out(&file, manifest, clock).await?;
    thin_out(to, keep)?;
    crate::out(&say_with("cli-backup-tried", "file", &file.display().to_string()));
    Ok(())
}

/// Goes on for as long as it is let; one that fails is told, and the next is tried at its time.
pub(super) async fn go_on(data: Data, schedule: Schedule) {
    let mut times = interval(schedule.every);
    times.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        times.tick().await;
        if let Err(error) = once(&data, &schedule.to, schedule.keep).await {
            let failed = Message::new("cli-backup-failed")
                .with("directory", schedule.to.display().to_string())
                .with("why", format!("{error:#}"));
            crate::err(&say(&failed));
        }
    }
}
