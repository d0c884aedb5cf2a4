//! What is asked of a provider over the network: encrypted, in bounded time and size, without being sent elsewhere.

use crate::OidcError;
use crate::error::chain;
use openidconnect::url::{Host, Url};
use openidconnect::{AsyncHttpClient, HttpRequest, HttpResponse, http};
use std::pin::Pin;
use std::time::Duration;

/// One answer may take this long, all told.
const TIMEOUT: Duration = Duration::from_secs(10);
/// Keys and tokens are some kilobytes; what is far larger is no answer.
const BODY_MAX: usize = 1 << 20;

/// How a provider is asked.
#[derive(Clone, Debug)]
pub(crate) struct Http {
    client: reqwest::Client,
    /// The provider runs on this machine: nothing leaves it, so that nothing need be encrypted.
    on_this_machine: bool,
}

/// Why there is no answer.
#[derive(Debug, thiserror::Error)]
pub(crate) enum HttpError {
    #[error(transparent)]
    Client(#[from] reqwest::Error),
    #[error(transparent)]
    Message(#[from] http::Error),
    #[error("{0} is not encrypted")]
    Plain(String),
    #[error("the answer is longer than {BODY_MAX} bytes")]
    Long,
}

impl Http {
    /// For the provider at an address, which has to be `https` unless it stands on this machine.
    pub(crate) fn new(issuer: &Url) -> Result<Self, OidcError> {
        let on_this_machine = issuer.scheme() == "http" && is_loopback(issuer);
        if !on_this_machine && issuer.scheme() != "https" {
            let text = format!("issuer {issuer}: only https, or http on this machine");
            return Err(OidcError::Setting(text));
        }
        // A provider that redirects could make this machine ask what only this machine can reach.
        let builder = reqwest::Client::builder()
            .timeout(TIMEOUT)
            .redirect(reqwest::redirect::Policy::none())
            .https_only(!on_this_machine);
        let builder = if on_this_machine { builder.no_proxy() } else { builder };
        let client = builder.build().map_err(|error| OidcError::Provider(chain(&error)))?;
        Ok(Http { client, on_this_machine })
    }

    /// Whether an address that the provider names may be used.
    pub(crate) fn may_use(&self, address: &Url) -> bool {
        address.scheme() == "https"
            || (self.on_this_machine && address.scheme() == "http" && is_loopback(address))
    }

    async fn ask(&self, request: HttpRequest) -> Result<HttpResponse, HttpError> {
        let request = reqwest::Request::try_from(request)?;
        if !self.may_use(request.url()) {
            return Err(HttpError::Plain(request.url().origin().ascii_serialization()));
        }
        let mut answer = self.client.execute(request).await?;
        let mut body = Vec::new();
        while let Some(piece) = answer.chunk().await? {
            if body.len() + piece.len() > BODY_MAX {
                return Err(HttpError::Long);
            }
            body.extend_from_slice(&piece);
        }
        let mut response = http::Response::builder().status(answer.status());
        if let Some(headers) = response.headers_mut() {
            headers.clone_from(answer.headers());
        }
        Ok(response.body(body)?)
    }
}

fn is_loopback(address: &Url) -> bool {
    match address.host() {
        Some(Host::Domain(name)) => name == "localhost",
        Some(Host::Ipv4(ip)) => ip.is_loopback(),
        Some(Host::Ipv6(ip)) => ip.is_loopback(),
        None => false,
    }
}

impl<'c> AsyncHttpClient<'c> for Http {
    type Error = HttpError;
    type Future = Pin<Box<dyn Future<Output = Result<HttpResponse, HttpError>> + Send + 'c>>;

    fn call(&'c self, request: HttpRequest) -> Self::Future {
        Box::pin(self.ask(request))
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn a_provider_is_asked_in_plain_text_on_this_machine_only() {
        for (issuer, accepted) in [
            ("https://id.example.org/", true),
            ("https://127.0.0.1/", true),
            ("http://127.0.0.1:8080/a", true),
            ("http://[::1]:8080/", true),
            ("http://localhost/", true),
            ("http://id.example.org/", false),
            ("http://localhost.example.org/", false),
            ("http://10.0.0.1/", false),
            ("ftp://127.0.0.1/", false),
        ] {
            assert_eq!(Http::new(&Url::parse(issuer).unwrap()).is_ok(), accepted, "{issuer}");
        }
    }

    #[test]
    fn a_provider_elsewhere_cannot_name_an_address_without_encryption() {
        let on = |issuer: &str, address: &str| {
            Http::new(&Url::parse(issuer).unwrap()).unwrap().may_use(&Url::parse(address).unwrap())
        };
        assert!(on("https://id.example.org/", "https://keys.example.org/"));
        assert!(!on("https://id.example.org/", "http://keys.example.org/"));
        assert!(!on("https://id.example.org/", "http://127.0.0.1/keys"));
        assert!(on("http://127.0.0.1/", "http://127.0.0.1:81/keys"));
        assert!(!on("http://127.0.0.1/", "http://id.example.org/keys"));
    }
}
