//! The end of a server.

use super::*;

#[tokio::test(start_paused = true)]
async fn what_is_being_answered_comes_to_its_end_and_the_rest_is_closed() {
    let server = Server::start();
    let mut silent = server.come().await;
    let mut idle = server.come().await;
    ask(&mut idle, "GET / HTTP/1.1").await;
    until(&mut idle, "here").await;
    let mut working = server.come().await;
    ask(&mut working, "GET /work HTTP/1.1").await;
    pass(Duration::from_secs(1)).await;

    server.end.send(()).unwrap();
    for socket in [&mut silent, &mut idle] {
        let (said, after) = rest(socket).await;
        assert_eq!((said.as_str(), after), ("", Duration::ZERO));
    }
    pass(Duration::from_secs(5)).await;
    assert!(server.pipes.is_closed(), "nobody comes in any more");
    server.work.notify_one();
    let (said, after) = rest(&mut working).await;
    assert!(said.ends_with("done") && said.contains("connection: close"), "{said}");
    assert!(after < Duration::from_secs(1), "{after:?}");
    drop(working);
    assert_eq!(server.ended.await.unwrap(), 0);
}

#[tokio::test(start_paused = true)]
async fn what_is_not_done_after_ten_seconds_is_cut_off() {
    let server = Server::start();
    let mut working = server.come().await;
    ask(&mut working, "GET /work HTTP/1.1").await;
    pass(Duration::from_secs(1)).await;
    let start = Instant::now();
    server.end.send(()).unwrap();
    assert_eq!(server.ended.await.unwrap(), 1);
    assert_eq!(start.elapsed().as_secs(), 10);
    assert_eq!(rest(&mut working).await.0, "");
}
