//! The list by total and pass standard: signed by two people, made public, objected to, filed (4.1.e).

use super::fold::Done;
use super::open::{elsewhere, reason, wrong};
use super::row::{Answer, Examination, ExaminationState, Objection, Publicity, Receipt};
use crate::Office;
use crate::error::{Fault, ServiceError};
use crate::journal::{canonical, digest};
use crate::notice::{NewNotice, To};
use crate::ports::Change;
use crate::rows::Student;
use guantong_model::{Date, Message, StudentId};
use guantong_registry::{Placed, Sitting, ranked};
use guantong_requests::Count;
use serde_json::json;
use std::collections::{BTreeMap, BTreeSet};

/// How many people sign the list.
pub(super) const SIGNATURES: usize = 2;

/// Holds that an examination has come to a state, and that no correction waits in it.
fn at_rest_in(found: &Examination, state: ExaminationState) -> Result<(), ServiceError> {
    if found.state != state {
        return Err(elsewhere(found));
    }
    if found.correction.is_some() {
        return Err(wrong(Message::new("examination-correction-waits")));
    }
    Ok(())
}

/// A line of the list, with the student where who asks may know him.
#[derive(Clone, Debug)]
pub struct ListLine {
    /// The line.
    pub placed: Placed<StudentId>,
    /// The student.
    pub student: Student,
}

/// The list of an examination whose results are in.
#[derive(Clone, Debug)]
pub struct Listed {
    /// Its lines, as far as who asks may know the students.
    pub lines: Vec<ListLine>,
    /// How many there are of each verdict, over everybody.
    pub counts: BTreeMap<guantong_registry::Verdict, usize>,
    /// The digest of the whole list.
    pub digest: String,
}

impl Office {
    /// The list of an examination.
    ///
    /// # Errors
    /// Where the database fails or the edition has no terms.
    pub async fn examination_list(&self, found: &Examination) -> Result<Listed, ServiceError> {
        let all = self.examination_ranked(found, &found.results)?;
        let mut counts = BTreeMap::new();
        for placed in &all {
            *counts.entry(placed.verdict).or_default() += 1;
        }
        let digest = digest_of(found, &all)?;
        Ok(Listed { lines: self.examination_lines(found, &found.results).await?, counts, digest })
    }

    /// Everybody in order, by the readings of the day of the examination.
    pub(super) fn examination_ranked(
        &self,
        found: &Examination,
        results: &BTreeMap<StudentId, Sitting>,
    ) -> Result<Vec<Placed<StudentId>>, Fault> {
        let law = self.law()?;
        Ok(ranked(&found.rules, results, found.places, &law.on(found.on).readings))
    }

    /// The lines of those whom who asks may know.
    pub(super) async fn examination_lines(
        &self,
        found: &Examination,
        results: &BTreeMap<StudentId, Sitting>,
    ) -> Result<Vec<ListLine>, Fault> {
        let ids: Vec<StudentId> = results.keys().cloned().collect();
        let mut students = self.examination_students(&ids).await?;
        let lines = self.examination_ranked(found, results)?.into_iter().filter_map(|placed| {
            let student = students.remove(&placed.key)?;
            Some(ListLine { placed, student })
        });
        Ok(lines.collect())
    }

    /// Signs the list under the digest that was seen; the second signature is somebody else's.
    ///
    /// # Errors
    /// Not found; a conflict where the list or the examination is no longer what was seen, or who asks signed already;
    /// bad input while a correction waits.
    pub async fn sign_examination(
        &self,
        id: &str,
        version_seen: i64,
        digest_seen: &str,
        actor: &str,
    ) -> Result<Examination, ServiceError> {
        let found = self.examination_at(id, version_seen).await?;
        at_rest_in(&found, ExaminationState::Entered)?;
        let digest = digest_of(&found, &self.examination_ranked(&found, &found.results)?)?;
        if digest != digest_seen {
            return Err(ServiceError::conflict(Message::new("conflict-examination-results").with("id", id)));
        }
        if found.signatures.iter().any(|signature| signature.actor == actor) {
            return Err(ServiceError::conflict(Message::new("conflict-same-hand")));
        }
        // Signed anew after a correction, it is another matter.
        let under = format!("/list/{}", found.corrections.len());
        let part = format!("signature {}", found.signatures.len() + 1);
        let hands = self.examination_hand(id, &under, &part);
        self.step(found, Done::Signed { digest }, None, hands, actor).await
    }

    /// Makes the list public from today, for as many working days as the edition says.
    ///
    /// # Errors
    /// Not found; a conflict where the examination changed, or is not signed by two people.
    pub async fn publicise_examination(
        &self,
        id: &str,
        version_seen: i64,
        actor: &str,
    ) -> Result<Examination, ServiceError> {
        let found = self.examination_at(id, version_seen).await?;
        at_rest_in(&found, ExaminationState::Signed)?;
        let from = self.clock.today();
        let done = Done::Publicised(Publicity { from, until: self.publicity_until(from)? });
        self.step(found, done, None, Vec::new(), actor).await
    }

    /// The last day of a list that is made public on a day.
    ///
    /// # Errors
    /// Where the edition has no terms or no calendar.
    pub fn publicity_until(&self, from: Date) -> Result<Date, Fault> {
        let days = self.law()?.on(from).examination_publicity_days;
        let days = u16::try_from(days).map_err(|error| Fault::new("count days of publicity", error))?;
        Ok(self.request_book()?.calendar().due(from, days, Count::Working))
    }

    /// Notes an objection that came in.
    ///
    /// # Errors
    /// Not found; a conflict where the examination changed or the list is not public; bad input: what is wrong with it.
    pub async fn object_to_examination(
        &self,
        id: &str,
        version_seen: i64,
        about: &StudentId,
        what: &str,
        actor: &str,
    ) -> Result<Examination, ServiceError> {
        let found = self.examination_at(id, version_seen).await?;
        if found.state != ExaminationState::Publicised {
            return Err(elsewhere(&found));
        }
        if !found.results.contains_key(about) {
            let message = Message::new("examination-sheet-not-listed").with("student", about.as_str());
            return Err(wrong(message));
        }
        let objection = Objection {
            number: u32::try_from(found.objections.len() + 1)
                .map_err(|error| Fault::new("number an objection", error))?,
            student: about.clone(),
            received_on: self.clock.today(),
            what: reason(what, "examination-objection-empty")?,
            noted_by: actor.to_owned(),
            answer: None,
        };
        self.step(found, Done::Objected(objection), None, Vec::new(), actor).await
    }

    /// Answers an objection. One that is right is put right by a correction besides.
    ///
    /// # Errors
    /// Not found; a conflict where the examination changed, or it was answered.
    pub async fn answer_examination(
        &self,
        id: &str,
        version_seen: i64,
        number: u32,
        upheld: bool,
        because: &str,
        actor: &str,
    ) -> Result<Examination, ServiceError> {
        let found = self.examination_at(id, version_seen).await?;
        let objection = found.objections.iter().find(|objection| objection.number == number);
        let objection = objection.ok_or(ServiceError::NotFound)?;
        if objection.answer.is_some() {
            return Err(ServiceError::conflict(Message::new("conflict-examination-answered")));
        }
        let because = reason(because, "examination-answer-empty")?;
        let on = self.clock.today();
        let answer = Answer { upheld, because, by: actor.to_owned(), on };
        self.step(found, Done::Answered { number, answer }, None, Vec::new(), actor).await
    }

    /// Files the list with the commission once its public days are over and every objection is answered. The receipt has
    /// the number and the digest of the list.
    ///
    /// # Errors
    /// Not found; a conflict where the examination changed or is not that far; bad input: what is not done yet.
    pub async fn file_examination(
        &self,
        id: &str,
        version_seen: i64,
        actor: &str,
    ) -> Result<Examination, ServiceError> {
        let found = self.examination_at(id, version_seen).await?;
        let Some(publicity) =
            found.publicity.as_ref().filter(|_| found.state == ExaminationState::Publicised)
        else {
            return Err(elsewhere(&found));
        };
        let today = self.clock.today();
        let mut missing = Vec::new();
        if today <= publicity.until {
            missing.push(Message::new("examination-still-public").with("until", publicity.until));
        }
        if found.has_open_objection() {
            missing.push(Message::new("examination-objections-open"));
        }
        if found.correction.is_some() {
            missing.push(Message::new("examination-correction-waits"));
        }
        if !missing.is_empty() {
            return Err(ServiceError::BadInput(missing));
        }
        let digest = digest_of(&found, &self.examination_ranked(&found, &found.results)?)?;
        let receipt = Receipt { number: format!("BA-{id}"), digest, on: today, by: actor.to_owned() };
        let told = Change::Notices(of_filing(&found, today));
        self.step(found, Done::Filed(receipt), None, vec![told], actor).await
    }
}

/// Whom a filing concerns: the commission, and the institutions that tell the records.
fn of_filing(found: &Examination, today: Date) -> Vec<NewNotice> {
    let object = super::stream(&found.id);
    let notice = |to, id| {
        let message = Message::new(id).with("id", found.id.as_str());
        NewNotice::of(to, message, &object, "filed", today)
    };
    let schools: BTreeSet<&str> = found.sitters.iter().map(|sitter| sitter.studies_at.as_str()).collect();
    let schools = schools
        .into_iter()
        .map(|school| notice(To::Institution(school.to_owned()), "notice-examination-record"));
    schools.chain([notice(To::Commission, "notice-examination-filed")]).collect()
}

/// The digest of a list: everybody with place, verdict, total and marks, under the rules.
fn digest_of(found: &Examination, list: &[Placed<StudentId>]) -> Result<String, Fault> {
    let unwritable = |error: serde_json::Error| Fault::new("digest a list of results", error);
    let mut text = canonical(&json!({
        "examination": found.id, "document": found.rules.title, "version": found.rules.version,
    }));
    for placed in list {
        let total = placed.computed.as_ref().map(|computed| computed.total.to_string());
        text.push('\n');
        text.push_str(&canonical(&json!({
            "student": placed.key.as_str(), "place": placed.place.unwrap_or_default(),
            "verdict": placed.verdict.as_str(), "total": total.unwrap_or_default(),
            "sitting": serde_json::to_value(&placed.sitting).map_err(unwritable)?,
        })));
    }
    Ok(digest(text.as_bytes()).to_string())
}
