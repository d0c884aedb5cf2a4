//! Between the fields of the page and the answers to findings.
//!
//! A field is named by what it holds and the finding it belongs to, as in `value:partner:row68`. What a page showed
//! is named by `shown`, so that a tick taken away is told from one that was never there.

use crate::frame::half_width;
use guantong_programme::plan::{Answer, AnswerValue, Answers, Finding, Reconciliation, Wants};
use std::collections::{BTreeMap, BTreeSet};

/// What stands in the fields of the page: typed, or answered before.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Fields {
    values: BTreeMap<(Field, String), String>,
    /// The findings the form showed.
    shown: Vec<String>,
    /// The findings ticked to be filled in together.
    picked: BTreeSet<String>,
    /// The version of the draft that was seen.
    pub(super) version: i64,
    /// Which button was pressed.
    pub(super) doing: String,
    /// Who answers.
    pub(super) by: String,
    /// What is to be filled into all that are picked, and where that comes from.
    fill: (String, String),
}

/// What a field holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Field {
    /// `yes`, `no` or nothing.
    Confirm,
    /// The figure that was shown when it was confirmed.
    Figure,
    /// What was missing.
    Value,
    /// What it rests on: its source, or the reason.
    Because,
}

impl Field {
    fn of(name: &str) -> Option<Self> {
        match name {
            "confirm" => Some(Field::Confirm),
            "figure" => Some(Field::Figure),
            "value" => Some(Field::Value),
            "because" => Some(Field::Because),
            _ => None,
        }
    }
}

impl Fields {
    /// A form as it was sent.
    pub(super) fn sent(pairs: Vec<(String, String)>) -> Self {
        let mut fields = Fields::default();
        for (name, value) in pairs {
            match name.as_str() {
                "version" => fields.version = value.parse().unwrap_or(-1),
                "do" => fields.doing = value,
                "by" => fields.by = value.trim().to_owned(),
                "shown" => fields.shown.push(value),
                "pick" => {
                    fields.picked.insert(value);
                }
                "fill" => fields.fill.0 = value.trim().to_owned(),
                "fill-because" => fields.fill.1 = value.trim().to_owned(),
                _ => {
                    if let Some((field, id)) = name.split_once(':')
                        && let Some(field) = Field::of(field)
                    {
                        fields.values.insert((field, id.to_owned()), value.trim().to_owned());
                    }
                }
            }
        }
        if fields.doing == "fill" {
            fields.fill_in();
        }
        fields
    }

    /// What is filled in for several, where it is given.
    fn fill_in(&mut self) {
        let (value, because) = self.fill.clone();
        for id in &self.picked {
            for (field, given) in [(Field::Value, &value), (Field::Because, &because)] {
                if !given.is_empty() {
                    self.values.insert((field, id.clone()), given.clone());
                }
            }
        }
    }

    /// The answers given before, as fields.
    pub(super) fn answered(answers: &Answers, version: i64) -> Self {
        let mut fields = Fields { version, ..Fields::default() };
        for (id, answer) in &answers.answers {
            let mut put = |field, value: Option<String>| {
                if let Some(value) = value {
                    fields.values.insert((field, id.clone()), value);
                }
            };
            put(Field::Confirm, answer.confirm.map(|yes| if yes { "yes" } else { "no" }.to_owned()));
            put(Field::Value, answer.value.as_ref().map(ToString::to_string));
            put(Field::Because, answer.source.clone().or_else(|| answer.reason.clone()));
        }
        fields.by =
            answers.answers.values().filter_map(|answer| answer.by.clone()).next_back().unwrap_or_default();
        fields
    }

    /// What was typed in a form that was shown with other answers: for what it showed it counts, for the rest what
    /// was answered.
    pub(super) fn over(self, answered: Fields) -> Self {
        let mut values = answered.values;
        values.retain(|(_, id), _| !self.shown.contains(id));
        values.extend(self.values);
        let by = if self.by.is_empty() { answered.by } else { self.by };
        Fields { values, by, version: answered.version, ..self }
    }

    /// Everything that was typed, by finding.
    pub(super) fn typed(&self) -> Vec<(String, String)> {
        let typed = self.values.iter().filter(|((field, _), value)| {
            matches!(field, Field::Value | Field::Because) && !value.is_empty()
        });
        typed.map(|((_, id), value)| (id.clone(), value.clone())).collect()
    }

    /// What stands in a field.
    pub(super) fn get(&self, field: Field, id: &str) -> &str {
        self.values.get(&(field, id.to_owned())).map_or("", String::as_str)
    }

    pub(super) fn is_picked(&self, id: &str) -> bool {
        self.picked.contains(id)
    }

    pub(super) fn fill_value(&self) -> &str {
        &self.fill.0
    }

    pub(super) fn fill_because(&self) -> &str {
        &self.fill.1
    }

    /// The answers that differ from those given before; one without a decision or value takes the earlier one back.
    pub(super) fn changes(
        &self,
        reconciliation: &Reconciliation,
        before: &Answers,
        by: &str,
    ) -> Vec<(String, Answer)> {
        let shown = self.shown.iter().filter_map(|id| reconciliation.finding(id));
        let answers = shown.map(|finding| (finding.id.clone(), self.answer(finding, by)));
        answers.filter(|(id, answer)| differs(before.answers.get(id), answer)).collect()
    }

    /// The findings where something stands that cannot be kept without a decision or a value.
    pub(super) fn half_filled(&self, reconciliation: &Reconciliation) -> BTreeSet<String> {
        let shown = self.shown.iter().filter_map(|id| reconciliation.finding(id));
        shown
            .filter(|finding| {
                !self.get(Field::Because, &finding.id).is_empty() && is_empty(&self.answer(finding, ""))
            })
            .map(|finding| finding.id.clone())
            .collect()
    }

    fn answer(&self, finding: &Finding, by: &str) -> Answer {
        let text = |field| Some(self.get(field, &finding.id).to_owned()).filter(|text| !text.is_empty());
        let because = text(Field::Because);
        let value = text(Field::Value);
        let confirm = match self.get(Field::Confirm, &finding.id) {
            "yes" => Some(true),
            "no" => Some(false),
            _ => None,
        };
        let answer = Answer { by: Some(by.to_owned()), ..Answer::default() };
        match finding.wants {
            Wants::Nothing => Answer::default(),
            Wants::Confirm => Answer { confirm, ..answer },
            Wants::ConfirmFigure(_) => {
                let seen = text(Field::Figure).filter(|_| confirm == Some(true)).map(|text| figure(&text));
                Answer { confirm, value: seen, ..answer }
            }
            Wants::ConfirmWithSource => Answer { confirm, source: because, ..answer },
            Wants::ConfirmWithReason => Answer { confirm, reason: because, ..answer },
            Wants::Decide if confirm == Some(false) => Answer { confirm, reason: because, ..answer },
            Wants::Decide => Answer { confirm, source: because, ..answer },
            Wants::Figure => Answer { value: value.as_deref().map(figure), source: because, ..answer },
            Wants::University | Wants::Institution | Wants::Category | Wants::Kind => {
                Answer { value: value.map(AnswerValue::Text), source: because, ..answer }
            }
        }
    }
}

/// A whole number in figures of either width; anything else as it stands, to be refused in words.
fn figure(text: &str) -> AnswerValue {
    let figures = half_width(text);
    let whole = figures.bytes().all(|byte| byte.is_ascii_digit());
    match figures.parse().ok().filter(|_| whole) {
        Some(number) => AnswerValue::Number(number),
        None => AnswerValue::Text(text.to_owned()),
    }
}

fn is_empty(answer: &Answer) -> bool {
    answer.confirm.is_none() && answer.value.is_none()
}

/// Whether two answers say something else; who said it is no difference.
fn differs(before: Option<&Answer>, after: &Answer) -> bool {
    let said = |answer: &Answer| Answer { by: None, line: None, ..answer.clone() };
    match before {
        None => !is_empty(after),
        Some(before) => said(before) != said(after),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sent(pairs: &[(&str, &str)]) -> Fields {
        Fields::sent(pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect())
    }

    #[test]
    fn figures_of_either_width_are_numbers_and_nothing_else_is() {
        for (text, number) in [("60", Some(60)), ("６０", Some(60)), ("007", Some(7))] {
            assert_eq!(Some(figure(text)), number.map(AnswerValue::Number), "{text}");
        }
        for text in ["-3", "+3", "3.5", "6e1", "六十", "60人", "99999999999999999999"] {
            assert_eq!(figure(text), AnswerValue::Text(text.to_owned()));
        }
    }

    #[test]
    fn what_is_picked_is_filled_and_nothing_else() {
        let fields = sent(&[
            ("do", "fill"),
            ("pick", "partner:row68"),
            ("fill", " 北京联合大学 "),
            ("fill-because", ""),
            ("value:partner:row68", ""),
            ("because:partner:row68", "来函"),
            ("value:partner:row69", "北京城市学院"),
        ]);
        assert_eq!(fields.get(Field::Value, "partner:row68"), "北京联合大学");
        assert_eq!(fields.get(Field::Because, "partner:row68"), "来函");
        assert_eq!(fields.get(Field::Value, "partner:row69"), "北京城市学院");
    }

    #[test]
    fn an_answer_stands_in_the_fields_it_was_given_in() {
        let answer = Answer {
            confirm: Some(true),
            value: Some(AnswerValue::Number(60)),
            by: Some("甲".to_owned()),
            ..Answer::default()
        };
        let fields = Fields::answered(&Answers::none().with("inferred:row13", answer), 3);
        assert_eq!(fields.get(Field::Confirm, "inferred:row13"), "yes");
        assert_eq!((fields.by.as_str(), fields.version), ("甲", 3));
    }

    #[test]
    fn a_version_that_is_no_number_is_never_the_one_that_is_there() {
        assert_eq!(sent(&[("version", "x")]).version, -1);
    }
}
