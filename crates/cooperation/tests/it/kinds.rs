//! What kinds declare is whole: names in both languages, clauses that are there, words as the edition has them.

use guantong_cooperation::{Duty, Enters, Held, Kind, RecordState, Shape};
use guantong_policy::edition::builtin;
use guantong_wording::{Locale, has};
use std::collections::BTreeSet;

#[test]
fn every_kind_field_and_choice_has_words_in_both_languages() {
    let mut ids = Vec::new();
    for kind in Kind::ALL {
        ids.push(format!("word-cooperation-kind-{kind}"));
        for field in kind.declared().fields {
            ids.push(format!("word-cooperation-field-{}", field.name));
            if let Shape::Choice(words) = field.shape {
                ids.extend(words.iter().map(|word| format!("word-cooperation-choice-{}-{word}", field.name)));
            }
        }
    }
    ids.extend(Duty::ALL.iter().map(|duty| format!("word-duty-{duty}")));
    ids.extend(RecordState::ALL.iter().map(|state| format!("word-cooperation-state-{state}")));
    for locale in [Locale::ZhCn, Locale::En] {
        let missing: Vec<&String> = ids.iter().filter(|id| !has(locale, id)).collect();
        assert_eq!(missing, Vec::<&String>::new(), "{locale:?}");
    }
}

#[test]
fn what_a_kind_declares_holds_together() {
    let edition = builtin().unwrap();
    let known: BTreeSet<String> = edition.provisions().iter().map(|one| one.id.to_string()).collect();
    for kind in Kind::ALL {
        let declared = kind.declared();
        assert!(known.contains(declared.clause), "{kind}: {}", declared.clause);
        let names: BTreeSet<&str> = declared.fields.iter().map(|field| field.name).collect();
        assert_eq!(names.len(), declared.fields.len(), "{kind} has a field twice");
        assert!(declared.heads.iter().all(|head| names.contains(head)), "{kind}: {:?}", declared.heads);
        assert!(!declared.heads.is_empty() && declared.fields.iter().any(|field| field.required), "{kind}");
        // The form has fields of its own by these names.
        assert!(["by", "version", "because", "do"].iter().all(|own| !names.contains(own)), "{kind}");
        if let Some((_, of)) = declared.belongs() {
            assert_eq!(of.declared().held, declared.held, "{kind} belongs to {of}, of another holder");
        }
        if declared.confirmed || declared.enters == Enters::Partner {
            assert_eq!(declared.held, Held::Partnership, "{kind}: there is no other side");
        }
    }
    for duty in Duty::ALL {
        assert!(known.contains(duty.clause()), "{duty}: {}", duty.clause());
    }
}

#[test]
fn the_bodies_that_decide_on_major_issues_are_those_of_the_edition() {
    // case: 4.2.1.b
    let Some(Shape::Choice(words)) = Kind::IssueDecision.declared().field("body").map(|field| field.shape)
    else {
        panic!("no body")
    };
    let edition = builtin().unwrap();
    let listed = edition.list("major-issue.bodies", crate::day("2023-09-28")).unwrap();
    assert_eq!(listed.iter().map(ToString::to_string).collect::<Vec<_>>(), words);
}

#[test]
fn only_what_is_in_principle_can_be_excused() {
    // case: 4.2.2.d
    let excused: Vec<&Duty> = Duty::ALL.iter().filter(|duty| duty.excused_by().is_some()).collect();
    assert_eq!(excused, [&Duty::TeacherDispatch]);
}
