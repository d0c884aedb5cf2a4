//! A server as a program, with what it prints and what its log tells; asked over plain connections.

use crate::plain::{exchange, lines, port_in};
use std::path::Path;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::mpsc::Receiver;
use std::time::Duration;

/// Something that never comes is a failure; nothing here takes so long.
const MOST: Duration = Duration::from_secs(120);

/// A running server; killed when dropped.
pub(crate) struct Served {
    child: Child,
    log: Receiver<String>,
    /// Every line of the log so far, as it was written.
    pub(crate) told: Vec<String>,
    /// Where pages are.
    pub(crate) pages: String,
    /// Where those who keep the server ask.
    pub(crate) operations: String,
}

impl Served {
    /// Serves the office of a directory with a log of JSON, and with what else is asked.
    pub(crate) fn start(data: &Path, more: &[&str]) -> Self {
        let mut command = Command::new(env!("CARGO_BIN_EXE_guantong"));
        command.args(["serve", "--address", "127.0.0.1:0", "--operations", "127.0.0.1:0", "--log", "json"]);
        command.args(more).arg("--data").arg(data).env("GUANTONG_LANG", "en");
        let mut child =
            command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        let out = lines(child.stdout.take().unwrap());
        let log = lines(child.stderr.take().unwrap());
        let mut served =
            Served { child, log, told: Vec::new(), pages: String::new(), operations: String::new() };
        while served.pages.is_empty() || served.operations.is_empty() {
            let line = out.recv_timeout(MOST).unwrap_or_else(|error| {
                panic!("{error}: {:?} {:?}", served.child.try_wait(), served.log.iter().collect::<Vec<_>>())
            });
            let Some(port) = port_in(&line) else { continue };
            let place = format!("127.0.0.1:{port}");
            if line.contains("keep the server") {
                served.operations = place;
            } else {
                served.pages = place;
            }
        }
        served
    }

    /// The next line of the log that tells of an event.
    pub(crate) fn event(&mut self, event: &str) -> serde_json::Value {
        loop {
            let line = self
                .log
                .recv_timeout(MOST)
                .unwrap_or_else(|error| panic!("{event}: {error}: {:?}", self.told));
            self.told.push(line.clone());
            let line: serde_json::Value =
                serde_json::from_str(&line).unwrap_or_else(|error| panic!("{error}: {line}"));
            if line["event"] == event {
                return line;
            }
        }
    }

    /// Sends a signal by its name.
    pub(crate) fn signal(&self, name: &str) {
        let sent = Command::new("kill").args(["-s", name]).arg(self.child.id().to_string()).status().unwrap();
        assert!(sent.success());
    }

    /// Waits until it has ended; what it left, and all that its log told.
    pub(crate) fn ended(mut self) -> (ExitStatus, Vec<String>) {
        let status = self.child.wait().unwrap();
        let mut told = std::mem::take(&mut self.told);
        told.extend(self.log.iter());
        (status, told)
    }

    /// What is answered to a head, without a body.
    pub(crate) fn ask(&self, place: &str, head: &str) -> String {
        exchange(place, &format!("{head}\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n")).unwrap()
    }

    /// What is answered to a page's address.
    pub(crate) fn page(&self, path: &str) -> String {
        self.ask(&self.pages, &format!("GET {path} HTTP/1.1"))
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Runs statements on an office's file.
pub(crate) fn sql(data: &Path, statements: &str) {
    use sqlx::ConnectOptions;
    let options = sqlx::sqlite::SqliteConnectOptions::new().filename(data.join("guantong.sqlite"));
    block_on(async {
        let mut one = options.connect().await.unwrap();
        sqlx::raw_sql(sqlx::AssertSqlSafe(statements.to_owned())).execute(&mut one).await.unwrap();
        sqlx::Connection::close(one).await.unwrap();
    });
}

/// An office's file as an earlier program left it, with the first so many steps of the schema.
pub(crate) fn earlier(data: &Path, steps: usize) {
    let mut whole = sqlx::migrate!("../store/migrations/sqlite");
    whole.migrations.to_mut().truncate(steps);
    std::fs::create_dir_all(data).unwrap();
    let file = data.join("guantong.sqlite");
    let options = sqlx::sqlite::SqliteConnectOptions::new().filename(file).create_if_missing(true);
    block_on(async {
        let pool = sqlx::SqlitePool::connect_with(options).await.unwrap();
        whole.run(&pool).await.unwrap();
        pool.close().await;
    });
}

fn block_on<T>(work: impl Future<Output = T>) -> T {
    tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(work)
}
