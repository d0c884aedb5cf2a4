//! One case, tried from admission to its last step.

use super::expect::{Expect, Found};
use super::read::{Case, CaseFile, Step};
use crate::{Grounds, Record, Serials, decide};
use guantong_model::Date;
use guantong_policy::{Decision, Outcome};

/// The first step that differs and how, or nothing where all is as expected.
pub(super) fn run(file: &CaseFile, case: &Case) -> Option<String> {
    let mut record = Record::open(case.student.clone());
    let mut serials = Serials::default();
    let mut last: Option<(Date, Decision)> = None;
    let nothing = Expect::default();
    for (index, step) in case.steps.iter().enumerate() {
        let (on, number) = (step.on, index + 1);
        let decided = {
            let grounds = Grounds { world: &file.world, law: &file.law, serials: &serials };
            decide(&record, &grounds, on, &step.command)
        };
        let decision = decided.decision.clone();
        record.apply(decided.entry(u32::try_from(number).unwrap_or(u32::MAX), on, step.command.clone()));
        for certificate in record.certificates() {
            serials.note(&certificate.number);
        }
        let grounds = Grounds { world: &file.world, law: &file.law, serials: &serials };
        let expect = step.expect.as_ref().unwrap_or(&nothing);
        let outcome = expected_outcome(case, step, number);
        let found = Found { record: &record, grounds: &grounds, decision: Some(&decision), on };
        let differences = expect.differences(&found, Some(outcome));
        if !differences.is_empty() {
            return Some(format!("step {number} ({on} {}): {}", step.command.name(), differences.join("; ")));
        }
        last = Some((on, decision));
    }
    let expect = case.expect.as_ref()?;
    let grounds = Grounds { world: &file.world, law: &file.law, serials: &serials };
    let on = last.as_ref().map_or_else(|| first_of_september(case), |(on, _)| *on);
    let decision = last.as_ref().map(|(_, decision)| decision);
    let found = Found { record: &record, grounds: &grounds, decision, on };
    let differences = expect.differences(&found, expect.outcome);
    (!differences.is_empty()).then(|| format!("end: {}", differences.join("; ")))
}

/// What a step says, what the closing `expect` says of the last one, else accepted.
fn expected_outcome(case: &Case, step: &Step, number: usize) -> Outcome {
    let own = step.expect.as_ref().and_then(|expect| expect.outcome);
    let closing =
        || case.expect.as_ref().filter(|_| number == case.steps.len()).and_then(|expect| expect.outcome);
    own.or_else(closing).unwrap_or(Outcome::Accepted)
}

/// The day a case without steps is looked at.
fn first_of_september(case: &Case) -> Date {
    let year = i16::try_from(case.student.entry_year).unwrap_or(i16::MAX);
    Date::new(year, 9, 1).unwrap_or(Date::MAX)
}
