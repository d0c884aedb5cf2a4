//! What the security administrator 安全管理员 decides: who has which role, where, and how long. He makes no account.

use super::{AccountChange, Grant, mistake, normal_login};
use crate::Office;
use crate::access::{Action, Organisation, Role};
use crate::error::ServiceError;
use guantong_model::{Date, Message};

/// A role to be given.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NewGrant {
    /// The word of the role.
    pub role: String,
    /// The id of the organisation.
    pub organisation: String,
    /// The first day; today where nothing is said.
    pub from: String,
    /// The last day; no end where nothing is said.
    pub to: String,
}

/// A day as it was typed; nothing where nothing was.
pub(super) fn day(text: &str, mistakes: &mut Vec<Message>) -> Option<Date> {
    let text = text.trim();
    if text.is_empty() {
        return None;
    }
    let day = text.parse().ok();
    if day.is_none() {
        mistakes.push(Message::new("grant-no-day").with("text", text));
    }
    day
}

impl Office {
    /// A role as it is when it was just given: from today, without an end.
    pub(super) fn role_given(
        &self,
        account: &str,
        role: Role,
        organisation: &Organisation,
        by: &str,
    ) -> Grant {
        Grant {
            id: self.new_id('G'),
            account: account.to_owned(),
            role,
            organisation: organisation.clone(),
            from_on: self.clock.today(),
            to_on: None,
            stands_in: None,
            given_at: self.clock.now(),
            given_by: by.to_owned(),
            ended_at: None,
        }
    }

    /// Gives an account a role at an organisation for a time.
    ///
    /// # Errors
    /// Bad input where the organisation has no such role, the role is not of the account's family, the days are the
    /// wrong way round, or the account is the asker's own; not found where account or organisation is not there.
    pub async fn give_role(&self, account: &str, new: &NewGrant) -> Result<Grant, ServiceError> {
        self.allow_here(Action::GrantKeep)?;
        let hand = self.hand();
        if hand.account == account {
            return Err(mistake(Message::new("account-not-own")));
        }
        let account = self.whole.account(account).await?.ok_or(ServiceError::NotFound)?;
        let organisations = self.whole.organisations().await?;
        let organisation = organisations.into_iter().find(|found| found.id == new.organisation);
        let organisation = organisation.ok_or_else(|| mistake(Message::new("grant-no-organisation")))?;
        let role = Role::parse(&new.role).filter(|role| organisation.kind.roles().contains(role));
        let Some(role) = role else {
            return Err(mistake(
                Message::new("grant-role-elsewhere").with("organisation", organisation.name.as_str()),
            ));
        };
        let mut mistakes = Vec::new();
        if role.family() != account.family {
            mistakes.push(Message::new("grant-other-family").with("name", account.name.as_str()));
        }
        let from_on = day(&new.from, &mut mistakes).unwrap_or_else(|| self.clock.today());
        let to_on = day(&new.to, &mut mistakes);
        if let Some(to) = to_on.filter(|to| *to < from_on) {
            mistakes.push(Message::new("grant-days-reversed").with("from", from_on).with("to", to));
        }
        if !mistakes.is_empty() {
            return Err(ServiceError::BadInput(mistakes));
        }
        let at = self.clock.now();
        let given = self.role_given(&account.id, role, &organisation, &hand.account);
        let grant = Grant { from_on, to_on, ..given };
        let note = self.noted("grant.give", &format!("grant/{}", grant.id), "done");
        self.whole.keep(vec![AccountChange::Grant(grant.clone())], vec![note], at).await?;
        Ok(grant)
    }

    /// Takes a role back, at once, and what stands in for it.
    ///
    /// # Errors
    /// Not found where there is no such role; bad input for one's own; a conflict where it was taken back already.
    pub async fn take_role(&self, id: &str) -> Result<Grant, ServiceError> {
        self.allow_here(Action::GrantKeep)?;
        let grant = self.whole.grant(id).await?.ok_or(ServiceError::NotFound)?;
        let by = self.hand().account;
        if grant.account == by {
            return Err(mistake(Message::new("account-not-own")));
        }
        let at = self.clock.now();
        let note = self.noted("grant.take", &format!("grant/{id}"), "done");
        let change = AccountChange::GrantEnded { id: id.to_owned(), at, by };
        self.whole.keep(vec![change], vec![note], at).await?;
        Ok(grant)
    }

    /// Lets somebody try again who was closed out, and ends his sessions: they may not be his.
    ///
    /// # Errors
    /// Not found where there is no such account.
    pub async fn unlock(&self, account: &str) -> Result<(), ServiceError> {
        self.allow_here(Action::GrantKeep)?;
        let account = self.whole.account(account).await?.ok_or(ServiceError::NotFound)?;
        let keys = &self.locks()?.keys;
        let at = self.clock.now();
        let changes = vec![
            AccountChange::Forgiven { subject: keys.blind("sign-in", &normal_login(&account.login)) },
            AccountChange::Forgiven { subject: keys.blind("second-factor", &account.id) },
            AccountChange::Forgiven { subject: keys.blind("password", &account.id) },
            AccountChange::SessionsEnded { account: account.id.clone(), but: None, at, why: "unlocked" },
        ];
        let note = self.noted("account.unlock", &format!("account/{}", account.id), "done");
        Ok(self.whole.keep(changes, vec![note], at).await?)
    }
}
