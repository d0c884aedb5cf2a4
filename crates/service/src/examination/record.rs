//! Once the list is filed, the institution where the students study tells their records: each line is an assessment that
//! the rules of the record decide (3.4.1). What they do not take yet can be told again later.

use super::fold::Done;
use super::open::{as_seen, elsewhere, wrong};
use super::row::{Examination, ExaminationState};
use crate::Office;
use crate::access::Action;
use crate::error::{Fault, ServiceError};
use crate::journal::{canonical, digest};
use crate::notice::{NewNotice, To};
use crate::ports::Change;
use crate::rows::Student;
use crate::student::{Ground, Held, Writing};
use guantong_model::{Date, Fact, Message, StudentId};
use guantong_policy::Outcome;
use guantong_registry::{Command, Decided, Verdict, decide, outcome};
use serde_json::json;
use std::collections::BTreeMap;

/// A student and what telling the record would come to.
#[derive(Clone, Debug)]
pub struct RecordLine {
    /// The student.
    pub student: Student,
    /// The version of the record.
    pub version: i64,
    /// What the list says.
    pub verdict: Verdict,
    /// What the record would be told; nothing where the list brings no assessment.
    pub command: Option<Command>,
    /// What it would answer.
    pub decided: Option<Decided>,
    /// Whether it was told already.
    pub done: bool,
}

impl RecordLine {
    /// Whether the record takes it.
    #[must_use]
    pub fn moves(&self) -> bool {
        self.decided.as_ref().is_some_and(|decided| decided.decision.outcome == Outcome::Accepted)
    }
}

/// What telling the records of an institution's students would come to.
#[derive(Clone, Debug)]
pub struct RecordPreview {
    /// The institution.
    pub institution: String,
    /// Its students, by record.
    pub lines: Vec<RecordLine>,
    /// The digest of it all, in hexadecimal.
    pub digest: String,
}

impl RecordPreview {
    /// How many records would be told.
    #[must_use]
    pub fn moved(&self) -> usize {
        self.lines.iter().filter(|line| line.moves()).count()
    }

    /// How many were told already.
    #[must_use]
    pub fn done(&self) -> usize {
        self.lines.iter().filter(|line| line.done).count()
    }
}

struct Prepared {
    preview: RecordPreview,
    held: BTreeMap<StudentId, Held>,
    ground: Ground,
}

impl Office {
    /// What telling the records of an institution's students would come to today, writing nothing.
    ///
    /// # Errors
    /// Not found where the examination is not filed, or none of the institution's students sat; forbidden to others.
    pub async fn examination_record(
        &self,
        found: &Examination,
        institution: &str,
    ) -> Result<RecordPreview, ServiceError> {
        self.allow_of(Action::ExaminationRecord, [institution])?;
        Ok(self.prepare_examination_record(found, institution).await?.preview)
    }

    async fn prepare_examination_record(
        &self,
        found: &Examination,
        institution: &str,
    ) -> Result<Prepared, ServiceError> {
        if found.state != ExaminationState::Filed {
            return Err(ServiceError::NotFound);
        }
        let of = found.sitters.iter().filter(|sitter| sitter.studies_at == institution);
        let ids: Vec<StudentId> = of.map(|sitter| sitter.student.clone()).collect();
        if ids.is_empty() {
            return Err(ServiceError::NotFound);
        }
        let whole = self.entire();
        let held = whole.held(&ids).await?;
        let ground = whole.ground().await?;
        let readings = &ground.law.on(found.on).readings;
        let today = self.clock.today();
        let mut list: BTreeMap<StudentId, _> = self
            .examination_ranked(found, &found.results)?
            .into_iter()
            .map(|placed| (placed.key.clone(), placed))
            .collect();
        let mut lines = Vec::with_capacity(held.len());
        for one in held.values() {
            let Some(placed) = list.remove(&one.student.id) else { continue };
            let done = found.recorded.contains(&one.student.id);
            let command = outcome(&found.rules, &placed, readings).filter(|_| !done);
            let decided =
                command.as_ref().map(|command| decide(&one.record, &ground.grounds(), today, command));
            lines.push(RecordLine {
                student: one.student.clone(),
                version: one.version,
                verdict: placed.verdict,
                command,
                decided,
                done,
            });
        }
        let digest = digest_of(found, institution, today, &lines)?;
        let preview = RecordPreview { institution: institution.to_owned(), lines, digest };
        Ok(Prepared { preview, held, ground })
    }

    /// Tells the records of an institution's students, under the digest that was seen: everybody whose record takes it,
    /// in one transaction, or nobody.
    ///
    /// # Errors
    /// Not found; a conflict where the examination or a record changed meanwhile; bad input where no record takes it.
    pub async fn record_examination(
        &self,
        id: &str,
        version_seen: i64,
        institution: &str,
        digest_seen: &str,
        actor: &str,
    ) -> Result<Examination, ServiceError> {
        let mut found = self.examination(id).await?;
        self.allow_of(Action::ExaminationRecord, [institution])?;
        as_seen(&found, version_seen)?;
        if found.state != ExaminationState::Filed {
            return Err(elsewhere(&found));
        }
        let Prepared { preview, mut held, mut ground } =
            self.prepare_examination_record(&found, institution).await?;
        if preview.digest != digest_seen {
            return Err(ServiceError::conflict(Message::new("conflict-examination-list").with("id", id)));
        }
        if preview.moved() == 0 {
            return Err(wrong(Message::new("examination-record-nobody")));
        }
        let (today, now) = (self.clock.today(), self.clock.now());
        let book = self.request_book()?;
        let (mut writing, mut students, mut notices) = (Writing::default(), Vec::new(), Vec::new());
        for line in preview.lines {
            if !line.moves() {
                continue;
            }
            let student = line.student.id;
            let (Some(decided), Some(command), Some(held)) =
                (line.decided, line.command, held.get_mut(&student))
            else {
                continue;
            };
            let adverse = book.is_adverse(command.name());
            writing.note(held, today, command, decided, actor, &mut ground)?;
            if !adverse {
                notices.push(told(&student, id, today));
            }
            students.push(student);
        }
        self.tell_family(&mut writing)?;
        let done = Done::Recorded { institution: institution.to_owned(), digest: preview.digest, students };
        let step = super::fold::Step { at: now, done, source: None };
        writing.entries.push(step.entry(id, found.version + 1, today, actor)?);
        found.take(step, actor);
        writing.changes.push(Change::Examination(Box::new(found.clone())));
        writing.changes.push(Change::Notices(notices));
        self.storage.append(writing.batch(), now).await?;
        Ok(found)
    }
}

/// What the family of somebody whose record was told is told.
fn told(student: &StudentId, id: &str, today: Date) -> NewNotice {
    let message =
        Message::new("notice-moved").with("batch", Fact::Word("batch.assess".to_owned())).with("on", today);
    NewNotice::of(To::Family(student.clone()), message, &crate::student::stream(student), id, today)
}

/// The digest of a preview: who, at which version, what would be told and answered.
fn digest_of(
    found: &Examination,
    institution: &str,
    today: Date,
    lines: &[RecordLine],
) -> Result<String, Fault> {
    let unwritable = |error: serde_json::Error| Fault::new("digest what records are told", error);
    let mut text = canonical(&json!({
        "examination": found.id, "institution": institution, "on": today.to_string(),
    }));
    for line in lines {
        let command = line.command.as_ref().map(serde_json::to_value).transpose().map_err(unwritable)?;
        let decision = line.decided.as_ref().map(|decided| serde_json::to_value(&decided.decision));
        let decision = decision.transpose().map_err(unwritable)?;
        text.push('\n');
        text.push_str(&canonical(&json!({
            "student": line.student.id.as_str(), "version": line.version,
            "verdict": line.verdict.as_str(), "done": line.done,
            "command": command.unwrap_or_else(|| json!({})),
            "decision": decision.unwrap_or_else(|| json!({})),
        })));
    }
    Ok(digest(text.as_bytes()).to_string())
}
