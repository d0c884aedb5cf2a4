//! What the steps of a selection come to.

use super::row::{Choice, Figures, Selection, SelectionState};
use super::{STREAM, stream};
use crate::error::Fault;
use crate::journal::{Entry, NewEntry};
use guantong_merit::Weights;
use guantong_model::Date;
use serde::{Deserialize, Serialize};

/// What was done.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Done {
    /// Chosen, by these weights and figures.
    Chosen { figures: Box<Figures>, weights: Weights, choices: Vec<Choice>, digest: String },
    /// Sent back by a second person.
    Returned { because: String },
    /// Confirmed by a second person under the digest that was seen, and published.
    Published { digest: String },
}

impl Done {
    fn kind(&self) -> &'static str {
        match self {
            Done::Chosen { .. } => "excellent-cases-chosen",
            Done::Returned { .. } => "excellent-cases-returned",
            Done::Published { .. } => "excellent-cases-published",
        }
    }

    /// The entry that a step is, at a version.
    pub(super) fn entry(&self, year: i32, version: i64, on: Date, actor: &str) -> Result<NewEntry, Fault> {
        let body = serde_json::to_value(self).map_err(|error| Fault::new("write a selection", error))?;
        let (kind, actor) = (self.kind().to_owned(), actor.to_owned());
        Ok(NewEntry { stream: stream(year), version, kind, effective_on: on, actor, body })
    }
}

/// A selection after a step that comes next.
pub(super) fn after(
    before: Option<Selection>,
    year: i32,
    done: Done,
    on: Date,
    actor: &str,
) -> Option<Selection> {
    let version = before.as_ref().map_or(0, |before| before.version) + 1;
    match done {
        Done::Chosen { figures, weights, choices, digest } => Some(Selection {
            year,
            state: SelectionState::Chosen,
            version,
            figures: *figures,
            weights,
            choices,
            digest,
            chosen_by: actor.to_owned(),
            chosen_on: on,
            returned: None,
            confirmed_by: None,
            published_on: None,
        }),
        Done::Returned { because } => before.map(|before| Selection {
            state: SelectionState::Returned,
            version,
            returned: Some(because),
            ..before
        }),
        Done::Published { .. } => before.map(|before| Selection {
            state: SelectionState::Published,
            version,
            confirmed_by: Some(actor.to_owned()),
            published_on: Some(on),
            ..before
        }),
    }
}

/// A selection out of its stream; nothing where the stream is empty.
pub(crate) fn fold(year: i32, entries: &[Entry]) -> Result<Option<Selection>, Fault> {
    let mut found = None;
    for entry in entries {
        let done: Done = serde_json::from_value(entry.body.clone())
            .map_err(|error| Fault::new("read a selection", error))?;
        found = after(found, year, done, entry.effective_on, &entry.actor);
    }
    Ok(found)
}

/// The year that a stream is the selection of.
pub(crate) fn id_of(stream: &str) -> Option<i32> {
    stream.strip_prefix(STREAM)?.parse().ok()
}
