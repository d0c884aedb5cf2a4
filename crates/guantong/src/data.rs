//! A data directory: one office, its keys, and its database in it or on a server.

use crate::evidence;
use crate::real::{SystemClock, SystemRandomness};
use anyhow::{Context, Result, bail};
use guantong_model::Message;
use guantong_policy::Edition;
use guantong_secrets::password::Profile;
use guantong_secrets::seal::Keys;
use guantong_service::Office;
use guantong_service::access::Action;
use guantong_service::account::Locks;
use guantong_service::ports::{Clock, Randomness};
use guantong_store::{Database, OpenError, Place};
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};

/// The database's name in a data directory.
const FILE: &str = "guantong.sqlite";

/// The office's keys beside it: without them second factors and sealed numbers cannot be read.
const KEYS: &str = "office.key";

/// As which account the command line acts, where it was said.
static ACTING: OnceLock<Option<String>> = OnceLock::new();

/// The server where the database is, and a replica of it, where they were said.
static SERVER: OnceLock<Option<(String, Option<String>)>> = OnceLock::new();

/// Says once as which account the command line acts.
pub(crate) fn act_as(login: Option<String>) {
    // Said once, by the first line of the program.
    let _ = ACTING.set(login);
}

/// Says once on which server the database is, where it is on one.
pub(crate) fn on_server(address: Option<String>, replica: Option<String>) {
    // Said once, by the first line of the program.
    let _ = SERVER.set(address.map(|address| (address, replica)));
}

/// An open data directory.
#[derive(Clone)]
pub(crate) struct Data {
    pub(crate) office: Office,
    pub(crate) database: Database,
}

/// Where the database of a data directory is.
pub(crate) fn place(directory: &Path) -> Place {
    match SERVER.get().and_then(Option::as_ref) {
        Some((address, replica)) => Place::Server { address: address.clone(), replica: replica.clone() },
        None => Place::File(file(directory)),
    }
}

/// The database's file in a data directory.
pub(crate) fn file(directory: &Path) -> PathBuf {
    directory.join(FILE)
}

/// Whether there is an office for a data directory.
pub(crate) async fn there(directory: &Path) -> Result<bool> {
    let place = place(directory);
    opened(&place, Database::exists(&place).await)
}

/// What came of opening a database; where a server could not be reached, with what can be done about it.
pub(crate) fn opened<T>(place: &Place, result: Result<T, OpenError>) -> Result<T> {
    result.map_err(|error| match (place, &error) {
        (Place::Server { .. }, OpenError::Database(why)) => {
            let message = Message::new("cli-database-unreachable")
                .with("place", place.to_string())
                .with("why", why.to_string());
            anyhow::anyhow!(crate::language::say(&message))
        }
        _ => anyhow::Error::new(error).context(place.to_string()),
    })
}

impl Data {
    /// Opens the office in a directory to do something: as an account and within its scope where one was named, which
    /// is the same as on pages.
    pub(crate) async fn open(directory: &Path, action: Action) -> Result<Self> {
        let data = Self::open_whole(directory).await?;
        let Some(login) = ACTING.get().and_then(Option::as_ref) else { return Ok(data) };
        match data.office.as_account(login, action).await? {
            Some(office) => Ok(Data { office, database: data.database }),
            None => bail!(crate::language::say_with("cli-account-without-role", "login", login)),
        }
    }

    /// In whose name something is written: the account's, else the name that was given.
    pub(crate) fn by(&self, given: &str) -> String {
        self.office.viewer().map_or_else(|| given.to_owned(), |viewer| viewer.account.clone())
    }

    /// Opens the office in a directory for whoever keeps the machine.
    pub(crate) async fn open_whole(directory: &Path) -> Result<Self> {
        let place = place(directory);
        if !there(directory).await? {
            let place = match &place {
                Place::File(_) => directory.display().to_string(),
                Place::Server { .. } => place.to_string(),
            };
            bail!(crate::language::say_with("cli-no-office", "directory", &place));
        }
        let shelf = evidence::shelf(directory, &place)?;
        let database = opened(&place, Database::open(&place).await)?.with_shelf(shelf);
        Self::over(database, Arc::new(SystemClock), keys(directory)?, Profile::Mlps3)
    }

    /// Makes an empty office in a directory, or opens the one that is there.
    pub(crate) async fn create(directory: &Path) -> Result<Self> {
        Self::create_with(directory, Arc::new(SystemClock)).await
    }

    /// As [`Data::create`], living by another clock.
    pub(crate) async fn create_with(directory: &Path, clock: Arc<dyn Clock>) -> Result<Self> {
        std::fs::create_dir_all(directory).with_context(|| directory.display().to_string())?;
        let place = place(directory);
        let shelf = evidence::shelf(directory, &place)?;
        let database = opened(&place, Database::create(&place).await)?.with_shelf(shelf);
        Self::over(database, clock, keys(directory)?, Profile::Mlps3)
    }

    /// The same, asking of passwords what a profile asks.
    pub(crate) fn asking(self, directory: &Path, profile: Profile) -> Result<Self> {
        let office = self.office.with_accounts(Locks::new(keys(directory)?, profile));
        Ok(Data { office, database: self.database })
    }

    fn over(database: Database, clock: Arc<dyn Clock>, keys: Keys, profile: Profile) -> Result<Self> {
        let edition = builtin()?;
        let office = Office::new(database.storage(), clock, Arc::new(SystemRandomness), Arc::new(edition));
        Ok(Data { office: office.with_accounts(Locks::new(keys, profile)), database })
    }

    /// Closes the database, so that everything stands in one file.
    pub(crate) async fn close(self) {
        self.database.close().await;
    }
}

/// A database beside the office's, gone with its folder: to compare with, and to try a backup in.
pub(crate) struct Scratch {
    pub(crate) database: Database,
    folder: PathBuf,
}

impl Scratch {
    /// Makes an empty one among the machine's temporary files; only their owner may read them.
    pub(crate) async fn new() -> Result<Self> {
        let mut name = [0; 8];
        SystemRandomness.fill(&mut name);
        let folder = std::env::temp_dir().join(format!("guantong-{:016x}", u64::from_be_bytes(name)));
        let mut made = std::fs::DirBuilder::new();
        #[cfg(unix)]
        std::os::unix::fs::DirBuilderExt::mode(&mut made, 0o700);
        made.create(&folder).with_context(|| folder.display().to_string())?;
        let place = Place::File(file(&folder));
        match Database::create(&place).await {
            Ok(database) => Ok(Scratch { database, folder }),
            Err(error) => {
                let _ = std::fs::remove_dir_all(&folder);
                Err(error).with_context(|| place.to_string())
            }
        }
    }

    /// Where it is.
    pub(crate) fn file(&self) -> PathBuf {
        file(&self.folder)
    }

    /// Closes it, and throws away what it holds; its folder stays until it is dropped.
    pub(crate) async fn emptied(&self) -> Result<()> {
        self.database.close().await;
        let place = Place::File(self.file());
        Database::erase(&place).await.with_context(|| place.to_string())
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        // What stays behind goes with the machine's temporary files.
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}

/// Where the keys of an office are.
pub(crate) fn keys_file(directory: &Path) -> PathBuf {
    directory.join(KEYS)
}

/// Whether a directory holds the keys of an office.
pub(crate) fn has_keys(directory: &Path) -> bool {
    keys_file(directory).exists()
}

/// Copies the office's keys into another directory; keys that are there must be the same.
pub(crate) fn copy_keys(from: &Path, to: &Path) -> Result<()> {
    let (from, to) = (from.join(KEYS), to.join(KEYS));
    let text = std::fs::read_to_string(&from).with_context(|| from.display().to_string())?;
    write_keys(&to, &text)?;
    if std::fs::read_to_string(&to).with_context(|| to.display().to_string())? != text {
        bail!(crate::language::say_with("cli-keys-differ", "file", &to.display().to_string()));
    }
    Ok(())
}

/// The keys of the office in a directory, drawn where there are none yet; only their owner may read the file.
fn keys(directory: &Path) -> Result<Keys> {
    let path = directory.join(KEYS);
    match std::fs::read_to_string(&path) {
        Ok(text) => Keys::parse(&text).with_context(|| path.display().to_string()),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
            let mut key = [0; 32];
            SystemRandomness.fill(&mut key);
            write_keys(&path, &Keys::one("k1", key).text())?;
            // Another program may have made them at the same moment.
            let text = std::fs::read_to_string(&path).with_context(|| path.display().to_string())?;
            Keys::parse(&text).with_context(|| path.display().to_string())
        }
        Err(error) => Err(error).with_context(|| path.display().to_string()),
    }
}

/// Writes keys where there are none yet: whole beside the place first, so that nobody ever finds half a key.
fn write_keys(path: &Path, text: &str) -> Result<()> {
    let whole = path.with_extension(format!("key.{}", std::process::id()));
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let written = options.open(&whole).and_then(|mut file| {
        std::io::Write::write_all(&mut file, text.as_bytes())?;
        file.sync_all()?;
        std::fs::hard_link(&whole, path)
    });
    // What is left of it is no harm.
    let _ = std::fs::remove_file(&whole);
    match written {
        Err(error) if error.kind() != std::io::ErrorKind::AlreadyExists => {
            Err(error).with_context(|| path.display().to_string())
        }
        _ => Ok(()),
    }
}

/// The edition this program was built with.
pub(crate) fn builtin() -> Result<Edition> {
    let edition = guantong_policy::edition::builtin();
    edition
        .cloned()
        .map_err(|faults| anyhow::anyhow!(crate::commands::edition::fault_lines(faults).join("\n")))
}
