//! What was typed into a form, by name; kept where it could not be taken.

use crate::answer::Problem;
use crate::frame::half_width;
use guantong_model::{Fact, Message, Score, StudentId};
use guantong_registry::{Marks, Presence, ProgressionRules, Sitting};
use std::collections::BTreeMap;

/// A form's fields.
#[derive(Clone, Debug, Default)]
pub(super) struct Fields(BTreeMap<String, String>);

impl Fields {
    pub(super) fn of(pairs: Vec<(String, String)>) -> Self {
        Fields(pairs.into_iter().map(|(name, value)| (name, value.trim().to_owned())).collect())
    }

    /// A field; empty where it was not sent.
    pub(super) fn get(&self, name: &str) -> &str {
        self.0.get(name).map_or("", String::as_str)
    }

    /// The version that was seen; -1 where it cannot be read.
    pub(super) fn version(&self) -> i64 {
        self.get("version").parse().unwrap_or(-1)
    }

    /// The student that was named.
    pub(super) fn student(&self) -> StudentId {
        StudentId(half_width(self.get("student")))
    }

    /// A whole number, figures of either width; nothing where none was typed.
    pub(super) fn count(&self, name: &str, wrong: &'static str) -> Result<Option<usize>, Problem> {
        let given = self.get(name);
        if given.is_empty() {
            return Ok(None);
        }
        let count = half_width(given).parse().ok().filter(|count| (1..=100_000).contains(count));
        let wrong = || Problem::bad(Message::new(wrong).with("given", given));
        count.map(Some).ok_or_else(wrong)
    }

    /// A result as it was typed for the parts of some rules.
    pub(super) fn sitting(&self, rules: &ProgressionRules) -> Result<Sitting, Problem> {
        let presence = Presence::parse(self.get("presence"))
            .ok_or_else(|| Problem::bad(Message::new("examination-presence-missing")))?;
        let mut marks = Marks::new();
        if presence == Presence::Sat {
            for component in &rules.components {
                let given = self.get(&format!("mark-{}", component.part));
                if given.is_empty() {
                    continue;
                }
                let mark = Score::parse(&half_width(given)).map_err(|_| {
                    let part = Fact::Word(format!("part.{}", component.part));
                    let message = Message::new("examination-mark-unreadable").with("given", given);
                    Problem::bad(message.with("part", part))
                })?;
                marks.insert(component.part, mark);
            }
        }
        Ok(Sitting { presence, marks })
    }
}
