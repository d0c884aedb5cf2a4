//! Enters the candidates of a checked file, in one transaction.

use super::compare::OnFile;
use super::judge::Settled;
use super::read::Entry;
use super::show::confirmed_digest;
use super::{IMPORTED, ImportChange, ImportState};
use crate::Office;
use crate::access::Action;
use crate::error::ServiceError;
use crate::journal::{NewEntry, digest};
use crate::person::Contacts;
use crate::ports::{Batch, Change};
use crate::rows::Round;
use guantong_model::{CandidateNo, Message, PersonId};
use std::collections::BTreeSet;

/// Bytes of a person's salt.
const SALT: usize = 16;

impl Office {
    /// Enters every candidate of a file who is not left out. `seen` names what the asker saw. Returns how many were entered
    /// or set anew.
    ///
    /// # Errors
    /// Not found where no such file is checked; a conflict where what would be written is not what was seen, or a round of
    /// the year was signed; bad input where a row is faulty or a conflict is not judged.
    pub async fn confirm_candidate_import(
        &self,
        id: &str,
        seen: &str,
        actor: &str,
    ) -> Result<usize, ServiceError> {
        self.allow_here(Action::CandidateImport)?;
        let stale = || ServiceError::conflict(Message::new("conflict-candidates-stale"));
        let row = self.storage.import(id).await?.ok_or(ServiceError::NotFound)?;
        match row.state {
            ImportState::Checked => {}
            ImportState::Done => {
                return Err(ServiceError::conflict(Message::new("conflict-candidates-done")));
            }
            _ => return Err(ServiceError::NotFound),
        }
        // Whoever signs a round meanwhile is first: it was run without these candidates.
        let mut rests_on = Vec::new();
        for round in Round::ALL {
            rests_on.push(self.as_seen(crate::round::stream(row.year, round)).await?);
        }
        rests_on.push(self.as_seen(crate::plan::stream(row.year)).await?);
        let view = self.candidate_import(id).await?;
        if view.over {
            return Err(ServiceError::conflict(Message::new("conflict-round-over")));
        }
        if view.digest != seen || view.stale {
            return Err(stale());
        }
        let judgements = row.judgements.clone();
        let (row, checked) = self.checked_again(row).await?;
        if confirmed_digest(&checked.found, &view.settled) != seen {
            return Err(stale());
        }
        if checked.found.wrong_count > 0 || !view.settled.open.is_empty() {
            let mut wrong: Vec<Message> =
                checked.found.wrong.into_iter().map(|(_, message)| message).collect();
            if !view.settled.open.is_empty() {
                wrong.push(Message::new("candidates-open").with("count", view.settled.open.len()));
            }
            return Err(ServiceError::BadInput(wrong));
        }
        let settled = view.settled;
        let (changes, count, lines) = self.entering(&checked.entries, &checked.on_file, &settled)?;
        let stream = crate::candidates::stream(row.year);
        // What is kept is named by what is seen of it without a key.
        let sealed = self.storage.import_file(id).await?.map(|sealed| digest(sealed.as_bytes()).to_string());
        let entry = NewEntry {
            // What was checked rests on the stream as it was then.
            version: checked.found.seen.first().copied().unwrap_or_default() + 1,
            stream,
            kind: IMPORTED.to_owned(),
            effective_on: self.clock.today(),
            actor: actor.to_owned(),
            body: serde_json::json!({
                "year": row.year,
                "count": count,
                "digest": digest(lines.join("\n").as_bytes()).to_string(),
                "file": {"name": row.name, "digest": row.digest, "import": row.id, "sealed": sealed},
                "checked": seen,
                "rows": checked.found.rows,
                "unchanged": checked.found.staying(&settled),
                "left_out": settled.left.len(),
                "replacing": settled.replacing.len(),
                "judgements": digest(judgements.as_bytes()).to_string(),
            }),
        };
        let done = ImportChange::Done {
            id: id.to_owned(),
            entered: i64::try_from(count).unwrap_or(i64::MAX),
            at: self.clock.now(),
            by: actor.to_owned(),
        };
        let done = Change::CandidateImport(done);
        let changes = rests_on.into_iter().chain(changes).chain([done]).collect();
        self.storage.append(Batch { entries: vec![entry], changes }, self.clock.now()).await?;
        Ok(count)
    }

    /// What is written of the rows that stand, how many they are, and each candidate's line for the digest.
    fn entering(
        &self,
        entries: &[Entry],
        on_file: &OnFile,
        settled: &Settled,
    ) -> Result<(Vec<Change>, usize, Vec<String>), ServiceError> {
        let mut rows = Vec::new();
        let (mut gone, mut lines) = (BTreeSet::<CandidateNo>::new(), Vec::new());
        let year = entries.first().map_or(0, |entry| entry.candidate.year);
        for entry in entries.iter().filter(|entry| !settled.left.contains(&entry.row)) {
            let there = on_file.concerned(self, entry)?;
            if !there.is_empty() && !settled.replacing.contains(&entry.row) {
                continue;
            }
            gone.extend(there.into_iter().cloned());
            // The same person goes on under the same id; a telephone that is not told is not taken away.
            let same = on_file.same(self, entry)?;
            let id = match same {
                Some(person) => person.id.clone(),
                None => PersonId(format!("P-{year}-{}", entry.candidate.no.as_str())),
            };
            let before =
                same.map(|person| self.opened(person)).transpose()?.and_then(|contacts| contacts.phone);
            let contacts =
                Contacts { identity: Some(entry.identity.clone()), phone: entry.phone.clone().or(before) };
            let salt = self.draw::<SALT>().to_vec();
            let person = entry.person(id.clone(), salt, self.seal_contacts(&contacts)?);
            let candidate = crate::rows::Candidate { person: id, ..entry.candidate.clone() };
            lines.push(crate::candidates::enter::line(&candidate));
            rows.push(Change::Person(person));
            rows.push(Change::Candidate(candidate));
        }
        let mut changes = Vec::with_capacity(rows.len() + 1);
        if !gone.is_empty() {
            let numbers = gone.into_iter().collect();
            changes.push(Change::CandidateImport(ImportChange::Replaced { year, numbers }));
        }
        changes.append(&mut rows);
        Ok((changes, lines.len(), lines))
    }
}
