//! Signing in 登录: a password, or a provider in its place, then for staff the second factor. Nothing tells whether there
//! is such an account.

use super::{
    AccountChange, AccountState, Grant, MINUTE, Origin, Session, SessionState, mistake, normal_login, outside,
};
use crate::Office;
use crate::access::Family;
use crate::account::Account;
use crate::error::{Fault, ServiceError};
use crate::trail::Note;
use guantong_model::Message;
use guantong_secrets::once;

/// What is kept of somebody who was sent to a provider is sealed for this, and opens for so long.
const AWAY: &str = "sign-in elsewhere";
const AWAY_FOR: i64 = 10 * MINUTE;

/// Of a name that a provider gives, so many characters are said to whom it is refused.
const NAME_SAID: usize = 60;

/// Somebody came in, as far as the state says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entered {
    /// The id of the session, for the cookie; it is nowhere else.
    pub id: String,
    /// How far the session is.
    pub state: SessionState,
    /// Whose it is.
    pub account: String,
}

impl Office {
    /// Signs in with a password.
    ///
    /// # Errors
    /// Bad input where login and password are not those of an account in use, or after too many attempts; both alike
    /// whether there is such an account or not.
    pub async fn sign_in(&self, login: &str, password: &str, from: &Origin) -> Result<Entered, ServiceError> {
        let locks = self.locks()?;
        let login = normal_login(login);
        let subject = locks.keys.blind("sign-in", &login);
        self.attempt(&subject).await?;
        let account = self.whole.account_by_login(&login).await?;
        let account = account.filter(|account| account.state == AccountState::Active);
        let stored = account.as_ref().and_then(|account| account.password.clone());
        let good = locks.is(password, stored).await?;
        let now = self.clock.now();
        let Some(account) = account.filter(|_| good) else {
            self.whole.keep(Vec::new(), vec![outside("", "sign-in", "refused", from)], now).await?;
            return Err(mistake(Message::new("sign-in-refused")));
        };
        self.enter(&account, vec![AccountChange::Forgiven { subject }], "sign-in", from).await
    }

    /// Signs in with the name that a provider gives of somebody. The provider stands in for the password, and for
    /// nothing else: attempts are counted alike, and a second factor is waited for alike.
    ///
    /// The name must be the login letter for letter: two people there may have names that would be one login here.
    /// The three administrators come in by their passwords only, for whoever runs the provider could be any of them.
    ///
    /// # Errors
    /// Bad input where there is no account of this login in use, it is an administrator's, or it is somebody's at work
    /// who has no second factor yet, all alike; or after too many attempts.
    pub async fn sign_in_elsewhere(&self, name: &str, from: &Origin) -> Result<Entered, ServiceError> {
        let subject = self.locks()?.keys.blind("sign-in", name);
        self.attempt(&subject).await?;
        let account = self.whole.account_by_login(name).await?.filter(|account| {
            account.login == name
                && account.state == AccountState::Active
                && account.family == Family::Business
        });
        // Whoever has yet to take his second factor does so after his password: else it would be the provider's to take.
        let account = match account {
            Some(account) => {
                let grants = self.whole.grants(std::slice::from_ref(&account.id)).await?;
                let state = self.state_after_password(&account, &grants);
                (state != SessionState::Enrolling).then_some(account)
            }
            None => None,
        };
        let Some(account) = account else {
            let note = outside("", "sign-in.elsewhere", "refused", from);
            self.whole.keep(Vec::new(), vec![note], self.clock.now()).await?;
            let said: String = name.chars().take(NAME_SAID).collect();
            return Err(mistake(Message::new("sign-in-elsewhere-refused").with("login", said)));
        };
        self.enter(&account, vec![AccountChange::Forgiven { subject }], "sign-in.elsewhere", from).await
    }

    /// Begins a sign-in with a provider: `begin` is given bytes drawn for it alone, and gives what must be kept until
    /// the person comes back. Gives that sealed, for the person's browser to keep.
    ///
    /// # Errors
    /// Where the office has no keys.
    pub fn send_elsewhere<T>(
        &self,
        begin: impl FnOnce(&[u8; 64]) -> (T, String),
    ) -> Result<(T, String), Fault> {
        let (to, kept) = begin(&self.draw());
        let text = format!("{} {kept}", self.clock.now() + AWAY_FOR);
        let sealed = self.locks()?.keys.seal(AWAY, text.as_bytes(), &self.draw());
        Ok((to, sealed.map_err(|error| Fault::new("seal what is kept of a sign-in", error))?))
    }

    /// What was kept of somebody who comes back from a provider; nothing where we did not seal it, where its time is
    /// over, or where somebody came back with it before.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn back_from_elsewhere(&self, sealed: &str) -> Result<Option<String>, Fault> {
        let keys = &self.locks()?.keys;
        let opened = keys.open(AWAY, sealed).ok().and_then(|bytes| String::from_utf8(bytes).ok());
        let Some(text) = opened else { return Ok(None) };
        let Some((until, kept)) = text.split_once(' ') else { return Ok(None) };
        let now = self.clock.now();
        if !until.parse::<i64>().is_ok_and(|until| now < until) {
            return Ok(None);
        }
        // One attempt closes it, for longer than it would open.
        let before = self.whole.attempt(&keys.blind(AWAY, &text), now, 1, AWAY_FOR).await?;
        Ok(before.is_none().then(|| kept.to_owned()))
    }

    /// Begins a session of somebody whose password was right or just set, with what is written together.
    pub(super) async fn enter(
        &self,
        account: &Account,
        changes: Vec<AccountChange>,
        action: &str,
        from: &Origin,
    ) -> Result<Entered, ServiceError> {
        let grants = self.whole.grants(std::slice::from_ref(&account.id)).await?;
        self.enter_as(account, &grants, changes, Vec::new(), action, from).await
    }

    /// The same of somebody whose roles are known, or are only now written, with notes besides that of coming in.
    pub(super) async fn enter_as(
        &self,
        account: &Account,
        grants: &[Grant],
        mut changes: Vec<AccountChange>,
        mut notes: Vec<Note>,
        action: &str,
        from: &Origin,
    ) -> Result<Entered, ServiceError> {
        let state = self.state_after_password(account, grants);
        let grant = (state == SessionState::Open).then(|| self.first_grant(grants)).flatten();
        let (id, session) = self.new_session(&account.id, state, grant, from);
        changes.push(AccountChange::Session(session));
        notes.push(outside(&account.id, action, "done", from));
        self.whole.keep(changes, notes, self.clock.now()).await?;
        Ok(Entered { id, state, account: account.id.clone() })
    }

    /// Whoever has only roles of families needs no second factor; whoever has one gives it all the same.
    fn state_after_password(&self, account: &Account, grants: &[Grant]) -> SessionState {
        let mut held = grants.iter().filter(|grant| grant.ended_at.is_none()).peekable();
        let family = held.peek().is_some() && held.all(|grant| !grant.role.is_staff());
        match account.has_second_factor() {
            true => SessionState::SecondFactor,
            false if family => SessionState::Open,
            false => SessionState::Enrolling,
        }
    }

    /// The grant that is acted under at first: the oldest that holds today, one's own before another's.
    pub(super) fn first_grant(&self, grants: &[Grant]) -> Option<String> {
        let today = self.clock.today();
        let held = grants.iter().filter(|grant| grant.holds_on(today));
        held.min_by_key(|grant| (grant.stands_in.is_some(), grant.given_at)).map(|grant| grant.id.clone())
    }

    /// A session with an id of 160 bits.
    fn new_session(
        &self,
        account: &str,
        state: SessionState,
        grant: Option<String>,
        from: &Origin,
    ) -> (String, Session) {
        let id = once::id(&self.draw::<20>());
        let now = self.clock.now();
        let session = Session {
            digest: once::digest(&id),
            public_id: once::id(&self.draw::<10>()),
            account: account.to_owned(),
            grant,
            state,
            form_key: once::id(&self.draw::<20>()),
            began_at: now,
            seen_at: now,
            stepped_up_at: None,
            purpose: String::new(),
            address: from.address.clone(),
            agent: from.agent.chars().take(200).collect(),
        };
        (id, session)
    }

    /// The same session under a new id and with a new secret for its forms.
    pub(super) fn turned(&self, session: &Session) -> (String, Session) {
        let id = once::id(&self.draw::<20>());
        let form_key = once::id(&self.draw::<20>());
        let digest = once::digest(&id);
        (id, Session { digest, form_key, seen_at: self.clock.now(), ..session.clone() })
    }

    /// Ends a session: nobody comes in by its id again.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn sign_out(&self, id: &str, from: &Origin) -> Result<(), ServiceError> {
        let Some(session) = self.whole.session(&once::digest(id)).await? else { return Ok(()) };
        let at = self.clock.now();
        let Session { account, public_id, .. } = session;
        let note = outside(&account, "sign-out", "done", from);
        let ended = AccountChange::SessionEnded { account, public_id, at, why: "sign-out" };
        Ok(self.whole.keep(vec![ended], vec![note], at).await?)
    }

    /// Ends a session of one's own or all others.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn end_sessions(
        &self,
        account: &str,
        one: Option<&str>,
        but: Option<&str>,
    ) -> Result<(), ServiceError> {
        let (at, account) = (self.clock.now(), account.to_owned());
        let object = format!("account/{account}");
        let ended = match one {
            Some(public_id) => {
                AccountChange::SessionEnded { account, public_id: public_id.to_owned(), at, why: "ended" }
            }
            None => AccountChange::SessionsEnded { account, but: but.map(str::to_owned), at, why: "ended" },
        };
        let note = self.noted("session.end", &object, "done");
        Ok(self.whole.keep(vec![ended], vec![note], at).await?)
    }

    /// The names of accounts by their ids, for pages that say who did something.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn names(
        &self,
        ids: &std::collections::BTreeSet<&str>,
    ) -> Result<std::collections::BTreeMap<String, String>, Fault> {
        let mut names = std::collections::BTreeMap::new();
        for id in ids {
            if id.starts_with("A-")
                && let Some(account) = self.whole.account(id).await?
            {
                names.insert((*id).to_owned(), account.name);
            }
        }
        Ok(names)
    }
}
