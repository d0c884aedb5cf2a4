//! How much of a document is read at most.

const MIB: u64 = 1024 * 1024;

/// The sizes past which a document is refused. Ratios are not limited: honest tables compress very well.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of the file.
    pub file_bytes: u64,
    /// Bytes of all its parts, inflated.
    pub inflated_bytes: u64,
    /// Bytes of its table of shared strings, inflated: that table is held in memory as a whole.
    pub string_bytes: u64,
    /// Filled cells of all sheets.
    pub cells: usize,
    /// The last row that may be filled.
    pub rows: u32,
    /// The last column that may be filled.
    pub columns: u32,
    /// Merged regions of a sheet.
    pub regions: usize,
}

impl Limits {
    /// For a table that a person fills in: 10,000 rows, 64 columns.
    #[must_use]
    pub const fn form() -> Self {
        Limits { cells: 100_000, rows: 10_000, columns: 64, ..Self::list() }
    }

    /// For the register of a whole city's examination: 110,000 rows, 64 columns, 4 million cells.
    #[must_use]
    pub const fn register() -> Self {
        Limits {
            file_bytes: 32 * MIB,
            cells: 4_000_000,
            rows: 110_000,
            columns: 64,
            inflated_bytes: 400 * MIB,
            ..Self::list()
        }
    }

    /// For a list that a system writes: 200,000 rows, 256 columns, 2 million cells.
    #[must_use]
    pub const fn list() -> Self {
        Limits {
            file_bytes: 20 * MIB,
            inflated_bytes: 200 * MIB,
            string_bytes: 64 * MIB,
            cells: 2_000_000,
            rows: 200_000,
            columns: 256,
            regions: 10_000,
        }
    }
}
