//! A partner replaced for a class that has begun, an institution renamed: from the day on, and replayed without them.
// case: 3.3.1, 3.3.2, 3.4.1

use crate::progression_rules::assess;
use crate::readings::answers;
use crate::support::{Desk, programme};
use guantong_model::{CertificateKind, Date, Stage};
use guantong_registry::{
    Command, Dated, Event, PartnerReplaced, Prospect, Record, Renamed, World, outlook, risk,
};
use jiff::civil::date;

fn desk(dated: Dated) -> Desk {
    let mut desk = Desk::new(vec![
        programme("auto", "secondary-bachelor", "CP", "LH", "7002-auto", &[2023, 2024]),
        programme("auto-new", "secondary-bachelor", "CP renamed", "LH", "7002-auto", &[2025]),
        programme("acc", "college-bachelor", "CM", "WZ", "5303-acc", &[2023, 2024]),
    ]);
    desk.world = desk.world.with_dated(dated);
    desk
}

fn replaced(programme: &str, cohort: i32, from: Date) -> Dated {
    let partner = "XX".to_owned();
    Dated {
        partners: vec![PartnerReplaced { programme: programme.into(), cohort, from, partner }],
        names: vec![],
    }
}

fn in_college(desk: &Desk, programme: &str) -> Record {
    let mut record = desk.admitted(programme, 2023, 600);
    desk.accept(&mut record, date(2023, 9, 1), Command::Register);
    desk.accept(&mut record, date(2026, 7, 1), Command::CompleteStage);
    desk.accept(&mut record, date(2026, 7, 2), assess(true, "rules", &[]));
    desk.accept(&mut record, date(2026, 9, 1), Command::Progress);
    record
}

fn on_to_bachelor(desk: &Desk, record: &mut Record) {
    desk.accept(record, date(2028, 7, 1), Command::CompleteStage);
    desk.accept(record, date(2028, 7, 2), assess(true, "rules", &[]));
    desk.accept(record, date(2028, 9, 1), Command::Progress);
}

/// A record written to JSON and folded again, with no world at hand.
fn replayed(record: &Record) -> Record {
    let entries = record.history().iter().map(|entry| {
        let text = serde_json::to_string(entry).unwrap();
        let again: guantong_registry::Entry = serde_json::from_str(&text).unwrap();
        assert_eq!(serde_json::to_string(&again).unwrap(), text, "the same bytes");
        again
    });
    Record::fold(record.admitted().clone(), entries)
}

fn issuer(record: &Record, kind: CertificateKind) -> String {
    record.certificates().iter().find(|c| c.kind == kind).unwrap().issuer.clone()
}

#[test]
fn a_registration_open_at_the_former_partner_stays_until_the_next_stage() {
    let desk = desk(replaced("auto", 2023, date(2027, 3, 1)));
    let mut record = in_college(&desk, "auto");
    assert_eq!(record.registered_at(), Some("LH"));
    on_to_bachelor(&desk, &mut record);
    assert_eq!(issuer(&record, CertificateKind::College), "LH");
    assert_eq!((record.studies_at(), record.registered_at()), ("XX", Some("XX")));
    let places: Vec<_> = record.registrations().iter().map(|period| period.institution.as_str()).collect();
    assert_eq!(places, ["CP", "LH", "XX"]);
    desk.accept(&mut record, date(2030, 7, 1), Command::CompleteStage);
    assert_eq!(issuer(&record, CertificateKind::Bachelor), "XX");
    assert_eq!(replayed(&record), record);
}

#[test]
fn a_partner_that_holds_no_registration_yet_is_replaced_with_the_next_decision() {
    let desk = desk(replaced("acc", 2023, date(2025, 3, 1)));
    let mut record = in_college(&desk, "acc");
    assert_eq!((record.placement().partner.as_str(), record.registered_at()), ("XX", Some("CM")));
    let taken_in = record
        .history()
        .iter()
        .filter(|entry| entry.events.iter().any(|event| matches!(event, Event::PartnerReplaced { .. })));
    assert_eq!(taken_in.map(|entry| entry.on).collect::<Vec<_>>(), [date(2026, 7, 1)], "once");
    on_to_bachelor(&desk, &mut record);
    assert_eq!(record.registered_at(), Some("XX"));
    assert_eq!(replayed(&record), record);
}

#[test]
fn other_classes_and_earlier_days_know_nothing_of_it() {
    for dated in [replaced("acc", 2024, date(2020, 1, 1)), replaced("acc", 2023, date(2028, 9, 2))] {
        let (with, without) = (desk(dated), desk(Dated::default()));
        let (mut one, mut other) = (in_college(&with, "acc"), in_college(&without, "acc"));
        on_to_bachelor(&with, &mut one);
        on_to_bachelor(&without, &mut other);
        assert_eq!(one, other);
    }
}

#[test]
fn whoever_repeats_joins_a_class_with_the_partner_of_that_class() {
    let desk = desk(replaced("acc", 2024, date(2024, 1, 1)));
    let mut record = desk.admitted("acc", 2023, 600);
    desk.accept(&mut record, date(2023, 9, 1), Command::Register);
    desk.accept(&mut record, date(2026, 7, 1), Command::FailStage);
    desk.accept(&mut record, date(2026, 7, 2), Command::Repeat { eligible: true, to: None });
    assert_eq!((record.cohort(), record.placement().partner.as_str()), (2024, "XX"));
    assert_eq!(replayed(&record), record);
}

#[test]
fn partner_replaced_registration() {
    let ask = |switched: &Desk| {
        let mut desk = desk(replaced("auto", 2023, date(2027, 3, 1)));
        desk.law = switched.law.clone();
        let mut record = in_college(&desk, "auto");
        desk.accept(&mut record, date(2028, 7, 1), Command::CompleteStage);
        assert_eq!(replayed(&record), record);
        (issuer(&record, CertificateKind::College), record.registered_at().map(str::to_owned))
    };
    let both = |name: &str| (name.to_owned(), Some(name.to_owned()));
    answers(
        "partner-replaced-registration",
        ask,
        &[("until-next-stage", both("LH")), ("at-once", both("XX"))],
    );
}

#[test]
fn a_certificate_bears_the_name_of_its_day_and_the_institution_stays_itself() {
    let name = |institution: &str, from, name: &str| Renamed {
        institution: institution.to_owned(),
        from,
        name: name.to_owned(),
    };
    let names = vec![
        name("CP", date(2025, 1, 1), "CP renamed"),
        name("LH", date(2028, 7, 1), "LH renamed"),
        name("LH", date(2029, 1, 1), "LH again"),
    ];
    let desk = desk(Dated { partners: Vec::new(), names });
    let mut record = in_college(&desk, "auto");
    on_to_bachelor(&desk, &mut record);
    desk.accept(&mut record, date(2030, 7, 1), Command::CompleteStage);
    let born: Vec<_> = record.certificates().iter().map(|c| (c.issuer.as_str(), c.issuer_named())).collect();
    assert_eq!(born, [("CP", "CP renamed"), ("LH", "LH renamed"), ("LH", "LH again")]);
    assert_eq!(replayed(&record), record);

    // A plan under the new name is a plan of the same school: who returns in its class joins it.
    let mut away = desk.admitted("auto", 2024, 600);
    desk.accept(&mut away, date(2024, 9, 1), Command::Register);
    desk.accept(&mut away, date(2025, 3, 1), Command::Leave { until: date(2025, 8, 31), kind: None });
    desk.accept(&mut away, date(2025, 9, 1), Command::Resume { fit: true, to: None });
    assert_eq!(away.placement().programme, "auto-new".into());
    assert_eq!(away.studies_at(), "CP");
}

#[test]
fn entries_written_before_there_were_such_facts_read_on() {
    let desk = desk(Dated::default());
    let mut record = in_college(&desk, "auto");
    on_to_bachelor(&desk, &mut record);
    let text = serde_json::to_string(record.history()).unwrap();
    assert!(!text.contains("issued_as") && !text.contains("partner-replaced") && !text.contains("moves"));
    assert_eq!(replayed(&record), record);
}

#[test]
fn the_prospect_of_a_class_follows_the_facts_and_the_plans() {
    let desk = desk(Dated::default());
    let placement = desk.world.programme(&"acc".into()).unwrap().placement.clone();
    let of = |cohort: i32, stage: Stage, on: Date| {
        desk.with(&desk.admitted("acc", 2023, 600), |grounds| risk(&placement, cohort, stage, grounds, on))
    };
    let first = of(2023, Stage::Secondary, date(2024, 3, 1));
    assert_eq!(first.failing.unwrap().prospect, Prospect::Keeps);
    let second = of(2024, Stage::College, date(2028, 3, 1));
    assert_eq!(second.failing.unwrap().prospect, Prospect::Loses, "the school has no class of 2025");
    assert_eq!(second.leaving.unwrap().prospect, Prospect::Loses);
    let world =
        World::new(desk.world.programmes().iter().filter(|p| p.id() == &"acc".into()).cloned().collect());
    let alone = Desk { world, law: desk.law.clone() };
    let mut record = alone.admitted("acc", 2024, 600);
    alone.accept(&mut record, date(2024, 9, 1), Command::Register);
    let ask = |record: &Record| alone.with(record, |grounds| outlook(record, grounds, date(2027, 7, 2)));
    assert_eq!(ask(&record), None, "who studies is between no classes");
    alone.accept(&mut record, date(2027, 7, 1), Command::FailStage);
    assert_eq!(ask(&record).unwrap().prospect, Prospect::NoPlan, "no plan of 2025 at all");
}
