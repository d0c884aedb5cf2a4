//! What notices, reminders and mail need of a database.

use super::{NoticeRow, ReminderRow};
use crate::error::Fault;
use crate::mail::{MailFigures, MailForgotten, MailLine, MailRow, OwnMailRow, Settled};
use crate::ports::AppendError;
use async_trait::async_trait;

/// Notices, reminders and the outbox, in the same database as everything else.
///
/// Every method fails with a [`Fault`] where the database does. Notices are found by the account that asks and by no
/// other; the machine itself finds all.
#[async_trait]
pub trait NoticeStorage: Send + Sync {
    /// One's notices, those not read first, the newest before the others; at most so many after a place in the list.
    async fn notices(&self, limit: i64, offset: i64) -> Result<Vec<NoticeRow>, Fault>;
    /// How many of one's notices were not read.
    async fn notices_unread(&self) -> Result<i64, Fault>;
    /// One of one's notices, by its cause.
    async fn notice(&self, cause: &str) -> Result<Option<NoticeRow>, Fault>;
    /// Notes that one of one's notices was read, or all of them; one that was read stays as it is.
    async fn notices_read(&self, cause: Option<&str>, at: i64) -> Result<(), Fault>;

    /// The reminders of some requests, by request and day.
    async fn reminders(&self, requests: &[String]) -> Result<Vec<ReminderRow>, Fault>;

    /// Where mail reaches an account.
    async fn own_mail(&self, account: &str) -> Result<Option<OwnMailRow>, Fault>;
    /// Puts a mail into the outbox for everybody with an address who has notices since a moment that were neither read
    /// nor mailed, unless one waits for him already; forgets what is too old. How many were put there.
    async fn gather_mail(&self, at: i64, since: i64, forget: &MailForgotten) -> Result<usize, AppendError>;
    /// Takes the mail whose turn it is on lease until a moment; nothing where none is due.
    async fn lease_mail(&self, at: i64, until: i64) -> Result<Option<MailRow>, AppendError>;
    /// Notes what came of a mail; nothing is noted where the lease is not the one it was taken on any more.
    async fn settle_mail(&self, id: &str, lease: i64, settled: &Settled, at: i64) -> Result<(), AppendError>;
    /// Mails that wait or were given up, those given up first; at most so many.
    async fn mail_lines(&self, limit: i64) -> Result<Vec<MailLine>, Fault>;
    /// Has a mail that was given up tried again, to the address that is confirmed by now; false where there is none.
    async fn mail_again(&self, id: &str, at: i64) -> Result<bool, AppendError>;
    /// Puts away a mail that was given up; false where there is none.
    async fn mail_dropped(&self, id: &str) -> Result<bool, AppendError>;
    /// How the outbox stands.
    async fn mail_figures(&self) -> Result<MailFigures, Fault>;
}
