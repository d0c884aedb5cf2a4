//! A command on a record: load, decide, append. Many commands in one transaction go the same way.

use super::open::count_clauses;
use super::project::{certificates, row};
use super::stream;
use crate::Office;
use crate::error::{Fault, ServiceError};
use crate::journal::NewEntry;
use crate::ports::{Batch, Change};
use guantong_model::{Date, Message, StudentId};
use guantong_policy::{Decision, Outcome};
use guantong_registry::{Command, Decided, Grounds, Law, Serials, World, decide};
use std::collections::BTreeMap;

/// The world, the law and the serials a decision stands on, loaded once for many.
pub(crate) struct Ground {
    pub(crate) world: World,
    pub(crate) law: Law,
    pub(crate) serials: Serials,
}

impl Ground {
    pub(crate) fn grounds(&self) -> Grounds<'_> {
        Grounds { world: &self.world, law: &self.law, serials: &self.serials }
    }
}

impl Office {
    /// The terms of the edition, by day.
    pub(crate) fn law(&self) -> Result<Law, Fault> {
        Law::from_edition(self.edition()).map_err(|error| Fault::new("read the edition", error))
    }

    /// Everything a decision stands on.
    pub(crate) async fn ground(&self) -> Result<Ground, Fault> {
        let mut serials = Serials::default();
        self.storage.last_certificate_numbers().await?.iter().for_each(|number| serials.note(number));
        Ok(Ground { world: self.world().await?, law: self.law()?, serials })
    }

    /// Decides a command on a record and, where it is accepted, writes it. The decision comes back either way.
    ///
    /// # Errors
    /// Not found where there is no record; a conflict where the record is not at the version the asker saw; bad
    /// input where the day lies before the last entry.
    pub async fn command(
        &self,
        id: &StudentId,
        version_seen: i64,
        on: Date,
        command: Command,
        actor: &str,
    ) -> Result<Decision, ServiceError> {
        let loaded = self.record(id).await?.ok_or(ServiceError::NotFound)?;
        if loaded.version() != version_seen {
            return Err(ServiceError::conflict(Message::new("conflict-stale-version")));
        }
        let mut ground = self.ground().await?;
        let mut writing = Writing::default();
        let decision = self.decide_one(id, on, command, actor, &mut ground, &mut writing).await?;
        if decision.outcome == Outcome::Accepted {
            self.storage.append(writing.batch(), self.clock.now()).await?;
        }
        Ok(decision)
    }

    /// Decides a command on a record without writing anything.
    ///
    /// # Errors
    /// Not found where there is no record; bad input where the day lies before the last entry.
    pub async fn try_command(
        &self,
        id: &StudentId,
        on: Date,
        command: Command,
    ) -> Result<Decided, ServiceError> {
        let loaded = self.record(id).await?.ok_or(ServiceError::NotFound)?;
        not_before(on, loaded.record.last_on())?;
        Ok(decide(&loaded.record, &self.ground().await?.grounds(), on, &command))
    }

    /// Decides many commands, each on a record of its own, and writes the accepted ones in one transaction.
    ///
    /// # Errors
    /// As [`Office::command`]; nothing is written then.
    pub async fn command_many(
        &self,
        commands: &[(StudentId, Date, Command)],
        actor: &str,
    ) -> Result<Vec<Decision>, ServiceError> {
        let mut ground = self.ground().await?;
        let mut writing = Writing::default();
        let mut decisions = Vec::with_capacity(commands.len());
        for (id, on, command) in commands {
            decisions
                .push(self.decide_one(id, *on, command.clone(), actor, &mut ground, &mut writing).await?);
        }
        self.storage.append(writing.batch(), self.clock.now()).await?;
        Ok(decisions)
    }

    async fn decide_one(
        &self,
        id: &StudentId,
        on: Date,
        command: Command,
        actor: &str,
        ground: &mut Ground,
        writing: &mut Writing,
    ) -> Result<Decision, ServiceError> {
        let loaded = self.record(id).await?.ok_or(ServiceError::NotFound)?;
        let student = self.storage.student(id).await?.ok_or(ServiceError::NotFound)?;
        not_before(on, loaded.record.last_on())?;
        let decided = decide(&loaded.record, &ground.grounds(), on, &command);
        let decision = decided.decision.clone();
        if decision.outcome != Outcome::Accepted {
            return Ok(decision);
        }
        let version = loaded.version() + 1;
        let number = u32::try_from(version).map_err(|error| Fault::new("number an entry", error))?;
        let kind = command.name().as_str().to_owned();
        let entry = decided.entry(number, on, command);
        let body = serde_json::to_value(&entry).map_err(|error| Fault::new("write an entry", error))?;
        let mut record = loaded.record;
        record.apply(entry);
        record.certificates().iter().for_each(|certificate| ground.serials.note(&certificate.number));
        let person = self.storage.person(&student.person).await?;
        let person = person.ok_or_else(|| Fault::new("read a record", "the person is missing"))?;
        count_clauses(&decision.citations, &mut writing.uses);
        writing.entries.push(NewEntry {
            stream: stream(id),
            version,
            kind,
            effective_on: on,
            actor: actor.to_owned(),
            body,
        });
        writing.changes.push(Change::Student(row(id, &student.candidate_no, &person, &record, version)));
        writing.changes.extend(certificates(id, &record).into_iter().map(Change::Certificate));
        Ok(decision)
    }
}

/// What the accepted commands of one transaction write.
#[derive(Default)]
struct Writing {
    entries: Vec<NewEntry>,
    changes: Vec<Change>,
    uses: BTreeMap<String, i64>,
}

impl Writing {
    fn batch(mut self) -> Batch {
        self.changes.push(Change::ClauseUses(self.uses));
        Batch { entries: self.entries, changes: self.changes }
    }
}

/// Dates of a record never go back.
fn not_before(on: Date, last: Date) -> Result<(), ServiceError> {
    if on >= last {
        return Ok(());
    }
    Err(ServiceError::BadInput(vec![
        Message::new("student-date-before-last").with("date", on).with("last", last),
    ]))
}
