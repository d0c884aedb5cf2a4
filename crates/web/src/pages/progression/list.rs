//! The list of what is on file, with the form for one more.

use super::{address, composition, issuer};
use crate::answer::{Answer, Problem};
use crate::frame::{Page, Said, show_as};
use crate::parts::{Chip, Clauses};
use askama::Template;
use axum::http::StatusCode;
use guantong_service::rows::RulesOnFile;

#[derive(Template)]
#[template(path = "progression/list.html")]
struct ListPage {
    groups: Vec<Group>,
    problem: Option<Trouble>,
    /// Rules that were read and can be filed.
    checked: Option<Checked>,
    most: i64,
    clauses: Clauses,
    page: Page,
}

/// The versions of one issuer and year.
struct Group {
    year: i32,
    issuer: String,
    rows: Vec<Row>,
}

struct Row {
    on_file: RulesOnFile,
    href: String,
    stage: String,
    composition: String,
    state: Option<Chip>,
}

/// What is wrong with a file.
pub(super) struct Trouble {
    pub(super) heading: Said,
    pub(super) mistakes: Vec<Said>,
}

/// A file that was checked.
pub(super) struct Checked {
    pub(super) said: Said,
    pub(super) parts: Vec<super::one::PartRow>,
    pub(super) total: Said,
    pub(super) name: String,
    /// The file's bytes in hexadecimal, to be sent again as they were.
    pub(super) bytes: String,
    /// The same version is on file already.
    pub(super) known: bool,
}

impl ListPage {
    /// The first mistake, beside the field.
    fn first(&self) -> String {
        let first = self.problem.as_ref().and_then(|problem| problem.mistakes.first());
        first.map(ToString::to_string).unwrap_or_default()
    }
}

pub(super) async fn shown(page: Page) -> Answer {
    with(page, None, None, StatusCode::OK).await
}

/// The list with what came of a file.
pub(super) async fn with(
    page: Page,
    problem: Option<Trouble>,
    checked: Option<Checked>,
    status: StatusCode,
) -> Answer {
    let groups = groups(&page).await?;
    let clauses = Clauses::of_provisions(&page, &["3.4.2.a", "3.4.2.b", "4.2.2.c"]).with_lead(&page);
    let most = i64::try_from(super::FILE_MOST / 1024).unwrap_or(i64::MAX);
    show_as(status, &ListPage { groups, problem, checked, most, clauses, page })
}

async fn groups(page: &Page) -> Result<Vec<Group>, Problem> {
    let mut groups: Vec<Group> = Vec::new();
    for on_file in page.office().progression_rules().await? {
        let rules = &on_file.rules;
        let name = issuer(page, &rules.issuer);
        let state = in_force(page, &on_file).await?.then(|| Chip::new("ok", page.t("progpage-in-force")));
        let row = Row {
            href: address(rules),
            stage: page.word(format!("stage.{}", rules.after)),
            composition: composition(page, rules),
            state,
            on_file: on_file.clone(),
        };
        match groups.last_mut().filter(|group| group.year == rules.year && group.issuer == name) {
            Some(group) => group.rows.push(row),
            None => groups.push(Group { year: rules.year, issuer: name, rows: vec![row] }),
        }
    }
    Ok(groups)
}

/// Whether an assessment taken today would be held against this version.
pub(super) async fn in_force(page: &Page, on_file: &RulesOnFile) -> Result<bool, Problem> {
    let rules = &on_file.rules;
    let office = page.office();
    let found = office.progression_rules_in_force(rules.after, rules.issuer.as_str(), office.today()).await?;
    Ok(found.as_ref() == Some(rules))
}
