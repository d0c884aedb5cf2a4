//! A desk speaks. What its word brings upon the record is decided by the rules and written with it.

use super::appeal::Remedy;
use super::open::verdict_word;
use super::paper::written;
use super::row::RequestRow;
use super::story::Story;
use super::stream;
use crate::Office;
use crate::access::{Action, Relation};
use crate::error::ServiceError;
use crate::student::{Ground, Held, Writing};
use guantong_model::{Date, Message};
use guantong_policy::{Decision, Outcome};
use guantong_registry::{Command, decide};
use guantong_requests::{Act, Desk, Event, Kind, PaperKind, Verdict};

/// What a desk says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Word {
    /// Yes, no, or back to be completed.
    pub verdict: Verdict,
    /// Why; needed for anything but yes.
    pub reason: String,
    /// The number of the written decision; needed where a meeting says yes.
    pub number: String,
}

/// What came of a desk's word.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer {
    /// It stands.
    Done(Box<RequestRow>),
    /// The rules do not let the record follow: nothing was written.
    NotAccepted(Box<Decision>),
}

impl Office {
    /// Whether who asks may speak at the desk that a request is at, or was at last.
    ///
    /// # Errors
    /// Not found where it is out of reach; forbidden where who asks does not sit there.
    pub async fn may_decide_request(&self, id: &str) -> Result<(), ServiceError> {
        self.at_desk(id).await.map(|_| ())
    }

    /// A request that who asks may decide, and whether he does so because nobody was heard in time.
    async fn at_desk(&self, id: &str) -> Result<(RequestRow, bool), ServiceError> {
        let row = self.request_found(id).await?;
        let student = &row.request.opened.student;
        let stop = row.request.opened.stops.get(row.request.at).ok_or(ServiceError::NotFound)?;
        let mut seat = self.seat(stop, student);
        let unheard = row.stop().is_some() && !self.sits_at(stop, student) && self.goes_on_unheard(&row);
        if unheard {
            seat.insert(Relation::Own);
        }
        self.allow(Action::RequestDecide, &seat)?;
        Ok((row, unheard))
    }

    /// Decides a request at the desk it is at.
    ///
    /// # Errors
    /// Not found where it is out of reach; forbidden where who asks does not sit there; a conflict where it changed or the
    /// same person had the other part in it; bad input where a reason or a number is missing.
    pub async fn decide_request(
        &self,
        id: &str,
        version_seen: i64,
        word: &Word,
        actor: &str,
    ) -> Result<Answer, ServiceError> {
        // Upheld, an appeal opens what it leads to under the next number.
        let mut tries = 0;
        loop {
            let number = self.next_number().await?;
            let answered = self.decide_with(id, version_seen, word, actor, &number).await;
            if !self.was_lost(&number, &answered, &mut tries).await? {
                return answered;
            }
        }
    }

    async fn decide_with(
        &self,
        id: &str,
        version_seen: i64,
        word: &Word,
        actor: &str,
        number: &str,
    ) -> Result<Answer, ServiceError> {
        let (row, unheard) = self.at_desk(id).await?;
        Self::same_request(&row, version_seen)?;
        let book = self.request_book()?;
        row.request.check(Act::Decide, &book).map_err(|barred| ServiceError::conflict(barred.0))?;
        let stop = row.stop().cloned().ok_or(ServiceError::NotFound)?;
        if stop.desk == Desk::Second && self.is_asker(&row) && !book.second_may_be_the_same() {
            return Err(ServiceError::conflict(Message::new("conflict-same-hand")));
        }
        if self.decided_it(&row) {
            return Err(ServiceError::conflict(Message::new("conflict-decided-it")));
        }
        complete(word, stop.desk, unheard)?;
        let mut papers = Vec::new();
        papers.extend(self.text_paper(id, PaperKind::Reason, &word.reason)?);
        let (papers, changes) = written(papers);
        let on = self.clock.today();
        let approver = if stop.desk == Desk::Meeting { word.number.trim() } else { actor };
        let mut writing = Writing::default();
        let mut said = None;
        for command in row.request.commands(word.verdict, approver) {
            // Who sits at the desk decides on a record that may be out of his reach otherwise.
            let mut held = self.entire().held(std::slice::from_ref(&row.request.opened.student)).await?;
            let held = held.get_mut(&row.request.opened.student).ok_or(ServiceError::NotFound)?;
            let mut ground = self.ground().await?;
            let decision = self.effect(held, on, command, actor, &mut ground, &mut writing)?;
            let accepted = decision.outcome == Outcome::Accepted;
            if !accepted && word.verdict == Verdict::Agree {
                return Ok(Answer::NotAccepted(Box::new(decision)));
            }
            // A no needs nothing of the record: it may have let the application go by itself.
            said = accepted.then_some(decision);
        }
        let agreed = word.verdict == Verdict::Agree && row.request.at_last();
        let upheld = agreed && row.request.opened.kind.is_appeal();
        let remedy = if upheld { self.remedy(&row, &book, actor).await? } else { Remedy::Nothing };
        let event = Event::Decided {
            desk: stop.desk,
            verdict: word.verdict,
            papers,
            number: word.number.trim().to_owned(),
            decision: said,
            leads_to: match &remedy {
                Remedy::Nothing => None,
                Remedy::Reopened(target) => Some(target.id.clone()),
                Remedy::UnderWay(other) => Some(other.clone()),
                Remedy::Opened(_) => Some(number.to_owned()),
            },
        };
        let mut story = Story::new(on, actor, &book);
        story.batch = writing.batch();
        story.batch.changes.extend(changes);
        if stop.desk == Desk::Second && !book.second_may_be_the_same() {
            story.batch.changes.extend(self.hand_on(&stream(id), "second"));
        }
        let next = story.follow(row, &event)?;
        match remedy {
            Remedy::Nothing | Remedy::UnderWay(_) => {}
            Remedy::Reopened(target) => {
                story.follow(*target, &Event::Reopened { appeal: next.id.clone() })?;
            }
            Remedy::Opened(opened) => {
                if let Err(decision) = self.send_round(number, *opened, &mut story).await? {
                    return Ok(Answer::NotAccepted(Box::new(decision)));
                }
            }
        }
        if agreed && next.request.opened.kind == Kind::Correct {
            self.transfer_anew(&next, &mut story).await?;
        }
        if agreed && next.request.opened.kind == Kind::Personal {
            self.put_right(&next, &mut story).await?;
        }
        self.write_request(story.batch).await?;
        Ok(Answer::Done(Box::new(next)))
    }

    /// Decides several requests with one word, each by itself; what came of each, in their order.
    pub async fn decide_requests(
        &self,
        requests: &[(String, i64)],
        word: &Word,
        actor: &str,
    ) -> Vec<(String, Result<Answer, ServiceError>)> {
        let mut answers = Vec::with_capacity(requests.len());
        for (id, version) in requests {
            answers.push((id.clone(), self.decide_request(id, *version, word, actor).await));
        }
        answers
    }

    /// What the rules would say if the desk agreed, and if it did not; nothing where the record is not touched.
    pub(super) async fn foreseen(
        &self,
        row: &RequestRow,
        verdict: Verdict,
        actor: &str,
    ) -> Result<Option<Decision>, ServiceError> {
        let commands = row.request.commands(verdict, actor);
        let Some(command) = commands.first() else { return Ok(None) };
        self.outlook(&row.request.opened.student, command, actor).await
    }

    /// Decides a command on a record that is held and notes what is to be written where it is accepted.
    pub(super) fn effect(
        &self,
        held: &mut Held,
        on: Date,
        command: Command,
        actor: &str,
        ground: &mut Ground,
        writing: &mut Writing,
    ) -> Result<Decision, ServiceError> {
        let last = held.record.last_on();
        if on < last {
            let message = Message::new("student-date-before-last").with("date", on).with("last", last);
            return Err(ServiceError::BadInput(vec![message]));
        }
        let decided = decide(&held.record, &ground.grounds(), on, &command);
        let decision = decided.decision.clone();
        if decision.outcome == Outcome::Accepted {
            writing.note(held, on, command, decided, actor, ground)?;
        }
        Ok(decision)
    }

    /// Whether who asks may go on for the student who had his days to be heard and did not speak: the institution that
    /// proposed it (interpretation `request-hearing`).
    pub(super) fn goes_on_unheard(&self, row: &RequestRow) -> bool {
        let heard = row.stop().is_some_and(|stop| stop.desk == Desk::Student);
        let late = row.due_on.is_some_and(|due| due < self.clock.today());
        let own = self.viewer().and_then(crate::access::Viewer::institution);
        let proposed = row.request.opened.stops.iter().any(|stop| Some(stop.holder.as_str()) == own);
        heard && late && proposed
    }

    /// Whether who asks now is who asked for it.
    pub(super) fn is_asker(&self, row: &RequestRow) -> bool {
        self.viewer().is_some_and(|viewer| viewer.account == row.request.opened.account)
    }
}

/// Whether a word has all that its desk must give; that a student was not heard is noted in words.
fn complete(word: &Word, desk: Desk, unheard: bool) -> Result<(), ServiceError> {
    let mut missing = Vec::new();
    if (word.verdict != Verdict::Agree || unheard) && word.reason.trim().is_empty() {
        missing.push(Message::new("request-reason-missing").with("verdict", verdict_word(word.verdict)));
    }
    if desk == Desk::Meeting && word.verdict == Verdict::Agree && word.number.trim().is_empty() {
        missing.push(Message::new("request-number-missing"));
    }
    if desk == Desk::Student && word.verdict != Verdict::Agree {
        missing.push(Message::new("request-heard-only"));
    }
    if missing.is_empty() { Ok(()) } else { Err(ServiceError::BadInput(missing)) }
}
