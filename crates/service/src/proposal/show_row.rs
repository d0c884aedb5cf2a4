//! One row of a proposal: what it was, what became of it, and whom it would strand if it went.

use super::{Demand, LastYear, ProposalOnFile, Standing, Stranded, Version, wrong};
use crate::Office;
use crate::error::ServiceError;
use guantong_model::Message;
use guantong_programme::proposal::{Bound, Edit, ProposalRow};

/// A row with what stands beside it.
#[derive(Clone, Debug)]
pub struct RowView {
    /// The proposal it is of.
    pub on_file: ProposalOnFile,
    /// The row.
    pub row: ProposalRow,
    /// What last year tells of it; nothing of a new one.
    pub last: Option<LastYear>,
    /// The year that tells it.
    pub demand: Demand,
    /// What was decided about it (4.3.2.b).
    pub bounds: Vec<Bound>,
    /// What who asks may do.
    pub standing: Standing,
    /// Whom it strands as it stands, or would strand if it were dropped.
    pub stranded: Option<Stranded>,
    /// The versions that changed it, oldest first.
    pub history: Vec<Version>,
}

impl RowView {
    /// Whether last year's programme goes, or has another partner.
    #[must_use]
    pub fn is_gone(&self) -> bool {
        self.row.was.is_some() && (!self.row.stands() || self.row.has_another_partner())
    }
}

impl Office {
    /// A row of a proposal.
    ///
    /// # Errors
    /// Not found where there is no such row, or who asks is not concerned.
    pub async fn proposal_row(
        &self,
        year: i32,
        institution: &str,
        number: u32,
    ) -> Result<RowView, ServiceError> {
        let view = self.proposal_view(year, institution).await?;
        let (on_file, versions) = self.proposal_versions(year, institution).await?;
        let row = on_file.proposal.row(number).cloned().ok_or(ServiceError::NotFound)?;
        let touches = |version: &Version| version.noted.edits.iter().any(|edit| edit.row() == Some(number));
        let history = versions.into_iter().filter(touches).collect();
        let last = row.was.as_ref().and_then(|was| view.demand.by.get(&was.programme).cloned());
        let mut bounds = view.bounds;
        bounds.retain(|bound| bound.concerns(institution, &row));
        let mut found = RowView {
            row,
            bounds,
            last,
            demand: view.demand,
            standing: view.standing,
            stranded: None,
            history,
            on_file,
        };
        if let Some(was) = found.row.was.clone() {
            let mut without = found.on_file.clone();
            if !found.is_gone() {
                let dropped = without.proposal.edited(&Edit::Drop { row: number }, Some("-"));
                without.proposal = dropped.map_err(|message: Message| wrong(message))?;
            }
            let stranded = self.stranded(year, &[without], self.clock.today()).await?;
            found.stranded = stranded.map(|mut stranded| {
                let continuity = &mut stranded.continuity;
                continuity.students.retain(|concerned| concerned.line.programme == was.programme);
                continuity.classes.retain(|class| class.line.programme == was.programme);
                stranded
            });
        }
        Ok(found)
    }
}
