//! The second factor 第二因素: codes of an authenticator, each good once; recovery codes for who lost it.

use super::{AccountChange, Entered, Origin, Session, SessionState, mistake, outside};
use crate::Office;
use crate::account::Account;
use crate::error::{Fault, ServiceError};
use guantong_model::Message;
use guantong_secrets::once;
use guantong_secrets::totp::TotpKey;

/// How many recovery codes there are.
const RECOVERY_CODES: usize = 10;

/// What the keys of second factors are sealed for.
pub(super) const SEALED_FOR: &str = "second factor";

/// A second factor to be taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Enrolment {
    /// The key as it is typed into an authenticator.
    pub key: String,
    /// The same as an address an authenticator opens.
    pub uri: String,
}

/// What opened.
enum By {
    Step(i64),
    Recovery(String),
}

impl Office {
    /// Gives the second factor to a session that waits for it: a code, or a recovery code.
    ///
    /// # Errors
    /// Bad input where the code does not open, or after too many attempts; not found without such a session.
    pub async fn second_factor(&self, id: &str, code: &str, from: &Origin) -> Result<Entered, ServiceError> {
        let (session, account) = self.waiting(id, SessionState::SecondFactor).await?;
        let mut changes = self.proved(&account, code, true, from).await?;
        let grants = self.whole.grants(std::slice::from_ref(&account.id)).await?;
        let (id, mut open) = self.turned(&session);
        open.state = SessionState::Open;
        open.grant = self.first_grant(&grants);
        changes.push(AccountChange::SessionTurned { from: session.digest, to: open });
        let note = outside(&account.id, "second-factor", "done", from);
        self.whole.keep(changes, vec![note], self.clock.now()).await?;
        Ok(Entered { id, state: SessionState::Open, account: account.id })
    }

    /// The second factor a new account is to take; the same each time it is asked, until it is confirmed.
    ///
    /// # Errors
    /// Not found without a session that has to take one.
    pub async fn enrolment(&self, id: &str, issuer: &str) -> Result<Enrolment, ServiceError> {
        let (_, account) = self.waiting(id, SessionState::Enrolling).await?;
        let key = match self.key(&account)? {
            Some(key) => key,
            None => {
                let key = TotpKey::new(self.draw());
                let sealed = self.sealed(&key)?;
                let change =
                    AccountChange::SecondFactor { account: account.id.clone(), sealed: Some(sealed) };
                self.whole.keep(vec![change], Vec::new(), self.clock.now()).await?;
                key
            }
        };
        Ok(Enrolment { key: key.base32(), uri: key.uri(issuer, &account.login) })
    }

    /// Confirms a second factor with its first code and opens the session. Also gives the recovery codes, which are
    /// shown this once.
    ///
    /// # Errors
    /// As [`Office::second_factor`].
    pub async fn enrol(
        &self,
        id: &str,
        code: &str,
        from: &Origin,
    ) -> Result<(Entered, Vec<String>), ServiceError> {
        let (session, account) = self.waiting(id, SessionState::Enrolling).await?;
        let mut changes = self.proved(&account, code, false, from).await?;
        let codes: Vec<String> = (0..RECOVERY_CODES).map(|_| once::typed(&self.draw::<10>())).collect();
        let digests = codes.iter().map(|code| self.recovery_digest(code)).collect::<Result<_, _>>()?;
        changes.push(AccountChange::RecoveryCodes { account: account.id.clone(), digests });
        let grants = self.whole.grants(std::slice::from_ref(&account.id)).await?;
        let (id, mut open) = self.turned(&session);
        open.state = SessionState::Open;
        open.grant = self.first_grant(&grants);
        // Sessions that the password alone opened before do not go on beside it.
        changes.push(AccountChange::SessionsEnded {
            account: account.id.clone(),
            but: Some(session.public_id.clone()),
            at: self.clock.now(),
            why: "second-factor",
        });
        changes.push(AccountChange::SessionTurned { from: session.digest, to: open });
        let note = outside(&account.id, "second-factor.enrol", "done", from);
        self.whole.keep(changes, vec![note], self.clock.now()).await?;
        Ok((Entered { id, state: SessionState::Open, account: account.id }, codes))
    }

    /// Checks a code; what is to be written so that it never opens again.
    pub(super) async fn proved(
        &self,
        account: &Account,
        code: &str,
        recovery: bool,
        from: &Origin,
    ) -> Result<Vec<AccountChange>, ServiceError> {
        let subject = self.locks()?.keys.blind("second-factor", &account.id);
        self.attempt(&subject).await?;
        let by = match self.key(account)? {
            Some(key) => key.opens(code, self.clock.now(), account.totp_step).map(By::Step),
            None => None,
        };
        let by = match by {
            None if recovery && once::normal(code).len() > 6 => {
                Some(By::Recovery(self.recovery_digest(code)?))
            }
            by => by,
        };
        let refused = || async {
            let note = outside(&account.id, "second-factor", "refused", from);
            self.whole.keep(Vec::new(), vec![note], self.clock.now()).await?;
            Err(mistake(Message::new("second-factor-refused")))
        };
        let at = self.clock.now();
        match by {
            None => refused().await,
            Some(By::Step(step)) => Ok(vec![
                AccountChange::Step { account: account.id.clone(), step },
                AccountChange::Forgiven { subject },
            ]),
            Some(By::Recovery(digest)) => {
                // Used by itself first: whether it is there is known only by using it.
                let used = AccountChange::RecoveryUsed { account: account.id.clone(), digest, at };
                let note = outside(&account.id, "recovery-code", "done", from);
                match self.whole.keep(vec![used], vec![note], at).await {
                    Ok(()) => Ok(vec![AccountChange::Forgiven { subject }]),
                    Err(crate::ports::AppendError::Conflict(_)) => refused().await,
                    Err(error) => Err(error.into()),
                }
            }
        }
    }

    /// A session that waits for something, with its account.
    async fn waiting(&self, id: &str, state: SessionState) -> Result<(Session, Account), ServiceError> {
        let asker = self.resume(id).await?.filter(|asker| asker.session.state == state);
        let asker = asker.ok_or(ServiceError::NotFound)?;
        Ok((asker.session, asker.account))
    }

    /// The key of an account's second factor.
    pub(super) fn key(&self, account: &Account) -> Result<Option<TotpKey>, Fault> {
        let unreadable = |error: String| Fault::new("read a second factor", error);
        let Some(sealed) = &account.totp else { return Ok(None) };
        let bytes =
            self.locks()?.keys.open(SEALED_FOR, sealed).map_err(|error| unreadable(error.to_string()))?;
        let key = <[u8; 20]>::try_from(bytes).map_err(|_| unreadable("no key".to_owned()))?;
        Ok(Some(TotpKey::new(key)))
    }

    pub(super) fn sealed(&self, key: &TotpKey) -> Result<String, Fault> {
        let sealed = self.locks()?.keys.seal(SEALED_FOR, key.bytes(), &self.draw());
        sealed.map_err(|error| Fault::new("seal a second factor", error))
    }

    fn recovery_digest(&self, code: &str) -> Result<String, Fault> {
        Ok(self.locks()?.keys.blind("recovery", &once::normal(code)))
    }
}
