//! Nothing is taught twice under two names: titles that read alike are put up for a person's judgement (3.2.1).

use super::{Finding, FindingKind, Severity, stops};
use crate::law::Law;
use crate::plan::TrainingPlan;
use crate::similar::Plain;
use guantong_model::Message;

/// The pairs nobody has judged.
pub(super) fn alike_titles(plan: &TrainingPlan, law: &Law) -> Vec<Finding> {
    let mut found = Vec::new();
    let read: Vec<_> = plan.courses.iter().map(|course| (course, Plain::of(&course.title))).collect();
    for (place, (one, title)) in read.iter().enumerate() {
        for (other, other_title) in read.iter().skip(place + 1) {
            let compared = !law.across_stages_only || one.stage != other.stage;
            if !compared || !title.alike(other_title, law.likeness) || plan.judged(one, other).is_some() {
                continue;
            }
            let message = Message::new("training-alike")
                .with("one", one.title.as_str())
                .with("one-code", one.code.as_str())
                .with("one-semester", i64::from(one.semester))
                .with("other", other.title.as_str())
                .with("other-code", other.code.as_str())
                .with("other-semester", i64::from(other.semester));
            found.push(Finding {
                severity: Severity::Judge,
                reading: Some("training-similar-titles"),
                courses: vec![one.code.clone(), other.code.clone()],
                ..stops(FindingKind::Alike, "3.2.1", message)
            });
        }
    }
    found
}
