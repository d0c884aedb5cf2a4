//! `/datasets`: data sets without identities, for the academy (4.1.d): their columns, how coarse they are and how many rows are
//! alike; `/datasets/{set}/{number}`: what was given away, as CSV and Parquet.

use super::csv;
use crate::answer::{Answer, Problem};
use crate::door;
use crate::frame::{Page, Said, show, show_as};
use crate::parts::Clauses;
use crate::routes::Routes;
use crate::trouble::Trouble;
use askama::Template;
use axum::extract::{Form, Path};
use axum::http::StatusCode;
use guantong_datasets::{Column, DataSet, Role, Step};
use guantong_service::access::Action;
use guantong_service::dataset::{Measured, ReleaseView};
use std::collections::BTreeMap;

pub(super) fn routes() -> Routes {
    Routes::new()
        .get("/datasets", Action::DatasetRead, list)
        .get("/datasets/{set}", Action::DatasetRead, one)
        .post("/datasets/{set}", Action::DatasetRelease, release)
        .get("/datasets/{set}/{number}", Action::DatasetRead, released)
        .get("/datasets/{set}/{number}/data.csv", Action::DatasetRead, as_csv)
        .get("/datasets/{set}/{number}/data.parquet", Action::DatasetRead, as_parquet)
}

fn href(set: DataSet) -> String {
    format!("/datasets/{set}")
}

fn set_of(word: &str) -> Result<DataSet, Problem> {
    DataSet::parse(word).ok_or(Problem::NotFound)
}

fn number_of(word: &str) -> Result<i64, Problem> {
    word.parse().map_err(|_| Problem::NotFound)
}

fn name(page: &Page, set: DataSet) -> String {
    page.t(match set {
        DataSet::Students => "dataset-students",
        DataSet::Admissions => "dataset-admissions",
    })
    .to_string()
}

/// A data set in the list.
struct Line {
    name: String,
    href: String,
    what: Said,
    columns: usize,
    last: Option<(String, String)>,
}

#[derive(Template)]
#[template(path = "dataset/list.html")]
struct ListPage {
    lines: Vec<Line>,
    clauses: Clauses,
    page: Page,
}

async fn list(page: Page) -> Answer {
    let mut lines = Vec::new();
    for set in DataSet::ALL.iter().copied() {
        let releases = page.office().releases(set).await?;
        lines.push(Line {
            name: name(&page, set),
            href: href(set),
            what: page.t(match set {
                DataSet::Students => "dataset-students-what",
                DataSet::Admissions => "dataset-admissions-what",
            }),
            columns: set.columns().len(),
            last: releases.first().map(|one| (page.date(one.on), format!("{}/{}", href(set), one.number))),
        });
    }
    let clauses = Clauses::of_provisions(&page, &["4.1.d"]).with_lead(&page);
    show(&ListPage { lines, clauses, page })
}

/// A column as it is described.
struct ColumnShown {
    name: &'static str,
    words: String,
    recognising: bool,
    /// How coarse it is told.
    step: String,
    /// Its values, where they are words of ours, each with what it means.
    values: Vec<(String, String)>,
}

fn column(page: &Page, column: &Column, step: Option<Step>) -> ColumnShown {
    let step = step.unwrap_or(Step::AsItIs);
    ColumnShown {
        name: column.name,
        words: page.word(format!("dataset-column.{}", column.name.replace('_', "-"))),
        recognising: column.role == Role::Recognising,
        step: page.word(format!("dataset-step.{step}")),
        values: values(page, column.name, step),
    }
}

/// What the words of a column mean.
fn values(page: &Page, column: &str, step: Step) -> Vec<(String, String)> {
    use guantong_model::{Qualification, Stage, Standing, Track};
    let meant = |word: &str| (word.to_owned(), page.word(format!("dataset-value.{word}")));
    let words = |prefix: &str, all: &mut dyn Iterator<Item = &'static str>| {
        all.map(|word| (word.to_owned(), page.word(format!("{prefix}.{word}")))).collect::<Vec<_>>()
    };
    match (column, step) {
        (_, Step::All) => vec![("*".to_owned(), meant("all").1)],
        (_, Step::Track) => words("track", &mut Track::ALL.iter().map(|one| one.as_str())),
        (_, Step::Sex) => vec![meant("male"), meant("female")],
        (_, Step::CityPart) => vec![meant("central"), meant("outer")],
        ("stage", _) => words("stage", &mut Stage::ALL.iter().map(|one| one.as_str())),
        ("standing", _) => words("standing", &mut Standing::ALL.iter().map(|one| one.as_str())),
        ("qualification", _) => {
            words("qualification", &mut Qualification::ALL.iter().map(|one| one.as_str()))
        }
        ("round", _) => words("round", &mut ["early", "unified"].into_iter()),
        ("changed_programme" | "arrived", _) => vec![meant("yes"), meant("no")],
        _ => Vec::new(),
    }
}

fn columns(page: &Page, set: DataSet, steps: &[Step]) -> Vec<ColumnShown> {
    let told = set.columns().iter().enumerate();
    told.map(|(at, one)| column(page, one, steps.get(at).copied())).collect()
}

#[derive(Template)]
#[template(path = "dataset/one.html")]
struct OnePage {
    name: String,
    here: String,
    measured: Option<Measured>,
    columns: Vec<ColumnShown>,
    releases: Vec<ReleaseView>,
    releasing: bool,
    trouble: Trouble,
    clauses: Clauses,
    page: Page,
}

impl OnePage {
    fn typed(&self) -> &str {
        self.trouble.typed.get("purpose").map_or("", String::as_str)
    }
}

async fn one(page: Page, Path(set): Path<String>) -> Answer {
    shown(page, set_of(&set)?, StatusCode::OK, Trouble::default()).await
}

async fn shown(page: Page, set: DataSet, status: StatusCode, trouble: Trouble) -> Answer {
    let measured = page.office().dataset(set).await?.measured;
    let steps = measured.as_ref().map_or(&[][..], |measured| measured.steps.as_slice());
    let one = OnePage {
        name: name(&page, set),
        here: href(set),
        columns: columns(&page, set, steps),
        releases: page.office().releases(set).await?,
        releasing: measured.is_some() && page.may(Action::DatasetRelease),
        measured,
        trouble,
        clauses: Clauses::of_provisions(&page, &["4.1.d"]).with_lead(&page),
        page,
    };
    show_as(status, &one)
}

async fn release(
    page: Page,
    Path(set): Path<String>,
    Form(fields): Form<BTreeMap<String, String>>,
) -> Answer {
    let set = set_of(&set)?;
    let purpose = fields.get("purpose").map_or("", String::as_str);
    match page.office().release_dataset(set, purpose, &page.actor()).await {
        Ok(number) => Ok(door::to(&format!("{}/{number}", href(set)))),
        Err(error) => {
            let (status, trouble) = Trouble::of(&page, error.into(), fields)?;
            shown(page, set, status, trouble).await
        }
    }
}

#[derive(Template)]
#[template(path = "dataset/released.html")]
struct ReleasedPage {
    name: String,
    set: String,
    here: String,
    view: ReleaseView,
    columns: Vec<ColumnShown>,
    clauses: Clauses,
    page: Page,
}

async fn released(page: Page, Path((set, number)): Path<(String, String)>) -> Answer {
    let (set, number) = (set_of(&set)?, number_of(&number)?);
    let mut releases = page.office().releases(set).await?.into_iter();
    let view = releases.find(|one| one.number == number).ok_or(Problem::NotFound)?;
    show(&ReleasedPage {
        name: name(&page, set),
        set: href(set),
        here: format!("{}/{number}", href(set)),
        columns: columns(&page, set, &view.release.measured.steps),
        view,
        clauses: Clauses::of_provisions(&page, &["4.1.d"]).with_lead(&page),
        page,
    })
}

async fn as_csv(page: Page, Path((set, number)): Path<(String, String)>) -> Answer {
    let (name, bytes) = page.office().release_csv(set_of(&set)?, number_of(&number)?).await?;
    Ok(csv::table(&name, bytes))
}

async fn as_parquet(page: Page, Path((set, number)): Path<(String, String)>) -> Answer {
    let (name, bytes) = page.office().release_parquet(set_of(&set)?, number_of(&number)?).await?;
    Ok(csv::parquet(&name, bytes))
}
