//! What cells hold.

use crate::made::{old_number, old_workbook, text, workbook, workbook_with};
use crate::one;
use guantong_documents::{At, Region, Sheet, Value};

fn get(sheet: &Sheet, row: u32, column: u32) -> Option<&Value> {
    sheet.get(At::new(row, column))
}

#[test]
fn every_kind_of_value_is_told_apart() {
    let rows = "<row r=\"2\">\
        <c r=\"A2\"><v>60</v></c>\
        <c r=\"B2\"><v>489.995</v></c>\
        <c r=\"C2\" t=\"b\"><v>1</v></c>\
        <c r=\"D2\" t=\"e\"><v>#N/A</v></c>\
        <c r=\"E2\"><f>SUM(A1:A2)</f></c>\
        <c r=\"F2\"><f>A2*2</f><v>120</v></c>\
        <c r=\"G2\" t=\"str\"><f>T(A1)</f><v>甲</v></c>\
        <c r=\"H2\" t=\"d\"><v>2023-09-01</v></c>\
        <c r=\"I2\" t=\"inlineStr\"><is><r><t>北京</t></r><r><t>大学</t></r></is></c>\
        <c r=\"J2\"/>\
        <c r=\"K2\" t=\"inlineStr\"><is><t></t></is></c>\
        </row>";
    let sheet = one(&workbook(rows, &[]));
    let words = |text: &str| Some(Value::Text(text.to_owned()));
    let expected = [
        Some(Value::Number(60.0)),
        Some(Value::Number(489.995)),
        Some(Value::Flag(true)),
        Some(Value::Error("#N/A".into())),
        Some(Value::NoResult),
        Some(Value::Number(120.0)),
        words("甲"),
        Some(Value::Date("2023-09-01".into())),
        words("北京大学"),
        None,
        None,
    ];
    for (column, expected) in (1..).zip(expected) {
        assert_eq!(get(&sheet, 2, column), expected.as_ref(), "column {column}");
    }
    assert_eq!(sheet.name, "表");
}

#[test]
fn a_number_shown_as_a_date_is_a_date() {
    let styles = "<styleSheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\">\
        <cellXfs count=\"2\"><xf numFmtId=\"0\"/><xf numFmtId=\"14\" applyNumberFormat=\"1\"/></cellXfs></styleSheet>";
    let rows =
        "<row r=\"1\"><c r=\"A1\" s=\"1\"><v>45170</v></c><c r=\"B1\" s=\"1\"><v>45170.5</v></c></row>";
    let sheet = one(&workbook_with(rows, &[], &[("xl/styles.xml", styles.as_bytes())]));
    assert_eq!(get(&sheet, 1, 1), Some(&Value::Date("2023-09-01".into())));
    assert_eq!(get(&sheet, 1, 2), Some(&Value::Date("2023-09-01T12:00:00".into())));
}

#[test]
fn shared_strings_and_rows_out_of_order_are_read() {
    let strings = "<sst xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><si><t>甲</t></si><si><t>'=1</t></si></sst>";
    let rows = "<row r=\"3\"><c r=\"B3\" t=\"s\"><v>1</v></c><c r=\"A3\" t=\"s\"><v>0</v></c></row>\
                <row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c></row>";
    let relations = "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">\
        <Relationship Id=\"rId1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet\" Target=\"worksheets/sheet1.xml\"/>\
        <Relationship Id=\"rId2\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings\" Target=\"sharedStrings.xml\"/>\
        </Relationships>";
    let more: [(&str, &[u8]); 2] =
        [("xl/sharedStrings.xml", strings.as_bytes()), ("xl/_rels/workbook.xml.rels", relations.as_bytes())];
    let sheet = one(&workbook_with(rows, &[], &more));
    assert_eq!(sheet.rows.iter().map(|row| row.number).collect::<Vec<_>>(), [1, 3]);
    assert_eq!(get(&sheet, 3, 2), Some(&Value::Text("=1".into())), "one escape less");
}

#[test]
fn merged_regions_show_their_first_cell_only() {
    let rows = format!(
        "<row r=\"1\">{}{}</row><row r=\"2\">{}{}</row>",
        text("A1", "甲"),
        text("B1", "乙"),
        text("A2", "看不见"),
        text("B2", "丙")
    );
    let sheet = one(&workbook(&rows, &["A1:A3"]));
    assert_eq!(sheet.merged, [Region { first: At::new(1, 1), last: At::new(3, 1) }]);
    assert_eq!((get(&sheet, 1, 1), get(&sheet, 2, 1)), (Some(&Value::Text("甲".into())), None));
    assert_eq!(get(&sheet, 2, 2), Some(&Value::Text("丙".into())));
}

#[test]
fn hidden_rows_and_sheets_are_told() {
    let rows = format!(
        "<row r=\"1\">{}</row><row r=\"2\" hidden=\"1\">{}</row><row hidden=\"true\">{}</row>",
        text("A1", "甲"),
        text("A2", "乙"),
        text("A3", "丙")
    );
    let sheet = one(&workbook(&rows, &[]));
    assert!(!sheet.hidden && sheet.hidden_rows.iter().copied().eq([2, 3]));
    let book = "<workbook xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\" \
        xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"><sheets>\
        <sheet name=\"表\" sheetId=\"1\" state=\"hidden\" r:id=\"rId1\"/></sheets></workbook>";
    assert!(one(&workbook_with(&rows, &[], &[("xl/workbook.xml", book.as_bytes())])).hidden);
}

#[test]
fn old_workbooks_have_numbers_regions_and_hidden_rows() {
    let mut sheet = old_number(2, 1, 30.0);
    // Row 3 is hidden; B3 to B5 are merged.
    let row: Vec<u8> = [2_u16, 0, 2, 0, 0, 0, 0x0020, 0].into_iter().flat_map(u16::to_le_bytes).collect();
    sheet.extend(crate::made::record(0x0208, &row));
    let merged: Vec<u8> = [1_u16, 2, 4, 1, 1].into_iter().flat_map(u16::to_le_bytes).collect();
    sheet.extend(crate::made::record(0x00E5, &merged));
    let sheet = one(&old_workbook(&[], &sheet));
    assert_eq!((sheet.name.as_str(), get(&sheet, 3, 2)), ("S1", Some(&Value::Number(30.0))));
    assert_eq!(sheet.merged, [Region { first: At::new(3, 2), last: At::new(5, 2) }]);
    assert!(sheet.hidden_rows.iter().copied().eq([3]));
}
