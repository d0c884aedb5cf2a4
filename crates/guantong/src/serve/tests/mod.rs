//! Connections under a clock that is moved by the test: who waits too long is closed, who works is not.

mod broken;
mod encrypted;
mod ending;
mod noted;
mod waiting;

use super::door::{Door, keep};
use super::log::{Form, Log};
use super::pace::Patience;
use super::places::Places;
use super::proxy::Trusted;
use super::{Figures, House};
use axum::Router;
use axum::body::Bytes;
use axum::extract::{Extension, Request};
use axum::routing::{get, post};
use guantong_web::Client;
use std::io;
use std::net::IpAddr;
use std::sync::{Arc, Mutex};
use std::time::Duration;
use tokio::io::{AsyncReadExt, AsyncWriteExt, DuplexStream, duplex};
use tokio::sync::{Notify, mpsc, oneshot};
use tokio::task::JoinHandle;
use tokio::time::Instant;

/// How much a pipe holds before it is full.
const PIPE: usize = 64 * 1024;
const LARGE: usize = 1024 * 1024;
/// An answer in pieces, more of them than are taken off our hands before anybody reads it.
const PIECES: usize = 1024;
const PIECE: usize = 64 * 1024;
const HUGE: usize = PIECES * PIECE;

/// So many pieces of an answer that are still to come.
struct Pieces(usize);

impl hyper::body::Body for Pieces {
    type Data = Bytes;
    type Error = std::convert::Infallible;

    fn poll_frame(
        mut self: std::pin::Pin<&mut Self>,
        _: &mut std::task::Context<'_>,
    ) -> std::task::Poll<Option<Result<hyper::body::Frame<Bytes>, Self::Error>>> {
        let left = self.0.checked_sub(1);
        self.0 = left.unwrap_or(0);
        std::task::Poll::Ready(left.map(|_| Ok(hyper::body::Frame::data(Bytes::from_static(&[7; PIECE])))))
    }
}

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
    ended: JoinHandle<usize>,
    /// Lets `/work` come to its end.
    work: Arc<Notify>,
    /// What the log tells.
    kept: Kept,
    figures: Arc<Figures>,
}

/// What was written into a log.
#[derive(Clone, Debug, Default)]
pub(super) struct Kept(Arc<Mutex<Vec<u8>>>);

impl Kept {
    pub(super) fn lines(&self) -> Vec<serde_json::Value> {
        let bytes = self.0.lock().unwrap();
        String::from_utf8_lossy(&bytes).lines().map(|line| serde_json::from_str(line).unwrap()).collect()
    }

    /// The lines of an event.
    fn of(&self, event: &str) -> Vec<serde_json::Value> {
        self.lines().into_iter().filter(|line| line["event"] == event).collect()
    }
}

impl io::Write for Kept {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

fn house(work: &Arc<Notify>, kept: &Kept) -> House {
    let work = Arc::clone(work);
    let router = Router::new()
        .route("/", get(|| async { "here" }))
        .route("/large", get(|| async { Bytes::from(vec![7; LARGE]) }))
        .route("/huge", get(|| async { axum::body::Body::new(Pieces(PIECES)) }))
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
        figures: Arc::default(),
        log: Arc::new(Log::to(kept.clone(), Form::Json)),
    }
}

impl Server {
    fn start() -> Self {
        Self::with(|_| {})
    }

    fn with(set: impl FnOnce(&mut House)) -> Self {
        let work = Arc::new(Notify::new());
        let noted = Kept::default();
        let mut house = house(&work, &noted);
        set(&mut house);
        let figures = Arc::clone(&house.figures);
        let (pipes, taken) = mpsc::channel(1);
        let (end, ended) = oneshot::channel();
        let ended = async {
            let _ = ended.await;
        };
        let ended = tokio::spawn(keep(Pipes(taken), Arc::new(house), ended));
        Server { pipes, end, ended, work, kept: noted, figures }
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
