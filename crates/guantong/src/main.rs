//! The program: command line, configuration, wiring.
//!
//! Knows: which parts are joined, where files are, the real clock and randomness.
//! Must never know: a business condition.

mod cli;
mod commands;
mod data;
mod demo;
mod evidence;
mod health;
mod language;
mod progress;
mod real;
mod serve;

use cli::Do;
use std::io::Write;
use std::process::ExitCode;

/// A server lives on small pieces of memory: decisions, rows, JSON. The system's own allocator took a third of a batch.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    match run() {
        Ok(code) => code,
        Err(error) => {
            err(&format!("{error:#}"));
            ExitCode::FAILURE
        }
    }
}

fn run() -> anyhow::Result<ExitCode> {
    let cli = cli::parse();
    data::act_as(cli.acting);
    data::on_server(cli.database, cli.replica);
    evidence::kept_at(evidence::Said {
        place: cli.evidence.evidence,
        endpoint: cli.evidence.evidence_endpoint,
        region: cli.evidence.evidence_region,
        keys: cli.evidence.evidence_keys,
    });
    match cli.command {
        Do::Allocate(args) => Ok(commands::allocate::run(args)),
        Do::Case { command } => Ok(commands::case::run(command)),
        Do::Edition { command } => commands::edition::run(command),
        Do::Completion { shell } => {
            commands::completion(shell);
            Ok(ExitCode::SUCCESS)
        }
        Do::Demo(args) => asynchronous(demo::run(args)),
        Do::Init(args) => asynchronous(commands::office::init(args)),
        Do::Serve(args) => asynchronous(commands::office::serve(*args)),
        Do::Plan { command } => asynchronous(commands::plan::run(command)),
        Do::Batch { command } => asynchronous(commands::batch::run(command)),
        Do::Progression { command } => asynchronous(commands::progression::run(command)),
        Do::TakeOver { command } => asynchronous(commands::take_over::run(command)),
        Do::Account { command } => asynchronous(commands::office::account(command)),
        Do::State { command } => asynchronous(commands::state::run(command)),
        Do::Verify(args) => asynchronous(commands::verify::run(args)),
        Do::Doctor(args) => asynchronous(commands::doctor::run(args)),
        Do::Health(args) => commands::health::run(&args),
        Do::Backup(args) => asynchronous(commands::backup::run(args)),
        Do::Restore(args) => asynchronous(commands::backup::restore(args)),
        Do::Move(args) => asynchronous(commands::state::move_to(args)),
        Do::Evidence { command } => asynchronous(commands::evidence::run(command)),
        Do::Journal { command } => asynchronous(commands::office::journal(command)),
    }
}

fn asynchronous(work: impl Future<Output = anyhow::Result<ExitCode>>) -> anyhow::Result<ExitCode> {
    tokio::runtime::Builder::new_multi_thread().enable_all().build()?.block_on(work)
}

/// Writes a line to standard output; a closed pipe ends the program quietly.
pub(crate) fn out(line: &str) {
    if writeln!(std::io::stdout().lock(), "{line}").is_err() {
        std::process::exit(0);
    }
}

/// Writes a line to standard error.
pub(crate) fn err(line: &str) {
    // Nothing is left to tell it to where standard error is closed.
    let _ = writeln!(std::io::stderr().lock(), "{line}");
}
