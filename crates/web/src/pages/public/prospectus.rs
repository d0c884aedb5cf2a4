//! `/prospectuses/{year}`: 招生简章, made from the plan and the edition, to be read, printed, and taken away as a table
//! (3.1.3.c).

use crate::answer::{Answer, Problem};
use crate::frame::{Page, Said, show};
use crate::pages::address::encoded;
use crate::pages::csv::attachment;
use crate::pages::round::known_year;
use crate::parts::{Clauses, programme};
use askama::Template;
use axum::extract::Path;
use axum::response::{IntoResponse, Redirect};
use guantong_service::prospectus::{Fee, Prospectus, ProspectusLine, Years};
use guantong_service::rows::PlanHead;

#[derive(Template)]
#[template(path = "public/prospectus.html")]
struct ProspectusPage {
    year: i32,
    head: PlanHead,
    categories: Vec<Category>,
    places: i64,
    programmes: usize,
    fees: Vec<FeeShown>,
    clauses: Clauses,
    fee_clauses: Clauses,
    /// What an applicant must know, each with its clause.
    says: Vec<(Said, Clauses)>,
    years: Vec<i32>,
    page: Page,
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
    href: String,
    places: i64,
    lines: Vec<Line>,
}

struct Line {
    major: String,
    href: String,
    special: Option<String>,
    partner: String,
    places: i64,
    /// Where one studies, from year to year.
    sites: Vec<Said>,
    /// What is charged, where an amount is on file.
    fees: Vec<Said>,
    barred: bool,
}

struct FeeShown {
    stage: String,
    amount: Said,
    note: String,
    source: String,
}

#[derive(Template)]
#[template(path = "public/no_prospectus.html")]
struct NonePage {
    year: i32,
    years: Vec<i32>,
    page: Page,
}

/// The prospectus of the newest plan.
pub(super) async fn newest(page: Page) -> Answer {
    let years = with_plan(&page).await?;
    let year = years.first().copied().unwrap_or(page.year);
    Ok(Redirect::to(&format!("/prospectuses/{year}")).into_response())
}

async fn with_plan(page: &Page) -> Result<Vec<i32>, Problem> {
    let mut years = Vec::new();
    for year in page.office().years().await? {
        if page.office().plan(year).await?.is_some() {
            years.push(year);
        }
    }
    Ok(years)
}

pub(super) async fn prospectus(page: Page, Path(year): Path<String>) -> Answer {
    let year = known_year(&page, &year).await?;
    let years = with_plan(&page).await?;
    let Some(prospectus) = page.office().prospectus(year).await? else {
        return show(&NonePage { year, years, page });
    };
    let floor = page.edition().number("score.floor", prospectus.on);
    let say = |id: &str, clauses: &[&str]| {
        let said = page.t(id).with("floor", floor.unwrap_or_default());
        (said, Clauses::of_provisions(&page, clauses))
    };
    let says = vec![
        say("about-who-eligible", &["3.1.1"]),
        say("about-who-floor", &["3.1.2.a"]),
        say("about-who-rounds", &["3.1.2.b"]),
    ];
    show(&ProspectusPage {
        year,
        places: prospectus.lines.iter().map(|line| line.line.places).sum(),
        programmes: prospectus.lines.len(),
        categories: categories(&page, &prospectus.lines),
        fees: fees(&page, &prospectus),
        clauses: Clauses::of_provisions(&page, &["3.1.3.c", "3.1.3.a", "2.b"]).with_lead(&page),
        fee_clauses: Clauses::of_provisions(&page, &["3.3.3.b", "3.1.3.c"]).with_lead(&page),
        says,
        years,
        head: prospectus.head,
        page,
    })
}

fn categories(page: &Page, lines: &[ProspectusLine]) -> Vec<Category> {
    let sum = |lines: &[ProspectusLine]| lines.iter().map(|line| line.line.places).sum();
    let school = |run: &[ProspectusLine]| {
        let name = &run.first()?.line.institution;
        Some(School {
            name: page.institution(name).to_owned(),
            href: format!("/institutions/{}", encoded(name)),
            places: sum(run),
            lines: run.iter().map(|line| Line::of(page, line)).collect(),
        })
    };
    let category = |run: &[ProspectusLine]| {
        let schools = run.chunk_by(|a, b| a.line.institution == b.line.institution);
        Some(Category {
            name: page.category(&run.first()?.line.category),
            places: sum(run),
            schools: schools.filter_map(school).collect(),
        })
    };
    lines.chunk_by(|a, b| a.line.category == b.line.category).filter_map(category).collect()
}

impl Line {
    fn of(page: &Page, line: &ProspectusLine) -> Self {
        let sites = line.years.chunk_by(|a, b| a.at == b.at).filter_map(|run| {
            let (first, last) = (run.first()?, run.last()?);
            let at = page.institution(&first.at);
            Some(page.t("prospectus-site").with("from", first.from).with("to", last.to).with("at", at))
        });
        let fees = line.years.iter().filter_map(|years| {
            let Fee::Yuan(yuan) = years.fee else { return None };
            let stage = page.word(format!("stage.{}", years.stage));
            Some(page.t("prospectus-fee-of").with("stage", stage).count("yuan", yuan))
        });
        Line {
            major: programme::major(page, &line.line),
            href: format!("/programmes/{}", encoded(line.line.programme.as_str())),
            special: line.line.special.clone(),
            partner: page.institution(&line.line.partner).to_owned(),
            places: line.line.places,
            sites: sites.collect(),
            fees: fees.collect(),
            barred: line.line.barred,
        }
    }
}

fn amount(page: &Page, fee: Fee) -> Said {
    match fee {
        Fee::Yuan(yuan) => page.t("prospectus-fee").count("yuan", yuan),
        Fee::Announced => page.t("prospectus-fee-announced"),
    }
}

fn fees(page: &Page, prospectus: &Prospectus) -> Vec<FeeShown> {
    let shown = |fee: &guantong_service::prospectus::StageFee| FeeShown {
        stage: page.word(format!("stage.{}", fee.stage)),
        amount: amount(page, fee.fee),
        note: page.either(&fee.note, &fee.note_en).to_owned(),
        source: fee.source.clone(),
    };
    prospectus.fees.iter().map(shown).collect()
}

/// `/prospectuses/{year}/table.csv`: a line a programme, with its places of study and fees by stage.
pub(super) async fn csv(page: Page, Path(year): Path<String>) -> Answer {
    let year = known_year(&page, &year).await?;
    let prospectus = page.office().prospectus(year).await?.ok_or(Problem::NotFound)?;
    let mut headings: Vec<String> = [
        "round-category",
        "round-institution",
        "round-special",
        "round-major",
        "round-partner",
        "prospectus-places",
    ]
    .map(|id| page.t(id).to_string())
    .to_vec();
    let stages = prospectus.lines.first().map(|line| line.years.clone()).unwrap_or_default();
    for years in &stages {
        let stage = page.word(format!("stage.{}", years.stage));
        let of = |id: &str| page.t(id).with("stage", &stage).with("from", years.from).with("to", years.to);
        headings.extend(
            ["prospectus-column-at", "prospectus-column-registered", "prospectus-column-fee"]
                .map(|id| of(id).to_string()),
        );
    }
    let of_stage = |years: &Years| {
        let fee = match years.fee {
            Fee::Yuan(yuan) => yuan.to_string(),
            Fee::Announced => page.t("prospectus-fee-announced").to_string(),
        };
        [page.institution(&years.at).to_owned(), page.institution(&years.registered_at).to_owned(), fee]
    };
    let rows = prospectus.lines.iter().map(|line| {
        let plan = &line.line;
        let mut row = vec![
            page.category(&plan.category),
            page.institution(&plan.institution).to_owned(),
            plan.special.clone().unwrap_or_default(),
            programme::major(&page, plan),
            page.institution(&plan.partner).to_owned(),
            plan.places.to_string(),
        ];
        row.extend(line.years.iter().flat_map(of_stage));
        row
    });
    let name = page.t("prospectus-csv-name").with("year", year).to_string();
    Ok(attachment(&name, &headings, rows))
}
