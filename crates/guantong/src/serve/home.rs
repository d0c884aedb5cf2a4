//! The office's address as people open it.

use super::Front;
use std::net::SocketAddr;

impl Front {
    /// The office's address as people open it, as far as it can be told; without a slash at its end.
    pub(super) fn home(&self, at: SocketAddr) -> Option<String> {
        let named = self.hosts.first().map(|host| written(host));
        if !self.proxies.is_empty() {
            return named.map(|host| format!("https://{host}"));
        }
        if self.tls.is_none() {
            return Some(format!("http://{at}"));
        }
        let itself = (!at.ip().is_unspecified()).then(|| written(&at.ip().to_string()));
        let port = if at.port() == 443 { String::new() } else { format!(":{}", at.port()) };
        named.or(itself).map(|host| format!("https://{host}{port}"))
    }
}

/// A name or an address in figures as it stands in an address.
fn written(host: &str) -> String {
    if host.contains(':') { format!("[{host}]") } else { host.to_owned() }
}
