//! The fields of a command's form, and the command out of what was typed.

use super::assess::Assessing;
use crate::answer::Problem;
use crate::frame::{Page, Said};
use guantong_model::{Date, ProgrammeId, Score};
use guantong_registry::{
    Command, CommandName, LeaveKind, LeavingCertificate, Marks, Part, SettleOutcome, Side,
};
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
    Number,
    Word,
    /// Rules on file, by title.
    Document,
    /// The mark of a part of an assessment.
    Mark,
    /// Yes, no, or as the marks come to.
    Result,
}

/// A field: name, kind, whether it must be given.
type Shape = (&'static str, Kind, bool);

/// The fields of a command in the order of the form; of an assessment as the rules on file have them.
fn shape(command: CommandName, assessing: Option<&Assessing>) -> Vec<Shape> {
    match assessing {
        Some(assessing) => {
            let marks = assessing.parts().map(|(part, needed)| (part, Kind::Mark, needed));
            let document = std::iter::once(("document", Kind::Document, true));
            document.chain(marks).chain([("passed", Kind::Result, false)]).collect()
        }
        None => usual(command).to_vec(),
    }
}

/// The fields of a command whatever is on file.
fn usual(command: CommandName) -> &'static [Shape] {
    match command {
        CommandName::Assess => &[("passed", Kind::Yes, true), ("document", Kind::Text, true)],
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
pub(super) fn of(
    page: &Page,
    view: &StudentView,
    command: CommandName,
    typed: &Fields,
    assessing: Option<&Assessing>,
) -> Vec<Field> {
    let of_rules = |name: &str, kind: Kind| match (kind, assessing) {
        (Kind::Mark, Some(assessing)) => assessing.label(page, name),
        _ => None,
    };
    let field = |(name, kind, required): Shape| Field {
        name,
        label: of_rules(name, kind).unwrap_or_else(|| page.t(format!("command-field-{name}"))),
        value: match (kind, assessing) {
            (Kind::Document, Some(assessing)) => assessing.document(),
            _ => typed.get(name).unwrap_or_default(),
        }
        .to_owned(),
        choices: match (kind, assessing) {
            (Kind::Document, Some(assessing)) => assessing.documents(page),
            _ => choices(page, view, command, name, kind, required),
        },
        required,
    };
    shape(command, assessing).into_iter().map(field).collect()
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
        (Kind::Yes | Kind::Result, _) => {
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
        (Kind::Text | Kind::Day | Kind::Mark | Kind::Document, _) => Vec::new(),
    };
    let decided = required && kind == Kind::Yes;
    if !choices.is_empty() && !decided {
        let words = if kind == Kind::Result { "assess-compute" } else { "command-choose" };
        choices.insert(0, (String::new(), page.t(words).to_string()));
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

/// The day and the command that were typed, or what is wrong with each field.
pub(super) type Read = Result<(Date, Command), Vec<(&'static str, Said)>>;

/// What was typed, by field.
#[derive(Clone, Debug, Default)]
pub(super) struct Fields(Vec<(String, String)>);

impl Fields {
    pub(super) fn typed(pairs: Vec<(String, String)>) -> Self {
        let short = |text: String| text.trim().chars().take(LONGEST).collect::<String>();
        Fields(pairs.into_iter().map(|(name, value)| (name, short(value))).collect())
    }

    pub(super) fn get(&self, name: &str) -> Option<&str> {
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
        assessing: Option<&Assessing>,
    ) -> Result<Read, Problem> {
        let mut errors = Vec::new();
        let mut arguments = Map::new();
        arguments.insert("do".to_owned(), Value::String(name.as_str().to_owned()));
        let mut marks = Marks::new();
        for (field, kind, required) in shape(name, assessing) {
            match (self.get(field).unwrap_or_default(), kind) {
                // Which marks are missing is for the rules to say.
                ("", Kind::Mark | Kind::Result) => {}
                ("", _) if required => errors.push((field, page.t("command-missing"))),
                ("", _) => {}
                (text, Kind::Mark) => match (Part::parse(field), Score::parse(text)) {
                    (Some(part), Ok(mark)) => {
                        marks.insert(part, mark);
                    }
                    _ => errors.push((field, page.t("command-no-value").with("given", text))),
                },
                (text, _) => match value(kind, text) {
                    Some(value) => {
                        arguments.insert(field.to_owned(), value);
                    }
                    None => {
                        let id = if kind == Kind::Day { "command-no-day" } else { "command-no-value" };
                        errors.push((field, page.t(id).with("given", text)));
                    }
                },
            }
        }
        let given = self.on().unwrap_or_default();
        let on = given.parse::<Date>();
        if on.is_err() {
            errors.insert(0, (ON, page.t("command-no-day").with("given", given)));
        }
        let (Ok(on), true) = (on, errors.is_empty()) else { return Ok(Err(errors)) };
        if let Some(assessing) = assessing {
            if !arguments.contains_key("passed") {
                arguments.insert("passed".to_owned(), Value::Bool(assessing.passed(page, &marks, on)?));
            }
            arguments.insert("marks".to_owned(), serde_json::json!(marks));
        }
        let command = serde_json::from_value(Value::Object(arguments));
        Ok(command.map(|command| (on, command)).map_err(|_| vec![(ON, page.t("command-unreadable"))]))
    }
}

/// A typed text as the value of its kind.
fn value(kind: Kind, text: &str) -> Option<Value> {
    match kind {
        Kind::Text | Kind::Word | Kind::Document => Some(Value::String(text.to_owned())),
        Kind::Yes | Kind::Result => text.parse::<bool>().ok().map(Value::Bool),
        Kind::Day => text.parse::<Date>().ok().map(|day| Value::String(day.to_string())),
        Kind::Mark => None,
        Kind::Number => text.parse::<u32>().ok().map(Value::from),
    }
}
