//! Whatever is asked for in whatever order: no two bookings that were taken overlap; every duty is told once, in one
//! state, and what it rests on counts.

use super::{FRONT, PARTNER, record, terms};
use guantong_cooperation::{
    Class, DutyState, Ground, Holder, Kind, Offered, Pairing, Record, RecordState, owed, read,
};
use guantong_model::{ProgrammeId, Track};
use jiff::civil::date;
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

fn resource() -> Record {
    let holder = Holder::Institution(FRONT.to_owned());
    let fields = [("sort", "base"), ("name", "基地"), ("from", "2023-09-01")];
    record(Kind::SharedResource, &holder, 1, FRONT, &fields)
}

proptest! {
    #[test]
    fn no_two_bookings_that_were_taken_overlap(asked in prop::collection::vec((1_i8..4, 0_u32..24, 1_u32..9), 1..40)) {
        let holder = Holder::Institution(FRONT.to_owned());
        let mut records = vec![resource()];
        for (day, begins, half_hours) in asked {
            let (begins, ends) = (begins * 30, (begins + half_hours) * 30);
            let time = |minutes: u32| format!("{:02}:{:02}", minutes / 60, minutes % 60);
            let typed: BTreeMap<String, String> = [
                ("resource", "1".to_owned()),
                ("on", format!("2023-10-{day:02}")),
                ("begins", time(begins)),
                ("ends", time(ends)),
                ("purpose", "实训".to_owned()),
            ]
            .map(|(name, text)| (name.to_owned(), text))
            .into();
            let ground = Ground { today: date(2023, 9, 28), programmes: &[], records: &records, number: None };
            if let Ok(fields) = read(Kind::ResourceBooking, &typed, &ground) {
                let number = i64::try_from(records.len()).unwrap();
                let taken = Record { fields, ..record(Kind::ResourceBooking, &holder, number, PARTNER, &[]) };
                records.push(taken);
            }
        }
        let taken: Vec<&Record> = records.iter().skip(1).collect();
        for (nth, one) in taken.iter().enumerate() {
            for other in &taken[nth + 1..] {
                let apart = one.text("on") != other.text("on")
                    || one.text("ends") <= other.text("begins")
                    || other.text("ends") <= one.text("begins");
                prop_assert!(apart, "{one:?} {other:?}");
            }
        }
    }

    #[test]
    fn every_duty_is_told_once_and_in_one_state(
        today in 0_i64..3_000,
        entries in prop::collection::btree_set(2017_i32..2031, 1..8),
        alone in any::<bool>(),
        kept in prop::collection::vec((0_usize..25, any::<bool>(), 0_i64..3_000), 0..30),
    ) {
        let begin = date(2023, 4, 7);
        let on = |days: i64| begin.saturating_add(jiff::Span::new().days(days));
        let classes = entries.iter().map(|entry| Class { entry: *entry, until: entry + 6 }).collect();
        let pairing = Pairing {
            front: FRONT.to_owned(),
            partner: if alone { FRONT } else { PARTNER }.to_owned(),
            programmes: vec![Offered {
                programme: ProgrammeId::from("p-1"),
                major: "专业".to_owned(),
                track: Track::SecondaryBachelor,
                classes,
            }],
        };
        let records: Vec<Record> = (1_i64..).zip(&kept).map(|(number, (kind, counts, days))| {
            let kind = Kind::ALL[*kind];
            let day = on(*days).to_string();
            let fields = [("on", day.as_str()), ("from", &day), ("semester", "2023-1"), ("programme", "p-1")];
            let mut found = record(kind, &pairing.holder(), number, FRONT, &fields);
            if !counts {
                found.state = RecordState::TakenBack;
            }
            found
        }).collect();
        let found = owed(&terms(), on(today), std::slice::from_ref(&pairing), &records);
        let key = |one: &guantong_cooperation::Owed| {
            (one.duty, one.holder.clone(), one.by.clone(), one.period, one.programme.clone(), one.result)
        };
        prop_assert_eq!(found.iter().map(key).collect::<BTreeSet<_>>().len(), found.len());
        for one in &found {
            prop_assert!((one.state == DutyState::Late) <= (one.due < on(today)), "{:?}", one);
            prop_assert!((one.state == DutyState::Due) <= (one.due >= on(today)), "{:?}", one);
            for rests in &one.evidence {
                let record = records.iter().find(|record| record.number == rests.number).unwrap();
                prop_assert!(record.counts() && record.kind == rests.kind);
            }
            prop_assert!(!alone || !one.duty.two_sided(), "{:?}", one);
        }
    }
}
