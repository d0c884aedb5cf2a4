//! The seven years, curves and the projection, from facts made by hand and from facts drawn at random.

use crate::{life, seat};
use guantong_indicators::{
    Assumed, Beside, Curve, Facts, Happened, Happening, Life, Line, Of, Position, Projection, Reached, Seat,
    SevenYears, Span, Terms, observed, places, project,
};
use guantong_model::{Date, Stage, Standing, StudentId};
use jiff::civil::date;
use proptest::prelude::*;
use std::collections::BTreeMap;
use std::sync::Arc;

fn ended(on: Date, end: Standing, life: Life) -> Life {
    Life { ended: Some(on), end: Some(end), graduated: end == Standing::Graduated, ..life }
}

fn college(on: Date, life: Life) -> Life {
    Life { college: Some(on), ..life }
}

/// Ten who entered in 2023: one never came, one withdrew in his second year, two exited after the third, six went on,
/// of whom one was expelled in the fourth.
fn ten() -> Facts {
    let one = seat("p1", "甲校", "乙大学");
    let new = |id: &str| life(id, &one);
    let on = date(2026, 9, 1);
    let mut lives = vec![
        Life { arrived: None, ..new("0") },
        ended(date(2025, 3, 3), Standing::Withdrawn, new("1")),
        ended(date(2026, 7, 9), Standing::Graduated, new("2")),
        ended(date(2026, 7, 9), Standing::Graduated, new("3")),
        ended(date(2026, 12, 1), Standing::Expelled, college(on, new("4"))),
    ];
    lives.extend(["5", "6", "7", "8", "9"].map(|id| college(on, new(id))));
    let mut facts = Facts {
        academic_year: 2026,
        lives,
        lines: vec![Line { year: 2023, seat: Arc::clone(&one), places: 10, admitted: 10 }],
        ..Facts::default()
    };
    for (id, what, on) in [
        ("5", Happening::Repeated, date(2026, 7, 20)),
        ("6", Happening::LeaveStarted, date(2024, 3, 1)),
        ("6", Happening::LeaveStarted, date(2025, 3, 1)),
        ("7", Happening::LeaveStarted, date(2027, 1, 4)),
    ] {
        let happened = Happened { student: StudentId::from(id), what, on };
        facts.happened.entry(StudentId::from(id)).or_default().push(happened);
    }
    facts
}

#[test]
fn whoever_came_to_a_step_went_on_ended_or_is_on_the_way() {
    let facts = ten();
    let seven = SevenYears::of(&facts, &Of::default());
    let reached: Vec<i64> = seven.stretches.iter().map(|stretch| stretch.reached).collect();
    assert_eq!(reached, [10, 9, 6, 0, 0]);
    let secondary = seven.at(Reached::Registered);
    assert_eq!(secondary.ended, BTreeMap::from([(Standing::Withdrawn, 1), (Standing::Graduated, 2)]));
    assert_eq!((secondary.repeated, secondary.on_leave, secondary.going), (1, 1, 0), "each once");
    let college = seven.at(Reached::College);
    assert_eq!((college.ended.get(&Standing::Expelled), college.going, college.on_leave), (Some(&1), 5, 1));
    assert_eq!(seven.at(Reached::Admitted).going, 1, "awaited");
    let who = |step: Reached, why: Beside| -> Vec<&str> {
        SevenYears::who(&facts, &Of::default(), step, why).into_iter().map(StudentId::as_str).collect()
    };
    assert_eq!(who(Reached::Registered, Beside::Ended(Standing::Graduated)), ["2", "3"]);
    assert_eq!(
        (who(Reached::Registered, Beside::Repeated), who(Reached::College, Beside::OnLeave)),
        (vec!["5"], vec!["7"])
    );
    // Once it is decided that he did not come, his record has ended.
    let mut decided = facts.clone();
    let one = Happened { student: StudentId::from("0"), what: Happening::NotEnrolled, on: date(2023, 9, 20) };
    decided.happened.entry(StudentId::from("0")).or_default().push(one);
    let admitted = SevenYears::of(&decided, &Of::default()).at(Reached::Admitted);
    assert_eq!((admitted.going, admitted.ended), (0, BTreeMap::from([(Standing::NotEnrolled, 1)])));
    for (step, next) in seven.stretches.iter().zip(seven.stretches.iter().skip(1)) {
        assert_eq!(step.reached, next.reached + step.going + step.ended.values().sum::<i64>());
    }
    let elsewhere = Of { institution: Some("丙校".to_owned()), ..Of::default() };
    assert_eq!(SevenYears::of(&facts, &elsewhere).at(Reached::Admitted).reached, 0);
    let of = Of { entry_year: Some(2023), programme: Some("p1".into()), ..Of::default() };
    assert_eq!(SevenYears::of(&facts, &of), seven);
}

#[test]
fn a_curve_counts_semesters_that_are_over_and_nothing_to_come() {
    let facts = ten();
    let curve = Curve::of(facts.lives.iter(), date(2027, 1, 15));
    assert_eq!(curve.registered, 9);
    // Six semesters are over; whoever was expelled in the seventh is not yet told.
    let counted: Vec<_> = curve.semesters.iter().map(|semester| (semester.there, semester.left)).collect();
    assert_eq!(counted, [(9, 0), (9, 0), (9, 0), (9, 1), (8, 0), (8, 2)]);
    assert_eq!(curve.shares(), [1_000_000, 1_000_000, 1_000_000, 1_000_000, 888_889, 888_889, 666_667]);
    // Behind a share stand those who were there, each with whether he stayed.
    let who = Curve::who(facts.lives.iter(), date(2027, 1, 15), 6);
    let left: Vec<&str> = who.iter().filter(|(_, stayed)| !stayed).map(|(id, _)| id.as_str()).collect();
    assert_eq!((who.len(), left), (9, vec!["1", "2", "3"]));
    assert!(Curve::who(facts.lives.iter(), date(2027, 1, 15), 7).iter().all(|(_, stayed)| !stayed));
    let later = Curve::of(facts.lives.iter(), date(2027, 2, 1));
    assert_eq!((later.after(7), later.after(8)), (Some(555_556), None));
    let nobody = Curve::of(std::iter::empty(), date(2027, 2, 1));
    assert_eq!(nobody.shares(), [1_000_000]);
}

#[test]
fn classes_that_began_later_count_as_far_as_they_came() {
    let one = seat("p1", "甲校", "乙大学");
    let young = |id: &str| Life { arrived: Some(date(2025, 9, 1)), entry_year: 2025, ..life(id, &one) };
    let mut lives = vec![life("a", &one), ended(date(2025, 5, 1), Standing::Withdrawn, life("b", &one))];
    lives.extend([young("c"), ended(date(2026, 1, 9), Standing::Withdrawn, young("d"))]);
    let curve = Curve::of(lives.iter(), date(2026, 3, 1));
    let counted: Vec<_> = curve.semesters.iter().map(|semester| (semester.there, semester.left)).collect();
    assert_eq!(counted, [(4, 1), (2, 0), (2, 0), (2, 1), (1, 0)], "of the young one semester is over");
    assert_eq!(curve.shares().last(), Some(&375_000), "3⁄4 × 1⁄2");
    // Who graduates from the bachelor stage has stayed to the end.
    let through =
        Life { college: Some(date(2026, 9, 1)), bachelor: Some(date(2028, 9, 1)), ..life("e", &one) };
    let through = ended(date(2030, 7, 1), Standing::Graduated, through);
    let curve = Curve::of([through].iter(), date(2035, 1, 1));
    assert_eq!((curve.semesters.len(), curve.after(14)), (14, Some(1_000_000)));
}

const TERMS: Terms = Terms { count_on: (10, 1), years: 3, least: 1 };

fn middle(projection: &Projection, host: &str, year: i32, stage: Stage) -> i64 {
    let horizon = projection.hosts.get(host).and_then(|years| years.get(&year));
    horizon.map_or(0, |horizon| horizon.of(stage).middle)
}

#[test]
fn registers_and_plans_are_carried_forward_by_what_was_seen() {
    let facts = ten();
    let on = date(2026, 11, 1);
    let seen = observed(&facts, on, &TERMS);
    // From October 2025 to October 2026: of eight in the third year six are in the fourth.
    let (rate, same) = seen.rate("甲校", Position { stage: Stage::Secondary, year: 3 });
    assert_eq!((rate.part, rate.whole, same, rate.own), (6, 8, 0, true));
    let (rate, _) = seen.rate("甲校", Position { stage: Stage::Secondary, year: 2 });
    assert_eq!((rate.part, rate.whole), (8, 9), "who withdrew in March");
    let projection = project(&seen, 5);
    assert_eq!(middle(&projection, "甲校", 2026, Stage::College), 6_000, "the register, whoever goes later");
    // Nothing was seen of the fourth year yet: nobody is taken to be lost.
    assert_eq!(middle(&projection, "甲校", 2027, Stage::College), 6_000);
    assert_eq!(middle(&projection, "乙大学", 2028, Stage::Bachelor), 6_000);
    // No plan of these three years, so none came of it, and by the same plan all who are planned come.
    assert_eq!(projection.plans.get(&2027), Some(&2023), "the plan that was set last");
    assert_eq!(middle(&projection, "甲校", 2027, Stage::Secondary), 10_000);
    // The class of 2027 loses none in its first year, one of nine in its second.
    assert_eq!(middle(&projection, "甲校", 2029, Stage::Secondary), 10_000 + 10_000 + 8_888);
    let assumed = Assumed { boarding: 80, per_teacher: 18 };
    assert_eq!((places(28_888), assumed.beds(28_888), assumed.teachers(28_888)), (29, 24, 2));
    assert_eq!(assumed.teachers(36_001), 3, "each begun one whole");
}

#[test]
fn an_institution_with_too_few_has_the_rate_of_all() {
    let facts = ten();
    let seen = observed(&facts, date(2026, 11, 1), &Terms { least: 30, ..TERMS });
    let (rate, _) = seen.rate("甲校", Position { stage: Stage::Secondary, year: 3 });
    assert_eq!((rate.part, rate.whole, rate.own), (6, 8, false));
    let (rate, _) = seen.rate("甲校", Position { stage: Stage::Bachelor, year: 2 });
    assert!(!rate.observed() && rate.low == rate.high);
}

/// A city drawn at random: for each student his entry year, his seat, and after how many years and how he ended.
fn cities() -> impl Strategy<Value = Vec<(i32, usize, Option<i16>)>> {
    prop::collection::vec((2018_i32..2026, 0_usize..3, prop::option::of(0_i16..6)), 1..80)
}

fn city(students: &[(i32, usize, Option<i16>)]) -> Facts {
    let seats: Vec<Arc<Seat>> =
        vec![seat("p1", "甲校", "乙大学"), seat("p2", "甲校", "丁大学"), seat("p3", "丙校", "乙大学")];
    let lives = students.iter().enumerate().map(|(n, (entered, seat, end))| {
        let year = |after: i16| i16::try_from(*entered).unwrap() + after;
        let new = Life {
            entry_year: *entered,
            arrived: Some(date(year(0), 9, 1)),
            ..life(&n.to_string(), &seats[*seat])
        };
        let left = end.map(|end| date(year(end) + 1, 6, 1)).filter(|left| *left <= date(2026, 3, 1));
        let before =
            |on: Date| Some(on).filter(|on| *on <= date(2026, 3, 1) && left.is_none_or(|left| *on < left));
        let new = Life { college: before(date(year(3), 9, 1)), bachelor: before(date(year(5), 9, 1)), ..new };
        match left {
            Some(left) => ended(left, Standing::Withdrawn, new),
            None => new,
        }
    });
    let line = |year: i32, seat: &Arc<Seat>| Line { year, seat: Arc::clone(seat), places: 40, admitted: 0 };
    Facts {
        academic_year: 2025,
        lives: lives.collect(),
        lines: (2018..2026).flat_map(|year| seats.iter().map(move |seat| line(year, seat))).collect(),
        ..Facts::default()
    }
}

fn needs(projection: &Projection) -> BTreeMap<(String, i32), Span> {
    let mut all = BTreeMap::new();
    for (host, years) in &projection.hosts {
        for (year, horizon) in years {
            let mut sum = Span::default();
            Stage::ALL.iter().for_each(|stage| sum += horizon.of(*stage));
            all.insert((host.clone(), *year), sum);
        }
    }
    all
}

proptest! {
    #[test]
    fn nobody_is_lost_and_the_range_contains_the_middle(students in cities()) {
        let facts = city(&students);
        let on = date(2026, 3, 1);
        let projection = project(&observed(&facts, on, &TERMS), 5);
        for (year, totals) in &projection.totals {
            let parts = |pick: fn(&Span) -> i64| {
                (
                    pick(&totals.before) + pick(&totals.entered),
                    pick(&totals.left) + pick(&totals.graduated) + pick(&totals.after),
                )
            };
            for (came, went) in [parts(|span| span.low), parts(|span| span.middle), parts(|span| span.high)] {
                prop_assert_eq!(came, went, "{}", year);
            }
            let there: i64 = projection.hosts.values().filter_map(|years| years.get(year)).map(|horizon| {
                Stage::ALL.iter().map(|stage| horizon.of(*stage).middle).sum::<i64>()
            }).sum();
            prop_assert_eq!(there, totals.after.middle, "by where they sit: {}", year);
        }
        for span in needs(&projection).values() {
            prop_assert!(0 <= span.low && span.low <= span.middle && span.middle <= span.high, "{:?}", span);
        }
        let on_record = facts.lives.iter().filter(|life| Position::of(life, on).is_some()).count();
        let first: i64 = projection.totals.values().next().map_or(0, |totals| totals.before.middle);
        prop_assert_eq!(first, i64::try_from(on_record).unwrap() * 1_000);
    }

    #[test]
    fn who_stays_longer_never_lowers_the_need(students in cities(), at in 0_usize..80) {
        // The same city, but one who left stayed: whoever is on record today is the same but for him, and no rate falls.
        let mut kept = students.clone();
        let at = at % kept.len();
        kept[at].2 = None;
        let on = date(2026, 3, 1);
        let (fewer, more) =
            (project(&observed(&city(&students), on, &TERMS), 5), project(&observed(&city(&kept), on, &TERMS), 5));
        let more = needs(&more);
        for (key, span) in needs(&fewer) {
            let now = more.get(&key).copied().unwrap_or_default();
            prop_assert!(span.middle <= now.middle, "{:?}: {:?} {:?}", key, span, now);
        }
    }

    #[test]
    fn a_curve_never_rises(students in cities()) {
        let facts = city(&students);
        let curve = Curve::of(facts.lives.iter(), date(2026, 3, 1));
        let shares = curve.shares();
        prop_assert!(shares.windows(2).all(|pair| pair[1] <= pair[0]), "{:?}", shares);
        // Of one class by itself it is the plain share of those who are there.
        for year in 2018..2025 {
            let class: Vec<&Life> = facts.lives.iter().filter(|life| life.entry_year == year).collect();
            let curve = Curve::of(class.iter().copied(), date(2026, 3, 1));
            let over = date(2026, 1, 31);
            let there = class.iter().filter(|life| life.ended.is_none_or(|ended| ended > over)).count();
            if let (Some(share), false) = (curve.shares().last(), class.is_empty()) {
                let plain = there * 1_000_000 / class.len();
                prop_assert!((share - i64::try_from(plain).unwrap()).abs() <= 20, "{} {}", share, plain);
            }
        }
    }
}
