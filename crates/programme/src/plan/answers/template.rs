//! An answers file to be filled in: every open finding with what it says and what it wants.

use super::super::finding::{Finding, State, Wants};
use super::super::reconcile::Reconciliation;
use guantong_model::Message;

/// The text of an answers file in which every open finding stands with its sentence as a comment. Lines to be filled
/// in are commented out, so that the file is valid as it stands and answers nothing by itself. `say` words a message
/// in the reader's language.
#[must_use]
pub fn answers_template(reconciliation: &Reconciliation, say: impl Fn(&Message) -> String) -> String {
    let mut text = String::new();
    comment(&mut text, &say(&Message::new("plan-template-head").with("year", reconciliation.year)));
    text.push_str(&format!("\nyear = {}\n", reconciliation.year));
    comment(&mut text, &say(&Message::new("plan-template-by")));
    text.push_str("# by = \"\"\n");
    let blocking: Vec<&Finding> = reconciliation.blocking().collect();
    if !blocking.is_empty() {
        text.push('\n');
        comment(&mut text, &say(&Message::new("plan-template-blocking")));
        for finding in blocking {
            describe(&mut text, finding, &say);
        }
    }
    for finding in reconciliation.open().filter(|finding| finding.wants != Wants::Nothing) {
        text.push('\n');
        describe(&mut text, finding, &say);
        if let Some(refusal) = finding.refusal.as_ref().filter(|_| finding.state == State::Refused) {
            comment(&mut text, &say(&refusal.message));
        }
        comment(&mut text, &say(&wanted(&finding.wants)));
        text.push_str("# [[answer]]\n");
        text.push_str(&format!("# finding = {}\n", quoted(&finding.id)));
        for line in fields(&finding.wants) {
            text.push_str(&format!("# {line}\n"));
        }
    }
    text
}

fn describe(text: &mut String, finding: &Finding, say: &impl Fn(&Message) -> String) {
    let label = say(&finding.kind.label());
    let sentence = Message::new("plan-template-finding")
        .with("kind", label)
        .with("subject", say(&finding.subject))
        .with("reading", say(&finding.reading));
    comment(text, &say(&sentence));
}

fn comment(text: &mut String, sentence: &str) {
    for line in sentence.lines() {
        text.push_str(&format!("# {line}\n"));
    }
}

/// What a finding wants, in words.
fn wanted(wants: &Wants) -> Message {
    match wants {
        Wants::Nothing => Message::new("plan-wants-nothing"),
        Wants::Confirm => Message::new("plan-wants-confirm"),
        Wants::ConfirmFigure(figure) => Message::new("plan-wants-confirm-figure").with("figure", *figure),
        Wants::ConfirmWithSource => Message::new("plan-wants-confirm-source"),
        Wants::ConfirmWithReason => Message::new("plan-wants-confirm-reason"),
        Wants::Decide => Message::new("plan-wants-decide"),
        Wants::Figure => Message::new("plan-wants-figure"),
        Wants::University => Message::new("plan-wants-university"),
        Wants::Institution => Message::new("plan-wants-institution"),
        Wants::Category => Message::new("plan-wants-category"),
        Wants::Kind => Message::new("plan-wants-kind"),
    }
}

fn fields(wants: &Wants) -> Vec<String> {
    let source = || "source = \"\"".to_owned();
    let confirm = || "confirm = true".to_owned();
    match wants {
        Wants::Nothing => Vec::new(),
        Wants::Confirm => vec![confirm()],
        Wants::ConfirmFigure(figure) => vec![confirm(), format!("value = {figure}")],
        Wants::ConfirmWithSource => vec![confirm(), source()],
        Wants::ConfirmWithReason => vec![confirm(), "reason = \"\"".to_owned()],
        Wants::Decide => vec![confirm(), source(), "reason = \"\"".to_owned()],
        Wants::Figure => vec!["value = 0".to_owned(), source()],
        Wants::University | Wants::Institution | Wants::Category => vec!["value = \"\"".to_owned(), source()],
        Wants::Kind => vec!["value = \"university\"".to_owned(), source()],
    }
}

/// A text as TOML quotes it.
fn quoted(text: &str) -> String {
    toml::Value::String(text.to_owned()).to_string()
}
