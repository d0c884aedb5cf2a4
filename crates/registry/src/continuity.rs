//! What becomes of who is to join a later class (三（四）3、4): those on leave, those who failed, and those who may yet
//! come to either. Nothing here is a rule: every answer is what `decide` says of the command tried.
//!
//! Not here: which programmes a plan dropped; that is a comparison of two plans.

use crate::options::variants;
use crate::rules::leave::years_later;
use crate::{
    Admission, Admitted, Command, CommandName, Grounds, LeaveKind, Marks, Placement, Record, decide,
};
use guantong_model::{Date, Fact, ProgrammeId, Qualification, Score, Stage, Standing, words};
use guantong_policy::{ClauseId, Decision, Outcome};

words! {
    /// Why a student is to join a later class.
    Situation {
        /// On leave: returns into a later class.
        OnLeave = "on-leave",
        /// Failed the progression, at the assessment or in the studies: may repeat.
        Failed = "failed",
    }
}

words! {
    /// What the class to be joined holds for a student.
    Prospect {
        /// The programme goes on in that class.
        Keeps = "keeps",
        /// Another programme is joined, the same or similar.
        JoinsAnother = "joins-another",
        /// The place is lost: 3.4.3.b or 3.4.4.c.
        Loses = "loses",
        /// A person has to decide: the school runs programmes, but none the same or similar.
        Referred = "referred",
        /// The plan of that class is not set yet: nothing can be said.
        NoPlan = "no-plan",
        /// It is not open, or a person has to decide, whatever the plan: a repeat was used, the last stage failed.
        Barred = "barred",
    }
}

/// What would come of joining a later class.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outlook {
    /// Why a later class is to be joined.
    pub situation: Situation,
    /// The entry year of that class.
    pub cohort: i32,
    /// What it holds.
    pub prospect: Prospect,
    /// What `decide` answers.
    pub decision: Decision,
    /// What could be joined: first what is joined unless another is chosen.
    pub choices: Vec<Placement>,
}

/// What would follow for a student of a class whose studies of a stage go on.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Risk {
    /// Should the stage be failed.
    pub failing: Option<Outlook>,
    /// Should a leave of one year begin.
    pub leaving: Option<Outlook>,
}

/// What would come of joining a later class on a day: of a return from leave, or of a repeat, the school finding the
/// student fit or eligible. Nothing where neither is ahead, or the qualification has ended before.
#[must_use]
pub fn outlook(record: &Record, grounds: &Grounds<'_>, on: Date) -> Option<Outlook> {
    let mut outlook = unasked(record, grounds, on)?;
    if let Some(first) = outlook.choices.first().cloned() {
        let name = match outlook.situation {
            Situation::OnLeave => CommandName::Resume,
            Situation::Failed => CommandName::Repeat,
        };
        outlook.choices = choices(record, grounds, on.max(record.last_on()), name, first);
    }
    Some(outlook)
}

/// The same with what is joined unasked as the only choice.
fn unasked(record: &Record, grounds: &Grounds<'_>, on: Date) -> Option<Outlook> {
    if record.qualification() == Qualification::Ended {
        return None;
    }
    let situation = match record.standing() {
        Standing::OnLeave => Situation::OnLeave,
        Standing::Studying if record.state.failed() => Situation::Failed,
        _ => return None,
    };
    let on = on.max(record.last_on());
    let command = match situation {
        Situation::OnLeave => Command::Resume { fit: true, to: None },
        Situation::Failed => Command::Repeat { eligible: true, to: None },
    };
    let decided = decide(record, grounds, on, &command);
    let decision = decided.decision.clone();
    let next = record.cohort().saturating_add(1);
    let told = match decision.facts.get("cohort") {
        Some(Fact::Number(cohort)) => i32::try_from(*cohort).ok(),
        _ => None,
    };
    let after = applied(record, on, &command, decided);
    let prospect = match decision.outcome {
        Outcome::Accepted if after.qualification() == Qualification::Ended => Prospect::Loses,
        Outcome::Accepted if after.placement().programme == record.placement().programme => Prospect::Keeps,
        Outcome::Accepted => Prospect::JoinsAnother,
        // 「如该校下一届未开设相同或相近专业，应从当前所在学校毕业」
        Outcome::Refused if decision.cites(&ClauseId::from("3.4.3.b")) => Prospect::Loses,
        // A school that runs programmes, none of them the same or similar; any other no is not the plan’s.
        Outcome::Referred if decision.cites(&ClauseId::from("3.4.4.b")) => Prospect::Referred,
        Outcome::Refused | Outcome::Referred => Prospect::Barred,
    };
    let cohort = told.unwrap_or(next);
    let by_the_plan = matches!(prospect, Prospect::Loses | Prospect::Referred);
    let prospect = if by_the_plan && told.is_some() && !grounds.world.planned(cohort) {
        Prospect::NoPlan
    } else {
        prospect
    };
    let joins = matches!(prospect, Prospect::Keeps | Prospect::JoinsAnother);
    let choices = joins.then(|| after.placement().clone()).into_iter().collect();
    Some(Outlook { situation, cohort, prospect, decision, choices })
}

/// What could be joined, the one joined unasked first.
fn choices(
    record: &Record,
    grounds: &Grounds<'_>,
    on: Date,
    name: CommandName,
    first: Placement,
) -> Vec<Placement> {
    let mut found = vec![first];
    for command in variants(name, record, grounds, on) {
        if !chosen(&command) {
            continue;
        }
        let decided = decide(record, grounds, on, &command);
        if decided.decision.outcome != Outcome::Accepted {
            continue;
        }
        let placement = applied(record, on, &command, decided).placement().clone();
        if !found.iter().any(|known| known.programme == placement.programme) {
            found.push(placement);
        }
    }
    found
}

/// Whether a command names what it joins, on the school's finding that it is open to the student.
fn chosen(command: &Command) -> bool {
    matches!(
        command,
        Command::Repeat { eligible: true, to: Some(_) } | Command::Resume { fit: true, to: Some(_) }
    )
}

/// What would follow on a day for a student of a class in a stage, of several choices the one joined unasked, whose record holds nothing out of the common: no
/// repeat, no leave, no transfer. `grounds` must take any rule document as on file ([`crate::Documents::Named`]),
/// so that the way to the stage is open.
#[must_use]
pub fn risk(placement: &Placement, cohort: i32, stage: Stage, grounds: &Grounds<'_>, on: Date) -> Risk {
    let Some(record) = typical(placement, cohort, stage, grounds, on) else { return Risk::default() };
    let failing = step(&record, grounds, on, Command::FailStage);
    let until = years_later(on, 1);
    let leave = |kind: &LeaveKind| Command::Leave { until, kind: Some(*kind) };
    let leaving = LeaveKind::ALL.iter().find_map(|kind| step(&record, grounds, on, leave(kind)));
    Risk {
        failing: failing.and_then(|failed| unasked(&failed, grounds, on)),
        leaving: leaving.and_then(|left| unasked(&left, grounds, until)),
    }
}

/// A record of a class with its stage open, led there by the commands that lead everybody.
fn typical(
    placement: &Placement,
    cohort: i32,
    stage: Stage,
    grounds: &Grounds<'_>,
    on: Date,
) -> Option<Record> {
    let programme = grounds.world.programme(&placement.programme)?;
    let admitted = Admitted {
        on,
        placement: grounds.world.placement_of(programme, cohort, on).into_owned(),
        entry_year: cohort,
        score: Score::default(),
        admission: Admission::Ordinary,
        barred_from_major_change: false,
        round: None,
        preference: None,
    };
    let mut record = step(&Record::open(admitted), grounds, on, Command::Register)?;
    while record.stage() != stage {
        record.stage().next()?;
        record = step(&record, grounds, on, Command::CompleteStage)?;
        let passed = Command::Assess {
            passed: true,
            document: "-".to_owned(),
            general: None,
            skill: None,
            marks: Marks::default(),
        };
        record = step(&record, grounds, on, passed)?;
        record = step(&record, grounds, on, Command::Progress)?;
    }
    Some(record)
}

/// The record after a command; nothing where it is not accepted.
fn step(record: &Record, grounds: &Grounds<'_>, on: Date, command: Command) -> Option<Record> {
    let decided = decide(record, grounds, on, &command);
    let accepted = decided.decision.outcome == Outcome::Accepted;
    accepted.then(|| applied(record, on, &command, decided))
}

fn applied(record: &Record, on: Date, command: &Command, decided: crate::Decided) -> Record {
    let mut after = record.clone();
    let number = record.history().last().map_or(1, |entry| entry.number.saturating_add(1));
    after.apply(decided.entry(number, on, command.clone()));
    after
}

impl Outlook {
    /// Whether it hangs on the plan: whoever keeps the programme, and whom no plan would help, is not concerned.
    #[must_use]
    pub fn hangs_on_the_plan(&self) -> bool {
        !matches!(self.prospect, Prospect::Keeps | Prospect::Barred)
    }

    /// The ids of what could be joined, in their order.
    pub fn programmes(&self) -> impl Iterator<Item = &ProgrammeId> {
        self.choices.iter().map(|placement| &placement.programme)
    }
}
