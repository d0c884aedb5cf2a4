//! Indicators of how the notice is carried out (四（三）, and the purpose in 一): each is declared once ([`Indicator`]) and
//! computed in one place ([`grains`]).
//!
//! A grain is what one record adds to the whole and to the part of a figure. A figure is the sum of the grains of its
//! cell, and the records behind it are those of the same grains: they cannot differ.
//!
//! Knows: what each indicator is of, its clause, its whole and its part, by what it may be shown.
//! Must never know: storage, a page, today, a name of anybody, who asks.

mod facts;
mod figure;
mod grain;
mod indicator;
mod projection;
mod seven;
mod survival;

pub use facts::{CutOff, DutyFact, Facts, Happened, Happening, Life, Line, Seat};
pub use figure::{Cell, Figure, Split, Table};
pub use grain::{Grain, Source, grains};
pub use indicator::{Basis, Chapter, Declared, Indicator, Measure, YearOf};
pub use projection::{
    Assumed, Horizon, Next, Observed, Pair, Position, Projected, Projection, Rate, Span, Terms, Totals,
    observed, places, project,
};
pub use seven::{Beside, Of, Reached, SevenYears, Stretch};
pub use survival::{Curve, SEMESTERS, Semester};
