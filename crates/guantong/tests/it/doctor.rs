//! Every fault that a doctor knows, put into an office and found through the program, with the way out.

use crate::database::empty;
use crate::scratch::Scratch;
use crate::served::{earlier, sql};
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// Everything that is looked at, in its order, where the office can be opened.
const CHECKS: &[&str] = &[
    "sqlite",
    "disk",
    "directory",
    "permissions",
    "log",
    "time-zone",
    "edition",
    "backup",
    "backup-age",
    "backup-tried",
    "database",
    "schema",
    "replica",
    "clock",
    "shelf",
    "journal",
    "trail",
    "projections",
    "plan",
    "documents",
    "papers",
    "rounds",
    "records",
    "mail",
    "identities",
    "certificates",
    "files",
    "shelf-left",
];

/// An office with a backup, and how its doctor is asked.
struct Office {
    data: PathBuf,
    backups: PathBuf,
    /// What a case writes besides.
    beside: PathBuf,
    arguments: Vec<String>,
    variables: Vec<(&'static str, PathBuf)>,
    user: Option<u32>,
}

impl Office {
    fn at(folder: &Path) -> Self {
        let at = |name: &str| folder.join(name);
        Office {
            data: at("data"),
            backups: at("backups"),
            beside: at("beside"),
            arguments: Vec::new(),
            variables: Vec::new(),
            user: None,
        }
    }

    /// The same in another folder.
    fn copied(&self, folder: &Path) -> Self {
        let copy = Office::at(folder);
        copied(&self.data, &copy.data);
        copied(&self.backups, &copy.backups);
        std::fs::create_dir_all(&copy.beside).unwrap();
        copy
    }

    fn with(&mut self, arguments: &[&str]) {
        self.arguments.extend(arguments.iter().map(ToString::to_string));
    }

    fn sql(&self, statements: &str) {
        sql(&self.data, statements);
    }

    /// Changes the manifest of the backup.
    fn manifest(&self, change: impl Fn(&mut serde_json::Value)) {
        let files = std::fs::read_dir(&self.backups).unwrap().map(|entry| entry.unwrap().path());
        let file = files.into_iter().find(|file| file.extension().is_some_and(|end| end == "json")).unwrap();
        let mut manifest = serde_json::from_slice(&std::fs::read(&file).unwrap()).unwrap();
        change(&mut manifest);
        std::fs::write(&file, manifest.to_string()).unwrap();
    }

    fn doctor(&self) -> Output {
        let mut command = Command::new(env!("CARGO_BIN_EXE_guantong"));
        command.args(["doctor", "--json", "--backups"]).arg(&self.backups).args(&self.arguments);
        command.arg("--data").arg(&self.data).env("GUANTONG_LANG", "en").envs(self.variables.clone());
        #[cfg(unix)]
        if let Some(user) = self.user {
            std::os::unix::process::CommandExt::uid(&mut command, user);
        }
        command.output().unwrap()
    }
}

fn copied(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    std::fs::set_permissions(to, std::fs::metadata(from).unwrap().permissions()).unwrap();
    for entry in std::fs::read_dir(from).unwrap().map(Result::unwrap) {
        let to = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            copied(&entry.path(), &to);
        } else {
            std::fs::copy(entry.path(), to).unwrap();
        }
    }
}

fn run(arguments: &[&str], data: &Path) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_guantong"));
    let done = command.args(arguments).arg("--data").arg(data).output().unwrap();
    assert!(done.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&done.stderr));
}

/// A small city with a backup that was tried.
fn healthy(folder: &Path) -> Office {
    let office = Office::at(folder);
    run(&["demo", "--prepare-only", "--from", "2023", "--candidates", "100"], &office.data);
    run(&["backup", "--to", office.backups.to_str().unwrap()], &office.data);
    office.manifest(|manifest| manifest["tested_at"] = manifest["made_at"].clone());
    office
}

/// A fault: what it is, how it comes about, what is found of it, and words of the way out of the first.
struct Fault {
    name: &'static str,
    happens: fn(&mut Office),
    found: &'static [&'static str],
    way: &'static str,
}

const DAY: i64 = 24 * 3_600_000_000;

const FAULTS: &[Fault] = &[
    Fault {
        name: "schema behind",
        happens: |office| {
            std::fs::remove_file(office.data.join("guantong.sqlite")).unwrap();
            earlier(&office.data, 9);
            let file = office.data.join("guantong.sqlite");
            #[cfg(unix)]
            std::fs::set_permissions(file, std::os::unix::fs::PermissionsExt::from_mode(0o600)).unwrap();
        },
        found: &["schema"],
        way: "brought up to date when it is opened",
    },
    Fault {
        name: "schema ahead",
        happens: |office| {
            office.sql(
                "INSERT INTO _sqlx_migrations (version, description, success, checksum, execution_time) \
                 VALUES (9999, 'of a newer program', TRUE, x'00', 0)",
            );
        },
        found: &["schema"],
        way: "a newer database needs the newer program",
    },
    Fault {
        name: "disk low",
        happens: |office| office.with(&["--suppose", "free=100"]),
        found: &["disk"],
        way: "Make room",
    },
    Fault {
        name: "clock skewed",
        // What was recorded in the year 2100 was recorded by another clock; that it was is part of the chain.
        happens: |office| {
            office.sql(
                "UPDATE event SET recorded_at = 4102444800000000 WHERE seq = (SELECT MAX(seq) FROM event)",
            );
        },
        found: &["clock", "journal"],
        way: "time server",
    },
    #[cfg(unix)]
    Fault {
        name: "data directory not writable",
        happens: unwritable,
        found: &["directory", "database"],
        way: "the right to write there",
    },
    Fault {
        name: "mail given up",
        happens: |office| {
            office.sql(
                "INSERT INTO mail (id, account, kind, state, address, made_at, next_at, tries, why, ended_at) \
                 VALUES ('M', 'A', 'notices', 'given-up', 'sealed', 1, 1, 8, 'refused', 2)",
            );
        },
        found: &["mail"],
        way: "send them again or put them away",
    },
    Fault {
        name: "WAL too large",
        happens: |office| {
            let file = std::fs::File::create(office.data.join("guantong.sqlite-wal")).unwrap();
            file.set_len(1200 * 1024 * 1024).unwrap();
        },
        found: &["log"],
        way: "restarting the server folds the log in",
    },
    Fault {
        name: "chain broken",
        happens: |office| office.sql("UPDATE event SET actor = 'somebody else' WHERE seq = 2"),
        found: &["journal"],
        way: "restore the newest backup whose journal is whole",
    },
    Fault {
        name: "trail broken",
        // A note whose link is to nothing.
        happens: |office| {
            let link = "0".repeat(64);
            office.sql(&format!(
                "INSERT INTO trail (seq, at, account, role, organisation, action, object, result, purpose, address, hash) \
                 SELECT COALESCE(MAX(seq), 0) + 1, 7, 'a', '', '', 'a', 'a', 'done', '', '', '{link}' FROM trail"
            ));
        },
        found: &["trail"],
        way: "somebody wrote past the program",
    },
    Fault {
        name: "projection differing",
        happens: |office| {
            office.sql("UPDATE student SET stage = 'bachelor' WHERE id = (SELECT MIN(id) FROM student)");
        },
        found: &["projections"],
        way: "guantong journal rebuild",
    },
    Fault {
        name: "backup missing",
        happens: |office| std::fs::remove_dir_all(&office.backups).unwrap(),
        found: &["backup", "backup-tried"],
        way: "guantong backup --to",
    },
    Fault {
        name: "backup old",
        happens: |office| {
            office.manifest(|one| one["made_at"] = (one["made_at"].as_i64().unwrap() - 3 * DAY).into());
        },
        found: &["backup-age"],
        way: "why the server's backups stopped",
    },
    Fault {
        name: "restore untested",
        happens: |office| office.manifest(|one| one["tested_at"] = serde_json::Value::Null),
        found: &["backup-tried"],
        way: "guantong restore",
    },
    Fault {
        name: "restore tested long ago",
        happens: |office| {
            office.manifest(|one| one["tested_at"] = (one["tested_at"].as_i64().unwrap() - 15 * DAY).into());
        },
        found: &["backup-tried"],
        way: "guantong restore",
    },
    Fault {
        name: "edition invalid",
        happens: |office| {
            let ours = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../editions/beijing-2023");
            copied(&ours, &office.beside);
            std::fs::write(office.beside.join("admission.toml"), "not = [an, edition").unwrap();
            let folder = office.beside.display().to_string();
            office.with(&["--edition", &folder]);
        },
        found: &["edition"],
        way: "guantong edition check",
    },
    Fault {
        name: "plan unreconciled",
        happens: |office| {
            office.sql("UPDATE plan_line SET places = places + 1 WHERE programme = (SELECT MIN(programme) FROM plan_line)");
        },
        found: &["plan"],
        way: "restore from a backup where rows were changed",
    },
    Fault {
        name: "file gone",
        happens: |office| office.sql("DELETE FROM document"),
        found: &["documents"],
        way: "Restore the file from a backup",
    },
    Fault {
        name: "orphan attachment",
        happens: |office| {
            // As long as a digest is: fewer figures may stand in another's by chance.
            let digest = "ab12".repeat(16);
            office.sql(&format!(
                "INSERT INTO document (digest, name, bytes) VALUES ('{digest}', 'list.xlsx', x'00')"
            ));
        },
        found: &["files"],
        way: "its row of the table document may be removed",
    },
    Fault {
        name: "a request's file gone",
        happens: |office| {
            let name = "ab".repeat(32);
            office.sql(&format!(
                "INSERT INTO request_paper (request, digest, kind, name, media, size, sealed, at) \
                 VALUES ('2024-Q0001', '{name}', 'file', 'sealed', 'pdf', 1, '', 1)"
            ));
        },
        found: &["papers"],
        way: "Put the file back under its name from a backup",
    },
    Fault {
        name: "a request's file altered",
        happens: |office| {
            let name = "ab".repeat(32);
            office.sql(&format!(
                "INSERT INTO request_paper (request, digest, kind, name, media, size, sealed, at) \
                 VALUES ('2024-Q0001', '{name}', 'file', 'sealed', 'pdf', 1, '', 1)"
            ));
            shelve(office, 0);
        },
        found: &["papers"],
        way: "Put the file back under its name from a backup",
    },
    Fault {
        name: "a file of no request",
        happens: |office| shelve(office, 25),
        found: &["shelf-left"],
        way: "guantong evidence sweep",
    },
    Fault {
        name: "shelf unreachable",
        // Where the folder should be stands something else.
        happens: |office| {
            let file = office.data.join("evidence");
            std::fs::remove_dir_all(&file).unwrap();
            std::fs::write(&file, "").unwrap();
            #[cfg(unix)]
            std::fs::set_permissions(file, std::os::unix::fs::PermissionsExt::from_mode(0o600)).unwrap();
        },
        found: &["shelf", "papers"],
        way: "See that the folder can be written",
    },
    Fault {
        name: "duplicate identity",
        happens: |office| {
            office.sql("UPDATE person SET identity_index = 'same' WHERE id IN (SELECT id FROM person ORDER BY id LIMIT 2)");
        },
        found: &["identities"],
        way: "correct the other's",
    },
    Fault {
        name: "certificate number gap",
        // What no record holds differs from a rebuild too.
        happens: |office| {
            office.sql(
                "INSERT INTO certificate_series (series, last) VALUES ('GT2026R', 'GT2026R000003'); \
                 INSERT INTO certificate (number, student, voided) VALUES ('GT2026R000001', 'a', 0), ('GT2026R000003', 'b', 0)",
            );
        },
        found: &["projections", "certificates"],
        way: "guantong journal rebuild",
    },
    Fault {
        name: "PostgreSQL unreachable",
        happens: |office| office.with(&["--database", "postgres://somebody:secret@127.0.0.1:9/none"]),
        found: &["database"],
        way: "the database's server runs",
    },
    Fault {
        name: "replica behind",
        happens: behind,
        found: &["replica", "journal"],
        way: "why replication lags",
    },
    Fault {
        name: "SQLite too old",
        happens: |office| office.with(&["--suppose", "sqlite=3.40.1"]),
        found: &["sqlite"],
        way: "built with a newer SQLite",
    },
    #[cfg(unix)]
    Fault {
        name: "permissions too wide",
        happens: |office| {
            let wide = std::os::unix::fs::PermissionsExt::from_mode(0o644);
            std::fs::set_permissions(office.data.join("office.key"), wide).unwrap();
        },
        found: &["permissions"],
        way: "chmod 600 office.key",
    },
    Fault {
        name: "time zone data missing",
        // Time zones with none that anybody asks for: the beginning is all that is looked at.
        happens: |office| {
            std::fs::write(office.beside.join("Nowhere"), [b"TZif2".as_slice(), &[0; 39]].concat()).unwrap();
            office.variables.push(("TZDIR", office.beside.clone()));
        },
        found: &["time-zone"],
        way: "tzdata",
    },
];

/// Puts a file on the shelf past the program, as if so many hours ago.
fn shelve(office: &mut Office, hours: u64) {
    let folder = office.data.join("evidence");
    std::fs::create_dir_all(&folder).unwrap();
    #[cfg(unix)]
    std::fs::set_permissions(&folder, std::os::unix::fs::PermissionsExt::from_mode(0o700)).unwrap();
    let file = std::fs::File::create(folder.join("ab".repeat(32))).unwrap();
    let ago = std::time::Duration::from_secs(hours * 3600);
    file.set_modified(file.metadata().unwrap().modified().unwrap() - ago).unwrap();
}

/// Nobody may write there: not even whoever may write everywhere, so that another looks then.
#[cfg(unix)]
fn unwritable(office: &mut Office) {
    use std::os::unix::fs::{PermissionsExt, chown};
    let modes = |path: &Path, mode| std::fs::set_permissions(path, PermissionsExt::from_mode(mode)).unwrap();
    modes(&office.data, 0o555);
    if std::fs::metadata("/proc/self").is_ok_and(|own| std::os::unix::fs::MetadataExt::uid(&own) == 0) {
        const NOBODY: u32 = 65_534;
        for file in ["guantong.sqlite", "office.key"] {
            chown(office.data.join(file), Some(NOBODY), None).unwrap();
        }
        office.user = Some(NOBODY);
    }
}

/// Entries that are in the one database of a server and not in the other. They are of nothing, so the chain breaks too.
fn behind(office: &mut Office) {
    let made = |name: &str| {
        let address = empty(&format!("doctor_{name}"));
        run(&["--database", &address, "init"], &office.data);
        address
    };
    let (ours, replica) = (made("ours"), made("replica"));
    let statement = "INSERT INTO event (seq, stream, version, kind, effective_on, recorded_at, actor, body, hash) \
                     SELECT n, 'nothing', n, 'nothing', '2023-09-01', n, 'nobody', '{}', repeat('0', 64) FROM generate_series(1, 1001) AS n";
    let mut command = Command::new("psql");
    let done = command.args(["--quiet", "--set", "ON_ERROR_STOP=1", "--command", statement, &ours]).status();
    assert!(done.unwrap().success());
    office.with(&["--database", &ours, "--replica", &replica]);
}

/// What was looked at, what was found of it, and the ways out.
fn seen(output: &Output) -> Vec<(String, Option<String>, Option<String>)> {
    let text = String::from_utf8_lossy(&output.stdout);
    let json: serde_json::Value = serde_json::from_str(&text)
        .unwrap_or_else(|error| panic!("{error}: {text} {}", String::from_utf8_lossy(&output.stderr)));
    let word = |value: &serde_json::Value| value.as_str().map(str::to_owned);
    let checks = json["checks"].as_array().unwrap().iter();
    let checks: Vec<_> =
        checks.map(|one| (word(&one["check"]).unwrap(), word(&one["found"]), word(&one["way"]))).collect();
    assert_eq!(json["good"].as_bool(), Some(checks.iter().all(|(_, found, _)| found.is_none())));
    assert!(checks.iter().all(|(_, found, way)| found.is_some() == way.is_some()));
    checks
}

#[test]
fn every_fault_is_found_with_its_way_out_and_nothing_else_is() {
    let folder = Scratch::new("doctor");
    let office = healthy(&folder.path().join("healthy"));
    let output = office.doctor();
    let checks = seen(&output);
    let names: Vec<&str> = checks.iter().map(|(check, ..)| check.as_str()).collect();
    assert_eq!(names, CHECKS);
    assert_eq!(output.status.code(), Some(0), "{checks:?}");

    for (n, fault) in FAULTS.iter().enumerate() {
        let mut sick = office.copied(&folder.path().join(n.to_string()));
        (fault.happens)(&mut sick);
        let output = sick.doctor();
        let checks = seen(&output);
        let found: Vec<&str> =
            checks.iter().filter(|(_, found, _)| found.is_some()).map(|(check, ..)| check.as_str()).collect();
        // What was put in is found; what is made from it may be found too, and nothing else.
        let follows: &[&str] = match fault.name {
            "plan unreconciled" => &["rounds"],
            "duplicate identity" => &["records"],
            _ => &[],
        };
        let own: Vec<&str> = found.into_iter().filter(|check| !follows.contains(check)).collect();
        assert_eq!(own, fault.found, "{}: {checks:?}", fault.name);
        assert_eq!(output.status.code(), Some(1), "{}", fault.name);
        let way = checks.iter().find_map(|(_, _, way)| way.as_deref()).unwrap();
        assert!(way.contains(fault.way), "{}: {way}", fault.name);
        assert!(!String::from_utf8_lossy(&output.stdout).contains("secret"), "{}", fault.name);
        let _ = std::fs::remove_dir_all(folder.path().join(n.to_string()));
    }
}

#[test]
fn a_file_that_was_left_on_the_shelf_is_swept_after_a_day() {
    let folder = Scratch::new("swept");
    let mut office = Office::at(folder.path());
    run(&["init"], &office.data);
    let file = office.data.join("evidence").join("ab".repeat(32));
    shelve(&mut office, 23);
    run(&["evidence", "sweep"], &office.data);
    assert!(file.exists(), "it may still be of a request that is being written");
    shelve(&mut office, 25);
    run(&["evidence", "sweep"], &office.data);
    assert!(!file.exists());
}

#[test]
fn a_doctor_changes_nothing_and_needs_an_office() {
    let folder = Scratch::new("looked-at");
    let office = Office::at(folder.path());
    earlier(&office.data, 9);
    let before = std::fs::read(office.data.join("guantong.sqlite")).unwrap();
    assert_eq!(office.doctor().status.code(), Some(1));
    assert!(
        before == std::fs::read(office.data.join("guantong.sqlite")).unwrap(),
        "the schema was left as it is"
    );

    let nothing = Office::at(&folder.path().join("nothing"));
    std::fs::create_dir_all(&nothing.data).unwrap();
    let output = nothing.doctor();
    assert_eq!((output.status.code(), output.stdout.len()), (Some(1), 0));
    assert!(String::from_utf8_lossy(&output.stderr).contains("guantong init"), "{output:?}");
    let mut supposing = Office::at(folder.path());
    supposing.with(&["--suppose", "moon=full"]);
    let output = supposing.doctor();
    assert!(String::from_utf8_lossy(&output.stderr).contains("moon=full cannot be supposed"), "{output:?}");
}
