//! One case, told from admission to its last step, and where it differs from what was expected.

use super::expect::{Expect, Found};
use super::read::{Case, CaseFile, Step};
use super::{Explained, ExplainedStep};
use crate::{Grounds, Record, Serials, decide};
use guantong_model::Date;
use guantong_policy::Outcome;

/// The first step that differs and how, or nothing where all is as expected.
pub(super) fn run(file: &CaseFile, case: &Case) -> Option<String> {
    tell(file, case).difference
}

/// Every step with its answer and the record after it, to the end also where one differs.
pub(super) fn tell(file: &CaseFile, case: &Case) -> Explained {
    let mut record = Record::open(case.student.clone());
    let mut serials = Serials::default();
    let mut steps: Vec<ExplainedStep> = Vec::new();
    let nothing = Expect::default();
    for (index, step) in case.steps.iter().enumerate() {
        let on = step.on;
        let number = u32::try_from(index.saturating_add(1)).unwrap_or(u32::MAX);
        let decided = {
            let grounds = Grounds { world: &file.world, law: &file.law, serials: &serials };
            decide(&record, &grounds, on, &step.command)
        };
        let decision = decided.decision.clone();
        record.apply(decided.entry(number, on, step.command.clone()));
        for certificate in record.certificates() {
            serials.note(&certificate.number);
        }
        let grounds = Grounds { world: &file.world, law: &file.law, serials: &serials };
        let expect = step.expect.as_ref().unwrap_or(&nothing);
        let expected = expected_outcome(case, step, index.saturating_add(1));
        let found = Found { record: &record, grounds: &grounds, decision: Some(&decision), on };
        let differences = expect.differences(&found, Some(expected));
        steps.push(ExplainedStep {
            number,
            on,
            command: step.command.clone(),
            decision,
            expected,
            differences,
            year_of_stage: record.year_of_stage(file.law.on(on), on),
            after: record.clone(),
        });
    }
    let grounds = Grounds { world: &file.world, law: &file.law, serials: &serials };
    let of_step = steps.iter().find(|step| !step.differences.is_empty()).map(|step| {
        let differences = step.differences.join("; ");
        format!("step {} ({} {}): {differences}", step.number, step.on, step.command.name())
    });
    let difference = of_step.or_else(|| at_the_end(case, &steps, &record, &grounds));
    Explained { name: case.name.clone(), student: case.student.clone(), steps, difference }
}

/// How the closing `expect` differs.
fn at_the_end(
    case: &Case,
    steps: &[ExplainedStep],
    record: &Record,
    grounds: &Grounds<'_>,
) -> Option<String> {
    let expect = case.expect.as_ref()?;
    let last = steps.last();
    let on = last.map_or_else(|| first_of_september(case), |step| step.on);
    let found = Found { record, grounds, decision: last.map(|step| &step.decision), on };
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
