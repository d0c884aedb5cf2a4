//! The queries, written once for both databases: `sqlite` and `postgres` each compile this folder with their own
//! driver, and give it what differs (how a writing transaction begins, what a taken key is called).
//!
//! Every statement here is plain SQL that both understand: parameters are numbered, text is compared byte by byte,
//! and null-safe comparison is `IS NOT DISTINCT FROM`.

mod account;
mod account_write;
mod batch;
mod branch;
mod candidate_import;
mod cohort;
mod continuity;
mod cooperation;
mod correction;
mod dataset;
mod dated;
mod destination;
mod district;
mod document;
mod evaluation;
mod examination;
mod fees;
mod health;
mod indicator;
mod mail;
mod notice;
mod ports;
mod progression;
mod proposal;
mod publicity;
mod read;
mod registration;
mod report;
mod request;
mod results;
mod rows;
mod scope;
mod sent;
mod shelved;
mod student_write;
mod support;
mod take_over;
mod trail;
mod training;
mod whole;
mod work;
mod write;

pub(crate) use whole::{Filling, Snapshot};

use super::{Arguments, Db, DbRow, Pool, Store, begin, begin_snapshot, known_schema, taken, trouble};
use guantong_service::error::Fault;

/// What went wrong in the database, as a fault of the operation.
fn fault(operation: &'static str) -> impl Fn(sqlx::Error) -> Fault {
    move |error| {
        crate::peek::failed();
        Fault::new(operation, &error).with(trouble(&error))
    }
}
