//! Parts that several pages are made of, each with its template; `/components` shows every one.

pub(crate) mod chip;
pub(crate) mod clause;

pub(crate) use chip::Chip;
pub(crate) use clause::Clauses;
