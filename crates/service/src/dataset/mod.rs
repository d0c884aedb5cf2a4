//! Data sets for the academy (4.1.d 「教科院做好政策研究，开展质量监测」): rows about students without an identity, made coarser
//! until enough of them are alike, checked once more, and kept as they were given away.
//!
//! A release is an entry of `dataset/{set}` with what for, how coarse, and the digest of its table, which is kept as a file;
//! that it was downloaded stands in the trail.

mod release;
mod show;

pub use guantong_datasets::Measured;
pub use release::{Release, ReleaseView};
pub use show::DataSetView;

use guantong_datasets::DataSet;
use guantong_model::{Score, StudentId};

/// What the streams of releases begin with.
pub(crate) const STREAM: &str = "dataset/";

/// The stream of the releases of a data set.
#[must_use]
pub fn stream(set: DataSet) -> String {
    format!("{STREAM}{set}")
}

/// What a row of a data set needs of a student beside the life that indicators count: by the record, and nothing by which
/// the student is called.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DataRow {
    /// The record.
    pub student: StudentId,
    /// 1 male, 2 female.
    pub sex: i64,
    /// The district of the lower secondary school.
    pub district: String,
    /// 中考成绩.
    pub score: Score,
    /// The round of admission by its word.
    pub round: String,
    /// Which preference.
    pub preference: i64,
    /// 学籍状态.
    pub standing: guantong_model::Standing,
    /// 贯通培养资格.
    pub qualification: guantong_model::Qualification,
}
