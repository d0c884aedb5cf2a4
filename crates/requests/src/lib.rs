//! Requests 申请: what is asked for, the desks 环节 it passes, by when each must have acted, and what may be done with it.
//!
//! Knows: the kinds of request with their desks and clauses (the edition's `requests.toml`), working days (its
//! `calendar.toml`), and how a request lives from its opening to its end.
//! Must never know: what a rule says of a record, storage, a page, a clock, who is signed in.
//!
//! The way in: [`Book::from_edition`], [`Book::stops`] for a new request, [`Request::open`], then
//! [`Request::check`] and [`Request::apply`] for everything that happens to it.

mod book;
mod calendar;
mod event;
mod kind;
mod life;
mod reminders;

pub use book::{Book, BookError, DeskTerms, KindTerms, Within};
pub use calendar::{Calendar, Count};
pub use event::{
    About, Asker, COMMISSION, Event, FAMILY, Logged, Opened, Paper, PaperKind, STREAM, Served, Stop, Verdict,
    is_no_institution,
};
pub use kind::{Desk, Kind, When};
pub use life::{Act, Barred, Request, State};
pub use reminders::ToldOf;

#[cfg(test)]
mod tests;
