//! The arguments of a command, named and in the reader's words.

use super::word;
use guantong_model::Fact;
use guantong_registry::Command;
use guantong_wording::fact_text;

/// Each argument that was given: the name it has in case files, and its value as the reader expects it.
pub(super) fn of(command: &Command) -> Vec<(&'static str, String)> {
    let given = match command {
        Command::Register
        | Command::NoShow
        | Command::CompleteStage
        | Command::FailStage
        | Command::Progress
        | Command::Exit
        | Command::Graduate
        | Command::CancelTransfer
        | Command::Deceased => Vec::new(),
        // Case files name documents only: marks by other parts than these two do not occur in them.
        Command::Assess { passed, document, general, skill, marks: _ } => vec![
            ("passed", Some(answer(*passed))),
            ("document", Some(document.as_str().into())),
            ("general", general.map(Fact::from)),
            ("skill", skill.map(Fact::from)),
        ],
        Command::Repeat { eligible, to } => {
            vec![("eligible", Some(answer(*eligible))), ("to", to.as_ref().map(|to| to.as_str().into()))]
        }
        Command::Settle { outcome, article } => {
            vec![("outcome", word_of("standing", outcome.as_str())), ("article", text(article))]
        }
        Command::Leave { until, kind } => vec![
            ("until", Some(Fact::from(*until))),
            ("kind", kind.and_then(|kind| word_of("leave", kind.as_str()))),
        ],
        Command::Resume { fit, to } => {
            vec![("fit", Some(answer(*fit))), ("to", to.as_ref().map(|to| to.as_str().into()))]
        }
        Command::ApplyTransfer { to } => vec![("to", text(to.as_str()))],
        Command::Consent { by, agree } => {
            vec![("by", word_of("transfer-side", by.as_str())), ("agree", Some(answer(*agree)))]
        }
        Command::Audit { agree } => vec![("agree", Some(answer(*agree)))],
        Command::Withdraw { article, certificate } => vec![
            ("article", text(article)),
            ("certificate", certificate.and_then(|c| word_of("certificate", c.as_str()))),
        ],
        Command::Expel { article, decision } | Command::CancelRegistration { article, decision } => {
            vec![("article", text(article)), ("decision", text(decision))]
        }
        Command::Correct { of, reason, approver } => {
            vec![("of", Some(Fact::from(*of))), ("reason", text(reason)), ("approver", text(approver))]
        }
    };
    let worded = |(name, fact): (&'static str, Option<Fact>)| {
        Some((name, fact_text(crate::language::locale(), &fact?)))
    };
    given.into_iter().filter_map(worded).collect()
}

/// The label of an argument: the one its field has on the command's page.
pub(super) fn label(name: &str) -> String {
    crate::language::words(&format!("command-field-{name}"))
}

fn answer(yes: bool) -> Fact {
    Fact::Text(word(&format!("answer.{yes}")))
}

fn text(text: &str) -> Option<Fact> {
    Some(Fact::from(text))
}

fn word_of(family: &str, word: &str) -> Option<Fact> {
    Some(Fact::Word(format!("{family}.{word}")))
}
