//! What the steps come to.

use super::row::{Decided, Statement, Support, SupportId, SupportState};
use super::{STREAM, stream};
use crate::error::Fault;
use crate::journal::{Entry, NewEntry};
use guantong_model::Date;
use serde::{Deserialize, Serialize};

/// What was done.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Done {
    /// Proposed, with its evidence.
    Proposed { support: Box<Support> },
    /// An institution stated its view.
    Stated { institution: String, text: String },
    /// Decided under the digest that was seen.
    Decided { agreed: bool, because: String, digest: String },
    /// An institution received the decision.
    Received { institution: String },
}

impl Done {
    fn kind(&self) -> &'static str {
        match self {
            Done::Proposed { .. } => "support-proposed",
            Done::Stated { .. } => "support-stated",
            Done::Decided { .. } => "support-decided",
            Done::Received { .. } => "support-received",
        }
    }

    /// The entry that a step is, at a version.
    pub(super) fn entry(
        &self,
        id: SupportId,
        version: i64,
        on: Date,
        actor: &str,
    ) -> Result<NewEntry, Fault> {
        let body = serde_json::to_value(self).map_err(|error| Fault::new("write a decision", error))?;
        let (kind, actor) = (self.kind().to_owned(), actor.to_owned());
        Ok(NewEntry { stream: stream(id), version, kind, effective_on: on, actor, body })
    }
}

/// How it stands after a step that comes next.
pub(super) fn after(before: Option<Support>, done: Done, on: Date, actor: &str) -> Option<Support> {
    if let Done::Proposed { support } = done {
        return Some(*support);
    }
    let mut support = before?;
    support.version += 1;
    match done {
        Done::Proposed { .. } => {}
        Done::Stated { institution, text } => {
            support.statements.insert(institution, Statement { text, by: actor.to_owned(), on });
        }
        Done::Decided { agreed, because, .. } => {
            support.state = if agreed { SupportState::Agreed } else { SupportState::Rejected };
            support.decided = Some(Decided { because, by: actor.to_owned(), on });
        }
        Done::Received { institution } => {
            support.received.insert(institution, on);
        }
    }
    Some(support)
}

/// One out of its stream; nothing where the stream is empty.
pub(crate) fn fold(entries: &[Entry]) -> Result<Option<Support>, Fault> {
    let mut found = None;
    for entry in entries {
        let done: Done = serde_json::from_value(entry.body.clone())
            .map_err(|error| Fault::new("read a decision", error))?;
        found = after(found, done, entry.effective_on, &entry.actor);
    }
    Ok(found)
}

/// Which one a stream is of.
pub(crate) fn id_of(stream: &str) -> Option<SupportId> {
    let (year, number) = stream.strip_prefix(STREAM)?.split_once('/')?;
    Some(SupportId { year: year.parse().ok()?, number: number.parse().ok()? })
}
