//! Serving an office's pages on loopback.

use crate::language;
use anyhow::{Context, Result, bail};
use guantong_service::Office;
use guantong_service::forward::ForwardClock;
use std::net::SocketAddr;
use std::sync::Arc;
use tokio::net::TcpListener;

/// Takes the address, or says why not: loopback only, and free.
pub(crate) async fn listen(address: SocketAddr) -> Result<TcpListener> {
    if !address.ip().is_loopback() {
        bail!(language::say_with("cli-loopback-only", "address", &address.to_string()));
    }
    match TcpListener::bind(address).await {
        Ok(listener) => Ok(listener),
        Err(error) if error.kind() == std::io::ErrorKind::AddrInUse => {
            bail!(language::say_with("cli-address-taken", "address", &address.to_string()))
        }
        Err(error) => Err(error).with_context(|| address.to_string()),
    }
}

/// Serves until Ctrl-C or a request to end; a demonstration with the clock it lives by.
pub(crate) async fn serve(
    listener: TcpListener,
    office: Office,
    demo: Option<Arc<dyn ForwardClock>>,
) -> Result<()> {
    let address = listener.local_addr().context("the address listened on")?;
    crate::out(&language::say_with("cli-serve-at", "address", &format!("http://{address}/")));
    crate::out(&language::words("cli-accounts-none"));
    crate::out(&language::words("cli-serve-stop"));
    let report = |reference: &str, what: &str| crate::err(&format!("{reference}  {what}"));
    let options = guantong_web::Options {
        demo: demo.is_some(),
        accounts: false,
        report: Arc::new(report),
        clock: demo,
    };
    axum::serve(listener, guantong_web::router(office, options))
        .with_graceful_shutdown(stopped())
        .await
        .context("serving pages")
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
