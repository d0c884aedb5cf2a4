//! `guantong demo`: a synthetic city that has lived for years, made through the same use cases as a real one.
//!
//! What was made is used again at the next start; a city that was not finished is made anew. A folder with a
//! real office in it is never touched.

mod accounts;
mod act;
mod agenda;
#[cfg(test)]
mod case_tests;
mod cases;
mod city;
mod cooperation;
mod curriculum;
mod datasets;
mod dice;
mod drawn;
mod evaluation;
mod forward;
mod graduates;
mod lives;
mod names;
mod places;
mod plans;
mod proposals;
mod publicity;
#[cfg(test)]
mod report_tests;
mod reports;
mod requests;
mod results;
mod rules;
#[cfg(test)]
mod tests;
mod trainings;
mod work;
mod year;

use crate::cli::DemoArgs;
use crate::data::{self, Data};
use crate::evidence;
use crate::language::{say, say_with, words};
use crate::progress;
use crate::real::SetClock;
use crate::serve::{Beside, Front};
use agenda::Agenda;
use anyhow::{Context, Result, bail};
use forward::Moving;
use guantong_model::Message;
use guantong_secrets::password::Profile;
use guantong_service::forward::ForwardClock;
use guantong_service::{Office, ServiceError};
use guantong_store::{Database, Place};
use jiff::civil::{DateTime, date};
use std::path::Path;
use std::process::ExitCode;
use std::sync::Arc;

/// Stands in a data directory from the first moment; says that it holds a demonstration, and which.
const MARK: &str = "demo.txt";
/// What the mark says once everything is made.
const DONE: &str = "done";

/// The demonstration wakes in the year of the notice: after arrival, before the registers close.
const TODAY: DateTime = date(2023, 9, 28).at(18, 0, 0, 0);

/// Which city: the same three numbers give the same city.
#[derive(Clone, Debug)]
pub(crate) struct City {
    /// How many candidates apply in the year of the notice.
    candidates: u32,
    seed: u64,
    /// The first year of admission.
    from: i32,
}

/// A city at work, with the clock it lives by.
struct Demo {
    data: Data,
    clock: Arc<Moving>,
}

pub(crate) async fn run(args: DemoArgs) -> Result<ExitCode> {
    let listener =
        if args.prepare_only { None } else { Some(crate::serve::listen_here(args.address).await?) };
    let Demo { data, clock } = prepare(&args).await?;
    if let Some(today) = args.today
        && today != clock.today()
    {
        let bar = progress::bar(&words("cli-progress-forward"), 1);
        worded(clock.to(today).await)?;
        bar.finish();
    }
    figures(&data.office).await?;
    if let Some(listener) = listener {
        let address = listener.local_addr().context("the address listened on")?;
        crate::out(&say_with("cli-demo-accounts", "address", &format!("http://{address}/demo/accounts")));
        for shown in worded(data.office.demo_accounts().await)? {
            let line = Message::new("cli-demo-account")
                .with(
                    "role",
                    guantong_wording::word(crate::language::locale(), &format!("role.{}", shown.grant.role)),
                )
                .with("login", shown.account.login.as_str())
                .with("password", shown.password.as_str());
            crate::out(&say(&line));
        }
        crate::serve::serve(listener, Front::here(), &data, Beside::default(), Some(clock)).await?;
    }
    data.close().await;
    Ok(ExitCode::SUCCESS)
}

/// The demonstration of the directory: as it is there, or made.
async fn prepare(args: &DemoArgs) -> Result<Demo> {
    let directory = args.data.display().to_string();
    let mark = args.data.join(MARK);
    let city = City { candidates: args.candidates, seed: args.seed, from: args.from };
    // Where the city stands belongs to the mark: beside it may lie an office that is nobody's to throw away.
    let at = match data::place(&args.data) {
        Place::File(_) => String::new(),
        server @ Place::Server { .. } => format!(" {server}"),
    };
    let wanted =
        format!("{DONE} {} {} {} {}{at}\n", env!("CARGO_PKG_VERSION"), city.candidates, city.seed, city.from);
    if data::there(&args.data).await? {
        let Some(found) = mark_at(&mark, &at) else {
            bail!(say_with("cli-demo-not-ours", "directory", &data::place(&args.data).to_string()));
        };
        if found == wanted && !args.fresh {
            crate::out(&say_with("cli-demo-reused", "directory", &directory));
            let clock = Arc::new(SetClock::at(forward::kept(&args.data).unwrap_or(TODAY)));
            let data = open(&args.data, clock.clone()).await?;
            forward::not_before_last(&data.office, &clock).await?;
            accounts::make(&data.office).await?;
            let clock = Arc::new(Moving::new(data.office.clone(), clock, city, &args.data));
            return Ok(Demo { data, clock });
        }
        if !found.starts_with(DONE) {
            crate::out(&say_with("cli-demo-unfinished", "directory", &directory));
        }
        remove(&args.data).await?;
    }
    std::fs::create_dir_all(&args.data).with_context(|| directory.clone())?;
    std::fs::write(&mark, format!("making{at}\n")).with_context(|| directory.clone())?;
    let clock = Arc::new(SetClock::at(TODAY));
    let data = open(&args.data, clock.clone()).await?;
    let agenda = make(&data.office, &clock, &city).await?;
    if let Some(astray) = agenda.astray() {
        crate::err(&say_with("cli-demo-astray", "steps", &astray));
    }
    if let Some(unborn) = agenda.unborn() {
        crate::err(&say_with("cli-demo-unborn", "lives", &unborn));
    }
    clock.set(TODAY);
    accounts::make(&data.office).await?;
    evaluation::today(&data.office).await?;
    requests::make(&data.office).await?;
    publicity::make(&data.office).await?;
    proposals::make(&data.office).await?;
    trainings::make(&data.office).await?;
    results::make(&data.office, args.seed).await?;
    cooperation::make(&data.office).await?;
    work::make(&data.office).await?;
    datasets::make(&data.office).await?;
    cases::make(&data.office).await?;
    std::fs::write(&mark, wanted).context(directory)?;
    let clock = Arc::new(Moving::new(data.office.clone(), clock, city, &args.data));
    Ok(Demo { data, clock })
}

/// What the mark says, where it is of the database that is to be opened.
fn mark_at(mark: &Path, at: &str) -> Option<String> {
    let found = std::fs::read_to_string(mark).ok()?;
    let of = found.find(" postgres://").map_or("", |from| found.get(from..).unwrap_or("")).trim_end();
    (of == at).then_some(found)
}

/// The office in a directory. Its clock leaps over months, so no password of it grows old.
async fn open(directory: &Path, clock: Arc<SetClock>) -> Result<Data> {
    Data::create_with(directory, clock).await?.asking(directory, Profile::Asvs)
}

/// Throws a demonstration's database away; its mark stays until the new one is made.
async fn remove(directory: &Path) -> Result<()> {
    let place = data::place(directory);
    Database::erase(&place).await.with_context(|| place.to_string())?;
    // Beside a database on a server may lie the files of another office.
    if let Place::File(_) = place {
        let files = evidence::folder(directory);
        match std::fs::remove_dir_all(&files) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
                return Err(error).with_context(|| files.display().to_string());
            }
            _ => {}
        }
    }
    let forward = forward::file(directory);
    match std::fs::remove_file(&forward) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
            Err(error).context(format!("{}", forward.display()))
        }
        _ => Ok(()),
    }
}

/// The years of the city one after another, up to today; between the milestones of a year the students' lives go on.
async fn make(office: &Office, clock: &SetClock, city: &City) -> Result<Agenda> {
    let mut agenda = Agenda::new();
    let bar = progress::bar(&words("cli-progress-lives"), 0);
    let mut last = TODAY.date();
    for year in city.from..=plans::NOTICE {
        for (on, milestone) in year::milestones(year) {
            evaluation::until(office, clock, &mut agenda, (last, on)).await?;
            last = on;
            agenda.until(office, clock, on).await?;
            bar.set_position(agenda.done());
            city.pass(office, clock, Some(&mut agenda), year, on, milestone).await?;
        }
    }
    evaluation::until(office, clock, &mut agenda, (last, TODAY.date())).await?;
    agenda.until(office, clock, TODAY.date()).await?;
    bar.finish();
    Ok(agenda)
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
    let mut years = office.years().await?;
    years.sort_unstable();
    for year in years {
        let Some(home) = office.home(year).await? else { continue };
        let figures = Message::new("cli-demo-figures")
            .with("year", year)
            .with("places", home.places)
            .with("admitted", home.counts.admitted)
            .with("registered", home.counts.registered)
            .with("absent", home.counts.not_arrived);
        crate::out(&say(&figures));
    }
    Ok(())
}
