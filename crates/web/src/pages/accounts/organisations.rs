//! `/organisations`: for whom people act.

use super::known;
use crate::answer::Answer;
use crate::door;
use crate::frame::{Page, Said, show_as};
use crate::pages::door::mistakes;
use askama::Template;
use axum::extract::Form;
use axum::http::StatusCode;
use guantong_service::access::{Action, Organisation, OrganisationKind};
use guantong_service::account::NewOrganisation;
use serde::Deserialize;

#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Typed {
    kind: String,
    name: String,
    district: String,
}

#[derive(Template)]
#[template(path = "accounts/organisations.html")]
struct ListPage {
    organisations: Vec<Organisation>,
    typed: Typed,
    errors: Vec<Said>,
    page: Page,
}

impl ListPage {
    fn kinds(&self) -> &'static [OrganisationKind] {
        OrganisationKind::ALL
    }

    fn keeps(&self) -> bool {
        self.page.may(Action::AccountKeep)
    }

    /// Names the edition has for institutions, so that they are written as the plan has them.
    fn known_names(&self) -> impl Iterator<Item = &str> {
        self.page.edition().institutions().iter().map(|institution| institution.name.as_str())
    }

    fn districts(&self) -> impl Iterator<Item = (&str, &str)> {
        self.page
            .edition()
            .districts()
            .iter()
            .map(|district| (district.code.as_str(), district.name.as_str()))
    }
}

pub(super) async fn list(page: Page) -> Answer {
    shown(page, StatusCode::OK, Typed::default(), Vec::new()).await
}

async fn shown(page: Page, status: StatusCode, typed: Typed, errors: Vec<Said>) -> Answer {
    known(&page)?;
    let organisations = page.office().organisations().await?;
    show_as(status, &ListPage { organisations, typed, errors, page })
}

pub(super) async fn make(page: Page, Form(typed): Form<Typed>) -> Answer {
    known(&page)?;
    let new = NewOrganisation {
        kind: typed.kind.clone(),
        name: typed.name.clone(),
        district: typed.district.clone(),
    };
    match page.office().make_organisation(&new).await {
        Ok(_) => Ok(door::to("/organisations")),
        Err(error) => {
            let errors = mistakes(&page, error)?;
            shown(page, StatusCode::UNPROCESSABLE_ENTITY, typed, errors).await
        }
    }
}
