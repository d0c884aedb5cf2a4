//! What falls due in a city: lives wait for their next day; a month at a time, in summer half a one, is carried out
//! and recorded.
//!
//! Commands go through the office like anybody's, in large batches.

use super::act::{Act, Student};
use super::drawn::{Drawn, Step};
use super::lives::Life;
use super::{names, worded};
use crate::real::SetClock;
use anyhow::Result;
use guantong_model::{Date, StudentId};
use guantong_policy::{Decision, Outcome};
use guantong_registry::{Command, World};
use guantong_service::Office;
use std::collections::BTreeMap;
use std::sync::Arc;

/// Commands carried out in one transaction.
const AT_ONCE: usize = 4_000;

/// Whose turn it is.
#[derive(Clone, Debug)]
pub(super) enum Course {
    /// A life as the table says; the number of the next step.
    Scripted(Arc<Life>, usize),
    /// A life as the dice fall.
    Drawn(Drawn),
}

/// Commands of one student with their days.
type Due = Vec<(Date, Command)>;

struct One {
    student: Student,
    course: Course,
    act: Act,
    /// Steps of the table that fall due together with this one and rest on nothing it changes.
    more: Vec<Step>,
}

impl One {
    /// Takes the next steps of the table along, as far as they fall due by a day, come from the same desk, and mean
    /// the same whatever the steps before are answered.
    fn take_along(&mut self, last: Date) {
        let Course::Scripted(life, number) = &self.course else { return };
        if !self.act.stands_alone() {
            return;
        }
        let desk = self.act.desk();
        for (on, act) in (*number + 1..).map_while(|next| life.step(next)) {
            if on > last || act.desk() != desk || matches!(act, Act::Undo(_) | Act::UndoRefused) {
                return;
            }
            let stop = !act.stands_alone();
            self.more.push((on, act));
            if stop {
                return;
            }
        }
    }
}

/// All who wait, by day.
pub(super) struct Agenda {
    waiting: BTreeMap<Date, Vec<One>>,
    /// The programmes as the plans and rounds so far have them.
    world: Arc<World>,
    /// The day the clock was last set to.
    recorded: Option<Date>,
    /// Steps of the table that were answered otherwise: life, step from 1, what was said.
    astray: Vec<(String, usize, String)>,
    /// Lives of the table that befell nobody.
    unborn: Vec<&'static str>,
    /// Commands carried out.
    done: u64,
}

impl Agenda {
    pub(super) fn new() -> Self {
        Agenda {
            waiting: BTreeMap::new(),
            world: Arc::new(World::new(Vec::new())),
            recorded: None,
            astray: Vec::new(),
            unborn: Vec::new(),
            done: 0,
        }
    }

    /// Looks at plans and rounds again.
    pub(super) async fn look(&mut self, office: &Office) -> Result<()> {
        self.world = office.world().await?;
        Ok(())
    }

    pub(super) fn world(&self) -> &World {
        &self.world
    }

    /// How many commands were carried out.
    pub(super) fn done(&self) -> u64 {
        self.done
    }

    /// Steps of the table that were answered otherwise than it says; nothing where there is none.
    pub(super) fn astray(&self) -> Option<String> {
        let said = |(life, step, code): &(String, usize, String)| format!("{life} {step}: {code}");
        (!self.astray.is_empty()).then(|| self.astray.iter().map(said).collect::<Vec<_>>().join("; "))
    }

    /// Lives of the table that befell nobody, because the city is too small; nothing where there is none.
    pub(super) fn unborn(&self) -> Option<String> {
        (!self.unborn.is_empty()).then(|| self.unborn.join("; "))
    }

    /// Notes lives that befell nobody.
    pub(super) fn leave_out(&mut self, lives: impl Iterator<Item = &'static str>) {
        self.unborn.extend(lives);
    }

    /// A life begins.
    pub(super) fn add(&mut self, student: Student, mut course: Course) {
        let first = match &mut course {
            Course::Scripted(life, next) => life.step(*next),
            Course::Drawn(drawn) => drawn.first(&student),
        };
        self.wait(student, course, first);
    }

    fn wait(&mut self, student: Student, course: Course, step: Option<Step>) {
        if let Some((on, act)) = step {
            self.waiting.entry(on).or_default().push(One { student, course, act, more: Vec::new() });
        }
    }

    /// Carries out everything due before a day.
    pub(super) async fn until(&mut self, office: &Office, clock: &SetClock, day: Date) -> Result<()> {
        while let Some((first, _)) = self.waiting.first_key_value()
            && *first < day
        {
            let last = together_until(*first).min(day.yesterday().unwrap_or(day));
            let later = self.waiting.split_off(&last.tomorrow().unwrap_or(last));
            let due = std::mem::replace(&mut self.waiting, later);
            if self.recorded != Some(last) {
                clock.set(last.at(17, 0, 0, 0));
                self.recorded = Some(last);
            }
            let mut due: Vec<(Date, One)> =
                due.into_iter().flat_map(|(on, ones)| ones.into_iter().map(move |one| (on, one))).collect();
            due.iter_mut().for_each(|(_, one)| one.take_along(last));
            self.carry_out(office, due).await?;
        }
        Ok(())
    }

    async fn carry_out(&mut self, office: &Office, due: Vec<(Date, One)>) -> Result<()> {
        let mut by_actor: BTreeMap<&'static str, Vec<(One, Due)>> = BTreeMap::new();
        for (on, one) in due {
            let record = match one.act {
                Act::Undo(_) | Act::UndoRefused => office.record(&one.student.id).await?,
                _ => None,
            };
            let record = record.as_ref().map(|loaded| &loaded.record);
            let steps = std::iter::once((&on, &one.act)).chain(one.more.iter().map(|(on, act)| (on, act)));
            let commands: Due = steps
                .map_while(|(on, act)| {
                    let command = one.student.command(act, i32::from(on.year()), &self.world, record)?;
                    Some((*on, command))
                })
                .collect();
            match (commands.first(), &one.course) {
                (Some((_, command)), _) => {
                    by_actor.entry(names::actor(command)).or_default().push((one, commands));
                }
                (None, Course::Scripted(life, step)) => {
                    self.astray.push((life.name.to_owned(), step + 1, "-".to_owned()));
                }
                (None, Course::Drawn(_)) => {}
            }
        }
        for (actor, mut some) in by_actor {
            while !some.is_empty() {
                let rest = some.split_off(some.len().min(AT_ONCE));
                self.batch(office, actor, std::mem::replace(&mut some, rest)).await?;
            }
        }
        Ok(())
    }

    async fn batch(&mut self, office: &Office, actor: &str, some: Vec<(One, Due)>) -> Result<()> {
        let of_one = |(one, commands): &(One, Due)| {
            let id = one.student.id.clone();
            commands.clone().into_iter().map(move |(on, command)| (id.clone(), on, command))
        };
        let commands: Vec<(StudentId, Date, Command)> = some.iter().flat_map(of_one).collect();
        let mut decisions = worded(office.command_many(&commands, actor).await)?.into_iter();
        self.done += u64::try_from(commands.len()).unwrap_or(0);
        for (One { mut student, mut course, .. }, commands) in some {
            let mut step = None;
            for ((on, command), decision) in commands.into_iter().zip(decisions.by_ref()) {
                moved(&mut student, &command, &decision, &self.world);
                step = match &mut course {
                    Course::Scripted(life, next) => {
                        if life.code(*next) != Some(decision.code.as_str()) {
                            self.astray.push((life.name.to_owned(), *next + 1, decision.code.clone()));
                        }
                        *next += 1;
                        life.step(*next).map(|(day, act)| (day.max(on), act))
                    }
                    Course::Drawn(drawn) => drawn.next(&student, on, &command, &decision, &self.world),
                };
            }
            self.wait(student, course, step);
        }
        Ok(())
    }
}

/// What the student remembers of an answer: programme applied for and joined, class, stage.
fn moved(student: &mut Student, command: &Command, decision: &Decision, world: &World) {
    if decision.outcome != Outcome::Accepted {
        return;
    }
    match command {
        Command::ApplyTransfer { to } => student.asked_for = Some(to.clone()),
        Command::Audit { agree: true } => {
            let to = student.asked_for.take().and_then(|to| world.programme(&to));
            if let Some(placement) = to.map(|programme| &programme.placement) {
                student.track = placement.track;
                student.school.clone_from(&placement.school);
                student.programme = placement.programme.clone();
            }
        }
        Command::Repeat { .. } | Command::Resume { .. } => {
            if let Some(guantong_model::Fact::Number(cohort)) = decision.facts.get("cohort") {
                student.cohort = i32::try_from(*cohort).unwrap_or(student.cohort);
            }
        }
        Command::Progress => student.stage = student.stage.next().unwrap_or(student.stage),
        _ => {}
    }
}

/// Until when what begins on a day is carried out together: the end of the month, in summer its middle too.
fn together_until(day: Date) -> Date {
    if (6..=9).contains(&day.month()) && day.day() <= 15 {
        day.with().day(15).build().unwrap_or(day)
    } else {
        day.last_of_month()
    }
}
