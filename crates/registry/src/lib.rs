//! The student record (学籍档案): a command in, a decision and events out; fold, options, corrections, case files.
//!
//! Knows: how a record lives from admission to the last certificate, and which clause each step rests on.
//! Must never know: SQL, HTML, a clock, a language, who asks.
//!
//! The way in: [`Record::open`] with what [`admit`] decided, [`decide`] a [`Command`] on [`Grounds`], then
//! [`Record::apply`] the [`Entry`] made of both. Each rule stands in `rules/`, one file a chapter of the notice,
//! with its clause quoted at the limb it serves.

mod admit;
pub mod case;
mod certificate;
mod codes;
mod command;
mod continuity;
mod correction;
mod dated;
mod decide;
mod entry;
mod event;
mod examination;
mod options;
mod place;
mod progression_rules;
mod record;
mod replay;
pub mod results;
mod rules;
mod study_terms;
#[cfg(test)]
mod table;
pub mod take_over;
mod terms;
pub mod work;
mod world;

pub use admit::{Admission, Admit, admit};
pub use certificate::{Certificate, LOCAL_SERIES, Renumbered, Serials};
pub use codes::{CODES, way};
pub use command::{Command, CommandName, LeaveKind, LeavingCertificate, SettleOutcome, Side};
pub use continuity::{Outlook, Prospect, Risk, Situation, outlook, risk};
pub use dated::{Dated, PartnerReplaced, Renamed};
pub use decide::{Decided, Grounds, decide};
pub use entry::Entry;
pub use event::{Admitted, Event, TransferKind};
pub use examination::{Organiser, Placed, Presence, Sitting, Verdict, last_class, may_sit, outcome, ranked};
pub use guantong_model::StageWork;
pub use options::{Closed, Follows, Open, Options, Way, options};
pub use place::Placement;
pub use progression_rules::{
    Component, Composition, Computed, Marks, Part, ProgressionRules, RulesFault, RulesIssuer, in_force,
};
pub use record::{Application, Assessment, Leave, Period, Record, Transfer};
pub use replay::{Ahead, Otherwise, Past, Replayed, replay};
pub use study_terms::{Half, Middles, StudyTerm, study_terms};
pub use terms::{Law, Readings, Terms, TermsError, Window, reading};
pub use world::{Documents, Match, Programme, Similarity, World};
