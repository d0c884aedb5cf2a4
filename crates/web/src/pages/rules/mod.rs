//! `/rules/{year}`: the rules of a year's admission with what each value rests on (3.1.3.b, 4.1.c); their draft, by the
//! examination authority; their versions, any two against each other.

mod draft;
mod form;
mod show;
mod values;
mod versions;

pub(crate) use values::group;

use crate::answer::Problem;
use crate::frame::Page;
use crate::routes::Routes;
use guantong_service::access::Action;

pub(super) fn routes() -> Routes {
    Routes::new()
        .get("/rules/{year}", Action::FactsRead, show::show_rules)
        .get("/rules/{year}/draft", Action::YearRulesDraft, draft::draft)
        .post("/rules/{year}/draft", Action::YearRulesDraft, draft::write)
        .get("/rules/{year}/versions", Action::FactsRead, versions::versions)
        .post("/rules/{year}/versions", Action::YearRulesSet, versions::set)
}

/// The year an address names, if rules of it can be drafted: the edition's own or a later one.
fn year_of(page: &Page, text: &str) -> Result<i32, Problem> {
    let first = page.edition().head().map_or(2000, |head| i32::from(head.issued_on.year()));
    text.parse().ok().filter(|year| (first..2200).contains(year)).ok_or(Problem::NotFound)
}

/// The year of rules that anybody may read: one that has a plan, a version or the edition's file; of others there is
/// nothing, but for whoever drafts them.
async fn known_year(page: &Page, text: &str) -> Result<i32, Problem> {
    let Ok(year) = year_of(page, text) else { return super::round::known_year(page, text).await };
    let known = page.may(Action::YearRulesDraft) || !page.office().rules_versions(year).await?.is_empty();
    if known { Ok(year) } else { super::round::known_year(page, text).await }
}
