//! 分数优先、遵循志愿: in the order of rank, each candidate gets the first of his preferences with a place.

use super::refer;
use super::{Referral, Seating};
use crate::candidates::Candidates;
use crate::programmes::Programmes;
use crate::rank::Ranking;
use crate::rules::Equal;

/// How often progress is told.
const STRIDE: u32 = 1 << 16;

/// The places still free, in all and by quota.
pub(super) struct Room<'a> {
    pub(super) programmes: &'a Programmes,
    pub(super) candidates: &'a Candidates,
    free: Vec<u32>,
    quota_free: Vec<u32>,
}

impl<'a> Room<'a> {
    fn new(programmes: &'a Programmes, candidates: &'a Candidates) -> Self {
        let quota_free = programmes.all_quotas().to_vec();
        Room { programmes, candidates, free: programmes.all_places().to_vec(), quota_free }
    }

    /// Free places of a programme.
    pub(super) fn free(&self, programme: u32) -> u32 {
        self.free.get(programme as usize).copied().unwrap_or(0)
    }

    /// Room for a group in a programme; no quota leaves room for all.
    pub(super) fn quota_free(&self, programme: u32, group: u16) -> u32 {
        let quota = self.programmes.quota_index(programme, group);
        quota.and_then(|index| self.quota_free.get(index)).copied().unwrap_or(u32::MAX)
    }

    /// Whether a candidate could be admitted to a programme now.
    fn open(&self, programme: u32, candidate: u32) -> bool {
        // Entries that are no programme stand beyond the end of the plan and have no place.
        self.free(programme) > 0
            && self.programmes.open_to(programme, self.candidates, candidate)
            && (self.quota_free.is_empty()
                || self.candidates.groups(candidate).all(|group| self.quota_free(programme, group) > 0))
    }

    /// The first preference of a candidate, from `entry` on (from 0), with a place for him.
    pub(super) fn first_open(&self, candidate: u32, entry: usize) -> Option<(usize, u32)> {
        let rest = self.candidates.lists.of(candidate).get(entry..)?;
        let found = rest.iter().position(|programme| self.open(*programme, candidate))?;
        Some((entry + found, rest.get(found).copied()?))
    }

    /// Takes a place; none is left of none.
    pub(super) fn take(&mut self, programme: u32, candidate: u32) {
        self.change(programme, candidate, |free| free.saturating_sub(1));
    }

    /// Gives a place back that was taken while one was free.
    pub(super) fn give_back(&mut self, programme: u32, candidate: u32) {
        self.change(programme, candidate, |free| free + 1);
    }

    fn change(&mut self, programme: u32, candidate: u32, change: impl Fn(u32) -> u32) {
        if let Some(free) = self.free.get_mut(programme as usize) {
            *free = change(*free);
        }
        for group in self.candidates.groups(candidate) {
            let quota = self.programmes.quota_index(programme, group);
            if let Some(free) =
                quota.and_then(|index| self.quota_free.get_mut(index)).filter(|free| **free != u32::MAX)
            {
                *free = change(*free);
            }
        }
    }
}

/// Gives out all places.
pub(super) fn allocate(
    equal: Equal,
    programmes: &Programmes,
    candidates: &Candidates,
    ranking: &Ranking,
    progress: &mut dyn FnMut(u32),
) -> Result<Seating, Referral> {
    let mut seating = Seating::empty(candidates.count());
    let mut room = Room::new(programmes, candidates);
    let mut done = 0_u32;
    for group in ranking.groups() {
        match group {
            [alone] => {
                if let Some((entry, programme)) = room.first_open(*alone, 0) {
                    room.take(programme, *alone);
                    seating.seat(*alone, programme, entry);
                }
            }
            _ => match equal {
                // With the draw as the last key no group has two; the order of rank is all there is.
                Equal::Draw | Equal::AdmitAll => admit_all(group, &mut room, &mut seating),
                Equal::PositionThenAll => position_then_all(group, &mut room, &mut seating),
                Equal::Refer => {
                    for (candidate, entry, programme) in refer::settle(group, &mut room)? {
                        room.take(programme, candidate);
                        seating.seat(candidate, programme, entry);
                    }
                }
            },
        }
        let before = done;
        done += u32::try_from(group.len()).unwrap_or(0);
        if before / STRIDE != done / STRIDE {
            progress(done);
        }
    }
    Ok(seating)
}

/// Each equal candidate is judged against the places free before the group: those at the boundary all get in.
fn admit_all(group: &[u32], room: &mut Room<'_>, seating: &mut Seating) {
    let judged: Vec<(u32, Option<(usize, u32)>)> =
        group.iter().map(|candidate| (*candidate, room.first_open(*candidate, 0))).collect();
    for (candidate, choice) in judged {
        if let Some((entry, programme)) = choice {
            room.take(programme, candidate);
            seating.seat(candidate, programme, entry);
        }
    }
}

/// The group goes position by position: those who name a programme at the same position while it has a place
/// all get in.
fn position_then_all(group: &[u32], room: &mut Room<'_>, seating: &mut Seating) {
    let mut waiting = group.to_vec();
    let mut entry = 0;
    while !waiting.is_empty() {
        let mut named = Vec::new();
        waiting.retain(|candidate| {
            let Some(programme) = room.candidates.lists.of(*candidate).get(entry) else { return false };
            let open = room.open(*programme, *candidate);
            if open {
                named.push((*candidate, *programme));
            }
            !open
        });
        for (candidate, programme) in named {
            room.take(programme, candidate);
            seating.seat(candidate, programme, entry);
        }
        entry += 1;
    }
}
