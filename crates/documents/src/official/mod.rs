//! Documents as offices send them: GB/T 9704-2012 in DOCX.
//!
//! A4, the text within 156 by 225 mm, 22 lines of 28 characters; the title in 2号, headings of three levels and text in 3号,
//! page numbers in 4号 between dashes outside. Fonts are named as the standard has them, each with an open one beside it for
//! machines that have it not.

mod geometry;
mod package;
mod title;
mod xml;

pub use package::{OfficialError, write_official};

/// What stands in a document, from the top.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Official {
    /// The title.
    pub title: String,
    /// Whom it is sent to, above the text; nobody where empty.
    pub to: String,
    /// Headings, text and tables.
    pub parts: Vec<Part>,
    /// Who it is of, each on a line at its end.
    pub signed: Vec<String>,
    /// The day, in words.
    pub on: String,
}

/// A part of a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Part {
    /// A heading with its number, of a level from 1 to 3.
    Heading(u8, String),
    /// A paragraph.
    Text(String),
    /// A table whose first row is repeated on every page.
    Table {
        /// What stands above the columns.
        headings: Vec<String>,
        /// Its rows.
        rows: Vec<Vec<String>>,
    },
}
