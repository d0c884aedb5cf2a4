//! Copies of the annex with something changed.

use crate::{annex, annex_with, at, demo_answers, draft_of, ground, open, reconciled, refused, set};
use guantong_model::Fact;
use guantong_model::sheet::{Region, Value};
use guantong_programme::plan::{Answer, AnswerValue, Answers, Origin, Severity, State, reconcile};

fn number(finding: &guantong_programme::plan::Finding, fact: &str) -> Option<i64> {
    match finding.reading.facts.get(fact) {
        Some(Fact::Number(number)) => Some(*number),
        _ => None,
    }
}

#[test]
fn a_changed_number_is_refused_with_every_sum_that_disagrees() {
    let found = reconciled(&annex_with(&[("F16", "40")]), &demo_answers());
    assert_eq!(open(&found), ["sum:institution:北京工业职业技术学院", "sum:category:高本贯通", "sum:total"]);
    assert!(!found.settled() && found.plan().is_err());
    for (id, printed, rows, cell) in [
        ("sum:institution:北京工业职业技术学院", 270, 260, "B16"),
        ("sum:category:高本贯通", 1920, 1910, "F51"),
        ("sum:total", 2810, 2800, "F84"),
    ] {
        let finding = found.finding(id).unwrap();
        assert_eq!((finding.severity, finding.clause.as_str()), (Severity::Blocks, "annex.b"));
        assert_eq!(
            (number(finding, "printed"), number(finding, "rows")),
            (Some(printed), Some(rows)),
            "{id}"
        );
        assert_eq!(finding.reading.facts["cell"], Fact::from(cell));
        assert_eq!(finding.working.as_ref().unwrap().difference, 10);
    }
    // The institutions' totals agree with the sub-total: the fault is in a line.
    assert_eq!(number(found.finding("sum:category:高本贯通").unwrap(), "institutions"), Some(1920));
}

#[test]
fn a_changed_total_is_refused_where_it_stands() {
    let found = reconciled(&annex_with(&[("F83", "900")]), &demo_answers());
    assert_eq!(open(&found), ["sum:category:中本贯通", "sum:total"]);
    let total = found.finding("sum:total").unwrap();
    assert_eq!((number(total, "rows"), number(total, "categories")), (Some(2810), Some(2820)));

    let found = reconciled(&annex_with(&[("F84", "2811")]), &demo_answers());
    assert_eq!(open(&found), ["sum:total"]);

    let found = reconciled(&annex_with(&[("B35", "250")]), &demo_answers());
    let ids = ["sum:institution:北京信息职业技术学院", "sum:category:高本贯通", "sum:total"];
    assert_eq!(open(&found), ids);
    let category = found.finding("sum:category:高本贯通").unwrap();
    assert_eq!((number(category, "rows"), number(category, "institutions")), (Some(1920), Some(1930)));
}

/// A changed number beside a blank shifts what is worked out; a confirmation of the old figure does not hold.
#[test]
fn a_confirmation_of_one_figure_never_holds_for_another() {
    let found = reconciled(&annex_with(&[("F5", "40")]), &demo_answers());
    let finding = found.finding("inferred:row13").unwrap();
    assert_eq!((finding.state, finding.working.as_ref().unwrap().difference), (State::Refused, 50));
    assert_eq!(finding.refusal.as_ref().unwrap().number, "IMP-0310");
    assert_eq!(open(&found), ["inferred:row13"]);
}

#[test]
fn what_leaves_nothing_for_the_blank_blocks() {
    for (cell, text, difference) in [("F4", "420", 0), ("F4", "430", -10)] {
        let found = reconciled(&annex_with(&[(cell, text), ("F5", ""), ("F5", "30")]), &Answers::none());
        let finding = found.finding("inferred:row13").unwrap();
        assert_eq!(finding.severity, Severity::Blocks);
        assert_eq!(finding.working.as_ref().unwrap().difference, difference - 300);
        assert!(found.rows.iter().any(|row| row.row == 13 && row.places.is_missing()));
        assert!(!found.settled());
    }
}

#[test]
fn two_blanks_in_one_institution_are_asked_for() {
    let sheet = annex_with(&[("F16", "")]);
    // One blank more than the print has, alone in its institution: worked out.
    assert!(open(&reconciled(&sheet, &Answers::none())).contains(&"inferred:row16"));

    let sheet = annex_with(&[("F16", ""), ("F17", "")]);
    let found = reconciled(&sheet, &Answers::none());
    let asked: Vec<_> =
        open(&found).into_iter().filter(|id| id.ends_with("row16") || id.ends_with("row17")).collect();
    assert_eq!(asked, ["places:row16", "places:row17"]);
    assert!(found.sums.iter().any(|sum| sum.unknown == 2));

    // When a person gives one, the other is the only solution left, and is shown as such.
    let given = |value: i64| Answer {
        value: Some(AnswerValue::Number(value)),
        source: Some("学校来函".into()),
        by: Some("甲".into()),
        ..Answer::default()
    };
    let one = Answers::none().with("places:row16", given(45));
    let found = reconciled(&sheet, &one);
    let left = found.finding("inferred:row17").unwrap();
    assert_eq!(left.working.as_ref().unwrap().difference, 55);
    assert_eq!(found.rows.iter().find(|row| row.row == 16).unwrap().places.origin, Origin::Answered);

    // When both are given, their sum still has to be right.
    let both = one.clone().with("places:row17", given(50));
    assert!(open(&reconciled(&sheet, &both)).contains(&"sum:institution:北京工业职业技术学院"));
    let both = one.with("places:row17", given(55));
    assert!(!open(&reconciled(&sheet, &both)).iter().any(|id| id.starts_with("sum:")));
}

#[test]
fn bad_cells_are_refused_by_name_and_nothing_is_read() {
    for (cell, text, problem) in [
        ("F16", "-30", "IMP-0206"),
        ("F16", "30.5", "IMP-0207"),
        ("F16", "0", "IMP-0208"),
        ("F16", "约30", "IMP-0205"),
        ("B16", "-270", "IMP-0206"),
        ("F51", "1920.5", "IMP-0207"),
        ("A4", "专本贯通", "IMP-0221"),
        ("D16", "", "IMP-0220"),
    ] {
        let problems = refused(&annex_with(&[(cell, text)]));
        assert_eq!(problems.len(), 1, "{cell} {text}: {problems:?}");
        assert_eq!(problems[0].number, problem, "{cell} {text}");
        assert_eq!(problems[0].cell, Some(at(cell)), "{cell} {text}");
        assert_eq!(problems[0].message.facts["number"], Fact::from(problem));
    }
    // Every fault at once, not the first alone.
    let problems = refused(&annex_with(&[("F16", "-30"), ("F20", "30.5"), ("F61", "三十")]));
    let cells: Vec<_> = problems.iter().map(|problem| problem.cell.unwrap().to_string()).collect();
    assert_eq!(cells, ["F16", "F20", "F61"]);
    for (value, problem) in [
        (Value::Date("2023-09-01".into()), "IMP-0210"),
        (Value::Flag(true), "IMP-0211"),
        (Value::Error("#REF!".into()), "IMP-0212"),
        (Value::NoResult, "IMP-0213"),
    ] {
        for cell in ["F16", "E35"] {
            let mut sheet = annex();
            sheet.set(at(cell), Some(value.clone()));
            assert_eq!(refused(&sheet)[0].number, problem, "{cell} {value:?}");
        }
    }
}

#[test]
fn without_its_heading_there_is_no_table() {
    let mut sheet = annex();
    sheet.rows.retain(|row| ![3, 30, 65].contains(&row.number));
    let problems = refused(&sheet);
    assert_eq!((problems.len(), problems[0].number.as_str()), (1, "IMP-0201"));

    // A heading that lacks a column names it.
    let problems = refused(&annex_with(&[("E3", "")]));
    assert_eq!(problems[0].number, "IMP-0203");
    assert_eq!(problems[0].message.facts["headings"], Fact::List(vec![Fact::from("合作本科高校")]));

    // One column twice.
    let problems = refused(&annex_with(&[("G3", "招生计划")]));
    assert_eq!((problems[0].number.as_str(), problems[0].cell), ("IMP-0204", Some(at("G3"))));

    // A later page with its columns in another order.
    let problems = refused(&annex_with(&[("E30", "招生计划"), ("F30", "合作本科高校")]));
    assert_eq!(problems[0].number, "IMP-0217");
}

#[test]
fn the_order_of_the_columns_does_not_matter() {
    // Two columns change places, with their merged cells.
    let mut sheet = annex();
    let swap = |column: u32| match column {
        2 => 6,
        6 => 2,
        3 => 5,
        5 => 3,
        other => other,
    };
    for row in &mut sheet.rows {
        for (column, _) in &mut row.cells {
            *column = swap(*column);
        }
        row.cells.sort_by_key(|(column, _)| *column);
    }
    for region in &mut sheet.merged {
        if region.first.column == region.last.column {
            region.first.column = swap(region.first.column);
            region.last.column = swap(region.last.column);
        }
    }
    sheet.merged.sort_unstable();
    // The words of a sum move from their merged cell's first column nowhere: A stays.
    let plan = reconciled(&sheet, &demo_answers()).plan().unwrap();
    assert_eq!(plan.programmes, crate::plan_2023().programmes);
}

#[test]
fn a_programme_twice_blocks() {
    let found = reconciled(&annex_with(&[("D17", "计算机网络技术（大数据）")]), &demo_answers());
    assert_eq!(open(&found), ["duplicate:row17"]);
    assert_eq!(found.finding("duplicate:row17").unwrap().rows, [16, 17]);
    // The width of brackets is no difference.
    let found = reconciled(&annex_with(&[("D17", "计算机网络技术(大数据)")]), &demo_answers());
    assert_eq!(open(&found), ["duplicate:row17"]);
}

#[test]
fn an_institution_nobody_knows_is_asked_about() {
    let found = reconciled(&annex_with(&[("C35", "北京信息职院")]), &demo_answers());
    let finding = found.finding("kind:北京信息职院").unwrap();
    assert_eq!(
        (finding.severity, finding.rows.as_slice()),
        (Severity::NeedsAnswer, [35, 36, 37, 38].as_slice())
    );
    let answer = |kind: &str| Answer {
        value: Some(AnswerValue::Text(kind.into())),
        source: Some("市教委批文".into()),
        by: Some("甲".into()),
        ..Answer::default()
    };
    let with = |kind: &str| {
        reconciled(
            &annex_with(&[("C35", "北京信息职院")]),
            &demo_answers().with("kind:北京信息职院", answer(kind)),
        )
    };
    assert_eq!(
        with("研究院").finding("kind:北京信息职院").unwrap().refusal.as_ref().unwrap().number,
        "IMP-0315"
    );
    // A college, but not known to be designated: that is asked next (2.1.a).
    assert_eq!(open(&with("college")), ["designated:北京信息职院"]);
    // A secondary school may not stand there.
    let wrong = with("secondary-school");
    assert_eq!(wrong.finding("kind:北京信息职院").unwrap().severity, Severity::Blocks);
    assert!(wrong.plan().is_err());
}

#[test]
fn a_partner_that_is_no_university_blocks() {
    let found = reconciled(&annex_with(&[("E35", "北京财贸职业学院")]), &demo_answers());
    let finding = found.finding("kind:北京财贸职业学院").unwrap();
    assert_eq!((finding.severity, finding.clause.as_str()), (Severity::Blocks, "2.1.a"));
    assert_eq!(finding.rows, [35, 36, 37, 38]);
}

/// A region of a partner over two institutions belongs to the upper one.
#[test]
fn a_partner_does_not_cross_into_the_next_institution() {
    let mut sheet = annex_with(&[("E22", "")]);
    sheet.merged.retain(|region| ![at("E16"), at("E22")].contains(&region.first));
    sheet.merged.push(Region { first: at("E16"), last: at("E27") });
    sheet.merged.sort_unstable();
    let found = reconciled(&sheet, &Answers::none());
    let asked: Vec<_> = open(&found).into_iter().filter(|id| id.starts_with("partner:row2")).collect();
    assert_eq!(asked, (22..=27).map(|row| format!("partner:row{row}")).collect::<Vec<_>>());
    assert_eq!(found.finding("partner:row22").unwrap().reading.id, "plan-reading-partner-crosses");
    assert_eq!(
        found.rows.iter().find(|row| row.row == 21).unwrap().partner.value.as_deref(),
        Some("北方工业大学")
    );
}

/// A re-typed copy without merged cells: blanks go on within a block only, and every block says so.
#[test]
fn without_merged_cells_blanks_still_go_on_and_say_so() {
    let mut sheet = annex();
    sheet.merged.clear();
    let found = reconciled(&sheet, &Answers::none());
    assert!(found.rows.iter().filter(|row| row.partner.is_missing()).map(|row| row.row).eq(68..=71));
    let continued = found.findings.iter().filter(|finding| finding.id.starts_with("continued:"));
    assert_eq!(continued.count(), 13 + 2, "one a block, and two pages");
    assert!(found.finding("continued:row31").is_some() && found.finding("continued:row5").is_some());
    let partner =
        |number: u32| found.rows.iter().find(|row| row.row == number).unwrap().partner.value.clone();
    assert_eq!(partner(13).as_deref(), Some("北京石油化工学院"), "on within the institution");
    assert_eq!(found.sums.iter().filter(|sum| !sum.agrees()).count(), 0);
}

#[test]
fn a_missing_sub_total_or_total_must_be_confirmed_with_its_figure() {
    let mut sheet = annex();
    sheet.rows.retain(|row| row.number < 83);
    let found = reconciled(&sheet, &demo_answers());
    assert_eq!(open(&found), ["sum:category:中本贯通", "sum:total"]);
    let yes = |value: i64| Answer { value: Some(AnswerValue::Number(value)), ..Answer::yes("甲") };
    let answers = demo_answers().with("sum:category:中本贯通", yes(890)).with("sum:total", yes(2810));
    assert!(reconciled(&sheet, &answers).settled());
    let answers = demo_answers().with("sum:category:中本贯通", yes(880)).with("sum:total", yes(2810));
    assert_eq!(open(&reconciled(&sheet, &answers)), ["sum:category:中本贯通"]);

    // An institution's total likewise; with a blank beside it nothing can be worked out.
    let found = reconciled(&annex_with(&[("B35", "")]), &demo_answers());
    assert_eq!(open(&found), ["scale:row35"]);
    let found = reconciled(&annex_with(&[("B35", ""), ("F36", "")]), &demo_answers());
    assert_eq!(open(&found)[..2], ["places:row36", "scale:row35"]);
}

#[test]
fn a_title_of_another_year_must_be_confirmed() {
    let mut other = ground();
    other.year = 2024;
    let draft = draft_of(&annex());
    let found = reconcile(&draft, &Answers::none(), &other).unwrap();
    assert!(open(&found).contains(&"title:year"));
    // Answers that say their year are not taken for another.
    let problems = reconcile(&draft, &demo_answers(), &other).unwrap_err();
    assert_eq!(problems[0].number, "IMP-0306");
}

#[test]
fn hidden_lines_count_and_what_is_not_used_is_told() {
    let mut sheet = annex_with(&[("G3", "备注"), ("A86", "注：以招生简章为准")]);
    sheet.hidden_rows.insert(20);
    let found = reconciled(&sheet, &demo_answers());
    assert_eq!(open(&found), ["hidden:row20"]);
    let notes: Vec<_> = found
        .findings
        .iter()
        .filter(|finding| finding.severity == Severity::Note)
        .map(|finding| finding.id.as_str())
        .collect();
    assert_eq!(notes, ["ignored:G3", "ignored:A86"]);
    // A line after the total belongs to nothing.
    let problems = refused(&annex_with(&[("D86", "护理"), ("F86", "30")]));
    assert_eq!(problems[0].number, "IMP-0219");
}

#[test]
fn a_category_or_institution_that_is_not_printed_is_asked_for() {
    let mut sheet = annex_with(&[("A52", "")]);
    let answer = |value: &str| Answer {
        value: Some(AnswerValue::Text(value.into())),
        source: Some("通知正文".into()),
        by: Some("甲".into()),
        ..Answer::default()
    };
    let found = reconciled(&sheet, &demo_answers());
    assert!(open(&found).contains(&"category:row52"));
    let found = reconciled(&sheet, &demo_answers().with("category:row52", answer("中本")));
    assert_eq!(found.finding("category:row52").unwrap().refusal.as_ref().unwrap().number, "IMP-0314");
    let found = reconciled(&sheet, &demo_answers().with("category:row52", answer("中本贯通")));
    assert_eq!(open(&found), Vec::<&str>::new());

    set(&mut sheet, "A52", "中本贯通");
    set(&mut sheet, "C52", "");
    let found = reconciled(&sheet, &demo_answers());
    assert!(open(&found).contains(&"institution:row52"));
    let found = reconciled(&sheet, &demo_answers().with("institution:row52", answer("北京市昌平职业学校")));
    assert!(found.settled());
    let found = reconciled(&sheet, &demo_answers().with("institution:row52", answer("昌平职业学校")));
    let refusal = found.finding("institution:row52").unwrap().refusal.clone().unwrap();
    assert_eq!(
        (refusal.number.as_str(), &refusal.message.facts["meant"]),
        ("IMP-0313", &Fact::from("北京市昌平职业学校"))
    );
}

#[test]
fn places_over_several_lines_belong_to_none() {
    let mut sheet = annex_with(&[("F17", "")]);
    sheet.merged.push(Region { first: at("F16"), last: at("F17") });
    sheet.merged.sort_unstable();
    let problems = refused(&sheet);
    assert!(problems.iter().all(|problem| problem.number == "IMP-0215"), "{problems:?}");
    assert_eq!(problems[0].message.facts["region"], Fact::from("F16:F17"));
}
