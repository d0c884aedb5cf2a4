//! Where mail reaches somebody: he says so himself, and confirms it with a code that was mailed there. The address is
//! sealed like everything by which a person can be reached, and shown to nobody but him, masked.

use super::{MailAddress, MailKind};
use crate::Office;
use crate::account::{AccountChange, Asker, MINUTE, Origin, mistake, outside};
use crate::error::{Fault, ServiceError};
use guantong_model::Message;

/// What an address is sealed for.
pub(super) const ADDRESS: &str = "mail address";
/// What a code is sealed for while it waits to be mailed, and what its digest is keyed for.
pub(super) const CODE: &str = "mail code";
/// For how long a code is good.
pub(super) const CODE_GOOD: i64 = 30 * MINUTE;
/// Codes have so many figures.
const CODES: u64 = 100_000_000;

/// Where mail reaches an account, as the database has it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OwnMailRow {
    /// The address that was confirmed, sealed.
    pub address: Option<String>,
    /// The address that waits for its code, sealed.
    pub waiting: Option<String>,
    /// The code's keyed digest.
    pub code: Option<String>,
    /// Until when it is good, in microseconds since 1970 UTC.
    pub code_until: Option<i64>,
}

/// Where mail reaches somebody, as he sees it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OwnMail {
    /// Whether this server sends mail at all.
    pub sends: bool,
    /// The address that was confirmed, masked.
    pub address: Option<String>,
    /// The address that waits for its code, masked; nothing once the code is too old.
    pub waiting: Option<String>,
}

impl Office {
    /// The same office on a server that sends mail.
    #[must_use]
    pub fn with_mail(mut self) -> Self {
        self.sends_mail = true;
        self
    }

    /// Whether this server sends mail.
    #[must_use]
    pub fn sends_mail(&self) -> bool {
        self.sends_mail
    }

    /// Where mail reaches who asks.
    ///
    /// # Errors
    /// Where the database fails, or what is sealed cannot be opened.
    pub async fn own_mail(&self, asker: &Asker) -> Result<OwnMail, ServiceError> {
        let row = self.whole.own_mail(&asker.account.id).await?.unwrap_or_default();
        let masked = |sealed: Option<String>| {
            sealed.map(|sealed| self.opened_address(&sealed).map(|address| address.masked())).transpose()
        };
        let good = row.code_until.is_some_and(|until| self.clock.now() < until);
        let waiting = row.waiting.filter(|_| good);
        Ok(OwnMail { sends: self.sends_mail, address: masked(row.address)?, waiting: masked(waiting)? })
    }

    /// Takes an address that mail is to reach who asks at, and has a code mailed there. An address that was confirmed
    /// before stays until the new one is.
    ///
    /// # Errors
    /// Bad input where it is no address, or codes were asked for too often; a conflict where this server sends no mail.
    pub async fn give_mail(&self, asker: &Asker, typed: &str) -> Result<(), ServiceError> {
        if !self.sends_mail {
            return Err(ServiceError::conflict(Message::new("mail-not-connected")));
        }
        let address = MailAddress::parse(typed).ok_or_else(|| mistake(Message::new("mail-address-bad")))?;
        let (locks, at) = (self.locks()?, self.clock.now());
        let account = asker.account.id.clone();
        self.attempt(&locks.keys.blind("mail codes asked", &account)).await?;
        let failed = |error: guantong_secrets::SecretError| Fault::new("seal an address", error);
        let code = format!("{:08}", u64::from_be_bytes(self.draw()) % CODES);
        let sealed = locks.keys.seal(ADDRESS, address.as_str().as_bytes(), &self.draw()).map_err(failed)?;
        let body = locks.keys.seal(CODE, code.as_bytes(), &self.draw()).map_err(failed)?;
        let given = AccountChange::MailGiven {
            id: self.new_id('M'),
            account: account.clone(),
            kind: MailKind::Code,
            address: sealed,
            code: locks.keys.blind(CODE, &format!("{account} {code}")),
            body,
            at,
            until: at + CODE_GOOD,
        };
        let note = outside(&account, "mail.give", "done", &origin(asker));
        Ok(self.whole.keep(vec![given], vec![note], at).await?)
    }

    /// Confirms the address with the code that was mailed there.
    ///
    /// # Errors
    /// Bad input where it is not the code, is too old, or was guessed too often.
    pub async fn confirm_mail(&self, asker: &Asker, typed: &str) -> Result<(), ServiceError> {
        let (locks, at) = (self.locks()?, self.clock.now());
        let account = asker.account.id.clone();
        let subject = locks.keys.blind("mail code tried", &account);
        self.attempt(&subject).await?;
        let row = self.whole.own_mail(&account).await?.unwrap_or_default();
        let code = locks.keys.blind(CODE, &format!("{account} {}", guantong_secrets::once::normal(typed)));
        let good = row.code_until.is_some_and(|until| at < until);
        let same = row.code.as_deref().is_some_and(|kept| guantong_secrets::once::equal(kept, &code));
        if !(good && same) {
            return Err(mistake(Message::new("mail-code-wrong")));
        }
        let changes = vec![
            AccountChange::MailConfirmed { account: account.clone(), code, at },
            AccountChange::Forgiven { subject },
        ];
        let note = outside(&account, "mail.confirm", "done", &origin(asker));
        Ok(self.whole.keep(changes, vec![note], at).await?)
    }

    /// Forgets where mail reaches who asks: none is sent to him any more.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn remove_mail(&self, asker: &Asker) -> Result<(), ServiceError> {
        let at = self.clock.now();
        let account = asker.account.id.clone();
        let note = outside(&account, "mail.remove", "done", &origin(asker));
        Ok(self.whole.keep(vec![AccountChange::MailRemoved { account }], vec![note], at).await?)
    }

    /// An address that was sealed.
    pub(super) fn opened_address(&self, sealed: &str) -> Result<MailAddress, Fault> {
        let text = self.opened_text(ADDRESS, sealed)?;
        MailAddress::parse(&text).ok_or_else(|| Fault::new("open an address", "no address"))
    }

    /// A text that was sealed for a purpose.
    pub(super) fn opened_text(&self, purpose: &str, sealed: &str) -> Result<String, Fault> {
        let failed = |error: String| Fault::new("open what is to be mailed", error);
        let bytes = self.locks()?.keys.open(purpose, sealed).map_err(|error| failed(error.to_string()))?;
        String::from_utf8(bytes).map_err(|error| failed(error.to_string()))
    }
}

fn origin(asker: &Asker) -> Origin {
    Origin { address: asker.session.address.clone(), agent: String::new() }
}
