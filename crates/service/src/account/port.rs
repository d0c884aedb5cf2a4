//! What the use cases of accounts need of a database.

use super::rows::{Account, AccountState, Grant, Invitation, Session, Token};
use crate::access::{Organisation, Role};
use crate::error::Fault;
use crate::mail::MailKind;
use crate::ports::AppendError;
use crate::trail::{Looked, Note, TrailEntry};
use async_trait::async_trait;
use guantong_model::StudentId;
use std::collections::BTreeMap;

/// A write to what is kept of accounts.
///
/// Where one says that it holds only once or only for what is there, and it does not hold, nothing of what is written
/// together is written, and that is a conflict.
#[derive(Clone, Debug)]
pub enum AccountChange {
    /// Adds an organisation; the name of its kind once.
    Organisation(Organisation, i64, String),
    /// Adds an account; the login once.
    Account(Account),
    /// Sets a password, keeps its hash among the earlier ones, and opens the account.
    Password {
        /// The account.
        account: String,
        /// The hash.
        hash: String,
        /// When.
        at: i64,
    },
    /// Sets the key of a second factor that is still to be confirmed, or takes it away.
    SecondFactor {
        /// The account.
        account: String,
        /// The key, sealed.
        sealed: Option<String>,
    },
    /// Notes the step of a code that was used; one as late or later must not have been.
    Step {
        /// The account.
        account: String,
        /// The step.
        step: i64,
    },
    /// Sets the state, and takes password, keys and invitations.
    State {
        /// The account.
        account: String,
        /// The state.
        state: AccountState,
        /// When.
        at: i64,
    },
    /// Ties a record to a student's or guardian's account.
    Student {
        /// The account.
        account: String,
        /// The record.
        student: StudentId,
    },
    /// Gives a role.
    Grant(Grant),
    /// Takes a role back, and what stands in for it; it must still be there.
    GrantEnded {
        /// The grant.
        id: String,
        /// When.
        at: i64,
        /// By whom.
        by: String,
    },
    /// Takes every role of an account back.
    GrantsEnded {
        /// The account.
        account: String,
        /// When.
        at: i64,
        /// By whom.
        by: String,
    },
    /// Makes an invitation in place of earlier ones of the account.
    Invitation(Invitation),
    /// Uses an invitation, once.
    InvitationUsed {
        /// Its digest.
        digest: String,
        /// When.
        at: i64,
    },
    /// Sets recovery codes in place of those there were.
    RecoveryCodes {
        /// The account.
        account: String,
        /// Their digests.
        digests: Vec<String>,
    },
    /// Uses a recovery code, once.
    RecoveryUsed {
        /// The account.
        account: String,
        /// Its digest.
        digest: String,
        /// When.
        at: i64,
    },
    /// Begins a session.
    Session(Session),
    /// Puts a session in the place of the one with this digest, which must still be going on: its id changes, its
    /// public id does not.
    SessionTurned {
        /// The digest before.
        from: String,
        /// The session after.
        to: Session,
    },
    /// Notes that a session was used.
    SessionSeen {
        /// Its digest.
        digest: String,
        /// When.
        at: i64,
    },
    /// Ends a session of an account, by its public id.
    SessionEnded {
        /// Whose.
        account: String,
        /// Which.
        public_id: String,
        /// When.
        at: i64,
        /// Why.
        why: &'static str,
    },
    /// Ends all sessions of an account, but for one.
    SessionsEnded {
        /// Whose.
        account: String,
        /// The public id of the one that goes on.
        but: Option<String>,
        /// When.
        at: i64,
        /// Why.
        why: &'static str,
    },
    /// Makes a key for a program.
    Token(Token),
    /// Notes that a key was used.
    TokenUsed {
        /// Its digest.
        digest: String,
        /// When.
        at: i64,
    },
    /// Takes a key back; it must be the account's.
    TokenEnded {
        /// Whose.
        account: String,
        /// Which, by its public id.
        public_id: String,
        /// When.
        at: i64,
    },
    /// Takes one counted attempt at a subject back, and opens it where too few are left to close it.
    Unattempted {
        /// What was tried, keyed.
        subject: String,
    },
    /// Keeps an address that waits for its code, and puts the code into the outbox; an earlier one is good no more.
    MailGiven {
        /// The mail's id.
        id: String,
        /// Whose.
        account: String,
        /// What the mail is about.
        kind: MailKind,
        /// The address, sealed.
        address: String,
        /// The code's keyed digest.
        code: String,
        /// The code, sealed, until it is mailed.
        body: String,
        /// When.
        at: i64,
        /// Until when the code is good.
        until: i64,
    },
    /// Confirms the address that waits with its code; it must be the code, and still good.
    MailConfirmed {
        /// Whose.
        account: String,
        /// The code's keyed digest.
        code: String,
        /// When.
        at: i64,
    },
    /// Forgets where mail reaches an account, and what waits to be mailed there.
    MailRemoved {
        /// Whose.
        account: String,
    },
    /// Forgets the failures of a subject.
    Forgiven {
        /// What was tried, keyed.
        subject: String,
    },
}

/// Which entries of the trail a list shows, newest first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TrailFilter {
    /// Only of this account.
    pub account: Option<String>,
    /// Only of this action.
    pub action: Option<String>,
    /// Only of this object.
    pub object: Option<String>,
    /// Only those before this number.
    pub before: Option<i64>,
}

/// Accounts, sessions and the trail, in the same database as everything else.
///
/// Every method fails with a [`Fault`] where the database does.
#[async_trait]
pub trait AccountStorage: Send + Sync {
    /// Writes changes of accounts with their notes in the trail, in one transaction.
    async fn keep(&self, changes: Vec<AccountChange>, notes: Vec<Note>, at: i64) -> Result<(), AppendError>;
    /// Counts an attempt at a subject before it is tried: `most` in a row without success close it for `closed_for`
    /// microseconds. Until when it is closed, where it is; nothing where it may be tried.
    async fn attempt(&self, subject: &str, at: i64, most: i64, closed_for: i64)
    -> Result<Option<i64>, Fault>;

    /// Whether there is any account.
    async fn any_account(&self) -> Result<bool, Fault>;
    /// How many accounts there are.
    async fn account_count(&self) -> Result<i64, Fault>;
    /// The names of all accounts by id; an account keeps its name.
    async fn account_names(&self) -> Result<BTreeMap<String, String>, Fault>;
    /// The account of a login.
    async fn account_by_login(&self, login: &str) -> Result<Option<Account>, Fault>;
    /// An account.
    async fn account(&self, id: &str) -> Result<Option<Account>, Fault>;
    /// Accounts by login, after one, whose login or name holds some words.
    async fn accounts(&self, search: &str, after: &str, limit: i64) -> Result<Vec<Account>, Fault>;
    /// The hashes of an account's passwords, newest first.
    async fn earlier_passwords(&self, account: &str, limit: i64) -> Result<Vec<String>, Fault>;
    /// Every grant of some accounts, those taken back too, newest first.
    async fn grants(&self, accounts: &[String]) -> Result<Vec<Grant>, Fault>;
    /// A grant.
    async fn grant(&self, id: &str) -> Result<Option<Grant>, Fault>;
    /// Grants at an organisation that were not taken back.
    async fn grants_at(&self, organisation: &str) -> Result<Vec<Grant>, Fault>;
    /// Organisations by kind and name.
    async fn organisations(&self) -> Result<Vec<Organisation>, Fault>;
    /// The records that are an account's own.
    async fn own_students(&self, account: &str) -> Result<Vec<StudentId>, Fault>;
    /// How many accounts a record is tied to that have a role which was not taken back.
    async fn holders(&self, student: &StudentId, role: Role) -> Result<i64, Fault>;
    /// An invitation.
    async fn invitation(&self, digest: &str) -> Result<Option<Invitation>, Fault>;
    /// How many recovery codes an account has left.
    async fn recovery_codes_left(&self, account: &str) -> Result<i64, Fault>;
    /// A session that was not ended, by the digest of its id.
    async fn session(&self, digest: &str) -> Result<Option<Session>, Fault>;
    /// The sessions of an account that were not ended, newest first.
    async fn sessions(&self, account: &str) -> Result<Vec<Session>, Fault>;
    /// A key that was not taken back, by its digest.
    async fn token(&self, digest: &str) -> Result<Option<Token>, Fault>;
    /// The keys of an account that were not taken back, newest first.
    async fn tokens(&self, account: &str) -> Result<Vec<Token>, Fault>;

    /// Entries of the trail, newest first.
    async fn trail(&self, filter: &TrailFilter, limit: i64) -> Result<Vec<TrailEntry>, Fault>;
    /// Entries of the trail after a number, in order, for who verifies it.
    async fn trail_after(&self, seq: i64, limit: i64) -> Result<Vec<TrailEntry>, Fault>;
    /// Who looked at an object or changed it, newest first, with names as they are now.
    async fn looks(&self, object: &str, limit: i64) -> Result<Vec<Looked>, Fault>;
}
