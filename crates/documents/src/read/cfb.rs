//! Compound files, the envelope of old workbooks (.xls) and of encrypted ones: enough to see what is inside, and
//! that no chain of sectors runs in a circle, before the workbook is parsed.

use crate::DocumentError;
use std::collections::BTreeSet;

pub(super) const SIGNATURE: &[u8] = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1";

/// Sector numbers from here on are marks, not sectors.
const MARKS: u32 = 0xFFFF_FFFA;
const END: u32 = 0xFFFF_FFFE;
/// Streams shorter than this lie in the small sectors of the root's stream.
const SMALL_STREAM: usize = 4096;
const SMALL_SECTOR: usize = 64;
const ENTRY: usize = 128;

/// A compound file whose chains have been walked.
pub(super) struct Compound<'a> {
    bytes: &'a [u8],
    sector: usize,
    table: Vec<u32>,
    small_table: Vec<u32>,
    small: Vec<u8>,
    entries: Vec<Entry>,
}

struct Entry {
    name: String,
    start: u32,
    length: usize,
}

fn damaged() -> DocumentError {
    DocumentError::damaged("compound file")
}

fn number(bytes: &[u8], at: usize) -> Result<u32, DocumentError> {
    let four = bytes.get(at..at + 4).and_then(|four| <[u8; 4]>::try_from(four).ok());
    four.map(u32::from_le_bytes).ok_or_else(damaged)
}

fn length(bytes: &[u8], at: usize) -> Result<usize, DocumentError> {
    usize::try_from(number(bytes, at)?).map_err(|_| damaged())
}

fn numbers(bytes: &[u8]) -> impl Iterator<Item = u32> {
    bytes.chunks_exact(4).filter_map(|four| <[u8; 4]>::try_from(four).ok()).map(u32::from_le_bytes)
}

impl<'a> Compound<'a> {
    pub(super) fn open(bytes: &'a [u8]) -> Result<Self, DocumentError> {
        let sector = match (bytes.get(30), bytes.get(32)) {
            (Some(9), Some(6)) => 512,
            (Some(12), Some(6)) => 4096,
            _ => return Err(damaged()),
        };
        let mut file = Compound {
            bytes,
            sector,
            table: Vec::new(),
            small_table: Vec::new(),
            small: Vec::new(),
            entries: Vec::new(),
        };
        file.table = file.sector_table()?;
        let directory = file.chain(number(bytes, 48)?, usize::MAX)?;
        file.entries = directory.chunks_exact(ENTRY).map(entry).collect::<Result<_, _>>()?;
        let root = file.entries.first().ok_or_else(damaged)?;
        let (start, root_length) = (root.start, root.length);
        let small_sectors = length(bytes, 64)?;
        if small_sectors > 0 {
            let table_length = small_sectors.saturating_mul(sector);
            if root_length > bytes.len() || table_length > bytes.len() {
                return Err(damaged());
            }
            file.small = file.chain(start, root_length)?;
            file.small_table = numbers(&file.chain(number(bytes, 60)?, table_length)?).collect();
        }
        Ok(file)
    }

    /// Whether a stream or folder of this name is inside.
    pub(super) fn has(&self, name: &str) -> bool {
        self.entries.iter().any(|entry| entry.name.eq_ignore_ascii_case(name))
    }

    /// A stream by its name.
    pub(super) fn stream(&self, name: &str) -> Result<Vec<u8>, DocumentError> {
        let entry =
            self.entries.iter().find(|entry| entry.name.eq_ignore_ascii_case(name)).ok_or_else(damaged)?;
        if entry.length > self.bytes.len() {
            return Err(damaged());
        }
        if entry.length < SMALL_STREAM {
            let small = |id: usize| self.small.get(id * SMALL_SECTOR..).map(|rest| first(rest, SMALL_SECTOR));
            walk(entry.start, &self.small_table, entry.length, small)
        } else {
            self.chain(entry.start, entry.length)
        }
    }

    /// Where each sector's successor stands: 109 table sectors are named in the header, more in a chain.
    fn sector_table(&self) -> Result<Vec<u32>, DocumentError> {
        let mut named: Vec<u32> = numbers(self.bytes.get(76..512).ok_or_else(damaged)?).collect();
        let mut next = number(self.bytes, 68)?;
        let mut walked = BTreeSet::new();
        while next < MARKS {
            if !walked.insert(next) {
                return Err(damaged());
            }
            named.extend(numbers(self.at(next).ok_or_else(damaged)?));
            next = named.pop().ok_or_else(damaged)?;
        }
        let mut table = Vec::new();
        for id in named.into_iter().filter(|id| *id < MARKS) {
            table.extend(numbers(self.at(id).ok_or_else(damaged)?));
        }
        Ok(table)
    }

    fn at(&self, id: u32) -> Option<&[u8]> {
        let start = usize::try_from(id).ok()?.checked_add(1)?.checked_mul(self.sector)?;
        self.bytes.get(start..).filter(|rest| !rest.is_empty()).map(|rest| first(rest, self.sector))
    }

    fn chain(&self, start: u32, length: usize) -> Result<Vec<u8>, DocumentError> {
        walk(start, &self.table, length, |id| u32::try_from(id).ok().and_then(|id| self.at(id)))
    }
}

fn first(bytes: &[u8], most: usize) -> &[u8] {
    bytes.get(..most).unwrap_or(bytes)
}

/// The bytes of a chain, up to a length; a chain that comes back to a sector is damaged.
fn walk<'b>(
    start: u32,
    table: &[u32],
    length: usize,
    sector: impl Fn(usize) -> Option<&'b [u8]>,
) -> Result<Vec<u8>, DocumentError> {
    let mut bytes = Vec::new();
    let mut walked = 0;
    let mut next = start;
    while next != END && bytes.len() < length {
        walked += 1;
        if walked > table.len() {
            return Err(damaged());
        }
        let id = usize::try_from(next).map_err(|_| damaged())?;
        let part = sector(id).ok_or_else(damaged)?;
        bytes.extend_from_slice(first(part, length - bytes.len()));
        next = *table.get(id).ok_or_else(damaged)?;
    }
    Ok(bytes)
}

fn entry(bytes: &[u8]) -> Result<Entry, DocumentError> {
    let units = bytes.get(..64).unwrap_or_default().chunks_exact(2);
    let units = units.filter_map(|two| <[u8; 2]>::try_from(two).ok()).map(u16::from_le_bytes);
    let name: Vec<u16> = units.take_while(|unit| *unit != 0).collect();
    Ok(Entry {
        name: String::from_utf16_lossy(&name),
        start: number(bytes, 116)?,
        length: length(bytes, 120)?,
    })
}
