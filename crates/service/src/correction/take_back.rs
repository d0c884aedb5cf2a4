//! Takes back a place that was told: a decision of the commission about one candidate, never of the program (3.1.3.b,
//! interpretation `correction-after-publication`).

use super::follows::{Derived, What};
use super::propose::{DOCUMENT_LONGEST, changed};
use super::{Correction, PROPOSAL, TakenBack, open_as_seen, stream};
use crate::Office;
use crate::access::Action;
use crate::error::ServiceError;
use crate::ports::Batch;
use crate::rows::Round;
use guantong_model::{CandidateNo, Message, Standing};

/// A decision about a place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decision {
    /// The round the place was told in.
    pub place: Round,
    /// Whose it is.
    pub no: CandidateNo,
    /// The number of the decision; empty: the place stays after all.
    pub document: String,
}

impl Office {
    /// Notes a decision of the commission that a place is taken back, or that it stays after all. What was signed
    /// before is signed anew.
    ///
    /// # Errors
    /// Not found where there is no such correction, or no place that stays. A conflict where it is over or was changed
    /// meanwhile; bad input where the student has begun, or the number is too long.
    pub async fn take_place_back(
        &self,
        (year, round, number): (i32, Round, i64),
        decision: Decision,
        version_seen: i64,
        actor: &str,
    ) -> Result<(), ServiceError> {
        self.allow_here(Action::CorrectionDecide)?;
        let found = self.correction_of(year, round, number).await?;
        open_as_seen(&found, version_seen)?;
        let mut correction = found.correction;
        let Decision { place, no, document } = decision;
        let document = document.trim().to_owned();
        let is = |one: &TakenBack| one.round == place && one.no == no;
        if document.is_empty() {
            if !correction.taken_back.iter().any(is) {
                return Err(ServiceError::BadInput(vec![Message::new("correction-no-decision")]));
            }
            correction.taken_back.retain(|one| !is(one));
        } else {
            let count = document.chars().count();
            if count > DOCUMENT_LONGEST {
                let message = Message::new("correction-document-long").with("count", count);
                return Err(ServiceError::BadInput(vec![message.with("most", DOCUMENT_LONGEST)]));
            }
            let derived = self.derive(&correction).await?.derived;
            may_be_taken(&derived, place, &no)?;
            correction.taken_back.push(TakenBack { round: place, no, document });
        }
        let correction = Correction { signatures: Vec::new(), ..correction };
        let (entry, change) =
            self.correction_entry("correction-decided", correction, found.version, actor)?;
        let mut changes = changed(year, number, self.hand_on(&stream(year, number), PROPOSAL));
        changes.push(change);
        self.storage.append(Batch { entries: vec![entry], changes }, self.clock.now()).await?;
        Ok(())
    }
}

/// Only a place that the corrected facts would take, of somebody who has not begun.
fn may_be_taken(derived: &Derived, place: Round, no: &CandidateNo) -> Result<(), ServiceError> {
    let rounds = derived.rounds.iter().filter(|one| one.round == place);
    let mut people = rounds.flat_map(|one| &one.people);
    let one = people.find(|one| one.no == *no && one.what == What::Kept).ok_or(ServiceError::NotFound)?;
    if one.record.as_ref().is_some_and(|record| record.standing != Standing::Admitted) {
        let message = Message::new("correction-begun").with("candidate", no.as_str());
        return Err(ServiceError::BadInput(vec![message]));
    }
    Ok(())
}
