//! Graduates with what was reported of them: sheets by year and institution, and one sheet.

use super::{SheetId, stream};
use crate::Office;
use crate::access::Action;
use crate::error::{Fault, ServiceError};
use guantong_model::{Date, Destination, ProgrammeId, Settled, Stage, StudentId};
use std::collections::BTreeMap;

/// Somebody who graduated.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Graduate {
    /// The record.
    pub student: StudentId,
    /// 姓名.
    pub name: String,
    /// The programme.
    pub programme: ProgrammeId,
    /// The stage that was graduated from.
    pub stage: Stage,
    /// The institution that held the registration.
    pub institution: String,
    /// The day of graduation.
    pub on: Date,
    /// What was reported last, and on which day.
    pub destination: Option<(Destination, Date)>,
}

/// A sheet in the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listed {
    /// Which.
    pub id: SheetId,
    /// How many graduated.
    pub graduates: usize,
    /// Of how many nothing is reported.
    pub missing: usize,
    /// How many go on to study.
    pub further_study: usize,
    /// How many are employed.
    pub employed: usize,
    /// The day by which the last of the missing is due; nothing where nobody is missing.
    pub due: Option<Date>,
    /// How many of the missing are past their day.
    pub late: usize,
}

/// A sheet with who stands in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GraduatesView {
    /// How far it is.
    pub listed: Listed,
    /// By day of graduation, programme and record.
    pub graduates: Vec<Graduate>,
    /// How many entries its stream has: what a change must have seen.
    pub version: i64,
}

impl Office {
    /// The sheets within reach that have a graduate, the newest year first.
    ///
    /// # Errors
    /// Forbidden to whom they are none of his business.
    pub async fn graduates(&self) -> Result<Vec<Listed>, ServiceError> {
        if !self.may_ever(Action::DestinationRead) {
            self.allow_here(Action::DestinationRead)?;
        }
        let mut sheets: BTreeMap<SheetId, Vec<Graduate>> = BTreeMap::new();
        for one in self.storage.graduates(None).await? {
            let id = SheetId { year: i32::from(one.on.year()), institution: one.institution.clone() };
            sheets.entry(id).or_default().push(one);
        }
        let mut listed = Vec::new();
        for (id, graduates) in sheets {
            listed.push(self.graduates_listed(id, &graduates)?);
        }
        listed.sort_by(|one, other| {
            (other.id.year, &one.id.institution).cmp(&(one.id.year, &other.id.institution))
        });
        Ok(listed)
    }

    /// One sheet.
    ///
    /// # Errors
    /// Not found where there is no such institution, the year is to come, or it is out of reach.
    pub async fn graduates_of(&self, id: &SheetId) -> Result<GraduatesView, ServiceError> {
        if !self.may_ever(Action::DestinationRead) {
            self.allow_here(Action::DestinationRead)?;
        }
        let graduates = self.storage.graduates(Some(id)).await?;
        let known = self.edition().institution(&id.institution).is_some() || !graduates.is_empty();
        let reads = self.allow_of(Action::DestinationRead, [id.institution.as_str()]).is_ok();
        if !known || !reads || id.year > i32::from(self.clock.today().year()) {
            return Err(ServiceError::NotFound);
        }
        let version = self.storage.stream(&stream(id)).await?.last().map_or(0, |entry| entry.version);
        Ok(GraduatesView { listed: self.graduates_listed(id.clone(), &graduates)?, graduates, version })
    }

    /// The sheets of the institution of who asks in which somebody is missing. Nothing of who reports for none.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn waiting_destinations(&self) -> Result<Vec<Listed>, ServiceError> {
        let own = self.viewer().and_then(|viewer| viewer.institution());
        if own.is_none() || !self.may_ever(Action::DestinationKeep) {
            return Ok(Vec::new());
        }
        Ok(self.graduates().await?.into_iter().filter(|one| one.missing > 0).collect())
    }

    /// Whether who asks reports for an institution.
    #[must_use]
    pub fn keeps_destinations_of(&self, institution: &str) -> bool {
        self.allow_of(Action::DestinationKeep, [institution]).is_ok()
    }

    fn graduates_listed(&self, id: SheetId, graduates: &[Graduate]) -> Result<Listed, Fault> {
        let today = self.clock.today();
        let so = |so: Settled| {
            let is = |one: &&Graduate| one.destination.is_some_and(|(to, _)| to.settled() == so);
            graduates.iter().filter(is).count()
        };
        let mut due = Vec::new();
        for one in graduates.iter().filter(|one| one.destination.is_none()) {
            due.push(self.destination_due(one.on)?);
        }
        Ok(Listed {
            id,
            graduates: graduates.len(),
            missing: due.len(),
            further_study: so(Settled::FurtherStudy),
            employed: so(Settled::Employment),
            late: due.iter().filter(|due| **due < today).count(),
            due: due.into_iter().max(),
        })
    }

    /// The day by which the destination of who graduates on a day is reported: the next that the edition names.
    fn destination_due(&self, on: Date) -> Result<Date, Fault> {
        // Before the edition its first value holds.
        let first = self.edition().head().map_or(Date::MIN, |head| head.issued_on);
        let named = self.edition().text("destination.due", self.clock.today().max(first));
        let day = named.and_then(|text| {
            let (month, day) = text.split_once('-')?;
            let of = |year| Date::new(year, month.parse().ok()?, day.parse().ok()?).ok();
            of(on.year()).filter(|due| on <= *due).or_else(|| of(on.year() + 1))
        });
        day.ok_or_else(|| Fault::new("read the day of destinations", "destination.due"))
    }
}
