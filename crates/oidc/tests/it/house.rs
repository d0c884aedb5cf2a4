//! A provider with a relay before it, and somebody who goes there and comes back.

use crate::glewlwyd::{Glewlwyd, Jar, REDIRECT, SECRET, USER};
use crate::relay::Relay;
use chrono::DateTime;
use guantong_oidc::{Begun, OidcError, Provider, Settings, Who};
use openidconnect::url::Url;
use std::net::TcpListener;

pub(crate) struct House {
    pub(crate) provider: Glewlwyd,
    pub(crate) relay: Relay,
    /// The provider's port, behind the relay.
    pub(crate) port: u16,
    person: Jar,
}

/// What somebody comes back with, and when, by the provider's clock.
pub(crate) struct Back {
    pub(crate) state: String,
    pub(crate) code: String,
    pub(crate) now: i64,
}

impl House {
    pub(crate) fn new() -> House {
        // A port that is free now may be taken before the provider has it: then another is tried.
        let started = (0..5).find_map(|_| {
            let free = TcpListener::bind("127.0.0.1:0").expect("a port");
            let port = free.local_addr().expect("its number").port();
            let relay = Relay::to(port);
            drop(free);
            Some((port, Glewlwyd::start(port, relay.port)?, relay))
        });
        let (port, provider, relay) = started.expect("a port for the provider");
        let person = provider.person(USER);
        House { provider, relay, port, person }
    }

    /// The settings of a client, confidential or public.
    pub(crate) fn settings(&self, client: &str) -> Settings {
        Settings {
            issuer: format!("http://127.0.0.1:{}/api/oidc", self.relay.port),
            client_id: client.to_owned(),
            client_secret: (client == "guantong").then(|| SECRET.to_owned()),
            redirect: REDIRECT.to_owned(),
        }
    }

    pub(crate) async fn discover(&self, client: &str) -> Provider {
        Provider::discover(self.settings(client)).await.expect("a provider")
    }

    /// Goes to an address of the provider's as a browser would, signed in there already, and comes back.
    pub(crate) fn go(&mut self, address: &str) -> Back {
        let address = Url::parse(address).expect("an address");
        // What the provider's own page of consent adds when the person goes on.
        let path = format!("{}?{}&g_continue", address.path(), address.query().unwrap_or_default());
        let answer = self.person.ask("GET", &path, "");
        let there = answer.header("location").expect("the way back");
        assert!(there.starts_with(REDIRECT), "{there}");
        let there = Url::parse(there).expect("an address");
        let part = |name: &str| {
            let found = there.query_pairs().find(|(one, _)| one == name);
            found.unwrap_or_else(|| panic!("no {name} in {there}")).1.into_owned()
        };
        let date = answer.header("date").expect("the provider's clock");
        let now = DateTime::parse_from_rfc2822(date).expect("a date").timestamp();
        Back { state: part("state"), code: part("code"), now }
    }
}

/// 64 bytes that a real office would draw.
pub(crate) fn drawn(seed: u8) -> [u8; 64] {
    std::array::from_fn(|at| seed.wrapping_mul(31).wrapping_add(at as u8))
}

/// The address of a sign-in with one of its parameters set otherwise.
pub(crate) fn with(address: &str, name: &str, value: &str) -> String {
    let mut changed = Url::parse(address).expect("an address");
    let pairs: Vec<_> = changed.query_pairs().into_owned().collect();
    assert!(pairs.iter().any(|(one, _)| one == name), "no {name} in {address}");
    let pairs = pairs.into_iter().map(|(one, old)| {
        let value = if one == name { value.to_owned() } else { old };
        (one, value)
    });
    changed.query_pairs_mut().clear().extend_pairs(pairs.collect::<Vec<_>>());
    changed.into()
}

/// One parameter of an address.
pub(crate) fn part(address: &str, name: &str) -> String {
    let address = Url::parse(address).expect("an address");
    let found = address.query_pairs().find(|(one, _)| one == name);
    found.unwrap_or_else(|| panic!("no {name} in {address}")).1.into_owned()
}

pub(crate) async fn finish(provider: &Provider, begun: &Begun, back: &Back) -> Result<Who, OidcError> {
    provider.finish(begun, &back.state, &back.code, back.now).await
}
