//! The journal: what an entry is, its canonical bytes, and the chain.
//!
//! An entry's bytes are canonical JSON: object keys in byte order, no spaces, integers and strings only. Its
//! hash is SM3 over the hash of the entry before and these bytes, so that an entry cannot be changed, removed
//! or moved without every later hash being wrong. Names and other personal data never enter an entry: it holds
//! a person's id and a salted commitment to what was known of the person.

mod canonical;
mod chain;

pub use canonical::canonical;
pub use chain::{Digest, GENESIS, commitment, digest, link};

use guantong_model::Date;
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// What is asked to be written: an event of one stream, at the version the asker saw.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewEntry {
    /// The stream, such as `student/S-2023-00001` or `plan/2023`.
    pub stream: String,
    /// The version this entry will be: 1 for the first of its stream.
    pub version: i64,
    /// The event's kind, past tense, such as `student-admitted`.
    pub kind: String,
    /// The day it takes effect.
    pub effective_on: Date,
    /// Who caused it, as an account id or `system`.
    pub actor: String,
    /// The event itself; facts, no sentences.
    pub body: Value,
}

/// An entry as it stands in the journal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// Place in the whole journal, from 1 without gaps.
    pub seq: i64,
    /// The stream.
    pub stream: String,
    /// Place in its stream, from 1 without gaps.
    pub version: i64,
    /// The event's kind.
    pub kind: String,
    /// The day it takes effect.
    pub effective_on: Date,
    /// When it was recorded, in microseconds since 1970 UTC.
    pub recorded_at: i64,
    /// Who caused it.
    pub actor: String,
    /// The event itself.
    pub body: Value,
    /// SM3 over the hash before and the canonical bytes of all fields above, in hexadecimal.
    pub hash: String,
}

impl Entry {
    /// The entry that follows a hash, with its own hash.
    #[must_use]
    pub fn after(previous: &Digest, seq: i64, recorded_at: i64, new: NewEntry) -> (Self, Digest) {
        let (entry, hash, _) = Self::written(previous, seq, recorded_at, new);
        (entry, hash)
    }

    /// As [`Entry::after`], with the canonical text of the body, which the hash was made over.
    #[must_use]
    pub fn written(previous: &Digest, seq: i64, recorded_at: i64, new: NewEntry) -> (Self, Digest, String) {
        let mut entry = Entry {
            seq,
            stream: new.stream,
            version: new.version,
            kind: new.kind,
            effective_on: new.effective_on,
            recorded_at,
            actor: new.actor,
            body: new.body,
            hash: String::new(),
        };
        let body = canonical(&entry.body);
        let hash = link(previous, &entry.bytes_with(&body));
        entry.hash = hash.to_string();
        (entry, hash, body)
    }

    /// The canonical bytes the chain is made over: every field but the hash.
    #[must_use]
    pub fn bytes(&self) -> Vec<u8> {
        self.bytes_with(&canonical(&self.body))
    }

    /// The same, the body's canonical text being known: the other fields stand around it in the order of their names.
    fn bytes_with(&self, body: &str) -> Vec<u8> {
        let Entry { seq, stream, version, kind, effective_on, recorded_at, actor, body: _, hash: _ } = self;
        let text = |text: &str| canonical(&Value::String(text.to_owned()));
        format!(
            "{{\"actor\":{},\"body\":{body},\"effective_on\":\"{effective_on}\",\"kind\":{},\
             \"recorded_at\":{recorded_at},\"seq\":{seq},\"stream\":{},\"version\":{version}}}",
            text(actor),
            text(kind),
            text(stream),
        )
        .into_bytes()
    }
}

/// Where a journal stops being what it says.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ChainBreak {
    /// An entry's number is not the one after the entry before.
    #[error("entry {found} stands where {expected} should")]
    Gap {
        /// The number that should stand here.
        expected: i64,
        /// The number that does.
        found: i64,
    },
    /// An entry's bytes do not give its hash.
    #[error("entry {seq} was changed: its hash does not agree")]
    Changed {
        /// The entry's number.
        seq: i64,
    },
    /// A stream's versions have a gap.
    #[error("entry {seq}: version {found} of its stream stands where {expected} should")]
    Version {
        /// The entry's number.
        seq: i64,
        /// The version that should stand here.
        expected: i64,
        /// The version that does.
        found: i64,
    },
}

/// Follows a chain entry by entry.
#[derive(Debug)]
pub struct Verifier {
    previous: Digest,
    seq: i64,
    versions: std::collections::HashMap<String, i64>,
}

impl Default for Verifier {
    fn default() -> Self {
        Verifier { previous: GENESIS, seq: 0, versions: std::collections::HashMap::new() }
    }
}

impl Verifier {
    /// Checks the next entry.
    ///
    /// # Errors
    /// The first thing about it that is not as it must be.
    pub fn check(&mut self, entry: &Entry) -> Result<(), ChainBreak> {
        let expected = self.seq + 1;
        if entry.seq != expected {
            return Err(ChainBreak::Gap { expected, found: entry.seq });
        }
        let hash = link(&self.previous, &entry.bytes());
        if hash.to_string() != entry.hash {
            return Err(ChainBreak::Changed { seq: entry.seq });
        }
        let version = self.versions.entry(entry.stream.clone()).or_insert(0);
        if entry.version != *version + 1 {
            return Err(ChainBreak::Version { seq: entry.seq, expected: *version + 1, found: entry.version });
        }
        *version = entry.version;
        self.seq = expected;
        self.previous = hash;
        Ok(())
    }

    /// How many entries were found good, and the hash of the last.
    #[must_use]
    pub fn head(&self) -> (i64, &Digest) {
        (self.seq, &self.previous)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;
    use serde_json::json;

    fn entries() -> Vec<Entry> {
        let mut previous = GENESIS;
        (1..=3)
            .map(|n| {
                let (entry, hash) = Entry::after(
                    &previous,
                    n,
                    1_000 * n,
                    NewEntry {
                        stream: "student/a".to_owned(),
                        version: n,
                        kind: "tried".to_owned(),
                        effective_on: date(2023, 9, 1),
                        actor: "system".to_owned(),
                        body: json!({"n": n, "文": "字"}),
                    },
                );
                previous = hash;
                entry
            })
            .collect()
    }

    fn verify(entries: &[Entry]) -> Result<(), ChainBreak> {
        let mut verifier = Verifier::default();
        entries.iter().try_for_each(|entry| verifier.check(entry))
    }

    #[test]
    fn a_good_chain_is_found_good() {
        assert_eq!(verify(&entries()), Ok(()));
    }

    #[test]
    fn the_bytes_of_an_entry_are_the_canonical_spelling_of_its_fields() {
        let mut entry = entries().remove(1);
        entry.actor = "a\"\\\n张".to_owned();
        let whole = canonical(&json!({
            "seq": entry.seq, "stream": entry.stream, "version": entry.version, "kind": entry.kind,
            "effective_on": entry.effective_on.to_string(), "recorded_at": entry.recorded_at,
            "actor": entry.actor, "body": entry.body,
        }));
        assert_eq!(String::from_utf8(entry.bytes()).unwrap(), whole);
    }

    #[test]
    fn every_change_is_found() {
        let mut changed = entries();
        changed[1].body = json!({"n": 3, "文": "字"});
        assert_eq!(verify(&changed), Err(ChainBreak::Changed { seq: 2 }));

        let mut removed = entries();
        removed.remove(1);
        assert_eq!(verify(&removed), Err(ChainBreak::Gap { expected: 2, found: 3 }));

        let mut moved = entries();
        moved.swap(0, 1);
        assert!(verify(&moved).is_err());
    }
}
