//! Makes archives, workbooks and compound files byte by byte.

use std::io::{Cursor, Write};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

const HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>";
const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const RELATIONS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006/relationships";

/// An archive of parts.
pub(crate) fn archive(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        writer.start_file(*name, SimpleFileOptions::default()).unwrap();
        writer.write_all(bytes).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

/// A workbook of one sheet with these rows (`<row>…</row>`) and merged regions.
pub(crate) fn workbook(rows: &str, merged: &[&str]) -> Vec<u8> {
    workbook_with(rows, merged, &[])
}

/// The same with more parts, or other bytes for the usual ones.
pub(crate) fn workbook_with(rows: &str, merged: &[&str], more: &[(&str, &[u8])]) -> Vec<u8> {
    let regions: String = merged.iter().map(|region| format!("<mergeCell ref=\"{region}\"/>")).collect();
    let regions = if merged.is_empty() { regions } else { format!("<mergeCells>{regions}</mergeCells>") };
    let sheet =
        format!("{HEAD}<worksheet xmlns=\"{MAIN}\"><sheetData>{rows}</sheetData>{regions}</worksheet>");
    let book = format!(
        "{HEAD}<workbook xmlns=\"{MAIN}\" xmlns:r=\"{RELATIONS}\"><sheets>\
         <sheet name=\"表\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>"
    );
    let relations = format!(
        "{HEAD}<Relationships xmlns=\"{PACKAGE}\"><Relationship Id=\"rId1\" Type=\"{RELATIONS}/worksheet\" \
         Target=\"worksheets/sheet1.xml\"/></Relationships>"
    );
    let types =
        format!("{HEAD}<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"/>");
    let root = format!(
        "{HEAD}<Relationships xmlns=\"{PACKAGE}\"><Relationship Id=\"rId1\" Type=\"{RELATIONS}/officeDocument\" \
         Target=\"xl/workbook.xml\"/></Relationships>"
    );
    let usual: [(&str, &[u8]); 5] = [
        ("_rels/.rels", root.as_bytes()),
        ("[Content_Types].xml", types.as_bytes()),
        ("xl/workbook.xml", book.as_bytes()),
        ("xl/_rels/workbook.xml.rels", relations.as_bytes()),
        ("xl/worksheets/sheet1.xml", sheet.as_bytes()),
    ];
    let kept = usual.into_iter().filter(|(name, _)| !more.iter().any(|(other, _)| other == name));
    archive(&kept.chain(more.iter().copied()).collect::<Vec<_>>())
}

/// A cell with a text in place.
pub(crate) fn text(at: &str, words: &str) -> String {
    format!("<c r=\"{at}\" t=\"inlineStr\"><is><t>{words}</t></is></c>")
}

const FREE: u32 = 0xFFFF_FFFF;
const END: u32 = 0xFFFF_FFFE;
const TABLE: u32 = 0xFFFF_FFFD;
const SECTOR: usize = 512;

/// A compound file with streams in whole sectors, each at least 4,096 bytes. `table` may change the table of sectors.
pub(crate) fn compound(streams: &[(&str, &[u8])], table: impl Fn(&mut Vec<u32>)) -> Vec<u8> {
    // Sector 0 is the table, sector 1 the directory, the streams follow.
    let mut next = vec![TABLE, END];
    let mut body: Vec<u8> = Vec::new();
    let mut directory = entry("Root Entry", 5, END, 0);
    for (name, bytes) in streams {
        let mut bytes = bytes.to_vec();
        bytes.resize(bytes.len().max(4096).next_multiple_of(SECTOR), 0);
        let start = u32::try_from(next.len()).unwrap();
        directory.extend(entry(name, 2, start, u32::try_from(bytes.len()).unwrap()));
        let sectors = u32::try_from(bytes.len() / SECTOR).unwrap();
        next.extend((start + 1)..(start + sectors));
        next.push(END);
        body.extend(bytes);
    }
    table(&mut next);
    next.resize(SECTOR / 4, FREE);
    directory.resize(SECTOR, 0);
    let mut file = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1".to_vec();
    file.resize(24, 0);
    file.extend([0x3E, 0, 3, 0, 0xFE, 0xFF, 9, 0, 6, 0]);
    file.resize(44, 0);
    let numbers = [1, 1, 0, 4096, END, 0, END, 0, 0];
    file.extend(numbers.into_iter().flat_map(u32::to_le_bytes));
    file.resize(80, 0);
    file.resize(SECTOR, 0xFF);
    file.extend(next.into_iter().flat_map(u32::to_le_bytes));
    file.extend(directory);
    file.extend(body);
    file
}

fn entry(name: &str, kind: u8, start: u32, length: u32) -> Vec<u8> {
    let mut entry: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let name_length = u16::try_from(entry.len() + 2).unwrap();
    entry.resize(64, 0);
    entry.extend(name_length.to_le_bytes());
    entry.extend([kind, 1]);
    entry.extend([FREE, FREE, FREE].into_iter().flat_map(u32::to_le_bytes));
    entry.resize(116, 0);
    entry.extend(start.to_le_bytes());
    entry.extend(length.to_le_bytes());
    entry.resize(128, 0);
    entry
}

/// A record of an old workbook.
pub(crate) fn record(kind: u16, bytes: &[u8]) -> Vec<u8> {
    let mut record = kind.to_le_bytes().to_vec();
    record.extend(u16::try_from(bytes.len()).unwrap().to_le_bytes());
    record.extend(bytes);
    record
}

/// An old workbook with one sheet of these records, and more records in its globals.
pub(crate) fn old_workbook(globals: &[u8], sheet: &[u8]) -> Vec<u8> {
    let begin = |kind: u16| record(0x0809, &[0, 6, kind.to_le_bytes()[0], 0, 0, 0, 0, 0]);
    let mut stream = begin(5);
    stream.extend(globals);
    // The place of the sheet follows its own record and the end of the globals.
    let place = u32::try_from(stream.len() + 4 + 10 + 4).unwrap();
    let mut named = place.to_le_bytes().to_vec();
    named.extend([0, 0, 2, 0, b'S', b'1']);
    stream.extend(record(0x0085, &named));
    stream.extend(record(0x000A, &[]));
    stream.extend(begin(16));
    stream.extend(sheet);
    stream.extend(record(0x000A, &[]));
    compound(&[("Workbook", &stream)], |_| {})
}

/// A number in an old workbook's cell, row and column from 0.
pub(crate) fn old_number(row: u16, column: u16, number: f64) -> Vec<u8> {
    let mut bytes: Vec<u8> = [row, column, 0].into_iter().flat_map(u16::to_le_bytes).collect();
    bytes.extend(number.to_le_bytes());
    record(0x0203, &bytes)
}
