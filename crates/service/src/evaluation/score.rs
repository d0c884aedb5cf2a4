//! A reader's sheet: kept as often as wanted, handed in once under its digest, then never changed.

use super::fold::SheetDone;
use super::row::{EvaluationSheet, SubjectId};
use super::tell::reading_over;
use super::{LONGEST, OPINION, act};
use crate::Office;
use crate::access::Action;
use crate::error::{Fault, ServiceError};
use crate::journal::{canonical, digest};
use crate::ports::{Batch, Change};
use guantong_evaluation::{Dimension, Marks};
use guantong_model::{Fact, Message};
use serde_json::json;
use std::collections::BTreeMap;

/// What a reader typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Typed {
    /// Marks, as they stand in the fields; an empty one is none yet.
    pub marks: BTreeMap<Dimension, String>,
    /// An opinion on each dimension.
    pub opinions: BTreeMap<Dimension, String>,
    /// An opinion on the whole.
    pub overall: String,
}

impl Office {
    /// An expert's own sheet on a subject, at version 0 where it was not begun.
    ///
    /// # Errors
    /// Forbidden to whom sheets are none of his business; not found where the expert does not read the subject.
    pub async fn own_sheet(&self, id: &SubjectId, expert: &str) -> Result<EvaluationSheet, ServiceError> {
        if !self.may_ever(Action::EvaluationScore) {
            self.allow_here(Action::EvaluationScore)?;
        }
        let subject = self.storage.evaluation_subject(id).await?.ok_or(ServiceError::NotFound)?;
        if !subject.is_read_by(expert) {
            return Err(ServiceError::NotFound);
        }
        self.allow_expert(Action::EvaluationScore, expert).map_err(|_| ServiceError::NotFound)?;
        let sheets = self.storage.evaluation_sheets(id.year, Some(id)).await?;
        let own = sheets.into_iter().find(|sheet| sheet.expert == expert);
        Ok(own.unwrap_or_else(|| EvaluationSheet::begun(id.clone(), expert)))
    }

    /// Keeps what a reader typed.
    ///
    /// # Errors
    /// As [`Office::own_sheet`]; a conflict where it changed since `version_seen` or is handed in; bad input where a mark
    /// is not on the scale or an opinion too long.
    pub async fn keep_sheet(
        &self,
        id: &SubjectId,
        expert: &str,
        (typed, version_seen): (&Typed, i64),
        actor: &str,
    ) -> Result<EvaluationSheet, ServiceError> {
        let sheet = self.evaluation_sheet_at(id, expert, version_seen).await?;
        let terms = self.whole.evaluation_round(id.year).await?.ok_or(ServiceError::NotFound)?.terms;
        let (mut marks, mut opinions, mut wrongs) = (Marks::new(), BTreeMap::new(), Vec::new());
        for (dimension, text) in typed.marks.iter().filter(|(_, text)| !text.trim().is_empty()) {
            let mark = guantong_model::half_width(text.trim()).parse::<i64>().ok();
            match mark.filter(|mark| (terms.lowest..=terms.highest).contains(mark)) {
                Some(mark) => {
                    marks.insert(*dimension, mark);
                }
                None => wrongs.push(
                    Message::new("evaluation-wrong-mark")
                        .with("dimension", word(*dimension))
                        .with("mark", text.trim())
                        .with("lowest", terms.lowest)
                        .with("highest", terms.highest),
                ),
            }
        }
        for (dimension, text) in &typed.opinions {
            let text = text.trim().replace("\r\n", "\n");
            let count = text.chars().count();
            if count > OPINION {
                let message = Message::new("evaluation-wrong-opinion").with("dimension", word(*dimension));
                wrongs.push(message.with("count", count).with("most", OPINION));
            } else if !text.is_empty() {
                opinions.insert(*dimension, text);
            }
        }
        let overall = typed.overall.trim().replace("\r\n", "\n");
        let count = overall.chars().count();
        if count > LONGEST {
            wrongs.push(Message::new("evaluation-wrong-overall").with("count", count).with("most", LONGEST));
        }
        if !wrongs.is_empty() {
            return Err(ServiceError::BadInput(wrongs));
        }
        if (&marks, &opinions, &overall) == (&sheet.marks, &sheet.opinions, &sheet.overall) {
            return Ok(sheet);
        }
        self.evaluation_sheet_step(sheet, SheetDone::Kept { marks, opinions, overall }, actor).await
    }

    /// Hands a sheet in: it stands from then on.
    ///
    /// # Errors
    /// As [`Office::keep_sheet`]; bad input where a mark or an opinion is missing.
    pub async fn hand_sheet_in(
        &self,
        id: &SubjectId,
        expert: &str,
        version_seen: i64,
        actor: &str,
    ) -> Result<EvaluationSheet, ServiceError> {
        let sheet = self.evaluation_sheet_at(id, expert, version_seen).await?;
        let terms = self.whole.evaluation_round(id.year).await?.ok_or(ServiceError::NotFound)?.terms;
        let lacks = |dimension: &Dimension| {
            !sheet.marks.contains_key(dimension) || !sheet.opinions.contains_key(dimension)
        };
        let empty: Vec<Fact> =
            terms.dimensions.iter().map(|viewed| viewed.dimension).filter(lacks).map(word).collect();
        if !empty.is_empty() {
            let message = Message::new("evaluation-wrong-empty").with("dimensions", Fact::List(empty));
            return Err(crate::reason::wrong(message));
        }
        let digest = self.sheet_digest(&sheet)?;
        self.evaluation_sheet_step(sheet, SheetDone::HandedIn { digest }, actor).await
    }

    /// The digest of all that a sheet says.
    ///
    /// # Errors
    /// Where it cannot be written.
    pub fn sheet_digest(&self, sheet: &EvaluationSheet) -> Result<String, Fault> {
        let value = |error| Fault::new("digest a sheet", error);
        let told = json!({
            "subject": sheet.id.to_string(),
            "expert": sheet.expert,
            "marks": serde_json::to_value(&sheet.marks).map_err(value)?,
            "opinions": serde_json::to_value(&sheet.opinions).map_err(value)?,
            "overall": sheet.overall,
        });
        Ok(digest(canonical(&told).as_bytes()).to_string())
    }

    async fn evaluation_sheet_at(
        &self,
        id: &SubjectId,
        expert: &str,
        version_seen: i64,
    ) -> Result<EvaluationSheet, ServiceError> {
        let sheet = self.own_sheet(id, expert).await?;
        if let Some((on, _)) = sheet.handed_in {
            return Err(ServiceError::conflict(Message::new("conflict-evaluation-own").with("on", on)));
        }
        if sheet.version == version_seen { Ok(sheet) } else { Err(act::changed()) }
    }

    async fn evaluation_sheet_step(
        &self,
        mut sheet: EvaluationSheet,
        done: SheetDone,
        actor: &str,
    ) -> Result<EvaluationSheet, ServiceError> {
        let (now, today) = (self.clock.now(), self.clock.today());
        let entries = vec![sheet.entry(&done, (today, actor))?];
        let mut changes = Vec::new();
        if let SheetDone::HandedIn { .. } = done {
            changes.push(reading_over(&sheet.id, &sheet.expert));
        }
        sheet.take(done, today);
        changes.push(Change::EvaluationSheet(Box::new(sheet.clone())));
        self.storage.append(Batch { entries, changes }, now).await?;
        Ok(sheet)
    }
}

/// A dimension as a fact.
fn word(dimension: Dimension) -> Fact {
    Fact::Word(format!("evaluation-dimension.{dimension}"))
}
