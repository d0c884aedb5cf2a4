//! Ids and codes that open once.

use guantong_secrets::once::{digest, equal, id, mac, normal, typed};

#[test]
fn both_forms_of_a_code_digest_alike() {
    let bytes: [u8; 16] = *b"\x00\x01\x02\xfd\xfe\xff0123456789";
    assert_eq!(id(b"foobar"), "mzxw6ytboi");
    assert_eq!(typed(b"foobar"), "MZXW-6YTB-OI");
    assert_eq!(typed(b"fooba"), "MZXW-6YTB");
    assert_eq!(id(&bytes).len(), 26);
    assert_eq!(normal(&typed(&bytes)), id(&bytes));
    assert_eq!(digest(&normal(&typed(&bytes))), digest(&id(&bytes)));
}

#[test]
fn what_was_typed_is_made_alike() {
    for text in
        ["MZXW-6YTB-OI", " mzxw 6ytb oi\n", "ＭＺＸＷ－６ＹＴＢ－ＯＩ", "mzxw\u{3000}6ytb—oi", "Mzxw6ytboi"]
    {
        assert_eq!(normal(text), "mzxw6ytboi", "{text}");
    }
    assert_eq!(normal(" - "), "");
}

#[test]
fn digests_are_the_published_ones() {
    assert_eq!(digest("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    assert_eq!(
        mac("Jefe", "what do ya want for nothing?"),
        "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"
    );
}

#[test]
fn equal_is_equality() {
    assert!(equal("", "") && equal("token", "token"));
    assert!(!equal("token", "tokem") && !equal("token", "toke") && !equal("", "t"));
}
