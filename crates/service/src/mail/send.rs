//! Sending what stands in the outbox, a mail at a time.

use super::own::{CODE, CODE_GOOD};
use super::{MailAddress, MailForgotten, MailKind, MailRow, Settled};
use crate::Office;
use crate::account::{DAY, HOUR, MINUTE};
use crate::error::{Fault, ServiceError};
use async_trait::async_trait;

/// For how long a mail is taken: longer than any server is waited for.
const LEASE: i64 = 10 * MINUTE;
/// After each try that failed so long is waited.
const PAUSES: [i64; 7] = [MINUTE, 5 * MINUTE, 30 * MINUTE, 2 * HOUR, 6 * HOUR, 12 * HOUR, DAY];
/// A mail is tried so often.
pub const TRIES_MOST: usize = PAUSES.len() + 1;
/// A notice older than this is not mailed any more: who has a mail server since today is not told of last year.
const NEWS: i64 = 3 * DAY;
/// What ended is kept so long.
const KEPT: i64 = 30 * DAY;
/// The longest reason that is kept.
const WHY_MOST: usize = 300;
/// So many mails at most before the clock is looked at again by who called.
const AT_ONCE: usize = 500;

/// What a mail says.
#[derive(Clone, PartialEq, Eq)]
pub enum Mailing {
    /// There are notices to read.
    Notices,
    /// The code that confirms the address.
    Code(String),
}

/// A mail to be sent.
#[derive(Clone, PartialEq, Eq)]
pub struct Outgoing {
    /// Its id: the same when it is sent again.
    pub id: String,
    /// Where to.
    pub to: MailAddress,
    /// What it says.
    pub what: Mailing,
}

impl std::fmt::Debug for Outgoing {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Outgoing").field("id", &self.id).field("to", &self.to).finish_non_exhaustive()
    }
}

/// Why a mail did not go.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Undelivered {
    /// The mail server will never take it.
    Refused(String),
    /// It does not take it now.
    NotNow(String),
    /// There is no mail server to be reached, or it does not let us in: no other mail will go either.
    Absent(String),
}

/// What gives mails to a mail server.
#[async_trait]
pub trait Post: Send + Sync {
    /// Sends a mail.
    async fn send(&self, mail: &Outgoing) -> Result<(), Undelivered>;
}

/// What came of sending.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Posted {
    /// Mails that were put into the outbox.
    pub gathered: usize,
    /// Mails that went.
    pub sent: usize,
    /// Mails that are tried again.
    pub later: usize,
    /// Mails that were given up.
    pub given_up: usize,
    /// Why the mail server could not be used at all.
    pub absent: Option<String>,
}

impl Office {
    /// Puts into the outbox what is to be mailed, and sends what is due, each mail by whoever leases it first. Where the
    /// mail server cannot be used at all, it stops at that.
    ///
    /// # Errors
    /// Where the database fails, or an address cannot be opened.
    pub async fn post(&self, post: &dyn Post) -> Result<Posted, ServiceError> {
        let at = self.clock.now();
        let forget = MailForgotten { ended_before: at - KEPT, codes_before: at - CODE_GOOD };
        let gathered = self.whole.gather_mail(at, at - NEWS, &forget).await?;
        let mut posted = Posted { gathered, ..Posted::default() };
        for _ in 0..AT_ONCE {
            let at = self.clock.now();
            let Some(row) = self.whole.lease_mail(at, at + LEASE).await? else { break };
            let outgoing = self.outgoing(&row)?;
            let result = post.send(&outgoing).await;
            let at = self.clock.now();
            let settled = settled(&row, result, outgoing.to.as_str(), at, &mut posted);
            self.whole.settle_mail(&row.id, row.lease, &settled, at).await?;
            if posted.absent.is_some() {
                break;
            }
        }
        Ok(posted)
    }

    fn outgoing(&self, row: &MailRow) -> Result<Outgoing, Fault> {
        let what = match (row.kind, &row.body) {
            (MailKind::Notices, _) => Mailing::Notices,
            (MailKind::Code, Some(body)) => Mailing::Code(self.opened_text(CODE, body)?),
            (MailKind::Code, None) => return Err(Fault::new("send a mail", "a code without a body")),
        };
        Ok(Outgoing { id: row.id.clone(), to: self.opened_address(&row.address)?, what })
    }
}

/// What becomes of a mail.
fn settled(
    row: &MailRow,
    result: Result<(), Undelivered>,
    address: &str,
    at: i64,
    posted: &mut Posted,
) -> Settled {
    let tried = usize::try_from(row.tries).unwrap_or(usize::MAX);
    let (why, last) = match result {
        Ok(()) => {
            posted.sent += 1;
            return Settled::Sent;
        }
        Err(Undelivered::Refused(why)) => (why, true),
        Err(Undelivered::NotNow(why)) => (why, false),
        Err(Undelivered::Absent(why)) => {
            posted.absent = Some(kept(&why, address));
            (why, false)
        }
    };
    let why = kept(&why, address);
    match PAUSES.get(tried).filter(|_| !last) {
        Some(pause) => {
            posted.later += 1;
            Settled::Later { at: at + pause, why }
        }
        None => {
            posted.given_up += 1;
            Settled::GivenUp { why }
        }
    }
}

/// A reason as it is kept: in one line, not too long, and without the address, which servers like to repeat.
fn kept(why: &str, address: &str) -> String {
    let line: String = why.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    let (lower, hidden) = (line.to_lowercase(), address.to_lowercase());
    let bare = if lower.contains(&hidden) { lower.replace(&hidden, "…") } else { line };
    bare.chars().take(WHY_MOST).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reason_names_nobody() {
        let why = kept("550 5.1.1 <Li.Ming@Example.cn>:\r\n no such user", "Li.Ming@example.cn");
        assert_eq!(why, "550 5.1.1 <…>:   no such user");
        assert_eq!(kept("421 Later", "a@example.cn"), "421 Later");
        assert_eq!(kept(&"x".repeat(400), "a@example.cn").len(), WHY_MOST);
    }

    #[test]
    fn pauses_grow_and_come_to_an_end() {
        assert!(PAUSES.windows(2).all(|two| two.first() < two.last()));
        let row = |tries| MailRow {
            id: "M-1".to_owned(),
            account: "A-1".to_owned(),
            kind: MailKind::Notices,
            address: String::new(),
            body: None,
            made_at: 0,
            tries,
            lease: 0,
        };
        let mut posted = Posted::default();
        let mut after = |tries, why| settled(&row(tries), Err(why), "a@example.cn", 0, &mut posted);
        let later = |why: &str| Undelivered::NotNow(why.to_owned());
        assert_eq!(after(0, later("421")), Settled::Later { at: MINUTE, why: "421".to_owned() });
        assert_eq!(after(6, later("421")), Settled::Later { at: DAY, why: "421".to_owned() });
        assert_eq!(after(7, later("421")), Settled::GivenUp { why: "421".to_owned() });
        let refused = Undelivered::Refused("550".to_owned());
        assert_eq!(after(0, refused), Settled::GivenUp { why: "550".to_owned() });
        assert_eq!((posted.later, posted.given_up), (2, 2));
    }
}
