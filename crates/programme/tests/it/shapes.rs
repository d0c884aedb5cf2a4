//! Tables of other shapes than the annex of 2023.

use crate::{Answers, at, ground, open, refused, sheet_of};
use guantong_model::sheet::{Region, Sheet, Value};
use guantong_programme::plan::{self, Origin, Severity, reconcile};

/// A sheet from lines of cells; `^` merges with the cell above.
fn sheet(lines: &[&[&str]]) -> Sheet {
    let mut sheet = Sheet { name: "计划".into(), ..Sheet::default() };
    let mut open: Vec<Option<Region>> = vec![None; 8];
    for (row, line) in (1..).zip(lines) {
        for (column, cell) in (1..).zip(line.iter()) {
            let here = guantong_model::sheet::At::new(row, column);
            let slot = &mut open[usize::try_from(column).unwrap()];
            if *cell == "^" {
                let region = slot.get_or_insert(Region {
                    first: guantong_model::sheet::At::new(row - 1, column),
                    last: here,
                });
                region.last = here;
                continue;
            }
            sheet.merged.extend(slot.take());
            let value = cell.parse().map_or_else(|_| Value::Text((*cell).into()), Value::Number);
            sheet.set(here, (!cell.is_empty()).then_some(value));
        }
    }
    sheet.merged.extend(open.into_iter().flatten());
    sheet.merged.sort_unstable();
    sheet
}

const HEADING: &[&str] = &["项目类型", "招生规模", "招生院校", "招生专业", "合作本科高校", "招生计划"];

fn reconciled(sheet: &Sheet) -> plan::Reconciliation {
    reconcile(&crate::draft_of(sheet), &Answers::none(), &ground()).unwrap()
}

#[test]
fn a_page_may_print_institution_and_total_again() {
    let found = reconciled(&sheet(&[
        HEADING,
        &["高本贯通", "90", "北京农业职业学院", "园艺技术", "北京农学院", "50"],
        HEADING,
        &["高本贯通", "90", "北京农业职业学院", "园林技术", "", "40"],
        &["小计", "", "", "", "", "90"],
        &["总计", "", "", "", "", "90"],
    ]));
    assert_eq!(found.sums.len(), 3, "one institution");
    assert_eq!(open(&found), ["continued:row4"]);
    assert_eq!(found.rows[1].partner.origin, Origin::Continued { from_row: 2, across_page: true });
}

#[test]
fn a_second_total_of_one_institution_is_refused() {
    let problems = refused(&sheet(&[
        HEADING,
        &["高本贯通", "90", "北京农业职业学院", "园艺技术", "北京农学院", "50"],
        &["", "40", "", "园林技术", "", "40"],
    ]));
    assert_eq!((problems[0].number.as_str(), problems[0].cell), ("IMP-0222", Some(at("B3"))));
}

#[test]
fn a_special_project_may_have_a_total_of_its_own() {
    let found = reconciled(&sheet(&[
        HEADING,
        &["高本贯通", "50", "北京农业职业学院", "园艺技术", "北京农学院", "50"],
        &["^", "40", "北京农业职业学院（乡村振兴专项）", "园林技术", "北京农学院", ""],
        &["小计", "", "", "", "", "90"],
        &["总计", "", "", "", "", "90"],
    ]));
    assert_eq!(open(&found), ["inferred:row3", "special:row3"]);
    assert_eq!(found.rows[1].places.value, Some(40));
    assert!(found.sums.iter().all(plan::SumCheck::agrees));
}

#[test]
fn an_institution_that_comes_again_must_be_confirmed() {
    let found = reconciled(&sheet(&[
        HEADING,
        &["高本贯通", "50", "北京农业职业学院", "园艺技术", "北京农学院", "50"],
        &["", "30", "北京财贸职业学院", "旅游管理", "北京物资学院", "30"],
        &["", "40", "北京农业职业学院", "园林技术", "北京农学院", "30"],
        &["小计", "", "", "", "", "110"],
        &["总计", "", "", "", "", "110"],
    ]));
    assert!(open(&found).contains(&"repeated:row4"));
    // Two blocks of one name: the row tells their sums apart.
    let sums: Vec<_> = open(&found).into_iter().filter(|id| id.starts_with("sum:")).collect();
    assert_eq!(sums, ["sum:institution:北京农业职业学院:row4", "sum:category:高本贯通", "sum:total"]);
}

#[test]
fn nothing_goes_on_after_a_sub_total() {
    let found = reconciled(&sheet(&[
        HEADING,
        &["高本贯通", "50", "北京农业职业学院", "园艺技术", "北京农学院", "50"],
        &["小计", "", "", "", "", "50"],
        HEADING,
        &["", "", "", "幼儿保育", "", "30"],
        &["小计", "", "", "", "", "30"],
        &["总计", "", "", "", "", "80"],
    ]));
    let row = &found.rows[1];
    assert!(row.category.is_missing() && row.institution.is_missing() && row.partner.is_missing());
    assert_eq!(open(&found), ["partner:row5", "scale:row5", "institution:row5", "category:row5"]);
}

#[test]
fn a_category_may_have_a_line_of_its_own() {
    let found = reconciled(&sheet(&[
        HEADING,
        &["高本贯通"],
        &["", "50", "北京农业职业学院", "园艺技术", "北京农学院", "50"],
        &["小计", "", "", "", "", "50"],
        &["中本贯通"],
        &["", "30", "北京市商业学校", "幼儿保育", "北京联合大学", "30"],
        &["小计", "", "", "", "", "30"],
        &["总计", "", "", "", "", "80"],
        &["注：以上计划含专项"],
    ]));
    assert!(found.findings.iter().all(|finding| finding.severity != Severity::Blocks));
    assert_eq!(found.rows[1].category.value.as_deref(), Some("中本贯通"));
}

#[test]
fn sums_stand_after_lines() {
    let problems = refused(&sheet(&[HEADING, &["小计", "", "", "", "", "50"]]));
    assert_eq!(problems[0].number, "IMP-0218");
    let problems = refused(&sheet(&[HEADING]));
    assert_eq!(problems[0].number, "IMP-0216");
}

#[test]
fn the_sheet_with_the_table_is_found_and_two_are_refused() {
    let table = sheet(&[HEADING, &["高本贯通", "50", "北京农业职业学院", "园艺技术", "北京农学院", "50"]]);
    let notes = sheet(&[&["说明"], &["本表由市教委印发"]]);
    assert_eq!(plan::read(&[notes.clone(), table.clone()]).unwrap().rows.len(), 1);
    let hidden = Sheet { hidden: true, ..table.clone() };
    assert_eq!(plan::read(&[hidden, table.clone()]).unwrap().rows.len(), 1);
    let other = Sheet { name: "旧".into(), ..table.clone() };
    assert_eq!(plan::read(&[table, other]).unwrap_err()[0].number, "IMP-0202");
    assert_eq!(plan::read(&[notes.clone(), notes]).unwrap_err()[0].number, "IMP-0201");
}

#[test]
fn a_very_long_list_is_refused() {
    let mut text = "category,institution,special,major,partner,places\n".to_owned();
    for line in 0..10_001 {
        text.push_str(&format!("中本贯通,北京市商业学校,,专业{line},北京联合大学,1\n"));
    }
    let sheets = guantong_documents::read(text.as_bytes(), &guantong_documents::Limits::list()).unwrap();
    assert_eq!(plan::read(&sheets).unwrap_err()[0].number, "IMP-0223");
}

#[test]
fn a_name_that_is_a_sentence_is_refused() {
    let long = "很".repeat(101);
    let text =
        format!("category,institution,special,major,partner,places\n中本贯通,{long},,护理,北京联合大学,30\n");
    assert_eq!(refused(&sheet_of(text.as_bytes()))[0].number, "IMP-0214");
}
