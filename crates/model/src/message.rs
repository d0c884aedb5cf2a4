//! A sentence not yet worded: the id of a message and the facts it names.

use crate::{Fact, Facts};
use serde::{Deserialize, Serialize};

/// A sentence to be shown to a person, as an id of a message file and its facts.
///
/// The words stand in `messages/`; this is all that crates without language know of them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Message {
    /// The id in the message files, such as `plan-sum-differs`.
    pub id: String,
    /// The values the sentence names.
    pub facts: Facts,
}

impl Message {
    /// A message without facts.
    #[must_use]
    pub fn new(id: &str) -> Self {
        Message { id: id.to_owned(), facts: Facts::new() }
    }

    /// The same message with one more fact.
    #[must_use]
    pub fn with(mut self, name: &str, fact: impl Into<Fact>) -> Self {
        self.facts.insert(name.to_owned(), fact.into());
        self
    }
}
