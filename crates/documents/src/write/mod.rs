//! Cells to bytes.

mod looks;
mod returned;
mod text;
mod xlsx;

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
}
