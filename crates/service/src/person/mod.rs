//! People: what is known of a person apart from the journal.

mod contact;
mod copy;
mod reading;

pub use contact::Contacts;
pub(crate) use contact::IDENTITY;
pub use copy::PersonalCopy;
pub use reading::{Reading, reading};
