//! `guantong case run` and `guantong case explain`.

mod arguments;
mod basis;
mod json;
mod tell;

use crate::cli::{CaseDo, CaseExplainArgs};
use crate::language::{say, words};
use guantong_model::{Fact, Message};
use guantong_registry::case::{Explained, explain_path, run_paths, shipped};
use std::path::PathBuf;
use std::process::ExitCode;

/// What was given is wrong.
const BAD_INPUT: u8 = 2;

/// Does what is asked with cases; 0 all as expected, 1 some not, 2 a file is wrong or no case has the name.
pub(crate) fn run(command: CaseDo) -> ExitCode {
    match command {
        CaseDo::Run { paths } => try_all(&paths),
        CaseDo::Explain(args) => explain(&args),
    }
}

fn try_all(paths: &[PathBuf]) -> ExitCode {
    let report = run_paths(paths, &shipped);
    report.lines.iter().for_each(|line| crate::out(line));
    report.errors.iter().for_each(|error| crate::err(&error.to_string()));
    crate::out(&report.closing());
    ExitCode::from(report.exit_code())
}

fn explain(args: &CaseExplainArgs) -> ExitCode {
    let cases = match explain_path(&args.file, &shipped) {
        Ok(cases) => cases,
        Err(errors) => {
            errors.iter().for_each(|error| crate::err(&error.to_string()));
            return ExitCode::from(BAD_INPUT);
        }
    };
    let chosen: Vec<&Explained> = match &args.case {
        Some(name) => named(&cases, name),
        None => cases.iter().collect(),
    };
    if chosen.is_empty() {
        let names: Vec<Fact> = cases.iter().map(|case| Fact::from(case.name.as_str())).collect();
        let message =
            Message::new("cli-case-not-found").with("name", args.case.as_deref().unwrap_or_default());
        crate::err(&say(&message.with("file", args.file.display().to_string()).with("names", names)));
        return ExitCode::from(BAD_INPUT);
    }
    if args.json {
        crate::out(&json::cases(&chosen).to_string());
    } else {
        for (index, case) in chosen.iter().enumerate() {
            if index > 0 {
                crate::out("");
            }
            tell::lines(case).iter().for_each(|line| crate::out(line));
        }
    }
    ExitCode::from(u8::from(chosen.iter().any(|case| case.difference.is_some())))
}

/// The cases of a name; where none has it whole, those whose name holds it.
fn named<'c>(cases: &'c [Explained], name: &str) -> Vec<&'c Explained> {
    let whole: Vec<&Explained> = cases.iter().filter(|case| case.name == name).collect();
    if whole.is_empty() { cases.iter().filter(|case| case.name.contains(name)).collect() } else { whole }
}

/// A word of the glossary in the reader's language.
fn word(id: &str) -> String {
    guantong_wording::word(crate::language::locale(), id)
}

/// The label of something before its value.
fn labelled(label: &str, value: &str) -> String {
    say(&Message::new("explain-labelled").with("label", label).with("value", value))
}

/// Values one after the other, as the language sets them.
fn listed(values: impl IntoIterator<Item = String>) -> String {
    values.into_iter().collect::<Vec<_>>().join(&words("explain-between"))
}
