//! Keys for programs 接口令牌: one grant, reading only or also writing, until a day.

use super::{AccountChange, Asker, DAY, Token};
use crate::Office;
use crate::access::Action;
use crate::error::ServiceError;
use guantong_model::Message;
use guantong_secrets::once;

/// For how many days at most.
const DAYS_MOST: i64 = 365;

/// A key to be made.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NewToken {
    /// What it is for.
    pub name: String,
    /// For how many days.
    pub days: i64,
    /// Whether it may also write.
    pub writes: bool,
}

impl Office {
    /// Makes a key that acts under the grant one acts under now. It is shown this once.
    ///
    /// # Errors
    /// Bad input where it has no name or the days cannot be; forbidden for roles that have no keys; step up where the
    /// second factor must be given again first.
    pub async fn make_token(&self, asker: &Asker, new: &NewToken) -> Result<String, ServiceError> {
        let grant = self.acting(asker, Action::AccountToken)?;
        if !asker.viewer.stepped_up {
            return Err(ServiceError::StepUp(Action::AccountToken));
        }
        let name = new.name.trim();
        let mut mistakes = Vec::new();
        if name.is_empty() || name.chars().count() > 60 {
            mistakes.push(Message::new("token-name-missing"));
        }
        if !(1..=DAYS_MOST).contains(&new.days) {
            mistakes.push(Message::new("token-days-bad").with("days", new.days).with("most", DAYS_MOST));
        }
        if !mistakes.is_empty() {
            return Err(ServiceError::BadInput(mistakes));
        }
        let key = format!("guantong-{}", once::id(&self.draw::<25>()));
        let at = self.clock.now();
        let token = Token {
            digest: once::digest(&key),
            public_id: once::id(&self.draw::<10>()),
            account: asker.account.id.clone(),
            grant: grant.id.clone(),
            name: name.to_owned(),
            reads_only: !new.writes,
            made_at: at,
            expires_at: at + new.days * DAY,
            used_at: None,
            ended_at: None,
        };
        let note = self.noted("token.make", &format!("token/{}", token.public_id), "done");
        self.whole.keep(vec![AccountChange::Token(token)], vec![note], at).await?;
        Ok(key)
    }

    /// Takes a key back, at once.
    ///
    /// # Errors
    /// A conflict where it is not there any more.
    pub async fn end_token(&self, asker: &Asker, public_id: &str) -> Result<(), ServiceError> {
        let at = self.clock.now();
        let note = self.noted("token.end", &format!("token/{public_id}"), "done");
        let account = asker.account.id.clone();
        let change = AccountChange::TokenEnded { account, public_id: public_id.to_owned(), at };
        Ok(self.whole.keep(vec![change], vec![note], at).await?)
    }
}
