//! The one way in: a command on a record, answered.
//!
//! Precedence within every command: the day, the standing, the qualification, then the conditions of the command
//! in their order. The first that fails decides.

use crate::certificate::{self, Certificate, Numbering};
use crate::record::State;
use crate::rules::assessment::Told;
use crate::{
    Command, CommandName, Entry, Event, Law, Record, Serials, Terms, World, correction, dated, rules,
};
use guantong_model::{CertificateKind, Date, Fact, Qualification, Standing};
use guantong_policy::{Citation, Decision};

/// What a decision may rest on besides the record.
#[derive(Clone, Copy, Debug)]
pub struct Grounds<'a> {
    /// Programmes and what institutions have on file.
    pub world: &'a World,
    /// The edition's terms by day.
    pub law: &'a Law,
    /// Where the numbers of certificates go on.
    pub serials: &'a Serials,
}

/// An answer, and what happens if it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decided {
    /// Accepted, refused or referred, with all it rests on.
    pub decision: Decision,
    /// What happens; nothing unless accepted.
    pub events: Vec<Event>,
}

impl Decided {
    /// The entry to append to the record's history.
    #[must_use]
    pub fn entry(self, number: u32, on: Date, command: Command) -> Entry {
        Entry { number, on, command, decision: self.decision, events: self.events }
    }
}

/// What a rule answers: an acceptance with its events, or a refusal or referral.
pub(crate) type Ruling = Result<Decided, Box<Decision>>;

/// A condition that holds, or the refusal or referral it fails with.
pub(crate) type Condition = Result<(), Box<Decision>>;

/// An acceptance.
pub(crate) fn grant(decision: Decision, events: Vec<Event>) -> Ruling {
    Ok(Decided { decision, events })
}

/// Everything a rule may look at.
#[derive(Clone, Copy)]
pub(crate) struct Situation<'a> {
    pub(crate) record: &'a Record,
    pub(crate) grounds: &'a Grounds<'a>,
    pub(crate) terms: &'a Terms,
    pub(crate) on: Date,
}

impl<'a> Situation<'a> {
    pub(crate) fn new(record: &'a Record, grounds: &'a Grounds<'a>, on: Date) -> Self {
        Situation { record, grounds, terms: grounds.law.on(on), on }
    }

    pub(crate) fn state(&self) -> &'a State {
        &self.record.state
    }

    pub(crate) fn world(&self) -> &'a World {
        self.grounds.world
    }

    /// The stage as a word.
    pub(crate) fn stage_word(&self) -> Fact {
        Fact::Word(format!("stage.{}", self.state().stage))
    }

    /// A certificate of the present stage, numbered; nothing where this kind was issued for it already.
    ///
    /// All are issued by the institution of registration.
    pub(crate) fn certificate(&self, kind: CertificateKind) -> Option<Certificate> {
        let state = self.state();
        if state.issued(kind, state.stage) {
            return None;
        }
        let used = |number: &str| self.number_used(number);
        let mut numbering = Numbering::new(self.world(), self.grounds.serials, &used);
        let mut issued = certificate::draft(&state.placement, state.stage, kind, self.on);
        let named = self.world().dated.name(&issued.issuer, self.on);
        issued.issued_as = (named != issued.issuer).then(|| named.to_owned());
        issued.number = numbering.next(kind, &issued.issuer, self.on.year());
        Some(issued)
    }

    /// Whether this record has borne a certificate number.
    pub(crate) fn number_used(&self, number: &str) -> bool {
        self.record.retired.contains(number) || self.state().certificates.iter().any(|c| c.number == number)
    }

    /// 「不再具有贯通培养资格」: what is for those who go on in the programme needs the qualification.
    pub(crate) fn qualification_held(&self) -> Condition {
        match self.state().qualification {
            Qualification::Held => Ok(()),
            // 「若该校下一届不再承担贯通培养任务，则不再为学生保留贯通培养资格」
            Qualification::Ended => Err(Decision::refused("qualification.ended", "3.4.4.c")
                .with("stage", self.stage_word())
                .into()),
        }
    }
}

/// Answers a command. Nothing changes until the entry made of it is applied.
#[must_use]
pub fn decide(record: &Record, grounds: &Grounds<'_>, on: Date, command: &Command) -> Decided {
    let terms = grounds.law.on(on);
    let Some(replaced) = dated::taken_in(&record.state, grounds.world, terms, on, command.name()) else {
        return answer(record, grounds, on, command);
    };
    let mut record = record.clone();
    record.state.apply_all(on, std::slice::from_ref(&replaced));
    let mut decided = answer(&record, grounds, on, command);
    if !decided.events.is_empty() {
        decided.decision = rules::reading(decided.decision, "partner-replaced-registration");
        decided.events.insert(0, replaced);
    }
    decided
}

fn answer(record: &Record, grounds: &Grounds<'_>, on: Date, command: &Command) -> Decided {
    let situation = Situation::new(record, grounds, on);
    let ruling = in_order(&situation)
        .and_then(|()| standing(&situation, command.name()))
        .and_then(|()| rule(&situation, command));
    ruling.unwrap_or_else(|decision| Decided { decision: *decision, events: Vec::new() })
}

fn rule(s: &Situation<'_>, command: &Command) -> Ruling {
    match command {
        Command::Register => rules::arrival::register(s),
        Command::NoShow => rules::arrival::no_show(s),
        Command::CompleteStage => rules::stage::complete(s),
        Command::FailStage => rules::stage::fail(s),
        Command::Assess { passed, document, general, skill, marks } => {
            let told = Told { passed: *passed, document, general: *general, skill: *skill, marks };
            rules::progression::assess(s, told)
        }
        Command::Progress => rules::progression::progress(s),
        Command::Exit => rules::exit::exit(s),
        Command::Repeat { eligible, to } => rules::repeat::repeat(s, *eligible, to.as_ref()),
        Command::Graduate => rules::repeat::graduate(s),
        Command::Settle { outcome, article } => rules::repeat::settle(s, *outcome, article),
        Command::Leave { until, kind } => rules::leave::leave(s, *until, *kind),
        Command::Resume { fit, to } => rules::leave::resume(s, *fit, to.as_ref()),
        Command::ApplyTransfer { to } => rules::transfer::apply(s, to),
        Command::Consent { by, agree } => rules::consent::consent(s, *by, *agree),
        Command::Audit { agree } => rules::consent::audit(s, *agree),
        Command::CancelTransfer => rules::consent::cancel(s),
        Command::Withdraw { article, certificate } => rules::ending::withdraw(s, article, *certificate),
        Command::Expel { article, decision } => rules::ending::expel(s, article, decision),
        Command::CancelRegistration { article, decision } => {
            rules::ending::cancel_registration(s, article, decision)
        }
        Command::Deceased => rules::ending::deceased(s),
        Command::Correct { of, reason, approver } => correction::correct(s, *of, reason, approver),
    }
}

/// Dates never go back.
fn in_order(s: &Situation<'_>) -> Condition {
    if s.on < s.record.last_on {
        let decision = Decision::refused("date.goes_back", "3.3.3.a");
        return Err(decision.with("date", s.on).with("last", s.record.last_on).into());
    }
    Ok(())
}

/// Which standing a command needs.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Needs {
    Any,
    Admitted,
    Studying,
    OnLeave,
    Registered,
    NotEnded,
}

fn needs(command: CommandName) -> Needs {
    match command {
        CommandName::Register | CommandName::NoShow => Needs::Admitted,
        CommandName::Resume => Needs::OnLeave,
        CommandName::Withdraw | CommandName::Expel | CommandName::CancelRegistration => Needs::Registered,
        CommandName::Deceased => Needs::NotEnded,
        CommandName::Correct => Needs::Any,
        _ => Needs::Studying,
    }
}

/// A wrong standing is refused with 3.3.3.a, around a leave with 3.4.4.a, after an exit with 3.3.4.c.
pub(crate) fn standing(s: &Situation<'_>, command: CommandName) -> Condition {
    let state = s.state();
    let needed = needs(command);
    if needed == Needs::Any {
        return Ok(());
    }
    if state.standing.ended() {
        return Err(ended(s).into());
    }
    let fits = match needed {
        Needs::Any | Needs::NotEnded => true,
        Needs::Admitted => state.standing == Standing::Admitted,
        Needs::Studying => state.standing == Standing::Studying,
        Needs::OnLeave => state.standing == Standing::OnLeave,
        Needs::Registered => state.standing != Standing::Admitted,
    };
    if fits {
        return Ok(());
    }
    let word = Fact::Word(format!("command.{command}"));
    let around_a_leave =
        state.standing == Standing::OnLeave || needed == Needs::OnLeave || command == CommandName::Leave;
    // 「因个人原因提出休学，按照相应学段学籍管理规定」 (3.4.4.a); the stage's rule book says who may do what (3.3.3.a).
    let first = if around_a_leave { "3.4.4.a" } else { "3.3.3.a" };
    let decision = match (state.standing, needed) {
        (Standing::Admitted, _) => Decision::refused("standing.not_registered", first),
        (Standing::Studying, Needs::OnLeave) => Decision::refused("standing.not_on_leave", first),
        (_, Needs::Admitted) => Decision::refused("standing.already_registered", first),
        _ => on_leave(s, first),
    };
    Err(decision.citing(Citation::clause("3.3.3.a")).with("command", word).into())
}

fn on_leave(s: &Situation<'_>, clause: &str) -> Decision {
    let decision = Decision::refused("standing.on_leave", clause);
    match &s.state().leave {
        Some(leave) => decision.with("from", leave.from).with("until", leave.until),
        None => decision,
    }
}

fn ended(s: &Situation<'_>) -> Decision {
    let state = s.state();
    let decision = if state.exited {
        // 「毕业后学生不再具有贯通培养资格」
        Decision::refused("record.exited", "3.3.4.c").citing(Citation::clause("3.3.3.a"))
    } else {
        Decision::refused("record.ended", "3.3.3.a")
    };
    decision
        .with("standing", Fact::Word(format!("standing.{}", state.standing)))
        .with("stage", s.stage_word())
        .with("date", state.ended_on.unwrap_or(s.record.last_on))
}
