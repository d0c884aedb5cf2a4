//! Facts about programmes and institutions that hold from a day on: a partner replaced for a class that has begun, an
//! institution renamed. They are no commands of a record: a record takes them in with the next decision on it, as an
//! event of its own, so that it can be read without them.
//!
//! Not here: who may enter such a fact; that it was reported (4.3.3).

use crate::record::State;
use crate::terms::reading::PartnerReplacedRegistration;
use crate::world::{Programme, World};
use crate::{CommandName, Event, Placement, Terms};
use guantong_model::{Date, ProgrammeId};
use serde::{Deserialize, Serialize};
use std::borrow::Cow;

/// A class of a programme has another partner university from a day on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PartnerReplaced {
    /// The programme.
    pub programme: ProgrammeId,
    /// The class: its entry year.
    pub cohort: i32,
    /// The first day.
    pub from: Date,
    /// The partner from then on.
    pub partner: String,
}

/// An institution has another name from a day on. It stays the same institution to every rule.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Renamed {
    /// The institution, by the name under which it is known here.
    pub institution: String,
    /// The first day.
    pub from: Date,
    /// Its name from then on.
    pub name: String,
}

/// All such facts, in the order they were entered: of two for one day the later counts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Dated {
    /// Partners replaced.
    pub partners: Vec<PartnerReplaced>,
    /// Institutions renamed.
    pub names: Vec<Renamed>,
}

impl Dated {
    /// The partner a class was given by a fact that holds on a day, where there is one.
    #[must_use]
    pub fn partner(&self, programme: &ProgrammeId, cohort: i32, on: Date) -> Option<&str> {
        let of_class = |fact: &&PartnerReplaced| fact.programme == *programme && fact.cohort == cohort;
        let found = self.partners.iter().filter(of_class).filter(|fact| fact.from <= on);
        found.max_by_key(|fact| fact.from).map(|fact| fact.partner.as_str())
    }

    /// The name an institution bears on a day.
    #[must_use]
    pub fn name<'n>(&'n self, institution: &'n str, on: Date) -> &'n str {
        let of_it = self.names.iter().filter(|fact| fact.institution == institution && fact.from <= on);
        of_it.max_by_key(|fact| fact.from).map_or(institution, |fact| fact.name.as_str())
    }

    /// The institution that bears or bore a name, by the name under which it is known here.
    #[must_use]
    pub fn institution<'n>(&'n self, name: &'n str) -> &'n str {
        self.names.iter().find(|fact| fact.name == name).map_or(name, |fact| fact.institution.as_str())
    }
}

impl World {
    /// The same world with facts that hold from a day on. Programmes under a later name of an institution are its own.
    #[must_use]
    pub fn with_dated(mut self, dated: Dated) -> Self {
        for placement in self.placements_mut() {
            for name in [&mut placement.school, &mut placement.partner] {
                let known = dated.institution(name);
                if known != name {
                    *name = known.to_owned();
                }
            }
        }
        self.dated = dated;
        self
    }

    /// A programme as a class of it has it on a day.
    #[must_use]
    pub fn placement_of<'w>(&'w self, programme: &'w Programme, cohort: i32, on: Date) -> Cow<'w, Placement> {
        match self.dated.partner(programme.id(), cohort, on) {
            Some(partner) if partner != programme.placement.partner => {
                Cow::Owned(Placement { partner: partner.to_owned(), ..programme.placement.clone() })
            }
            _ => Cow::Borrowed(&programme.placement),
        }
    }
}

/// What a record takes in before a command: that its class has another partner than the record remembers.
///
/// A registration that is open at the former partner stays there until the next stage, by the interpretation
/// `partner-replaced-registration`: until then only the step into that stage knows the new one.
pub(crate) fn taken_in(
    state: &State,
    world: &World,
    terms: &Terms,
    on: Date,
    command: CommandName,
) -> Option<Event> {
    let own = &state.placement;
    if state.standing.ended() || command == CommandName::Correct {
        return None;
    }
    let partner = world.dated.partner(&own.programme, state.cohort, on)?;
    if partner == own.partner {
        return None;
    }
    let open_there = state
        .registrations
        .last()
        .is_some_and(|period| period.to.is_none() && period.institution == own.partner);
    let held = open_there && own.registered_at(state.stage) == own.partner;
    let at_once = terms.readings.partner_replaced_registration == PartnerReplacedRegistration::AtOnce;
    let steps_on = command == CommandName::Progress;
    if held && !at_once && !steps_on {
        return None;
    }
    let placement = Placement { partner: partner.to_owned(), ..own.clone() };
    Some(Event::PartnerReplaced { placement, moves: held && at_once && !steps_on })
}
