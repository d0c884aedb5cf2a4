//! Whether an answer can be taken for what a finding wants.

use super::super::finding::{Finding, State, Wants};
use super::super::ground::Ground;
use super::super::{Column, Problem, words};
use super::{Answer, AnswerValue};
use guantong_model::sheet::At;
use guantong_model::{Fact, InstitutionKind, Message};

/// More than any line has.
const PLACES_MAX: i64 = 100_000;

/// Sets the state of a finding by the answer given to it.
pub(crate) fn take(finding: &mut Finding, answer: &Answer, ground: &Ground) {
    match state(finding, answer, ground) {
        Ok(state) => {
            finding.state = state;
            finding.reply = Some(answer.clone());
        }
        Err(problem) => {
            let mut problem = problem.on_line(answer.line);
            problem.message = problem
                .message
                .with("finding", finding.id.as_str())
                .with("row", finding.rows.first().copied().unwrap_or_default())
                .with("column", column(&finding.wants));
            problem.cell = finding.rows.first().map(|row| At::new(*row, 1));
            finding.state = State::Refused;
            finding.refusal = Some(problem);
        }
    }
}

/// The heading under which the value belongs.
fn column(wants: &Wants) -> &'static str {
    words::heading(match wants {
        Wants::University => Column::Partner,
        Wants::Institution | Wants::Kind | Wants::ConfirmWithReason | Wants::ConfirmWithSource => {
            Column::Institution
        }
        Wants::Category => Column::Category,
        Wants::Decide => Column::Major,
        Wants::Nothing | Wants::Confirm | Wants::ConfirmFigure(_) | Wants::Figure => Column::Places,
    })
}

fn state(finding: &Finding, answer: &Answer, ground: &Ground) -> Result<State, Problem> {
    if answer.by.as_deref().is_none_or(|by| by.trim().is_empty()) {
        return Err(Problem::new("IMP-0307", Message::new("plan-answer-by-none")));
    }
    match &finding.wants {
        Wants::Nothing => Err(Problem::new("IMP-0308", Message::new("plan-answer-not-wanted"))),
        Wants::Confirm => {
            no_value(answer)?;
            Ok(if confirmed(answer)? { State::Confirmed } else { State::Declined })
        }
        Wants::ConfirmFigure(figure) => {
            if !confirmed(answer)? {
                return Ok(State::Declined);
            }
            same_figure(answer, *figure)?;
            Ok(State::Confirmed)
        }
        Wants::ConfirmWithSource => {
            no_value(answer)?;
            if !confirmed(answer)? {
                return Ok(State::Declined);
            }
            source(answer)?;
            Ok(State::Confirmed)
        }
        Wants::ConfirmWithReason => {
            no_value(answer)?;
            if !confirmed(answer)? {
                return Ok(State::Declined);
            }
            reason(answer)?;
            Ok(State::Confirmed)
        }
        Wants::Decide => {
            no_value(answer)?;
            if confirmed(answer)? {
                source(answer)?
            } else {
                reason(answer)?
            }
            Ok(State::Answered)
        }
        Wants::Figure => {
            figure(answer)?;
            source(answer)?;
            Ok(State::Answered)
        }
        Wants::University | Wants::Institution | Wants::Category | Wants::Kind => {
            name(answer, &finding.wants, ground)?;
            source(answer)?;
            Ok(State::Answered)
        }
    }
}

fn confirmed(answer: &Answer) -> Result<bool, Problem> {
    answer.confirm.ok_or_else(|| Problem::new("IMP-0309", Message::new("plan-answer-confirm-none")))
}

fn no_value(answer: &Answer) -> Result<(), Problem> {
    match &answer.value {
        None => Ok(()),
        Some(value) => {
            let message = Message::new("plan-answer-value-not-wanted").with("value", value.to_string());
            Err(Problem::new("IMP-0318", message))
        }
    }
}

/// A yes to 60 must not become a yes to 50 because a number of the table was changed meanwhile.
fn same_figure(answer: &Answer, figure: u32) -> Result<(), Problem> {
    let problem = |message: Message| Err(Problem::new("IMP-0310", message.with("figure", figure)));
    match &answer.value {
        Some(AnswerValue::Number(number)) if *number == i64::from(figure) => Ok(()),
        Some(other) => problem(Message::new("plan-answer-figure-differs").with("value", other.to_string())),
        None => problem(Message::new("plan-answer-figure-none")),
    }
}

fn figure(answer: &Answer) -> Result<(), Problem> {
    match &answer.value {
        Some(AnswerValue::Number(number)) if (1..=PLACES_MAX).contains(number) => Ok(()),
        other => {
            let value = other.as_ref().map(ToString::to_string).unwrap_or_default();
            Err(Problem::new("IMP-0311", Message::new("plan-answer-figure-wanted").with("value", value)))
        }
    }
}

fn name(answer: &Answer, wants: &Wants, ground: &Ground) -> Result<(), Problem> {
    let Some(AnswerValue::Text(value)) = &answer.value else {
        return Err(Problem::new("IMP-0319", Message::new("plan-answer-name-wanted")));
    };
    let kind = ground.directory.get(value).map(|listing| listing.kind);
    let (known, number, message) = match wants {
        Wants::University => {
            let message = match ground.directory.meant(value) {
                Some(meant) => Message::new("plan-answer-university-meant").with("meant", meant),
                None => Message::new("plan-answer-university-unknown"),
            };
            (kind == Some(InstitutionKind::University), "IMP-0312", message)
        }
        Wants::Institution => {
            let message = match ground.directory.meant(value) {
                Some(meant) => Message::new("plan-answer-institution-meant").with("meant", meant),
                None => Message::new("plan-answer-institution-unknown"),
            };
            (kind.is_some(), "IMP-0313", message)
        }
        Wants::Category => {
            let known = words::CATEGORIES.iter().map(|(word, _)| (*word).into()).collect();
            let message = Message::new("plan-answer-category-unknown").with("known", Fact::List(known));
            (words::track(value).is_some(), "IMP-0314", message)
        }
        _ => {
            let known = InstitutionKind::ALL.iter().map(|kind| kind.as_str().into()).collect();
            let message = Message::new("plan-answer-kind-unknown").with("known", Fact::List(known));
            (InstitutionKind::parse(value).is_some(), "IMP-0315", message)
        }
    };
    if known {
        Ok(())
    } else {
        Err(Problem::new(number, message.with("value", value.as_str()).with("year", ground.year)))
    }
}

fn reason(answer: &Answer) -> Result<(), Problem> {
    match answer.reason.as_deref().map(str::trim) {
        Some(reason) if !reason.is_empty() => Ok(()),
        _ => Err(Problem::new("IMP-0316", Message::new("plan-answer-reason-none"))),
    }
}

fn source(answer: &Answer) -> Result<(), Problem> {
    match answer.source.as_deref().map(str::trim) {
        Some(source) if !source.is_empty() => Ok(()),
        _ => Err(Problem::new("IMP-0317", Message::new("plan-answer-source-none"))),
    }
}
