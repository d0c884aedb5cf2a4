//! Hours, credits and shares of each stage, held against the edition's limits and floors (3.2.1, 3.2.1.b).

use super::{Finding, FindingKind, Severity, count, stage_word, stops};
use crate::course::CourseKind;
use crate::law::{Bound, Law};
use crate::plan::{StageSum, TrainingPlan};
use guantong_model::{Message, Stage};

/// What is out of its limits. A stage without courses is told as such and no more.
pub(super) fn sums(plan: &TrainingPlan, law: &Law) -> Vec<Finding> {
    let mut found = Vec::new();
    let mut core = 0;
    for stage in Stage::ALL {
        let sum = plan.sum(*stage);
        core += sum.core;
        if sum.courses == 0 {
            continue;
        }
        found.extend(limits(&sum, law));
        found.extend(shares(&sum, law));
        if law.core_in_each && sum.core == 0 {
            let message = Message::new("training-no-core-in-stage").with("stage", stage_word(*stage));
            found.push(no_core(Some(*stage), message));
        }
    }
    if !law.core_in_each && core == 0 && !plan.courses.is_empty() {
        found.push(no_core(None, Message::new("training-no-core")));
    }
    found.extend(per_credit(plan, law.hours_per_credit));
    found
}

fn no_core(stage: Option<Stage>, message: Message) -> Finding {
    let reading = Some("training-core-courses");
    Finding { stage, reading, ..stops(FindingKind::NoCore, "3.2.1", message) }
}

/// Hours and credits of a stage.
fn limits(sum: &StageSum, law: &Law) -> Vec<Finding> {
    let bound =
        |of: &std::collections::BTreeMap<Stage, Bound>| of.get(&sum.stage).copied().unwrap_or_default();
    let hours = bound(&law.hours);
    let credits = bound(&law.credits);
    let halves = i64::from(sum.credits.0);
    let given = i64::from(sum.hours);
    let mut found = Vec::new();
    let mut add = |kind, id: &str, given: guantong_model::Fact, limit: i64| {
        let message =
            Message::new(id).with("stage", stage_word(sum.stage)).with("given", given).with("limit", limit);
        let reading = Some("training-limits");
        found.push(Finding { stage: Some(sum.stage), reading, ..stops(kind, "3.2.1", message) });
    };
    if let Some(floor) = hours.floor.filter(|floor| given < *floor) {
        add(FindingKind::Hours, "training-hours-under", given.into(), floor);
    }
    if let Some(ceiling) = hours.ceiling.filter(|ceiling| given > *ceiling) {
        add(FindingKind::Hours, "training-hours-over", given.into(), ceiling);
    }
    if let Some(floor) = credits.floor.filter(|floor| halves < floor * 2) {
        add(FindingKind::Credits, "training-credits-under", sum.credits.to_string().into(), floor);
    }
    if let Some(ceiling) = credits.ceiling.filter(|ceiling| halves > ceiling * 2) {
        add(FindingKind::Credits, "training-credits-over", sum.credits.to_string().into(), ceiling);
    }
    found
}

/// Shares of practice, vocational and general courses of a stage.
fn shares(sum: &StageSum, law: &Law) -> Vec<Finding> {
    let floors = [
        (&law.practice, sum.practice, FindingKind::PracticeShare, "training-practice-under"),
        (&law.vocational, sum.vocational, FindingKind::VocationalShare, "training-vocational-under"),
        (&law.general, sum.general, FindingKind::GeneralShare, "training-general-under"),
    ];
    let mut found = Vec::new();
    for (floor, hours, kind, id) in floors {
        let share = sum.share(hours);
        let Some(floor) = floor.get(&sum.stage).filter(|floor| !share.reaches(**floor)) else { continue };
        let tenths = share.tenths();
        let message = Message::new(id)
            .with("stage", stage_word(sum.stage))
            .with("hours", i64::from(hours))
            .with("of", i64::from(sum.hours))
            .with("share", format!("{}.{}%", tenths / 10, tenths % 10))
            .with("floor", *floor);
        let reading = Some("share-floors");
        found.push(Finding { stage: Some(sum.stage), reading, ..stops(kind, "3.2.1.b", message) });
    }
    found
}

/// Courses whose credits are unlike their hours. Practice is counted by weeks, so it is left out.
fn per_credit(plan: &TrainingPlan, usual: Bound) -> Option<Finding> {
    let (from, to) = (usual.floor?, usual.ceiling?);
    let unlike = |course: &&crate::Course| {
        let (hours, halves) = (i64::from(course.hours) * 2, i64::from(course.credits.0));
        course.kind != CourseKind::Practice && (hours < from * halves || hours > to * halves)
    };
    let unlike: Vec<_> = plan.courses.iter().filter(unlike).collect();
    let first = unlike.first()?;
    let message = Message::new("training-hours-per-credit")
        .with("count", count(unlike.len()))
        .with("title", first.title.as_str())
        .with("hours", i64::from(first.hours))
        .with("credits", first.credits.to_string())
        .with("from", from)
        .with("to", to);
    let courses = unlike.iter().map(|course| course.code.clone()).collect();
    let finding = stops(FindingKind::HoursPerCredit, "3.2.1", message);
    Some(Finding { severity: Severity::Note, courses, ..finding })
}
