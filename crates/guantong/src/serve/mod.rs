//! Serving an office's pages: where it listens, who may come in, how long is waited for whom.
//!
//! Limits of what is sent are the pages' own; here are those of connections.

mod backups;
mod connection;
mod door;
#[cfg(feature = "oidc")]
mod elsewhere;
mod operations;
mod pace;
mod places;
mod proxy;
#[cfg(test)]
mod tests;
mod tls;

use crate::cli::ServeArgs;
use crate::data::Data;
use crate::language;
use anyhow::{Context, Result, bail};
use axum::Router;
use guantong_service::forward::ForwardClock;
use guantong_web::{Elsewhere, Limits, Options};
use operations::{Asked, Figures};
use pace::Patience;
use places::{Place, Places};
use proxy::Trusted;
use std::io;
use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;
use tokio::net::TcpListener;
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
    /// Told when the system can give no connection.
    report: fn(&io::Error),
    /// What is counted of requests.
    figures: Arc<Figures>,
}

/// Whether somebody comes in.
enum Peer {
    /// With his place.
    Taken(Place),
    /// His connection is closed at once.
    TurnedAway,
}

impl House {
    fn peer(&self, address: IpAddr) -> Peer {
        let proxy = self.proxies.holds(address);
        if self.only_proxies && !proxy && !address.to_canonical().is_loopback() {
            return Peer::TurnedAway;
        }
        self.places.take(address, proxy).map_or(Peer::TurnedAway, Peer::Taken)
    }
}

/// What goes on beside the pages: questions of those who keep the server, and backups.
#[derive(Default)]
pub(crate) struct Beside {
    /// Where those who keep the server ask.
    operations: Option<TcpListener>,
    backups: Option<backups::Schedule>,
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
        Ok(Beside { operations, backups, directory: args.data.data.clone() })
    }

    /// Begins what goes on beside the pages; it ends when what is returned is dropped.
    fn begin(self, data: &Data, figures: &Arc<Figures>) -> Result<JoinSet<()>> {
        let mut tasks = JoinSet::new();
        if let Some(listener) = self.operations {
            let address = listener.local_addr().context("the address listened on")?;
            crate::out(&language::say_with("cli-serve-operations", "address", &format!("http://{address}/")));
            let asked = Asked {
                data: data.clone(),
                directory: self.directory,
                backups: self.backups.as_ref().map(|schedule| schedule.to.clone()),
                figures: Arc::clone(figures),
            };
            let router = operations::router(asked);
            tasks.spawn(async move {
                // It goes on until it is dropped; where it cannot, the pages still do.
                let _ = axum::serve(listener, router).await;
            });
        }
        if let Some(schedule) = self.backups {
            tasks.spawn(backups::go_on(data.clone(), schedule));
        }
        Ok(tasks)
    }
}

/// Serves until Ctrl-C or a request to end; a demonstration with the clock it lives by.
pub(crate) async fn serve(
    listener: TcpListener,
    front: Front,
    data: &Data,
    beside: Beside,
    demo: Option<Arc<dyn ForwardClock>>,
) -> Result<()> {
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
    let report = |reference: &str, what: &str| crate::err(&format!("{reference}  {what}"));
    let options = Options {
        demo: demo.is_some(),
        accounts: true,
        report: Arc::new(report),
        clock: demo,
        hosts,
        local,
        limits: Limits::default(),
        elsewhere,
    };
    let figures = Arc::new(Figures::default());
    let house = House {
        router: guantong_web::router(data.office.clone(), options),
        only_proxies: !local && front.tls.is_none(),
        tls: front.tls,
        proxies: front.proxies,
        places: Places::new(places::allowed(), places::EACH_MOST),
        patience: Patience::default(),
        report: |error| crate::err(&language::say_with("cli-serve-accept", "what", &error.to_string())),
        figures: Arc::clone(&figures),
    };
    let tasks = beside.begin(data, &figures)?;
    let seconds = house.patience.ending.as_secs().to_string();
    let ended = async move {
        stopped().await;
        figures.end();
        crate::out(&language::say_with("cli-serve-ending", "seconds", &seconds));
    };
    let cut = door::keep(listener, Arc::new(house), ended).await;
    drop(tasks);
    if cut > 0 {
        crate::err(&language::say_with("cli-serve-cut", "number", &cut.to_string()));
    }
    Ok(())
}

/// Ends when the person or the system asks to stop.
async fn stopped() {
    let interrupted = tokio::signal::ctrl_c();
    #[cfg(unix)]
    {
        let Ok(mut terminated) = tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate())
        else {
            let _ = interrupted.await;
            return;
        };
        tokio::select! {
            _ = interrupted => {}
            _ = terminated.recv() => {}
        }
    }
    #[cfg(not(unix))]
    let _ = interrupted.await;
}
