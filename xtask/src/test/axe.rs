//! axe-core, which reads pages for who hears them or sees little: fetched by npm by its name, held against a digest
//! that stands here, and kept below the target folder.

use crate::step::shown;
use anyhow::{Context, Result, bail};
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

/// The variable in which tests find the script.
pub(crate) const VARIABLE: &str = "GUANTONG_TEST_AXE";

const VERSION: &str = "4.14.1";
/// SHA-256 of the package as it was published.
const SHA256: &str = "e6b0ce02b84d892e2e33e403485e7f3d6c29e2be6df65daf44d89ba564139745";
/// The script within the package.
const SCRIPT: &str = "package/axe.min.js";

/// The package, at its place in a folder of its own.
pub(super) struct Package {
    folder: PathBuf,
}

impl Package {
    /// Its place below the target folder, which is the one this program was built into.
    ///
    /// # Errors
    /// The system does not say where this program stands.
    pub(super) fn below_target() -> Result<Self> {
        let own = std::env::current_exe().context("where this program stands")?;
        let target = own.ancestors().nth(2).context("this program stands in no target folder")?;
        Ok(Package { folder: target.join("axe") })
    }

    fn file(&self) -> PathBuf {
        self.folder.join(format!("axe-core-{VERSION}.tgz"))
    }

    /// Whether a good copy is there, so that nothing need be fetched.
    pub(super) fn is_there(&self) -> bool {
        self.file().is_file() && sha256(&self.file()).is_ok_and(|digest| digest == SHA256)
    }

    /// Fetches it where no good copy is there, and gives the script in it.
    ///
    /// # Errors
    /// It cannot be fetched, is not the one that was pinned, or cannot be unpacked; each with what can be done.
    pub(super) fn script(&self) -> Result<PathBuf> {
        std::fs::create_dir_all(&self.folder)
            .with_context(|| format!("no folder {}", self.folder.display()))?;
        if !self.is_there() {
            self.fetch()?;
        }
        self.must_be_pinned()?;
        // Out of the package each time: what the tests run is what was held against the digest.
        let mut unpack = Command::new("tar");
        unpack.current_dir(&self.folder).args(["-xzf"]).arg(self.file()).arg(SCRIPT);
        told(&mut unpack).with_context(|| format!("{} is not to be read", self.file().display()))?;
        Ok(self.folder.join(SCRIPT))
    }

    fn fetch(&self) -> Result<()> {
        println!("The tests need axe-core {VERSION}: fetching it with npm.");
        let mut pack = Command::new("npm");
        pack.current_dir(&self.folder).args(["pack", "--silent", "--pack-destination"]).arg(&self.folder);
        pack.arg(format!("axe-core@{VERSION}"));
        let Err(error) = told(&mut pack) else { return Ok(()) };
        bail!(
            "axe-core {VERSION}, which reads the pages for who cannot see, is not there and cannot be fetched: {error:#}\
             \n  Run the tests once where npm reaches its registry; a good copy is used again without it.\
             \n  Or put the package there by hand: {}",
            self.file().display()
        );
    }

    fn must_be_pinned(&self) -> Result<()> {
        let digest = sha256(&self.file())?;
        if digest != SHA256 {
            bail!(
                "{} is not axe-core {VERSION} as it was pinned: its SHA-256 is {digest}, not {SHA256}.\
                 \n  Remove the file and run the tests again; if it stays so, the registry gives another package.",
                self.file().display()
            );
        }
        Ok(())
    }
}

/// The digest of a file in hex, by the system's own program.
fn sha256(file: &Path) -> Result<String> {
    let output = told(Command::new("sha256sum").arg("--binary").arg(file))?;
    let line = String::from_utf8_lossy(&output.stdout);
    // A name that had to be escaped has a mark before the digest.
    let digest = line.split_whitespace().next().unwrap_or_default().trim_start_matches('\\');
    Ok(digest.to_owned())
}

/// Runs a program to its end; an error says what it said.
pub(super) fn told(command: &mut Command) -> Result<Output> {
    let shown = shown(command);
    let output = command.stdin(Stdio::null()).output().with_context(|| format!("cannot start `{shown}`"))?;
    if !output.status.success() {
        let words = [output.stderr, output.stdout].concat();
        bail!("`{shown}` ended with {}: {}", output.status, String::from_utf8_lossy(&words).trim());
    }
    Ok(output)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A folder of a test's own, gone with it.
    struct Folder(PathBuf);

    impl Folder {
        fn new(name: &str) -> Self {
            let folder = std::env::temp_dir().join(format!("guantong-axe-{name}-{}", std::process::id()));
            std::fs::create_dir_all(&folder).unwrap();
            Folder(folder)
        }
    }

    impl Drop for Folder {
        fn drop(&mut self) {
            let _ = std::fs::remove_dir_all(&self.0);
        }
    }

    #[test]
    fn a_digest_is_that_of_the_file() {
        let folder = Folder::new("digest");
        let file = folder.0.join("abc");
        std::fs::write(&file, "abc").unwrap();
        let abc = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
        assert_eq!(sha256(&file).unwrap(), abc);
        assert!(sha256(&folder.0.join("none")).is_err());
    }

    #[test]
    fn a_package_that_is_not_the_pinned_one_is_no_good_copy_and_said() {
        let folder = Folder::new("other");
        let package = Package { folder: folder.0.clone() };
        assert!(!package.is_there(), "nothing is there yet");
        std::fs::write(package.file(), "another").unwrap();
        assert!(!package.is_there());
        let error = package.must_be_pinned().unwrap_err().to_string();
        assert!(error.contains("Remove the file") && error.contains(SHA256), "{error}");
    }

    #[test]
    fn what_a_program_says_is_in_the_error() {
        let error = told(Command::new("sh").args(["-c", "echo no network >&2; exit 3"])).unwrap_err();
        assert!(error.to_string().ends_with("no network"), "{error}");
    }
}
