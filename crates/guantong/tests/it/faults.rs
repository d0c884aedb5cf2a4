//! Every act of a disk failing, one by one, under a fixed piece of work: an office made, a plan, candidates, a round
//! published, records opened, a command, a batch, a code, and the office closed and opened again.
//!
//! Whatever fails: what was asked is done or answered with a fault and not done, what is there can be read, and in the
//! same process the next writes; but after a sync that failed nothing is written until the office is opened again.

#[allow(
    dead_code,
    unreachable_pub,
    reason = "an office as the tests of use cases have it; not all of it is needed"
)]
#[path = "../../../service/tests/it/office.rs"]
pub(crate) mod office;

use crate::scratch::Scratch;
use guantong_faults::{Act, Disk, Failing, How};
use guantong_model::Stage;
use guantong_registry::Command;
use guantong_secrets::password::Profile;
use guantong_secrets::seal::Keys;
use guantong_service::account::Locks;
use guantong_service::batch::{BatchKind, NewBatch};
use guantong_service::error::Trouble;
use guantong_service::rows::Round;
use guantong_service::{Office, ServiceError};
use guantong_store::{Database, Place, StateDigest};
use jiff::civil::date;
use office::{ANNEX, ANSWERS, YEAR, applicant, over};
use std::path::{Path, PathBuf};

const SCHOOL: &str = "北京市昌平职业学校";
const FILE: &str = "office.sqlite";

/// One thing that is done, in the order of the work.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Step {
    Make,
    Plan,
    Candidates,
    Run,
    Publish,
    Records,
    Command,
    Batch,
    Code,
    /// The log folded into the file, and a new one begun.
    Reopen,
}

const WORK: [Step; 10] = [
    Step::Make,
    Step::Plan,
    Step::Candidates,
    Step::Run,
    Step::Publish,
    Step::Records,
    Step::Command,
    Step::Batch,
    Step::Code,
    Step::Reopen,
];

/// What goes before a step without being tried itself.
async fn prepare(step: Step, office: &Office) {
    match step {
        Step::Publish => {
            office.sign_round(YEAR, Round::Early, "first").await.unwrap();
            office.sign_round(YEAR, Round::Early, "second").await.unwrap();
        }
        Step::Batch => {
            let ids = office.storage().student_ids(YEAR).await.unwrap();
            let rest: Vec<_> =
                ids.iter().skip(1).map(|id| (id.clone(), date(2023, 9, 1), Command::Register)).collect();
            office.command_many(&rest, "school").await.unwrap();
            let new = NewBatch {
                kind: BatchKind::Complete,
                institution: SCHOOL.to_owned(),
                partner: None,
                cohort: YEAR,
                stage: Stage::Secondary,
                programme: None,
                on: date(2026, 6, 20),
            };
            office.open_batch(new, "school").await.unwrap();
        }
        _ => {}
    }
}

async fn carry_out(step: Step, office: &Office) -> Result<(), ServiceError> {
    match step {
        Step::Make | Step::Reopen => {}
        Step::Plan => {
            office.import_plan(YEAR, "annex-2023.xlsx", ANNEX, ANSWERS, "test").await?;
        }
        Step::Candidates => {
            let lines = office.storage().plan_lines(YEAR).await?;
            let line = lines.iter().find(|line| line.institution == SCHOOL).unwrap();
            let applicants = (1..=4).map(|n| applicant(n, 510, &[&line.programme])).collect();
            office.enter_candidates(YEAR, applicants, "test").await?;
        }
        Step::Run => {
            office.run_round(YEAR, Round::Early, "test").await?;
        }
        Step::Publish => {
            office.publish_round(YEAR, Round::Early, "test").await?;
        }
        Step::Records => {
            office.open_records(YEAR, date(2023, 8, 10), "test").await?;
        }
        Step::Command => {
            let id = office.storage().student_ids(YEAR).await?.remove(0);
            office.command(&id, 1, date(2023, 9, 1), Command::Register, "school").await?;
        }
        Step::Batch => {
            let batch = office.batches().await?.remove(0);
            let digest = office.preview_batch(&batch).await?.digest;
            office.sign_batch(&batch.id, batch.version, SCHOOL, &digest, "school").await?;
        }
        Step::Code => {
            office.first_run_code().await?;
        }
    }
    Ok(())
}

fn office_over(database: &Database) -> Office {
    over(database.storage()).with_accounts(Locks::new(Keys::one("k1", [7; 32]), Profile::Mlps3))
}

/// The files of an office that is not at work.
#[derive(Clone, Default)]
struct Files(Vec<(PathBuf, Vec<u8>)>);

impl Files {
    fn of(folder: &Path) -> Self {
        let files = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
        Files(files.map(|file| (file.file_name().unwrap().into(), std::fs::read(&file).unwrap())).collect())
    }

    fn put(&self, folder: &Path) {
        for (name, bytes) in &self.0 {
            std::fs::write(folder.join(name), bytes).unwrap();
        }
    }
}

/// An office in a folder on a disk that may fail.
struct Tried {
    folder: Scratch,
    disk: Disk,
}

impl Tried {
    fn new(files: &Files) -> Self {
        let folder = Scratch::new("faults");
        files.put(folder.path());
        let disk = Disk::below(folder.path()).unwrap();
        Tried { folder, disk }
    }

    async fn open(&self) -> Result<Database, String> {
        let place = Place::File(self.folder.path().join(FILE));
        Database::create(&place).await.map_err(|error| error.to_string())
    }
}

/// A step, and what an office is before it and after it.
struct Tries {
    step: Step,
    files: Files,
    before: Option<StateDigest>,
    after: StateDigest,
}

/// What came of one try.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Came {
    /// Nothing failed: there were not so many acts.
    Unharmed,
    /// Something failed, and what was asked was done all the same.
    Done,
    /// It was answered with a fault, and not done.
    NotDone,
}

impl Tries {
    /// The step with one act failing.
    async fn with(&self, failing: Failing, act: Act, about: &str) -> Came {
        let about = format!("{:?}, {about}", self.step);
        let tried = Tried::new(&self.files);
        if matches!(self.step, Step::Make | Step::Reopen) {
            return self.opened_with(&tried, failing, &about).await;
        }
        let database = tried.open().await.unwrap();
        let office = office_over(&database);
        tried.disk.fail(failing);
        let result = carry_out(self.step, &office).await;
        if tried.disk.failed() == 0 {
            result.unwrap();
            database.close().await;
            return Came::Unharmed;
        }
        // What is there can be read while it goes on failing; but not over connections that are not open yet.
        if matches!(act, Act::Open | Act::Share) {
            tried.disk.heal();
        }
        let there = database.digest().await.unwrap_or_else(|error| panic!("{about}: {error}"));
        let fault = match result {
            Ok(()) => None,
            Err(ServiceError::Fault(fault)) => Some(fault),
            Err(other) => panic!("{about}: {other:?}"),
        };
        let expected = if fault.is_some() { self.before.as_ref() } else { Some(&self.after) };
        assert_eq!(Some(&there.record), expected.map(|digest| &digest.record), "{about}: {fault:?}");
        assert_eq!(Some(&there.access), expected.map(|digest| &digest.access), "{about}: {fault:?}");
        tried.disk.heal();
        let unsure = fault.as_ref().is_some_and(|fault| fault.trouble == Trouble::Unsure);
        if unsure {
            assert_eq!(act, Act::Sync, "{about}");
            let later = office.first_run_code().await;
            let stopped =
                matches!(&later, Err(ServiceError::Fault(fault)) if fault.trouble == Trouble::Stopped);
            assert!(stopped, "{about}: {later:?}");
            database.broken().await;
            drop(office);
            database.close().await;
            let again = tried.open().await.unwrap();
            let there = again.digest().await.unwrap();
            assert!(self.before.as_ref() == Some(&there) || self.after == there, "{about}: half done");
            office_over(&again).first_run_code().await.unwrap();
            again.close().await;
        } else if fault.is_some() {
            carry_out(self.step, &office).await.unwrap_or_else(|error| panic!("{about}: again: {error:?}"));
            let (seq, _) = office.storage().head().await.unwrap();
            drop(office);
            database.close().await;
            let again = tried.open().await.unwrap();
            assert_eq!(office_over(&again).storage().head().await.unwrap().0, seq, "{about}");
            again.close().await;
        } else {
            database.close().await;
        }
        if fault.is_some() { Came::NotDone } else { Came::Done }
    }

    /// The office made, or closed and opened, with one act failing.
    async fn opened_with(&self, tried: &Tried, failing: Failing, about: &str) -> Came {
        let first = if self.step == Step::Reopen { Some(tried.open().await.unwrap()) } else { None };
        if let Some(first) = &first {
            // Something in the log, to be folded in.
            office_over(first).storage().head().await.unwrap();
            first.health(1).await.unwrap();
        }
        tried.disk.fail(failing);
        if let Some(first) = first {
            first.close().await;
        }
        let result = tried.open().await;
        let failed = tried.disk.failed();
        tried.disk.heal();
        let done = result.is_ok();
        let database = match result {
            Ok(database) => database,
            Err(_) => tried.open().await.unwrap_or_else(|error| panic!("{about}: again: {error}")),
        };
        assert_eq!(database.digest().await.unwrap(), self.after, "{about}");
        office_over(&database).first_run_code().await.unwrap_or_else(|error| panic!("{about}: {error:?}"));
        database.close().await;
        match (failed, done) {
            (0, _) => Came::Unharmed,
            (_, true) => Came::Done,
            (_, false) => Came::NotDone,
        }
    }
}

/// The work done once with nothing failing: what each step begins with and comes to.
async fn all_tries() -> Vec<Tries> {
    let mut tries = Vec::new();
    let (mut files, mut before) = (Files::default(), None);
    for step in WORK {
        let prepared = Tried::new(&files);
        if step != Step::Make {
            let database = prepared.open().await.unwrap();
            prepare(step, &office_over(&database)).await;
            before = Some(database.digest().await.unwrap());
            database.close().await;
            files = Files::of(prepared.folder.path());
        }
        let done = Tried::new(&files);
        let database = done.open().await.unwrap();
        carry_out(step, &office_over(&database)).await.unwrap();
        let after = database.digest().await.unwrap();
        database.close().await;
        assert!(before.as_ref() != Some(&after) || step == Step::Reopen, "{step:?} does something");
        tries.push(Tries { step, files, before: before.take(), after });
        files = Files::of(done.folder.path());
    }
    tries
}

/// `GUANTONG_LONG_FAULTS` asks for every way of failing at every act, in place of one after the other.
///
/// When all is counted nothing more is waited for, whatever a disk that failed may have left behind: each office that
/// opened was closed and opened again before, and its answer is in the count.
#[test]
fn whatever_act_of_the_disk_fails_it_is_done_or_told_and_not_done() {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap();
    runtime.block_on(every_act());
    runtime.shutdown_background();
}

#[expect(clippy::print_stdout, reason = "what was tried, for who asks the test to tell it")]
async fn every_act() {
    let whole = std::env::var_os("GUANTONG_LONG_FAULTS").is_some();
    let (mut acts, mut told, mut harmless) = (0, 0, 0);
    for tries in all_tries().await {
        let mut line = Vec::new();
        for act in Act::ALL {
            let mut nth = 1;
            loop {
                let once = (Failing::once(act, nth, How::Broken), "once");
                let lasting = (Failing::from(act, nth, How::Full), "from then on");
                let ways =
                    if whole { vec![once, lasting] } else { vec![if nth % 2 == 0 { once } else { lasting }] };
                let mut unharmed = true;
                for (failing, way) in ways {
                    match tries.with(failing, act, &format!("{act:?} {nth} {way}")).await {
                        Came::Unharmed => continue,
                        Came::Done => harmless += 1,
                        Came::NotDone => told += 1,
                    }
                    unharmed = false;
                    acts += 1;
                }
                if unharmed {
                    break;
                }
                nth += 1;
            }
            line.push(format!("{act:?} {}", nth - 1));
        }
        println!("{:?}: {}", tries.step, line.join(", "));
    }
    println!("{acts} acts failed: {told} told, {harmless} without harm, 0 half done");
    assert!(told > 300 && harmless > 0, "{told} {harmless}");
}
