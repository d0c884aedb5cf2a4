//! What is kept of accounts, one struct a table.

use crate::access::{Family, Organisation, Role};
use guantong_model::{Date, words};

words! {
    /// Whether an account can be used.
    AccountState {
        /// Waits for its person to open it with an invitation.
        Invited = "invited",
        /// In use.
        Active = "active",
        /// Closed; it stays for what it did.
        Disabled = "disabled",
    }
}

words! {
    /// How far a session is.
    SessionState {
        /// The password was right; the second factor is waited for.
        SecondFactor = "second-factor",
        /// The account has no second factor yet and must take one.
        Enrolling = "enrolling",
        /// In use.
        Open = "open",
        /// Over.
        Ended = "ended",
    }
}

/// An account: one person's.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Account {
    /// Its id, by which the journal and the trail know the person.
    pub id: String,
    /// What is typed to sign in, in lower case.
    pub login: String,
    /// The person's name.
    pub name: String,
    /// The family of roles it belongs to for good.
    pub family: Family,
    /// Whether it can be used.
    pub state: AccountState,
    /// Argon2id, as a PHC string.
    pub password: Option<String>,
    /// When the password was set, in microseconds since 1970 UTC.
    pub password_set_at: Option<i64>,
    /// The key of the second factor, sealed.
    pub totp: Option<String>,
    /// The step last used; nothing until the key was confirmed with a code.
    pub totp_step: Option<i64>,
    /// When it was made.
    pub made_at: i64,
    /// Who made it.
    pub made_by: String,
}

impl Account {
    /// Whether a second factor is in use: a key is there, and a code of it was once given.
    #[must_use]
    pub fn has_second_factor(&self) -> bool {
        self.totp.is_some() && self.totp_step.is_some()
    }
}

/// A role at an organisation for a time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Grant {
    /// Its id.
    pub id: String,
    /// Whose it is.
    pub account: String,
    /// The role.
    pub role: Role,
    /// For whom.
    pub organisation: Organisation,
    /// The first day.
    pub from_on: Date,
    /// The last day; nothing where it has no end.
    pub to_on: Option<Date>,
    /// The grant it stands in for, where a colleague is away.
    pub stands_in: Option<String>,
    /// When it was given.
    pub given_at: i64,
    /// Who gave it.
    pub given_by: String,
    /// When it was taken back.
    pub ended_at: Option<i64>,
}

impl Grant {
    /// Whether it holds on a day.
    #[must_use]
    pub fn holds_on(&self, day: Date) -> bool {
        self.ended_at.is_none() && self.from_on <= day && self.to_on.is_none_or(|last| day <= last)
    }
}

/// Somebody's stay.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Session {
    /// The digest of its id; the id itself is nowhere but in the browser.
    pub digest: String,
    /// What it is called in lists.
    pub public_id: String,
    /// Whose it is.
    pub account: String,
    /// The grant acted under.
    pub grant: Option<String>,
    /// How far it is.
    pub state: SessionState,
    /// A secret from which the tokens of its forms are made.
    pub form_key: String,
    /// When it began; microseconds since 1970 UTC, as all moments here.
    pub began_at: i64,
    /// When it was last used, to the minute.
    pub seen_at: i64,
    /// When the second factor was last given again.
    pub stepped_up_at: Option<i64>,
    /// What for.
    pub purpose: String,
    /// From where.
    pub address: String,
    /// With which browser, as it says itself.
    pub agent: String,
}

/// A key for a program: acts under one grant until a day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Token {
    /// The digest of the key.
    pub digest: String,
    /// What it is called in lists.
    pub public_id: String,
    /// Whose it is.
    pub account: String,
    /// The grant it acts under.
    pub grant: String,
    /// What it is for.
    pub name: String,
    /// Whether it can only read.
    pub reads_only: bool,
    /// When it was made.
    pub made_at: i64,
    /// When it ends.
    pub expires_at: i64,
    /// When it was last used, to the hour.
    pub used_at: Option<i64>,
    /// When it was taken back.
    pub ended_at: Option<i64>,
}

/// What opens something once: an account, or the whole office at its first run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Invitation {
    /// The digest of the code.
    pub digest: String,
    /// The account it opens; nothing for the first run.
    pub account: Option<String>,
    /// When it was made.
    pub made_at: i64,
    /// By whom.
    pub made_by: String,
    /// Until when it opens.
    pub expires_at: i64,
    /// When it did.
    pub used_at: Option<i64>,
}

/// An account in a list, with the roles it has now or will have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AccountLine {
    /// The account.
    pub account: Account,
    /// Its grants that were not taken back.
    pub grants: Vec<Grant>,
}
