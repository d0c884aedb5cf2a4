//! Readers are assigned, by hand or as proposed, and give a subject back.

use super::ExpertView;
use super::fold::SubjectDone;
use super::row::{
    EvaluationRound, EvaluationSheet, EvaluationSubject, Far, Reader, RoundState, Seat, SubjectId,
};
use crate::Office;
use crate::access::Action;
use crate::error::ServiceError;
use crate::journal::{canonical, digest};
use crate::ports::Batch;
use crate::reason::{reason, wrong};
use guantong_evaluation::{Slot, propose};
use guantong_model::Message;
use serde_json::json;
use std::collections::BTreeMap;

/// Readers as they would be assigned.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proposal {
    /// Each subject with who would read it.
    pub readers: Vec<(SubjectId, Vec<Reader>)>,
    /// How many readers are still lacking, for want of experts without a tie.
    pub lacking: usize,
    /// Over all of it: what is seen is what is assigned.
    pub digest: String,
}

impl Office {
    /// Assigns a reader to a seat, in place of who has it and has not handed in.
    ///
    /// # Errors
    /// Not found out of reach; forbidden to all but the commission; a conflict where it changed or is beyond that; bad
    /// input where the expert is tied to a side, reads it already, gave it back, or is none.
    pub async fn assign_reader(
        &self,
        id: &SubjectId,
        (seat, expert): (Seat, &str),
        version_seen: i64,
        actor: &str,
    ) -> Result<EvaluationSubject, ServiceError> {
        let (round, subject, sheets) = self.evaluation_at(id, version_seen).await?;
        self.allow_here(Action::EvaluationAssign)?;
        let far = subject.far(&round.terms, &sheets);
        let fits = match seat {
            Seat::First | Seat::Second => matches!(far, Far::Assigning | Far::Scoring),
            Seat::Third => matches!(far, Far::ThirdWanted | Far::ThirdScoring),
        };
        if !fits {
            return Err(super::act::in_state(far));
        }
        if let Some(there) = subject.handed_in(seat, &sheets)
            && let Some(reader) = subject.readers.iter().find(|reader| reader.expert == there.expert)
        {
            let message = Message::new("conflict-evaluation-handed-in").with("name", reader.name.as_str());
            return Err(ServiceError::conflict(message));
        }
        let panel = self.panel().await?;
        let Some(found) = panel.iter().find(|one| one.account == expert) else {
            return Err(wrong(Message::new("evaluation-wrong-nobody")));
        };
        if let Some(message) = self.barred(found, &subject, round.terms.tie_years) {
            return Err(wrong(message));
        }
        let reader = Reader { seat, expert: found.account.clone(), name: found.name.clone() };
        self.evaluation_step(subject, SubjectDone::Assigned { reader }, actor).await
    }

    /// Every expert, each with why he must not read a subject.
    ///
    /// # Errors
    /// Forbidden to all but the commission; not found out of reach.
    pub async fn readers_for(
        &self,
        id: &SubjectId,
    ) -> Result<Vec<(ExpertView, Option<Message>)>, ServiceError> {
        let (round, subject, _) = self.evaluation_whole(id).await?;
        self.allow_here(Action::EvaluationAssign)?;
        let years = round.terms.tie_years;
        let with = |one: ExpertView| {
            let barred = self.barred(&one, &subject, years);
            (one, barred)
        };
        Ok(self.panel().await?.into_iter().map(with).collect())
    }

    /// Who would read the subjects of a round that lack readers: whoever reads least, nobody with a tie.
    ///
    /// # Errors
    /// Forbidden to all but the commission; not found.
    pub async fn proposed_readers(&self, year: i32) -> Result<Proposal, ServiceError> {
        self.allow_here(Action::EvaluationAssign)?;
        let round = self.storage.evaluation_round(year).await?.ok_or(ServiceError::NotFound)?;
        let panel: Vec<ExpertView> = self.panel().await?.into_iter().filter(|one| one.active).collect();
        let load: BTreeMap<String, usize> =
            panel.iter().map(|one| (one.account.clone(), one.reads)).collect();
        let sheets = self.storage.evaluation_sheets(year, None).await?;
        let mut open: Vec<(SubjectId, Vec<Seat>, Slot)> = Vec::new();
        for subject in self.storage.evaluation_subjects(Some(year)).await? {
            let seats = lacking(&round, &subject, &sheets);
            let barred =
                panel.iter().filter(|one| self.barred(one, &subject, round.terms.tie_years).is_some());
            let barred = barred.map(|one| one.account.clone()).collect();
            let slot = Slot { barred, wanted: seats.len() };
            if !seats.is_empty() {
                open.push((subject.id, seats, slot));
            }
        }
        let slots: Vec<Slot> = open.iter().map(|(.., slot)| slot.clone()).collect();
        let name =
            |account: &str| panel.iter().find(|one| one.account == account).map(|one| one.name.clone());
        let mut readers = Vec::new();
        let mut missing = 0;
        for ((id, seats, slot), chosen) in open.into_iter().zip(propose(&slots, &load)) {
            missing += slot.wanted.saturating_sub(chosen.len());
            let reader = |(seat, expert): (Seat, String)| Reader {
                name: name(&expert).unwrap_or_default(),
                seat,
                expert,
            };
            readers.push((id, seats.into_iter().zip(chosen).map(reader).collect::<Vec<_>>()));
        }
        let told: Vec<_> = readers
            .iter()
            .map(|(id, of)| {
                json!([id.to_string(), of.iter().map(|one| (one.seat, &one.expert)).collect::<Vec<_>>()])
            })
            .collect();
        let digest = digest(canonical(&json!(told)).as_bytes()).to_string();
        Ok(Proposal { readers, lacking: missing, digest })
    }

    /// Assigns the readers that were proposed, all or none.
    ///
    /// # Errors
    /// As [`Office::proposed_readers`]; a conflict where it is another proposal than was seen.
    pub async fn assign_proposed(
        &self,
        year: i32,
        digest_seen: &str,
        actor: &str,
    ) -> Result<usize, ServiceError> {
        let proposal = self.proposed_readers(year).await?;
        if proposal.digest != digest_seen {
            return Err(super::act::changed());
        }
        let mut subjects = self.storage.evaluation_subjects(Some(year)).await?;
        let (mut batch, mut count) = (Batch::default(), 0);
        for (id, readers) in proposal.readers {
            let Some(place) = subjects.iter().position(|subject| subject.id == id) else { continue };
            let mut subject = subjects.swap_remove(place);
            for reader in readers {
                count += 1;
                let done = SubjectDone::Assigned { reader };
                self.evaluation_stepped(&mut subject, done, actor, &mut batch).await?;
            }
        }
        self.storage.append(batch, self.clock.now()).await?;
        Ok(count)
    }

    /// Gives a subject back for an expert, with the reason.
    ///
    /// # Errors
    /// Not found out of reach; forbidden to all but its reader; a conflict where the sheet is handed in; bad input without
    /// a reason.
    pub async fn recuse(
        &self,
        id: &SubjectId,
        expert: &str,
        because: &str,
        actor: &str,
    ) -> Result<(), ServiceError> {
        let sheet = self.own_sheet(id, expert).await?;
        if let Some((on, _)) = sheet.handed_in {
            return Err(ServiceError::conflict(Message::new("conflict-evaluation-own").with("on", on)));
        }
        let because = reason(because)?;
        let subject = self.whole.evaluation_subject(id).await?.ok_or(ServiceError::NotFound)?;
        let done = SubjectDone::Recused { expert: expert.to_owned(), because };
        self.evaluation_step(subject, done, actor).await.map(drop)
    }
}

/// The seats that somebody must be found for.
fn lacking(round: &EvaluationRound, subject: &EvaluationSubject, sheets: &[EvaluationSheet]) -> Vec<Seat> {
    let seats: &[Seat] = match subject.far(&round.terms, sheets) {
        _ if round.state == RoundState::Closed => &[],
        Far::Assigning => &[Seat::First, Seat::Second],
        Far::ThirdWanted => &[Seat::Third],
        _ => &[],
    };
    seats.iter().copied().filter(|seat| subject.reader(*seat).is_none()).collect()
}
