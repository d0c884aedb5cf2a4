//! `/cases`: the years, those that are published for everybody.

use super::shown::state;
use crate::answer::Answer;
use crate::frame::{Page, show};
use crate::parts::{Chip, Clauses};
use askama::Template;
use guantong_service::access::Action;
use guantong_service::cases::Listed;

struct YearShown {
    year: i32,
    /// Where its list is; empty where nobody chose.
    list: String,
    /// Where its ranking is; empty to whom it is not shown.
    ranking: String,
    chip: Chip,
    chosen: usize,
    of: usize,
    published: Option<String>,
}

#[derive(Template)]
#[template(path = "cases/list.html")]
struct ListPage {
    years: Vec<YearShown>,
    clauses: Clauses,
    page: Page,
}

pub(super) async fn list(page: Page) -> Answer {
    let listed = page.office().case_list().await?;
    let reads = page.may(Action::CasesRead);
    let shown = |one: &Listed| {
        let selection = one.selection.as_ref();
        let chosen = selection.map_or(0, |one| one.choices.iter().filter(|choice| choice.chosen).count());
        YearShown {
            year: one.year,
            list: selection.map(|_| format!("/cases/{}", one.year)).unwrap_or_default(),
            ranking: if reads { format!("/cases/{}/ranking", one.year) } else { String::new() },
            chip: state(&page, selection.map(|selection| selection.state)),
            chosen,
            of: selection.map_or(0, |selection| selection.figures.candidates.len()),
            published: selection.and_then(|selection| selection.published_on).map(|on| page.date(on)),
        }
    };
    show(&ListPage {
        years: listed.iter().map(shown).collect(),
        clauses: Clauses::of_provisions(&page, &["4.3.2.a"]).with_lead(&page),
        page: page.clone(),
    })
}
