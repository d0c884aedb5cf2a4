//! 选树优秀案例 (4.3.2.a): five criteria made of measures, scores between bounds, a ranking by weights, and how firm it is.
//!
//! All is computed in whole numbers: the same figures give the same order everywhere. Scores are in hundredths of a point,
//! from 0 to 10 000; a total is compared as the sum of weight times score, so that no rounding decides.
//!
//! Knows: what each criterion is measured by, how a figure becomes a score, who stands before whom under which weights.
//! Must never know: where figures come from, storage, a page, today, a name of anybody.

mod criterion;
mod firm;
mod rank;
mod score;

pub use criterion::{Criterion, Form, Measure};
pub use firm::{Fraction, Swap, margin, ranges, swap};
pub use rank::{MOST, Placed, Weights, rank};
pub use score::{Bounds, FULL, Scores, Told, score, scores};
