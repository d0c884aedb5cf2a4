//! The message files, parsed once.

use crate::fact_text;
use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use guantong_model::{Fact, Message};
use std::sync::OnceLock;
use unic_langid::LanguageIdentifier;

/// A language of the pages and the command line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Locale {
    /// Simplified Chinese, the language of the offices.
    ZhCn,
    /// English.
    En,
}

impl Locale {
    /// The language tag for `lang` attributes and cookies.
    #[must_use]
    pub fn tag(self) -> &'static str {
        match self {
            Locale::ZhCn => "zh-CN",
            Locale::En => "en",
        }
    }

    /// The language a tag or a POSIX locale name asks for; nothing where it asks for neither.
    #[must_use]
    pub fn parse(tag: &str) -> Option<Self> {
        let tag = tag.trim().to_ascii_lowercase();
        if tag.starts_with("zh") {
            Some(Locale::ZhCn)
        } else if tag.starts_with("en") {
            Some(Locale::En)
        } else {
            None
        }
    }
}

macro_rules! files {
    ($dir:literal: $($name:literal),+ $(,)?) => {
        &[$(($name, include_str!(concat!("../../../messages/", $dir, "/", $name, ".ftl")))),+]
    };
}

const ZH_CN: &[(&str, &str)] = files!("zh-CN": "words", "decisions", "progression", "admission", "plan", "edition", "pages", "cohorts", "commands", "batches", "certificates", "rounds", "plan-pages", "take-over", "candidates", "demo", "cli", "continuity", "programmes", "public", "explain", "assess", "serve", "accounts", "requests", "notices", "family", "districts", "proposals", "rules", "corrections", "letters", "examinations", "marks", "fees", "training", "cooperation", "indicators", "work", "places", "datasets", "reports", "what-if", "cases", "evaluation", "picture", "graduates");
const EN: &[(&str, &str)] = files!("en": "words", "decisions", "progression", "admission", "plan", "edition", "pages", "cohorts", "commands", "batches", "certificates", "rounds", "plan-pages", "take-over", "candidates", "demo", "cli", "continuity", "programmes", "public", "explain", "assess", "serve", "accounts", "requests", "notices", "family", "districts", "proposals", "rules", "corrections", "letters", "examinations", "marks", "fees", "training", "cooperation", "indicators", "work", "places", "datasets", "reports", "what-if", "cases", "evaluation", "picture", "graduates");

type Bundle = FluentBundle<FluentResource>;

fn bundle(locale: Locale) -> &'static Bundle {
    static BUNDLES: [OnceLock<Bundle>; 2] = [OnceLock::new(), OnceLock::new()];
    let [zh_cn, en] = &BUNDLES;
    match locale {
        Locale::ZhCn => zh_cn.get_or_init(|| build("zh-CN", ZH_CN)),
        Locale::En => en.get_or_init(|| build("en", EN)),
    }
}

/// A faulty file keeps its good messages; the tests below refuse any fault before it can ship.
fn build(tag: &str, files: &[(&str, &str)]) -> Bundle {
    let locale: LanguageIdentifier = tag.parse().unwrap_or_default();
    let mut bundle = Bundle::new_concurrent(vec![locale]);
    bundle.set_use_isolating(false);
    for (_, text) in files {
        let resource = match FluentResource::try_new((*text).to_owned()) {
            Ok(resource) | Err((resource, _)) => resource,
        };
        let _ = bundle.add_resource(resource);
    }
    bundle
}

/// Whether a message of this id is in the files.
#[must_use]
pub fn has(locale: Locale, id: &str) -> bool {
    bundle(locale).has_message(id)
}

/// The ids in the files of a language, in the order of the files.
#[must_use]
pub fn ids(locale: Locale) -> Vec<&'static str> {
    let files = match locale {
        Locale::ZhCn => ZH_CN,
        Locale::En => EN,
    };
    files.iter().flat_map(|(_, text)| text.lines()).filter_map(message_id).collect()
}

fn message_id(line: &str) -> Option<&str> {
    let (id, _) = line.split_once('=')?;
    let id = id.trim_end();
    let first = id.chars().next()?;
    (first.is_ascii_alphabetic() && id.chars().all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '_'))
        .then_some(id)
}

/// The sentence of a message; the id itself where the files do not have it.
#[must_use]
pub fn text(locale: Locale, message: &Message) -> String {
    let bundle = bundle(locale);
    let Some(pattern) = bundle.get_message(&message.id).and_then(|m| m.value()) else {
        return message.id.clone();
    };
    let mut args = FluentArgs::new();
    for (name, fact) in &message.facts {
        let value = match fact {
            // A number chooses a plural form; grouping of digits is the template's matter.
            Fact::Number(number) => FluentValue::from(*number),
            other => FluentValue::from(fact_text(locale, other)),
        };
        args.set(name.replace('_', "-"), value);
    }
    let mut errors = Vec::new();
    bundle.format_pattern(pattern, Some(&args), &mut errors).into_owned()
}

/// A word of the glossary by its dotted identifier, such as `stage.college` (message `word-stage-college`).
#[must_use]
pub fn word(locale: Locale, id: &str) -> String {
    let message = Message::new(&format!("word-{}", id.replace(['.', '_'], "-")));
    if has(locale, &message.id) { text(locale, &message) } else { id.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn every_file_parses_and_no_id_stands_twice() {
        for (locale, files) in [(Locale::ZhCn, ZH_CN), (Locale::En, EN)] {
            for (name, text) in files {
                if let Err((_, errors)) = FluentResource::try_new((*text).to_owned()) {
                    panic!("{} {name}.ftl: {errors:?}", locale.tag());
                }
            }
            let mut seen = BTreeSet::new();
            for id in ids(locale) {
                assert!(seen.insert(id), "{}: {id} stands twice", locale.tag());
            }
        }
    }

    #[test]
    fn both_languages_say_the_same_things() {
        let zh: BTreeSet<_> = ids(Locale::ZhCn).into_iter().collect();
        let en: BTreeSet<_> = ids(Locale::En).into_iter().collect();
        assert_eq!(zh.difference(&en).collect::<Vec<_>>(), Vec::<&&str>::new(), "only in Chinese");
        assert_eq!(en.difference(&zh).collect::<Vec<_>>(), Vec::<&&str>::new(), "only in English");
    }

    #[test]
    fn a_message_names_its_facts() {
        let message = Message::new("cli-choice").with("choice", "刷新");
        assert!(text(Locale::ZhCn, &message).contains("刷新"));
    }
}
