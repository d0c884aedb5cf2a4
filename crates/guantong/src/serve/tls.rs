//! Encryption: TLS 1.2 and 1.3, with a certificate and key from files.

use crate::language::{say, say_with};
use anyhow::{Context, Result, anyhow};
use guantong_model::Message;
use std::path::Path;
use std::sync::Arc;
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::crypto::ring::default_provider;
use tokio_rustls::rustls::pki_types::pem::{Error as PemError, PemObject};
use tokio_rustls::rustls::pki_types::{CertificateDer, PrivateKeyDer};
use tokio_rustls::rustls::version::{TLS12, TLS13};
use tokio_rustls::rustls::{Error, ServerConfig};

/// What encrypts with the certificate and key of two files.
///
/// # Errors
///
/// A file that cannot be read, one without a certificate or key, or two that do not belong together.
pub(super) fn acceptor(certificate: &Path, key: &Path) -> Result<TlsAcceptor> {
    let place = |path: &Path| path.display().to_string();
    let none = || anyhow!(say_with("cli-serve-certificate-none", "file", &place(certificate)));
    let pem = std::fs::read(certificate).with_context(|| place(certificate))?;
    let chain: Vec<_> = CertificateDer::pem_slice_iter(&pem).collect::<Result<_, _>>().map_err(|_| none())?;
    if chain.is_empty() {
        return Err(none());
    }
    let pem = std::fs::read(key).with_context(|| place(key))?;
    let private = PrivateKeyDer::from_pem_slice(&pem).map_err(|error| match error {
        PemError::Io(error) => anyhow!("{}: {error}", place(key)),
        _ => anyhow!(say_with("cli-serve-key-none", "file", &place(key))),
    })?;
    let mut config = ServerConfig::builder_with_provider(Arc::new(default_provider()))
        .with_protocol_versions(&[&TLS13, &TLS12])?
        .with_no_client_auth()
        .with_single_cert(chain, private)
        .map_err(|error| match error {
            Error::InconsistentKeys(_) => {
                let other = Message::new("cli-serve-key-other").with("key", place(key));
                anyhow!(say(&other.with("certificate", place(certificate))))
            }
            error => anyhow!("{}: {error}", place(certificate)),
        })?;
    config.alpn_protocols = vec![b"http/1.1".to_vec()];
    Ok(TlsAcceptor::from(Arc::new(config)))
}
