//! Programme ids: made from the key alone, so that the same programme has the same id in every year.
//!
//! `p` and eight characters: the first 40 bits of the SM3 digest of the key's five names, parted by U+001F, absent
//! ones empty, in Crockford's base 32 (no I, L, O, U) in small letters. Anybody can compute it again.

use guantong_model::{ProgrammeId, ProgrammeKey};
use sm3::{Digest, Sm3};
use std::collections::BTreeMap;

const DIGITS: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";

/// Two keys with one id: none of them may be used.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("two programmes have the id {id}")]
pub struct Collision {
    /// The id.
    pub id: ProgrammeId,
    /// The two keys.
    pub keys: Box<[ProgrammeKey; 2]>,
}

/// The id of a programme.
#[must_use]
pub fn programme_id(key: &ProgrammeKey) -> ProgrammeId {
    let names = [
        key.institution.as_str(),
        key.special.as_deref().unwrap_or_default(),
        key.major.as_str(),
        key.specialisation.as_deref().unwrap_or_default(),
        key.partner.as_str(),
    ];
    let digest = Sm3::digest(names.join("\u{1f}").as_bytes());
    let bits = digest.iter().take(5).fold(0_u64, |bits, byte| bits << 8 | u64::from(*byte));
    let mut id = String::from("p");
    for place in (0..8).rev() {
        let digit = usize::try_from(bits >> (5 * place) & 31).unwrap_or_default();
        id.extend(DIGITS.get(digit).map(|digit| char::from(*digit)));
    }
    ProgrammeId(id)
}

/// Whether the ids of all keys differ.
pub(super) fn all_differ<'a>(keys: impl Iterator<Item = &'a ProgrammeKey>) -> Result<(), Collision> {
    differ(keys.map(|key| (programme_id(key), key)))
}

fn differ<'a>(ids: impl Iterator<Item = (ProgrammeId, &'a ProgrammeKey)>) -> Result<(), Collision> {
    let mut seen: BTreeMap<ProgrammeId, &ProgrammeKey> = BTreeMap::new();
    for (id, key) in ids {
        if let Some(other) = seen.insert(id.clone(), key).filter(|other| *other != key) {
            return Err(Collision { id, keys: Box::new([other.clone(), key.clone()]) });
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(institution: &str, special: Option<&str>, partner: &str) -> ProgrammeKey {
        ProgrammeKey {
            institution: institution.into(),
            special: special.map(str::to_owned),
            major: "幼儿保育".into(),
            specialisation: None,
            partner: partner.into(),
        }
    }

    #[test]
    fn an_id_is_the_keys_and_never_changes() {
        let one = key("北京市商业学校", None, "北京联合大学");
        assert_eq!(programme_id(&one).as_str(), "ppqecbxjh");
        assert_ne!(programme_id(&one), programme_id(&key("北京市商业学校", None, "北京城市学院")));
        // The parts do not run together.
        assert_ne!(programme_id(&key("甲乙", None, "丙")), programme_id(&key("甲", Some("乙"), "丙")));
    }

    #[test]
    fn two_keys_under_one_id_are_refused() {
        let (one, other) = (key("甲", None, "丙"), key("乙", None, "丙"));
        let id = ProgrammeId::from("p00000000");
        assert!(differ([(id.clone(), &one), (id.clone(), &one)].into_iter()).is_ok());
        let collision = differ([(id.clone(), &one), (id.clone(), &other)].into_iter()).unwrap_err();
        assert_eq!((collision.id, collision.keys.as_ref()), (id, &[one, other]));
    }
}
