//! A batch whose process is killed in the middle is done or not done, never half.
//!
//! The points are spread over the whole run: some by how often the parent could look at it meanwhile, some by how far
//! the write-ahead log had grown. `KILLS` sets another number of them, as the long loops do.

use crate::scratch::Scratch;
use std::path::Path;
use std::process::{Child, Command, Output, Stdio};

const SCHOOL: &str = "北京电子科技职业学院";
const DATABASE: &str = "guantong.sqlite";

fn program(arguments: &[&str], data: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_guantong"));
    command.args(arguments).arg("--data").arg(data).env("GUANTONG_LANG", "en");
    command
}

fn run(arguments: &[&str], data: &Path) -> String {
    let Output { status, stdout, stderr } = program(arguments, data).output().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    assert!(status.success(), "{arguments:?}: {}", text(stderr));
    text(stdout)
}

fn sign(data: &Path, batch: &str, digest: &str) -> Child {
    let arguments = ["batch", "sign", batch, "--institution", SCHOOL, "--digest", digest];
    program(&arguments, data).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap()
}

/// Watches a run until a point is reached and kills it there; how often it was looked at, and how far the log grew.
fn watch(mut child: Child, data: &Path, point: impl Fn(u64, u64) -> bool) -> (u64, u64) {
    let log = data.join(format!("{DATABASE}-wal"));
    let (mut looks, mut largest) = (0, 0);
    while child.try_wait().unwrap().is_none() {
        looks += 1;
        largest = largest.max(std::fs::metadata(&log).map_or(0, |found| found.len()));
        if point(looks, largest) {
            child.kill().unwrap();
            child.wait().unwrap();
            break;
        }
        std::thread::yield_now();
    }
    (looks, largest)
}

#[test]
fn a_batch_killed_anywhere_is_done_or_not_done() {
    let kills: u64 = std::env::var("KILLS").ok().and_then(|kills| kills.parse().ok()).unwrap_or(100);
    let folder = Scratch::new("killed");
    let whole = folder.path().join("whole");
    run(&["demo", "--prepare-only", "--from", "2023", "--candidates", "6000"], &whole);
    let opened = run(
        &[
            "batch",
            "open",
            "--kind",
            "complete-stage",
            "--institution",
            SCHOOL,
            "--cohort",
            "2023",
            "--on",
            "2026-06-20",
        ],
        &whole,
    );
    let batch = opened.trim();
    let seen = run(&["batch", "show", batch], &whole);
    let line = seen.lines().find(|line| line.contains(" move, ")).unwrap().to_owned();
    let digest = line.rsplit(' ').next().unwrap().to_owned();
    let moved = line.split(' ').next().unwrap().to_owned();

    let fresh = |n: u64| {
        let data = folder.path().join(format!("try-{n}"));
        std::fs::create_dir_all(&data).unwrap();
        std::fs::copy(whole.join(DATABASE), data.join(DATABASE)).unwrap();
        data
    };
    let data = fresh(0);
    let (looks, log) = watch(sign(&data, batch, &digest), &data, |_, _| false);
    assert!(run(&["batch", "show", batch], &data).contains(&format!("Carried out: {moved} moved")));

    let (mut done, mut undone) = (0, 0);
    for n in 1..=kills {
        let data = fresh(n);
        if n % 2 == 0 {
            let at = (looks * n / (kills + 1)).max(1);
            watch(sign(&data, batch, &digest), &data, |looks, _| looks >= at);
        } else {
            let at = (log * n / (kills + 1)).max(1);
            watch(sign(&data, batch, &digest), &data, |_, log| log >= at);
        }
        let after = run(&["batch", "show", batch], &data);
        if after.contains("Carried out") {
            assert!(after.contains(&format!("Carried out: {moved} moved")), "half done: {after}");
            done += 1;
        } else {
            // Whoever had been moved already would be held now, and the digest another.
            assert!(after.contains(&line), "half done: {after}");
            undone += 1;
        }
        run(&["journal", "verify"], &data);
        std::fs::remove_dir_all(&data).unwrap();
    }
    println!("{kills} kills: {done} done, {undone} not done, 0 half");
    assert_eq!(done + undone, kills);
    assert!(undone > 0, "no kill came before the end");
}
