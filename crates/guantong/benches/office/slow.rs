//! Thousands who connect and say nothing, or a letter at a time, while pages are asked for: when they are let go, and
//! how long pages take meanwhile (ASVS, R20: closed within 15 s, pages within 300 ms).

use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::time::{Duration, Instant};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpSocket;

const SLOW: usize = 5_000;
const SILENT: usize = 1_000;
/// From so many addresses, 127.0.0.2 and on: a single one is held to far fewer.
const ADDRESSES: usize = 30;
/// How long pages are asked for while the others hold on.
const SECONDS: u64 = 20;

pub(crate) fn run(address: &str, load: impl FnOnce(u64) -> [f64; 3] + Send) {
    let address: SocketAddr = address.parse().unwrap();
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build().unwrap();
    let all = runtime.spawn(async move {
        let tasks: Vec<_> =
            (0..SLOW + SILENT).map(|n| tokio::spawn(hold(address, n % ADDRESSES, n < SLOW))).collect();
        let mut held = Vec::new();
        for task in tasks {
            held.extend(task.await.unwrap());
        }
        held
    });
    let [middle, high, largest] = load(SECONDS);
    let mut held = runtime.block_on(all).unwrap();
    held.sort();
    let last = held.last().copied().unwrap_or_default().as_secs_f64();
    println!(
        "{SLOW} slow and {SILENT} silent connections: {} held, the last closed after {last:.1} s; pages meanwhile \
         p50 {middle:.1} ms, p95 {high:.1} ms, largest {largest:.1} ms",
        held.len()
    );
}

/// Holds a connection, with a letter a second or silent, until it is closed; how long that took. Nothing where none was
/// given.
async fn hold(address: SocketAddr, from: usize, speaks: bool) -> Option<Duration> {
    let socket = TcpSocket::new_v4().ok()?;
    let last = u8::try_from(from + 2).ok()?;
    socket.bind(SocketAddr::new(IpAddr::V4(Ipv4Addr::new(127, 0, 0, last)), 0)).ok()?;
    let mut stream = socket.connect(address).await.ok()?;
    let start = Instant::now();
    let mut letters =
        b"GET / HTTP/1.1\r\nhost: 127.0.0.1\r\nx: ".iter().copied().chain(std::iter::repeat(b'a'));
    let mut byte = [0];
    loop {
        if speaks && stream.write_all(&[letters.next()?]).await.is_err() {
            return Some(start.elapsed());
        }
        match tokio::time::timeout(Duration::from_secs(1), stream.read(&mut byte)).await {
            Ok(Ok(0) | Err(_)) => return Some(start.elapsed()),
            // What it is told before it is let go.
            Ok(Ok(_)) => {}
            Err(_) if start.elapsed() > Duration::from_secs(60) => return None,
            Err(_) => {}
        }
    }
}
