//! What changes seldom and is asked for with every page: the plans, and the world a decision stands on. It is put
//! together once and kept until its mark in the database is another.

use crate::Office;
use crate::error::Fault;
use crate::rows::PlanLine;
use guantong_model::ProgrammeId;
use guantong_registry::World;
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

/// The plans and the world, as they are under one mark.
#[derive(Debug)]
pub(crate) struct Reference {
    /// The lines of every plan set, in the order of its table; the newest plan last.
    pub(crate) plans: BTreeMap<i32, Vec<PlanLine>>,
    /// The programmes of every plan, each as its newest plan has it, the newest plan first.
    pub(crate) newest: Arc<[PlanLine]>,
    /// Programmes with the scores of their years, dated facts, rules on file.
    pub(crate) world: Arc<World>,
}

/// What was put together last, under its mark.
type Last<T> = Option<(String, Arc<T>)>;

/// What was put together last. All views of an office share it: nothing in it is anybody's.
#[derive(Debug)]
pub(crate) struct Kept<T>(Arc<Mutex<Last<T>>>);

impl<T> Default for Kept<T> {
    fn default() -> Self {
        Kept(Arc::default())
    }
}

impl<T> Clone for Kept<T> {
    fn clone(&self) -> Self {
        Kept(Arc::clone(&self.0))
    }
}

impl<T> Kept<T> {
    /// What was put together under a mark.
    pub(crate) fn under(&self, mark: &str) -> Option<Arc<T>> {
        let kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        kept.as_ref().filter(|(of, _)| of == mark).map(|(_, kept)| Arc::clone(kept))
    }

    /// Keeps it in place of what was kept before.
    pub(crate) fn keep(&self, mark: String, put_together: &Arc<T>) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some((mark, Arc::clone(put_together)));
    }
}

impl Office {
    /// The programmes of every plan, each as its newest plan has it.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn programmes_of_all_plans(&self) -> Result<Arc<[PlanLine]>, Fault> {
        Ok(Arc::clone(&self.reference().await?.newest))
    }

    /// The plans and the world as the database has them now: on however many servers somebody changes them, each asks
    /// for the mark first.
    ///
    /// # Errors
    /// Where the database fails.
    pub(crate) async fn reference(&self) -> Result<Arc<Reference>, Fault> {
        // Read before what it stands for: what changes meanwhile is put together once too often, never too seldom.
        let mark = self.whole.reference_mark().await?;
        if let Some(kept) = self.kept.under(&mark) {
            return Ok(kept);
        }
        let mut plans = BTreeMap::new();
        for year in self.whole.years().await? {
            let lines = self.whole.plan_lines(year).await?;
            // A year that has only a draft has no plan.
            if !lines.is_empty() {
                plans.insert(year, lines);
            }
        }
        let world = Arc::new(self.world_of(&plans, &[]).await?);
        let newest = newest(&plans).into();
        let reference = Arc::new(Reference { plans, newest, world });
        self.kept.keep(mark, &reference);
        Ok(reference)
    }
}

/// The programmes of every plan, each as its newest plan has it.
fn newest(plans: &BTreeMap<i32, Vec<PlanLine>>) -> Vec<PlanLine> {
    let mut seen: BTreeMap<&ProgrammeId, ()> = BTreeMap::new();
    let all = plans.values().rev().flatten();
    all.filter(|line| seen.insert(&line.programme, ()).is_none()).cloned().collect()
}
