//! What a sheet tells of a class: read by its headings, each mistake with its cell and the way out.

use super::row::{BatchKind, BatchRow};
use super::words::{Column, HEADINGS, Told, column, told};
use crate::rows::Student;
use guantong_documents::Limits;
use guantong_model::sheet::{At, Row, Sheet, Value};
use guantong_model::{Fact, Message, Score, StudentId};
use guantong_registry::{Marks, Part};
use std::collections::BTreeMap;

/// So many known headings make a row the heading row.
const ENOUGH: usize = 2;

/// A mistake in a cell of a sheet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mistake {
    /// The cell.
    pub at: At,
    /// What is wrong, with the value, the limit and the way out.
    pub message: Message,
}

/// What a row tells of a student.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct RowRead {
    pub(super) row: u32,
    pub(super) told: Option<Told>,
    pub(super) marks: Marks,
    pub(super) reason: String,
}

/// A sheet as it was read for a batch.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct SheetRead {
    /// The sheet itself.
    pub sheet: Sheet,
    /// The row of its headings.
    pub headings: u32,
    /// Everything that is wrong with it; with any the batch cannot be carried out.
    pub mistakes: Vec<Mistake>,
    pub(super) rows: BTreeMap<StudentId, RowRead>,
}

impl SheetRead {
    /// How many students it names.
    #[must_use]
    pub fn students(&self) -> usize {
        self.rows.len()
    }

    /// The column of the students' numbers.
    pub(super) fn student_column(&self) -> u32 {
        head(&self.sheet).and_then(|(_, columns)| columns.get(&Column::Student).copied()).unwrap_or(1)
    }

    /// The row that names a student.
    #[must_use]
    pub fn row_of(&self, student: &StudentId) -> Option<u32> {
        self.rows.get(student).map(|row| row.row)
    }
}

/// The sheet of a file: the first that has filled cells.
pub(super) fn open(bytes: &[u8]) -> Result<Sheet, Message> {
    let sheets = guantong_documents::read(bytes, &Limits::list()).map_err(|error| error.message())?;
    let filled = sheets.into_iter().find(|sheet| !sheet.hidden && !sheet.rows.is_empty());
    let sheet = filled.ok_or_else(|| Message::new("batch-sheet-empty"))?;
    if head(&sheet).is_none() {
        let wanted = HEADINGS.iter().filter_map(|(_, words)| words.first()).take(2);
        let wanted = wanted.map(|word| Fact::Text((*word).to_owned())).collect();
        return Err(Message::new("batch-sheet-no-headings").with("wanted", Fact::List(wanted)));
    }
    Ok(sheet)
}

/// The heading row with the column of each.
fn head(sheet: &Sheet) -> Option<(&Row, BTreeMap<Column, u32>)> {
    sheet.rows.iter().take(20).find_map(|row| {
        let columns: BTreeMap<Column, u32> =
            row.cells.iter().filter_map(|(at, value)| Some((column(&words(value)?)?, *at))).collect();
        (columns.len() >= ENOUGH && columns.contains_key(&Column::Student)).then_some((row, columns))
    })
}

/// The words of a cell without the white space around them.
fn words(value: &Value) -> Option<String> {
    match value {
        Value::Text(text) => Some(text.trim().to_owned()).filter(|text| !text.is_empty()),
        _ => None,
    }
}

/// A cell as its words, a number as it would be typed.
fn shown(value: &Value) -> String {
    match value {
        Value::Text(text) | Value::Date(text) | Value::Error(text) => text.trim().to_owned(),
        Value::Number(number) => number.to_string(),
        Value::Flag(flag) => flag.to_string(),
        Value::NoResult => String::new(),
    }
}

/// Reads a sheet for a batch: `class` are the students it may name, `full` the highest marks by student.
pub(super) fn read(
    batch: &BatchRow,
    sheet: Sheet,
    class: &BTreeMap<StudentId, Student>,
    full: impl Fn(&StudentId) -> Marks,
) -> SheetRead {
    let Some((head, columns)) = head(&sheet).map(|(row, columns)| (row.number, columns)) else {
        return SheetRead { sheet, ..SheetRead::default() };
    };
    let mut read = SheetRead { headings: head, ..SheetRead::default() };
    for row in sheet.rows.iter().filter(|row| row.number > head) {
        let mut reading = Reading { batch, row, columns: &columns, mistakes: &mut read.mistakes };
        let Some(id) = reading.student(class) else { continue };
        let told = reading.told();
        let marks = reading.marks(&full(&id));
        let reason = reading.cell(Column::Reason).map(|(_, value)| shown(value)).unwrap_or_default();
        if let Some(earlier) = read.rows.get(&id) {
            let message = Message::new("batch-sheet-student-twice").with("row", earlier.row);
            let at = At::new(row.number, columns.get(&Column::Student).copied().unwrap_or(1));
            read.mistakes.push(Mistake { at, message: message.with("student", id.as_str()) });
            continue;
        }
        read.rows.insert(id, RowRead { row: row.number, told, marks, reason });
    }
    read.sheet = sheet;
    read
}

/// A row being read.
struct Reading<'a> {
    batch: &'a BatchRow,
    row: &'a Row,
    columns: &'a BTreeMap<Column, u32>,
    mistakes: &'a mut Vec<Mistake>,
}

impl Reading<'_> {
    fn cell(&self, column: Column) -> Option<(At, &Value)> {
        let at = self.columns.get(&column)?;
        Some((At::new(self.row.number, *at), self.row.get(*at)?))
    }

    fn wrong(&mut self, at: At, message: Message) {
        self.mistakes.push(Mistake { at, message });
    }

    /// The student a row names, if it may stand here.
    fn student(&mut self, class: &BTreeMap<StudentId, Student>) -> Option<StudentId> {
        if let Some((at, value)) = self.cell(Column::Batch) {
            let given = shown(value);
            if given != self.batch.id {
                let message = Message::new("batch-sheet-of-another").with("given", given);
                self.wrong(at, message.with("batch", self.batch.id.as_str()));
                return None;
            }
        }
        let (at, value) = match self.cell(Column::Student) {
            Some((at, value)) => (at, value.clone()),
            None => {
                // A row without a number is a remark, unless it gives a result.
                if let Some((at, _)) = self.cell(Column::Result) {
                    self.wrong(at, Message::new("batch-sheet-no-number"));
                }
                return None;
            }
        };
        if matches!(value, Value::Number(_)) {
            self.wrong(at, Message::new("batch-sheet-number-typed").with("given", shown(&value)));
            return None;
        }
        let id = StudentId(shown(&value));
        let Some(student) = class.get(&id) else {
            let message = Message::new("batch-sheet-not-of-class").with("student", id.as_str());
            let message = message
                .with("institution", self.batch.institution.as_str())
                .with("cohort", self.batch.cohort)
                .with("stage", super::open::word("stage", self.batch.stage.as_str()));
            self.wrong(at, message);
            return None;
        };
        if let Some((at, name)) = self.cell(Column::Name)
            && shown(name) != student.name
        {
            let message = Message::new("batch-sheet-other-name").with("given", shown(name));
            let message = message.with("student", id.as_str()).with("name", student.name.as_str());
            self.wrong(at, message);
        }
        Some(id)
    }

    fn told(&mut self) -> Option<Told> {
        let (at, value) = self.cell(Column::Result)?;
        let given = shown(value);
        if given.is_empty() {
            return None;
        }
        let found = told(&given);
        if found.is_none() {
            self.wrong(at, Message::new("batch-sheet-result-unknown").with("given", given));
        }
        found
    }

    fn marks(&mut self, full: &Marks) -> Marks {
        let mut marks = Marks::new();
        if self.batch.kind != BatchKind::Assess {
            return marks;
        }
        for part in Part::ALL {
            let Some((at, value)) = self.cell(Column::Mark(*part)) else { continue };
            let given = shown(value);
            if given.is_empty() {
                continue;
            }
            let part_word = super::open::word("part", part.as_str());
            let Some(most) = full.get(part) else {
                self.wrong(at, Message::new("batch-sheet-no-such-part").with("part", part_word));
                continue;
            };
            match Score::parse(&given) {
                Ok(mark) if mark < Score::default() || mark > *most => {
                    let message = Message::new("batch-sheet-mark-beyond").with("part", part_word);
                    self.wrong(at, message.with("given", given).with("most", *most));
                }
                Ok(mark) => {
                    marks.insert(*part, mark);
                }
                Err(_) => {
                    let message = Message::new("batch-sheet-mark-unreadable").with("part", part_word);
                    self.wrong(at, message.with("given", given).with("most", *most));
                }
            }
        }
        marks
    }
}
