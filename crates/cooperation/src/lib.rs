//! Mechanisms of cooperation (四（二）): what institutions record of it, and the duties that those records meet.
//!
//! One declaration a kind of record ([`Kind`]) says its fields, who holds, enters and confirms it; the form, what is
//! read of what was typed, the list and the table are made from it. Duties are a declared list too ([`Duty`]): from it
//! and the records follow what each institution owes, what it has met, and what is late.
//!
//! Knows: kinds, fields, records, periods, duties.
//! Must never know: a student, a database, today, a language.

mod declarations;
mod duty;
mod field;
mod holder;
mod kind;
mod owed;
mod pairing;
mod period;
mod read;
mod record;
mod rules;
mod state;
mod terms;

pub use duty::{Cadence, Duty, Owes};
pub use field::{Field, Shape, semesters, years};
pub use holder::Holder;
pub use kind::{Declared, Enters, Held, Kind};
pub use owed::owed;
pub use pairing::{Class, Offered, Pairing};
pub use period::{Period, Semester};
pub use read::{Ground, Wrong, any_day, hundredths, read};
pub use record::{Division, Fields, Record, RecordState, Side, division};
pub use state::{DutyState, Evidence, Owed};
pub use terms::Terms;
