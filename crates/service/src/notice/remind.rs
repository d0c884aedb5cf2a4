//! Reminders 催办: a desk is told some days before its last day, and when that is over those are told who must know
//! (interpretations `request-reminder`, `request-escalation`). The law as data says how many days and whom.

use super::request::{asker, holder, message};
use super::{NewNotice, To};
use crate::Office;
use crate::error::{Fault, ServiceError};
use crate::ports::{AppendError, Batch, Change};
use crate::request::{RequestFilter, RequestRow, stream};
use guantong_model::{Date, Fact, words};
use guantong_requests::{Book, Desk, State, Stop, ToldOf, is_no_institution};
use std::collections::BTreeSet;

/// Requests read at once.
const AT_ONCE: i64 = 500;
/// No last day is looked for further than so many days ahead.
const AHEAD: i32 = 400;

words! {
    /// What a desk was reminded of.
    ReminderWhat {
        /// 即将到期: its last day is near.
        Soon = "soon",
        /// 已逾期: it is over.
        Over = "over",
    }
}

/// A reminder that was given.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct ReminderRow {
    /// The request.
    pub request: String,
    /// The desk.
    pub desk: Desk,
    /// The desk's last day.
    pub due_on: Date,
    /// Of what.
    pub what: ReminderWhat,
    /// The day it was given.
    pub told_on: Date,
}

/// How many reminders were given.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Reminded {
    /// Of last days that are near.
    pub soon: usize,
    /// Of last days that are over.
    pub over: usize,
}

impl Office {
    /// Gives the reminders that are due and were not given. Several servers may do so at once: each is given once.
    ///
    /// # Errors
    /// Where the database fails, or the edition cannot be read.
    pub async fn remind(&self) -> Result<Reminded, ServiceError> {
        self.remind_of_reports().await?;
        let book = self.request_book()?;
        let today = self.clock.today();
        let mut given = Reminded::default();
        let filter = RequestFilter {
            states: vec![State::AtDesk],
            due_by: Some(book.reminds_until(today)),
            ..RequestFilter::default()
        };
        let mut offset = 0;
        loop {
            let rows = self.whole.requests(&filter, AT_ONCE, offset).await?;
            let ids: Vec<String> = rows.iter().map(|row| row.id.clone()).collect();
            let told: BTreeSet<_> = self.whole.reminders(&ids).await?.into_iter().map(key).collect();
            for row in &rows {
                let Some(reminder) = reminder(row, &book, today) else { continue };
                if told.contains(&key(reminder.clone())) {
                    continue;
                }
                let what = reminder.what;
                if self.give(row, reminder, &book).await? {
                    match what {
                        ReminderWhat::Soon => given.soon += 1,
                        ReminderWhat::Over => given.over += 1,
                    }
                }
            }
            if rows.len() < usize::try_from(AT_ONCE).unwrap_or(usize::MAX) {
                return Ok(given);
            }
            offset += AT_ONCE;
        }
    }

    /// The days after today and up to another on which reminders of what waits now fall due, in order.
    ///
    /// # Errors
    /// Where the database fails, or the edition cannot be read.
    pub async fn reminder_days(&self, to: Date) -> Result<Vec<Date>, Fault> {
        let book = self.request_book()?;
        let filter = RequestFilter { states: vec![State::AtDesk], ..RequestFilter::default() };
        let mut dues = BTreeSet::new();
        let mut offset = 0;
        loop {
            let rows = self.whole.requests(&filter, AT_ONCE, offset).await?;
            dues.extend(rows.iter().filter_map(|row| row.due_on));
            if rows.len() < usize::try_from(AT_ONCE).unwrap_or(usize::MAX) {
                break;
            }
            offset += AT_ONCE;
        }
        let mut days = BTreeSet::new();
        let (mut day, mut left) = (self.clock.today(), AHEAD);
        let Some(last) = dues.last().copied() else { return Ok(Vec::new()) };
        while day < to && day <= last && left > 0 {
            let before = book.reminds_until(day);
            let Ok(next) = day.tomorrow() else { break };
            (day, left) = (next, left - 1);
            let until = book.reminds_until(day);
            // A last day came near with this day, or was over.
            let near = dues.iter().any(|due| before < *due && *due <= until);
            if near || dues.iter().any(|due| due.tomorrow().is_ok_and(|over| over == day)) {
                days.insert(day);
            }
        }
        Ok(days.into_iter().collect())
    }

    /// The reminders of a request.
    pub(crate) async fn reminders_of(&self, request: &str) -> Result<Vec<ReminderRow>, Fault> {
        self.whole.reminders(&[request.to_owned()]).await
    }

    /// Gives a reminder; false where the request went on meanwhile, or another server gave it.
    async fn give(&self, row: &RequestRow, reminder: ReminderRow, book: &Book) -> Result<bool, ServiceError> {
        let Some(stop) = row.stop() else { return Ok(false) };
        let notices = match reminder.what {
            ReminderWhat::Soon => vec![notice(row, holder(row, stop), "notice-due-soon", &reminder)],
            ReminderWhat::Over => over(row, stop, &reminder, book),
        };
        let seen = Change::AsSeen { stream: stream(&row.id), version: row.version };
        let changes = vec![seen, Change::Reminder(reminder), Change::Notices(notices)];
        match self.whole.append(Batch { entries: Vec::new(), changes }, self.clock.now()).await {
            Ok(_) => Ok(true),
            Err(AppendError::Conflict(_)) => Ok(false),
            Err(AppendError::Fault(fault)) => Err(fault.into()),
        }
    }
}

/// The reminder that is due of a request on a day; nothing where none is.
fn reminder(row: &RequestRow, book: &Book, today: Date) -> Option<ReminderRow> {
    let (stop, due_on) = (row.stop()?, row.due_on?);
    let what = if due_on < today {
        (!book.tells_of_over().is_empty()).then_some(ReminderWhat::Over)
    } else {
        (book.reminds() && due_on <= book.reminds_until(today)).then_some(ReminderWhat::Soon)
    }?;
    Some(ReminderRow { request: row.id.clone(), desk: stop.desk, due_on, what, told_on: today })
}

/// What makes a reminder one that was given already.
fn key(row: ReminderRow) -> (String, Desk, Date, ReminderWhat) {
    (row.request, row.desk, row.due_on, row.what)
}

/// Who is told when the last day is over: the desk, who asked, and of an institution's desk the commission.
fn over(row: &RequestRow, stop: &Stop, reminder: &ReminderRow, book: &Book) -> Vec<NewNotice> {
    let told = |of: &ToldOf| match of {
        ToldOf::Desk => Some(notice(row, holder(row, stop), "notice-overdue", reminder)),
        ToldOf::Asker => {
            let to = asker(row);
            (to != holder(row, stop)).then(|| notice(row, to, "notice-overdue-asked", reminder))
        }
        ToldOf::Commission => (!is_no_institution(&stop.holder))
            .then(|| notice(row, To::Commission, "notice-overdue-commission", reminder)),
    };
    book.tells_of_over().iter().filter_map(told).collect()
}

fn notice(row: &RequestRow, to: To, id: &str, reminder: &ReminderRow) -> NewNotice {
    let desk = Fact::Word(format!("desk.{}", reminder.desk));
    let message = message(row, id).with("desk", desk).with("due", reminder.due_on);
    let visit = format!("{} {}", reminder.desk, reminder.due_on);
    NewNotice::of(to, message, &stream(&row.id), visit, reminder.told_on)
}
