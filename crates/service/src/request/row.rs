//! A request as lists show one.

use guantong_model::{Date, StudentId};
use guantong_requests::{Book, Desk, Kind, Request, State, Stop};

/// A request: the fold of its stream, with what lists are sorted and found by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RequestRow {
    /// Its number, such as `2026-Q0001`.
    pub id: String,
    /// The request.
    pub request: Request,
    /// The last day for the desk it is at.
    pub due_on: Option<Date>,
    /// How many entries its stream has.
    pub version: i64,
}

impl RequestRow {
    /// The row of a request as it stands.
    #[must_use]
    pub fn of(id: &str, request: Request, version: i64, book: &Book) -> Self {
        RequestRow { id: id.to_owned(), due_on: request.due_on(book), request, version }
    }

    /// The desk it waits at.
    #[must_use]
    pub fn stop(&self) -> Option<&Stop> {
        self.request.stop()
    }

    /// The institutions whose desk it is at or passed: who took part may look back.
    pub fn parties(&self) -> impl Iterator<Item = &str> {
        let reached = self.request.at.saturating_add(1);
        let stops = self.request.opened.stops.iter().take(reached);
        stops.map(|stop| stop.holder.as_str()).filter(|holder| !guantong_requests::is_no_institution(holder))
    }
}

/// Which requests a list shows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RequestFilter {
    /// Only those that wait with this holder: an institution, the commission, the family.
    pub holder: Option<String>,
    /// Only at these desks; at any where there are none.
    pub desks: Vec<Desk>,
    /// Only of this student.
    pub student: Option<StudentId>,
    /// Only of this kind.
    pub kind: Option<Kind>,
    /// Only in these states; in any where there are none.
    pub states: Vec<State>,
    /// Only those that this account asked for.
    pub account: Option<String>,
    /// Only those due by this day.
    pub due_by: Option<Date>,
}
