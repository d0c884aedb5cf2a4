//! Sheets that wait for the institution of who asks: to be confirmed, or sent back to it.

use super::row::SheetState;
use crate::Office;
use crate::error::Fault;
use crate::rows::PlanLine;
use guantong_model::ProgrammeId;
use std::collections::BTreeMap;

/// What waits of a class.
#[derive(Clone, Debug)]
pub struct SheetsWaiting {
    /// The programme.
    pub line: PlanLine,
    /// The class by its entry year.
    pub cohort: i32,
    /// Sheets that wait for its confirmation.
    pub to_confirm: usize,
    /// Sheets that were sent back to it.
    pub returned: usize,
    /// Corrections that wait for its agreement.
    pub to_correct: usize,
}

impl Office {
    /// What waits for the institution of who asks, by class. Nothing of whoever acts for none.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn waiting_results(&self) -> Result<Vec<SheetsWaiting>, Fault> {
        let Some(own) = self.viewer().and_then(|viewer| viewer.institution()) else { return Ok(Vec::new()) };
        let mut counts: BTreeMap<(ProgrammeId, i32), [usize; 3]> = BTreeMap::new();
        for sheet in self.storage.open_result_sheets(own).await? {
            let confirms = sheet.state == SheetState::Submitted && self.confirms_results(&sheet);
            let enters = sheet.returned.is_some() && self.enters_results(&sheet);
            let corrects = sheet.correction.is_some() && self.confirms_results(&sheet);
            if confirms || enters || corrects {
                let of = counts.entry((sheet.id.programme.clone(), sheet.id.cohort)).or_default();
                let more = [confirms, enters, corrects].map(usize::from);
                of.iter_mut().zip(more).for_each(|(count, more)| *count += more);
            }
        }
        let mut waiting = Vec::new();
        for ((programme, cohort), [to_confirm, returned, to_correct]) in counts {
            let Some(line) = self.line_of_class(&programme, cohort).await? else { continue };
            waiting.push(SheetsWaiting { line, cohort, to_confirm, returned, to_correct });
        }
        waiting.sort_by_key(|one| (one.cohort, one.line.position));
        Ok(waiting)
    }
}
