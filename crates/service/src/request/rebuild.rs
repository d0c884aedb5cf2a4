//! A request made again from its stream.

use super::row::RequestRow;
use super::story::told;
use crate::error::Fault;
use crate::journal::Entry;
use guantong_requests::{Book, Request};

/// The row of a request, from the entries of its stream; nothing where they open none.
pub(crate) fn request_row(id: &str, entries: &[Entry], book: &Book) -> Result<Option<RequestRow>, Fault> {
    let Some(last) = entries.last() else { return Ok(None) };
    let row = |request| RequestRow::of(id, request, last.version, book);
    Ok(Request::fold(&told(entries)?).map(row))
}
