//! Cells to bytes.

mod columns;
mod looks;
mod returned;
mod text;
mod xlsx;

pub use columns::{ColumnOf, write_parquet};
pub use returned::{Mark, Returned, write_returned};
pub use text::write_csv;
pub use xlsx::{Choice, write_form, write_xlsx};

/// Why a table cannot be written.
#[derive(Debug, thiserror::Error)]
pub enum WriteError {
    /// The format has no room for it: too many rows, too long a text, regions that overlap.
    #[error("the workbook cannot hold the table: {0}")]
    Workbook(#[from] rust_xlsxwriter::XlsxError),
    /// More rows or columns than the format counts.
    #[error("the table is larger than the format allows")]
    TooLarge,
    /// A table of columns that cannot be made.
    #[error("the table of columns cannot be made: {0}")]
    Columns(#[from] parquet::errors::ParquetError),
    /// A value in a column of numbers that is none.
    #[error("{column} has {value}, which is no number")]
    NotANumber {
        /// The column.
        column: String,
        /// The value.
        value: String,
    },
}
