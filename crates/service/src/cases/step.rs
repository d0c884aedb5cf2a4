//! A selection is chosen, confirmed and published, or sent back.

use super::fold::{Done, after};
use super::row::{Choice, Figures, Selection, SelectionState};
use super::stream;
use crate::Office;
use crate::access::Action;
use crate::error::{Fault, ServiceError};
use crate::ports::{Batch, Change};
use crate::reason::{reason, wrong};
use guantong_merit::{Scores, Weights, rank};
use guantong_model::{Fact, Message};
use std::collections::BTreeMap;

/// The part of whoever chooses.
const CHOSE: &str = "choose";
/// The part of whoever confirms.
pub(super) const CONFIRMED: &str = "confirm";
/// The most characters of a reason.
const LONGEST: usize = 400;

/// What is said of one of those considered.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Wish {
    /// The front institution.
    pub front: String,
    /// The partner.
    pub partner: String,
    /// Whether it is chosen.
    pub chosen: bool,
    /// Why it is, or is not.
    pub because: String,
}

/// A choice as it was made, by what was seen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choosing {
    /// The weights.
    pub weights: Weights,
    /// What was said, of some or of all.
    pub wishes: Vec<Wish>,
    /// The version that was seen: 0 where nobody had chosen.
    pub version_seen: i64,
    /// The digest of weights and figures that was seen.
    pub digest_seen: String,
}

impl Office {
    /// Chooses the excellent cases of a year: figures, weights and reasons stand from now on.
    ///
    /// # Errors
    /// Forbidden to who may not choose; not found where the year can have no selection; a conflict where it was chosen
    /// already, or other figures stand than were seen; bad input: nobody is chosen, a reason is missing or too long.
    pub async fn choose_cases(
        &self,
        year: i32,
        choosing: &Choosing,
        actor: &str,
    ) -> Result<Selection, ServiceError> {
        self.allow_here(Action::CasesChoose)?;
        if !self.case_years_known().await?.contains(&year) {
            return Err(ServiceError::NotFound);
        }
        let before = self.storage.selection(year).await?;
        seen(before.as_ref(), choosing.version_seen)?;
        if before.as_ref().is_some_and(|before| before.state != SelectionState::Returned) {
            return Err(in_state(before.as_ref()));
        }
        let figures = self.case_figures(year).await?;
        let weights = choosing.weights;
        if Self::case_digest(year, &weights, &figures)? != choosing.digest_seen {
            return Err(ServiceError::conflict(Message::new("conflict-case-figures")));
        }
        let choices = choices(&figures, &weights, &choosing.wishes)?;
        let digest = self.selection_digest(year, &weights, &figures, &choices)?;
        let mut changes = vec![Change::HandsFreed { object: stream(year), parts: "" }];
        changes.extend(self.hand_on(&stream(year), CHOSE));
        let done = Done::Chosen { figures: Box::new(figures), weights, choices, digest };
        self.selection_step(before, year, done, changes, actor).await
    }

    /// Confirms what another person chose, as it was seen, and publishes it.
    ///
    /// # Errors
    /// As [`Office::choose_cases`]; a conflict where who asks chose, nothing waits, or another digest was seen.
    pub async fn confirm_cases(
        &self,
        year: i32,
        (version_seen, digest_seen): (i64, &str),
        actor: &str,
    ) -> Result<Selection, ServiceError> {
        let before = self.waiting_selection(year, version_seen).await?;
        if before.digest != digest_seen {
            return Err(ServiceError::conflict(Message::new("conflict-case-changed")));
        }
        if before.chosen_by == actor {
            return Err(ServiceError::conflict(Message::new("conflict-same-hand")));
        }
        let changes = self.hand_on(&stream(year), CONFIRMED).into_iter().collect();
        let done = Done::Published { digest: before.digest.clone() };
        self.selection_step(Some(before), year, done, changes, actor).await
    }

    /// Sends what was chosen back, to be chosen again.
    ///
    /// # Errors
    /// As [`Office::confirm_cases`]; bad input without a reason.
    pub async fn return_cases(
        &self,
        year: i32,
        version_seen: i64,
        because: &str,
        actor: &str,
    ) -> Result<Selection, ServiceError> {
        let before = self.waiting_selection(year, version_seen).await?;
        let because = reason(because)?;
        self.selection_step(Some(before), year, Done::Returned { because }, Vec::new(), actor).await
    }

    async fn waiting_selection(&self, year: i32, version_seen: i64) -> Result<Selection, ServiceError> {
        self.allow_here(Action::CasesChoose)?;
        let before = self.storage.selection(year).await?;
        seen(before.as_ref(), version_seen)?;
        before
            .clone()
            .filter(|before| before.state == SelectionState::Chosen)
            .ok_or_else(|| in_state(before.as_ref()))
    }

    /// The digest of all that is chosen.
    fn selection_digest(
        &self,
        year: i32,
        weights: &Weights,
        figures: &Figures,
        choices: &[Choice],
    ) -> Result<String, Fault> {
        let choices =
            serde_json::to_value(choices).map_err(|error| Fault::new("digest a selection", error))?;
        let told = serde_json::json!({
            "seen": Self::case_digest(year, weights, figures)?,
            "choices": choices,
        });
        Ok(crate::journal::digest(crate::journal::canonical(&told).as_bytes()).to_string())
    }

    async fn selection_step(
        &self,
        before: Option<Selection>,
        year: i32,
        done: Done,
        mut changes: Vec<Change>,
        actor: &str,
    ) -> Result<Selection, ServiceError> {
        let (now, today) = (self.clock.now(), self.clock.today());
        let version = before.as_ref().map_or(0, |before| before.version) + 1;
        let entry = done.entry(year, version, today, actor)?;
        let selection = after(before, year, done, today, actor).ok_or(ServiceError::NotFound)?;
        changes.push(Change::Selection(Box::new(selection.clone())));
        self.storage.append(Batch { entries: vec![entry], changes }, now).await?;
        Ok(selection)
    }
}

/// What was said of those considered: each chosen has a reason, and each passed over above the last that is chosen.
fn choices(figures: &Figures, weights: &Weights, wishes: &[Wish]) -> Result<Vec<Choice>, ServiceError> {
    let all: Vec<Scores> =
        figures.candidates.iter().map(|candidate| candidate.scores(&figures.bounds)).collect();
    let said: BTreeMap<(&str, &str), &Wish> =
        wishes.iter().map(|wish| ((wish.front.as_str(), wish.partner.as_str()), wish)).collect();
    let mut in_order = Vec::new();
    for placed in rank(&all, weights) {
        let Some(candidate) = figures.candidates.get(placed.at) else { continue };
        let wish = said.get(&(candidate.front.as_str(), candidate.partner.as_str())).copied();
        in_order.push((placed.rank, candidate, wish));
    }
    let is_chosen = |wish: Option<&Wish>| wish.is_some_and(|wish| wish.chosen);
    let last = in_order.iter().filter(|(_, _, wish)| is_chosen(*wish)).map(|(rank, ..)| *rank).max();
    let Some(last) = last else { return Err(wrong(Message::new("case-wrong-none"))) };
    let (mut choices, mut wrongs) = (Vec::new(), Vec::new());
    for (rank, candidate, wish) in in_order {
        let chosen = is_chosen(wish);
        if !chosen && rank >= last {
            continue;
        }
        let because = wish.map(|wish| wish.because.trim()).unwrap_or_default().to_owned();
        let count = because.chars().count();
        let id = match (count, chosen) {
            (0, true) => Some("case-wrong-no-reason"),
            (0, false) => Some("case-wrong-passed"),
            (count, _) if count > LONGEST => Some("case-wrong-long"),
            _ => None,
        };
        if let Some(id) = id {
            let message = Message::new(id).with("front", candidate.front.as_str());
            let message = message.with("partner", candidate.partner.as_str()).with("rank", rank);
            wrongs.push(message.with("count", count).with("most", LONGEST));
        }
        let (front, partner) = (candidate.front.clone(), candidate.partner.clone());
        choices.push(Choice { front, partner, rank, chosen, because });
    }
    if wrongs.is_empty() { Ok(choices) } else { Err(ServiceError::BadInput(wrongs)) }
}

fn seen(before: Option<&Selection>, version_seen: i64) -> Result<(), ServiceError> {
    match before.map_or(0, |before| before.version) == version_seen {
        true => Ok(()),
        false => Err(ServiceError::conflict(Message::new("conflict-case-changed"))),
    }
}

fn in_state(before: Option<&Selection>) -> ServiceError {
    let state = before.map_or("none", |before| before.state.as_str());
    let state = Fact::Word(format!("case-state.{state}"));
    ServiceError::conflict(Message::new("conflict-case-state").with("state", state))
}
