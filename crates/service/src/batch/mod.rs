//! Batches: the same command for a class, decided for each student, carried out together (三（三）, 三（四）).
//!
//! A batch is opened for a class at an institution. Its preview says of every student: moved, or held and why. Who
//! carries it out presents the digest of the preview; the same code decides again, and if anything differs nothing
//! is written. Where a progression hands students over to another institution, both sign the same digest (4.2.2.f);
//! the second signature carries it out. Everything of it is one transaction: a batch is done or it is not.

mod close;
mod open;
mod preview;
mod row;
mod sheet;
mod show;
mod template;
mod words;

pub use close::signature_of;
pub use open::{ClassFilter, NewBatch};
pub use preview::{Line, Preview, Why};
pub use row::{BatchKind, BatchLine, BatchRow, BatchState, Closed, PartySignature, SheetOnFile};
pub use sheet::{Mistake, SheetRead};
pub use show::{BatchView, Exception};

/// The stream of a batch in the journal.
#[must_use]
pub fn stream(id: &str) -> String {
    format!("batch/{id}")
}
