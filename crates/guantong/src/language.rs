//! The language of the command line: from the locale, Chinese where it does not say.

use guantong_model::Message;
use guantong_wording::{Locale, text};
use std::sync::OnceLock;

static LOCALE: OnceLock<Locale> = OnceLock::new();

/// The language in which to answer.
pub(crate) fn locale() -> Locale {
    *LOCALE.get_or_init(|| {
        ["GUANTONG_LANG", "LC_ALL", "LC_MESSAGES", "LANG"]
            .iter()
            .filter_map(|name| std::env::var(name).ok())
            .find(|value| !value.is_empty())
            .map_or(Locale::ZhCn, |value| Locale::parse(&value).unwrap_or(Locale::En))
    })
}

/// A message in the language of the command line.
pub(crate) fn say(message: &Message) -> String {
    text(locale(), message)
}

/// A message without facts.
pub(crate) fn words(id: &str) -> String {
    say(&Message::new(id))
}

/// A message with one fact.
pub(crate) fn say_with(id: &str, name: &str, value: &str) -> String {
    say(&Message::new(id).with(name, value))
}
