//! Two people sign a correction, each under the digest of what he saw; neither proposed it nor decided in it. With the
//! second signature it is made.

use super::{Correction, CorrectionState, Signed, stream};
use crate::Office;
use crate::access::Action;
use crate::error::ServiceError;
use crate::ports::{Batch, Change};
use crate::round::SIGNATURES;
use crate::rows::Round;
use guantong_model::Message;

impl Office {
    /// Signs a correction under the digest of everything that follows from it.
    ///
    /// # Errors
    /// Not found where there is none. A conflict where it is over; where who signs proposed it, decided in it or signed
    /// already; where something it rests on is other than it was seen.
    pub async fn sign_correction(
        &self,
        year: i32,
        round: Round,
        number: i64,
        digest_seen: &str,
        actor: &str,
    ) -> Result<Correction, ServiceError> {
        self.allow_here(Action::CorrectionSign)?;
        let found = self.correction_of(year, round, number).await?;
        let conflict = |id: &str| Err(ServiceError::conflict(Message::new(id)));
        let mut correction = found.correction;
        if correction.state != CorrectionState::Proposed {
            return conflict("conflict-correction-over");
        }
        if correction.proposed_by == actor {
            return conflict("conflict-correction-own");
        }
        // Before it is derived: whatever is written meanwhile is first.
        let seen = self.correction_rests_on(year).await?;
        let derivation = self.derive(&correction).await?;
        if derivation.derived.digest != digest_seen {
            return conflict("conflict-correction-changed");
        }
        // Who signed something else has not signed this.
        let before = correction.signatures.len();
        correction.signatures.retain(|one| one.digest == digest_seen);
        let object = stream(year, number);
        let fell = (correction.signatures.len() < before)
            .then(|| Change::HandsFreed { object: object.clone(), parts: "signature" });
        if correction.signatures.iter().any(|one| one.actor == actor) {
            return conflict("conflict-signed-already");
        }
        let now = self.clock.now();
        correction.signatures.push(Signed {
            actor: actor.to_owned(),
            digest: digest_seen.to_owned(),
            signed_at: now,
        });
        let hand = self.hand_on(&object, &format!("signature {}", correction.signatures.len()));
        let hands: Vec<Change> = fell.into_iter().chain(hand).collect();
        if correction.signatures.len() >= SIGNATURES {
            let mut batch = self.made(correction, found.version, derivation, seen, actor).await?;
            batch.changes.extend(hands);
            let made = made_in(&batch);
            self.storage.append(batch, now).await?;
            return made.ok_or(ServiceError::NotFound);
        }
        let (entry, change) =
            self.correction_entry("correction-signed", correction.clone(), found.version, actor)?;
        let changes = hands.into_iter().chain(seen).chain([change]).collect();
        self.storage.append(Batch { entries: vec![entry], changes }, now).await?;
        Ok(correction)
    }

    /// What a correction rests on, as it stands now: the rounds, the plan, the candidates.
    async fn correction_rests_on(&self, year: i32) -> Result<Vec<Change>, ServiceError> {
        let rounds = Round::ALL.map(|round| crate::round::stream(year, round));
        let mut seen = Vec::new();
        for stream in rounds.into_iter().chain([crate::plan::stream(year), crate::candidates::stream(year)]) {
            seen.push(self.as_seen(stream).await?);
        }
        Ok(seen)
    }
}

fn made_in(batch: &Batch) -> Option<Correction> {
    batch.changes.iter().find_map(|change| match change {
        Change::Correction(found) => Some(found.correction.clone()),
        _ => None,
    })
}
