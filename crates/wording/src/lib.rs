//! Every sentence a person reads, in Chinese and English, from the message files.
//!
//! Knows: the message files, the languages, how dates and scores are written in each.
//! Must never know: a rule, what is shown where, a database.

mod bundle;
mod format;

pub use bundle::{Locale, has, ids, text, word};
pub use format::{date_text, fact_text};
