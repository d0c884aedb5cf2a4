//! From where a request comes.

use std::net::{IpAddr, Ipv6Addr};

/// From where a request comes, as the server knows it: an extension of every request that came over a network.
///
/// Pages never look at a header to learn this: only the server knows whose word it may take.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Client {
    /// The address of who asks; behind a trusted proxy, the one the proxy names.
    pub address: IpAddr,
    /// Whether what is sent is encrypted on its way from him to us, or to a trusted proxy.
    pub secure: bool,
}

impl Client {
    /// What stands for this client where requests are counted. A household has a whole /64 of IPv6 addresses, so
    /// those count as one.
    #[must_use]
    pub fn key(&self) -> String {
        match self.address.to_canonical() {
            IpAddr::V4(address) => address.to_string(),
            IpAddr::V6(address) => {
                let network = u128::from(address) & !u128::from(u64::MAX);
                format!("{}/64", Ipv6Addr::from(network))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_counts_as_itself_and_a_household_as_one() {
        for (address, key) in [
            ("10.1.2.3", "10.1.2.3"),
            ("::ffff:10.1.2.3", "10.1.2.3"),
            ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
            ("2001:db8:1:2::9", "2001:db8:1:2::/64"),
            ("::1", "::/64"),
        ] {
            assert_eq!(Client { address: address.parse().unwrap(), secure: false }.key(), key, "{address}");
        }
    }
}
