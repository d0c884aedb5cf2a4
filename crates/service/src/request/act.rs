//! Everything else that may be done with a request: completed, taken back, commented, extended, served.

use super::GivenFile;
use super::decide::Answer;
use super::open::is_told;
use super::paper::written;
use super::row::RequestRow;
use super::story::Story;
use crate::Office;
use crate::access::Action;
use crate::error::{Fault, ServiceError};
use crate::student::Writing;
use guantong_model::Message;
use guantong_policy::Outcome;
use guantong_registry::Command;
use guantong_requests::{Act, Asker, Book, Event, Kind, PaperKind, Served, Stop, is_no_institution};

impl Office {
    /// Gives a request in again after it was returned. What is asked for now is looked at by the rules at once: what they
    /// would not let a desk agree to is told and not sent round again.
    ///
    /// # Errors
    /// As [`Office::take_request_back`]; bad input where nothing was written.
    pub async fn complete_request(
        &self,
        id: &str,
        version_seen: i64,
        command: Option<Command>,
        statement: &str,
        files: &[GivenFile],
        actor: &str,
    ) -> Result<Answer, ServiceError> {
        let row = self.request_to_act_on(id, version_seen, Act::Complete).await?;
        if command.as_ref().is_some_and(|command| Some(command.name()) != row.request.opened.kind.command()) {
            return Err(Fault::new("complete a request", "the command is not the kind's").into());
        }
        let mut papers = Vec::new();
        papers.extend(self.text_paper(id, PaperKind::Statement, statement)?);
        papers.extend(self.file_papers(id, files)?);
        if papers.is_empty() {
            return Err(ServiceError::BadInput(vec![Message::new("request-statement-missing")]));
        }
        // What is on the record already stays what was applied for.
        let command = command.filter(|_| !row.request.applied);
        if let Some(command) = &command
            && let Some(told) = self.outlook(&row.request.opened.student, command, actor).await?
            && is_told(row.request.opened.kind, &told)
        {
            return Ok(Answer::NotAccepted(Box::new(told)));
        }
        let stops = self.stops_now(&row, command.as_ref()).await?;
        let (papers, changes) = written(papers);
        let event = Event::Completed { command, stops, papers };
        let row = self.happen(row, event, changes, Writing::default(), actor).await?;
        Ok(Answer::Done(Box::new(row)))
    }

    /// Takes a request back; an application on the record goes back with it.
    ///
    /// # Errors
    /// Not found; forbidden where who asks did not ask for it; a conflict where it changed or is over.
    pub async fn take_request_back(
        &self,
        id: &str,
        version_seen: i64,
        actor: &str,
    ) -> Result<RequestRow, ServiceError> {
        let row = self.request_to_act_on(id, version_seen, Act::TakeBack).await?;
        let mut writing = Writing::default();
        if row.request.opened.kind == Kind::Transfer && row.request.applied {
            let student = &row.request.opened.student;
            let mut held = self.held(std::slice::from_ref(student)).await?;
            let held = held.get_mut(student).ok_or(ServiceError::NotFound)?;
            let mut ground = self.ground().await?;
            let on = self.clock.today();
            let decision =
                self.effect(held, on, Command::CancelTransfer, actor, &mut ground, &mut writing)?;
            // The record may have let the application go by itself: on leave, or with the next stage.
            if decision.outcome != Outcome::Accepted {
                writing = Writing::default();
            }
        }
        self.happen(row, Event::TakenBack, Vec::new(), writing, actor).await
    }

    /// Writes a word to a request, with files or without.
    ///
    /// # Errors
    /// As [`Office::take_request_back`]; bad input where nothing was written.
    pub async fn comment_on_request(
        &self,
        id: &str,
        version_seen: i64,
        text: &str,
        files: &[GivenFile],
        actor: &str,
    ) -> Result<RequestRow, ServiceError> {
        let row = self.request_to_act_on(id, version_seen, Act::Comment).await?;
        let mut papers = Vec::new();
        papers.extend(self.text_paper(id, PaperKind::Comment, text)?);
        papers.extend(self.file_papers(id, files)?);
        if papers.is_empty() {
            return Err(ServiceError::BadInput(vec![Message::new("request-comment-missing")]));
        }
        let (papers, changes) = written(papers);
        self.happen(row, Event::Commented { papers }, changes, Writing::default(), actor).await
    }

    /// Takes more time for the desk, once, with the reason.
    ///
    /// # Errors
    /// As [`Office::take_request_back`]; bad input without a reason.
    pub async fn extend_request(
        &self,
        id: &str,
        version_seen: i64,
        reason: &str,
        actor: &str,
    ) -> Result<RequestRow, ServiceError> {
        let row = self.request_to_act_on(id, version_seen, Act::Extend).await?;
        let papers = self.text_paper(id, PaperKind::Reason, reason)?;
        let Some(paper) = papers else {
            return Err(ServiceError::BadInput(vec![Message::new("request-extension-reason-missing")]));
        };
        let (papers, changes) = written(vec![paper]);
        self.happen(row, Event::Extended { papers }, changes, Writing::default(), actor).await
    }

    /// Notes that the decision reached the family: it says so itself, or the institution says how it was served.
    ///
    /// # Errors
    /// As [`Office::take_request_back`]; bad input where the way of serving is none.
    pub async fn serve_decision(
        &self,
        id: &str,
        version_seen: i64,
        how: &str,
        actor: &str,
    ) -> Result<RequestRow, ServiceError> {
        let row = self.request_to_act_on(id, version_seen, Act::Serve).await?;
        let family = self.is_family(&row);
        let said = Served::of_institution().find(|way| way.as_str() == how);
        let how = if family { Some(Served::Read) } else { said };
        let Some(how) = how else {
            return Err(ServiceError::BadInput(vec![Message::new("request-served-how")]));
        };
        self.happen(row, Event::Served { how }, Vec::new(), Writing::default(), actor).await
    }

    /// What who asks may do with a request now, in the order of the vocabulary.
    ///
    /// # Errors
    /// Where the edition cannot be read.
    pub fn request_acts(&self, row: &RequestRow) -> Result<Vec<Act>, ServiceError> {
        let book = self.request_book()?;
        let may = |act: &Act| row.request.check(*act, &book).is_ok() && self.may_act(row, *act, &book);
        Ok(Act::ALL.iter().copied().filter(may).collect())
    }

    /// Whether who asks is the one for an act, whatever the state of the request.
    ///
    /// # Errors
    /// Not found where it is out of reach; forbidden where it is not for who asks.
    pub async fn may_do_to_request(&self, id: &str, act: Act) -> Result<(), ServiceError> {
        self.may_do(id, act).await.map(|_| ())
    }

    async fn may_do(&self, id: &str, act: Act) -> Result<(RequestRow, Book), ServiceError> {
        let row = self.request_found(id).await?;
        let book = self.request_book()?;
        let action = if act == Act::Extend { Action::RequestDecide } else { Action::RequestMake };
        match self.viewer() {
            Some(viewer) if !self.may_act(&row, act, &book) => {
                Err(ServiceError::Forbidden(viewer.role, action))
            }
            _ => Ok((row, book)),
        }
    }

    /// A request that something may be done with, at the version that was seen.
    async fn request_to_act_on(
        &self,
        id: &str,
        version_seen: i64,
        act: Act,
    ) -> Result<RequestRow, ServiceError> {
        let (row, book) = self.may_do(id, act).await?;
        Self::same_request(&row, version_seen)?;
        row.request
            .check(act, &book)
            .map_err(|barred| ServiceError::conflict(barred.0.with("request", id)))?;
        Ok(row)
    }

    /// Whether who asks is the one for an act, whatever the request's state.
    fn may_act(&self, row: &RequestRow, act: Act, book: &Book) -> bool {
        let Some(viewer) = self.viewer() else { return true };
        let student = &row.request.opened.student;
        let seated = row.stop().is_some_and(|stop| self.sits_at(stop, student));
        let family = self.is_family(row);
        let part = row.parties().any(|party| viewer.institution() == Some(party));
        let asked = self.is_asker(row)
            || (family && matches!(row.request.opened.by, Asker::Student | Asker::Guardian));
        let may = |action| self.may_ever(action) && !viewer.reads_only;
        match act {
            Act::Decide => {
                let second = row.stop().is_some_and(|stop| stop.desk == guantong_requests::Desk::Second);
                let same = second && self.is_asker(row) && !book.second_may_be_the_same();
                may(Action::RequestDecide)
                    && (seated || self.goes_on_unheard(row))
                    && !same
                    && !self.decided_it(row)
            }
            Act::Extend => may(Action::RequestDecide) && seated && !self.decided_it(row),
            Act::Complete | Act::TakeBack => may(Action::RequestMake) && asked,
            Act::Comment => may(Action::RequestMake) && (asked || seated || part),
            Act::Serve => may(Action::RequestMake) && ((family && book.family_serves()) || part),
            // What the guardian or the commission refused is not for a committee of an institution.
            Act::Appeal => {
                let stop = row.request.opened.stops.get(row.request.at);
                may(Action::RequestMake)
                    && family
                    && stop.is_some_and(|stop| !is_no_institution(&stop.holder))
            }
        }
    }

    /// Whether who asks is the student or a guardian of his.
    pub(crate) fn is_family(&self, row: &RequestRow) -> bool {
        self.viewer().is_some_and(|viewer| viewer.own.contains(&row.request.opened.student))
    }

    async fn happen(
        &self,
        row: RequestRow,
        event: Event,
        changes: Vec<crate::ports::Change>,
        writing: Writing,
        actor: &str,
    ) -> Result<RequestRow, ServiceError> {
        let book = self.request_book()?;
        let mut story = Story::new(self.clock.today(), actor, &book);
        story.batch = writing.batch();
        story.batch.changes.extend(changes);
        let next = story.follow(row, &event)?;
        self.write_request(story.batch).await?;
        Ok(next)
    }

    /// The desks of a request for what is asked for now, where others sit there than before: another school receives.
    async fn stops_now(
        &self,
        row: &RequestRow,
        command: Option<&Command>,
    ) -> Result<Vec<Stop>, ServiceError> {
        let Some(Command::ApplyTransfer { to }) = command else { return Ok(Vec::new()) };
        let opened = &row.request.opened;
        let student = self.whole.student(&opened.student).await?.ok_or(ServiceError::NotFound)?;
        let holder = self.holders(&student, Some(to), None).await?;
        let stops = self.request_book()?.stops(opened.kind, opened.by, opened.minor, holder);
        Ok(if stops == opened.stops { Vec::new() } else { stops })
    }
}
