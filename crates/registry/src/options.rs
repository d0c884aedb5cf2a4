//! What can be done with a record now, by the same code that decides.
//!
//! Every command but `correct` is tried with a complete set of arguments drawn from the world: each programme, each
//! yes and no, each outcome. One that would be accepted is open; of the others the nearest reason is kept.

use crate::{
    Command, CommandName, Decided, Documents, Grounds, LeaveKind, LeavingCertificate, Placement,
    ProgressionRules, Record, RulesIssuer, SettleOutcome, Side, decide, in_force,
};
use guantong_model::{CertificateKind, Date, ProgrammeId, Qualification, Score, Stage, Standing};
use guantong_policy::{Decision, Outcome};

/// Commands open and closed on a day.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Options {
    /// Those that at least one set of arguments would have accepted, in the order of the contract.
    pub open: Vec<Open>,
    /// The others, in the order of the contract.
    pub closed: Vec<Closed>,
}

/// A command that is open.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Open {
    /// The command.
    pub command: CommandName,
    /// Every set of arguments tried that would be accepted; at least one.
    pub ways: Vec<Way>,
}

/// A set of arguments that would be accepted, and what follows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Way {
    /// The command with its arguments; texts and marks are placeholders.
    pub command: Command,
    /// The acceptance, with its clauses.
    pub decision: Decision,
    /// What would be different.
    pub follows: Follows,
}

/// A command that is closed, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Closed {
    /// The command.
    pub command: CommandName,
    /// The refusal or referral that comes nearest to acceptance.
    pub decision: Decision,
}

/// What would be different after a command; absent where it stays.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Follows {
    /// 学籍状态.
    pub standing: Option<Standing>,
    /// 学段.
    pub stage: Option<Stage>,
    /// Where the student would study.
    pub studies_at: Option<String>,
    /// Where he would be registered.
    pub registered_at: Option<String>,
    /// 年级.
    pub cohort: Option<i32>,
    /// The programme.
    pub programme: Option<ProgrammeId>,
    /// 贯通培养资格.
    pub qualification: Option<Qualification>,
    /// Certificates issued, with their issuers.
    pub certificates: Vec<(CertificateKind, String)>,
}

impl Options {
    /// The names of the open commands, in the order of the contract.
    pub fn names(&self) -> impl Iterator<Item = CommandName> {
        self.open.iter().map(|open| open.command)
    }

    /// The open command of a name.
    #[must_use]
    pub fn open(&self, command: CommandName) -> Option<&Open> {
        self.open.iter().find(|open| open.command == command)
    }
}

/// The options of a record on a day.
#[must_use]
pub fn options(record: &Record, grounds: &Grounds<'_>, on: Date) -> Options {
    let mut options = Options::default();
    for name in CommandName::ALL.iter().copied().filter(|name| *name != CommandName::Correct) {
        let mut ways = Vec::new();
        let mut nearest: Option<Decision> = None;
        for command in variants(name, record, grounds, on) {
            let decided = decide(record, grounds, on, &command);
            if decided.decision.outcome == Outcome::Accepted {
                let follows = follows(record, on, &command, &decided);
                ways.push(Way { command, decision: decided.decision, follows });
            } else if nearest.as_ref().is_none_or(|nearest| nearer(&decided.decision, nearest)) {
                nearest = Some(decided.decision);
            }
        }
        if ways.is_empty() {
            options.closed.extend(nearest.map(|decision| Closed { command: name, decision }));
        } else {
            options.open.push(Open { command: name, ways });
        }
    }
    options
}

/// A referral is nearer than a refusal; of two refusals the one with fewer conditions failed.
fn nearer(one: &Decision, other: &Decision) -> bool {
    let rank = |decision: &Decision| (decision.outcome != Outcome::Referred, decision.also.len());
    rank(one) < rank(other)
}

/// Every set of arguments worth trying, the most promising first.
pub(crate) fn variants(name: CommandName, record: &Record, grounds: &Grounds<'_>, on: Date) -> Vec<Command> {
    let text = || "-".to_owned();
    let both = [true, false];
    match name {
        CommandName::Register => vec![Command::Register],
        CommandName::NoShow => vec![Command::NoShow],
        CommandName::CompleteStage => vec![Command::CompleteStage],
        CommandName::FailStage => vec![Command::FailStage],
        CommandName::Progress => vec![Command::Progress],
        CommandName::Exit => vec![Command::Exit],
        CommandName::Graduate => vec![Command::Graduate],
        CommandName::CancelTransfer => vec![Command::CancelTransfer],
        CommandName::Deceased => vec![Command::Deceased],
        CommandName::Assess => {
            let rules = rules(record, grounds, on);
            let document = rules.map_or_else(text, |rules| rules.title.clone());
            // The best marks pass and the lowest fail, whatever the weights.
            let best = rules.map(ProgressionRules::full).unwrap_or_default();
            let marks = |passed: bool| match passed {
                true => best.clone(),
                false => best.keys().map(|part| (*part, Score::default())).collect(),
            };
            let with = |passed: bool| Command::Assess {
                passed,
                document: document.clone(),
                general: None,
                skill: None,
                marks: marks(passed),
            };
            both.map(with).into()
        }
        CommandName::Repeat => {
            let to =
                |eligible: bool| choices(record, grounds).map(move |to| Command::Repeat { eligible, to });
            both.into_iter().flat_map(to).collect()
        }
        CommandName::Resume => {
            let to = |fit: bool| choices(record, grounds).map(move |to| Command::Resume { fit, to });
            both.into_iter().flat_map(to).collect()
        }
        CommandName::ApplyTransfer => {
            let to = grounds.world.programmes().iter().map(|programme| programme.id().clone());
            let mut commands: Vec<Command> = to.map(|to| Command::ApplyTransfer { to }).collect();
            if commands.is_empty() {
                commands.push(Command::ApplyTransfer { to: ProgrammeId(text()) });
            }
            commands
        }
        CommandName::Settle => {
            let outcomes = SettleOutcome::ALL.iter();
            outcomes.map(|outcome| Command::Settle { outcome: *outcome, article: text() }).collect()
        }
        CommandName::Leave => {
            let until = on.tomorrow().unwrap_or(on);
            LeaveKind::ALL.iter().map(|kind| Command::Leave { until, kind: Some(*kind) }).collect()
        }
        CommandName::Consent => {
            let by = |by: &Side| both.map(|agree| Command::Consent { by: *by, agree });
            Side::ALL.iter().flat_map(by).collect()
        }
        CommandName::Audit => both.map(|agree| Command::Audit { agree }).into(),
        CommandName::Withdraw => {
            let certificates = LeavingCertificate::ALL.iter();
            certificates
                .map(|certificate| Command::Withdraw { article: text(), certificate: Some(*certificate) })
                .collect()
        }
        CommandName::Expel => vec![Command::Expel { article: text(), decision: text() }],
        CommandName::CancelRegistration => {
            vec![Command::CancelRegistration { article: text(), decision: text() }]
        }
        CommandName::Correct => Vec::new(),
    }
}

/// The rules on file that an assessment would be held against.
fn rules<'g>(record: &Record, grounds: &Grounds<'g>, on: Date) -> Option<&'g ProgressionRules> {
    let Documents::OnFile(on_file) = &grounds.world.documents else { return None };
    let issuer = RulesIssuer::after(record.stage(), record.studies_at());
    in_force(on_file, &issuer, record.stage(), on, &grounds.law.on(on).readings)
}

/// No choice of programme, then each that could be of the same school, in either role.
fn choices(record: &Record, grounds: &Grounds<'_>) -> impl Iterator<Item = Option<ProgrammeId>> {
    let own = record.placement();
    let near = |other: &Placement| {
        other.track == own.track && (other.school == own.school || other.partner == own.partner)
    };
    let programmes = grounds.world.programmes().iter().filter(move |programme| near(&programme.placement));
    std::iter::once(None).chain(programmes.map(|programme| Some(programme.id().clone())))
}

fn follows(record: &Record, on: Date, command: &Command, decided: &Decided) -> Follows {
    let mut after = record.clone();
    let number = record.history().last().map_or(1, |entry| entry.number.saturating_add(1));
    after.apply(decided.clone().entry(number, on, command.clone()));
    let issued = after.certificates().iter().filter(|c| !record.certificates().contains(c));
    let certificates = issued.map(|c| (c.kind, c.issuer_named().to_owned())).collect();
    Follows {
        standing: changed(record.standing(), after.standing()),
        stage: changed(record.stage(), after.stage()),
        studies_at: changed(record.studies_at(), after.studies_at()).map(str::to_owned),
        registered_at: changed(record.registered_at(), after.registered_at()).flatten().map(str::to_owned),
        cohort: changed(record.cohort(), after.cohort()),
        programme: changed(&record.placement().programme, &after.placement().programme).cloned(),
        qualification: changed(record.qualification(), after.qualification()),
        certificates,
    }
}

fn changed<T: PartialEq>(before: T, after: T) -> Option<T> {
    (before != after).then_some(after)
}
