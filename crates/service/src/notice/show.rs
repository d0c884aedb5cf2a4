//! One's notices, to be read.

use super::NoticeRow;
use crate::Office;
use crate::access::Action;
use crate::error::{Fault, ServiceError};
use guantong_requests::{Act, STREAM};

/// A notice in the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NoticeLine {
    /// The notice.
    pub row: NoticeRow,
    /// Of a decision on a request that was not yet served: the request and its version, so that who reads may say that
    /// it reached him. The time to appeal begins with that.
    pub to_confirm: Option<(String, i64)>,
}

/// A page of one's notices.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Notices {
    /// The notices, those not read first, then the newest.
    pub lines: Vec<NoticeLine>,
    /// How many were not read, on this page and on others.
    pub unread: i64,
    /// Whether there are more.
    pub more: bool,
}

impl Office {
    /// One's notices, at most so many after a place in the list; nothing of the machine's.
    ///
    /// # Errors
    /// Forbidden where the table has no letter for it; where the database fails.
    pub async fn notices(&self, limit: i64, offset: i64) -> Result<Notices, ServiceError> {
        if self.viewer().is_none_or(|viewer| viewer.account.is_empty()) {
            return Ok(Notices::default());
        }
        self.allow_own(Action::NoticeRead)?;
        let mut rows = self.storage.notices(limit + 1, offset).await?;
        let most = usize::try_from(limit).unwrap_or(usize::MAX);
        let more = rows.len() > most;
        rows.truncate(most);
        let mut lines = Vec::with_capacity(rows.len());
        for row in rows {
            lines.push(NoticeLine { to_confirm: self.to_confirm(&row).await?, row });
        }
        Ok(Notices { lines, unread: self.storage.notices_unread().await?, more })
    }

    /// How many of one's notices were not read; nothing of who has no account.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn unread_notices(&self) -> Result<i64, Fault> {
        match self.viewer() {
            Some(viewer) if !viewer.account.is_empty() && self.may_ever(Action::NoticeRead) => {
                self.storage.notices_unread().await
            }
            _ => Ok(0),
        }
    }

    /// Notes that one of one's notices was read, or all.
    ///
    /// # Errors
    /// Forbidden where the table has no letter for it; not found where one has no such notice.
    pub async fn read_notices(&self, cause: Option<&str>) -> Result<Option<NoticeRow>, ServiceError> {
        self.allow_own(Action::NoticeRead)?;
        let found = match cause {
            Some(cause) => Some(self.storage.notice(cause).await?.ok_or(ServiceError::NotFound)?),
            None => None,
        };
        self.storage.notices_read(cause, self.clock.now()).await?;
        Ok(found)
    }

    /// Says that the decision a notice tells of reached the family, and notes the notice as read.
    ///
    /// # Errors
    /// Not found where one has no such notice, or it tells of no request; else as [`Office::serve_decision`].
    pub async fn confirm_notice(
        &self,
        cause: &str,
        version_seen: i64,
        actor: &str,
    ) -> Result<(), ServiceError> {
        self.allow_own(Action::NoticeRead)?;
        let row = self.storage.notice(cause).await?.ok_or(ServiceError::NotFound)?;
        let id = row.object.strip_prefix(STREAM).ok_or(ServiceError::NotFound)?;
        self.serve_decision(id, version_seen, "", actor).await?;
        self.storage.notices_read(Some(cause), self.clock.now()).await?;
        Ok(())
    }

    /// What is one's own is allowed where the table has any letter.
    fn allow_own(&self, action: Action) -> Result<(), ServiceError> {
        match self.viewer() {
            Some(viewer) if !self.may_ever(action) => Err(ServiceError::Forbidden(viewer.role, action)),
            _ => Ok(()),
        }
    }

    /// The request a notice tells the decision of, where who reads is of the family and has not yet said so.
    async fn to_confirm(&self, notice: &NoticeRow) -> Result<Option<(String, i64)>, ServiceError> {
        let decided = matches!(
            notice.message.id.as_str(),
            "notice-adverse-agreed"
                | "notice-adverse-refused"
                | "notice-dismissed"
                | "notice-dismissed-last"
                | "notice-agreed"
                | "notice-refused"
                | "notice-upheld"
        );
        let Some(id) = notice.object.strip_prefix(STREAM).filter(|_| decided) else { return Ok(None) };
        let Some(row) = self.storage.request(id).await? else { return Ok(None) };
        let may = self.is_family(&row) && self.request_acts(&row)?.contains(&Act::Serve);
        Ok(may.then_some((row.id, row.version)))
    }
}
