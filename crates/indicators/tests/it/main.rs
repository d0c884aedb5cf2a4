//! Indicators from facts made by hand.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, missing_docs)]

mod picture;

use guantong_indicators::{
    Cell, CutOff, DutyFact, Facts, Figure, Happened, Happening, Indicator, Life, Line, Seat, Source, Split,
    Table, grains,
};
use guantong_model::{Date, ProgrammeId, StudentId};
use jiff::civil::date;
use std::collections::BTreeSet;
use std::sync::Arc;

fn seat(programme: &str, institution: &str, university: &str) -> Arc<Seat> {
    Arc::new(Seat {
        programme: ProgrammeId::from(programme),
        institution: institution.to_owned(),
        university: university.to_owned(),
    })
}

fn life(id: &str, seat: &Arc<Seat>) -> Life {
    Life {
        student: StudentId::from(id),
        entry_year: 2023,
        place: Arc::clone(seat),
        now: Arc::clone(seat),
        arrived: Some(date(2023, 9, 1)),
        college: None,
        bachelor: None,
        bachelor_at: None,
        ended: None,
        end: None,
        district: Arc::from("110108"),
        graduated: false,
        cancelled: false,
        destination: None,
    }
}

/// In 2029: one who came to the university of another than his programme has now, one who moved to another programme
/// before he was ever there, one who exited with two decisions on one certificate, one whose registration was cancelled.
fn facts() -> Facts {
    let (one, two) = (seat("p1", "甲校", "乙大学"), seat("p2", "丙校", "丁大学"));
    let all_the_way = Life {
        college: Some(date(2026, 9, 1)),
        bachelor: Some(date(2028, 9, 1)),
        bachelor_at: Some("戊大学".to_owned()),
        ..life("1", &one)
    };
    let moved = Life { place: Arc::clone(&one), arrived: None, ..life("2", &two) };
    let exited = Life { ended: Some(date(2026, 7, 9)), graduated: true, ..life("3", &one) };
    let cancelled = Life { ended: Some(date(2027, 1, 5)), cancelled: true, ..life("4", &two) };
    let mut facts = Facts {
        academic_year: 2029,
        lives: vec![all_the_way, moved, exited, cancelled],
        lines: vec![
            Line { year: 2023, seat: Arc::clone(&one), places: 30, admitted: 3 },
            Line { year: 2024, seat: Arc::clone(&two), places: 20, admitted: 0 },
            Line { year: 2025, seat: Arc::clone(&two), places: 40, admitted: 0 },
        ],
        cut_offs: vec![
            CutOff { year: 2023, seat: one, score: 500, full: 660 },
            CutOff { year: 2023, seat: two, score: 600, full: 660 },
        ],
        duties: vec![
            duty("regular-meeting", true),
            duty("regular-meeting", false),
            duty("teacher-dispatch", true),
            DutyFact { university: None, ..duty("leading-group", true) },
        ],
        ..Facts::default()
    };
    for (id, what, on) in [
        ("3", Happening::Certified, date(2026, 7, 1)),
        ("3", Happening::Certified, date(2026, 7, 9)),
        ("3", Happening::Exited, date(2026, 7, 9)),
        ("1", Happening::Certified, date(2026, 7, 1)),
        // The day one stage ends and the next begins.
        ("1", Happening::Certified, date(2028, 9, 1)),
        ("1", Happening::Repeated, date(2024, 9, 1)),
        ("1", Happening::Repeated, date(2025, 8, 31)),
        ("4", Happening::Certified, date(2026, 7, 1)),
    ] {
        let happened = Happened { student: StudentId::from(id), what, on };
        facts.happened.entry(StudentId::from(id)).or_default().push(happened);
    }
    facts
}

fn duty(duty: &'static str, met: bool) -> DutyFact {
    DutyFact {
        year: 2028, duty, institution: "甲校".to_owned(), university: Some("乙大学".to_owned()), met
    }
}

fn check(indicator: Indicator, year: i32, expected: (i64, i64)) {
    let table = Table::of(indicator, &facts(), &[year], None);
    let Figure { part, whole, .. } = table.all.get(&year).copied().unwrap_or_default();
    assert_eq!((part, whole), expected, "{indicator} {year}");
}

#[test]
fn figures_are_sums_of_what_each_record_adds() {
    check(Indicator::PlanCompletion, 2023, (3, 30));
    check(Indicator::PlanCompletion, 2024, (0, 20));
    check(Indicator::RegistrationRate, 2023, (3, 4));
    check(Indicator::CutOff, 2023, (1_100, 1_320));
    check(Indicator::ToCollege, 2023, (1, 3));
    check(Indicator::ToBachelor, 2023, (1, 1));
    check(Indicator::Graduation, 2023, (0, 3));
    // Both of a student's repeats fall into one academic year, the last day of it too.
    check(Indicator::Repeats, 2024, (1, 3));
    check(Indicator::Repeats, 2025, (0, 3));
    // Gone before the next year began.
    check(Indicator::Repeats, 2026, (0, 2));
    check(Indicator::Repeats, 2027, (0, 1));
    check(Indicator::Exits, 2025, (1, 3));
    check(Indicator::Leaves, 2025, (0, 3));
    // One for each stage however often it was decided; what a cancelled registration had is void.
    check(Indicator::Certificates, 2025, (2, 0));
    check(Indicator::Certificates, 2028, (1, 0));
    check(Indicator::TeacherDispatch, 2028, (1, 1));
    check(Indicator::Meetings, 2028, (1, 2));
    check(Indicator::Obligations, 2028, (3, 4));
    check(Indicator::EnterpriseParts, 2028, (0, 0));
    check(Indicator::UniversityIntake, 2028, (1, 30));
    check(Indicator::UniversityIntake, 2029, (0, 20));
    // The places of 2025 are for 2030, which has not begun.
    check(Indicator::UniversityIntake, 2030, (0, 0));
    check(Indicator::FurtherStudy, 2023, (0, 0));
}

#[test]
fn a_figure_stands_under_the_place_the_programme_or_the_university_it_belongs_to() {
    let facts = facts();
    let row = |indicator, split, value: &str, year: i32| {
        let table = Table::of(indicator, &facts, &[year], Some(split));
        let figure = table.rows.get(value).and_then(|row| row.get(&year)).copied().unwrap_or_default();
        (figure.part, figure.whole)
    };
    // Who moved counts where he was admitted as long as the place is counted.
    assert_eq!(row(Indicator::RegistrationRate, Split::Institution, "甲校", 2023), (2, 3));
    assert_eq!(row(Indicator::ToCollege, Split::Programme, "p1", 2023), (1, 2));
    assert_eq!(row(Indicator::UniversityIntake, Split::University, "戊大学", 2028), (1, 0));
    assert_eq!(row(Indicator::UniversityIntake, Split::University, "乙大学", 2028), (0, 30));
    assert_eq!(row(Indicator::Certificates, Split::Stage, "secondary", 2025), (2, 0));
    assert_eq!(row(Indicator::Certificates, Split::Stage, "college", 2028), (1, 0));
    assert_eq!(row(Indicator::Obligations, Split::Duty, "regular-meeting", 2028), (1, 2));
    assert_eq!(row(Indicator::Obligations, Split::University, "乙大学", 2028), (2, 3));
}

#[test]
fn the_records_of_a_cell_are_those_of_its_figure() {
    let facts = facts();
    for indicator in Indicator::ALL {
        for split in indicator.declared().splits {
            let years: Vec<i32> = (2020..2035).collect();
            let table = Table::of(*indicator, &facts, &years, Some(*split));
            for (value, figures) in &table.rows {
                for (year, figure) in figures {
                    let cell = Cell { year: *year, of: vec![(*split, value.clone())] };
                    let (mut sum, mut sources) = (Figure::default(), BTreeSet::new());
                    grains(*indicator, &facts, &mut |grain| {
                        if cell.holds(grain) {
                            sum.part += grain.part;
                            sum.whole += grain.whole;
                            sum.records += 1;
                            sources.insert(grain.source);
                        }
                    });
                    assert_eq!(sum, *figure, "{indicator} {split} {value} {year}");
                    assert!(
                        sources.iter().any(|one| matches!(
                            one,
                            Source::Student(_) | Source::Line(..) | Source::Duty(_)
                        ))
                    );
                }
            }
        }
    }
}

#[test]
fn counts_of_people_are_changed_and_places_are_not() {
    let to_ten = |count: i64| count / 10 * 10;
    let table = Table::of(Indicator::UniversityIntake, &facts(), &[2028], None);
    let changed = table.clone().with_counts(true, to_ten).all[&2028];
    assert_eq!((changed.part, changed.whole), (0, 30));
    let changed = table.with_counts(false, |count| count + 1).all[&2028];
    assert_eq!((changed.part, changed.whole), (2, 31));
}

#[test]
fn an_entry_year_is_under_way_until_its_years_are_over() {
    for (indicator, academic_year, under_way) in [
        (Indicator::ToCollege, 2025, true),
        (Indicator::ToCollege, 2026, false),
        (Indicator::ToBachelor, 2027, true),
        (Indicator::ToBachelor, 2028, false),
        (Indicator::Graduation, 2029, true),
        (Indicator::Graduation, 2030, false),
        (Indicator::RegistrationRate, 2023, false),
    ] {
        assert_eq!(indicator.under_way(2023, academic_year), under_way, "{indicator} {academic_year}");
    }
}

#[test]
fn every_indicator_has_clauses_of_the_notice_and_something_to_be_shown_by() {
    let edition = guantong_policy::edition::builtin().unwrap();
    let on: Date = date(2023, 9, 1);
    let lengths = edition.numbers("stage.years.secondary-bachelor", on).unwrap();
    for indicator in Indicator::ALL {
        let declared = indicator.declared();
        assert!(!declared.clauses.is_empty());
        for clause in declared.clauses {
            assert!(edition.provision(&(*clause).into()).is_some(), "{indicator}: {clause}");
        }
        assert!(!declared.splits.is_empty(), "{indicator}");
        assert!(!(declared.of_duties && declared.of_people), "{indicator}");
    }
    // After how many years an entry year is over is what the notice has (2.a).
    let sums: Vec<i64> = lengths
        .iter()
        .scan(0, |sum, years| {
            *sum += years;
            Some(*sum)
        })
        .collect();
    let after = [Indicator::ToCollege, Indicator::ToBachelor, Indicator::Graduation];
    let after: Vec<i64> = after.iter().map(|one| i64::from(one.declared().after_years)).collect();
    assert_eq!(sums, after);
}
