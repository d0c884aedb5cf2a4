//! A mail server of the test's own: aiosmtpd, which tells on its output what it is given.

use serde_json::Value;
use std::io::{BufRead, BufReader};
use std::process::{Child, ChildStdout, Command, Stdio};

/// Debian's own, which has the package; others on the path may not.
const PYTHON: &str = "/usr/bin/python3";
const SCRIPT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/it/smtp.py");

pub(crate) struct Smtp {
    child: Child,
    told: BufReader<ChildStdout>,
    pub(crate) port: u16,
}

impl Smtp {
    pub(crate) fn start(words: &[&str]) -> Smtp {
        let mut command = Command::new(PYTHON);
        command.arg(SCRIPT).args(words).stdin(Stdio::null()).stdout(Stdio::piped());
        let mut child = command.spawn().expect("no mail server to try: run `cargo xtask test`");
        let mut told = BufReader::new(child.stdout.take().unwrap());
        let mut line = String::new();
        told.read_line(&mut line).unwrap();
        let port = line.trim().parse().expect("aiosmtpd says its port: is python3-aiosmtpd installed?");
        Smtp { child, told, port }
    }

    /// The next mail that it is given, or was.
    pub(crate) fn mail(&mut self) -> Value {
        let mut line = String::new();
        self.told.read_line(&mut line).unwrap();
        serde_json::from_str(&line).unwrap()
    }

    /// Ends it; the mails it was given and that nobody asked for.
    #[allow(dead_code, reason = "only the tests of the sender ask")]
    pub(crate) fn end(mut self) -> Vec<Value> {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
        let lines = (&mut self.told).lines().map(Result::unwrap);
        lines.map(|line| serde_json::from_str(&line).unwrap()).collect()
    }
}

impl Drop for Smtp {
    fn drop(&mut self) {
        // It may have been ended already.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
