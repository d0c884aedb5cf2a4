//! What a life does next: a command, or one whose arguments follow from where the student is by then.

use super::{names, rules};
use guantong_model::{ProgrammeId, Score, Stage, StudentId, Track};
use guantong_registry::{Command, CommandName, Marks, Part, Programme, Record, World};

/// What the demonstration remembers of a student between two commands.
#[derive(Clone, Debug)]
pub(super) struct Student {
    pub(super) id: StudentId,
    /// Year of admission.
    pub(super) entry: i32,
    /// The class he sits in.
    pub(super) cohort: i32,
    pub(super) track: Track,
    pub(super) stage: Stage,
    /// The front institution.
    pub(super) school: String,
    pub(super) programme: ProgrammeId,
    pub(super) score: Score,
    /// The programme of an application under way.
    pub(super) asked_for: Option<ProgrammeId>,
}

/// Which programme is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Target {
    /// The student's own.
    Own,
    /// One that is in no plan.
    Nowhere,
    /// Same school, same broad class, score high enough.
    Within,
    /// Same school, another broad class, score high enough.
    Across,
    /// Another school of the same track, same broad class, score high enough.
    School,
    /// Another school, another broad class, score high enough.
    SchoolAcross,
    /// Another track, score high enough.
    OtherTrack,
    /// Its score is higher than the student's.
    AboveScore,
    /// Its score is the student's.
    EqualScore,
    /// It does not run the student's class.
    NoClass,
    /// It runs the student's class, and admitted nobody in the year of his admission.
    NoScore,
    /// Any other.
    Any,
}

/// Which rules an assessment names.
#[derive(Clone, Copy, Debug)]
pub(super) enum Named {
    /// Those that hold.
    Own,
    /// Those of this many years before.
    Before(i32),
    /// Those of another school.
    Other(&'static str),
    /// The trial version of the one school that has one.
    Trial,
    /// A text as it is.
    Text(&'static str),
}

/// The marks told with an assessment.
#[derive(Clone, Copy, Debug)]
pub(super) enum Marking {
    /// None.
    Nothing,
    /// 文化素质 and 职业技能.
    Parts(i32, i32),
    /// 文化素质 alone.
    General(i32),
    /// 文化素质 twice, with two marks.
    Twice(i32, i32),
    /// Two papers, coursework, ability points.
    Papers(i32, i32, i32, i32),
}

/// What is done.
#[derive(Clone, Debug)]
pub(super) enum Act {
    Do(Command),
    Apply(Target),
    Assess(bool, Named, Marking),
    RepeatTo(Target),
    ResumeTo(Target),
    /// Reverses the last accepted command of a name.
    Undo(CommandName),
    /// Reverses the last refused or referred command.
    UndoRefused,
}

impl Act {
    /// Whether it changes nothing that a later command's arguments are found by: programme, class, stage, application.
    pub(super) fn stands_alone(&self) -> bool {
        !matches!(
            self,
            Act::RepeatTo(_)
                | Act::ResumeTo(_)
                | Act::Undo(_)
                | Act::UndoRefused
                | Act::Apply(_)
                | Act::Do(
                    Command::Progress
                        | Command::Repeat { .. }
                        | Command::Resume { .. }
                        | Command::Consent { .. }
                        | Command::Audit { .. }
                )
        )
    }

    /// Who does it.
    pub(super) fn desk(&self) -> &'static str {
        match self {
            Act::Do(command) => names::actor(command),
            _ => names::REGISTRAR,
        }
    }
}

impl Student {
    /// The command an act comes to on a day of a year; nothing where there is no such programme or entry.
    pub(super) fn command(
        &self,
        act: &Act,
        year: i32,
        world: &World,
        record: Option<&Record>,
    ) -> Option<Command> {
        Some(match act {
            Act::Do(command) => command.clone(),
            Act::Apply(target) => Command::ApplyTransfer { to: self.programme(*target, world, 0)? },
            Act::RepeatTo(target) => {
                Command::Repeat { eligible: true, to: Some(self.programme(*target, world, 0)?) }
            }
            Act::ResumeTo(target) => {
                Command::Resume { fit: true, to: Some(self.programme(*target, world, 0)?) }
            }
            Act::Assess(passed, named, marking) => self.assess(*passed, *named, *marking, year),
            Act::Undo(name) => {
                let mut history = record?.history().iter().rev();
                let found = history.find(|entry| entry.accepted() && entry.command.name() == *name)?;
                undo(found.number)
            }
            Act::UndoRefused => undo(record?.history().iter().rev().find(|entry| !entry.accepted())?.number),
        })
    }

    fn assess(&self, passed: bool, named: Named, marking: Marking, year: i32) -> Command {
        let document = match named {
            Named::Own => rules::title(self.stage, &self.school, year),
            Named::Before(years) => rules::title(self.stage, &self.school, year - years),
            Named::Other(school) => rules::title(Stage::Secondary, school, year),
            Named::Trial => rules::trial_title(year),
            Named::Text(text) => text.to_owned(),
        };
        let point = |points: i32| Some(Score::points(points));
        let mut marks = Marks::new();
        let (mut general, mut skill) = (None, None);
        match marking {
            Marking::Nothing => {}
            Marking::Parts(knowledge, craft) => (general, skill) = (point(knowledge), point(craft)),
            Marking::General(knowledge) => general = point(knowledge),
            Marking::Twice(one, other) => {
                (general, skill) = (point(one), point(other));
                marks.insert(Part::General, Score::points(other));
            }
            Marking::Papers(first, second, coursework, ability) => {
                marks.insert(Part::FirstPaper, Score::points(first));
                marks.insert(Part::SecondPaper, Score::points(second));
                marks.insert(Part::Coursework, Score::points(coursework));
                if ability > 0 {
                    marks.insert(Part::Ability, Score::points(ability));
                }
            }
        }
        Command::Assess { passed, document, general, skill, marks }
    }

    /// The programmes a target can mean; `nth` chooses one of them.
    pub(super) fn programme(&self, target: Target, world: &World, nth: usize) -> Option<ProgrammeId> {
        match target {
            Target::Own => return Some(self.programme.clone()),
            Target::Nowhere => return Some(ProgrammeId::from("p00000000")),
            _ => {}
        }
        let own = &world.programme(&self.programme)?.placement;
        let score = |p: &Programme| p.admission_score(self.entry);
        let enough =
            |p: &Programme| p.offers(self.cohort) && score(p).is_some_and(|least| self.score > least);
        let same_broad = |p: &Programme| {
            p.placement.broad_class().is_some() && p.placement.broad_class() == own.broad_class()
        };
        let meant = |p: &&Programme| {
            let other = &p.placement;
            if other.programme == self.programme {
                return false;
            }
            let (school, track) = (other.school == own.school, other.track == own.track);
            match target {
                Target::Own | Target::Nowhere => false,
                Target::Within => school && enough(p) && (same_broad(p) || other.same_major(own)),
                Target::Across => school && enough(p) && !same_broad(p) && !other.same_major(own),
                Target::School => !school && track && enough(p) && (same_broad(p) || other.same_major(own)),
                Target::SchoolAcross => !school && enough(p) && !same_broad(p) && !other.same_major(own),
                Target::OtherTrack => !track && enough(p),
                Target::AboveScore => {
                    p.offers(self.cohort) && score(p).is_some_and(|least| self.score < least)
                }
                Target::EqualScore => {
                    p.offers(self.cohort) && score(p).is_some_and(|least| self.score == least)
                }
                Target::NoClass => !p.offers(self.cohort),
                Target::NoScore => p.offers(self.cohort) && score(p).is_none(),
                Target::Any => true,
            }
        };
        let found: Vec<&Programme> = world.programmes().iter().filter(meant).collect();
        found.get(nth.checked_rem(found.len())?).map(|programme| programme.id().clone())
    }
}

fn undo(of: u32) -> Command {
    Command::Correct {
        of, reason: "登记有误，经核实更正".to_owned(), approver: "学籍管理 乙".to_owned()
    }
}
