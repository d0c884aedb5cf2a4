//! Who may do what: one table (`table.md`), action × role × relation to the object.
//!
//! A request is an [`Action`] of a [`Viewer`]. Where the table has no letter for the role, it is refused; where it has,
//! its letters become the [`Scope`] within which every query of the request finds anything. What is out of reach is as
//! if it were not there. Nothing else in the house asks for a role.

mod action;
mod figure;
mod relation;
mod role;
mod scope;
mod table;
mod viewer;

pub use action::Action;
pub use figure::rounded;
pub use relation::Relation;
pub use role::{Family, OrganisationKind, Role};
pub use scope::{EvaluationReach, Hand, Holding, Reach, Scope, Tie, WorkReach, reach};
pub use table::{Table, TableError};
pub use viewer::{Organisation, Viewer};
