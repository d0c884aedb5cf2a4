//! `candidates.csv`: `candidate,total,preferences` and the optional columns, in any order.

use super::header::Header;
use super::rows::{Row, Rows, RowsError};
use super::rules::RulesFile;
use super::source::{Bytes, Source, SourceError};
use crate::candidates::{Candidates, Household, Standing, TooMany, UNKNOWN};
use crate::decimal::{Column, Decimal, DecimalError};
use crate::problem::{Problem, Problems};
use crate::programmes::Programmes;
use crate::rules::Equal;

/// How often progress is told, in rows.
const STRIDE: u32 = 1 << 14;

/// Candidates and what is wrong with their file.
#[derive(Default)]
pub(crate) struct CandidatesFile {
    pub(crate) candidates: Candidates,
    pub(crate) lines: Lines,
    pub(crate) problems: Problems,
    pub(crate) warnings: Problems,
}

/// The physical line of each candidate, kept as the places where lines and candidates stop running in step.
#[derive(Default)]
pub(crate) struct Lines {
    breaks: Vec<(u32, u64)>,
}

impl Lines {
    fn push(&mut self, candidate: u32, line: u64) {
        let ahead = line.saturating_sub(u64::from(candidate));
        if self.breaks.last().is_none_or(|(_, before)| *before != ahead) {
            self.breaks.push((candidate, ahead));
        }
    }

    /// The line of a candidate.
    pub(crate) fn of(&self, candidate: u32) -> u64 {
        let after = self.breaks.partition_point(|(from, _)| *from <= candidate);
        let ahead = after.checked_sub(1).and_then(|at| self.breaks.get(at)).map_or(0, |(_, ahead)| *ahead);
        u64::from(candidate) + ahead
    }
}

/// Reads the file; `progress` hears how many bytes have been read.
pub(crate) fn read(
    source: &Source<'_>,
    rules: &RulesFile,
    plan: &Programmes,
    progress: &mut dyn FnMut(u64),
) -> Result<CandidatesFile, SourceError> {
    let mut stopped = Problems::default();
    let file =
        source.rows(&mut stopped, |mut rows| read_rows(&source.name, rules, plan, &mut rows, progress))?;
    let mut file = file.unwrap_or_default();
    file.problems.append(stopped);
    Ok(file)
}

fn read_rows(
    file: &str,
    rules: &RulesFile,
    plan: &Programmes,
    rows: &mut Rows<Bytes<'_>>,
    progress: &mut dyn FnMut(u64),
) -> Result<CandidatesFile, RowsError> {
    let mut found = CandidatesFile::default();
    let Some(first) = rows.next()? else {
        found.problems.push(Problem::of_file(file, "allocate-file-empty"));
        return Ok(found);
    };
    let mut header = Header::read(file, &first, &mut found.problems);
    let Some(columns) = Columns::find(&mut header, rules, plan, &mut found.problems) else {
        return Ok(found);
    };
    header.warn_unknown(&mut found.warnings);
    found.candidates.subjects =
        columns.subjects.iter().map(|(name, _)| (name.clone(), Column::default())).collect();
    found.candidates.keys = vec![Column::default(); columns.keys.len()];
    found.candidates.draw = columns.draw.map(|_| Column::default());
    let keys = columns.keys.iter().map(|_| KeyColumn::default()).collect();
    let mut reader = Reader { file, rules, plan, header: &header, columns, keys, found };
    let mut seen = 0_u32;
    while let Some(row) = rows.next()? {
        if header.fits(&row, &mut reader.found.problems) && reader.take(&row).is_err() {
            reader.found.problems.push(Problem::at(file, row.line, "", "", "allocate-too-large"));
            break;
        }
        seen += 1;
        if seen.is_multiple_of(STRIDE) {
            progress(rows.bytes_read());
        }
    }
    Ok(reader.close())
}

/// Where each column stands.
struct Columns {
    candidate: usize,
    total: usize,
    preferences: usize,
    qualified: Option<usize>,
    household: Option<usize>,
    group: Option<usize>,
    draw: Option<usize>,
    keys: Vec<usize>,
    subjects: Vec<(String, usize)>,
}

impl Columns {
    fn find(
        header: &mut Header,
        rules: &RulesFile,
        plan: &Programmes,
        problems: &mut Problems,
    ) -> Option<Self> {
        let candidate = header.require("candidate", "allocate-column-missing", problems);
        let total = header.require("total", "allocate-column-missing", problems);
        let preferences = header.require("preferences", "allocate-column-missing", problems);
        let keys = header.keys(problems);
        let qualified = header.find("qualified");
        let household = header.find("household");
        // A column nobody needs in this run plays no part, whatever stands in it.
        let mut group = header.find("group");
        if plan.groups().is_empty() {
            group = None;
        } else if group.is_none() {
            group = header.require("group", "allocate-column-group", problems);
        }
        let mut draw = header.find("draw");
        if rules.equal != Equal::Draw {
            draw = None;
        } else if draw.is_none() {
            draw = header.require("draw", "allocate-column-draw", problems);
        }
        header.beginning("subject:");
        let mut subjects = Vec::new();
        for name in rules.subjects() {
            let at = header.require(&format!("subject:{name}"), "allocate-column-subject", problems);
            subjects.extend(at.map(|at| (name, at)));
        }
        let (candidate, total, preferences) = (candidate?, total?, preferences?);
        Some(Columns { candidate, total, preferences, qualified, household, group, draw, keys, subjects })
    }
}

/// What one key column has met: a key must stand in every row or in none.
#[derive(Default)]
struct KeyColumn {
    filled: u64,
    blank: Problems,
}

struct Reader<'a> {
    file: &'a str,
    rules: &'a RulesFile,
    plan: &'a Programmes,
    header: &'a Header,
    columns: Columns,
    keys: Vec<KeyColumn>,
    found: CandidatesFile,
}

fn words(cell: &[u8]) -> String {
    String::from_utf8_lossy(cell).into_owned()
}

impl Reader<'_> {
    /// Takes a row. Where a cell is wrong, the problem is noted and a stand-in keeps the columns level: with a
    /// problem nothing is written.
    fn take(&mut self, row: &Row<'_>) -> Result<(), TooMany> {
        let index = self.found.candidates.count();
        self.found.lines.push(index, row.line);
        let id = row.get(self.columns.candidate);
        if id.is_empty() {
            self.problem(row, self.columns.candidate, "allocate-cell-blank");
        }
        self.found.candidates.ids.push(id)?;
        self.total(row);
        self.standing(row);
        self.keys(row);
        if let (Some(at), Some(column)) = (self.columns.draw, self.found.candidates.draw.as_mut()) {
            let pushed = push(column, Decimal::parse(row.get(at)));
            self.note(row, at, pushed, "allocate-draw");
        }
        for subject in 0..self.columns.subjects.len() {
            let at = self.columns.subjects.get(subject).map(|(_, at)| *at);
            if let (Some(at), Some((_, column))) = (at, self.found.candidates.subjects.get_mut(subject)) {
                let pushed = push(column, Decimal::parse(row.get(at)));
                self.note(row, at, pushed, "allocate-number");
            }
        }
        if let Some(at) = self.columns.group {
            self.group(row, at);
        }
        self.preferences(row)
    }

    fn problem(&mut self, row: &Row<'_>, column: usize, id: &str) {
        self.problem_with(row, column, id, |problem| problem);
    }

    fn problem_with(&mut self, row: &Row<'_>, column: usize, id: &str, add: impl FnOnce(Problem) -> Problem) {
        let name = self.header.names.get(column).map_or("", String::as_str);
        let file = self.file;
        self.found.problems.push_with(|| add(Problem::at(file, row.line, name, &words(row.get(column)), id)));
    }

    fn note(&mut self, row: &Row<'_>, column: usize, pushed: Result<(), DecimalError>, id: &str) {
        match pushed {
            Ok(()) => {}
            Err(DecimalError::NotANumber) => self.problem(row, column, id),
            Err(DecimalError::TooLong) => self.problem(row, column, "allocate-number-long"),
        }
    }

    fn total(&mut self, row: &Row<'_>) {
        let at = self.columns.total;
        let number = Decimal::parse(row.get(at));
        match number {
            Ok(number) if number.is_negative() => self.problem(row, at, "allocate-total-negative"),
            Ok(number) => {
                if let Some(most) = self.rules.full_marks.filter(|most| number > *most) {
                    self.problem_with(row, at, "allocate-total-above", |problem| {
                        problem.with("most", most.to_string())
                    });
                }
            }
            Err(_) => {}
        }
        let pushed = push(&mut self.found.candidates.total, number);
        self.note(row, at, pushed, "allocate-total");
    }

    fn standing(&mut self, row: &Row<'_>) {
        let (qualified, household) = (self.columns.qualified, self.columns.household);
        let mut flag = |column: Option<usize>| {
            let Some(at) = column else { return true };
            match row.get(at) {
                b"" | b"1" => true,
                b"0" => false,
                _ => {
                    self.problem(row, at, "allocate-flag");
                    true
                }
            }
        };
        let (qualified, household) = (flag(qualified), flag(household));
        let household = if household { Household::Formal } else { Household::Absent };
        self.found.candidates.standing.push(Standing::new(qualified, household));
    }

    fn keys(&mut self, row: &Row<'_>) {
        for key in 0..self.keys.len() {
            let Some(at) = self.columns.keys.get(key).copied() else { continue };
            let cell = row.get(at);
            let (Some(met), Some(column)) = (self.keys.get_mut(key), self.found.candidates.keys.get_mut(key))
            else {
                continue;
            };
            if cell.is_empty() {
                let (file, name) = (self.file, self.header.names.get(at).map_or("", String::as_str));
                met.blank.push_with(|| Problem::at(file, row.line, name, "", "allocate-key-blank"));
                let _ = column.push(Decimal::default());
            } else {
                met.filled += 1;
                let pushed = push(column, Decimal::parse(cell));
                self.note(row, at, pushed, "allocate-number");
            }
        }
    }

    fn group(&mut self, row: &Row<'_>, at: usize) {
        let name = row.get(at);
        let known = self.plan.groups().iter().position(|group| group.as_bytes() == name);
        if known.is_none() && !name.is_empty() {
            let (file, name) = (self.file, words(name));
            self.found
                .warnings
                .push_with(|| Problem::at(file, row.line, "group", &name, "allocate-group-unknown"));
        }
        let number = known.and_then(|known| u16::try_from(known + 1).ok()).unwrap_or(0);
        self.found.candidates.group.push(number);
    }

    fn preferences(&mut self, row: &Row<'_>) -> Result<(), TooMany> {
        let at = self.columns.preferences;
        let mut list = row.get(at);
        // Blank places at the end of a form are no preferences; one in the middle keeps its position.
        while let [rest @ .., b'|' | b' ' | b'\t'] = list {
            list = rest;
        }
        let mut count = 0_u32;
        for code in list.split(|byte| *byte == b'|').filter(|_| !list.is_empty()) {
            count += 1;
            let code = code.trim_ascii();
            let programme = self.plan.find(code).unwrap_or(UNKNOWN);
            let taken = self.found.candidates.lists.push(programme);
            if taken != programme || programme == UNKNOWN {
                let id = match programme {
                    UNKNOWN if code.is_empty() => "allocate-preference-blank",
                    UNKNOWN => "allocate-preference-unknown",
                    _ => "allocate-preference-repeated",
                };
                let file = self.file;
                self.found.warnings.push_with(|| {
                    Problem::at(file, row.line, "preferences", &words(code), id).with("position", count)
                });
            }
        }
        if let Some(most) = self.rules.preferences_max.filter(|most| count > *most) {
            self.problem_with(row, at, "allocate-preferences-many", |problem| {
                problem.with("count", count).with("most", most)
            });
        }
        self.found.candidates.lists.close()
    }

    /// What only the whole file shows: keys in some rows, candidates twice.
    fn close(mut self) -> CandidatesFile {
        let used = self.keys.iter().rposition(|key| key.filled > 0).map_or(0, |last| last + 1);
        for key in self.keys.drain(..).take(used) {
            self.found.problems.merge(key.blank);
        }
        // Keys that stand in no row are as good as not there.
        self.found.candidates.keys.truncate(used);
        let mut repeated = Problems::default();
        for (later, first) in self.found.candidates.ids.repeated() {
            let id = self.found.candidates.ids.text(later);
            if id.is_empty() {
                continue;
            }
            let (line, first) = (self.found.lines.of(later), self.found.lines.of(first));
            let first = i64::try_from(first).unwrap_or(0);
            repeated.push_with(|| {
                Problem::at(self.file, line, "candidate", &id, "allocate-candidate-repeated")
                    .with("first", first)
            });
        }
        self.found.problems.merge(repeated);
        self.found
    }
}

/// Adds a number to a column, or a stand-in where it is none or does not fit.
fn push(column: &mut Column, number: Result<Decimal, DecimalError>) -> Result<(), DecimalError> {
    let pushed = number.and_then(|number| column.push(number));
    if pushed.is_err() {
        // Nought fits every scale.
        let _ = column.push(Decimal::default());
    }
    pushed
}
