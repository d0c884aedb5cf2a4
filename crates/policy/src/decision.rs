//! A decision: what was answered, on which clauses, from which facts.
//!
//! The three answers are the contract's: accepted, refused (a rule says no), referred (the notice is silent
//! or leaves it to a person). Sentences are made where a decision is shown, from `code` and `facts`.

use guantong_model::{Fact, Facts, Message, RuleBook};
use serde::{Deserialize, Serialize};
use std::fmt;

/// 办理结果: the answer to a command.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Outcome {
    /// 予以办理.
    Accepted,
    /// 不予办理: a rule says no.
    Refused,
    /// 提请决定: the notice is silent or leaves it to a person.
    Referred,
}

impl Outcome {
    /// The word used in case files, addresses and message ids.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Outcome::Accepted => "accepted",
            Outcome::Refused => "refused",
            Outcome::Referred => "referred",
        }
    }
}

/// The id of a provision of the notice, such as `3.3.5.c` or `annex.a`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct ClauseId(pub String);

impl ClauseId {
    /// The id as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether `other` is this clause or one below it: `3.3.5` covers `3.3.5.c`, not `3.3.50`.
    #[must_use]
    pub fn covers(&self, other: &ClauseId) -> bool {
        other.0.strip_prefix(self.0.as_str()).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
    }
}

impl From<&str> for ClauseId {
    fn from(id: &str) -> Self {
        ClauseId(id.to_owned())
    }
}

impl fmt::Display for ClauseId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// 依据: what a decision rests on.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Citation {
    /// A provision of the notice.
    Clause(ClauseId),
    /// An article of a rule book, such as 令41 第22条.
    Article {
        /// Which rule book.
        book: RuleBook,
        /// The article's number as printed.
        article: String,
    },
    /// An interpretation of the edition, by its id.
    Interpretation(String),
}

impl Citation {
    /// Cites a provision of the notice.
    #[must_use]
    pub fn clause(id: &str) -> Self {
        Citation::Clause(ClauseId::from(id))
    }

    /// Cites an article of a rule book.
    #[must_use]
    pub fn article(book: RuleBook, article: &str) -> Self {
        Citation::Article { book, article: article.to_owned() }
    }
}

/// An answer with all that it rests on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Decision {
    /// Accepted, refused or referred.
    pub outcome: Outcome,
    /// A dotted code such as `transfer.score_not_higher`; its sentence is message `decision-transfer-score-not-higher`.
    pub code: String,
    /// What it rests on, the deciding clause first.
    pub citations: Vec<Citation>,
    /// The values used: this score, that cut-off, this cohort.
    pub facts: Facts,
    /// Other conditions that failed as well, by code.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub also: Vec<String>,
    /// Of a referral, who decides, as a glossary word such as `decider.school`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub referred_to: Option<String>,
}

impl Decision {
    fn new(outcome: Outcome, code: &str, clause: &str) -> Self {
        Decision {
            outcome,
            code: code.to_owned(),
            citations: vec![Citation::clause(clause)],
            facts: Facts::new(),
            also: Vec::new(),
            referred_to: None,
        }
    }

    /// An acceptance resting on a clause.
    #[must_use]
    pub fn accepted(code: &str, clause: &str) -> Self {
        Self::new(Outcome::Accepted, code, clause)
    }

    /// A refusal resting on a clause.
    #[must_use]
    pub fn refused(code: &str, clause: &str) -> Self {
        Self::new(Outcome::Refused, code, clause)
    }

    /// A referral: the clause that is silent, and who decides.
    #[must_use]
    pub fn referred(code: &str, clause: &str, referred_to: &str) -> Self {
        let mut decision = Self::new(Outcome::Referred, code, clause);
        decision.referred_to = Some(referred_to.to_owned());
        decision
    }

    /// The same decision with one more citation, unless it is there already.
    #[must_use]
    pub fn citing(mut self, citation: Citation) -> Self {
        if !self.citations.contains(&citation) {
            self.citations.push(citation);
        }
        self
    }

    /// The same decision with one more fact.
    #[must_use]
    pub fn with(mut self, name: &str, fact: impl Into<Fact>) -> Self {
        self.facts.insert(name.to_owned(), fact.into());
        self
    }

    /// Whether a clause, or one below it, is among those cited.
    #[must_use]
    pub fn cites(&self, clause: &ClauseId) -> bool {
        self.citations.iter().any(|c| matches!(c, Citation::Clause(id) if clause.covers(id)))
    }

    /// The sentence of this decision, not yet worded.
    #[must_use]
    pub fn message(&self) -> Message {
        Message { id: format!("decision-{}", self.code.replace(['.', '_'], "-")), facts: self.facts.clone() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_clause_covers_itself_and_what_is_below() {
        let clause = ClauseId::from("3.3.5");
        for (id, covered) in [("3.3.5", true), ("3.3.5.c", true), ("3.3.50", false), ("3.3", false)] {
            assert_eq!(clause.covers(&ClauseId::from(id)), covered, "{id}");
        }
    }
}
