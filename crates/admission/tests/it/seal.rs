//! Digests and paths.

use super::instance::{Dice, Instance, Shape};
use guantong_admission::round::{self, Round};
use guantong_admission::seal::{self, Hash};
use guantong_admission::{Equal, Rules};
use std::collections::BTreeSet;

fn run(instance: &Instance) -> Round {
    round::run(instance.rules(), instance.plan(), instance.field(), &BTreeSet::new()).unwrap()
}

fn instance() -> Instance {
    (0..)
        .map(|seed| Instance::random(seed, Equal::Draw, &Shape { candidates: 14, totals: 5, quotas: true }))
        .find(|instance| instance.candidates.len() == 13)
        .unwrap()
}

#[test]
fn every_line_is_found_under_the_root_and_no_other() {
    let round = run(&instance());
    let secret: Hash = [7; 32];
    let (leaves, place) = round.leaves(&secret);
    let root = seal::root(&leaves);
    for candidate in 0..round.candidates.count() {
        let id = round.candidates.ids.text(candidate);
        let line = round.line(candidate);
        assert!(line.starts_with(&format!("{id},")), "{line}");
        let salt = seal::salt(&secret, id.as_bytes());
        let path = seal::path(&leaves, place[candidate as usize] as usize).unwrap();
        let leaf = seal::leaf(&salt, line.as_bytes());
        assert!(seal::verify(&leaf, &path, &root), "{line}");
        let forged = seal::leaf(&salt, line.replace("admitted", "not-admitted").as_bytes());
        assert!(forged == leaf || !seal::verify(&forged, &path, &root));
        assert!(!seal::verify(&seal::leaf(&[8; 32], line.as_bytes()), &path, &root));
        let mut elsewhere = path.clone();
        elsewhere.leaf = (path.leaf + 1) % leaves.len();
        assert!(!seal::verify(&leaf, &elsewhere, &root), "{line}");
        let mut longer = path.clone();
        longer.leaves += 1;
        assert!(!seal::verify(&leaf, &longer, &root), "{line}");
        let mut cut = path.clone();
        cut.beside.pop();
        assert!(!seal::verify(&leaf, &cut, &root), "{line}");
    }
    assert!(seal::path(&leaves, leaves.len()).is_none());
}

#[test]
fn trees_of_every_size() {
    let leaf = |n: usize| seal::leaf(&[0; 32], n.to_string().as_bytes());
    let mut roots = BTreeSet::new();
    for count in 0..40 {
        let leaves: Vec<Hash> = (0..count).map(leaf).collect();
        let root = seal::root(&leaves);
        assert!(roots.insert(root), "{count}");
        for (at, leaf) in leaves.iter().enumerate() {
            assert!(seal::verify(leaf, &seal::path(&leaves, at).unwrap(), &root), "{at} of {count}");
        }
    }
}

#[test]
fn digests_are_those_of_the_form_written_down() {
    use sm3::{Digest, Sm3};
    let hash = |bytes: &[u8]| -> Hash { Sm3::digest(bytes).into() };
    let [a, b] = [[1_u8; 32], [2; 32]];
    assert_eq!(seal::leaf(&a, b"line"), hash(&[&[0], &a[..], b"line"].concat()));
    let node = hash(&[&[1], &a[..], &b[..]].concat());
    assert_eq!(seal::root(&[a, b]), hash(&[&[2], &2_u64.to_be_bytes()[..], &node[..]].concat()));
    assert_eq!(seal::root(&[]), hash(&[&[2], &0_u64.to_be_bytes()[..], &hash(b"")[..]].concat()));
    // GM/T 0004-2012, example 1.
    let abc = "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0";
    assert_eq!(seal::hex(&hash(b"abc")), abc);
    assert_eq!(seal::parse_hex(abc), Some(hash(b"abc")));
    assert_eq!((seal::parse_hex("66"), seal::parse_hex(&abc.replace('6', "g"))), (None, None));
}

#[test]
fn the_inputs_digest_changes_with_the_inputs_and_not_with_their_order() {
    let instance = instance();
    let digest = run(&instance).inputs_digest();
    let secret: Hash = [1; 32];
    let root = |round: &Round| seal::root(&round.leaves(&secret).0);
    let mut shuffled = instance.clone();
    Dice::new(3).shuffle(&mut shuffled.candidates);
    assert_ne!(shuffled.candidates[0].id, instance.candidates[0].id);
    assert_eq!(run(&shuffled).inputs_digest(), digest);
    assert_eq!(root(&run(&shuffled)), root(&run(&instance)));
    let changes: [fn(&mut Instance); 8] = [
        |i| i.candidates[0].total = guantong_model::Score::points(500),
        |i| i.candidates[0].qualified ^= true,
        |i| i.candidates[0].preferences.push(0),
        |i| i.candidates[0].preferences.push(guantong_admission::UNKNOWN),
        |i| i.candidates[0].draw = Some(99),
        |i| i.candidates[0].id.push('x'),
        |i| i.programmes[0].places += 1,
        |i| i.floor = Some(guantong_model::Score::points(400)),
    ];
    let mut seen = BTreeSet::from([digest]);
    for (n, change) in changes.iter().enumerate() {
        let mut changed = instance.clone();
        change(&mut changed);
        assert!(seen.insert(run(&changed).inputs_digest()), "change {n}");
    }
    let mut round = run(&instance);
    round.rules = Rules { equal: Equal::AdmitAll, ..round.rules };
    assert!(seen.insert(round.inputs_digest()));
}
