//! Where connections come in, until the server ends.

use super::connection::attend;
use super::{House, Peer};
use std::io;
use std::net::IpAddr;
use std::sync::Arc;
use std::time::Duration;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;
use tokio::task::JoinSet;
use tokio::time::{Instant, sleep_until, timeout};

/// How long nothing is taken after the system could not give a connection, as when no file may be opened any more.
const REST: Duration = Duration::from_millis(200);

/// What connections come from.
pub(super) trait Door: Send {
    /// What is read from and written to.
    type Socket: AsyncRead + AsyncWrite + Unpin + Send + 'static;

    /// The next connection, and whose it is. May be given up while it waits.
    fn next(&mut self) -> impl Future<Output = io::Result<(Self::Socket, IpAddr)>> + Send;
}

impl Door for TcpListener {
    type Socket = TcpStream;

    async fn next(&mut self) -> io::Result<(TcpStream, IpAddr)> {
        let (socket, peer) = self.accept().await?;
        // A page is small: what is written goes out at once. Where that cannot be set, it goes out a little later.
        let _ = socket.set_nodelay(true);
        Ok((socket, peer.ip()))
    }
}

/// Takes connections until it is to end; then lets what is being answered come to its end, for a while. Returns how
/// many connections were not done by then.
pub(super) async fn keep<D: Door>(mut door: D, house: Arc<House>, ended: impl Future<Output = ()>) -> usize {
    let (tell, ending) = watch::channel(false);
    let mut connections = JoinSet::new();
    let mut ended = std::pin::pin!(ended);
    let mut rest = None;
    loop {
        tokio::select! {
            () = &mut ended => break,
            Some(_) = connections.join_next() => {}
            next = after(rest, &mut door) => match next {
                Ok((socket, address)) => {
                    rest = None;
                    if let Peer::Taken(place) = house.peer(address) {
                        let (house, ending) = (Arc::clone(&house), ending.clone());
                        connections.spawn(async move {
                            attend(&house, socket, address, ending).await;
                            drop(place);
                        });
                    }
                }
                // Somebody who is gone before he was taken is no trouble of ours.
                Err(error) if is_theirs(&error) => {}
                Err(error) => {
                    if rest.is_none() {
                        house.starved(&error);
                    }
                    rest = Some(Instant::now() + REST);
                }
            },
        }
    }
    drop(door);
    // Nobody may be left to be told.
    let _ = tell.send(true);
    let _ = timeout(house.patience.ending, async { while connections.join_next().await.is_some() {} }).await;
    let cut = connections.len();
    connections.shutdown().await;
    cut
}

async fn after<D: Door>(rest: Option<Instant>, door: &mut D) -> io::Result<(D::Socket, IpAddr)> {
    if let Some(until) = rest {
        sleep_until(until).await;
    }
    door.next().await
}

fn is_theirs(error: &io::Error) -> bool {
    use io::ErrorKind::{ConnectionAborted, ConnectionRefused, ConnectionReset, Interrupted};
    matches!(error.kind(), ConnectionAborted | ConnectionRefused | ConnectionReset | Interrupted)
}
