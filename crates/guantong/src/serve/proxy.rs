//! Proxies that are believed: what they say of who asks, and nobody else's word.

use axum::http::HeaderMap;
use guantong_web::Client;
use std::net::IpAddr;
use std::str::FromStr;

const FOR: &str = "x-forwarded-for";
const PROTO: &str = "x-forwarded-proto";

/// An address, or all that begin with the same bits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Net {
    address: IpAddr,
    bits: u8,
}

/// What was written is neither an address nor a network.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Unreadable;

impl FromStr for Net {
    type Err = Unreadable;

    fn from_str(text: &str) -> Result<Self, Unreadable> {
        let (address, bits) = match text.split_once('/') {
            Some((address, bits)) => (address, Some(bits.parse::<u8>().map_err(|_| Unreadable)?)),
            None => (text, None),
        };
        let address: IpAddr = address.parse().map_err(|_| Unreadable)?;
        let width = if address.is_ipv4() { 32 } else { 128 };
        let bits = bits.unwrap_or(width);
        if bits > width {
            return Err(Unreadable);
        }
        Ok(Net { address, bits })
    }
}

impl Net {
    fn holds(self, address: IpAddr) -> bool {
        match (self.address, address) {
            (IpAddr::V4(ours), IpAddr::V4(theirs)) => {
                let apart = u32::from(ours) ^ u32::from(theirs);
                apart.leading_zeros() >= u32::from(self.bits)
            }
            (IpAddr::V6(ours), IpAddr::V6(theirs)) => {
                let apart = u128::from(ours) ^ u128::from(theirs);
                apart.leading_zeros() >= u32::from(self.bits)
            }
            _ => false,
        }
    }
}

/// The proxies that are believed.
#[derive(Clone, Debug, Default)]
pub(super) struct Trusted(Vec<Net>);

impl Trusted {
    pub(super) fn new(nets: Vec<Net>) -> Self {
        Trusted(nets)
    }

    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub(super) fn holds(&self, address: IpAddr) -> bool {
        self.0.iter().any(|net| net.holds(address.to_canonical()))
    }

    /// Who asks: the one whose connection it is, unless he is a proxy that is believed. Each proxy adds to the right
    /// from whom it took the request, so from the right the first who is none of ours is who asks; what stands left of
    /// him, he may have made up.
    pub(super) fn client(&self, peer: IpAddr, secure: bool, headers: &HeaderMap) -> Client {
        let peer = peer.to_canonical();
        if !self.holds(peer) {
            return Client { address: peer, secure };
        }
        let said = |name: &str| -> Vec<String> {
            let values = headers.get_all(name).iter().map(|value| value.to_str().unwrap_or_default());
            values.flat_map(|value| value.split(',')).map(|hop| hop.trim().to_owned()).collect()
        };
        let mut address = peer;
        for hop in said(FOR).iter().rev() {
            // What cannot be read ends what can be believed.
            let Some(hop) = address_of(hop) else { break };
            address = hop.to_canonical();
            if !self.holds(address) {
                break;
            }
        }
        let proto = said(PROTO);
        let said_secure = proto.last().is_some_and(|proto| proto.eq_ignore_ascii_case("https"));
        Client { address, secure: secure || said_secure }
    }
}

/// An address in figures, with or without a port.
fn address_of(hop: &str) -> Option<IpAddr> {
    let inner = |hop: &str| hop.strip_prefix('[')?.split_once(']')?.0.parse().ok();
    hop.parse().ok().or_else(|| inner(hop)).or_else(|| hop.split_once(':')?.0.parse().ok())
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::{HeaderName, HeaderValue};

    fn trusted(nets: &[&str]) -> Trusted {
        Trusted::new(nets.iter().map(|net| net.parse().unwrap()).collect())
    }

    #[test]
    fn a_network_holds_what_begins_like_it() {
        for (net, address, holds) in [
            ("10.0.0.0/8", "10.255.1.2", true),
            ("10.0.0.0/8", "11.0.0.1", false),
            ("10.1.2.3", "10.1.2.3", true),
            ("10.1.2.3", "10.1.2.4", false),
            ("10.1.2.3", "::ffff:10.1.2.3", true),
            ("0.0.0.0/0", "203.0.113.9", true),
            ("0.0.0.0/0", "2001:db8::1", false),
            ("2001:db8::/32", "2001:db8:ffff::1", true),
            ("2001:db8::/32", "2001:db9::1", false),
            ("::/0", "2001:db8::1", true),
        ] {
            assert_eq!(trusted(&[net]).holds(address.parse().unwrap()), holds, "{address} in {net}");
        }
        for net in ["", "proxy", "10.0.0.0/33", "10.0.0.0/", "10.0.0/8", "::/129", "10.0.0.0/-1"] {
            assert_eq!(net.parse::<Net>(), Err(Unreadable), "{net}");
        }
    }

    #[test]
    fn only_a_trusted_proxy_is_believed() {
        let ours = trusted(&["10.0.0.0/8"]);
        for (peer, said, client, secure) in [
            // Not a proxy of ours: nothing it says counts.
            ("203.0.113.9", &[(FOR, "198.51.100.1"), (PROTO, "https")][..], "203.0.113.9", false),
            // One proxy, and one behind another.
            ("10.0.0.1", &[(FOR, "198.51.100.1"), (PROTO, "https")], "198.51.100.1", true),
            ("10.0.0.1", &[(FOR, "198.51.100.1, 10.0.0.2"), (PROTO, "https")], "198.51.100.1", true),
            ("10.0.0.1", &[(FOR, "198.51.100.1"), (FOR, "10.0.0.2")], "198.51.100.1", false),
            // What the asker made up stands to the left.
            ("10.0.0.1", &[(FOR, "127.0.0.1, 198.51.100.1")], "198.51.100.1", false),
            ("10.0.0.1", &[(FOR, "10.0.0.9, 198.51.100.1, 10.0.0.2")], "198.51.100.1", false),
            ("10.0.0.1", &[(PROTO, "https, http")], "10.0.0.1", false),
            ("10.0.0.1", &[(PROTO, "HTTPS")], "10.0.0.1", true),
            // Ports, brackets, and what cannot be read.
            ("10.0.0.1", &[(FOR, "198.51.100.1:4711")], "198.51.100.1", false),
            ("10.0.0.1", &[(FOR, "[2001:db8::1]:4711")], "2001:db8::1", false),
            ("10.0.0.1", &[(FOR, "198.51.100.1, unknown")], "10.0.0.1", false),
            ("10.0.0.1", &[(FOR, "198.51.100.1, unknown, 10.0.0.2")], "10.0.0.2", false),
            ("10.0.0.1", &[], "10.0.0.1", false),
            ("::ffff:10.0.0.1", &[(FOR, "198.51.100.1")], "198.51.100.1", false),
        ] {
            let mut headers = HeaderMap::new();
            for (name, value) in said {
                headers.append(HeaderName::from_static(name), HeaderValue::from_str(value).unwrap());
            }
            let expected = Client { address: client.parse().unwrap(), secure };
            assert_eq!(ours.client(peer.parse().unwrap(), false, &headers), expected, "{peer} {said:?}");
        }
    }

    #[test]
    fn an_encrypted_connection_is_secure_whoever_asks() {
        let client = trusted(&[]).client(IpAddr::from([192, 0, 2, 1]), true, &HeaderMap::new());
        assert!(client.secure);
    }
}
