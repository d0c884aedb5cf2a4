//! Checks a workbook, line by line, with the very decisions that confirming writes.

use super::read::{Somebody, Understood, read};
use super::template::Worded;
use super::words::{NO_SCORE, PROGRAMME_COLUMNS, SCORES, STUDENT_COLUMNS};
use super::{PastClass, TakeOverDone, TakeOverDraft};
use crate::Office;
use crate::access::Action;
use crate::cells::{Column, Found, Line, REASONS, YEAR_SIGNS};
use crate::error::{Fault, ServiceError};
use crate::journal::{canonical, digest};
use crate::ports::Change;
use crate::rows::Document;
use guantong_documents::{At, Limits, Look, Mark, Returned, Sheet, Value, write_returned};
use guantong_model::{CandidateNo, Date, Fact, Message, ProgrammeId, Score, StudentId, Track};
use guantong_policy::Decision;
use guantong_registry::take_over::{TakenOver, kept_against, take_over};
use guantong_registry::{Documents, Grounds, Placement, Serials, World};
use std::collections::{BTreeMap, BTreeSet};

/// What becomes of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LineState {
    /// Taken, and lawful throughout.
    Taken,
    /// Taken, with something kept against the rules.
    Kept,
    /// Not taken.
    Faulty,
}

/// A line of the sheet of students as it was checked.
#[derive(Clone, Debug)]
pub struct TakeOverLine {
    /// The row in the sheet.
    pub row: u32,
    /// The school's number of the student, as far as it can be read.
    pub number: String,
    /// The name, as far as it can be read.
    pub name: String,
    /// What becomes of it.
    pub state: LineState,
    /// What is kept against the rules, oldest first.
    pub kept: Vec<(Date, Decision)>,
    /// What is wrong, by cell.
    pub wrong: Vec<(At, Message)>,
    /// The record the line would become.
    pub(super) taken: Option<(Somebody, TakenOver)>,
    /// Where kept steps are marked in the sheet.
    mark: At,
}

impl TakeOverLine {
    /// The record the line becomes, where it is taken.
    #[must_use]
    pub fn taken_over(&self) -> Option<&TakenOver> {
        self.taken.as_ref().map(|(_, taken)| taken)
    }
}

/// A workbook as it was checked.
#[derive(Clone, Debug)]
pub struct TakeOverChecked {
    /// The digest of the file.
    pub digest: String,
    /// The file's name.
    pub name: String,
    /// The lines, in the order of the sheet.
    pub lines: Vec<TakeOverLine>,
    /// What is wrong with the sheet of programmes, by cell.
    pub programmes_wrong: Vec<(At, Message)>,
    /// The classes of earlier years told in it.
    pub classes: Vec<PastClass>,
    /// The digest of all that was checked: what confirming must name.
    pub checked: String,
    /// Whether it was taken over before.
    pub before: Option<TakeOverDone>,
    sheets: Vec<Sheet>,
    /// Sheet and row of the headings, of students and of programmes.
    heads: [Option<(String, u32)>; 2],
}

impl TakeOverChecked {
    /// How many lines are in a state.
    #[must_use]
    pub fn count(&self, state: LineState) -> usize {
        self.lines.iter().filter(|line| line.state == state).count()
    }

    /// Whether nothing is wrong, so that it can be confirmed.
    #[must_use]
    pub fn clean(&self) -> bool {
        self.programmes_wrong.is_empty() && self.count(LineState::Faulty) == 0 && self.before.is_none()
    }
}

/// What a template can hold, and more columns than it has.
fn limits() -> Limits {
    Limits { rows: 20_000, ..Limits::list() }
}

impl Office {
    /// Keeps a workbook to be checked, until it is confirmed or dropped; returns the digest it is kept under.
    ///
    /// # Errors
    /// Bad input where the file is no workbook of this kind; nothing is kept then.
    pub async fn upload_take_over(
        &self,
        name: &str,
        bytes: &[u8],
        actor: &str,
    ) -> Result<TakeOverChecked, ServiceError> {
        self.allow_here(Action::TakeOver)?;
        let checked = self.check_take_over(name, bytes).await?;
        if checked.before.is_none() {
            let document =
                Document { digest: checked.digest.clone(), name: name.to_owned(), bytes: bytes.to_vec() };
            let draft = TakeOverDraft {
                digest: checked.digest.clone(),
                name: name.to_owned(),
                saved_at: self.clock.now(),
                saved_by: actor.to_owned(),
            };
            self.write(vec![Change::Document(document), Change::TakeOverDraft(draft)]).await?;
        }
        Ok(checked)
    }

    /// Checks a workbook that is kept.
    ///
    /// # Errors
    /// Not found where none is being checked under this digest.
    pub async fn take_over_draft(&self, digest: &str) -> Result<TakeOverChecked, ServiceError> {
        let drafts = self.storage.take_over_drafts().await?;
        let draft = drafts.into_iter().find(|draft| draft.digest == digest).ok_or(ServiceError::NotFound)?;
        let document = self.storage.document(digest).await?;
        let document = document.ok_or_else(|| Fault::new("read a workbook", "it is gone"))?;
        self.check_take_over(&draft.name, &document.bytes).await
    }

    /// Puts a workbook away that was being checked.
    ///
    /// # Errors
    /// Not found where there is none.
    pub async fn drop_take_over(&self, digest: &str) -> Result<(), ServiceError> {
        self.allow_here(Action::TakeOver)?;
        if !self.storage.take_over_drafts().await?.iter().any(|draft| draft.digest == digest) {
            return Err(ServiceError::NotFound);
        }
        self.write(vec![Change::TakeOverDropped { digest: digest.to_owned() }]).await
    }

    /// Checks a workbook, writing nothing.
    ///
    /// # Errors
    /// Bad input where it is no workbook of this kind: no such sheet, a heading missing or twice, no line.
    pub async fn check_take_over(&self, name: &str, bytes: &[u8]) -> Result<TakeOverChecked, ServiceError> {
        let bad = |messages: Vec<Message>| ServiceError::BadInput(messages);
        let sheets =
            guantong_documents::read(bytes, &limits()).map_err(|error| bad(vec![error.message()]))?;
        let Some(students) = Found::of(&sheets, STUDENT_COLUMNS) else {
            return Err(bad(vec![Message::new("take-over-no-sheet")]));
        };
        let programmes = Found::of(&sheets, PROGRAMME_COLUMNS);
        let mut wrong = headings(&students, STUDENT_COLUMNS);
        wrong.extend(programmes.iter().flat_map(|found| headings(found, PROGRAMME_COLUMNS)));
        if students.rows().next().is_none() {
            wrong.push(Message::new("take-over-no-lines"));
        }
        if !wrong.is_empty() {
            return Err(bad(wrong));
        }
        let known = self.world().await?;
        let (classes, programmes_wrong) = match &programmes {
            Some(found) => classes(found, &known),
            None => (Vec::new(), Vec::new()),
        };
        let mut world = self.world_with(&classes).await?;
        // The rules of past assessments were never on file; naming them is all the past could do.
        world.documents = Documents::Named;
        let lines = self.lines(&students, &world).await?;
        let digest_of_file = digest(bytes).to_string();
        let before = self.storage.take_overs().await?.into_iter().find(|done| done.digest == digest_of_file);
        let head = |found: &Found<'_>| (found.sheet.name.clone(), found.headings);
        let heads = [Some(head(&students)), programmes.as_ref().map(head)];
        let checked = checked_digest(&digest_of_file, &lines, &classes)?;
        Ok(TakeOverChecked {
            digest: digest_of_file,
            name: name.to_owned(),
            lines,
            programmes_wrong,
            classes,
            checked,
            before,
            heads,
            sheets,
        })
    }

    async fn lines(&self, found: &Found<'_>, world: &World) -> Result<Vec<TakeOverLine>, ServiceError> {
        let law = self.law()?;
        let serials = Serials::default();
        let grounds = Grounds { world, law: &law, serials: &serials };
        let today = self.clock.today();
        let mut read_lines: Vec<(Line<'_>, Option<Understood>)> = found
            .rows()
            .map(|row| {
                let mut line = Line::new(found, STUDENT_COLUMNS, row);
                let year = line.quietly(|line| line.year("entry_year"));
                let full = year.and_then(|year| self.full_marks(year));
                let understood = read(&mut line, self.edition(), full);
                (line, understood)
            })
            .collect();
        self.against_the_office(&mut read_lines).await?;
        let lines = read_lines.into_iter().map(|(mut line, understood)| {
            let mark = line.at("student");
            let shown = |line: &mut Line<'_>, key| line.quietly(|line| line.text(key)).unwrap_or_default();
            let (number, name) = (shown(&mut line, "student"), shown(&mut line, "name"));
            let mut taken = None;
            if let Some(understood) = understood {
                match take_over(&understood.told, &grounds, today) {
                    Ok(whole) => taken = Some((understood.somebody, whole)),
                    Err(contradictions) => contradictions.into_iter().for_each(|contradiction| {
                        line.fault(understood.column(contradiction.about), contradiction.message);
                    }),
                }
            }
            let taken = taken.filter(|_| line.wrong.is_empty());
            let kept: Vec<(Date, Decision)> = taken
                .iter()
                .flat_map(|(_, taken)| taken.kept().map(|(on, decision)| (on, decision.clone())))
                .collect();
            let state = match (&taken, kept.is_empty()) {
                (None, _) => LineState::Faulty,
                (Some(_), true) => LineState::Taken,
                (Some(_), false) => LineState::Kept,
            };
            TakeOverLine { row: mark.row, number, name, state, kept, wrong: line.wrong, taken, mark }
        });
        Ok(lines.collect())
    }

    /// Students and certificate numbers that stand twice in the workbook, or in the office already.
    async fn against_the_office(
        &self,
        lines: &mut [(Line<'_>, Option<Understood>)],
    ) -> Result<(), ServiceError> {
        let mut numbers = Vec::new();
        for (_, understood) in lines.iter() {
            let told = understood.iter().flat_map(|understood| &understood.told.certificates);
            numbers.extend(told.map(|certificate| certificate.number.clone()));
        }
        let used: BTreeSet<String> =
            self.whole.certificate_numbers_used(&numbers).await?.into_iter().collect();
        let mut students: BTreeMap<(i32, String), u32> = BTreeMap::new();
        let mut certificates: BTreeMap<String, u32> = BTreeMap::new();
        for (line, understood) in lines.iter_mut() {
            let Some(understood) = understood else { continue };
            let row = line.at("student").row;
            let year = understood.told.entry_year;
            if let Some(first) = students.insert((year, understood.number.clone()), row) {
                let message = Message::new("take-over-student-twice").with("row", first);
                line.fault("student", message.with("value", understood.number.as_str()));
            }
            let known = self.whole.student_of(year, &CandidateNo(understood.number.clone())).await?;
            if let Some(StudentId(known)) = known {
                let message = Message::new("take-over-student-known").with("id", known);
                line.fault("student", message.with("value", understood.number.as_str()));
            }
            for (place, certificate) in understood.told.certificates.iter().enumerate() {
                let number = certificate.number.as_str();
                let elsewhere = certificates.insert(number.to_owned(), row).filter(|first| *first != row);
                let message = match elsewhere {
                    Some(first) => Message::new("take-over-number-elsewhere").with("row", first),
                    None if used.contains(number) => Message::new("take-over-number-used"),
                    None => continue,
                };
                let at = understood.certificate_cell(line, place);
                line.wrong.push((at, message.with("number", number)));
            }
        }
        Ok(())
    }

    /// The workbook back, in its order with all its columns, the cells that are wrong or kept coloured and explained.
    ///
    /// # Errors
    /// Where the workbook cannot be made.
    pub fn take_over_returned(&self, checked: &TakeOverChecked, said: Worded<'_>) -> Result<Vec<u8>, Fault> {
        let mut of_students: Vec<Mark> = Vec::new();
        for line in &checked.lines {
            let faulty =
                |(at, message): &(At, Message)| Mark { at: *at, look: Look::Faulty, reason: said(message) };
            of_students.extend(line.wrong.iter().map(faulty));
            of_students.extend(line.kept.iter().map(|(_, decision)| {
                let why = kept_against(decision).map(|why| said(&why)).unwrap_or_default();
                let reason = format!("{}{why}", said(&decision.message()));
                Mark { at: line.mark, look: Look::Noted, reason }
            }));
        }
        let of_programmes: Vec<Mark> = checked
            .programmes_wrong
            .iter()
            .map(|(at, message)| Mark { at: *at, look: Look::Faulty, reason: said(message) })
            .collect();
        let [students, programmes] = &checked.heads;
        let is = |head: &Option<(String, u32)>, sheet: &Sheet| {
            head.as_ref().filter(|(name, _)| *name == sheet.name).map(|(_, row)| *row)
        };
        let back: Vec<Returned<'_>> = checked
            .sheets
            .iter()
            .filter_map(|sheet| {
                let back = |headings, marks| Returned { sheet, headings, marks, reasons: REASONS };
                let of_students = is(students, sheet).map(|row| back(row, of_students.as_slice()));
                of_students.or_else(|| is(programmes, sheet).map(|row| back(row, of_programmes.as_slice())))
            })
            .collect();
        write_returned(&back, self.clock.today()).map_err(|error| Fault::new("make a workbook", error))
    }
}

/// What is wrong with the headings of a sheet.
fn headings(found: &Found<'_>, columns: &'static [Column]) -> Vec<Message> {
    let mut wrong = Vec::new();
    let missing = found.missing(columns);
    if !missing.is_empty() {
        let missing: Vec<Fact> = missing.into_iter().map(Fact::from).collect();
        let message = Message::new("take-over-headings-missing").with("sheet", found.sheet.name.as_str());
        wrong.push(message.with("missing", missing));
    }
    wrong.extend(found.twice.iter().map(|(at, heading)| {
        let message = Message::new("take-over-heading-twice").with("cell", at.to_string());
        message.with("sheet", found.sheet.name.as_str()).with("heading", *heading)
    }));
    wrong
}

/// The classes of earlier years of a sheet, and what is wrong with it.
fn classes(found: &Found<'_>, known: &World) -> (Vec<PastClass>, Vec<(At, Message)>) {
    let years = years(found);
    let mut classes = Vec::new();
    let mut wrong = Vec::new();
    let mut seen: BTreeMap<ProgrammeId, u32> = BTreeMap::new();
    for row in found.rows() {
        let mut line = Line::new(found, PROGRAMME_COLUMNS, row);
        let placement = placement(&mut line);
        if let Some(placement) = &placement {
            let id = placement.programme.clone();
            if let Some(first) = seen.insert(id.clone(), row.number) {
                let message = Message::new("take-over-programme-twice").with("row", first);
                line.fault("p_id", message.with("value", id.as_str()));
            }
            let differs = known.programme(&id).is_some_and(|known| known.placement != *placement);
            if differs {
                line.fault("p_id", Message::new("take-over-programme-differs").with("value", id.as_str()));
            }
        }
        let mut any = false;
        for (column, year) in &years {
            let at = At::new(row.number, *column);
            let score = match row.get(*column) {
                None => continue,
                Some(Value::Text(text)) if text.trim().is_empty() => continue,
                Some(Value::Text(text)) if text.trim() == NO_SCORE => Ok(None),
                Some(Value::Text(text)) => Score::parse(text.trim()).map(Some).map_err(|_| text.clone()),
                Some(Value::Number(number)) => {
                    Score::parse(&number.to_string()).map(Some).map_err(|_| number.to_string())
                }
                Some(_) => Err(String::new()),
            };
            any = true;
            match (score, &placement) {
                (Err(value), _) => {
                    let message = Message::new("take-over-cell-class").with("value", value);
                    line.wrong.push((at, message.with("none", NO_SCORE)));
                }
                (Ok(score), Some(placement)) => {
                    let told = known.programme(&placement.programme);
                    let before = told.and_then(|known| known.cohorts.get(year));
                    if before.is_some_and(|before| *before != score) {
                        let message = Message::new("take-over-class-differs").with("year", *year);
                        line.wrong.push((at, message));
                    } else if before.is_none() {
                        classes.push(PastClass { placement: placement.clone(), year: *year, score });
                    }
                }
                (Ok(_), None) => {}
            }
        }
        if !any {
            line.fault("p_id", Message::new("take-over-programme-no-class"));
        }
        wrong.extend(line.wrong);
    }
    (classes, wrong)
}

/// Columns of admission scores with their years.
fn years(found: &Found<'_>) -> Vec<(u32, i32)> {
    let row = found.sheet.row(found.headings);
    let cells = row.iter().flat_map(|row| &row.cells);
    let year = |text: &str| text.trim().strip_suffix(SCORES)?.trim_end_matches(YEAR_SIGNS).parse().ok();
    cells
        .filter_map(|(column, value)| match value {
            Value::Text(text) => Some((*column, year(text)?)),
            _ => None,
        })
        .collect()
}

fn placement(line: &mut Line<'_>) -> Option<Placement> {
    let programme = line.text("p_id").map(ProgrammeId);
    let track = line.choice("p_track").and_then(Track::parse);
    let (school, partner) = (line.text("p_school"), line.text("p_partner"));
    let major = line.text("p_major");
    let (code, class) = (line.text("p_code"), line.text("p_class"));
    for (key, text, digits) in [("p_code", &code, 6), ("p_class", &class, 4)] {
        let fits = |text: &String| text.len() == digits && text.bytes().all(|byte| byte.is_ascii_digit());
        if let Some(text) = text.as_ref().filter(|text| !fits(text)) {
            let message = Message::new("take-over-cell-digits").with("digits", digits);
            line.fault(key, message.with("value", text.as_str()));
        }
    }
    Some(Placement {
        programme: programme?,
        track: track?,
        school: school?,
        partner: partner?,
        major: major?,
        code,
        class,
    })
}

/// The digest of all that confirming would write, people's words included by their file alone.
fn checked_digest(file: &str, lines: &[TakeOverLine], classes: &[PastClass]) -> Result<String, Fault> {
    let unwritable = |error: serde_json::Error| Fault::new("digest a workbook", error);
    let mut records = Vec::new();
    for line in lines {
        let record = match &line.taken {
            Some((_, taken)) => serde_json::json!([
                line.number,
                serde_json::to_value(&taken.admitted).map_err(unwritable)?,
                serde_json::to_value(&taken.opening).map_err(unwritable)?,
                serde_json::to_value(&taken.entries).map_err(unwritable)?,
            ]),
            None => serde_json::json!([line.number]),
        };
        records.push(record);
    }
    let classes = serde_json::to_value(classes).map_err(unwritable)?;
    let all = serde_json::json!({"file": file, "records": records, "classes": classes});
    Ok(digest(canonical(&all).as_bytes()).to_string())
}
