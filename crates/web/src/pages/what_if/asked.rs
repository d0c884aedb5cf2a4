//! What an address asks: values, readings, rows of the plan, entry years. What cannot be read stays as it was typed.

use crate::frame::{Page, half_width};
use crate::pages::address::encoded;
use guantong_model::{Message, ProgrammeId};
use guantong_policy::edition::Value;
use guantong_policy::edition::change::Instead;
use guantong_service::what_if::{FLOOR, WhatIf};
use std::fmt::Write as _;

/// The pairs of an address, without those that say nothing.
#[derive(Clone, Debug, Default)]
pub(super) struct Typed(Vec<(String, String)>);

impl Typed {
    pub(super) fn of(pairs: Vec<(String, String)>) -> Self {
        let said = pairs.into_iter().map(|(name, value)| (name, half_width(value.trim())));
        Typed(said.filter(|(_, value)| !value.is_empty()).collect())
    }

    /// The first value of a name, as it was typed.
    pub(super) fn get(&self, name: &str) -> &str {
        self.0.iter().find(|(one, _)| one == name).map_or("", |(_, value)| value)
    }

    /// Whether a name has a value among its own.
    pub(super) fn has(&self, name: &str, value: &str) -> bool {
        self.0.iter().any(|(one, held)| one == name && held == value)
    }

    /// The address with these pairs, without what only turns pages; `more` are set beside them.
    pub(super) fn address(&self, path: &str, more: &[(&str, &str)]) -> String {
        let own = self.0.iter().filter(|(name, _)| name != "from");
        let own = own.map(|(name, value)| (name.as_str(), value.as_str()));
        let mut text = path.to_owned();
        for (place, (name, value)) in own.chain(more.iter().copied()).enumerate() {
            let before = if place == 0 { '?' } else { '&' };
            // Writing into a string cannot fail.
            let _ = write!(text, "{before}{}={}", encoded(name), encoded(value));
        }
        text
    }

    /// What is asked, and what of it cannot be.
    pub(super) fn read(&self, page: &Page, years: &[i32]) -> (WhatIf, Vec<Message>) {
        let (mut asked, mut wrong) = (WhatIf::default(), Vec::new());
        for (name, value) in &self.0 {
            match name.as_str() {
                "floor" => match instead(value) {
                    Some(floor @ (Instead::By(_) | Instead::Value(Value::Number(_)))) => {
                        asked.changes.parameters.insert(FLOOR.to_owned(), floor);
                    }
                    _ => wrong.push(Message::new("what-if-no-floor").with("given", value.as_str())),
                },
                "year" => match value.parse().ok().filter(|year| years.contains(year)) {
                    Some(year) => drop(asked.years.insert(year)),
                    None => wrong.push(Message::new("what-if-no-year").with("given", value.as_str())),
                },
                "drop" => drop(asked.dropped.insert(ProgrammeId::from(value.as_str()))),
                other => {
                    if let Some(parameter) = other.strip_prefix("v.") {
                        match instead(value) {
                            Some(read) => {
                                asked.changes.parameters.insert(parameter.to_owned(), read);
                            }
                            None => wrong.push(
                                Message::new("what-if-no-value")
                                    .with("name", parameter)
                                    .with("given", value.as_str()),
                            ),
                        }
                    } else if let Some(id) = other.strip_prefix("r.")
                        && page.edition().switch(id) != Some(value.as_str())
                    {
                        asked.changes.choices.insert(id.to_owned(), value.clone());
                    }
                }
            }
        }
        for nth in ["1", "2"] {
            let (of, with) = (self.get(&format!("of-{nth}")), self.get(&format!("with-{nth}")));
            match (of, with) {
                ("", "") => {}
                (of, with) if of.is_empty() || with.is_empty() => {
                    wrong.push(Message::new("what-if-half-partner"));
                }
                (of, with) => drop(asked.partners.insert(ProgrammeId::from(of), with.to_owned())),
            }
        }
        if asked.years.is_empty() {
            asked.years = years.iter().copied().collect();
        }
        (asked, wrong)
    }
}

/// A value as it is typed: `500`, `2, 4`, or by how much more, `+10`, `-10`.
fn instead(text: &str) -> Option<Instead> {
    if text.starts_with(['+', '-', '\u{2212}']) {
        let text = text.replace('\u{2212}', "-");
        return text.parse().ok().map(Instead::By);
    }
    let numbers: Option<Vec<i64>> = text
        .split([',', '\u{3001}', ' ', '\u{2013}'])
        .filter(|part| !part.is_empty())
        .map(|part| part.parse().ok())
        .collect();
    match numbers?.as_slice() {
        [] => None,
        [one] => Some(Instead::Value(Value::Number(*one))),
        many => Some(Instead::Value(Value::List(many.iter().copied().map(Value::Number).collect()))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_is_read_as_it_is_typed() {
        assert_eq!(instead("500"), Some(Instead::Value(Value::Number(500))));
        assert_eq!(instead("+10"), Some(Instead::By(10)));
        assert_eq!(instead("-20"), Some(Instead::By(-20)));
        let window = Value::List(vec![Value::Number(2), Value::Number(4)]);
        assert_eq!(instead("2, 4"), Some(Instead::Value(window)));
        assert_eq!((instead("ten"), instead("+ten"), instead(",")), (None, None, None));
    }
}
