//! `guantong edition check|show|diff`.

use crate::cli::EditionDo;
use crate::language::{say, words};
use anyhow::{Context, Result};
use guantong_admission::RuleSet;
use guantong_model::Message;
use guantong_policy::Edition;
use guantong_policy::edition::findings::{Finding, findings};
use guantong_policy::edition::show;
use guantong_policy::edition::{EditionFault, builtin, diff};
use guantong_registry::Readings;
use guantong_requests::Book;
use std::path::Path;
use std::process::ExitCode;

/// An edition, or the lines that say what is wrong with it.
pub(crate) type Loaded = std::result::Result<Edition, Vec<String>>;

pub(crate) fn run(command: EditionDo) -> Result<ExitCode> {
    match command {
        EditionDo::Check { path } => with(path.as_deref(), |edition| {
            if found(edition) {
                return ExitCode::from(2);
            }
            crate::out(&say(&Message::new("cli-edition-good")
                .with("id", edition.id.as_str())
                .with("provisions", edition.provisions().len())
                .with("parameters", edition.parameters().len())
                .with("interpretations", edition.interpretations().len())));
            ExitCode::SUCCESS
        }),
        EditionDo::Show { what, edition } => {
            with(edition.as_deref(), |edition| show(edition, what.as_deref().unwrap_or("head")))
        }
        EditionDo::Diff { old, new } => {
            let (old, new) = (load(&old)?, load(&new)?);
            match (old, new) {
                (Ok(old), Ok(new)) => {
                    let changes = diff::diff(&old, &new);
                    if changes.is_empty() {
                        crate::out(&words("cli-edition-same"));
                    }
                    changes.iter().for_each(|change| crate::out(&say(&change.message())));
                    Ok(ExitCode::SUCCESS)
                }
                (old, new) => Ok(refused(old.err().into_iter().chain(new.err()).flatten())),
            }
        }
    }
}

/// Faults as lines: file, line, what is wrong.
pub(crate) fn fault_lines(faults: &[EditionFault]) -> Vec<String> {
    faults.iter().map(|fault| format!("{}:{}: {}", fault.file, fault.line, say(&fault.message))).collect()
}

/// Prints conflicts and gaps, each with what to do; whether one of them is not accepted.
fn found(edition: &Edition) -> bool {
    let found = findings(edition, Readings::ALL);
    for finding in &found {
        let line = format!("{}: {}", finding.place, say(&finding.message));
        match &finding.accepted {
            None => crate::err(&format!("{line} {}", say(&finding.way()))),
            Some(accepted) => {
                let words = [accepted.reason.as_str(), accepted.reason_en.as_str()];
                let words = words.join(" / ");
                let reason = Message::new("cli-edition-accepted").with("reason", words);
                crate::out(&format!("{line} {}", say(&reason)));
            }
        }
    }
    found.iter().any(Finding::stops)
}

fn refused(lines: impl IntoIterator<Item = String>) -> ExitCode {
    lines.into_iter().for_each(|line| crate::err(&line));
    ExitCode::from(2)
}

fn with(path: Option<&Path>, act: impl FnOnce(&Edition) -> ExitCode) -> Result<ExitCode> {
    let loaded = match path {
        Some(path) => load(path)?,
        None => builtin().cloned().map_err(fault_lines),
    };
    Ok(loaded.map_or_else(refused, |edition| act(&edition)))
}

/// Reads every text of an edition's folder and of the folders in it.
pub(crate) fn load(directory: &Path) -> Result<Loaded> {
    let mut texts = Vec::new();
    collect(directory, directory, &mut texts)?;
    texts.sort();
    let texts: Vec<(&str, &str)> = texts.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
    Ok(Edition::load(&texts).map_err(|faults| fault_lines(&faults)).and_then(read_by_all))
}

/// An edition whose texts for admission and for requests can be read too.
fn read_by_all(edition: Edition) -> Loaded {
    const RULES: &str = "admission.toml";
    let rules = edition.file(RULES).map(|text| RuleSet::from_toml(RULES, text));
    let problems = rules.and_then(Result::err).map(|problems| problems.listed).unwrap_or_default();
    let mut lines: Vec<String> = problems
        .iter()
        .map(|problem| format!("{}:{}: {}", problem.file, problem.line, say(&problem.message)))
        .collect();
    lines.extend(Book::from_edition(&edition).err().map(|error| error.to_string()));
    if lines.is_empty() { Ok(edition) } else { Err(lines) }
}

fn collect(root: &Path, directory: &Path, texts: &mut Vec<(String, String)>) -> Result<()> {
    let at = |path: &Path| path.display().to_string();
    for item in std::fs::read_dir(directory).with_context(|| at(directory))? {
        let path = item.with_context(|| at(directory))?.path();
        if path.is_dir() {
            collect(root, &path, texts)?;
        } else if matches!(path.extension().and_then(|e| e.to_str()), Some("toml" | "csv" | "md")) {
            let name = path.strip_prefix(root).unwrap_or(&path).to_string_lossy().replace('\\', "/");
            texts.push((name, std::fs::read_to_string(&path).with_context(|| at(&path))?));
        }
    }
    Ok(())
}

fn show(edition: &Edition, what: &str) -> ExitCode {
    let lines = show::find(edition, what);
    if lines.is_empty() {
        crate::err(&crate::language::say_with("cli-edition-not-found", "what", what));
        return ExitCode::from(2);
    }
    lines.iter().for_each(|line| crate::out(&say(line)));
    ExitCode::SUCCESS
}
