//! Decision codes: the list is complete, each has its sentences in both languages, and sentences name what they say.

use guantong_policy::edition::builtin;
use guantong_policy::{Citation, Decision, Outcome};
use guantong_registry::{CODES, way};
use guantong_wording::{Locale, has, text, word};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

const LOCALES: [Locale; 2] = [Locale::ZhCn, Locale::En];

/// Holds one decision against the list, the law and the message files. Every decision of the tests passes here.
pub(crate) fn inspect(decision: &Decision) {
    let listed = CODES.iter().find(|(code, _)| *code == decision.code);
    assert_eq!(listed.map(|(_, outcome)| *outcome), Some(decision.outcome), "{}", decision.code);
    let edition = builtin().unwrap();
    let mut clauses = 0;
    for citation in &decision.citations {
        match citation {
            Citation::Clause(clause) => {
                clauses += 1;
                assert!(edition.provision(clause).is_some(), "{}: no provision {clause}", decision.code);
            }
            Citation::Interpretation(id) => {
                assert!(edition.interpretation(id).is_some(), "{}: no interpretation {id}", decision.code);
            }
            Citation::Article { .. } => {}
        }
    }
    assert!(clauses > 0, "{} rests on no clause", decision.code);
    assert_eq!(decision.referred_to.is_some(), decision.outcome == Outcome::Referred);
    for locale in LOCALES {
        for message in [Some(decision.message()), way(decision)].into_iter().flatten() {
            let sentence = text(locale, &message);
            assert!(sentence != message.id, "{} has no sentence", message.id);
            assert!(!sentence.contains(['{', '}']), "{}: {sentence}", message.id);
            let raw = [
                "stage",
                "command",
                "standing",
                "certificate",
                "similarity",
                "transfer",
                "leave",
                "rule-book",
            ];
            let unworded = |family: &&str| {
                let family = format!("{family}.");
                sentence.split(&family).skip(1).any(|rest| rest.starts_with(|c: char| c.is_ascii_lowercase()))
            };
            assert!(!raw.iter().any(unworded), "{}: a word not worded: {sentence}", message.id);
        }
        for name in decision.facts.keys() {
            let id = format!("fact.{name}");
            assert!(word(locale, &id) != id, "{}: the fact `{name}` has no name", decision.code);
        }
        if let Some(decider) = &decision.referred_to {
            assert!(word(locale, decider) != *decider, "{decider} has no word");
        }
    }
}

#[test]
fn every_code_has_its_sentences() {
    for (code, outcome) in CODES {
        let id = format!("decision-{}", code.replace(['.', '_'], "-"));
        for locale in LOCALES {
            assert!(has(locale, &id), "{} {id}", locale.tag());
            assert_eq!(
                has(locale, &format!("{id}-way")),
                *outcome != Outcome::Accepted,
                "{} {id}-way",
                locale.tag()
            );
        }
    }
}

#[test]
fn the_list_is_what_the_rules_can_say() {
    let mut said: BTreeMap<String, Outcome> = BTreeMap::new();
    let mut folders = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join("src")];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else {
                let source = std::fs::read_to_string(&path).unwrap();
                for (call, outcome) in [
                    ("accepted(", Outcome::Accepted),
                    ("refused(", Outcome::Refused),
                    ("referred(", Outcome::Referred),
                ] {
                    for rest in source.split(&format!("Decision::{call}")).skip(1) {
                        let code =
                            rest.trim_start().strip_prefix('"').and_then(|rest| rest.split('"').next());
                        let code =
                            code.unwrap_or_else(|| panic!("{}: a code that is no literal", path.display()));
                        said.insert(code.to_owned(), outcome);
                    }
                }
            }
        }
    }
    let listed: BTreeMap<String, Outcome> =
        CODES.iter().map(|(code, outcome)| ((*code).to_owned(), *outcome)).collect();
    assert_eq!(said, listed);
    assert_eq!(CODES.len(), listed.len(), "a code stands twice");
}

#[test]
fn every_word_of_the_record_is_worded() {
    use guantong_registry::{CommandName, LeaveKind, Side, Similarity, StageWork, TransferKind};
    let families: [(&str, Vec<&str>); 6] = [
        ("command", CommandName::ALL.iter().map(|w| w.as_str()).collect()),
        ("leave", LeaveKind::ALL.iter().map(|w| w.as_str()).collect()),
        ("transfer.side", Side::ALL.iter().map(|w| w.as_str()).collect()),
        ("transfer.kind", TransferKind::ALL.iter().map(|w| w.as_str()).collect()),
        ("similarity", Similarity::ALL.iter().map(|w| w.as_str()).collect()),
        ("stage-work", StageWork::ALL.iter().map(|w| w.as_str()).collect()),
    ];
    let mut missing = BTreeSet::new();
    for (family, words) in families {
        for one in words {
            let id = format!("{family}.{one}");
            if LOCALES.iter().any(|locale| word(*locale, &id) == id) {
                missing.insert(id);
            }
        }
    }
    assert_eq!(missing, BTreeSet::new());
}
