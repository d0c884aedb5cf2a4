//! A desk speaks. What its word brings upon the record is decided by the rules and written with it.

use super::open::{filled, verdict_word};
use super::paper::written;
use super::row::RequestRow;
use super::{entry, stream};
use crate::Office;
use crate::access::{Action, Relation};
use crate::error::{Fault, ServiceError};
use crate::ports::Change;
use crate::student::{Ground, Held, Writing};
use guantong_model::{Date, Message};
use guantong_policy::{Decision, Outcome};
use guantong_registry::{Command, decide};
use guantong_requests::{Act, Book, Desk, Event, PaperKind, Verdict};

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
        let (row, unheard) = self.at_desk(id).await?;
        Self::same_request(&row, version_seen)?;
        let book = self.request_book()?;
        row.request.check(Act::Decide, &book).map_err(|barred| ServiceError::conflict(barred.0))?;
        let stop = row.stop().cloned().ok_or(ServiceError::NotFound)?;
        if stop.desk == Desk::Second && self.is_asker(&row) && !book.second_may_be_the_same() {
            return Err(ServiceError::conflict(Message::new("conflict-same-hand")));
        }
        complete(word, stop.desk, unheard)?;
        let mut papers = Vec::new();
        papers.extend(self.text_paper(id, PaperKind::Reason, &word.reason)?);
        let (papers, mut changes) = written(papers);
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
        let event = Event::Decided {
            desk: stop.desk,
            verdict: word.verdict,
            papers,
            number: word.number.trim().to_owned(),
            decision: said,
        };
        let mut batch = writing.batch();
        if stop.desk == Desk::Second && !book.second_may_be_the_same() {
            changes.extend(self.hand_on(&stream(id), "second"));
        }
        let next = self.follow(row, on, actor, event, &book, &mut batch.entries, &mut changes)?;
        if next.request.opened.kind.is_appeal() && word.verdict == Verdict::Agree {
            self.reopen(&next, on, actor, &book, &mut batch.entries, &mut changes).await?;
        }
        batch.changes.extend(changes);
        self.write_request(batch).await?;
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
        let Some(loaded) = self.entire().record(&row.request.opened.student).await? else { return Ok(None) };
        let on = self.clock.today().max(loaded.record.last_on());
        let ground = self.ground().await?;
        Ok(Some(decide(&loaded.record, &ground.grounds(), on, &filled(command, actor)).decision))
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

    /// Takes an event into a request and notes what is to be written.
    #[expect(clippy::too_many_arguments, reason = "two lists that are written together")]
    pub(super) fn follow(
        &self,
        row: RequestRow,
        on: Date,
        actor: &str,
        event: Event,
        book: &Book,
        entries: &mut Vec<crate::journal::NewEntry>,
        changes: &mut Vec<Change>,
    ) -> Result<RequestRow, Fault> {
        let RequestRow { id, mut request, version, .. } = row;
        entries.push(entry(&id, version + 1, on, actor, &event)?);
        request.apply(on, actor, event);
        let row = RequestRow::of(&id, request, version + 1, book);
        changes.push(Change::Request(Box::new(row.clone())));
        Ok(row)
    }

    /// Sends a request that was refused back to its desk, because an appeal was upheld. An entry of the record is put right
    /// by a correction, which is asked for by itself.
    async fn reopen(
        &self,
        appeal: &RequestRow,
        on: Date,
        actor: &str,
        book: &Book,
        entries: &mut Vec<crate::journal::NewEntry>,
        changes: &mut Vec<Change>,
    ) -> Result<(), ServiceError> {
        let mut about = appeal.request.about().cloned();
        // An appeal to the authority is about an appeal: what is decided anew is what that one was about.
        while let Some(id) = about.as_ref().and_then(|about| about.stream.strip_prefix(super::STREAM)) {
            let Some(target) = self.whole.request(id).await? else { return Ok(()) };
            if target.request.opened.kind.is_appeal() {
                about = target.request.about().cloned();
                continue;
            }
            let asked_anew =
                self.under_way(&target.request.opened.student, target.request.opened.kind).await?;
            let refused = target.request.state == guantong_requests::State::Refused;
            if refused && !target.request.applied && asked_anew.is_none() {
                let event = Event::Reopened { appeal: appeal.id.clone() };
                self.follow(target, on, actor, event, book, entries, changes)?;
            }
            return Ok(());
        }
        Ok(())
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
