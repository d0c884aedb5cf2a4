//! A sheet with results, read and held against the list of who may sit; and the same workbook back with what is wrong.

use super::fold::Done;
use super::open::{elsewhere, wrong};
use super::row::{Examination, ExaminationState};
use super::words::{COLUMNS, heading};
use crate::Office;
use crate::batch::SheetOnFile;
use crate::cells::{Found, Line, REASONS};
use crate::error::{Fault, ServiceError};
use crate::journal::digest;
use crate::ports::Change;
use crate::rows::{Document, Student};
use crate::take_over::Worded;
use guantong_documents::{At, Limits, Look, Mark, Returned, Sheet, write_returned};
use guantong_model::{Message, Score, StudentId};
use guantong_registry::{Marks, Part, Presence, Sitting};
use std::collections::{BTreeMap, BTreeSet};

/// What a sheet tells, and everything that is wrong with it.
#[derive(Clone, Debug, Default)]
pub struct SheetRead {
    /// What came of everybody it tells of.
    pub results: BTreeMap<StudentId, Sitting>,
    /// Everything that is wrong with a cell.
    pub mistakes: Vec<(At, Message)>,
    /// Who may sit and is not told of, by record.
    pub missing: Vec<StudentId>,
    /// Why it cannot be read as such a sheet at all.
    pub unreadable: Option<Message>,
}

impl SheetRead {
    /// Whether its results can be taken.
    #[must_use]
    pub fn is_whole(&self) -> bool {
        self.mistakes.is_empty() && self.missing.is_empty() && self.unreadable.is_none()
    }
}

impl Office {
    /// Gives a sheet with results in, in place of an earlier one. What stands in it is held against the list of who may
    /// sit when it is looked at.
    ///
    /// # Errors
    /// Not found; a conflict where the examination changed or is not that far; bad input where the file is no such sheet.
    pub async fn give_examination_sheet(
        &self,
        id: &str,
        version_seen: i64,
        name: &str,
        bytes: &[u8],
        actor: &str,
    ) -> Result<Examination, ServiceError> {
        let found = self.examination_at(id, version_seen).await?;
        if found.state != ExaminationState::Listed {
            return Err(elsewhere(&found));
        }
        opened(bytes).map_err(wrong)?;
        let digest = digest(bytes).to_string();
        let source = SheetOnFile { name: name.to_owned(), digest: digest.clone() };
        let file = Document { digest, name: name.to_owned(), bytes: bytes.to_vec() };
        self.step(found, Done::SheetGiven, Some(source), vec![Change::Document(file)], actor).await
    }

    /// The sheet that was given in last, as it is held against the list; nothing where none was.
    ///
    /// # Errors
    /// A fault where the file is gone, or where the database fails.
    pub(super) async fn read_examination_sheet(
        &self,
        found: &Examination,
    ) -> Result<Option<SheetRead>, Fault> {
        let Some(sheets) = self.examination_sheets(found).await? else { return Ok(None) };
        let ids: Vec<StudentId> = found.sitters.iter().map(|sitter| sitter.student.clone()).collect();
        let students = self.whole.students_by_id(&ids).await?;
        let students = students.into_iter().map(|student| (student.id.clone(), student)).collect();
        Ok(Some(match Found::of(&sheets, COLUMNS) {
            Some(sheet) => read(found, &sheet, &students),
            None => SheetRead { unreadable: Some(no_headings()), ..SheetRead::default() },
        }))
    }

    async fn examination_sheets(&self, found: &Examination) -> Result<Option<Vec<Sheet>>, Fault> {
        let Some(source) = &found.sheet else { return Ok(None) };
        let file = self.storage.document(&source.digest).await?;
        let file = file.ok_or_else(|| Fault::new("read a sheet of an examination", "the file is gone"))?;
        opened(&file.bytes)
            .map(Some)
            .map_err(|message| Fault::new("read a sheet of an examination", message.id))
    }

    /// The sheet as it was given in, red where something is wrong, with a column that says what.
    ///
    /// # Errors
    /// Not found where none was given in; forbidden to whoever does not organise the examination.
    pub async fn examination_sheet_back(
        &self,
        found: &Examination,
        said: Worded<'_>,
    ) -> Result<Vec<u8>, ServiceError> {
        self.allow_organising(crate::access::Action::ExaminationKeep, &found.organiser)?;
        let sheets = self.examination_sheets(found).await?.ok_or(ServiceError::NotFound)?;
        let sheet = Found::of(&sheets, COLUMNS).ok_or(ServiceError::NotFound)?;
        let read = self.read_examination_sheet(found).await?.unwrap_or_default();
        let marks: Vec<Mark> = read
            .mistakes
            .iter()
            .map(|(at, message)| Mark { at: *at, look: Look::Faulty, reason: said(message) })
            .collect();
        let returned =
            Returned { sheet: sheet.sheet, headings: sheet.headings, marks: &marks, reasons: REASONS };
        let bytes = write_returned(&[returned], self.clock.today());
        Ok(bytes.map_err(|error| Fault::new("write a sheet of an examination", error))?)
    }
}

fn no_headings() -> Message {
    Message::new("examination-sheet-no-headings").with("heading", heading("student"))
}

/// The sheets of a file that is one of ours.
fn opened(bytes: &[u8]) -> Result<Vec<Sheet>, Message> {
    let mut sheets = guantong_documents::read(bytes, &Limits::list()).map_err(|error| error.message())?;
    sheets.retain(|sheet| !sheet.hidden);
    if Found::of(&sheets, COLUMNS).is_none() {
        return Err(no_headings());
    }
    Ok(sheets)
}

/// Reads a sheet: every row is somebody who may sit, once, with what the rules ask for.
fn read(found: &Examination, sheet: &Found<'_>, students: &BTreeMap<StudentId, Student>) -> SheetRead {
    let mut read = SheetRead::default();
    for (at, heading) in &sheet.twice {
        read.mistakes.push((*at, Message::new("examination-sheet-heading-twice").with("heading", *heading)));
    }
    let mut told: BTreeSet<StudentId> = BTreeSet::new();
    for row in sheet.rows() {
        let mut line = Line::new(sheet, COLUMNS, row);
        if let Some(id) = student(&mut line, found, students) {
            if told.insert(id.clone()) {
                if let Some(sitting) = sitting(&mut line, found) {
                    read.results.insert(id, sitting);
                }
            } else {
                let message = Message::new("examination-sheet-twice").with("student", id.as_str());
                line.fault("student", message);
            }
        }
        read.mistakes.append(&mut line.wrong);
    }
    let missing = found.sitters.iter().map(|sitter| &sitter.student).filter(|id| !told.contains(*id));
    read.missing = missing.cloned().collect();
    read
}

/// The student of a row, if he may sit; number, name and examination must agree.
fn student(
    line: &mut Line<'_>,
    found: &Examination,
    students: &BTreeMap<StudentId, Student>,
) -> Option<StudentId> {
    if let Some(given) = line.text("examination")
        && given != found.id
    {
        let message = Message::new("examination-sheet-of-another").with("given", given);
        line.fault("examination", message.with("id", found.id.as_str()));
        return None;
    }
    let id = StudentId(line.text("student")?);
    if !found.sitters.iter().any(|sitter| sitter.student == id) {
        let message = Message::new("examination-sheet-not-listed").with("student", id.as_str());
        line.fault("student", message);
        return None;
    }
    if let (Some(given), Some(student)) = (line.text("name"), students.get(&id))
        && given != student.name
    {
        let message = Message::new("examination-sheet-other-name").with("given", given);
        line.fault("name", message.with("student", id.as_str()).with("name", student.name.as_str()));
    }
    Some(id)
}

/// What a row tells; nothing where something in it is wrong.
fn sitting(line: &mut Line<'_>, found: &Examination) -> Option<Sitting> {
    let before = line.wrong.len();
    let presence = if line.value("presence").is_some() { line.choice("presence") } else { Some("sat") };
    let presence = presence.and_then(Presence::parse)?;
    let mut marks = Marks::new();
    for part in Part::ALL {
        let key = part.as_str();
        if line.value(key).is_none() {
            continue;
        }
        let Some(component) = found.rules.component(*part) else {
            line.fault(key, Message::new("examination-sheet-not-in-rules"));
            continue;
        };
        let most = Score::points(i32::try_from(component.full_marks).unwrap_or(i32::MAX));
        if let Some(mark) = line.score(key, Some(most)) {
            marks.insert(*part, mark);
        }
    }
    if presence == Presence::Sat {
        let parts = found.rules.components.iter().map(|component| component.part.as_str());
        for key in parts.filter(|key| *key != Part::Ability.as_str()) {
            if line.value(key).is_none() {
                line.fault(key, Message::new("examination-sheet-mark-missing"));
            }
        }
    } else if !marks.is_empty() {
        line.fault("presence", Message::new("examination-sheet-marks-of-absent"));
    }
    (line.wrong.len() == before).then_some(Sitting { presence, marks })
}
