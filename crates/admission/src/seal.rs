//! Digests of a run, and of each candidate's line under a published root.
//!
//! All digests are SM3. Each kind of input begins with a byte of its own, so that none is taken for another:
//!
//! - *leaf*: `0x00`, the candidate's 32-byte salt, the bytes of his line. The line is the one of `results.csv`
//!   without its line end.
//! - *node*: `0x01`, left digest, right digest. A tree over `n` leaves splits at the largest power of two below
//!   `n`; the tree over one leaf is that leaf.
//! - *root*, what is published: `0x02`, the number of leaves as 8 bytes (big end first), the digest of the tree
//!   (of nothing where there is no leaf).
//! - *inputs*: `0x03`, then each part as its length in 8 bytes and its bytes: the rules, the plan and the
//!   candidates in canonical form ([`canonical_plan`], [`canonical_candidates`]).
//!
//! The salt keeps a neighbour's line from being guessed from the digests a candidate is shown on his path. Salts
//! are drawn from one secret of the run by [`salt`]; a candidate is given his own.

use crate::allocate::{Allocation, NONE};
use crate::candidates::{Candidates, Household, REPEATED, UNKNOWN};
use crate::programmes::Programmes;
use crate::rules::Rules;
use sm3::{Digest, Sm3};
use std::fmt::Write;

/// An SM3 digest.
pub type Hash = [u8; 32];

fn digest(parts: &[&[u8]]) -> Hash {
    let mut sm3 = Sm3::new();
    parts.iter().for_each(|part| sm3.update(part));
    sm3.finalize().into()
}

/// A digest in hexadecimal.
#[must_use]
pub fn hex(hash: &Hash) -> String {
    hash.iter().fold(String::with_capacity(64), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

/// A digest from its 64 hexadecimal digits.
#[must_use]
pub fn parse_hex(text: &str) -> Option<Hash> {
    let mut hash = Hash::default();
    let digits: Option<Vec<u8>> =
        text.chars().map(|c| c.to_digit(16).and_then(|digit| u8::try_from(digit).ok())).collect();
    let digits = digits.filter(|digits| digits.len() == 64)?;
    for (byte, pair) in hash.iter_mut().zip(digits.chunks(2)) {
        *byte = pair.iter().fold(0, |byte, digit| byte << 4 | digit);
    }
    Some(hash)
}

/// The salt of a candidate, from the secret of the run and his number.
#[must_use]
pub fn salt(secret: &Hash, candidate: &[u8]) -> Hash {
    digest(&[&[4], secret, &digest(&[&[4], secret, candidate])])
}

/// The leaf of a candidate's line.
#[must_use]
pub fn leaf(salt: &Hash, line: &[u8]) -> Hash {
    digest(&[&[0], salt, line])
}

fn node(left: &Hash, right: &Hash) -> Hash {
    digest(&[&[1], left, right])
}

/// Where a tree over so many leaves is split: the largest power of two below.
fn split(leaves: usize) -> usize {
    leaves.next_power_of_two() / 2
}

fn tree(leaves: &[Hash]) -> Hash {
    match leaves {
        [] => digest(&[]),
        [leaf] => *leaf,
        _ => {
            let (left, right) = leaves.split_at(split(leaves.len()));
            node(&tree(left), &tree(right))
        }
    }
}

fn published(leaves: usize, tree: &Hash) -> Hash {
    digest(&[&[2], &(leaves as u64).to_be_bytes(), tree])
}

/// The root over leaves, the digest that is published.
#[must_use]
pub fn root(leaves: &[Hash]) -> Hash {
    published(leaves.len(), &tree(leaves))
}

/// What a candidate needs besides his line and salt to arrive at the root.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Path {
    /// The place of his leaf, from 0.
    pub leaf: usize,
    /// How many leaves there are.
    pub leaves: usize,
    /// The digests beside his way up, from the bottom.
    pub beside: Vec<Hash>,
}

/// The path of a leaf; nothing where there is no such leaf.
#[must_use]
pub fn path(leaves: &[Hash], leaf: usize) -> Option<Path> {
    if leaf >= leaves.len() {
        return None;
    }
    let (mut rest, mut at) = (leaves, leaf);
    let mut beside = Vec::new();
    while rest.len() > 1 {
        let (left, right) = rest.split_at(split(rest.len()));
        if at < left.len() {
            beside.push(tree(right));
            rest = left;
        } else {
            beside.push(tree(left));
            at -= left.len();
            rest = right;
        }
    }
    beside.reverse();
    Some(Path { leaf, leaves: leaves.len(), beside })
}

/// Whether a leaf stands under a published root by this path.
#[must_use]
pub fn verify(leaf: &Hash, path: &Path, root: &Hash) -> bool {
    if path.leaf >= path.leaves {
        return false;
    }
    // Whether the way goes left at each fork, from the top.
    let (mut size, mut at) = (path.leaves, path.leaf);
    let mut left = Vec::new();
    while size > 1 {
        let middle = split(size);
        left.push(at < middle);
        (size, at) = if at < middle { (middle, at) } else { (size - middle, at - middle) };
    }
    if left.len() != path.beside.len() {
        return false;
    }
    let up = left.iter().rev().zip(&path.beside);
    let tree = up
        .fold(*leaf, |below, (left, beside)| if *left { node(&below, beside) } else { node(beside, &below) });
    published(path.leaves, &tree) == *root
}

/// The digest of a run's inputs, from its parts in canonical form.
#[must_use]
pub fn inputs(parts: &[&[u8]]) -> Hash {
    let mut sm3 = Sm3::new();
    sm3.update([3]);
    for part in parts {
        sm3.update((part.len() as u64).to_be_bytes());
        sm3.update(part);
    }
    sm3.finalize().into()
}

/// A field as the files write it: in quotes where it holds a comma, a quote, a line end or an outer space.
pub(crate) fn write_field(out: &mut Vec<u8>, field: &[u8]) {
    let plain = |byte: &u8| !matches!(byte, b',' | b'"' | b'\n' | b'\r');
    if field.iter().all(plain) && field.trim_ascii() == field {
        out.extend_from_slice(field);
        return;
    }
    out.push(b'"');
    for byte in field {
        if *byte == b'"' {
            out.push(b'"');
        }
        out.push(*byte);
    }
    out.push(b'"');
}

fn write_number(out: &mut Vec<u8>, number: impl std::fmt::Display) {
    out.extend_from_slice(number.to_string().as_bytes());
}

/// A candidate's line of `results.csv` without its line end: `candidate,outcome,programme,preference,reason`.
pub fn write_line(
    out: &mut Vec<u8>,
    programmes: &Programmes,
    candidates: &Candidates,
    allocation: &Allocation,
    candidate: u32,
) {
    let reason = allocation.reason(candidate);
    write_field(out, candidates.ids.bytes(candidate));
    out.push(b',');
    out.extend_from_slice(reason.outcome().as_str().as_bytes());
    out.push(b',');
    let admitted = allocation.admitted(candidate);
    if let Some((programme, _)) = admitted {
        write_field(out, programmes.code(programme));
    }
    out.push(b',');
    if let Some((_, position)) = admitted {
        write_number(out, position);
    }
    out.push(b',');
    out.extend_from_slice(reason.as_str().as_bytes());
}

/// The leaves of a run, in the order of the candidates' numbers, so that the root does not depend on the order
/// of the list; and the place of each candidate's leaf, by index.
#[must_use]
pub fn leaves(
    secret: &Hash,
    programmes: &Programmes,
    candidates: &Candidates,
    allocation: &Allocation,
) -> (Vec<Hash>, Vec<u32>) {
    let mut order: Vec<u32> = (0..candidates.count()).collect();
    order.sort_unstable_by_key(|candidate| candidates.ids.bytes(*candidate));
    let mut place = vec![NONE; order.len()];
    let mut line = Vec::new();
    let mut leaves = Vec::with_capacity(order.len());
    for (at, candidate) in (0_u32..).zip(&order) {
        line.clear();
        write_line(&mut line, programmes, candidates, allocation, *candidate);
        leaves.push(leaf(&salt(secret, candidates.ids.bytes(*candidate)), &line));
        place.get_mut(*candidate as usize).into_iter().for_each(|place| *place = at);
    }
    (leaves, place)
}

/// The rules of a round in canonical form, a line a value.
#[must_use]
pub fn canonical_rules(programmes: &Programmes, candidates: &Candidates, rules: &Rules) -> Vec<u8> {
    let mut out = Vec::new();
    let floor = rules.score_floor.map(|floor| floor.to_string()).unwrap_or_default();
    let most = rules.preferences_max.map(|most| most.to_string()).unwrap_or_default();
    let evidence = rules.household_evidence_counts;
    let (equal, method) = (rules.equal.as_str(), rules.method.as_str());
    let _ = write_text(
        &mut out,
        format_args!(
            "score_floor={floor}\npreferences_max={most}\nequal={equal}\nmethod={method}\nhousehold_evidence_counts={evidence}"
        ),
    );
    for weights in &rules.weights {
        out.extend_from_slice(b"\nweights ");
        write_field(&mut out, programmes.code(weights.programme));
        for (subject, weight) in &weights.subjects {
            out.push(b',');
            let name = candidates.subjects.get(*subject as usize).map_or("", |(name, _)| name.as_str());
            write_field(&mut out, name.as_bytes());
            out.push(b'=');
            write_number(&mut out, weight);
        }
    }
    out
}

/// The plan in canonical form: a line a programme in the order of the plan, `code,places,test,quotas…`, with the
/// names of the groups in the first line.
#[must_use]
pub fn canonical_plan(programmes: &Programmes) -> Vec<u8> {
    let mut out = b"programme,places,test".to_vec();
    for group in programmes.groups() {
        out.push(b',');
        write_field(&mut out, group.as_bytes());
    }
    for programme in 0..programmes.count() {
        out.push(b'\n');
        write_field(&mut out, programmes.code(programme));
        out.push(b',');
        write_number(&mut out, programmes.places(programme));
        out.push(b',');
        programmes.additional_test(programme).into_iter().for_each(|test| write_number(&mut out, test));
        for group in 1..=u16::try_from(programmes.groups().len()).unwrap_or(u16::MAX) {
            out.push(b',');
            programmes.quota(programme, group).into_iter().for_each(|most| write_number(&mut out, most));
        }
    }
    out
}

/// The candidates in canonical form: a line a candidate in the order of their numbers, with everything the run
/// looks at: number, standing, tests, group (and further ones, each after a `+`), total, what the floor measures, keys, draw, subjects, preferences
/// joined by `|` (`?` for one the plan does not have, `=` for one named before).
#[must_use]
pub fn canonical_candidates(programmes: &Programmes, candidates: &Candidates) -> Vec<u8> {
    let mut order: Vec<u32> = (0..candidates.count()).collect();
    order.sort_unstable_by_key(|candidate| candidates.ids.bytes(*candidate));
    let mut columns = vec![&candidates.total];
    columns.extend(candidates.floor_total.as_ref());
    columns.extend(&candidates.keys);
    columns.extend(candidates.draw.as_ref());
    columns.extend(candidates.subjects.iter().map(|(_, column)| column));
    let mut out = Vec::new();
    let counts =
        [candidates.floor_total.is_some().into(), candidates.keys.len(), candidates.draw.is_some().into()];
    counts.iter().for_each(|count| {
        write_number(&mut out, count);
        out.push(b',');
    });
    candidates.subjects.iter().for_each(|(subject, _)| write_field(&mut out, subject.as_bytes()));
    for candidate in order {
        out.push(b'\n');
        write_field(&mut out, candidates.ids.bytes(candidate));
        let standing = candidates.standing(candidate);
        let tests = candidates.tests.get(candidate as usize).copied().unwrap_or(0);
        let _ = write_text(
            &mut out,
            format_args!(
                ",{},{},{tests},{}",
                u8::from(standing.qualified()),
                match standing.household() {
                    Household::Formal => "formal",
                    Household::Evidenced => "evidenced",
                    Household::Absent => "none",
                },
                candidates.group(candidate)
            ),
        );
        for groups in &candidates.more_groups {
            out.push(b'+');
            write_number(&mut out, groups.get(candidate as usize).copied().unwrap_or(0));
        }
        for column in &columns {
            out.push(b',');
            write_number(&mut out, column.decimal(candidate));
        }
        for (entry, programme) in candidates.lists.of(candidate).iter().enumerate() {
            out.push(if entry == 0 { b',' } else { b'|' });
            match *programme {
                UNKNOWN => out.push(b'?'),
                REPEATED => out.push(b'='),
                known => write_field(&mut out, programmes.code(known)),
            }
        }
    }
    out
}

fn write_text(out: &mut Vec<u8>, text: std::fmt::Arguments<'_>) -> std::io::Result<()> {
    use std::io::Write;
    out.write_fmt(text)
}
