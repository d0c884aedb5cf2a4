//! Notices of what an institution decided on a record without a request: a family is told of what goes against it, with
//! the last day to appeal.

use super::{NewNotice, To};
use crate::Office;
use crate::error::Fault;
use crate::journal::NewEntry;
use crate::ports::Change;
use crate::student::{Writing, stream};
use guantong_model::{Date, Fact, Message, StudentId};
use guantong_registry::CommandName;
use guantong_requests::{Book, Kind};

impl Office {
    /// Notes with what is to be written of records what their families are told.
    pub(crate) fn tell_family(&self, writing: &mut Writing) -> Result<(), Fault> {
        let (book, today) = (self.request_book()?, self.clock.today());
        let notices: Vec<NewNotice> =
            writing.entries.iter().filter_map(|entry| of_entry(entry, &book, today)).collect();
        if !notices.is_empty() {
            writing.changes.push(Change::Notices(notices));
        }
        Ok(())
    }
}

/// What an entry of a record tells the family; nothing where it goes its way.
///
/// Not modelled: that such a decision was served; the time to appeal is the one of a family that was not told any.
fn of_entry(entry: &NewEntry, book: &Book, today: Date) -> Option<NewNotice> {
    let student = StudentId::from(entry.stream.strip_prefix("student/")?);
    let command = CommandName::parse(&entry.kind)?;
    let outcome = entry.body.pointer("/decision/outcome").and_then(|outcome| outcome.as_str())?;
    let id = match (command, outcome) {
        (CommandName::NoShow, "accepted") => "notice-not-registered",
        (_, "accepted") if book.is_adverse(command) => "notice-record-adverse",
        (_, "refused") => "notice-record-refused",
        _ => return None,
    };
    let on = entry.effective_on;
    let command = Fact::Word(format!("command.{command}"));
    let message = Message::new(id).with("command", command).with("on", on);
    let message = message.with("until", book.appeal_until(Kind::Appeal, on, None).unwrap_or(on));
    let object = stream(&student);
    Some(NewNotice::of(To::Family(student), message, &object, entry.version, today))
}
