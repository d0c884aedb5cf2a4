//! The records behind a figure: those of the grains it is the sum of, as far as who asks may open them.

use super::Gathered;
use crate::Office;
use crate::access::Action;
use crate::cooperation::DutyView;
use crate::error::ServiceError;
use crate::rows::Student;
use guantong_indicators::{Cell, Figure, Grain, Indicator, Source, grains};
use guantong_model::{ProgrammeId, StudentId, words};

words! {
    /// Which of the records behind a figure are asked for.
    Which {
        /// All that are in it.
        All = "all",
        /// Those that are in the part.
        Part = "part",
        /// Those of the whole that are not in the part.
        Rest = "rest",
    }
}

/// Which records are asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asked {
    /// The indicator.
    pub indicator: Indicator,
    /// The figure.
    pub cell: Cell,
    /// Which of them.
    pub which: Which,
    /// How many are passed over.
    pub from: usize,
    /// How many at most.
    pub limit: usize,
}

/// A line of a plan behind a figure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LineBehind {
    /// The year of the plan.
    pub year: i32,
    /// The programme.
    pub programme: ProgrammeId,
    /// What it adds to the part.
    pub part: i64,
    /// What it adds to the whole.
    pub whole: i64,
}

/// The records behind a figure.
#[derive(Clone, Debug)]
pub struct Behind {
    /// The figure itself.
    pub figure: Figure,
    /// Lines of plans.
    pub lines: Vec<LineBehind>,
    /// Duties.
    pub duties: Vec<DutyView>,
    /// Students of this page, each with whether he is in the part.
    pub students: Vec<(Student, bool)>,
    /// How many students there are in all, with those who may not be opened.
    pub found: usize,
    /// How many on this page may not be opened by who asks.
    pub beyond: usize,
}

/// A page of students.
#[derive(Clone, Debug)]
pub struct Listed {
    /// Those of this page who may be opened, each with whether he is in the part.
    pub students: Vec<(Student, bool)>,
    /// How many there are in all.
    pub found: usize,
    /// How many on this page may not be opened by who asks.
    pub beyond: usize,
}

impl Office {
    /// A page of students by id, each once.
    ///
    /// # Errors
    /// Forbidden to whom lists of students are none of his business.
    pub async fn students_behind(
        &self,
        mut people: Vec<(&StudentId, bool)>,
        from: usize,
        limit: usize,
    ) -> Result<Listed, ServiceError> {
        if people.is_empty() {
            return Ok(Listed { students: Vec::new(), found: 0, beyond: 0 });
        }
        if !self.may_ever(Action::StudentList) {
            self.allow_here(Action::StudentList)?;
        }
        people.sort_unstable();
        people.dedup();
        let found = people.len();
        let shown: Vec<(&StudentId, bool)> = people.into_iter().skip(from).take(limit).collect();
        let ids: Vec<StudentId> = shown.iter().map(|(id, _)| (*id).clone()).collect();
        let part = |student: &Student| shown.iter().any(|(id, part)| **id == student.id && *part);
        let rows = self.storage.students_by_id(&ids).await?;
        let students: Vec<(Student, bool)> = rows
            .into_iter()
            .map(|student| {
                let part = part(&student);
                (student, part)
            })
            .collect();
        let beyond = ids.len().saturating_sub(students.len());
        Ok(Listed { students, found, beyond })
    }

    /// The records behind a figure.
    ///
    /// # Errors
    /// Forbidden to whom lists of students, or records of cooperation, are none of his business.
    pub async fn behind(&self, gathered: &Gathered, asked: &Asked) -> Result<Behind, ServiceError> {
        let needed = match asked.indicator.declared().of_duties {
            true => Action::CooperationRead,
            false => Action::StudentList,
        };
        if !self.may_ever(needed) {
            self.allow_here(needed)?;
        }
        let (mut lines, mut duties) = (Vec::new(), Vec::new());
        let mut people: Vec<(&StudentId, bool)> = Vec::new();
        let mut figure = Figure::default();
        grains(asked.indicator, &gathered.facts, &mut |grain| {
            if !asked.cell.holds(grain) {
                return;
            }
            figure.add(grain);
            match grain.source {
                Source::Line(year, programme) => lines.push(LineBehind {
                    year,
                    programme: ProgrammeId::from(programme),
                    part: grain.part,
                    whole: grain.whole,
                }),
                Source::Duty(at) if wanted(asked.which, grain) => {
                    duties.extend(gathered.duties.get(at).cloned())
                }
                Source::Student(student) if wanted(asked.which, grain) => {
                    people.push((student, grain.part > 0))
                }
                Source::Student(_) | Source::Duty(_) => {}
            }
        });
        let Listed { students, found, beyond } =
            self.students_behind(people, asked.from, asked.limit).await?;
        Ok(Behind { figure, lines, duties, students, found, beyond })
    }
}

fn wanted(which: Which, grain: &Grain<'_>) -> bool {
    match which {
        Which::All => true,
        Which::Part => grain.part > 0,
        Which::Rest => grain.part == 0,
    }
}
