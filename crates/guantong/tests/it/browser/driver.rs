//! chromedriver as a process of the test's own.

use super::wire::{Method, call};
use serde_json::Value;
use std::io::{BufRead, BufReader};
use std::process::{Child, ChildStdout, Command, Stdio};

/// So often it is started before a test gives up.
const STARTS: usize = 5;

/// A running chromedriver on a port it chose itself, stopped when dropped.
#[derive(Debug)]
pub(crate) struct Driver {
    child: Child,
    port: u16,
    /// Held open: a program that writes to a closed pipe dies of it.
    output: BufReader<ChildStdout>,
}

impl Driver {
    /// Starts one. It takes a free port of one family of addresses and needs the same of the other: where another process
    /// has that, it ends, and is started again on another.
    pub(crate) fn start() -> Driver {
        let mut said = String::new();
        for _ in 0..STARTS {
            match Self::started() {
                Ok(driver) => return driver,
                Err(seen) => said = seen,
            }
            assert!(said.contains("port not available"), "chromedriver ended without a port:\n{said}");
        }
        panic!("chromedriver found no port in {STARTS} starts:\n{said}");
    }

    fn started() -> Result<Driver, String> {
        let mut command = Command::new("chromedriver");
        command.args(["--port=0", "--log-level=SEVERE"]).stdin(Stdio::null()).stdout(Stdio::piped());
        let mut child = command.spawn().expect("chromedriver (`cargo xtask test` installs it)");
        let output = BufReader::new(child.stdout.take().expect("the output is piped"));
        let mut driver = Driver { child, port: 0, output };
        driver.port = driver.started_on()?;
        Ok(driver)
    }

    /// The port, from the output: chromedriver says it once it listens.
    ///
    /// # Errors
    /// What it said, where it ended before.
    fn started_on(&mut self) -> Result<u16, String> {
        let mut seen = String::new();
        loop {
            let mut line = String::new();
            let read = self.output.read_line(&mut line).expect("chromedriver's output");
            if read == 0 {
                return Err(seen);
            }
            if let Some(port) = port_in(&line) {
                return Ok(port);
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
