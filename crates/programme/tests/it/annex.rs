//! The annex as it was published.

use crate::{annex, annex_with, at, demo_answers, draft_of, ground, open, plan_2023, reconciled};
use guantong_model::sheet::Region;
use guantong_model::{Fact, Track};
use guantong_programme::plan::{
    About, Answers, FindingKind, Form, Origin, Severity, State, SumScope, Wants, programme_id, reconcile,
};
use std::collections::BTreeSet;

fn region(first: &str, last: &str) -> Region {
    Region { first: at(first), last: at(last) }
}

#[test]
fn every_line_is_read_with_where_its_values_come_from() {
    let draft = draft_of(&annex());
    assert_eq!(draft.form, Form::Annex);
    assert_eq!(draft.title.as_deref(), Some("2023年北京市高端技术技能人才贯通培养招生计划表"));
    assert_eq!((draft.rows.len(), draft.blocks.len(), draft.categories.len()), (76, 13, 2));
    assert_eq!((draft.headings.as_slice(), draft.last_row), ([3, 30, 65].as_slice(), 84));
    assert_eq!(draft.total.map(|total| (total.at, total.value)), Some((at("F84"), 2810)));
    let sub_totals: Vec<_> =
        draft.categories.iter().map(|category| category.sub_total.unwrap().value).collect();
    assert_eq!(sub_totals, [1920, 890]);
    assert!(draft.remarks.is_empty(), "{:?}", draft.remarks);

    let row = |number: u32| draft.rows.iter().find(|row| row.row == number).unwrap();
    // The partner of rows 12 and 13 is one region that reaches into the special project.
    assert_eq!(row(12).partner.origin, Origin::Printed(at("E12")));
    assert_eq!(row(13).partner.origin, Origin::Merged(region("E12", "E13")));
    assert_eq!(row(13).partner.value.as_deref(), Some("北京石油化工学院"));
    assert_eq!(row(13).special.as_deref(), Some("生物医药行业产教融合共同体人才培养专项"));
    assert!(row(13).places.is_missing() && row(12).special.is_none());
    assert_eq!(row(15).special.as_deref(), Some("经开区集成电路产教联合体人才培养专项"));
    assert_eq!(row(15).institution.value.as_deref(), Some("北京电子科技职业学院"));
    assert_eq!(
        (row(15).major.as_str(), row(15).specialisation.as_deref()),
        ("电子信息工程技术", Some("集成电路"))
    );
    assert!(draft.rows_of(0).map(|row| row.row).eq(4..=15), "the special projects are the institution's");

    let across = |from_row| Origin::Continued { from_row, across_page: true };
    for number in 31..=34 {
        assert_eq!(row(number).institution.origin, across(29), "row {number}");
        assert_eq!(row(number).partner.origin, across(29), "row {number}");
        assert_eq!(row(number).partner.value.as_deref(), Some("北京农学院"));
        assert_eq!(row(number).category.origin, across(4), "row {number}");
    }
    for number in 66..=67 {
        assert_eq!(row(number).institution.origin, across(59), "row {number}");
        assert_eq!(row(number).partner.value.as_deref(), Some("北京联合大学"));
    }
    assert_eq!(row(66).partner.origin, Origin::Printed(at("E66")));
    for number in 68..=71 {
        assert_eq!(row(number).partner.origin, Origin::Missing { region: Some(region("E68", "E71")) });
    }
    assert_eq!(row(72).partner.origin, Origin::Printed(at("E72")));
}

#[test]
fn what_must_be_confirmed_and_what_cannot_be_known() {
    let found = reconciled(&annex(), &Answers::none());
    let ids: BTreeSet<&str> = open(&found).into_iter().collect();
    let expected = [
        "inferred:row13",
        "inferred:row31",
        "inferred:row68",
        "partner:row68",
        "partner:row69",
        "partner:row70",
        "partner:row71",
        "continued:row31",
        "continued:row66",
        "special:row13",
        "directed:row50",
        "university-only:北京城市学院",
    ];
    assert_eq!(ids, BTreeSet::from(expected));
    assert_eq!(found.findings.len(), expected.len());
    assert!(found.findings.iter().all(|finding| finding.state == State::Open));
    assert!(!found.settled() && found.plan().is_err());
}

#[test]
fn three_numbers_are_worked_out_with_their_sums() {
    let found = reconciled(&annex(), &Answers::none());
    for (row, total, total_cell, others, sum, value) in
        [(13, 420, "B4", 11, 360, 60), (31, 270, "B29", 4, 220, 50), (68, 210, "B68", 6, 180, 30)]
    {
        let finding = found.finding(&format!("inferred:row{row}")).unwrap();
        let working = finding.working.as_ref().unwrap();
        assert_eq!((working.minuend, working.minuend_at), (total, Some(at(total_cell))));
        assert_eq!(
            (working.parts.len(), working.subtrahend, working.difference),
            (others, sum, i64::from(value))
        );
        assert!(working.parts.iter().all(|part| part.row != row));
        assert_eq!(finding.wants, Wants::ConfirmFigure(value));
        assert_eq!(finding.clause.as_str(), "annex.a");
        let line = found.rows.iter().find(|line| line.row == row).unwrap();
        assert_eq!((line.places.value, line.places.origin), (Some(value), Origin::Inferred));
    }
}

#[test]
fn all_sums_are_compared_and_agree() {
    let found = reconciled(&annex(), &Answers::none());
    assert_eq!(found.sums.len(), 13 + 2 + 1);
    assert!(found.sums.iter().all(|sum| sum.agrees() && sum.difference() == Some(0) && sum.unknown == 0));
    let category = |word: &str| {
        let is = |scope: &SumScope| matches!(scope, SumScope::Category { label, .. } if label == word);
        found.sums.iter().find(|sum| is(&sum.scope)).unwrap()
    };
    let (college, secondary) = (category("高本贯通"), category("中本贯通"));
    assert_eq!(
        (college.printed, college.by_institutions, college.institutions, college.lines),
        (Some(1920), Some(1920), 8, 46)
    );
    assert_eq!(
        (secondary.printed, secondary.by_institutions, secondary.institutions, secondary.lines),
        (Some(890), Some(890), 5, 30)
    );
    let total = found.sums.last().unwrap();
    assert_eq!((total.printed, total.by_rows, total.by_categories), (Some(2810), 2810, Some(2810)));
}

#[test]
fn tracks_follow_category_and_institution() {
    let found = reconciled(&annex(), &Answers::none());
    let of = |track: Track| found.rows.iter().filter(|row| row.track == Some(track)).count();
    assert_eq!(of(Track::CollegeBachelor), 42);
    assert_eq!(of(Track::UniversityOnly), 4, "北京城市学院 alone");
    assert_eq!(of(Track::SecondaryBachelor), 30);
    let alone = found.finding("university-only:北京城市学院").unwrap();
    assert_eq!((alone.clause.as_str(), alone.rows.as_slice()), ("2.1.d", [47, 48, 49, 50].as_slice()));
    let directed = found.finding("directed:row50").unwrap();
    assert_eq!((directed.clause.as_str(), directed.severity), ("3.3.5.d", Severity::NeedsAnswer));
    assert!(
        matches!(&directed.about, About::Programme(key) if key.specialisation.as_deref() == Some("国际艺术学校定向招生"))
    );
}

#[test]
fn the_demo_answers_make_the_plan_of_2023() {
    let plan = plan_2023();
    assert_eq!((plan.year, plan.places, plan.programmes.len()), (2023, 2810, 76));
    let totals: Vec<_> = plan
        .categories
        .iter()
        .map(|total| (total.category.as_str(), total.places, total.institutions.len()))
        .collect();
    assert_eq!(totals, [("高本贯通", 1920, 8), ("中本贯通", 890, 5)]);
    let barred: Vec<_> = plan.programmes.iter().filter(|programme| programme.barred).collect();
    assert_eq!(barred.len(), 1);
    assert_eq!(barred[0].major_printed, "小学教育(国际艺术学校定向招生)");
    assert!(barred[0].bar_because.as_ref().unwrap().contains("约定"));
    let filled: Vec<_> = plan
        .programmes
        .iter()
        .filter(|programme| programme.key.institution == "北京市丰台区职业教育中心学校")
        .map(|programme| (programme.key.partner.as_str(), programme.places))
        .collect();
    assert_eq!(filled[..4], [("北京联合大学", 30); 4]);
    assert_eq!(filled[4..], [("北京城市学院", 30); 3]);
    // Everything a person said is kept with the plan.
    assert_eq!(plan.decided.len(), 12);
    assert!(plan.decided.iter().all(|decided| decided.answer.by.as_deref() == Some("演示经办")));
    let partners = plan.decided.iter().filter(|decided| decided.kind == FindingKind::Partner);
    assert!(
        partners
            .map(|decided| decided.answer.source.as_deref().unwrap())
            .all(|source| source.contains("假定"))
    );
}

#[test]
fn ids_are_the_keys_alone_and_majors_have_codes() {
    let plan = plan_2023();
    let ids: BTreeSet<_> = plan.programmes.iter().map(|programme| programme.id.as_str().to_owned()).collect();
    assert_eq!(ids.len(), 76);
    assert!(ids.iter().all(|id| id.len() == 9 && id.starts_with('p')));
    for programme in &plan.programmes {
        assert_eq!(programme.id, programme_id(&programme.key));
    }
    let orders: Vec<u32> = plan.programmes.iter().map(|programme| programme.order).collect();
    assert!(orders.into_iter().eq(1..=76));
    // The same major of one institution with two partners: two programmes.
    let circuits: Vec<_> =
        plan.programmes.iter().filter(|programme| programme.key.major == "电子信息工程技术").collect();
    assert_eq!(circuits.len(), 2);
    assert_ne!(circuits[0].id, circuits[1].id);
    let network = plan.programmes.iter().find(|programme| programme.key.major == "计算机网络技术").unwrap();
    assert_eq!(
        (network.major_code.as_deref(), network.major_class.as_deref()),
        (Some("510202"), Some("5102"))
    );
}

#[test]
fn the_gates_tell_how_far_it_is() {
    let gates = |answers: &Answers| -> Vec<(String, usize, usize)> {
        let found = reconciled(&annex(), answers);
        found.gates().into_iter().map(|gate| (gate.message.id, gate.done, gate.of)).collect()
    };
    let gate = |id: &str, done: usize, of: usize| (id.to_owned(), done, of);
    assert_eq!(
        gates(&Answers::none()),
        [
            gate("plan-gate-sums", 16, 16),
            gate("plan-gate-lines", 76, 76),
            gate("plan-gate-inferred", 0, 3),
            gate("plan-gate-partners", 0, 4),
            gate("plan-gate-directed", 0, 1),
            gate("plan-gate-others", 0, 4),
        ]
    );
    let all = reconciled(&annex(), &demo_answers());
    assert!(all.gates().iter().all(guantong_programme::plan::Gate::holds));
    let sums = &all.gates()[0].message.facts;
    assert_eq!(sums["parts"], Fact::List(vec![Fact::Number(1920), Fact::Number(890)]));
    assert_eq!(sums["total"], Fact::Number(2810));
}

#[test]
fn other_readings_ask_more() {
    let draft = draft_of(&annex());
    let with = |change: &dyn Fn(&mut guantong_programme::plan::Readings)| {
        let mut ground = ground();
        change(&mut ground.readings);
        reconcile(&draft, &Answers::none(), &ground).unwrap()
    };
    let asked = with(&|readings| readings.partner_goes_on = false);
    assert!(["partner:row31", "partner:row34"].iter().all(|id| open(&asked).contains(id)));
    assert_eq!(asked.finding("continued:row31").unwrap().reading.id, "plan-reading-continued-institution");

    let asked = with(&|readings| readings.infer = false);
    assert!(open(&asked).contains(&"places:row13") && asked.finding("inferred:row13").is_none());
    assert_eq!(asked.finding("places:row13").unwrap().reading.id, "plan-reading-places-asked");

    let judged = with(&|readings| readings.university_only_by_name = false);
    assert_eq!(judged.finding("kind:北京城市学院").unwrap().severity, Severity::Blocks);

    let none = with(&|readings| readings.directed = false);
    assert!(none.finding("directed:row50").is_none());
}

#[test]
fn an_additional_test_proposes_the_bar_as_well() {
    let found = reconciled(&annex_with(&[("D49", "数字艺术设计（美术加试）")]), &Answers::none());
    let directed: Vec<_> = found
        .findings
        .iter()
        .filter(|finding| finding.kind == FindingKind::Directed)
        .map(|f| f.rows[0])
        .collect();
    assert_eq!(directed, [49, 50]);
}
