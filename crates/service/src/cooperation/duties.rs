//! What is owed: by the city, by one institution, by two sides; and what presses, for the to-do centre.

use super::{RecordFilter, RecordOnFile};
use crate::Office;
use crate::access::Action;
use crate::error::ServiceError;
use guantong_cooperation::{Duty, Holder, Kind, Owed, Pairing, Record, owed};
use guantong_model::Date;
use jiff::ToSpan;
use std::collections::BTreeMap;

/// A duty, with the major it is of where it is of a programme.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DutyView {
    /// The duty, and how it stands.
    pub owed: Owed,
    /// The major as printed.
    pub major: Option<String>,
}

impl Office {
    /// Every duty within reach, the worst first: of the city, of an institution with those it works with, or of one
    /// holder.
    ///
    /// # Errors
    /// Forbidden to whom cooperation is none of his business.
    pub async fn duties(&self, of: Option<&str>) -> Result<Vec<DutyView>, ServiceError> {
        self.duties_on(of, self.clock.today()).await
    }

    /// The same as it stood on a day: with the records of what had happened or begun by then. Who works together is told
    /// from the plans and students of today.
    ///
    /// # Errors
    /// As [`Office::duties`].
    pub async fn duties_on(&self, of: Option<&str>, on: Date) -> Result<Vec<DutyView>, ServiceError> {
        let ground = self.duty_ground(of).await?;
        self.duties_from(&ground, of, on)
    }

    /// What comes due in a year from today, by the day: what is open now, and what will be asked for by then; each duty
    /// once for its day.
    ///
    /// # Errors
    /// As [`Office::duties`].
    pub async fn duty_calendar(&self, of: Option<&str>) -> Result<Vec<DutyView>, ServiceError> {
        let (ground, today) = (self.duty_ground(of).await?, self.clock.today());
        let last = today.saturating_add(1.year());
        let mut found = BTreeMap::new();
        // An agreement is asked for again some time before it ends: the year is looked at month by month.
        for months in 0..=12 {
            for view in self.duties_from(&ground, of, today.saturating_add(months.months()))? {
                let Owed { duty, holder, by, programme, due, .. } = &view.owed;
                if view.owed.open() && (today..=last).contains(due) {
                    let key = (*due, *duty, holder.clone(), by.clone(), programme.clone());
                    found.entry(key).or_insert(view);
                }
            }
        }
        Ok(found.into_values().collect())
    }

    /// What duties are told from: who works together, and the records that meet them.
    async fn duty_ground(&self, of: Option<&str>) -> Result<(Vec<Pairing>, Vec<Record>), ServiceError> {
        if !self.may_ever(Action::CooperationRead) {
            self.allow_here(Action::CooperationRead)?;
        }
        let mut pairings = self.pairings().await?;
        pairings.retain(|one| of.is_none_or(|name| one.holder().is_of(name)));
        // Whether a partner has an agreement is asked beyond what who asks may read.
        let kinds = Duty::ALL.iter().flat_map(|duty| [Some(duty.met_by()), duty.excused_by()]).flatten();
        let filter = RecordFilter { kinds: kinds.collect(), ..RecordFilter::default() };
        let records = self.whole.cooperation_records(&filter).await?;
        Ok((pairings, records.into_iter().map(|one| one.record).collect()))
    }

    fn duties_from(
        &self,
        (pairings, records): &(Vec<Pairing>, Vec<Record>),
        of: Option<&str>,
        on: Date,
    ) -> Result<Vec<DutyView>, ServiceError> {
        let past: Vec<Record>;
        let records = match on < self.clock.today() {
            true => {
                past = records.iter().filter(|record| record.listed_on() <= on).cloned().collect();
                &past
            }
            false => records,
        };
        let mut found = owed(&self.cooperation_terms_on(on)?, on, pairings, records);
        let concerns = |holder: &Holder| of.is_none_or(|name| holder.is_of(name));
        found.retain(|one| concerns(&one.holder) && self.reads_cooperation_of(&one.holder));
        found.sort_by_key(|one| (one.state, one.due, one.duty, one.holder.clone()));
        let major = |owed: &Owed| {
            let programme = owed.programme.as_ref()?;
            let mut all = pairings.iter().flat_map(|pairing| &pairing.programmes);
            Some(all.find(|offered| offered.programme == *programme)?.major.clone())
        };
        Ok(found.into_iter().map(|owed| DutyView { major: major(&owed), owed }).collect())
    }

    /// Every duty of an institution and its partnerships.
    ///
    /// # Errors
    /// Not found where there is no such institution within reach.
    pub async fn duties_of(&self, institution: &str) -> Result<Vec<DutyView>, ServiceError> {
        let holder = Holder::Institution(institution.to_owned());
        if !self.may_ever(Action::CooperationRead) {
            self.allow_here(Action::CooperationRead)?;
        }
        if !self.reads_cooperation_of(&holder) || !self.is_holder(&holder, &self.pairings().await?) {
            return Err(ServiceError::NotFound);
        }
        self.duties(Some(institution)).await
    }

    /// What presses on the institution of who asks: owed by it and late, or due soon. Nothing of whoever acts for none.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn pressing_duties(&self) -> Result<Vec<DutyView>, ServiceError> {
        let Some(own) = self.viewer().and_then(|viewer| viewer.institution()).map(str::to_owned) else {
            return Ok(Vec::new());
        };
        if !self.may_ever(Action::CooperationRead) {
            return Ok(Vec::new());
        }
        let (today, days) = (self.clock.today(), self.cooperation_terms()?.soon_days);
        let mut found = self.duties(Some(&own)).await?;
        found.retain(|one| one.owed.by.contains(&own) && one.owed.presses(today, days));
        Ok(found)
    }

    /// Records that wait for the institution of who asks to confirm them.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn awaiting_records(&self) -> Result<Vec<RecordOnFile>, ServiceError> {
        let Some(own) = self.viewer().and_then(|viewer| viewer.institution()).map(str::to_owned) else {
            return Ok(Vec::new());
        };
        if !self.may_ever(Action::CooperationRead) {
            return Ok(Vec::new());
        }
        let kinds = Kind::ALL.iter().filter(|kind| kind.declared().confirmed).copied().collect();
        let filter = RecordFilter { of: Some(own.clone()), kinds, holder: None };
        let mut found = self.cooperation_records(&filter).await?;
        found.retain(|one| {
            one.record.state == guantong_cooperation::RecordState::Waiting && one.record.by != own
        });
        Ok(found)
    }
}
