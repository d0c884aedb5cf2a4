//! Continuity between the plans of two years (3.4.3.b, 3.4.4.b, 3.4.4.c): which programmes went or changed partner,
//! whose place hangs on it, and what they could join.
//!
//! The database names who is on leave or failed, and how large each class is; what comes of each is what the registry
//! decides. Only those few records are read, and one typical record a class.

mod plans;

pub use plans::{Fate, PlanChange, compare};

use crate::Office;
use crate::error::Fault;
use crate::rows::{PlanLine, Student};
use crate::student::Ground;
use guantong_model::{Date, ProgrammeId, Stage, StudentId};
use guantong_registry::{Documents, Grounds, Outlook, Prospect, Risk, Serials, outlook, risk};
use std::collections::BTreeMap;
use std::sync::Arc;

/// A class of a programme whose students are in one stage, and how many study in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClassSize {
    /// The programme.
    pub programme: ProgrammeId,
    /// 年级.
    pub cohort: i32,
    /// 学段.
    pub stage: Stage,
    /// Students in it, the qualification held.
    pub students: i64,
}

/// A student who is to join a later class, and what it holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Concerned {
    /// The student.
    pub student: Student,
    /// The programme as the earlier plan has it.
    pub line: PlanLine,
    /// What would come of it.
    pub outlook: Outlook,
}

/// A class that studies in a programme that went, and what would follow for those who fail or take leave next.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClassAtRisk {
    /// The class.
    pub class: ClassSize,
    /// The programme as the earlier plan has it.
    pub line: PlanLine,
    /// What would follow for a student with nothing out of the common.
    pub risk: Risk,
}

impl ClassAtRisk {
    /// Whether what would follow hangs on the plan at all.
    #[must_use]
    pub fn concerned(&self) -> bool {
        let outlooks = [&self.risk.failing, &self.risk.leaving];
        outlooks.into_iter().flatten().any(Outlook::hangs_on_the_plan)
    }

    /// Whether who fails or takes leave next would lose the place.
    #[must_use]
    pub fn loses(&self) -> bool {
        let loses = |outlook: &Option<Outlook>| {
            outlook.as_ref().is_some_and(|outlook| outlook.prospect == Prospect::Loses)
        };
        loses(&self.risk.failing) || loses(&self.risk.leaving)
    }
}

/// Two plans, and whose place hangs on the difference.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Continuity {
    /// The earlier year.
    pub from: i32,
    /// The later year.
    pub to: i32,
    /// The day as of which decisions were tried.
    pub as_of: Date,
    /// Every programme of either plan, in the order of the earlier, then of the later.
    pub changes: Vec<PlanChange>,
    /// Students on leave or failed in a programme that went or changed partner, by reading of the name.
    pub students: Vec<Concerned>,
    /// Classes of such programmes that study now, in the order of the earlier plan, older classes first.
    pub classes: Vec<ClassAtRisk>,
}

impl Continuity {
    /// The students with a prospect.
    pub fn with(&self, prospect: Prospect) -> impl Iterator<Item = &Concerned> {
        self.students.iter().filter(move |concerned| concerned.outlook.prospect == prospect)
    }

    /// Programmes with a fate, and their places: in the earlier plan, of new ones in the later.
    #[must_use]
    pub fn figures(&self, fate: Fate) -> (usize, i64) {
        let found = self.changes.iter().filter(|change| change.fate == fate);
        found.fold((0, 0), |(count, places), change| (count + 1, places + change.line().places))
    }
}

impl Office {
    /// Compares the plans of two years and tries, on a day, what comes of every student who is between two classes now;
    /// nothing where one of the two plans is not set.
    ///
    /// # Errors
    /// Where the database fails or an entry cannot be read.
    pub async fn continuity(&self, from: i32, to: i32, on: Date) -> Result<Option<Continuity>, Fault> {
        let (Some(before), Some(after)) = (self.plan(from).await?, self.plan(to).await?) else {
            return Ok(None);
        };
        let ground = self.ground().await?;
        self.between(ground, (from, before.lines), (to, after.lines), on).await.map(Some)
    }

    /// The same for lines of a later year that nobody has set: the world is as if they had been.
    ///
    /// # Errors
    /// Where the database fails or an entry cannot be read.
    pub(crate) async fn continuity_of(
        &self,
        (from, before): (i32, Vec<PlanLine>),
        (to, after): (i32, Vec<PlanLine>),
        on: Date,
    ) -> Result<Continuity, Fault> {
        let mut ground = self.ground().await?;
        let mut plans = self.reference().await?.plans.clone();
        plans.insert(to, after.clone());
        ground.world = Arc::new(self.world_of(&plans, &[]).await?);
        self.between(ground, (from, before), (to, after), on).await
    }

    async fn between(
        &self,
        mut ground: Ground,
        (from, before): (i32, Vec<PlanLine>),
        (to, after): (i32, Vec<PlanLine>),
        on: Date,
    ) -> Result<Continuity, Fault> {
        // What is tried is a return, a repeat, and a way to a stage that everybody has gone: whether rules of an
        // assessment are on file changes none of it.
        Arc::make_mut(&mut ground.world).documents = Documents::Named;
        let grounds = ground.grounds();
        let known = |line: PlanLine| {
            let dated = ground.world.dated();
            PlanLine {
                institution: dated.institution(&line.institution).to_owned(),
                partner: dated.institution(&line.partner).to_owned(),
                ..line
            }
        };
        let before: Vec<PlanLine> = before.into_iter().map(known).collect();
        let after: Vec<PlanLine> = after.into_iter().map(known).collect();
        let changes = compare(&before, &after);
        let gone: BTreeMap<&ProgrammeId, &PlanLine> = changes.iter().filter_map(PlanChange::gone).collect();
        let ids: Vec<ProgrammeId> = gone.keys().map(|id| (*id).clone()).collect();

        // Where nothing went, nobody hangs on it: there is nothing to ask the database for.
        if ids.is_empty() {
            let (students, classes) = (Vec::new(), Vec::new());
            return Ok(Continuity { from, to, as_of: on, changes, students, classes });
        }
        let between = self.storage.between_classes(&ids).await?;
        let names: Vec<StudentId> = between.iter().map(|student| student.id.clone()).collect();
        let mut records = self.records(&names).await?;
        let mut students = Vec::new();
        for student in between {
            let Some(line) = gone.get(&student.programme) else { continue };
            let Some((record, _)) = records.remove(&student.id) else { continue };
            let record = if on < record.last_on() { record.as_of(on) } else { record };
            if on < record.admitted().on || record.placement().programme != student.programme {
                continue;
            }
            if let Some(outlook) = outlook(&record, &grounds, on) {
                students.push(Concerned { student, line: (*line).clone(), outlook });
            }
        }

        // No certificate is issued here, so no number has to go on.
        let serials = Serials::default();
        let alike = Grounds { serials: &serials, ..grounds };
        let mut classes = Vec::new();
        for class in self.storage.class_sizes(&ids).await? {
            let Some(line) = gone.get(&class.programme) else { continue };
            let Some(programme) = grounds.world.programme(&class.programme) else { continue };
            let risk = risk(&programme.placement, class.cohort, class.stage, &alike, on);
            classes.push(ClassAtRisk { class, line: (*line).clone(), risk });
        }
        classes.sort_by_key(|class| (class.line.position, class.class.cohort, class.class.stage));
        Ok(Continuity { from, to, as_of: on, changes, students, classes })
    }
}
