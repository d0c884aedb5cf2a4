//! Kinds, what is read of what was typed, and what follows of duties.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    missing_docs,
    unreachable_pub
)]

mod duties;
mod kinds;
mod properties;
mod reading;

use guantong_cooperation::{Fields, Holder, Kind, Record, RecordState, Terms};
use guantong_model::Date;
use guantong_policy::edition::builtin;
use jiff::civil::date;

pub const FRONT: &str = "甲校";
pub const PARTNER: &str = "乙大学";

/// The terms as shipped.
pub fn terms() -> Terms {
    Terms::of(builtin().unwrap(), date(2023, 9, 28)).unwrap()
}

pub fn both() -> Holder {
    Holder::of_both(FRONT, PARTNER)
}

/// A record that counts.
pub fn record(kind: Kind, holder: &Holder, number: i64, by: &str, fields: &[(&str, &str)]) -> Record {
    Record {
        kind,
        holder: holder.clone(),
        number,
        by: by.to_owned(),
        entered_on: date(2023, 9, 1),
        fields: fields
            .iter()
            .map(|(name, text)| ((*name).to_owned(), (*text).to_owned()))
            .collect::<Fields>(),
        state: RecordState::Held,
        confirmed_by: None,
    }
}

pub fn day(text: &str) -> Date {
    text.parse().unwrap()
}
