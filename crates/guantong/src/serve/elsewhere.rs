//! Signing in with a provider that speaks OpenID Connect: found at the start, and joined to the pages.

use super::{Front, Provided};
use crate::cli::OidcArgs;
use crate::language::{say, say_with};
use anyhow::{Context, Result, bail};
use async_trait::async_trait;
use guantong_model::Message;
use guantong_oidc::{Begun, OidcError, Provider, Settings};
use guantong_web::{Away, Back, COMES_BACK, Elsewhere, Unfinished};
use std::net::SocketAddr;
use std::path::Path;
use std::sync::Arc;

/// The provider's word where the person, or it for them, says no (RFC 6749, 4.1.2.1).
const DENIED: &str = "access_denied";
/// Its word for a code that is used, too old or another's (RFC 6749, 5.2).
const NO_LONGER_GOOD: &str = "invalid_grant";
/// Of any other word so much goes into the log: who comes back could have written it.
const WORD_MOST: usize = 40;

/// A provider with what people call it.
struct Named {
    provider: Provider,
    name: String,
}

impl Front {
    /// The same with the provider that the command line names, where it names one.
    ///
    /// # Errors
    ///
    /// A provider that cannot be reached or used, a secret that cannot be read, an address to come back to that cannot
    /// be told: with the way out.
    pub(crate) async fn with_provider(mut self, args: &OidcArgs, at: SocketAddr) -> Result<Self> {
        let (Some(issuer), Some(client_id), Some(name)) =
            (&args.oidc_issuer, &args.oidc_client, &args.oidc_name)
        else {
            return Ok(self);
        };
        let home = match &args.oidc_return {
            Some(given) => home(given)?,
            None => match self.home(at) {
                Some(home) => home,
                None => bail!(say_with("cli-serve-oidc-return-needed", "address", &at.to_string())),
            },
        };
        let redirect = format!("{home}{COMES_BACK}");
        let settings = Settings {
            issuer: issuer.clone(),
            client_id: client_id.clone(),
            client_secret: args.oidc_secret_file.as_deref().map(secret).transpose()?,
            redirect: redirect.clone(),
        };
        let provider = match Provider::discover(settings).await {
            Ok(provider) => provider,
            Err(error) => {
                let absent = Message::new("cli-serve-oidc-absent").with("issuer", issuer.as_str());
                bail!(say(&absent.with("what", error.to_string())));
            }
        };
        let told = Message::new("cli-serve-oidc").with("issuer", issuer.as_str()).with("return", redirect);
        let provider = Arc::new(Named { provider, name: name.trim().to_owned() });
        self.elsewhere = Some(Provided { provider, told: say(&told) });
        Ok(self)
    }
}

/// An address of the office that was given: nothing behind its name and port.
fn home(given: &str) -> Result<String> {
    let home = given.strip_suffix('/').unwrap_or(given);
    let rest = home.strip_prefix("https://").or_else(|| home.strip_prefix("http://"));
    match rest {
        Some(rest) if !rest.is_empty() && !rest.contains(['/', '?', '#', '@']) => Ok(home.to_owned()),
        _ => bail!(say_with("cli-serve-oidc-return-unreadable", "value", given)),
    }
}

/// The secret in a file, without the end of its line.
fn secret(file: &Path) -> Result<String> {
    let text = std::fs::read_to_string(file).with_context(|| file.display().to_string())?;
    let secret = text.trim_end_matches(['\r', '\n']);
    if secret.is_empty() || secret.contains('\n') {
        bail!(say_with("cli-serve-oidc-secret", "file", &file.display().to_string()));
    }
    Ok(secret.to_owned())
}

#[async_trait]
impl Elsewhere for Named {
    fn name(&self) -> &str {
        &self.name
    }

    fn begin(&self, random: &[u8; 64]) -> Away {
        let begun = self.provider.begin(random);
        Away { kept: begun.to_text(), address: begun.address }
    }

    async fn finish(&self, kept: &str, back: &Back, now_seconds: i64) -> Result<String, Unfinished> {
        let begun = Begun::parse(kept).ok_or(Unfinished::Other)?;
        if !begun.is_answered_by(&back.state) {
            return Err(Unfinished::Other);
        }
        match back.error.as_str() {
            "" => {}
            DENIED => return Err(Unfinished::Refused),
            word => return Err(Unfinished::Failed(format!("the provider says: {}", shortened(word)))),
        }
        let who = self.provider.finish(&begun, &back.state, &back.code, now_seconds).await;
        let who = who.map_err(|error| match error {
            OidcError::State => Unfinished::Other,
            OidcError::Refused(word) if word == NO_LONGER_GOOD => Unfinished::Other,
            other => Unfinished::Failed(other.to_string()),
        })?;
        who.preferred_username.filter(|name| !name.is_empty()).ok_or(Unfinished::Nameless)
    }
}

/// A word for the log: one line, and not a long one.
fn shortened(word: &str) -> String {
    word.chars().filter(char::is_ascii_graphic).take(WORD_MOST).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::serve::proxy::Trusted;
    use std::path::PathBuf;

    fn front(hosts: &[&str], proxy: bool) -> Front {
        let proxies = if proxy { vec!["10.0.0.1".parse().unwrap()] } else { Vec::new() };
        let hosts = hosts.iter().map(ToString::to_string).collect();
        Front { proxies: Trusted::new(proxies), hosts, ..Front::here() }
    }

    #[test]
    fn people_come_back_to_where_the_office_is_opened() {
        for (hosts, proxy, at, home) in [
            (vec![], false, "127.0.0.1:8620", Some("http://127.0.0.1:8620")),
            (vec![], false, "[::1]:8620", Some("http://[::1]:8620")),
            (vec!["guantong.example", "b.example"], true, "127.0.0.1:8620", Some("https://guantong.example")),
            (vec!["2001:db8::7"], true, "10.0.0.2:80", Some("https://[2001:db8::7]")),
            (vec![], true, "10.0.0.2:8620", None),
        ] {
            assert_eq!(front(&hosts, proxy).home(at.parse().unwrap()).as_deref(), home, "{hosts:?} {at}");
        }
    }

    #[test]
    fn an_office_that_encrypts_itself_is_opened_at_its_own_port() {
        let pair = rcgen::generate_simple_self_signed(vec!["guantong.example".to_owned()]).unwrap();
        let folder = std::env::temp_dir().join(format!("guantong-elsewhere-{}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        let (certificate, key) = (folder.join("chain.pem"), folder.join("key.pem"));
        std::fs::write(&certificate, pair.cert.pem()).unwrap();
        std::fs::write(&key, pair.signing_key.serialize_pem()).unwrap();
        let tls = Some(crate::serve::tls::acceptor(&certificate, &key).unwrap());
        let _ = std::fs::remove_dir_all(&folder);
        let encrypted = |hosts: &[&str]| Front { tls: tls.clone(), ..front(hosts, false) };
        for (hosts, at, home) in [
            (vec!["guantong.example"], "0.0.0.0:443", Some("https://guantong.example")),
            (vec!["guantong.example"], "0.0.0.0:8443", Some("https://guantong.example:8443")),
            (vec![], "10.1.2.3:8443", Some("https://10.1.2.3:8443")),
            (vec![], "[2001:db8::7]:443", Some("https://[2001:db8::7]")),
            (vec![], "0.0.0.0:443", None),
        ] {
            assert_eq!(encrypted(&hosts).home(at.parse().unwrap()).as_deref(), home, "{hosts:?} {at}");
        }
    }

    #[test]
    fn an_address_that_was_given_is_the_office_s_and_no_page() {
        for (given, read) in [
            ("https://guantong.example", Some("https://guantong.example")),
            ("https://guantong.example:8443/", Some("https://guantong.example:8443")),
            ("http://127.0.0.1:8620", Some("http://127.0.0.1:8620")),
            ("guantong.example", None),
            ("https://", None),
            ("https://guantong.example/sign-in", None),
            ("https://a@guantong.example", None),
            ("ftp://guantong.example", None),
        ] {
            assert_eq!(home(given).ok().as_deref(), read, "{given}");
        }
    }

    #[test]
    fn a_secret_is_one_line_of_a_file() {
        let file: PathBuf =
            std::env::temp_dir().join(format!("guantong-elsewhere-secret-{}", std::process::id()));
        for (text, read) in [
            ("long enough\n", Some("long enough")),
            (" with blanks \r\n", Some(" with blanks ")),
            ("", None),
            ("\n", None),
            ("two\nlines\n", None),
        ] {
            std::fs::write(&file, text).unwrap();
            assert_eq!(secret(&file).ok().as_deref(), read, "{text:?}");
        }
        std::fs::remove_file(&file).unwrap();
        assert!(secret(&file).is_err());
    }

    #[test]
    fn a_word_in_the_log_is_one_short_line() {
        assert_eq!(shortened("server_error"), "server_error");
        assert_eq!(shortened("a\nF-000000  b\u{7f}\u{202e}"), "aF-000000b");
        assert_eq!(shortened(&"a".repeat(100)).len(), WORD_MOST);
    }
}
