//! `/marks`: the classes that who asks has to do with; what waits for him first.

use super::class_href;
use crate::answer::Answer;
use crate::frame::{Page, show};
use crate::parts::{Clauses, programme};
use askama::Template;
use guantong_service::results::SheetState;

/// A class in the list.
struct RowShown {
    href: String,
    major: String,
    institution: String,
    partner: String,
    cohort: i32,
    students: i64,
    /// Sheets by how far they are.
    counts: Vec<(String, usize)>,
    to_confirm: usize,
    to_enter: usize,
}

#[derive(Template)]
#[template(path = "marks/list.html")]
struct ListPage {
    rows: Vec<RowShown>,
    clauses: Clauses,
    page: Page,
}

pub(super) async fn list(page: Page) -> Answer {
    let classes = page.office().result_classes().await?;
    let row = |class: &guantong_service::results::Listed| RowShown {
        href: class_href(&class.line.programme, class.cohort),
        major: programme::major(&page, &class.line),
        institution: page.short(&class.line.institution).to_owned(),
        partner: page.short(&class.line.partner).to_owned(),
        cohort: class.cohort,
        students: class.students,
        counts: SheetState::ALL
            .iter()
            .map(|state| {
                let count = class.sheets.get(state).copied().unwrap_or(0);
                (page.word(format!("sheet-state.{state}")), count)
            })
            .collect(),
        to_confirm: class.to_confirm,
        to_enter: class.to_enter,
    };
    let rows = classes.iter().map(row).collect();
    let clauses = Clauses::of_provisions(&page, &["3.2.3", "2.2.b", "2.2.f"]).with_lead(&page);
    show(&ListPage { rows, clauses, page: page.clone() })
}
