//! What a file is, by its content.

use crate::made::{archive, compound, old_workbook, record, text, workbook};
use crate::{one, refused};
use guantong_documents::{At, DocumentError, Limits, Value, read};

#[test]
fn the_content_decides_and_not_the_name() {
    for (bytes, found) in [
        (b"<html><body><table><tr><td>1</td></tr></table></body></html>".to_vec(), "html"),
        (b"  \n<!DOCTYPE HTML PUBLIC \"x\">".to_vec(), "html"),
        (b"<table border=1>".to_vec(), "html"),
        (
            b"<?xml version=\"1.0\"?><Workbook xmlns=\"urn:schemas-microsoft-com:office:spreadsheet\"/>"
                .to_vec(),
            "xml",
        ),
        (b"%PDF-1.7\n\xE2\xE3".to_vec(), "pdf"),
        (b"%PDF-1.7".to_vec(), "pdf"),
        (b"\x89PNG\r\n\x1a\n\0\0".to_vec(), "png"),
        (b"{\\rtf1\\ansi}".to_vec(), "rtf"),
        (b"\x7FELF\0\0\xFF".to_vec(), "unknown"),
        (b"a,b\0c\n".to_vec(), "unknown"),
        (archive(&[("word/document.xml", b"<a/>")]), "docx"),
        (archive(&[("ppt/presentation.xml", b"<a/>")]), "pptx"),
        (archive(&[("inner.zip", b"PK")]), "zip"),
        (compound(&[("WordDocument", b"")], |_| {}), "doc"),
        (compound(&[("Contents", b"")], |_| {}), "unknown"),
    ] {
        assert_eq!(refused(&bytes), DocumentError::NotATable { found }, "{found}");
    }
}

#[test]
fn what_is_nearly_a_table_is_refused_by_name() {
    assert_eq!(refused(b""), DocumentError::Empty);
    assert_eq!(refused(&workbook("", &[])), DocumentError::Empty);
    assert_eq!(refused(b"\n\n"), DocumentError::Empty);
    assert_eq!(
        refused(&archive(&[
            ("mimetype", b"application/vnd.oasis.opendocument.spreadsheet"),
            ("content.xml", b"<a/>")
        ])),
        DocumentError::OpenDocument
    );
    assert_eq!(refused(&archive(&[("xl/workbook.bin", b"")])), DocumentError::BinaryWorkbook);
    assert_eq!(refused(&compound(&[("EncryptedPackage", b"")], |_| {})), DocumentError::Encrypted);
    assert_eq!(refused(&old_workbook(&record(0x002F, &[1, 0, 1, 0]), &[])), DocumentError::Encrypted);
    let limits = Limits { file_bytes: 10, ..Limits::form() };
    assert_eq!(read(b"01234567890", &limits), Err(DocumentError::TooLarge { bytes: 11, most: 10 }));
}

#[test]
fn each_refusal_has_its_number_and_sentence() {
    let errors = [
        DocumentError::Empty,
        DocumentError::TooLarge { bytes: 1, most: 1 },
        DocumentError::NotATable { found: "pdf" },
        DocumentError::Encrypted,
        DocumentError::OpenDocument,
        DocumentError::BinaryWorkbook,
        DocumentError::DocumentType { part: "x".into() },
        DocumentError::Inflates { most: 1 },
        DocumentError::TooManyCells { most: 1 },
        DocumentError::TooFar { at: At::new(1, 1), rows: 1, columns: 1 },
        DocumentError::TooManyRegions { most: 1 },
        DocumentError::Damaged { part: "x".into() },
        DocumentError::Encoding { byte: 1 },
    ];
    let numbers: std::collections::BTreeSet<_> = errors.iter().map(DocumentError::number).collect();
    let sentences: std::collections::BTreeSet<_> = errors.iter().map(|error| error.message().id).collect();
    assert_eq!((numbers.len(), sentences.len()), (errors.len(), errors.len()));
}

#[test]
fn parts_are_found_however_their_names_are_written() {
    let mut parts = workbook(&format!("<row r=\"1\">{}</row>", text("A1", "甲")), &[]);
    assert_eq!(one(&parts).get(At::new(1, 1)), Some(&Value::Text("甲".into())));
    // The same with the archive's end cut off.
    parts.truncate(parts.len() - 10);
    assert_eq!(refused(&parts).number(), "IMP-0112");
}
