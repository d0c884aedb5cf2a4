//! Connections under a clock that is moved by the test: who waits too long is closed, who works is not.

mod encrypted;
mod ending;
mod waiting;

use super::House;
use super::door::{Door, keep};
use super::pace::Patience;
use super::places::Places;
use super::proxy::Trusted;
use axum::Router;
use axum::body::Bytes;
use axum::extract::{Extension, Request};
use axum::routing::{get, post};
use guantong_web::Client;
use std::io;
use std::net::IpAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;
use tokio::io::{AsyncReadExt, AsyncWriteExt, DuplexStream, duplex};
use tokio::sync::{Notify, mpsc, oneshot};
use tokio::task::JoinHandle;
use tokio::time::Instant;

/// How much a pipe holds before it is full.
const PIPE: usize = 64 * 1024;
const LARGE: usize = 1024 * 1024;

/// A door through which a test comes in.
struct Pipes(mpsc::Receiver<io::Result<(DuplexStream, IpAddr)>>);

impl Door for Pipes {
    type Socket = DuplexStream;

    async fn next(&mut self) -> io::Result<(DuplexStream, IpAddr)> {
        match self.0.recv().await {
            Some(next) => next,
            None => std::future::pending().await,
        }
    }
}

/// A running server without a network.
struct Server {
    pipes: mpsc::Sender<io::Result<(DuplexStream, IpAddr)>>,
    end: oneshot::Sender<()>,
    kept: JoinHandle<usize>,
    /// Lets `/work` come to its end.
    work: Arc<Notify>,
}

/// How often the system could give no connection, in all tests of this process.
static FAULTS: AtomicUsize = AtomicUsize::new(0);

fn house(work: &Arc<Notify>) -> House {
    let work = Arc::clone(work);
    let router = Router::new()
        .route("/", get(|| async { "here" }))
        .route("/large", get(|| async { Bytes::from(vec![7; LARGE]) }))
        .route("/sent", post(|body: Bytes| async move { body.len().to_string() }))
        .route("/refused", post(|_: Request| async { "not read" }))
        .route("/who", get(|Extension(client): Extension<Client>| async move { format!("{client:?}") }))
        .route(
            "/work",
            get(move || async move {
                work.notified().await;
                "done"
            }),
        );
    House {
        router,
        tls: None,
        proxies: Trusted::default(),
        only_proxies: false,
        places: Places::new(100, 50),
        patience: Patience::default(),
        report: |_| {
            FAULTS.fetch_add(1, Ordering::Relaxed);
        },
        figures: Arc::default(),
    }
}

impl Server {
    fn start() -> Self {
        Self::with(|_| {})
    }

    fn with(set: impl FnOnce(&mut House)) -> Self {
        let work = Arc::new(Notify::new());
        let mut house = house(&work);
        set(&mut house);
        let (pipes, taken) = mpsc::channel(1);
        let (end, ended) = oneshot::channel();
        let ended = async {
            let _ = ended.await;
        };
        let kept = tokio::spawn(keep(Pipes(taken), Arc::new(house), ended));
        Server { pipes, end, kept, work }
    }

    async fn come(&self) -> DuplexStream {
        self.come_from("192.0.2.1").await
    }

    async fn come_from(&self, address: &str) -> DuplexStream {
        let (ours, theirs) = duplex(PIPE);
        self.pipes.send(Ok((theirs, address.parse().unwrap()))).await.unwrap();
        ours
    }
}

/// What comes until the other side closes, as text, and after how long.
async fn rest(socket: &mut DuplexStream) -> (String, Duration) {
    let start = Instant::now();
    let mut all = Vec::new();
    // A pipe whose other end is gone says so in one of two ways.
    let _ = socket.read_to_end(&mut all).await;
    (String::from_utf8_lossy(&all).into_owned(), start.elapsed())
}

async fn ask(socket: &mut DuplexStream, head: &str) {
    socket.write_all(format!("{head}\r\nhost: localhost\r\n\r\n").as_bytes()).await.unwrap();
}

/// Lets time go by: the clock stands still but for the test. Everybody does what can be done before, and after.
async fn pass(time: Duration) {
    settle().await;
    tokio::time::advance(time).await;
    settle().await;
}

async fn settle() {
    for _ in 0..16 {
        tokio::task::yield_now().await;
    }
}

/// Reads until something stands in what was read.
async fn until(socket: &mut DuplexStream, wanted: &str) -> String {
    let mut all = String::new();
    let mut room = [0; 4096];
    while !all.contains(wanted) {
        let bytes = socket.read(&mut room).await.unwrap();
        assert_ne!(bytes, 0, "closed after {all:?}");
        all.push_str(&String::from_utf8_lossy(&room[..bytes]));
    }
    all
}
