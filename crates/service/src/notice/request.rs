//! Notices of what happens to a request: it reached a desk, it came back, it was decided, the decision was served.

use super::{NewNotice, To};
use crate::Office;
use crate::access::Role;
use crate::error::Fault;
use crate::ports::{Batch, Change};
use crate::request::{RequestRow, stream};
use guantong_model::{Date, Fact, Message};
use guantong_requests::{
    Act, Asker, Book, COMMISSION, Desk, Event, FAMILY, Kind, STREAM, State, Stop, Verdict, is_no_institution,
};

/// The notices that ask somebody to act: once the request went on, there is nothing left to be done.
const CALLS: &[&str] = &[
    "notice-desk",
    "notice-desk-due",
    "notice-consent",
    "notice-hearing",
    "notice-returned",
    "notice-due-soon",
    "notice-overdue",
    "notice-overdue-asked",
    "notice-overdue-commission",
];

/// The way to appeal against what was decided.
struct Appeal {
    /// In how many days after it was served.
    days: u16,
    /// The last day.
    until: Date,
}

impl Office {
    /// What those are told whom the requests of a batch concern, and which notices ask for nothing any more.
    pub(crate) async fn told_by_batch(&self, batch: &Batch) -> Result<Vec<Change>, Fault> {
        let book = self.request_book()?;
        let (mut notices, mut changes) = (Vec::new(), Vec::new());
        for entry in &batch.entries {
            let Some(id) = entry.stream.strip_prefix(STREAM) else { continue };
            let event: Event = serde_json::from_value(entry.body.clone())
                .map_err(|error| Fault::new("read what happened to a request", error))?;
            let row = batch.changes.iter().find_map(|change| match change {
                Change::Request(row) if row.id == id && row.version == entry.version => Some(row),
                _ => None,
            });
            if matches!(event, Event::Decided { .. } | Event::Completed { .. } | Event::TakenBack) {
                changes.push(Change::NoticesDone { object: entry.stream.clone(), kinds: CALLS });
            }
            if let Some(row) = row {
                notices.extend(self.told_by(row, &event, &book).await?);
            }
        }
        changes.push(Change::Notices(notices));
        Ok(changes)
    }

    /// What an event of a request tells, with the request as it stands after it.
    async fn told_by(&self, row: &RequestRow, event: &Event, book: &Book) -> Result<Vec<NewNotice>, Fault> {
        let family = || To::Family(row.request.opened.student.clone());
        let notices = match event {
            Event::Commented { .. } | Event::TakenBack | Event::Extended { .. } => Vec::new(),
            Event::Decided { verdict: Verdict::Return, .. } => {
                vec![self.notice(row, asker(row), "notice-returned")]
            }
            Event::Served { .. } => match self.appeal(row, book).await? {
                Some(appeal) => vec![self.notice(row, family(), "notice-served").until(appeal.until)],
                None => Vec::new(),
            },
            _ => match row.stop() {
                Some(stop) => vec![self.reached(row, stop)],
                None => self.outcome(row, book).await?,
            },
        };
        Ok(notices)
    }

    /// It reached a desk.
    fn reached(&self, row: &RequestRow, stop: &Stop) -> NewNotice {
        let id = match (stop.desk, row.due_on) {
            (Desk::Guardian, _) => "notice-consent",
            (Desk::Student, _) => "notice-hearing",
            (_, Some(_)) => "notice-desk-due",
            (_, None) => "notice-desk",
        };
        let notice = self.notice(row, holder(row, stop), id).desk(stop.desk);
        match row.due_on {
            Some(due) => notice.due(due),
            None => notice,
        }
    }

    /// It was decided: the family is told of all that concerns its record, an institution of what it asked for.
    async fn outcome(&self, row: &RequestRow, book: &Book) -> Result<Vec<NewNotice>, Fault> {
        let opened = &row.request.opened;
        let agreed = row.request.state == State::Agreed;
        let adverse = agreed == book.goes_against(opened.kind);
        let appeal = if adverse { self.appeal(row, book).await? } else { None };
        let id = match (opened.kind.is_appeal(), agreed, appeal.is_some()) {
            (true, true, _) => "notice-upheld",
            (true, false, true) => "notice-dismissed",
            (true, false, false) => "notice-dismissed-last",
            (false, _, true) if agreed => "notice-adverse-agreed",
            (false, _, true) => "notice-adverse-refused",
            (false, true, false) => "notice-agreed",
            (false, false, false) => "notice-refused",
        };
        let by_family = matches!(opened.by, Asker::Student | Asker::Guardian);
        let mut notices = Vec::new();
        // What an institution proposed and did not get never touched the record.
        if by_family || agreed {
            let notice = self.notice(row, To::Family(opened.student.clone()), id);
            notices.push(match appeal {
                Some(appeal) => notice.days(appeal.days).until(appeal.until),
                None => notice,
            });
        }
        if !by_family {
            let id = if agreed { "notice-agreed" } else { "notice-refused" };
            notices.push(self.notice(row, asker(row), id));
        }
        Ok(notices)
    }

    /// The way to appeal against a request that was decided; nothing where there is none.
    async fn appeal(&self, row: &RequestRow, book: &Book) -> Result<Option<Appeal>, Fault> {
        let request = &row.request;
        let stop = request.opened.stops.get(request.at);
        let elsewhere = stop.is_none_or(|stop| is_no_institution(&stop.holder));
        let Some(decided_on) = request.ended_on.filter(|_| request.check(Act::Appeal, book).is_ok()) else {
            return Ok(None);
        };
        let student = self.whole.student(&request.opened.student).await?;
        let heard = student.is_some_and(|student| book.hears_appeals_of(student.stage));
        let next = if request.opened.kind == Kind::Appeal { Kind::AppealAuthority } else { Kind::Appeal };
        let within = book.kind(next).and_then(|terms| terms.within.as_ref());
        let until = book.appeal_until(next, decided_on, request.served_on);
        Ok(within
            .zip(until)
            .filter(|_| heard && !elsewhere)
            .map(|(within, until)| Appeal { days: within.days, until }))
    }

    fn notice(&self, row: &RequestRow, to: To, id: &str) -> NewNotice {
        let today = self.clock.today();
        NewNotice::of(to, message(row, id), &stream(&row.id), row.version, today).but(self.asking())
    }
}

/// What a notice of a request says, with the kind and the number.
pub(super) fn message(row: &RequestRow, id: &str) -> Message {
    let kind = Fact::Word(format!("request-kind.{}", row.request.opened.kind));
    Message::new(id).with("kind", kind).with("request", row.id.as_str())
}

/// Who asked for a request.
pub(super) fn asker(row: &RequestRow) -> To {
    let opened = &row.request.opened;
    match opened.by {
        Asker::Student | Asker::Guardian => To::Family(opened.student.clone()),
        Asker::School => To::Account(opened.account.clone(), Role::School),
        Asker::University => To::Account(opened.account.clone(), Role::University),
    }
}

/// Who sits at a desk of a request.
pub(super) fn holder(row: &RequestRow, stop: &Stop) -> To {
    let student = || row.request.opened.student.clone();
    match (stop.desk, stop.holder.as_str()) {
        (Desk::Guardian, FAMILY) => To::Guardians(student()),
        (_, FAMILY) => To::Family(student()),
        (_, COMMISSION) => To::Commission,
        (_, institution) => To::Institution(institution.to_owned()),
    }
}

impl NewNotice {
    fn with(mut self, name: &str, fact: impl Into<Fact>) -> Self {
        self.message = self.message.with(name, fact);
        self
    }

    fn desk(self, desk: Desk) -> Self {
        self.with("desk", Fact::Word(format!("desk.{desk}")))
    }

    fn due(self, due: Date) -> Self {
        self.with("due", due)
    }

    fn days(self, days: u16) -> Self {
        self.with("days", days)
    }

    fn until(self, until: Date) -> Self {
        self.with("until", until)
    }
}
