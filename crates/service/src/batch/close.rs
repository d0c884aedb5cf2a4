//! Carrying a batch out: signed under the digest that was seen, decided again, written in one transaction.

use super::open::{SIGNATURE, entry};
use super::preview::{Prepared, stale};
use super::row::{BatchLine, BatchRow, BatchState, Closed, PartySignature};
use crate::Office;
use crate::access::Action;
use crate::error::{Fault, ServiceError};
use crate::notice::{NewNotice, To};
use crate::ports::Change;
use crate::student::Writing;
use guantong_model::{Date, Fact, Message, StudentId};
use guantong_registry::CommandName;
use serde_json::json;

impl Office {
    /// Signs a batch for an institution under the digest of the preview that was seen. The last signature that is
    /// needed carries it out: everybody who moves, everything decided of the others, or nothing.
    ///
    /// # Errors
    /// Not found; a conflict where the batch has ended or changed, or the preview is no longer what was seen; bad
    /// input where the sheet has mistakes, nobody would move, or the institution has no part in it.
    pub async fn sign_batch(
        &self,
        id: &str,
        version_seen: i64,
        institution: &str,
        digest_seen: &str,
        actor: &str,
    ) -> Result<BatchRow, ServiceError> {
        let mut row = self.open_one_at(id, version_seen).await?;
        self.allow_of(Action::BatchSign, [institution])?;
        let prepared = self.prepare_batch(&row).await?;
        let preview = &prepared.preview;
        if preview.digest != digest_seen {
            return Err(stale(&row, digest_seen, &preview.digest));
        }
        may_sign(&row, &prepared, institution)?;
        // A signature under an earlier preview counts no more.
        row.signatures.retain(|signature| signature.digest == preview.digest);
        row.signatures.push(PartySignature {
            institution: institution.to_owned(),
            actor: actor.to_owned(),
            digest: preview.digest.clone(),
            signed_at: self.clock.now(),
        });
        let signed = |party: &String| row.signatures.iter().any(|s| s.institution == *party);
        row.version += 1;
        if !preview.parties.iter().all(signed) {
            let body = json!({"institution": institution, "digest": preview.digest});
            let hand = self.signing(&row, institution);
            self.write_batch(&row, "batch-signed", body, actor, hand.into_iter().collect()).await?;
            return Ok(row);
        }
        let hand = self.signing(&row, institution);
        self.carry_out(row, prepared, actor, hand).await
    }

    /// The hand that signs for an institution.
    fn signing(&self, row: &BatchRow, institution: &str) -> Option<Change> {
        self.hand_on(&super::stream(&row.id), &signature_of(institution))
    }

    async fn carry_out(
        &self,
        mut row: BatchRow,
        prepared: Prepared,
        actor: &str,
        hand: Option<Change>,
    ) -> Result<BatchRow, ServiceError> {
        let Prepared { preview, mut held, mut ground } = prepared;
        let count = |count: usize| i64::try_from(count).unwrap_or(i64::MAX);
        let closed = Closed {
            digest: preview.digest.clone(),
            moved: count(preview.moved()),
            held: count(preview.held()),
            closed_at: self.clock.now(),
            closed_by: actor.to_owned(),
        };
        let mut writing = Writing::default();
        let mut lines = Vec::with_capacity(preview.lines.len());
        let (book, mut notices) = (self.request_book()?, Vec::new());
        for line in preview.lines {
            let moved = line.moves();
            let decision = line.decision().cloned();
            let command = line.asked.as_ref().ok().cloned();
            if moved
                && let (Some(decided), Some(command), Some(held)) =
                    (line.decided, command.clone(), held.get_mut(&line.student.id))
            {
                let name = command.name();
                writing.note(held, row.on, command, decided, actor, &mut ground)?;
                // What goes against somebody is told with the way to appeal, below.
                if name != CommandName::NoShow && !book.is_adverse(name) {
                    notices.push(told(&row, &line.student.id, self.clock.today()));
                }
            }
            lines.push(BatchLine {
                student: line.student.id,
                version: line.version,
                moved,
                row: line.row,
                command,
                decision,
                why: line.asked.err(),
            });
        }
        self.tell_family(&mut writing)?;
        row.state = BatchState::Closed;
        let names = lines.iter().filter(|line| !line.moved).map(|line| line.student.as_str());
        let body = json!({
            "digest": closed.digest, "moved": closed.moved, "held": names.collect::<Vec<_>>(),
            "signatures": serde_json::to_value(&row.signatures)
                .map_err(|error| Fault::new("close a batch", error))?,
        });
        row.closed = Some(closed);
        writing.entries.push(entry(&row, "batch-closed", body, actor));
        writing.changes.extend(hand);
        writing.changes.push(Change::BatchRow(row.clone()));
        writing.changes.push(Change::Notices(notices));
        writing.changes.push(Change::BatchLines(row.id.clone(), lines));
        self.storage.append(writing.batch(), self.clock.now()).await?;
        Ok(row)
    }
}

/// The part of a batch that signing for an institution is: for two institutions two people sign.
#[must_use]
pub fn signature_of(institution: &str) -> String {
    format!("{SIGNATURE} of {institution}")
}

/// What the family of somebody who moved is told.
fn told(row: &BatchRow, student: &StudentId, today: Date) -> NewNotice {
    let message = Message::new("notice-moved")
        .with("batch", Fact::Word(format!("batch.{}", row.kind)))
        .with("on", row.on);
    NewNotice::of(To::Family(student.clone()), message, &crate::student::stream(student), &row.id, today)
}

/// Whether an institution may sign now.
fn may_sign(row: &BatchRow, prepared: &Prepared, institution: &str) -> Result<(), ServiceError> {
    let preview = &prepared.preview;
    let bad = |message: Message| Err(ServiceError::BadInput(vec![message]));
    let mistakes = preview.mistakes().len();
    if mistakes > 0 {
        return bad(Message::new("batch-sheet-has-mistakes").with("count", mistakes));
    }
    if preview.moved() == 0 {
        return bad(Message::new("batch-nobody-moves").with("held", preview.held()));
    }
    if !preview.parties.iter().any(|party| party == institution) {
        let message = Message::new("batch-not-a-party").with("institution", institution);
        let parties = preview.parties.iter().map(|party| Fact::Text(party.clone())).collect();
        return bad(message.with("parties", Fact::List(parties)));
    }
    let signed = row.signatures.iter().any(|s| s.institution == institution && s.digest == preview.digest);
    if signed {
        return bad(Message::new("batch-signed-before").with("institution", institution));
    }
    Ok(())
}
