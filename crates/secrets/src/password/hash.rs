//! How a password is kept: Argon2id (RFC 9106) with the costs that OWASP gives as the least, as a PHC string.

use crate::SecretError;
use argon2::password_hash::{PasswordHash, PasswordHasher, PasswordVerifier, SaltString};
use argon2::{Algorithm, Argon2, Params, Version};

/// Memory in KiB, passes, lanes.
const COSTS: (u32, u32, u32) = (19_456, 2, 1);
/// The highest costs of a stored hash that are worked off: a row written by an enemy must not hold the server up.
const COSTS_MAX: (u32, u32, u32) = (65_536, 4, 4);

/// Argon2id, m = 19456 KiB, t = 2, p = 1, as a PHC string. The salt is 16 bytes drawn at random for this call.
///
/// Fails with [`SecretError::Hash`] where the layer below does, which it does for no password of a bearable length.
pub fn hash(password: &str, salt: &[u8; 16]) -> Result<String, SecretError> {
    let fault = |cause: argon2::password_hash::Error| SecretError::Hash(cause.to_string());
    let salt = SaltString::encode_b64(salt).map_err(fault)?;
    let (memory, passes, lanes) = COSTS;
    let params = Params::new(memory, passes, lanes, None).map_err(|cause| fault(cause.into()))?;
    let argon = Argon2::new(Algorithm::Argon2id, Version::V0x13, params);
    Ok(argon.hash_password(password.as_bytes(), &salt).map_err(fault)?.to_string())
}

/// Whether it is the one; false for what cannot be read, for another algorithm than Argon2id of version 19, and for
/// stored costs above m = 65536 KiB, t = 4, p = 4.
#[must_use]
pub fn verify(password: &str, stored: &str) -> bool {
    let Ok(stored) = PasswordHash::new(stored) else { return false };
    if stored.algorithm != Algorithm::Argon2id.ident() || stored.version != Some(Version::V0x13.into()) {
        return false;
    }
    let Ok(params) = Params::try_from(&stored) else { return false };
    let (memory, passes, lanes) = COSTS_MAX;
    if params.m_cost() > memory || params.t_cost() > passes || params.p_cost() > lanes {
        return false;
    }
    // Takes its costs from the stored hash, and compares in constant time.
    Argon2::default().verify_password(password.as_bytes(), &stored).is_ok()
}

/// The same work for nothing, where there is no such account: so that the time does not tell who has one.
pub fn spend(password: &str) {
    // The work must not be left out as useless.
    let _ = std::hint::black_box(hash(std::hint::black_box(password), &[0; 16]));
}
