//! What is given away tells nobody apart, and tells as much as it may.
// case: 4.1.d
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, missing_docs)]

use guantong_datasets::{ALL, DataSet, Fact, Limits, Role, Row, Step, anonymised, smallest_group};
use guantong_model::{Qualification, Stage, Standing, Track};
use proptest::prelude::*;

const LIMITS: Limits = Limits { alike: 5, left_out: 5 };

fn fact(n: i64) -> Fact {
    Fact {
        entry_year: 2023,
        institution: "学校甲".to_owned(),
        track: Track::SecondaryBachelor,
        university: "高校乙".to_owned(),
        major: Some("710104".to_owned()),
        sex: n % 2 + 1,
        district: "110108".to_owned(),
        score: 500,
        round: "early".to_owned(),
        preference: 1,
        arrived: true,
        stage: Stage::Secondary,
        standing: Standing::Studying,
        qualification: Qualification::Held,
        changed_programme: false,
        repeats: 0,
        leaves: 0,
    }
}

fn rows(set: DataSet, facts: &[Fact]) -> Vec<Row> {
    facts.iter().filter_map(|fact| Row::of(set, fact)).collect()
}

#[test]
fn every_column_is_declared_once_and_its_steps_cost_more_and_more() {
    for set in DataSet::ALL {
        let mut names: Vec<&str> = set.columns().iter().map(|column| column.name).collect();
        let recognising = set.columns().iter().take_while(|column| column.role == Role::Recognising).count();
        assert_eq!(recognising, set.recognising().count(), "{set}: they come first");
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), set.columns().len(), "{set}");
        for column in set.recognising() {
            assert!(column.steps.is_sorted_by(|a, b| a.1 < b.1), "{}", column.name);
            assert_eq!(column.steps.last().map(|(step, _)| *step), Some(Step::All), "{}", column.name);
        }
        let row = Row::of(*set, &fact(1)).unwrap();
        assert_eq!(row.recognising.len() + row.outcomes.len(), set.columns().len(), "{set}");
    }
}

#[test]
fn rows_that_are_alike_are_told_as_they_are() {
    let facts: Vec<Fact> = (0..10).map(fact).collect();
    let released = anonymised(DataSet::Students, &rows(DataSet::Students, &facts), LIMITS).unwrap();
    assert_eq!((released.rows.len(), released.left_out, released.groups, released.smallest), (10, 0, 2, 5));
    let first: Vec<&str> = released.rows[0].iter().map(String::as_str).collect();
    let told =
        ["2023", "学校甲", "高校乙", "7101", "female", "110108", "500-509", "secondary", "studying", "held"];
    assert_eq!(first[..10], told);
}

#[test]
fn one_who_stands_out_makes_the_cheapest_column_coarser_or_is_left_out() {
    // One of eleven is more than 5 of 100: the district goes to its part of the city, which costs least.
    let mut facts: Vec<Fact> = (0..10).map(|_| fact(1)).collect();
    facts.push(Fact { district: "110105".to_owned(), ..fact(1) });
    let released = anonymised(DataSet::Students, &rows(DataSet::Students, &facts), LIMITS).unwrap();
    assert_eq!((released.rows.len(), released.left_out), (11, 0));
    assert!(released.steps.contains(&Step::CityPart) && released.rows.iter().all(|row| row[5] == "central"));
    // One of thirty-one is less: left out, and everybody else is told as finely as before.
    facts.splice(0..0, (0..20).map(|_| fact(1)));
    let released = anonymised(DataSet::Students, &rows(DataSet::Students, &facts), LIMITS).unwrap();
    assert_eq!((released.rows.len(), released.left_out), (30, 1));
    assert!(released.steps.contains(&Step::District) && released.rows.iter().all(|row| row[5] == "110108"));
}

#[test]
fn too_few_rows_are_never_told() {
    let facts: Vec<Fact> = (0..4).map(fact).collect();
    assert_eq!(anonymised(DataSet::Students, &rows(DataSet::Students, &facts), LIMITS), None);
    assert_eq!(anonymised(DataSet::Students, &[], LIMITS), None);
    let absent: Vec<Fact> = (0..10).map(|n| Fact { arrived: false, ..fact(n) }).collect();
    assert!(rows(DataSet::Students, &absent).is_empty(), "who never arrived is no student");
    assert_eq!(rows(DataSet::Admissions, &absent).len(), 10);
}

#[test]
fn the_check_counts_by_itself() {
    let row = |values: [&str; 3]| values.map(str::to_owned).to_vec();
    let rows = [row(["a", "b", "1"]), row(["a", "b", "2"]), row(["a", "c", "1"])];
    assert_eq!(smallest_group(&rows, 1), Some(3));
    assert_eq!(smallest_group(&rows, 2), Some(1));
    assert_eq!(smallest_group(&rows, 3), Some(1));
    assert_eq!(smallest_group(&[], 2), None);
}

fn facts() -> impl Strategy<Value = Vec<Fact>> {
    let one = (2019..2024_i32, 0..3_usize, 1..3_i64, 0..4_usize, 380..600_i64, 0..3_usize);
    let one = one.prop_map(|(entry_year, school, sex, district, score, major)| Fact {
        entry_year,
        institution: ["学校甲", "学校乙", "学院丙"][school].to_owned(),
        track: [Track::SecondaryBachelor, Track::SecondaryBachelor, Track::CollegeBachelor][school],
        major: [Some("710104".to_owned()), Some("460301".to_owned()), None][major].clone(),
        district: ["110108", "110105", "110115", "110119"][district].to_owned(),
        score,
        ..fact(sex)
    });
    proptest::collection::vec(one, 0..160)
}

proptest! {
    #[test]
    fn whatever_is_told_is_told_of_enough(facts in facts(), alike in 2..12_usize, left_out in 0..20_usize) {
        let rows = rows(DataSet::Students, &facts);
        let limits = Limits { alike, left_out };
        let Some(released) = anonymised(DataSet::Students, &rows, limits) else {
            prop_assert!(rows.len() < alike, "everything coarse is always alike");
            return Ok(());
        };
        let columns = DataSet::Students.recognising().count();
        prop_assert_eq!(smallest_group(&released.rows, columns), Some(released.smallest));
        prop_assert!(released.smallest >= alike);
        prop_assert_eq!(released.rows.len() + released.left_out, rows.len());
        prop_assert!(released.left_out * 100 <= rows.len() * left_out);
        prop_assert!(released.rows.is_sorted());
        // The order of what is on file tells nothing.
        let backwards: Vec<Row> = rows.iter().rev().cloned().collect();
        prop_assert_eq!(anonymised(DataSet::Students, &backwards, limits), Some(released.clone()));
        for (at, step) in released.steps.iter().enumerate().filter(|(_, step)| **step == Step::All) {
            prop_assert!(released.rows.iter().all(|row| row[at] == ALL), "{}", step);
        }
    }
}
