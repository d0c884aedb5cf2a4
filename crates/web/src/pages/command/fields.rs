//! The fields of a command's form, and the command out of what was typed.

use crate::frame::{Page, Said};
use guantong_model::{Date, ProgrammeId, Score};
use guantong_registry::{Command, CommandName, LeaveKind, LeavingCertificate, SettleOutcome, Side};
use guantong_service::views::StudentView;
use serde_json::{Map, Value};

/// The field of the day.
pub(super) const ON: &str = "on";
/// What cannot be typed in a field.
const LONGEST: usize = 400;

/// A field as it is shown.
pub(super) struct Field {
    pub(super) name: &'static str,
    pub(super) label: Said,
    pub(super) value: String,
    /// What can be chosen: value and words; empty for a text.
    pub(super) choices: Vec<(String, String)>,
    pub(super) required: bool,
}

/// What kind of value a field takes.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Text,
    Yes,
    Day,
    Points,
    Number,
    Word,
}

/// The fields of a command in the order of the form: name, kind, whether it must be given.
fn shape(command: CommandName) -> &'static [(&'static str, Kind, bool)] {
    match command {
        CommandName::Assess => &[
            ("passed", Kind::Yes, true),
            ("document", Kind::Text, true),
            ("general", Kind::Points, false),
            ("skill", Kind::Points, false),
        ],
        CommandName::Repeat => &[("eligible", Kind::Yes, true), ("to", Kind::Word, false)],
        CommandName::Settle => &[("outcome", Kind::Word, true), ("article", Kind::Text, true)],
        CommandName::Leave => &[("until", Kind::Day, true), ("kind", Kind::Word, false)],
        CommandName::Resume => &[("fit", Kind::Yes, true), ("to", Kind::Word, false)],
        CommandName::ApplyTransfer => &[("to", Kind::Word, true)],
        CommandName::Consent => &[("by", Kind::Word, true), ("agree", Kind::Yes, true)],
        CommandName::Audit => &[("agree", Kind::Yes, true)],
        CommandName::Withdraw => &[("article", Kind::Text, true), ("certificate", Kind::Word, false)],
        CommandName::Expel | CommandName::CancelRegistration => {
            &[("article", Kind::Text, true), ("decision", Kind::Text, true)]
        }
        CommandName::Correct => {
            &[("of", Kind::Number, true), ("reason", Kind::Text, true), ("approver", Kind::Text, true)]
        }
        CommandName::Register
        | CommandName::NoShow
        | CommandName::CompleteStage
        | CommandName::FailStage
        | CommandName::Progress
        | CommandName::Exit
        | CommandName::Graduate
        | CommandName::CancelTransfer
        | CommandName::Deceased => &[],
    }
}

/// The fields of a command, with what was typed or what is usual.
pub(super) fn of(page: &Page, view: &StudentView, command: CommandName, typed: &Fields) -> Vec<Field> {
    shape(command)
        .iter()
        .map(|(name, kind, required)| Field {
            name,
            label: page.t(format!("command-field-{name}")),
            value: typed.get(name).unwrap_or_default().to_owned(),
            choices: choices(page, view, command, name, *kind, *required),
            required: *required,
        })
        .collect()
}

fn choices(
    page: &Page,
    view: &StudentView,
    command: CommandName,
    name: &str,
    kind: Kind,
    required: bool,
) -> Vec<(String, String)> {
    let words = |values: Vec<&'static str>, family: &str| -> Vec<(String, String)> {
        values.into_iter().map(|value| (value.to_owned(), page.word(format!("{family}.{value}")))).collect()
    };
    let mut choices = match (kind, name) {
        (Kind::Yes, _) => {
            vec![
                ("true".to_owned(), page.t("command-yes").to_string()),
                ("false".to_owned(), page.t("command-no").to_string()),
            ]
        }
        (Kind::Word, "to") => programmes(page, view, command),
        (Kind::Word, "outcome") => words(SettleOutcome::ALL.iter().map(|o| o.as_str()).collect(), "standing"),
        (Kind::Word, "kind") => words(LeaveKind::ALL.iter().map(|kind| kind.as_str()).collect(), "leave"),
        (Kind::Word, "by") => words(Side::ALL.iter().map(|side| side.as_str()).collect(), "transfer-side"),
        (Kind::Word, _) => words(LeavingCertificate::ALL.iter().map(|c| c.as_str()).collect(), "certificate"),
        (Kind::Number, _) => entries(page, view),
        (Kind::Text | Kind::Day | Kind::Points, _) => Vec::new(),
    };
    let decided = required && kind == Kind::Yes;
    if !choices.is_empty() && !decided {
        choices.insert(0, (String::new(), page.t("command-choose").to_string()));
    }
    choices
}

/// The programmes a command can name: of a transfer all others of the plans, else those of the same school first.
fn programmes(page: &Page, view: &StudentView, command: CommandName) -> Vec<(String, String)> {
    let own = view.record.placement();
    let role = |school: &str, partner: &str| school == own.school || partner == own.partner;
    let of_school = |line: &&guantong_service::rows::PlanLine| {
        command == CommandName::ApplyTransfer || role(&line.institution, &line.partner)
    };
    let others = view
        .lines
        .iter()
        .filter(|line| line.programme != own.programme || command != CommandName::ApplyTransfer);
    others
        .filter(of_school)
        .map(|line| {
            let words =
                [page.institution(&line.institution), &line.major_printed(), page.institution(&line.partner)];
            (ProgrammeId::to_string(&line.programme), page.list(words))
        })
        .collect()
}

/// The accepted entries a correction can name, newest first.
fn entries(page: &Page, view: &StudentView) -> Vec<(String, String)> {
    let after_opening = view.decisions.iter().filter(|decision| decision.command != "admit");
    after_opening
        .map(|decision| {
            let day = page.date(decision.effective_on);
            (
                decision.version.to_string(),
                page.list([day, page.word(format!("command.{}", decision.command))]),
            )
        })
        .collect()
}

/// What was typed, by field.
#[derive(Clone, Debug, Default)]
pub(super) struct Fields(Vec<(String, String)>);

impl Fields {
    pub(super) fn typed(pairs: Vec<(String, String)>) -> Self {
        let short = |text: String| text.trim().chars().take(LONGEST).collect::<String>();
        Fields(pairs.into_iter().map(|(name, value)| (name, short(value))).collect())
    }

    fn get(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|(field, _)| field == name).map(|(_, value)| value.as_str())
    }

    /// The version of the record that was seen.
    pub(super) fn version(&self) -> Option<i64> {
        self.get("version")?.parse().ok()
    }

    /// The day as it was typed.
    pub(super) fn on(&self) -> Option<&str> {
        self.get(ON)
    }

    /// Whether it is only to be tried.
    pub(super) fn tries(&self) -> bool {
        !matches!(self.get("do"), Some("apply" | "keep"))
    }

    /// Whether a refusal or a referral is to be kept on record as well.
    pub(super) fn keeps(&self) -> bool {
        self.get("do") == Some("keep")
    }

    /// The day and the command, or what is wrong with each field.
    pub(super) fn command(
        &self,
        page: &Page,
        name: CommandName,
    ) -> Result<(Date, Command), Vec<(&'static str, Said)>> {
        let mut errors = Vec::new();
        let mut arguments = Map::new();
        arguments.insert("do".to_owned(), Value::String(name.as_str().to_owned()));
        for (field, kind, required) in shape(name) {
            match (self.get(field).unwrap_or_default(), required) {
                ("", true) => errors.push((*field, page.t("command-missing"))),
                ("", false) => {}
                (text, _) => match value(*kind, text) {
                    Some(value) => {
                        arguments.insert((*field).to_owned(), value);
                    }
                    None => {
                        let id = if *kind == Kind::Day { "command-no-day" } else { "command-no-value" };
                        errors.push((*field, page.t(id).with("given", text)));
                    }
                },
            }
        }
        let given = self.on().unwrap_or_default();
        let on = given.parse::<Date>();
        if on.is_err() {
            errors.insert(0, (ON, page.t("command-no-day").with("given", given)));
        }
        let (Ok(on), true) = (on, errors.is_empty()) else { return Err(errors) };
        let command = serde_json::from_value(Value::Object(arguments));
        command.map(|command| (on, command)).map_err(|_| vec![(ON, page.t("command-unreadable"))])
    }
}

/// A typed text as the value of its kind.
fn value(kind: Kind, text: &str) -> Option<Value> {
    match kind {
        Kind::Text | Kind::Word => Some(Value::String(text.to_owned())),
        Kind::Yes => text.parse::<bool>().ok().map(Value::Bool),
        Kind::Day => text.parse::<Date>().ok().map(|day| Value::String(day.to_string())),
        Kind::Points => Score::parse(text).ok().map(|score| Value::String(score.to_string())),
        Kind::Number => text.parse::<u32>().ok().map(Value::from),
    }
}
