//! What importing needs of a database. The file and what was found in it are sealed; the database sees neither.

use super::ImportRow;
use crate::error::Fault;
use crate::ports::AppendError;
use async_trait::async_trait;
use guantong_model::CandidateNo;

/// A write to a file of candidates, in the transaction of what it goes with.
#[derive(Clone, Debug)]
pub enum ImportChange {
    /// Keeps a file; one that is there already is a conflict.
    Kept {
        /// The file.
        row: Box<ImportRow>,
        /// Its bytes, sealed.
        file: String,
    },
    /// Sets what was found in it: how far it is, its rows, and what was found, sealed.
    Found {
        /// The file as it is then; its version must be the one that is there.
        row: Box<ImportRow>,
        /// What was found.
        result: String,
    },
    /// Sets how its conflicts are judged; the version before must be the one that is there.
    Judged {
        /// Its id.
        id: String,
        /// The version that was seen.
        version: i64,
        /// The judgements, as JSON.
        judgements: String,
    },
    /// Puts it away with all that was found; one whose candidates are on file stays.
    Dropped {
        /// Its id.
        id: String,
    },
    /// Notes that its candidates are on file; once is all.
    Done {
        /// Its id.
        id: String,
        /// How many were entered or set anew.
        entered: i64,
        /// When.
        at: i64,
        /// Who confirmed it.
        by: String,
    },
    /// Takes candidates off the file whom others replace, with the people who are nobody else then.
    Replaced {
        /// The year.
        year: i32,
        /// Their numbers.
        numbers: Vec<CandidateNo>,
    },
}

/// Files of candidates, as the program itself reads and checks them.
///
/// Every method fails with a [`Fault`] where the database does.
#[async_trait]
pub trait ImportStorage: Send + Sync {
    /// Files, the newest first.
    async fn imports(&self, limit: i64) -> Result<Vec<ImportRow>, Fault>;
    /// A file.
    async fn import(&self, id: &str) -> Result<Option<ImportRow>, Fault>;
    /// The bytes of a file, sealed.
    async fn import_file(&self, id: &str) -> Result<Option<String>, Fault>;
    /// What was found in a file, sealed.
    async fn import_result(&self, id: &str) -> Result<Option<String>, Fault>;
    /// Takes the oldest file that waits, or whose check was left, on lease until a moment.
    async fn lease_import(&self, at: i64, until: i64) -> Result<Option<ImportRow>, AppendError>;
    /// Notes how far a check is and holds the lease until a moment; false where the lease is lost or the file put away.
    async fn import_progress(&self, row: &ImportRow, until: i64) -> Result<bool, AppendError>;
    /// Ends a check with what was found, where the lease is still held.
    async fn settle_import(&self, row: &ImportRow, result: &str) -> Result<bool, AppendError>;
}
