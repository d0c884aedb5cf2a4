//! Requests over desks (3.3.5.b and others): opened, decided desk by desk, completed, taken back, appealed against.
//!
//! A request has its own stream in the journal. Where a desk's word brings a command upon the record, the entry of the
//! record and the entry of the request are written together or not at all. What people wrote and gave in is sealed and
//! stands apart from the journal, which knows it by the digest of the sealed bytes only.

mod act;
mod appeal;
mod decide;
mod open;
mod paper;
mod personal;
mod rebuild;
mod row;
mod seat;
mod show;
mod story;
mod todo;

pub use crate::papers::GivenFile;
pub use decide::{Answer, Word};
pub use open::{NewRequest, Opening, Prospect, is_told};
pub use paper::{PaperRow, PaperShown, TEXT_MOST};
pub(crate) use personal::PEOPLE;
pub use personal::Personal;
pub(crate) use rebuild::request_row;
pub use row::{RequestFilter, RequestRow};
pub use show::{DeskShown, RequestView};
pub use todo::{Todo, TodoLine};

use crate::Office;
use crate::error::{Fault, ServiceError};
use guantong_model::StudentId;
use guantong_requests::{Book, STREAM};

/// The stream of a request in the journal.
#[must_use]
pub fn stream(id: &str) -> String {
    format!("{STREAM}{id}")
}

impl Office {
    /// The kinds of request with their desks and days.
    ///
    /// # Errors
    /// Where the edition cannot be read.
    pub fn request_book(&self) -> Result<Book, Fault> {
        Book::from_edition(self.edition()).map_err(|error| Fault::new("read the edition", error))
    }

    /// A request within reach.
    async fn request_found(&self, id: &str) -> Result<RequestRow, ServiceError> {
        self.storage.request(id).await?.ok_or(ServiceError::NotFound)
    }

    /// Whether a request is at the version that was seen: asked only of who may do what he asks.
    fn same_request(row: &RequestRow, version_seen: i64) -> Result<(), ServiceError> {
        if row.version != version_seen {
            let message =
                guantong_model::Message::new("conflict-request-changed").with("request", row.id.as_str());
            return Err(ServiceError::conflict(message));
        }
        Ok(())
    }

    /// The student a request concerns, as far as he is within reach.
    async fn request_student(&self, id: &StudentId) -> Result<Option<crate::rows::Student>, Fault> {
        self.storage.student(id).await
    }
}
