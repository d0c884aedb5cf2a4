//! Filing the list of an institution's registrations: what was shown is what is filed, or nothing is.

use super::{FILED, RegistrationPeriod, Term, stream};
use crate::Office;
use crate::access::Action;
use crate::error::{Fault, ServiceError};
use crate::journal::{NewEntry, digest};
use crate::ports::{Batch, Change};
use guantong_model::{Date, Message};
use std::fmt::Write as _;

/// A list that was filed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Filing {
    /// The academic year.
    pub year: i32,
    /// Which list.
    pub term: Term,
    /// The institution.
    pub institution: String,
    /// From 1; a list filed again after a change is the next.
    pub version: i64,
    /// The day whose registrations it lists.
    pub listed_on: Date,
    /// The day it was filed.
    pub filed_on: Date,
    /// How many registrations.
    pub students: i64,
    /// SM3 of the list.
    pub digest: String,
    /// When it was recorded, in microseconds since 1970 UTC.
    pub filed_at: i64,
    /// Who filed it.
    pub filed_by: String,
}

/// A list as it would be filed now.
#[derive(Clone, Debug)]
pub struct FilingList {
    /// The last day for it.
    pub due: Date,
    /// The day whose registrations it lists.
    pub on: Date,
    /// The registrations, by record.
    pub rows: Vec<RegistrationPeriod>,
    /// SM3 of the list.
    pub digest: String,
    /// The newest filing.
    pub filed: Option<Filing>,
}

/// SM3 over the registrations of a list, one a line: record, stage, programme, class, first day.
#[must_use]
pub fn list_digest(rows: &[RegistrationPeriod]) -> String {
    let mut text = String::new();
    for row in rows {
        let RegistrationPeriod { student, stage, programme, cohort, from, .. } = row;
        // Writing into a string cannot fail.
        let _ = writeln!(text, "{student}\t{stage}\t{programme}\t{cohort}\t{from}");
    }
    digest(text.as_bytes()).to_string()
}

impl Office {
    /// The list an institution would file now.
    ///
    /// # Errors
    /// Not found where the edition has no last day for it, or the institution has nothing to list.
    pub async fn filing_list(
        &self,
        year: i32,
        term: Term,
        institution: &str,
    ) -> Result<FilingList, ServiceError> {
        let (due, on) = self.list_day(year, term).ok_or(ServiceError::NotFound)?;
        let rows = self.storage.registration_list(institution, term.stages(), on).await?;
        if rows.is_empty() {
            return Err(ServiceError::NotFound);
        }
        let filings = self.storage.registration_filings(year).await?;
        let filed = filings
            .into_iter()
            .filter(|filing| filing.term == term && filing.institution == institution)
            .max_by_key(|filing| filing.version);
        Ok(FilingList { due, on, digest: list_digest(&rows), rows, filed })
    }

    /// Files the list that was shown.
    ///
    /// # Errors
    /// As [`Office::filing_list`]; a conflict where the list is no longer the one shown, or was filed already as it is.
    pub async fn file_registrations(
        &self,
        year: i32,
        term: Term,
        institution: &str,
        digest_seen: &str,
        actor: &str,
    ) -> Result<Filing, ServiceError> {
        self.allow_of(Action::FilingFile, [institution])?;
        let list = self.filing_list(year, term, institution).await?;
        if list.digest != digest_seen {
            return Err(ServiceError::conflict(Message::new("conflict-registrations-changed")));
        }
        if list.filed.as_ref().is_some_and(|filed| filed.digest == list.digest) {
            return Err(ServiceError::conflict(Message::new("conflict-registrations-filed")));
        }
        let now = self.clock.now();
        let filing = Filing {
            year,
            term,
            institution: institution.to_owned(),
            version: list.filed.map_or(0, |filed| filed.version) + 1,
            listed_on: list.on,
            filed_on: self.clock.today(),
            students: i64::try_from(list.rows.len())
                .map_err(|error| Fault::new("count registrations", error))?,
            digest: list.digest,
            filed_at: now,
            filed_by: actor.to_owned(),
        };
        let entry = NewEntry {
            stream: stream(year, term, institution),
            version: filing.version,
            kind: FILED.to_owned(),
            effective_on: filing.filed_on,
            actor: actor.to_owned(),
            body: serde_json::json!({
                "institution": filing.institution,
                "academic_year": filing.year,
                "term": filing.term.as_str(),
                "listed_on": filing.listed_on.to_string(),
                "students": filing.students,
                "digest": filing.digest,
            }),
        };
        let changes = vec![Change::Filing(filing.clone())];
        self.storage.append(Batch { entries: vec![entry], changes }, now).await?;
        Ok(filing)
    }
}
