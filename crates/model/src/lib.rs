//! The words of the domain: dates, stages, tracks, institutions, scores, ids, facts.
//!
//! Knows: what the words of the glossary mean, and how each is written and read.
//! Must never know: a rule, a clock, a file, a database, a language.

pub mod calendar;
pub mod destination;
pub mod fact;
pub mod identity;
pub mod ids;
pub mod institution;
pub mod message;
pub mod programme;
pub mod record;
pub mod score;
pub mod sheet;
pub mod width;

pub use calendar::{Date, academic_year, semester_of};
pub use destination::{Destination, Settled};
pub use fact::{Fact, Facts};
pub use identity::{IdentityNo, Phone};
pub use ids::{CandidateNo, PersonId, ProgrammeId, StudentId};
pub use institution::InstitutionKind;
pub use message::Message;
pub use programme::{ProgrammeKey, RuleBook, Stage, Track};
pub use record::{CertificateKind, Qualification, StageWork, Standing};
pub use score::Score;
pub use width::half_width;
