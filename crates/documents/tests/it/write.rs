//! What is written, read again.

use crate::one;
use guantong_documents::{At, Content, Look, Region, Table, Value, write_csv, write_xlsx};

fn table(rows: Vec<Vec<Content>>, merged: Vec<Region>) -> Table {
    let rows = rows.into_iter().map(|row| row.into_iter().map(|cell| (cell, Look::Body)).collect()).collect();
    Table { name: "表".into(), widths: vec![10, 20], rows, merged, head_rows: 1 }
}

fn words(text: &str) -> Content {
    Content::Text(text.to_owned())
}

fn xlsx(table: Table) -> Vec<u8> {
    write_xlsx(&[table], "2023-04-07".parse().unwrap()).unwrap()
}

const TRICKY: &[&str] = &[
    "=HYPERLINK(\"http://x\")",
    "+86",
    "-30",
    "@SUM(A1)",
    "＝1",
    "－1",
    "\t=1",
    "'=1",
    "'甲",
    "110101200701010011",
    "007",
    "1e3",
    "逗号,引号\"换\n行",
    " 空格 ",
    "2023-09-01",
    "<b>&amp;</b>",
    "𠮷",
];

#[test]
fn words_stay_words_in_a_workbook() {
    let rows = TRICKY.iter().map(|text| vec![words(text), Content::Number(7)]).collect();
    let sheet = one(&xlsx(table(rows, Vec::new())));
    for (row, text) in (1..).zip(TRICKY) {
        assert_eq!(sheet.get(At::new(row, 1)), Some(&Value::Text((*text).into())), "{text:?}");
        assert_eq!(sheet.get(At::new(row, 2)), Some(&Value::Number(7.0)));
    }
}

#[test]
fn words_stay_words_in_a_list() {
    let bytes = write_csv(&["name", "places"], TRICKY.iter().map(|text| [*text, "7"]));
    let sheet = one(&bytes);
    for (row, text) in sheet.rows.iter().skip(1).zip(TRICKY) {
        assert_eq!(row.get(1), Some(&Value::Text((*text).into())), "{text:?}");
    }
    let text = String::from_utf8(bytes).unwrap();
    assert!(text.starts_with("name,places\n\"'=HYPERLINK(\"\"http://x\"\")\",7\n'+86,7\n"), "{text}");
}

#[test]
fn merged_cells_come_back_and_what_they_cover_is_not_written() {
    let region = Region { first: At::new(1, 1), last: At::new(2, 1) };
    let rows = vec![vec![words("甲"), words("乙")], vec![words("甲"), Content::Blank]];
    let sheet = one(&xlsx(table(rows, vec![region])));
    assert_eq!(sheet.merged, [region]);
    assert_eq!(sheet.get(At::new(1, 1)), Some(&Value::Text("甲".into())));
    assert_eq!(sheet.get(At::new(2, 1)), None);
}

#[test]
fn the_same_table_and_day_give_the_same_bytes() {
    let made = || xlsx(table(vec![vec![words("甲")]], Vec::new()));
    assert_eq!(made(), made());
}

#[test]
fn what_a_workbook_cannot_hold_is_an_error() {
    let long = table(vec![vec![words(&"很".repeat(40_000))]], Vec::new());
    assert!(write_xlsx(&[long], "2023-04-07".parse().unwrap()).is_err());
    let region = |first: u32| Region { first: At::new(first, 1), last: At::new(first + 2, 1) };
    let over = table(vec![vec![words("甲")]; 5], vec![region(1), region(2)]);
    assert!(write_xlsx(&[over], "2023-04-07".parse().unwrap()).is_err());
}
