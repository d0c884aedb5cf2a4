//! Serving an office's pages: where it listens, who may come in, how long is waited for whom.
//!
//! Limits of what is sent are the pages' own; here are those of connections.

mod backups;
mod connection;
mod door;
#[cfg(feature = "oidc")]
mod elsewhere;
mod figures;
mod home;
mod imports;
mod log;
mod mail;
mod operations;
mod pace;
mod places;
mod proxy;
mod reminders;
mod request;
mod signals;
#[cfg(test)]
mod tests;
mod tls;

pub(crate) use log::{Form, Level};
pub(crate) use mail::Mail;

use crate::cli::ServeArgs;
use crate::data::{self, Data};
use crate::language;
use anyhow::{Context, Result, bail};
use axum::Router;
use figures::Figures;
use guantong_service::forward::ForwardClock;
use guantong_store::{Database, Versions};
use guantong_web::{Elsewhere, Limits, Options};
use log::Log;
use operations::Asked;
use pace::Patience;
use places::{Place, Places};
use proxy::Trusted;
use serde_json::json;
use signals::Signals;
use std::io;
use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use tokio::net::TcpListener;
use tokio::sync::oneshot;
use tokio::task::JoinSet;
use tokio_rustls::TlsAcceptor;

/// How an office is reached: encrypted by itself or by proxies, and under which names; and with whom else one may sign
/// in to it.
pub(crate) struct Front {
    tls: Option<TlsAcceptor>,
    proxies: Trusted,
    hosts: Vec<String>,
    elsewhere: Option<Provided>,
}

/// A provider of sign-in that was found.
struct Provided {
    provider: Arc<dyn Elsewhere>,
    /// What is said of it at the start.
    told: String,
}

impl Front {
    /// On this machine only.
    pub(crate) fn here() -> Self {
        Front { tls: None, proxies: Trusted::default(), hosts: Vec::new(), elsewhere: None }
    }

    /// As the command line says.
    ///
    /// # Errors
    ///
    /// A certificate or key that cannot be used, a proxy or a name that cannot be read.
    pub(crate) fn of(args: &ServeArgs) -> Result<Self> {
        let mut proxies = Vec::new();
        for value in &args.trusted_proxy {
            match value.parse() {
                Ok(net) => proxies.push(net),
                Err(proxy::Unreadable) => {
                    bail!(language::say_with("cli-serve-proxy-unreadable", "value", value))
                }
            }
        }
        for host in &args.host {
            if !is_name(host) {
                bail!(language::say_with("cli-serve-host-unreadable", "value", host));
            }
        }
        let tls = match (&args.tls_certificate, &args.tls_key) {
            (Some(certificate), Some(key)) => Some(tls::acceptor(certificate, key)?),
            _ => None,
        };
        Ok(Front { tls, proxies: Trusted::new(proxies), hosts: args.host.clone(), elsewhere: None })
    }

    /// Takes the address, or says why not: for others to reach it, what is sent must be encrypted, and it must be said
    /// under which names; and the address must be free.
    ///
    /// # Errors
    ///
    /// Why not, with the way out.
    pub(crate) async fn listen(&self, address: SocketAddr) -> Result<TcpListener> {
        let beyond = !address.ip().to_canonical().is_loopback();
        if beyond && self.tls.is_none() && self.proxies.is_empty() {
            bail!(language::say_with("cli-serve-beyond", "address", &address.to_string()));
        }
        if beyond && address.ip().is_unspecified() && self.hosts.is_empty() {
            bail!(language::say_with("cli-serve-host-needed", "address", &address.to_string()));
        }
        bind(address).await
    }

    /// The names under which it may be asked when it listens there.
    fn names(&self, address: IpAddr) -> Vec<String> {
        let itself = (!address.is_unspecified()).then(|| address.to_canonical().to_string());
        self.hosts.iter().cloned().chain(itself).collect()
    }
}

/// Takes an address of this machine for a demonstration, or says why not.
pub(crate) async fn listen_here(address: SocketAddr) -> Result<TcpListener> {
    if !address.ip().is_loopback() {
        bail!(language::say_with("cli-demo-beyond", "address", &address.to_string()));
    }
    bind(address).await
}

async fn bind(address: SocketAddr) -> Result<TcpListener> {
    match TcpListener::bind(address).await {
        Ok(listener) => Ok(listener),
        Err(error) if error.kind() == io::ErrorKind::AddrInUse => {
            bail!(language::say_with("cli-address-taken", "address", &address.to_string()))
        }
        Err(error) => Err(error).with_context(|| address.to_string()),
    }
}

/// A host name or an address in figures, without anything around it.
fn is_name(host: &str) -> bool {
    let labels = host.strip_suffix('.').unwrap_or(host).split('.');
    let is_label = |label: &str| {
        !label.is_empty()
            && label.len() <= 63
            && label.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
    };
    host.parse::<IpAddr>().is_ok() || (host.len() <= 253 && labels.into_iter().all(is_label))
}

/// What connections are answered with, and how they are held.
struct House {
    router: Router,
    tls: Option<TlsAcceptor>,
    proxies: Trusted,
    /// Whether only proxies may come in: others would speak unencrypted over a network.
    only_proxies: bool,
    places: Places,
    patience: Patience,
    /// What is counted of requests and connections.
    figures: Arc<Figures>,
    log: Arc<Log>,
}

/// Whether somebody comes in.
enum Peer {
    /// With his place.
    Taken(Place),
    /// His connection is closed at once.
    TurnedAway,
}

/// Why a connection is not let in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Refused {
    /// It came past the proxies that encrypt.
    NotAProxy,
    /// There are as many as there may be.
    Full,
    /// There are as many of its address as there may be.
    AddressFull,
    /// Encryption could not be agreed on.
    Unencrypted,
}

impl Refused {
    /// All of them, in their order.
    const ALL: [Refused; 4] = [Refused::NotAProxy, Refused::Full, Refused::AddressFull, Refused::Unencrypted];

    fn as_str(self) -> &'static str {
        match self {
            Refused::NotAProxy => "not-a-proxy",
            Refused::Full => "full",
            Refused::AddressFull => "address-full",
            Refused::Unencrypted => "unencrypted",
        }
    }
}

impl House {
    fn peer(&self, address: IpAddr) -> Peer {
        let proxy = self.proxies.holds(address);
        let taken = if self.only_proxies && !proxy && !address.to_canonical().is_loopback() {
            Err(Refused::NotAProxy)
        } else {
            self.places.take(address, proxy)
        };
        match taken {
            Ok(place) => Peer::Taken(place),
            Err(why) => {
                self.refuse(why);
                Peer::TurnedAway
            }
        }
    }

    /// Notes that a connection was not let in. Whoever floods the door must not flood the log: of each kind the first
    /// is told, the second, the fourth, and so on, with how many they are by then.
    fn refuse(&self, why: Refused) {
        let count = self.figures.refused(why);
        if count.is_power_of_two() {
            self.log.line(Level::Warn, "refused", &[("why", json!(why.as_str())), ("count", json!(count))]);
        }
    }

    /// Notes that the system can give no connection.
    fn starved(&self, error: &io::Error) {
        self.log.line(Level::Error, "no-connection", &[("what", json!(error.to_string()))]);
    }
}

/// What goes on beside the pages: the log, questions of those who keep the server, and backups.
#[derive(Default)]
pub(crate) struct Beside {
    log: Arc<Log>,
    /// Where those who keep the server ask.
    operations: Option<TcpListener>,
    backups: Option<backups::Schedule>,
    mail: Option<Mail>,
    directory: std::path::PathBuf,
}

impl Beside {
    /// As the command line says.
    ///
    /// # Errors
    ///
    /// An address that is beyond this machine, or taken.
    pub(crate) async fn of(args: &ServeArgs) -> Result<Self> {
        let operations = match args.operations {
            None => None,
            Some(address) if address.ip().is_loopback() => Some(bind(address).await?),
            Some(address) => {
                bail!(language::say_with("cli-serve-operations-beyond", "address", &address.to_string()))
            }
        };
        let backups = args.backup_to.as_ref().map(|to| backups::Schedule {
            to: to.clone(),
            every: std::time::Duration::from_secs(3600 * u64::from(args.backup_every)),
            keep: usize::try_from(args.backup_keep).unwrap_or(usize::MAX),
        });
        let log = Arc::new(Log::on_standard_error(args.log, args.log_level));
        Ok(Beside { log, operations, backups, mail: None, directory: args.data.data.clone() })
    }

    /// The same with a mail server, where there is one.
    pub(crate) fn with_mail(self, mail: Option<Mail>) -> Self {
        Beside { mail, ..self }
    }

    /// Opens the office to be served, and notes where its schema was brought up to date.
    ///
    /// # Errors
    ///
    /// No office there, or a database that cannot be opened.
    pub(crate) async fn open(&self) -> Result<Data> {
        // What cannot be looked at cannot be opened either, which says why.
        let before = Database::peek(&data::place(&self.directory)).await.ok().flatten();
        let data = Data::open_whole(&self.directory).await?;
        if let Some(Versions { schema, known }) = before.filter(|found| found.schema < found.known) {
            self.log.line(Level::Info, "migration", &[("from", json!(schema)), ("to", json!(known))]);
        }
        Ok(data)
    }

    /// Begins what goes on beside the pages; it ends when what is returned is dropped.
    fn begin(self, data: &Data, figures: &Arc<Figures>, places: &Places) -> Result<JoinSet<()>> {
        let mut tasks = JoinSet::new();
        if let Some(listener) = self.operations {
            let address = listener.local_addr().context("the address listened on")?;
            crate::out(&language::say_with("cli-serve-operations", "address", &format!("http://{address}/")));
            let asked = Asked {
                data: data.clone(),
                directory: self.directory,
                backups: self.backups.as_ref().map(|schedule| schedule.to.clone()),
                figures: Arc::clone(figures),
                places: places.clone(),
            };
            let router = operations::router(asked);
            tasks.spawn(async move {
                // It goes on until it is dropped; where it cannot, the pages still do.
                let _ = axum::serve(listener, router).await;
            });
        }
        if let Some(mail) = self.mail {
            crate::out(&mail.told());
            tasks.spawn(mail::go_on(data.office.clone(), mail, Arc::clone(&self.log)));
        }
        tasks.spawn(reminders::go_on(data.office.clone(), Arc::clone(&self.log)));
        tasks.spawn(imports::go_on(data.office.clone(), Arc::clone(&self.log)));
        if let Some(schedule) = self.backups {
            tasks.spawn(backups::go_on(data.clone(), schedule, self.log));
        }
        Ok(tasks)
    }
}

/// Serves until Ctrl-C or a request to end; a demonstration with the clock it lives by. What is being answered then comes
/// to its end, for a while; whoever asks a second time ends the program at once.
///
/// # Errors
///
/// A disk that did not confirm what was written: nothing more is, and the server has ended by itself.
pub(crate) async fn serve(
    listener: TcpListener,
    front: Front,
    data: &Data,
    beside: Beside,
    demo: Option<Arc<dyn ForwardClock>>,
) -> Result<()> {
    // From here on: who sees the address may ask to end.
    let mut signals = Signals::new()?;
    let log = Arc::clone(&beside.log);
    let address = listener.local_addr().context("the address listened on")?;
    let scheme = if front.tls.is_some() { "https" } else { "http" };
    let local = address.ip().to_canonical().is_loopback();
    let hosts = front.names(address.ip());
    crate::out(&language::say_with("cli-serve-at", "address", &format!("{scheme}://{address}/")));
    if !front.hosts.is_empty() || !local {
        crate::out(&language::say_with("cli-serve-hosts", "hosts", &hosts.join(", ")));
    }
    let elsewhere = front.elsewhere.map(|found| {
        crate::out(&found.told);
        found.provider
    });
    crate::out(&language::words("cli-serve-stop"));
    let figures = Arc::new(Figures::default());
    let options = Options {
        demo: demo.is_some(),
        accounts: true,
        report: reporter(&log, &figures),
        clock: demo,
        hosts,
        local,
        limits: Limits::default(),
        elsewhere,
    };
    let office = match &beside.mail {
        Some(_) => data.office.clone().with_mail(),
        None => data.office.clone(),
    };
    let house = House {
        router: guantong_web::router(office, options),
        only_proxies: !local && front.tls.is_none(),
        tls: front.tls,
        proxies: front.proxies,
        places: Places::new(places::allowed(), places::EACH_MOST),
        patience: Patience::default(),
        figures: Arc::clone(&figures),
        log: Arc::clone(&log),
    };
    tell_panics(&log);
    log.line(
        Level::Info,
        "start",
        &[
            ("version", json!(env!("CARGO_PKG_VERSION"))),
            ("address", json!(format!("{scheme}://{address}"))),
            ("database", json!(data::place(&beside.directory).to_string())),
            ("process", json!(std::process::id())),
        ],
    );
    let mut tasks = beside.begin(data, &figures, &house.places)?;
    let seconds = house.patience.ending.as_secs();
    let (tell, told) = oneshot::channel();
    let broken = AtomicBool::new(false);
    let watched = async {
        let signal = tokio::select! {
            signal = signals.next() => Some(signal),
            () = data.database.broken() => None,
        };
        figures.end();
        broken.store(signal.is_none(), Ordering::Relaxed);
        let level = if signal.is_none() { Level::Error } else { Level::Info };
        let why = signal.unwrap_or("disk");
        log.line(level, "ending", &[("why", json!(why)), ("seconds", json!(seconds))]);
        crate::out(&language::say_with("cli-serve-ending", "seconds", &seconds.to_string()));
        // Whoever is told is there for as long as this is.
        let _ = tell.send(());
        signals.next().await
    };
    let ended = async {
        // Where nobody is left to tell it, it has ended.
        let _ = told.await;
    };
    let cut = tokio::select! {
        cut = door::keep(listener, Arc::new(house), ended) => cut,
        signal = watched => {
            // What is written is written: a database that is not closed is opened again without loss.
            log.line(Level::Warn, "stop", &[("why", json!(signal)), ("at_once", json!(true))]);
            std::process::exit(1);
        }
    };
    tasks.shutdown().await;
    let level = if cut > 0 { Level::Warn } else { Level::Info };
    log.line(level, "stop", &[("cut", json!(cut))]);
    if broken.load(Ordering::Relaxed) {
        // Opened again, the database has what is really there; whoever runs services starts one again that failed.
        bail!(language::words("cli-serve-broken"));
    }
    Ok(())
}

/// What the pages tell of faults goes into the log and the figures.
fn reporter(log: &Arc<Log>, figures: &Arc<Figures>) -> guantong_web::Reporter {
    let (log, figures) = (Arc::clone(log), Arc::clone(figures));
    Arc::new(move |number: &str, what: &str| request::fault(&log, &figures, number, what))
}

/// A panic is told by its place, as a line like all others: its words could be anybody's.
fn tell_panics(log: &Arc<Log>) {
    let log = Arc::clone(log);
    std::panic::set_hook(Box::new(move |panic| {
        let place = panic.location().map(|place| format!("{}:{}", place.file(), place.line()));
        log.line(Level::Error, "panic", &[("place", json!(place))]);
    }));
}
