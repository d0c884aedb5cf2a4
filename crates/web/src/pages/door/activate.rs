//! `/activate`: 激活账号, who was admitted or a guardian opens an account with the data of the admission.
//!
//! Whatever does not open answers alike, as at `/results`; what was typed as digits or password is never sent back.

use super::{House, line_is_safe, mistakes};
use crate::answer::{Answer, Problem};
use crate::door;
use crate::frame::{Page, Said, show_as};
use crate::pages::public::{client, closed};
use askama::Template;
use axum::extract::{Form, State};
use axum::http::StatusCode;
use axum::http::request::Parts;
use guantong_model::CandidateNo;
use guantong_service::access::Role;
use guantong_service::account::Activation;
use guantong_service::guess::{CLOSED_MINUTES, Guessing, MISSES};
use serde::Deserialize;

/// Where a student or a guardian comes in.
const MY: &str = "/my";
/// Who may activate.
const WHO: [Role; 2] = [Role::Student, Role::Guardian];

/// What was typed.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Typed {
    no: String,
    name: String,
    digits: String,
    who: String,
    own_name: String,
    login: String,
    password: String,
    again: String,
}

#[derive(Template)]
#[template(path = "door/activate.html")]
struct ActivatePage {
    typed: Typed,
    errors: Vec<Said>,
    /// Whether the office is ready for it.
    open: bool,
    /// In a demonstration a number, a name and digits to try.
    example: Option<(CandidateNo, String, String)>,
    page: Page,
}

impl ActivatePage {
    async fn of(page: Page, typed: Typed, errors: Vec<Said>) -> Result<Self, Problem> {
        let open = page.office().can_activate().await?;
        let example = if page.demo() && open { page.office().demo_activation().await? } else { None };
        Ok(ActivatePage { typed, errors, open, example, page })
    }

    /// Who one may be, with the words of it.
    fn who(&self) -> impl Iterator<Item = (&'static str, Said)> {
        WHO.iter().map(|role| (role.as_str(), self.page.t(format!("activate-who-{role}"))))
    }

    /// How many misses close, and for how long.
    fn limit(&self) -> Said {
        self.page.t("results-limit").with("most", MISSES).with("minutes", CLOSED_MINUTES)
    }
}

pub(super) async fn show(page: Page) -> Answer {
    show_as(StatusCode::OK, &ActivatePage::of(page, Typed::default(), Vec::new()).await?)
}

pub(super) async fn activate(
    State(app): House,
    page: Page,
    parts: Parts,
    Form(typed): Form<Typed>,
) -> Answer {
    line_is_safe(&app, &parts)?;
    let Typed { no, name, digits, who, own_name, login, password, again } = typed.clone();
    let from = client(&parts);
    let given = Activation { no, name, digits, who, own_name, login, password, again, from };
    match page.office().activate(&given, &door::origin(&parts)).await {
        Ok(Guessing::Right(entered)) => {
            let mut response = door::to(MY);
            door::begin(&mut response, &entered, &parts);
            Ok(response)
        }
        Ok(Guessing::Wrong) => {
            let errors = vec![page.t("activate-miss")];
            show_as(StatusCode::UNPROCESSABLE_ENTITY, &ActivatePage::of(page, typed, errors).await?)
        }
        Ok(Guessing::Closed(minutes)) => {
            let errors = vec![page.t("results-closed").with("minutes", minutes).with("most", MISSES)];
            closed(minutes, &ActivatePage::of(page, typed, errors).await?)
        }
        Err(error) => {
            let errors = mistakes(&page, error)?;
            show_as(StatusCode::UNPROCESSABLE_ENTITY, &ActivatePage::of(page, typed, errors).await?)
        }
    }
}
