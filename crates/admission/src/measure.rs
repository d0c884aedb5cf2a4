//! By what each programme measures candidates: by total, or by its own weights of subjects.

use crate::candidates::Candidates;
use crate::decimal::{Column, Decimal};
use crate::eligibility::Reason;
use crate::rank::{RankError, Ranking};
use crate::rules::Rules;

/// Why weights cannot be used.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum MeasureError {
    /// Candidates cannot be ranked.
    #[error(transparent)]
    Rank(#[from] RankError),
    /// The weighted sums of a programme do not fit 18 digits.
    #[error("the weighted sums of programme {0} do not fit")]
    TooLong(u32),
}

/// The ranking by total and those by weights, and which programme uses which. Programmes with the same weights
/// share one.
#[derive(Clone, Debug, Default)]
pub struct Measures {
    by_total: Ranking,
    by_weights: Vec<(Column, Ranking)>,
    /// By programme: 0 the total, else the place among `by_weights` plus 1. Empty where all use the total.
    of: Vec<u16>,
}

impl Measures {
    /// Ranks the eligible candidates in every way a programme of the round ranks them.
    ///
    /// # Errors
    /// [`MeasureError`] where they cannot be ranked in one of these ways.
    pub fn new(
        rules: &Rules,
        programmes: usize,
        candidates: &Candidates,
        ineligible: &[Option<Reason>],
    ) -> Result<Self, MeasureError> {
        let by_total = Ranking::new(&candidates.total, candidates, rules.equal, ineligible)?;
        let mut measures = Measures { by_total, ..Measures::default() };
        if rules.weights.is_empty() {
            return Ok(measures);
        }
        measures.of = vec![0; programmes];
        let mut formulas: Vec<&[(u32, Decimal)]> = Vec::new();
        for weights in &rules.weights {
            let known = formulas.iter().position(|formula| *formula == weights.subjects.as_slice());
            let formula = match known {
                Some(formula) => formula,
                None => {
                    let too_long = MeasureError::TooLong(weights.programme);
                    let score = weighted(candidates, &weights.subjects).ok_or(too_long)?;
                    let ranking = Ranking::new(&score, candidates, rules.equal, ineligible)?;
                    measures.by_weights.push((score, ranking));
                    formulas.push(&weights.subjects);
                    formulas.len() - 1
                }
            };
            if let Some(of) = measures.of.get_mut(weights.programme as usize) {
                *of = u16::try_from(formula + 1).map_err(|_| MeasureError::TooLong(weights.programme))?;
            }
        }
        Ok(measures)
    }

    /// The ranking by total.
    #[must_use]
    pub fn by_total(&self) -> &Ranking {
        &self.by_total
    }

    fn weights(&self, programme: u32) -> Option<&(Column, Ranking)> {
        let of = self.of.get(programme as usize).copied().unwrap_or(0);
        self.by_weights.get(usize::from(of).checked_sub(1)?)
    }

    /// The ranking a programme goes by.
    #[must_use]
    pub fn ranking(&self, programme: u32) -> &Ranking {
        self.weights(programme).map_or(&self.by_total, |(_, ranking)| ranking)
    }

    /// The rank of a candidate as a programme ranks, from 1; equals share theirs.
    #[must_use]
    pub fn rank(&self, programme: u32, candidate: u32) -> u32 {
        self.ranking(programme).rank(candidate)
    }

    /// The score of a candidate as a programme measures it.
    #[must_use]
    pub fn score(&self, candidates: &Candidates, programme: u32, candidate: u32) -> Decimal {
        match self.weights(programme) {
            Some((score, _)) => score.decimal(candidate),
            None => candidates.total.decimal(candidate),
        }
    }
}

/// The weighted sums of all candidates; a programme that gives no subject a weight measures nothing: all 0.
fn weighted(candidates: &Candidates, subjects: &[(u32, Decimal)]) -> Option<Column> {
    if subjects.is_empty() {
        return Some(Column::of_numbers(vec![0; candidates.ids.len()]));
    }
    let column = |subject: &u32| candidates.subjects.get(*subject as usize).map(|(_, column)| column);
    let parts: Option<Vec<(&Column, Decimal)>> =
        subjects.iter().map(|(subject, weight)| Some((column(subject)?, *weight))).collect();
    Column::weighted(&parts?)
}
