//! The answers file: TOML, strict, every fault with its line.

use super::super::Problem;
use super::{Answer, AnswerValue, Answers};
use guantong_model::Message;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

const KEYS: &[&str] = &["year", "by", "answer"];
const ANSWER_KEYS: &[&str] = &["finding", "confirm", "value", "reason", "source", "by"];

impl Answers {
    /// Reads an answers file.
    ///
    /// # Errors
    /// Everything wrong with it, by line; nothing is taken then.
    pub fn read(text: &str) -> Result<Self, Vec<Problem>> {
        let mut file = File { text, problems: Vec::new() };
        let table = match DeTable::parse(text) {
            Ok(table) => table,
            Err(error) => {
                let at = error.span().map_or(0, |span| span.start);
                file.fault(at, "IMP-0301", Message::new("plan-answers-syntax"));
                return Err(file.problems);
            }
        };
        let answers = file.answers(table.get_ref());
        if file.problems.is_empty() { Ok(answers) } else { Err(file.problems) }
    }
}

struct File<'a> {
    text: &'a str,
    problems: Vec<Problem>,
}

impl File<'_> {
    fn line(&self, at: usize) -> Option<u32> {
        let before = self.text.as_bytes().get(..at).unwrap_or(self.text.as_bytes());
        u32::try_from(before.iter().filter(|byte| **byte == b'\n').count() + 1).ok()
    }

    fn fault(&mut self, at: usize, number: &str, message: Message) {
        let line = self.line(at);
        self.problems.push(Problem::new(number, message).on_line(line));
    }

    fn known_keys(&mut self, table: &DeTable<'_>, known: &[&str]) {
        for (key, _) in table.iter().filter(|(key, _)| !known.contains(&key.get_ref().as_ref())) {
            let known: Vec<_> = known.iter().map(|key| (*key).into()).collect();
            let message = Message::new("plan-answers-key-unknown")
                .with("key", key.get_ref().as_ref())
                .with("known", guantong_model::Fact::List(known));
            self.fault(key.span().start, "IMP-0302", message);
        }
    }

    fn answers(&mut self, table: &DeTable<'_>) -> Answers {
        self.known_keys(table, KEYS);
        let year = table.get("year").and_then(|value| {
            let year = self.number("year", value)?;
            let year = i32::try_from(year).ok();
            if year.is_none() {
                self.wrong("year", value, "number");
            }
            year
        });
        let by = table.get("by").and_then(|value| self.words("by", value));
        let mut answers = Answers { year, ..Answers::default() };
        let Some(listed) = table.get("answer") else { return answers };
        let DeValue::Array(listed) = listed.get_ref() else {
            self.wrong("answer", listed, "table");
            return answers;
        };
        for entry in listed {
            match entry.get_ref() {
                DeValue::Table(fields) => {
                    self.answer(entry.span().start, fields, by.as_deref(), &mut answers)
                }
                _ => self.wrong("answer", entry, "table"),
            }
        }
        answers
    }

    fn answer(&mut self, at: usize, fields: &DeTable<'_>, by: Option<&str>, answers: &mut Answers) {
        self.known_keys(fields, ANSWER_KEYS);
        let mut words = |key: &str| fields.get(key).and_then(|value| self.words(key, value));
        let (reason, source) = (words("reason"), words("source"));
        let by = words("by").or_else(|| by.map(str::to_owned));
        let confirm = fields.get("confirm").and_then(|value| match value.get_ref() {
            DeValue::Boolean(confirm) => Some(*confirm),
            _ => {
                self.wrong("confirm", value, "flag");
                None
            }
        });
        let value = fields.get("value").and_then(|value| match value.get_ref() {
            DeValue::Integer(_) => self.number("value", value).map(AnswerValue::Number),
            DeValue::String(_) => self.words("value", value).map(AnswerValue::Text),
            _ => {
                self.wrong("value", value, "number-or-words");
                None
            }
        });
        let answer = Answer { confirm, value, reason, source, by, line: self.line(at) };
        let Some(findings) = fields.get("finding") else {
            self.fault(at, "IMP-0304", Message::new("plan-answers-finding-none"));
            return;
        };
        for (finding, at) in self.findings(findings) {
            if answers.answers.insert(finding.clone(), answer.clone()).is_some() {
                let message = Message::new("plan-answers-twice").with("finding", finding);
                self.fault(at, "IMP-0305", message);
            }
        }
    }

    fn findings(&mut self, value: &Spanned<DeValue<'_>>) -> Vec<(String, usize)> {
        let DeValue::Array(several) = value.get_ref() else {
            return self.words("finding", value).into_iter().map(|id| (id, value.span().start)).collect();
        };
        let one = |value| self.words("finding", value).map(|id| (id, value.span().start));
        several.iter().filter_map(one).collect()
    }

    fn words(&mut self, key: &str, value: &Spanned<DeValue<'_>>) -> Option<String> {
        match value.get_ref() {
            DeValue::String(text) if !text.trim().is_empty() => Some(text.trim().to_owned()),
            DeValue::String(_) => {
                let message = Message::new("plan-answers-empty").with("key", key);
                self.fault(value.span().start, "IMP-0303", message);
                None
            }
            _ => {
                self.wrong(key, value, "words");
                None
            }
        }
    }

    fn number(&mut self, key: &str, value: &Spanned<DeValue<'_>>) -> Option<i64> {
        let number = match value.get_ref() {
            DeValue::Integer(number) => i64::from_str_radix(number.as_str(), number.radix()).ok(),
            _ => None,
        };
        if number.is_none() {
            self.wrong(key, value, "number");
        }
        number
    }

    fn wrong(&mut self, key: &str, value: &Spanned<DeValue<'_>>, wanted: &str) {
        let message = match wanted {
            "flag" => Message::new("plan-answers-wants-flag"),
            "number" => Message::new("plan-answers-wants-number"),
            "table" => Message::new("plan-answers-wants-table"),
            "words" => Message::new("plan-answers-wants-words"),
            _ => Message::new("plan-answers-wants-number-or-words"),
        };
        self.fault(value.span().start, "IMP-0303", message.with("key", key));
    }
}
