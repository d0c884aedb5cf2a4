//! Random instances, from a seed.

use guantong_admission::candidates::{Candidate, Candidates, Household};
use guantong_admission::{Equal, Programme, Programmes, Rules, UNKNOWN};
use guantong_model::Score;

/// A small generator of numbers (xorshift), the same everywhere for the same seed.
pub(crate) struct Dice(u64);

impl Dice {
    pub(crate) fn new(seed: u64) -> Self {
        Dice(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1)
    }

    /// A number below `sides`.
    pub(crate) fn below(&mut self, sides: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 11) % sides
    }

    pub(crate) fn one_in(&mut self, sides: u64) -> bool {
        self.below(sides) == 0
    }

    pub(crate) fn shuffle<T>(&mut self, items: &mut [T]) {
        for last in (1..items.len()).rev() {
            let other = usize::try_from(self.below(last as u64 + 1)).unwrap();
            items.swap(last, other);
        }
    }
}

/// One random round.
#[derive(Clone, Debug)]
pub(crate) struct Instance {
    pub(crate) programmes: Vec<Programme>,
    pub(crate) candidates: Vec<Candidate>,
    pub(crate) floor: Option<Score>,
    pub(crate) equal: Equal,
}

/// How big and how level the candidates of an instance are.
pub(crate) struct Shape {
    pub(crate) candidates: u64,
    pub(crate) totals: u64,
    pub(crate) quotas: bool,
}

impl Instance {
    pub(crate) fn random(seed: u64, equal: Equal, shape: &Shape) -> Self {
        let dice = &mut Dice::new(seed);
        let quotas = shape.quotas && dice.one_in(3);
        let programmes: Vec<Programme> = (0..1 + dice.below(5))
            .map(|n| Programme {
                places: u32::try_from(dice.below(4)).unwrap(),
                additional_test: dice.one_in(6).then_some(3),
                quotas: if quotas && dice.one_in(2) {
                    vec![(
                        ["f", "m"][usize::from(dice.one_in(2))].to_owned(),
                        u32::try_from(dice.below(3)).unwrap(),
                    )]
                } else {
                    Vec::new()
                },
                ..Programme::new(&format!("P{n}"), 0)
            })
            .collect();
        let count = dice.below(shape.candidates + 1);
        let mut draws: Vec<i64> = (0..).take(usize::try_from(count).unwrap()).collect();
        dice.shuffle(&mut draws);
        // Rounds that may be referred need equals, and more of them.
        let (keys, totals) =
            (dice.below(if equal == Equal::Refer { 2 } else { 3 }), 1 + dice.below(shape.totals));
        let candidates = draws
            .iter()
            .map(|draw| Candidate {
                id: format!("K{draw}"),
                total: Score::from_millionths(
                    489_990_000 + i64::try_from(dice.below(totals)).unwrap() * 5_000,
                ),
                floor_total: None,
                keys: (0..keys).map(|_| Score::points(i32::try_from(dice.below(2)).unwrap())).collect(),
                draw: (equal == Equal::Draw || dice.one_in(2)).then_some(*draw),
                qualified: !dice.one_in(12),
                household: [Household::Formal, Household::Evidenced, Household::Absent]
                    [usize::from(dice.one_in(12)) + usize::from(dice.one_in(12))],
                tests_passed: if dice.one_in(2) { vec![3] } else { vec![1] },
                group: quotas.then(|| ["f", "m", "x"][usize::try_from(dice.below(3)).unwrap()].to_owned()),
                more_groups: Vec::new(),
                preferences: (0..dice.below(7))
                    .map(|_| match dice.below(programmes.len() as u64 + 1) {
                        0 => UNKNOWN,
                        programme => u32::try_from(programme - 1).unwrap(),
                    })
                    .collect(),
            })
            .collect::<Vec<_>>();
        let drawn = candidates.iter().all(|candidate| candidate.draw.is_some());
        let candidates = candidates
            .into_iter()
            .map(|candidate| Candidate { draw: candidate.draw.filter(|_| drawn), ..candidate })
            .collect();
        let step = i64::try_from(dice.below(3)).unwrap();
        let floor = dice.one_in(2).then(|| Score::from_millionths(489_990_000 + step * 5_000));
        Instance { programmes, candidates, floor, equal }
    }

    /// The same with quotas of a second and a third kind, which cross those of the first.
    pub(crate) fn with_more_quotas(mut self, seed: u64) -> Self {
        let dice = &mut Dice::new(seed + 99);
        for programme in &mut self.programmes {
            for group in ["b", "d", "n", "s"] {
                if dice.one_in(3) {
                    let most = u32::try_from(dice.below(3)).unwrap();
                    programme.quotas.push((group.to_owned(), most));
                }
            }
        }
        for candidate in &mut self.candidates {
            let mut of = |groups: [&str; 3]| groups[usize::try_from(dice.below(3)).unwrap()].to_owned();
            candidate.more_groups = vec![of(["b", "d", ""]), of(["n", "s", ""])];
        }
        self
    }

    pub(crate) fn rules(&self) -> Rules {
        Rules { score_floor: self.floor.map(Into::into), equal: self.equal, ..Rules::default() }
    }

    pub(crate) fn plan(&self) -> Programmes {
        Programmes::from_rows(&self.programmes).unwrap()
    }

    pub(crate) fn field(&self) -> Candidates {
        Candidates::from_rows(&self.candidates, &self.plan()).unwrap()
    }
}
