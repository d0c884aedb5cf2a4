//! A release: made for a purpose, written down, kept, and downloaded.

use super::stream;
use crate::Office;
use crate::access::Action;
use crate::error::{Fault, ServiceError};
use crate::journal::{Entry, NewEntry, digest};
use crate::ports::{Batch, Change};
use crate::reason::reason;
use crate::rows::Document;
use guantong_datasets::{DataSet, Measured, smallest_group};
use guantong_documents::{ColumnOf, write_csv, write_parquet};
use guantong_model::Date;
use serde::{Deserialize, Serialize};

/// What kind of entry a release is.
const RELEASED: &str = "dataset-released";

/// A data set that was given away.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Release {
    /// What for.
    pub purpose: String,
    /// How it was measured.
    pub measured: Measured,
}

/// A release as it stands in the journal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReleaseView {
    /// Its number within the data set, from 1.
    pub number: i64,
    /// The day its rows are of.
    pub on: Date,
    /// Who made it.
    pub by: String,
    /// The digest of its table as CSV.
    pub digest: String,
    /// What for, and how it was measured.
    pub release: Release,
}

fn view(entry: &Entry) -> Result<ReleaseView, Fault> {
    let part = |name: &str| entry.body.get(name).cloned().unwrap_or_default();
    let release: Release =
        serde_json::from_value(part("release")).map_err(|error| Fault::new("read a release", error))?;
    let digest = entry.body.pointer("/source/digest").and_then(|digest| digest.as_str());
    Ok(ReleaseView {
        number: entry.version,
        on: entry.effective_on,
        by: entry.actor.clone(),
        digest: digest.unwrap_or_default().to_owned(),
        release,
    })
}

impl Office {
    /// The releases of a data set, the newest first.
    ///
    /// # Errors
    /// Forbidden; a fault where the database fails or an entry cannot be read.
    pub async fn releases(&self, set: DataSet) -> Result<Vec<ReleaseView>, ServiceError> {
        self.allow_here(Action::DatasetRead)?;
        let entries = self.whole.stream(&stream(set)).await?;
        Ok(entries.iter().rev().map(view).collect::<Result<_, _>>()?)
    }

    /// Gives a data set away for a purpose: checked, written down and kept; returns its number.
    ///
    /// # Errors
    /// Forbidden; bad input without a purpose; a conflict where there are too few rows; a fault where the check fails.
    pub async fn release_dataset(
        &self,
        set: DataSet,
        purpose: &str,
        actor: &str,
    ) -> Result<i64, ServiceError> {
        self.allow_here(Action::DatasetRelease)?;
        let purpose = reason(purpose)?;
        let stream = stream(set);
        let version = self.next_version(&stream).await?;
        let Some((rows, measured)) = self.dataset_rows(set).await? else { return Err(self.too_few()?) };
        let headings: Vec<&str> = set.columns().iter().map(|column| column.name).collect();
        let bytes = write_csv(&headings, &rows);
        // What is kept is what is counted: the file itself, read again.
        let columns = set.recognising().count();
        if smallest_group(&table(&bytes)?, columns).is_none_or(|smallest| smallest < measured.alike) {
            return Err(Fault::new("check a data set", "its file has rows that stand alone").into());
        }
        let digest = digest(&bytes).to_string();
        let name = format!("{set}-{}.csv", self.clock.today());
        let entry = NewEntry {
            stream,
            version,
            kind: RELEASED.to_owned(),
            effective_on: self.clock.today(),
            actor: actor.to_owned(),
            body: serde_json::json!({
                "release": Release { purpose, measured },
                "source": {"name": name, "digest": digest},
            }),
        };
        let changes = vec![Change::Document(Document { digest, name, bytes })];
        self.storage.append(Batch { entries: vec![entry], changes }, self.clock.now()).await?;
        Ok(version)
    }

    /// The table of a release as CSV; that it was downloaded is noted.
    ///
    /// # Errors
    /// Forbidden; not found where there is no such release.
    pub async fn release_csv(&self, set: DataSet, number: i64) -> Result<(String, Vec<u8>), ServiceError> {
        let entries = self.whole.stream(&stream(set)).await?;
        self.allow_here(Action::DatasetRead)?;
        let entry = entries.iter().find(|entry| entry.version == number).ok_or(ServiceError::NotFound)?;
        let document = self.whole.document(&view(entry)?.digest).await?.ok_or(ServiceError::NotFound)?;
        self.note_look(&format!("{}/{number}", stream(set)), "exported").await?;
        Ok((document.name, document.bytes))
    }

    /// The table of a release as Parquet; that it was downloaded is noted.
    ///
    /// # Errors
    /// As [`Office::release_csv`]; a fault where the table cannot be made.
    pub async fn release_parquet(
        &self,
        set: DataSet,
        number: i64,
    ) -> Result<(String, Vec<u8>), ServiceError> {
        let (name, bytes) = self.release_csv(set, number).await?;
        let columns: Vec<ColumnOf<'_>> = set
            .columns()
            .iter()
            .map(|column| ColumnOf { name: column.name, number: column.number })
            .collect();
        let made = write_parquet(&columns, &table(&bytes)?);
        let made = made.map_err(|error| Fault::new("make a table of columns", error))?;
        Ok((name.replace(".csv", ".parquet"), made))
    }
}

/// The rows of a table that is kept, without its headings. No value of a data set has a comma or a quote in it.
fn table(bytes: &[u8]) -> Result<Vec<Vec<String>>, Fault> {
    let text = std::str::from_utf8(bytes).map_err(|error| Fault::new("read a data set", error))?;
    if text.contains('"') {
        return Err(Fault::new("read a data set", "a value has a comma or a quote"));
    }
    Ok(text.lines().skip(1).map(|line| line.split(',').map(str::to_owned).collect()).collect())
}
