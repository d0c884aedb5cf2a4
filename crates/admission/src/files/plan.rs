//! `plan.csv`: `programme,places`, and a column a quota (`quota:male`).

use super::header::Header;
use super::rows::{Row, Rows, RowsError};
use super::source::{Bytes, Source, SourceError};
use crate::problem::{Problem, Problems};
use crate::programmes::Programmes;

/// A plan and what is wrong with its file.
#[derive(Default)]
pub(crate) struct PlanFile {
    pub(crate) programmes: Programmes,
    pub(crate) problems: Problems,
    pub(crate) warnings: Problems,
}

pub(crate) fn read(source: &Source<'_>) -> Result<PlanFile, SourceError> {
    let mut stopped = Problems::default();
    let plan = source.rows(&mut stopped, |mut rows| read_rows(&source.name, &mut rows))?;
    let mut plan = plan.unwrap_or_default();
    plan.problems.append(stopped);
    Ok(plan)
}

fn read_rows(file: &str, rows: &mut Rows<Bytes<'_>>) -> Result<PlanFile, RowsError> {
    let mut plan = PlanFile::default();
    let Some(first) = rows.next()? else {
        plan.problems.push(Problem::of_file(file, "allocate-file-empty"));
        return Ok(plan);
    };
    let mut header = Header::read(file, &first, &mut plan.problems);
    let programme = header.require("programme", "allocate-column-missing", &mut plan.problems);
    let places = header.require("places", "allocate-column-missing", &mut plan.problems);
    let quotas = header.beginning("quota:");
    header.warn_unknown(&mut plan.warnings);
    let (Some(programme), Some(places)) = (programme, places) else { return Ok(plan) };
    match Programmes::with_groups(quotas.iter().map(|(group, _)| group.clone()).collect()) {
        Ok(programmes) => plan.programmes = programmes,
        Err(_) => plan.problems.push(Problem::of_file(file, "allocate-too-large")),
    }
    let mut reader = Reader { file, plan, lines: Vec::new(), columns: (programme, places), quotas };
    while let Some(row) = rows.next()? {
        if header.fits(&row, &mut reader.plan.problems) {
            reader.take(&row);
        }
    }
    Ok(reader.plan)
}

struct Reader<'a> {
    file: &'a str,
    plan: PlanFile,
    /// The line of each programme taken.
    lines: Vec<u64>,
    columns: (usize, usize),
    quotas: Vec<(String, usize)>,
}

impl Reader<'_> {
    fn take(&mut self, row: &Row<'_>) {
        let code = row.get(self.columns.0);
        let shown = String::from_utf8_lossy(code).into_owned();
        let at = |column: &str, value: &str, id: &str| Problem::at(self.file, row.line, column, value, id);
        if code.is_empty() {
            self.plan.problems.push_with(|| at("programme", "", "allocate-cell-blank"));
            return;
        }
        if code.contains(&b'|') {
            self.plan.problems.push_with(|| at("programme", &shown, "allocate-programme-bar"));
        }
        let places = whole(row.get(self.columns.1));
        if places.is_none() {
            let value = String::from_utf8_lossy(row.get(self.columns.1));
            self.plan.problems.push_with(|| at("places", &value, "allocate-places"));
        }
        let mut quotas = Vec::with_capacity(self.quotas.len());
        for (group, column) in &self.quotas {
            let cell = row.get(*column);
            let most = whole(cell);
            if most.is_none() && !cell.is_empty() {
                let value = String::from_utf8_lossy(cell);
                self.plan.problems.push_with(|| at(&format!("quota:{group}"), &value, "allocate-places"));
            }
            quotas.push(most);
        }
        match self.plan.programmes.push(code, places.unwrap_or(0), &quotas) {
            Ok(None) => self.lines.push(row.line),
            Ok(Some(before)) => {
                let first = self.lines.get(before as usize).copied().unwrap_or(0);
                let first = i64::try_from(first).unwrap_or(0);
                self.plan.problems.push_with(|| {
                    at("programme", &shown, "allocate-programme-repeated").with("first", first)
                });
            }
            Err(_) => self.plan.problems.push_with(|| at("programme", &shown, "allocate-too-large")),
        }
    }
}

/// A plain whole number not below 0.
fn whole(cell: &[u8]) -> Option<u32> {
    if cell.is_empty() || !cell.iter().all(u8::is_ascii_digit) {
        return None;
    }
    std::str::from_utf8(cell).ok()?.parse().ok()
}
