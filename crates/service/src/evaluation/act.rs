//! Opinions are delivered, answered; a result is drafted by one hand and set by another.

use super::fold::SubjectDone;
use super::open::after;
use super::row::{EvaluationRound, EvaluationSheet, EvaluationSubject, Far, Seat, SubjectId};
use super::{LONGEST, seen};
use crate::Office;
use crate::access::Action;
use crate::error::ServiceError;
use crate::journal::digest;
use crate::ports::{Batch, Change};
use crate::reason::{reason, wrong};
use guantong_evaluation::{Grade, Standing};
use guantong_model::{Fact, Message};

impl Office {
    /// Delivers the opinions to both sides, with what they come to.
    ///
    /// # Errors
    /// Not found out of reach; forbidden to all but the commission; a conflict where it changed or is not read to the end.
    pub async fn deliver_evaluation(
        &self,
        id: &SubjectId,
        version_seen: i64,
        actor: &str,
    ) -> Result<EvaluationSubject, ServiceError> {
        let (round, subject, sheets) = self.evaluation_at(id, version_seen).await?;
        self.allow_here(Action::EvaluationOpen)?;
        let far = subject.far(&round.terms, &sheets);
        let (Far::Scored, Standing::Settled(found)) = (far, subject.standing(&round.terms, &sheets)) else {
            return Err(in_state(far));
        };
        let seats = Seat::ALL.iter().filter_map(|seat| subject.handed_in(*seat, &sheets));
        let digests: Vec<&str> =
            seats.filter_map(|sheet| sheet.handed_in.as_ref()).map(|(_, digest)| digest.as_str()).collect();
        let done = SubjectDone::Delivered {
            digest: digest(digests.join("\n").as_bytes()).to_string(),
            answer_by: after(self.clock.today(), round.answer_days),
            found,
        };
        self.evaluation_step(subject, done, actor).await
    }

    /// Answers for one side, once.
    ///
    /// # Errors
    /// Not found out of reach; forbidden to who does not act for it; a conflict where it changed, opinions were not
    /// delivered, it has answered, or a result was drafted; bad input where there is no text, or too much.
    pub async fn answer_evaluation(
        &self,
        id: &SubjectId,
        by: &str,
        (text, version_seen): (&str, i64),
        actor: &str,
    ) -> Result<EvaluationSubject, ServiceError> {
        let (round, subject, sheets) = self.evaluation_at(id, version_seen).await?;
        self.allow_of(Action::EvaluationAnswer, [by])?;
        if !id.sides().contains(&by) {
            return Err(ServiceError::NotFound);
        }
        let far = subject.far(&round.terms, &sheets);
        if !matches!(far, Far::Delivered | Far::Answered) {
            return Err(in_state(seen::masked(far)));
        }
        if subject.answers.iter().any(|answer| answer.by == by) {
            return Err(ServiceError::conflict(Message::new("conflict-evaluation-answered")));
        }
        let text = written(text)?;
        self.evaluation_step(subject, SubjectDone::Answered { by: by.to_owned(), text }, actor).await
    }

    /// Drafts a result for the commission: once the side that leads has answered, or its time is over.
    ///
    /// # Errors
    /// Not found out of reach; forbidden to all but the commission; a conflict where it changed or waits for an answer;
    /// bad input where there is no text, or too much.
    pub async fn draft_evaluation_result(
        &self,
        id: &SubjectId,
        (grade, text): (Grade, &str),
        version_seen: i64,
        actor: &str,
    ) -> Result<EvaluationSubject, ServiceError> {
        let (round, subject, sheets) = self.evaluation_at(id, version_seen).await?;
        self.allow_here(Action::EvaluationSet)?;
        let far = subject.far(&round.terms, &sheets);
        let due = subject.delivered.as_ref().map(|delivered| delivered.answer_by);
        match (far, due) {
            (Far::Answered, _) => {}
            (Far::Delivered, Some(due)) if due < self.clock.today() => {}
            (Far::Delivered, Some(due)) => {
                let message = Message::new("conflict-evaluation-answer").with("due", due);
                return Err(ServiceError::conflict(message));
            }
            _ => return Err(in_state(far)),
        }
        let text = written(text)?;
        self.evaluation_step(subject, SubjectDone::Proposed { grade, text }, actor).await
    }

    /// Sets the drafted result; another hand than drafted it.
    ///
    /// # Errors
    /// As [`Office::draft_evaluation_result`]; a conflict where who asks drafted it.
    pub async fn set_evaluation_result(
        &self,
        id: &SubjectId,
        version_seen: i64,
        actor: &str,
    ) -> Result<EvaluationSubject, ServiceError> {
        let subject = self.drafted(id, version_seen).await?;
        if subject.proposed.as_ref().is_some_and(|drafted| drafted.by == actor) {
            return Err(ServiceError::conflict(Message::new("conflict-same-hand")));
        }
        self.evaluation_step(subject, SubjectDone::Set, actor).await
    }

    /// Sends a drafted result back.
    ///
    /// # Errors
    /// As [`Office::draft_evaluation_result`]; bad input without a reason.
    pub async fn return_evaluation_result(
        &self,
        id: &SubjectId,
        (because, version_seen): (&str, i64),
        actor: &str,
    ) -> Result<EvaluationSubject, ServiceError> {
        let subject = self.drafted(id, version_seen).await?;
        let because = reason(because)?;
        self.evaluation_step(subject, SubjectDone::Returned { because }, actor).await
    }

    async fn drafted(&self, id: &SubjectId, version_seen: i64) -> Result<EvaluationSubject, ServiceError> {
        let (round, subject, sheets) = self.evaluation_at(id, version_seen).await?;
        self.allow_here(Action::EvaluationSet)?;
        match subject.far(&round.terms, &sheets) {
            Far::Proposed => Ok(subject),
            far => Err(in_state(far)),
        }
    }

    /// A subject within reach with its round and all its sheets, at the version that was seen.
    pub(super) async fn evaluation_at(
        &self,
        id: &SubjectId,
        version_seen: i64,
    ) -> Result<(EvaluationRound, EvaluationSubject, Vec<EvaluationSheet>), ServiceError> {
        let (round, subject, sheets) = self.evaluation_whole(id).await?;
        if subject.version == version_seen { Ok((round, subject, sheets)) } else { Err(changed()) }
    }

    /// A subject within reach with its round and all its sheets: not to be told to who asks as they are.
    pub(super) async fn evaluation_whole(
        &self,
        id: &SubjectId,
    ) -> Result<(EvaluationRound, EvaluationSubject, Vec<EvaluationSheet>), ServiceError> {
        if !self.may_ever(Action::EvaluationRead) {
            self.allow_here(Action::EvaluationRead)?;
        }
        let subject = self.storage.evaluation_subject(id).await?.ok_or(ServiceError::NotFound)?;
        let round = self.whole.evaluation_round(id.year).await?.ok_or(ServiceError::NotFound)?;
        let sheets = self.whole.evaluation_sheets(id.year, Some(id)).await?;
        Ok((round, subject, sheets))
    }

    /// A step put into a batch with whom it is told, and the subject as it stands after it.
    pub(super) async fn evaluation_stepped(
        &self,
        subject: &mut EvaluationSubject,
        done: SubjectDone,
        actor: &str,
        batch: &mut Batch,
    ) -> Result<(), ServiceError> {
        let today = self.clock.today();
        batch.entries.push(done.entry(&subject.id, subject.version + 1, (today, actor))?);
        batch.changes.extend(self.evaluation_tells(subject, &done).await?);
        subject.take(done, today, actor);
        batch.changes.push(Change::EvaluationSubject(Box::new(subject.clone())));
        Ok(())
    }

    /// Writes a step, and how the subject stands after it.
    pub(super) async fn evaluation_step(
        &self,
        mut subject: EvaluationSubject,
        done: SubjectDone,
        actor: &str,
    ) -> Result<EvaluationSubject, ServiceError> {
        let mut batch = Batch::default();
        self.evaluation_stepped(&mut subject, done, actor, &mut batch).await?;
        self.storage.append(batch, self.clock.now()).await?;
        Ok(subject)
    }
}

/// A text that must be there and no longer than an opinion on the whole.
fn written(text: &str) -> Result<String, ServiceError> {
    let text = text.trim().replace("\r\n", "\n");
    match text.chars().count() {
        0 => Err(wrong(Message::new("evaluation-wrong-no-text"))),
        count if count > LONGEST => {
            Err(wrong(Message::new("evaluation-wrong-text").with("count", count).with("most", LONGEST)))
        }
        _ => Ok(text),
    }
}

pub(super) fn changed() -> ServiceError {
    ServiceError::conflict(Message::new("conflict-evaluation-changed"))
}

pub(super) fn in_state(far: Far) -> ServiceError {
    let state = Fact::Word(format!("evaluation-far.{far}"));
    ServiceError::conflict(Message::new("conflict-evaluation-state").with("state", state))
}
