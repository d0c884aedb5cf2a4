//! What is sent twice has one effect. A key goes with what is sent, and is written together with the effect; whatever
//! comes with the same key later has none.

use std::sync::Arc;

/// How long a key is kept, in microseconds: a week.
pub const KEPT: i64 = 7 * 24 * 60 * 60 * 1_000_000;

/// One arrival of something that was sent under a key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sending {
    /// Whose key it is: two accounts may draw the same.
    pub account: String,
    /// The key.
    pub key: String,
    /// A digest of what was asked and sent: the same key with another is a mistake.
    pub fingerprint: String,
    /// Tells this arrival from others under the same key.
    pub arrival: String,
}

/// What is known of a key whose sending had an effect.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sent {
    /// What it was sent with.
    pub fingerprint: String,
    /// The arrival that had the effect.
    pub arrival: String,
    /// When, in microseconds since 1970 UTC.
    pub at: i64,
    /// What was answered; nothing while that is not known.
    pub answer: Option<SentAnswer>,
}

/// What was answered to something that was sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SentAnswer {
    /// The status of HTTP.
    pub status: u16,
    /// Where it led to.
    pub location: Option<String>,
}

impl crate::Office {
    /// A key that nothing else has, for a form that is about to be shown.
    #[must_use]
    pub fn new_key(&self) -> String {
        self.draw::<16>().iter().map(|byte| format!("{byte:02x}")).collect()
    }

    /// The same office for something that was sent under a key: what it writes is written with the key, once.
    #[must_use]
    pub fn once(&self, sending: &Arc<Sending>) -> Self {
        let mut office = self.clone();
        office.storage = self.storage.once(Arc::clone(sending));
        office.whole = self.whole.once(Arc::clone(sending));
        office
    }
}
