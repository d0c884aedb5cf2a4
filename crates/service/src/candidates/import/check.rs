//! Checks a file of candidates: every row, then rows against each other and against who is on file.

use super::compare::{Against, Conflicting, OnFile};
use super::judge::Settled;
use super::read::{Entry, Lists, read};
use super::run::Pace;
use super::words::{COLUMNS, UNUSED};
use crate::Office;
use crate::cells::{Found, Line};
use crate::error::{Fault, ServiceError};
use crate::journal::{Digest, GENESIS, digest, link};
use guantong_documents::{At, Limits, Sheet, Value};
use guantong_model::{Fact, Message};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// What was found in a file.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ImportCheck {
    /// Why it is no file of candidates; all else is empty then.
    pub refused: Vec<Message>,
    /// Rows with candidates.
    pub rows: usize,
    /// Of those, rows that cannot be taken as they are.
    pub faulty: usize,
    /// Rows of candidates who are not on file.
    pub fresh: usize,
    /// Rows of candidates who are on file as they are told.
    pub same: usize,
    /// Cells that are wrong, the first of them.
    pub wrong: Vec<(At, Message)>,
    /// How many there are in all.
    pub wrong_count: usize,
    /// Cells that should be looked at, the first of them.
    pub noted: Vec<(At, Message)>,
    /// How many there are in all.
    pub noted_count: usize,
    /// What must be judged, by row.
    pub conflicts: Vec<Conflicting>,
    /// How the rows stand to who is on file that conflicts are about.
    pub involved: BTreeMap<u32, Against>,
    /// The sheet with the candidates.
    pub sheet: String,
    /// The row of its headings.
    pub headings: u32,
    /// Headings that are read over.
    pub unused: Vec<String>,
    /// Rows that the sheet hides and that were read all the same.
    pub hidden_rows: usize,
    /// The digest of all that confirming would write, but for what is judged.
    pub base: String,
    /// How far the streams of candidates and plan were that it rests on.
    pub seen: [i64; 2],
}

/// A file with what was found in it.
pub(super) struct Checked {
    pub(super) found: ImportCheck,
    pub(super) entries: Vec<Entry>,
    pub(super) on_file: OnFile,
}

/// So many cells and conflicts are kept with all that is said of them; the others are counted.
const KEPT: usize = 20_000;
/// Rows between two looks at the clock and the lease.
const STEP: usize = 1_000;

/// Reads a file's sheets, beside the pages.
pub(super) async fn sheets(bytes: Vec<u8>) -> Result<Result<Vec<Sheet>, Message>, Fault> {
    let reading =
        move || guantong_documents::read(&bytes, &Limits::register()).map_err(|error| error.message());
    tokio::task::spawn_blocking(reading).await.map_err(|error| Fault::new("read a file", error))
}

/// The sheet with the candidates: the one that is not hidden and has the heading of their numbers.
pub(super) fn found(sheets: &[Sheet]) -> Result<Found<'_>, Vec<Message>> {
    // One heading alone may be a word in a list.
    let on = |sheet| Found::on(sheet, COLUMNS).filter(|found| found.columns.len() > 1);
    let with: Vec<Found<'_>> = sheets.iter().filter_map(on).collect();
    let (hidden, mut shown): (Vec<_>, Vec<_>) = with.into_iter().partition(|found| found.sheet.hidden);
    if shown.len() > 1 {
        let names: Vec<Fact> = shown.iter().map(|found| Fact::from(found.sheet.name.as_str())).collect();
        return Err(vec![Message::new("candidates-sheets").with("names", names)]);
    }
    let Some(found) = shown.pop() else {
        return Err(vec![match hidden.first() {
            Some(found) => Message::new("candidates-sheet-hidden").with("name", found.sheet.name.as_str()),
            None => Message::new("candidates-no-sheet"),
        }]);
    };
    let mut wrong = Vec::new();
    let missing: Vec<Fact> = found.missing(COLUMNS).into_iter().map(Fact::from).collect();
    if !missing.is_empty() {
        wrong.push(Message::new("candidates-headings-missing").with("missing", missing));
    }
    wrong.extend(found.twice.iter().map(|(at, heading)| {
        Message::new("candidates-heading-twice").with("cell", at.to_string()).with("heading", *heading)
    }));
    if found.rows().next().is_none() {
        wrong.push(Message::new("candidates-no-rows"));
    }
    if wrong.is_empty() { Ok(found) } else { Err(wrong) }
}

impl Office {
    /// Checks a file for a year. Nothing where the check was given up meanwhile.
    ///
    /// # Errors
    /// Bad input where it is no file of candidates; a conflict where the year has no plan.
    pub(super) async fn check_import(
        &self,
        year: i32,
        file: &[Sheet],
        file_digest: &str,
        pace: &mut Pace<'_>,
    ) -> Result<Option<Checked>, ServiceError> {
        let found = found(file).map_err(ServiceError::BadInput)?;
        let seen = self.import_seen(year).await?;
        let terms = self.import_terms(year).await?;
        let on_file = self.on_file(year).await?;
        let lists = Lists::of(&found);
        let mut check = ImportCheck {
            sheet: found.sheet.name.clone(),
            headings: found.headings,
            unused: unused(&found, &lists),
            hidden_rows: found.rows().filter(|row| found.sheet.hidden_rows.contains(&row.number)).count(),
            seen,
            ..ImportCheck::default()
        };
        let total = found.rows().count();
        let mut entries: Vec<Entry> = Vec::with_capacity(total);
        for (done, row) in found.rows().enumerate() {
            if done % STEP == 0 && !pace.at(done, total).await? {
                return Ok(None);
            }
            let mut line = Line::new(&found, COLUMNS, row);
            let mut noted = Vec::new();
            let entry = read(&mut line, &lists, &terms, self, &mut noted);
            check.rows += 1;
            check.faulty += usize::from(entry.is_none());
            check.say(line.wrong, noted);
            entries.extend(entry);
        }
        let drawn = self.draws(&found, &entries, &on_file);
        let wrong_rows: BTreeSet<u32> = drawn.iter().map(|(at, _)| at.row).collect();
        check.faulty += wrong_rows.len();
        check.say(drawn, Vec::new());
        self.conflicts(&mut check, &entries, &on_file)?;
        check.base = base(year, file_digest, &seen, &entries, &check)?.to_string();
        if !pace.at(total, total).await? {
            return Ok(None);
        }
        Ok(Some(Checked { found: check, entries, on_file }))
    }

    /// How far the streams are that a check rests on.
    pub(super) async fn import_seen(&self, year: i32) -> Result<[i64; 2], ServiceError> {
        let candidates = self.next_version(&crate::candidates::stream(year)).await? - 1;
        Ok([candidates, self.next_version(&crate::plan::stream(year)).await? - 1])
    }
}

impl ImportCheck {
    /// What was found in a file that is no file of candidates.
    pub(super) fn refused(messages: Vec<Message>) -> Self {
        ImportCheck { refused: messages, ..ImportCheck::default() }
    }

    fn say(&mut self, wrong: Vec<(At, Message)>, noted: Vec<(At, Message)>) {
        let keep = |kept: &mut Vec<(At, Message)>, count: &mut usize, said: Vec<(At, Message)>| {
            *count += said.len();
            kept.extend(said.into_iter().take(KEPT.saturating_sub(kept.len())));
        };
        keep(&mut self.wrong, &mut self.wrong_count, wrong);
        keep(&mut self.noted, &mut self.noted_count, noted);
    }

    /// How many candidates would be entered and set anew, where conflicts are settled so.
    #[must_use]
    pub fn entering(&self, settled: &Settled) -> usize {
        let left = self.involved.values().filter(|against| **against == Against::Nobody).count()
            - settled.standing(&self.involved, Against::Nobody);
        self.fresh.saturating_sub(left) + settled.replacing.len()
    }

    /// How many candidates of the file are on file as they are told.
    #[must_use]
    pub fn staying(&self, settled: &Settled) -> usize {
        let left = self.involved.values().filter(|against| **against == Against::Same).count()
            - settled.standing(&self.involved, Against::Same);
        self.same.saturating_sub(left)
    }
}

/// Headings with cells below that are read over.
fn unused(found: &Found<'_>, lists: &Lists) -> Vec<String> {
    let used: BTreeSet<u32> = found
        .columns
        .iter()
        .filter(|(key, _)| !UNUSED.contains(key))
        .map(|(_, column)| *column)
        .chain(lists.all())
        .collect();
    let heads = found.sheet.row(found.headings).into_iter().flat_map(|row| &row.cells);
    heads
        .filter(|(column, _)| !used.contains(column))
        .filter_map(|(_, value)| match value {
            Value::Text(text) => Some(text.split_whitespace().collect::<String>()),
            _ => None,
        })
        .filter(|heading| heading != crate::cells::REASONS)
        .collect()
}

/// The digest of all that confirming would write, but for what is judged: the chain over every row as it was understood.
fn base(
    year: i32,
    file: &str,
    seen: &[i64; 2],
    entries: &[Entry],
    check: &ImportCheck,
) -> Result<Digest, Fault> {
    let head = serde_json::json!([year, file, seen, check.rows, check.faulty]);
    let mut chain = link(&GENESIS, head.to_string().as_bytes());
    for entry in entries {
        let person = serde_json::json!([
            entry.row,
            entry.name,
            entry.sex,
            entry.birth_on,
            entry.district,
            entry.junior_school,
            digest(entry.identity.as_str().as_bytes()).to_string(),
            entry.phone.as_ref().map(|phone| phone.as_str()),
        ]);
        chain = link(&chain, crate::candidates::enter::line(&entry.candidate).as_bytes());
        chain = link(&chain, person.to_string().as_bytes());
    }
    let conflicts = serde_json::to_string(&(&check.conflicts, &check.involved));
    let conflicts = conflicts.map_err(|error| Fault::new("digest a file", error))?;
    Ok(link(&chain, conflicts.as_bytes()))
}
