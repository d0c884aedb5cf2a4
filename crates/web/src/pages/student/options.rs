//! 现在可以办理, and what cannot be done now with the reason: as the registry computes it, worded.

use crate::frame::Page;
use crate::parts::{Chip, Clauses};
use guantong_model::{ProgrammeId, Qualification};
use guantong_policy::Outcome;
use guantong_registry::{Closed, Command, CommandName, Follows, Open};
use guantong_service::access::{Action, Relation};
use guantong_service::views::StudentView;
use std::collections::BTreeSet;

/// What can be done with a record and what cannot, the student's own choices first.
pub(super) struct OptionsShown {
    pub(super) open: Vec<OptionShown>,
    pub(super) closed: Vec<OptionShown>,
    /// What institutions register, and what does not arise: open and closed.
    pub(super) acts: Vec<OptionShown>,
    /// Why nothing can be done at all, of a record that ended.
    pub(super) ended: Option<String>,
}

/// One command.
pub(in crate::pages) struct OptionShown {
    pub(in crate::pages) name: String,
    /// Where it is tried and carried out, by who may.
    pub(in crate::pages) href: Option<String>,
    pub(in crate::pages) chip: Chip,
    /// What it needs, or why it is closed.
    pub(in crate::pages) why: Option<String>,
    /// What follows.
    pub(in crate::pages) then: Option<String>,
    pub(in crate::pages) clauses: Clauses,
}

/// What a student chooses; all else is registered by an institution.
const CHOSEN: [CommandName; 9] = [
    CommandName::Register,
    CommandName::Progress,
    CommandName::Exit,
    CommandName::Repeat,
    CommandName::Leave,
    CommandName::Resume,
    CommandName::ApplyTransfer,
    CommandName::CancelTransfer,
    CommandName::Withdraw,
];

/// Of these, what says something when it is closed; that nobody returns who is not away says nothing.
const WORTH_A_REASON: [CommandName; 6] = [
    CommandName::Progress,
    CommandName::Exit,
    CommandName::Repeat,
    CommandName::Leave,
    CommandName::ApplyTransfer,
    CommandName::Withdraw,
];

impl OptionsShown {
    pub(super) fn of(page: &Page, view: &StudentView, relations: &BTreeSet<Relation>) -> Self {
        let options = &view.options;
        let is_open =
            |chosen: bool| options.open.iter().filter(move |o| CHOSEN.contains(&o.command) == chosen);
        let is_closed =
            |worth: bool| options.closed.iter().filter(move |c| WORTH_A_REASON.contains(&c.command) == worth);
        if view.record.standing().ended() {
            let reason =
                options.closed.first().map(|closed| page.say(&closed.decision.message()).to_string());
            return OptionsShown { open: Vec::new(), closed: Vec::new(), acts: Vec::new(), ended: reason };
        }
        let href = |command| href(page, command, relations);
        let opened = |of: &Open| open(page, of, href(of.command));
        let shut = |of: &Closed| closed(page, of, href(of.command));
        let acts = is_open(false).map(opened).chain(is_closed(false).map(shut));
        OptionsShown {
            open: is_open(true).map(opened).collect(),
            closed: is_closed(true).map(shut).collect(),
            // What institutions register is for them to see.
            acts: acts.filter(|act| act.href.is_some()).collect(),
            ended: None,
        }
    }
}

fn open(page: &Page, open: &Open, href: Option<String>) -> OptionShown {
    let first = open.ways.first();
    let targets = open.ways.iter().filter_map(|way| target(&way.command)).count();
    OptionShown {
        name: page.word(format!("command.{}", open.command)),
        href,
        chip: Chip::new("ok", page.t("page-option-open")),
        why: (targets > 1).then(|| page.t("page-option-targets").with("targets", targets).to_string()),
        then: first.and_then(|way| follows(page, &way.follows)),
        clauses: Clauses::of(page, first.map_or(&[], |way| way.decision.citations.as_slice())),
    }
}

/// A command as it is open or closed now; of what names none, only that it is open.
pub(in crate::pages) fn of_kind(
    page: &Page,
    view: &StudentView,
    command: Option<CommandName>,
    href: Option<String>,
) -> OptionShown {
    let is = |name: CommandName| Some(name) == command;
    if let Some(found) = view.options.open.iter().find(|open| is(open.command)) {
        return open(page, found, href);
    }
    match view.options.closed.iter().find(|closed| is(closed.command)) {
        Some(found) => closed(page, found, href),
        None => OptionShown {
            name: String::new(),
            href,
            chip: Chip::new("ok", page.t("page-option-open")),
            why: None,
            then: None,
            clauses: Clauses::of(page, &[]),
        },
    }
}

/// The address of a command on this record, for who may give it.
fn href(page: &Page, command: CommandName, relations: &BTreeSet<Relation>) -> Option<String> {
    let may = page.office().may(Action::of_command(command), relations);
    may.then(|| format!("{}/commands/{command}", page.path()))
}

/// The programme a set of arguments names.
fn target(command: &Command) -> Option<&ProgrammeId> {
    match command {
        Command::ApplyTransfer { to } => Some(to),
        Command::Repeat { to, .. } | Command::Resume { to, .. } => to.as_ref(),
        _ => None,
    }
}

fn closed(page: &Page, closed: &Closed, href: Option<String>) -> OptionShown {
    let decision = &closed.decision;
    let chip = match (decision.outcome, decision.facts.get("opens_on")) {
        (Outcome::Referred, _) => Chip::new("ask", page.word("outcome.referred")),
        (_, Some(on)) => Chip::new("wait", page.t("page-edition-from").with("from", on.clone())),
        (_, None) => Chip::new("wait", page.t("page-option-closed")),
    };
    OptionShown {
        name: page.word(format!("command.{}", closed.command)),
        href,
        chip,
        why: Some(page.say(&decision.message()).to_string()),
        then: None,
        clauses: Clauses::of(page, &decision.citations),
    }
}

/// What would be different, in one sentence.
fn follows(page: &Page, follows: &Follows) -> Option<String> {
    let mut parts: Vec<String> = Vec::new();
    if let Some(standing) = follows.standing {
        let standing = page.word(format!("standing.{standing}"));
        parts.push(page.t("page-follows-standing").with("standing", &standing).to_string());
    }
    if let Some(stage) = follows.stage {
        parts.push(
            page.t("page-follows-stage").with("stage", page.word(format!("stage.{stage}"))).to_string(),
        );
    }
    if let Some(cohort) = follows.cohort {
        parts.push(page.t("page-follows-cohort").with("cohort", cohort).to_string());
    }
    if let Some(name) = &follows.studies_at {
        parts.push(page.t("page-follows-studies").with("institution", page.institution(name)).to_string());
    }
    if let Some(name) = &follows.registered_at {
        parts.push(page.t("page-follows-registered").with("institution", page.institution(name)).to_string());
    }
    for (kind, issuer) in &follows.certificates {
        let kind = page.word(format!("certificate.{kind}"));
        let said =
            page.t("page-follows-certificate").with("issuer", page.institution(issuer)).with("kind", &kind);
        parts.push(said.to_string());
    }
    if follows.qualification == Some(Qualification::Ended) {
        parts.push(page.t("page-follows-qualification").to_string());
    }
    let join = |so_far: String, part: String| {
        page.t("page-joined").with("first", &so_far).with("second", &part).to_string()
    };
    let what = parts.into_iter().reduce(join)?;
    Some(page.t("page-follows").with("what", &what).to_string())
}
