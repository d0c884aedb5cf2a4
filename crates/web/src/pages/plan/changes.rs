//! What a new plan changes against the one in force, programme by programme.

use crate::frame::{Page, Said};
use guantong_programme::plan::{Changed, PlanDiff, PlannedProgramme};

/// The difference, counted and listed.
pub(super) struct Changes {
    pub(super) count: usize,
    pub(super) added: usize,
    pub(super) changed: usize,
    pub(super) removed: usize,
    pub(super) unchanged: usize,
    /// Each programme with what becomes of it.
    pub(super) list: Vec<Line>,
}

/// One programme that comes, goes or changes.
pub(super) struct Line {
    pub(super) what: Said,
    pub(super) institution: String,
    pub(super) major: String,
    /// Before and after.
    pub(super) how: String,
}

impl Changes {
    pub(super) fn of(page: &Page, diff: &PlanDiff) -> Self {
        let line = |words: &str, programme: &PlannedProgramme, how: String| Line {
            what: page.t(words),
            institution: page.institution(&programme.key.institution).to_owned(),
            major: programme.major_printed.clone(),
            how,
        };
        let places = |programme: &PlannedProgramme| {
            page.t("planpage-places-of").count("places", i64::from(programme.places)).to_string()
        };
        let mut list: Vec<Line> =
            diff.removed.iter().map(|gone| line("planpage-removed", gone, places(gone))).collect();
        list.extend(diff.changed.iter().map(|change| {
            let parts = change.changed.iter().map(|what| part(page, *what, &change.before, &change.after));
            line("planpage-changed", &change.after, page.list(parts))
        }));
        list.extend(diff.added.iter().map(|new| line("planpage-added", new, places(new))));
        Changes {
            count: diff.count(),
            added: diff.added.len(),
            changed: diff.changed.len(),
            removed: diff.removed.len(),
            unchanged: diff.unchanged,
            list,
        }
    }
}

fn part(page: &Page, what: Changed, before: &PlannedProgramme, after: &PlannedProgramme) -> Said {
    let bar = |barred: bool| page.t(if barred { "planpage-barred" } else { "planpage-not-barred" });
    match what {
        Changed::Places => page
            .t("planpage-places-from-to")
            .with("before", i64::from(before.places))
            .with("after", i64::from(after.places)),
        Changed::Category => page
            .t("planpage-from-to")
            .with("before", page.category(&before.category))
            .with("after", page.category(&after.category)),
        Changed::Bar => {
            page.t("planpage-from-to").with("before", bar(before.barred)).with("after", bar(after.barred))
        }
    }
}
