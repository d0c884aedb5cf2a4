//! The plan: programmes with their places, of a year, from a table with nothing left open.

use super::answers::{Answer, Answers};
use super::finding::{About, Finding, FindingKind, State};
use super::id::{Collision, all_differ, programme_id};
use super::reconcile::{PlanRow, Reconciliation};
use guantong_model::{ProgrammeId, ProgrammeKey, Track};
use serde::{Deserialize, Serialize};

/// One programme of a year's plan.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlannedProgramme {
    /// Its id, the same in every year ([`programme_id`]).
    pub id: ProgrammeId,
    /// What tells it from others.
    pub key: ProgrammeKey,
    /// Its track.
    pub track: Track,
    /// 项目类型 as the annex words it.
    pub category: String,
    /// 招生专业 with its direction as printed.
    pub major_printed: String,
    /// 招生计划.
    pub places: u32,
    /// Whether its students are barred from changing their major (3.3.5.d).
    pub barred: bool,
    /// The state rule or the agreement the bar rests on, or why there is none; nothing where none was proposed.
    pub bar_because: Option<String>,
    /// Its place in the table, from 1.
    pub order: u32,
    /// The catalogue's code of its major, where known.
    pub major_code: Option<String>,
    /// 专业类, where known.
    pub major_class: Option<String>,
}

/// The places of an institution within a category.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct InstitutionTotal {
    /// Its name.
    pub institution: String,
    /// 招生规模.
    pub places: u32,
    /// How many programmes.
    pub programmes: u32,
}

/// The places of a category.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CategoryTotal {
    /// 项目类型.
    pub category: String,
    /// 小计.
    pub places: u32,
    /// How many programmes.
    pub programmes: u32,
    /// Its institutions, in the order of the table.
    pub institutions: Vec<InstitutionTotal>,
}

/// What a person confirmed or gave, kept with the plan.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Decided {
    /// The finding's id in the table it came from.
    pub finding: String,
    /// Its kind.
    pub kind: FindingKind,
    /// What it was about.
    pub about: About,
    /// The answer.
    pub answer: Answer,
}

/// 招生计划: the plan of a year. Made only by [`Reconciliation::plan`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Plan {
    /// The year.
    pub year: i32,
    /// The programmes, in the order of the table.
    pub programmes: Vec<PlannedProgramme>,
    /// The categories, in the order of the table.
    pub categories: Vec<CategoryTotal>,
    /// 总计.
    pub places: u32,
    /// What people confirmed and gave.
    pub decided: Vec<Decided>,
}

/// Why there is no plan yet.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unsettled {
    /// Findings are open, or sums disagree.
    #[error("not settled: {}", .0.join(", "))]
    Open(Vec<String>),
    /// Two programmes would have one id.
    #[error(transparent)]
    Collision(#[from] Collision),
}

impl Plan {
    pub(super) fn of(reconciliation: &Reconciliation) -> Result<Self, Unsettled> {
        let programmes = programmes(reconciliation);
        if !reconciliation.settled() || programmes.len() != reconciliation.rows.len() {
            return Err(Unsettled::Open(reconciliation.open().map(|finding| finding.id.clone()).collect()));
        }
        all_differ(programmes.iter().map(|programme| &programme.key))?;
        let decided = reconciliation.findings.iter().filter_map(decided).collect();
        Ok(Plan {
            year: reconciliation.year,
            categories: totals(&programmes),
            places: programmes.iter().map(|programme| programme.places).sum(),
            programmes,
            decided,
        })
    }

    /// A programme by its id.
    #[must_use]
    pub fn programme(&self, id: &ProgrammeId) -> Option<&PlannedProgramme> {
        self.programmes.iter().find(|programme| programme.id == *id)
    }

    /// What this plan has already settled of the findings that stand in the way of a new table of the same year: a
    /// special project, a directed programme, a university alone, a kind, a listing. Figures and missing partners are
    /// never taken over: a table that lacks them again is asked again.
    #[must_use]
    pub fn answers_for(&self, reconciliation: &Reconciliation) -> Answers {
        let taken_over = |kind: FindingKind| {
            matches!(
                kind,
                FindingKind::Special
                    | FindingKind::Directed
                    | FindingKind::UniversityOnly
                    | FindingKind::Kind
                    | FindingKind::Designated
                    | FindingKind::Repeated
            )
        };
        let mut answers = Answers::none();
        for finding in
            reconciliation.open().filter(|finding| finding.state == State::Open && taken_over(finding.kind))
        {
            let same = |decided: &&Decided| decided.kind == finding.kind && decided.about == finding.about;
            if let Some(decided) = self.decided.iter().find(same) {
                let answer = Answer { line: None, ..decided.answer.clone() };
                answers = answers.with(&finding.id, answer);
            }
        }
        answers
    }
}

fn decided(finding: &Finding) -> Option<Decided> {
    Some(Decided {
        finding: finding.id.clone(),
        kind: finding.kind,
        about: finding.about.clone(),
        answer: finding.reply.clone()?,
    })
}

/// The lines of which everything is known.
pub(super) fn programmes(reconciliation: &Reconciliation) -> Vec<PlannedProgramme> {
    let known = reconciliation.rows.iter().filter_map(programme);
    known.zip(1..).map(|(programme, order)| PlannedProgramme { order, ..programme }).collect()
}

fn programme(row: &PlanRow) -> Option<PlannedProgramme> {
    let key = row.key()?;
    Some(PlannedProgramme {
        id: programme_id(&key),
        key,
        track: row.track?,
        category: row.category.value.clone()?,
        major_printed: row.major_printed.clone(),
        places: row.places.value?,
        barred: row.bar.as_ref().is_some_and(|bar| bar.barred),
        bar_because: row.bar.as_ref().map(|bar| bar.because.clone()),
        order: 0,
        major_code: row.code.code.clone(),
        major_class: row.code.class.clone(),
    })
}

fn totals(programmes: &[PlannedProgramme]) -> Vec<CategoryTotal> {
    let mut categories: Vec<CategoryTotal> = Vec::new();
    for programme in programmes {
        let at =
            categories.iter().position(|total| total.category == programme.category).unwrap_or_else(|| {
                categories.push(CategoryTotal {
                    category: programme.category.clone(),
                    places: 0,
                    programmes: 0,
                    institutions: Vec::new(),
                });
                categories.len() - 1
            });
        let Some(category) = categories.get_mut(at) else { continue };
        category.places += programme.places;
        category.programmes += 1;
        let name = &programme.key.institution;
        match category.institutions.iter_mut().find(|total| total.institution == *name) {
            Some(total) => {
                total.places += programme.places;
                total.programmes += 1;
            }
            None => category.institutions.push(InstitutionTotal {
                institution: name.clone(),
                places: programme.places,
                programmes: 1,
            }),
        }
    }
    categories
}
