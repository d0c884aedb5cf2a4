//! The package around the parts.

use super::{Official, xml};
use std::io::{Cursor, Write};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

/// Why a document was not written.
#[derive(Debug, thiserror::Error)]
pub enum OfficialError {
    /// The package cannot be made.
    #[error("the document cannot be packed: {0}")]
    Package(#[from] zip::result::ZipError),
    /// What is in it cannot be written.
    #[error("the document cannot be written: {0}")]
    Written(#[from] std::io::Error),
}

/// Writes a document as DOCX; the same document is the same bytes.
///
/// # Errors
/// Where the package cannot be written.
pub fn write_official(official: &Official) -> Result<Vec<u8>, OfficialError> {
    let word = [
        ("fontTable", "fontTable.xml"),
        ("footer", "footer1.xml"),
        ("footer", "footer2.xml"),
        ("settings", "settings.xml"),
        ("styles", "styles.xml"),
    ];
    let parts = [
        ("[Content_Types].xml", xml::types()),
        ("_rels/.rels", xml::relations(&[("officeDocument", "word/document.xml")])),
        ("word/document.xml", xml::document(official)),
        ("word/_rels/document.xml.rels", xml::relations(&word)),
        ("word/footer1.xml", xml::footer(false)),
        ("word/footer2.xml", xml::footer(true)),
        ("word/fontTable.xml", xml::fonts()),
        ("word/settings.xml", xml::settings()),
        ("word/styles.xml", xml::styles()),
    ];
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(DateTime::default());
    let mut package = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in parts {
        package.start_file(name, options)?;
        package.write_all(text.as_bytes())?;
    }
    Ok(package.finish()?.into_inner())
}
