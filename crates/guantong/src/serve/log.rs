//! The log of a server: a line for each request and for each thing that happens to it, on standard error, in UTC.
//!
//! Few places write a line, and each says all it has to say in one call, so this is a writer and no framework.
//!
//! A line of a request tells the pattern of the address and the role of who asks, never the address and never the
//! account: who looked at what stands in the trail, which is chained and read by the audit administrator alone. A log is
//! read by whoever keeps the machine and carried to others; it must not become a second trail. And whatever a line
//! tells, figures that could be a number of a person are covered in it.

use clap::ValueEnum;
use jiff::Timestamp;
use serde_json::Value;
use std::fmt::{self, Write as _};
use std::io::{IsTerminal, Write};
use std::sync::{Mutex, PoisonError};

/// So many figures in a row could be a number of a person: telephones have 11, identity numbers 15 or 18.
const FIGURES: usize = 11;

/// How much a line matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, ValueEnum)]
pub(crate) enum Level {
    /// Something failed.
    Error,
    /// Something was refused or cut off.
    Warn,
    /// Something happened as it should.
    Info,
}

impl Level {
    fn as_str(self) -> &'static str {
        match self {
            Level::Error => "error",
            Level::Warn => "warn",
            Level::Info => "info",
        }
    }
}

/// How lines are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Form {
    /// For a person at a terminal.
    Text,
    /// One object of JSON a line, for programs.
    Json,
}

/// A log.
pub(crate) struct Log {
    form: Form,
    least: Level,
    to: Mutex<Box<dyn Write + Send>>,
}

impl fmt::Debug for Log {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Log").field("form", &self.form).field("least", &self.least).finish_non_exhaustive()
    }
}

impl Default for Log {
    /// What a demonstration tells of itself: what fails, to a person.
    fn default() -> Self {
        Log::on_standard_error(Some(Form::Text), Level::Warn)
    }
}

impl Log {
    /// A log on standard error, of what matters as much as a level or more; where the form is not said, for a person
    /// on a terminal and for programs elsewhere.
    pub(crate) fn on_standard_error(form: Option<Form>, least: Level) -> Self {
        let error = std::io::stderr();
        let form = form.unwrap_or(if error.is_terminal() { Form::Text } else { Form::Json });
        Log { form, least, to: Mutex::new(Box::new(error)) }
    }

    /// A log that a test reads.
    #[cfg(test)]
    pub(super) fn to(to: impl Write + Send + 'static, form: Form) -> Self {
        Log { form, least: Level::Info, to: Mutex::new(Box::new(to)) }
    }

    /// Writes what happened.
    pub(crate) fn line(&self, level: Level, event: &str, fields: &[(&str, Value)]) {
        if level > self.least {
            return;
        }
        let now = Timestamp::now().strftime("%Y-%m-%dT%H:%M:%S%.3fZ").to_string();
        let mut line = written(self.form, &now, level, event, fields);
        line.push('\n');
        let mut to = self.to.lock().unwrap_or_else(PoisonError::into_inner);
        // Nothing is left to tell it to where standard error is closed.
        let _ = to.write_all(line.as_bytes());
    }
}

fn written(form: Form, now: &str, level: Level, event: &str, fields: &[(&str, Value)]) -> String {
    let mut line = match form {
        Form::Text => format!("{now} {:5} {event}", level.as_str()),
        Form::Json => format!("{{\"time\":\"{now}\",\"level\":\"{}\",\"event\":\"{event}\"", level.as_str()),
    };
    for (name, value) in fields {
        let value = match value {
            Value::Null => continue,
            // An id was looked at when it was taken.
            Value::String(text) if *name != "request_id" => Value::String(covered(text)),
            other => other.clone(),
        };
        // Writing into a text cannot fail.
        let _ = match (form, &value) {
            (Form::Json, value) => write!(line, ",\"{name}\":{value}"),
            (Form::Text, Value::String(text)) if is_plain(text) => write!(line, " {name}={text}"),
            (Form::Text, value) => write!(line, " {name}={value}"),
        };
    }
    if form == Form::Json {
        line.push('}');
    }
    line
}

/// Whether a text can stand in a line for a person as it is.
fn is_plain(text: &str) -> bool {
    !text.is_empty() && text.chars().all(|c| c.is_ascii_graphic() && c != '"' && c != '=')
}

/// A text with all figures covered that could be a number of a person.
fn covered(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    let mut run = String::new();
    for c in text.chars().map(Some).chain([None]) {
        match c {
            Some(figure) if figure.is_numeric() => run.push(figure),
            other => {
                let count = run.chars().count();
                // The last figure of an identity number may be an X; what follows is covered with it.
                let is_last = count >= FIGURES && other.is_some_and(|c| c.eq_ignore_ascii_case(&'x'));
                safe.push_str(if count >= FIGURES { "…" } else { &run });
                run.clear();
                safe.extend(other.filter(|_| !is_last));
            }
        }
    }
    safe
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_line_is_one_object_or_one_line_of_text() {
        let fields = [
            ("route", json!("/students/{id}")),
            ("status", json!(200)),
            ("ms", json!(1.5)),
            ("fault", Value::Null),
            ("what", json!("read a \"record\"\n: gone")),
        ];
        let now = "2026-09-01T02:00:00.123Z";
        assert_eq!(
            written(Form::Json, now, Level::Info, "request", &fields),
            r#"{"time":"2026-09-01T02:00:00.123Z","level":"info","event":"request","route":"/students/{id}","status":200,"ms":1.5,"what":"read a \"record\"\n: gone"}"#
        );
        assert_eq!(
            written(Form::Text, now, Level::Error, "fault", &fields),
            r#"2026-09-01T02:00:00.123Z error fault route=/students/{id} status=200 ms=1.5 what="read a \"record\"\n: gone""#
        );
    }

    #[test]
    fn figures_that_could_be_a_number_of_a_person_are_covered() {
        for (text, safe) in [
            ("no row 110101200801011234", "no row …"),
            ("11010120080101123X is there", "… is there"),
            ("key (13800138000) taken", "key (…) taken"),
            ("１１０１０１２００８０１０１１２３４", "…"),
            ("guantong-20260901T020000-000000.sqlite", "guantong-20260901T020000-000000.sqlite"),
            ("1234567890 of 3", "1234567890 of 3"),
            ("", ""),
        ] {
            assert_eq!(covered(text), safe, "{text}");
        }
    }

    #[test]
    fn what_matters_less_than_was_asked_is_not_written() {
        let kept = crate::serve::tests::Kept::default();
        let log = Log { least: Level::Warn, ..Log::to(kept.clone(), Form::Json) };
        log.line(Level::Info, "request", &[]);
        log.line(Level::Warn, "refused", &[]);
        log.line(Level::Error, "fault", &[]);
        let events: Vec<String> = kept.lines().iter().map(|line| line["event"].to_string()).collect();
        assert_eq!(events, ["\"refused\"", "\"fault\""]);
    }
}
