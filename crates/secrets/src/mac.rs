//! HMAC (RFC 2104) for keys of any length, without an error that cannot happen.

use hmac::{Hmac, Mac};
use sha1::Sha1;
use sha2::{Digest, Sha256};
use zeroize::Zeroizing;

/// The block of SHA-1 and of SHA-256, in bytes.
const BLOCK: usize = 64;

/// HMAC-SHA-256 of some parts, one after the other. Who calls sees to it that the parts cannot be cut differently.
pub(crate) fn sha256(key: &[u8], parts: &[&[u8]]) -> [u8; 32] {
    // RFC 2104: a key longer than a block is digested first, a shorter one is filled with zeros.
    let block = if key.len() > BLOCK { block(&Sha256::digest(key)) } else { block(key) };
    let mut mac = <Hmac<Sha256> as hmac::digest::KeyInit>::new((&*block).into());
    for part in parts {
        mac.update(part);
    }
    mac.finalize().into_bytes().into()
}

/// HMAC-SHA-1, which RFC 6238 and the programs on people's telephones ask for.
pub(crate) fn sha1(key: &[u8; 20], text: &[u8]) -> [u8; 20] {
    let mut mac = <Hmac<Sha1> as hmac::digest::KeyInit>::new((&*block(key)).into());
    mac.update(text);
    mac.finalize().into_bytes().into()
}

fn block(key: &[u8]) -> Zeroizing<[u8; BLOCK]> {
    let mut block = Zeroizing::new([0; BLOCK]);
    for (to, from) in block.iter_mut().zip(key) {
        *to = *from;
    }
    block
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use data_encoding::HEXLOWER;

    #[test]
    fn sha256_gives_the_vectors_of_rfc_4231() {
        let long = [0xaa; 131];
        let table: &[(&[u8], &[u8], &str)] = &[
            (&[0x0b; 20], b"Hi There", "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7"),
            (
                b"Jefe",
                b"what do ya want for nothing?",
                "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843",
            ),
            (&[0xaa; 20], &[0xdd; 50], "773ea91e36800e46854db8ebd09181a72959098b3ef8c122d9635514ced565fe"),
            (
                &long,
                b"Test Using Larger Than Block-Size Key - Hash Key First",
                "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54",
            ),
        ];
        for (key, text, expected) in table {
            assert_eq!(HEXLOWER.encode(&sha256(key, &[text])), *expected);
        }
    }

    #[test]
    fn parts_are_read_as_one_text() {
        assert_eq!(sha256(b"key", &[b"one", b"two"]), sha256(b"key", &[b"onetwo"]));
    }
}
