//! The check before a release. It knows nothing of how the rows came about, and counts in its own way.

/// How many rows the smallest group of rows has that are alike in their first columns; nothing where there are no rows.
///
/// Rows are put in order and runs of equal ones measured.
#[must_use]
pub fn smallest_group(rows: &[Vec<String>], columns: usize) -> Option<usize> {
    let mut keys: Vec<&[String]> = rows.iter().map(|row| row.get(..columns).unwrap_or(row)).collect();
    keys.sort_unstable();
    keys.chunk_by(|a, b| a == b).map(<[_]>::len).min()
}
