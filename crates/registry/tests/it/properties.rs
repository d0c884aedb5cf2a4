//! What holds of every life, whatever is asked in whatever order.

use crate::walk::{Ask, STARTS, city, correction, live, seen, sound};
use guantong_model::Date;
use guantong_policy::Outcome;
use guantong_registry::{Command, Entry, Record};
use proptest::prelude::*;
use std::collections::BTreeSet;

fn ask() -> impl Strategy<Value = Ask> {
    let days = prop_oneof![Just(0_u16), 1_u16..40, 100_u16..400];
    (any::<u16>(), days, prop::bool::weighted(0.8)).prop_map(|(pick, days, favourable)| Ask {
        pick,
        days,
        favourable,
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_life_is_sound(start in 0_usize..5, asks in prop::collection::vec(ask(), 1..40)) {
        let desk = city();
        let mut numbers = BTreeSet::new();
        live(&desk, STARTS[start], &asks, |before, after, entry| {
            sound(after);
            if entry.decision.outcome != Outcome::Accepted {
                assert_eq!(seen(before), seen(after), "a refused command changes nothing");
                assert!(entry.events.is_empty());
            }
            for certificate in after.certificates() {
                if !before.certificates().iter().any(|c| c.number == certificate.number) {
                    assert!(numbers.insert(certificate.number.clone()), "a number is given once");
                }
            }
        });
    }

    #[test]
    fn folding_gives_the_same_record(start in 0_usize..5, asks in prop::collection::vec(ask(), 1..40)) {
        let desk = city();
        let record = live(&desk, STARTS[start], &asks, |_, _, _| {});
        let kept = serde_json::to_string(&(record.admitted(), record.history())).unwrap();
        let (admitted, history): (guantong_registry::Admitted, Vec<Entry>) = serde_json::from_str(&kept).unwrap();
        let folded = Record::fold(admitted, history);
        prop_assert_eq!(&folded, &record);
        prop_assert_eq!(seen(&record.as_of(Date::MAX)), seen(&record));
    }

    #[test]
    fn options_are_what_is_accepted(start in 0_usize..5, asks in prop::collection::vec(ask(), 1..20)) {
        let desk = city();
        live(&desk, STARTS[start], &asks, |before, _, entry| {
            let options = desk.options(before, entry.on);
            for open in &options.open {
                for way in &open.ways {
                    let decided = desk.decide(before, entry.on, &way.command);
                    assert_eq!(decided.decision.outcome, Outcome::Accepted, "{:?}", way.command);
                }
            }
            for closed in &options.closed {
                crate::codes::inspect(&closed.decision);
            }
            let correcting = matches!(entry.command, Command::Correct { .. });
            if entry.accepted() && !correcting {
                assert!(options.open(entry.command.name()).is_some(), "{:?} was no option", entry.command);
            }
            assert_eq!(options.open.len() + options.closed.len(), 20, "every command is open or closed");
        });
    }

    #[test]
    fn a_correction_restores_what_was_before(start in 0_usize..5, asks in prop::collection::vec(ask(), 1..25)) {
        let desk = city();
        live(&desk, STARTS[start], &asks, |before, after, entry| {
            if !entry.accepted() {
                return;
            }
            let mut undone = after.clone();
            let outcome = desk.enter(&mut undone, entry.on, correction(entry.number));
            if matches!(entry.command, Command::Correct { .. }) && outcome != Outcome::Accepted {
                return;
            }
            assert_eq!(outcome, Outcome::Accepted, "the last entry can be reversed: {:?}", entry.command);
            assert_eq!(seen(&undone), seen(before));
            let mut redone = undone.clone();
            assert_eq!(desk.enter(&mut redone, entry.on, correction(entry.number + 1)), Outcome::Accepted);
            assert_eq!(seen(&redone), seen(after));
            sound(&redone);
            for certificate in undone.certificates().iter().chain(redone.certificates()) {
                assert!(!after.voided_numbers().contains(&certificate.number));
            }
        });
    }

    #[test]
    fn the_runner_never_panics(text in "[ -~\n:{}\\[\\]&*!|>'\"#?,-]{0,200}") {
        let _ = guantong_registry::case::run_text("a.yaml", &text, &guantong_registry::case::shipped);
    }
}
