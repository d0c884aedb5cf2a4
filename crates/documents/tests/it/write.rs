//! What is written, read again.

use crate::one;
use guantong_documents::{
    At, Content, Look, Mark, Region, Returned, Sheet, Table, Value, write_csv, write_returned, write_xlsx,
};

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

#[test]
fn a_sheet_comes_back_with_its_reasons() {
    let mut sheet = Sheet { name: "学生".into(), ..Sheet::default() };
    let cells = [
        ((1, 1), Value::Text("学号".into())),
        ((1, 2), Value::Text("中考成绩".into())),
        ((1, 4), Value::Text("自己加的列".into())),
        ((2, 1), Value::Text("007".into())),
        ((2, 2), Value::Number(512.5)),
        ((2, 3), Value::Date("2021-09-01".into())),
        ((3, 1), Value::Number(7.0)),
        ((3, 4), Value::Text("=1+1".into())),
    ];
    for ((row, column), value) in cells {
        sheet.set(At::new(row, column), Some(value));
    }
    let mark =
        |row, column, look, reason: &str| Mark { at: At::new(row, column), look, reason: reason.into() };
    let marks = [
        mark(3, 2, Look::Faulty, "没有成绩"),
        mark(3, 1, Look::Noted, "学号是数字"),
        mark(3, 2, Look::Noted, "没有成绩"),
    ];
    let back = |sheet: &Sheet, marks: &[Mark]| {
        let returned = Returned { sheet, headings: 1, marks, reasons: "原因" };
        write_returned(&[returned], "2023-04-07".parse().unwrap()).unwrap()
    };
    let bytes = back(&sheet, &marks);
    assert_eq!(bytes, back(&sheet, &marks), "the same sheet and day give the same bytes");
    let read = one(&bytes);
    assert_eq!(read.name, "学生");
    for row in &sheet.rows {
        for (column, value) in &row.cells {
            assert_eq!(read.get(At::new(row.number, *column)), Some(value), "{row:?}");
        }
    }
    assert_eq!(read.get(At::new(1, 5)), Some(&Value::Text("原因".into())));
    assert_eq!(read.get(At::new(2, 5)), None);
    assert_eq!(read.get(At::new(3, 5)), Some(&Value::Text("学号是数字\n没有成绩".into())));
    let again = one(&back(&read, &marks[..1]));
    assert_eq!(again.get(At::new(3, 5)), Some(&Value::Text("没有成绩".into())), "no second reason column");
    assert_eq!(again.get(At::new(1, 6)), None);
    let clean = one(&back(&read, &[]));
    assert_eq!(clean.get(At::new(3, 5)), None, "old reasons do not stay");
}
