//! Evidence that stands in for the formal household (3.1.1): proposed by one of the examination authority, confirmed by
//! another, and only where the year's rules say that evidence counts.
//!
//! 「符合当年中考升学资格的本市正式户籍考生」: the notice names no exception, so none is there unless a year's rules
//! make room for it. What was confirmed holds from then on for rounds that are not signed; a run notes how far it had
//! come. Kept are title and number of the paper and the reason; the paper itself stays with who looked at it.

use crate::Office;
use crate::access::Action;
use crate::error::{Fault, ServiceError};
use crate::journal::{Entry, NewEntry};
use crate::ports::{Batch, Change};
use crate::rows::{Candidate, Round, RoundState};
use guantong_model::{CandidateNo, Message, words};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// The most characters of a title, a number, a reason.
const TEXT_MAX: usize = 200;
/// So many figures one after the other are a person's number, which has no place in the journal.
const FIGURES: usize = 15;

words! {
    /// How far evidence is.
    EvidenceState {
        /// Waits for another person.
        Proposed = "proposed",
        /// Counts.
        Confirmed = "confirmed",
        /// Does not count.
        Refused = "refused",
    }
}

impl EvidenceState {
    fn kind(self) -> String {
        format!("household-evidence-{self}")
    }
}

/// Evidence for one candidate as it stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EvidenceOnFile {
    /// Whose.
    pub no: CandidateNo,
    /// How far it is.
    pub state: EvidenceState,
    /// The paper's title.
    pub document: String,
    /// The paper's number.
    pub number: String,
    /// Why it stands in for the household.
    pub reason: String,
    /// Why it was refused.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub refused_because: String,
    /// Who proposed it.
    pub proposed_by: String,
    /// Who confirmed or refused it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub decided_by: String,
}

/// What the streams of evidence begin with.
pub(crate) const EVIDENCE: &str = "household-evidence/";

/// The stream of a year's evidence.
#[must_use]
pub fn evidence_stream(year: i32) -> String {
    format!("{EVIDENCE}{year}")
}

/// What does not hold of a step of evidence: who confirms is not who proposed.
pub(crate) fn broken(entry: &Entry) -> Option<String> {
    let read = fold(std::slice::from_ref(entry)).ok().and_then(|found| found.into_values().next());
    let Some(found) = read else { return Some("cannot be read".to_owned()) };
    let waits = found.state == EvidenceState::Proposed;
    let one_hand = !waits && (found.decided_by.is_empty() || found.decided_by == found.proposed_by);
    one_hand.then(|| format!("{} {}", found.state, found.decided_by))
}

/// The thing hands are laid on: who proposes does not confirm.
fn object(year: i32, no: &CandidateNo) -> String {
    format!("{}/{no}", evidence_stream(year))
}

fn fold(entries: &[Entry]) -> Result<BTreeMap<CandidateNo, EvidenceOnFile>, Fault> {
    let read = |entry: &Entry| {
        let evidence = entry.body.get("evidence").cloned().unwrap_or_default();
        let found: Result<EvidenceOnFile, _> = serde_json::from_value(evidence);
        let found = found.map_err(|error| Fault::new("read evidence of a household", error))?;
        Ok((found.no.clone(), found))
    };
    entries.iter().map(read).collect()
}

/// A text that was typed, no longer than it may be and without a person's number in it.
fn text(given: &str, missing: &str, wrong: &mut Vec<Message>) -> String {
    let given = given.trim();
    let count = given.chars().count();
    let figures = given.split(|c: char| !c.is_ascii_digit()).any(|run| run.len() >= FIGURES);
    match () {
        () if count == 0 => wrong.push(Message::new(missing)),
        () if count > TEXT_MAX => {
            wrong.push(Message::new("rules-long").with("count", count).with("most", TEXT_MAX));
        }
        () if figures => wrong.push(Message::new("evidence-figures")),
        () => {}
    }
    given.to_owned()
}

impl Office {
    /// Whose evidence counts, as it was at a version of the stream, with that version; nothing named is the last.
    pub(super) async fn evidence_at(
        &self,
        year: i32,
        version: Option<i64>,
    ) -> Result<(BTreeSet<CandidateNo>, i64), Fault> {
        let mut entries = self.whole.stream(&evidence_stream(year)).await?;
        entries.retain(|entry| version.is_none_or(|version| entry.version <= version));
        let last = entries.last().map_or(0, |entry| entry.version);
        let found = fold(&entries)?.into_values();
        let counts = found.filter(|evidence| evidence.state == EvidenceState::Confirmed);
        Ok((counts.map(|evidence| evidence.no).collect(), last))
    }

    /// All evidence of a year, by candidate.
    pub(super) async fn evidence(&self, year: i32) -> Result<BTreeMap<CandidateNo, EvidenceOnFile>, Fault> {
        fold(&self.whole.stream(&evidence_stream(year)).await?)
    }

    /// Proposes evidence for a candidate without formal household.
    ///
    /// # Errors
    /// Not found where there is no such candidate; bad input: what is missing; a conflict where the year's rules do not
    /// let evidence count, the candidate has a household, evidence waits or counts already, or the last round is signed.
    pub async fn propose_evidence(
        &self,
        year: i32,
        no: &CandidateNo,
        [document, number, reason]: [&str; 3],
        actor: &str,
    ) -> Result<(), ServiceError> {
        self.allow_here(Action::HouseholdDecide)?;
        let version = self.next_version(&evidence_stream(year)).await?;
        let candidate = self.without_household(year, no).await?;
        let mut changes = self.evidence_rests_on(year).await?;
        let before = self.evidence(year).await?.remove(no);
        if before.is_some_and(|before| before.state != EvidenceState::Refused) {
            return Err(ServiceError::conflict(Message::new("conflict-evidence-there")));
        }
        let mut wrong = Vec::new();
        let evidence = EvidenceOnFile {
            no: candidate.no,
            state: EvidenceState::Proposed,
            document: text(document, "evidence-no-document", &mut wrong),
            number: text(number, "evidence-no-number", &mut wrong),
            reason: text(reason, "evidence-no-reason", &mut wrong),
            refused_because: String::new(),
            proposed_by: actor.to_owned(),
            decided_by: String::new(),
        };
        if !wrong.is_empty() {
            return Err(ServiceError::BadInput(wrong));
        }
        // What was refused once was another matter.
        changes.push(Change::HandsFreed { object: object(year, no), parts: "" });
        changes.extend(self.hand_on(&object(year, no), "propose"));
        self.append_evidence(year, version, evidence, changes, actor).await
    }

    /// Confirms or refuses what another person proposed; a refusal says why.
    ///
    /// # Errors
    /// Not found where nothing waits; bad input: a refusal without a reason; a conflict where who asks proposed it, the
    /// year's rules no longer let evidence count, or the last round is signed.
    pub async fn decide_evidence(
        &self,
        year: i32,
        no: &CandidateNo,
        counts: bool,
        because: &str,
        actor: &str,
    ) -> Result<(), ServiceError> {
        self.allow_here(Action::HouseholdDecide)?;
        let version = self.next_version(&evidence_stream(year)).await?;
        self.without_household(year, no).await?;
        let mut changes = self.evidence_rests_on(year).await?;
        let found = self.evidence(year).await?.remove(no);
        let waiting = found.filter(|found| found.state == EvidenceState::Proposed);
        let mut evidence =
            waiting.ok_or_else(|| ServiceError::conflict(Message::new("conflict-evidence-decided")))?;
        if evidence.proposed_by == actor || self.had_a_hand(&object(year, no), "decide").await? {
            return Err(ServiceError::conflict(Message::new("conflict-evidence-own")));
        }
        evidence.decided_by = actor.to_owned();
        evidence.state = EvidenceState::Confirmed;
        if !counts {
            let mut wrong = Vec::new();
            evidence.refused_because = text(because, "evidence-no-refusal", &mut wrong);
            if !wrong.is_empty() {
                return Err(ServiceError::BadInput(wrong));
            }
            evidence.state = EvidenceState::Refused;
        }
        changes.extend(self.hand_on(&object(year, no), "decide"));
        changes.push(Change::ClauseUses([("3.1.1".to_owned(), 1)].into()));
        self.append_evidence(year, version, evidence, changes, actor).await
    }

    /// What evidence rests on: rules that let it count, and a round that is not signed.
    async fn evidence_rests_on(&self, year: i32) -> Result<Vec<Change>, ServiceError> {
        let mut changes = vec![
            self.as_seen(crate::year_rules::stream(year)).await?,
            self.as_seen(crate::candidates::stream(year)).await?,
        ];
        for round in Round::ALL {
            changes.push(self.as_seen(super::stream(year, round)).await?);
        }
        let set = self.rules_in_force(year).await?.set;
        if !set.household_evidence_counts.value {
            return Err(ServiceError::conflict(
                Message::new("conflict-evidence-not-counted").with("year", year),
            ));
        }
        let signed: Vec<Round> = self
            .storage
            .rounds(year)
            .await?
            .into_iter()
            .filter(|run| run.state != RoundState::Proved || !run.signatures.is_empty())
            .map(|run| run.round)
            .collect();
        let open = Round::ALL
            .into_iter()
            .any(|round| set.round(super::round_id(round)).is_some() && !signed.contains(&round));
        if open { Ok(changes) } else { Err(ServiceError::conflict(Message::new("conflict-round-over"))) }
    }

    async fn without_household(&self, year: i32, no: &CandidateNo) -> Result<Candidate, ServiceError> {
        let candidate = self.whole.candidate(year, no).await?.ok_or(ServiceError::NotFound)?;
        if candidate.household {
            return Err(ServiceError::conflict(Message::new("conflict-evidence-household")));
        }
        Ok(candidate)
    }

    async fn append_evidence(
        &self,
        year: i32,
        version: i64,
        evidence: EvidenceOnFile,
        changes: Vec<Change>,
        actor: &str,
    ) -> Result<(), ServiceError> {
        let entry = NewEntry {
            stream: evidence_stream(year),
            version,
            kind: evidence.state.kind(),
            effective_on: self.clock.today(),
            actor: actor.to_owned(),
            body: serde_json::json!({"year": year, "evidence": evidence}),
        };
        self.storage.append(Batch { entries: vec![entry], changes }, self.clock.now()).await?;
        Ok(())
    }
}
