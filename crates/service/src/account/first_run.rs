//! The first run 首次启用: a code that only who made the office has seen names the three administrators. Each opens
//! his own account.

use super::{Account, AccountChange, AccountState, mistake, normal_login, outside};
use crate::Office;
use crate::access::{Family, Organisation, OrganisationKind, Role};
use crate::account::Origin;
use crate::account::keep::login_mistakes;
use crate::error::{Conflict, ServiceError};
use guantong_model::Message;
use guantong_secrets::once;

/// Who begins.
const BEGINNER: &str = "first-run";

/// The three administrators: login and name of each.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FirstAdministrators {
    /// What the office that runs the system is called.
    pub office: String,
    /// 系统管理员.
    pub system: (String, String),
    /// 安全管理员.
    pub security: (String, String),
    /// 审计管理员.
    pub audit: (String, String),
}

/// An account that was made, with the code that opens it. The code is shown once and kept nowhere.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Opened {
    /// The account.
    pub account: Account,
    /// The role it was made for, of the three administrators.
    pub role: Option<Role>,
    /// The code of its invitation.
    pub code: String,
}

impl Office {
    /// Makes the code of the first run, in place of an earlier one.
    ///
    /// # Errors
    /// A conflict where there are accounts already.
    pub async fn first_run_code(&self) -> Result<String, ServiceError> {
        if self.whole.any_account().await? {
            return Err(ServiceError::Conflict(Conflict { message: Message::new("first-run-over") }));
        }
        let (code, invitation) = self.invited(None, BEGINNER);
        let note = outside("", "first-run.code", "done", &Origin::default());
        self.whole.keep(vec![AccountChange::Invitation(invitation)], vec![note], self.clock.now()).await?;
        Ok(code)
    }

    /// Names the three administrators; nothing else is there before them.
    ///
    /// # Errors
    /// Bad input where the code does not open or a name is missing; a conflict where there are accounts already.
    pub async fn first_run(
        &self,
        code: &str,
        named: &FirstAdministrators,
        from: &Origin,
    ) -> Result<Vec<Opened>, ServiceError> {
        if self.whole.any_account().await? {
            return Err(ServiceError::Conflict(Conflict { message: Message::new("first-run-over") }));
        }
        let subject = self.locks()?.keys.blind("first-run", &from.address);
        self.attempt(&subject).await?;
        if self.invitation(code).await?.account.is_some() {
            return Err(mistake(Message::new("invitation-refused")));
        }
        let three =
            [(Role::System, &named.system), (Role::Security, &named.security), (Role::Audit, &named.audit)];
        let mut mistakes = Vec::new();
        for (_, (login, name)) in &three {
            mistakes.extend(login_mistakes(&normal_login(login), name));
        }
        let logins = three.iter().map(|(_, (login, _))| normal_login(login));
        if logins.collect::<std::collections::BTreeSet<_>>().len() < three.len() {
            mistakes.push(Message::new("first-run-three-people"));
        }
        if named.office.trim().is_empty() {
            mistakes.push(Message::new("organisation-name-missing"));
        }
        let now = self.clock.now();
        if !mistakes.is_empty() {
            // Whoever knows the code does not guess.
            self.whole.keep(vec![AccountChange::Forgiven { subject }], Vec::new(), now).await?;
            return Err(ServiceError::BadInput(mistakes));
        }
        let organisation = Organisation {
            id: self.new_id('O'),
            name: named.office.trim().to_owned(),
            kind: OrganisationKind::Office,
            district: None,
        };
        let mut changes = vec![
            AccountChange::InvitationUsed { digest: once::digest(&once::normal(code)), at: now },
            AccountChange::Organisation(organisation.clone(), now, BEGINNER.to_owned()),
        ];
        let (mut notes, mut opened) = (Vec::new(), Vec::new());
        for (role, (login, name)) in three {
            let account = self.account_made(login, name, role.family(), BEGINNER);
            let (code, invitation) = self.invited(Some(&account.id), BEGINNER);
            changes.push(AccountChange::Account(account.clone()));
            changes.push(AccountChange::Grant(self.role_given(&account.id, role, &organisation, BEGINNER)));
            changes.push(AccountChange::Invitation(invitation));
            notes.push(outside(&account.id, "account.make", "done", from));
            opened.push(Opened { account, role: Some(role), code });
        }
        self.whole.keep(changes, notes, now).await?;
        Ok(opened)
    }

    /// An account as it is when it was just made.
    pub(super) fn account_made(&self, login: &str, name: &str, family: Family, by: &str) -> Account {
        Account {
            id: self.new_id('A'),
            login: normal_login(login),
            name: name.trim().to_owned(),
            family,
            state: AccountState::Invited,
            password: None,
            password_set_at: None,
            totp: None,
            totp_step: None,
            made_at: self.clock.now(),
            made_by: by.to_owned(),
        }
    }
}
