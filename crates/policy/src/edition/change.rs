//! An edition as it would be with some of its values and readings otherwise: what a what-if is computed by. Nothing of it
//! is kept.

use super::{Edition, Value};
use guantong_model::Message;
use std::collections::BTreeMap;

/// What a parameter is instead.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Instead {
    /// This value on all days.
    Value(Value),
    /// Each of its whole numbers, by so much more; less where it is negative.
    By(i64),
}

/// What is changed of an edition.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Changes {
    /// Parameters by name.
    pub parameters: BTreeMap<String, Instead>,
    /// Interpretations by id, each with the choice that is in force instead.
    pub choices: BTreeMap<String, String>,
}

impl Changes {
    /// Whether nothing is changed.
    #[must_use]
    pub fn is_none(&self) -> bool {
        self.parameters.is_empty() && self.choices.is_empty()
    }
}

impl Edition {
    /// The same edition with these changes. The days of its values stay.
    ///
    /// # Errors
    /// Everything that cannot be: a name that it does not have, a value of another kind, a choice that is not offered.
    pub fn changed(&self, changes: &Changes) -> Result<Edition, Vec<Message>> {
        let mut edition = self.clone();
        let mut wrong = Vec::new();
        for (name, instead) in &changes.parameters {
            let Some(parameter) = edition.parameters.iter_mut().find(|one| one.name == *name) else {
                wrong.push(Message::new("what-if-no-parameter").with("name", name.as_str()));
                continue;
            };
            for dated in &mut parameter.values {
                match put(&dated.value, instead) {
                    Some(value) => dated.value = value,
                    None => {
                        wrong.push(
                            Message::new("what-if-wrong-value")
                                .with("name", name.as_str())
                                .with("given", said(instead))
                                .with("present", dated.value.to_string()),
                        );
                        break;
                    }
                }
            }
        }
        for (id, choice) in &changes.choices {
            let found = edition.interpretations.iter_mut().find(|one| one.id == *id);
            match found {
                Some(one) if one.choices.iter().any(|offered| offered.id == *choice) => {
                    one.chosen.clone_from(choice);
                }
                Some(_) => wrong.push(
                    Message::new("what-if-no-choice")
                        .with("name", id.as_str())
                        .with("given", choice.as_str()),
                ),
                None => wrong.push(Message::new("what-if-no-interpretation").with("name", id.as_str())),
            }
        }
        if wrong.is_empty() { Ok(edition) } else { Err(wrong) }
    }
}

/// A value of the same kind, none of its numbers below nothing.
fn put(present: &Value, instead: &Instead) -> Option<Value> {
    match (present, instead) {
        (Value::Number(_), Instead::Value(Value::Number(number))) => {
            (*number >= 0).then_some(Value::Number(*number))
        }
        (Value::Number(number), Instead::By(more)) => {
            number.checked_add(*more).filter(|sum| *sum >= 0).map(Value::Number)
        }
        (Value::Text(_), Instead::Value(Value::Text(text))) => Some(Value::Text(text.clone())),
        (Value::List(present), Instead::Value(Value::List(list))) if present.len() == list.len() => {
            let put = |(present, value): (&Value, &Value)| put(present, &Instead::Value(value.clone()));
            present.iter().zip(list).map(put).collect::<Option<_>>().map(Value::List)
        }
        _ => None,
    }
}

fn said(instead: &Instead) -> String {
    match instead {
        Instead::Value(value) => value.to_string(),
        Instead::By(more) => format!("{more:+}"),
    }
}
