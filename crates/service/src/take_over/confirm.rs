//! Takes all students of a checked workbook over, in one transaction.

use super::{CONFIRMED, STREAM, TakeOverChecked, TakeOverDone};
use crate::Office;
use crate::access::Action;
use crate::error::{Fault, ServiceError};
use crate::journal::NewEntry;
use crate::ports::{Batch, Change};
use crate::rows::Person;
use crate::student::{
    Opening, TAKEN_OVER, TOLD, certificates, commit_person, count_clauses, decisions, registrations, row,
    stream,
};
use guantong_model::{CandidateNo, Message, PersonId, StudentId};
use std::collections::BTreeMap;

/// Bytes of a person's salt.
const SALT: usize = 16;

/// Students who are in the office now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TakenOverNow {
    /// Their records, in the order of the sheet.
    pub students: Vec<StudentId>,
    /// How many of their entries are kept against the rules.
    pub kept: usize,
}

impl Office {
    /// Takes over every student of a workbook that is kept. `checked` names what the asker saw.
    ///
    /// # Errors
    /// Not found where no such workbook is kept; a conflict where what would be written is not what was seen, or the
    /// workbook was taken over before; bad input where a line is faulty.
    pub async fn confirm_take_over(
        &self,
        digest: &str,
        checked: &str,
        actor: &str,
    ) -> Result<TakenOverNow, ServiceError> {
        self.allow_here(Action::TakeOver)?;
        if self.storage.take_overs().await?.iter().any(|done| done.digest == digest) {
            return Err(ServiceError::conflict(Message::new("conflict-take-over-done")));
        }
        let found = self.take_over_draft(digest).await?;
        if found.checked != checked {
            return Err(ServiceError::conflict(Message::new("conflict-take-over-stale")));
        }
        if !found.clean() {
            let wrong = found.lines.iter().flat_map(|line| &line.wrong).chain(&found.programmes_wrong);
            return Err(ServiceError::BadInput(wrong.map(|(_, message)| message.clone()).collect()));
        }
        let (batch, now) = self.taking(&found, actor).await?;
        self.storage.append(batch, self.clock.now()).await?;
        Ok(now)
    }

    async fn taking(
        &self,
        found: &TakeOverChecked,
        actor: &str,
    ) -> Result<(Batch, TakenOverNow), ServiceError> {
        let mut batch = Batch::default();
        let mut uses = BTreeMap::new();
        let mut next: BTreeMap<i32, usize> = BTreeMap::new();
        let mut students = Vec::new();
        let mut kept = 0;
        for line in &found.lines {
            let Some((somebody, taken)) = &line.taken else { continue };
            let year = taken.admitted.entry_year;
            let before = match next.get(&year) {
                Some(before) => *before,
                None => self.whole.student_ids(year).await?.len(),
            };
            next.insert(year, before + 1);
            let id = StudentId(format!("{year}-{:05}", before + 1));
            let mut salt = vec![0; SALT];
            self.random.fill(&mut salt);
            let person = Person {
                id: PersonId(format!("P-{id}")),
                name: somebody.name.clone(),
                pinyin: somebody.pinyin.clone(),
                initials: somebody.initials.clone(),
                sex: somebody.sex,
                birth_on: somebody.birth_on,
                district: somebody.district.clone(),
                junior_school: somebody.junior_school.clone(),
                salt,
                sealed: Default::default(),
            };
            let candidate = CandidateNo(line.number.clone());
            let opening = Opening {
                admitted: taken.admitted.clone(),
                decision: taken.opening.clone(),
                person: person.id.clone(),
                candidate: candidate.clone(),
                commitment: commit_person(&person),
            };
            let unwritable = |error: serde_json::Error| Fault::new("take a record over", error);
            let entry = |version: i64, kind: String, effective_on, body| NewEntry {
                stream: stream(&id),
                version,
                kind,
                effective_on,
                actor: actor.to_owned(),
                body,
            };
            let body = serde_json::to_value(&opening).map_err(unwritable)?;
            batch.entries.push(entry(1, TAKEN_OVER.to_owned(), taken.admitted.on, body));
            count_clauses(&taken.opening.citations, &mut uses);
            batch.changes.push(decisions(&id, 1, taken.admitted.on, &taken.opening));
            for told in &taken.entries {
                let body = serde_json::to_value(told).map_err(unwritable)?;
                let kind = format!("{TOLD}{}", told.command.name());
                batch.entries.push(entry(i64::from(told.number), kind, told.on, body));
                count_clauses(&told.decision.citations, &mut uses);
                batch.changes.push(decisions(&id, i64::from(told.number), told.on, &told.decision));
            }
            let version = taken.entries.last().map_or(1, |entry| i64::from(entry.number));
            let student = row(&id, &candidate, &person, &taken.record, version);
            batch.changes.push(Change::Person(person));
            batch.changes.push(Change::Student(student));
            batch.changes.push(registrations(&id, &taken.record));
            batch.changes.extend(certificates(&id, &taken.record).into_iter().map(Change::Certificate));
            kept += line.kept.len();
            students.push(id);
        }
        batch.entries.push(NewEntry {
            stream: STREAM.to_owned(),
            version: self.next_version(STREAM).await?,
            kind: CONFIRMED.to_owned(),
            effective_on: self.clock.today(),
            actor: actor.to_owned(),
            body: serde_json::json!({
                "source": {"name": found.name, "digest": found.digest},
                "checked": found.checked,
                "students": students,
                "kept": kept,
                "classes": serde_json::to_value(&found.classes)
                    .map_err(|error| Fault::new("take records over", error))?,
            }),
        });
        let count = |number: usize| i64::try_from(number).unwrap_or(i64::MAX);
        batch.changes.push(Change::PastClasses(found.classes.clone()));
        batch.changes.push(Change::TakeOver(TakeOverDone {
            digest: found.digest.clone(),
            name: found.name.clone(),
            checked: found.checked.clone(),
            students: count(students.len()),
            kept: count(kept),
            taken_at: self.clock.now(),
            taken_by: actor.to_owned(),
        }));
        batch.changes.push(Change::TakeOverDropped { digest: found.digest.clone() });
        batch.changes.push(Change::ClauseUses(uses));
        Ok((batch, TakenOverNow { students, kept }))
    }
}
