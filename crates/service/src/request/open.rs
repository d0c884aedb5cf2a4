//! Opening a request. The rules are asked first: what they refuse is told and not sent round the desks.

use super::paper::{GivenFile, written};
use super::row::{RequestFilter, RequestRow};
use super::seat::asker;
use super::{entry, stream};
use crate::Office;
use crate::access::{Action, Relation};
use crate::error::{Fault, ServiceError};
use crate::ports::{Batch, Change};
use crate::rows::Student;
use crate::student::Writing;
use guantong_model::{Date, Fact, Message, StudentId};
use guantong_policy::{Decision, Outcome};
use guantong_registry::{Command, decide};
use guantong_requests::{
    About, Act, Asker, Book, Desk, Event, Kind, Opened, PaperKind, Request, State, Stop, Verdict,
};
use jiff::ToSpan;
use std::collections::BTreeSet;

/// How many numbers are tried where others open requests at the same moment.
const NUMBERS_TRIED: u32 = 9;
/// The age from which nobody's consent is needed (民法典 17).
const OF_AGE: i32 = 18;

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
    /// The rules say no: nothing was opened.
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

/// A decision that can be appealed against.
struct Decided {
    on: Date,
    served_on: Option<Date>,
    institution: String,
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
        let minor = self.is_minor(&student).await?;
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
        let mut tries = NUMBERS_TRIED;
        loop {
            // The number is drawn first: whoever opens another meanwhile takes it, and is seen the next time.
            let year = i32::from(self.clock.today().year());
            let id = format!("{year}-Q{:04}", self.whole.request_count(year).await? + 1);
            let opened = self.open_numbered(&id, new.clone(), actor).await;
            tries -= 1;
            match opened {
                Err(ServiceError::Conflict(_)) if tries > 0 && self.whole.request(&id).await?.is_some() => {}
                other => return other,
            }
        }
    }

    async fn open_numbered(&self, id: &str, new: NewRequest, actor: &str) -> Result<Opening, ServiceError> {
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
        let mut held = self.held(std::slice::from_ref(&student.id)).await?;
        let held = held.get_mut(&student.id).ok_or(ServiceError::NotFound)?;
        let mut ground = self.ground().await?;
        let outlook = new.command.as_ref().map(|command| {
            decide(&held.record, &ground.grounds(), on.max(held.record.last_on()), &filled(command, actor))
        });
        if let Some(refused) = outlook.as_ref().filter(|found| found.decision.outcome == Outcome::Refused) {
            return Ok(Opening::Refused(Box::new(refused.decision.clone())));
        }
        let statement = self.text_paper(id, PaperKind::Statement, &new.statement)?;
        let Some(statement) = statement else {
            return Err(ServiceError::BadInput(vec![Message::new("request-statement-missing")]));
        };
        let mut papers = vec![statement];
        papers.extend(self.file_papers(id, &new.files)?);
        let (papers, mut changes) = written(papers);
        let to = match &new.command {
            Some(Command::ApplyTransfer { to }) => Some(to),
            _ => None,
        };
        let minor = self.is_minor(&student).await?;
        let institution = decided.as_ref().map(|decided| decided.institution.as_str());
        let holder = self.holders(&student, to, institution).await?;
        let opened = Opened {
            kind: new.kind,
            student: student.id.clone(),
            command: new.command.clone(),
            about: new.about,
            by,
            account: self.viewer().map(|viewer| viewer.account.clone()).unwrap_or_default(),
            minor,
            stops: book.stops(new.kind, by, minor, holder),
            papers,
            outlook: outlook.map(|found| found.decision),
        };
        let request = Request::open(on, actor, opened.clone());
        // Without a guardian to ask, the application for a transfer is on the record at once.
        let mut writing = Writing::default();
        if request.applied
            && let Some(command) = new.command
        {
            let decision = self.effect(held, on, command, actor, &mut ground, &mut writing)?;
            if decision.outcome != Outcome::Accepted {
                return Ok(Opening::Refused(Box::new(decision)));
            }
        }
        let mut batch = writing.batch();
        batch.entries.push(entry(id, 1, on, actor, &Event::Opened(Box::new(opened)))?);
        if request.opened.stops.iter().any(|stop| stop.desk == Desk::Second) {
            changes.extend(self.hand_on(&stream(id), ASKED));
        }
        let row = RequestRow::of(id, request, 1, &book);
        changes.push(Change::Request(Box::new(row.clone())));
        batch.changes.extend(changes);
        self.write_request(batch).await?;
        Ok(Opening::Opened(Box::new(row)))
    }

    pub(super) async fn write_request(&self, batch: Batch) -> Result<(), ServiceError> {
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

    /// Whether a student is a minor today.
    async fn is_minor(&self, student: &Student) -> Result<bool, Fault> {
        let person = self.storage.person(&student.person).await?;
        let of_age = person.and_then(|person| person.birth_on.checked_add(OF_AGE.years()).ok());
        Ok(of_age.is_none_or(|of_age| self.clock.today() < of_age))
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

    /// The decision an appeal is about: adverse, of this student, and still in time.
    async fn appealed(
        &self,
        new: &NewRequest,
        student: &Student,
        book: &Book,
        on: Date,
    ) -> Result<Option<Decided>, ServiceError> {
        if !new.kind.is_appeal() {
            return Ok(None);
        }
        let bad = |id: &str| ServiceError::BadInput(vec![Message::new(id)]);
        if !book.hears_appeals_of(student.stage) {
            return Err(bad("request-appeal-not-of-this-stage"));
        }
        let about = new.about.as_ref().ok_or_else(|| bad("request-appeal-about-missing"))?;
        let decided = match about.stream.strip_prefix(super::STREAM) {
            Some(id) => self.decided_request(id, new.kind, student, book).await?,
            None if new.kind == Kind::Appeal => self.decided_entry(about, student).await?,
            // The authority hears what the committee refused.
            None => None,
        };
        let decided = decided.ok_or_else(|| bad("request-appeal-about-missing"))?;
        if self.was_appealed(new.kind, student, about, decided.on).await? {
            return Err(bad("request-appeal-again"));
        }
        let until = book.appeal_until(new.kind, decided.on, decided.served_on);
        if let Some(until) = until.filter(|until| on > *until) {
            let message =
                Message::new("request-appeal-too-late").with("until", until).with("decided", decided.on);
            return Err(ServiceError::BadInput(vec![message]));
        }
        Ok(Some(decided))
    }

    /// Whether an appeal against a decision of a day was decided already: of a request, the decision since it was last
    /// reopened.
    async fn was_appealed(
        &self,
        kind: Kind,
        student: &Student,
        about: &About,
        on: Date,
    ) -> Result<bool, Fault> {
        let filter = RequestFilter {
            student: Some(student.id.clone()),
            kind: Some(kind),
            states: vec![State::Agreed, State::Refused],
            ..RequestFilter::default()
        };
        let same = |row: &RequestRow| {
            let request = about.stream.starts_with(super::STREAM);
            let told = row.request.about();
            told.is_some_and(|told| told.stream == about.stream && (request || told.version == about.version))
                && row.request.opened_on >= on
        };
        Ok(self.whole.requests(&filter, 1_000, 0).await?.iter().any(same))
    }

    /// A request that was decided against the student. An appeal to the authority is about an appeal that the school's
    /// committee refused; one to the committee about anything else that an institution decided.
    async fn decided_request(
        &self,
        id: &str,
        kind: Kind,
        student: &Student,
        book: &Book,
    ) -> Result<Option<Decided>, ServiceError> {
        let Some(row) = self.storage.request(id).await? else { return Ok(None) };
        let request = row.request;
        let fits = (request.opened.kind == Kind::Appeal) == (kind == Kind::AppealAuthority);
        if request.opened.student != student.id || !fits {
            return Ok(None);
        }
        request.check(Act::Appeal, book).map_err(|barred| ServiceError::BadInput(vec![barred.0]))?;
        let stop = request.opened.stops.get(request.at);
        let institution = stop.map(|stop| stop.holder.clone()).unwrap_or_default();
        if super::seat::is_no_institution(&institution) && kind == Kind::Appeal {
            return Err(ServiceError::BadInput(vec![Message::new("request-appeal-not-here")]));
        }
        let on = request.ended_on.unwrap_or(request.opened_on);
        Ok(Some(Decided { on, served_on: request.served_on, institution }))
    }

    /// An entry of the record that went against the student.
    async fn decided_entry(&self, about: &About, student: &Student) -> Result<Option<Decided>, Fault> {
        if about.stream != crate::student::stream(&student.id) {
            return Ok(None);
        }
        let entries = self.storage.stream(&about.stream).await?;
        let found = entries.into_iter().find(|entry| entry.version == about.version);
        let adverse = BTreeSet::from(["settle", "withdraw", "expel", "cancel-registration", "graduate"]);
        let refused = |entry: &crate::journal::Entry| {
            entry.body.pointer("/decision/outcome").and_then(|outcome| outcome.as_str()) != Some("accepted")
        };
        Ok(found.filter(|entry| adverse.contains(entry.kind.as_str()) || refused(entry)).map(|entry| {
            Decided {
                on: entry.effective_on,
                served_on: None,
                institution: student.registered_at.clone().unwrap_or_else(|| student.studies_at.clone()),
            }
        }))
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
