//! Coming back with a session or a key: who it is now. Nothing is remembered between requests, so that what was ended
//! or taken back is so at once.

use super::{Account, AccountChange, AccountState, DAY, Grant, HOUR, MINUTE, Session, SessionState};
use crate::Office;
use crate::access::{Role, Viewer};
use crate::account::step_up::STEP_UP_MINUTES;
use crate::error::{Fault, ServiceError};
use guantong_secrets::once;

/// A session unused for so long is over (ASVS 7.3.1).
pub(super) const IDLE: i64 = 30 * MINUTE;
/// A session is over after so long in any case (ASVS 7.3.2).
const WHOLE: i64 = 8 * HOUR;
/// A clock may be set back by so much without ending anything.
const SLACK: i64 = 2 * MINUTE;

/// Who comes back.
#[derive(Clone, Debug)]
pub struct Asker {
    /// The account.
    pub account: Account,
    /// The session.
    pub session: Session,
    /// The grants that hold today.
    pub grants: Vec<Grant>,
    /// Who that is to the table of who may do what; the public until the session is open and has a role.
    pub viewer: Viewer,
    /// Whether the password must be changed first.
    pub must_change: bool,
}

impl Office {
    /// Who a session's id stands for; nobody where it is over.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn resume(&self, id: &str) -> Result<Option<Asker>, ServiceError> {
        let Some(mut session) = self.whole.session(&once::digest(id)).await? else { return Ok(None) };
        let now = self.clock.now();
        let why = if now - session.seen_at > IDLE {
            Some("idle")
        } else if now - session.began_at > WHOLE || now < session.seen_at - SLACK {
            Some("over")
        } else {
            None
        };
        if let Some(why) = why {
            let Session { account, public_id, .. } = session;
            let ended = AccountChange::SessionEnded { account, public_id, at: now, why };
            // It is over whether or not that can be written down.
            let _ = self.whole.keep(vec![ended], Vec::new(), now).await;
            return Ok(None);
        }
        let account = self.whole.account(&session.account).await?;
        let Some(account) = account.filter(|account| account.state == AccountState::Active) else {
            return Ok(None);
        };
        if now - session.seen_at >= MINUTE {
            let seen = AccountChange::SessionSeen { digest: session.digest.clone(), at: now };
            // On a disk that is full one can go on reading; what is not noted only ends the session earlier.
            let _ = self.whole.keep(vec![seen], Vec::new(), now).await;
        }
        let grants = self.held_by(&account.id).await?;
        let acting = session.grant.as_ref().and_then(|id| grants.iter().find(|grant| grant.id == *id));
        // Whose role ended meanwhile acts in the first that he still has.
        let acting = acting.or_else(|| grants.first()).filter(|_| session.state == SessionState::Open);
        session.grant = acting.map(|grant| grant.id.clone());
        let mut viewer = self.viewer_of(&account, acting).await?;
        viewer.stepped_up = session.stepped_up_at.is_some_and(|at| now - at <= STEP_UP_MINUTES * MINUTE);
        if viewer.stepped_up {
            viewer.purpose.clone_from(&session.purpose);
        }
        let must_change = acting.is_some() && self.is_old(&account);
        Ok(Some(Asker { account, session, grants, viewer, must_change }))
    }

    /// Who a program's key stands for; nobody where it is over or unknown.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn resume_token(&self, key: &str) -> Result<Option<Viewer>, ServiceError> {
        let Some(token) = self.whole.token(&once::digest(key)).await? else { return Ok(None) };
        let now = self.clock.now();
        if now >= token.expires_at || now < token.made_at - SLACK {
            return Ok(None);
        }
        let account = self.whole.account(&token.account).await?;
        let Some(account) = account.filter(|account| account.state == AccountState::Active) else {
            return Ok(None);
        };
        let grants = self.held_by(&account.id).await?;
        let Some(grant) = grants.iter().find(|grant| grant.id == token.grant) else { return Ok(None) };
        if token.used_at.is_none_or(|at| now - at >= HOUR) {
            let used = AccountChange::TokenUsed { digest: token.digest, at: now };
            self.whole.keep(vec![used], Vec::new(), now).await?;
        }
        let mut viewer = self.viewer_of(&account, Some(grant)).await?;
        // Whoever made it gave the second factor for it: enough to take figures and lists away, not to write what is
        // grave.
        viewer.stepped_up = token.reads_only;
        viewer.purpose = token.name;
        viewer.reads_only = token.reads_only;
        Ok(Some(viewer))
    }

    /// The grants of an account that hold today; one that stands in holds while that for which it does.
    pub(super) async fn held_by(&self, account: &str) -> Result<Vec<Grant>, Fault> {
        let today = self.clock.today();
        let mut held = Vec::new();
        for grant in self.whole.grants(&[account.to_owned()]).await? {
            let stands = match &grant.stands_in {
                Some(id) => self.whole.grant(id).await?.is_some_and(|other| other.holds_on(today)),
                None => true,
            };
            if stands && grant.holds_on(today) {
                held.push(grant);
            }
        }
        held.sort_by_key(|grant| (grant.stands_in.is_some(), grant.given_at));
        Ok(held)
    }

    async fn viewer_of(&self, account: &Account, grant: Option<&Grant>) -> Result<Viewer, Fault> {
        let public = Viewer { account: account.id.clone(), name: account.name.clone(), ..Viewer::public() };
        let Some(grant) = grant else { return Ok(public) };
        let family = matches!(grant.role, Role::Student | Role::Guardian);
        let own = if family { self.whole.own_students(&account.id).await? } else { Vec::new() };
        Ok(Viewer { role: grant.role, organisation: Some(grant.organisation.clone()), own, ..public })
    }

    /// The office as an account sees it in its first role, for whoever keeps the machine and says so; nothing where there
    /// is no such account in use, or it has no role today.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn as_account(
        &self,
        login: &str,
        action: crate::access::Action,
    ) -> Result<Option<Office>, Fault> {
        let account = self.whole.account_by_login(&super::normal_login(login)).await?;
        let Some(account) = account.filter(|account| account.state == AccountState::Active) else {
            return Ok(None);
        };
        let grants = self.held_by(&account.id).await?;
        let Some(grant) = grants.first() else { return Ok(None) };
        let mut viewer = self.viewer_of(&account, Some(grant)).await?;
        // Whoever keeps the machine could read the file itself.
        viewer.stepped_up = true;
        Ok(Some(self.seen_by(std::sync::Arc::new(viewer), action)))
    }

    /// Acts under another of one's grants.
    ///
    /// # Errors
    /// Not found where it is none that holds today.
    pub async fn act_as(&self, id: &str, grant: &str) -> Result<super::Entered, ServiceError> {
        let asker = self.resume(id).await?.ok_or(ServiceError::NotFound)?;
        // Who came in by the password alone gets no role by it that is held at work.
        let may = |held: &Grant| asker.account.has_second_factor() || !held.role.is_staff();
        let held = asker.grants.iter().any(|held| held.id == grant && may(held));
        if asker.session.state != SessionState::Open || !held {
            return Err(ServiceError::NotFound);
        }
        let (id, mut turned) = self.turned(&asker.session);
        turned.grant = Some(grant.to_owned());
        turned.stepped_up_at = None;
        turned.purpose = String::new();
        let change = AccountChange::SessionTurned { from: asker.session.digest, to: turned };
        let mut note = self.noted("account.act", &format!("grant/{grant}"), "done");
        note.account.clone_from(&asker.account.id);
        note.address.clone_from(&asker.session.address);
        self.whole.keep(vec![change], vec![note], self.clock.now()).await?;
        Ok(super::Entered { id, state: SessionState::Open, account: asker.account.id })
    }

    /// In how many days a password must be changed; nothing where it never must.
    #[must_use]
    pub fn password_days(&self, account: &Account) -> Option<i64> {
        let days = self.locks.as_ref()?.profile.days_valid()?;
        Some(days - (self.clock.now() - account.password_set_at?) / DAY)
    }
}
