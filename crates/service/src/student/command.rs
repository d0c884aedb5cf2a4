//! A command on a record: load, decide, append. Many commands in one transaction go the same way.

use super::load::Held;
use super::open::count_clauses;
use super::project::{certificates, decisions, follow, registrations};
use super::stream;
use crate::Office;
use crate::access::{Action, Relation};
use crate::error::{Fault, ServiceError};
use crate::journal::NewEntry;
use crate::ports::{Batch, Change};
use crate::rows::{CertificateRow, Student};
use guantong_model::{Date, Message, StudentId};
use guantong_policy::{Decision, Outcome};
use guantong_registry::{Command, Decided, Grounds, Law, Serials, Side, World, decide};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// The world, the law and the serials a decision stands on, loaded once for many.
pub(crate) struct Ground {
    pub(crate) world: Arc<World>,
    pub(crate) law: Arc<Law>,
    pub(crate) serials: Serials,
}

impl Ground {
    pub(crate) fn grounds(&self) -> Grounds<'_> {
        Grounds { world: &self.world, law: &self.law, serials: &self.serials }
    }
}

impl Office {
    /// The terms of the edition, by day.
    pub(crate) fn law(&self) -> Result<Arc<Law>, Fault> {
        if let Some(law) = self.law.get() {
            return Ok(Arc::clone(law));
        }
        let law = Law::from_edition(self.edition()).map_err(|error| Fault::new("read the edition", error))?;
        Ok(Arc::clone(self.law.get_or_init(|| Arc::new(law))))
    }

    /// Everything a decision stands on.
    pub(crate) async fn ground(&self) -> Result<Ground, Fault> {
        let mut serials = Serials::default();
        self.whole.last_certificate_numbers().await?.iter().for_each(|number| serials.note(number));
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
        self.decide_and_write(id, version_seen, on, command, actor, false).await
    }

    /// Decides a command on a record and writes the decision whatever it is. A refusal or a referral that somebody was
    /// told of can be appealed against: it is kept with its reasons and changes nothing else.
    ///
    /// # Errors
    /// As [`Office::command`].
    pub async fn command_kept(
        &self,
        id: &StudentId,
        version_seen: i64,
        on: Date,
        command: Command,
        actor: &str,
    ) -> Result<Decision, ServiceError> {
        self.decide_and_write(id, version_seen, on, command, actor, true).await
    }

    async fn decide_and_write(
        &self,
        id: &StudentId,
        version_seen: i64,
        on: Date,
        command: Command,
        actor: &str,
        keep: bool,
    ) -> Result<Decision, ServiceError> {
        let mut held = self.held(std::slice::from_ref(id)).await?;
        let held = held.get_mut(id).ok_or(ServiceError::NotFound)?;
        self.allow_command(&held.student, &command).await?;
        if held.version != version_seen {
            return Err(ServiceError::conflict(Message::new("conflict-stale-version")));
        }
        let mut ground = self.ground().await?;
        let mut writing = Writing::default();
        let decision = decide_one(held, on, command, actor, &mut ground, &mut writing)?;
        if decision.outcome != Outcome::Accepted && !keep {
            return Ok(decision);
        }
        self.tell_family(&mut writing)?;
        self.storage.append(writing.batch(), self.clock.now()).await?;
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
        let student = self.storage.student(id).await?.ok_or(ServiceError::NotFound)?;
        self.allow_command(&student, &command).await?;
        let loaded = self.record(id).await?.ok_or(ServiceError::NotFound)?;
        not_before(on, loaded.record.last_on())?;
        Ok(decide(&loaded.record, &self.ground().await?.grounds(), on, &command))
    }

    /// Decides many commands, in order, and writes every decision, as [`Office::command_kept`] does, in one transaction.
    ///
    /// # Errors
    /// As [`Office::command`]; nothing is written then.
    pub async fn command_many(
        &self,
        commands: &[(StudentId, Date, Command)],
        actor: &str,
    ) -> Result<Vec<Decision>, ServiceError> {
        let ids: Vec<StudentId> =
            commands.iter().map(|(id, ..)| id.clone()).collect::<BTreeSet<_>>().into_iter().collect();
        let mut held = self.held(&ids).await?;
        let mut ground = self.ground().await?;
        let mut writing = Writing::default();
        let mut decisions = Vec::with_capacity(commands.len());
        for (id, on, command) in commands {
            let held = held.get_mut(id).ok_or(ServiceError::NotFound)?;
            self.allow_command(&held.student, command).await?;
            decisions.push(decide_one(held, *on, command.clone(), actor, &mut ground, &mut writing)?);
        }
        self.tell_family(&mut writing)?;
        self.storage.append(writing.batch(), self.clock.now()).await?;
        Ok(decisions)
    }
}

impl Office {
    /// Whether who asks may give a command on a record he found. Of a transfer each school gives its own opinion, and
    /// whoever corrects is not the one who approves it.
    async fn allow_command(&self, student: &Student, command: &Command) -> Result<(), ServiceError> {
        let Some(viewer) = self.viewer() else { return Ok(()) };
        let mut relations = self.relations(student).await?;
        match command {
            Command::Consent { by: Side::Receiving, .. } => relations.retain(|r| *r == Relation::Receiving),
            Command::Consent { by: Side::Sending, .. } => {
                relations.remove(&Relation::Receiving);
            }
            Command::Correct { approver, .. } => {
                let approver = approver.trim();
                if approver == viewer.name || approver == viewer.account {
                    let message = Message::new("student-approver-is-oneself").with("approver", approver);
                    return Err(ServiceError::BadInput(vec![message]));
                }
            }
            _ => {}
        }
        self.allow(Action::of_command(command.name()), &relations)
    }
}

/// Decides a command on a record that is held, and notes what is to be written.
fn decide_one(
    held: &mut Held,
    on: Date,
    command: Command,
    actor: &str,
    ground: &mut Ground,
    writing: &mut Writing,
) -> Result<Decision, ServiceError> {
    not_before(on, held.record.last_on())?;
    let decided = decide(&held.record, &ground.grounds(), on, &command);
    let decision = decided.decision.clone();
    writing.note(held, on, command, decided, actor, ground)?;
    Ok(decision)
}

/// What the decisions of one transaction write.
#[derive(Default)]
pub(crate) struct Writing {
    pub(crate) entries: Vec<NewEntry>,
    pub(crate) changes: Vec<Change>,
    students: BTreeMap<StudentId, Student>,
    certificates: BTreeMap<String, CertificateRow>,
    uses: BTreeMap<String, i64>,
}

impl Writing {
    /// Notes a decision and takes its effects into the record that is held.
    pub(crate) fn note(
        &mut self,
        held: &mut Held,
        on: Date,
        command: Command,
        decided: Decided,
        actor: &str,
        ground: &mut Ground,
    ) -> Result<(), Fault> {
        held.version += 1;
        let number = u32::try_from(held.version).map_err(|error| Fault::new("number an entry", error))?;
        let kind = command.name().as_str().to_owned();
        count_clauses(&decided.decision.citations, &mut self.uses);
        self.changes.push(decisions(&held.student.id, held.version, on, &decided.decision));
        let entry = decided.entry(number, on, command);
        let body = serde_json::to_value(&entry).map_err(|error| Fault::new("write an entry", error))?;
        held.record.apply(entry);
        let id = &held.student.id;
        for certificate in certificates(id, &held.record) {
            ground.serials.note(&certificate.number);
            self.certificates.insert(certificate.number.clone(), certificate);
        }
        self.entries.push(NewEntry {
            stream: stream(id),
            version: held.version,
            kind,
            effective_on: on,
            actor: actor.to_owned(),
            body,
        });
        self.changes.push(registrations(id, &held.record));
        follow(&mut held.student, &held.record, held.version);
        self.students.insert(held.student.id.clone(), held.student.clone());
        Ok(())
    }

    /// All of it, to be written together.
    pub(crate) fn batch(mut self) -> Batch {
        self.changes.extend(self.students.into_values().map(Change::Student));
        self.changes.extend(self.certificates.into_values().map(Change::Certificate));
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
