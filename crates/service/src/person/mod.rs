//! People: what is known of a person apart from the journal.

mod contact;
mod reading;

pub use contact::Contacts;
pub use reading::{Reading, reading};
