//! Conditions before something can be done: each with its state as shape and word, and its figure.

use crate::frame::Page;
use askama::Template;
use askama::filters::HtmlSafe;

/// Conditions one below the other.
#[derive(Template)]
#[template(path = "parts/gate.html")]
pub(crate) struct Gate {
    pub(crate) conditions: Vec<Condition>,
}

impl HtmlSafe for Gate {}

/// How a condition stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Holds {
    /// It holds.
    Yes,
    /// It does not hold yet.
    NotYet,
    /// A person has to decide.
    Undecided,
    /// It is violated.
    No,
}

/// One condition.
pub(crate) struct Condition {
    shape: &'static str,
    /// The state in a word, for those who hear it.
    state: String,
    words: String,
    small: Option<String>,
    /// What it is out of, such as 1／3.
    figure: String,
    holds: bool,
}

impl Condition {
    pub(crate) fn new(page: &Page, holds: Holds, words: impl ToString, figure: impl ToString) -> Self {
        let (shape, state) = match holds {
            Holds::Yes => ("ok", "round-gate-holds"),
            Holds::NotYet => ("wait", "round-gate-not-yet"),
            Holds::Undecided => ("ask", "round-gate-undecided"),
            Holds::No => ("no", "round-gate-violated"),
        };
        Condition {
            shape,
            state: page.t(state).to_string(),
            words: words.to_string(),
            small: None,
            figure: figure.to_string(),
            holds: holds == Holds::Yes,
        }
    }

    /// The same with a second line.
    pub(crate) fn with_small(mut self, small: impl ToString) -> Self {
        self.small = Some(small.to_string());
        self
    }
}

impl Gate {
    /// How many conditions do not hold.
    pub(crate) fn open(&self) -> usize {
        self.conditions.iter().filter(|condition| !condition.holds).count()
    }
}
