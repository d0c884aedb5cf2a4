//! Mechanisms of cooperation (四（二）): records of institutions and of two sides, and the duties that they meet.
//!
//! Each holder has one stream, `cooperation/…`; every entry has the record as it stood after it, and of what was amended
//! or taken back why. One table has every record as it stands.

mod duties;
mod enter;
mod pairings;
mod papers;
mod show;

pub use duties::DutyView;
pub use enter::{Entering, Typed};
pub use papers::{NamedFile, PaperOnFile, holder_of, record_key};
pub use show::{RecordView, Step};

pub(crate) use papers::{Told, papers_of};

use crate::Office;
use crate::access::Action;
use crate::error::{Fault, ServiceError};
use crate::journal::Entry;
use guantong_cooperation::{Division, Holder, Kind, Record, Terms, division};
use guantong_model::{Date, Message, ProgrammeId};
use serde::{Deserialize, Serialize};

/// For whom the commission writes what it enters.
pub const COMMISSION: &str = "commission";

/// What the streams of all holders begin with.
pub(crate) const STREAMS: &str = "cooperation/";

/// A record as it stands, with the version of its stream that last changed it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RecordOnFile {
    /// The record.
    pub record: Record,
    /// The place in the stream of the entry that last changed it.
    pub version: i64,
    /// When, in microseconds since 1970 UTC.
    pub saved_at: i64,
    /// By whom.
    pub saved_by: String,
}

/// Which records are asked for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RecordFilter {
    /// Only of this holder.
    pub holder: Option<Holder>,
    /// Only of holders that this institution is one of.
    pub of: Option<String>,
    /// Only of these kinds; of any where there are none.
    pub kinds: Vec<Kind>,
}

impl RecordFilter {
    /// Of a holder, of any kind.
    #[must_use]
    pub fn of_holder(holder: &Holder) -> Self {
        RecordFilter { holder: Some(holder.clone()), ..RecordFilter::default() }
    }
}

/// What an entry of a holder's stream has.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Noted {
    /// The record after it.
    pub(crate) record: Record,
    /// Why it was amended or taken back.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) because: Option<String>,
    /// Files that were given in or taken back.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) files: Vec<NamedFile>,
    /// When, in microseconds since 1970 UTC.
    pub(crate) at: i64,
}

/// Reads an entry of a holder's stream.
pub(crate) fn noted(entry: &Entry) -> Result<Noted, Fault> {
    serde_json::from_value(entry.body.clone())
        .map_err(|error| Fault::new("read a record of cooperation", error))
}

/// A record as an entry of its stream left it.
pub(crate) fn on_file(entry: &Entry) -> Result<RecordOnFile, Fault> {
    let Noted { record, at, .. } = noted(entry)?;
    Ok(RecordOnFile { record, version: entry.version, saved_at: at, saved_by: entry.actor.clone() })
}

/// One thing that is wrong, and belongs to no field.
fn wrong(message: Message) -> ServiceError {
    ServiceError::BadInput(vec![message])
}

impl Office {
    /// The terms by which duties are owed today.
    ///
    /// # Errors
    /// A fault where the edition has no head.
    pub fn cooperation_terms(&self) -> Result<Terms, Fault> {
        self.cooperation_terms_on(self.clock.today())
    }

    /// The terms by which they are owed on a day.
    ///
    /// # Errors
    /// A fault where the edition has no head.
    pub fn cooperation_terms_on(&self, on: Date) -> Result<Terms, Fault> {
        Terms::of(self.edition(), on)
            .ok_or_else(|| Fault::new("read the terms of cooperation", "the edition has no head"))
    }

    /// Whether who asks may read the records of a holder.
    #[must_use]
    pub fn reads_cooperation_of(&self, holder: &Holder) -> bool {
        self.allow_of(Action::CooperationRead, holder.sides()).is_ok()
    }

    /// Who enters and who confirms results in stage 2 of a secondary–bachelor programme on a day (2.2.f): as the division
    /// on file says; without one the school enters and the university confirms. Asked over the whole city, since it
    /// decides what others may do.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn division_of_tasks(&self, programme: &ProgrammeId, on: Date) -> Result<Division, Fault> {
        let filter = RecordFilter { kinds: vec![Kind::TaskDivision], ..RecordFilter::default() };
        let found = self.whole.cooperation_records(&filter).await?;
        Ok(division(found.iter().map(|found| &found.record), programme, on))
    }
}
