//! A case as JSON: names as in case files, sentences and quotes in the reader's language.

use super::{basis, tell};
use crate::language::locale;
use guantong_policy::Decision;
use guantong_registry::case::{Explained, ExplainedStep};
use guantong_registry::{Command, Record};
use serde_json::{Map, Value, json};

/// All cases: `{"language": …, "cases": […]}`.
pub(super) fn cases(cases: &[&Explained]) -> Value {
    let told: Vec<Value> = cases.iter().map(|case| of(case)).collect();
    json!({ "language": locale().tag(), "cases": told })
}

fn of(case: &Explained) -> Value {
    let student = &case.student;
    json!({
        "name": case.name,
        "student": {
            "programme": student.placement.programme.as_str(),
            "track": student.placement.track.as_str(),
            "school": student.placement.school,
            "partner": student.placement.partner,
            "major": student.placement.major,
            "cohort": student.entry_year,
            "score": student.score.to_string(),
            "admission": student.admission.as_str(),
            "barred_from_major_change": student.barred_from_major_change,
        },
        "steps": case.steps.iter().map(step).collect::<Vec<_>>(),
        "as_expected": case.difference.is_none(),
        "difference": case.difference,
    })
}

fn step(step: &ExplainedStep) -> Value {
    let decision = &step.decision;
    let because = decision.citations.iter().map(basis::of);
    let because = because.map(
        |basis| json!({ "kind": basis.kind, "id": basis.id, "label": basis.label, "quote": basis.quote }),
    );
    json!({
        "number": step.number,
        "date": step.on.to_string(),
        "do": step.command.name().as_str(),
        "arguments": arguments(&step.command),
        "outcome": decision.outcome.as_str(),
        "code": decision.code,
        "sentence": guantong_wording::text(locale(), &decision.message()),
        "because": because.collect::<Vec<_>>(),
        "facts": facts(decision),
        "otherwise": tell::otherwise(decision),
        "also": decision.also,
        "referred_to": decision.referred_to,
        "expected": step.expected.as_str(),
        "differences": step.differences,
        "after": after(step),
    })
}

/// The arguments as case files write them.
fn arguments(command: &Command) -> Value {
    let mut written = serde_json::to_value(command).unwrap_or_default();
    if let Some(map) = written.as_object_mut() {
        map.remove("do");
    }
    written
}

/// The facts as values: numbers as numbers, all else as text.
fn facts(decision: &Decision) -> Map<String, Value> {
    decision.facts.iter().map(|(name, fact)| (name.clone(), value(fact))).collect()
}

fn value(fact: &guantong_model::Fact) -> Value {
    use guantong_model::Fact;
    match fact {
        Fact::Number(number) => json!(number),
        Fact::Score(score) => json!(score.to_string()),
        Fact::Date(date) => json!(date.to_string()),
        Fact::Text(text) | Fact::Word(text) => json!(text),
        Fact::List(list) => list.iter().map(value).collect(),
    }
}

/// The record after a step, by the names of `expect`.
fn after(step: &ExplainedStep) -> Value {
    let record: &Record = &step.after;
    let certificates = record.certificates().iter().map(|certificate| {
        json!({
            "kind": certificate.kind.as_str(),
            "stage": certificate.stage.as_str(),
            "issuer": certificate.issuer,
            "issued_on": certificate.issued_on.to_string(),
            "number": certificate.number,
        })
    });
    json!({
        "standing": record.standing().as_str(),
        "stage": record.stage().as_str(),
        "year_of_stage": step.year_of_stage,
        "stage_work": record.stage_work().as_str(),
        "stage_complete": record.stage_complete(),
        "assessment_passed": record.assessment().map(|assessment| assessment.passed),
        "studies_at": record.studies_at(),
        "registered_at": record.registered_at(),
        "rule_book": record.rule_book().as_str(),
        "cohort": record.cohort(),
        "entry_year": record.entry_year(),
        "programme": record.placement().programme.as_str(),
        "qualification": record.qualification().as_str(),
        "transfer": record.transfer().as_str(),
        "repeats": record.repeats(),
        "on_leave_until": record.leave().map(|leave| leave.until.to_string()),
        "certificates": certificates.collect::<Vec<_>>(),
    })
}
