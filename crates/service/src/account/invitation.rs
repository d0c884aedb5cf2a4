//! Opening an account 启用账号 with an invitation: its person chooses the password.

use super::{AccountChange, AccountState, DAY, Entered, Invitation, Origin, mistake};
use crate::Office;
use crate::account::Account;
use crate::error::{Fault, ServiceError};
use guantong_model::Message;
use guantong_secrets::once;

/// How long an invitation opens.
const OPENS_FOR: i64 = 7 * DAY;

impl Office {
    /// A new code, with the invitation that is kept of it.
    pub(super) fn invited(&self, account: Option<&str>, by: &str) -> (String, Invitation) {
        let code = once::typed(&self.draw::<15>());
        let now = self.clock.now();
        let invitation = Invitation {
            digest: once::digest(&once::normal(&code)),
            account: account.map(str::to_owned),
            made_at: now,
            made_by: by.to_owned(),
            expires_at: now + OPENS_FOR,
            used_at: None,
        };
        (code, invitation)
    }

    /// The invitation of a code, where it still opens.
    pub(super) async fn invitation(&self, code: &str) -> Result<Invitation, ServiceError> {
        let found = self.whole.invitation(&once::digest(&once::normal(code))).await?;
        let opens = |found: &Invitation| found.used_at.is_none() && self.clock.now() < found.expires_at;
        found.filter(opens).ok_or_else(|| mistake(Message::new("invitation-refused")))
    }

    /// Whose account an invitation opens.
    ///
    /// # Errors
    /// Bad input where it opens nothing, or no longer.
    pub async fn invited_account(&self, code: &str) -> Result<Account, ServiceError> {
        let refused = || mistake(Message::new("invitation-refused"));
        let account = self.invitation(code).await?.account.ok_or_else(refused)?;
        let account = self.whole.account(&account).await?;
        account.filter(|account| account.state == AccountState::Invited).ok_or_else(refused)
    }

    /// Opens an account with a password its person chose, and begins a session.
    ///
    /// # Errors
    /// Bad input where the invitation opens nothing, or names everything wrong with the password.
    pub async fn open_account(
        &self,
        code: &str,
        password: &str,
        again: &str,
        from: &Origin,
    ) -> Result<Entered, ServiceError> {
        let account = self.invited_account(code).await?;
        let mut mistakes = self.weaknesses(&account, password).await?;
        if password != again {
            mistakes.push(Message::new("password-not-again"));
        }
        if !mistakes.is_empty() {
            return Err(ServiceError::BadInput(mistakes));
        }
        let at = self.clock.now();
        let hash = self.hashed(password).await?;
        let changes = vec![
            AccountChange::InvitationUsed { digest: once::digest(&once::normal(code)), at },
            AccountChange::Password { account: account.id.clone(), hash, at },
        ];
        self.enter(&account, changes, "account.open", from).await
    }

    /// A record of whether there is any account at all.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn any_account(&self) -> Result<bool, Fault> {
        self.whole.any_account().await
    }
}
