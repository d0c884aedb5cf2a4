//! Notices 通知: what concerns somebody is told to him, in the transaction of the entry that caused it.
//!
//! A notice names a kind, a number and a day, never a person: who may still see the object finds the rest behind the
//! link, and who may not any more has learnt nothing. What is told stands for each account once, by its cause, so that
//! several servers tell the same thing one time.

mod port;
mod record;
mod remind;
mod request;
mod show;

pub use port::NoticeStorage;
pub use remind::{Reminded, ReminderRow, ReminderWhat};
pub use show::{NoticeLine, Notices};

use crate::Office;
use crate::access::Role;
use guantong_model::{Date, Fact, Message, StudentId};

/// Whom a notice is for; it reaches the accounts that are there on the day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum To {
    /// The student and the guardians.
    Family(StudentId),
    /// The guardians.
    Guardians(StudentId),
    /// Who acts for an institution.
    Institution(String),
    /// Who acts for the commission.
    Commission,
    /// One account, which acted in a role.
    Account(String, Role),
}

/// A notice to be written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewNotice {
    /// For whom.
    pub to: To,
    /// What it tells of; of each cause an account is told once.
    pub cause: String,
    /// Where it leads: a stream of the journal.
    pub object: String,
    /// What it says.
    pub message: Message,
    /// The day.
    pub on: Date,
    /// The account that caused it and need not be told; empty where none is left out.
    pub except: String,
}

impl NewNotice {
    /// A notice about an object at a version: told once of each.
    #[must_use]
    pub fn of(to: To, message: Message, object: &str, version: impl std::fmt::Display, on: Date) -> Self {
        let cause = format!("{} {object}@{version}", message.id);
        NewNotice { to, cause, object: object.to_owned(), message, on, except: String::new() }
    }

    /// The same, not for the account that caused it.
    #[must_use]
    pub fn but(mut self, account: &str) -> Self {
        account.clone_into(&mut self.except);
        self
    }
}

impl Office {
    /// The account that acts and need not be told what it does; empty where the machine does it.
    pub(crate) fn asking(&self) -> &str {
        self.viewer().map_or("", |viewer| viewer.account.as_str())
    }
}

/// Two sides as a notice names them; a university that runs all stages alone once.
pub(crate) fn sides(front: &str, partner: &str) -> Fact {
    let both = [front, partner];
    let named = if front == partner { both.get(..1) } else { both.get(..) };
    Fact::List(named.unwrap_or_default().iter().map(|name| Fact::from(*name)).collect())
}

impl NoticeRow {
    /// Whether it still waits for somebody.
    #[must_use]
    pub fn is_unread(&self) -> bool {
        self.read_at.is_none() && self.done_at.is_none()
    }
}

/// A notice as it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NoticeRow {
    /// Whose it is.
    pub account: String,
    /// What it tells of.
    pub cause: String,
    /// As whom it concerns him.
    pub role: Role,
    /// Where it leads: a stream of the journal.
    pub object: String,
    /// What it says.
    pub message: Message,
    /// When it was written, in microseconds since 1970 UTC.
    pub at: i64,
    /// When it was read.
    pub read_at: Option<i64>,
    /// When what it asked for was done, by whomever.
    pub done_at: Option<i64>,
}
