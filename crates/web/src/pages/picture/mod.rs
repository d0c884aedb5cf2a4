//! `/picture`: the whole as pictures, beginning with those one comes for; `/picture/{picture}`: one of them with its table,
//! its definition and what is behind each of its figures; the same as a table and as a drawing to take away.
//!
//! Each picture is put together once ([`Made`]): the page, the table and the drawing show the same figures.

mod asked;
mod cut_offs;
mod decisions;
mod districts;
mod flow;
mod obligations;
mod overview;
mod plan;
mod projection;
mod records;
mod shown;
mod survival;

use crate::answer::{Answer, Problem};
use crate::frame::{Page, Said, show};
use crate::pages::csv;
use crate::pages::indicator::{day, whose};
use crate::parts::Clauses;
use crate::routes::Routes;
use askama::Template;
use asked::{Asked, At, Field};
use axum::extract::{Path, Query};
use guantong_indicators::Indicator;
use guantong_service::access::Action;
use guantong_service::indicator::Gathered;
use guantong_service::picture::Picture;
use shown::Made;

pub(super) fn routes() -> Routes {
    Routes::new()
        .get("/picture", Action::FiguresRead, overview::overview)
        .get("/picture/{picture}", Action::FiguresRead, one)
        .get("/picture/{picture}/records", Action::StudentList, records::records)
        .get("/picture/{picture}/table.csv", Action::FiguresRead, table)
        .get("/picture/{picture}/picture.svg", Action::FiguresRead, drawing)
}

#[derive(Template)]
#[template(path = "picture/one.html")]
struct OnePage {
    picture: Picture,
    made: Made,
    fields: Vec<Field>,
    errors: Vec<Said>,
    /// Every picture there is for who asks, and where it is.
    others: Vec<(Picture, String)>,
    files: (String, String),
    whose: String,
    day: String,
    clauses: Clauses,
    page: Page,
}

impl OnePage {
    fn lead(&self) -> Said {
        self.page.t("indicator-counted").with("whose", &self.whose).with("day", &self.day)
    }

    fn is_map(&self) -> bool {
        self.picture == Picture::Districts
    }

    fn is_here(&self, picture: &Picture) -> bool {
        self.picture == *picture
    }
}

/// The picture an address names; not there where who asks may not see it.
fn named(page: &Page, name: &str) -> Result<Picture, Problem> {
    let found = Picture::parse(name).ok_or(Problem::NotFound)?;
    if page.office().sees_picture(found) { Ok(found) } else { Err(Problem::NotFound) }
}

/// The name of a picture.
fn name(page: &Page, picture: Picture) -> String {
    page.t(format!("picture-{picture}")).to_string()
}

/// What a picture is counted from.
fn basis(picture: Picture) -> &'static [Indicator] {
    match picture {
        Picture::Plan => &[Indicator::PlanCompletion],
        Picture::Flow => &[Indicator::Repeats],
        Picture::Survival | Picture::Decisions | Picture::Districts => &[Indicator::RegistrationRate],
        Picture::CutOffs => &[Indicator::CutOff],
        Picture::Obligations | Picture::Projection => &[],
    }
}

/// The years of a picture whose facts are asked for by year.
fn years(picture: Picture, at: &At) -> &[i32] {
    match picture {
        Picture::Plan | Picture::CutOffs => &at.years,
        _ => &[],
    }
}

/// Puts a picture together, from facts gathered before where there are some.
async fn put_together(page: &Page, picture: Picture, at: &At, gathered: &Gathered) -> Result<Made, Problem> {
    match picture {
        Picture::Plan => plan::made(page, at, gathered).await,
        Picture::Flow => Ok(flow::made(page, at, gathered)),
        Picture::Survival => survival::made(page, at, gathered).await,
        Picture::CutOffs => cut_offs::made(page, at, gathered).await,
        Picture::Decisions => decisions::made(page, at, gathered).await,
        Picture::Obligations => obligations::made(page, at).await,
        Picture::Districts => districts::made(page, at, gathered).await,
        Picture::Projection => projection::made(page, at).await,
    }
}

async fn made(page: &Page, name: &str, asked: &Asked) -> Result<(Picture, At, Made), Problem> {
    let picture = named(page, name)?;
    let at = At::of(page, asked).await?;
    let gathered = match basis(picture) {
        [] => Gathered { on: at.on, facts: Default::default(), duties: Vec::new() },
        basis => page.office().gathered(at.on, years(picture, &at), basis).await?,
    };
    let made = put_together(page, picture, &at, &gathered).await?;
    Ok((picture, at, made))
}

async fn one(page: Page, Path(name): Path<String>, Query(asked): Query<Asked>) -> Answer {
    let (picture, at, made) = made(&page, &name, &asked).await?;
    let query = at.query(&page, picture);
    let seen = Picture::ALL.iter().filter(|picture| page.office().sees_picture(**picture));
    show(&OnePage {
        picture,
        fields: asked::fields(&page, picture, &at).await?,
        errors: at.mistakes.iter().map(|mistake| page.say(mistake)).collect(),
        others: seen.map(|picture| (*picture, at.link(&page, *picture))).collect(),
        files: (
            format!("/picture/{picture}/table.csv{query}"),
            format!("/picture/{picture}/picture.svg{query}"),
        ),
        whose: whose(&page),
        day: day(&page, at.on),
        clauses: Clauses::of_provisions(&page, made.clauses).with_lead(&page),
        made,
        page: page.clone(),
    })
}

/// What a file is called.
fn file_name(page: &Page, picture: Picture, at: &At) -> String {
    page.t("indicator-file").with("name", name(page, picture)).with("on", at.on).to_string()
}

async fn table(page: Page, Path(name): Path<String>, Query(asked): Query<Asked>) -> Answer {
    let (picture, at, made) = made(&page, &name, &asked).await?;
    let (headings, rows) = match picture {
        Picture::Decisions => decisions::file(&page, &made),
        _ => made.table.file(),
    };
    Ok(csv::attachment(&format!("{}.csv", file_name(&page, picture, &at)), &headings, rows))
}

async fn drawing(page: Page, Path(name): Path<String>, Query(asked): Query<Asked>) -> Answer {
    let (picture, at, made) = made(&page, &name, &asked).await?;
    let whose = whose(&page);
    let rounded = if page.rounds() { page.t("page-rounded").to_string() } else { String::new() };
    let foot = page.t("picture-file-foot").with("whose", &whose).with("day", day(&page, at.on)).to_string();
    let drawn = made.drawing.file(&format!("{foot} {rounded}"));
    Ok(csv::drawing(&format!("{}.svg", file_name(&page, picture, &at)), drawn.into_bytes()))
}
