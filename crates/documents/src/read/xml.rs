//! A look over the raw XML of a part while it is inflated, before any parser builds something from it.
//!
//! It reads tags, not documents: enough to see a document type, a token without end, which rows are hidden, and
//! which part is which sheet.

/// No token of an honest workbook is longer; a cell holds at most 32,767 characters.
const TOKEN_MAX: usize = 1024 * 1024;
/// So much of a tag is kept to be looked at.
const TAG_KEPT: usize = 1024;

const DOCUMENT_TYPE: &[u8] = b"!DOCTYPE";

/// Why a part is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Bad {
    DocumentType,
    Malformed,
}

/// The state of the look: fed with the bytes in pieces, it hands out one tag after another.
#[derive(Default)]
pub(super) struct Tags {
    tag: Vec<u8>,
    within: bool,
    length: usize,
}

impl Tags {
    /// Looks over the next bytes and hands each whole tag, without its brackets, to `seen`.
    pub(super) fn feed(&mut self, bytes: &[u8], seen: &mut impl FnMut(&str)) -> Result<(), Bad> {
        for byte in bytes {
            self.length += 1;
            match (byte, self.within) {
                (0, _) => return Err(Bad::Malformed),
                (b'<', _) => {
                    self.within = true;
                    self.length = 0;
                    self.tag.clear();
                }
                (b'>', true) => {
                    self.within = false;
                    self.length = 0;
                    seen(&String::from_utf8_lossy(&self.tag));
                }
                (byte, true) if self.tag.len() < TAG_KEPT => {
                    self.tag.push(*byte);
                    // At once: a declaration may hold others, and end after them.
                    if self.tag.len() == DOCUMENT_TYPE.len() && self.tag.eq_ignore_ascii_case(DOCUMENT_TYPE) {
                        return Err(Bad::DocumentType);
                    }
                }
                _ => {}
            }
            if self.length > TOKEN_MAX {
                return Err(Bad::Malformed);
            }
        }
        Ok(())
    }
}

/// The local name of a tag: `x:row r="3"` is a `row`.
pub(super) fn name(tag: &str) -> &str {
    let name = tag.split([' ', '\t', '\r', '\n', '/']).next().unwrap_or_default();
    name.rsplit(':').next().unwrap_or_default()
}

/// An attribute's value as it stands.
pub(super) fn attribute<'a>(tag: &'a str, key: &str) -> Option<&'a str> {
    let mut rest = tag;
    loop {
        let (before, after) = rest.split_once('=')?;
        let quote = after.trim_start().chars().next().filter(|c| matches!(c, '"' | '\''))?;
        let (_, from_value) = after.split_once(quote)?;
        let (value, next) = from_value.split_once(quote)?;
        let found = before.rsplit([' ', '\t', '\r', '\n']).find(|part| !part.is_empty());
        if found == Some(key) {
            return Some(value);
        }
        rest = next;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tags(text: &str, piece: usize) -> Result<Vec<String>, Bad> {
        let mut found = Vec::new();
        let mut tags = Tags::default();
        for piece in text.as_bytes().chunks(piece) {
            tags.feed(piece, &mut |tag| found.push(tag.to_owned()))?;
        }
        Ok(found)
    }

    #[test]
    fn tags_are_seen_however_the_bytes_are_cut() {
        for piece in [1, 3, 1000] {
            assert_eq!(tags("<a>x</a><x:row r='3'\nhidden=\"1\"/>", piece).unwrap().len(), 3);
        }
        assert_eq!(
            tags("<?xml version='1.0'?><!doctype x [<!ENTITY a 'b'>]><x/>", 7),
            Err(Bad::DocumentType)
        );
        assert_eq!(tags("<a\0>", 7), Err(Bad::Malformed));
        assert_eq!(tags(&format!("<a>{}", "x".repeat(TOKEN_MAX + 1)), 4096), Err(Bad::Malformed));
    }

    #[test]
    fn a_tag_has_a_name_and_attributes() {
        let tag = "x:row r = \"12\" hidden='1' r:id=\"rId1\"";
        assert_eq!((name(tag), attribute(tag, "hidden")), ("row", Some("1")));
        assert_eq!((attribute(tag, "id"), attribute(tag, "r:id")), (None, Some("rId1")));
        assert_eq!(name("sheet/"), "sheet");
        assert_eq!(attribute(tag, "absent"), None);
    }
}
