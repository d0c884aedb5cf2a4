//! Pages and forms: addresses, HTML made on the server, two languages, no script.
//!
//! Knows: addresses, HTML, headers, the language of a request, how an edition and a record are laid out to be read.
//! Must never know: the database, a clock of its own, what a clause decides.

mod answer;
mod assets;
mod client;
mod door;
mod elsewhere;
mod fields;
mod frame;
mod gate;
mod guard;
mod limits;
mod once;
mod pages;
mod parts;
mod rate;
mod routes;
mod told;
mod trouble;

pub use client::Client;
pub use elsewhere::{Away, Back, COMES_BACK, Elsewhere, Unfinished};
pub use gate::Seen;
pub use limits::Limits;
pub use rate::{Buckets, RetryAfterSeconds};
pub use routes::Listed;
pub use told::Told;

use axum::Router;
use axum::middleware::{from_fn, from_fn_with_state};
use guantong_service::Office;
use guantong_service::forward::ForwardClock;
use routes::{Inventory, Routes};
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
    /// Whether people must be known: who is not [`Seen`] is then the public. Without it the desk is this machine, and
    /// may do everything.
    pub accounts: bool,
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
    /// The provider that people may sign in with in place of a password; nothing where there is none.
    pub elsewhere: Option<Arc<dyn Elsewhere>>,
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
    /// Every address, with what asking it is.
    inventory: Arc<Inventory>,
    /// Requests of each client.
    requests: Arc<Buckets>,
    /// Attempts to come in, of each client.
    sign_ins: Arc<Buckets>,
    /// What is being answered under a key.
    turns: Arc<once::Turns>,
}

/// Every address of the house, with what asking it is.
fn all() -> Routes {
    Routes::new().merge(pages::routes()).merge(assets::routes()).merge(frame::routes())
}

/// Every address that is answered, by path, with what asking it is to the table of who may do what.
#[must_use]
pub fn routes() -> Vec<Listed> {
    all().done().1.all()
}

/// The pages of an office.
pub fn router(office: Office, options: Options) -> Router {
    let (pages, inventory) = all().done();
    let limits = &options.limits;
    let requests = Arc::new(Buckets::new(limits.requests_per_second, 1, limits.requests_burst));
    let sign_ins = Arc::new(Buckets::new(limits.sign_ins_per_minute, 60, limits.sign_ins_burst));
    let (faults, turns, inventory) = (Arc::default(), Arc::default(), Arc::new(inventory));
    let app = App { office, options, faults, inventory, requests, sign_ins, turns };
    pages
        .layer(from_fn_with_state(app.clone(), once::once))
        .layer(from_fn(door::guard_forms))
        .layer(from_fn_with_state(app.clone(), limits::hold))
        .layer(from_fn_with_state(app.clone(), rate::limit))
        .layer(from_fn_with_state(app.clone(), answer::complete))
        .layer(from_fn(told::role))
        .layer(from_fn_with_state(app.clone(), door::meet))
        .layer(CompressionLayer::new())
        .layer(from_fn(told::route))
        .with_state(app)
}
