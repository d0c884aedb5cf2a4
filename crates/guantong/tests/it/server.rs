//! The program, started and waited for until it says its address; stopped when dropped, and its office proved: whatever a
//! test did through the pages, all holds at its end that must hold.

use crate::plain::{like_an_identity, lines, port_in};
use crate::scratch::Scratch;
use std::fs::File;
use std::io::Write;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError};
use std::time::{Duration, Instant};

/// What the line with the address holds.
const ADDRESS: &str = "http://127.0.0.1:";
/// What it says on standard error, in its folder.
const LOG: &str = "log";
/// Setting up a whole city is part of starting.
const START_MAX: Duration = Duration::from_secs(120);

/// A running program that serves pages.
#[derive(Debug)]
pub(crate) struct Server {
    child: Child,
    address: String,
    /// The data directory it was given, as it was given.
    data: Option<String>,
    folder: Scratch,
}

impl Server {
    /// Starts `guantong` in a folder of its own; the arguments should ask for port 0, so that many can run at once.
    /// An error carries all that it printed.
    pub(crate) fn start(arguments: &[&str]) -> Result<Server, String> {
        let mut command = Command::new(env!("CARGO_BIN_EXE_guantong"));
        command.args(arguments);
        let mut server = Self::wait_for_address(command)?;
        let named = arguments.iter().skip_while(|argument| **argument != "--data").nth(1);
        server.data = named.map(|data| (*data).to_owned());
        Ok(server)
    }

    fn wait_for_address(mut command: Command) -> Result<Server, String> {
        let folder = Scratch::new("server");
        let log = File::create(folder.path().join(LOG)).map_err(|error| error.to_string())?;
        let command =
            command.current_dir(folder.path()).stdin(Stdio::null()).stdout(Stdio::piped()).stderr(log);
        let mut child = command.spawn().map_err(|error| format!("cannot start {command:?}: {error}"))?;
        // Goes on reading after the address, so that the program never waits for its output to be taken.
        let lines = lines(child.stdout.take().expect("the output is piped"));
        match first_address(&lines) {
            Ok(address) => Ok(Server { child, address, data: None, folder }),
            Err(why) => {
                let _ = child.kill();
                let _ = child.wait();
                Err(why)
            }
        }
    }

    /// The address of a page: `path` begins with a slash.
    pub(crate) fn url(&self, path: &str) -> String {
        format!("{}{path}", self.address)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
        let log = std::fs::read_to_string(self.folder.path().join(LOG)).unwrap_or_default();
        if std::thread::panicking() {
            let _ = write!(std::io::stderr(), "the server's log:\n{log}");
            return;
        }
        assert_eq!(like_an_identity(&log), None, "a number of a person in the log");
        let Some(data) = self.data.as_ref() else { return };
        let mut verify = Command::new(env!("CARGO_BIN_EXE_guantong"));
        let verify = verify.args(["verify", "--data", data]).current_dir(self.folder.path());
        let proved = verify.output().expect("the program runs");
        let said = [proved.stdout, proved.stderr].map(|said| String::from_utf8_lossy(&said).into_owned());
        assert!(proved.status.success(), "at the end of the test: {}", said.concat());
    }
}

/// The first address among the lines, without a slash at its end.
fn first_address(lines: &Receiver<String>) -> Result<String, String> {
    let until = Instant::now() + START_MAX;
    let mut seen = Vec::new();
    loop {
        match lines.recv_timeout(until.saturating_duration_since(Instant::now())) {
            Ok(line) => {
                if let Some(port) = port_in(&line).filter(|_| line.contains(ADDRESS)) {
                    return Ok(format!("{ADDRESS}{port}"));
                }
                seen.push(line);
            }
            Err(RecvTimeoutError::Timeout) => {
                return Err(format!("no address within {START_MAX:?}:\n{}", seen.join("\n")));
            }
            Err(RecvTimeoutError::Disconnected) => {
                return Err(format!("ended without an address:\n{}", seen.join("\n")));
            }
        }
    }
}

#[test]
fn a_server_is_known_by_its_address_and_ends_with_its_fixture() {
    let mut command = Command::new("sh");
    command.args(["-c", "echo 正在准备; echo '地址 http://127.0.0.1:4321/ 已就绪'; exec tail -f /dev/null"]);
    let server = Server::wait_for_address(command).unwrap();
    assert_eq!(server.url("/plans/2023"), "http://127.0.0.1:4321/plans/2023");
    let process = format!("/proc/{}", server.child.id());
    assert!(std::path::Path::new(&process).exists());
    drop(server);
    assert!(!std::path::Path::new(&process).exists());
}

#[test]
fn a_program_that_serves_nothing_is_an_error_with_its_words() {
    let error = Server::start(&["--version"]).unwrap_err();
    assert!(error.starts_with("ended without an address"), "{error}");
}
