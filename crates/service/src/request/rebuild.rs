//! A request made again from its stream.

use super::row::RequestRow;
use crate::error::Fault;
use crate::journal::Entry;
use guantong_requests::{Book, Event, Request};

/// The row of a request, from the entries of its stream; nothing where they open none.
pub(crate) fn request_row(id: &str, entries: &[Entry], book: &Book) -> Result<Option<RequestRow>, Fault> {
    let unreadable = |error: serde_json::Error| Fault::new("read a request", error);
    let mut events = Vec::with_capacity(entries.len());
    for entry in entries {
        let event: Event = serde_json::from_value(entry.body.clone()).map_err(unreadable)?;
        events.push((entry.effective_on, entry.actor.clone(), event));
    }
    let Some(last) = entries.last() else { return Ok(None) };
    let row = |request| RequestRow::of(id, request, last.version, book);
    Ok(Request::fold(events).map(row))
}
