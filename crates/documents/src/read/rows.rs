//! Gathering cells into rows, within the limits.

use crate::{DocumentError, Limits, escape};
use guantong_model::sheet::{At, Region, Row, Value};
use std::collections::BTreeMap;

/// The filled cells of one sheet as they come; the count goes over all sheets of a document.
pub(super) struct Gathering<'a> {
    limits: &'a Limits,
    cells: &'a mut usize,
    rows: BTreeMap<u32, Vec<(u32, Value)>>,
}

impl<'a> Gathering<'a> {
    pub(super) fn new(limits: &'a Limits, cells: &'a mut usize) -> Self {
        Gathering { limits, cells, rows: BTreeMap::new() }
    }

    /// Takes a filled cell, row and column from 0.
    pub(super) fn take(&mut self, row: u32, column: u32, value: Value) -> Result<(), DocumentError> {
        let at = At::new(row.saturating_add(1), column.saturating_add(1));
        if at.row > self.limits.rows || at.column > self.limits.columns {
            return Err(DocumentError::TooFar { at, rows: self.limits.rows, columns: self.limits.columns });
        }
        *self.cells += 1;
        if *self.cells > self.limits.cells {
            return Err(DocumentError::TooManyCells { most: self.limits.cells });
        }
        let value = match value {
            Value::Text(text) => match escape::unescaped(&text) {
                same if same.len() == text.len() => Value::Text(text),
                shorter => Value::Text(shorter.to_owned()),
            },
            other => other,
        };
        self.rows.entry(at.row).or_default().push((at.column, value));
        Ok(())
    }

    /// The rows in order. A cell that came twice is a contradiction in the file.
    pub(super) fn rows(self) -> Result<Vec<Row>, DocumentError> {
        let mut rows = Vec::with_capacity(self.rows.len());
        for (number, mut cells) in self.rows {
            cells.sort_by_key(|(column, _)| *column);
            let twice = cells.iter().zip(cells.iter().skip(1)).find(|(a, b)| a.0 == b.0);
            if let Some(((column, _), _)) = twice {
                return Err(DocumentError::damaged(format!("two cells at {}", At::new(number, *column))));
            }
            cells.shrink_to_fit();
            rows.push(Row { number, cells });
        }
        Ok(rows)
    }
}

/// Rows looked at for merged regions, at most: regions that lie side by side stay far below.
const LOOKS_MAX: usize = 60_000_000;

/// Takes away what merged regions cover: a spreadsheet shows their first cell only, and so do we.
pub(super) fn uncover(rows: &mut Vec<Row>, regions: &[Region]) -> Result<(), DocumentError> {
    let mut looks = 0_usize;
    for region in regions {
        let from = rows.partition_point(|row| row.number < region.first.row);
        let to = rows.partition_point(|row| row.number <= region.last.row);
        looks = looks.saturating_add(to - from);
        if looks > LOOKS_MAX {
            return Err(DocumentError::damaged("merged regions lie over each other"));
        }
        for row in rows.iter_mut().skip(from).take(to - from) {
            let number = row.number;
            row.cells.retain(|(column, _)| {
                let at = At::new(number, *column);
                at == region.first || !region.contains(at)
            });
        }
    }
    rows.retain(|row| !row.cells.is_empty());
    Ok(())
}

/// Merged regions in order, rows and columns from 0 as the formats count.
pub(super) fn regions(
    found: impl ExactSizeIterator<Item = ((u32, u32), (u32, u32))>,
    limits: &Limits,
) -> Result<Vec<Region>, DocumentError> {
    if found.len() > limits.regions {
        return Err(DocumentError::TooManyRegions { most: limits.regions });
    }
    let at = |(row, column): (u32, u32)| At::new(row.saturating_add(1), column.saturating_add(1));
    let mut regions: Vec<Region> =
        found.map(|(first, last)| Region { first: at(first), last: at(last) }).collect();
    regions.sort_unstable();
    Ok(regions)
}
