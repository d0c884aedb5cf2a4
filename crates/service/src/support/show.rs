//! Support and reductions as pages show them.

use super::row::{Support, SupportId, SupportState};
use crate::Office;
use crate::access::Action;
use crate::error::ServiceError;
use crate::rows::PlanLine;

/// One with what who asks may do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SupportView {
    /// Itself.
    pub support: Support,
    /// The line of a plan of its programme, where it is about one.
    pub line: Option<PlanLine>,
    /// For whom who asks may state a view.
    pub states: Vec<String>,
    /// For whom who asks may receive the decision.
    pub receives: Vec<String>,
    /// Whether who asks may decide now.
    pub decides: bool,
    /// Whether who asks proposed it, so that somebody else decides.
    pub proposed: bool,
}

/// What waits for who asks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Waiting {
    /// Which.
    pub support: Support,
    /// What for: `state`, `receive` or `decide`.
    pub what: &'static str,
}

/// Two institutions that something can be proposed about, with their programmes in the newest plan.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Offered {
    /// The front institution.
    pub front: String,
    /// The partner.
    pub partner: String,
    /// The lines of the newest plan.
    pub lines: Vec<PlanLine>,
}

impl Office {
    /// Everything proposed and decided within reach, of a year or of all, the newest first.
    ///
    /// # Errors
    /// Forbidden to whom it is none of his business.
    pub async fn supports(&self, year: Option<i32>) -> Result<Vec<Support>, ServiceError> {
        if !self.may_ever(Action::SupportRead) {
            self.allow_here(Action::SupportRead)?;
        }
        let mut found = self.storage.supports(year).await?;
        found.sort_by_key(|one| (one.state != SupportState::Proposed, std::cmp::Reverse(one.id)));
        Ok(found)
    }

    /// One of them.
    ///
    /// # Errors
    /// Not found where there is none within reach.
    pub async fn support(&self, id: SupportId) -> Result<Support, ServiceError> {
        if !self.may_ever(Action::SupportRead) {
            self.allow_here(Action::SupportRead)?;
        }
        self.storage.support(id).await?.ok_or(ServiceError::NotFound)
    }

    /// One with what who asks may do.
    ///
    /// # Errors
    /// As [`Office::support`].
    pub async fn support_view(&self, id: SupportId) -> Result<SupportView, ServiceError> {
        let support = self.support(id).await?;
        let acts = |side: &&str| self.allow_of(Action::SupportAnswer, [*side]).is_ok();
        let own: Vec<String> = support.sides().into_iter().filter(acts).map(str::to_owned).collect();
        let open = support.state == SupportState::Proposed;
        let stated = |name: &&String| support.statements.contains_key(*name);
        let received = |name: &&String| support.received.contains_key(*name);
        let hears = open && support.statement_due.is_some();
        let proposed = self.had_a_hand(&super::stream(id), super::step::DECIDED).await?;
        let decides = open && self.allow_here(Action::SupportDecide).is_ok() && !proposed;
        let line = match &support.programme {
            Some(programme) => {
                let reference = self.reference().await?;
                let lines = reference.plans.values().rev().flatten();
                lines.into_iter().find(|line| line.programme == *programme).cloned()
            }
            None => None,
        };
        Ok(SupportView {
            states: own.iter().filter(|name| hears && !stated(name)).cloned().collect(),
            receives: own.iter().filter(|name| !open && !received(name)).cloned().collect(),
            decides: decides && support.hears_until(self.clock.today()).is_none(),
            proposed: proposed && open,
            line,
            support,
        })
    }

    /// What waits for who asks: to state a view, to receive a decision, to decide.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn waiting_support(&self) -> Result<Vec<Waiting>, ServiceError> {
        if self.viewer().is_none() || !self.may_ever(Action::SupportRead) {
            return Ok(Vec::new());
        }
        let mut found = Vec::new();
        for support in self.supports(None).await? {
            let view = self.support_view(support.id).await?;
            let what = match () {
                () if !view.states.is_empty() => "state",
                () if !view.receives.is_empty() => "receive",
                () if view.decides => "decide",
                () => continue,
            };
            found.push(Waiting { support, what });
        }
        Ok(found)
    }

    /// Whom something can be proposed about.
    ///
    /// # Errors
    /// Forbidden to who may not propose.
    pub async fn support_offered(&self) -> Result<Vec<Offered>, ServiceError> {
        self.allow_here(Action::SupportPropose)?;
        let reference = self.reference().await?;
        let mut found: Vec<Offered> = Vec::new();
        for line in reference.plans.values().next_back().into_iter().flatten() {
            let is = |one: &Offered| one.front == line.institution && one.partner == line.partner;
            match found.iter_mut().find(|one| is(one)) {
                Some(known) => known.lines.push(line.clone()),
                None => found.push(Offered {
                    front: line.institution.clone(),
                    partner: line.partner.clone(),
                    lines: vec![line.clone()],
                }),
            }
        }
        found.sort_by(|one, other| (&one.front, &one.partner).cmp(&(&other.front, &other.partner)));
        Ok(found)
    }
}
