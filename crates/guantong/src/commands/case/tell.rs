//! A case in sentences: each step with its command, its answer and why, and what the record is then.

use super::{arguments, basis, labelled, listed, word};
use crate::language::{locale, say, words};
use guantong_model::{Fact, Message};
use guantong_policy::{Decision, Outcome};
use guantong_registry::case::{Explained, ExplainedStep};
use guantong_registry::{Admission, Record, way};
use guantong_wording::{date_text, fact_text};

/// The lines of a case.
pub(super) fn lines(case: &Explained) -> Vec<String> {
    let mut lines = vec![case.name.clone(), format!("  {}", student(case))];
    lines.extend(case.steps.iter().flat_map(step));
    let closing = match &case.difference {
        None => words("explain-as-expected"),
        Some(difference) => say(&Message::new("explain-different").with("difference", difference.as_str())),
    };
    lines.extend([String::new(), format!("  {closing}")]);
    lines
}

fn student(case: &Explained) -> String {
    let student = &case.student;
    let placement = &student.placement;
    let mut said = say(&Message::new("explain-student")
        .with("track", Fact::Word(format!("track.{}", placement.track)))
        .with("school", placement.school.as_str())
        .with("partner", placement.partner.as_str())
        .with("major", placement.major.as_str())
        .with("programme", placement.programme.as_str())
        .with("cohort", student.entry_year)
        .with("score", student.score));
    if student.admission == Admission::Special {
        let id = if student.barred_from_major_change { "explain-special-barred" } else { "explain-special" };
        said.push_str(&words(id));
    }
    said
}

fn step(step: &ExplainedStep) -> Vec<String> {
    let decision = &step.decision;
    let heading = Message::new("explain-step")
        .with("number", step.number)
        .with("date", step.on)
        .with("command", Fact::Word(format!("command.{}", step.command.name())))
        .with("outcome", Fact::Word(format!("outcome.{}", decision.outcome.as_str())));
    let mut lines = vec![String::new(), format!("  {}", say(&heading))];
    let mut put = |id: &str, values: Vec<String>| {
        let label = words(id);
        let each = values.into_iter().map(|value| format!("     {}", labelled(&label, &value)));
        lines.extend(each);
    };
    let given = arguments::of(&step.command);
    let given = given.iter().map(|(name, value)| labelled(&arguments::label(name), value));
    put("explain-arguments", one(listed(given)));
    put("explain-why", vec![guantong_wording::text(locale(), &decision.message())]);
    let basis = decision.citations.iter().map(basis::of);
    let basis = basis.map(|basis| match basis.quote {
        Some(quote) => labelled(&basis.label, &quote),
        None => basis.label,
    });
    put("explain-because", basis.collect());
    put("explain-facts", one(listed(facts(decision))));
    put("explain-otherwise", otherwise(decision));
    // A refused or referred command changes nothing.
    let state =
        if decision.outcome == Outcome::Accepted { listed(after(step)) } else { words("explain-unchanged") };
    put("explain-after", vec![state]);
    put("explain-unexpected", step.differences.clone());
    lines
}

/// One value, or none where it says nothing.
fn one(value: String) -> Vec<String> {
    if value.is_empty() { Vec::new() } else { vec![value] }
}

/// The values the decision used, each under its name.
fn facts(decision: &Decision) -> impl Iterator<Item = String> {
    let facts = decision.facts.iter();
    facts.map(|(name, fact)| labelled(&word(&format!("fact.{name}")), &fact_text(locale(), fact)))
}

/// Of a no: what would have to be otherwise or can be done instead, and of a referral who decides.
pub(super) fn otherwise(decision: &Decision) -> Vec<String> {
    let mut ways: Vec<String> = way(decision).iter().map(say).collect();
    if let (Outcome::Referred, Some(decider)) = (decision.outcome, &decision.referred_to) {
        ways.push(say(&Message::new("page-way-referred").with("decider", word(decider))));
    }
    ways
}

/// What the record is after a step.
fn after(step: &ExplainedStep) -> Vec<String> {
    let record = &step.after;
    let of = |name: &str, value: &str| labelled(&word(&format!("fact.{name}")), value);
    let worded = |family: &str, value: &str| word(&format!("{family}.{value}"));
    let year = Message::new("explain-stage")
        .with("stage", worded("stage", record.stage().as_str()))
        .with("year", step.year_of_stage)
        .with("work", worded("stage-work", record.stage_work().as_str()));
    let mut said = vec![
        of("standing", &worded("standing", record.standing().as_str())),
        of("stage", &say(&year)),
        of("studies_at", record.studies_at()),
        of("registered_at", record.registered_at().unwrap_or(&words("explain-none"))),
        of("rule_book", &worded("rule-book", record.rule_book().as_str())),
        of("cohort", &record.cohort().to_string()),
        of("programme", record.placement().programme.as_str()),
        of("qualification", &worded("qualification", record.qualification().as_str())),
        of("transfer", &word(&format!("transfer.{}", record.transfer()))),
        of("repeats", &record.repeats().to_string()),
    ];
    if let Some(assessment) = record.assessment() {
        let result = if assessment.passed { "passed" } else { "failed" };
        said.push(of("assessment", &worded("assessment", result)));
    }
    if let Some(leave) = record.leave() {
        said.push(of("until", &date_text(locale(), leave.until)));
    }
    said.push(of("certificates", &certificates(record)));
    said
}

fn certificates(record: &Record) -> String {
    let issued = record.certificates().iter().map(|certificate| {
        let message = Message::new("explain-certificate")
            .with("kind", Fact::Word(format!("certificate.{}", certificate.kind)))
            .with("issuer", certificate.issuer.as_str())
            .with("number", certificate.number.as_str());
        Fact::Text(say(&message))
    });
    let issued: Vec<Fact> = issued.collect();
    if issued.is_empty() { words("explain-none") } else { fact_text(locale(), &Fact::List(issued)) }
}
