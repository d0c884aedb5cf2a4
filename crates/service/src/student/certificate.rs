//! A certificate by its number: whose it is, which decision issued it, and whether it is void.

use crate::Office;
use crate::error::Fault;
use crate::rows::Student;
use guantong_policy::Decision;
use guantong_registry::{Certificate, Event, Placement, Record};

/// A certificate with what it rests on.
#[derive(Clone, Debug)]
pub struct CertificateView {
    /// The student it was issued to.
    pub student: Student,
    /// The certificate, under the number asked for.
    pub certificate: Certificate,
    /// Whether it is void; its number is never used again.
    pub voided: bool,
    /// The programme on the day of issue: the two institutions it could have come from.
    pub placement: Placement,
    /// The decision that issued it.
    pub decision: Decision,
    /// Which entry of the record that is.
    pub entry: u32,
}

impl Office {
    /// The certificate of a number; nothing where none ever had it.
    ///
    /// # Errors
    /// Where the database fails or the record cannot be read.
    pub async fn certificate(&self, number: &str) -> Result<Option<CertificateView>, Fault> {
        let Some(row) = self.storage.certificate(number).await? else { return Ok(None) };
        let Some(student) = self.storage.student(&row.student).await? else { return Ok(None) };
        let Some(loaded) = self.record(&row.student).await? else { return Ok(None) };
        let record = loaded.record;
        let found = issued(&record, number)
            .ok_or_else(|| Fault::new("find a certificate", "no entry of the record issued it"))?;
        let placement = record.as_of(found.1.issued_on).placement().clone();
        let (entry, certificate, decision) = found;
        Ok(Some(CertificateView { student, certificate, voided: row.voided, placement, decision, entry }))
    }
}

/// The entry that issued a number, with the certificate under it. One that came back after being void has a new number
/// from the correction; the entry that issued it is the one that issued the old number.
fn issued(record: &Record, number: &str) -> Option<(u32, Certificate, Decision)> {
    let mut first = number.to_owned();
    for event in record.history().iter().rev().flat_map(|entry| &entry.events) {
        if let Event::Corrected { renumbered, .. } = event
            && let Some(change) = renumbered.iter().find(|change| change.now == first)
        {
            first.clone_from(&change.was);
        }
    }
    record.history().iter().find_map(|entry| {
        entry.events.iter().find_map(|event| match event {
            Event::CertificateIssued(certificate) if certificate.number == first => {
                let certificate = Certificate { number: number.to_owned(), ..certificate.clone() };
                Some((entry.number, certificate, entry.decision.clone()))
            }
            _ => None,
        })
    })
}
