//! Mail while the office is at work: what stands in the outbox is given to a mail server, over SMTP.
//!
//! A mail tells nobody's name, number or matter: that there is something, and where to look. It is told in both
//! languages, for nobody says in which one he reads. Beyond this machine nothing is said unencrypted.

#[cfg(test)]
mod tests;

use super::Front;
use super::log::{Level, Log};
use crate::cli::MailArgs;
use crate::language::say_with;
use anyhow::{Context, Result, bail};
use async_trait::async_trait;
use guantong_model::Message as Sentence;
use guantong_secrets::once;
use guantong_service::Office;
use guantong_service::mail::{Mailing, Outgoing, Post, Undelivered};
use guantong_wording::{Locale, text};
use lettre::message::header::{ContentType, HeaderName, HeaderValue};
use lettre::message::{Mailbox, MessageBuilder};
use lettre::transport::smtp::authentication::Credentials;
use lettre::transport::smtp::client::{Tls, TlsParameters};
use lettre::{AsyncSmtpTransport, AsyncTransport, Message, Tokio1Executor};
use serde_json::json;
use std::net::{IpAddr, SocketAddr};
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;
use tokio::time::{MissedTickBehavior, interval};

/// How often is looked for what is due.
const EVERY: Duration = Duration::from_secs(20);
/// How long a mail server is waited for; a lease is longer.
const PATIENCE: Duration = Duration::from_secs(60);
/// What a mail server says where it does not let us in: that is no fault of the mail (RFC 4954, 6).
const NOT_LET_IN: [u16; 4] = [530, 534, 535, 538];

/// A mail server with what mails say everywhere.
pub(crate) struct Mail {
    transport: AsyncSmtpTransport<Tokio1Executor>,
    from: Mailbox,
    /// Where to look.
    link: String,
    /// The server as it was given, without what opens it.
    server: String,
}

/// How a mail server is spoken to.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Place {
    host: String,
    port: u16,
    /// Encrypted from the first byte; else by STARTTLS.
    wrapped: bool,
}

impl Place {
    /// Reads `smtp://host:port` or `smtps://host:port`; the port may be left out. Nothing where it is neither: a name
    /// and a secret do not belong on the command line.
    fn parse(given: &str) -> Option<Self> {
        let (wrapped, rest) = match given.split_once("://")? {
            ("smtps", rest) => (true, rest),
            ("smtp", rest) => (false, rest),
            _ => return None,
        };
        let rest = rest.strip_suffix('/').unwrap_or(rest);
        let (host, port) = match rest.strip_prefix('[') {
            Some(rest) => {
                let (host, after) = rest.split_once(']')?;
                (host, after.strip_prefix(':'))
            }
            None => rest.split_once(':').map_or((rest, None), |(host, port)| (host, Some(port))),
        };
        let usual = if wrapped { 465 } else { 587 };
        let port = port.map_or(Some(usual), |port| port.parse().ok().filter(|port| *port > 0))?;
        (host.parse::<IpAddr>().is_ok() || super::is_name(host)).then(|| Place {
            host: host.to_owned(),
            port,
            wrapped,
        })
    }

    /// Whether it is on this machine.
    fn is_here(&self) -> bool {
        let figures = self.host.parse::<IpAddr>().is_ok_and(|address| address.to_canonical().is_loopback());
        figures || self.host == "localhost"
    }
}

impl Mail {
    /// As the command line says; nothing where it names no mail server.
    ///
    /// # Errors
    ///
    /// A server, an address or a secret that cannot be read, and an office whose own address cannot be told: with the
    /// way out.
    pub(crate) fn of(args: &MailArgs, front: &Front, at: SocketAddr) -> Result<Option<Self>> {
        let (Some(server), Some(from)) = (&args.mail_server, &args.mail_from) else { return Ok(None) };
        let Some(place) = Place::parse(server) else {
            bail!(say_with("cli-serve-mail-server", "value", server));
        };
        let Ok(from) = from.trim().parse::<Mailbox>() else {
            bail!(say_with("cli-serve-mail-from", "value", from));
        };
        let link = match &args.mail_link {
            Some(given) => link(given)?,
            None => match front.home(at) {
                Some(home) => home,
                None => bail!(say_with("cli-serve-mail-link-needed", "address", &at.to_string())),
            },
        };
        let parameters = || TlsParameters::new(place.host.clone()).context("TLS");
        let tls = match (place.wrapped, place.is_here()) {
            (true, _) => Tls::Wrapper(parameters()?),
            (false, false) => Tls::Required(parameters()?),
            (false, true) => Tls::Opportunistic(parameters()?),
        };
        let builder = AsyncSmtpTransport::<Tokio1Executor>::builder_dangerous(&place.host);
        let mut builder = builder.port(place.port).tls(tls).timeout(Some(PATIENCE));
        if let (Some(user), Some(file)) = (&args.mail_user, &args.mail_secret_file) {
            builder = builder.credentials(Credentials::new(user.clone(), secret(file)?));
        }
        let scheme = if place.wrapped { "smtps" } else { "smtp" };
        let server = format!("{scheme}://{}:{}", place.host, place.port);
        Ok(Some(Mail { transport: builder.build(), from, link, server }))
    }

    /// What is said of it at the start.
    pub(super) fn told(&self) -> String {
        crate::language::say(
            &Sentence::new("cli-serve-mail")
                .with("server", self.server.as_str())
                .with("link", self.link.as_str()),
        )
    }

    /// A mail as it is sent. Nothing in its heads comes from anybody but who keeps the server, and the address, which
    /// was read before it was kept.
    fn written(&self, mail: &Outgoing) -> Result<Message, Undelivered> {
        let both = |id: &str, facts: &dyn Fn(Sentence) -> Sentence| {
            [Locale::ZhCn, Locale::En].map(|locale| text(locale, &facts(Sentence::new(id))))
        };
        let (subject, body) = match &mail.what {
            Mailing::Notices => {
                let facts = |sentence: Sentence| sentence.with("link", format!("{}/notices", self.link));
                (both("mail-notices-subject", &|sentence| sentence), both("mail-notices-body", &facts))
            }
            Mailing::Code(code) => {
                let facts = |sentence: Sentence| {
                    sentence.with("code", code.as_str()).with("link", self.link.as_str())
                };
                (both("mail-code-subject", &|sentence| sentence), both("mail-code-body", &facts))
            }
        };
        let refused = |error: &dyn std::fmt::Display| Undelivered::Refused(error.to_string());
        let to: lettre::Address =
            mail.to.as_str().parse().map_err(|error: lettre::address::AddressError| refused(&error))?;
        let domain = self.from.email.domain();
        // The same when it is sent again: who reads it can tell that it is the same.
        let id: String = once::digest(&mail.id).chars().take(32).collect();
        let builder: MessageBuilder = Message::builder().from(self.from.clone()).to(Mailbox::new(None, to));
        let automatic = HeaderName::new_from_ascii_str("Auto-Submitted");
        builder
            .subject(subject.join(" / "))
            .message_id(Some(format!("<{id}@{domain}>")))
            .raw_header(HeaderValue::new(automatic, "auto-generated".to_owned()))
            .header(ContentType::TEXT_PLAIN)
            .body(body.join("\n\n"))
            .map_err(|error| refused(&error))
    }
}

#[async_trait]
impl Post for Mail {
    async fn send(&self, mail: &Outgoing) -> Result<(), Undelivered> {
        let message = self.written(mail)?;
        match self.transport.send(message).await {
            Ok(_) => Ok(()),
            Err(error) => {
                let code = error.status().map(u16::from);
                let why = match std::error::Error::source(&error) {
                    Some(source) => format!("{error}: {source}"),
                    None => error.to_string(),
                };
                Err(if code.is_some_and(|code| NOT_LET_IN.contains(&code)) {
                    Undelivered::Absent(why)
                } else if error.is_permanent() {
                    Undelivered::Refused(why)
                } else if error.is_transient() {
                    Undelivered::NotNow(why)
                } else {
                    Undelivered::Absent(why)
                })
            }
        }
    }
}

/// Goes on for as long as it is let. That the mail server is away is told when it goes and when it is back, not each time.
pub(super) async fn go_on(office: Office, mail: Mail, log: Arc<Log>) {
    let mut times = interval(EVERY);
    times.set_missed_tick_behavior(MissedTickBehavior::Delay);
    let mut away = false;
    loop {
        times.tick().await;
        let posted = match office.post(&mail).await {
            Ok(posted) => posted,
            Err(error) => {
                log.line(Level::Error, "mail-failed", &[("what", json!(error.to_string()))]);
                continue;
            }
        };
        if posted.sent + posted.given_up > 0 {
            let figures = [
                ("sent", json!(posted.sent)),
                ("later", json!(posted.later)),
                ("given_up", json!(posted.given_up)),
            ];
            let level = if posted.given_up > 0 { Level::Warn } else { Level::Info };
            log.line(level, "mail", &figures);
        }
        match &posted.absent {
            Some(why) if !away => {
                log.line(
                    Level::Error,
                    "mail-server-away",
                    &[("server", json!(mail.server)), ("what", json!(why))],
                );
                away = true;
            }
            None if away && posted.sent > 0 => {
                log.line(Level::Info, "mail-server-back", &[("server", json!(mail.server))]);
                away = false;
            }
            _ => {}
        }
    }
}

/// The office's address as it was given: nothing behind its name and port.
fn link(given: &str) -> Result<String> {
    let link = given.strip_suffix('/').unwrap_or(given);
    let rest = link.strip_prefix("https://").or_else(|| link.strip_prefix("http://"));
    let plain = |rest: &&str| {
        !rest.is_empty() && !rest.contains(['/', '?', '#', '@']) && rest.chars().all(|c| c.is_ascii_graphic())
    };
    match rest.filter(plain) {
        Some(_) => Ok(link.to_owned()),
        None => bail!(say_with("cli-serve-mail-link", "value", given)),
    }
}

/// The secret in a file, without the end of its line.
fn secret(file: &Path) -> Result<String> {
    let text = std::fs::read_to_string(file).with_context(|| file.display().to_string())?;
    let secret = text.trim_end_matches(['\r', '\n']);
    if secret.is_empty() || secret.contains('\n') {
        bail!(say_with("cli-serve-mail-secret", "file", &file.display().to_string()));
    }
    Ok(secret.to_owned())
}
