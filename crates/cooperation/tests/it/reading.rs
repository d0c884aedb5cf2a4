//! What is read of what was typed: one form for each value, everything wrong at its field with value and limit.

use super::{FRONT, PARTNER, both, record};
use guantong_cooperation::{Ground, Holder, Kind, Record, Wrong, hundredths, read};
use guantong_model::{Fact, ProgrammeId};
use jiff::civil::date;
use std::collections::BTreeMap;

fn typed(pairs: &[(&str, &str)]) -> BTreeMap<String, String> {
    pairs.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned())).collect()
}

fn reading(
    kind: Kind,
    pairs: &[(&str, &str)],
    records: &[Record],
) -> Result<BTreeMap<String, String>, Vec<Wrong>> {
    let programmes = [ProgrammeId::from("p-1")];
    let ground = Ground { today: date(2023, 9, 28), programmes: &programmes, records, number: None };
    read(kind, &typed(pairs), &ground)
}

fn wrong(kind: Kind, pairs: &[(&str, &str)], records: &[Record]) -> Vec<(&'static str, String)> {
    let found = reading(kind, pairs, records).unwrap_err();
    found.into_iter().map(|wrong| (wrong.field, wrong.message.id)).collect()
}

const DISPATCH: [(&str, &str); 5] = [
    ("semester", "2023-1"),
    ("teacher", "周文博"),
    ("course", "专业导论"),
    ("mode", "teaching"),
    ("hours", "32"),
];

/// The usual record with one field typed otherwise.
fn with(field: &'static str, text: &'static str) -> Vec<(&'static str, &'static str)> {
    DISPATCH.iter().map(|(name, usual)| (*name, if *name == field { text } else { usual })).collect()
}

#[test]
fn values_are_kept_in_one_form() {
    let kept = |field: &'static str, text: &'static str| {
        reading(Kind::TeacherDispatch, &with(field, text), &[]).unwrap()[field].clone()
    };
    assert_eq!(kept("hours", "３２"), "32");
    assert_eq!(kept("hours", " 032 "), "32");
    assert_eq!(kept("teacher", "  周  文博 "), "周 文博");
    for written in ["2023-5-8", "2023/05/08", "2023.5.8", "2023年5月8日", "２０２３－０５－０８"]
    {
        let meeting = [("on", written), ("about", "teaching"), ("minutes", "一\r\n二")];
        let found = reading(Kind::PartnershipMeeting, &meeting, &[]).unwrap();
        assert_eq!((found["on"].as_str(), found["minutes"].as_str()), ("2023-05-08", "一\n二"), "{written}");
        assert!(!found.contains_key("attended"), "what was left empty is not kept");
    }
    for (given, kept, value) in [
        ("95", "95", 9_500),
        ("95.50", "95.5", 9_550),
        ("95.05%", "95.05", 9_505),
        ("-0.5", "-0.5", -50),
        ("９５．５", "95.5", 9_550),
    ] {
        let fields =
            [("indicator", "合格率"), ("target", given), ("better", "higher"), ("from", "2023-09-01")];
        let found = reading(Kind::QualityIndicator, &fields, &[]).unwrap();
        assert_eq!((found["target"].as_str(), hundredths(&found["target"])), (kept, Some(value)), "{given}");
    }
}

#[test]
fn everything_wrong_is_told_at_its_field() {
    for (field, text, id) in [
        ("hours", "0", "cooperation-wrong-number"),
        ("hours", "2001", "cooperation-wrong-number"),
        ("hours", "许多", "cooperation-wrong-number"),
        ("semester", "2023-3", "cooperation-wrong-choice"),
        ("mode", "sleeping", "cooperation-wrong-choice"),
        ("course", " ", "cooperation-wrong-missing"),
    ] {
        assert_eq!(wrong(Kind::TeacherDispatch, &with(field, text), &[]), [(field, id.to_owned())], "{text}");
    }
    let all = wrong(Kind::TeacherDispatch, &[("hours", "x")], &[]);
    assert_eq!(all.iter().map(|(field, _)| *field).collect::<Vec<_>>(), DISPATCH.map(|(field, _)| field));
    let long = "字".repeat(41);
    let fields =
        [("head", long.as_str()), ("post", "principal"), ("document", "通知"), ("from", "2023-09-01")];
    let found = reading(Kind::LeadingGroup, &fields, &[]).unwrap_err();
    let facts = &found[0].message.facts;
    assert_eq!((facts["count"].clone(), facts["most"].clone()), (Fact::Number(41), Fact::Number(40)));
    assert_eq!(facts["field"], Fact::Word("cooperation-field.head".to_owned()));
    for (on, id) in [
        ("2023-09-29", "cooperation-wrong-to-come"),
        ("1999-12-31", "cooperation-wrong-day-far"),
        ("2023-02-30", "cooperation-wrong-day"),
        ("昨天", "cooperation-wrong-day"),
        ("20230508", "cooperation-wrong-day"),
    ] {
        let meeting = [("on", on), ("about", "teaching"), ("minutes", "一")];
        assert_eq!(wrong(Kind::PartnershipMeeting, &meeting, &[]), [("on", id.to_owned())], "{on}");
    }
    for given in ["9.555", "1000000.01", "一", "1.", ".5", ""] {
        let fields =
            [("indicator", "合格率"), ("target", given), ("better", "higher"), ("from", "2023-09-01")];
        assert_eq!(wrong(Kind::QualityIndicator, &fields, &[])[0].0, "target", "{given}");
    }
}

#[test]
fn fields_are_held_against_each_other_and_against_what_is_there() {
    // case: 2.2.f, 4.2.3
    let division = |enters, confirms, until| {
        [
            ("programme", "p-1"),
            ("enters", enters),
            ("confirms", confirms),
            ("student-affairs", "school"),
            ("teaching", "both"),
            ("document", "协议"),
            ("from", "2023-09-01"),
            ("until", until),
        ]
    };
    assert!(reading(Kind::TaskDivision, &division("school", "university", ""), &[]).is_ok());
    assert_eq!(
        wrong(Kind::TaskDivision, &division("school", "school", "2023-08-31"), &[]),
        [
            ("until", "cooperation-wrong-until".to_owned()),
            ("confirms", "cooperation-wrong-one-hand".to_owned())
        ]
    );
    let mut elsewhere = division("school", "university", "");
    elsewhere[0].1 = "p-2";
    assert_eq!(wrong(Kind::TaskDivision, &elsewhere, &[])[0].0, "programme", "a programme of others");

    let indicator = record(Kind::QualityIndicator, &both(), 1, PARTNER, &[("indicator", "合格率")]);
    let told = [("of-indicator", "1"), ("year", "2022"), ("value", "90")];
    let result = record(Kind::IndicatorResult, &both(), 1, PARTNER, &told);
    assert_eq!(wrong(Kind::IndicatorResult, &told, &[])[0].0, "of-indicator", "there is no such indicator");
    assert!(reading(Kind::IndicatorResult, &told, std::slice::from_ref(&indicator)).is_ok());
    let twice = wrong(Kind::IndicatorResult, &told, &[indicator, result]);
    assert_eq!(twice, [("year", "cooperation-wrong-result-there".to_owned())]);
}

fn laboratory(sort: &str) -> Record {
    let holder = Holder::Institution(FRONT.to_owned());
    let fields = [("sort", sort), ("name", "网联实验室"), ("from", "2023-09-01"), ("until", "2024-08-31")];
    record(Kind::SharedResource, &holder, 1, FRONT, &fields)
}

fn booking<'a>(on: &'a str, begins: &'a str, ends: &'a str) -> [(&'a str, &'a str); 5] {
    [("resource", "1"), ("on", on), ("begins", begins), ("ends", ends), ("purpose", "实验")]
}

#[test]
fn the_same_laboratory_twice_is_refused_by_name_and_time() {
    // case: 4.2.4.a
    let holder = Holder::Institution(FRONT.to_owned());
    let first = record(Kind::ResourceBooking, &holder, 1, PARTNER, &booking("2023-10-12", "09:00", "11:30"));
    let there = [laboratory("laboratory"), first.clone()];
    for (on, begins, ends, id) in [
        ("2023-10-12", "11:30", "12:30", ""),
        ("2023-10-12", "8:00", "9:00", ""),
        ("2023-10-13", "09:00", "11:30", ""),
        ("2023-10-12", "11:29", "12:30", "cooperation-wrong-taken"),
        ("2023-10-12", "10:00", "10:30", "cooperation-wrong-taken"),
        ("2023-10-12", "08:00", "18:00", "cooperation-wrong-taken"),
        ("2023-10-12", "10:00", "10:00", "cooperation-wrong-ends"),
        ("2024-09-01", "10:00", "11:00", "cooperation-wrong-not-open"),
        ("2023-10-12", "25:00", "26:00", "cooperation-wrong-time"),
    ] {
        let found = reading(Kind::ResourceBooking, &booking(on, begins, ends), &there);
        let id_found = found.err().map_or(String::new(), |wrong| wrong[0].message.id.clone());
        assert_eq!(id_found, id, "{on} {begins} {ends}");
    }
    let taken = reading(Kind::ResourceBooking, &booking("2023-10-12", "10:00", "10:30"), &there).unwrap_err();
    let facts = &taken[0].message.facts;
    assert_eq!((&facts["name"], &facts["by"]), (&Fact::from("网联实验室"), &Fact::from(PARTNER)));
    assert_eq!((&facts["begins"], &facts["ends"]), (&Fact::from("09:00"), &Fact::from("11:30")));
    // A library is had by many.
    let library = [laboratory("library"), first];
    assert!(reading(Kind::ResourceBooking, &booking("2023-10-12", "10:00", "10:30"), &library).is_ok());
}

#[test]
fn credits_of_a_course_count_once_at_a_time() {
    // case: 4.2.4.b
    let fields = |from: &'static str, until: &'static str| {
        [
            ("programme", "p-1"),
            ("from-course", "机械制图"),
            ("to-course", "工程图学"),
            ("credits", "3"),
            ("agreed", "双方教务处"),
            ("from", from),
            ("until", until),
        ]
    };
    let there = record(Kind::CreditRecognition, &both(), 1, FRONT, &fields("2023-09-01", "2024-08-31"));
    for (from, until, fits) in [
        ("2024-09-01", "", true),
        ("2022-09-01", "2023-08-31", true),
        ("2024-08-31", "", false),
        ("2022-09-01", "", false),
    ] {
        let found = reading(Kind::CreditRecognition, &fields(from, until), std::slice::from_ref(&there));
        assert_eq!(found.is_ok(), fits, "{from} {until}");
    }
}
