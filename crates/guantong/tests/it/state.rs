//! An office moved, proved, backed up and restored, through the program.

use crate::database::empty;
use crate::plain::{asked, port_in};
use crate::scratch::Scratch;
use crate::served::sql;
use guantong_service::journal::digest as sm3;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};

fn program(arguments: &[&str], data: &Path) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_guantong"));
    command.args(arguments).arg("--data").arg(data).env("GUANTONG_LANG", "en");
    command.output().unwrap()
}

fn run(arguments: &[&str], data: &Path) -> String {
    let Output { status, stdout, stderr } = program(arguments, data);
    assert!(status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&stderr));
    String::from_utf8(stdout).unwrap()
}

fn refused(arguments: &[&str], data: &Path) -> String {
    let Output { status, stdout, stderr } = program(arguments, data);
    assert!(!status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&stdout));
    String::from_utf8(stderr).unwrap()
}

/// A small city in a folder.
fn city(data: &Path) {
    run(&["demo", "--prepare-only", "--from", "2023", "--candidates", "1000"], data);
}

fn digest(options: &[&str], data: &Path) -> String {
    let json = run(&[options, &["state", "digest", "--json"]].concat(), data);
    let json: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert!(json["tables"].as_array().unwrap().iter().any(|one| one["rows"].as_u64().unwrap() > 300));
    json["digest"].as_str().unwrap().to_owned()
}

fn holds(options: &[&str], data: &Path) {
    let json = run(&[options, &["verify", "--json"]].concat(), data);
    let json: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!(json["holds"], true, "{json}");
    for check in ["journal", "plan", "paper", "round", "person", "floor", "registration", "stage", "transfer"]
    {
        assert!(json["examined"][check].as_i64().unwrap() > 0, "{check}: {json}");
    }
}

/// A file of a request, sealed in a folder beside the database as it stands on a shelf; gives its name.
fn given_in(data: &Path) -> String {
    let name = sm3(SEALED).to_string();
    sql(
        data,
        &format!(
            "INSERT INTO request_paper (request, digest, kind, name, media, size, sealed, at) \
             VALUES ('2024-Q0001', '{name}', 'file', 'sealed', 'pdf', 1, '', 1)"
        ),
    );
    std::fs::create_dir_all(data.join("evidence")).unwrap();
    std::fs::write(data.join("evidence").join(&name), SEALED).unwrap();
    name
}

const SEALED: &[u8] = b"sealed file";

/// What the shelf of an office has under a name.
fn on_shelf(data: &Path, name: &str) -> Option<Vec<u8>> {
    std::fs::read(data.join("evidence").join(name)).ok()
}

#[test]
fn an_office_moves_to_postgres_and_back_and_is_the_same_everywhere() {
    let folder = Scratch::new("moved");
    let (here, back) = (folder.path().join("here"), folder.path().join("back"));
    city(&here);
    let name = given_in(&here);
    let before = digest(&[], &here);
    holds(&[], &here);
    let server = empty("moved");
    let there = ["--database", server.as_str()];
    let moved = run(&["move", "--to", &server], &here);
    assert!(moved.contains(&before), "{moved}");
    assert_eq!(digest(&there, &here), before);
    holds(&there, &here);
    let again = refused(&["move", "--to", &server], &here);
    assert!(again.contains("holds something already"), "{again}");

    run(&[&there[..], &["move", "--to", back.to_str().unwrap()]].concat(), &here);
    assert_eq!(digest(&[], &back), before);
    let key = |data: &Path| std::fs::read(data.join("office.key")).unwrap();
    assert_eq!(key(&here), key(&back), "an office cannot be read without its keys");
    // On the server the file stood in the database; in a folder it stands in the folder again.
    assert_eq!(on_shelf(&back, &name).as_deref(), Some(SEALED));
    std::fs::remove_file(here.join("evidence").join(&name)).unwrap();
    holds(&there, &here);
    assert_eq!(digest(&there, &here), before);

    // A demonstration is made on a server like in a folder, and never in place of an office.
    let demo = folder.path().join("demo");
    let not_ours = refused(&[&there[..], &["demo", "--fresh", "--prepare-only"]].concat(), &demo);
    assert!(not_ours.contains("real office"), "{not_ours}");
    assert_eq!(digest(&there, &here), before);
}

#[test]
fn a_city_is_made_on_postgres_taken_up_again_and_thrown_away() {
    let folder = Scratch::new("city");
    let server = empty("city");
    let words =
        ["--database", server.as_str(), "demo", "--prepare-only", "--from", "2023", "--candidates", "1000"];
    run(&words, folder.path());
    let there = ["--database", server.as_str()];
    let before = digest(&there, folder.path());
    holds(&there, folder.path());
    assert!(run(&words, folder.path()).contains("2023"));
    assert_eq!(digest(&there, folder.path()), before, "what is there is taken up again");
    run(&[&words[..], &["--fresh"]].concat(), folder.path());
    assert_ne!(digest(&there, folder.path()), before);
}

#[test]
fn a_server_that_is_not_there_is_named_with_the_way_out() {
    let folder = Scratch::new("unreachable");
    let words =
        refused(&["--database", "postgres://somebody:secret@127.0.0.1:9/none", "init"], folder.path());
    assert!(words.contains("postgres://127.0.0.1:9/none"), "{words}");
    assert!(words.contains("createdb") && !words.contains("secret"), "{words}");
}

/// The one backup in a folder.
fn backup(folder: &Path) -> PathBuf {
    let files = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let backups: Vec<_> =
        files.filter(|file| file.extension().is_some_and(|ending| ending == "sqlite")).collect();
    assert_eq!(backups.len(), 1, "{backups:?}");
    backups[0].clone()
}

/// Carries the files of an office to wherever they can be, and back: it is the same everywhere.
fn carried(data: &Path, before: &str) {
    let nowhere = refused(&["evidence", "move", "--to", "drawer"], data);
    assert!(nowhere.contains("is no place for files"), "{nowhere}");
    run(&["evidence", "move", "--to", "database"], data);
    let there = ["--evidence", "database"];
    assert_eq!(digest(&there, data), before);
    std::fs::remove_dir_all(data.join("evidence")).unwrap();
    holds(&there, data);
    #[cfg(feature = "s3")]
    {
        let endpoint = std::env::var("GUANTONG_TEST_S3")
            .expect("no service of S3 to try: run `cargo xtask test`, or name one in GUANTONG_TEST_S3");
        let keys = data.join("s3.keys");
        std::fs::write(&keys, "S3RVER\nS3RVER\n").unwrap();
        let bucket = format!("s3://guantong/program/{}", std::process::id());
        let with = ["--evidence-endpoint", &endpoint, "--evidence-keys", keys.to_str().unwrap()];
        run(&[&with[..], &["evidence", "move", "--to", &bucket]].concat(), data);
        let there = [&with[..], &["--evidence", &bucket]].concat();
        assert_eq!(digest(&there, data), before);
        holds(&there, data);
        let unreached = program(&["--evidence", &bucket, "state", "digest"], data);
        assert!(String::from_utf8_lossy(&unreached.stderr).contains("--evidence-keys"), "{unreached:?}");
        run(&[&there[..], &["evidence", "move", "--to", "folder"]].concat(), data);
    }
    #[cfg(not(feature = "s3"))]
    {
        let without = refused(&["evidence", "move", "--to", "s3://guantong/program"], data);
        assert!(without.contains("--features s3"), "{without}");
        run(&[&there[..], &["evidence", "move", "--to", "folder"]].concat(), data);
    }
    assert_eq!(digest(&[], data), before);
    holds(&[], data);
}

#[test]
fn a_backup_is_restored_elsewhere_and_an_altered_one_is_not() {
    let folder = Scratch::new("backup");
    let (here, there) = (folder.path().join("here"), folder.path().join("there"));
    let kept = folder.path().join("kept");
    city(&here);
    let name = given_in(&here);
    let before = digest(&[], &here);
    let said = run(&["backup", "--to", kept.to_str().unwrap()], &here);
    assert!(said.contains(&before), "{said}");
    let file = backup(&kept);
    assert_eq!(
        std::fs::read_dir(&kept).unwrap().count(),
        2,
        "the backup and its manifest, nothing unfinished"
    );

    let said = run(&["restore", file.to_str().unwrap()], &there);
    assert!(said.contains(&before) && said.contains("office.key"), "{said}");
    std::fs::copy(here.join("office.key"), there.join("office.key")).unwrap();
    assert_eq!(digest(&[], &there), before);
    holds(&[], &there);
    assert_eq!(on_shelf(&there, &name).as_deref(), Some(SEALED));
    carried(&there, &before);
    let again = refused(&["restore", file.to_str().unwrap()], &there);
    assert!(again.contains("not empty"), "{again}");

    let elsewhere = folder.path().join("elsewhere");
    let mut bytes = std::fs::read(&file).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    std::fs::write(&file, bytes).unwrap();
    let altered = refused(&["restore", file.to_str().unwrap()], &elsewhere);
    assert!(altered.contains("is not what was written"), "{altered}");
    assert!(!elsewhere.exists(), "nothing is begun with a backup that is not whole");
}

#[test]
fn projections_are_rebuilt_only_where_they_differ() {
    let folder = Scratch::new("rebuilt");
    city(folder.path());
    let before = digest(&[], folder.path());
    let said = run(&["journal", "rebuild"], folder.path());
    assert!(said.contains("nothing was changed"), "{said}");
    assert_eq!(digest(&[], folder.path()), before);
}

/// A program that is stopped when dropped.
struct Running(Child);

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

#[test]
fn a_server_says_how_it_is_and_backs_up_while_it_works() {
    let folder = Scratch::new("operations");
    let (data, kept) = (folder.path().join("data"), folder.path().join("kept"));
    city(&data);
    let beyond = refused(&["serve", "--address", "127.0.0.1:0", "--operations", "192.0.2.1:9"], &data);
    assert!(beyond.contains("not of this machine"), "{beyond}");

    let mut command = Command::new(env!("CARGO_BIN_EXE_guantong"));
    command.args(["serve", "--address", "127.0.0.1:0", "--operations", "127.0.0.1:0", "--data"]).arg(&data);
    command.arg("--backup-to").arg(&kept).env("GUANTONG_LANG", "en").stdout(Stdio::piped());
    let mut running = Running(command.spawn().unwrap());
    let mut lines = BufReader::new(running.0.stdout.take().unwrap()).lines().map(Result::unwrap);
    let line = lines.find(|line| line.contains("keep the server")).expect("where to ask");
    let port = port_in(&line).unwrap();
    lines.find(|line| line.contains("written and restored")).expect("the first backup is written at once");

    let place = format!("127.0.0.1:{port}");
    for good in ["/live", "/ready"] {
        let answer = asked(&place, good);
        assert_eq!(answer.status, 200, "{answer:?}");
        assert!(!answer.body.contains("shelf"), "{answer:?}");
    }
    // Where the folder of files should be stands something else: it is told, and all else goes on.
    std::fs::rename(data.join("evidence"), data.join("put-away")).unwrap();
    std::fs::write(data.join("evidence"), "").unwrap();
    let ready = asked(&place, "/ready");
    assert!(ready.status == 200 && ready.body.starts_with("ready\nshelf: "), "{ready:?}");
    assert!(asked(&place, "/metrics").body.contains("guantong_healthy{check=\"shelf\"} 0"));
    std::fs::remove_file(data.join("evidence")).unwrap();
    std::fs::rename(data.join("put-away"), data.join("evidence")).unwrap();
    let figures = asked(&place, "/metrics").body;
    for figure in [
        "guantong_healthy{check=\"database\"} 1",
        "guantong_backup_tried_age_seconds 0",
        "guantong_journal_entries ",
    ] {
        assert!(figures.contains(figure), "{figure}: {figures}");
    }
    assert_eq!(asked(&place, "/students").status, 404, "no page is served there");
    drop(running);

    let good = program(&["doctor", "--backups", kept.to_str().unwrap(), "--json"], &data);
    assert!(good.status.success(), "{}", String::from_utf8_lossy(&good.stdout));
}

#[cfg(unix)]
#[test]
fn a_doctor_names_what_is_not_good_and_the_way_out() {
    let folder = Scratch::new("doctor");
    city(folder.path());
    let key = folder.path().join("office.key");
    let wide = std::os::unix::fs::PermissionsExt::from_mode(0o644);
    std::fs::set_permissions(&key, wide).unwrap();
    let nothing = folder.path().join("nothing");
    let seen = program(&["doctor", "--backups", nothing.to_str().unwrap()], folder.path());
    assert!(!seen.status.success());
    let said = String::from_utf8(seen.stdout).unwrap();
    let bad: Vec<&str> = said.lines().filter(|line| line.starts_with("not good")).collect();
    assert_eq!(bad.len(), 3, "{said}");
    assert!(bad[0].contains("office.key 644") && bad[0].contains("chmod 600"), "{said}");
    assert!(bad[1].contains("there is a backup") && bad[1].contains("guantong backup"), "{said}");
    assert!(said.lines().filter(|line| line.starts_with("good")).count() >= 18, "{said}");
}
