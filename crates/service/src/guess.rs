//! What may be guessed at by whoever is not signed in: a result by the digits of an identity number, a certificate by
//! its code. Misses are counted in the database, by the address they come from and by what is asked for, so that all
//! servers of an office know of them, and a scan is stopped for a while (security checklist 31).

use crate::Office;
use crate::account::{AccountChange, MINUTE};
use crate::error::Fault;
use crate::trail::Note;

/// Misses in a row that close an address or a number, and for how long.
pub const MISSES: i64 = 20;
/// For so many minutes.
pub const CLOSED_MINUTES: i64 = 15;

/// What can be guessed at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Guessed {
    /// A candidate's result.
    Result,
    /// Whether a certificate is in force.
    Certificate,
}

impl Guessed {
    fn as_str(self) -> &'static str {
        match self {
            Guessed::Result => "look-up of a result",
            Guessed::Certificate => "check of a certificate",
        }
    }
}

/// A guess that was counted.
#[derive(Debug)]
pub(crate) struct Guess {
    /// The address it comes from, keyed.
    from: String,
    /// What is asked for, keyed.
    about: String,
}

/// What came of asking for something by what only its person should know.
#[derive(Clone, Debug)]
pub enum Guessing<T> {
    /// It was right.
    Right(T),
    /// There is no such thing, or what was given is not right, or it is not to be seen yet: all alike.
    Wrong,
    /// Too many were wrong: it may be tried again in so many minutes, right or not.
    Closed(i64),
}

impl Guess {
    /// What is written of it where it was right: it does not count against the address, which many may share, and what
    /// was asked for is forgiven.
    pub(crate) fn right(&self) -> Vec<AccountChange> {
        vec![
            AccountChange::Unattempted { subject: self.from.clone() },
            AccountChange::Forgiven { subject: self.about.clone() },
        ]
    }
}

impl Office {
    /// Counts a guess before it is looked at, so that many at once are no more than many one after another; or for how
    /// many minutes it may not be tried.
    pub(crate) async fn guess(
        &self,
        what: Guessed,
        from: &str,
        about: &str,
    ) -> Result<Result<Guess, i64>, Fault> {
        let guess = Guess {
            from: self.keyed(&format!("{} from", what.as_str()), from),
            about: self.keyed(what.as_str(), about),
        };
        let now = self.clock.now();
        for subject in [&guess.from, &guess.about] {
            let closed = self.whole.attempt(subject, now, MISSES, CLOSED_MINUTES * MINUTE).await?;
            if let Some(until) = closed {
                return Ok(Err(((until - now + MINUTE - 1) / MINUTE).max(1)));
            }
        }
        Ok(Ok(guess))
    }

    /// It was right.
    pub(crate) async fn guessed_right(&self, guess: &Guess, object: &str) -> Result<(), Fault> {
        self.guessed(guess.right(), object, "seen").await
    }

    /// It was wrong: it stays counted.
    pub(crate) async fn guessed_wrong(&self) -> Result<(), Fault> {
        self.guessed(Vec::new(), "", "refused").await
    }

    async fn guessed(&self, changes: Vec<AccountChange>, object: &str, result: &str) -> Result<(), Fault> {
        let note = Note::of(&self.hand(), object, result);
        match self.whole.keep(changes, vec![note], self.clock.now()).await {
            Ok(()) => Ok(()),
            Err(crate::ports::AppendError::Fault(fault)) => Err(fault),
            Err(crate::ports::AppendError::Conflict(conflict)) => {
                Err(Fault::new("count a guess", conflict.message.id))
            }
        }
    }

    /// A text under the office's key, so that the database does not tell whose address or number it is.
    fn keyed(&self, purpose: &str, text: &str) -> String {
        match &self.locks {
            Some(locks) => locks.keys.blind(purpose, text),
            None => format!("{purpose} {text}"),
        }
    }
}

/// What was typed, half-width, in capitals, without blanks and hyphens.
pub(crate) fn plain(text: &str) -> String {
    guantong_secrets::once::normal(text).to_ascii_uppercase()
}
