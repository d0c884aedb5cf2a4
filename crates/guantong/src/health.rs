//! How an office is: what a server asks itself before it says that it is ready, and what `guantong doctor` looks at.
//!
//! Each check is a function of what was measured, so that a fault can be put into it; what measures stands below them.

use crate::commands::backup::{self, Manifest};
use crate::commands::edition::load;
use crate::commands::verify::Proved;
use crate::data::{self, Data};
use crate::evidence;
use anyhow::{Result, bail};
use guantong_model::{Fact, Message};
use guantong_registry::LOCAL_SERIES;
use guantong_service::mail::MailFigures;
use guantong_service::verify::Check;
use guantong_store::{Health, ORPHAN_AFTER, Place, Versions, sqlite_may_hold, sqlite_version};
use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// Bytes that must be free for the office to go on writing.
const DISK_LEAST: u64 = 256 * 1024 * 1024;
/// Bytes of a write-ahead log that nobody folds in any more.
const LOG_MOST: u64 = 1024 * 1024 * 1024;
/// How far the clock may stand behind the last entry, in microseconds.
const CLOCK_BEHIND: i64 = 5_000_000;
/// How old a backup may be, in microseconds: two days.
const BACKUP_OLDEST: i64 = 2 * 24 * 3_600_000_000;
/// How long ago a backup may have been tried, in microseconds: a fortnight.
const TRIED_OLDEST: i64 = 14 * 24 * 3_600_000_000;
/// How long a mail may wait, in microseconds: an hour.
const MAIL_OLDEST: i64 = 3_600_000_000;
/// Entries that a replica may be behind.
const REPLICA_BEHIND: i64 = 1_000;

/// The check of the shelf of files: without it, all that needs no file goes on.
pub(crate) const SHELF: &str = "shelf";
/// How long a shelf is waited for.
const SHELF_PATIENCE: Duration = Duration::from_secs(3);

/// One thing that was looked at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Looked {
    /// Its name, as metrics have it.
    pub(crate) check: &'static str,
    /// What is wrong with it, in figures and words of the data; nothing where it is good.
    pub(crate) found: Option<String>,
}

impl Looked {
    fn at(check: &'static str, found: Option<String>) -> Self {
        Looked { check, found }
    }

    /// What can be done where it is not good.
    pub(crate) fn way(&self) -> Option<String> {
        self.found.as_ref()?;
        Some(guantong_wording::word(crate::language::locale(), &format!("health-way.{}", self.check)))
    }

    /// What it is, and where it is not good what was found and what can be done.
    pub(crate) fn line(&self) -> Message {
        let word = |word: String| Fact::Word(word);
        let check = word(format!("health.{}", self.check));
        match &self.found {
            None => Message::new("cli-doctor-good").with("check", check),
            Some(found) => Message::new("cli-doctor-bad")
                .with("check", check)
                .with("found", found.as_str())
                .with("way", word(format!("health-way.{}", self.check))),
        }
    }
}

/// What an office's database is not, so that nothing of it was looked at.
pub(crate) fn unopened(check: &'static str, found: String) -> Looked {
    Looked::at(check, Some(found))
}

/// The schema is the one this program knows.
pub(crate) fn schema(versions: Versions) -> Looked {
    let Versions { schema, known } = versions;
    Looked::at("schema", (schema != known).then(|| format!("{schema} ≠ {known}")))
}

fn replica(health: &Health) -> Looked {
    Looked::at("replica", (health.behind > REPLICA_BEHIND).then(|| health.behind.to_string()))
}

/// There is room; where the system does not say how much, there is nothing to find.
fn disk(free: io::Result<Option<u64>>) -> Looked {
    let found = match free {
        Ok(None) => None,
        Ok(Some(free)) => (free < DISK_LEAST).then(|| format!("{} MiB", free / 1024 / 1024)),
        Err(error) => Some(error.to_string()),
    };
    Looked::at("disk", found)
}

/// The SQLite built in is recent enough, whatever the office's database is: copies and backups are made with it.
fn sqlite(version: &str) -> Looked {
    Looked::at("sqlite", sqlite_may_hold(version).err().map(|error| error.to_string()))
}

fn clock(now: i64, last: i64) -> Looked {
    let behind = last - now;
    Looked::at("clock", (behind > CLOCK_BEHIND).then(|| format!("{} s", behind / 1_000_000)))
}

fn log(bytes: u64) -> Looked {
    Looked::at("log", (bytes > LOG_MOST).then(|| format!("{} MiB", bytes / 1024 / 1024)))
}

/// The keys and the database are their owner's alone: the keys without exception, the database for nobody beyond the
/// group.
fn permissions(modes: &[(PathBuf, u32)]) -> Looked {
    let wide = modes.iter().find(|(path, mode)| {
        let key = path.extension().is_some_and(|ending| ending == "key");
        mode & if key { 0o077 } else { 0o007 } != 0
    });
    Looked::at("permissions", wide.map(|(path, mode)| format!("{} {mode:o}", path.display())))
}

fn directory(written: io::Result<()>) -> Looked {
    Looked::at("directory", written.err().map(|error| error.to_string()))
}

fn time_zone(beijing: Option<i32>) -> Looked {
    let found = (beijing != Some(8 * 3600)).then(|| beijing.map_or("?".to_owned(), |at| at.to_string()));
    Looked::at("time-zone", found)
}

fn edition(faults: Option<String>) -> Looked {
    Looked::at("edition", faults)
}

/// There is a backup, it is not old, and it was tried not long ago.
fn backups(newest: Option<&Manifest>, tried_at: Option<i64>, now: i64) -> [Looked; 3] {
    let hours = |micros: i64| format!("{} h", micros / 3_600_000_000);
    let age = newest.map(|manifest| now - manifest.made_at);
    let tried = tried_at.map(|at| now - at);
    [
        Looked::at("backup", newest.is_none().then(|| "-".to_owned())),
        Looked::at("backup-age", age.filter(|age| *age > BACKUP_OLDEST).map(hours)),
        Looked::at(
            "backup-tried",
            match tried {
                None => Some("-".to_owned()),
                Some(tried) => (tried > TRIED_OLDEST).then(|| hours(tried)),
            },
        ),
    ]
}

/// No mail waits for long, and none was given up.
fn mail(figures: &MailFigures, now: i64) -> Looked {
    let stuck = figures.oldest_at.is_some_and(|at| now - at > MAIL_OLDEST);
    let found = match (stuck, figures.given_up) {
        (false, 0) => None,
        (false, given_up) => Some(format!("{given_up} ×")),
        (true, given_up) => Some(format!("{} … {given_up} ×", figures.waiting)),
    };
    Looked::at("mail", found)
}

/// What was proved of the records, by what it is of.
fn proved(proved: &Proved) -> Vec<Looked> {
    let of = |checks: &[Check]| {
        let found = proved.verified.findings.iter().find(|finding| checks.contains(&finding.check));
        found.map(|finding| format!("{} {}", finding.object, finding.found))
    };
    let records = [
        Check::Person,
        Check::Floor,
        Check::OneRegistration,
        Check::Registration,
        Check::Stage,
        Check::Transfer,
    ];
    let projection = proved.differences.first().map(|one| format!("{} {}", one.table, one.key));
    vec![
        Looked::at("journal", of(&[Check::Journal])),
        Looked::at("trail", of(&[Check::Trail])),
        Looked::at("projections", projection),
        Looked::at("plan", of(&[Check::Plan])),
        Looked::at("documents", of(&[Check::Document])),
        Looked::at("papers", of(&[Check::Paper])),
        Looked::at("rounds", of(&[Check::Round])),
        Looked::at("records", of(&records)),
    ]
}

/// What a server asks itself before it says that it is ready.
pub(crate) async fn ready(data: &Data, directory: &Path) -> Vec<Looked> {
    let mut looked = reached(data).await;
    looked.push(disk(free(directory)));
    looked
}

/// The shelf of files is reached, where there is one; whoever asks whether a server is ready does not wait for long.
async fn shelf(data: &Data) -> Looked {
    let found = match tokio::time::timeout(SHELF_PATIENCE, data.database.reach_shelf()).await {
        Ok(reached) => reached.err().map(|error| error.to_string()),
        Err(_) => Some(format!("> {} s", SHELF_PATIENCE.as_secs())),
    };
    Looked::at(SHELF, found)
}

/// What stands on the shelf for more than a day and belongs to no request.
async fn left_on_shelf(data: &Data, now: i64) -> Looked {
    let left = data.database.left_on_shelf(now - ORPHAN_AFTER).await;
    Looked::at(
        "shelf-left",
        match left {
            Ok(left) => left.first().map(|first| format!("{} × {first}", left.len())),
            // A shelf that cannot be asked is told by its own check.
            Err(_) => None,
        },
    )
}

/// The database is reached and can be written, its schema and its replica are as they should be, and the clock goes on
/// from its last entry.
async fn reached(data: &Data) -> Vec<Looked> {
    let now = data.office.clock().now();
    let mut looked = match data.database.health(now).await {
        Err(error) => vec![Looked::at("database", Some(error.to_string()))],
        Ok(health) => {
            let versions = Versions { schema: health.schema, known: health.known };
            vec![Looked::at("database", None), schema(versions), replica(&health)]
        }
    };
    if let Ok(last) = last_recorded(data).await {
        looked.push(clock(now, last));
    }
    looked.push(shelf(data).await);
    looked
}

/// When the last entry was recorded.
async fn last_recorded(data: &Data) -> Result<i64> {
    let (seq, _) = data.office.storage().head().await?;
    let last = data.office.storage().entries(seq - 1, 1).await?;
    Ok(last.first().map_or(0, |entry| entry.recorded_at))
}

/// What is supposed of the machine in place of what is measured: so it can be tried what follows from a fault that
/// nobody can make on purpose.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Supposed {
    sqlite: Option<String>,
    free: Option<u64>,
}

impl Supposed {
    /// As the command line says.
    ///
    /// # Errors
    ///
    /// A word that supposes nothing, with what can be supposed.
    pub(crate) fn of(words: &[String]) -> Result<Self> {
        let mut supposed = Supposed::default();
        for word in words {
            match word.split_once('=') {
                Some(("sqlite", version)) => supposed.sqlite = Some(version.to_owned()),
                Some(("free", mib)) if mib.parse::<u32>().is_ok() => {
                    supposed.free = mib.parse::<u64>().ok().map(|mib| mib * 1024 * 1024);
                }
                _ => bail!(crate::language::say_with("cli-doctor-suppose-unreadable", "value", word)),
            }
        }
        Ok(supposed)
    }
}

/// What a doctor looks at before the database is opened: the machine, the directory, the edition, the backups. Nothing
/// of it needs an office, and opening one would fold the log in.
pub(crate) async fn around(
    directory: &Path,
    supposed: &Supposed,
    edition: Option<&Path>,
    backups_in: Option<&Path>,
    now: i64,
) -> Result<Vec<Looked>> {
    let version = match &supposed.sqlite {
        Some(version) => version.clone(),
        None => sqlite_version().await?,
    };
    let edition = match edition {
        None => data::builtin().err().map(|error| error.to_string()),
        Some(folder) => load(folder)?.err().map(|faults| faults.join("; ")),
    };
    let mut looked = vec![
        sqlite(&version),
        disk(supposed.free.map_or_else(|| free(directory), |free| Ok(Some(free)))),
        self::directory(writes(directory)),
        permissions(&modes(directory)),
        log(log_bytes(directory)),
        time_zone(beijing_offset()),
        self::edition(edition),
    ];
    if let Some(folder) = backups_in {
        let newest = backup::newest(folder).map(|(_, manifest)| manifest);
        looked.extend(backups(newest.as_ref(), backup::tried_at(folder), now));
    }
    Ok(looked)
}

/// What a doctor looks at in an office.
pub(crate) async fn within(data: &Data) -> Result<Vec<Looked>> {
    let mut looked = reached(data).await;
    looked.extend(proved(&Proved::of(data).await?));
    let now = data.office.clock().now();
    looked.push(mail(&data.office.mail_figures().await?, now));
    let odd = data.database.odd_rows(LOCAL_SERIES).await?;
    looked.push(Looked::at("identities", odd.shared_identities.first().cloned()));
    looked.push(Looked::at("certificates", odd.certificate_gaps.first().cloned()));
    looked.push(Looked::at("files", odd.orphan_files.first().cloned()));
    looked.push(left_on_shelf(data, now).await);
    Ok(looked)
}

/// Bytes free where a directory is; nothing where the system does not say.
fn free(directory: &Path) -> io::Result<Option<u64>> {
    #[cfg(unix)]
    {
        let found = rustix::fs::statvfs(directory)?;
        Ok(Some(found.f_bavail.saturating_mul(found.f_frsize)))
    }
    #[cfg(not(unix))]
    {
        let _ = directory;
        Ok(None)
    }
}

/// Writes a file into a directory and takes it away again.
fn writes(directory: &Path) -> io::Result<()> {
    let probe = directory.join(format!(".probe-{}", std::process::id()));
    std::fs::write(&probe, b"probe")?;
    std::fs::remove_file(&probe)
}

/// The keys and the database of a directory with what others may do with them.
fn modes(directory: &Path) -> Vec<(PathBuf, u32)> {
    #[cfg(unix)]
    {
        let mut files = vec![data::keys_file(directory)];
        if let Place::File(file) = data::place(directory) {
            files.push(file);
        }
        files.push(evidence::folder(directory));
        let mode = |path: PathBuf| {
            let mode = std::os::unix::fs::PermissionsExt::mode(&std::fs::metadata(&path).ok()?.permissions());
            Some((path, mode & 0o777))
        };
        files.into_iter().filter_map(mode).collect()
    }
    #[cfg(not(unix))]
    {
        let _ = directory;
        Vec::new()
    }
}

/// Bytes of the write-ahead log beside the database's file.
pub(crate) fn log_bytes(directory: &Path) -> u64 {
    let Place::File(file) = data::place(directory) else { return 0 };
    let mut log = file.into_os_string();
    log.push("-wal");
    std::fs::metadata(log).map_or(0, |found| found.len())
}

/// How far Beijing is ahead of UTC, in seconds, by the time zones of the machine or the program.
fn beijing_offset() -> Option<i32> {
    let zone = jiff::tz::TimeZone::get("Asia/Shanghai").ok()?;
    Some(zone.to_offset(jiff::Timestamp::UNIX_EPOCH).seconds())
}

#[cfg(test)]
mod tests {
    use super::*;
    use guantong_service::verify::{Finding, Verified};
    use guantong_store::Difference;
    use std::collections::BTreeMap;

    const HOUR: i64 = 3_600_000_000;

    fn wrong(looked: &[Looked]) -> Vec<(&'static str, &str)> {
        looked.iter().filter_map(|one| Some((one.check, one.found.as_deref()?))).collect()
    }

    fn manifest(made_at: i64) -> Manifest {
        Manifest {
            version: String::new(),
            made_at,
            state: String::new(),
            entries: 1,
            file: String::new(),
            tested_at: None,
        }
    }

    #[test]
    fn every_fault_is_found_by_the_check_that_it_is_of() {
        let good = Health { schema: 9, known: 9, behind: 1_000 };
        let versions = |schema| self::schema(Versions { schema, known: 9 });
        assert_eq!(wrong(&[versions(9), replica(&good)]), []);
        assert_eq!(wrong(&[versions(8), versions(10)]), [("schema", "8 ≠ 9"), ("schema", "10 ≠ 9")]);
        assert_eq!(wrong(&[replica(&Health { behind: 1_001, ..good })]), [("replica", "1001")]);
        assert_eq!(
            wrong(&[disk(Ok(Some(DISK_LEAST))), disk(Ok(Some(0))), disk(Ok(None))]),
            [("disk", "0 MiB")],
            "a system that does not say how much room there is has none to miss"
        );
        assert_eq!(wrong(&[clock(10, 10 + CLOCK_BEHIND), clock(0, 9_000_000)]), [("clock", "9 s")]);
        assert_eq!(wrong(&[log(LOG_MOST), log(2 * LOG_MOST)]), [("log", "2048 MiB")]);
        let absent = || io::Error::from(io::ErrorKind::NotFound);
        assert_eq!(wrong(&[disk(Err(absent()))]), [("disk", absent().to_string().as_str())]);
        assert_eq!(wrong(&[sqlite("3.51.3")]), []);
        assert!(wrong(&[sqlite("3.40.1")])[0].1.starts_with("SQLite 3.40.1 is older than 3.51.3"));
        let readonly = io::Error::from(io::ErrorKind::ReadOnlyFilesystem);
        let found = [directory(Ok(())), directory(Err(readonly))];
        assert_eq!(wrong(&found), [("directory", "read-only filesystem or storage medium")]);
        assert_eq!(wrong(&[time_zone(Some(28_800)), time_zone(None)]), [("time-zone", "?")]);
        assert_eq!(wrong(&[edition(None), edition(Some("x".to_owned()))]), [("edition", "x")]);
        let files = |key: u32, database: u32| {
            permissions(&[(PathBuf::from("office.key"), key), (PathBuf::from("o.sqlite"), database)])
        };
        let found = [files(0o600, 0o640), files(0o640, 0o640), files(0o600, 0o644)];
        assert_eq!(wrong(&found), [("permissions", "office.key 640"), ("permissions", "o.sqlite 644")]);
    }

    #[test]
    fn mail_that_waits_for_long_or_was_given_up_is_stuck() {
        let figures = |oldest_at, given_up| MailFigures { waiting: 3, oldest_at, given_up };
        let now = 10 * HOUR;
        assert_eq!(
            wrong(&[mail(&MailFigures::default(), now), mail(&figures(Some(now - HOUR), 0), now)]),
            []
        );
        let found = [mail(&figures(None, 2), now), mail(&figures(Some(now - HOUR - 1), 0), now)];
        assert_eq!(wrong(&found), [("mail", "2 ×"), ("mail", "3 … 0 ×")]);
    }

    #[test]
    fn only_what_can_be_measured_can_be_supposed() {
        let of = |words: &[&str]| {
            let words: Vec<String> = words.iter().map(ToString::to_string).collect();
            Supposed::of(&words).ok()
        };
        let supposed = Supposed { sqlite: Some("3.40.1".to_owned()), free: Some(100 * 1024 * 1024) };
        assert_eq!(of(&["sqlite=3.40.1", "free=100"]), Some(supposed));
        assert_eq!(of(&[]), Some(Supposed::default()));
        for word in ["sqlite", "free=", "free=-1", "free=lots", "moon=full", ""] {
            assert_eq!(of(&[word]), None, "{word}");
        }
    }

    #[test]
    fn backups_are_missed_when_there_are_none_old_or_untried() {
        let now = 1_000 * HOUR;
        assert_eq!(wrong(&backups(None, None, now)), [("backup", "-"), ("backup-tried", "-")]);
        let fresh = manifest(now - 48 * HOUR);
        assert_eq!(wrong(&backups(Some(&fresh), Some(now - 14 * 24 * HOUR), now)), []);
        let old = manifest(now - 49 * HOUR);
        let tried = Some(now - 15 * 24 * HOUR);
        assert_eq!(
            wrong(&backups(Some(&old), tried, now)),
            [("backup-age", "49 h"), ("backup-tried", "360 h")]
        );
    }

    #[test]
    fn what_does_not_hold_is_told_by_what_it_is_of() {
        let nothing = Proved { verified: Verified::default(), differences: Vec::new() };
        assert_eq!(wrong(&proved(&nothing)), []);
        for (check, name) in [
            (Check::Journal, "journal"),
            (Check::Trail, "trail"),
            (Check::Plan, "plan"),
            (Check::Document, "documents"),
            (Check::Paper, "papers"),
            (Check::Round, "rounds"),
            (Check::Transfer, "records"),
            (Check::Person, "records"),
        ] {
            let finding = Finding { check, object: "a".to_owned(), found: "b".to_owned() };
            let verified = Verified { examined: BTreeMap::new(), findings: vec![finding] };
            let broken = Proved { verified, differences: Vec::new() };
            assert_eq!(wrong(&proved(&broken)), [(name, "a b")]);
        }
        let difference =
            Difference { table: "student", key: "2023-1".to_owned(), has: std::cmp::Ordering::Equal };
        let broken = Proved { verified: Verified::default(), differences: vec![difference] };
        assert_eq!(wrong(&proved(&broken)), [("projections", "student 2023-1")]);
    }
}
