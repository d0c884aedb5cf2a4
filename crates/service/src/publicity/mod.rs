//! 招生宣传和政策解读: what institutions did for it, as they record it (4.1.b); and 升学辅导, what districts did for the
//! graduates of their schools (4.1.a).
//!
//! Each activity is entered in the journal, in a stream of its institution; it can be changed and taken back, each with an
//! entry of its own, so that what was once announced can be found again.

mod enter;

pub use enter::Announcing;

use crate::Office;
use crate::error::Fault;
use guantong_model::Date;
use serde::{Deserialize, Serialize};

/// An activity as it stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Activity {
    /// The institution, or the district by its name.
    pub institution: String,
    /// Its number within the institution, from 1.
    pub number: i64,
    /// The day.
    pub held_on: Date,
    /// Where.
    pub place: String,
    /// What it is about.
    pub what: String,
    /// For whom.
    pub audience: String,
    /// How many came; nothing where that is not recorded, as before the day.
    pub attended: Option<i64>,
    /// When it was last recorded, in microseconds since 1970 UTC.
    pub recorded_at: i64,
    /// By whom.
    pub recorded_by: String,
}

/// The stream of an institution's activities.
#[must_use]
pub fn stream(institution: &str) -> String {
    format!("publicity/{institution}")
}

impl Office {
    /// Activities, the latest day first; of one institution, or of all. At most so many.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn activities(&self, institution: Option<&str>, limit: i64) -> Result<Vec<Activity>, Fault> {
        self.storage.activities(institution, limit).await
    }

    /// How many entries an institution's activities have: what entering another must have seen.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn activities_version(&self, institution: &str) -> Result<i64, Fault> {
        Ok(self.storage.stream(&stream(institution)).await?.last().map_or(0, |entry| entry.version))
    }
}
