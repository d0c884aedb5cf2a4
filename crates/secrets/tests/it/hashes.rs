//! How passwords are kept. Few tests, for each hash takes its time.

use argon2::password_hash::{PasswordHasher, SaltString};
use argon2::{Algorithm, Argon2, Params, Version};
use guantong_secrets::password::{hash, spend, verify};

const COSTS: &str = "$argon2id$v=19$m=19456,t=2,p=1$";

#[test]
fn item_40_argon2id_with_the_costs_of_the_house() {
    let stored = hash("红墙 Heron 7 umbrella", b"sixteen bytes ok").unwrap();
    assert!(stored.starts_with(COSTS), "{stored}");
    assert!(verify("红墙 Heron 7 umbrella", &stored));
    assert!(!verify("红墙 Heron 7 umbrellA", &stored));
    // Cheaper by name only: the digest is another then.
    assert!(!verify("红墙 Heron 7 umbrella", &stored.replace("m=19456", "m=9728")));
    assert_ne!(stored, hash("红墙 Heron 7 umbrella", b"sixteen bytes no").unwrap());
    spend("红墙 Heron 7 umbrella");
}

#[test]
fn item_40_argon2id_reads_what_the_reference_program_writes() {
    let stored = "$argon2id$v=19$m=256,t=2,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4";
    assert!(verify("password", stored));
    assert!(!verify("Password", stored));
}

#[test]
fn item_40_argon2id_refuses_what_it_cannot_read() {
    let body = "c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4";
    let table = [
        String::new(),
        "password".to_owned(),
        "$argon2id$v=19$m=256,t=2,p=1$c29tZXNhbHQ".to_owned(),
        format!("$argon2i$v=19$m=256,t=2,p=1${body}"),
        format!("$argon2id$v=16$m=256,t=2,p=1${body}"),
        format!("$argon2id$m=256,t=2,p=1${body}"),
        format!("$argon2id$v=19$m=0,t=0,p=0${body}"),
        format!("$argon2id$v=19$m=256,t=2,p=1${body}AAAA"),
        format!("$scrypt$ln=16,r=8,p=1${body}"),
    ];
    for stored in table {
        assert!(!verify("password", &stored), "{stored}");
    }
}

#[test]
fn item_40_argon2id_refuses_what_costs_too_much_though_it_is_right() {
    let salt = SaltString::encode_b64(b"sixteen bytes ok").unwrap();
    let table = [
        (Algorithm::Argon2id, 64, 4, 4, true),
        (Algorithm::Argon2id, 64, 5, 1, false),
        (Algorithm::Argon2id, 64, 1, 5, false),
        (Algorithm::Argon2id, 65_537, 1, 1, false),
        (Algorithm::Argon2i, 64, 2, 1, false),
        (Algorithm::Argon2d, 64, 2, 1, false),
    ];
    for (algorithm, memory, passes, lanes, good) in table {
        let params = Params::new(memory, passes, lanes, None).unwrap();
        let argon = Argon2::new(algorithm, Version::V0x13, params);
        let stored = argon.hash_password(b"password", &salt).unwrap().to_string();
        assert_eq!(verify("password", &stored), good, "{stored}");
    }
}
