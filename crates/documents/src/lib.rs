//! Spreadsheets and text tables, in and out: bytes to cells, cells to bytes.
//!
//! What comes in is untrusted: [`read()`] looks at the content, never at a file's name, and holds every size under
//! a limit before anything is built from it. What goes out opens in any office program and runs nothing there
//! ([`escape`]).
//!
//! Knows: file formats, encodings, cells, merged regions, fonts and borders.
//! Must never know: what a heading or a figure means, storage, a clock.

mod error;
pub mod escape;
pub mod evidence;
mod folder;
mod limits;
pub mod official;
mod read;
mod write;

pub use error::DocumentError;
pub use folder::{FolderError, FolderLimits, is_packed, read_folder};
pub use guantong_model::sheet::{At, Content, Look, Region, Row, Sheet, Table, Value};
pub use limits::Limits;
pub use read::{decode, read};
pub use write::{
    Choice, ColumnOf, Mark, Returned, WriteError, write_csv, write_form, write_parquet, write_returned,
    write_xlsx,
};
