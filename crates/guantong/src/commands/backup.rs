//! `guantong backup` and `restore`: an office as it is at one moment, in one file that is proved at writing.

use crate::cli::{BackupArgs, RestoreArgs};
use crate::data::{self, Data};
use crate::evidence;
use crate::language::{say, say_with, words};
use anyhow::{Context, Result, bail};
use guantong_model::Message;
use guantong_service::journal::{GENESIS, link};
use guantong_service::ports::Clock;
use guantong_store::{Database, MoveError, Place};
use serde::{Deserialize, Serialize};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// What stands beside a backup: by it the backup is known to be whole before it is trusted.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Manifest {
    /// The program that wrote it.
    pub(crate) version: String,
    /// When, in microseconds since 1970 UTC.
    pub(crate) made_at: i64,
    /// The digest of all the office held.
    pub(crate) state: String,
    /// The last entry of the journal.
    pub(crate) entries: i64,
    /// SM3 over the file, mebibyte by mebibyte in a chain.
    pub(crate) file: String,
    /// When it was last restored to try it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) tested_at: Option<i64>,
}

/// Writes a backup into a directory; returns its file.
pub(crate) async fn write(data: &Data, directory: &Path, clock: &dyn Clock) -> Result<(PathBuf, Manifest)> {
    std::fs::create_dir_all(directory).with_context(|| directory.display().to_string())?;
    let made_at = clock.now();
    let name = format!("guantong-{}-{:06}.sqlite", stamp(made_at)?, made_at.rem_euclid(1_000_000));
    let (file, unfinished) = (directory.join(&name), directory.join(format!("{name}.part")));
    let written = fill(data, &unfinished).await;
    if written.is_err() {
        // What was begun is of no use to anybody.
        let _ = Database::erase(&Place::File(unfinished.clone())).await;
    }
    let (state, entries) = written.with_context(|| unfinished.display().to_string())?;
    let version = env!("CARGO_PKG_VERSION").to_owned();
    let manifest =
        Manifest { version, made_at, state, entries, file: digest_of(&unfinished)?, tested_at: None };
    let beside = beside(&file);
    let text = serde_json::to_string_pretty(&manifest)?;
    durable(&beside, text.as_bytes()).with_context(|| beside.display().to_string())?;
    std::fs::File::open(&unfinished)
        .and_then(|written| written.sync_all())
        .and_then(|()| std::fs::rename(&unfinished, &file))
        .and_then(|()| std::fs::File::open(directory)?.sync_all())
        .with_context(|| file.display().to_string())?;
    Ok((file, manifest))
}

/// Copies the office into a file of its own, whatever is written meanwhile, and compares the digests.
async fn fill(data: &Data, path: &Path) -> Result<(String, i64)> {
    let copy = Database::create(&Place::File(path.to_owned())).await?;
    let state = data.database.copy_to(&copy).await;
    let entries = copy.storage().head().await;
    copy.close().await;
    // Closed, all of it stands in the one file.
    let mut log = path.as_os_str().to_owned();
    log.push("-wal");
    if std::fs::metadata(&log).is_ok_and(|log| log.len() > 0) {
        bail!("{}: not folded into the file", Path::new(&log).display());
    }
    Ok((state?.to_string(), entries?.0))
}

/// The digest of a file, without holding it.
fn digest_of(path: &Path) -> Result<String> {
    let mut file = std::fs::File::open(path).with_context(|| path.display().to_string())?;
    let (mut digest, mut chunk) = (GENESIS, vec![0; 1024 * 1024]);
    loop {
        let mut filled = 0;
        while let Some(rest) = chunk.get_mut(filled..).filter(|rest| !rest.is_empty()) {
            match std::io::Read::read(&mut file, rest).with_context(|| path.display().to_string())? {
                0 => break,
                read => filled += read,
            }
        }
        match chunk.get(..filled).filter(|bytes| !bytes.is_empty()) {
            Some(bytes) => digest = link(&digest, bytes),
            None => return Ok(digest.to_string()),
        }
    }
}

/// Where the manifest of a backup is.
fn beside(file: &Path) -> PathBuf {
    file.with_extension("json")
}

fn durable(path: &Path, bytes: &[u8]) -> std::io::Result<()> {
    let mut file = std::fs::File::create(path)?;
    std::io::Write::write_all(&mut file, bytes)?;
    file.sync_all()
}

/// A moment as a file's name has it.
fn stamp(micros: i64) -> Result<String> {
    Ok(jiff::Timestamp::from_microsecond(micros)?.strftime("%Y%m%dT%H%M%S").to_string())
}

/// Reads a backup's manifest and proves that the file is the one it was written for.
pub(crate) fn proved(file: &Path) -> Result<Manifest> {
    let beside = beside(file);
    let text = std::fs::read_to_string(&beside).with_context(|| beside.display().to_string())?;
    let manifest: Manifest = serde_json::from_str(&text).with_context(|| beside.display().to_string())?;
    let found = digest_of(file)?;
    if found != manifest.file {
        let broken = Message::new("cli-restore-altered")
            .with("file", file.display().to_string())
            .with("expected", manifest.file.as_str())
            .with("found", found);
        bail!(say(&broken));
    }
    Ok(manifest)
}

/// Puts a backup into an empty place and proves that it arrived; returns the digest.
pub(crate) async fn put(file: &Path, manifest: &Manifest, into: &Database) -> Result<String> {
    // Opened from a copy: a backup stays as it was written, also where its schema has to be brought up to date.
    let scratch = data::Scratch::new().await?;
    scratch.emptied().await?;
    std::fs::copy(file, scratch.file()).with_context(|| file.display().to_string())?;
    let copy = Database::open(&Place::File(scratch.file())).await?;
    let state = copy.copy_to(into).await;
    copy.close().await;
    let state = match state {
        Err(MoveError::NotEmpty) => bail!(words("cli-restore-not-empty")),
        state => state?.to_string(),
    };
    if manifest.version == env!("CARGO_PKG_VERSION") && state != manifest.state {
        let broken = Message::new("cli-restore-altered")
            .with("file", file.display().to_string())
            .with("expected", manifest.state.as_str())
            .with("found", state);
        bail!(say(&broken));
    }
    Ok(state)
}

/// The newest backup in a directory with its manifest; nothing where there is none that can be read.
pub(crate) fn newest(directory: &Path) -> Option<(PathBuf, Manifest)> {
    let mut found: Vec<(PathBuf, Manifest)> = all(directory);
    found.sort_by_key(|(_, manifest)| manifest.made_at);
    found.pop()
}

/// When a backup of a directory was last tried.
pub(crate) fn tried_at(directory: &Path) -> Option<i64> {
    all(directory).iter().filter_map(|(_, manifest)| manifest.tested_at).max()
}

/// Every finished backup in a directory.
fn all(directory: &Path) -> Vec<(PathBuf, Manifest)> {
    let files =
        std::fs::read_dir(directory).into_iter().flatten().filter_map(|entry| Some(entry.ok()?.path()));
    let backups = files.filter(|file| file.extension().is_some_and(|ending| ending == "sqlite"));
    let manifest = |file: PathBuf| {
        let text = std::fs::read_to_string(beside(&file)).ok()?;
        Some((file, serde_json::from_str(&text).ok()?))
    };
    backups.filter_map(manifest).collect()
}

/// Restores a backup to try it, and notes that it was tried.
pub(crate) async fn try_out(file: &Path, mut manifest: Manifest, clock: &dyn Clock) -> Result<Manifest> {
    let scratch = data::Scratch::new().await?;
    put(file, &manifest, &scratch.database).await?;
    scratch.database.close().await;
    manifest.tested_at = Some(clock.now());
    let (beside, text) = (beside(file), serde_json::to_string_pretty(&manifest)?);
    let whole = beside.with_extension("json.part");
    durable(&whole, text.as_bytes())
        .and_then(|()| std::fs::rename(&whole, &beside))
        .with_context(|| beside.display().to_string())?;
    Ok(manifest)
}

/// Removes the oldest backups until no more than some are left; the newest that was tried stays in any case.
pub(crate) fn thin_out(directory: &Path, keep: usize) -> Result<()> {
    let mut found = all(directory);
    found.sort_by_key(|(_, manifest)| std::cmp::Reverse(manifest.made_at));
    let tried = found.iter().position(|(_, manifest)| manifest.tested_at.is_some());
    for (n, (file, _)) in found.iter().enumerate() {
        if n >= keep && Some(n) != tried {
            for gone in [file.clone(), beside(file)] {
                std::fs::remove_file(&gone).with_context(|| gone.display().to_string())?;
            }
        }
    }
    Ok(())
}

/// Writes a backup.
pub(crate) async fn run(args: BackupArgs) -> Result<ExitCode> {
    let data = Data::open_whole(&args.data.data).await?;
    let written = write(&data, &args.to, data.office.clock()).await;
    data.close().await;
    let (file, manifest) = written?;
    let done = Message::new("cli-backup-done")
        .with("file", file.display().to_string())
        .with("entries", manifest.entries)
        .with("digest", manifest.state);
    crate::out(&say(&done));
    Ok(ExitCode::SUCCESS)
}

/// Puts a backup into an empty place.
pub(crate) async fn restore(args: RestoreArgs) -> Result<ExitCode> {
    let manifest = proved(&args.file)?;
    std::fs::create_dir_all(&args.data.data).with_context(|| args.data.data.display().to_string())?;
    let place = data::place(&args.data.data);
    let shelf = evidence::shelf(&args.data.data, &place)?;
    let into = data::opened(&place, Database::create(&place).await)?.with_shelf(shelf);
    let restored = put(&args.file, &manifest, &into).await;
    into.close().await;
    let digest = restored?;
    let done = Message::new("cli-restored")
        .with("place", place.to_string())
        .with("entries", manifest.entries)
        .with("digest", digest);
    crate::out(&say(&done));
    if !data::has_keys(&args.data.data) {
        crate::out(&say_with(
            "cli-restored-without-keys",
            "directory",
            &args.data.data.display().to_string(),
        ));
    }
    Ok(ExitCode::SUCCESS)
}
