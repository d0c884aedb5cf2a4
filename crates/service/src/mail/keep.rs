//! The outbox as who keeps the accounts sees it: what waits, what was given up and why; never what is written or where
//! it goes.

use super::{MailFigures, MailLine};
use crate::Office;
use crate::access::Action;
use crate::error::{Fault, ServiceError};
use guantong_model::Message;

/// As many as are shown.
const SHOWN: i64 = 200;

impl Office {
    /// Mails that wait or were given up.
    ///
    /// # Errors
    /// Forbidden where the table has no letter for it; where the database fails.
    pub async fn outbox(&self) -> Result<Vec<MailLine>, ServiceError> {
        self.allow_here(Action::MailKeep)?;
        Ok(self.whole.mail_lines(SHOWN).await?)
    }

    /// Has a mail that was given up tried again, to the address that is confirmed by now.
    ///
    /// # Errors
    /// Forbidden; a conflict where it is not there any more, or its reader has no address.
    pub async fn mail_again(&self, id: &str) -> Result<(), ServiceError> {
        self.allow_here(Action::MailKeep)?;
        let done = self.whole.mail_again(id, self.clock.now()).await?;
        self.mail_kept(id, "mail.again", done).await
    }

    /// Puts away a mail that was given up.
    ///
    /// # Errors
    /// Forbidden; a conflict where it is not there any more.
    pub async fn mail_dropped(&self, id: &str) -> Result<(), ServiceError> {
        self.allow_here(Action::MailKeep)?;
        let done = self.whole.mail_dropped(id).await?;
        self.mail_kept(id, "mail.drop", done).await
    }

    /// How the outbox stands.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn mail_figures(&self) -> Result<MailFigures, Fault> {
        self.whole.mail_figures().await
    }

    async fn mail_kept(&self, id: &str, action: &str, done: bool) -> Result<(), ServiceError> {
        if !done {
            return Err(ServiceError::conflict(Message::new("conflict-mail-gone")));
        }
        let note = self.noted(action, &format!("mail/{id}"), "done");
        Ok(self.whole.keep(Vec::new(), vec![note], self.clock.now()).await?)
    }
}
