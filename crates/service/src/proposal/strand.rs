//! Whom a plan that is not set yet would strand: every row dropped, every partner changed, held against the students of
//! that programme (3.4.3.b, 3.4.4.b, 3.4.4.c).

use super::ProposalOnFile;
use crate::Office;
use crate::access::Action;
use crate::continuity::Continuity;
use crate::error::Fault;
use crate::rows::PlanLine;
use crate::views::PlanDraftView;
use guantong_model::{Date, StudentId};
use guantong_programme::plan::Ground;
use guantong_programme::proposal::{Proposal, ProposalRow};
use guantong_registry::Prospect;
use std::collections::BTreeSet;
use std::sync::Arc;

/// Whom a proposed plan would strand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stranded {
    /// Last year's plan against what is proposed, as far as who asks may know of students.
    pub continuity: Continuity,
}

impl Stranded {
    /// The students who would lose their place, by their ids.
    #[must_use]
    pub fn losing(&self) -> BTreeSet<&StudentId> {
        self.continuity.with(Prospect::Loses).map(|concerned| &concerned.student.id).collect()
    }

    /// How many study in classes of which whoever fails or takes leave next would lose the place.
    #[must_use]
    pub fn at_risk(&self) -> i64 {
        self.continuity.classes.iter().filter(|class| class.loses()).map(|class| class.class.students).sum()
    }
}

impl Office {
    /// Whom what is proposed for a year would strand, tried on a day: the rows of these proposals in place of last
    /// year's of their institutions, and last year's of all others. Nothing where last year has no plan, or where who
    /// asks may not know.
    ///
    /// # Errors
    /// Where the database fails or an entry cannot be read.
    pub async fn stranded(
        &self,
        year: i32,
        proposals: &[ProposalOnFile],
        on: Date,
    ) -> Result<Option<Stranded>, Fault> {
        let Some(before) = self.knowable_before(year).await? else { return Ok(None) };
        let ground = self.proposal_ground(year);
        let proposing: BTreeSet<&str> =
            proposals.iter().map(|found| found.proposal.institution.as_str()).collect();
        let kept = before.iter().filter(|line| !proposing.contains(line.institution.as_str())).cloned();
        let mut after: Vec<PlanLine> = kept.collect();
        for found in proposals {
            after.extend(lines(&found.proposal, &ground));
        }
        for (line, position) in after.iter_mut().zip(1..) {
            line.position = position;
        }
        self.strands(year, before, after, on).await.map(Some)
    }

    /// Whom a table that is being reconciled would strand, as far as its lines are known.
    ///
    /// # Errors
    /// Where the database fails or an entry cannot be read.
    pub async fn stranded_by_draft(&self, view: &PlanDraftView, on: Date) -> Result<Option<Stranded>, Fault> {
        let year = view.draft.year;
        let Some(before) = self.knowable_before(year).await? else { return Ok(None) };
        let after = view.reconciliation.preview().iter().map(crate::plan::line).collect();
        self.strands(year, before, after, on).await.map(Some)
    }

    /// Last year's plan, where there is one and who asks may know whom a change of it strands.
    async fn knowable_before(&self, year: i32) -> Result<Option<Vec<PlanLine>>, Fault> {
        if !self.may_ever(Action::ContinuityRead) {
            return Ok(None);
        }
        Ok(Some(self.whole.plan_lines(year - 1).await?).filter(|lines| !lines.is_empty()))
    }

    async fn strands(
        &self,
        year: i32,
        before: Vec<PlanLine>,
        after: Vec<PlanLine>,
        on: Date,
    ) -> Result<Stranded, Fault> {
        // Pages that list and compare find no more people than the continuity page would show.
        let seeing = match self.viewer() {
            Some(viewer) => self.seen_by(Arc::new(viewer.clone()), Action::ContinuityRead),
            None => self.clone(),
        };
        let continuity = seeing.continuity_of((year - 1, before), (year, after), on).await?;
        Ok(Stranded { continuity })
    }
}

/// The rows of a proposal that stand, as lines of a plan.
pub(super) fn lines(proposal: &Proposal, ground: &Ground) -> Vec<PlanLine> {
    let line = |row: &ProposalRow| {
        let code = ground.major(row.track, &row.major).cloned().unwrap_or_default();
        PlanLine {
            programme: row.programme(&proposal.institution),
            position: i64::from(row.row),
            track: row.track,
            category: row.category.clone(),
            institution: proposal.institution.clone(),
            special: row.special.clone(),
            major: row.major.clone(),
            specialisation: row.specialisation.clone(),
            partner: row.partner.clone(),
            places: i64::from(row.places),
            barred: false,
            code: code.code,
            class: code.class,
        }
    };
    proposal.standing().map(line).collect()
}
