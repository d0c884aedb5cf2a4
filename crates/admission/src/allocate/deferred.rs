//! Deferred acceptance: candidates propose down their lists, programmes keep the best by their own ranking.
//!
//! The result is stable and the best stable one for every candidate. Candidates propose in the order of the
//! total, which keeps displacements few; the result does not depend on it. Equals at a boundary are kept or let
//! go together (`admit-all`; with the position as a further key for `position-then-all`): a candidate is let go
//! where as many as there are places are strictly better. Quotas are upper bounds by group: a full quota lets
//! go its last, a full programme the last of all.

use super::{Referral, Seating};
use crate::candidates::Candidates;
use crate::measure::Measures;
use crate::programmes::Programmes;
use crate::rules::Equal;
use std::collections::BinaryHeap;

/// A proposal held: rank and position (larger is worse), the candidate, the entry of his list.
type Held = (u32, u32, u32, u32);

/// Those a programme holds, by group of its quotas (0 none); the worst of each on top.
struct Hall {
    places: usize,
    held: usize,
    shares: Vec<(u16, usize, BinaryHeap<Held>)>,
}

/// Runs the proposals to their end.
pub(super) fn allocate(
    equal: Equal,
    programmes: &Programmes,
    candidates: &Candidates,
    measures: &Measures,
    progress: &mut dyn FnMut(u32),
) -> Result<Seating, Referral> {
    let mut halls: Vec<Hall> =
        (0..programmes.count()).map(|programme| Hall::new(programmes, programme)).collect();
    let mut let_go: Vec<Held> = Vec::new();
    for (done, first) in (0_u32..).zip(measures.by_total().order()) {
        if done % (1 << 16) == 0 {
            progress(done);
        }
        let mut proposer = Some((*first, 0));
        while let Some((candidate, entry)) = proposer {
            propose(candidate, entry, equal, programmes, candidates, measures, &mut halls, &mut let_go);
            proposer = let_go.pop().map(|(_, _, candidate, entry)| (candidate, entry + 1));
        }
    }
    if equal == Equal::Refer {
        refer(&halls)?;
    }
    let mut seating = Seating::empty(candidates.count());
    for (programme, hall) in (0_u32..).zip(&halls) {
        for (_, _, candidate, entry) in hall.shares.iter().flat_map(|(_, _, heap)| heap) {
            seating.seat(*candidate, programme, *entry as usize);
        }
    }
    Ok(seating)
}

/// Lets a candidate propose from an entry of his list on until a programme holds him; whom that programme lets
/// go for him is added to `let_go`.
#[expect(clippy::too_many_arguments, reason = "the loop's own variables, passed on")]
fn propose(
    candidate: u32,
    from: u32,
    equal: Equal,
    programmes: &Programmes,
    candidates: &Candidates,
    measures: &Measures,
    halls: &mut [Hall],
    let_go: &mut Vec<Held>,
) {
    let list = candidates.lists.of(candidate);
    for (entry, programme) in (from..).zip(list.iter().skip(from as usize)) {
        let Some(hall) = halls.get_mut(*programme as usize) else { continue };
        if !programmes.open_to(*programme, candidates, candidate) {
            continue;
        }
        let position = if equal == Equal::PositionThenAll { entry } else { 0 };
        let held = (measures.rank(*programme, candidate), position, candidate, entry);
        if hall.take(held, candidates.group(candidate), let_go) {
            return;
        }
    }
}

impl Hall {
    fn new(programmes: &Programmes, programme: u32) -> Self {
        let groups = u16::try_from(programmes.groups().len()).unwrap_or(u16::MAX);
        let quotas = (1..=groups).filter_map(|group| Some((group, programmes.quota(programme, group)?)));
        let mut shares = vec![(0, usize::MAX, BinaryHeap::new())];
        shares.extend(quotas.map(|(group, most)| (group, most as usize, BinaryHeap::new())));
        Hall { places: programmes.places(programme) as usize, held: 0, shares }
    }

    /// Takes a proposal unless as many as there is room for are strictly better; whoever then is one of those
    /// without room is let go.
    fn take(&mut self, new: Held, group: u16, let_go: &mut Vec<Held>) -> bool {
        if self.places == 0 {
            return false;
        }
        let at = self.shares.iter().position(|(of, _, _)| *of == group).unwrap_or(0);
        let full = self.held >= self.places;
        let worst = self.worst().and_then(|(_, worst)| worst);
        let Some((_, most, heap)) = self.shares.get_mut(at) else { return false };
        if *most == 0 || (heap.len() >= *most && heap.peek().is_some_and(|last| behind(&new, last))) {
            return false;
        }
        let over_quota = heap.len() >= *most;
        if full && !over_quota && worst.is_some_and(|last| behind(&new, &last)) {
            return false;
        }
        heap.push(new);
        self.held += 1;
        if over_quota {
            self.clear_last(at, let_go);
        } else if full && let Some((last, _)) = self.worst() {
            self.clear_last(last, let_go);
        }
        true
    }

    /// The share whose last is the last of all, and that last.
    fn worst(&self) -> Option<(usize, Option<Held>)> {
        let tops = self.shares.iter().map(|(_, _, heap)| heap.peek().copied()).enumerate();
        tops.max_by_key(|(_, top)| *top)
    }

    /// Lets the last of a share go, with his equals, unless there is room for them as equals at the boundary.
    fn clear_last(&mut self, at: usize, let_go: &mut Vec<Held>) {
        let places = self.places;
        let others = self.held - self.shares.get(at).map_or(0, |(_, _, heap)| heap.len());
        let Some((_, most, heap)) = self.shares.get_mut(at) else { return };
        let Some(last) = heap.peek().copied() else { return };
        let before = let_go.len();
        while let Some(next) = heap.peek().copied().filter(|next| (next.0, next.1) == (last.0, last.1)) {
            heap.pop();
            let_go.push(next);
        }
        if heap.len() < *most && heap.len() + others < places {
            heap.extend(let_go.drain(before..));
        } else {
            self.held -= let_go.len() - before;
        }
    }
}

/// Whether a proposal is strictly worse than one held: by rank, then position.
fn behind(new: &Held, held: &Held) -> bool {
    (new.0, new.1) > (held.0, held.1)
}

/// With `refer`, equals were kept together so far: a programme over its places is where their order matters.
fn refer(halls: &[Hall]) -> Result<(), Referral> {
    let mut referral = Referral::default();
    for (programme, hall) in (0_u32..).zip(halls).filter(|(_, hall)| hall.held > hall.places) {
        let held = || hall.shares.iter().flat_map(|(_, _, heap)| heap);
        let last = held().map(|(rank, ..)| *rank).max();
        referral
            .candidates
            .extend(held().filter(|(rank, ..)| Some(*rank) == last).map(|(_, _, who, _)| *who));
        referral.programmes.push(programme);
    }
    referral.candidates.sort_unstable();
    if referral.programmes.is_empty() { Ok(()) } else { Err(referral) }
}
