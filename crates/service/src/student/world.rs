//! The world a decision needs: the programmes of every plan with the scores of their years.

use crate::Office;
use crate::error::Fault;
use crate::rows::PlanLine;
use crate::take_over::PastClass;
use guantong_model::{ProgrammeId, Score};
use guantong_registry::{Documents, Placement, Programme, World};
use std::collections::BTreeMap;
use std::sync::Arc;

/// What a record remembers of a programme's plan line.
#[must_use]
pub fn placement(line: &PlanLine) -> Placement {
    Placement {
        programme: line.programme.clone(),
        track: line.track,
        school: line.institution.clone(),
        partner: line.partner.clone(),
        major: line.major.clone(),
        code: line.code.clone(),
        class: line.class.clone(),
    }
}

impl Office {
    /// The programmes of every plan set, in the order of the newest plan that has each, and their years; then those of
    /// earlier years that were told when students were taken over.
    ///
    /// 录取成绩 of a year is the lowest score admitted in any published round of it.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn world(&self) -> Result<Arc<World>, Fault> {
        Ok(Arc::clone(&self.reference().await?.world))
    }

    /// The same world with further classes of earlier years.
    pub(crate) async fn world_with(&self, more: &[PastClass]) -> Result<World, Fault> {
        self.world_of(&self.reference().await?.plans, more).await
    }

    /// The world of these plans, and of these classes beside those on file.
    pub(crate) async fn world_of(
        &self,
        plans: &BTreeMap<i32, Vec<PlanLine>>,
        more: &[PastClass],
    ) -> Result<World, Fault> {
        let mut order: Vec<ProgrammeId> = Vec::new();
        let mut programmes: BTreeMap<ProgrammeId, Programme> = BTreeMap::new();
        for (&year, lines) in plans.iter().rev() {
            let scores = self.admission_scores(year, i64::MAX).await?;
            for line in lines {
                let id = line.programme.clone();
                let programme = programmes.entry(id.clone()).or_insert_with(|| {
                    order.push(id.clone());
                    Programme { placement: placement(line), similar: Vec::new(), cohorts: BTreeMap::new() }
                });
                programme.cohorts.insert(year, scores.get(&id).copied());
            }
        }
        // Classes of earlier years stand after the plans, which know better.
        for class in self.storage.past_classes().await?.iter().chain(more) {
            let id = class.placement.programme.clone();
            let programme = programmes.entry(id.clone()).or_insert_with(|| {
                order.push(id);
                let placement = class.placement.clone();
                Programme { placement, similar: Vec::new(), cohorts: BTreeMap::new() }
            });
            programme.cohorts.entry(class.year).or_insert(class.score);
        }
        let mut world = World::new(order.iter().filter_map(|id| programmes.remove(id)).collect());
        world = world.with_dated(crate::programme::dated(self.storage.dated_facts().await?));
        let on_file = self.storage.progression_rules().await?;
        world.documents = Documents::OnFile(on_file.into_iter().map(|on_file| on_file.rules).collect());
        let institutions = self.edition().institutions().iter();
        world.codes = institutions.filter_map(|i| Some((i.name.clone(), i.code.clone()?))).collect();
        Ok(world)
    }

    /// 录取成绩 by programme: the score of the last admitted over the rounds of a year that were published before a moment.
    pub(crate) async fn admission_scores(
        &self,
        year: i32,
        before: i64,
    ) -> Result<BTreeMap<ProgrammeId, Score>, Fault> {
        let mut scores: BTreeMap<ProgrammeId, Score> = BTreeMap::new();
        let rounds = self.storage.rounds(year).await?;
        for run in rounds.iter().filter(|run| run.published_at.is_some_and(|at| at < before)) {
            for programme in self.storage.round_programmes(year, run.round).await? {
                if let Some(cutoff) = programme.cutoff {
                    let score = scores.entry(programme.programme).or_insert(cutoff);
                    *score = cutoff.min(*score);
                }
            }
        }
        Ok(scores)
    }
}
