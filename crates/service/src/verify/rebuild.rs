//! The projections of all records, made again from the journal and the people in it.

use super::AT_ONCE;
use super::record::One;
use crate::Office;
use crate::branch::rebuilt;
use crate::error::{Fault, ServiceError};
use crate::ports::{AppendError, Batch, Change, Storage};
use crate::rows::Person;
use crate::student::{Opening, TAKEN_OVER, certificates, fold, registrations, row, stream};
use guantong_model::{PersonId, StudentId};
use std::collections::{BTreeMap, BTreeSet};

/// The tables that are made from entries alone, of records and of all that is kept by its steps: what
/// [`Office::rebuild_into`] makes again.
pub const PROJECTIONS: &[&str] = &[
    "student",
    "certificate",
    "certificate_series",
    "clause_decision",
    "registration",
    "request",
    "request_party",
    "examination",
    "fee_standard",
    "destination",
    "result_sheet",
    "annual_report",
    "evaluation_round",
    "evaluation_subject",
    "evaluation_sheet",
    "evaluation_expert",
    "case_selection",
    "support",
    "work_class",
    "work_hours",
    "examination_party",
    "plan_proposal",
    "plan_proposal_partner",
    "training",
    "correction",
    "cooperation",
];

impl Office {
    /// The records of some students, each with the person it is about.
    pub(super) async fn streams_of(&self, ids: &[StudentId]) -> Result<Vec<One>, Fault> {
        let mut found = Vec::with_capacity(ids.len());
        for id in ids {
            let entries = self.whole.stream(&stream(id)).await?;
            let Some(first) = entries.first() else { continue };
            let told = first.kind == TAKEN_OVER;
            let opening: Opening = serde_json::from_value(first.body.clone())
                .map_err(|error| Fault::new("read a record", error))?;
            let Some(loaded) = fold(entries)? else { continue };
            found.push((id.clone(), opening, told, loaded.record));
        }
        let people: Vec<PersonId> = found.iter().map(|(_, opening, ..)| opening.person.clone()).collect();
        let people: BTreeMap<PersonId, Person> =
            self.whole.people(&people).await?.into_iter().map(|one| (one.id.clone(), one)).collect();
        let one = |(id, opening, told, record): (StudentId, Opening, bool, _)| One {
            person: people.get(&opening.person).cloned(),
            id,
            opening,
            told,
            record,
        };
        Ok(found.into_iter().map(one).collect())
    }

    /// Makes the projections of all records again, in an empty database.
    ///
    /// # Errors
    /// Where a database fails, an entry cannot be read, or a person is missing.
    pub async fn rebuild_into(&self, into: &dyn Storage) -> Result<(), ServiceError> {
        let (mut students, mut requests) = (BTreeSet::new(), BTreeSet::new());
        let (mut examinations, mut trainings) = (BTreeSet::new(), BTreeSet::new());
        let (mut results, mut fees) = (BTreeSet::new(), BTreeSet::new());
        let (mut work, mut hours) = (BTreeSet::new(), BTreeSet::new());
        let mut reports = BTreeSet::new();
        let (mut destinations, mut evaluations) = (BTreeSet::new(), BTreeSet::new());
        let (mut selections, mut supports) = (BTreeSet::new(), BTreeSet::new());
        let mut after = 0;
        loop {
            let entries = self.whole.entries(after, AT_ONCE).await?;
            let Some(last) = entries.last() else { break };
            after = last.seq;
            let mut changes = Vec::new();
            for entry in &entries {
                if let Some(id) = entry.stream.strip_prefix("student/") {
                    students.insert(StudentId::from(id));
                    changes.push(Change::ClauseDecisions(rebuilt(entry)?));
                }
                if entry.stream.starts_with("plan-proposal/") {
                    changes.push(Change::Proposal(Box::new(crate::proposal::on_file(entry)?)));
                }
                if entry.stream.starts_with(crate::cooperation::STREAMS) {
                    changes.push(Change::Cooperation(Box::new(crate::cooperation::on_file(entry)?)));
                }
                if entry.stream.starts_with("correction/") {
                    changes.push(Change::Correction(Box::new(crate::correction::on_file(entry)?)));
                }
                fees.extend(entry.stream.strip_prefix(crate::fees::STREAM).map(str::to_owned));
                destinations.extend(crate::destination::id_of(&entry.stream));
                results.extend(crate::results::id_of(&entry.stream));
                reports.extend(crate::report::id_of(&entry.stream));
                evaluations.extend(crate::evaluation::at(&entry.stream));
                selections.extend(crate::cases::id_of(&entry.stream));
                supports.extend(crate::support::id_of(&entry.stream));
                work.extend(crate::work::class_of(&entry.stream));
                hours.extend(crate::work::hours_of(&entry.stream));
                trainings.extend(crate::training::of_stream(&entry.stream));
                examinations.extend(crate::examination::id_of(&entry.stream).map(str::to_owned));
                requests.extend(entry.stream.strip_prefix(guantong_requests::STREAM).map(str::to_owned));
            }
            write(into, changes).await?;
        }
        let students: Vec<StudentId> = students.into_iter().collect();
        for some in students.chunks(500) {
            let mut changes = Vec::new();
            for one in self.streams_of(some).await? {
                let person = one.person.as_ref().ok_or_else(|| {
                    Fault::new("rebuild a record", format!("{}: the person is missing", one.id))
                })?;
                let version = one.record.history().last().map_or(1, |entry| i64::from(entry.number));
                let student = row(&one.id, &one.opening.candidate, person, &one.record, version);
                changes.push(Change::Student(student));
                changes.push(registrations(&one.id, &one.record));
                changes.extend(certificates(&one.id, &one.record).into_iter().map(Change::Certificate));
            }
            write(into, changes).await?;
        }
        for id in examinations {
            let found =
                crate::examination::fold(&self.whole.stream(&crate::examination::stream(&id)).await?)?;
            write(into, found.map(|found| Change::Examination(Box::new(found))).into_iter().collect())
                .await?;
        }
        for institution in fees {
            let standing = crate::fees::fold(&self.whole.stream(&crate::fees::stream(&institution)).await?)?;
            write(into, standing.into_iter().map(Change::FeeStandard).collect()).await?;
        }
        for id in destinations {
            let entries = self.whole.stream(&crate::destination::stream(&id)).await?;
            let told = crate::destination::fold(&id, &entries)?;
            write(into, vec![Change::Destinations(told)]).await?;
        }
        for id in results {
            let found = crate::results::fold(&self.whole.stream(&crate::results::stream(&id)).await?)?;
            write(into, found.map(|sheet| Change::Results(Box::new(sheet))).into_iter().collect()).await?;
        }
        for id in reports {
            let entries = self.whole.stream(&crate::report::stream(&id)).await?;
            let found = crate::report::fold(&id, &entries)?;
            write(into, found.map(|report| Change::Report(Box::new(report))).into_iter().collect()).await?;
        }
        for at in evaluations {
            write(into, self.evaluation_told(&at).await?.into_iter().collect()).await?;
        }
        for year in selections {
            let entries = self.whole.stream(&crate::cases::stream(year)).await?;
            let found = crate::cases::fold(year, &entries)?;
            write(into, found.map(|one| Change::Selection(Box::new(one))).into_iter().collect()).await?;
        }
        for id in supports {
            let found = crate::support::fold(&self.whole.stream(&crate::support::stream(id)).await?)?;
            write(into, found.map(|one| Change::Support(Box::new(one))).into_iter().collect()).await?;
        }
        for (programme, cohort) in work {
            let entries = self.whole.stream(&crate::work::class_stream(&programme, cohort)).await?;
            let found = crate::work::fold(&entries)?;
            write(into, found.map(|class| Change::Work(Box::new(class))).into_iter().collect()).await?;
        }
        for id in hours {
            let found = crate::work::fold_hours(&self.whole.stream(&crate::work::hours_stream(&id)).await?)?;
            write(into, found.map(|sheet| Change::Hours(Box::new(sheet))).into_iter().collect()).await?;
        }
        for (programme, cohort) in trainings {
            let entries = self.whole.stream(&crate::training::stream(&programme, cohort)).await?;
            let found = crate::training::fold(&entries, self.edition())?;
            write(into, found.map(|found| Change::Training(Box::new(found))).into_iter().collect()).await?;
        }
        let book = self.request_book()?;
        for id in requests {
            let entries = self.whole.stream(&crate::request::stream(&id)).await?;
            let row = crate::request::request_row(&id, &entries, &book)?;
            write(into, row.into_iter().map(|row| Change::Request(Box::new(row))).collect()).await?;
        }
        Ok(())
    }
}

async fn write(into: &dyn Storage, changes: Vec<Change>) -> Result<(), ServiceError> {
    match into.append(Batch { entries: Vec::new(), changes }, 0).await {
        Ok(_) => Ok(()),
        Err(AppendError::Fault(fault)) => Err(fault.into()),
        Err(AppendError::Conflict(conflict)) => Err(ServiceError::Conflict(conflict)),
    }
}
