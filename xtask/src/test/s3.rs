//! A service of S3 for the tests: s3rver, fetched by npm by the versions and digests that stand in a lock file here, kept
//! below the target folder, and run in a folder of its own on a spare port until it is dropped or whoever started it dies.

use super::axe::told;
use anyhow::{Context, Result, bail};
use std::io::{BufRead, BufReader};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};

/// The variable in which tests find its address. It has the one bucket `guantong`, and both its keys are `S3RVER`.
pub(crate) const VARIABLE: &str = "GUANTONG_TEST_S3";

/// Every package by its version and its SHA-512, which npm holds what it fetches against.
const LOCK: &str = include_str!("s3-lock.json");
const MANIFEST: &str = r#"{"name": "guantong-tests-s3", "dependencies": {"s3rver": "3.7.1"}}"#;

/// Starts it and says on which port.
const SCRIPT: &str = "const S3rver = require('s3rver'); \
    const options = {port: 0, address: '127.0.0.1', silent: true, directory: process.argv[1], \
    configureBuckets: [{name: 'guantong'}]}; \
    new S3rver(options).run().then(at => console.log(at.port));";

/// The packages, in a folder of their own.
pub(super) struct Packages {
    folder: PathBuf,
}

impl Packages {
    /// Their place below the target folder, which is the one this program was built into.
    ///
    /// # Errors
    /// The system does not say where this program stands.
    pub(super) fn below_target() -> Result<Self> {
        let own = std::env::current_exe().context("where this program stands")?;
        let target = own.ancestors().nth(2).context("this program stands in no target folder")?;
        Ok(Packages { folder: target.join("s3") })
    }

    /// Says, when it is written last, which lock file the packages are of.
    fn mark(&self) -> PathBuf {
        self.folder.join("installed.json")
    }

    /// Whether they are all there, so that nothing need be fetched.
    pub(super) fn are_there(&self) -> bool {
        std::fs::read_to_string(self.mark()).is_ok_and(|lock| lock == LOCK)
    }

    /// Fetches them where they are not there.
    ///
    /// # Errors
    /// They cannot be fetched, or are not those that were pinned; with what can be done.
    pub(super) fn fetch(&self) -> Result<()> {
        if self.are_there() {
            return Ok(());
        }
        println!("The tests need a service of S3: fetching s3rver with npm.");
        std::fs::create_dir_all(&self.folder)
            .with_context(|| format!("no folder {}", self.folder.display()))?;
        for (name, text) in [("package.json", MANIFEST), ("package-lock.json", LOCK)] {
            std::fs::write(self.folder.join(name), text).with_context(|| format!("cannot write {name}"))?;
        }
        let mut install = Command::new("npm");
        install.current_dir(&self.folder).args([
            "ci",
            "--silent",
            "--ignore-scripts",
            "--no-audit",
            "--no-fund",
        ]);
        if let Err(error) = told(&mut install) {
            bail!(
                "s3rver, which speaks S3 to the tests, is not there and cannot be fetched: {error:#}\
                 \n  Run the tests once where npm reaches its registry; what it fetched is used again without it."
            );
        }
        std::fs::write(self.mark(), LOCK).with_context(|| format!("cannot write {}", self.mark().display()))
    }

    /// Starts the service with nothing in it.
    ///
    /// # Errors
    /// It does not start.
    pub(super) fn start(&self) -> Result<Server> {
        let folder = std::env::temp_dir().join(format!("guantong-s3-{}", std::process::id()));
        std::fs::create_dir_all(&folder).with_context(|| format!("no folder {}", folder.display()))?;
        let mut command = Command::new("setpriv");
        command.args(["--pdeathsig", "KILL", "node", "-e", SCRIPT]).arg(&folder).current_dir(&self.folder);
        command.stdin(Stdio::null()).stdout(Stdio::piped());
        let running = command.spawn().context("cannot start node")?;
        let mut server = Server { folder, running, port: 0 };
        let said = server.running.stdout.take().context("s3rver tells nothing")?;
        let mut line = String::new();
        BufReader::new(said).read_line(&mut line).context("s3rver does not say its port")?;
        server.port = line.trim().parse().context("s3rver does not start")?;
        Ok(server)
    }
}

/// A running service.
pub(super) struct Server {
    folder: PathBuf,
    running: Child,
    port: u16,
}

impl Server {
    /// Where it is.
    pub(super) fn address(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // One that ended already is as gone as it should be.
        let _ = self.running.kill();
        let _ = self.running.wait();
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_package_has_its_digest() {
        let packages: Vec<&str> = LOCK.lines().filter(|line| line.starts_with("\"node_modules/")).collect();
        assert!(packages.len() > 100, "{}", packages.len());
        for package in packages {
            let pinned = package.contains("\"integrity\": \"sha512-");
            assert!(pinned && !package.contains("resolved"), "from wherever npm is told to fetch: {package}");
        }
    }

    #[test]
    fn packages_of_another_lock_file_are_not_there() {
        let folder = std::env::temp_dir().join(format!("guantong-s3-packages-{}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        let packages = Packages { folder: folder.clone() };
        assert!(!packages.are_there(), "nothing is there yet");
        std::fs::write(packages.mark(), "{}").unwrap();
        assert!(!packages.are_there());
        std::fs::write(packages.mark(), LOCK).unwrap();
        assert!(packages.are_there());
        std::fs::remove_dir_all(&folder).unwrap();
    }
}
