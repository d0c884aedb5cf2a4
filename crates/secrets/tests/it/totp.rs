//! One-time codes.

use guantong_secrets::totp::{TotpKey, step_at};

const SECOND: i64 = 1_000_000;

/// The key of RFC 6238, appendix B.
fn key() -> TotpKey {
    TotpKey::new(*b"12345678901234567890")
}

#[test]
fn codes_are_those_of_rfc_6238() {
    // The last six of the eight digits printed there.
    let table = [
        (59, "287082"),
        (1_111_111_109, "081804"),
        (1_111_111_111, "050471"),
        (1_234_567_890, "005924"),
        (2_000_000_000, "279037"),
        (20_000_000_000, "353130"),
    ];
    for (seconds, code) in table {
        let step = step_at(seconds * SECOND);
        assert_eq!(key().code(step), code, "{seconds}");
        assert_eq!(key().opens(code, seconds * SECOND, None), Some(step));
    }
    assert_eq!((step_at(-1), step_at(0), step_at(30 * SECOND - 1), step_at(30 * SECOND)), (-1, 0, 0, 1));
}

#[test]
fn item_6_a_code_opens_once() {
    let (key, now) = (key(), 1_234_567_890 * SECOND);
    let step = step_at(now);
    let code = key.code(step);
    assert_eq!(key.opens(&code, now, None), Some(step));
    assert_eq!(key.opens(&code, now, Some(step - 1)), Some(step));
    assert_eq!(key.opens(&code, now, Some(step)), None);
    // An older code, not used yet, is of no use after a newer one.
    assert_eq!(key.opens(&key.code(step - 1), now, Some(step)), None);
    assert_eq!(key.opens(&key.code(step + 1), now, Some(step)), Some(step + 1));
}

#[test]
fn item_6_a_code_opens_one_step_behind_and_one_ahead() {
    let (key, now) = (key(), 1_234_567_890 * SECOND);
    for away in -4..=4 {
        let step = step_at(now) + away;
        let expected = (away.abs() <= 1).then_some(step);
        assert_eq!(key.opens(&key.code(step), now, None), expected, "{away}");
    }
}

#[test]
fn item_6_a_code_that_two_steps_share_opens_the_later_and_nothing_after() {
    let key = key();
    let shared = |step: &i64| key.code(*step) == key.code(step + 1);
    let step = (0..20_000_000).find(shared).expect("one in a million steps");
    let now = step * 30 * SECOND;
    let code = key.code(step);
    assert_eq!(key.opens(&code, now, None), Some(step + 1));
    assert_eq!(key.opens(&code, now, Some(step + 1)), None);
}

#[test]
fn codes_are_read_as_people_type_them() {
    let (key, now) = (key(), 59 * SECOND);
    for code in ["287082", "287 082", " ２８７　０８２\n", "2 8 7 0 8 2"] {
        assert_eq!(key.opens(code, now, None), Some(1), "{code}");
    }
    for code in ["", "28708", "2870820", "287082a", "28708²", "٢٨٧٠٨٢", "-87082", "287-082"] {
        assert_eq!(key.opens(code, now, None), None, "{code}");
    }
    assert_eq!(key.opens("287082", i64::MAX, None), None);
    assert_eq!(key.opens("287082", i64::MIN, None), None);
}

#[test]
fn a_key_is_written_and_read() {
    let key = key();
    assert_eq!(key.base32(), "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ");
    for text in ["GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ", "gezd gnbv gy3t qojq-gezd gnbv gy3t qojq"] {
        assert_eq!(TotpKey::parse(text).unwrap().bytes(), key.bytes());
    }
    for text in
        ["", "GEZDGNBV", "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJ1", "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQGEZDGNBV"]
    {
        assert!(TotpKey::parse(text).is_none(), "{text}");
    }
    assert!(!format!("{key:?}").contains("49"));
}

#[test]
fn the_address_is_percent_encoded() {
    assert_eq!(
        key().uri("贯通 A&B", "li.ming@school"),
        "otpauth://totp/%E8%B4%AF%E9%80%9A%20A%26B:li.ming%40school?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ\
         &issuer=%E8%B4%AF%E9%80%9A%20A%26B&algorithm=SHA1&digits=6&period=30"
    );
}
