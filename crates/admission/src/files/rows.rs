//! Rows of a CSV file, as a stream: fields as they stand, physical lines, UTF-8 or GB18030.
//!
//! Written by hand rather than taken from a library for three things it must do: name the physical line of every
//! row after blank lines and quoted line ends, refuse a quote never closed instead of swallowing the rest of the
//! file, and pass a million rows in a fraction of a second.

use encoding_rs::{Decoder, DecoderResult, GB18030};
use std::io::{self, Read};

/// How much is read at a time.
const CHUNK: usize = 1 << 20;
/// The longest row.
const ROW_MAX: usize = 1 << 24;

/// How a file writes its characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Encoding {
    /// UTF-8, with or without byte order mark.
    Utf8,
    /// GB18030, of which GBK and GB2312 are parts.
    Gb18030,
}

/// Why a file cannot be read on.
#[derive(Debug)]
pub(crate) enum RowsError {
    /// A byte that is not UTF-8; it may be GB18030 unless it began with a byte order mark.
    NotUtf8 {
        /// The physical line.
        line: u64,
        /// Whether the file began with the mark of UTF-8.
        marked: bool,
    },
    /// A byte that is neither.
    Unreadable {
        /// The physical line.
        line: u64,
    },
    /// A quote that is never closed, or a row longer than 16 MiB.
    Endless {
        /// The physical line the row begins at.
        line: u64,
    },
    /// The disk.
    Io(io::Error),
}

/// A field: from, to, and whether it has doubled quotes inside.
type Field = (usize, usize, bool);

/// One row.
pub(crate) struct Row<'a> {
    /// The physical line it begins at, from 1.
    pub(crate) line: u64,
    /// Whether something stands between a closing quote and the next comma.
    pub(crate) misquoted: bool,
    bytes: &'a [u8],
    fields: &'a [Field],
}

impl<'a> Row<'a> {
    /// How many fields it has.
    pub(crate) fn len(&self) -> usize {
        self.fields.len()
    }

    /// A field without spaces around it; empty beyond the end.
    pub(crate) fn get(&self, field: usize) -> &'a [u8] {
        let (from, to, _) = self.fields.get(field).copied().unwrap_or_default();
        self.bytes.get(from..to).unwrap_or_default().trim_ascii()
    }
}

/// The rows of a file.
pub(crate) struct Rows<R> {
    source: R,
    decoder: Option<Decoder>,
    raw: Vec<u8>,
    buffer: Vec<u8>,
    start: usize,
    /// How far the buffer is known to be UTF-8.
    checked: usize,
    begun: bool,
    marked: bool,
    ended: bool,
    line: u64,
    read: u64,
    fields: Vec<Field>,
}

impl<R: Read> Rows<R> {
    pub(crate) fn new(source: R, encoding: Encoding) -> Self {
        let decoder = (encoding == Encoding::Gb18030).then(|| GB18030.new_decoder_without_bom_handling());
        Rows {
            source,
            decoder,
            raw: Vec::new(),
            buffer: Vec::new(),
            start: 0,
            checked: 0,
            begun: false,
            marked: false,
            ended: false,
            line: 1,
            read: 0,
            fields: Vec::new(),
        }
    }

    /// How many bytes of the file have been read.
    pub(crate) fn bytes_read(&self) -> u64 {
        self.read
    }

    /// The next row that is not blank.
    pub(crate) fn next(&mut self) -> Result<Option<Row<'_>>, RowsError> {
        let (line, row) = loop {
            let rest = self.buffer.get(self.start..).unwrap_or_default();
            if rest.is_empty() && self.ended {
                return Ok(None);
            }
            match scan(rest, self.ended, &mut self.fields) {
                Scan::More => self.fill()?,
                Scan::Endless => return Err(RowsError::Endless { line: self.line }),
                Scan::Row(row) => {
                    let (from, line) = (self.start, self.line);
                    self.start += row.next;
                    self.line += row.lines;
                    if !row.blank {
                        break (line, (from, row));
                    }
                }
            }
        };
        let (from, row) = row;
        let bytes = self.buffer.get_mut(from..self.start).unwrap_or_default();
        for (start, end, _) in self.fields.iter_mut().filter(|(_, _, doubled)| *doubled) {
            *end = *start + undouble(bytes.get_mut(*start..*end).unwrap_or_default());
        }
        Ok(Some(Row { line, misquoted: row.misquoted, bytes, fields: &self.fields }))
    }

    /// Drops what has been handed out and reads on.
    fn fill(&mut self) -> Result<(), RowsError> {
        self.buffer.drain(..self.start);
        self.checked -= self.start;
        self.start = 0;
        if self.buffer.len() > ROW_MAX {
            return Err(RowsError::Endless { line: self.line });
        }
        match self.decoder.take() {
            None => {
                let source = self.source.by_ref().take(CHUNK as u64);
                let read = { source }.read_to_end(&mut self.buffer).map_err(RowsError::Io)?;
                self.read += read as u64;
                self.ended = read < CHUNK;
                self.check()
            }
            Some(decoder) => self.decode(decoder),
        }
    }

    fn check(&mut self) -> Result<(), RowsError> {
        if !self.begun {
            self.begun = true;
            self.marked = self.buffer.starts_with(b"\xef\xbb\xbf");
            self.start = if self.marked { 3 } else { 0 };
        }
        match std::str::from_utf8(self.buffer.get(self.checked..).unwrap_or_default()) {
            Ok(_) => self.checked = self.buffer.len(),
            // A character cut by the end of the chunk.
            Err(error) if error.error_len().is_none() && !self.ended => self.checked += error.valid_up_to(),
            Err(error) => {
                let line = self.line_at(self.checked + error.valid_up_to());
                return Err(RowsError::NotUtf8 { line, marked: self.marked });
            }
        }
        Ok(())
    }

    fn decode(&mut self, mut decoder: Decoder) -> Result<(), RowsError> {
        self.raw.clear();
        let mut source = self.source.by_ref().take(CHUNK as u64);
        let read = source.read_to_end(&mut self.raw).map_err(RowsError::Io)?;
        self.read += read as u64;
        self.ended = read < CHUNK;
        let before = self.buffer.len();
        let room = decoder.max_utf8_buffer_length_without_replacement(self.raw.len()).unwrap_or(CHUNK * 4);
        self.buffer.resize(before + room, 0);
        let target = self.buffer.get_mut(before..).unwrap_or_default();
        let (result, _, written) = decoder.decode_to_utf8_without_replacement(&self.raw, target, self.ended);
        self.buffer.truncate(before + written);
        self.checked = self.buffer.len();
        self.decoder = Some(decoder);
        match result {
            DecoderResult::InputEmpty => Ok(()),
            _ => Err(RowsError::Unreadable { line: self.line_at(self.buffer.len()) }),
        }
    }

    fn line_at(&self, offset: usize) -> u64 {
        self.line + line_ends(self.buffer.get(self.start..offset).unwrap_or_default())
    }
}

/// Line ends of any kind: `\n`, `\r\n`, `\r`.
fn line_ends(bytes: &[u8]) -> u64 {
    let alone = |(at, byte): (usize, &u8)| *byte == b'\r' && bytes.get(at + 1) != Some(&b'\n');
    let feeds = bytes.iter().filter(|byte| **byte == b'\n').count();
    let returns =
        if bytes.contains(&b'\r') { bytes.iter().enumerate().filter(|at| alone(*at)).count() } else { 0 };
    (feeds + returns) as u64
}

/// Makes one quote of two; returns the new length.
fn undouble(field: &mut [u8]) -> usize {
    let (mut from, mut to) = (0, 0);
    while let Some(byte) = field.get(from).copied() {
        from += if byte == b'"' { 2 } else { 1 };
        field.get_mut(to).into_iter().for_each(|place| *place = byte);
        to += 1;
    }
    to
}

enum Scan {
    /// More must be read first.
    More,
    /// A quote is open at the end of the file.
    Endless,
    Row(Scanned),
}

struct Scanned {
    /// Where the next row begins.
    next: usize,
    /// Line ends passed.
    lines: u64,
    blank: bool,
    misquoted: bool,
}

/// Takes one row apart.
fn scan(bytes: &[u8], ended: bool, fields: &mut Vec<Field>) -> Scan {
    fields.clear();
    let (mut at, mut lines, mut misquoted) = (0, 0, false);
    loop {
        let quoted = bytes.get(at) == Some(&b'"');
        if quoted {
            let (close, doubled) = match closing_quote(bytes, at + 1, ended) {
                Ok(found) => found,
                Err(scan) => return scan,
            };
            lines += line_ends(bytes.get(at + 1..close).unwrap_or_default());
            fields.push((at + 1, close, doubled));
            at = close + 1;
        }
        let rest = bytes.get(at..).unwrap_or_default();
        let Some(length) = rest.iter().position(|byte| matches!(byte, b',' | b'\n' | b'\r')) else {
            if !ended {
                return Scan::More;
            }
            misquoted |= quoted && !rest.trim_ascii().is_empty();
            if !quoted {
                fields.push((at, bytes.len(), false));
            }
            return Scan::Row(Scanned { next: bytes.len(), lines, blank: false, misquoted });
        };
        let end = at + length;
        if quoted {
            misquoted |= !bytes.get(at..end).unwrap_or_default().trim_ascii().is_empty();
        } else {
            fields.push((at, end, false));
        }
        let next = match (bytes.get(end), bytes.get(end + 1)) {
            (Some(b','), _) => {
                at = end + 1;
                continue;
            }
            (Some(b'\r'), Some(b'\n')) => end + 2,
            (Some(b'\r'), None) if !ended => return Scan::More,
            _ => end + 1,
        };
        return Scan::Row(Scanned { next, lines: lines + 1, blank: end == 0, misquoted });
    }
}

/// Where a quoted field ends, and whether it has doubled quotes inside.
fn closing_quote(bytes: &[u8], from: usize, ended: bool) -> Result<(usize, bool), Scan> {
    let (mut at, mut doubled) = (from, false);
    loop {
        let rest = bytes.get(at..).unwrap_or_default();
        let Some(found) = rest.iter().position(|byte| *byte == b'"') else {
            return Err(if ended { Scan::Endless } else { Scan::More });
        };
        at += found;
        match bytes.get(at + 1) {
            Some(b'"') => (at, doubled) = (at + 2, true),
            None if !ended => return Err(Scan::More),
            _ => return Ok((at, doubled)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    type Read = Vec<(u64, Vec<String>)>;

    /// Hands out a few bytes at a time, so that every cut is met.
    struct Drops<'a>(&'a [u8], usize);

    impl io::Read for Drops<'_> {
        fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
            let length = self.1.min(self.0.len()).min(out.len());
            let (now, later) = self.0.split_at(length);
            out[..length].copy_from_slice(now);
            self.0 = later;
            Ok(length)
        }
    }

    fn rows(bytes: &[u8], encoding: Encoding) -> Result<Read, RowsError> {
        let mut rows = Rows::new(Drops(bytes, 3), encoding);
        let mut all = Vec::new();
        while let Some(row) = rows.next()? {
            let field = |at| String::from_utf8(row.get(at).to_vec()).unwrap();
            let mark = if row.misquoted { vec!["!".to_owned()] } else { Vec::new() };
            all.push((row.line, (0..row.len()).map(field).chain(mark).collect()));
        }
        Ok(all)
    }

    fn check(text: &str, expected: &[(u64, &[&str])]) {
        let expected: Read = expected
            .iter()
            .map(|(line, row)| (*line, row.iter().map(|f| (*f).to_owned()).collect()))
            .collect();
        assert_eq!(rows(text.as_bytes(), Encoding::Utf8).unwrap(), expected, "{text:?}");
        let (gb, _, _) = GB18030.encode(text);
        assert_eq!(rows(&gb, Encoding::Gb18030).unwrap(), expected, "{text:?} as GB18030");
    }

    #[test]
    fn rows_and_their_physical_lines() {
        check("", &[]);
        check("\n\r\n\n", &[]);
        check("a,b\n1,2", &[(1, &["a", "b"]), (2, &["1", "2"])]);
        check("a\r\n\r\n\n b ,\r\n", &[(1, &["a"]), (4, &["b", ""])]);
        check("a\rb\r", &[(1, &["a"]), (2, &["b"])]);
        check("\"x\ny\",1\nz,\"\"\n", &[(1, &["x\ny", "1"]), (3, &["z", ""])]);
        check("\"say \"\"a\"\" \",\"\"\"\"\n2", &[(1, &["say \"a\"", "\""]), (2, &["2"])]);
        check("\"a\" ,b\n\"a\"x,b\n", &[(1, &["a", "b"]), (2, &["a", "b", "!"])]);
        check("考生,汽车\"专业\n", &[(1, &["考生", "汽车\"专业"])]);
        check(",\n", &[(1, &["", ""])]);
        check("\"a\"", &[(1, &["a"])]);
    }

    #[test]
    fn long_files_cross_chunks() {
        let line = "考生编号,\"引\"\"号\",520.5\n";
        let count = CHUNK * 3 / line.len();
        let text = line.repeat(count);
        let read = rows(text.as_bytes(), Encoding::Utf8).unwrap();
        assert_eq!(read.len(), count);
        assert!(
            read.iter()
                .zip(1..)
                .all(|((at, row), line)| *at == line && row == &["考生编号", "引\"号", "520.5"])
        );
    }

    #[test]
    fn what_cannot_be_read_is_named() {
        let utf8 = |bytes: &[u8]| rows(bytes, Encoding::Utf8).unwrap_err();
        assert!(matches!(utf8(b"a\nb\n\xb1,c"), RowsError::NotUtf8 { line: 3, marked: false }));
        assert!(matches!(utf8(b"\xef\xbb\xbfa\n\xff\n"), RowsError::NotUtf8 { line: 2, marked: true }));
        assert!(matches!(utf8(b"a\n\xe4\xb8"), RowsError::NotUtf8 { line: 2, .. }));
        assert!(matches!(utf8(b"a\n\n\"b\nc\n"), RowsError::Endless { line: 3 }));
        let gb = rows(b"a\nb\n\xff", Encoding::Gb18030).unwrap_err();
        assert!(matches!(gb, RowsError::Unreadable { line: 3 }));
        let mut marked = b"\xef\xbb\xbf".to_vec();
        marked.extend_from_slice(b"a,b\n");
        assert_eq!(rows(&marked, Encoding::Utf8).unwrap(), [(1, vec!["a".to_owned(), "b".to_owned()])]);
        let endless = format!("\"{}", "x".repeat(ROW_MAX + CHUNK * 2));
        assert!(matches!(
            rows(endless.as_bytes(), Encoding::Utf8).unwrap_err(),
            RowsError::Endless { line: 1 }
        ));
    }
}
