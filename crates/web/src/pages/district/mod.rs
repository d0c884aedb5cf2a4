//! `/districts`: every district's candidates of a year; `/districts/{code}`: the desk of a district's commission, with its
//! schools, what their graduates applied for, what came of it, and the guidance there was (4.1.a).

use crate::answer::{Answer, Problem};
use crate::frame::{Page, Said, show};
use crate::pages::address::{encoded, query};
use crate::pages::candidate::reason_id;
use crate::pages::public::{ActivityShown, listed};
use crate::parts::{Clauses, programme};
use crate::routes::Routes;
use askama::Template;
use axum::extract::{Path, Query};
use axum::response::{IntoResponse, Redirect};
use guantong_service::access::Action;
use guantong_service::district::{DistrictCount, DistrictYear, Guided, Wanted};
use guantong_service::rows::Round;
use serde::Deserialize;

/// Sessions shown on the desk itself; all are under their own address.
const SESSIONS: i64 = 5;

pub(super) fn routes() -> Routes {
    Routes::new().get("/districts", Action::CandidateList, list).get(
        "/districts/{code}",
        Action::CandidateList,
        one,
    )
}

#[derive(Deserialize)]
struct Asked {
    year: Option<i32>,
}

#[derive(Template)]
#[template(path = "district/list.html")]
struct ListPage {
    year: i32,
    years: Vec<i32>,
    districts: Vec<DistrictCount>,
    clauses: Clauses,
    page: Page,
}

#[derive(Template)]
#[template(path = "district/one.html")]
struct OnePage {
    district: DistrictYear,
    years: Vec<i32>,
    guided: Vec<Guided>,
    sessions: Vec<ActivityShown>,
    /// Where the district's activities are, and where it records one.
    activities: String,
    records: bool,
    clauses: Clauses,
    page: Page,
}

async fn list(page: Page, Query(asked): Query<Asked>) -> Answer {
    // Who acts for a district comes for its own.
    if let Some(own) = page.office().own_district() {
        return Ok(Redirect::to(&href(own, asked.year)).into_response());
    }
    let years = page.office().storage().candidate_years().await?;
    let year =
        asked.year.or(years.first().copied()).unwrap_or_else(|| i32::from(page.office().today().year()));
    let districts = page.office().districts_of(year).await?;
    let clauses = Clauses::of_provisions(&page, &["4.1.a"]).with_lead(&page);
    show(&ListPage { year, years, districts, clauses, page })
}

async fn one(page: Page, Path(code): Path<String>, Query(asked): Query<Asked>) -> Answer {
    let years = page.office().storage().candidate_years().await?;
    let year =
        asked.year.or(years.first().copied()).unwrap_or_else(|| i32::from(page.office().today().year()));
    let district = page.office().district_year(&code, year).await?;
    let guided = page.office().guidance(&code).await?;
    let name = page.edition().district(&code).map(|found| found.name.clone()).ok_or(Problem::NotFound)?;
    show(&OnePage {
        district,
        years,
        guided,
        sessions: listed(&page, Some(&name), SESSIONS).await?,
        activities: format!("/publicity/{}", encoded(&name)),
        records: page.office().allow_activities_of(&name).is_ok() && page.may(Action::PublicityEnter),
        clauses: Clauses::of_provisions(&page, &["4.1.a"]).with_lead(&page),
        page,
    })
}

/// The address of a district's desk.
fn href(code: &str, year: Option<i32>) -> String {
    let year = year.map(|year| year.to_string()).unwrap_or_default();
    format!("/districts/{}{}", encoded(code), query(&[("year", &year)]))
}

impl ListPage {
    fn href(&self, district: &DistrictCount) -> String {
        href(&district.district, Some(self.year))
    }

    fn admitted(&self, district: &DistrictCount) -> i64 {
        district.admitted.values().sum()
    }
}

impl OnePage {
    fn name(&self) -> &str {
        self.page.district(&self.district.code)
    }

    fn year_href(&self, year: &i32) -> String {
        href(&self.district.code, Some(*year))
    }

    fn lead(&self) -> Said {
        let all = &self.district.all;
        let words = if self.district.published.is_empty() { "district-lead-before" } else { "district-lead" };
        self.page
            .t(words)
            .with("year", self.district.year)
            .count("candidates", all.candidates)
            .count("applied", all.applied)
            .count("admitted", all.admitted)
    }

    /// The candidates of a school in the last published round; nothing before one is.
    fn school_href(&self, school: &str) -> Option<String> {
        let round = self.district.published.last().filter(|_| !school.is_empty())?;
        Some(self.candidates(*round, &[("school", school)]))
    }

    fn wanted_href(&self, round: &Round, wanted: &Wanted) -> String {
        self.candidates(*round, &[("outcome", "admitted"), ("programme", wanted.line.programme.as_str())])
    }

    /// The list of candidates of a round, filtered, and kept to the district for who sees more.
    fn candidates(&self, round: Round, filter: &[(&str, &str)]) -> String {
        let mut pairs = filter.to_vec();
        if self.page.office().own_district().is_none() {
            pairs.push(("district", &self.district.code));
        }
        format!("/rounds/{}/{}/candidates{}", self.district.year, round.as_str(), query(&pairs))
    }

    fn admitted(&self, wanted: &Wanted, round: &Round) -> i64 {
        wanted.admitted.get(round).copied().unwrap_or(0)
    }

    fn major(&self, wanted: &Wanted) -> String {
        programme::major(&self.page, &wanted.line)
    }

    fn reason(&self, reason: &str) -> Said {
        self.page.t(reason_id(reason))
    }
}
