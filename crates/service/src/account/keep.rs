//! What the system administrator 系统管理员 keeps: organisations and accounts. He gives no role and sees no record.

use super::{Account, AccountChange, AccountLine, AccountState, Opened, mistake, normal_login};
use crate::Office;
use crate::access::{Action, Family, Organisation, OrganisationKind};
use crate::error::{Fault, ServiceError};
use guantong_model::Message;
use std::collections::BTreeMap;
use std::sync::Arc;

/// The longest login and the longest name, in characters.
const LOGIN_MOST: usize = 60;
const NAME_MOST: usize = 60;

/// An organisation to be made.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NewOrganisation {
    /// The word of its kind.
    pub kind: String,
    /// Its name; of institutions as the plan has it.
    pub name: String,
    /// The district's code, of a district's commission.
    pub district: String,
}

/// An account to be made.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NewAccount {
    /// What is typed to sign in.
    pub login: String,
    /// The person's name.
    pub name: String,
    /// The word of the family of roles.
    pub family: String,
    /// The records of a student's or a guardian's account, by blanks or commas.
    pub students: String,
}

/// Everything wrong with a login and a name.
pub(super) fn login_mistakes(login: &str, name: &str) -> Vec<Message> {
    login_mistake(login).into_iter().chain(name_mistake(name)).collect()
}

/// What is wrong with a login.
pub(super) fn login_mistake(login: &str) -> Option<Message> {
    let good = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '.' | '-' | '_' | '@');
    let length = login.chars().count();
    let bad = !(3..=LOGIN_MOST).contains(&length) || !login.chars().all(good);
    bad.then(|| Message::new("account-login-bad").with("login", login).with("most", LOGIN_MOST))
}

/// What is wrong with a name.
pub(super) fn name_mistake(name: &str) -> Option<Message> {
    let length = name.trim().chars().count();
    let bad = !(1..=NAME_MOST).contains(&length);
    bad.then(|| Message::new("account-name-bad").with("length", length).with("most", NAME_MOST))
}

impl Office {
    /// Every organisation, by kind and name.
    ///
    /// # Errors
    /// Forbidden but to the administrators of accounts and roles.
    pub async fn organisations(&self) -> Result<Vec<Organisation>, ServiceError> {
        self.allow_here(Action::AccountRead)?;
        Ok(self.whole.organisations().await?)
    }

    /// Accounts whose login or name holds some words, by login, after one; with the roles that were not taken back.
    ///
    /// # Errors
    /// As [`Office::organisations`].
    pub async fn accounts(
        &self,
        search: &str,
        after: &str,
        page: usize,
    ) -> Result<Vec<AccountLine>, ServiceError> {
        self.allow_here(Action::AccountRead)?;
        let limit = i64::try_from(page).unwrap_or(i64::MAX);
        let accounts = self.whole.accounts(search.trim(), after, limit).await?;
        let ids: Vec<String> = accounts.iter().map(|account| account.id.clone()).collect();
        let mut grants = self.whole.grants(&ids).await?;
        grants.retain(|grant| grant.ended_at.is_none());
        let line = |account: Account| {
            let grants = grants.iter().filter(|grant| grant.account == account.id).cloned().collect();
            AccountLine { account, grants }
        };
        Ok(accounts.into_iter().map(line).collect())
    }

    /// The names of accounts by id, to tell in whose name something was written. An account keeps its name, so that they are
    /// read anew only where there are more.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn account_names(&self) -> Result<Arc<BTreeMap<String, String>>, Fault> {
        let mark = self.whole.account_count().await?.to_string();
        if let Some(names) = self.names.under(&mark) {
            return Ok(names);
        }
        let names = Arc::new(self.whole.account_names().await?);
        self.names.keep(mark, &names);
        Ok(names)
    }

    /// One account with every role it ever had.
    ///
    /// # Errors
    /// As [`Office::organisations`]; not found where there is none.
    pub async fn account(&self, id: &str) -> Result<AccountLine, ServiceError> {
        self.allow_here(Action::AccountRead)?;
        let account = self.whole.account(id).await?.ok_or(ServiceError::NotFound)?;
        let grants = self.whole.grants(&[id.to_owned()]).await?;
        Ok(AccountLine { account, grants })
    }

    /// Makes an organisation.
    ///
    /// # Errors
    /// Bad input where its kind is none, its name is missing, or an institution is not in the edition; a conflict
    /// where it is there.
    pub async fn make_organisation(&self, new: &NewOrganisation) -> Result<Organisation, ServiceError> {
        self.allow_here(Action::AccountKeep)?;
        let kind = OrganisationKind::parse(&new.kind)
            .ok_or_else(|| mistake(Message::new("organisation-kind-bad").with("kind", new.kind.as_str())))?;
        let name = new.name.trim();
        let mut mistakes = Vec::new();
        if name.is_empty() || name.chars().count() > NAME_MOST {
            mistakes.push(Message::new("organisation-name-missing"));
        }
        let district = new.district.trim();
        let district = match kind {
            OrganisationKind::District if self.edition().district(district).is_some() => {
                Some(district.to_owned())
            }
            OrganisationKind::District => {
                mistakes.push(Message::new("organisation-district-bad").with("district", district));
                None
            }
            _ => None,
        };
        if !mistakes.is_empty() {
            return Err(ServiceError::BadInput(mistakes));
        }
        let made = Organisation { id: self.new_id('O'), name: name.to_owned(), kind, district };
        let at = self.clock.now();
        let change = AccountChange::Organisation(made.clone(), at, self.hand().account);
        let note = self.noted("organisation.make", &format!("organisation/{}", made.id), "done");
        self.whole.keep(vec![change], vec![note], at).await?;
        Ok(made)
    }

    /// Makes an account; its code is shown this once.
    ///
    /// # Errors
    /// Bad input where login or name cannot be, or a record is not there; a conflict where the login is taken.
    pub async fn make_account(&self, new: &NewAccount) -> Result<Opened, ServiceError> {
        self.allow_here(Action::AccountKeep)?;
        let login = normal_login(&new.login);
        let mut mistakes = login_mistakes(&login, &new.name);
        let family = Family::parse(&new.family).unwrap_or_else(|| {
            mistakes.push(Message::new("account-family-bad").with("family", new.family.as_str()));
            Family::Business
        });
        let mut students = Vec::new();
        let words = |c: char| c.is_whitespace() || matches!(c, ',' | '，' | '、' | ';' | '；');
        for id in new.students.split(words).filter(|id| !id.is_empty()) {
            let id = guantong_model::StudentId::from(id);
            if self.whole.student(&id).await?.is_none() {
                mistakes.push(Message::new("account-student-absent").with("student", id.as_str()));
            }
            students.push(id);
        }
        if !mistakes.is_empty() {
            return Err(ServiceError::BadInput(mistakes));
        }
        let by = self.hand().account;
        let account = self.account_made(&login, &new.name, family, &by);
        let (code, invitation) = self.invited(Some(&account.id), &by);
        let mut changes =
            vec![AccountChange::Account(account.clone()), AccountChange::Invitation(invitation)];
        let tied = |student| AccountChange::Student { account: account.id.clone(), student };
        changes.extend(students.into_iter().map(tied));
        let note = self.noted("account.make", &format!("account/{}", account.id), "done");
        self.whole.keep(changes, vec![note], self.clock.now()).await?;
        Ok(Opened { account, role: None, code })
    }

    /// Makes an account be opened anew, for who lost password or second factor: both are taken away, sessions and keys
    /// end, and so do the roles, so that who can do this cannot put himself into a role.
    ///
    /// # Errors
    /// Not found where there is no such account; forbidden for one's own.
    pub async fn reopen_account(&self, id: &str) -> Result<Opened, ServiceError> {
        let account = self.account_to_keep(id).await?;
        let at = self.clock.now();
        let by = self.hand().account;
        let (code, invitation) = self.invited(Some(id), &by);
        let mut changes = shut(id, AccountState::Invited, at, &by);
        changes.push(AccountChange::Invitation(invitation));
        let note = self.noted("account.reopen", &format!("account/{id}"), "done");
        self.whole.keep(changes, vec![note], at).await?;
        Ok(Opened { account, role: None, code })
    }

    /// Closes an account for good; what it did stays.
    ///
    /// # Errors
    /// As [`Office::reopen_account`].
    pub async fn disable_account(&self, id: &str) -> Result<(), ServiceError> {
        self.account_to_keep(id).await?;
        let at = self.clock.now();
        let changes = shut(id, AccountState::Disabled, at, &self.hand().account);
        let note = self.noted("account.disable", &format!("account/{id}"), "done");
        Ok(self.whole.keep(changes, vec![note], at).await?)
    }

    /// An account that the asker may keep: any but his own.
    async fn account_to_keep(&self, id: &str) -> Result<Account, ServiceError> {
        self.allow_here(Action::AccountKeep)?;
        if self.hand().account == id {
            return Err(mistake(Message::new("account-not-own")));
        }
        let account = self.whole.account(id).await?.ok_or(ServiceError::NotFound)?;
        if account.family != Family::Business && !self.has_another(&account).await? {
            return Err(mistake(Message::new("account-last-administrator").with("login", account.login)));
        }
        Ok(account)
    }

    /// Whether somebody else is the same kind of administrator today.
    async fn has_another(&self, account: &Account) -> Result<bool, ServiceError> {
        for organisation in self.whole.organisations().await? {
            for grant in self.whole.grants_at(&organisation.id).await? {
                let same = grant.role.family() == account.family && grant.account != account.id;
                if same && grant.holds_on(self.clock.today()) {
                    let other = self.whole.account(&grant.account).await?;
                    if other.is_some_and(|other| other.state == AccountState::Active) {
                        return Ok(true);
                    }
                }
            }
        }
        Ok(false)
    }

    /// Makes an account be opened anew by whoever keeps the machine, for the last administrator of his kind who lost
    /// password or second factor: both are taken away and sessions end; the roles stay.
    ///
    /// # Errors
    /// Not found where there is no such login.
    pub async fn rescue_account(&self, login: &str) -> Result<Opened, ServiceError> {
        let account = self.whole.account_by_login(&normal_login(login)).await?;
        let account = account.ok_or(ServiceError::NotFound)?;
        let at = self.clock.now();
        let by = self.hand().account;
        let (code, invitation) = self.invited(Some(&account.id), &by);
        let mut changes = shut(&account.id, AccountState::Invited, at, &by);
        changes.retain(|change| !matches!(change, AccountChange::GrantsEnded { .. }));
        changes.push(AccountChange::Invitation(invitation));
        let note = self.noted("account.rescue", &format!("account/{}", account.id), "done");
        self.whole.keep(changes, vec![note], at).await?;
        Ok(Opened { account, role: None, code })
    }
}

/// Everything by which an account acts is taken from it.
fn shut(id: &str, state: AccountState, at: i64, by: &str) -> Vec<AccountChange> {
    let account = || id.to_owned();
    vec![
        AccountChange::State { account: account(), state, at },
        AccountChange::SecondFactor { account: account(), sealed: None },
        AccountChange::RecoveryCodes { account: account(), digests: Vec::new() },
        AccountChange::GrantsEnded { account: account(), at, by: by.to_owned() },
        AccountChange::SessionsEnded { account: account(), but: None, at, why: "account" },
    ]
}
