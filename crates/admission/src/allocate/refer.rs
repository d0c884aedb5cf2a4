//! Where the order among equals would matter, and for whom.
//!
//! Each candidate who may go first gets his first preference with a place. So the order matters only if such a
//! programme has more takers than places: that is decided exactly. Who is concerned: those takers, and those on
//! whose places the losers could fall in turn. How many can fall from one programme to the next at the same time
//! is bounded from above; up to [`EXACT_MAX`] candidates, every order is then tried and only those are named
//! whose result really differs. In larger groups the bound may name somebody who would be safe in every order:
//! the exact question has no known quick answer.

use super::Referral;
use super::serial::Room;
use std::collections::BTreeMap;

/// Up to so many candidates every order is tried.
const EXACT_MAX: usize = 8;

/// A programme and a group of its quotas (0 none).
type Share = (u32, u16);

/// What each of the group gets whatever the order among them, as candidate, entry and programme.
///
/// Takes no place itself. Fails with those whose result depends on the order.
pub(super) fn settle(group: &[u32], room: &mut Room<'_>) -> Result<Vec<(u32, usize, u32)>, Referral> {
    let firsts: Vec<(u32, usize, u32)> = group
        .iter()
        .filter_map(|candidate| {
            room.first_open(*candidate, 0).map(|(entry, programme)| (*candidate, entry, programme))
        })
        .collect();
    let lost = losses(&firsts, room);
    if lost.is_empty() {
        return Ok(firsts);
    }
    let share = |candidate: u32, programme: u32| (programme, room.candidates.group(candidate));
    let (at_risk, safe): (Vec<_>, Vec<_>) = firsts
        .iter()
        .partition(|(candidate, _, programme)| lost.contains_key(&share(*candidate, *programme)));
    let mut concerned: Vec<u32> = at_risk.iter().map(|(candidate, _, _)| *candidate).collect();
    if concerned.len() <= EXACT_MAX {
        safe.iter().for_each(|(candidate, _, programme)| room.take(*programme, *candidate));
        concerned = Orders::new(&concerned, room).differing();
    }
    concerned.sort_unstable();
    let mut programmes: Vec<u32> = lost.keys().map(|(programme, _)| *programme).collect();
    programmes.dedup();
    Err(Referral { candidates: concerned, programmes })
}

/// Of each share, how many could lose there at the same time, in the worst order; only shares where some could.
fn losses(firsts: &[(u32, usize, u32)], room: &Room<'_>) -> BTreeMap<Share, u64> {
    let mut lost: BTreeMap<Share, u64> = BTreeMap::new();
    loop {
        let takers = takers(firsts, &lost, room);
        let mut next: BTreeMap<Share, u64> = BTreeMap::new();
        for ((programme, group), count) in &takers {
            let others = takers
                .range((*programme, 0)..=(*programme, u16::MAX))
                .filter(|((_, other), _)| other != group);
            let others: u64 =
                others.map(|((_, other), count)| quota(room, *programme, *other).min(*count)).sum();
            let by_quota = count.saturating_sub(quota(room, *programme, *group));
            let by_places = (count + others).saturating_sub(u64::from(room.free(*programme)));
            let most = by_quota.max(by_places).min(*count);
            if most > 0 {
                next.insert((*programme, *group), most);
            }
        }
        if next == lost {
            return lost;
        }
        lost = next;
    }
}

fn quota(room: &Room<'_>, programme: u32, group: u16) -> u64 {
    u64::from(room.quota_free(programme, group))
}

/// Of each share, how many could want it at the same time: those who name it first, and those who could fall.
fn takers(
    firsts: &[(u32, usize, u32)],
    lost: &BTreeMap<Share, u64>,
    room: &Room<'_>,
) -> BTreeMap<Share, u64> {
    let mut takers: BTreeMap<Share, u64> = BTreeMap::new();
    let mut falls: BTreeMap<(Share, u32), u64> = BTreeMap::new();
    for (candidate, entry, programme) in firsts {
        let group = room.candidates.group(*candidate);
        *takers.entry((*programme, group)).or_default() += 1;
        let (mut entry, mut programme) = (*entry, *programme);
        while lost.contains_key(&(programme, group)) {
            let Some((next_entry, next)) = room.first_open(*candidate, entry + 1) else { break };
            *falls.entry(((programme, group), next)).or_default() += 1;
            (entry, programme) = (next_entry, next);
        }
    }
    for (((from, group), to), count) in falls {
        let at_once = lost.get(&(from, group)).copied().unwrap_or(0).min(count);
        *takers.entry((to, group)).or_default() += at_once;
    }
    takers
}

/// Every order of a few candidates, walked one after the other.
struct Orders<'a, 'b> {
    candidates: &'a [u32],
    room: &'a mut Room<'b>,
    /// Of each candidate, the programme he got first, and whether another order gave him something else.
    results: Vec<(Option<Option<u32>>, bool)>,
}

impl<'a, 'b> Orders<'a, 'b> {
    fn new(candidates: &'a [u32], room: &'a mut Room<'b>) -> Self {
        Orders { candidates, room, results: vec![(None, false); candidates.len()] }
    }

    fn differing(mut self) -> Vec<u32> {
        self.walk(0);
        let differing = self.candidates.iter().zip(&self.results).filter(|(_, (_, differs))| *differs);
        differing.map(|(candidate, _)| *candidate).collect()
    }

    /// Tries each candidate not yet seated (a bit each) as the next one.
    fn walk(&mut self, seated: u16) {
        for (at, candidate) in self.candidates.iter().enumerate() {
            if seated >> at & 1 == 1 {
                continue;
            }
            let got = self.room.first_open(*candidate, 0).map(|(_, programme)| programme);
            if let Some((first, differs)) = self.results.get_mut(at) {
                *differs |= *first.get_or_insert(got) != got;
            }
            got.iter().for_each(|programme| self.room.take(*programme, *candidate));
            self.walk(seated | 1 << at);
            got.iter().for_each(|programme| self.room.give_back(*programme, *candidate));
        }
    }
}
