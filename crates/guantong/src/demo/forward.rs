//! The demonstration's clock: set forward by hand, kept in the data directory, and what falls due on the way is done.
//!
//! Plans, rounds, records and arrivals of the years to come happen by themselves. What the schools decide about their
//! students (completion, assessment, progression and the rest) is left to whoever sits at the desk.

use super::dice::Dice;
use super::drawn::Drawn;
use super::{City, names, year};
use crate::real::SetClock;
use anyhow::{Context, Result};
use guantong_model::{Date, Message, Standing, StudentId};
use guantong_registry::Command;
use guantong_service::forward::ForwardClock;
use guantong_service::ports::Clock;
use guantong_service::{Fault, Office, ServiceError};
use jiff::civil::{DateTime, date};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::pin::Pin;
use std::sync::Arc;
use tokio::sync::Mutex;

/// The file with the moment the clock was set to.
const FILE: &str = "demo-clock.txt";
/// Beyond this day the demonstration has no plans to make: the class of the notice has graduated.
const LATEST: Date = date(2031, 12, 31);

/// Where the moment is kept.
pub(super) fn file(directory: &Path) -> PathBuf {
    directory.join(FILE)
}

/// The moment kept in a data directory; nothing where the clock was never moved.
pub(super) fn kept(directory: &Path) -> Option<DateTime> {
    std::fs::read_to_string(file(directory)).ok()?.trim().parse().ok()
}

/// Time never goes back: a restart goes on after the last entry.
pub(super) async fn not_before_last(office: &Office, clock: &SetClock) -> Result<()> {
    let (last, _) = office.storage().head().await?;
    for entry in office.storage().entries(last - 1, 1).await? {
        clock.not_before(entry.recorded_at);
    }
    Ok(())
}

/// A clock that can be moved forward, with the city that lives by it.
pub(crate) struct Moving {
    office: Office,
    clock: Arc<SetClock>,
    city: City,
    file: PathBuf,
    /// One at a time.
    turn: Mutex<()>,
}

impl Moving {
    pub(super) fn new(office: Office, clock: Arc<SetClock>, city: City, directory: &Path) -> Self {
        Moving { office, clock, city, file: file(directory), turn: Mutex::new(()) }
    }

    /// Moves on to the evening of a day.
    pub(super) async fn to(&self, to: Date) -> Result<(), ServiceError> {
        let _turn = self.turn.lock().await;
        let today = self.clock.today();
        if to <= today {
            let message = Message::new("demo-clock-not-forward").with("to", to).with("today", today);
            return Err(ServiceError::BadInput(vec![message]));
        }
        if to > LATEST {
            let message = Message::new("demo-clock-too-far").with("to", to).with("latest", LATEST);
            return Err(ServiceError::BadInput(vec![message]));
        }
        let before = self.clock.now();
        if let Err(error) = self.live(today, to).await {
            self.clock.set_to(before);
            return Err(Fault::new("move the demonstration's clock", format!("{error:#}")).into());
        }
        Ok(())
    }

    async fn live(&self, today: Date, to: Date) -> Result<()> {
        let mut reminders = self.office.reminder_days(to).await?.into_iter().peekable();
        for year in i32::from(today.year())..=i32::from(to.year()) {
            for (on, milestone) in year::milestones(year) {
                if on > today && on <= to {
                    while let Some(day) = reminders.next_if(|day| *day <= on) {
                        self.remind(day).await?;
                    }
                    self.city.pass(&self.office, &self.clock, None, year, on, milestone).await?;
                }
            }
            // Reports are handed in before the year is over.
            let year = i16::try_from(year)?;
            if (today..to).contains(&date(year, 12, 18)) {
                super::reports::make(&self.office, &self.clock, year).await?;
            }
        }
        for day in reminders {
            self.remind(day).await?;
        }
        let moment = to.at(18, 0, 0, 0);
        self.clock.set(moment);
        super::cooperation::make(&self.office).await?;
        super::work::make(&self.office).await?;
        super::worded(self.office.remind().await)?;
        std::fs::write(&self.file, format!("{moment}\n")).with_context(|| self.file.display().to_string())
    }
}

impl Moving {
    /// What waits at desks does not move by itself: its reminders fall due one after another.
    async fn remind(&self, day: Date) -> Result<()> {
        self.clock.set(day.at(8, 0, 0, 0));
        super::worded(self.office.remind().await)?;
        Ok(())
    }
}

impl ForwardClock for Moving {
    fn today(&self) -> Date {
        self.clock.today()
    }

    fn latest(&self) -> Date {
        LATEST
    }

    fn forward(&self, to: Date) -> Pin<Box<dyn Future<Output = Result<(), ServiceError>> + Send + '_>> {
        Box::pin(self.to(to))
    }
}

impl City {
    /// Those of a year who are still awaited come, or do not.
    pub(super) async fn arrivals(&self, office: &Office, year: i32) -> Result<()> {
        let mut arrivals = Vec::new();
        let ids = office.storage().student_ids(year).await?;
        let rows = office.storage().students_by_id(&ids).await?;
        let awaited: BTreeSet<StudentId> =
            rows.into_iter().filter(|row| row.standing == Standing::Admitted).map(|row| row.id).collect();
        for (id, number) in ids.into_iter().zip(0_u64..).filter(|(id, _)| awaited.contains(id)) {
            let dice = Dice::new(self.seed_of(year) ^ (number << 20));
            if let Some((on, command)) = Drawn::new(dice).arrival(year) {
                arrivals.push((id, on, command));
            }
        }
        arrivals.sort_by_key(|(_, on, command)| (*on, *command == Command::NoShow));
        for some in arrivals.chunks(4_000) {
            super::worded(office.command_many(some, names::REGISTRAR).await)?;
        }
        Ok(())
    }
}
