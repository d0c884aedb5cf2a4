//! Who did something is kept as an account's id; a reader is shown the person's name. On every page that is sent, ids
//! that stand in its words are replaced; those in addresses and forms stay.

use std::collections::{BTreeMap, BTreeSet};

/// What an account's id begins with, and how many letters follow.
const BEGINS: &str = "A-";
const LETTERS: usize = 16;

/// The ids of accounts that stand in the words of a page.
pub(crate) fn ids(html: &str) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    walk(html, &mut |piece| {
        if let Piece::Id(id) = piece {
            found.insert(id.to_owned());
        }
    });
    found
}

/// The page with names in the place of ids, as far as they are known.
pub(crate) fn named(html: &str, names: &BTreeMap<String, String>) -> String {
    let mut out = String::with_capacity(html.len());
    walk(html, &mut |piece| match piece {
        Piece::Id(id) => match names.get(id) {
            Some(name) => escaped(name, &mut out),
            None => out.push_str(id),
        },
        Piece::Other(text) => out.push_str(text),
    });
    out
}

enum Piece<'a> {
    Id(&'a str),
    Other(&'a str),
}

/// Goes through a page piece by piece: tags whole, words with the ids in them apart.
fn walk<'a>(html: &'a str, tell: &mut impl FnMut(Piece<'a>)) {
    let mut rest = html;
    while !rest.is_empty() {
        let words_end = rest.find('<').unwrap_or(rest.len());
        let (mut words, tag) = rest.split_at(words_end);
        while let Some(at) = words.find(BEGINS) {
            let (before, from) = words.split_at(at);
            tell(Piece::Other(before));
            let id = BEGINS.len() + LETTERS;
            let is_letter = |c: char| c.is_ascii_lowercase() || ('2'..='7').contains(&c);
            match from.get(BEGINS.len()..id) {
                Some(letters) if letters.chars().all(is_letter) => {
                    let (id, after) = from.split_at(id);
                    tell(Piece::Id(id));
                    words = after;
                }
                _ => {
                    let (begins, after) = from.split_at(BEGINS.len());
                    tell(Piece::Other(begins));
                    words = after;
                }
            }
        }
        tell(Piece::Other(words));
        let tag_end = tag.find('>').map_or(tag.len(), |end| end + 1);
        let (tag, after) = tag.split_at(tag_end);
        tell(Piece::Other(tag));
        rest = after;
    }
}

fn escaped(text: &str, out: &mut String) {
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            _ => out.push(c),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_stand_in_words_and_ids_stay_in_addresses() {
        let id = "A-abcdefgh234567ab";
        let html = format!("<a href=\"/accounts/{id}\">{id}，A-1</a> A-abc <b>account/{id}</b>");
        assert_eq!(ids(&html), BTreeSet::from([id.to_owned()]));
        let names = BTreeMap::from([(id.to_owned(), "王<小>".to_owned())]);
        let expected =
            format!("<a href=\"/accounts/{id}\">王&lt;小&gt;，A-1</a> A-abc <b>account/王&lt;小&gt;</b>");
        assert_eq!(named(&html, &names), expected);
        assert_eq!(named(&html, &BTreeMap::new()), html);
        assert_eq!(ids("<p"), BTreeSet::new());
    }
}
