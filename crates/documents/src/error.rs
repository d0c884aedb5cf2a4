//! Why a document is not read.

use guantong_model::Message;
use guantong_model::sheet::At;

/// Why a document is not read. Nothing of it is taken then.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum DocumentError {
    /// It has no byte, or no filled cell.
    #[error("the file is empty")]
    Empty,
    /// More bytes than are taken.
    #[error("the file has {bytes} bytes, at most {most} are taken")]
    TooLarge {
        /// Its bytes.
        bytes: u64,
        /// The limit.
        most: u64,
    },
    /// By its content it is something else than a table.
    #[error("not a table but {found}")]
    NotATable {
        /// What it is, as a file kind: `pdf`, `html`, `docx`, or `unknown`.
        found: &'static str,
    },
    /// A password is needed to open it.
    #[error("the file is encrypted")]
    Encrypted,
    /// An OpenDocument table: its merged cells cannot be read.
    #[error("an OpenDocument spreadsheet")]
    OpenDocument,
    /// A binary workbook (.xlsb).
    #[error("a binary workbook")]
    BinaryWorkbook,
    /// A part declares a document type, which no office program writes.
    #[error("the part {part} declares a document type")]
    DocumentType {
        /// The part.
        part: String,
    },
    /// Inflated, it is larger than is taken.
    #[error("inflates beyond {most} bytes")]
    Inflates {
        /// The limit.
        most: u64,
    },
    /// More filled cells than are taken.
    #[error("more than {most} cells")]
    TooManyCells {
        /// The limit.
        most: usize,
    },
    /// A cell is filled outside the rows and columns that are read.
    #[error("the cell {at} is filled, {rows} rows and {columns} columns are read")]
    TooFar {
        /// The cell.
        at: At,
        /// The last row that is read.
        rows: u32,
        /// The last column that is read.
        columns: u32,
    },
    /// More merged regions than are taken.
    #[error("more than {most} merged regions")]
    TooManyRegions {
        /// The limit.
        most: usize,
    },
    /// It begins like a table, and then contradicts its own format.
    #[error("damaged: {part}")]
    Damaged {
        /// Which part, for the log.
        part: String,
    },
    /// A text that is neither UTF-8, UTF-16 nor GB18030.
    #[error("neither UTF-8 nor GB18030 at byte {byte}")]
    Encoding {
        /// The first byte that fits none, from 1.
        byte: u64,
    },
}

impl DocumentError {
    pub(crate) fn damaged(part: impl Into<String>) -> Self {
        DocumentError::Damaged { part: part.into() }
    }

    /// The number by which a person can name the error.
    #[must_use]
    pub fn number(&self) -> &'static str {
        match self {
            DocumentError::Empty => "IMP-0101",
            DocumentError::TooLarge { .. } => "IMP-0102",
            DocumentError::NotATable { .. } => "IMP-0103",
            DocumentError::Encrypted => "IMP-0104",
            DocumentError::OpenDocument => "IMP-0105",
            DocumentError::BinaryWorkbook => "IMP-0106",
            DocumentError::DocumentType { .. } => "IMP-0107",
            DocumentError::Inflates { .. } => "IMP-0108",
            DocumentError::TooManyCells { .. } => "IMP-0109",
            DocumentError::TooFar { .. } => "IMP-0110",
            DocumentError::TooManyRegions { .. } => "IMP-0111",
            DocumentError::Damaged { .. } => "IMP-0112",
            DocumentError::Encoding { .. } => "IMP-0113",
        }
    }

    /// The sentence for the person who gave the file.
    #[must_use]
    pub fn message(&self) -> Message {
        let mib = |bytes: u64| i64::try_from(bytes / (1024 * 1024)).unwrap_or(i64::MAX);
        let message = match self {
            DocumentError::Empty => Message::new("document-empty"),
            DocumentError::TooLarge { bytes, most } => Message::new("document-too-large")
                .with("mib", mib(bytes.saturating_add(1024 * 1024 - 1)))
                .with("most", mib(*most)),
            DocumentError::NotATable { found } => Message::new("document-not-a-table").with("found", *found),
            DocumentError::Encrypted => Message::new("document-encrypted"),
            DocumentError::OpenDocument => Message::new("document-open-document"),
            DocumentError::BinaryWorkbook => Message::new("document-binary-workbook"),
            DocumentError::DocumentType { part } => {
                Message::new("document-document-type").with("part", part.as_str())
            }
            DocumentError::Inflates { most } => Message::new("document-inflates").with("most", mib(*most)),
            DocumentError::TooManyCells { most } => {
                Message::new("document-too-many-cells").with("most", *most)
            }
            DocumentError::TooFar { at, rows, columns } => Message::new("document-too-far")
                .with("cell", at.to_string())
                .with("rows", *rows)
                .with("columns", *columns),
            DocumentError::TooManyRegions { most } => {
                Message::new("document-too-many-regions").with("most", *most)
            }
            DocumentError::Damaged { .. } => Message::new("document-damaged"),
            DocumentError::Encoding { byte } => {
                Message::new("document-encoding").with("byte", i64::try_from(*byte).unwrap_or(i64::MAX))
            }
        };
        message.with("number", self.number())
    }
}
