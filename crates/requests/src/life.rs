//! How a request lives: the fold of its events, and what may be done with it.

use crate::{About, Book, Desk, Event, Kind, Logged, Opened, Stop, Verdict};
use guantong_model::{Date, Message, words};
use guantong_registry::{Command, Side};
use serde::{Deserialize, Serialize};

words! {
    /// How far a request is.
    State {
        /// 办理中: waits at a desk.
        AtDesk = "at-desk",
        /// 待补正: returned to who asked.
        Returned = "returned",
        /// 已同意.
        Agreed = "agreed",
        /// 未同意.
        Refused = "refused",
        /// 已撤回.
        TakenBack = "taken-back",
    }
}

words! {
    /// What somebody may do with a request.
    Act {
        /// Say yes or no, or return it: who sits at the desk.
        Decide = "decide",
        /// Give it in again: who asked.
        Complete = "complete",
        /// Take it back: who asked.
        TakeBack = "take-back",
        /// Write a word or give a file: who asked, and whoever sits at one of its desks.
        Comment = "comment",
        /// Take more time: the desk.
        Extend = "extend",
        /// Note that the decision reached the family.
        Serve = "serve",
        /// Appeal against it: the family.
        Appeal = "appeal",
    }
}

/// Why something may not be done with a request now.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{}", .0.id)]
pub struct Barred(pub Message);

/// A request as its events made it: where it stands, not how it came there.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Request {
    /// How it began, with the command as it is asked for now.
    pub opened: Opened,
    /// The day it was opened.
    pub opened_on: Date,
    /// How far it is.
    pub state: State,
    /// The desk it is at or was at last, by its place among the stops.
    pub at: usize,
    /// The day it came to that desk.
    pub since: Date,
    /// Whether the desk took more time.
    pub extended: bool,
    /// Whether the application is on the record already: of a transfer.
    pub applied: bool,
    /// The day the decision reached the family.
    pub served_on: Option<Date>,
    /// The day it ended.
    pub ended_on: Option<Date>,
}

impl Request {
    /// A request as it is opened.
    #[must_use]
    pub fn open(on: Date, opened: Opened) -> Self {
        let applied =
            opened.kind == Kind::Transfer && opened.stops.first().is_some_and(|s| !s.desk.of_family());
        Request {
            opened,
            opened_on: on,
            state: State::AtDesk,
            at: 0,
            since: on,
            extended: false,
            applied,
            served_on: None,
            ended_on: None,
        }
    }

    /// Folds all that happened, oldest first; nothing where the first does not open a request.
    #[must_use]
    pub fn fold(log: &[Logged]) -> Option<Self> {
        let (first, rest) = log.split_first()?;
        let Event::Opened(opened) = &first.event else { return None };
        let mut request = Request::open(first.on, (**opened).clone());
        for one in rest {
            request.apply(one.on, &one.event);
        }
        Some(request)
    }

    /// The desk it waits at; nothing where it waits at none.
    #[must_use]
    pub fn stop(&self) -> Option<&Stop> {
        (self.state == State::AtDesk).then(|| self.opened.stops.get(self.at)).flatten()
    }

    /// Whether it is over.
    #[must_use]
    pub fn ended(&self) -> bool {
        matches!(self.state, State::Agreed | State::Refused | State::TakenBack)
    }

    /// Whether the desk it is at is the last.
    #[must_use]
    pub fn at_last(&self) -> bool {
        self.at + 1 >= self.opened.stops.len()
    }

    /// The last day for the desk it is at; nothing where no time is set.
    #[must_use]
    pub fn due_on(&self, book: &Book) -> Option<Date> {
        let stop = self.stop()?;
        let terms = book.desk(self.opened.kind, stop.desk)?;
        let more = if self.extended { terms.extend.unwrap_or(0) } else { 0 };
        let days = terms.days?.saturating_add(more);
        Some(book.calendar().due(self.since, days, terms.count))
    }

    /// What it is about: of an appeal, the decision; of what an upheld appeal led to, that appeal.
    #[must_use]
    pub fn about(&self) -> Option<&About> {
        self.opened.about.as_ref()
    }

    /// The commands that a verdict at the desk brings upon the record, in order.
    ///
    /// Of a transfer each desk has its own: the application once the family has agreed, the opinions of both schools, the
    /// decision of the authority (3.3.5.b). Everything else takes effect with the last desk.
    #[must_use]
    pub fn commands(&self, verdict: Verdict, approver: &str) -> Vec<Command> {
        let Some(stop) = self.stop() else { return Vec::new() };
        if verdict == Verdict::Return {
            return Vec::new();
        }
        let agree = verdict == Verdict::Agree;
        match (self.opened.kind, stop.desk) {
            (Kind::Transfer, Desk::Sending) => vec![Command::Consent { by: Side::Sending, agree }],
            (Kind::Transfer, Desk::Receiving) => vec![Command::Consent { by: Side::Receiving, agree }],
            (Kind::Transfer, Desk::Authority) => vec![Command::Audit { agree }],
            (Kind::Transfer, _) if agree => self.opened.command.iter().cloned().collect(),
            _ if agree && self.at_last() => {
                self.opened.command.iter().cloned().map(|command| self.completed(command, approver)).collect()
            }
            _ => Vec::new(),
        }
    }

    /// The command with what only the desk knows.
    fn completed(&self, command: Command, approver: &str) -> Command {
        match command {
            Command::Correct { of, reason, .. } => {
                Command::Correct { of, reason, approver: approver.to_owned() }
            }
            Command::Expel { article, .. } => Command::Expel { article, decision: approver.to_owned() },
            Command::CancelRegistration { article, .. } => {
                Command::CancelRegistration { article, decision: approver.to_owned() }
            }
            other => other,
        }
    }

    /// Whether something may be done with it now, whoever asks.
    ///
    /// # Errors
    /// Why not.
    pub fn check(&self, act: Act, book: &Book) -> Result<(), Barred> {
        let no = |id: &str| Err(Barred(Message::new(id).with("state", state_word(self.state))));
        // What an institution proposes against the student goes against him where it is agreed to, all else where it is not.
        let against = book.goes_against(self.opened.kind);
        let adverse = self.state == if against { State::Agreed } else { State::Refused };
        match act {
            Act::Decide if self.stop().is_none() => no("request-not-at-desk"),
            Act::Complete if self.state != State::Returned => no("request-not-returned"),
            Act::TakeBack if self.ended() => no("request-ended"),
            Act::Comment if self.ended() => no("request-ended"),
            Act::Extend => {
                let terms = self.stop().and_then(|stop| book.desk(self.opened.kind, stop.desk));
                match terms.and_then(|terms| terms.extend) {
                    Some(_) if !self.extended => Ok(()),
                    Some(_) => no("request-extended-already"),
                    None => no("request-no-extension"),
                }
            }
            Act::Serve if !matches!(self.state, State::Agreed | State::Refused) => no("request-not-decided"),
            Act::Serve if self.served_on.is_some() => no("request-served-already"),
            Act::Appeal if !adverse => no("request-not-adverse"),
            Act::Appeal if self.opened.kind == Kind::AppealAuthority => no("request-appeal-last"),
            _ => Ok(()),
        }
    }

    /// Takes an event in.
    pub fn apply(&mut self, on: Date, event: &Event) {
        match event {
            Event::Opened(_) | Event::Commented { .. } => {}
            Event::Decided { verdict: Verdict::Agree, desk, .. } => {
                if self.opened.kind == Kind::Transfer && desk.of_family() {
                    self.applied = true;
                }
                if self.at_last() {
                    self.end(on, State::Agreed);
                } else {
                    self.at += 1;
                    self.since = on;
                    self.extended = false;
                }
            }
            Event::Decided { verdict: Verdict::Refuse, .. } => self.end(on, State::Refused),
            Event::Decided { verdict: Verdict::Return, .. } => self.state = State::Returned,
            Event::Completed { command, stops, .. } => {
                if command.is_some() {
                    self.opened.command.clone_from(command);
                }
                if !stops.is_empty() {
                    self.opened.stops.clone_from(stops);
                }
                self.state = State::AtDesk;
                self.since = on;
            }
            Event::TakenBack => self.end(on, State::TakenBack),
            Event::Extended { .. } => self.extended = true,
            Event::Served { .. } => self.served_on = Some(on),
            Event::Reopened { .. } => {
                self.state = State::AtDesk;
                self.since = on;
                self.extended = false;
                self.served_on = None;
                self.ended_on = None;
            }
        }
    }

    fn end(&mut self, on: Date, state: State) {
        self.state = state;
        self.ended_on = Some(on);
    }
}

fn state_word(state: State) -> guantong_model::Fact {
    guantong_model::Fact::Word(format!("request-state.{state}"))
}
