//! When a transfer can be applied for: the windows of the rule books (三（三）5, 中职办法 13、14, 令41 22).
//!
//! Interpretations `transfer-window-school`, `transfer-window-major`, `transfer-window-college`, `partner-change`,
//! `broad-class-unknown`, `semester-dates`.

use crate::decide::Situation;
use crate::terms::reading::{BroadClassUnknown, CollegeWindow, MajorWindow, PartnerChange, SchoolWindow};
use crate::{Placement, TransferKind, Window};
use guantong_model::{Date, Stage};

/// The days of a window; a side without a day is open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Days {
    pub(crate) opens_on: Option<Date>,
    pub(crate) closes_on: Option<Date>,
}

/// A window, with the articles it comes from.
pub(crate) struct Opening {
    /// The days; nothing where it is never.
    pub(crate) days: Option<Days>,
    pub(crate) articles: Vec<&'static str>,
    pub(crate) interpretations: Vec<&'static str>,
}

const ALWAYS: Window = Window { from_semester: 1, to_semester: i32::MAX };
const NEVER: Window = Window { from_semester: 1, to_semester: 0 };

/// What a transfer changes: the school where the front institution does.
pub(crate) fn kind(from: &Placement, to: &Placement) -> TransferKind {
    if from.school == to.school { TransferKind::Major } else { TransferKind::School }
}

/// The window of a transfer to a programme: where school and major both change, both must be open.
pub(crate) fn opening(s: &Situation<'_>, to: &Placement) -> Opening {
    let state = s.state();
    let mut opening = Opening { days: None, articles: Vec::new(), interpretations: Vec::new() };
    let mut windows = Vec::new();
    if state.stage == Stage::Secondary {
        let from = &state.placement;
        if kind(from, to) == TransferKind::School {
            windows.push(school(s));
            opening.articles.push("13");
            opening.interpretations.push("transfer-window-school");
        }
        if !from.same_major(to) {
            windows.push(major(s, from, to));
            opening.articles.push("14");
            opening.interpretations.push("transfer-window-major");
        } else if from.school == to.school {
            windows.push(partner(s));
            opening.articles.push("14");
            opening.interpretations.push("partner-change");
        }
    } else {
        windows.push(college(s));
        opening.articles.push("22");
        opening.interpretations.push("transfer-window-college");
        if kind(&state.placement, to) == TransferKind::School {
            opening.interpretations.push("transfer-same-city");
        }
    }
    let both = |a: Window, b: Window| Window {
        from_semester: a.from_semester.max(b.from_semester),
        to_semester: a.to_semester.min(b.to_semester),
    };
    opening.days = days(s, windows.into_iter().fold(ALWAYS, both));
    opening
}

/// 中职办法 13: not in the first semester, not in the graduating year.
fn school(s: &Situation<'_>) -> Window {
    match s.terms.readings.transfer_window_school {
        SchoolWindow::RuleBook => s.terms.window_school,
        SchoolWindow::WholeStage => ALWAYS,
        SchoolWindow::Never => NEVER,
    }
}

/// 中职办法 14: across the broad class in the first semester only, within it to the end of the third.
fn major(s: &Situation<'_>, from: &Placement, to: &Placement) -> Window {
    match s.terms.readings.transfer_window_major {
        MajorWindow::RuleBook if same_broad_class(s, from, to) => s.terms.window_major_within,
        MajorWindow::RuleBook => s.terms.window_major_across,
        MajorWindow::WholeStage => ALWAYS,
        MajorWindow::Never => NEVER,
    }
}

/// The same school and the same major with another partner counts as a change within the broad class.
fn partner(s: &Situation<'_>) -> Window {
    match (s.terms.readings.partner_change, s.terms.readings.transfer_window_major) {
        (PartnerChange::WholeStage, _) | (_, MajorWindow::WholeStage) => ALWAYS,
        (PartnerChange::WithinClass, MajorWindow::RuleBook) => s.terms.window_major_within,
        (PartnerChange::WithinClass, MajorWindow::Never) => NEVER,
    }
}

/// 令41 22: not in the first semester, not in the last year.
fn college(s: &Situation<'_>) -> Window {
    match s.terms.readings.transfer_window_college {
        CollegeWindow::RuleBook => s.terms.window_college,
        CollegeWindow::WholeStage => ALWAYS,
        CollegeWindow::Never => NEVER,
    }
}

/// 大类: the first two digits of the class; unknown counts as another.
fn same_broad_class(s: &Situation<'_>, from: &Placement, to: &Placement) -> bool {
    match (from.broad_class(), to.broad_class()) {
        (Some(from), Some(to)) => from == to,
        _ => s.terms.readings.broad_class_unknown == BroadClassUnknown::Same,
    }
}

/// The days of a window in this record's class and stage.
fn days(s: &Situation<'_>, window: Window) -> Option<Days> {
    if window.from_semester > window.to_semester {
        return None;
    }
    let state = s.state();
    let track = state.placement.track;
    let first = s.terms.first_september(track, state.stage, state.cohort);
    let last_semester = s.terms.years(track).of(state.stage).saturating_mul(2);
    let after = |semester: i32| s.terms.semester_begins(first, semester.saturating_add(1));
    let closes_on = (window.to_semester < last_semester)
        .then(|| after(window.to_semester).and_then(|next| next.yesterday().ok()))
        .flatten();
    Some(Days { opens_on: s.terms.semester_begins(first, window.from_semester), closes_on })
}
