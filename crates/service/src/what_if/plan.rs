//! Next year's plan without some of this year's rows, or with another partner: whom it would strand (3.4.3.b, 3.4.4.c).

use super::WhatIf;
use crate::Office;
use crate::access::Action;
use crate::continuity::Continuity;
use crate::error::ServiceError;
use crate::rows::PlanLine;
use guantong_model::{Message, ProgrammeKey};
use guantong_programme::plan::programme_id;
use std::sync::Arc;

/// Two plans, and whose place hangs on the difference.
#[derive(Clone, Debug)]
pub struct Planned {
    /// This year's plan against the one without these rows.
    pub continuity: Continuity,
}

impl Office {
    /// The newest plan that was set: what next year's is drafted from.
    ///
    /// # Errors
    /// Where the database fails; forbidden to whom editions are not to try.
    pub async fn what_if_plan(&self) -> Result<Option<(i32, Vec<PlanLine>)>, ServiceError> {
        self.allow_here(Action::EditionWhatIf)?;
        let reference = self.reference().await?;
        Ok(reference.plans.iter().next_back().map(|(year, lines)| (*year, lines.clone())))
    }

    /// Refuses rows that the plan does not have, and partners that are no university.
    pub(super) async fn plan_can_be(&self, asked: &WhatIf) -> Result<(), ServiceError> {
        let Some((year, lines)) = self.what_if_plan().await? else { return Ok(()) };
        let mut wrong = Vec::new();
        for id in asked.dropped.iter().chain(asked.partners.keys()) {
            if !lines.iter().any(|line| line.programme == *id) {
                let message = Message::new("what-if-no-programme").with("given", id.as_str());
                wrong.push(message.with("year", year));
            }
        }
        for partner in asked.partners.values() {
            let known = self.edition().institution(partner).is_some_and(|one| one.partner);
            if !known {
                wrong.push(Message::new("what-if-no-partner").with("given", partner.as_str()));
            }
        }
        if wrong.is_empty() { Ok(()) } else { Err(ServiceError::BadInput(wrong)) }
    }

    /// Whom next year's plan would strand; `other` is the office under the other edition.
    pub(super) async fn planned_without(
        &self,
        other: &Office,
        asked: &WhatIf,
    ) -> Result<Option<Planned>, ServiceError> {
        if (asked.dropped.is_empty() && asked.partners.is_empty()) || !self.may_ever(Action::ContinuityRead) {
            return Ok(None);
        }
        let Some((year, before)) = self.what_if_plan().await? else { return Ok(None) };
        let kept = before.iter().filter(|line| !asked.dropped.contains(&line.programme));
        let after = kept.map(|line| match asked.partners.get(&line.programme) {
            Some(partner) => {
                with_partner(line, self.edition().institution(partner).map_or(partner, |one| &one.name))
            }
            None => line.clone(),
        });
        let after = after.collect();
        let seeing = match self.viewer() {
            Some(viewer) => other.seen_by(Arc::new(viewer.clone()), Action::ContinuityRead),
            None => other.clone(),
        };
        let continuity = seeing.continuity_of((year, before), (year + 1, after), self.today()).await?;
        Ok(Some(Planned { continuity }))
    }
}

/// The row with another partner: another programme, by its id.
fn with_partner(line: &PlanLine, partner: &str) -> PlanLine {
    let key = ProgrammeKey {
        institution: line.institution.clone(),
        special: line.special.clone(),
        major: line.major.clone(),
        specialisation: line.specialisation.clone(),
        partner: partner.to_owned(),
    };
    PlanLine { programme: programme_id(&key), partner: partner.to_owned(), ..line.clone() }
}
