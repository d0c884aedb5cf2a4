//! What a file is on the disk: what was synced, and what was written since and may be there or not.

use crate::dice::Dice;

/// The smallest a disk writes as a whole, and the page most disks have today; which of them it is falls by chance.
const SECTORS: [usize; 2] = [512, 4096];

/// A file as the disk has it.
#[derive(Debug, Default)]
pub(crate) struct Image {
    /// What would be there in any case; nothing for a file that would not be.
    durable: Option<Vec<u8>>,
    /// What was done since, in order.
    since: Vec<Change>,
}

#[derive(Debug)]
enum Change {
    Made,
    Written { at: usize, bytes: Vec<u8> },
    Cut { to: usize },
    Gone,
}

impl Image {
    /// A file that was there already, or was not.
    pub(crate) fn found(durable: Option<Vec<u8>>) -> Self {
        Image { durable, since: Vec::new() }
    }

    pub(crate) fn made(&mut self) {
        self.since.push(Change::Made);
    }

    pub(crate) fn written(&mut self, at: usize, bytes: &[u8]) {
        self.since.push(Change::Written { at, bytes: bytes.to_vec() });
    }

    pub(crate) fn cut(&mut self, to: usize) {
        self.since.push(Change::Cut { to });
    }

    pub(crate) fn gone(&mut self) {
        self.since.push(Change::Gone);
    }

    /// All that was done is on the disk from now on.
    pub(crate) fn synced(&mut self) {
        for change in std::mem::take(&mut self.since) {
            carry_out(&mut self.durable, &change);
        }
    }

    /// Whether its name is in its folder for certain only when the folder is synced, as with its own first sync.
    pub(crate) fn is_new(&self) -> bool {
        self.since.iter().any(|change| matches!(change, Change::Made))
    }

    /// Its folder is synced: where its name was taken out, it is out for good.
    pub(crate) fn folder_synced(&mut self) {
        if let Some(last) = self.since.iter().rposition(|change| matches!(change, Change::Gone)) {
            self.since.drain(..=last);
            self.durable = None;
        }
    }

    /// A sync failed: some of it is on the disk, and the rest is forgotten. A later sync that succeeds does not bring it
    /// there, for the system takes it as written (as Linux does).
    pub(crate) fn sync_failed(&mut self, dice: &mut Dice) {
        self.durable = self.after_power_loss(dice);
        self.since.clear();
    }

    /// What is there after the power was lost: of what was not synced some sectors or none or all, and one torn.
    pub(crate) fn after_power_loss(&self, dice: &mut Dice) -> Option<Vec<u8>> {
        let mut file = self.durable.clone();
        let sector = if dice.coin() { SECTORS[0] } else { SECTORS[1] };
        // None of it, all of it, or each sector by chance.
        let kept = dice.below(4);
        let keeps = |dice: &mut Dice| match kept {
            0 => false,
            1 => true,
            _ => dice.coin(),
        };
        let pieces: u64 = self.since.iter().map(|change| pieces(change, sector)).sum();
        let mut torn = if dice.coin() { Some(dice.below(pieces)) } else { None };
        for change in &self.since {
            let Change::Written { at, bytes } = change else {
                // A name in a folder comes and goes whole.
                if keeps(dice) || matches!(change, Change::Made) {
                    carry_out(&mut file, change);
                }
                continue;
            };
            let mut from = 0;
            while from < bytes.len() {
                let place = at.saturating_add(from);
                let to = bytes.len().min(from + sector - place % sector);
                let half = from + (to - from) / 2;
                let piece = match torn {
                    Some(0) => bytes.get(from..half),
                    _ if keeps(dice) => bytes.get(from..to),
                    _ => None,
                };
                torn = torn.and_then(|left| left.checked_sub(1));
                if let Some(piece) = piece {
                    put(&mut file, place, piece);
                }
                from = to;
            }
        }
        file
    }
}

/// Over how many sectors a change goes.
fn pieces(change: &Change, sector: usize) -> u64 {
    match change {
        Change::Written { at, bytes } if !bytes.is_empty() => {
            let end = at.saturating_add(bytes.len()).div_ceil(sector);
            u64::try_from(end.saturating_sub(at / sector)).unwrap_or(0)
        }
        _ => 0,
    }
}

fn carry_out(file: &mut Option<Vec<u8>>, change: &Change) {
    match change {
        Change::Made => {
            file.get_or_insert_default();
        }
        Change::Written { at, bytes } => put(file, *at, bytes),
        Change::Cut { to } => {
            if let Some(file) = file {
                file.resize(*to, 0);
            }
        }
        Change::Gone => *file = None,
    }
}

/// Writes at a place; what lies between the old end and it is empty.
fn put(file: &mut Option<Vec<u8>>, at: usize, bytes: &[u8]) {
    let file = file.get_or_insert_default();
    let end = at.saturating_add(bytes.len());
    if file.len() < end {
        file.resize(end, 0);
    }
    if let Some(place) = file.get_mut(at..end) {
        place.copy_from_slice(bytes);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    /// Every file that may be there after the power was lost, over many seeds.
    fn possible(image: &Image) -> BTreeSet<Option<Vec<u8>>> {
        (0..2_000).map(|seed| image.after_power_loss(&mut Dice::new(seed))).collect()
    }

    #[test]
    fn what_was_synced_is_there_and_what_was_not_may_be() {
        let mut image = Image::found(None);
        image.made();
        image.written(0, &[1; 8]);
        image.synced();
        assert_eq!(possible(&image), BTreeSet::from([Some(vec![1; 8])]));

        image.written(4, &[2; 8]);
        let found = possible(&image);
        let old = Some(vec![1; 8]);
        let new = Some([[1; 4], [2; 4], [2; 4]].concat());
        let torn = Some([[1; 4], [2; 4]].concat());
        assert_eq!(found, BTreeSet::from([old, new, torn]));
    }

    #[test]
    fn sectors_come_and_stay_away_each_by_itself() {
        let mut image = Image::found(Some(vec![0; 2048]));
        image.written(0, &[1; 2048]);
        let found = possible(&image);
        let holes = |file: &Option<Vec<u8>>| {
            let file = file.as_ref().map(Vec::as_slice).unwrap_or_default();
            file.chunks(512).map(|sector| sector.iter().all(|byte| *byte == 1)).collect::<Vec<_>>()
        };
        let shapes: BTreeSet<Vec<bool>> = found.iter().map(holes).collect();
        assert_eq!(shapes.len(), 16, "every pattern of four sectors");
        assert!(found.iter().flatten().any(|file| file.iter().take(256).all(|byte| *byte == 1)
            && file.iter().skip(256).take(256).all(|byte| *byte == 0)));
    }

    #[test]
    fn what_a_failed_sync_left_is_not_brought_by_the_next() {
        let lost = (0..64).any(|seed| {
            let mut image = Image::found(Some(vec![0; 8]));
            image.written(0, &[1; 8]);
            image.sync_failed(&mut Dice::new(seed));
            image.synced();
            possible(&image) == BTreeSet::from([Some(vec![0; 8])])
        });
        assert!(lost);
    }

    #[test]
    fn a_file_taken_away_may_come_back() {
        let mut image = Image::found(Some(vec![7]));
        image.gone();
        assert_eq!(possible(&image), BTreeSet::from([None, Some(vec![7])]));
        assert!(!image.is_new());
        image.folder_synced();
        assert_eq!(possible(&image), BTreeSet::from([None]));
        image.made();
        assert!(image.is_new());
    }
}
