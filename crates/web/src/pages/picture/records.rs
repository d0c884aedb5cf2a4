//! `/picture/{picture}/records`: the students behind a figure of a picture, as of its day.

use super::asked::{Asked, At};
use super::{Picture, basis, decisions, flow, name, named, survival, years};
use crate::answer::{Answer, Problem};
use crate::frame::{Page, show};
use crate::pages::address::encoded;
use crate::pages::indicator::{Lines, day, lines, value, whose};
use askama::Template;
use axum::extract::{Path, Query};
use guantong_indicators::Split;
use guantong_model::StudentId;
use guantong_service::indicator::Listed;
use guantong_service::rows::Student;
use serde::Deserialize;

/// So many students stand on a page.
const LISTED: usize = 200;

/// The students behind a figure, each with whether he stayed, under what they are called.
pub(super) type Behind<'f> = (String, Vec<(&'f StudentId, bool)>);

/// Which figure of a picture is asked for.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Wanted {
    /// The step of the flow.
    pub(super) step: String,
    /// Why they are beside it.
    pub(super) beside: String,
    /// After so many semesters.
    pub(super) semesters: String,
    /// The group of a curve.
    pub(super) of: String,
    /// The clause.
    pub(super) clause: String,
    /// How cases came out.
    pub(super) ending: String,
    /// The code they came out with.
    pub(super) code: String,
    /// How many are passed over.
    from: String,
}

#[derive(Template)]
#[template(path = "picture/records.html")]
struct RecordsPage {
    name: String,
    back: String,
    heading: String,
    whose: String,
    day: String,
    /// Whether it is told of each if he stayed.
    tells_stayed: bool,
    listed: Listed,
    known: Lines,
    previous: Option<String>,
    next: Option<String>,
    page: Page,
}

impl RecordsPage {
    fn programme(&self, student: &Student) -> (String, String) {
        value(&self.page, &self.known, Split::Programme, student.programme.as_str())
    }

    fn href(&self, student: &Student) -> String {
        format!("/students/{}", encoded(student.id.as_str()))
    }
}

pub(super) async fn records(
    page: Page,
    Path(picture): Path<String>,
    Query(asked): Query<Asked>,
    Query(wanted): Query<Wanted>,
) -> Answer {
    let picture = named(&page, &picture)?;
    let at = At::of(&page, &asked).await?;
    let gathered = match picture {
        Picture::Flow | Picture::Survival | Picture::Decisions => {
            page.office().gathered(at.on, years(picture, &at), basis(picture)).await?
        }
        _ => return Err(Problem::NotFound),
    };
    let cases = match picture {
        Picture::Decisions => Some(page.office().cases(&gathered, &at.of_lives()).await?),
        _ => None,
    };
    let (heading, people) = match (picture, &cases) {
        (Picture::Flow, _) => flow::who(&page, &at, &gathered, &wanted)?,
        (_, Some(cases)) => decisions::who(&page, &at, cases, &wanted)?,
        _ => survival::who(&page, &at, &gathered, &wanted)?,
    };
    let from: usize = wanted.from.trim().parse().unwrap_or(0);
    let listed = page.office().students_behind(people, from, LISTED).await?;
    let address = |from: usize| {
        let from = if from == 0 { String::new() } else { from.to_string() };
        let figure = [
            ("step", wanted.step.as_str()),
            ("beside", &wanted.beside),
            ("semesters", &wanted.semesters),
            ("of", &wanted.of),
            ("clause", &wanted.clause),
            ("ending", &wanted.ending),
            ("code", &wanted.code),
            ("from", &from),
        ];
        at.records(&page, picture, &figure)
    };
    show(&RecordsPage {
        name: name(&page, picture),
        back: format!("/picture/{picture}{}", at.query(&page, picture)),
        heading,
        whose: whose(&page),
        day: day(&page, at.on),
        tells_stayed: picture == Picture::Survival,
        previous: (from > 0).then(|| address(from.saturating_sub(LISTED))),
        next: (from + LISTED < listed.found).then(|| address(from + LISTED)),
        known: lines(&page).await?,
        listed,
        page: page.clone(),
    })
}
