//! 办理记录: every decision on the record, newest first.

use crate::frame::Page;
use crate::parts::{Chip, DecisionShown};
use guantong_model::Date;
use guantong_registry::take_over::{is_kept, kept_against};
use guantong_service::views::{DecisionView, StudentView};
use std::collections::BTreeSet;

/// The decisions with the days they take effect.
pub(super) fn decisions(page: &Page, view: &StudentView) -> Vec<(Date, DecisionShown)> {
    let reversed = reversed(view);
    let shown = view.decisions.iter().map(|decision| {
        let mut shown = one(page, decision);
        if reversed.contains(&decision.version) {
            shown.mark = Some(Chip::new("end", page.t("page-record-reversed")));
        }
        (decision.effective_on, shown)
    });
    shown.collect()
}

fn one(page: &Page, view: &DecisionView) -> DecisionShown {
    let title = match view.command.as_str() {
        "admit" => page.t("page-record-admitted").to_string(),
        command => page.word(format!("command.{command}")),
    };
    let mut shown = DecisionShown::of(page, title, &view.decision);
    shown.number = Some(page.t("page-record-number").with("version", view.version).with("seq", view.seq));
    if is_kept(&view.decision) {
        shown.mark = Some(Chip::new("pause", page.t("page-take-over-kept-mark")));
        if let Some(no) = kept_against(&view.decision) {
            shown.why = page.t("page-take-over-why").with("kept", shown.why).with("no", page.say(&no));
        }
    } else if view.taken_over {
        shown.mark = Some(Chip::new("end", page.t("page-take-over-told-mark")));
    }
    shown.by = Some(
        page.t("page-record-by")
            .with("actor", page.by(&view.actor))
            .with("at", page.moment(view.recorded_at)),
    );
    shown
}

/// The numbers of entries that a correction in force reverses.
fn reversed(view: &StudentView) -> BTreeSet<i64> {
    let mut reversed = BTreeSet::new();
    for entry in view.record.history().iter().rev() {
        if let Some(of) = entry.reverses()
            && !reversed.contains(&i64::from(entry.number))
        {
            reversed.insert(i64::from(of));
        }
    }
    reversed
}
