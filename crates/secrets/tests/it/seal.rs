//! Sealing, rotation of keys, and blind indexes.

use guantong_secrets::SecretError;
use guantong_secrets::seal::Keys;

const NONCE: [u8; 24] = [9; 24];

fn keys() -> Keys {
    Keys::one("k1", [1; 32])
}

#[test]
fn item_38_what_is_sealed_opens_for_its_purpose_only() {
    for plain in [b"".as_slice(), b"13800138000", &[0xff; 5000]] {
        let sealed = keys().seal("person.phone", plain, &NONCE).unwrap();
        assert!(sealed.starts_with("v1.k1.") && sealed.is_ascii());
        assert_eq!(keys().open("person.phone", &sealed).unwrap(), plain);
        for purpose in ["", "person.phon", "person.phone2", "person.id"] {
            assert_eq!(keys().open(purpose, &sealed), Err(SecretError::Sealed), "{purpose}");
        }
        assert_eq!(Keys::one("k1", [2; 32]).open("person.phone", &sealed), Err(SecretError::Sealed));
    }
    let other = keys().seal("person.phone", b"13800138000", &[8; 24]).unwrap();
    assert_ne!(other, keys().seal("person.phone", b"13800138000", &NONCE).unwrap());
}

#[test]
fn item_38_every_flipped_bit_and_every_cut_is_caught() {
    let sealed = keys().seal("totp", b"twenty bytes of key.", &NONCE).unwrap();
    for at in 0..sealed.len() {
        for bit in 0..7 {
            let mut bytes = sealed.clone().into_bytes();
            bytes[at] ^= 1 << bit;
            let text = String::from_utf8(bytes).unwrap();
            assert!(keys().open("totp", &text).is_err(), "{at}.{bit} {text}");
        }
        assert!(keys().open("totp", sealed.get(..at).unwrap()).is_err(), "{at}");
    }
    for text in [format!("{sealed}A"), format!("{sealed}="), format!(" {sealed}"), format!("{sealed}.")] {
        assert_eq!(keys().open("totp", &text), Err(SecretError::Sealed), "{text}");
    }
}

#[test]
fn item_38_the_key_id_is_authenticated() {
    // The same key under two ids: what says the other id does not open.
    let both = keys().with_newest("k2", [1; 32]);
    let sealed = both.seal("totp", b"text", &NONCE).unwrap();
    assert!(sealed.starts_with("v1.k2."));
    assert_eq!(both.open("totp", &sealed.replace("v1.k2.", "v1.k1.")), Err(SecretError::Sealed));
}

#[test]
fn item_38_keys_are_rotated() {
    let old = keys();
    let before = old.seal("totp", b"text", &NONCE).unwrap();
    assert!(!old.needs_resealing(&before));
    let new = old.clone().with_newest("k2", [2; 32]);
    assert_eq!(new.open("totp", &before).unwrap(), b"text");
    assert!(new.needs_resealing(&before) && new.needs_resealing("") && new.needs_resealing("v2.k2.AAAA"));
    let after = new.seal("totp", b"text", &NONCE).unwrap();
    assert!(!new.needs_resealing(&after));
    assert!(matches!(old.open("totp", &after), Err(SecretError::Key(why)) if why.contains("k2")));
    // With only the new key left, what was sealed again opens, and nothing else.
    let last = Keys::one("k2", [2; 32]);
    assert_eq!(last.open("totp", &after).unwrap(), b"text");
    assert!(last.open("totp", &before).is_err());
}

#[test]
fn item_38_a_blind_index_stays_over_rotation() {
    let index = keys().blind("person.id", "110101199003070000");
    assert_eq!(index.len(), 64);
    assert_eq!(index, keys().with_newest("k2", [2; 32]).blind("person.id", "110101199003070000"));
    let others = [
        keys().blind("person.id", "110101199003070001"),
        keys().blind("person.phone", "110101199003070000"),
        keys().blind("person.id1", "10101199003070000"),
        Keys::one("k1", [2; 32]).blind("person.id", "110101199003070000"),
    ];
    assert!(!others.contains(&index));
}

#[test]
fn keys_are_written_and_read() {
    let keys = keys().with_newest("k2", [2; 32]);
    let read = Keys::parse(&keys.text()).unwrap();
    assert_eq!(read.text(), keys.text());
    assert!(keys.text().starts_with("k2 "));
    assert_eq!(read.seal("p", b"x", &NONCE), keys.seal("p", b"x", &NONCE));
    let lines = keys.text().replace('\n', "  # a key\r\n");
    let dressed = format!("# keys\r\n\r\n{lines}");
    assert_eq!(Keys::parse(&dressed).unwrap().text(), keys.text());
    assert_eq!(format!("{keys:?}"), r#"["k2", "k1"]"#);
}

#[test]
fn keys_that_cannot_be_read_are_refused_by_line_and_never_shown() {
    let good = "k1 aeaqcaibaeaqcaibaeaqcaibaeaqcaibaeaqcaibaeaqcaibaeaq";
    assert!(Keys::parse(good).is_ok());
    let table = [
        (String::new(), "no key"),
        ("# nothing\n".to_owned(), "no key"),
        (format!("{good}\nk2"), "line 2"),
        (format!("{good}\n{good}"), "line 2"),
        (format!("#\n{good} more"), "line 2"),
        (good.replace("k1", "k.1"), "line 1"),
        (good.replace("k1", "K1"), "line 1"),
        (good.replace("aeaq", "aea1"), "line 1"),
        (format!("{good}aa"), "line 1"),
        ("k1 aeaqcaib".to_owned(), "line 1"),
    ];
    for (text, expected) in table {
        let Err(SecretError::Key(why)) = Keys::parse(&text) else { panic!("{text}") };
        assert!(why.contains(expected) && !why.contains("aea"), "{text}: {why}");
    }
}

#[test]
fn ids_are_made_fit_and_kept_apart() {
    assert!(Keys::one("Key 1.a", [1; 32]).text().starts_with("key-1-a "));
    assert!(Keys::one("", [1; 32]).text().starts_with("key "));
    let long = "x".repeat(40);
    let keys = Keys::one(&long, [1; 32]).with_newest(&long, [2; 32]).with_newest(&long, [3; 32]);
    assert_eq!(Keys::parse(&keys.text()).unwrap().text(), keys.text());
    let sealed = Keys::one(&long, [1; 32]).seal("p", b"x", &NONCE).unwrap();
    assert_eq!(keys.open("p", &sealed).unwrap(), b"x");
}
