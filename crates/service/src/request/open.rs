//! Opening a request. The rules are asked first: what they refuse is told and not sent round the desks.

use super::GivenFile;
use super::paper::written;
use super::row::{RequestFilter, RequestRow};
use super::seat::asker;
use super::story::Story;
use super::stream;
use crate::Office;
use crate::access::{Action, Relation};
use crate::error::{Fault, ServiceError};
use crate::ports::{Batch, Change};
use crate::rows::Student;
use crate::student::Writing;
use guantong_model::{Fact, Message, ProgrammeId, StudentId};
use guantong_policy::{Decision, Outcome};
use guantong_registry::{Command, decide};
use guantong_requests::{
    About, Asker, Book, Desk, Event, Kind, Opened, PaperKind, Request, State, Stop, Verdict,
};
use std::collections::BTreeSet;

/// How many numbers are tried where others open requests at the same moment.
const NUMBERS_TRIED: u32 = 9;

/// What is asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewRequest {
    /// Whose record it concerns.
    pub student: StudentId,
    /// The kind.
    pub kind: Kind,
    /// The command, of every kind but an appeal.
    pub command: Option<Command>,
    /// What an appeal is about.
    pub about: Option<About>,
    /// Why, in the asker's words.
    pub statement: String,
    /// Evidence.
    pub files: Vec<GivenFile>,
}

/// What came of asking.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Opening {
    /// It is on its way.
    Opened(Box<RequestRow>),
    /// The rules say no, or leave a transfer to somebody who decides outside of this office: nothing was opened.
    Refused(Box<Decision>),
}

/// What lies before who would ask: the desks, and whose consent is needed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Prospect {
    /// The kind.
    pub kind: Kind,
    /// The desks it would pass, with who sits there.
    pub stops: Vec<Stop>,
    /// Of the same kind, one that is still under way.
    pub under_way: Option<String>,
}

impl Office {
    /// What lies before who would ask for something: the desks, and whether such a request is under way.
    ///
    /// # Errors
    /// Not found where the student is out of reach; forbidden where the table or the kind does not let who asks.
    pub async fn request_prospect(&self, student: &StudentId, kind: Kind) -> Result<Prospect, ServiceError> {
        let student = self.storage.student(student).await?.ok_or(ServiceError::NotFound)?;
        let book = self.request_book()?;
        let by = self.may_ask(&student, kind, &book).await?;
        let minor = self.is_minor(&student, &book).await?;
        let holder = self.holders(&student, None, None).await?;
        let stops = book.stops(kind, by, minor, holder);
        Ok(Prospect { kind, stops, under_way: self.under_way(&student.id, kind).await? })
    }

    /// The kinds that who asks may ask for of a student, whatever the rules say of each.
    ///
    /// # Errors
    /// Not found where the student is out of reach.
    pub async fn request_kinds(&self, student: &StudentId) -> Result<Vec<Kind>, ServiceError> {
        let student = self.storage.student(student).await?.ok_or(ServiceError::NotFound)?;
        let book = self.request_book()?;
        let mut kinds = Vec::new();
        for kind in Kind::ALL {
            if self.may_ask(&student, *kind, &book).await.is_ok() {
                kinds.push(*kind);
            }
        }
        Ok(kinds)
    }

    /// Opens a request.
    ///
    /// # Errors
    /// Not found where the student is out of reach; forbidden where who asks may not ask for this; bad input with every
    /// mistake; a conflict where one of the kind is under way, or where somebody was first.
    pub async fn open_request(&self, new: NewRequest, actor: &str) -> Result<Opening, ServiceError> {
        if new.kind == Kind::Personal {
            return Err(ServiceError::BadInput(vec![Message::new("personal-nothing")]));
        }
        self.open_next(&new, None, actor).await
    }

    /// The number of the next request, of which so many are tried.
    pub(super) async fn next_number(&self) -> Result<String, Fault> {
        let year = i32::from(self.clock.today().year());
        Ok(format!("{year}-Q{:04}", self.whole.request_count(year).await? + 1))
    }

    /// Whether a number was lost to whoever opened another request meanwhile, and the next one is to be tried.
    pub(super) async fn was_lost<T: Sync>(
        &self,
        number: &str,
        outcome: &Result<T, ServiceError>,
        tries: &mut u32,
    ) -> Result<bool, Fault> {
        *tries += 1;
        let conflict = matches!(outcome, Err(ServiceError::Conflict(_)));
        Ok(conflict && *tries < NUMBERS_TRIED && self.whole.request(number).await?.is_some())
    }

    /// Opens a request under the next number that nobody else takes meanwhile.
    pub(super) async fn open_next(
        &self,
        new: &NewRequest,
        personal: Option<&str>,
        actor: &str,
    ) -> Result<Opening, ServiceError> {
        let mut tries = 0;
        loop {
            let number = self.next_number().await?;
            let opened = self.open_numbered(&number, new.clone(), personal, actor).await;
            if !self.was_lost(&number, &opened, &mut tries).await? {
                return opened;
            }
        }
    }

    async fn open_numbered(
        &self,
        id: &str,
        new: NewRequest,
        personal: Option<&str>,
        actor: &str,
    ) -> Result<Opening, ServiceError> {
        let student = self.storage.student(&new.student).await?.ok_or(ServiceError::NotFound)?;
        let book = self.request_book()?;
        let by = self.may_ask(&student, new.kind, &book).await?;
        if new.command.as_ref().map(Command::name) != new.kind.command() {
            return Err(Fault::new("open a request", "the command is not the kind's").into());
        }
        if let Some(other) = self.under_way(&student.id, new.kind).await? {
            let message = Message::new("conflict-request-under-way").with("request", other);
            return Err(ServiceError::conflict(message.with("kind", kind_word(new.kind))));
        }
        let on = self.clock.today();
        let decided = self.appealed(&new, &student, &book, on).await?;
        let outlook = match &new.command {
            Some(command) => self.outlook(&student.id, command, actor).await?,
            None => None,
        };
        if let Some(told) = outlook.as_ref().filter(|found| is_told(new.kind, found)) {
            return Ok(Opening::Refused(Box::new(told.clone())));
        }
        let statement = self.text_paper(id, PaperKind::Statement, &new.statement)?;
        let Some(statement) = statement else {
            return Err(ServiceError::BadInput(vec![Message::new("request-statement-missing")]));
        };
        let mut papers = vec![statement];
        papers.extend(match personal {
            Some(asked) => self.text_paper(id, PaperKind::Personal, asked)?,
            None => None,
        });
        papers.extend(self.file_papers(id, &new.files)?);
        let (papers, changes) = written(papers);
        let minor = self.is_minor(&student, &book).await?;
        let institution = decided.as_ref().map(|decided| decided.institution.as_str());
        let holder = self.holders(&student, target(new.command.as_ref()), institution).await?;
        let opened = Opened {
            kind: new.kind,
            student: student.id.clone(),
            command: new.command,
            about: new.about,
            decided_by: decided
                .filter(|_| !book.anybody_hears())
                .map(|decided| decided.by)
                .unwrap_or_default(),
            by,
            account: self.viewer().map(|viewer| viewer.account.clone()).unwrap_or_default(),
            minor,
            stops: book.stops(new.kind, by, minor, holder),
            papers,
            outlook,
        };
        let mut story = Story::new(on, actor, &book);
        story.batch.changes = changes;
        match self.send_round(id, opened, &mut story).await? {
            Ok(row) => {
                self.write_request(story.batch).await?;
                Ok(Opening::Opened(Box::new(row)))
            }
            Err(decision) => Ok(Opening::Refused(Box::new(decision))),
        }
    }

    /// Notes that a request is opened, with what that brings upon the record at once; the decision where the rules do not
    /// let the record follow.
    pub(super) async fn send_round(
        &self,
        id: &str,
        opened: Opened,
        story: &mut Story<'_>,
    ) -> Result<Result<RequestRow, Decision>, ServiceError> {
        let student = opened.student.clone();
        let command = opened.command.clone();
        story.note(id, 1, &Event::Opened(Box::new(opened.clone())))?;
        let request = Request::open(story.on, opened);
        // Without a guardian to ask, the application for a transfer is on the record at once.
        if let Some(command) = command.filter(|_| request.applied) {
            let mut writing = Writing::default();
            let mut held = self.entire().held(std::slice::from_ref(&student)).await?;
            let held = held.get_mut(&student).ok_or(ServiceError::NotFound)?;
            let mut ground = self.ground().await?;
            let decision = self.effect(held, story.on, command, story.actor, &mut ground, &mut writing)?;
            if decision.outcome != Outcome::Accepted {
                return Ok(Err(decision));
            }
            let batch = writing.batch();
            story.batch.entries.splice(0..0, batch.entries);
            story.batch.changes.extend(batch.changes);
        }
        if request.opened.stops.iter().any(|stop| stop.desk == Desk::Second) {
            story.batch.changes.extend(self.hand_on(&stream(id), ASKED));
        }
        let row = RequestRow::of(id, request, 1, story.book);
        story.batch.changes.push(Change::Request(Box::new(row.clone())));
        Ok(Ok(row))
    }

    /// What the rules say of a command on a record today; nothing where there is no record.
    pub(super) async fn outlook(
        &self,
        student: &StudentId,
        command: &Command,
        actor: &str,
    ) -> Result<Option<Decision>, ServiceError> {
        let Some(loaded) = self.entire().record(student).await? else { return Ok(None) };
        let on = self.clock.today().max(loaded.record.last_on());
        let ground = self.ground().await?;
        Ok(Some(decide(&loaded.record, &ground.grounds(), on, &filled(command, actor)).decision))
    }

    pub(super) async fn write_request(&self, mut batch: Batch) -> Result<(), ServiceError> {
        let told = self.told_by_batch(&batch).await?;
        batch.changes.extend(told);
        self.storage.append(batch, self.clock.now()).await?;
        Ok(())
    }

    /// As whom who asks may ask for something.
    async fn may_ask(&self, student: &Student, kind: Kind, book: &Book) -> Result<Asker, ServiceError> {
        let relations = self.relations(student).await?;
        self.allow(Action::RequestMake, &relations)?;
        let terms = book.kind(kind).ok_or(ServiceError::NotFound)?;
        match self.viewer() {
            Some(viewer) => asker(viewer.role)
                .filter(|by| terms.asked_by.contains(by))
                .ok_or(ServiceError::Forbidden(viewer.role, Action::RequestMake)),
            None => terms.asked_by.first().copied().ok_or(ServiceError::NotFound),
        }
    }

    /// Whether a student is a minor today; of whom no birthday is known, he is.
    pub(super) async fn is_minor(&self, student: &Student, book: &Book) -> Result<bool, Fault> {
        let person = self.whole.person(&student.person).await?;
        Ok(person.is_none_or(|person| book.is_minor(person.birth_on, self.clock.today())))
    }

    /// A request of the kind on the student that is not over.
    pub(super) async fn under_way(&self, student: &StudentId, kind: Kind) -> Result<Option<String>, Fault> {
        let filter = RequestFilter {
            student: Some(student.clone()),
            kind: Some(kind),
            states: vec![State::AtDesk, State::Returned],
            ..RequestFilter::default()
        };
        // Whoever may not see it, such as the school after a transfer, must still not open a second one.
        Ok(self.whole.requests(&filter, 1, 0).await?.into_iter().next().map(|row| row.id))
    }

    /// How who asks stands to a request.
    pub(crate) async fn request_relations(&self, row: &RequestRow) -> Result<BTreeSet<Relation>, Fault> {
        let mut relations = BTreeSet::from([Relation::City]);
        // Whoever may read a record may read what was asked for on it.
        if let Some(student) = self.request_student(&row.request.opened.student).await?
            && self.may(Action::StudentRead, &self.relations(&student).await?)
        {
            relations.insert(Relation::Own);
        }
        match self.viewer() {
            None => relations.extend(Relation::ALL),
            Some(viewer) => {
                let part = row.parties().any(|party| viewer.institution() == Some(party));
                if part || row.stop().is_some_and(|stop| self.sits_at(stop, &row.request.opened.student)) {
                    relations.insert(Relation::Own);
                }
            }
        }
        Ok(relations)
    }
}

/// Whether what the rules say of a request is told to who asks and not sent round. What they refuse is; so is a transfer
/// that they refer: no desk can agree to what no command can write, and the decision names who decides it (3.3.5.e).
#[must_use]
pub fn is_told(kind: Kind, decision: &Decision) -> bool {
    match decision.outcome {
        Outcome::Refused => true,
        Outcome::Referred => kind == Kind::Transfer,
        Outcome::Accepted => false,
    }
}

/// The programme that a command asks to be transferred to.
pub(super) fn target(command: Option<&Command>) -> Option<&ProgrammeId> {
    match command {
        Some(Command::ApplyTransfer { to }) => Some(to),
        _ => None,
    }
}

/// The part of a request's stream that who asks has a hand in, where a second person reviews.
pub(super) const ASKED: &str = "asked";

/// A command as the desks will complete it, for the rules to look at before.
pub(super) fn filled(command: &Command, actor: &str) -> Command {
    let named = |text: &String| if text.trim().is_empty() { actor.to_owned() } else { text.clone() };
    match command {
        Command::Correct { of, reason, approver } => {
            Command::Correct { of: *of, reason: reason.clone(), approver: named(approver) }
        }
        Command::Expel { article, decision } => {
            Command::Expel { article: article.clone(), decision: named(decision) }
        }
        Command::CancelRegistration { article, decision } => {
            Command::CancelRegistration { article: article.clone(), decision: named(decision) }
        }
        other => other.clone(),
    }
}

/// A kind as a word of the glossary.
pub(super) fn kind_word(kind: Kind) -> Fact {
    Fact::Word(format!("request-kind.{kind}"))
}

/// What a desk's verdict is called in a sentence.
pub(super) fn verdict_word(verdict: Verdict) -> Fact {
    Fact::Word(format!("verdict.{verdict}"))
}
