//! Mail 邮件: that there is something to read is also told by mail, to those who gave an address and confirmed it.
//!
//! A mail says that there is something and where to look, and nothing of anybody. What is to be sent stands in an outbox
//! in the database: whoever sends takes one mail on lease, so that several servers never send the same at once; what
//! fails is tried again after growing pauses and given up in the end, with the reason for who keeps the accounts. Only a
//! server that has a mail server fills the outbox, so that without one nothing is queued.

mod address;
mod keep;
mod own;
mod send;

pub use address::MailAddress;
pub use own::{OwnMail, OwnMailRow};
pub use send::{Mailing, Outgoing, Post, Posted, TRIES_MOST, Undelivered};

use guantong_model::words;

words! {
    /// What a mail is about.
    MailKind {
        /// There are notices to read.
        Notices = "notices",
        /// The code that confirms an address.
        Code = "code",
    }
}

words! {
    /// How far a mail is.
    MailState {
        /// To be sent.
        Waiting = "waiting",
        /// Taken by the mail server.
        Sent = "sent",
        /// Not tried any more.
        GivenUp = "given-up",
    }
}

/// A mail in the outbox that was taken on lease.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MailRow {
    /// Its id.
    pub id: String,
    /// Whom it is for.
    pub account: String,
    /// What it is about.
    pub kind: MailKind,
    /// Where it goes, sealed.
    pub address: String,
    /// What is written in it, sealed; nothing where its kind says all.
    pub body: Option<String>,
    /// When it was put there, in microseconds since 1970 UTC.
    pub made_at: i64,
    /// How often it was tried before.
    pub tries: i64,
    /// Until when it is leased: whoever settles it names this.
    pub lease: i64,
}

/// What the outbox forgets: moments in microseconds since 1970 UTC.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MailForgotten {
    /// What ended before this one.
    pub ended_before: i64,
    /// Codes that were put there before this one and did not go: they open nothing any more.
    pub codes_before: i64,
}

/// What came of a mail.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Settled {
    /// The mail server took it.
    Sent,
    /// It is tried again at a moment.
    Later {
        /// When, in microseconds since 1970 UTC.
        at: i64,
        /// Why not now.
        why: String,
    },
    /// It is not tried any more.
    GivenUp {
        /// Why.
        why: String,
    },
}

/// A mail as who keeps the accounts sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MailLine {
    /// Its id.
    pub id: String,
    /// The account it is for.
    pub account: String,
    /// The account's login.
    pub login: String,
    /// The name of who has the account.
    pub name: String,
    /// What it is about.
    pub kind: MailKind,
    /// How far it is.
    pub state: MailState,
    /// When it was put there, in microseconds since 1970 UTC.
    pub made_at: i64,
    /// When it is tried next.
    pub next_at: i64,
    /// How often it was tried.
    pub tries: i64,
    /// Why it did not go the last time.
    pub why: Option<String>,
}

/// How the outbox stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct MailFigures {
    /// Mails that wait.
    pub waiting: i64,
    /// When the oldest of them was put there, in microseconds since 1970 UTC.
    pub oldest_at: Option<i64>,
    /// Mails that were given up and not put away.
    pub given_up: i64,
}
