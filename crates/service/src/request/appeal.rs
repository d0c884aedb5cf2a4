//! Appeals: what can be appealed against, until when, who may not hear it, and what one that is upheld leads to.

use super::open::NewRequest;
use super::row::{RequestFilter, RequestRow};
use super::story::Story;
use crate::Office;
use crate::error::{Fault, ServiceError};
use crate::rows::Student;
use crate::student::stream as record_of;
use guantong_model::{Date, Message, StudentId};
use guantong_policy::Outcome;
use guantong_registry::{Command, CommandName, Entry};
use guantong_requests::{
    About, Act, Asker, Book, Event, Kind, Logged, Opened, State, Verdict, is_no_institution,
};

/// A decision that can be appealed against.
pub(super) struct Decided {
    on: Date,
    served_on: Option<Date>,
    pub(super) institution: String,
    /// The accounts that decided it: they do not hear the appeal.
    pub(super) by: Vec<String>,
}

/// What an appeal that is upheld leads to.
pub(super) enum Remedy {
    /// Nothing that this office can do by itself.
    Nothing,
    /// The request goes back to the desk that refused it.
    Reopened(Box<RequestRow>),
    /// One that is under way does it already.
    UnderWay(String),
    /// A request that is opened: a correction by two people, or what the rules refused then, decided anew.
    Opened(Box<Opened>),
}

impl Office {
    /// The decision an appeal is about: adverse, of this student, and still in time.
    pub(super) async fn appealed(
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
        let decided = match about.request() {
            Some(id) => self.decided_request(id, new.kind, student, book).await?,
            None if new.kind == Kind::Appeal => self.decided_entry(about, student, book).await?,
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
            let told = row.request.about();
            let whole = about.request().is_some();
            told.is_some_and(|told| told.stream == about.stream && (whole || told.version == about.version))
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
        if is_no_institution(&institution) && kind == Kind::Appeal {
            return Err(ServiceError::BadInput(vec![Message::new("request-appeal-not-here")]));
        }
        let on = request.ended_on.unwrap_or(request.opened_on);
        let by = deciders(&self.log_of(id).await?, request.state);
        Ok(Some(Decided { on, served_on: request.served_on, institution, by }))
    }

    /// An entry of the record that went against the student.
    async fn decided_entry(
        &self,
        about: &About,
        student: &Student,
        book: &Book,
    ) -> Result<Option<Decided>, Fault> {
        if about.stream != record_of(&student.id) {
            return Ok(None);
        }
        let entries = self.storage.stream(&about.stream).await?;
        let Some(found) = entries.into_iter().find(|entry| entry.version == about.version) else {
            return Ok(None);
        };
        let adverse = CommandName::parse(&found.kind).is_some_and(|name| book.is_adverse(name));
        let outcome = found.body.pointer("/decision/outcome").and_then(|outcome| outcome.as_str());
        let refused = outcome != Some(Outcome::Accepted.as_str());
        Ok((adverse || refused).then(|| Decided {
            on: found.effective_on,
            served_on: None,
            institution: student.registered_at.clone().unwrap_or_else(|| student.studies_at.clone()),
            by: vec![found.actor],
        }))
    }

    /// Whether who asks decided what an appeal is about, and so does not hear it.
    pub(super) fn decided_it(&self, row: &RequestRow) -> bool {
        self.viewer().is_some_and(|viewer| row.request.opened.decided_by.contains(&viewer.account))
    }

    /// What an appeal leads to that is upheld now by who asks. An appeal to the authority is about an appeal: what is put
    /// right is what that one was about.
    pub(super) async fn remedy(
        &self,
        appeal: &RequestRow,
        book: &Book,
        actor: &str,
    ) -> Result<Remedy, ServiceError> {
        let mut about = appeal.request.about().cloned();
        loop {
            let Some(now) = about else { return Ok(Remedy::Nothing) };
            let Some(id) = now.request() else { return self.entry_anew(appeal, &now, book, actor).await };
            let Some(target) = self.whole.request(id).await? else { return Ok(Remedy::Nothing) };
            if !target.request.opened.kind.is_appeal() {
                return self.request_anew(appeal, target, book, actor).await;
            }
            about = target.request.about().cloned();
        }
    }

    /// A request that was refused is decided anew; what is on the record is corrected.
    async fn request_anew(
        &self,
        appeal: &RequestRow,
        target: RequestRow,
        book: &Book,
        actor: &str,
    ) -> Result<Remedy, ServiceError> {
        let request = &target.request;
        let student = &request.opened.student;
        if request.state == State::Refused && !request.applied {
            return Ok(match self.under_way(student, request.opened.kind).await? {
                Some(other) => Remedy::UnderWay(other),
                None => Remedy::Reopened(Box::new(target)),
            });
        }
        // Of a transfer the no is on the record too: the school's opinion, or the authority's.
        let wrote = |name: CommandName| match request.state {
            State::Refused => matches!(name, CommandName::Consent | CommandName::Audit),
            _ => Some(name) == request.opened.kind.command(),
        };
        let entries = self.whole.stream(&record_of(student)).await?;
        let wrote = entries.iter().rev().find(|entry| {
            CommandName::parse(&entry.kind).is_some_and(wrote)
                && outcome_of(&entry.body) == Outcome::Accepted.as_str()
        });
        match wrote {
            Some(entry) => self.correction(appeal, student, entry.version, book, actor).await,
            None => Ok(Remedy::Nothing),
        }
    }

    /// An entry of the record: what was accepted is corrected; what the rules refused or referred is asked for anew, if
    /// they would let it now.
    async fn entry_anew(
        &self,
        appeal: &RequestRow,
        about: &About,
        book: &Book,
        actor: &str,
    ) -> Result<Remedy, ServiceError> {
        let opened = &appeal.request.opened;
        let entries = self.whole.stream(&about.stream).await?;
        let Some(found) = entries.into_iter().find(|entry| entry.version == about.version) else {
            return Ok(Remedy::Nothing);
        };
        if outcome_of(&found.body) == Outcome::Accepted.as_str() {
            return self.correction(appeal, &opened.student, found.version, book, actor).await;
        }
        let entry: Entry =
            serde_json::from_value(found.body).map_err(|error| Fault::new("read a record", error))?;
        let Some(kind) = Kind::of_command(entry.command.name()) else { return Ok(Remedy::Nothing) };
        if book.kind(kind).is_none_or(|terms| !terms.asked_by.contains(&opened.by)) {
            return Ok(Remedy::Nothing);
        }
        if let Some(other) = self.under_way(&opened.student, kind).await? {
            return Ok(Remedy::UnderWay(other));
        }
        let outlook = self.outlook(&opened.student, &entry.command, actor).await?;
        if outlook.as_ref().is_none_or(|outlook| super::open::is_told(kind, outlook)) {
            return Ok(Remedy::Nothing);
        }
        let student = self.whole.student(&opened.student).await?.ok_or(ServiceError::NotFound)?;
        let minor = self.is_minor(&student, book).await?;
        let holder = self.holders(&student, super::open::target(Some(&entry.command)), None).await?;
        Ok(Remedy::Opened(Box::new(Opened {
            kind,
            student: student.id.clone(),
            command: Some(entry.command),
            about: Some(About { stream: super::stream(&appeal.id), version: appeal.version }),
            decided_by: Vec::new(),
            by: opened.by,
            account: opened.account.clone(),
            minor,
            stops: book.stops(kind, opened.by, minor, holder),
            papers: Vec::new(),
            outlook,
        })))
    }

    /// The correction of an entry, proposed by who upheld the appeal: another person of the institution reviews it.
    async fn correction(
        &self,
        appeal: &RequestRow,
        student: &StudentId,
        of: i64,
        book: &Book,
        actor: &str,
    ) -> Result<Remedy, ServiceError> {
        let of = u32::try_from(of).map_err(|error| Fault::new("number an entry", error))?;
        let command = Command::Correct { of, reason: appeal.id.clone(), approver: String::new() };
        let filter = RequestFilter {
            student: Some(student.clone()),
            kind: Some(Kind::Correct),
            states: vec![State::AtDesk, State::Returned],
            ..RequestFilter::default()
        };
        let same = |row: &RequestRow| matches!(&row.request.opened.command, Some(Command::Correct { of: other, .. }) if *other == of);
        if let Some(row) = self.whole.requests(&filter, 100, 0).await?.into_iter().find(same) {
            return Ok(Remedy::UnderWay(row.id));
        }
        let student = self.whole.student(student).await?.ok_or(ServiceError::NotFound)?;
        let holder = self.holders(&student, None, None).await?;
        let by = self.viewer().and_then(|viewer| super::seat::asker(viewer.role)).unwrap_or(Asker::School);
        let minor = self.is_minor(&student, book).await?;
        // Even where the rules would refuse it now, because later entries rest on that one: the desk sees which.
        let outlook = self.outlook(&student.id, &command, actor).await?;
        Ok(Remedy::Opened(Box::new(Opened {
            kind: Kind::Correct,
            student: student.id.clone(),
            command: Some(command),
            about: Some(About { stream: super::stream(&appeal.id), version: appeal.version }),
            decided_by: Vec::new(),
            by,
            account: self.viewer().map(|viewer| viewer.account.clone()).unwrap_or_default(),
            minor,
            stops: book.stops(Kind::Correct, by, minor, holder),
            papers: Vec::new(),
            outlook,
        })))
    }

    /// Sends a transfer that was refused back to its desk, once the refusal was taken off the record.
    pub(super) async fn transfer_anew(
        &self,
        correction: &RequestRow,
        story: &mut Story<'_>,
    ) -> Result<(), ServiceError> {
        let mut about = correction.request.about().cloned();
        let appeal = about.as_ref().and_then(About::request).map(str::to_owned);
        while let Some(id) = about.as_ref().and_then(About::request) {
            let Some(target) = self.whole.request(id).await? else { return Ok(()) };
            if target.request.opened.kind.is_appeal() {
                about = target.request.about().cloned();
                continue;
            }
            if target.request.state == State::Refused && target.request.applied {
                let event = Event::Reopened { appeal: appeal.unwrap_or_default() };
                story.follow(target, &event)?;
            }
            return Ok(());
        }
        Ok(())
    }
}

/// The accounts whose word a decision was: of a refusal who refused, of what was agreed to against the student everybody of
/// an institution who agreed to it since it was last reopened.
fn deciders(log: &[Logged], state: State) -> Vec<String> {
    let reopened = log.iter().rposition(|one| matches!(one.event, Event::Reopened { .. })).unwrap_or(0);
    let since = log.iter().skip(reopened);
    let wanted = if state == State::Refused { Verdict::Refuse } else { Verdict::Agree };
    let spoke = since.filter(
        |one| matches!(&one.event, Event::Decided { desk, verdict, .. } if *verdict == wanted && !desk.of_family()),
    );
    spoke.map(|one| one.actor.clone()).collect()
}

fn outcome_of(body: &serde_json::Value) -> &str {
    body.pointer("/decision/outcome").and_then(|outcome| outcome.as_str()).unwrap_or_default()
}
