//! chromedriver as a process of the test's own.

use super::wire::{Method, call};
use serde_json::Value;
use std::io::{BufRead, BufReader};
use std::process::{Child, ChildStdout, Command, Stdio};

/// A running chromedriver on a port it chose itself, stopped when dropped.
#[derive(Debug)]
pub(crate) struct Driver {
    child: Child,
    port: u16,
    /// Held open: a program that writes to a closed pipe dies of it.
    output: BufReader<ChildStdout>,
}

impl Driver {
    pub(crate) fn start() -> Driver {
        let mut command = Command::new("chromedriver");
        command.args(["--port=0", "--log-level=SEVERE"]).stdin(Stdio::null()).stdout(Stdio::piped());
        let mut child = command.spawn().expect("chromedriver (`cargo xtask test` installs it)");
        let output = BufReader::new(child.stdout.take().expect("the output is piped"));
        let mut driver = Driver { child, port: 0, output };
        driver.port = driver.started_on();
        driver
    }

    /// The port, from the output: chromedriver says it once it listens.
    fn started_on(&mut self) -> u16 {
        let mut seen = String::new();
        loop {
            let mut line = String::new();
            let read = self.output.read_line(&mut line).expect("chromedriver's output");
            assert!(read > 0, "chromedriver ended without a port:\n{seen}");
            if let Some(port) = port_in(&line) {
                return port;
            }
            seen.push_str(&line);
        }
    }

    /// Asks chromedriver; an error of its own fails the test with what it says.
    pub(crate) fn call(&self, method: Method, path: &str, body: &Value) -> Value {
        self.try_call(method, path, body).unwrap_or_else(|error| panic!("{method:?} {path} {body}: {error}"))
    }

    pub(crate) fn try_call(&self, method: Method, path: &str, body: &Value) -> Result<Value, String> {
        call(self.port, method, path, body)
    }
}

impl Drop for Driver {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// The port in the line `ChromeDriver was started successfully on port 40123.`
fn port_in(line: &str) -> Option<u16> {
    line.trim_end().strip_suffix('.')?.split_once(" on port ")?.1.parse().ok()
}

#[test]
fn the_port_is_read_from_the_line_that_says_it_started() {
    assert_eq!(port_in("ChromeDriver was started successfully on port 40123.\n"), Some(40123));
    assert_eq!(port_in("Starting ChromeDriver 156.0 (abc) on port 0\n"), None);
}
