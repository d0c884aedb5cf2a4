//! `/results`: 录取结果查询, a candidate's own result, by number and digits.
//!
//! Whatever is not to be seen answers alike: a number that is not there, digits that are another's, a round that is not
//! published yet. After 20 misses an address or a number waits for a while, in all servers of the office.

use super::{client, closed, hidden};
use crate::answer::Answer;
use crate::frame::{Page, Said, show_as};
use crate::pages::candidate::Explained;
use crate::parts::Clauses;
use crate::parts::masked::masked;
use askama::Template;
use axum::extract::Form;
use axum::http::StatusCode;
use axum::http::request::Parts;
use guantong_service::ServiceError;
use guantong_service::guess::{CLOSED_MINUTES, Guessing, MISSES};
use guantong_service::look_up::LookUp;
use guantong_service::views::CandidateView;
use serde::Deserialize;

/// What was typed.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Typed {
    no: String,
    digits: String,
}

#[derive(Template)]
#[template(path = "public/results.html")]
struct FormPage {
    /// What was typed as the number; the digits are never sent back.
    no: String,
    errors: Vec<Said>,
    /// What is published, newest last.
    published: Option<Said>,
    /// In a demonstration a number and digits to try.
    example: Option<(String, String)>,
    clauses: Clauses,
    page: Page,
}

#[derive(Template)]
#[template(path = "public/result.html")]
struct ResultPage {
    name: String,
    no: String,
    rounds: Vec<RoundShown>,
    /// Whether the candidate has a record, and can have an account for it.
    activates: bool,
    page: Page,
}

/// A round with what came of the candidate in it.
struct RoundShown {
    round: String,
    name: Said,
    heading: Said,
    explained: Explained,
}

impl FormPage {
    async fn of(page: Page, no: String, errors: Vec<Said>) -> Result<Self, crate::answer::Problem> {
        let published = page.office().newest_results().await?.map(|(year, rounds)| {
            let names = page.list(rounds.iter().map(|round| page.word(format!("round.{}", round.as_str()))));
            page.t("results-published").with("year", year).with("rounds", names)
        });
        let example = if page.demo() { page.office().demo_look_up().await? } else { None };
        let example = example.map(|(no, digits)| (no.to_string(), digits));
        let clauses = Clauses::of_provisions(&page, &["3.1.2.b", "3.1.3.b"]).with_lead(&page);
        Ok(FormPage { no, errors, published, example, clauses, page })
    }

    /// How many misses close, and for how long.
    fn limit(&self) -> Said {
        self.page.t("results-limit").with("most", MISSES).with("minutes", CLOSED_MINUTES)
    }
}

pub(super) async fn form(page: Page) -> Answer {
    show_as(StatusCode::OK, &FormPage::of(page, String::new(), Vec::new()).await?)
}

pub(super) async fn look_up(page: Page, parts: Parts, Form(typed): Form<Typed>) -> Answer {
    let Typed { no, digits } = typed;
    let asked = LookUp { no: no.clone(), digits, from: client(&parts) };
    match page.office().look_up(&asked).await {
        Ok(Guessing::Right(views)) => shown(page, views).await,
        Ok(Guessing::Wrong) => {
            let errors = vec![page.t("results-miss")];
            show_as(StatusCode::UNPROCESSABLE_ENTITY, &FormPage::of(page, no, errors).await?)
        }
        Ok(Guessing::Closed(minutes)) => {
            let errors = vec![page.t("results-closed").with("minutes", minutes).with("most", MISSES)];
            closed(minutes, &FormPage::of(page, no, errors).await?)
        }
        Err(ServiceError::BadInput(wrong)) => {
            let errors = wrong.iter().map(|message| page.say(message)).collect();
            show_as(StatusCode::UNPROCESSABLE_ENTITY, &FormPage::of(page, no, errors).await?)
        }
        Err(other) => Err(other.into()),
    }
}

async fn shown(page: Page, views: Vec<CandidateView>) -> Answer {
    let (mut name, mut no) = (String::new(), String::new());
    let (mut rounds, mut recorded) = (Vec::new(), false);
    for mut view in views {
        name = hidden(&view.person.name);
        no = masked(view.candidate.no.as_str());
        // The record behind it is for whoever is signed in.
        recorded |= view.student.take().is_some();
        let round = view.run.round.as_str();
        let words = page.t("results-round").with("year", view.run.year);
        let words = words.with("round", page.word(format!("round.{round}")));
        let explained = Explained::of(&page, view, None).await?;
        rounds.push(RoundShown {
            round: round.to_owned(),
            name: words,
            heading: explained.heading(),
            explained,
        });
    }
    let activates = recorded && page.office().can_activate().await?;
    show_as(StatusCode::OK, &ResultPage { name, no, rounds, activates, page })
}
