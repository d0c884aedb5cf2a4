//! What a data set would be today: its rows made coarser, and how that was measured.

use super::DataRow;
use crate::Office;
use crate::access::Action;
use crate::error::{Fault, ServiceError};
use guantong_datasets::{DataSet, Fact, Limits, Measured, Released, Row, anonymised, smallest_group};
use guantong_indicators::{Happening, Indicator};
use guantong_model::{Message, ProgrammeId, StudentId};
use std::collections::{BTreeMap, HashMap};

/// A data set as it stands today.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DataSetView {
    /// Which.
    pub set: DataSet,
    /// What it would be; nothing where there are too few rows to tell any.
    pub measured: Option<Measured>,
}

impl Office {
    /// A data set as it would be given away today, without its rows.
    ///
    /// # Errors
    /// Forbidden; a fault where the database fails.
    pub async fn dataset(&self, set: DataSet) -> Result<DataSetView, ServiceError> {
        self.allow_here(Action::DatasetRead)?;
        let measured = self.dataset_rows(set).await?.map(|(_, measured)| measured);
        Ok(DataSetView { set, measured })
    }

    /// The rows of a data set as they may be given away, and how they were measured: that enough are alike is counted again.
    pub(super) async fn dataset_rows(
        &self,
        set: DataSet,
    ) -> Result<Option<(Vec<Vec<String>>, Measured)>, ServiceError> {
        let limits = self.dataset_limits()?;
        let rows: Vec<Row> =
            self.dataset_facts().await?.iter().filter_map(|fact| Row::of(set, fact)).collect();
        let Some(Released { steps, rows, left_out, groups, .. }) = anonymised(set, &rows, limits) else {
            return Ok(None);
        };
        let smallest = smallest_group(&rows, set.recognising().count()).unwrap_or(0);
        if smallest < limits.alike {
            let found = format!("{smallest} rows are alike, {} must be", limits.alike);
            return Err(Fault::new("check a data set", found).into());
        }
        let measured = Measured { alike: limits.alike, rows: rows.len(), left_out, groups, smallest, steps };
        Ok(Some((rows, measured)))
    }

    /// How alike rows must be, by the edition.
    ///
    /// # Errors
    /// A fault where the edition does not say.
    pub fn dataset_limits(&self) -> Result<Limits, Fault> {
        let on = self.clock.today();
        let number = |name: &'static str| {
            let found = self.edition().number(name, on).and_then(|number| usize::try_from(number).ok());
            found.ok_or_else(|| Fault::new("read the edition", format!("{name} is missing")))
        };
        Ok(Limits { alike: number("dataset.alike")?, left_out: number("dataset.left-out")? })
    }

    /// What is known of every student, without anything that names him.
    async fn dataset_facts(&self) -> Result<Vec<Fact>, ServiceError> {
        let gathered =
            self.gathered(self.clock.today(), &[], &[Indicator::Repeats, Indicator::Leaves]).await?;
        let known: HashMap<StudentId, DataRow> =
            self.storage.data_rows().await?.into_iter().map(|row| (row.student.clone(), row)).collect();
        let reference = self.reference().await?;
        let mut majors: BTreeMap<&ProgrammeId, _> = BTreeMap::new();
        for line in reference.newest.iter() {
            majors.entry(&line.programme).or_insert(line);
        }
        let mut facts = Vec::with_capacity(gathered.facts.lives.len());
        for life in &gathered.facts.lives {
            let Some(row) = known.get(&life.student) else { continue };
            let Some(line) = majors.get(&life.place.programme) else { continue };
            let happened = gathered.facts.happened.get(&life.student).map_or(&[][..], Vec::as_slice);
            let count = |what: Happening| happened.iter().filter(|one| one.what == what).count();
            facts.push(Fact {
                entry_year: life.entry_year,
                institution: life.place.institution.clone(),
                track: line.track,
                university: life.place.university.clone(),
                major: line.code.clone(),
                sex: row.sex,
                district: row.district.clone(),
                score: row.score.millionths().div_euclid(1_000_000),
                round: row.round.clone(),
                preference: row.preference,
                arrived: life.arrived.is_some(),
                stage: life.stage(),
                standing: row.standing,
                qualification: row.qualification,
                changed_programme: life.place.programme != life.now.programme,
                repeats: count(Happening::Repeated),
                leaves: count(Happening::LeaveStarted),
            });
        }
        Ok(facts)
    }

    /// That a data set has too few rows, as a person can understand it.
    pub(super) fn too_few(&self) -> Result<ServiceError, Fault> {
        let least = self.dataset_limits()?.alike;
        Ok(ServiceError::conflict(Message::new("conflict-dataset-few").with("least", least)))
    }
}
