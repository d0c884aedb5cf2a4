//! One connection from its first byte to its last.

use super::pace::{Pace, Paced};
use super::request::{Current, HEADER, Noted};
use super::{House, Refused};
use axum::body::{Body, Bytes};
use axum::response::Response;
use hyper::body::{Body as HttpBody, Frame, Incoming, SizeHint};
use hyper::server::conn::http1::Builder;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use std::convert::Infallible;
use std::future::poll_fn;
use std::net::IpAddr;
use std::pin::{Pin, pin};
use std::task::{Context, Poll};
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::sync::watch;
use tokio::time::{Instant, sleep_until, timeout_at};
use tower::ServiceExt;

/// Bytes of a head: its first line and its headers.
const HEAD_BYTES: usize = 16 * 1024;
/// Headers of a request.
const HEADERS: usize = 100;
/// Bytes that a connection holds of what comes and goes.
const BUFFER_BYTES: usize = 64 * 1024;

/// Agrees on encryption where there is any, and answers what is asked, until it is over or waited too long.
pub(super) async fn attend<S>(house: &House, socket: S, peer: IpAddr, ending: watch::Receiver<bool>)
where
    S: AsyncRead + AsyncWrite + Unpin + Send + 'static,
{
    let opened = Instant::now();
    match &house.tls {
        None => answer(house, socket, peer, opened, ending).await,
        Some(tls) => {
            let agreed = timeout_at(opened + house.patience.first, tls.accept(socket));
            tokio::select! {
                agreed = agreed => match agreed {
                    Ok(Ok(socket)) => answer(house, socket, peer, opened, ending).await,
                    _ => house.refuse(Refused::Unencrypted),
                },
                () = over(ending.clone()) => {}
            }
        }
    }
}

async fn answer<S>(house: &House, socket: S, peer: IpAddr, opened: Instant, ending: watch::Receiver<bool>)
where
    S: AsyncRead + AsyncWrite + Unpin + Send + 'static,
{
    let pace = Pace::new(house.patience.clone(), opened);
    let service = service_fn(|mut request: hyper::Request<Incoming>| {
        pace.asked();
        let answered = Answered(pace.clone());
        let client = house.proxies.client(peer, house.tls.is_some(), request.headers());
        let current = Current::new(request.headers(), house.proxies.holds(peer));
        let mut noted = Noted::new(&house.log, &house.figures, &current, request.method());
        request.extensions_mut().insert(client);
        let router = house.router.clone();
        async move {
            let id = current.header();
            let answer = current.answered(router.oneshot(request.map(Body::new))).await;
            let mut response: Response = match answer {
                Ok(response) => response,
                Err(never) => match never {},
            };
            let told = response.extensions_mut().remove();
            noted.ready(response.status().as_u16(), told);
            if let Some(id) = id {
                response.headers_mut().insert(HEADER, id);
            }
            Ok::<_, Infallible>(response.map(|body| Outgoing { body, noted, _answered: answered }))
        }
    });
    let mut builder = Builder::new();
    builder
        .timer(TokioTimer::new())
        // Ours is stricter, but this one has a quiet connection looked at.
        .header_read_timeout(house.patience.idle)
        .max_headers(HEADERS)
        .max_header_size(HEAD_BYTES)
        .max_buf_size(BUFFER_BYTES);
    let socket = TokioIo::new(Paced::new(socket, pace.clone()));
    let mut connection = pin!(builder.serve_connection(socket, service));
    let mut ended = pin!(over(ending));
    let mut is_ended = false;
    let mut sleep = pin!(sleep_until(opened));
    let mut set = None;
    poll_fn(|cx| {
        if !is_ended && ended.as_mut().poll(cx).is_ready() {
            is_ended = true;
            connection.as_mut().graceful_shutdown();
        }
        // How a connection ends tells nothing that anybody would act on.
        if connection.as_mut().poll(cx).is_ready() || (is_ended && pace.rests()) {
            return Poll::Ready(());
        }
        // All that happens on a connection happens in its poll, so what is due now stays due until the next.
        let Some(due) = pace.due() else { return Poll::Pending };
        if set != Some(due) {
            sleep.as_mut().reset(due);
            set = Some(due);
        }
        sleep.as_mut().poll(cx)
    })
    .await;
}

/// Waits until the server is to end.
async fn over(mut ending: watch::Receiver<bool>) {
    // Without anybody to tell it, it has ended.
    let _ = ending.wait_for(|ended| *ended).await;
}

/// Says when an answer is over, however it ends.
struct Answered(Pace);

impl Drop for Answered {
    fn drop(&mut self) {
        self.0.answered();
    }
}

/// The body of an answer.
struct Outgoing {
    body: Body,
    noted: Noted,
    _answered: Answered,
}

impl Drop for Outgoing {
    fn drop(&mut self) {
        // Who knows already that nothing follows does not ask for it.
        if HttpBody::is_end_stream(&self.body) {
            self.noted.end();
        }
    }
}

impl HttpBody for Outgoing {
    type Data = Bytes;
    type Error = axum::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, axum::Error>>> {
        let poll = Pin::new(&mut self.body).poll_frame(cx);
        match &poll {
            Poll::Ready(Some(Ok(frame))) => self.noted.took(frame.data_ref().map_or(0, Bytes::len)),
            Poll::Ready(None) => self.noted.end(),
            Poll::Ready(Some(Err(_))) | Poll::Pending => {}
        }
        poll
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}
