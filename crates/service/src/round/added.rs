//! 追加招生计划: places added to a programme of the plan between two rounds (3.1.2.b, 3.1.3.a), proposed by one of the
//! commission and confirmed by another.
//!
//! Before the first round is published the plan itself is set anew; from then on it stands, and what is added comes for the
//! next round that is not signed. Every round is run, and run again, with the places of its time: a run notes how far what was
//! added had come. The lines of the plan have the sum.

use crate::Office;
use crate::access::Action;
use crate::error::{Fault, ServiceError};
use crate::journal::{Entry, NewEntry};
use crate::ports::{Batch, Change};
use crate::reason::{reason, wrong};
use crate::rows::{PlanLine, Round, RoundState};
use guantong_model::{Fact, Message, ProgrammeId, words};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The most places that are added to a programme at once.
const PLACES_MOST: i64 = 1_000;
/// The interpretation that lets places be added.
const INTERPRETATION: &str = "places-added";

words! {
    /// How far an addition is.
    AddedState {
        /// Waits for another person.
        Proposed = "proposed",
        /// Counts.
        Confirmed = "confirmed",
        /// Does not count.
        Refused = "refused",
    }
}

/// Places added to a programme, as they stand.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AddedPlaces {
    /// Its number within the year, from 1.
    pub number: i64,
    /// The round from which on they are there.
    pub round: Round,
    /// To which programme.
    pub programme: ProgrammeId,
    /// How many.
    pub places: i64,
    /// The document that they rest on, by title or number.
    pub document: String,
    /// Why.
    pub reason: String,
    /// How far it is.
    pub state: AddedState,
    /// Who proposed it.
    pub proposed_by: String,
    /// Who confirmed or refused it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub decided_by: String,
    /// Why it was refused.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub refused_because: String,
}

/// What is added, as it was typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TypedPlaces {
    /// To which programme.
    pub programme: String,
    /// How many.
    pub places: String,
    /// The document.
    pub document: String,
    /// Why.
    pub reason: String,
}

/// What the streams of additions begin with.
pub(crate) const ADDED: &str = "places-added/";

/// The stream of what was added to a year's plan.
#[must_use]
pub fn added_stream(year: i32) -> String {
    format!("{ADDED}{year}")
}

/// What does not hold of a step of an addition: who confirms is not who proposed.
pub(crate) fn broken(entry: &Entry) -> Option<String> {
    let read = fold(std::slice::from_ref(entry)).ok().and_then(|found| found.into_values().next());
    let Some(found) = read else { return Some("cannot be read".to_owned()) };
    let waits = found.state == AddedState::Proposed;
    let one_hand = !waits && (found.decided_by.is_empty() || found.decided_by == found.proposed_by);
    one_hand.then(|| format!("{} {}", found.state, found.decided_by))
}

fn fold(entries: &[Entry]) -> Result<BTreeMap<i64, AddedPlaces>, Fault> {
    let read = |entry: &Entry| {
        let added = entry.body.get("added").cloned().unwrap_or_default();
        let found: Result<AddedPlaces, _> = serde_json::from_value(added);
        let found = found.map_err(|error| Fault::new("read places that were added", error))?;
        Ok((found.number, found))
    };
    entries.iter().map(read).collect()
}

/// The thing hands are laid on: who proposes does not confirm.
fn object(year: i32, number: i64) -> String {
    format!("{}/{number}", added_stream(year))
}

impl Office {
    /// All that was added to a year's plan, in order of number, with what waits or was refused.
    ///
    /// # Errors
    /// A fault where the database fails or an entry cannot be read.
    pub async fn added_places(&self, year: i32) -> Result<Vec<AddedPlaces>, ServiceError> {
        Ok(fold(&self.whole.stream(&added_stream(year)).await?)?.into_values().collect())
    }

    /// The lines of a plan as a round has them, as what was added stood at a version, with that version; nothing named is
    /// the last.
    pub(super) async fn round_lines(
        &self,
        year: i32,
        round: Round,
        version: Option<i64>,
    ) -> Result<(Vec<PlanLine>, i64), Fault> {
        let mut lines = self.whole.plan_lines(year).await?;
        let mut entries = self.whole.stream(&added_stream(year)).await?;
        // The lines have everything that counts by now.
        for added in fold(&entries)?.into_values() {
            add(&mut lines, &added, -added.places);
        }
        entries.retain(|entry| version.is_none_or(|version| entry.version <= version));
        for added in fold(&entries)?.into_values().filter(|added| added.round <= round) {
            add(&mut lines, &added, added.places);
        }
        Ok((lines, entries.last().map_or(0, |entry| entry.version)))
    }

    /// How many places were added to each programme of a year, in all rounds.
    pub(crate) async fn added_sums(&self, year: i32) -> Result<BTreeMap<ProgrammeId, i64>, Fault> {
        let mut sums = BTreeMap::new();
        let entries = self.whole.stream(&added_stream(year)).await?;
        for added in fold(&entries)?.into_values().filter(|added| added.state == AddedState::Confirmed) {
            *sums.entry(added.programme).or_default() += added.places;
        }
        Ok(sums)
    }

    /// Proposes places for a programme of the year; returns the number of the addition.
    ///
    /// # Errors
    /// Forbidden; bad input: a value that is missing or cannot be; a conflict where the edition lets no places be added, the
    /// round before is not published, this one is signed or it is the first, or places for the programme wait already.
    pub async fn propose_places(
        &self,
        year: i32,
        round: Round,
        typed: &TypedPlaces,
        actor: &str,
    ) -> Result<i64, ServiceError> {
        self.allow_here(Action::PlanDraft)?;
        let version = self.next_version(&added_stream(year)).await?;
        let mut changes = self.places_rest_on(year, round).await?;
        let lines = self.whole.plan_lines(year).await?;
        let programme = ProgrammeId(typed.programme.trim().to_owned());
        let mut wrongs = Vec::new();
        if !lines.iter().any(|line| line.programme == programme) {
            let given = programme.as_str();
            wrongs.push(Message::new("places-wrong-programme").with("given", given).with("year", year));
        }
        let given = guantong_model::half_width(&typed.places);
        let places = given.trim().parse::<i64>().ok().filter(|places| (1..=PLACES_MOST).contains(places));
        if places.is_none() {
            let message = Message::new("places-wrong-count").with("given", typed.places.trim());
            wrongs.push(message.with("most", PLACES_MOST));
        }
        let mut text = |given: &str, field: &'static str| match reason(given) {
            Ok(text) => text,
            Err(ServiceError::BadInput(_)) => {
                let message = Message::new("places-wrong-text").with("count", given.trim().chars().count());
                wrongs.push(message.with("field", Fact::Word(format!("places-field.{field}"))));
                String::new()
            }
            Err(_) => String::new(),
        };
        let (document, because) = (text(&typed.document, "document"), text(&typed.reason, "reason"));
        let (Some(places), true) = (places, wrongs.is_empty()) else {
            return Err(ServiceError::BadInput(wrongs));
        };
        let before = self.added_places(year).await?;
        if before.iter().any(|one| one.state == AddedState::Proposed && one.programme == programme) {
            return Err(ServiceError::conflict(Message::new("conflict-places-wait")));
        }
        let number = before.last().map_or(0, |last| last.number) + 1;
        let added = AddedPlaces {
            number,
            round,
            programme,
            places,
            document,
            reason: because,
            state: AddedState::Proposed,
            proposed_by: actor.to_owned(),
            decided_by: String::new(),
            refused_because: String::new(),
        };
        changes.extend(self.hand_on(&object(year, number), "propose"));
        self.append_places(year, version, added, changes, actor).await?;
        Ok(number)
    }

    /// Confirms or refuses what another person proposed; a refusal says why.
    ///
    /// # Errors
    /// Forbidden; not found where there is no such addition; bad input: a refusal without a reason; a conflict where it is
    /// decided already, who asks proposed it, or the round is signed.
    pub async fn decide_places(
        &self,
        year: i32,
        number: i64,
        refused: Option<&str>,
        actor: &str,
    ) -> Result<(), ServiceError> {
        self.allow_here(Action::PlanSet)?;
        let version = self.next_version(&added_stream(year)).await?;
        let found = self.added_places(year).await?.into_iter().find(|one| one.number == number);
        let mut added = found.ok_or(ServiceError::NotFound)?;
        if added.state != AddedState::Proposed {
            return Err(ServiceError::conflict(Message::new("conflict-places-decided")));
        }
        if added.proposed_by == actor || self.had_a_hand(&object(year, number), "decide").await? {
            return Err(ServiceError::conflict(Message::new("conflict-places-own")));
        }
        added.decided_by = actor.to_owned();
        let mut changes = Vec::new();
        if let Some(because) = refused {
            added.refused_because = reason(because)?;
            added.state = AddedState::Refused;
        } else {
            changes = self.places_rest_on(year, added.round).await?;
            added.state = AddedState::Confirmed;
            let (programme, places) = (added.programme.clone(), added.places);
            changes.push(Change::PlacesAdded { year, programme, places });
            let used = ["3.1.2.b", "3.1.3.a"].map(|clause| (clause.to_owned(), 1));
            changes.push(Change::ClauseUses(used.into()));
        }
        changes.extend(self.hand_on(&object(year, number), "decide"));
        self.append_places(year, version, added, changes, actor).await
    }

    /// What an addition rests on: an earlier round that is published, and this one not signed.
    async fn places_rest_on(&self, year: i32, round: Round) -> Result<Vec<Change>, ServiceError> {
        let mut changes = vec![self.as_seen(crate::plan::stream(year)).await?];
        for round in Round::ALL {
            changes.push(self.as_seen(super::stream(year, round)).await?);
        }
        let conflict = |id: &str| Err(ServiceError::conflict(Message::new(id).with("year", year)));
        if self.edition().switch(INTERPRETATION) != Some("between-rounds") {
            return conflict("conflict-places-never");
        }
        let set = self.rules_in_force(year).await?.set;
        let held = |round: Round| set.round(super::round_id(round)).is_some();
        if !held(round) {
            return Err(wrong(Message::new("conflict-no-such-round").with("year", year)));
        }
        let runs = self.whole.rounds(year).await?;
        let run = |round: Round| runs.iter().find(|run| run.round == round);
        let mut before = Round::ALL.into_iter().filter(|before| *before < round && held(*before)).peekable();
        if before.peek().is_none() {
            return conflict("conflict-places-first");
        }
        if !before.all(|before| run(before).is_some_and(|run| run.published_at.is_some())) {
            return conflict("conflict-earlier-round-open");
        }
        let over =
            |run: &crate::rows::RoundRun| run.state != RoundState::Proved || !run.signatures.is_empty();
        if run(round).is_some_and(over) { conflict("conflict-round-over") } else { Ok(changes) }
    }

    async fn append_places(
        &self,
        year: i32,
        version: i64,
        added: AddedPlaces,
        changes: Vec<Change>,
        actor: &str,
    ) -> Result<(), ServiceError> {
        let entry = NewEntry {
            stream: added_stream(year),
            version,
            kind: format!("places-{}", added.state),
            effective_on: self.clock.today(),
            actor: actor.to_owned(),
            body: serde_json::json!({"year": year, "added": added}),
        };
        self.storage.append(Batch { entries: vec![entry], changes }, self.clock.now()).await?;
        Ok(())
    }
}

/// Adds places to the line they are for, where they count.
fn add(lines: &mut [PlanLine], added: &AddedPlaces, places: i64) {
    let line = lines.iter_mut().find(|line| line.programme == added.programme);
    if let Some(line) = line.filter(|_| added.state == AddedState::Confirmed) {
        line.places += places;
    }
}
