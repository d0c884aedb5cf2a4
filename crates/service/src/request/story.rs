//! What is written about requests in one transaction, and what happened to one, read back from its stream.

use super::row::RequestRow;
use super::stream;
use crate::Office;
use crate::error::Fault;
use crate::journal::{Entry, NewEntry};
use crate::ports::{Batch, Change};
use guantong_model::Date;
use guantong_requests::{Book, Event, Logged};

/// What happens to requests on a day by somebody's hand, gathered to be written together.
pub(super) struct Story<'a> {
    pub(super) on: Date,
    pub(super) actor: &'a str,
    pub(super) book: &'a Book,
    pub(super) batch: Batch,
}

impl<'a> Story<'a> {
    pub(super) fn new(on: Date, actor: &'a str, book: &'a Book) -> Self {
        Story { on, actor, book, batch: Batch::default() }
    }

    /// Takes an event into a request and notes what is to be written.
    pub(super) fn follow(&mut self, row: RequestRow, event: &Event) -> Result<RequestRow, Fault> {
        let RequestRow { id, mut request, version, .. } = row;
        self.note(&id, version + 1, event)?;
        request.apply(self.on, event);
        let row = RequestRow::of(&id, request, version + 1, self.book);
        self.batch.changes.push(Change::Request(Box::new(row.clone())));
        Ok(row)
    }

    /// Notes the entry of an event.
    pub(super) fn note(&mut self, id: &str, version: i64, event: &Event) -> Result<(), Fault> {
        self.batch.entries.push(NewEntry {
            stream: stream(id),
            version,
            kind: event.kind().to_owned(),
            effective_on: self.on,
            actor: self.actor.to_owned(),
            body: serde_json::to_value(event).map_err(|error| Fault::new("write an event", error))?,
        });
        Ok(())
    }
}

/// What the entries of a request's stream tell.
pub(super) fn told(entries: &[Entry]) -> Result<Vec<Logged>, Fault> {
    let one = |entry: &Entry| {
        let event: Event = serde_json::from_value(entry.body.clone())
            .map_err(|error| Fault::new("read a request", error))?;
        Ok(Logged { on: entry.effective_on, actor: entry.actor.clone(), event })
    };
    entries.iter().map(one).collect()
}

impl Office {
    /// All that happened to a request, oldest first; whoever asks has been let to the request.
    pub(super) async fn log_of(&self, id: &str) -> Result<Vec<Logged>, Fault> {
        told(&self.whole.stream(&stream(id)).await?)
    }
}
