//! The guard before a workbook is parsed: what the archive is, how large it becomes, what its XML declares.
//!
//! Sizes are counted while inflating: what an archive says of its own sizes proves nothing.

use super::xml::{self, Bad, Tags};
use crate::{DocumentError, Limits};
use std::collections::{BTreeMap, BTreeSet};
use std::io::{Cursor, Read};
use zip::ZipArchive;

const PARTS_MAX: usize = 2_000;
const OPEN_DOCUMENT: &str = "mimetype";
const WORKBOOK: &str = "xl/workbook.xml";
const RELATIONS: &str = "xl/_rels/workbook.xml.rels";

/// What the look over the parts found.
#[derive(Debug, Default)]
pub(super) struct Package {
    /// Hidden rows, from 1, of each sheet in the order of the workbook.
    pub(super) hidden_rows: Vec<BTreeSet<u32>>,
}

/// What is collected while the parts are looked over.
#[derive(Default)]
struct Seen {
    /// Relation ids of the sheets, in order.
    sheets: Vec<String>,
    /// Part by relation id.
    targets: BTreeMap<String, String>,
    /// Whether the part at hand is a table of shared strings, whatever its name.
    strings: bool,
    /// Hidden rows by part.
    hidden: BTreeMap<String, BTreeSet<u32>>,
}

pub(super) fn inspect(bytes: &[u8], limits: &Limits) -> Result<Package, DocumentError> {
    let broken = |error: zip::result::ZipError| DocumentError::damaged(error.to_string());
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(broken)?;
    if archive.len() > PARTS_MAX {
        return Err(DocumentError::damaged(format!("{} parts", archive.len())));
    }
    let names = archive.file_names().map(|name| name.map(|name| plain(&name)).map_err(broken));
    kind(&names.collect::<Result<_, _>>()?)?;
    let mut left = limits.inflated_bytes;
    let mut seen = Seen::default();
    for index in 0..archive.len() {
        let mut part = match archive.by_index(index) {
            Ok(part) => part,
            Err(zip::result::ZipError::UnsupportedArchive(why)) if why.contains("assword") => {
                return Err(DocumentError::Encrypted);
            }
            Err(error) => return Err(broken(error)),
        };
        let name = plain(&part.name().map_err(broken)?);
        if part.enclosed_name().is_none() {
            return Err(DocumentError::damaged(format!("a part named {name}")));
        }
        left -= look_over(&mut part, &name, left, limits, &mut seen)?;
    }
    Ok(Package { hidden_rows: seen.hidden_rows() })
}

/// A part's name as it is compared: some programs write capitals and backslashes.
fn plain(name: &str) -> String {
    name.replace('\\', "/").to_ascii_lowercase()
}

/// What kind of archive it is, by the parts it must have.
fn kind(names: &BTreeSet<String>) -> Result<(), DocumentError> {
    let has = |name: &str| names.contains(name);
    let begins = |start: &str| names.iter().any(|known| known.starts_with(start));
    if has(WORKBOOK) {
        Ok(())
    } else if has("xl/workbook.bin") {
        Err(DocumentError::BinaryWorkbook)
    } else if has(OPEN_DOCUMENT) && has("content.xml") {
        Err(DocumentError::OpenDocument)
    } else {
        let found = match () {
            () if begins("word/") => "docx",
            () if begins("ppt/") => "pptx",
            () => "zip",
        };
        Err(DocumentError::NotATable { found })
    }
}

/// Inflates one part, and looks over it if it is XML. Returns its size.
fn look_over(
    part: &mut impl Read,
    name: &str,
    left: u64,
    limits: &Limits,
    seen: &mut Seen,
) -> Result<u64, DocumentError> {
    let is_xml = [".xml", ".rels", ".vml"].iter().any(|ending| name.ends_with(ending));
    let mut tags = Tags::default();
    seen.strings = false;
    let mut size = 0;
    let mut row = 0;
    let mut piece = vec![0_u8; 64 * 1024];
    loop {
        let read =
            part.read(&mut piece).map_err(|error| DocumentError::damaged(format!("{name}: {error}")))?;
        if read == 0 {
            return Ok(size);
        }
        size += u64::try_from(read).unwrap_or(u64::MAX);
        if size > left {
            return Err(DocumentError::Inflates { most: limits.inflated_bytes });
        }
        if seen.strings && size > limits.string_bytes {
            return Err(DocumentError::Inflates { most: limits.string_bytes });
        }
        if is_xml {
            let bytes = piece.get(..read).unwrap_or_default();
            tags.feed(bytes, &mut |tag| seen.tag(name, tag, &mut row)).map_err(|bad| match bad {
                Bad::DocumentType => DocumentError::DocumentType { part: name.to_owned() },
                Bad::Malformed => DocumentError::damaged(name),
            })?;
        }
    }
}

impl Seen {
    fn tag(&mut self, part: &str, tag: &str, row: &mut u32) {
        match (part, xml::name(tag)) {
            (WORKBOOK, "sheet") => {
                let id = tag.split_whitespace().find(|word| word.contains(":id="));
                let id = id.and_then(|word| word.split(['"', '\'']).nth(1)).unwrap_or_default();
                self.sheets.push(id.to_owned());
            }
            (RELATIONS, "Relationship") => {
                if let (Some(id), Some(target)) = (xml::attribute(tag, "Id"), xml::attribute(tag, "Target")) {
                    let target = target.trim_start_matches('/');
                    let target = target.strip_prefix("xl/").unwrap_or(target);
                    self.targets.insert(id.to_owned(), plain(&format!("xl/{target}")));
                }
            }
            (_, "sst" | "si") => self.strings = true,
            (part, "row") if part.starts_with("xl/") => {
                *row = xml::attribute(tag, "r").and_then(|r| r.parse().ok()).unwrap_or(*row + 1);
                if matches!(xml::attribute(tag, "hidden"), Some("1" | "true")) {
                    self.hidden.entry(part.to_owned()).or_default().insert(*row);
                }
            }
            _ => {}
        }
    }

    fn hidden_rows(mut self) -> Vec<BTreeSet<u32>> {
        let part = |id: &String| self.targets.get(id).cloned().unwrap_or_default();
        let parts: Vec<String> = self.sheets.iter().map(part).collect();
        parts.iter().map(|part| self.hidden.remove(part).unwrap_or_default()).collect()
    }
}
