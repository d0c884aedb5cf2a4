//! `/continuity/{from}/{to}`: what the plans of two years mean for students: programmes that went or changed partner,
//! who would lose a place, who would join another, and which classes are at risk. The same to take away.

mod export;
pub(crate) mod shown;

use crate::answer::{Answer, Problem};
use crate::frame::{Page, show};
use crate::pages::address::query;
use crate::parts::Clauses;
use crate::routes::Routes;
use askama::Template;
use axum::extract::{Path, Query};
use axum::response::{IntoResponse, Redirect};
use guantong_model::{Date, Message};
use guantong_registry::Prospect;
use guantong_service::access::Action;
use guantong_service::continuity::{Continuity, Fate};
use serde::Deserialize;
use shown::{ChangeShown, ClassShown, StudentShown};

pub(super) fn routes() -> Routes {
    Routes::new()
        .get("/continuity", Action::ContinuityRead, choose)
        .get("/continuity/{from}/{to}", Action::ContinuityRead, compare)
        .get("/continuity/{from}/{to}/students.csv", Action::StudentExport, export::csv)
        .get("/continuity/{from}/{to}/students.xlsx", Action::StudentExport, export::workbook)
}

/// What the address asks besides the years.
#[derive(Clone, Debug, Default, Deserialize)]
struct Asked {
    #[serde(default)]
    from: String,
    #[serde(default)]
    to: String,
    #[serde(default)]
    on: String,
}

impl Asked {
    /// The day asked for, else today.
    fn day(&self, page: &Page) -> Result<Date, Problem> {
        let given = self.on.trim();
        if given.is_empty() {
            return Ok(page.office().today());
        }
        given.parse().map_err(|_| Problem::bad(Message::new("page-student-no-day").with("given", given)))
    }
}

#[derive(Template)]
#[template(path = "continuity/empty.html")]
struct EmptyPage {
    /// The one year that has a plan, where there is one.
    only: Option<i32>,
    clauses: Clauses,
    page: Page,
}

#[derive(Template)]
#[template(path = "continuity/page.html")]
struct ContinuityPage {
    from: i32,
    to: i32,
    on: Date,
    /// Years with a plan, newest first.
    years: Vec<i32>,
    figures: Vec<(Fate, usize, i64)>,
    losing: Vec<StudentShown>,
    deciding: Vec<StudentShown>,
    joining: Vec<StudentShown>,
    /// Who keeps the programme, cannot repeat anyhow, or waits for a plan that is not set.
    keeps: usize,
    barred: usize,
    no_plan: usize,
    classes: Vec<ClassShown>,
    /// Classes to which the difference of the plans means nothing.
    untouched: usize,
    at_risk: (usize, i64),
    changes: Vec<ChangeShown>,
    csv: String,
    workbook: String,
    clauses: Clauses,
    page: Page,
}

/// Years with a plan that was set, newest first.
async fn years(page: &Page) -> Result<Vec<i32>, Problem> {
    let mut years = Vec::new();
    for year in page.office().years().await? {
        if page.office().storage().plan(year).await?.is_some() {
            years.push(year);
        }
    }
    Ok(years)
}

fn clauses(page: &Page) -> Clauses {
    Clauses::of_provisions(page, &["3.4.3.a", "3.4.3.b", "3.4.4.b", "3.4.4.c"]).with_lead(page)
}

/// `/continuity`: the years asked for, else the two newest plans.
async fn choose(page: Page, Query(asked): Query<Asked>) -> Answer {
    let years = years(&page).await?;
    let (Some(to), Some(from)) = (years.first(), years.get(1)) else {
        return show(&EmptyPage { only: years.first().copied(), clauses: clauses(&page), page });
    };
    let year = |given: &str, usual: i32| match given.trim() {
        "" => Ok(usual),
        given => given
            .parse::<i32>()
            .map_err(|_| Problem::bad(Message::new("continuity-no-year").with("given", given))),
    };
    let (from, to) = (year(&asked.from, *from)?, year(&asked.to, *to)?);
    let address = format!("/continuity/{from}/{to}{}", query(&[("on", asked.on.trim())]));
    Ok(Redirect::to(&address).into_response())
}

/// The comparison an address asks for.
async fn asked(page: &Page, from: i32, to: i32, asked: &Asked) -> Result<Continuity, Problem> {
    let day = asked.day(page)?;
    if from >= to {
        return Err(Problem::bad(Message::new("continuity-years-order").with("from", from).with("to", to)));
    }
    page.office().continuity(from, to, day).await?.ok_or(Problem::NotFound)
}

async fn compare(page: Page, Path((from, to)): Path<(i32, i32)>, Query(query): Query<Asked>) -> Answer {
    let found = asked(&page, from, to, &query).await?;
    let on = found.as_of;
    let day = on.to_string();
    let students = |prospect: Prospect| -> Vec<StudentShown> {
        found.with(prospect).map(|concerned| StudentShown::of(&page, concerned)).collect()
    };
    let concerned = found.classes.iter().filter(|class| class.concerned());
    let at_risk = found.classes.iter().filter(|class| class.loses());
    let export =
        |ending: &str| format!("/continuity/{from}/{to}/students.{ending}{}", self::query(&[("on", &day)]));
    show(&ContinuityPage {
        from,
        to,
        on,
        years: years(&page).await?,
        figures: Fate::ALL
            .iter()
            .map(|fate| {
                let (programmes, places) = found.figures(*fate);
                (*fate, programmes, places)
            })
            .collect(),
        losing: students(Prospect::Loses),
        deciding: students(Prospect::Referred),
        joining: students(Prospect::JoinsAnother),
        keeps: found.with(Prospect::Keeps).count(),
        barred: found.with(Prospect::Barred).count(),
        no_plan: found.with(Prospect::NoPlan).count(),
        at_risk: at_risk
            .fold((0, 0), |(classes, students), class| (classes + 1, students + class.class.students)),
        classes: concerned.map(|class| ClassShown::of(&page, class)).collect(),
        untouched: found.classes.iter().filter(|class| !class.concerned()).count(),
        changes: shown::changes(&page, &found.changes),
        csv: export("csv"),
        workbook: export("xlsx"),
        clauses: clauses(&page),
        page,
    })
}

impl ContinuityPage {
    fn fate(&self, fate: &Fate) -> String {
        self.page.t(format!("continuity-fate-{fate}")).to_string()
    }
}
