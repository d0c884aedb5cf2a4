//! Allocation: who gets which place.
//!
//! A candidate gets the first programme on his list that exists, that he is eligible for and that has a place
//! and room in his quota. Positions count from 1 in the list as given. What happens to candidates equal in
//! everything is the rules' choice ([`crate::rules::Equal`]).

mod deferred;
mod refer;
mod serial;

use crate::candidates::{Candidates, REPEATED, UNKNOWN};
use crate::decimal::Decimal;
use crate::eligibility::Reason;
use crate::measure::{MeasureError, Measures};
use crate::programmes::Programmes;
use crate::rank::{RankError, Ranking};
use crate::rules::{Equal, Method, Rules};

/// In a list of results: no programme.
pub const NONE: u32 = u32::MAX;

/// Why a round stopped without a result.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Stop {
    /// Candidates cannot be ranked: the draw is missing or not decisive.
    #[error(transparent)]
    Rank(RankError),
    /// The weighted sums of a programme do not fit.
    #[error("the weighted sums of programme {0} do not fit")]
    WeightsTooLong(u32),
    /// Programmes rank by weights, and the method gives places out in one order for all.
    #[error("weights need deferred acceptance")]
    WeightsInSerial,
    /// Quotas with weights: who is equal to whom would decide about others, so the draw must decide.
    #[error("quotas with weights need equal = draw")]
    QuotasNeedDraw,
    /// Quotas of several kinds at once: who is equal to whom would decide about others, so the draw must decide.
    #[error("quotas of several kinds need equal = draw")]
    SeveralQuotasNeedDraw,
    /// Quotas of several kinds where programmes rank by weights: there is no one order in which they are filled.
    #[error("quotas of several kinds need one order for all programmes")]
    SeveralQuotasWithWeights,
    /// Equals on whose order the result depends: for the admission meeting.
    #[error("{} equal candidates are referred", .0.candidates.len())]
    Refer(Referral),
}

impl From<MeasureError> for Stop {
    fn from(error: MeasureError) -> Self {
        match error {
            MeasureError::Rank(error) => Stop::Rank(error),
            MeasureError::TooLong(programme) => Stop::WeightsTooLong(programme),
        }
    }
}

/// Candidates equal in total and every key whose result depends on the order among them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Referral {
    /// The candidates, by index, in the order of the list.
    pub candidates: Vec<u32>,
    /// The programmes they contend for, by index.
    pub programmes: Vec<u32>,
}

/// The result of a round, an entry a candidate and an entry a programme.
#[derive(Clone, Debug, Default)]
pub struct Allocation {
    /// The programme each candidate is admitted to, or [`NONE`].
    pub programme: Vec<u32>,
    /// The position of that programme in his list, from 1; 0 where he has none.
    pub position: Vec<u32>,
    /// Why.
    pub reason: Vec<Reason>,
    /// How candidates were ranked.
    pub measures: Measures,
    /// What became of each programme.
    pub filled: Vec<Filled>,
}

/// What became of one programme.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Filled {
    /// Its places.
    pub places: u32,
    /// How many it admitted.
    pub admitted: u32,
    /// The last admitted; nobody where it admitted nobody.
    pub last: Option<LastAdmitted>,
}

/// 录取成绩 of a programme: the last it admitted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LastAdmitted {
    /// The candidate; of equals the one who named the programme latest.
    pub candidate: u32,
    /// The position he named the programme at.
    pub position: u32,
    /// His score as the programme measures it: the cut-off.
    pub score: Decimal,
}

impl Allocation {
    /// The programme a candidate is admitted to and its position in his list.
    #[must_use]
    pub fn admitted(&self, candidate: u32) -> Option<(u32, u32)> {
        let programme =
            self.programme.get(candidate as usize).copied().filter(|programme| *programme != NONE)?;
        Some((programme, self.position.get(candidate as usize).copied().unwrap_or(0)))
    }

    /// Why a candidate has what he has.
    #[must_use]
    pub fn reason(&self, candidate: u32) -> Reason {
        self.reason.get(candidate as usize).copied().unwrap_or_default()
    }

    /// The ranking by total.
    #[must_use]
    pub fn ranking(&self) -> &Ranking {
        self.measures.by_total()
    }
}

/// Who sits where while places are given out.
#[derive(Clone, Debug, Default)]
struct Seating {
    programme: Vec<u32>,
    position: Vec<u32>,
}

impl Seating {
    fn empty(candidates: u32) -> Self {
        Seating { programme: vec![NONE; candidates as usize], position: vec![0; candidates as usize] }
    }

    /// Seats a candidate in a programme which stands at `entry` (from 0) of his list.
    fn seat(&mut self, candidate: u32, programme: u32, entry: usize) {
        let at = candidate as usize;
        if let (Some(seat), Some(position)) = (self.programme.get_mut(at), self.position.get_mut(at)) {
            (*seat, *position) = (programme, u32::try_from(entry + 1).unwrap_or(u32::MAX));
        }
    }
}

/// Gives out the places of a round to its eligible candidates; `ineligible` says of each candidate why not.
/// `progress` hears how many of the ranked candidates are done, now and then.
///
/// # Errors
/// [`Stop`]: nothing is decided then.
pub fn allocate(
    rules: &Rules,
    programmes: &Programmes,
    candidates: &Candidates,
    ineligible: &[Option<Reason>],
    progress: &mut dyn FnMut(u32),
) -> Result<Allocation, Stop> {
    if rules.method == Method::Serial && !rules.weights.is_empty() {
        return Err(Stop::WeightsInSerial);
    }
    let quotas = !programmes.groups().is_empty();
    if !rules.weights.is_empty() && quotas && rules.equal != Equal::Draw {
        return Err(Stop::QuotasNeedDraw);
    }
    if quotas && candidates.has_several_groups() {
        match (rules.equal == Equal::Draw, rules.weights.is_empty()) {
            (_, false) => return Err(Stop::SeveralQuotasWithWeights),
            (false, true) => return Err(Stop::SeveralQuotasNeedDraw),
            (true, true) => {}
        }
    }
    let measures = Measures::new(rules, programmes.all_places().len(), candidates, ineligible)?;
    // Where all programmes rank alike, deferred acceptance gives what serial gives, which takes one pass.
    let seating = if rules.weights.is_empty() {
        serial::allocate(rules.equal, programmes, candidates, measures.by_total(), progress)
    } else {
        deferred::allocate(rules.equal, programmes, candidates, &measures, progress)
    };
    let seating = seating.map_err(Stop::Refer)?;
    Ok(conclude(seating, measures, programmes, candidates, ineligible))
}

/// Deferred acceptance itself, also where all programmes rank alike and serial would do.
///
/// # Errors
/// [`Stop`]: nothing is decided then.
pub fn allocate_deferred(
    rules: &Rules,
    programmes: &Programmes,
    candidates: &Candidates,
    ineligible: &[Option<Reason>],
) -> Result<Allocation, Stop> {
    if !programmes.groups().is_empty() && rules.equal != Equal::Draw {
        return Err(Stop::QuotasNeedDraw);
    }
    if !programmes.groups().is_empty() && candidates.has_several_groups() {
        return Err(Stop::SeveralQuotasWithWeights);
    }
    let measures = Measures::new(rules, programmes.all_places().len(), candidates, ineligible)?;
    let seating = deferred::allocate(rules.equal, programmes, candidates, &measures, &mut |_| {});
    Ok(conclude(seating.map_err(Stop::Refer)?, measures, programmes, candidates, ineligible))
}

fn conclude(
    seating: Seating,
    measures: Measures,
    programmes: &Programmes,
    candidates: &Candidates,
    ineligible: &[Option<Reason>],
) -> Allocation {
    let reason = (0_u32..)
        .zip(ineligible)
        .zip(&seating.programme)
        .map(|((candidate, why), programme)| match why {
            Some(why) => *why,
            None if *programme != NONE => Reason::Admitted,
            None => why_not_admitted(programmes, candidates, candidate),
        })
        .collect();
    let filled = filled(&seating, &measures, programmes, candidates);
    Allocation { programme: seating.programme, position: seating.position, reason, measures, filled }
}

fn why_not_admitted(programmes: &Programmes, candidates: &Candidates, candidate: u32) -> Reason {
    let mut named =
        candidates.lists.of(candidate).iter().filter(|entry| **entry != UNKNOWN && **entry != REPEATED);
    let Some(first) = named.next() else { return Reason::NoPreferences };
    let open = |programme: &u32| programmes.open_to(*programme, candidates, candidate);
    if open(first) || named.any(open) { Reason::Full } else { Reason::NoTest }
}

/// Cut-offs: how many each programme admitted, and whom last.
fn filled(
    seating: &Seating,
    measures: &Measures,
    programmes: &Programmes,
    candidates: &Candidates,
) -> Vec<Filled> {
    let mut filled: Vec<Filled> = programmes
        .all_places()
        .iter()
        .map(|places| Filled { places: *places, ..Filled::default() })
        .collect();
    for ((candidate, programme), position) in (0_u32..).zip(&seating.programme).zip(&seating.position) {
        let Some(filled) = filled.get_mut(*programme as usize) else { continue };
        filled.admitted += 1;
        let rank = |candidate| measures.rank(*programme, candidate);
        let later = filled.last.is_none_or(|last| {
            (rank(candidate), *position, candidate) > (rank(last.candidate), last.position, last.candidate)
        });
        if later {
            let score = measures.score(candidates, *programme, candidate);
            filled.last = Some(LastAdmitted { candidate, position: *position, score });
        }
    }
    filled
}
