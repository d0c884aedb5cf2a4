//! Announces a standard, or takes one back.

use super::{Done, FeeStandard, fold, stream};
use crate::Office;
use crate::access::Action;
use crate::error::{Fault, ServiceError};
use crate::journal::NewEntry;
use crate::ports::{Batch, Change};
use guantong_model::{Message, ProgrammeId, Stage};

/// The longest a document or a reason may be, in characters.
const LONGEST: usize = 120;
/// The most tuition of a year, in yuan: more is a slip of the hand.
const MOST: i64 = 200_000;
/// A standard is announced no more than so many years ahead.
const AHEAD: i32 = 2;

/// What is to be announced.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewStandard {
    /// The stage.
    pub stage: Stage,
    /// The programme; nothing where it is for every one.
    pub programme: Option<ProgrammeId>,
    /// The academic year it holds from.
    pub from: i32,
    /// 每学年学费, in yuan.
    pub yuan: i64,
    /// The document that approves it.
    pub document: String,
}

impl Office {
    /// Announces what an institution charges for an academic year of a stage; returns its number.
    ///
    /// # Errors
    /// Not found where there is no such institution; forbidden to whoever is not of it; bad input: everything that is wrong
    /// with it; a conflict where another was announced since the one asking looked.
    pub async fn announce_fee(
        &self,
        institution: &str,
        new: &NewStandard,
        version_seen: i64,
        actor: &str,
    ) -> Result<i64, ServiceError> {
        self.allow_of(Action::FeeAnnounce, [institution])?;
        let version = self.fees_version(institution).await?;
        let wrong = self.wrong_with_fee(institution, new).await?;
        if !wrong.is_empty() {
            return Err(ServiceError::BadInput(wrong));
        }
        let entries = self.storage.stream(&stream(institution)).await?;
        let number = entries.iter().filter(|entry| entry.kind == "fee-announced").count();
        let number = i64::try_from(number).unwrap_or(i64::MAX - 1) + 1;
        let standard = FeeStandard {
            institution: institution.to_owned(),
            number,
            stage: new.stage,
            programme: new.programme.clone(),
            from: new.from,
            yuan: new.yuan,
            document: new.document.trim().to_owned(),
            announced_at: self.clock.now(),
            announced_by: actor.to_owned(),
        };
        let change = Change::FeeStandard(standard.clone());
        self.append_fee(institution, &Done::Announced(standard), change, (version, version_seen), actor)
            .await?;
        Ok(number)
    }

    /// Takes a standard back, with why; what held before it holds again.
    ///
    /// # Errors
    /// As [`Office::announce_fee`].
    pub async fn take_fee_back(
        &self,
        institution: &str,
        number: i64,
        because: &str,
        version_seen: i64,
        actor: &str,
    ) -> Result<(), ServiceError> {
        self.allow_of(Action::FeeAnnounce, [institution])?;
        let version = self.fees_version(institution).await?;
        let standing = fold(&self.storage.stream(&stream(institution)).await?)?;
        if !standing.iter().any(|standard| standard.number == number) {
            return Err(ServiceError::NotFound);
        }
        let because = because.trim();
        let count = because.chars().count();
        if !(1..=LONGEST).contains(&count) {
            return Err(ServiceError::BadInput(vec![Message::new("fee-no-reason").with("most", LONGEST)]));
        }
        let done = Done::TakenBack { number, because: because.to_owned() };
        let change = Change::FeeTakenBack { institution: institution.to_owned(), number };
        self.append_fee(institution, &done, change, (version, version_seen), actor).await
    }

    async fn append_fee(
        &self,
        institution: &str,
        done: &Done,
        change: Change,
        (version, seen): (i64, i64),
        actor: &str,
    ) -> Result<(), ServiceError> {
        if version != seen {
            return Err(ServiceError::conflict(Message::new("conflict-fees-changed")));
        }
        let kind = match done {
            Done::Announced(_) => "fee-announced",
            Done::TakenBack { .. } => "fee-taken-back",
        };
        let entry = NewEntry {
            stream: stream(institution),
            version: version + 1,
            kind: kind.to_owned(),
            effective_on: self.clock.today(),
            actor: actor.to_owned(),
            body: serde_json::to_value(done)
                .map_err(|error| Fault::new("write a standard of fees", error))?,
        };
        self.storage.append(Batch { entries: vec![entry], changes: vec![change] }, self.clock.now()).await?;
        Ok(())
    }

    /// Everything that is wrong with a standard.
    async fn wrong_with_fee(&self, institution: &str, new: &NewStandard) -> Result<Vec<Message>, Fault> {
        let mut wrong = Vec::new();
        let this_year = i32::from(self.clock.today().year());
        let first = self.edition().head().map_or(this_year, |head| i32::from(head.issued_on.year()));
        if !(first..=this_year + AHEAD).contains(&new.from) {
            let message = Message::new("fee-year-wrong").with("given", new.from);
            wrong.push(message.with("first", first).with("last", this_year + AHEAD));
        }
        if !(0..=MOST).contains(&new.yuan) {
            wrong.push(Message::new("fee-amount-wrong").with("given", new.yuan).with("most", MOST));
        }
        match new.document.trim().chars().count() {
            0 => wrong.push(Message::new("fee-no-document")),
            count if count > LONGEST => {
                wrong.push(Message::new("fee-long-document").with("count", count).with("most", LONGEST));
            }
            _ => {}
        }
        if let Some(programme) = &new.programme {
            let lines = self.programmes_of_all_plans().await?;
            let own = |name: &String| name == institution;
            let known = lines
                .iter()
                .any(|line| line.programme == *programme && (own(&line.institution) || own(&line.partner)));
            if !known {
                let message = Message::new("fee-programme-unknown").with("given", programme.as_str());
                wrong.push(message);
            }
        }
        Ok(wrong)
    }
}
