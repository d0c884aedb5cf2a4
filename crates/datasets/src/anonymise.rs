//! Makes rows coarser until nobody is told apart: every column by the same step in all rows, so that a value means the same
//! everywhere; rows that still stand in too small a group are left out.

use crate::column::{DataSet, Step};
use crate::row::Row;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, HashMap};

/// How alike rows must be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// So many rows at least look alike in the columns by which somebody might be recognised (k).
    pub alike: usize,
    /// So many of a hundred rows at most are left out.
    pub left_out: usize,
}

/// How a table that may be given away was measured.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Measured {
    /// So many rows at least must be alike.
    pub alike: usize,
    /// Rows told.
    pub rows: usize,
    /// Rows left out.
    pub left_out: usize,
    /// Groups of like rows.
    pub groups: usize,
    /// Rows of the smallest of them, counted by other code.
    pub smallest: usize,
    /// The step of each column by which somebody might be recognised.
    pub steps: Vec<Step>,
}

/// What may be given away.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Released {
    /// The step of each column by which somebody might be recognised.
    pub steps: Vec<Step>,
    /// Its rows in order of their values, so that the order tells nothing.
    pub rows: Vec<Vec<String>>,
    /// How many rows were left out.
    pub left_out: usize,
    /// How many groups of like rows there are.
    pub groups: usize,
    /// How many rows the smallest of them has; 0 where there is none.
    pub smallest: usize,
}

/// Rows as numbers: of each column, at each step, which value it is.
struct Coded {
    columns: Vec<Vec<Coding>>,
}

/// The values of a column at a step.
struct Coding {
    codes: Vec<u32>,
    distinct: u64,
}

impl Coded {
    fn of(set: DataSet, rows: &[Row]) -> Self {
        let column = |place: usize, steps: usize| {
            let coding = |step: usize| {
                let mut known: BTreeMap<&str, u32> = BTreeMap::new();
                let of = |row: &Row| row.recognising.get(place).and_then(|steps| steps.get(step)).cloned();
                let values: Vec<String> = rows.iter().map(|row| of(row).unwrap_or_default()).collect();
                let mut codes = Vec::with_capacity(values.len());
                for value in &values {
                    let next = u32::try_from(known.len()).unwrap_or(u32::MAX);
                    codes.push(*known.entry(value.as_str()).or_insert(next));
                }
                let distinct = u64::try_from(known.len()).unwrap_or(u64::MAX).max(1);
                Coding { codes, distinct }
            };
            (0..steps).map(coding).collect()
        };
        Coded {
            columns: set.recognising().enumerate().map(|(at, one)| column(at, one.steps.len())).collect(),
        }
    }

    /// The group of each row where the columns stand at some steps.
    fn groups(&self, steps: &[usize], rows: usize) -> Vec<u64> {
        let mut keys = vec![0_u64; rows];
        for coding in self.columns.iter().zip(steps).filter_map(|(column, step)| column.get(*step)) {
            for (key, code) in keys.iter_mut().zip(&coding.codes) {
                *key = key.wrapping_mul(coding.distinct).wrapping_add(u64::from(*code));
            }
        }
        keys
    }
}

/// Every way to set the steps, with its cost, the cheapest first and of equal ones the finer columns first.
fn ways(set: DataSet) -> Vec<(u32, Vec<usize>)> {
    let mut ways: Vec<(u32, Vec<usize>)> = vec![(0, Vec::new())];
    for column in set.recognising() {
        let longer = |(cost, steps): &(u32, Vec<usize>)| {
            let of = column.steps.iter().enumerate().map(|(step, (_, more))| {
                let mut steps = steps.clone();
                steps.push(step);
                (cost + more, steps)
            });
            of.collect::<Vec<_>>()
        };
        ways = ways.iter().flat_map(longer).collect();
    }
    ways.sort();
    ways
}

/// The rows of a data set as they may be given away; nothing where there are too few of them whatever is told.
#[must_use]
pub fn anonymised(set: DataSet, rows: &[Row], limits: Limits) -> Option<Released> {
    let coded = Coded::of(set, rows);
    for (_, steps) in ways(set) {
        let keys = coded.groups(&steps, rows.len());
        let mut sizes: HashMap<u64, usize> = HashMap::with_capacity(keys.len() / 4);
        keys.iter().for_each(|key| *sizes.entry(*key).or_default() += 1);
        let stays = |key: &u64| sizes.get(key).is_some_and(|size| *size >= limits.alike);
        let kept = keys.iter().filter(|key| stays(key)).count();
        if kept == 0 || (rows.len() - kept) * 100 > rows.len() * limits.left_out {
            continue;
        }
        let told = |row: &Row| {
            let columns = row.recognising.iter().zip(&steps);
            let coarse = columns.map(|(values, step)| values.get(*step).cloned().unwrap_or_default());
            coarse.chain(row.outcomes.iter().cloned()).collect::<Vec<_>>()
        };
        let mut told: Vec<Vec<String>> =
            rows.iter().zip(&keys).filter(|(_, key)| stays(key)).map(|(row, _)| told(row)).collect();
        told.sort();
        let large = sizes.values().copied().filter(|size| *size >= limits.alike);
        return Some(Released {
            steps: chosen(set, &steps),
            left_out: rows.len() - kept,
            groups: large.clone().count(),
            smallest: large.min().unwrap_or(0),
            rows: told,
        });
    }
    None
}

fn chosen(set: DataSet, steps: &[usize]) -> Vec<Step> {
    let of = set.recognising().zip(steps);
    of.filter_map(|(column, step)| column.steps.get(*step)).map(|(step, _)| *step).collect()
}
