//! Every sentence this crate can ask for stands in the message files of both languages.

use guantong_admission::{Property, Reason};
use guantong_model::Message;
use guantong_wording::{Locale, has, text};
use std::fs;
use std::path::Path;

fn literals(dir: &Path, found: &mut Vec<String>) {
    for entry in fs::read_dir(dir).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            literals(&path, found);
            continue;
        }
        for piece in fs::read_to_string(&path).unwrap().split('"') {
            let id =
                |text: &str| text.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-');
            if (piece.starts_with("allocate-") || piece.starts_with("admission-"))
                && id(piece)
                && !piece.ends_with('-')
            {
                found.push(piece.to_owned());
            }
        }
    }
}

/// Whether each sentence finds every fact it names, in both languages.
pub(crate) fn worded(messages: &[Message]) {
    assert!(!messages.is_empty());
    for (message, locale) in messages.iter().flat_map(|m| [(m, Locale::ZhCn), (m, Locale::En)]) {
        let sentence = text(locale, message);
        assert!(!sentence.contains("{$") && sentence != message.id, "{}: {sentence}", locale.tag());
    }
}

#[test]
fn every_sentence_stands_in_both_languages() {
    let mut ids: Vec<String> = Vec::new();
    literals(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut ids);
    assert!(ids.len() > 40, "{}", ids.len());
    ids.extend(Reason::ALL.iter().map(|reason| reason.message_id()));
    ids.extend(Property::ALL.iter().map(|property| format!("admission-proof-{}", property.as_str())));
    let whys = ["unknown", "repeated", "no-test", "admitted", "full", "quota-full", "not-looked-at"];
    ids.extend(whys.iter().map(|why| format!("admission-why-{why}")));
    ids.extend(["score", "key", "draw", "position"].iter().map(|by| format!("admission-differs-{by}")));
    for locale in [Locale::ZhCn, Locale::En] {
        let missing: Vec<&String> = ids.iter().filter(|id| !has(locale, id)).collect();
        assert!(missing.is_empty(), "{}: {missing:?}", locale.tag());
        let unused: Vec<&str> = guantong_wording::ids(locale)
            .into_iter()
            .filter(|id| id.starts_with("allocate-") || id.starts_with("admission-"))
            .filter(|id| !ids.iter().any(|used| used == id))
            .collect();
        assert!(unused.is_empty(), "{}: nobody says {unused:?}", locale.tag());
    }
}
