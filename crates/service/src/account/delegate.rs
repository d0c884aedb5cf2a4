//! Standing in 委托代办: while somebody is away, a colleague of the same organisation acts in his role, in his own name.

use super::grant::day;
use super::{AccountChange, AccountState, Asker, Grant, mistake, normal_login};
use crate::Office;
use crate::access::{Action, Family};
use crate::error::ServiceError;
use guantong_model::Message;

/// For how many days at most.
const DAYS_MOST: i32 = 90;

impl Office {
    /// Lets a colleague stand in, from a day to a day.
    ///
    /// # Errors
    /// Bad input where the colleague is not of the organisation or the days cannot be; forbidden for roles that cannot
    /// be stood in for.
    pub async fn delegate(
        &self,
        asker: &Asker,
        colleague: &str,
        from: &str,
        to: &str,
    ) -> Result<Grant, ServiceError> {
        let own = self.acting(asker, Action::AccountDelegate)?;
        if own.stands_in.is_some() {
            return Err(mistake(Message::new("delegate-not-on")));
        }
        let mut mistakes = Vec::new();
        let today = self.clock.today();
        let from_on = day(from, &mut mistakes).unwrap_or(today);
        let to_on = day(to, &mut mistakes);
        match to_on {
            None if mistakes.is_empty() => mistakes.push(Message::new("delegate-no-end")),
            Some(to) if to < from_on || to < today => {
                mistakes.push(Message::new("grant-days-reversed").with("from", from_on).with("to", to));
            }
            Some(to) if from_on.until(to).is_ok_and(|span| span.get_days() > DAYS_MOST) => {
                mistakes.push(Message::new("delegate-long").with("most", i64::from(DAYS_MOST)));
            }
            _ => {}
        }
        let login = normal_login(colleague);
        let found = self.whole.account_by_login(&login).await?;
        let found = found.filter(|found| found.state == AccountState::Active && found.id != asker.account.id);
        let there = match &found {
            Some(found) if found.family == Family::Business => {
                let held = self.held_by(&found.id).await?;
                held.iter().any(|grant| grant.organisation.id == own.organisation.id)
            }
            _ => false,
        };
        let Some(found) = found.filter(|_| there) else {
            mistakes.push(Message::new("delegate-no-colleague").with("login", login));
            return Err(ServiceError::BadInput(mistakes));
        };
        if !mistakes.is_empty() {
            return Err(ServiceError::BadInput(mistakes));
        }
        let at = self.clock.now();
        let given = self.role_given(&found.id, own.role, &own.organisation, &asker.account.id);
        let grant = Grant { from_on, to_on, stands_in: Some(own.id.clone()), ..given };
        let note = self.noted("grant.delegate", &format!("grant/{}", grant.id), "done");
        self.whole.keep(vec![AccountChange::Grant(grant.clone())], vec![note], at).await?;
        Ok(grant)
    }

    /// Takes back what was handed to a colleague.
    ///
    /// # Errors
    /// Not found where it was not handed on by the asker.
    pub async fn take_back(&self, asker: &Asker, id: &str) -> Result<(), ServiceError> {
        let grant = self.whole.grant(id).await?.ok_or(ServiceError::NotFound)?;
        if grant.stands_in.is_none() || grant.given_by != asker.account.id {
            return Err(ServiceError::NotFound);
        }
        let at = self.clock.now();
        let note = self.noted("grant.take", &format!("grant/{id}"), "done");
        let change = AccountChange::GrantEnded { id: id.to_owned(), at, by: asker.account.id.clone() };
        Ok(self.whole.keep(vec![change], vec![note], at).await?)
    }

    /// The grant somebody acts under, where it may do something with its own.
    pub(super) fn acting<'a>(&self, asker: &'a Asker, action: Action) -> Result<&'a Grant, ServiceError> {
        let acting = asker.session.grant.as_ref();
        let grant =
            asker.grants.iter().find(|grant| Some(&grant.id) == acting).ok_or(ServiceError::NotFound)?;
        if self.access().ever(action, grant.role) {
            Ok(grant)
        } else {
            Err(ServiceError::Forbidden(grant.role, action))
        }
    }
}
