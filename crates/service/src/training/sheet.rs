//! Courses as a sheet: out, to be filled in, and read again. A sheet is taken whole or not at all.

use super::words::{COLUMNS, COURSES, EXPLANATIONS, JOINING, PARTING, kind, stage, yes};
use crate::Office;
use crate::cells::{Column, Found, Kind, Line};
use crate::error::{Fault, ServiceError};
use crate::take_over::Worded;
use guantong_documents::{At, Choice, Content, Limits, Look, Table, Value, write_form};
use guantong_model::{Message, ProgrammeId, Stage, half_width};
use guantong_training::{
    Course, CourseKind, Difference, Edit, HalfCredits, Law, TrainingPlan, differences, fits,
};
use std::collections::BTreeMap;

/// What a sheet tells, and everything that is wrong with it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SheetRead {
    /// Its courses, in the order of its rows.
    pub courses: Vec<Course>,
    /// Everything that is wrong with a cell.
    pub mistakes: Vec<(At, Message)>,
}

impl Office {
    /// The courses of a plan as a workbook that can be edited and given in again; a plan without courses is an empty form.
    ///
    /// # Errors
    /// Where it cannot be written.
    pub fn training_sheet(&self, plan: &TrainingPlan, law: &Law, said: Worded<'_>) -> Result<Vec<u8>, Fault> {
        let heading = |column: &Column| {
            let look = if column.kind == Kind::Words { Look::HeadingOfWords } else { Look::Heading };
            (Content::Text(column.heading.to_owned()), look)
        };
        let mut rows: Vec<Vec<(Content, Look)>> = vec![COLUMNS.iter().map(heading).collect()];
        rows.extend(plan.courses.iter().map(|course| COLUMNS.iter().map(|c| cell(course, c.key)).collect()));
        let choices = (0_u16..).zip(COLUMNS).filter_map(|(place, column)| match column.kind {
            Kind::Choice(words) => {
                let words = words.iter().map(|(said, _)| (*said).to_owned()).collect();
                Some(Choice { table: 0, column: place, words })
            }
            _ => None,
        });
        let widths = vec![14, 30, 8, 8, 14, 10, 10, 8, 10, 24];
        let courses = Table { name: COURSES.to_owned(), widths, rows, merged: Vec::new(), head_rows: 1 };
        let choices: Vec<Choice> = choices.collect();
        let book = write_form(&[courses, explanations(law, said)], &choices, self.clock.today());
        book.map_err(|error| Fault::new("make a sheet of courses", error))
    }

    /// Reads a sheet of courses: each cell that cannot be taken is named.
    ///
    /// # Errors
    /// Bad input where the file is no such sheet.
    pub fn read_training_sheet(&self, bytes: &[u8], law: &Law) -> Result<SheetRead, ServiceError> {
        let mut sheets = guantong_documents::read(bytes, &Limits::list())
            .map_err(|error| super::wrong(error.message()))?;
        sheets.retain(|sheet| !sheet.hidden);
        let no_headings = || super::wrong(Message::new("training-sheet-no-headings"));
        let found = Found::of(&sheets, COLUMNS).ok_or_else(no_headings)?;
        let missing = found.missing(COLUMNS);
        if !missing.is_empty() {
            let missing: Vec<_> = missing.into_iter().map(guantong_model::Fact::from).collect();
            let message = Message::new("training-sheet-missing").with("headings", missing);
            return Err(super::wrong(message));
        }
        Ok(read(&found, law))
    }

    /// Takes the courses of a sheet into a draft, all or none, and says what that changed; an unedited sheet changes
    /// nothing and writes nothing.
    ///
    /// # Errors
    /// As [`Office::edit_training`]. Mistakes in cells are no error: they come back, and nothing is written.
    pub async fn give_training_sheet(
        &self,
        programme: &ProgrammeId,
        cohort: i32,
        bytes: &[u8],
        version_seen: i64,
        actor: &str,
    ) -> Result<Result<Vec<Difference>, SheetRead>, ServiceError> {
        let found = self.training_to_edit(programme, cohort, version_seen).await?;
        let Some(draft) = &found.draft else { return Err(ServiceError::NotFound) };
        let law = self.training_law(&found);
        let read = self.read_training_sheet(bytes, &law)?;
        if !read.mistakes.is_empty() {
            return Ok(Err(read));
        }
        let edit = Edit::Courses(read.courses);
        let next = draft.plan.edited(&edit, &law).map_err(|wrong| {
            ServiceError::BadInput(wrong.into_iter().map(|(_, message)| message).collect())
        })?;
        let differs = differences(&draft.plan, &next);
        if !differs.is_empty() {
            self.edit_training(programme, cohort, vec![edit], version_seen, actor).await?;
        }
        Ok(Ok(differs))
    }
}

/// A cell of a course.
fn cell(course: &Course, key: &str) -> (Content, Look) {
    let text = |text: &str| (Content::Text(text.to_owned()), Look::Body);
    let number = |number: i64| (Content::Number(number), Look::Figure);
    match key {
        "code" => text(&course.code),
        "title" => text(&course.title),
        "stage" => text(stage(course.stage)),
        "semester" => number(i64::from(course.semester)),
        "kind" => text(kind(course.kind)),
        "hours" => number(i64::from(course.hours)),
        "practice" => number(i64::from(course.practice)),
        "credits" if course.credits.0.is_multiple_of(2) => number(i64::from(course.credits.0 / 2)),
        "credits" => (Content::Text(course.credits.to_string()), Look::Figure),
        "core" => text(yes(course.core)),
        _ => text(&course.prerequisites.iter().map(String::as_str).collect::<Vec<_>>().join(JOINING)),
    }
}

/// What must be known to fill the sheet in: the semesters of each stage, and how cells are written.
fn explanations(law: &Law, said: Worded<'_>) -> Table {
    let text = |message: &Message| Content::Text(said(message));
    let head = (text(&Message::new("training-sheet-how")), Look::Heading);
    let mut rows = vec![vec![head]];
    let mut note = |message: Message| rows.push(vec![(text(&message), Look::Body)]);
    for stage in Stage::ALL {
        let numbers = law.semesters.iter().filter(|semester| semester.stage == *stage);
        let numbers: Vec<i64> = numbers.map(|semester| i64::from(semester.number)).collect();
        if let (Some(first), Some(last)) = (numbers.first(), numbers.last()) {
            let stage = guantong_model::Fact::Word(format!("stage.{stage}"));
            let message = Message::new("training-sheet-semesters").with("stage", stage);
            note(message.with("first", *first).with("last", *last));
        }
    }
    note(Message::new("training-sheet-codes"));
    note(Message::new("training-sheet-whole"));
    Table { name: EXPLANATIONS.to_owned(), widths: vec![90], rows, merged: Vec::new(), head_rows: 1 }
}

fn read(found: &Found<'_>, law: &Law) -> SheetRead {
    let mut read = SheetRead::default();
    for (at, heading) in &found.twice {
        read.mistakes.push((*at, Message::new("examination-sheet-heading-twice").with("heading", *heading)));
    }
    let mut rows: BTreeMap<String, u32> = BTreeMap::new();
    for row in found.rows() {
        let mut line = Line::new(found, COLUMNS, row);
        if let Some(course) = course(&mut line, law) {
            if let Some(first) = rows.get(&course.code) {
                let message = Message::new("training-sheet-twice").with("code", course.code.as_str());
                line.fault("code", message.with("row", i64::from(*first)));
            } else {
                rows.insert(course.code.clone(), row.number);
                read.courses.push(course);
            }
        }
        read.mistakes.append(&mut line.wrong);
    }
    read
}

/// The course of a row; nothing where something in it is wrong.
fn course(line: &mut Line<'_>, law: &Law) -> Option<Course> {
    let code = line.text("code");
    let title = line.text("title");
    let semester = whole(line, "semester", true);
    let stage = in_stage(line, law, semester);
    let kind = line.choice("kind").and_then(CourseKind::parse);
    let hours = whole(line, "hours", true);
    let practice = whole(line, "practice", false);
    let credits = credits(line);
    let core = line.choice("core") == Some("yes");
    let prerequisites = line.text("prerequisites").unwrap_or_default();
    if !line.wrong.is_empty() {
        return None;
    }
    let course = Course {
        code: code?,
        title: title?,
        stage: stage?,
        semester: u8::try_from(semester?).ok()?,
        kind: kind?,
        hours: hours?,
        practice: practice.unwrap_or(0),
        credits: credits?,
        core,
        prerequisites: prerequisites
            .split(PARTING)
            .map(str::trim)
            .filter(|code| !code.is_empty())
            .map(str::to_owned)
            .collect(),
    };
    for (key, message) in fits(&course) {
        line.fault(key, message);
    }
    line.wrong.is_empty().then_some(course)
}

/// The stage of a semester; where the sheet names one, it must be that.
fn in_stage(line: &mut Line<'_>, law: &Law, semester: Option<u16>) -> Option<Stage> {
    let given = semester?;
    let Some(found) = u8::try_from(given).ok().and_then(|number| law.semester(number)) else {
        let message = Message::new("training-semester-wrong").with("given", i64::from(given));
        line.fault("semester", message.with("most", law.semesters.len()));
        return None;
    };
    let named = line.choice("stage").and_then(Stage::parse);
    if named.is_some_and(|named| named != found.stage) {
        let message = Message::new("training-semester-of-another")
            .with("semester", i64::from(given))
            .with("stage", guantong_model::Fact::Word(format!("stage.{}", found.stage)));
        line.fault("stage", message);
    }
    Some(found.stage)
}

/// A whole number from 0; nothing where the cell is empty, told where it must not be.
fn whole(line: &mut Line<'_>, key: &str, needed: bool) -> Option<u16> {
    let text = match line.value(key) {
        Some(Value::Number(number)) => number.to_string(),
        Some(Value::Text(text)) => text.trim().to_owned(),
        Some(_) => return line.count(key).and_then(|count| u16::try_from(count).ok()),
        None => String::new(),
    };
    if text.is_empty() {
        if needed {
            line.fault(key, Message::new("take-over-cell-empty"));
        }
        return None;
    }
    let digits = half_width(&text);
    let number = digits.bytes().all(|byte| byte.is_ascii_digit()).then(|| digits.parse().ok()).flatten();
    if number.is_none() {
        line.fault(key, Message::new("training-sheet-whole-number").with("value", text));
    }
    number
}

fn credits(line: &mut Line<'_>) -> Option<HalfCredits> {
    let text = match line.value("credits") {
        Some(Value::Number(number)) => number.to_string(),
        _ => line.text("credits")?,
    };
    let credits = HalfCredits::parse(&half_width(&text));
    if credits.is_none() {
        line.fault("credits", Message::new("training-sheet-credits").with("value", text));
    }
    credits
}
