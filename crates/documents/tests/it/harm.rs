//! Files made to do harm: each is refused by its own name, in bounded time and memory.

use crate::made::{archive, compound, old_number, old_workbook, record, text, workbook, workbook_with};
use crate::{one, refused};
use guantong_documents::{At, DocumentError, Limits, read};

fn row(cells: &str) -> String {
    format!("<row r=\"1\">{cells}</row>")
}

#[test]
fn what_inflates_beyond_the_limit_is_not_inflated_further() {
    let zeros = vec![0_u8; 201 * 1024 * 1024];
    let bomb = workbook_with(&row(&text("A1", "甲")), &[], &[("xl/media/image1.bin", &zeros)]);
    assert!(bomb.len() < 1024 * 1024, "it is small on disk");
    assert_eq!(refused(&bomb), DocumentError::Inflates { most: 200 * 1024 * 1024 });
    // Shared strings are held in memory as a whole: their limit is lower.
    let strings = format!("<sst>{}</sst>", "<si><t>字</t></si>".repeat(10_000));
    let limits = Limits { string_bytes: 100_000, ..Limits::form() };
    let book = workbook_with(&row(&text("A1", "甲")), &[], &[("xl/sharedStrings.xml", strings.as_bytes())]);
    assert!(matches!(read(&book, &limits), Err(DocumentError::Inflates { .. })));
    assert!(read(&book, &Limits::form()).is_ok());
}

#[test]
fn a_cell_in_the_farthest_corner_is_named() {
    let far = format!("<row r=\"1048576\">{}</row>", text("XFD1048576", "甲"));
    let error = refused(&workbook(&far, &[]));
    assert_eq!(error, DocumentError::TooFar { at: At::new(1_048_576, 16_384), rows: 10_000, columns: 64 });
    let old = refused(&old_workbook(&[], &old_number(65_535, 255, 1.0)));
    assert_eq!(old, DocumentError::TooFar { at: At::new(65_536, 256), rows: 10_000, columns: 64 });
    // A list may be long, but not one rectangle of a whole old sheet.
    let mut corners = old_number(0, 0, 1.0);
    corners.extend(old_number(65_535, 255, 1.0));
    assert!(matches!(
        read(&old_workbook(&[], &corners), &Limits::list()),
        Err(DocumentError::TooManyCells { .. })
    ));
}

#[test]
fn formatted_blanks_without_end_are_passed_over() {
    let blanks: String =
        (2..=20_000).map(|row| format!("<row r=\"{row}\"><c r=\"A{row}\" s=\"1\"/></row>")).collect();
    let sheet = one(&workbook(&format!("{}{blanks}", row(&text("A1", "甲"))), &[]));
    assert_eq!(sheet.rows.len(), 1);
}

#[test]
fn too_many_cells_or_regions_are_refused() {
    let limits = Limits { cells: 3, regions: 1, ..Limits::form() };
    let cells: String = ["A1", "B1", "C1", "D1"].iter().map(|at| text(at, "甲")).collect();
    assert_eq!(read(&workbook(&row(&cells), &[]), &limits), Err(DocumentError::TooManyCells { most: 3 }));
    let merged = workbook(&row(&text("A1", "甲")), &["A1:A2", "B1:B2"]);
    assert_eq!(read(&merged, &limits), Err(DocumentError::TooManyRegions { most: 1 }));
    // Regions over each other would cost more than the sheet is worth.
    let many = vec!["A1:BL10000"; 10_000];
    let rows: String =
        (1..=10_000).map(|row| format!("<row r=\"{row}\"><c r=\"A{row}\"><v>1</v></c></row>")).collect();
    assert_eq!(refused(&workbook(&rows, &many)).number(), "IMP-0112");
}

#[test]
fn xml_declares_no_document_type_and_no_part_lies_outside() {
    let typed = b"<!DOCTYPE worksheet [<!ENTITY a \"b\">]><worksheet/>".as_slice();
    let error = refused(&workbook_with("", &[], &[("xl/worksheets/sheet1.xml", typed)]));
    assert_eq!(error, DocumentError::DocumentType { part: "xl/worksheets/sheet1.xml".into() });
    let deep = refused(&workbook_with("", &[], &[("docProps/core.xml", typed)]));
    assert!(matches!(deep, DocumentError::DocumentType { .. }));
    let wide: Vec<u8> = "<!DOCTYPE a><a/>".encode_utf16().flat_map(u16::to_le_bytes).collect();
    assert_eq!(refused(&workbook_with("", &[], &[("xl/styles.xml", &wide)])).number(), "IMP-0112");
    let outside = workbook_with(&row(&text("A1", "甲")), &[], &[("../../etc/passwd", b"x")]);
    assert_eq!(refused(&outside).number(), "IMP-0112");
}

#[test]
fn xml_that_breaks_off_or_never_ends_is_damaged() {
    for sheet in [
        "<worksheet><sheetData><row r=\"1\"><c r=\"A1\"".to_owned(),
        "<worksheet></worksheet>".to_owned(),
        "<chartsheet/>".to_owned(),
        format!("<worksheet><sheetData><row r=\"1\"><c r=\"A1\" t=\"str\"><v>{}</v></c></row></sheetData></worksheet>", "x".repeat(2 * 1024 * 1024)),
        "<worksheet><sheetData><row r=\"1\"><c r=\"A1\"><v>1</v></c><c r=\"A1\"><v>2</v></c></row></sheetData></worksheet>".to_owned(),
        "<worksheet><sheetData><row r=\"1\"><c r=\"A1\" t=\"s\"><v>7</v></c></row></sheetData></worksheet>".to_owned(),
    ] {
        let error = refused(&workbook_with("", &[], &[("xl/worksheets/sheet1.xml", sheet.as_bytes())]));
        assert_eq!(error.number(), "IMP-0112", "{sheet:.60}: {error}");
    }
    let many: Vec<(String, Vec<u8>)> = (0..2_001).map(|part| (format!("xl/p{part}"), Vec::new())).collect();
    let many: Vec<(&str, &[u8])> =
        many.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice())).collect();
    assert_eq!(refused(&archive(&many)).number(), "IMP-0112");
}

#[test]
fn chains_of_sectors_that_run_in_a_circle_are_damaged() {
    let stream = vec![0_u8; 8192];
    for (from, to) in [(1, 1), (2, 2), (5, 3), (0, 0)] {
        let file = compound(&[("Workbook", &stream)], |table| table[from] = u32::try_from(to).unwrap());
        let error = refused(&file);
        assert!(matches!(error.number(), "IMP-0112" | "IMP-0101"), "{from} → {to}: {error}");
    }
}

#[test]
fn records_that_claim_more_than_there_is_are_refused() {
    let declared: Vec<u8> =
        [0, u32::MAX].into_iter().flat_map(u32::to_le_bytes).chain([0, 0, 0xFF, 0xFF, 0, 0]).collect();
    let error = refused(&old_workbook(&[], &record(0x0200, &declared)));
    assert!(matches!(error, DocumentError::TooManyCells { .. }), "{error}");
    // Many numbers whose last column lies before the first.
    let turned: Vec<u8> = [0_u16, 9, 0, 0, 0, 3].into_iter().flat_map(u16::to_le_bytes).collect();
    assert_eq!(refused(&old_workbook(&[], &record(0x00BD, &turned))).number(), "IMP-0112");
    // A sheet that begins beyond the end.
    let mut beyond = u32::MAX.to_le_bytes().to_vec();
    beyond.extend([0, 0, 1, 0, b'X']);
    assert_eq!(refused(&old_workbook(&record(0x0085, &beyond), &[])).number(), "IMP-0112");
    // Merged regions that are not there.
    assert_eq!(refused(&old_workbook(&[], &record(0x00E5, &[200, 0]))).number(), "IMP-0112");
}

/// Flips bytes one after another: whatever comes of it, the reader answers.
#[test]
fn a_flipped_byte_is_answered() {
    let old = include_bytes!("../../../programme/tests/it/fixtures/annex-saved-again.xls").to_vec();
    let new = include_bytes!("../../../../editions/beijing-2023/annex-2023.xlsx").to_vec();
    for (file, step) in [(old, 23), (new, 17)] {
        for position in (0..file.len()).step_by(step) {
            for flip in [0xFF, 0x01, 0x80] {
                let mut changed = file.clone();
                changed[position] ^= flip;
                let _answered = read(&changed, &Limits::form());
            }
        }
    }
}
