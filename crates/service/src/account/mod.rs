//! Accounts 账号: who comes in, how, and for whom.
//!
//! An account is one person's; what it may do comes from its grants, each a role at an organisation for a time. The
//! three administrators exclude one another: who makes accounts gives no roles, who gives roles makes no accounts, who
//! reads the trail changes nothing. Nothing has a password that was not chosen by its person.

mod activate;
mod delegate;
mod demo;
mod figures;
mod first_run;
mod grant;
mod invitation;
mod keep;
mod own;
mod port;
mod resume;
mod rows;
mod second_factor;
mod sign_in;
mod step_up;
mod token;
mod trail;

pub use activate::Activation;
pub use demo::Shown;
pub use figures::Hashing;
pub use first_run::{FirstAdministrators, Opened};
pub use grant::NewGrant;
pub use keep::{NewAccount, NewOrganisation};
pub use own::OwnAccount;
pub use port::{AccountChange, AccountStorage, TrailFilter};
pub use resume::Asker;
pub use rows::{Account, AccountLine, AccountState, Grant, Invitation, Session, SessionState, Token};
pub use second_factor::Enrolment;
pub use sign_in::Entered;
pub use step_up::STEP_UP_MINUTES;
pub use token::NewToken;
pub use trail::TrailProof;

use crate::Office;
use crate::error::{Fault, ServiceError};
use crate::trail::Note;
use guantong_model::Message;
use guantong_secrets::once;
use guantong_secrets::password::{self, Profile, Weakness};
use guantong_secrets::seal::Keys;
use std::sync::Arc;
use tokio::sync::Semaphore;

pub(crate) const MINUTE: i64 = 60 * 1_000_000;
pub(crate) const HOUR: i64 = 60 * MINUTE;
pub(crate) const DAY: i64 = 24 * HOUR;

/// Failures in a row that close a subject (ASVS 6.3.1, 等保三级 8.1.4.1), and for how long.
const ATTEMPTS: i64 = 5;
const CLOSED_FOR: i64 = 15 * MINUTE;

/// Passwords are hashed by so many at once: each takes 19 MiB and some 40 ms of a core.
const HASHING: usize = 2;

/// What accounts need besides a database: the office's keys, and what is asked of passwords.
#[derive(Debug)]
pub struct Locks {
    pub(crate) keys: Keys,
    pub(crate) profile: Profile,
    hashing: Semaphore,
}

impl Locks {
    /// Locks with these keys.
    #[must_use]
    pub fn new(keys: Keys, profile: Profile) -> Self {
        Locks { keys, profile, hashing: Semaphore::new(HASHING) }
    }

    /// Hashes a password, or waits until it may.
    async fn hash(&self, password: &str, salt: [u8; 16]) -> Result<String, Fault> {
        let password = password.to_owned();
        self.work(move || password::hash(&password, &salt))
            .await?
            .map_err(|error| Fault::new("hash a password", error))
    }

    /// Whether a password is the stored one; where none is stored, the same work for nothing.
    async fn is(&self, password: &str, stored: Option<String>) -> Result<bool, Fault> {
        let password = password.to_owned();
        self.work(move || match stored {
            Some(stored) => password::verify(&password, &stored),
            None => {
                password::spend(&password);
                false
            }
        })
        .await
    }

    async fn work<T: Send + 'static>(&self, work: impl FnOnce() -> T + Send + 'static) -> Result<T, Fault> {
        let fault = |error: String| Fault::new("hash a password", error);
        let _place = self.hashing.acquire().await.map_err(|error| fault(error.to_string()))?;
        tokio::task::spawn_blocking(work).await.map_err(|error| fault(error.to_string()))
    }
}

/// From where somebody comes in.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Origin {
    /// The address.
    pub address: String,
    /// The browser, as it says itself.
    pub agent: String,
}

impl Office {
    /// The same office with accounts.
    #[must_use]
    pub fn with_accounts(mut self, locks: Locks) -> Self {
        self.locks = Some(Arc::new(locks));
        self
    }

    /// Whether people can sign in.
    #[must_use]
    pub fn has_accounts(&self) -> bool {
        self.locks.is_some()
    }

    pub(crate) fn locks(&self) -> Result<&Locks, Fault> {
        self.locks.as_deref().ok_or_else(|| Fault::new("use accounts", "the office has no keys"))
    }

    pub(crate) fn draw<const N: usize>(&self) -> [u8; N] {
        let mut bytes = [0; N];
        self.random.fill(&mut bytes);
        bytes
    }

    /// An id that nothing else has.
    pub(crate) fn new_id(&self, kind: char) -> String {
        format!("{kind}-{}", once::id(&self.draw::<10>()))
    }

    /// Counts an attempt, and refuses it where there were too many.
    pub(crate) async fn attempt(&self, subject: &str) -> Result<(), ServiceError> {
        let now = self.clock.now();
        match self.whole.attempt(subject, now, ATTEMPTS, CLOSED_FOR).await? {
            None => Ok(()),
            Some(until) => {
                let minutes = (until - now + MINUTE - 1) / MINUTE;
                Err(mistake(Message::new("sign-in-closed").with("minutes", minutes.max(1))))
            }
        }
    }

    /// Everything that is wrong with a password chosen for an account.
    async fn weaknesses(&self, account: &Account, password: &str) -> Result<Vec<Message>, ServiceError> {
        let grants = self.whole.grants(std::slice::from_ref(&account.id)).await?;
        let mut words = Vec::new();
        for grant in &grants {
            words.push(grant.organisation.name.as_str());
            words.push(self.short_name(&grant.organisation.name));
        }
        self.weaknesses_among(account, &words, password).await
    }

    /// The same, with what else anybody who knows the person would try.
    async fn weaknesses_among(
        &self,
        account: &Account,
        words: &[&str],
        password: &str,
    ) -> Result<Vec<Message>, ServiceError> {
        let locks = self.locks()?;
        let mut context = vec![account.login.as_str(), account.name.as_str()];
        context.extend(words.iter().filter(|word| !word.is_empty()));
        let mut mistakes: Vec<Message> =
            password::weaknesses(password, locks.profile, &context).iter().map(weakness).collect();
        let remembered = i64::try_from(locks.profile.remembered()).unwrap_or(0);
        if mistakes.is_empty() && remembered > 0 {
            for hash in self.whole.earlier_passwords(&account.id, remembered).await? {
                if locks.is(password, Some(hash)).await? {
                    mistakes.push(Message::new("password-used-before").with("number", remembered));
                    break;
                }
            }
        }
        Ok(mistakes)
    }

    /// Hashes a password that was found good.
    async fn hashed(&self, password: &str) -> Result<String, Fault> {
        self.locks()?.hash(password, self.draw()).await
    }

    /// Whether a password must be changed by now.
    fn is_old(&self, account: &Account) -> bool {
        let Some(days) = self.locks.as_ref().and_then(|locks| locks.profile.days_valid()) else {
            return false;
        };
        account.password_set_at.is_some_and(|at| self.clock.now() - at > days * DAY)
    }

    /// A note of who asks about an account, a role or an organisation.
    pub(crate) fn noted(&self, action: &str, object: &str, result: &str) -> Note {
        let hand = self.hand();
        Note { action: action.to_owned(), ..Note::of(&hand, object, result) }
    }
}

/// A note of somebody who is not yet anybody here.
pub(crate) fn outside(account: &str, action: &str, result: &str, from: &Origin) -> Note {
    Note {
        account: account.to_owned(),
        role: String::new(),
        organisation: String::new(),
        action: action.to_owned(),
        object: if account.is_empty() { String::new() } else { format!("account/{account}") },
        result: result.to_owned(),
        purpose: String::new(),
        address: from.address.clone(),
    }
}

pub(crate) fn mistake(message: Message) -> ServiceError {
    ServiceError::BadInput(vec![message])
}

fn weakness(weakness: &Weakness) -> Message {
    let number = |number: usize| i64::try_from(number).unwrap_or(i64::MAX);
    match weakness {
        Weakness::Short { length } => Message::new("password-short")
            .with("length", number(*length))
            .with("least", number(password::SHORTEST)),
        Weakness::Long { length } => Message::new("password-long")
            .with("length", number(*length))
            .with("most", number(password::LONGEST)),
        Weakness::Common => Message::new("password-common"),
        Weakness::Context { word } => Message::new("password-context").with("word", word.as_str()),
        Weakness::Kinds => Message::new("password-kinds"),
        Weakness::Control => Message::new("password-control"),
    }
}

/// A login as it is kept: without blanks around it, half-width, in lower case.
fn normal_login(login: &str) -> String {
    let half = |c: char| match c {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
        _ => c,
    };
    login.trim().chars().map(half).collect::<String>().to_lowercase()
}
