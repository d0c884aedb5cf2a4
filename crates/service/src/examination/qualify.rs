//! Who may sit, out of the records: shown with the clause of each, and settled under the digest that was seen (4.1.e).

use super::fold::Done;
use super::open::elsewhere;
use super::row::{Barred, Examination, ExaminationState, Sitter};
use crate::Office;
use crate::access::{Action, Relation};
use crate::error::{Fault, ServiceError};
use crate::journal::{canonical, digest};
use crate::ports::Change;
use crate::rows::Student;
use guantong_model::{Message, StudentId};
use guantong_policy::{Decision, Outcome};
use guantong_registry::{last_class, may_sit};
use serde_json::json;
use std::collections::{BTreeMap, BTreeSet};

/// A student with what the record says.
#[derive(Clone, Debug)]
pub struct Candidate {
    /// The student.
    pub student: Student,
    /// The version of the record.
    pub version: i64,
    /// Whether the student may sit, and why not.
    pub decision: Decision,
}

/// Everybody whom an examination may be for.
#[derive(Clone, Debug, Default)]
pub struct Qualified {
    /// Who may sit, by record.
    pub may: Vec<Candidate>,
    /// Who may not, by record.
    pub may_not: Vec<Candidate>,
    /// The digest of it all, in hexadecimal.
    pub digest: String,
}

impl Office {
    /// Who may sit an examination and who may not, as the records are now: of the classes whose last year of the stage it
    /// is, and of earlier ones that are still in it.
    ///
    /// # Errors
    /// Where the database fails or an entry cannot be read.
    pub async fn examination_candidates(&self, found: &Examination) -> Result<Qualified, ServiceError> {
        self.allow_organising(Action::ExaminationKeep, &found.organiser)?;
        let whole = self.entire();
        let ground = whole.ground().await?;
        let last = last_class(ground.law.on(found.on), found.after, found.on);
        let mut pool = self.whole.examination_pool(found.after, &found.institution, last).await?;
        // Who ended in an earlier class is long gone.
        pool.retain(|student| student.cohort == last || !student.standing.ended());
        let ids: Vec<StudentId> = pool.iter().map(|student| student.id.clone()).collect();
        let mut records = whole.records(&ids).await?;
        let mut qualified = Qualified::default();
        let mut lines = canonical(&json!({
            "examination": found.id, "after": found.after.as_str(), "on": found.on.to_string(),
        }));
        for student in pool {
            let Some((record, version)) = records.remove(&student.id) else { continue };
            let decision = may_sit(&record, &ground.grounds(), found.after, found.on);
            let told = serde_json::to_value(&decision)
                .map_err(|error| Fault::new("digest a list of who may sit", error))?;
            lines.push('\n');
            lines.push_str(&canonical(
                &json!({"student": student.id.as_str(), "version": version, "decision": told}),
            ));
            let may = decision.outcome == Outcome::Accepted;
            let list = if may { &mut qualified.may } else { &mut qualified.may_not };
            list.push(Candidate { student, version, decision });
        }
        qualified.digest = digest(lines.as_bytes()).to_string();
        Ok(qualified)
    }

    /// Settles who may sit, under the digest of the list that was seen. Settled again, the new list replaces the old, and
    /// a sheet that was given in for the old one goes.
    ///
    /// # Errors
    /// Not found; a conflict where the examination or a record changed meanwhile; bad input where nobody may sit.
    pub async fn settle_examination_list(
        &self,
        id: &str,
        version_seen: i64,
        digest_seen: &str,
        actor: &str,
    ) -> Result<Examination, ServiceError> {
        let found = self.examination_at(id, version_seen).await?;
        if !matches!(found.state, ExaminationState::Open | ExaminationState::Listed) {
            return Err(elsewhere(&found));
        }
        let qualified = self.examination_candidates(&found).await?;
        if qualified.digest != digest_seen {
            let message = Message::new("conflict-examination-list").with("id", id);
            return Err(ServiceError::conflict(message));
        }
        if qualified.may.is_empty() {
            return Err(super::open::wrong(Message::new("examination-nobody")));
        }
        let all = || qualified.may.iter().chain(&qualified.may_not);
        let changes = all()
            .map(|one| Change::AsSeen {
                stream: crate::student::stream(&one.student.id),
                version: one.version,
            })
            .collect();
        let mut parties = BTreeSet::new();
        for one in &qualified.may {
            parties.insert(one.student.studies_at.clone());
            parties.extend(one.student.registered_at.clone());
            parties.insert(one.student.partner.clone());
        }
        parties.remove(&found.institution);
        let sitter = |one: &Candidate| Sitter {
            student: one.student.id.clone(),
            version: one.version,
            studies_at: one.student.studies_at.clone(),
        };
        let barred =
            |one: &Candidate| Barred { student: one.student.id.clone(), decision: one.decision.clone() };
        let done = Done::Listed {
            digest: qualified.digest.clone(),
            sitters: qualified.may.iter().map(sitter).collect(),
            barred: qualified.may_not.iter().map(barred).collect(),
            parties,
        };
        self.step(found, done, None, changes, actor).await
    }

    /// The students of an examination whom who asks may know: those who may sit, and those who may not.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn examination_students_seen(&self, found: &Examination) -> Result<BTreeSet<StudentId>, Fault> {
        let sitters = found.sitters.iter().map(|sitter| sitter.student.clone());
        let all: Vec<StudentId> =
            sitters.chain(found.barred.iter().map(|barred| barred.student.clone())).collect();
        Ok(self.examination_students(&all).await?.into_keys().collect())
    }

    /// The students of an examination as far as who asks may know them: everybody where the table gives the city, else
    /// those whose records are within reach.
    pub(super) async fn examination_students(
        &self,
        ids: &[StudentId],
    ) -> Result<BTreeMap<StudentId, Student>, Fault> {
        let all = self.viewer().is_none_or(|viewer| {
            self.access().relations(Action::ExaminationRead, viewer.role).contains(&Relation::City)
        });
        let from = if all { &self.whole } else { &self.storage };
        let found = from.students_by_id(ids).await?;
        Ok(found.into_iter().map(|student| (student.id.clone(), student)).collect())
    }
}
