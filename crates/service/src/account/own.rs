//! One's own account 我的账号: password, sessions, keys, who stands in.

use super::{AccountChange, Asker, Grant, Origin, Session, Token, mistake};
use crate::Office;
use crate::error::ServiceError;
use crate::mail::OwnMail;
use guantong_model::Message;

/// What somebody sees of his own account.
#[derive(Clone, Debug)]
pub struct OwnAccount {
    /// Sessions that go on.
    pub sessions: Vec<Session>,
    /// Keys for programs.
    pub tokens: Vec<Token>,
    /// Who stands in for him, with the names.
    pub standing_in: Vec<(Grant, String)>,
    /// Recovery codes that were not used.
    pub recovery_codes: i64,
    /// In how many days the password must be changed.
    pub password_days: Option<i64>,
    /// Where mail reaches him.
    pub mail: OwnMail,
}

impl Office {
    /// One's own account.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn own_account(&self, asker: &Asker) -> Result<OwnAccount, ServiceError> {
        let id = &asker.account.id;
        let mut standing_in = Vec::new();
        for own in &asker.grants {
            for grant in self.whole.grants_at(&own.organisation.id).await? {
                if grant.stands_in.as_ref() == Some(&own.id)
                    && grant.to_on.is_none_or(|last| self.clock.today() <= last)
                {
                    let name = self.whole.account(&grant.account).await?.map(|a| a.name).unwrap_or_default();
                    standing_in.push((grant, name));
                }
            }
        }
        let now = self.clock.now();
        let mut tokens = self.whole.tokens(id).await?;
        tokens.retain(|token| now < token.expires_at);
        Ok(OwnAccount {
            sessions: self.whole.sessions(id).await?,
            tokens,
            standing_in,
            recovery_codes: self.whole.recovery_codes_left(id).await?,
            password_days: self.password_days(&asker.account),
            mail: self.own_mail(asker).await?,
        })
    }

    /// Changes one's own password; every other session ends.
    ///
    /// # Errors
    /// Bad input where the old one is wrong, or names everything wrong with the new one.
    pub async fn change_password(
        &self,
        asker: &Asker,
        old: &str,
        new: &str,
        again: &str,
    ) -> Result<(), ServiceError> {
        let locks = self.locks()?;
        let account = &asker.account;
        let subject = locks.keys.blind("password", &account.id);
        self.attempt(&subject).await?;
        if !locks.is(old, account.password.clone()).await? {
            return Err(mistake(Message::new("password-old-wrong")));
        }
        let mut mistakes = self.weaknesses(account, new).await?;
        if new != again {
            mistakes.push(Message::new("password-not-again"));
        }
        if new == old {
            mistakes.push(Message::new("password-same"));
        }
        let at = self.clock.now();
        if !mistakes.is_empty() {
            // Whoever knows the old one does not guess.
            self.whole.keep(vec![AccountChange::Forgiven { subject }], Vec::new(), at).await?;
            return Err(ServiceError::BadInput(mistakes));
        }
        let id = || account.id.clone();
        let but = Some(asker.session.public_id.clone());
        let changes = vec![
            AccountChange::Password { account: id(), hash: self.hashed(new).await?, at },
            AccountChange::SessionsEnded { account: id(), but, at, why: "password" },
            AccountChange::Forgiven { subject },
        ];
        let from = Origin { address: asker.session.address.clone(), agent: String::new() };
        let note = super::outside(&account.id, "password.change", "done", &from);
        Ok(self.whole.keep(changes, vec![note], at).await?)
    }
}
