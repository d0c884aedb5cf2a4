//! A student's record as a page shows it.

use super::OPENED;
use super::load::{Loaded, Opening};
use crate::Office;
use crate::error::Fault;
use crate::journal::Entry;
use crate::views::{DecisionView, StudentView};
use guantong_model::{Date, StudentId};
use guantong_registry::{Options, options};

impl Office {
    /// A student's record with its decisions, what may be done now, and the terms it stands under.
    ///
    /// # Errors
    /// Where the database fails or an entry cannot be read.
    pub async fn student(&self, id: &StudentId) -> Result<Option<StudentView>, Fault> {
        let Some(student) = self.storage.student(id).await? else { return Ok(None) };
        let Some(Loaded { record, entries }) = self.record(id).await? else { return Ok(None) };
        let Some(person) = self.storage.person(&student.person).await? else {
            return Err(Fault::new("read a record", "the person is missing"));
        };
        let line = self.programmes(record.entry_year()).await?.remove(&record.placement().programme);
        let ground = self.ground().await?;
        let today = self.clock.today().max(record.last_on());
        let options: Options = options(&record, &ground.grounds(), today);
        let mut decisions: Vec<DecisionView> = entries.iter().map(decision).collect::<Result<_, _>>()?;
        decisions.reverse();
        let terms = ground.law.on(today).clone();
        Ok(Some(StudentView { student, person, line, record, terms, decisions, options, as_of: today }))
    }

    /// Today in Beijing, or the day of a record's last entry where that is later.
    #[must_use]
    pub fn today(&self) -> Date {
        self.clock.today()
    }
}

/// An entry as the decision it was.
fn decision(entry: &Entry) -> Result<DecisionView, Fault> {
    let unreadable = |error: serde_json::Error| Fault::new("read a decision", error);
    let (command, decision) = if entry.kind == OPENED {
        let opening: Opening = serde_json::from_value(entry.body.clone()).map_err(unreadable)?;
        ("admit".to_owned(), opening.decision)
    } else {
        let done: guantong_registry::Entry =
            serde_json::from_value(entry.body.clone()).map_err(unreadable)?;
        (done.command.name().as_str().to_owned(), done.decision)
    };
    Ok(DecisionView {
        seq: entry.seq,
        version: entry.version,
        command,
        effective_on: entry.effective_on,
        recorded_at: entry.recorded_at,
        actor: entry.actor.clone(),
        decision,
    })
}
