//! Parts that several pages are made of, each with its template; `/components` shows every one.

pub(crate) mod check;
pub(crate) mod chip;
pub(crate) mod clause;
pub(crate) mod decision;
pub(crate) mod flow;
pub(crate) mod funnel;
pub(crate) mod gate;
pub(crate) mod masked;
pub(crate) mod picture;
pub(crate) mod programme;
pub(crate) mod ruler;
pub(crate) mod sum_sheet;

pub(crate) use check::Check;
pub(crate) use chip::Chip;
pub(crate) use clause::Clauses;
pub(crate) use decision::DecisionShown;
pub(crate) use flow::{Flow, FlowTable};
pub(crate) use funnel::Funnel;
