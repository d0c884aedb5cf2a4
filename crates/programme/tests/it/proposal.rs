//! A proposal as it is edited: what is refused, what is checked, and that totals are always the sum of the rows.
// case: 3.1.3.a, 2.1.a, 2.2.a, annex.a, 4.3.2.b

use guantong_model::{ProgrammeId, Track};
use guantong_policy::edition::builtin;
use guantong_programme::plan::Ground;
use guantong_programme::proposal::{
    Bound, CheckKind, Edit, Proposal, ProposalRow, ProposalState, RowChange, Sides, Was, checks, compared,
    confirmation_needed, differences,
};
use std::collections::BTreeSet;

const COLLEGE: &str = "北京财贸职业学院";
const UNION: &str = "北京联合大学";
const LOGISTICS: &str = "北京物资学院";

fn row(number: u32, major: &str, partner: &str, places: u32) -> ProposalRow {
    ProposalRow {
        row: number,
        was: Some(Was { programme: ProgrammeId(format!("p-{number}")), partner: partner.to_owned(), places }),
        track: Track::CollegeBachelor,
        category: "高本贯通".to_owned(),
        special: None,
        major: major.to_owned(),
        specialisation: None,
        partner: partner.to_owned(),
        places,
        dropped: None,
        because: None,
        against: None,
    }
}

fn proposal() -> Proposal {
    Proposal {
        year: 2024,
        institution: COLLEGE.to_owned(),
        state: ProposalState::Begun,
        rows: vec![row(1, "大数据与会计", LOGISTICS, 60), row(2, "旅游管理", UNION, 30)],
        confirmed: BTreeSet::new(),
    }
}

fn add(major: &str, partner: &str, places: u32) -> Edit {
    Edit::Add {
        track: Track::CollegeBachelor,
        category: "高本贯通".to_owned(),
        major: major.to_owned(),
        specialisation: None,
        partner: partner.to_owned(),
        places,
    }
}

#[test]
fn what_needs_a_reason_is_refused_without_one() {
    let proposal = proposal();
    let partner = |partner: &str| Edit::Partner { row: 2, partner: partner.to_owned() };
    for (edit, because, said) in [
        (Edit::Drop { row: 1 }, None, "proposal-drop-no-reason"),
        (Edit::Drop { row: 1 }, Some("  "), "proposal-drop-no-reason"),
        (partner(LOGISTICS), None, "proposal-partner-no-reason"),
        (partner(" "), Some("调整"), "proposal-no-partner"),
        (Edit::Places { row: 1, places: 0 }, None, "proposal-places-wrong"),
        (Edit::Places { row: 1, places: 1_001 }, None, "proposal-places-wrong"),
        (Edit::Places { row: 9, places: 30 }, None, "proposal-no-row"),
        (Edit::Remove { row: 1 }, None, "proposal-not-new"),
        (add("", UNION, 30), None, "proposal-no-major"),
    ] {
        assert_eq!(proposal.edited(&edit, because).unwrap_err().id, said, "{edit:?}");
    }
    let long = "长".repeat(201);
    assert_eq!(proposal.edited(&Edit::Drop { row: 1 }, Some(&long)).unwrap_err().id, "proposal-reason-long");
    // The partner of last year is taken back without a word.
    let moved = proposal.edited(&partner(LOGISTICS), Some("专业调整")).unwrap();
    assert!(moved.row(2).unwrap().has_another_partner());
    assert_eq!(moved.edited(&partner(UNION), None).unwrap(), proposal);
}

#[test]
fn a_confirmation_holds_for_the_rows_as_they_were() {
    let mut new = proposal().edited(&add("旅游管理", LOGISTICS, 30), None).unwrap();
    assert_eq!(confirmation_needed(&new, Sides::Changed), [LOGISTICS]);
    assert_eq!(confirmation_needed(&new, Sides::All), [LOGISTICS, UNION]);
    assert!(confirmation_needed(&new, Sides::None).is_empty());
    new.confirmed.insert(LOGISTICS.to_owned());
    assert!(confirmation_needed(&new, Sides::Changed).is_empty());
    let other = new.edited(&Edit::Places { row: 2, places: 40 }, None).unwrap();
    assert!(confirmation_needed(&other, Sides::Changed).is_empty(), "another university's row");
    let touched = new.edited(&Edit::Places { row: 3, places: 40 }, None).unwrap();
    assert_eq!(confirmation_needed(&touched, Sides::Changed), [LOGISTICS]);
}

#[test]
fn each_check_finds_its_rows_and_nothing_else() {
    let ground = Ground::of(builtin().unwrap(), 2024);
    let failing = |proposal: &Proposal| {
        let found = checks(proposal, &ground, &[]);
        assert_eq!(found.len(), CheckKind::ALL.len() - 1, "nothing was decided");
        found.into_iter().filter(|check| !check.holds()).map(|check| check.kind).collect::<Vec<_>>()
    };
    assert_eq!(failing(&proposal()), []);
    let with = |edit: &Edit, because| failing(&proposal().edited(edit, because).unwrap());
    assert_eq!(with(&add("星际航行", UNION, 30), None), [CheckKind::Major]);
    assert_eq!(with(&add("星际航行", UNION, 30), Some("目录外专业，已备案")), []);
    assert_eq!(with(&add("旅游管理", UNION, 30), None), [CheckKind::Twice]);
    assert_eq!(with(&add("软件技术", "某某大学", 30), None), [CheckKind::Partner]);
    let college = Edit::Partner { row: 1, partner: "北京信息职业技术学院".to_owned() };
    assert_eq!(with(&college, Some("试")), [CheckKind::Partner, CheckKind::Track]);
    let mut secondary = proposal();
    secondary.rows[0].track = Track::SecondaryBachelor;
    assert_eq!(failing(&secondary), [CheckKind::Track], "a college is no secondary school");
    let mut empty = proposal();
    empty.rows[0].places = 0;
    assert_eq!(failing(&empty), [CheckKind::Places]);
    let mut dropped = empty.edited(&Edit::Drop { row: 1 }, Some("停招")).unwrap();
    assert_eq!(failing(&dropped), [], "what is dropped is not looked at");
    dropped.institution = "没有的学院".to_owned();
    assert_eq!(failing(&dropped), [CheckKind::Track]);
}

#[test]
fn a_decision_is_held_against_the_rows_it_concerns() {
    let ground = Ground::of(builtin().unwrap(), 2024);
    let bound = |programme: Option<&str>, partner: &str, reduces: bool, at_most: Option<u32>| Bound {
        decision: "2024-1".to_owned(),
        partner: partner.to_owned(),
        programme: programme.map(ProgrammeId::from),
        reduces,
        says: "压缩".to_owned(),
        at_most,
    };
    // Of a proposal: the rows that do not hold, and those of which something is told.
    let found = |proposal: &Proposal, bound: Bound| {
        let checks = checks(proposal, &ground, &[bound]);
        let check = checks.into_iter().find(|check| check.kind == CheckKind::Decisions).unwrap();
        let rows = |list: &[guantong_programme::proposal::Failing]| {
            list.iter().map(|one| one.row).collect::<Vec<_>>()
        };
        (rows(&check.failing), rows(&check.told))
    };
    let (none, one, two): (Vec<u32>, _, _) = (vec![], vec![1], vec![2]);
    let all = |at_most| bound(None, LOGISTICS, true, at_most);
    assert_eq!(found(&proposal(), all(Some(60))), (none.clone(), none.clone()), "no more than is said");
    assert_eq!(found(&proposal(), all(Some(59))), (one.clone(), none.clone()));
    assert_eq!(found(&proposal(), bound(None, "别的大学", true, Some(1))), (none.clone(), none.clone()));
    assert_eq!(found(&proposal(), bound(Some("p-2"), UNION, true, Some(20))), (two.clone(), none.clone()));
    // Two lines with one partner are counted together.
    let more = proposal().edited(&add("大数据技术", LOGISTICS, 5), None).unwrap();
    assert_eq!(found(&more, all(Some(60))), (vec![1, 3], none.clone()));
    // A reason lets it through, and is told; fewer places need none.
    assert!(proposal().edited(&Edit::Against { row: 1 }, None).is_err());
    let answered = proposal().edited(&Edit::Against { row: 1 }, Some("条件已经改善")).unwrap();
    assert_eq!(found(&answered, all(Some(59))), (none.clone(), one.clone()));
    let fewer = proposal().edited(&Edit::Places { row: 1, places: 50 }, None).unwrap();
    assert_eq!(found(&fewer, all(Some(59))), (none.clone(), none.clone()));
    let dropped = proposal().edited(&Edit::Drop { row: 1 }, Some("停招")).unwrap();
    assert_eq!(found(&dropped, all(Some(1))), (none.clone(), none.clone()));
    // What names no places is in nobody's way.
    let grown = proposal().edited(&Edit::Places { row: 2, places: 40 }, None).unwrap();
    assert_eq!(found(&grown, bound(None, UNION, true, None)), (none.clone(), two.clone()));
    assert_eq!(found(&grown, bound(None, UNION, false, None)), (none.clone(), none.clone()));
    assert_eq!(found(&fewer, bound(None, LOGISTICS, false, None)), (none.clone(), one.clone()));
    assert_eq!(found(&dropped, bound(None, LOGISTICS, false, None)), (none, one));
}

#[test]
fn two_versions_differ_in_what_was_changed() {
    let before = proposal();
    let edits = [
        (Edit::Places { row: 1, places: 45 }, None),
        (Edit::Partner { row: 1, partner: UNION.to_owned() }, Some("对方停办")),
        (Edit::Drop { row: 2 }, Some("生源不足")),
        (add("软件技术", UNION, 30), None),
    ];
    let after = edits.iter().fold(before.clone(), |next, (edit, why)| next.edited(edit, *why).unwrap());
    let found = differences(&before.rows, &after.rows);
    let changes: Vec<_> = found.iter().map(|one| (one.row.row, one.changes.clone())).collect();
    let moved = RowChange::Partner(LOGISTICS.to_owned(), UNION.to_owned());
    assert_eq!(
        changes,
        [
            (1, vec![RowChange::Places(60, 45), moved]),
            (2, vec![RowChange::Dropped]),
            (3, vec![RowChange::Added]),
        ]
    );
    assert_eq!(differences(&after.last_year(), &before.rows), []);
    let kept = after.edited(&Edit::Keep { row: 2 }, None).unwrap();
    assert_eq!(differences(&after.rows, &kept.rows)[0].changes, [RowChange::TakenUp]);
}

/// A thousand edits drawn from one seed: after each, every way of adding up gives the same sum, which is that of the rows.
#[test]
fn totals_are_always_the_sum_of_the_rows() {
    let mut seed = 0x9e37_79b9_u64;
    let mut draw = |below: u32| {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        u32::try_from(seed >> 40).unwrap() % below
    };
    let mut found = proposal();
    let mut taken = 0;
    for _ in 0..1_000 {
        let row = 1 + draw(12);
        let partner = [UNION, LOGISTICS, "北京信息科技大学"][draw(3) as usize];
        let edit = match draw(6) {
            0 => Edit::Places { row, places: 1 + draw(90) },
            1 => Edit::Drop { row },
            2 => Edit::Keep { row },
            3 => Edit::Partner { row, partner: partner.to_owned() },
            4 => add("软件技术", partner, 1 + draw(90)),
            _ => Edit::Remove { row },
        };
        let Ok(next) = found.edited(&edit, Some("理由")) else { continue };
        found = next;
        taken += 1;
        let sum: i64 =
            found.rows.iter().filter(|row| row.dropped.is_none()).map(|row| i64::from(row.places)).sum();
        let last: i64 =
            found.rows.iter().filter_map(|row| row.was.as_ref()).map(|was| i64::from(was.places)).sum();
        assert_eq!(i64::from(found.places()), sum);
        let by = |name: fn(&ProposalRow) -> String| {
            let before = found.last_year();
            compared(
                before.iter().map(|row| (name(row), i64::from(row.places))),
                found.standing().map(|row| (name(row), i64::from(row.places))),
            )
        };
        for totals in [
            by(|row| row.track.to_string()),
            by(|row| row.category.clone()),
            by(|row| row.partner.clone()),
            by(|_| String::new()),
        ] {
            assert_eq!(totals.iter().map(|total| total.after.places).sum::<i64>(), sum);
            assert_eq!(totals.iter().map(|total| total.before.places).sum::<i64>(), last);
            let counted: i64 = totals.iter().map(|total| total.after.programmes).sum();
            assert_eq!(counted, i64::try_from(found.standing().count()).unwrap());
            assert_eq!(totals.iter().map(|total| total.difference()).sum::<i64>(), sum - last);
        }
    }
    assert!(taken > 300, "{taken}");
}
