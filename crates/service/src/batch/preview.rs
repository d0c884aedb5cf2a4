//! The preview of a batch: what the same code that decides says of every student, and the digest of it all.

use super::ClassFilter;
use super::row::{BatchKind, BatchRow};
use super::sheet::{RowRead, SheetRead, open, read};
use super::words::Told;
use crate::Office;
use crate::error::{Fault, ServiceError};
use crate::journal::{canonical, digest};
use crate::rows::Student;
use crate::student::{Ground, Held};
use guantong_model::{Message, Stage, Standing, StudentId, words};
use guantong_policy::{Decision, Outcome};
use guantong_registry::{
    Command, Decided, Documents, Marks, ProgressionRules, RulesIssuer, World, decide, in_force,
};
use serde_json::json;
use std::collections::{BTreeMap, BTreeSet};

words! {
    /// Why nothing was asked of a student's record.
    Why {
        /// The sheet puts the student off.
        Deferred = "deferred",
        /// The batch goes by its sheet, and the sheet does not tell.
        NotTold = "not-told",
        /// No rules of the progression are on file for the day (3.4.2.a, 3.4.2.b).
        NoRules = "no-rules",
        /// The sheet says that the student does not take this step.
        Stays = "stays",
        /// The day of the batch lies before the record's last entry.
        Earlier = "earlier",
    }
}

/// What a batch would do with a student.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    /// The student, as lists show one.
    pub student: Student,
    /// The version of the record that was decided on.
    pub version: i64,
    /// The row of the sheet that names the student.
    pub row: Option<u32>,
    /// What would be asked of the record, or why nothing.
    pub asked: Result<Command, Why>,
    /// What would be answered, where anything is asked.
    pub decided: Option<Decided>,
    /// Why the student was put off, in the words of the sheet.
    pub reason: String,
    /// The institution that would hold the registration afterwards.
    pub registered_next: Option<String>,
    /// Where the student would study afterwards.
    pub studies_next: Option<String>,
}

impl Line {
    /// Whether the command would be carried out.
    #[must_use]
    pub fn moves(&self) -> bool {
        self.decision().is_some_and(|decision| decision.outcome == Outcome::Accepted)
    }

    /// What would be answered.
    #[must_use]
    pub fn decision(&self) -> Option<&Decision> {
        self.decided.as_ref().map(|decided| &decided.decision)
    }
}

/// What a batch would do.
#[derive(Clone, Debug)]
pub struct Preview {
    /// One for each student of the class, by number.
    pub lines: Vec<Line>,
    /// What the sheet tells, where one was given in.
    pub sheet: Option<SheetRead>,
    /// The institutions that sign: one alone carries out at once, two or more must sign the same digest (4.2.2.f).
    pub parties: Vec<String>,
    /// Digest of all this, in hexadecimal.
    pub digest: String,
}

impl Preview {
    /// How many students move.
    #[must_use]
    pub fn moved(&self) -> usize {
        self.lines.iter().filter(|line| line.moves()).count()
    }

    /// How many students are held.
    #[must_use]
    pub fn held(&self) -> usize {
        self.lines.len() - self.moved()
    }

    /// Everything that is wrong with the sheet.
    #[must_use]
    pub fn mistakes(&self) -> &[super::Mistake] {
        self.sheet.as_ref().map_or(&[], |sheet| &sheet.mistakes)
    }
}

/// A preview with what carrying it out goes on from.
pub(super) struct Prepared {
    pub(super) preview: Preview,
    pub(super) held: BTreeMap<StudentId, Held>,
    pub(super) ground: Ground,
}

impl Office {
    /// What a batch would do, writing nothing.
    ///
    /// # Errors
    /// Bad input where its sheet can no longer be read; a fault where the database fails.
    pub async fn preview_batch(&self, batch: &BatchRow) -> Result<Preview, ServiceError> {
        let mut preview = self.prepare_batch(batch).await?.preview;
        if self.viewer().is_some() {
            // A party sees its own students; what it signs is over everybody.
            let seen = self.storage.class(&batch.class()).await?;
            let seen: BTreeSet<&StudentId> = seen.iter().map(|student| &student.id).collect();
            preview.lines.retain(|line| seen.contains(&line.student.id));
            // What is wrong with a sheet is told with names: to who sees everybody in it.
            if let Some(sheet) = &mut preview.sheet
                && sheet.rows.keys().any(|named| !seen.contains(named))
            {
                for mistake in &mut sheet.mistakes {
                    mistake.message = Message::new("batch-sheet-mistake-hidden");
                }
            }
        }
        Ok(preview)
    }

    /// Over everybody of the class, whoever asks: what is signed and carried out is one thing for all its parties.
    pub(super) async fn prepare_batch(&self, batch: &BatchRow) -> Result<Prepared, ServiceError> {
        let mut held = self.class_held(&batch.class()).await?;
        if let Some(partner) = &batch.partner {
            held.retain(|_, held| held.record.placement().partner == *partner);
        }
        let mut ground = self.ground().await?;
        let sheet = self.sheet_of(batch, &held, &ground.world).await?;
        let mut lines = Vec::with_capacity(held.len());
        for one in held.values() {
            let row = sheet.as_ref().and_then(|sheet| sheet.rows.get(&one.student.id));
            let line = line(batch, one, sheet.is_some(), row, &mut ground);
            lines.push(line);
        }
        let parties = parties(batch, &lines);
        let digest = digest_of(batch, &lines)?;
        Ok(Prepared { preview: Preview { lines, sheet, parties, digest }, held, ground })
    }

    async fn class_held(&self, class: &ClassFilter) -> Result<BTreeMap<StudentId, Held>, Fault> {
        let students = self.whole.class(class).await?;
        let ids: Vec<StudentId> = students.iter().map(|student| student.id.clone()).collect();
        let mut records = self.entire().records(&ids).await?;
        let held = students.into_iter().filter_map(|student| {
            let (record, version) = records.remove(&student.id)?;
            Some((student.id.clone(), Held { student, record, version }))
        });
        Ok(held.collect())
    }

    async fn sheet_of(
        &self,
        batch: &BatchRow,
        held: &BTreeMap<StudentId, Held>,
        world: &World,
    ) -> Result<Option<SheetRead>, ServiceError> {
        let Some(on_file) = &batch.sheet else { return Ok(None) };
        let file = self.storage.document(&on_file.digest).await?;
        let file = file.ok_or_else(|| Fault::new("read a batch's sheet", "the file is missing"))?;
        let sheet = open(&file.bytes).map_err(|message| ServiceError::BadInput(vec![message]))?;
        let class = held.iter().map(|(id, held)| (id.clone(), held.student.clone())).collect();
        let law = self.law()?;
        let readings = &law.on(batch.on).readings;
        let full = |id: &StudentId| -> Marks {
            let rules = held.get(id).and_then(|held| rules(world, batch, held.record.studies_at(), readings));
            rules.map(ProgressionRules::full).unwrap_or_default()
        };
        Ok(Some(read(batch, sheet, &class, full)))
    }
}

/// The rules on file an assessment of the batch is held against.
pub(super) fn rules<'w>(
    world: &'w World,
    batch: &BatchRow,
    studies_at: &str,
    readings: &guantong_registry::Readings,
) -> Option<&'w ProgressionRules> {
    let Documents::OnFile(on_file) = &world.documents else { return None };
    in_force(on_file, &RulesIssuer::after(batch.stage, studies_at), batch.stage, batch.on, readings)
}

fn line(batch: &BatchRow, held: &Held, by_sheet: bool, row: Option<&RowRead>, ground: &mut Ground) -> Line {
    let mut asked = ask(batch, held, by_sheet, row, ground);
    if asked.is_ok() && batch.on < held.record.last_on() {
        asked = Err(Why::Earlier);
    }
    let decided =
        asked.as_ref().ok().map(|command| decide(&held.record, &ground.grounds(), batch.on, command));
    for event in decided.iter().flat_map(|decided| &decided.events) {
        if let guantong_registry::Event::CertificateIssued(certificate) = event {
            ground.serials.note(&certificate.number);
        }
    }
    let next = batch.stage.next().filter(|_| batch.kind == BatchKind::Progress);
    let accepted = decided.as_ref().is_some_and(|decided| decided.decision.outcome == Outcome::Accepted);
    let next = next.filter(|_| accepted);
    let placement = held.record.placement();
    Line {
        student: held.student.clone(),
        version: held.version,
        row: row.map(|row| row.row),
        asked,
        decided,
        reason: row.map(|row| row.reason.clone()).unwrap_or_default(),
        registered_next: next.map(|next| placement.registered_at(next).to_owned()),
        studies_next: next.map(|next| placement.studies_at(next).to_owned()),
    }
}

/// The command a batch asks of a student. Without a sheet the whole class takes the step; with one, a student it does
/// not name stays as he is.
fn ask(
    batch: &BatchRow,
    held: &Held,
    by_sheet: bool,
    row: Option<&RowRead>,
    ground: &Ground,
) -> Result<Command, Why> {
    let told = match row {
        Some(RowRead { told: Some(Told::Deferred), .. }) => return Err(Why::Deferred),
        Some(RowRead { told, .. }) => *told,
        None if by_sheet => return Err(Why::NotTold),
        None => None,
    };
    if batch.kind == BatchKind::Assess {
        return assess(batch, held, row, told, ground);
    }
    // A row that gives no result is a student still to be told of; without a sheet everybody takes the step.
    let told = match told {
        Some(told) => told,
        None if by_sheet => return Err(Why::NotTold),
        None => Told::Yes,
    };
    match (batch.kind, told) {
        (BatchKind::Register, Told::Yes) => Ok(Command::Register),
        (BatchKind::Register, _) => Ok(Command::NoShow),
        (BatchKind::Complete | BatchKind::Graduate, Told::Yes) => Ok(Command::CompleteStage),
        (BatchKind::Complete | BatchKind::Graduate, _) => Ok(Command::FailStage),
        (BatchKind::Progress, Told::Yes) => Ok(Command::Progress),
        (BatchKind::Progress | BatchKind::Assess, _) => Err(Why::Stays),
    }
}

/// The result is computed from the marks; where the sheet says it as well, the two must agree, or it is refused.
fn assess(
    batch: &BatchRow,
    held: &Held,
    row: Option<&RowRead>,
    told: Option<Told>,
    ground: &Ground,
) -> Result<Command, Why> {
    let marks = row.map(|row| row.marks.clone()).unwrap_or_default();
    if held.record.standing() != Standing::Studying {
        // The refusal itself says why; nothing has to be told of who is not there.
        return Ok(assessment(told == Some(Told::Yes), "-", marks));
    }
    if marks.is_empty() {
        return Err(Why::NotTold);
    }
    let readings = &ground.law.on(batch.on).readings;
    let rules = rules(&ground.world, batch, held.record.studies_at(), readings).ok_or(Why::NoRules)?;
    let passed = match told {
        Some(told) => told == Told::Yes,
        None => rules.compute(&marks, readings).passed,
    };
    Ok(assessment(passed, &rules.title, marks))
}

fn assessment(passed: bool, document: &str, marks: Marks) -> Command {
    Command::Assess { passed, document: document.to_owned(), general: None, skill: None, marks }
}

/// Who signs: the institution of the class, and whoever it hands students over to.
fn parties(batch: &BatchRow, lines: &[Line]) -> Vec<String> {
    let mut others = BTreeSet::new();
    for line in lines.iter().filter(|line| line.moves()) {
        others.extend(line.registered_next.clone());
        others.extend(line.studies_next.clone());
        // In stage 2 of secondary–bachelor the partner holds the registration and is responsible (2.2.b).
        if batch.stage == Stage::College {
            others.extend(line.student.registered_at.clone());
        }
    }
    others.remove(&batch.institution);
    std::iter::once(batch.institution.clone()).chain(others).collect()
}

/// The digest of a preview: what is asked and answered of everybody, on which version. Numbers of certificates are no
/// part of it, for another's certificate must not make it stale.
fn digest_of(batch: &BatchRow, lines: &[Line]) -> Result<String, Fault> {
    let unwritable = |error: serde_json::Error| Fault::new("digest a preview", error);
    let mut text = canonical(&json!({
        "batch": batch.id, "kind": batch.kind.as_str(), "on": batch.on.to_string(),
        "sheet": batch.sheet.as_ref().map_or("", |sheet| sheet.digest.as_str()),
    }));
    // Each line by itself, on every core there is.
    let cores = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
    let share = lines.len().div_ceil(cores).max(1);
    let shares = std::thread::scope(|scope| {
        let threads: Vec<_> = lines.chunks(share).map(|some| scope.spawn(|| text_of(some))).collect();
        threads.into_iter().map(|thread| thread.join()).collect::<Vec<_>>()
    });
    for share in shares {
        let share = share.map_err(|_| Fault::new("digest a preview", "a thread ended before its time"))?;
        text.push_str(&share.map_err(unwritable)?);
    }
    Ok(digest(text.as_bytes()).to_string())
}

/// What a preview says of these students, a line each.
fn text_of(lines: &[Line]) -> serde_json::Result<String> {
    let mut text = String::new();
    for line in lines {
        let asked = match &line.asked {
            Ok(command) => serde_json::to_value(command)?,
            Err(why) => json!({ "why": why.as_str() }),
        };
        let decision = line.decision().map(serde_json::to_value).transpose()?;
        let line = json!({
            "student": line.student.id.as_str(), "version": line.version, "asked": asked,
            "decision": decision.unwrap_or_else(|| json!({})), "reason": line.reason,
        });
        text.push('\n');
        text.push_str(&canonical(&line));
    }
    Ok(text)
}

/// The preview is no longer what was seen.
pub(super) fn stale(batch: &BatchRow, seen: &str, now: &str) -> ServiceError {
    let short = |digest: &str| digest.chars().take(8).collect::<String>();
    let message = Message::new("conflict-preview-stale").with("batch", batch.id.as_str());
    ServiceError::conflict(message.with("seen", short(seen)).with("now", short(now)))
}
