//! A student's record as a page shows it.

use super::load::{Loaded, Opening, fold};
use super::project::{follow, row};
use super::{OPENED, TAKEN_OVER, TOLD, stream};
use crate::Office;
use crate::error::Fault;
use crate::journal::Entry;
use crate::views::{DecisionView, Since, StudentView};
use guantong_model::{Date, StudentId};
use guantong_policy::result_rules::results;
use guantong_registry::{Options, options};
use std::sync::Arc;

/// From when a record is looked at: as of which day, and as it was known on which day.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Moment {
    /// What held at the end of this day; today where it is not said.
    pub as_of: Option<Date>,
    /// Only what was recorded by the end of this day in Beijing; everything where it is not said.
    pub known_on: Option<Date>,
}

impl Office {
    /// A student's record as it is today.
    ///
    /// # Errors
    /// As [`Office::student_at`].
    pub async fn student(&self, id: &StudentId) -> Result<Option<StudentView>, Fault> {
        self.student_at(id, Moment::default()).await
    }

    /// A student's record at a moment, with its decisions and what may be done then; nothing where there was no
    /// record yet.
    ///
    /// # Errors
    /// Where the database fails or an entry cannot be read.
    pub async fn student_at(&self, id: &StudentId, moment: Moment) -> Result<Option<StudentView>, Fault> {
        let Some(student) = self.storage.student(id).await? else { return Ok(None) };
        let mut entries = self.storage.stream(&stream(id)).await?;
        entries.retain(|entry| moment.known_on.is_none_or(|day| entry.recorded_at < end_of(day)));
        let Some(Loaded { record, mut entries }) = fold(entries)? else { return Ok(None) };
        let Some(person) = self.storage.person_seen(&student.person, &stream(id), self.clock.now()).await?
        else {
            return Err(Fault::new("read a record", "the person is missing"));
        };
        let last = record.last_on();
        // A refusal that was kept may be of a later day than the last acceptance; without a day asked for, all is shown.
        let latest = entries.iter().map(|entry| entry.effective_on).fold(last, Date::max);
        let as_of = moment.as_of.unwrap_or_else(|| self.clock.today().max(latest));
        if as_of < record.admitted().on {
            return Ok(None);
        }
        let record = if as_of < last { record.as_of(as_of) } else { record };
        entries.retain(|entry| entry.effective_on <= as_of);
        let line = self.programmes(record.entry_year()).await?.remove(&record.placement().programme);
        let lines = Arc::clone(&self.reference().await?.newest);
        let ground = self.ground().await?;
        let options: Options = options(&record, &ground.grounds(), as_of);
        let mut decisions: Vec<DecisionView> = entries.iter().map(decision).collect::<Result<_, _>>()?;
        decisions.reverse();
        let terms = ground.law.on(as_of).clone();
        let version = entries.last().map_or(0, |entry| entry.version);
        let student = row(id, &student.candidate_no, &person, &record, version);
        let placement = record.placement();
        let on_file =
            self.division_on_file(placement.track, record.stage(), &placement.programme, as_of).await?;
        let (results, results_rest_on) = results(placement.track, record.stage(), on_file);
        let current = moment.known_on.is_none() && as_of >= last;
        let known = moment.known_on.map_or(as_of, |known| known.min(as_of));
        Ok(Some(StudentView {
            destination: self.storage.destination_of(id, known).await?,
            contacts: self.masked(&person)?,
            student,
            person,
            line,
            lines,
            record,
            terms,
            decisions,
            results,
            results_rest_on,
            options,
            as_of,
            current,
            moment,
        }))
    }

    /// What became of a record after the version somebody saw; nothing where there is no record, or was none.
    ///
    /// # Errors
    /// Where the database fails or an entry cannot be read.
    pub async fn student_since(&self, id: &StudentId, version: i64) -> Result<Option<Since>, Fault> {
        let Some(student) = self.storage.student(id).await? else { return Ok(None) };
        let entries = self.storage.stream(&stream(id)).await?;
        let later = entries.iter().filter(|entry| entry.version > version);
        let decisions = later.map(decision).collect::<Result<_, _>>()?;
        let seen = entries.iter().filter(|entry| entry.version <= version).cloned().collect();
        let (Some(seen), Some(whole)) = (fold(seen)?, fold(entries)?) else { return Ok(None) };
        let at = |loaded: &Loaded| {
            let mut student = student.clone();
            follow(&mut student, &loaded.record, loaded.version());
            student
        };
        Ok(Some(Since { before: at(&seen), now: at(&whole), decisions }))
    }

    /// Today in Beijing.
    #[must_use]
    pub fn today(&self) -> Date {
        self.clock.today()
    }
}

/// The first moment after a day in Beijing, in microseconds since 1970 UTC.
pub(crate) fn end_of(day: Date) -> i64 {
    let beijing = jiff::tz::TimeZone::fixed(jiff::tz::offset(8));
    let next = day.tomorrow().unwrap_or(day);
    let midnight = next.to_datetime(jiff::civil::Time::midnight());
    beijing.to_timestamp(midnight).map_or(i64::MAX, |moment| moment.as_microsecond())
}

/// An entry as the decision it was.
fn decision(entry: &Entry) -> Result<DecisionView, Fault> {
    let unreadable = |error: serde_json::Error| Fault::new("read a decision", error);
    let (command, decision) = if entry.kind == OPENED || entry.kind == TAKEN_OVER {
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
        taken_over: entry.kind == TAKEN_OVER || entry.kind.starts_with(TOLD),
        decision,
    })
}
