//! What is filled in for each kind of request, and the command out of it. What a desk finds is not asked of who asks.

use crate::frame::{Page, Said};
use guantong_model::{Date, ProgrammeId};
use guantong_registry::{Command, LeaveKind, SettleOutcome, Way};
use guantong_requests::{Book, Kind};
use guantong_service::views::StudentView;

/// A field as it is shown.
pub(super) struct Field {
    pub(super) name: &'static str,
    pub(super) label: Said,
    pub(super) value: String,
    /// What can be chosen: value and words; empty for a text.
    pub(super) choices: Vec<(String, String)>,
    pub(super) hint: Option<Said>,
}

/// What was typed, by field.
pub(super) type Typed<'a> = &'a [(String, String)];

/// A field's value; empty where it was not typed.
pub(super) fn typed<'a>(typed: Typed<'a>, name: &str) -> &'a str {
    typed.iter().find(|(field, _)| field == name).map_or("", |(_, value)| value.trim())
}

/// The fields of a kind, with what was typed.
pub(super) fn of(page: &Page, view: &StudentView, kind: Kind, values: Typed<'_>) -> Vec<Field> {
    let field = |name: &'static str, choices: Vec<(String, String)>, hint: Option<Said>| Field {
        name,
        label: page.t(format!("command-field-{name}")),
        value: typed(values, name).to_owned(),
        choices,
        hint,
    };
    let words = |values: &[&'static str], family: &str| -> Vec<(String, String)> {
        let none = (String::new(), page.t("command-choose").to_string());
        let words = values.iter().map(|value| ((*value).to_owned(), page.word(format!("{family}.{value}"))));
        std::iter::once(none).chain(words).collect()
    };
    let article = || field("article", Vec::new(), Some(page.t("request-article-hint")));
    match kind {
        Kind::Transfer => vec![field("to", targets(page, view, kind), Some(page.t("request-to-hint")))],
        Kind::Repeat | Kind::Resume => {
            let targets = targets(page, view, kind);
            if targets.len() > 2 { vec![field("to", targets, None)] } else { Vec::new() }
        }
        Kind::Leave => vec![
            field("until", Vec::new(), Some(page.t("request-until-hint"))),
            field(
                "kind",
                words(&LeaveKind::ALL.iter().map(|kind| kind.as_str()).collect::<Vec<_>>(), "leave"),
                None,
            ),
        ],
        Kind::Settle => {
            let outcomes: Vec<&str> = SettleOutcome::ALL.iter().map(|outcome| outcome.as_str()).collect();
            vec![field("outcome", words(&outcomes, "standing"), None), article()]
        }
        Kind::Expel | Kind::CancelRegistration => vec![article()],
        Kind::Correct => vec![field("of", entries(page, view), None)],
        Kind::Personal => super::personal::fields(page, view, values),
        Kind::Exit | Kind::Withdraw | Kind::Appeal | Kind::AppealAuthority => Vec::new(),
    }
}

/// What was filled in for a command, by field.
pub(super) fn values(command: Option<&Command>) -> Vec<(String, String)> {
    let field = |name: &str, value: String| (name.to_owned(), value);
    match command {
        Some(Command::ApplyTransfer { to }) => vec![field("to", to.to_string())],
        Some(Command::Repeat { to: Some(to), .. } | Command::Resume { to: Some(to), .. }) => {
            vec![field("to", to.to_string())]
        }
        Some(Command::Leave { until, kind }) => {
            let kind = kind.map(|kind| kind.as_str().to_owned()).unwrap_or_default();
            vec![field("until", until.to_string()), field("kind", kind)]
        }
        Some(Command::Settle { outcome, article }) => {
            vec![field("outcome", outcome.as_str().to_owned()), field("article", article.clone())]
        }
        Some(Command::Expel { article, .. } | Command::CancelRegistration { article, .. }) => {
            vec![field("article", article.clone())]
        }
        Some(Command::Correct { of, .. }) => vec![field("of", of.to_string())],
        _ => Vec::new(),
    }
}

/// The programmes that the rules leave open, in their order.
fn targets(page: &Page, view: &StudentView, kind: Kind) -> Vec<(String, String)> {
    let mut choices = vec![(String::new(), page.t("command-choose").to_string())];
    let open = kind.command().and_then(|command| view.options.open(command));
    for to in open.into_iter().flat_map(|open| &open.ways).filter_map(target) {
        if choices.iter().any(|(value, _)| value == to.as_str()) {
            continue;
        }
        let line = view.lines.iter().find(|line| line.programme == *to);
        let words = line.map_or_else(
            || to.to_string(),
            |line| {
                let names = [
                    page.institution(&line.institution),
                    &line.major_printed(),
                    page.institution(&line.partner),
                ];
                page.list(names)
            },
        );
        choices.push((to.to_string(), words));
    }
    choices
}

fn target(way: &Way) -> Option<&ProgrammeId> {
    match &way.command {
        Command::ApplyTransfer { to } => Some(to),
        Command::Repeat { to, .. } | Command::Resume { to, .. } => to.as_ref(),
        _ => None,
    }
}

/// The entries a correction can name, newest first.
fn entries(page: &Page, view: &StudentView) -> Vec<(String, String)> {
    let none = (String::new(), page.t("command-choose").to_string());
    let after_opening = view.decisions.iter().filter(|decision| decision.command != "admit");
    let entry = |decision: &guantong_service::views::DecisionView| {
        let words = [page.date(decision.effective_on), page.word(format!("command.{}", decision.command))];
        (decision.version.to_string(), page.list(words))
    };
    std::iter::once(none).chain(after_opening.map(entry)).collect()
}

/// The command that was asked for, or what is wrong with each field; none of an appeal.
pub(super) fn command(
    page: &Page,
    book: &Book,
    view: &StudentView,
    kind: Kind,
    values: Typed<'_>,
    text: &str,
) -> Result<Option<Command>, Vec<(&'static str, Said)>> {
    let value = |name: &'static str| typed(values, name);
    let missing = |name: &'static str| vec![(name, page.t("command-missing"))];
    let wrong = |name: &'static str| vec![(name, page.t("command-no-value").with("given", value(name)))];
    let to = Some(value("to")).filter(|to| !to.is_empty()).map(|to| ProgrammeId(to.to_owned()));
    Ok(Some(match kind {
        Kind::Transfer => Command::ApplyTransfer { to: to.ok_or_else(|| missing("to"))? },
        Kind::Leave => {
            let until = value("until");
            if until.is_empty() {
                return Err(missing("until"));
            }
            let until = until
                .parse::<Date>()
                .map_err(|_| vec![("until", page.t("command-no-day").with("given", until))])?;
            let leave = value("kind");
            let kind = LeaveKind::parse(leave);
            if kind.is_none() && !leave.is_empty() {
                return Err(wrong("kind"));
            }
            Command::Leave { until, kind }
        }
        Kind::Resume => Command::Resume { fit: true, to },
        Kind::Repeat => Command::Repeat { eligible: true, to },
        Kind::Exit => Command::Exit,
        // Leaving on one's own request has its article in each rule book.
        Kind::Withdraw => Command::Withdraw {
            article: book.article(kind, view.student.rule_book).unwrap_or_default().to_owned(),
            certificate: None,
        },
        Kind::Settle => Command::Settle {
            outcome: SettleOutcome::parse(value("outcome")).ok_or_else(|| missing("outcome"))?,
            article: article(page, value("article"))?,
        },
        Kind::Expel => Command::Expel { article: article(page, value("article"))?, decision: String::new() },
        Kind::CancelRegistration => {
            Command::CancelRegistration { article: article(page, value("article"))?, decision: String::new() }
        }
        Kind::Correct => Command::Correct {
            of: value("of").parse().map_err(|_| missing("of"))?,
            reason: text.to_owned(),
            approver: String::new(),
        },
        Kind::Personal | Kind::Appeal | Kind::AppealAuthority => return Ok(None),
    }))
}

fn article(page: &Page, text: &str) -> Result<String, Vec<(&'static str, Said)>> {
    if text.is_empty() { Err(vec![("article", page.t("command-missing"))]) } else { Ok(text.to_owned()) }
}
