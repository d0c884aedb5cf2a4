//! `/evaluation/new`: a round is opened by its terms.

use super::shown::dimension;
use crate::answer::{Answer, Problem};
use crate::door;
use crate::fields::{Fields, get};
use crate::frame::{Page, show_as};
use crate::parts::Clauses;
use crate::trouble::Trouble;
use askama::Template;
use axum::extract::Form;
use axum::http::StatusCode;
use guantong_evaluation::Terms;
use guantong_model::{Date, Message};
use guantong_service::evaluation::{Opening, SubjectId};
use std::collections::BTreeSet;

struct SubjectShown {
    key: String,
    value: String,
    name: String,
    ticked: bool,
}

#[derive(Template)]
#[template(path = "evaluation/open.html")]
struct OpenPage {
    year: String,
    score_by: String,
    apart_dimension: String,
    apart_total: String,
    weights: Vec<(String, String, String)>,
    subjects: Vec<SubjectShown>,
    terms: Terms,
    trouble: Trouble,
    clauses: Clauses,
    page: Page,
}

pub(super) async fn form(page: Page) -> Answer {
    shown(page, StatusCode::OK, Trouble::default()).await
}

async fn shown(page: Page, status: StatusCode, trouble: Trouble) -> Answer {
    let office = page.office();
    let today = office.today();
    // The newest year that has no round yet.
    let held: BTreeSet<i32> = office.evaluations().await?.iter().map(|view| view.round.year).collect();
    let this_year = i32::from(today.year());
    let year = (this_year - 5..=this_year).rev().find(|year| !held.contains(year)).unwrap_or(this_year);
    let terms = office.evaluation_terms(today)?;
    let typed = |name: &str, kept: String| trouble.typed.get(name).cloned().unwrap_or(kept);
    let again = trouble.heading.is_some();
    let year = typed("year", year.to_string());
    let weights = terms.dimensions.iter().map(|viewed| {
        let key = format!("weight-{}", viewed.dimension);
        (dimension(&page, viewed.dimension), typed(&key, viewed.weight.to_string()), key)
    });
    let subjects = office.evaluable(year.parse().unwrap_or(this_year)).await?;
    let subjects = (0_usize..).zip(subjects).map(|(place, (front, partner))| {
        let key = format!("subject-{place}");
        SubjectShown {
            ticked: !again || trouble.typed.contains_key(&key),
            value: format!("{front}/{partner}"),
            name: super::shown::sides(&page, &SubjectId { year: 0, front, partner }),
            key,
        }
    });
    let open_page = OpenPage {
        score_by: typed("score-by", office.evaluation_score_by()?.to_string()),
        apart_dimension: typed("apart-dimension", terms.apart_dimension.to_string()),
        apart_total: typed("apart-total", terms.apart_total.to_string()),
        weights: weights.collect(),
        subjects: subjects.collect(),
        year,
        terms,
        clauses: Clauses::of_provisions(&page, &["4.3.1.b"]).with_lead(&page),
        trouble,
        page: page.clone(),
    };
    show_as(status, &open_page)
}

pub(super) async fn open(page: Page, Form(fields): Form<Fields>) -> Answer {
    match opened(&page, &fields).await {
        Ok(year) => Ok(door::to(&format!("/evaluation/{year}"))),
        Err(problem) => {
            let (status, trouble) = Trouble::of(&page, problem, fields)?;
            shown(page, status, trouble).await
        }
    }
}

async fn opened(page: &Page, fields: &Fields) -> Result<i32, Problem> {
    let office = page.office();
    let mut terms = office.evaluation_terms(office.today())?;
    let mut wrongs = Vec::new();
    let mut number = |name: &str, label: String| -> i64 {
        let typed = guantong_model::half_width(get(fields, name).trim());
        typed.parse().unwrap_or_else(|_| {
            let message = Message::new("evaluation-wrong-number").with("field", label);
            wrongs.push(message.with("given", get(fields, name)));
            0
        })
    };
    let year = number("year", page.t("evaluation-year").to_string());
    terms.apart_dimension = number("apart-dimension", page.t("evaluation-apart-dimension").to_string());
    terms.apart_total = number("apart-total", page.t("evaluation-apart-points").to_string());
    for viewed in &mut terms.dimensions {
        let label = dimension(page, viewed.dimension);
        viewed.weight = number(&format!("weight-{}", viewed.dimension), label);
    }
    let score_by = get(fields, "score-by").trim().parse::<Date>().ok();
    if score_by.is_none() {
        wrongs.push(Message::new("page-student-no-day").with("given", get(fields, "score-by")));
    }
    let (Some(score_by), true, Ok(year)) = (score_by, wrongs.is_empty(), i32::try_from(year)) else {
        return Err(Problem::BadInput(wrongs));
    };
    let ticked = fields.iter().filter(|(name, _)| name.starts_with("subject-"));
    let subjects = ticked.filter_map(|(_, value)| value.split_once('/'));
    let subjects = subjects.map(|(front, partner)| (front.to_owned(), partner.to_owned())).collect();
    let opening = Opening { year, terms, score_by, subjects };
    office.open_evaluation(opening, &page.actor_named(get(fields, "by"))).await?;
    Ok(year)
}
