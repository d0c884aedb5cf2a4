//! `guantong allocate`.

use crate::cli::AllocateArgs;
use crate::language::{say, words};
use crate::progress;
use guantong_admission::{Method, Options, Progress, Step, allocate_files};
use indicatif::ProgressBar;
use std::process::ExitCode;

/// Allocates from files to a file; the exit codes are the contract's.
pub(crate) fn run(args: AllocateArgs) -> ExitCode {
    let AllocateArgs { plan, candidates, rules, out, cutoffs, method } = args;
    let method = Method::parse(&method).unwrap_or_default();
    let options = Options { plan, candidates, rules, out, cutoffs, method };
    let mut bar: Option<(Step, ProgressBar)> = None;
    let mut show = |progress: Progress| {
        if bar.as_ref().is_none_or(|(step, _)| *step != progress.step) {
            if let Some((_, done)) = bar.take() {
                done.finish();
            }
            bar = Some((progress.step, progress::bar(&words(progress.step.message_id()), progress.total)));
        }
        if let Some((_, bar)) = &bar {
            bar.set_position(progress.done);
        }
    };
    let result = allocate_files(&options, &mut show);
    if let Some((_, bar)) = bar {
        bar.finish_and_clear();
    }
    match result {
        Ok(summary) => {
            summary.warnings.listed.iter().for_each(|problem| crate::err(&say(&problem.message)));
            summary.messages().iter().for_each(|message| crate::out(&say(message)));
            ExitCode::SUCCESS
        }
        Err(error) => {
            error.messages().iter().for_each(|message| crate::err(&say(message)));
            ExitCode::from(error.exit_code())
        }
    }
}
