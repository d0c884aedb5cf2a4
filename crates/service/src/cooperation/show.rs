//! Records as pages show them: lists within reach, and one with its story.

use super::enter::offers;
use super::{NamedFile, Noted, PaperOnFile, RecordFilter, RecordOnFile, noted};
use crate::Office;
use crate::access::Action;
use crate::error::ServiceError;
use crate::journal::Entry;
use guantong_cooperation::{Holder, Kind, Pairing, Record, RecordState};
use std::collections::{BTreeMap, BTreeSet};

/// A step of a record's story.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// Its entry.
    pub entry: Entry,
    /// The record after it.
    pub record: Record,
    /// Why.
    pub because: Option<String>,
    /// Files that were given in or taken back.
    pub files: Vec<NamedFile>,
}

/// A record with its story.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RecordView {
    /// As it stands.
    pub on_file: RecordOnFile,
    /// What was done with it, the latest first.
    pub story: Vec<Step>,
    /// Its files, the first first; those that were taken back too.
    pub papers: Vec<PaperOnFile>,
    /// For whom who asks may amend it or take it back.
    pub amends: BTreeSet<String>,
    /// For whom who asks may confirm it.
    pub confirms: BTreeSet<String>,
    /// The records of the same holder, by which others are named.
    pub beside: Vec<Record>,
    /// Those that belong to it.
    pub belonging: Vec<RecordOnFile>,
}

impl Office {
    /// The records of a filter within reach, the latest day first.
    ///
    /// # Errors
    /// Forbidden to whom cooperation is none of his business.
    pub async fn cooperation_records(
        &self,
        filter: &RecordFilter,
    ) -> Result<Vec<RecordOnFile>, ServiceError> {
        if !self.may_ever(Action::CooperationRead) {
            self.allow_here(Action::CooperationRead)?;
        }
        let mut found = self.storage.cooperation_records(filter).await?;
        found.sort_by_key(|one| {
            let record = &one.record;
            (std::cmp::Reverse(record.listed_on()), record.holder.clone(), record.kind, record.number)
        });
        Ok(found)
    }

    /// How many files stand on each record of a filter within reach, by the record's word.
    ///
    /// # Errors
    /// As [`Office::cooperation_records`].
    pub async fn cooperation_paper_counts(
        &self,
        filter: &RecordFilter,
    ) -> Result<BTreeMap<String, usize>, ServiceError> {
        if !self.may_ever(Action::CooperationRead) {
            self.allow_here(Action::CooperationRead)?;
        }
        let mut counts = BTreeMap::new();
        for paper in self.storage.cooperation_papers(filter).await?.iter().filter(|paper| paper.stands()) {
            *counts.entry(paper.record()).or_default() += 1;
        }
        Ok(counts)
    }

    /// The pairings within reach: of the city, or those that an institution is a side of.
    ///
    /// # Errors
    /// As [`Office::cooperation_records`].
    pub async fn own_pairings(&self) -> Result<Vec<Pairing>, ServiceError> {
        if !self.may_ever(Action::CooperationRead) {
            self.allow_here(Action::CooperationRead)?;
        }
        let all = self.pairings().await?;
        Ok(all.into_iter().filter(|one| self.reads_cooperation_of(&one.holder())).collect())
    }

    /// The pairing of two institutions.
    ///
    /// # Errors
    /// Not found where there is none within reach.
    pub async fn pairing(&self, holder: &Holder) -> Result<Pairing, ServiceError> {
        let found = self.own_pairings().await?.into_iter().find(|one| one.holder() == *holder);
        found.ok_or(ServiceError::NotFound)
    }

    /// What an institution's partners share with it and it with them: catalogue, bookings and use, for who may read
    /// either side.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn shared_by(&self, pairing: &Pairing) -> Result<Vec<RecordOnFile>, ServiceError> {
        let mut all = Vec::new();
        for side in BTreeSet::from([&pairing.front, &pairing.partner]) {
            let filter = RecordFilter {
                holder: Some(Holder::Institution(side.clone())),
                kinds: Kind::ALL.iter().filter(|kind| kind.shared_with_partners()).copied().collect(),
                of: None,
            };
            all.extend(self.whole.cooperation_records(&filter).await?);
        }
        all.retain(|one| one.record.state != RecordState::TakenBack);
        Ok(all)
    }

    /// What a form of a kind with a holder is made from: the pairings, and the holder's records that count.
    ///
    /// # Errors
    /// Not found where there is no such holder within reach, or records of the kind are not its.
    pub async fn entering_ground(
        &self,
        kind: Kind,
        holder: &Holder,
    ) -> Result<(BTreeSet<String>, Vec<Record>, Vec<Pairing>), ServiceError> {
        let pairings = self.pairings().await?;
        if !self.reaches(kind, holder, &pairings) || !self.is_holder(holder, &pairings) {
            return Err(ServiceError::NotFound);
        }
        let enterers = self.enterers(kind, holder, &pairings);
        if enterers.is_empty() {
            return Err(ServiceError::NotFound);
        }
        let own = enterers.into_iter().filter(|by| self.enters_for(by)).collect();
        let filter = RecordFilter { holder: Some(holder.clone()), ..RecordFilter::default() };
        let records = self.whole.cooperation_records(&filter).await?;
        let records = records.into_iter().map(|found| found.record).collect();
        Ok((own, records, pairings.into_iter().filter(|one| offers(holder, one)).collect()))
    }

    /// Whether who asks reads records of a kind of a holder.
    fn reaches(&self, kind: Kind, holder: &Holder, pairings: &[Pairing]) -> bool {
        let shared =
            || self.enterers(Kind::ResourceBooking, holder, pairings).iter().any(|by| self.enters_for(by));
        self.reads_cooperation_of(holder) || (kind.shared_with_partners() && shared())
    }

    /// One record with its story.
    ///
    /// # Errors
    /// Not found where there is none within reach.
    pub async fn cooperation_record(
        &self,
        holder: &Holder,
        kind: Kind,
        number: i64,
    ) -> Result<RecordView, ServiceError> {
        let (own, beside, _) = self.entering_ground(kind, holder).await?;
        let filter = RecordFilter { holder: Some(holder.clone()), ..RecordFilter::default() };
        let all = self.whole.cooperation_records(&filter).await?;
        let same = |record: &Record| record.kind == kind && record.number == number;
        let on_file = all.iter().find(|one| same(&one.record)).cloned().ok_or(ServiceError::NotFound)?;
        let belongs = |one: &&RecordOnFile| {
            one.record.state != RecordState::TakenBack
                && one
                    .record
                    .kind
                    .declared()
                    .belongs()
                    .is_some_and(|(field, of)| of == kind && one.record.number_in(field) == Some(number))
        };
        let belonging = all.iter().filter(belongs).cloned().collect();
        let mut story = Vec::new();
        for entry in self.whole.stream(&holder.stream()).await? {
            let Noted { record, because, files, .. } = noted(&entry)?;
            if same(&record) {
                story.push(Step { entry, record, because, files });
            }
        }
        story.reverse();
        let mut papers = self.whole.cooperation_papers(&RecordFilter::of_holder(holder)).await?;
        papers.retain(|paper| paper.kind == kind && paper.number == number);
        let open = on_file.record.state != RecordState::TakenBack;
        let writes = |by: &String| {
            open && (!kind.shared_with_partners() || on_file.record.by == *by || holder.front() == by)
        };
        let waits = on_file.record.state == RecordState::Waiting;
        let confirms = own.iter().filter(|by| waits && on_file.record.by != **by).cloned().collect();
        let amends = own.iter().filter(|by| writes(by)).cloned().collect();
        Ok(RecordView { on_file, story, papers, amends, confirms, beside, belonging })
    }
}
