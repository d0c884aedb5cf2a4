//! `/check`: 查验, whether a certificate or a letter of admission is in force, by its number and the code printed on it.
//!
//! The picture on the paper leads here with both filled in; only the button asks, so that a miss is never counted by
//! opening a page.

use super::{client, closed, hidden};
use crate::answer::Answer;
use crate::frame::{Page, Said, show_as};
use crate::parts::Chip;
use askama::Template;
use axum::extract::{Form, Query};
use axum::http::StatusCode;
use axum::http::request::Parts;
use guantong_service::ServiceError;
use guantong_service::guess::{CLOSED_MINUTES, Guessing, MISSES};
use guantong_service::student::{CertificateAsked, CertificateChecked, Checked, LetterChecked};
use serde::Deserialize;

/// What was typed, or stands in the picture's address.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Typed {
    number: String,
    code: String,
}

#[derive(Template)]
#[template(path = "public/check.html")]
struct CheckPage {
    typed: Typed,
    errors: Vec<Said>,
    found: Option<Found>,
    page: Page,
}

/// What was found.
struct Found {
    state: Chip,
    voided: bool,
    says: Said,
    facts: Vec<(Said, String)>,
}

impl Found {
    fn of(page: &Page, found: &Checked) -> Self {
        match found {
            Checked::Certificate(found) => Self::certificate(page, found),
            Checked::Letter(found) => Self::letter(page, found),
        }
    }

    fn letter(page: &Page, found: &LetterChecked) -> Self {
        let (shape, state, says) = if found.in_force {
            ("ok", "certificate-in-force", "check-letter-in-force")
        } else {
            ("no", "check-letter-void", "check-letter-says-void")
        };
        Found {
            state: Chip::new(shape, page.t(state)),
            voided: !found.in_force,
            says: page.t(says),
            facts: vec![
                (page.t("letter-number"), found.number.clone()),
                (page.t("letter-institution"), page.institution(&found.institution).to_owned()),
                (page.t("page-student-partner"), page.institution(&found.partner).to_owned()),
                (page.t("page-student-major"), found.major.clone()),
                (page.t("check-track"), page.word(format!("track.{}", found.track))),
                (page.t("letter-published-on"), page.moment(found.published_at)),
                (page.t("check-name"), hidden(&found.name)),
            ],
        }
    }

    fn certificate(page: &Page, found: &CertificateChecked) -> Self {
        let (shape, state) =
            if found.voided { ("no", "certificate-void") } else { ("ok", "certificate-in-force") };
        let kind = page.word(format!("certificate.{}", found.kind));
        let stage = page.word(format!("stage.{}", found.stage));
        Found {
            state: Chip::new(shape, page.t(state)),
            voided: found.voided,
            says: page
                .t(if found.voided { "check-says-void" } else { "check-says-in-force" })
                .with("kind", &kind),
            facts: vec![
                (page.t("check-kind"), kind),
                (page.t("certificate-number"), found.number.clone()),
                (page.t("certificate-issuer"), page.institution(&found.issuer).to_owned()),
                (page.t("certificate-on"), page.date(found.on)),
                (page.t("page-student-stage"), stage),
                (page.t("page-student-major"), found.major.clone()),
                (page.t("check-track"), page.word(format!("track.{}", found.track))),
                (page.t("check-name"), hidden(&found.name)),
            ],
        }
    }
}

impl CheckPage {
    fn limit(&self) -> Said {
        self.page.t("results-limit").with("most", MISSES).with("minutes", CLOSED_MINUTES)
    }
}

pub(super) async fn form(page: Page, Query(typed): Query<Typed>) -> Answer {
    show_as(StatusCode::OK, &CheckPage { typed, errors: Vec::new(), found: None, page })
}

pub(super) async fn check(page: Page, parts: Parts, Form(typed): Form<Typed>) -> Answer {
    let asked =
        CertificateAsked { number: typed.number.clone(), code: typed.code.clone(), from: client(&parts) };
    let with =
        |errors: Vec<Said>| CheckPage { typed: typed.clone(), errors, found: None, page: page.clone() };
    match page.office().check_certificate(&asked).await {
        Ok(Guessing::Right(found)) => {
            let found = Some(Found::of(&page, &found));
            show_as(StatusCode::OK, &CheckPage { typed, errors: Vec::new(), found, page })
        }
        Ok(Guessing::Wrong) => show_as(StatusCode::UNPROCESSABLE_ENTITY, &with(vec![page.t("check-miss")])),
        Ok(Guessing::Closed(minutes)) => {
            let said = page.t("results-closed").with("minutes", minutes).with("most", MISSES);
            closed(minutes, &with(vec![said]))
        }
        Err(ServiceError::BadInput(wrong)) => {
            let errors = wrong.iter().map(|message| page.say(message)).collect();
            show_as(StatusCode::UNPROCESSABLE_ENTITY, &with(errors))
        }
        Err(other) => Err(other.into()),
    }
}
