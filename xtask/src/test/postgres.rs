//! A PostgreSQL of one's own: in a folder that goes with it, on a spare port, stopped when it is dropped or when whoever
//! started it dies. The tests that put it down and up again include this file too.

use std::io::{BufRead, BufReader};
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};

/// The variable in which tests find the address of a server, without a database's name.
#[allow(dead_code, reason = "only the runner sets it")]
pub(crate) const VARIABLE: &str = "GUANTONG_TEST_POSTGRES";

/// The user of the database, and on the machine where root runs the tests: PostgreSQL refuses to be run by root.
const USER: &str = "postgres";

/// A running server.
pub(crate) struct Server {
    folder: PathBuf,
    programs: PathBuf,
    port: u16,
    /// Whether it ever ran: from then on it keeps its port.
    ran: bool,
    running: Option<Child>,
}

impl Server {
    /// Makes an empty server and starts it.
    ///
    /// # Errors
    /// What could not be done, in words.
    pub(crate) fn start() -> Result<Self, String> {
        static NEXT: AtomicU32 = AtomicU32::new(0);
        let programs = programs().ok_or("PostgreSQL is not installed: no `initdb` is found")?;
        let name =
            format!("guantong-postgres-{}-{}", std::process::id(), NEXT.fetch_add(1, Ordering::Relaxed));
        // Root's own temporary files may be root's alone, and the server is run by another.
        let folder = if is_root() { PathBuf::from("/tmp") } else { std::env::temp_dir() }.join(name);
        let mut server = Server { folder, programs, port: 0, ran: false, running: None };
        std::fs::create_dir_all(&server.folder).map_err(|error| server.failed("make a folder", &error))?;
        if is_root() {
            done(Command::new("chown").arg(USER).arg(&server.folder))?;
        }
        let mut make = server.command("initdb");
        make.args([
            "--username",
            USER,
            "--auth",
            "trust",
            "--encoding",
            "UTF8",
            "--locale",
            "C",
            "--no-sync",
        ]);
        done(make.arg("--pgdata").arg(&server.folder))?;
        server.go_on()?;
        Ok(server)
    }

    /// Starts it where it does not run, on the port it had.
    ///
    /// # Errors
    /// What could not be done, in words.
    pub(crate) fn go_on(&mut self) -> Result<(), String> {
        // Another program may take a port between its being found and its being used; and after it was killed, what
        // served its connections may take a moment to notice.
        for _ in 0..50 {
            if self.port == 0 {
                self.port = spare_port().map_err(|error| self.failed("find a port", &error))?;
            }
            if self.run()? {
                self.ran = true;
                return Ok(());
            }
            if !self.ran {
                self.port = 0;
            }
        }
        Err(format!("PostgreSQL does not start in {}", self.folder.display()))
    }

    /// Whether it now takes connections.
    fn run(&mut self) -> Result<bool, String> {
        let mut command = self.command("postgres");
        command.arg("-D").arg(&self.folder).arg("-k").arg(&self.folder);
        command.args(["-h", "127.0.0.1", "-p", &self.port.to_string(), "-c", "max_connections=200"]);
        command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::piped());
        let mut child = command.spawn().map_err(|error| self.failed("start", &error))?;
        let Some(told) = child.stderr.take() else { return Err("PostgreSQL tells nothing".to_owned()) };
        let mut lines = BufReader::new(told).lines().map_while(Result::ok);
        let ready = lines.any(|line| line.contains("ready to accept connections"));
        if ready {
            // What it tells later must be read, or it would wait to tell it.
            std::thread::spawn(move || lines.for_each(drop));
            self.running = Some(child);
        } else {
            child.wait().map_err(|error| self.failed("start", &error))?;
        }
        Ok(ready)
    }

    /// Kills it as a machine that loses its power would; the processes that serve connections end with it.
    #[allow(dead_code, reason = "only the tests that kill it do")]
    pub(crate) fn kill(&mut self) {
        if let Some(mut child) = self.running.take() {
            // One that ended already is as dead as it should be.
            let _ = child.kill();
            let _ = child.wait();
        }
    }

    /// Where it is, without a database's name.
    pub(crate) fn address(&self) -> String {
        format!("postgres://{USER}@127.0.0.1:{}", self.port)
    }

    /// A program of PostgreSQL, run as a user who may run it, and stopped when whoever started it dies.
    fn command(&self, program: &str) -> Command {
        let mut command = Command::new("setpriv");
        command.args(["--pdeathsig", "INT"]);
        if is_root() {
            command.args(["--reuid", USER, "--regid", USER, "--clear-groups"]);
        }
        command.arg(self.programs.join(program)).current_dir(&self.folder).env("LC_ALL", "C");
        command
    }

    fn failed(&self, what: &str, error: &std::io::Error) -> String {
        format!("cannot {what} for PostgreSQL in {}: {error}", self.folder.display())
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        if let Some(mut child) = self.running.take() {
            // A fast stop: it ends all connections and gives back what it holds.
            let mut stop = self.command("pg_ctl");
            stop.args(["stop", "--silent", "--mode", "fast", "--pgdata"]).arg(&self.folder);
            if done(&mut stop).is_err() {
                let _ = child.kill();
            }
            let _ = child.wait();
        }
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}

/// The newest PostgreSQL that Debian installed, or the folder of the one that is found by its name.
pub(crate) fn programs() -> Option<PathBuf> {
    let installed = std::fs::read_dir("/usr/lib/postgresql").into_iter().flatten().filter_map(|entry| {
        let entry = entry.ok()?;
        let version: u32 = entry.file_name().to_str()?.parse().ok()?;
        let programs = entry.path().join("bin");
        programs.join("initdb").is_file().then_some((version, programs))
    });
    let newest = installed.max_by_key(|(version, _)| *version).map(|(_, programs)| programs);
    newest.or_else(|| {
        let path = std::env::var_os("PATH")?;
        std::env::split_paths(&path).find(|folder| folder.join("initdb").is_file())
    })
}

fn is_root() -> bool {
    std::fs::metadata("/proc/self").is_ok_and(|own| std::os::unix::fs::MetadataExt::uid(&own) == 0)
        || !Path::new("/proc/self").exists() && std::env::var("USER").is_ok_and(|user| user == "root")
}

fn spare_port() -> std::io::Result<u16> {
    Ok(TcpListener::bind(("127.0.0.1", 0))?.local_addr()?.port())
}

fn done(command: &mut Command) -> Result<(), String> {
    let output = command.stdin(Stdio::null()).output().map_err(|error| format!("{command:?}: {error}"))?;
    if output.status.success() {
        return Ok(());
    }
    Err(format!("{command:?}: {}", String::from_utf8_lossy(&output.stderr).trim()))
}
