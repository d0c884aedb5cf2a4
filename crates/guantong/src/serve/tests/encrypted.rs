//! Encryption, over pipes, with a certificate made here.

use super::*;
use crate::serve::{Front, tls};
use rcgen::{CertifiedKey, generate_simple_self_signed};
use std::path::PathBuf;
use tokio_rustls::TlsConnector;
use tokio_rustls::client::TlsStream;
use tokio_rustls::rustls::crypto::ring::default_provider;
use tokio_rustls::rustls::pki_types::ServerName;
use tokio_rustls::rustls::version::{TLS12, TLS13};
use tokio_rustls::rustls::{ClientConfig, ProtocolVersion, RootCertStore, SupportedProtocolVersion};

/// A certificate and its key, in files.
struct Files {
    folder: PathBuf,
    roots: RootCertStore,
}

impl Files {
    fn new(name: &str) -> Self {
        let folder = std::env::temp_dir().join(format!("guantong-tls-{name}-{}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        let CertifiedKey { cert, signing_key } =
            generate_simple_self_signed(vec!["guantong.example".to_owned()]).unwrap();
        std::fs::write(folder.join("certificate.pem"), cert.pem()).unwrap();
        std::fs::write(folder.join("key.pem"), signing_key.serialize_pem()).unwrap();
        let mut roots = RootCertStore::empty();
        roots.add(cert.der().clone()).unwrap();
        Files { folder, roots }
    }

    fn file(&self, name: &str) -> PathBuf {
        self.folder.join(name)
    }

    fn server(&self) -> Server {
        let tls = tls::acceptor(&self.file("certificate.pem"), &self.file("key.pem")).unwrap();
        Server::with(|house| house.tls = Some(tls))
    }

    async fn agree(
        &self,
        socket: DuplexStream,
        version: &'static SupportedProtocolVersion,
    ) -> TlsStream<DuplexStream> {
        let config = ClientConfig::builder_with_provider(Arc::new(default_provider()))
            .with_protocol_versions(&[version])
            .unwrap()
            .with_root_certificates(self.roots.clone())
            .with_no_client_auth();
        let name = ServerName::try_from("guantong.example").unwrap();
        TlsConnector::from(Arc::new(config)).connect(name, socket).await.unwrap()
    }
}

impl Drop for Files {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}

#[tokio::test(start_paused = true)]
async fn item_37_pages_are_encrypted_by_1_3_and_1_2() {
    let files = Files::new("versions");
    let server = files.server();
    for (version, agreed) in [(&TLS13, ProtocolVersion::TLSv1_3), (&TLS12, ProtocolVersion::TLSv1_2)] {
        let mut socket = files.agree(server.come().await, version).await;
        assert_eq!(socket.get_ref().1.protocol_version(), Some(agreed));
        socket
            .write_all(b"GET /who HTTP/1.1\r\nhost: guantong.example\r\nconnection: close\r\n\r\n")
            .await
            .unwrap();
        let mut said = String::new();
        socket.read_to_string(&mut said).await.unwrap();
        assert!(said.ends_with("Client { address: 192.0.2.1, secure: true }"), "{said}");
    }
}

/// The first record of a client that knows no version after this one: 1 is TLS 1.0, 3 is TLS 1.2. All else in it
/// would do for TLS 1.2.
fn hello(minor: u8) -> Vec<u8> {
    let mut body = vec![3, minor];
    body.extend([7; 32]); // random
    body.push(0); // no session
    body.extend([0, 2, 0xc0, 0x2b]); // ECDHE-ECDSA with AES-128-GCM
    body.extend([1, 0]); // no compression
    body.extend([0, 26]); // extensions
    body.extend([0, 10, 0, 4, 0, 2, 0, 23]); // groups: P-256
    body.extend([0, 13, 0, 4, 0, 2, 4, 3]); // signatures: ECDSA with SHA-256
    body.extend([0, 11, 0, 2, 1, 0]); // points: uncompressed
    body.extend([0, 23, 0, 0]); // extended master secret
    let mut handshake = vec![1, 0, 0, u8::try_from(body.len()).unwrap()];
    handshake.extend(body);
    let mut record = vec![22, 3, 1, 0, u8::try_from(handshake.len()).unwrap()];
    record.extend(handshake);
    record
}

#[tokio::test(start_paused = true)]
async fn item_37_older_versions_are_refused() {
    const HANDSHAKE: u8 = 22;
    const ALERT: u8 = 21;
    let files = Files::new("older");
    let server = files.server();
    for (minor, kind) in [(0, ALERT), (1, ALERT), (2, ALERT), (3, HANDSHAKE)] {
        let mut socket = server.come().await;
        socket.write_all(&hello(minor)).await.unwrap();
        let mut said = Vec::new();
        let _ = socket.read_to_end(&mut said).await;
        assert_eq!(said.first(), Some(&kind), "version 3.{minor}: {said:?}");
        // A fatal one, and nothing else was said.
        assert!(kind != ALERT || (said.len() == 7 && said[5] == 2), "version 3.{minor}: {said:?}");
    }
}

#[tokio::test(start_paused = true)]
async fn who_does_not_agree_on_encryption_is_closed() {
    let files = Files::new("silent");
    let server = files.server();
    assert_eq!(rest(&mut server.come().await).await.1.as_secs(), 10, "silence");

    let mut plain = server.come().await;
    ask(&mut plain, "GET / HTTP/1.1").await;
    let (said, after) = rest(&mut plain).await;
    assert!(!said.contains("HTTP") && after.is_zero(), "{said:?} after {after:?}");

    let socket = files.agree(server.come().await, &TLS13).await;
    let start = Instant::now();
    let mut socket = socket;
    let mut all = Vec::new();
    let _ = socket.read_to_end(&mut all).await;
    assert_eq!((all.len(), start.elapsed().as_secs()), (0, 10), "silence once agreed");
}

#[test]
fn files_that_cannot_be_used_say_why() {
    let (ours, others) = (Files::new("ours"), Files::new("others"));
    std::fs::write(ours.file("empty.pem"), "").unwrap();
    for (certificate, key, word) in [
        (ours.file("certificate.pem"), others.file("key.pem"), "key.pem"),
        (ours.file("empty.pem"), ours.file("key.pem"), "empty.pem"),
        (ours.file("certificate.pem"), ours.file("empty.pem"), "empty.pem"),
        (ours.file("certificate.pem"), ours.file("certificate.pem"), "certificate.pem"),
        (ours.file("none.pem"), ours.file("key.pem"), "none.pem"),
    ] {
        let Err(error) = tls::acceptor(&certificate, &key) else { panic!("{word}") };
        assert!(format!("{error:#}").contains(word), "{error:#}");
    }
}

#[tokio::test]
async fn beyond_this_machine_only_encrypted_and_under_a_name() {
    let files = Files::new("beyond");
    let tls = || Some(tls::acceptor(&files.file("certificate.pem"), &files.file("key.pem")).unwrap());
    let proxy = || Trusted::new(vec!["10.0.0.1".parse().unwrap()]);
    let named = || vec!["guantong.example".to_owned()];
    let none = Trusted::default;
    let with = |tls, proxies, hosts| Front { tls, proxies, hosts, elsewhere: None };
    for (front, address, wrong) in [
        (with(None, none(), vec![]), "127.0.0.1:0", None),
        (with(None, none(), named()), "0.0.0.0:0", Some("--tls-certificate")),
        (with(tls(), none(), vec![]), "0.0.0.0:0", Some("--host")),
        (with(tls(), none(), named()), "0.0.0.0:0", None),
        (with(None, proxy(), named()), "0.0.0.0:0", None),
    ] {
        match (front.listen(address.parse().unwrap()).await, wrong) {
            (Ok(_), None) => {}
            (Err(error), Some(word)) => assert!(error.to_string().contains(word), "{error}"),
            (listened, _) => panic!("{address}: {listened:?} {wrong:?}"),
        }
    }
    let front = with(tls(), none(), named());
    assert_eq!(front.names(IpAddr::from([0, 0, 0, 0])), ["guantong.example"]);
    assert_eq!(front.names(IpAddr::from([192, 0, 2, 7])), ["guantong.example", "192.0.2.7"]);
}
