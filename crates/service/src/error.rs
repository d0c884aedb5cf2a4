//! Three kinds of no, never mixed. A refusal is a `policy::Decision` and so not here.

use crate::access::{Action, Role};
use guantong_model::Message;

/// Somebody else was first, or the thing asked for is not as the asker saw it: look again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Conflict {
    /// What stands in the way, to be worded.
    pub message: Message,
}

/// What is known of a fault beyond that it is one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Trouble {
    /// Nothing.
    #[default]
    Unknown,
    /// There is no room left for what was to be written: nothing was.
    Full,
    /// The disk did not say that it has what was written: whether it is there is seen only when the program is started
    /// again.
    Unsure,
    /// The connection to the database was lost while it was being written: whether it is there is seen when one looks.
    Unanswered,
    /// The disk did not confirm an earlier write, and nothing is written any more until the program is started again.
    Stopped,
    /// Where files are kept could not be asked: nothing was written.
    Shelf,
}

/// Disk, network, corruption: nothing was written, unless it is said that this is not sure.
#[derive(Clone, Debug, thiserror::Error)]
#[error("{operation}: {cause}")]
pub struct Fault {
    /// What was being done, for the log.
    pub operation: &'static str,
    /// What the layer below said, for the log.
    pub cause: String,
    /// What is known of it, for whoever is told.
    pub trouble: Trouble,
}

impl Fault {
    /// A fault of an operation, with what the layer below said.
    #[must_use]
    pub fn new(operation: &'static str, cause: impl ToString) -> Self {
        Fault { operation, cause: cause.to_string(), trouble: Trouble::Unknown }
    }

    /// The same, with what is known of it.
    #[must_use]
    pub fn with(self, trouble: Trouble) -> Self {
        Fault { trouble, ..self }
    }
}

/// Why a use case did not come to a decision.
#[derive(Debug, thiserror::Error)]
pub enum ServiceError {
    /// What was given cannot be used: every mistake, to be worded.
    #[error("bad input: {} mistakes", .0.len())]
    BadInput(Vec<Message>),
    /// Reload and look again.
    #[error("conflict: {}", .0.message.id)]
    Conflict(Conflict),
    /// No such thing (or none that may be seen).
    #[error("not found")]
    NotFound,
    /// The table of who may do what has no letter for this.
    #[error("{0} may not: {1}")]
    Forbidden(Role, Action),
    /// The second factor must be given again first.
    #[error("{0} needs the second factor again")]
    StepUp(Action),
    /// Nothing was written.
    #[error(transparent)]
    Fault(#[from] Fault),
}

impl ServiceError {
    /// A conflict told by one message.
    #[must_use]
    pub fn conflict(message: Message) -> Self {
        ServiceError::Conflict(Conflict { message })
    }
}
