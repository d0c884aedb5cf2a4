//! Accounts of a demonstration: made whole, with a password and a second factor that a page of the demonstration shows.
//! A real office has no way to any of this: only a program that says it serves a demonstration calls it.

use super::second_factor::SEALED_FOR;
use super::{Account, AccountChange, AccountState, Entered, Grant, Origin, SessionState};
use crate::Office;
use crate::access::{Organisation, Role};
use crate::error::{Fault, ServiceError};
use guantong_model::StudentId;
use guantong_secrets::totp::{TotpKey, step_at};
use guantong_secrets::{once, password};

/// What a page of the demonstration shows of an account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shown {
    /// The account.
    pub account: Account,
    /// What it acts as.
    pub grant: Grant,
    /// Its password.
    pub password: String,
    /// The code its second factor shows now; nothing where it has none.
    pub code: Option<String>,
}

impl Office {
    /// Makes an account of a demonstration: in use, with its role, its password and its second factor.
    ///
    /// # Errors
    /// A conflict where the login is taken.
    pub async fn demo_account(
        &self,
        login: &str,
        name: &str,
        role: Role,
        organisation: &Organisation,
        students: &[StudentId],
    ) -> Result<(), ServiceError> {
        let now = self.clock.now();
        let mut account = self.account_made(login, name, role.family(), "demo");
        account.state = AccountState::Active;
        account.password_set_at = Some(now);
        account.password = Some(
            password::hash(&self.demo_password(login)?, &self.draw())
                .map_err(|error| Fault::new("hash a password", error))?,
        );
        if role.is_staff() {
            let sealed = self.locks()?.keys.seal(SEALED_FOR, &self.draw::<20>(), &self.draw());
            account.totp = Some(sealed.map_err(|error| Fault::new("seal a second factor", error))?);
            account.totp_step = Some(0);
        }
        let mut changes = vec![AccountChange::Account(account.clone())];
        let tied = |student: &StudentId| AccountChange::Student {
            account: account.id.clone(),
            student: student.clone(),
        };
        changes.extend(students.iter().map(tied));
        changes.push(AccountChange::Grant(self.role_given(&account.id, role, organisation, "demo")));
        Ok(self.whole.keep(changes, Vec::new(), now).await?)
    }

    /// An organisation of a demonstration.
    ///
    /// # Errors
    /// A conflict where it is there.
    pub async fn demo_organisation(&self, organisation: &Organisation) -> Result<(), ServiceError> {
        let now = self.clock.now();
        let change = AccountChange::Organisation(organisation.clone(), now, "demo".to_owned());
        Ok(self.whole.keep(vec![change], Vec::new(), now).await?)
    }

    /// The accounts of a demonstration with what opens them.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn demo_accounts(&self) -> Result<Vec<Shown>, ServiceError> {
        let mut shown = Vec::new();
        for account in self.whole.accounts("", "", 200).await? {
            if account.made_by != "demo" || account.state != AccountState::Active {
                continue;
            }
            let Some(grant) = self.held_by(&account.id).await?.into_iter().next() else { continue };
            let key: Option<TotpKey> = self.key(&account)?;
            let code = key.map(|key| key.code(step_at(self.clock.now())));
            let password = self.demo_password(&account.login)?;
            shown.push(Shown { account, grant, password, code });
        }
        let place = |role: Role| Role::ALL.iter().position(|other| *other == role);
        shown.sort_by_key(|shown| (place(shown.grant.role), shown.account.login.clone()));
        Ok(shown)
    }

    /// Becomes somebody of a demonstration, at a click.
    ///
    /// # Errors
    /// Not found where there is no such account of a demonstration.
    pub async fn demo_switch(&self, login: &str, from: &Origin) -> Result<Entered, ServiceError> {
        let account = self.whole.account_by_login(login).await?;
        let account = account
            .filter(|account| account.made_by == "demo" && account.state == AccountState::Active)
            .ok_or(ServiceError::NotFound)?;
        let entered = self.enter(&account, Vec::new(), "sign-in", from).await?;
        let Some(session) = self.whole.session(&once::digest(&entered.id)).await? else {
            return Err(ServiceError::NotFound);
        };
        let grants = self.whole.grants(std::slice::from_ref(&account.id)).await?;
        let (id, mut open) = self.turned(&session);
        open.state = SessionState::Open;
        open.grant = self.first_grant(&grants);
        let change = AccountChange::SessionTurned { from: session.digest, to: open };
        self.whole.keep(vec![change], Vec::new(), self.clock.now()).await?;
        Ok(Entered { id, state: SessionState::Open, account: account.id })
    }

    /// Lets a session go on after the clock of a demonstration was moved forward.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn demo_stay(&self, digest: &str) -> Result<(), ServiceError> {
        let Some(session) = self.whole.session(digest).await? else { return Ok(()) };
        let now = self.clock.now();
        let (from, account) = (session.digest.clone(), session.account.clone());
        let to = super::Session { began_at: now, seen_at: now, ..session };
        let mut changes = vec![AccountChange::SessionTurned { from, to }];
        if let Some(hash) = self.whole.account(&account).await?.and_then(|account| account.password) {
            changes.push(AccountChange::Password { account, hash, at: now });
        }
        Ok(self.whole.keep(changes, Vec::new(), now).await?)
    }

    /// The password of an account of a demonstration: from its login and the office's key, so that it stands nowhere.
    fn demo_password(&self, login: &str) -> Result<String, Fault> {
        let blind = self.locks()?.keys.blind("demo password", login);
        let short: String = blind.chars().take(12).collect();
        Ok(format!("Demo-{short}"))
    }
}
