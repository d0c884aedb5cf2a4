//! Pages and forms: addresses, HTML made on the server, two languages, no script.
//!
//! Knows: addresses, HTML, headers, the language of a request, how an edition and a record are laid out to be read.
//! Must never know: the database, a clock of its own, what a clause decides.

mod answer;
mod assets;
mod client;
mod frame;
mod guard;
mod limits;
mod pages;
mod parts;
mod rate;

pub use client::Client;
pub use limits::Limits;
pub use rate::{Buckets, RetryAfterSeconds};

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::middleware::from_fn_with_state;
use guantong_service::Office;
use guantong_service::forward::ForwardClock;
use std::sync::Arc;
use std::sync::atomic::AtomicU64;
use tower_http::compression::CompressionLayer;

/// Told of every fault: the reference number the reader was given, and what happened, for the log.
///
/// What happened never holds an address with a query, a name or a number of a person.
pub type Reporter = Arc<dyn Fn(&str, &str) + Send + Sync>;

/// How the pages are served.
#[derive(Clone)]
pub struct Options {
    /// Whether the office is a demonstration: every page then says that people and scores are invented.
    pub demo: bool,
    /// Told of every fault.
    pub report: Reporter,
    /// The clock of a demonstration, which a page moves forward; nothing for a real office.
    pub clock: Option<Arc<dyn ForwardClock>>,
    /// Names and addresses in figures under which the office may be asked; a port behind them does not matter.
    pub hosts: Vec<String>,
    /// Whether it is served on this machine only: `localhost` and every address in figures are its names too.
    pub local: bool,
    /// What may be asked and sent.
    pub limits: Limits,
}

impl std::fmt::Debug for Options {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Options").field("demo", &self.demo).finish_non_exhaustive()
    }
}

/// What every page is made from.
#[derive(Clone)]
struct App {
    office: Office,
    options: Options,
    /// Faults so far: with the clock it makes a reference number.
    faults: Arc<AtomicU64>,
    /// Requests of each client.
    requests: Arc<Buckets>,
}

/// The pages of an office.
pub fn router(office: Office, options: Options) -> Router {
    let limits = &options.limits;
    let requests = Arc::new(Buckets::new(limits.requests_per_second, 1, limits.requests_burst));
    let form_bytes = limits.form_bytes;
    let app = App { office, options, faults: Arc::default(), requests };
    Router::new()
        .merge(pages::routes())
        .merge(assets::routes())
        .merge(frame::routes())
        .layer(DefaultBodyLimit::max(form_bytes))
        .layer(from_fn_with_state(app.clone(), limits::hold))
        .layer(from_fn_with_state(app.clone(), rate::limit))
        .layer(from_fn_with_state(app.clone(), answer::complete))
        .layer(CompressionLayer::new())
        .with_state(app)
}
