//! What the records tell of a subject: computed with each look, never kept, and without anybody's name.

use super::row::SubjectId;
use crate::Office;
use crate::access::{Action, rounded};
use crate::cooperation::RecordFilter;
use crate::error::ServiceError;
use crate::report::{Frozen, FrozenFigure, ReportState, Section};
use guantong_cooperation::{DutyState, Kind, RecordState};
use guantong_evaluation::Dimension;
use guantong_indicators::Indicator;
use guantong_model::ProgrammeId;
use std::collections::BTreeMap;

/// The training programme of a class.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TrainingBeside {
    /// The programme.
    pub programme: ProgrammeId,
    /// The major as printed.
    pub major: String,
    /// The newest class.
    pub cohort: i32,
    /// The number of the version in force; nothing where none is.
    pub number: Option<i64>,
    /// Findings that stop it, and those somebody must judge.
    pub findings: (u32, u32),
}

/// What stands beside the dimensions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Evidence {
    /// The figures of the two sides, of the year and the year before.
    pub figures: Frozen,
    /// Their duties by how each stands.
    pub duties: BTreeMap<DutyState, usize>,
    /// Their records of cooperation by kind.
    pub records: BTreeMap<Kind, usize>,
    /// The training programmes of their newest classes.
    pub trainings: Vec<TrainingBeside>,
    /// The last annual report that was handed in, of the year or the year before: its year and how far it is.
    pub report: Option<(i32, ReportState)>,
    /// What it says on each dimension.
    pub sections: BTreeMap<Dimension, String>,
}

/// The section of an annual report that tells of a dimension: both follow the notice.
fn section(dimension: Dimension) -> Section {
    match dimension {
        Dimension::Goals => Section::Goals,
        Dimension::Positioning => Section::Occupations,
        Dimension::Curriculum => Section::Curriculum,
        Dimension::Teaching => Section::Management,
        Dimension::Quality => Section::Quality,
        Dimension::Cooperation => Section::Cooperation,
    }
}

impl Office {
    /// What the records tell of a subject within reach. Whoever may not know figures to the last student gets them rounded.
    ///
    /// # Errors
    /// Forbidden to whom evaluations are none of his business; not found out of reach.
    pub async fn evaluation_evidence(&self, id: &SubjectId) -> Result<Evidence, ServiceError> {
        if !self.may_ever(Action::EvaluationRead) {
            self.allow_here(Action::EvaluationRead)?;
        }
        self.storage.evaluation_subject(id).await?.ok_or(ServiceError::NotFound)?;
        // Over the whole city, whoever asks: what the two sides run is what is evaluated.
        let machine = self.machine();
        let mut figures = machine.report_figures(&id.report(id.year)).await?;
        if !self.figures_are_exact() {
            figures.figures.iter_mut().for_each(round);
        }
        let mut duties = BTreeMap::new();
        for view in machine.duties_on(None, figures.on).await? {
            if view.owed.holder == id.holder() {
                *duties.entry(view.owed.state).or_default() += 1;
            }
        }
        let mut records = BTreeMap::new();
        for one in self.whole.cooperation_records(&RecordFilter::of_holder(&id.holder())).await? {
            if one.record.state == RecordState::Held {
                *records.entry(one.record.kind).or_default() += 1;
            }
        }
        let mut report = None;
        for year in [id.year, id.year - 1] {
            let found = self.whole.annual_report(&id.report(year)).await?;
            report = report
                .or(found
                    .filter(|found| matches!(found.state, ReportState::Submitted | ReportState::Accepted)));
        }
        let sections = report.as_ref().map(|report| {
            let of = |dimension: &Dimension| {
                Some((*dimension, report.sections.get(&section(*dimension))?.clone()))
            };
            Dimension::ALL.iter().filter_map(of).collect()
        });
        Ok(Evidence {
            trainings: self.trainings_beside(id).await?,
            report: report.map(|report| (report.id.year, report.state)),
            sections: sections.unwrap_or_default(),
            figures,
            duties,
            records,
        })
    }

    async fn trainings_beside(&self, id: &SubjectId) -> Result<Vec<TrainingBeside>, ServiceError> {
        let mut found = Vec::new();
        let pairings = self.pairings().await?;
        let own = pairings.into_iter().filter(|one| one.front == id.front && one.partner == id.partner);
        for offered in own.flat_map(|pairing| pairing.programmes) {
            let classes = offered.classes.iter().map(|class| class.entry).filter(|entry| *entry <= id.year);
            let Some(cohort) = classes.max() else { continue };
            let on_file = self.whole.training(&offered.programme, cohort).await?;
            let in_force = on_file.and_then(|on_file| on_file.in_force);
            found.push(TrainingBeside {
                number: in_force.as_ref().map(|version| version.number),
                findings: in_force.map_or((0, 0), |version| (version.counts.stops, version.counts.judge)),
                programme: offered.programme,
                major: offered.major,
                cohort,
            });
        }
        Ok(found)
    }
}

/// Counts of people as they are told to who may not know them to the last.
fn round(figure: &mut FrozenFigure) {
    let declared = Indicator::parse(&figure.indicator).map(Indicator::declared);
    let Some(declared) = declared.filter(|declared| declared.of_people) else { return };
    figure.part = rounded(figure.part);
    if !declared.of_places {
        figure.whole = rounded(figure.whole);
    }
}
