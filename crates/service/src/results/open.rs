//! Finding a sheet, what it would be where nobody has drawn it up, and how each of its steps is written.

use super::fold::Done;
use super::row::{ResultSheet, SheetId, SheetState, SubjectKind};
use super::stream;
use crate::Office;
use crate::access::Action;
use crate::error::{Fault, ServiceError};
use crate::ports::{Batch, Change};
use guantong_model::{Fact, Message, Score};
use guantong_registry::results::{Attempt, Scale};
use std::collections::BTreeMap;

impl Office {
    /// A sheet as it stands, or as it would be drawn up, at version 0.
    ///
    /// # Errors
    /// Not found where there is no such class or course, the attempt before it is not confirmed, or it is out of reach.
    pub async fn result_sheet(&self, id: &SheetId) -> Result<ResultSheet, ServiceError> {
        if let Some(sheet) = self.storage.result_sheet(id).await? {
            return Ok(sheet);
        }
        let line = self.line_of_class(&id.programme, id.cohort).await?.ok_or(ServiceError::NotFound)?;
        let subjects = self.subjects(&id.programme, id.cohort).await?;
        let subject = subjects.into_iter().find(|(code, _)| *code == id.course);
        let (_, subject) = subject.ok_or(ServiceError::NotFound)?;
        let hands = self.hands_of_results(&line, subject.stage).await?;
        self.allow_of(
            Action::ResultsRead,
            [&hands.enters, &hands.confirms, &line.institution, &line.partner].map(String::as_str),
        )
        .map_err(|_| ServiceError::NotFound)?;
        // An assessment of a year is made once.
        if id.attempt != Attempt::First && subject.kind != SubjectKind::Course {
            return Err(ServiceError::NotFound);
        }
        if let Some(before) = before(id.attempt) {
            let earlier = SheetId { attempt: before, ..id.clone() };
            let earlier = self.whole.result_sheet(&earlier).await?;
            if earlier.is_none_or(|sheet| sheet.state != SheetState::Confirmed) {
                return Err(ServiceError::NotFound);
            }
        }
        Ok(ResultSheet {
            id: id.clone(),
            subject,
            front: line.institution,
            partner: line.partner,
            enters: hands.enters,
            confirms: hands.confirms,
            state: SheetState::Entering,
            version: 0,
            marks: BTreeMap::new(),
            submitted_by: None,
            returned: None,
            confirmed_by: None,
            confirmed_on: None,
            correction: None,
            corrections: Vec::new(),
            asked: 0,
        })
    }

    /// A sheet to be changed as who asks saw it.
    pub(super) async fn sheet_at(
        &self,
        id: &SheetId,
        version_seen: i64,
    ) -> Result<ResultSheet, ServiceError> {
        let sheet = self.result_sheet(id).await?;
        if sheet.version == version_seen {
            return Ok(sheet);
        }
        Err(ServiceError::conflict(Message::new("conflict-marks-changed")))
    }

    /// Whether whoever asks enters the marks of a sheet.
    #[must_use]
    pub fn enters_results(&self, sheet: &ResultSheet) -> bool {
        self.allow_of(Action::ResultsKeep, [sheet.enters.as_str()]).is_ok()
    }

    /// Whether whoever asks is of the side that confirms.
    #[must_use]
    pub fn confirms_results(&self, sheet: &ResultSheet) -> bool {
        self.allow_of(Action::ResultsKeep, [sheet.confirms.as_str()]).is_ok()
    }

    /// How courses are marked on a day: out of how much, and what passes.
    ///
    /// # Errors
    /// Where the edition has no such terms.
    pub fn result_scale(&self) -> Result<Scale, Fault> {
        let on = self.clock.today();
        let points = |name: &'static str| {
            let number = self.edition().number(name, on);
            let number = number.and_then(|number| i32::try_from(number).ok());
            number.map(Score::points).ok_or_else(|| Fault::new("read how courses are marked", name))
        };
        Ok(Scale { full: points("result.full-marks")?, pass: points("result.pass-mark")? })
    }

    /// Writes steps, and how the sheet stands after them.
    pub(super) async fn sheet_step(
        &self,
        mut sheet: ResultSheet,
        done: Done,
        mut changes: Vec<Change>,
        actor: &str,
    ) -> Result<ResultSheet, ServiceError> {
        let (now, today) = (self.clock.now(), self.clock.today());
        let mut entries = Vec::new();
        if sheet.version == 0 {
            let opened = ResultSheet { version: 1, ..sheet.clone() };
            entries.push(Done::Opened(Box::new(opened)).entry(&sheet.id, 1, today, actor)?);
            sheet.version = 1;
        }
        entries.push(done.entry(&sheet.id, sheet.version + 1, today, actor)?);
        sheet.take(done, today, actor);
        changes.push(Change::Results(Box::new(sheet.clone())));
        self.storage.append(Batch { entries, changes }, now).await?;
        Ok(sheet)
    }

    /// The object that hands are laid on.
    pub(super) fn results_hand(&self, sheet: &ResultSheet, under: &str, part: &str) -> Vec<Change> {
        self.hand_on(&format!("{}{under}", stream(&sheet.id)), part).into_iter().collect()
    }
}

fn before(attempt: Attempt) -> Option<Attempt> {
    Attempt::ALL.iter().copied().find(|earlier| earlier.next() == Some(attempt))
}

/// Holds that a sheet is as far as it must be.
pub(super) fn is_in(sheet: &ResultSheet, state: SheetState) -> Result<(), ServiceError> {
    if sheet.state == state {
        return Ok(());
    }
    let state = Fact::Word(format!("sheet-state.{}", sheet.state));
    Err(ServiceError::conflict(Message::new("conflict-marks-state").with("state", state)))
}
