//! Case files: officials write what must happen, and this tries it.
//!
//! A file is read strictly: a key that is not known, an argument that is missing, a value of another type, a key
//! twice, a programme that is not defined, dates that go back, an edition that is not known are errors with file and
//! line, and nothing of that file is tried. The other files are. Where the contract leaves it open: a file without
//! cases, a folder without files and a path that is not there are errors too; `registered_at: null` (or `none`)
//! expects nothing; a step that says no `outcome` takes the one of the case's closing `expect` if it is the last.

mod expect;
mod fields;
mod read;
mod run;
mod yaml;

use crate::{Admitted, Command, Law, Record};
use guantong_model::Date;
use guantong_policy::{Decision, Outcome};
use std::fmt;
use std::path::{Path, PathBuf};

/// The editions that are known, by id.
pub type Editions<'a> = &'a dyn Fn(&str) -> Option<Law>;

/// The edition that ships with this build.
#[must_use]
pub fn shipped(id: &str) -> Option<Law> {
    let edition = guantong_policy::edition::builtin().ok().filter(|edition| edition.id == id)?;
    Law::from_edition(edition).ok()
}

/// What is wrong with a case file.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct FileError {
    /// The file, as it was named.
    pub path: String,
    /// The line, from 1; absent where the file cannot be read at all.
    pub line: Option<usize>,
    /// What is wrong.
    pub text: String,
}

impl fmt::Display for FileError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.line {
            Some(line) => write!(f, "{}:{line}: {}", self.path, self.text),
            None => write!(f, "{}: {}", self.path, self.text),
        }
    }
}

/// What came of a run.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// One line a case, `ok` or `FAILED`, in the order of the files.
    pub lines: Vec<String>,
    /// What is wrong with files, in their order.
    pub errors: Vec<FileError>,
    /// Cases that passed.
    pub passed: usize,
    /// Cases that failed.
    pub failed: usize,
}

impl Report {
    /// The closing line.
    #[must_use]
    pub fn closing(&self) -> String {
        format!("{} passed, {} failed", self.passed, self.failed)
    }

    /// 0 where every case passed, 1 on any failure, 2 on a file error.
    #[must_use]
    pub fn exit_code(&self) -> u8 {
        if !self.errors.is_empty() { 2 } else { u8::from(self.failed > 0) }
    }
}

/// A case told step by step.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Explained {
    /// Its name.
    pub name: String,
    /// Who was admitted, and to what.
    pub student: Admitted,
    /// The steps in their order, to the last also where one differs from what was expected.
    pub steps: Vec<ExplainedStep>,
    /// The first difference from what was expected, as [`Report`] says it; nothing where there is none.
    pub difference: Option<String>,
}

/// One step: what was asked, what was answered, and what the record is then.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExplainedStep {
    /// Its number, from 1.
    pub number: u32,
    /// Its day.
    pub on: Date,
    /// The command with its arguments.
    pub command: Command,
    /// The answer with its clauses and facts.
    pub decision: Decision,
    /// The outcome that was expected.
    pub expected: Outcome,
    /// Every difference from what was expected, expected beside found.
    pub differences: Vec<String>,
    /// The year within the stage after the step.
    pub year_of_stage: i32,
    /// The record after the step.
    pub after: Record,
}

/// Tells the cases of one file, step by step.
///
/// # Errors
/// Everything that is wrong with the file, as [`run_paths`] says it.
pub fn explain_path(path: &Path, editions: Editions<'_>) -> Result<Vec<Explained>, Vec<FileError>> {
    let text = text_of(path).map_err(|error| vec![error])?;
    let file = read::read(&path.display().to_string(), &text, editions)?;
    Ok(file.cases.iter().map(|case| run::tell(&file, case)).collect())
}

/// Tries the cases of files and folders; folders are read through in the order of names, `.yaml` and `.yml`.
#[must_use]
pub fn run_paths(paths: &[PathBuf], editions: Editions<'_>) -> Report {
    let mut report = Report::default();
    if paths.is_empty() {
        report.errors.push(FileError {
            path: String::new(),
            line: None,
            text: "no file or folder given".to_owned(),
        });
    }
    for path in paths {
        match files(path) {
            Ok(files) => {
                for file in files {
                    run_file(&file, editions, &mut report);
                }
            }
            Err(error) => report.errors.push(error),
        }
    }
    report
}

/// Tries the cases of one text, named for its errors.
#[must_use]
pub fn run_text(name: &str, text: &str, editions: Editions<'_>) -> Report {
    let mut report = Report::default();
    run_named(name, text, editions, &mut report);
    report
}

fn run_file(path: &Path, editions: Editions<'_>, report: &mut Report) {
    match text_of(path) {
        Ok(text) => run_named(&path.display().to_string(), &text, editions, report),
        Err(error) => report.errors.push(error),
    }
}

fn text_of(path: &Path) -> Result<String, FileError> {
    let error = |text: String| FileError { path: path.display().to_string(), line: None, text };
    let bytes = std::fs::read(path).map_err(|fault| error(format!("cannot be read: {fault}")))?;
    String::from_utf8(bytes).map_err(|_| error("is not UTF-8".to_owned()))
}

fn run_named(name: &str, text: &str, editions: Editions<'_>, report: &mut Report) {
    match read::read(name, text, editions) {
        Ok(file) => {
            for case in &file.cases {
                match run::run(&file, case) {
                    None => {
                        report.passed += 1;
                        report.lines.push(format!("ok  {}", one_line(&case.name)));
                    }
                    Some(failure) => {
                        report.failed += 1;
                        report.lines.push(format!(
                            "FAILED  {}: {}",
                            one_line(&case.name),
                            one_line(&failure)
                        ));
                    }
                }
            }
        }
        Err(errors) => report.errors.extend(errors),
    }
}

fn one_line(text: &str) -> String {
    text.split(['\n', '\r']).map(str::trim).filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
}

/// The case files of a path.
fn files(path: &Path) -> Result<Vec<PathBuf>, FileError> {
    let error = |path: &Path, text: String| FileError { path: path.display().to_string(), line: None, text };
    let kind = std::fs::metadata(path).map_err(|fault| error(path, format!("cannot be read: {fault}")))?;
    if !kind.is_dir() {
        return Ok(vec![path.to_owned()]);
    }
    let mut found = Vec::new();
    let mut folders = vec![path.to_owned()];
    while let Some(folder) = folders.pop() {
        let unreadable = |fault: std::io::Error| error(&folder, format!("cannot be read: {fault}"));
        for entry in std::fs::read_dir(&folder).map_err(unreadable)? {
            let entry = entry.map_err(unreadable)?;
            let path = entry.path();
            // A link to a folder is not followed: it could lead back up.
            if entry.file_type().map_err(unreadable)?.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|e| e == "yaml" || e == "yml") && path.is_file() {
                found.push(path);
            }
        }
    }
    if found.is_empty() {
        return Err(error(path, "no case file (.yaml, .yml) in this folder".to_owned()));
    }
    found.sort();
    Ok(found)
}
