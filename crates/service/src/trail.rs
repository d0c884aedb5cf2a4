//! The trail 审计日志: who looked at what and who changed what, chained like the journal.
//!
//! The journal tells what was decided; the trail tells who was there. A note is written in the transaction of what it
//! tells of, so that nothing is seen or changed without it. It names objects by their ids and never holds a name or a
//! number of a person.

use crate::access::Hand;
use crate::journal::{Digest, GENESIS, canonical, link};
use serde_json::json;

/// What is noted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    /// The account; empty of the public.
    pub account: String,
    /// The role acted in; empty where there is none yet.
    pub role: String,
    /// The organisation acted for.
    pub organisation: String,
    /// What was done: a word of the table of who may do what, or of signing in.
    pub action: String,
    /// What it was done to, such as `student/2023-00001`.
    pub object: String,
    /// `seen`, `done`, `refused`.
    pub result: String,
    /// What for, where it was asked.
    pub purpose: String,
    /// The address it came from.
    pub address: String,
}

impl Note {
    /// A note of what somebody does.
    #[must_use]
    pub fn of(hand: &Hand, object: &str, result: &str) -> Self {
        Note {
            account: hand.account.clone(),
            role: hand.role.as_str().to_owned(),
            organisation: hand.organisation.clone(),
            action: hand.action.as_str().to_owned(),
            object: object.to_owned(),
            result: result.to_owned(),
            purpose: hand.purpose.clone(),
            address: hand.address.clone().unwrap_or_default(),
        }
    }
}

/// A note as it stands in the trail.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TrailEntry {
    /// Its number, from 1 without gaps.
    pub seq: i64,
    /// When, in microseconds since 1970 UTC.
    pub at: i64,
    /// What was noted.
    pub note: Note,
    /// SM3 over the hash before and the canonical bytes of everything above.
    pub hash: String,
}

/// An entry of the trail with the name of who it was.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Looked {
    /// The entry.
    pub entry: TrailEntry,
    /// The person's name; empty of an account that is gone.
    pub name: String,
}

impl TrailEntry {
    /// The entry that follows a hash.
    #[must_use]
    pub fn after(previous: &Digest, seq: i64, at: i64, note: Note) -> (Self, Digest) {
        let mut entry = TrailEntry { seq, at, note, hash: String::new() };
        let hash = link(previous, &entry.bytes());
        entry.hash = hash.to_string();
        (entry, hash)
    }

    fn bytes(&self) -> Vec<u8> {
        let Note { account, role, organisation, action, object, result, purpose, address } = &self.note;
        let value = json!({
            "account": account, "action": action, "address": address, "at": self.at, "object": object,
            "organisation": organisation, "purpose": purpose, "result": result, "role": role, "seq": self.seq,
        });
        canonical(&value).into_bytes()
    }
}

/// Follows the chain of the trail entry by entry.
#[derive(Debug)]
pub struct TrailVerifier {
    previous: Digest,
    seq: i64,
}

impl Default for TrailVerifier {
    fn default() -> Self {
        TrailVerifier { previous: GENESIS, seq: 0 }
    }
}

impl TrailVerifier {
    /// Checks the next entry.
    ///
    /// # Errors
    /// The number of the first entry that is missing, was moved or was changed.
    pub fn check(&mut self, entry: &TrailEntry) -> Result<(), i64> {
        let (expected, hash) = TrailEntry::after(&self.previous, self.seq + 1, entry.at, entry.note.clone());
        if expected != *entry {
            return Err(self.seq + 1);
        }
        self.previous = hash;
        self.seq += 1;
        Ok(())
    }

    /// How many entries were good, and the hash of the last.
    #[must_use]
    pub fn head(&self) -> (i64, Digest) {
        (self.seq, self.previous)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn note(object: &str) -> Note {
        Note {
            account: "A-1".to_owned(),
            role: "school".to_owned(),
            organisation: "O".to_owned(),
            action: "student.read".to_owned(),
            object: object.to_owned(),
            result: "seen".to_owned(),
            purpose: String::new(),
            address: "127.0.0.1".to_owned(),
        }
    }

    fn broken(entries: &[TrailEntry]) -> Option<i64> {
        let mut verifier = TrailVerifier::default();
        entries.iter().find_map(|entry| verifier.check(entry).err())
    }

    #[test]
    fn what_was_changed_removed_or_moved_is_found() {
        let (mut previous, mut entries) = (GENESIS, Vec::new());
        for seq in 1..=5 {
            let (entry, hash) = TrailEntry::after(&previous, seq, 100 + seq, note(&format!("student/{seq}")));
            previous = hash;
            entries.push(entry);
        }
        assert_eq!(broken(&entries), None);
        for at in 0..5 {
            let number = i64::try_from(at).unwrap() + 1;
            let mut changed = entries.clone();
            changed[at].note.object = "student/9".to_owned();
            assert_eq!(broken(&changed), Some(number), "changed");
            let mut dated = entries.clone();
            dated[at].at += 1;
            assert_eq!(broken(&dated), Some(number), "dated otherwise");
            let mut removed = entries.clone();
            removed.remove(at);
            assert_eq!(broken(&removed), (at < 4).then_some(number), "removed; the end is held by the head");
        }
        entries.swap(1, 2);
        assert_eq!(broken(&entries), Some(2), "moved");
    }
}
