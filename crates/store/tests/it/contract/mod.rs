//! What every database behind the ports must keep. `sqlite` and `postgres` each compile this folder with their own
//! office: the same tests, on a real database of each kind.

mod accounts;
mod cohort;
mod cooperation;
mod evaluations;
mod examinations;
mod graduates;
mod journal;
mod lists;
mod progression;
mod reports;
mod requests;
pub mod rows;
mod scope;
mod sent;
mod shelves;
mod supports;
mod trail;
mod trainings;
mod whole;
mod work;

use super::{KIND, Office, Store};
