//! `guantong demo`: a synthetic city at work, made through the same use cases as a real one.
//!
//! What was made is used again at the next start; a city that was not finished is made anew. A folder with a
//! real office in it is never touched.

mod city;
mod dice;
mod names;

use crate::cli::DemoArgs;
use crate::data::{self, Data};
use crate::language::{say, say_with, words};
use crate::progress;
use crate::real::SetClock;
use anyhow::{Context, Result, bail};
use dice::Dice;
use guantong_model::Message;
use guantong_registry::Command;
use guantong_service::rows::Round;
use guantong_service::{Office, ServiceError};
use jiff::civil::{Date, DateTime, date};
use std::path::Path;
use std::process::ExitCode;
use std::sync::Arc;

/// The year of the notice and its annex.
const YEAR: i32 = 2023;
/// The annex as published, and the answers a person gave to its findings.
const ANNEX: &[u8] = include_bytes!("../../../../editions/beijing-2023/annex-2023.xlsx");
const ANSWERS: &str = include_str!("../../../../demo/plan-answers-2023.toml");
/// Stands in a data directory from the first moment; says that it holds a demonstration, and which.
const MARK: &str = "demo.txt";
/// What the mark says once everything is made.
const DONE: &str = "done";

const ARRIVAL: Date = date(2023, 9, 1);
/// The demonstration lives in its year: after arrival, before the registers close.
const TODAY: DateTime = date(2023, 9, 28).at(18, 0, 0, 0);

pub(crate) async fn run(args: DemoArgs) -> Result<ExitCode> {
    let listener = if args.prepare_only { None } else { Some(crate::serve::listen(args.address).await?) };
    let data = prepare(&args).await?;
    figures(&data.office).await?;
    if let Some(listener) = listener {
        crate::serve::serve(listener, data.office.clone(), true).await?;
    }
    data.close().await;
    Ok(ExitCode::SUCCESS)
}

/// The demonstration of the directory: as it is there, or made.
async fn prepare(args: &DemoArgs) -> Result<Data> {
    let directory = args.data.display().to_string();
    let mark = args.data.join(MARK);
    let wanted = format!("{DONE} {} {} {}\n", env!("CARGO_PKG_VERSION"), args.candidates, args.seed);
    if data::file(&args.data).exists() {
        let Ok(found) = std::fs::read_to_string(&mark) else {
            bail!(say_with("cli-demo-not-ours", "directory", &directory));
        };
        if found == wanted && !args.fresh {
            crate::out(&say_with("cli-demo-reused", "directory", &directory));
            return Data::create_with(&args.data, Arc::new(SetClock::at(TODAY))).await;
        }
        if !found.starts_with(DONE) {
            crate::out(&say_with("cli-demo-unfinished", "directory", &directory));
        }
        remove(&args.data)?;
    }
    std::fs::create_dir_all(&args.data).with_context(|| directory.clone())?;
    std::fs::write(&mark, "making\n").with_context(|| directory.clone())?;
    let clock = Arc::new(SetClock::at(TODAY));
    let data = Data::create_with(&args.data, clock.clone()).await?;
    make(&data.office, &clock, args).await?;
    clock.set(TODAY);
    std::fs::write(&mark, wanted).context(directory)?;
    Ok(data)
}

/// Throws a demonstration's database away; its mark stays until the new one is made.
fn remove(directory: &Path) -> Result<()> {
    let database = data::file(directory);
    for ending in ["", "-wal", "-shm"] {
        let mut path = database.clone().into_os_string();
        path.push(ending);
        match std::fs::remove_file(&path) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
                return Err(error).context(format!("{}", Path::new(&path).display()));
            }
            _ => {}
        }
    }
    Ok(())
}

/// Plan, candidates, both rounds proved, sealed and published, records, arrival.
async fn make(office: &Office, clock: &SetClock, args: &DemoArgs) -> Result<()> {
    clock.set(date(2023, 4, 10).at(10, 0, 0, 0));
    let bar = progress::bar(&words("cli-progress-plan"), 1);
    worded(office.import_plan(YEAR, "annex-2023.xlsx", ANNEX, ANSWERS, names::PLANNER).await)?;
    bar.finish();

    clock.set(date(2023, 7, 18).at(9, 0, 0, 0));
    let lines = office.storage().plan_lines(YEAR).await?;
    let count = usize::try_from(args.candidates).unwrap_or(usize::MAX);
    let bar = progress::bar(&words("cli-progress-candidates"), u64::from(args.candidates));
    let mut applicants = city::applicants(YEAR, count, args.seed, &lines);
    while !applicants.is_empty() {
        let some: Vec<_> = applicants.drain(..applicants.len().min(2_000)).collect();
        let entered = some.len();
        worded(office.enter_candidates(YEAR, some, names::EXAMINER).await)?;
        bar.inc(u64::try_from(entered).unwrap_or(0));
    }
    bar.finish();

    let [first, second] = names::SIGNERS;
    for (round, run_at) in Round::ALL.into_iter().zip([date(2023, 7, 20), date(2023, 7, 29)]) {
        clock.set(run_at.at(8, 40, 0, 0));
        let name = guantong_wording::word(crate::language::locale(), &format!("round.{}", round.as_str()));
        let bar = progress::bar(&say_with("cli-progress-round", "round", &name), 1);
        worded(office.run_round(YEAR, round, names::EXAMINER).await)?;
        worded(office.sign_round(YEAR, round, first).await)?;
        worded(office.sign_round(YEAR, round, second).await)?;
        clock.set(run_at.at(18, 0, 0, 0));
        worded(office.publish_round(YEAR, round, names::EXAMINER).await)?;
        bar.finish();
    }

    let bar = progress::bar(&words("cli-progress-records"), 1);
    clock.set(date(2023, 8, 10).at(9, 0, 0, 0));
    let opened = worded(office.open_records(YEAR, date(2023, 8, 10), names::REGISTRAR).await)?;
    bar.finish();

    let bar = progress::bar(&words("cli-progress-arrival"), u64::try_from(opened.len()).unwrap_or(0));
    let mut dice = Dice::new(args.seed.wrapping_add(1));
    let arrivals: Vec<_> = opened
        .into_iter()
        .filter_map(|student| match dice.below(1_000) {
            // One in a hundred does not arrive; a few are still awaited.
            0..12 => Some((student, date(2023, 9, 15), Command::NoShow)),
            12..14 => None,
            _ => Some((student, ARRIVAL, Command::Register)),
        })
        .collect();
    clock.set(date(2023, 9, 15).at(17, 0, 0, 0));
    for some in arrivals.chunks(500) {
        worded(office.command_many(some, names::REGISTRAR).await)?;
        bar.inc(u64::try_from(some.len()).unwrap_or(0));
    }
    bar.finish();
    Ok(())
}

/// What a use case says, in the language of the command line.
pub(crate) fn worded<T>(result: Result<T, ServiceError>) -> Result<T> {
    result.map_err(|error| match error {
        ServiceError::BadInput(messages) => {
            anyhow::anyhow!(messages.iter().map(say).collect::<Vec<_>>().join("\n"))
        }
        ServiceError::Conflict(conflict) => anyhow::anyhow!(say(&conflict.message)),
        other => anyhow::anyhow!(other),
    })
}

async fn figures(office: &Office) -> Result<()> {
    if let Some(home) = office.home(YEAR).await? {
        let figures = Message::new("cli-demo-figures")
            .with("year", YEAR)
            .with("places", home.places)
            .with("admitted", home.counts.admitted)
            .with("registered", home.counts.registered)
            .with("absent", home.counts.not_arrived);
        crate::out(&say(&figures));
    }
    Ok(())
}
