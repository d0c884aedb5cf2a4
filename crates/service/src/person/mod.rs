//! People: what is known of a person apart from the journal.

mod reading;

pub use reading::{Reading, reading};
