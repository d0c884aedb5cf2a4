//! How long is waited for whom: a socket that says what happens on it, and the deadline that follows.
//!
//! A connection waits for somebody (the first byte, the rest of a head, the next request, somebody to read the answer)
//! or works. Each wait has a deadline; work has none, and a body that is being read is watched by the page that reads
//! it, so that it can still answer.

use std::io::{IoSlice, Result};
use std::pin::Pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll, ready};
use std::time::Duration;
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::time::Instant;

/// How long is waited.
#[derive(Clone, Debug)]
pub(super) struct Patience {
    /// For the first byte of a connection, and for encryption to be agreed on before it.
    pub(super) first: Duration,
    /// For the whole head of a request, from its first byte.
    pub(super) head: Duration,
    /// For the first head of a connection, from its beginning.
    pub(super) opening: Duration,
    /// For the next request of a connection.
    pub(super) idle: Duration,
    /// For somebody to read more of an answer.
    pub(super) write: Duration,
    /// How long an answer may be read slower than [`Patience::write_pace`].
    pub(super) write_grace: Duration,
    /// Bytes in a second below which an answer is read too slowly.
    pub(super) write_pace: u64,
    /// For what is still on its way when a connection has been ended, so that the last answer is not lost with it.
    pub(super) linger: Duration,
    /// For requests that are being answered when the server ends.
    pub(super) ending: Duration,
}

impl Default for Patience {
    fn default() -> Self {
        Patience {
            first: Duration::from_secs(10),
            head: Duration::from_secs(10),
            opening: Duration::from_secs(15),
            idle: Duration::from_secs(60),
            write: Duration::from_secs(10),
            write_grace: Duration::from_secs(60),
            write_pace: 1024,
            linger: Duration::from_secs(2),
            ending: Duration::from_secs(10),
        }
    }
}

/// Whom a connection waits for.
#[derive(Clone, Copy, Debug)]
enum Phase {
    /// Nothing has come yet.
    Opening,
    /// A head is coming in, and must be whole by then.
    Heading(Instant),
    /// A request is being answered.
    Answering,
    /// The last answer is out, since then.
    Idle(Instant),
    /// Ended from our side, since then.
    Ended(Instant),
}

#[derive(Debug)]
struct State {
    patience: Patience,
    opened: Instant,
    phase: Phase,
    /// Since when nobody has taken what was to be written.
    stalled: Option<Instant>,
    /// Since when this answer has been held up.
    held_up: Option<Instant>,
    /// Bytes of this answer that were taken since.
    taken: u64,
}

/// What happens on one connection, known to its socket and to what answers on it.
#[derive(Clone, Debug)]
pub(super) struct Pace(Arc<Mutex<State>>);

impl Pace {
    /// A connection that was opened then.
    pub(super) fn new(patience: Patience, opened: Instant) -> Self {
        let phase = Phase::Opening;
        Pace(Arc::new(Mutex::new(State { patience, opened, phase, stalled: None, held_up: None, taken: 0 })))
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// A head is whole: a request is being answered.
    pub(super) fn asked(&self) {
        let mut state = self.state();
        state.phase = Phase::Answering;
        state.held_up = None;
        state.taken = 0;
    }

    /// Its answer is done, but for what is still to be written.
    pub(super) fn answered(&self) {
        self.state().phase = Phase::Idle(Instant::now());
    }

    /// Whether nothing has been begun that ending would break off.
    pub(super) fn rests(&self) -> bool {
        let state = self.state();
        state.stalled.is_none() && matches!(state.phase, Phase::Opening | Phase::Idle(_))
    }

    /// When waiting ends; nothing while it works.
    pub(super) fn due(&self) -> Option<Instant> {
        let state = self.state();
        let patience = &state.patience;
        let phase = match state.phase {
            Phase::Opening => Some(state.opened + patience.first),
            Phase::Heading(due) => Some(due),
            Phase::Answering => None,
            Phase::Idle(since) => Some(since + patience.idle),
            Phase::Ended(since) => Some(since + patience.linger),
        };
        let write = state.stalled.map(|since| since + patience.write);
        let slow = state.stalled.and(state.held_up).map(|since| {
            since + patience.write_grace + Duration::from_secs(state.taken / patience.write_pace.max(1))
        });
        [phase, write, slow].into_iter().flatten().min()
    }

    fn read(&self) {
        let mut state = self.state();
        let due = Instant::now() + state.patience.head;
        match state.phase {
            Phase::Opening => state.phase = Phase::Heading(due.min(state.opened + state.patience.opening)),
            Phase::Idle(_) => state.phase = Phase::Heading(due),
            Phase::Heading(_) | Phase::Answering | Phase::Ended(_) => {}
        }
    }

    fn stalled(&self) {
        let mut state = self.state();
        let now = Instant::now();
        state.stalled.get_or_insert(now);
        state.held_up.get_or_insert(now);
    }

    fn took(&self, bytes: usize) {
        let mut state = self.state();
        state.stalled = None;
        state.taken = state.taken.saturating_add(u64::try_from(bytes).unwrap_or(u64::MAX));
        if matches!(state.phase, Phase::Idle(_)) {
            state.phase = Phase::Idle(Instant::now());
        }
    }

    fn ended(&self) {
        let mut state = self.state();
        if !matches!(state.phase, Phase::Ended(_)) {
            state.phase = Phase::Ended(Instant::now());
        }
    }
}

/// A socket that tells its [`Pace`] what happens on it.
#[derive(Debug)]
pub(super) struct Paced<S> {
    socket: S,
    pace: Pace,
    /// Bytes that are still taken and thrown away once we have ended.
    lingering: usize,
    shut: bool,
}

/// How much of what is on its way is taken once we have ended.
const LINGER_MOST: usize = 1024 * 1024;

impl<S> Paced<S> {
    pub(super) fn new(socket: S, pace: Pace) -> Self {
        Paced { socket, pace, lingering: LINGER_MOST, shut: false }
    }

    fn written(&self, poll: Poll<Result<usize>>) -> Poll<Result<usize>> {
        match &poll {
            Poll::Pending => self.pace.stalled(),
            Poll::Ready(Ok(bytes)) => self.pace.took(*bytes),
            Poll::Ready(Err(_)) => {}
        }
        poll
    }
}

impl<S: AsyncRead + Unpin> AsyncRead for Paced<S> {
    fn poll_read(mut self: Pin<&mut Self>, cx: &mut Context<'_>, into: &mut ReadBuf<'_>) -> Poll<Result<()>> {
        let before = into.filled().len();
        let poll = Pin::new(&mut self.socket).poll_read(cx, into);
        if into.filled().len() > before {
            self.pace.read();
        }
        poll
    }
}

impl<S: AsyncRead + AsyncWrite + Unpin> AsyncWrite for Paced<S> {
    fn poll_write(mut self: Pin<&mut Self>, cx: &mut Context<'_>, bytes: &[u8]) -> Poll<Result<usize>> {
        let poll = Pin::new(&mut self.socket).poll_write(cx, bytes);
        self.written(poll)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        bytes: &[IoSlice<'_>],
    ) -> Poll<Result<usize>> {
        let poll = Pin::new(&mut self.socket).poll_write_vectored(cx, bytes);
        self.written(poll)
    }

    fn is_write_vectored(&self) -> bool {
        self.socket.is_write_vectored()
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<()>> {
        let poll = Pin::new(&mut self.socket).poll_flush(cx);
        if poll.is_pending() {
            self.pace.stalled();
        }
        poll
    }

    /// Ends our side, then takes what was already sent: a socket that is closed with something unread in it takes the
    /// answer back from who has not read it yet.
    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<()>> {
        self.pace.ended();
        if !self.shut {
            ready!(Pin::new(&mut self.socket).poll_shutdown(cx))?;
            self.shut = true;
        }
        let mut room = [0; 4096];
        while self.lingering > 0 {
            let mut into = ReadBuf::new(&mut room);
            ready!(Pin::new(&mut self.socket).poll_read(cx, &mut into))?;
            match into.filled().len() {
                0 => break,
                bytes => self.lingering = self.lingering.saturating_sub(bytes),
            }
        }
        Poll::Ready(Ok(()))
    }
}
