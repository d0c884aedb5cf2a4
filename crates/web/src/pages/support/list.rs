//! `/support`: everything proposed and decided, what is open first.

use super::shown::{area, direction, href, state};
use crate::answer::Answer;
use crate::frame::{Page, show};
use crate::pages::cases::sides;
use crate::parts::{Chip, Clauses};
use askama::Template;
use guantong_service::access::Action;
use guantong_service::support::Support;

struct RowShown {
    href: String,
    id: String,
    sides: String,
    direction: String,
    area: String,
    says: String,
    year: i32,
    chip: Chip,
}

#[derive(Template)]
#[template(path = "support/list.html")]
struct ListPage {
    rows: Vec<RowShown>,
    proposes: bool,
    clauses: Clauses,
    page: Page,
}

pub(super) async fn list(page: Page) -> Answer {
    let found = page.office().supports(None).await?;
    let row = |one: &Support| RowShown {
        href: href(one.id),
        id: one.id.to_string(),
        sides: sides(&page, &one.front, &one.partner),
        direction: direction(&page, one.direction),
        area: area(&page, one.area),
        says: one.says.clone(),
        year: one.id.year,
        chip: state(&page, one),
    };
    show(&ListPage {
        rows: found.iter().map(row).collect(),
        proposes: page.may(Action::SupportPropose),
        clauses: Clauses::of_provisions(&page, &["4.3.2.b"]).with_lead(&page),
        page: page.clone(),
    })
}
