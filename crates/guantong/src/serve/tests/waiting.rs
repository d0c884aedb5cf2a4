//! Deadlines and limits of connections.

use super::*;

const SECOND: Duration = Duration::from_secs(1);

/// Sends a piece every so often until it cannot; after how long it could not.
async fn drip(socket: DuplexStream, piece: &[u8], every: Duration) -> (String, Duration) {
    let (mut read, mut write) = tokio::io::split(socket);
    let start = Instant::now();
    let mut all = Vec::new();
    let sending = async {
        loop {
            if write.write_all(piece).await.is_err() {
                std::future::pending::<()>().await;
            }
            pass(every).await;
        }
    };
    tokio::select! {
        () = sending => {}
        _ = read.read_to_end(&mut all) => {}
    }
    (String::from_utf8_lossy(&all).into_owned(), start.elapsed())
}

#[tokio::test(start_paused = true)]
async fn a_silent_connection_is_closed_within_fifteen_seconds() {
    let server = Server::start();
    let (said, after) = rest(&mut server.come().await).await;
    assert_eq!(said, "");
    assert_eq!(after.as_secs(), 10);
}

#[tokio::test(start_paused = true)]
async fn a_head_that_drips_is_closed_within_fifteen_seconds() {
    let server = Server::start();
    let (_, after) = drip(server.come().await, b"G", SECOND).await;
    assert!(after <= 11 * SECOND, "{after:?}");

    let mut late = server.come().await;
    pass(9 * SECOND).await;
    late.write_all(b"GET / HTTP/1.1\r\n").await.unwrap();
    let (_, after) = drip(late, b"a: b\r\n", SECOND).await;
    assert!(after <= 6 * SECOND, "{after:?} after nine seconds of silence");
}

#[tokio::test(start_paused = true)]
async fn the_next_request_is_waited_for_a_minute_and_its_head_ten_seconds() {
    let server = Server::start();
    let mut socket = server.come().await;
    ask(&mut socket, "GET / HTTP/1.1").await;
    until(&mut socket, "here").await;
    pass(50 * SECOND).await;
    ask(&mut socket, "GET / HTTP/1.1").await;
    until(&mut socket, "here").await;
    let (said, after) = rest(&mut socket).await;
    assert_eq!((said.as_str(), after.as_secs()), ("", 60));

    let mut socket = server.come().await;
    ask(&mut socket, "GET / HTTP/1.1").await;
    until(&mut socket, "here").await;
    pass(20 * SECOND).await;
    socket.write_all(b"GET / HT").await.unwrap();
    let (_, after) = rest(&mut socket).await;
    assert_eq!(after.as_secs(), 10);
}

#[tokio::test(start_paused = true)]
async fn work_takes_as_long_as_it_takes() {
    let server = Server::start();
    let mut socket = server.come().await;
    ask(&mut socket, "GET /work HTTP/1.1").await;
    pass(600 * SECOND).await;
    server.work.notify_one();
    until(&mut socket, "done").await;
}

#[tokio::test(start_paused = true)]
async fn who_does_not_read_is_closed_and_who_reads_slowly_is_not() {
    let server = Server::start();
    let mut socket = server.come().await;
    ask(&mut socket, "GET /large HTTP/1.1").await;
    let start = Instant::now();
    pass(30 * SECOND).await;
    let (said, _) = rest(&mut socket).await;
    assert!(said.starts_with("HTTP/1.1 200") && said.len() < LARGE / 2, "{}", said.len());
    assert!(start.elapsed() <= 31 * SECOND);

    let mut socket = server.come().await;
    ask(&mut socket, "GET /large HTTP/1.1\r\nconnection: close").await;
    let mut read = 0;
    let mut room = vec![0; 16 * 1024];
    loop {
        pass(2 * SECOND).await;
        match socket.read(&mut room).await.unwrap() {
            0 => break,
            bytes => read += bytes,
        }
    }
    assert!(read > LARGE, "all of it, at 8 KiB a second");
}

#[tokio::test(start_paused = true)]
async fn who_reads_a_byte_now_and_then_is_closed() {
    let server = Server::start();
    let mut socket = server.come().await;
    ask(&mut socket, "GET /large HTTP/1.1").await;
    let start = Instant::now();
    let mut room = [0; 512];
    while socket.read(&mut room).await.unwrap() > 0 && start.elapsed() < 1_000 * SECOND {
        pass(5 * SECOND).await;
        // What the pipe holds can be read after it was closed: enough is known once the other end is gone.
        if socket.write_all(b"x").await.is_err() {
            break;
        }
    }
    assert!(start.elapsed() < 300 * SECOND, "{:?}", start.elapsed());
}

#[tokio::test(start_paused = true)]
async fn heads_that_are_too_large_are_refused() {
    let server = Server::start();
    for (head, status) in [
        (format!("GET /{} HTTP/1.1", "a".repeat(20_000)), "431"),
        (format!("GET / HTTP/1.1\r\nx: {}", "a".repeat(20_000)), "431"),
        (format!("GET / HTTP/1.1{}", "\r\nx: y".repeat(200)), "431"),
        ("GET / HTTP/1.1\r\nx y".to_owned(), "400"),
    ] {
        let mut socket = server.come().await;
        ask(&mut socket, &head).await;
        let (said, _) = rest(&mut socket).await;
        assert!(said.starts_with(&format!("HTTP/1.1 {status}")), "{said}");
    }
}

#[tokio::test(start_paused = true)]
async fn an_answer_reaches_who_is_still_sending() {
    let server = Server::start();
    let mut socket = server.come().await;
    ask(&mut socket, "POST /refused HTTP/1.1\r\ncontent-length: 900000\r\nconnection: close").await;
    let (mut read, mut write) = tokio::io::split(socket);
    let sending = tokio::spawn(async move { write.write_all(&vec![7; 900_000]).await.is_ok() });
    let mut all = Vec::new();
    read.read_to_end(&mut all).await.unwrap();
    assert!(String::from_utf8_lossy(&all).ends_with("not read"));
    assert!(sending.await.unwrap(), "what was on its way was taken");
}

#[tokio::test(start_paused = true)]
async fn connections_of_one_address_and_in_all_have_a_limit() {
    let server = Server::with(|house| house.places = Places::new(3, 2));
    let mut first = server.come_from("192.0.2.1").await;
    let _second = server.come_from("192.0.2.1").await;
    assert_eq!(rest(&mut server.come_from("192.0.2.1").await).await.1, Duration::ZERO, "closed at once");
    let _third = server.come_from("192.0.2.2").await;
    assert_eq!(rest(&mut server.come_from("192.0.2.3").await).await.1, Duration::ZERO);
    for _ in 0..4 {
        rest(&mut server.come_from("192.0.2.3").await).await;
    }
    let refused = server.kept.of("refused");
    let refused: Vec<_> = refused.iter().map(|line| format!("{} {}", line["why"], line["count"])).collect();
    assert_eq!(refused, ["\"address-full\" 1", "\"full\" 1", "\"full\" 2", "\"full\" 4"], "ever more rarely");
    ask(&mut first, "GET / HTTP/1.1\r\nconnection: close").await;
    assert!(rest(&mut first).await.0.ends_with("here"));
    drop(first);
    pass(SECOND).await;
    let mut again = server.come_from("192.0.2.3").await;
    ask(&mut again, "GET / HTTP/1.1").await;
    until(&mut again, "here").await;
}

#[tokio::test(start_paused = true)]
async fn a_door_that_fails_is_tried_again_without_haste() {
    let server = Server::start();
    // EMFILE: too many open files.
    let start = Instant::now();
    for _ in 0..10 {
        server.pipes.send(Err(io::Error::from_raw_os_error(24))).await.unwrap();
    }
    server.pipes.send(Err(io::ErrorKind::ConnectionAborted.into())).await.unwrap();
    let mut socket = server.come().await;
    ask(&mut socket, "GET / HTTP/1.1").await;
    until(&mut socket, "here").await;
    assert!(start.elapsed() >= 2 * SECOND, "ten times a fifth of a second: {:?}", start.elapsed());
    assert_eq!(server.kept.of("no-connection").len(), 1, "said once");
}

#[tokio::test(start_paused = true)]
async fn only_a_trusted_proxy_says_who_asks() {
    let server = Server::with(|house| {
        house.proxies = Trusted::new(vec!["10.0.0.0/8".parse().unwrap()]);
        house.only_proxies = true;
    });
    let head =
        "GET /who HTTP/1.1\r\nx-forwarded-for: 198.51.100.7\r\nx-forwarded-proto: https\r\nconnection: close";
    for (peer, client) in [
        ("10.0.0.1", "Client { address: 198.51.100.7, secure: true }"),
        ("127.0.0.1", "Client { address: 127.0.0.1, secure: false }"),
    ] {
        let mut socket = server.come_from(peer).await;
        ask(&mut socket, head).await;
        let (said, _) = rest(&mut socket).await;
        assert!(said.ends_with(client), "{peer}: {said}");
    }
    let (said, after) = rest(&mut server.come_from("203.0.113.9").await).await;
    assert_eq!((said.as_str(), after), ("", Duration::ZERO), "not past the proxy");
    assert_eq!(server.kept.of("refused")[0]["why"], "not-a-proxy");
}
