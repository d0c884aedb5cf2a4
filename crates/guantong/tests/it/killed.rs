//! A program that is killed in the middle of something has done it or not, never half.
//!
//! The points are spread over the whole run: some by how often the parent could look at it meanwhile, some by how far
//! the write-ahead log had grown. `KILLS` sets another number of them, as the long loops do.

use crate::faults::office::{ANNEX, ANSWERS, YEAR, applicant, over, programme};
use crate::importing;
use crate::scratch::Scratch;
use crate::served;
use guantong_documents::{At, Limits, Returned, Sheet, Value, read, write_returned};
use guantong_secrets::password::Profile;
use guantong_secrets::seal::Keys;
use guantong_service::Office;
use guantong_service::account::Locks;
use guantong_service::candidates::import::{ImportState, ImportView};
use guantong_service::rows::Round;
use guantong_store::{Database, Place};
use jiff::civil::date;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::time::{Duration, Instant};

const SCHOOL: &str = "北京电子科技职业学院";
const DATABASE: &str = "guantong.sqlite";
const ROOT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../..");

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

fn begun(mut command: Command) -> Child {
    command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap()
}

/// Watches a run until a point is reached and kills it there; how often it was looked at, how far the log grew, and
/// whether it was killed before its end.
fn watch(mut child: Child, data: &Path, point: impl Fn(u64, u64) -> bool) -> (u64, u64, bool) {
    let log = data.join(format!("{DATABASE}-wal"));
    let (mut looks, mut largest) = (0, 0);
    while child.try_wait().unwrap().is_none() {
        looks += 1;
        largest = largest.max(std::fs::metadata(&log).map_or(0, |found| found.len()));
        if point(looks, largest) {
            child.kill().unwrap();
            child.wait().unwrap();
            return (looks, largest, true);
        }
        std::thread::yield_now();
    }
    (looks, largest, false)
}

/// Something that is killed again and again, each time on a fresh copy of one office.
struct Killing<'a> {
    name: &'a str,
    /// Kills where nobody says how many.
    usual: u64,
    whole: &'a Path,
    /// Begins it in a folder.
    begin: &'a dyn Fn(&Path) -> Child,
    /// Whether it was done, of an office that was opened again; fails where it is half done.
    done: &'a dyn Fn(&Path) -> bool,
    /// Whether opening the office again finishes it.
    goes_on: bool,
}

impl Killing<'_> {
    /// Kills it at points spread over its run; some of them come before its end.
    #[expect(clippy::print_stdout, reason = "the counts are what a run of kills is for")]
    fn everywhere(&self) {
        let kills = std::env::var("KILLS").ok().and_then(|kills| kills.parse().ok()).unwrap_or(self.usual);
        let folder = Scratch::new("killed");
        let fresh = |n: u64| {
            let data = folder.path().join(format!("try-{n}"));
            copy(self.whole, &data);
            data
        };
        let data = fresh(0);
        let (looks, log, _) = watch((self.begin)(&data), &data, |_, _| false);
        assert!((self.done)(&data), "{}: it is done where nobody kills it", self.name);
        let (mut done, mut cut, mut slowest) = (0, 0, Duration::ZERO);
        for n in 1..=kills {
            let data = fresh(n);
            let (_, _, killed) = if n % 2 == 0 {
                let at = (looks * n / (kills + 1)).max(1);
                watch((self.begin)(&data), &data, |looks, _| looks >= at)
            } else {
                let at = (log * n / (kills + 1)).max(1);
                watch((self.begin)(&data), &data, |_, log| log >= at)
            };
            cut += u64::from(killed);
            let opened = Instant::now();
            run(&["journal", "verify"], &data);
            slowest = slowest.max(opened.elapsed());
            done += u64::from((self.done)(&data));
            std::fs::remove_dir_all(&data).unwrap();
        }
        let (name, millis) = (self.name, slowest.as_millis());
        println!(
            "{name}: {kills} kills, {cut} before its end, {done} done, {} not done, 0 half; ready again in {millis} ms \
             at most",
            kills - done
        );
        assert!(cut > 0 && (done < kills || self.goes_on), "{name}: no kill came before the end");
    }
}

/// Copies a folder with all that is in it.
fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap() {
        let path = entry.unwrap().path();
        let there = to.join(path.file_name().unwrap());
        if path.is_dir() {
            copy(&path, &there);
        } else {
            std::fs::copy(&path, &there).unwrap();
        }
    }
}

/// How many rows each table of an office has.
fn rows(data: &Path) -> BTreeMap<String, u64> {
    let json: serde_json::Value = serde_json::from_str(&run(&["state", "digest", "--json"], data)).unwrap();
    let tables = json["tables"].as_array().unwrap().iter();
    tables.map(|one| (one["table"].as_str().unwrap().to_owned(), one["rows"].as_u64().unwrap())).collect()
}

/// The rows that an office has before something, on the way where it comes in two writes, and after it.
struct Whole {
    undone: Vec<BTreeMap<String, u64>>,
    done: BTreeMap<String, u64>,
}

impl Whole {
    /// Whether an office has all of it; fails where it has something else than all or nothing, or where its lists are not
    /// what its journal makes of them.
    fn is_done(&self, data: &Path) -> bool {
        let found = rows(data);
        assert!(found == self.done || self.undone.contains(&found), "half done: {found:?}");
        let holds: serde_json::Value = serde_json::from_str(&run(&["verify", "--json"], data)).unwrap();
        assert_eq!(holds["holds"], true, "{holds}");
        found == self.done
    }
}

#[test]
fn a_batch_killed_anywhere_is_done_or_not_done() {
    let folder = Scratch::new("batch");
    let whole = folder.path().join("whole");
    run(&["demo", "--prepare-only", "--from", "2023", "--candidates", "6000"], &whole);
    let open =
        ["--kind", "complete-stage", "--institution", SCHOOL, "--cohort", "2023", "--on", "2026-06-20"];
    let opened = run(&[&["batch", "open"][..], &open].concat(), &whole);
    let batch = opened.trim();
    let seen = run(&["batch", "show", batch], &whole);
    let line = seen.lines().find(|line| line.contains(" move, ")).unwrap().to_owned();
    let digest = line.rsplit(' ').next().unwrap();
    let moved = line.split(' ').next().unwrap();
    let begin = |data: &Path| {
        begun(program(&["batch", "sign", batch, "--institution", SCHOOL, "--digest", digest], data))
    };
    let done = |data: &Path| {
        let after = run(&["batch", "show", batch], data);
        if after.contains("Carried out") {
            assert!(after.contains(&format!("Carried out: {moved} moved")), "half done: {after}");
            return true;
        }
        // Whoever had been moved already would be held now, and the digest another.
        assert!(after.contains(&line), "half done: {after}");
        false
    };
    Killing { name: "a batch", goes_on: false, usual: 40, whole: &whole, begin: &begin, done: &done }
        .everywhere();
}

#[test]
fn a_plan_killed_anywhere_is_set_or_not_set() {
    let folder = Scratch::new("plan");
    let (whole, other) = (folder.path().join("whole"), folder.path().join("other"));
    run(&["init"], &whole);
    copy(&whole, &other);
    let (annex, answers) = (
        format!("{ROOT}/editions/beijing-2023/annex-2023.xlsx"),
        format!("{ROOT}/demo/plan-answers-2023.toml"),
    );
    let words = ["plan", "import", &annex, "--year", "2023", "--answers", &answers];
    let before = rows(&other);
    run(&words, &other);
    let both = Whole { undone: vec![before], done: rows(&other) };
    let begin = |data: &Path| begun(program(&words, data));
    let done = |data: &Path| both.is_done(data);
    Killing { name: "a plan", goes_on: false, usual: 15, whole: &whole, begin: &begin, done: &done }
        .everywhere();
}

/// A workbook of so many students who entered in 2018.
fn workbook(template: &Path, students: u32) -> Vec<u8> {
    let mut sheets = read(&std::fs::read(template).unwrap(), &Limits::list()).unwrap();
    let fill = |sheet: &mut Sheet, row: u32, cells: &[(&str, &str)]| {
        for (heading, words) in cells {
            let there = |value: &Value| *value == Value::Text((*heading).to_owned());
            let column = sheet.rows[0].cells.iter().find(|(_, value)| there(value)).expect("the heading").0;
            sheet.set(At::new(row, column), Some(Value::Text((*words).to_owned())));
        }
    };
    let programme = [
        ("项目编号", "CP-AUTO"),
        ("项目类别", "中本贯通"),
        ("前段院校", "北京市昌平职业学校"),
        ("合作本科高校", "北京联合大学"),
        ("专业", "汽车运用与维修"),
        ("2018级录取成绩", "500"),
    ];
    fill(&mut sheets[1], 2, &programme);
    for n in 1..=students {
        let (number, certificate) = (format!("{n:04}"), format!("京职{n}"));
        let student = [
            ("学号", number.as_str()),
            ("姓名", "王晓明"),
            ("出生日期", "2003年5月6日"),
            ("入学年份", "2018"),
            ("中考成绩", "512.5"),
            ("录取项目编号", "CP-AUTO"),
            ("报到日期", "2018-09-01"),
            ("中职完成学业日期", "2021-06-30"),
            ("中职毕业证书编号", certificate.as_str()),
            ("中职毕业证书日期", "2021-07-01"),
        ];
        fill(&mut sheets[0], n + 1, &student);
    }
    let back: Vec<Returned<'_>> =
        sheets.iter().map(|sheet| Returned { sheet, headings: 1, marks: &[], reasons: "备注" }).collect();
    write_returned(&back, date(2026, 9, 1)).unwrap()
}

#[test]
fn a_take_over_killed_anywhere_takes_all_or_nobody() {
    let folder = Scratch::new("take-over");
    let (whole, other) = (folder.path().join("whole"), folder.path().join("other"));
    run(&["init"], &whole);
    let sheet = folder.path().join("students.xlsx").to_str().unwrap().to_owned();
    run(&["take-over", "template", "--out", &sheet], &whole);
    std::fs::write(&sheet, workbook(Path::new(&sheet), 300)).unwrap();
    let seen = run(&["take-over", "check", &sheet], &whole);
    let checked = seen.lines().last().unwrap().rsplit(' ').next().unwrap().to_owned();
    copy(&whole, &other);
    let before = rows(&other);
    // Another digest than that of the check: the workbook is kept to be looked at, and nobody is taken over.
    let kept = program(&["take-over", "confirm", &sheet, "--checked", "0"], &other).output().unwrap();
    assert!(!kept.status.success());
    let undone = vec![before, rows(&other)];
    let words = ["take-over", "confirm", &sheet, "--checked", &checked];
    run(&words, &other);
    let both = Whole { undone, done: rows(&other) };
    assert_eq!(both.done["student"], 300);
    let begin = |data: &Path| begun(program(&words, data));
    let done = |data: &Path| both.is_done(data);
    Killing { name: "a take-over", goes_on: false, usual: 15, whole: &whole, begin: &begin, done: &done }
        .everywhere();
}

fn block_on<T>(work: impl Future<Output = T>) -> T {
    tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap().block_on(work)
}

/// Where this program, begun once more by the test, publishes a round.
const PUBLISH_IN: &str = "GUANTONG_TEST_PUBLISH_IN";

#[test]
fn a_round_killed_anywhere_is_published_or_not_published() {
    let file = |data: &Path| Place::File(data.join(DATABASE));
    let publish = |data: PathBuf| {
        block_on(async {
            let database = Database::open(&file(&data)).await.unwrap();
            over(database.storage()).publish_round(YEAR, Round::Early, "test").await.unwrap();
            database.close().await;
        });
    };
    if let Some(data) = std::env::var_os(PUBLISH_IN) {
        return publish(data.into());
    }
    let folder = Scratch::new("round");
    let (whole, other) = (folder.path().join("whole"), folder.path().join("other"));
    run(&["init"], &whole);
    block_on(async {
        let database = Database::open(&file(&whole)).await.unwrap();
        let office = over(database.storage());
        office.import_plan(YEAR, "annex-2023.xlsx", ANNEX, ANSWERS, "test").await.unwrap();
        let id = programme(&office, "北京市昌平职业学校", "航空服务").await;
        let applicants = (1..=2_000).map(|n| applicant(n, 510, &[&id])).collect();
        office.enter_candidates(YEAR, applicants, "test").await.unwrap();
        office.run_round(YEAR, Round::Early, "test").await.unwrap();
        office.sign_round(YEAR, Round::Early, "first").await.unwrap();
        office.sign_round(YEAR, Round::Early, "second").await.unwrap();
        database.close().await;
    });
    copy(&whole, &other);
    let before = rows(&other);
    publish(other.clone());
    let both = Whole { undone: vec![before], done: rows(&other) };
    let begin = |data: &Path| {
        let mut again = Command::new(std::env::current_exe().unwrap());
        again.args(["--exact", "killed::a_round_killed_anywhere_is_published_or_not_published"]);
        again.env(PUBLISH_IN, data);
        begun(again)
    };
    let done = |data: &Path| both.is_done(data);
    Killing { name: "a publication", goes_on: false, usual: 15, whole: &whole, begin: &begin, done: &done }
        .everywhere();
}

/// Where this program, begun once more by the test, checks the file of candidates that waits, or enters what was found.
const CHECK_IN: &str = "GUANTONG_TEST_CHECK_IN";
/// What it was that was found.
const ENTER: &str = "GUANTONG_TEST_ENTER";

/// Does something with an office that has keys.
fn with_office<T>(data: &Path, work: impl AsyncFnOnce(Office) -> T) -> T {
    block_on(async {
        let database = Database::open(&Place::File(data.join(DATABASE))).await.unwrap();
        let locks = Locks::new(Keys::one("k1", [7; 32]), Profile::Asvs);
        let done = work(over(database.storage()).with_accounts(locks)).await;
        database.close().await;
        done
    })
}

/// The only file of candidates, as it stands.
async fn only_import(office: &Office) -> ImportView {
    let rows = office.candidate_imports().await.unwrap();
    office.candidate_import(&rows[0].id).await.unwrap()
}

/// Checks the next file that waits or was left; the lease of whoever was killed ends meanwhile.
async fn check(office: &Office) {
    for _ in 0..100 {
        if office.check_next_candidates().await.unwrap().is_some() {
            return;
        }
    }
}

#[test]
fn a_file_of_candidates_killed_anywhere_is_checked_on_and_entered_whole() {
    const NAME: &str = "killed::a_file_of_candidates_killed_anywhere_is_checked_on_and_entered_whole";
    const ROWS: u32 = 12_000;
    if let Some(data) = std::env::var_os(CHECK_IN) {
        return with_office(Path::new(&data), async |office| match std::env::var(ENTER) {
            Ok(digest) => {
                let id = only_import(&office).await.row.id;
                office.confirm_candidate_import(&id, &digest, "test").await.map(drop).unwrap();
            }
            Err(_) => check(&office).await,
        });
    }
    let folder = Scratch::new("candidates");
    let (waiting, once) = (folder.path().join("waiting"), folder.path().join("once"));
    run(&["init"], &waiting);
    with_office(&waiting, async |office| {
        office.import_plan(YEAR, "annex-2023.xlsx", ANNEX, ANSWERS, "test").await.unwrap();
        let id = programme(&office, "北京市昌平职业学校", "航空服务").await;
        let line = |cells: [String; 14]| cells.join(",") + "\n";
        let rows = (1..=ROWS).map(|n| line(importing::row(23, n, id.as_str())));
        let file = line(importing::HEADINGS.map(str::to_owned)) + &rows.collect::<String>();
        office.upload_candidates(YEAR, "考生.csv", file.as_bytes(), "test").await.unwrap();
        assert_eq!(only_import(&office).await.row.state, ImportState::Waiting);
    });
    let again = |data: &Path, digest: Option<&str>| {
        let mut again = Command::new(std::env::current_exe().unwrap());
        again.args(["--exact", NAME]).env(CHECK_IN, data);
        if let Some(digest) = digest {
            again.env(ENTER, digest);
        }
        begun(again)
    };
    copy(&waiting, &once);
    let whole = with_office(&once, async |office| {
        check(&office).await;
        only_import(&office).await
    });
    assert!(whole.clean(), "{:?}", whole.found);
    // Whoever comes next checks it on, and finds the same.
    let checked = |data: &Path| {
        let found = with_office(data, async |office| {
            check(&office).await;
            only_import(&office).await
        });
        assert_eq!(
            (found.row.state, found.row.done, &found.digest),
            (ImportState::Checked, 12_000, &whole.digest)
        );
        true
    };
    let begin = |data: &Path| again(data, None);
    Killing {
        name: "a check of candidates",
        goes_on: true,
        usual: 6,
        whole: &waiting,
        begin: &begin,
        done: &checked,
    }
    .everywhere();

    let other = folder.path().join("other");
    copy(&once, &other);
    let before = rows(&other);
    assert!(again(&other, Some(&whole.digest)).wait().unwrap().success());
    let both = Whole { undone: vec![before], done: rows(&other) };
    assert_eq!(both.done["candidate"], 12_000);
    let begin = |data: &Path| again(data, Some(&whole.digest));
    let done = |data: &Path| both.is_done(data);
    Killing {
        name: "an entry of candidates",
        goes_on: false,
        usual: 6,
        whole: &once,
        begin: &begin,
        done: &done,
    }
    .everywhere();
}

/// How many steps of the schema the earlier program had.
const EARLIER: usize = 6;

#[test]
fn a_migration_killed_anywhere_goes_on_to_the_whole_schema() {
    let folder = Scratch::new("migration");
    let (whole, other) = (folder.path().join("whole"), folder.path().join("other"));
    served::earlier(&whole, EARLIER);
    let people = "WITH RECURSIVE n (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM n WHERE n < 20000) \
                  INSERT INTO person (id, name, pinyin, initials, sex, birth_on, district, junior_school, salt) \
                  SELECT 'P-' || n, '考生' || n, 'kaosheng', 'ks', 1, '2008-03-01', '110108', '示例中学', x'00' FROM n";
    served::sql(&whole, people);
    copy(&whole, &other);
    let complete = run(&["state", "digest"], &other);
    let begin = |data: &Path| begun(program(&["state", "digest"], data));
    let (looks, log, _) = {
        let data = folder.path().join("once");
        copy(&whole, &data);
        watch(begin(&data), &data, |_, _| false)
    };
    assert!(looks > 0 && log > 0, "the schema is brought up to date");
    let done = |data: &Path| {
        assert_eq!(run(&["state", "digest"], data), complete);
        true
    };
    // Whoever comes next goes on: it is always done in the end.
    Killing { name: "a migration", goes_on: true, usual: 15, whole: &whole, begin: &begin, done: &done }
        .everywhere();
}
