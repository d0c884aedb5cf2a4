//! `/work-study`: the classes that who asks has to do with; of an enterprise, its posts and sheets of hours.

use super::shown::{days, state};
use super::{class_href, hours_href};
use crate::answer::Answer;
use crate::frame::{Page, show};
use crate::parts::{Chip, Clauses, programme};
use askama::Template;
use guantong_service::work::{HoursState, Listed, OwnPost};

/// A class in the list.
struct RowShown {
    href: String,
    major: String,
    institution: String,
    partner: String,
    cohort: i32,
    students: usize,
    without_post: usize,
    work_blocks: usize,
    /// Sheets that were sent, and those that were confirmed.
    counts: Vec<(String, usize)>,
    to_enter: usize,
}

#[derive(Template)]
#[template(path = "work/list.html")]
struct ListPage {
    rows: Vec<RowShown>,
    /// How many study, and how many of them have no post.
    students: usize,
    without_post: usize,
    clauses: Clauses,
    page: Page,
}

/// A sheet of hours in an enterprise's list.
struct SheetShown {
    href: String,
    major: String,
    cohort: i32,
    institution: String,
    days: String,
    students: usize,
    chip: Chip,
    waits: bool,
}

#[derive(Template)]
#[template(path = "work/enterprise.html")]
struct EnterprisePage {
    enterprise: String,
    posts: Vec<OwnPost>,
    sheets: Vec<SheetShown>,
    waiting: usize,
    clauses: Clauses,
    page: Page,
}

pub(super) async fn list(page: Page) -> Answer {
    let clauses = Clauses::of_provisions(&page, &["3.2.4", "4.2.3"]).with_lead(&page);
    if let Some(enterprise) = page.office().own_enterprise() {
        let (posts, sheets) = page.office().enterprise_work().await?;
        let sheets: Vec<SheetShown> = sheets
            .iter()
            .map(|(sheet, major)| SheetShown {
                href: hours_href(&sheet.id),
                major: major.clone(),
                cohort: sheet.id.cohort,
                institution: page.short(&sheet.id.institution).to_owned(),
                days: days(&page, &sheet.block),
                students: sheet.hours.len(),
                chip: state(&page, sheet.state),
                waits: sheet.state == HoursState::Sent,
            })
            .collect();
        let waiting = sheets.iter().filter(|sheet| sheet.waits).count();
        let enterprise = enterprise.to_owned();
        return show(&EnterprisePage { enterprise, posts, sheets, waiting, clauses, page: page.clone() });
    }
    let classes = page.office().work_classes().await?;
    let row = |class: &Listed| RowShown {
        href: class_href(&class.line.programme, class.cohort),
        major: programme::major(&page, &class.line),
        institution: page.short(&class.line.institution).to_owned(),
        partner: page.short(&class.line.partner).to_owned(),
        cohort: class.cohort,
        students: class.students,
        without_post: class.without_post,
        work_blocks: class.work_blocks,
        counts: [HoursState::Sent, HoursState::Confirmed]
            .iter()
            .map(|state| {
                let count = class.sheets.get(state).copied().unwrap_or(0);
                (page.word(format!("hours-state.{state}")), count)
            })
            .collect(),
        to_enter: class.to_enter,
    };
    show(&ListPage {
        rows: classes.iter().map(row).collect(),
        students: classes.iter().map(|class| class.students).sum(),
        without_post: classes.iter().map(|class| class.without_post).sum(),
        clauses,
        page: page.clone(),
    })
}
