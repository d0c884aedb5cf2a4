//! `/work-study/{programme}/{cohort}/{block}/{institution}/{agreement}`: the hours of a period at an enterprise.

use super::shown::{days, state};
use super::{Named, class_href, hours_href, id_of};
use crate::answer::Answer;
use crate::frame::{Page, show_as};
use crate::parts::{Chip, Clauses};
use crate::trouble::Trouble;
use askama::Template;
use axum::extract::Path;
use axum::http::StatusCode;
use guantong_service::work::{HoursId, HoursSheet, HoursState};

/// A student in the grid.
struct RowShown {
    id: String,
    name: String,
    post: String,
    typed: String,
    hours: Option<u32>,
    /// Too young to work at a post in this period.
    young: bool,
    wrong: bool,
}

#[derive(Template)]
#[template(path = "work/hours.html")]
struct HoursPage {
    here: String,
    /// Where the class is, for who may see it.
    class: Option<String>,
    title: String,
    lead: String,
    chip: Chip,
    sheet: HoursSheet,
    rows: Vec<RowShown>,
    entered: usize,
    most: u32,
    enters: bool,
    confirms: bool,
    /// Whether the period is over, so that it can be sent.
    over: bool,
    digest: String,
    trouble: Trouble,
    clauses: Clauses,
    page: Page,
}

impl HoursPage {
    fn entering(&self) -> bool {
        self.sheet.state == HoursState::Entering && self.enters
    }

    fn confirming(&self) -> bool {
        self.sheet.state == HoursState::Sent && self.confirms
    }

    fn returning(&self) -> bool {
        self.sheet.state != HoursState::Entering && self.confirms
    }

    fn typed(&self, name: &str) -> &str {
        self.trouble.field(name)
    }
}

pub(super) async fn sheet(page: Page, Path(named): Path<Named>) -> Answer {
    shown(page, &id_of(named)?, StatusCode::OK, Trouble::default()).await
}

/// The page of a sheet after what happened.
pub(super) async fn shown(page: Page, id: &HoursId, status: StatusCode, trouble: Trouble) -> Answer {
    let office = page.office();
    let sheet = office.hours_sheet(id).await?;
    let young = office.too_young(&sheet).await?;
    let most = sheet.block.most_hours(&office.work_limits()?);
    let mut rows = Vec::new();
    for (student, post) in office.hours_students(&sheet).await? {
        let kept = sheet.hours.get(&student.id).copied();
        let field = format!("hours-{}", student.id);
        let typed = trouble.typed.get(&field).cloned();
        let is_young = young.contains(&student.id);
        // Who is too young is there for no hours, unless somebody says otherwise.
        let usual = kept.or(is_young.then_some(0)).map(|hours| hours.to_string()).unwrap_or_default();
        rows.push(RowShown {
            id: student.id.to_string(),
            name: student.name,
            post,
            typed: typed.unwrap_or(usual),
            hours: kept,
            young: is_young,
            wrong: trouble.wrong.contains(&field),
        });
    }
    let line = office.programmes(id.cohort).await?.remove(&id.programme);
    let major = line.map(|line| crate::parts::programme::major(&page, &line)).unwrap_or_default();
    let title = page.t("work-hours").with("enterprise", &sheet.enterprise);
    let lead = page
        .t("work-hours-lead")
        .with("major", major)
        .with("cohort", id.cohort)
        .with("turn", page.word(format!("work-turn.{}", sheet.block.turn)))
        .with("days", days(&page, &sheet.block))
        .with("institution", page.institution(&id.institution));
    let hours_page = HoursPage {
        here: hours_href(id),
        class: page.office().own_enterprise().is_none().then(|| class_href(&id.programme, id.cohort)),
        title: title.to_string(),
        lead: lead.to_string(),
        chip: state(&page, sheet.state),
        entered: sheet.hours.len(),
        most,
        enters: office.enters_hours(&sheet),
        confirms: office.confirms_hours(&sheet),
        over: sheet.block.until <= office.today(),
        digest: office.hours_digest(&sheet)?,
        rows,
        sheet,
        trouble,
        clauses: Clauses::of_provisions(&page, &["3.2.4", "4.2.3"]),
        page: page.clone(),
    };
    show_as(status, &hours_page)
}
