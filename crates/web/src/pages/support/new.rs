//! `/support/new`: the form of a proposal.

use super::shown::{area, direction};
use crate::answer::Answer;
use crate::fields::Fields;
use crate::frame::{Page, show_as};
use crate::pages::cases::sides;
use crate::parts::Clauses;
use crate::trouble::Trouble;
use askama::Template;
use axum::extract::Query;
use axum::http::StatusCode;
use guantong_service::support::{Area, Direction};

/// Two institutions with what of theirs a proposal can be about: value and words.
struct OfferedShown {
    sides: String,
    choices: Vec<(String, String)>,
}

#[derive(Template)]
#[template(path = "support/new.html")]
struct NewPage {
    year: i32,
    offered: Vec<OfferedShown>,
    directions: Vec<(&'static str, String)>,
    areas: Vec<(&'static str, String)>,
    trouble: Trouble,
    clauses: Clauses,
    page: Page,
}

impl NewPage {
    fn typed(&self, name: &str) -> &str {
        self.trouble.field(name)
    }

    fn year(&self) -> String {
        match self.typed("year") {
            "" => self.year.to_string(),
            typed => typed.to_owned(),
        }
    }
}

/// A link may name whom it is about.
pub(super) async fn form(page: Page, Query(asked): Query<Fields>) -> Answer {
    shown(page, StatusCode::OK, Trouble { typed: asked, ..Trouble::default() }).await
}

/// The form after what happened.
pub(super) async fn shown(page: Page, status: StatusCode, trouble: Trouble) -> Answer {
    let office = page.office();
    let mut offered = Vec::new();
    for one in office.support_offered().await? {
        let of = |programme: &str| format!("{}|{}|{programme}", one.front, one.partner);
        let mut choices = vec![(of(""), page.t("support-all-programmes").to_string())];
        choices.extend(one.lines.iter().map(|line| (of(line.programme.as_str()), line.major_printed())));
        offered.push(OfferedShown { sides: sides(&page, &one.front, &one.partner), choices });
    }
    let new = NewPage {
        year: office.support_year().await?,
        offered,
        directions: Direction::ALL.iter().map(|one| (one.as_str(), direction(&page, *one))).collect(),
        areas: Area::ALL.iter().map(|one| (one.as_str(), area(&page, *one))).collect(),
        trouble,
        clauses: Clauses::of_provisions(&page, &["4.3.2.b"]).with_lead(&page),
        page: page.clone(),
    };
    show_as(status, &new)
}
