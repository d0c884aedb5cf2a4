//! Text tables and their encodings.

use crate::{one, refused};
use guantong_documents::{At, DocumentError, Sheet, Value, decode};

fn words(sheet: &Sheet, row: u32, column: u32) -> &str {
    match sheet.get(At::new(row, column)) {
        Some(Value::Text(text)) => text,
        other => panic!("{row}, {column}: {other:?}"),
    }
}

#[test]
fn offices_encodings_are_understood() {
    // 「专业」 in each.
    for (bytes, name) in [
        (b"\xE4\xB8\x93\xE4\xB8\x9A,30\n".to_vec(), "UTF-8"),
        (b"\xEF\xBB\xBF\xE4\xB8\x93\xE4\xB8\x9A,30\n".to_vec(), "UTF-8 with a mark"),
        (b"\xD7\xA8\xD2\xB5,30\n".to_vec(), "GB18030"),
        (b"\xFF\xFE\x13\x4E\x1A\x4E,\x003\x000\x00\n\x00".to_vec(), "UTF-16"),
        (b"\xFE\xFF\x4E\x13\x4E\x1A\0,\x003\x000\0\n".to_vec(), "UTF-16, big end first"),
    ] {
        let sheet = one(&bytes);
        assert_eq!((words(&sheet, 1, 1), words(&sheet, 1, 2)), ("专业", "30"), "{name}");
    }
    // A name outside GBK, four bytes in GB18030.
    assert_eq!(decode(b"\x82\x30\x81\x30").unwrap().chars().count(), 1);
    assert_eq!(refused(b"\xE4\xB8\x93\xFF\n"), DocumentError::Encoding { byte: 4 });
}

#[test]
fn lines_are_counted_as_an_editor_counts_them() {
    for (text, name) in [
        ("a,b\n\n\"1\n2\",x\ny,z\n", "line feed"),
        ("a,b\r\n\r\n\"1\r\n2\",x\r\ny,z\r\n", "carriage return and line feed"),
        ("a,b\r\r\"1\r2\",x\ry,z", "carriage return"),
    ] {
        let sheet = one(text.as_bytes());
        let lines: Vec<u32> = sheet.rows.iter().map(|row| row.number).collect();
        assert_eq!(lines, [1, 3, 5], "{name}");
        assert_eq!(words(&sheet, 3, 2), "x");
    }
}

#[test]
fn tabs_part_columns_where_there_is_no_comma() {
    let sheet = one("专业\t计划\n护理\t30\n".as_bytes());
    assert_eq!((words(&sheet, 2, 1), words(&sheet, 2, 2)), ("护理", "30"));
    // Uneven lines and empty fields.
    let sheet = one("a,,c\n,b\n".as_bytes());
    assert_eq!((words(&sheet, 1, 3), words(&sheet, 2, 2), sheet.get(At::new(2, 1))), ("c", "b", None));
}

#[test]
fn one_escape_is_taken_away() {
    let sheet = one("'=1+1,''=1,'＝1,'甲\n".as_bytes());
    assert_eq!([1, 2, 3, 4].map(|column| words(&sheet, 1, column)), ["=1+1", "'=1", "＝1", "'甲"]);
}
