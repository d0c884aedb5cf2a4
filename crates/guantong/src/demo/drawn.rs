//! A life drawn by dice: most go straight on; some leave and come back, fail, move, or go.
//!
//! Shares are of the whole city and roughly those of a real one: 3 in 100 do not arrive, 4 are on leave once, 6 fail a
//! progression, 2 a stage, 3 ask for a transfer, 5 leave after the secondary stage and 8 after college, 1 gives up.

use super::act::{Act, Marking, Named, Student, Target};
use super::dice::Dice;
use guantong_model::{Date, Stage};
use guantong_policy::{Decision, Outcome};
use guantong_registry::{Command, CommandName, LeaveKind, LeavingCertificate, SettleOutcome, Side, World};
use jiff::ToSpan;

/// A day and what is done on it.
pub(super) type Step = (Date, Act);

/// A life that is drawn as it goes.
#[derive(Clone, Debug)]
pub(super) struct Drawn {
    dice: Dice,
    /// Whether the stage is complete.
    complete: bool,
    /// Repeated in this stage.
    repeated: bool,
}

const ARTICLE_SECONDARY: &str = "18";
const ARTICLE_HIGHER: &str = "30";

impl Drawn {
    pub(super) fn new(dice: Dice) -> Self {
        Drawn { dice, complete: false, repeated: false }
    }

    /// Arrival, or not.
    pub(super) fn first(&mut self, student: &Student) -> Option<Step> {
        self.arrival(student.entry).map(|(on, command)| (on, Act::Do(command)))
    }

    /// Arrival of a year, or not.
    pub(super) fn arrival(&mut self, year: i32) -> Option<(Date, Command)> {
        match self.dice.below(1_000) {
            0..30 => Some((day(year, 9, 15), Command::NoShow)),
            // A few of the newest class are still awaited; of earlier ones nobody is.
            30..32 if year >= super::plans::NOTICE => None,
            _ => Some((day(year, 9, 1), Command::Register)),
        }
    }

    /// What follows an answer.
    pub(super) fn next(
        &mut self,
        student: &Student,
        on: Date,
        command: &Command,
        decision: &Decision,
        world: &World,
    ) -> Option<Step> {
        let accepted = decision.outcome == Outcome::Accepted;
        match command {
            Command::Register => self.stage(student, on, world),
            // Somebody comes late with a good reason, and the entry is reversed.
            Command::NoShow => self.dice.once_in(40).then(|| (days(on, 9), Act::Undo(CommandName::NoShow))),
            Command::Correct { .. } => accepted.then(|| (days(on, 1), Act::Do(Command::Register))),
            Command::CompleteStage => self.completed(student, on, decision),
            Command::FailStage => self.failed(student, on),
            Command::Assess { passed, .. } => match (accepted, *passed) {
                (true, true) => Some(self.passed(student, on)),
                (true, false) => Some(self.not_passed(student, on)),
                // The document of the year is not there: the assessment waits for the registrar.
                (false, _) => None,
            },
            Command::Progress => {
                if !accepted {
                    return None;
                }
                (self.complete, self.repeated) = (false, false);
                self.stage(student, on, world)
            }
            Command::Repeat { .. } if accepted => {
                (self.complete, self.repeated) = (false, true);
                Some(self.end_of_stage(student, on))
            }
            Command::Repeat { .. } => Some(match decision.code.as_str() {
                "repeat.no_class" if self.complete => (days(on, 3), Act::Do(Command::Graduate)),
                _ => (days(on, 3), self.settle(student)),
            }),
            Command::Graduate if !accepted => Some((days(on, 3), self.settle(student))),
            Command::Leave { until, .. } if accepted => Some(self.back(student, *until)),
            Command::Leave { .. } => Some(self.go_on(student, on)),
            Command::Resume { .. } => self.resumed(student, on, accepted, decision),
            Command::ApplyTransfer { .. } if accepted => {
                if self.dice.once_in(12) {
                    return Some((days(on, 6), Act::Do(Command::CancelTransfer)));
                }
                let agree = !self.dice.once_in(10);
                Some((days(on, 8), Act::Do(Command::Consent { by: Side::Sending, agree })))
            }
            Command::Consent { by: Side::Sending, agree: true } if accepted => {
                let agree = !self.dice.once_in(8);
                Some((days(on, 9), Act::Do(Command::Consent { by: Side::Receiving, agree })))
            }
            Command::Consent { by: Side::Receiving, agree: true } if accepted => {
                let agree = !self.dice.once_in(10);
                Some((days(on, 10), Act::Do(Command::Audit { agree })))
            }
            Command::Audit { agree: true } if accepted => {
                if self.dice.once_in(6) {
                    return Some((days(on, 30), Act::Apply(Target::Any)));
                }
                Some(self.end_of_stage(student, on))
            }
            Command::ApplyTransfer { .. }
            | Command::Consent { .. }
            | Command::Audit { .. }
            | Command::CancelTransfer => Some(self.end_of_stage(student, on)),
            _ => None,
        }
    }

    /// A stage begins: at most one thing happens before its end.
    fn stage(&mut self, student: &Student, on: Date, world: &World) -> Option<Step> {
        let years = if student.stage == Stage::Secondary { 3 } else { 2 };
        let some_day = |dice: &mut Dice| {
            let span = i32::try_from(dice.below(365 * (years - 1))).unwrap_or(0);
            days(on, 30 + span)
        };
        let roll = self.dice.below(1_000);
        let step = match (student.stage, roll) {
            (Stage::Secondary, 0..30) => {
                let from = some_day(&mut self.dice);
                Some(self.leave(from))
            }
            (Stage::Secondary, 30..62) => self.transfer(student, on, world),
            (Stage::Secondary, 62..67) => Some((some_day(&mut self.dice), self.withdraw(student))),
            // Who serves in the army stays on the register for the two years.
            (Stage::College, 0..8) => {
                let from = days(on, 10);
                let until = days(from, 730);
                Some((from, Act::Do(Command::Leave { until, kind: Some(LeaveKind::Military) })))
            }
            (Stage::College | Stage::Bachelor, 8..16) => {
                let from = some_day(&mut self.dice);
                Some((
                    from,
                    Act::Do(Command::Leave { until: days(from, 300), kind: Some(LeaveKind::Health) }),
                ))
            }
            (Stage::College, 16..20) => self.transfer(student, on, world),
            (Stage::College | Stage::Bachelor, 20..24) => {
                Some((some_day(&mut self.dice), self.withdraw(student)))
            }
            _ => None,
        };
        step.or_else(|| Some(self.end_of_stage(student, on)))
    }

    fn leave(&mut self, from: Date) -> Step {
        let kind = match self.dice.below(8) {
            0 | 1 => LeaveKind::Health,
            2 => LeaveKind::Military,
            _ => LeaveKind::Personal,
        };
        let until = match (kind, self.dice.below(4)) {
            (LeaveKind::Military, _) | (_, 0) => days(from, 700),
            _ => days(from, 330),
        };
        (from, Act::Do(Command::Leave { until, kind: Some(kind) }))
    }

    /// When the leave is over: most come back, some never do.
    fn back(&mut self, student: &Student, until: Date) -> Step {
        if self.dice.once_in(7) {
            return (days(until, 40), self.withdraw(student));
        }
        (days(until, 3), Act::Do(Command::Resume { fit: !self.dice.once_in(25), to: None }))
    }

    fn resumed(&mut self, student: &Student, on: Date, accepted: bool, decision: &Decision) -> Option<Step> {
        match decision.code.as_str() {
            "resumed.graduated" => None,
            "resume.not_fit" => Some((days(on, 60), Act::Do(Command::Resume { fit: true, to: None }))),
            "resume.none_similar" => {
                // Until the commission decides the leave goes on; some do not wait.
                self.dice.once_in(2).then(|| (days(on, 70), self.withdraw(student)))
            }
            "resumed.qualification_ended" | "resumed.without_qualification" => {
                Some(self.end_of_stage(student, on))
            }
            _ if accepted => Some(self.go_on(student, on)),
            _ => None,
        }
    }

    fn go_on(&mut self, student: &Student, on: Date) -> Step {
        if self.complete { self.assessment(student, on) } else { self.end_of_stage(student, on) }
    }

    /// An application with a programme that may do, or one that a rule stands against.
    fn transfer(&mut self, student: &Student, on: Date, world: &World) -> Option<Step> {
        let (target, after) = if student.stage == Stage::Secondary {
            match self.dice.below(20) {
                0..7 => (Target::Within, 20 + self.dice.below(420)),
                7..9 => (Target::Across, 15 + self.dice.below(110)),
                9..13 => (Target::School, 170 + self.dice.below(260)),
                13..15 => (Target::AboveScore, 30 + self.dice.below(300)),
                15 => (Target::EqualScore, 30 + self.dice.below(300)),
                16 => (Target::Within, 520 + self.dice.below(200)),
                17 => (Target::SchoolAcross, 60 + self.dice.below(300)),
                18 => (Target::NoClass, 60 + self.dice.below(300)),
                _ => (Target::Any, 20 + self.dice.below(500)),
            }
        } else {
            match self.dice.below(3) {
                0 => (Target::OtherTrack, 180),
                1 => (Target::Within, 190),
                _ => (Target::Within, 40),
            }
        };
        // Whoever finds no such programme does not ask.
        student.programme(target, world, 0)?;
        Some((days(on, i32::try_from(after).unwrap_or(60)), Act::Apply(target)))
    }

    fn withdraw(&mut self, student: &Student) -> Act {
        let article = if student.stage == Stage::Secondary { ARTICLE_SECONDARY } else { ARTICLE_HIGHER };
        let certificate = (student.stage != Stage::Secondary && self.dice.once_in(2))
            .then_some(LeavingCertificate::IncompleteStudy);
        Act::Do(Command::Withdraw { article: article.to_owned(), certificate })
    }

    /// The end of the class's stage: complete, or without passing results.
    fn end_of_stage(&mut self, student: &Student, now: Date) -> Step {
        let years = match student.stage {
            Stage::Secondary => 3,
            Stage::College => 5,
            Stage::Bachelor => 7,
        };
        let june = i8::try_from(18 + self.dice.below(7)).unwrap_or(20);
        let on = day(student.cohort + years, 6, june).max(days(now, 5));
        let command = if self.dice.below(1_000) < 9 { Command::FailStage } else { Command::CompleteStage };
        (on, Act::Do(command))
    }

    fn completed(&mut self, student: &Student, on: Date, decision: &Decision) -> Option<Step> {
        if decision.outcome != Outcome::Accepted || decision.code.starts_with("stage.graduated") {
            return None;
        }
        self.complete = true;
        let exits = match student.stage {
            Stage::Secondary => 50,
            Stage::College => 80,
            Stage::Bachelor => return None,
        };
        Some(if self.dice.below(1_000) < exits {
            (days(on, 14), Act::Do(Command::Exit))
        } else {
            self.assessment(student, on)
        })
    }

    /// In the last days of June, when the rules of every school are in force.
    fn assessment(&mut self, student: &Student, on: Date) -> Step {
        let late = i8::try_from(27 + self.dice.below(4)).unwrap_or(28);
        let mut when = day(i32::from(on.year()), 6, late);
        if when <= on {
            // Whoever comes back later is assessed with the class of the coming summer.
            when = if on.month() <= 7 { days(on, 2) } else { day(i32::from(on.year()) + 1, 6, late) };
        }
        let fails = if self.repeated { 250 } else { 60 };
        let passed = usize::try_from(fails).is_ok_and(|fails| self.dice.below(1_000) >= fails);
        let mut mark =
            |least: usize, spread: usize| i32::try_from(least + self.dice.below(spread)).unwrap_or(60);
        let marking = match (student.stage, passed) {
            (Stage::Secondary, true) => Marking::Parts(mark(60, 38), mark(64, 34)),
            (Stage::Secondary, false) => Marking::Parts(mark(40, 35), mark(38, 21)),
            (_, true) => Marking::Papers(mark(60, 36), mark(60, 36), mark(62, 34), mark(0, 7)),
            (_, false) => Marking::Papers(mark(28, 28), mark(28, 28), mark(45, 14), 0),
        };
        (when, Act::Assess(passed, Named::Own, marking))
    }

    fn passed(&mut self, student: &Student, on: Date) -> Step {
        if student.stage == Stage::Secondary && self.dice.once_in(250) {
            // Enlisted in the summer between two stages.
            let from = day(i32::from(on.year()), 8, 28).max(on);
            let leave = Command::Leave { until: days(from, 726), kind: Some(LeaveKind::Military) };
            return (from, Act::Do(leave));
        }
        (day(i32::from(on.year()), 9, 1).max(days(on, 1)), Act::Do(Command::Progress))
    }

    fn not_passed(&mut self, student: &Student, on: Date) -> Step {
        if self.repeated {
            return (days(on, 12), Act::Do(Command::Graduate));
        }
        match self.dice.below(100) {
            0..67 => (days(on, 12), Act::Do(Command::Repeat { eligible: true, to: None })),
            67..82 => (days(on, 12), Act::Do(Command::Exit)),
            _ => (days(on, 12), self.settle(student)),
        }
    }

    fn failed(&mut self, student: &Student, on: Date) -> Option<Step> {
        if !self.repeated && self.dice.below(10) < 6 {
            return Some((days(on, 20), Act::Do(Command::Repeat { eligible: true, to: None })));
        }
        Some((days(on, 20), self.settle(student)))
    }

    fn settle(&mut self, student: &Student) -> Act {
        let outcome = match self.dice.below(4) {
            0 if self.complete => SettleOutcome::Graduated,
            1 => SettleOutcome::Incomplete,
            2 => SettleOutcome::Withdrawn,
            _ => SettleOutcome::Completed,
        };
        let article = if student.stage == Stage::Secondary { "36" } else { "33" };
        Act::Do(Command::Settle { outcome, article: article.to_owned() })
    }
}

/// A day of a year.
pub(super) fn day(year: i32, month: i8, day: i8) -> Date {
    Date::new(i16::try_from(year).unwrap_or(2023), month, day).unwrap_or(Date::constant(2023, 1, 1))
}

/// A day so many days later.
pub(super) fn days(from: Date, count: i32) -> Date {
    from.saturating_add(count.days())
}
