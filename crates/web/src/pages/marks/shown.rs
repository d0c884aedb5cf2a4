//! Words for sheets, subjects and marks.

use crate::frame::Page;
use crate::parts::Chip;
use guantong_model::Score;
use guantong_registry::results::{Grade, Mark, Summary};
use guantong_service::results::{SheetState, Subject, SubjectKind};

/// The title of a course, or the name of an assessment with its year.
pub(crate) fn subject(page: &Page, subject: &Subject) -> String {
    match subject.kind {
        SubjectKind::Course => subject.title.clone(),
        SubjectKind::Quality => page.t("marks-quality").with("year", i64::from(subject.year())).to_string(),
        SubjectKind::Ability => page.t("marks-ability").with("year", i64::from(subject.year())).to_string(),
    }
}

/// How far a sheet is.
pub(super) fn state(page: &Page, state: SheetState) -> Chip {
    let shape = match state {
        SheetState::Entering => "going",
        SheetState::Submitted => "wait",
        SheetState::Confirmed => "ok",
    };
    Chip::new(shape, page.word(format!("sheet-state.{state}")))
}

/// A mark in the reader's language.
pub(crate) fn mark(page: &Page, mark: Mark) -> String {
    match mark {
        Mark::Score(score) => score.to_string(),
        Mark::Grade(grade) => page.word(format!("grade.{}", Grade::as_str(grade))),
        Mark::Absent => page.t("marks-absent").to_string(),
        Mark::Exempt => page.t("marks-exempt").to_string(),
    }
}

/// Credits, kept in halves.
pub(crate) fn credits(halves: u32) -> String {
    if halves.is_multiple_of(2) { (halves / 2).to_string() } else { format!("{}.5", halves / 2) }
}

/// What courses come to, in a sentence, with the credits that count.
pub(super) fn summary(page: &Page, summary: &Summary, counted: Score) -> String {
    let said = page
        .t("marks-summary")
        .with("courses", i64::from(summary.courses))
        .with("passed", i64::from(summary.passed))
        .with("credits", counted);
    match summary.average {
        Some(average) => said.with("average", average.to_string()).to_string(),
        None => said.with("average", page.t("page-none").to_string()).to_string(),
    }
}
