//! 监测评估 (4.3.1.b): six dimensions, the marks of readers, when a third reads, how the final score follows, how far
//! readers agree, who must not read what, and a fair proposal of readers.
//!
//! Knows: the terms of a round, sheets of marks, ties of experts.
//! Must never know: storage, a page, today, who asks, a student.

mod agreement;
mod panel;
mod settle;
mod terms;

pub use agreement::{Agreement, agreement, kappa};
pub use panel::{Slot, Tie, TieKind, conflict, propose};
pub use settle::{Apart, Final, Standing, apart, standing};
pub use terms::{Dimension, Grade, Marks, Terms, Viewed};
