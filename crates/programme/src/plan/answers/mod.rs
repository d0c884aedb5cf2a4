//! 核对答复: what a person confirms or gives, from a page or from a file that a clerk can write.
//!
//! ```toml
//! year = 2023
//! by = "甲"
//!
//! [[answer]]
//! finding = "inferred:row13"   # one finding, or several: ["partner:row68", "partner:row69"]
//! confirm = true
//! value = 60
//! source = "…"
//! reason = "…"
//! ```

mod file;
mod taking;
mod template;

use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

pub(super) use taking::take;
pub use template::answers_template;

/// A value given by a person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum AnswerValue {
    /// A figure.
    Number(i64),
    /// A name, a category, a kind.
    Text(String),
}

impl std::fmt::Display for AnswerValue {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            AnswerValue::Number(number) => write!(f, "{number}"),
            AnswerValue::Text(text) => f.write_str(text),
        }
    }
}

/// The answer to one finding.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answer {
    /// Yes or no.
    pub confirm: Option<bool>,
    /// What was missing.
    pub value: Option<AnswerValue>,
    /// Why.
    pub reason: Option<String>,
    /// What it rests on: a letter, the prospectus, a telephone call with date and name.
    pub source: Option<String>,
    /// Who answers.
    pub by: Option<String>,
    /// The line of the answers file it stands on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub line: Option<u32>,
}

impl Answer {
    /// A plain yes.
    #[must_use]
    pub fn yes(by: &str) -> Self {
        Answer { confirm: Some(true), by: Some(by.to_owned()), ..Answer::default() }
    }
}

/// Answers by the id of the finding.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answers {
    /// The year they were given for, if they say so.
    pub year: Option<i32>,
    /// The answers.
    pub answers: BTreeMap<String, Answer>,
}

impl Answers {
    /// No answer.
    #[must_use]
    pub fn none() -> Self {
        Answers::default()
    }

    /// The same answers with one more; a later answer to the same finding replaces the earlier.
    #[must_use]
    pub fn with(mut self, finding: &str, answer: Answer) -> Self {
        self.answers.insert(finding.to_owned(), answer);
        self
    }

    /// The same answers, signed by a person wherever they do not say who answers.
    #[must_use]
    pub fn signed(mut self, by: &str) -> Self {
        for answer in self.answers.values_mut() {
            answer.by.get_or_insert_with(|| by.to_owned());
        }
        self
    }
}
