//! The program serving while what its database stands on fails: a small volume that fills up, a server of PostgreSQL that
//! is killed.

#[path = "../../../../xtask/src/test/postgres.rs"]
mod postgres;

use crate::client::{Client, Serving};
use crate::database::empty_at;
use crate::scratch::Scratch;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

/// An empty office in a folder, or on a server, and the code of its first run.
fn made(words: &[&str], data: &Path) -> String {
    let mut command = Command::new(env!("CARGO_BIN_EXE_guantong"));
    command.args(words).arg("init").arg("--data").arg(data).env("GUANTONG_LANG", "en");
    let Output { status, stdout, stderr } = command.output().unwrap();
    assert!(status.success(), "{}", String::from_utf8_lossy(&stderr));
    let said = String::from_utf8(stdout).unwrap();
    let code = said.split_once("good for 7 days): ").unwrap_or_else(|| panic!("{said}")).1;
    code.split_whitespace().next().unwrap().to_owned()
}

fn organisation(token: &str, name: &str) -> String {
    format!("form-token={token}&kind=enterprise&name={name}&district=")
}

/// A volume of so many MiB with a copy of a folder on it, and the program serving from there. The volume is seen by the
/// program alone, and gone with it.
fn serve_on_volume(mib: u64, from: &Path, at: &Path) -> Serving {
    let root = Command::new("id").arg("-u").output().unwrap().stdout == b"0\n";
    let mut command = Command::new("unshare");
    if !root {
        command.args(["--user", "--map-root-user"]);
    }
    let script = "mount -t tmpfs -o size=\"$1\"m tmpfs \"$2\" && cp -p \"$3\"/* \"$2\" && \
                  exec \"$4\" serve --address 127.0.0.1:0 --operations 127.0.0.1:0 --data \"$2\"";
    command.args(["--mount", "sh", "-c", script, "sh", &mib.to_string()]);
    // The last words are of the script; `--operations` tells the reader of its lines to wait for both addresses.
    command.arg(at).arg(from).args([env!("CARGO_BIN_EXE_guantong"), "--operations"]);
    Serving::start(command)
}

#[test]
fn on_a_full_volume_pages_are_read_writes_are_refused_in_words_and_room_is_enough_to_go_on() {
    let folder = Scratch::new("full");
    let (data, volume) = (folder.path().join("data"), folder.path().join("volume"));
    let code = made(&[], &data);
    std::fs::create_dir_all(&volume).unwrap();
    // A server is ready where a quarter of a gigabyte is free.
    let mut server = serve_on_volume(300, &data, &volume);
    let client = Client::first(&server, &code);
    let token = client.token(&server);
    let make = |name: &str, language: &str| {
        client.send_in(&server, "/organisations", &organisation(&token, name), language).unwrap()
    };
    let before = make("one", "en");
    assert_eq!(before.status, 303, "{before:?}");
    let ready = server.keeper("/ready");
    assert_eq!(ready.status, 200, "{ready:?}");

    // The volume as the program sees it.
    let inside = PathBuf::from(format!("/proc/{}/root", server.child.id()));
    let filler = inside.join(volume.strip_prefix("/").unwrap()).join("filler");
    let full = fill(&filler);
    assert_eq!(full.kind(), std::io::ErrorKind::StorageFull, "{full}");

    for (language, said) in [
        ("zh-CN", ["磁盘满了", "这一步没有存上", "腾出空间后再提交一次"]),
        ("en", ["The disk is full", "This step was not saved", "once room has been made"]),
    ] {
        let refused = make("two", language);
        assert_eq!(refused.status, 507, "{refused:?}");
        for words in said {
            assert!(refused.body.contains(words), "{words}: {}", refused.body);
        }
        let page = client.get_in(&server, "/organisations", language).unwrap();
        assert!(
            page.status == 200 && page.body.contains(">one<") && !page.body.contains(">two<"),
            "{page:?}"
        );
    }
    assert_eq!(client.get(&server, "/accounts").unwrap().status, 200);
    let ready = server.keeper("/ready");
    assert!(ready.status == 503 && ready.body.contains("full"), "{ready:?}");
    assert_eq!(server.keeper("/live").status, 200);

    std::fs::remove_file(&filler).unwrap();
    let after = make("two", "en");
    assert_eq!(after.status, 303, "{after:?}");
    assert_eq!(server.keeper("/ready").status, 200);
    let page = client.get(&server, "/organisations").unwrap();
    assert_eq!(page.body.matches(">two<").count(), 1, "{page:?}");
    assert!(server.child.try_wait().unwrap().is_none(), "it is the same program");
}

/// Writes until there is no more room; what is said then.
fn fill(file: &Path) -> std::io::Error {
    let mut file = std::fs::File::create(file).unwrap();
    let mut piece = vec![0; 1 << 20];
    loop {
        match std::io::Write::write(&mut file, &piece) {
            // The last bytes too.
            Err(error) if piece.len() == 1 => return error,
            Err(_) => piece.truncate(piece.len() / 2),
            Ok(_) => {}
        }
    }
}

/// Makes organisations, each until it is acknowledged or found to be there, and how often nothing good was answered.
fn make_on(
    server: &Serving,
    client: &Client,
    token: &str,
    hand: u64,
    acknowledged: &AtomicU64,
    stop: &AtomicBool,
) -> (Vec<String>, u64) {
    let (mut made, mut faults) = (Vec::new(), 0);
    while !stop.load(Ordering::Relaxed) {
        let name = format!("hand-{hand}-{}", made.len());
        match client.send(server, "/organisations", &organisation(token, &name)) {
            Ok(answer) if answer.status == 303 => {
                acknowledged.fetch_add(1, Ordering::Relaxed);
                made.push(name);
            }
            // It was committed, though nobody was told any more.
            Ok(answer) if matches!(answer.status, 409 | 422) => made.push(name),
            Ok(answer) if answer.status >= 500 => faults += 1,
            Ok(answer) if answer.status == 429 => std::thread::yield_now(),
            other => panic!("{other:?}"),
        }
    }
    (made, faults)
}

/// `KILLS` sets another number of kills, as the long loops do.
#[test]
fn postgres_killed_under_the_program_loses_nothing_and_the_program_goes_on() {
    let kills: u64 = std::env::var("KILLS").ok().and_then(|kills| kills.parse().ok()).unwrap_or(5);
    let folder = Scratch::new("postgres-killed");
    let mut postgres = postgres::Server::start().unwrap();
    let address = empty_at(&postgres.address(), "office");
    let words = ["--database", address.as_str()];
    let code = made(&words, folder.path());
    let mut server = Serving::start(Serving::program(&[&words[..], &["serve"]].concat(), folder.path()));
    let client = Client::first(&server, &code);
    let token = client.token(&server);
    let (acknowledged, stop) = (AtomicU64::new(0), AtomicBool::new(false));
    let hands: Vec<(Vec<String>, u64)> = std::thread::scope(|scope| {
        let (server, client, token) = (&server, &client, token.as_str());
        let (acknowledged, stop) = (&acknowledged, &stop);
        let hands: Vec<_> = (1..=2)
            .map(|hand| scope.spawn(move || make_on(server, client, token, hand, acknowledged, stop)))
            .collect();
        // Where one hand failed the other must end too, or nobody would be told.
        let go_on = || {
            let over = hands.iter().any(std::thread::ScopedJoinHandle::is_finished);
            stop.fetch_or(over, Ordering::Relaxed);
            assert!(!over, "a hand gave up");
        };
        for kill in 1..=kills {
            while acknowledged.load(Ordering::Relaxed) < kill * 10 {
                go_on();
                std::thread::yield_now();
            }
            postgres.kill();
            postgres.go_on().unwrap();
        }
        // It is written again after the last one too.
        while acknowledged.load(Ordering::Relaxed) < (kills + 1) * 10 {
            go_on();
            std::thread::yield_now();
        }
        stop.store(true, Ordering::Relaxed);
        hands.into_iter().map(|hand| hand.join().unwrap()).collect()
    });
    let page = client.get(&server, "/organisations").unwrap();
    for name in hands.iter().flat_map(|(made, _)| made) {
        assert_eq!(page.body.matches(&format!(">{name}<")).count(), 1, "{name}");
    }
    assert!(server.child.try_wait().unwrap().is_none(), "it is the same program");
    let said = acknowledged.load(Ordering::Relaxed);
    let faults: u64 = hands.iter().map(|(_, faults)| faults).sum();
    println!(
        "killed {kills} times under the program: {said} acknowledged, 0 lost, 0 doubled, {faults} faults"
    );
}
