//! `/plans/{year}`: the plan in force, with what a person confirmed of the table it came from.

use super::download;
use super::finding::{Inferred, Shown};
use super::totals::Totals;
use crate::answer::{Answer, Problem};
use crate::frame::{Page, Said, show};
use crate::pages::address::query;
use crate::pages::round::{grouped, known_year};
use crate::parts::{Clauses, programme};
use askama::Template;
use axum::extract::{Path, Query};
use guantong_programme::plan::{Finding, Severity};
use guantong_service::round::AddedState;
use guantong_service::rows::{PlanHead, PlanLine, Round};
use serde::Deserialize;
use std::collections::BTreeSet;

/// Which lines are asked for, and whether the plan was just set.
#[derive(Clone, Debug, Default, Deserialize)]
pub(super) struct Asked {
    /// Only of this front institution.
    #[serde(default)]
    school: String,
    /// Only of this 项目类型.
    #[serde(default)]
    category: String,
    /// Part of a major, its reading or initials.
    #[serde(default)]
    major: String,
    /// The version just set, and how many programmes it changed.
    set: Option<i64>,
    changes: Option<i64>,
}

impl Asked {
    fn filtered(&self) -> bool {
        [&self.school, &self.category, &self.major].iter().any(|given| !given.is_empty())
    }

    fn takes(&self, page: &Page, line: &PlanLine) -> bool {
        (self.school.is_empty() || line.institution == self.school)
            && (self.category.is_empty() || line.category == self.category)
            && programme::is_meant(page, line, &self.major)
    }
}

#[derive(Template)]
#[template(path = "plan/show.html")]
struct ShowPage {
    year: i32,
    head: PlanHead,
    asked: Asked,
    stats: Stats,
    schools: Vec<String>,
    categories: Vec<Category>,
    /// Of the lines shown.
    found: usize,
    found_places: i64,
    totals: Totals,
    /// Figures that were inferred, and everything else.
    inferred: Vec<Inferred>,
    others: Vec<Shown>,
    /// Places that were added between rounds, with where that is told.
    added: Vec<(Said, String)>,
    /// Whether a newer table is being checked.
    draft: bool,
    clauses: Clauses,
    page: Page,
}

/// The figures of the whole plan.
struct Stats {
    places: i64,
    programmes: usize,
    institutions: usize,
    partners: usize,
    barred: usize,
}

/// The lines of one 项目类型.
struct Category {
    name: String,
    places: i64,
    schools: Vec<School>,
}

/// The lines of one institution.
struct School {
    name: String,
    places: i64,
    lines: Vec<Line>,
}

struct Line {
    line: PlanLine,
    major: String,
    students: String,
    /// What a bar on change of major rests on.
    bar: Option<Clauses>,
}

#[derive(Template)]
#[template(path = "plan/empty.html")]
struct EmptyPage {
    year: i32,
    years: Vec<i32>,
    draft: bool,
    clauses: Clauses,
    page: Page,
}

/// The page, or where the address ends so, the plan as a file.
pub(super) async fn show_or_download(
    page: Page,
    Path(address): Path<String>,
    Query(asked): Query<Asked>,
) -> Answer {
    let (year, ending) = address.split_once('.').unwrap_or((&address, ""));
    let year = known_year(&page, year).await?;
    match ending {
        "" if !address.contains('.') => shown(page, year, asked).await,
        "xlsx" => download::workbook(&page, year).await,
        "csv" => download::list(&page, year).await,
        _ => Err(Problem::NotFound),
    }
}

async fn shown(page: Page, year: i32, asked: Asked) -> Answer {
    let clauses = Clauses::of_provisions(&page, &["3.1.3.a", "annex.a", "annex.b"]).with_lead(&page);
    let draft = page.office().plan_draft(year).await?.is_some();
    let Some(plan) = page.office().plan(year).await? else {
        let mut years = Vec::new();
        for other in page.office().years().await? {
            if page.office().plan(other).await?.is_some() {
                years.push(other);
            }
        }
        return show(&EmptyPage { year, years, draft, clauses, page });
    };
    let reconciliation = page.office().findings(year).await?.ok_or(Problem::NotFound)?;
    let told = || reconciliation.findings.iter().filter(|finding| finding.severity != Severity::Note);
    let inferred: Vec<(&Finding, Inferred)> =
        told().filter_map(|f| Some((f, Inferred::of(&page, &reconciliation, f)?))).collect();
    let others = told().filter(|f| !inferred.iter().any(|(known, _)| known.id == f.id));
    let taken: Vec<&PlanLine> = plan.lines.iter().filter(|line| asked.takes(&page, line)).collect();
    show(&ShowPage {
        stats: Stats::of(&plan.lines),
        schools: names(&plan.lines),
        found: taken.len(),
        found_places: taken.iter().map(|line| line.places).sum(),
        categories: categories(&page, &taken),
        totals: Totals::of(&page, &reconciliation),
        others: others.map(|finding| Shown::of(&page, finding)).collect(),
        inferred: inferred.into_iter().map(|(_, inferred)| inferred).collect(),
        added: added(&page, year).await?,
        head: plan.head,
        draft,
        clauses,
        asked,
        year,
        page,
    })
}

/// What was added to the plan, by round.
async fn added(page: &Page, year: i32) -> Result<Vec<(Said, String)>, Problem> {
    let all = page.office().added_places(year).await?;
    let of = |round: Round| {
        let there = all.iter().filter(|one| one.round == round && one.state == AddedState::Confirmed);
        let places: i64 = there.map(|one| one.places).sum();
        let round = round.as_str();
        let words = page.t("planpage-with-added").with("round", page.word(format!("round.{round}")));
        (places > 0).then(|| (words.count("places", places), format!("/rounds/{year}/{round}/places")))
    };
    Ok(Round::ALL.into_iter().filter_map(of).collect())
}

fn names(lines: &[PlanLine]) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for line in lines {
        if !names.contains(&line.institution) {
            names.push(line.institution.clone());
        }
    }
    names
}

impl Stats {
    fn of(lines: &[PlanLine]) -> Self {
        let different =
            |name: fn(&PlanLine) -> &String| lines.iter().map(name).collect::<BTreeSet<_>>().len();
        Stats {
            places: lines.iter().map(|line| line.places).sum(),
            programmes: lines.len(),
            institutions: different(|line| &line.institution),
            partners: different(|line| &line.partner),
            barred: lines.iter().filter(|line| line.barred).count(),
        }
    }
}

fn categories(page: &Page, lines: &[&PlanLine]) -> Vec<Category> {
    let mut categories: Vec<Category> = Vec::new();
    for run in lines.chunk_by(|a, b| a.category == b.category) {
        let Some(first) = run.first() else { continue };
        let schools = run.chunk_by(|a, b| a.institution == b.institution).filter_map(|lines| {
            Some(School {
                name: lines.first()?.institution.clone(),
                places: lines.iter().map(|line| line.places).sum(),
                lines: lines.iter().map(|line| Line::of(page, line)).collect(),
            })
        });
        categories.push(Category {
            name: first.category.clone(),
            places: run.iter().map(|line| line.places).sum(),
            schools: schools.collect(),
        });
    }
    categories
}

impl Line {
    fn of(page: &Page, line: &PlanLine) -> Self {
        Line {
            major: programme::major(page, line),
            bar: line.barred.then(|| Clauses::of_provisions(page, &["3.3.5.d"])),
            students: format!("/students{}", query(&[("programme", line.programme.as_str())])),
            line: line.clone(),
        }
    }
}

impl ShowPage {
    fn digest(&self) -> String {
        grouped(&self.head.source_digest)
    }

    fn findings(&self) -> usize {
        self.inferred.len() + self.others.len()
    }

    /// Places by category, as the whole plan has them.
    fn by_category(&self) -> String {
        let sums = self.totals.lines.iter().filter(|total| total.category.is_some());
        let page = &self.page;
        page.list(sums.map(|total| {
            page.t("page-home-by-category").with("category", &total.name).count("places", total.added)
        }))
    }

    /// The categories to choose from, in the order of the plan.
    fn category_names(&self) -> Vec<String> {
        let sums = self.totals.lines.iter();
        sums.filter(|total| !total.grand).filter_map(|total| total.category.clone()).collect()
    }
}
