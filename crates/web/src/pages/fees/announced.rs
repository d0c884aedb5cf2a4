//! What institutions announce, for everybody to see, and the form of one's own.

use super::{AidShown, year};
use crate::answer::{Answer, Problem};
use crate::door;
use crate::frame::{Page, Said, half_width, show_as};
use crate::pages::address::encoded;
use crate::parts::{Clauses, programme};
use askama::Template;
use axum::extract::{Form, Path};
use axum::http::StatusCode;
use guantong_model::{Message, ProgrammeId, Stage};
use guantong_service::access::Action;
use guantong_service::fees::{FeeStandard, NewStandard};
use std::collections::BTreeMap;

/// A standard as it is shown.
struct StandardShown {
    number: i64,
    institution: String,
    href: String,
    stage: String,
    programme: String,
    from: String,
    amount: String,
    document: String,
}

#[derive(Template)]
#[template(path = "fees/all.html")]
struct AllPage {
    standards: Vec<StandardShown>,
    aid: Vec<(String, Vec<AidShown>)>,
    institutions: Vec<(String, String)>,
    own: Option<String>,
    clauses: Clauses,
    page: Page,
}

#[derive(Template)]
#[template(path = "fees/one.html")]
struct OnePage {
    here: String,
    name: String,
    standards: Vec<StandardShown>,
    announces: bool,
    version: i64,
    programmes: Vec<(String, String)>,
    stages: Vec<(String, String)>,
    typed: BTreeMap<String, String>,
    errors: Vec<Said>,
    clauses: Clauses,
    page: Page,
}

impl OnePage {
    fn typed(&self, name: &str) -> &str {
        self.typed.get(name).map_or("", String::as_str)
    }
}

fn href(institution: &str) -> String {
    format!("/fees/{}", encoded(institution))
}

async fn shown(page: &Page, standards: &[FeeStandard]) -> Result<Vec<StandardShown>, Problem> {
    let names = majors(page).await?;
    let one = |standard: &FeeStandard| StandardShown {
        number: standard.number,
        institution: page.institution(&standard.institution).to_owned(),
        href: href(&standard.institution),
        stage: page.word(format!("stage.{}", standard.stage)),
        programme: match &standard.programme {
            Some(programme) => names.get(programme).cloned().unwrap_or_else(|| programme.to_string()),
            None => page.t("fee-every-programme").to_string(),
        },
        from: year(page, standard.from),
        amount: page.t("fee-a-year").with("amount", page.number(standard.yuan)).to_string(),
        document: standard.document.clone(),
    };
    Ok(standards.iter().map(one).collect())
}

async fn majors(page: &Page) -> Result<BTreeMap<ProgrammeId, String>, Problem> {
    let lines = page.office().programmes_of_all_plans().await?;
    Ok(lines.iter().map(|line| (line.programme.clone(), programme::major(page, line))).collect())
}

pub(super) async fn all(page: Page) -> Answer {
    let standards = page.office().fee_standards(None).await?;
    let today = page.office().today();
    let aid = [Stage::Secondary, Stage::College].map(|stage| {
        let heading = if stage == Stage::Secondary { "fee-aid-secondary" } else { "fee-aid-higher" };
        let aid = page.office().aid(stage, today);
        (page.t(heading).to_string(), aid.iter().map(|aid| AidShown::of(&page, aid)).collect())
    });
    let institutions = page.edition().institutions().iter();
    let institutions =
        institutions.map(|one| (page.institution(&one.name).to_owned(), href(&one.name))).collect();
    let own = page.office().viewer().filter(|_| page.may(Action::FeeAnnounce));
    let own = own.and_then(|viewer| viewer.institution()).map(href);
    let all = AllPage {
        standards: shown(&page, &standards).await?,
        aid: aid.into(),
        institutions,
        own,
        clauses: Clauses::of_provisions(&page, &["3.3.3.b", "3.1.3.c"]).with_lead(&page),
        page: page.clone(),
    };
    show_as(StatusCode::OK, &all)
}

pub(super) async fn one(page: Page, Path(name): Path<String>) -> Answer {
    of(page, &name, StatusCode::OK, BTreeMap::new(), Vec::new()).await
}

async fn of(
    page: Page,
    name: &str,
    status: StatusCode,
    typed: BTreeMap<String, String>,
    errors: Vec<Said>,
) -> Answer {
    let version = page.office().fees_version(name).await?;
    let standards = page.office().fee_standards(Some(name)).await?;
    let announces = page.office().allow_of(Action::FeeAnnounce, [name]).is_ok();
    let mut programmes = Vec::new();
    if announces {
        for line in page.office().programmes_of_all_plans().await?.iter() {
            if line.institution == name || line.partner == name {
                programmes.push((line.programme.to_string(), programme::major(&page, line)));
            }
        }
    }
    let stages = Stage::ALL.iter().map(|stage| (stage.to_string(), page.word(format!("stage.{stage}"))));
    let one = OnePage {
        here: href(name),
        name: page.institution(name).to_owned(),
        standards: shown(&page, &standards).await?,
        announces,
        version,
        programmes,
        stages: stages.collect(),
        typed,
        errors,
        clauses: Clauses::of_provisions(&page, &["3.3.3.b", "3.1.3.c"]),
        page: page.clone(),
    };
    show_as(status, &one)
}

pub(super) async fn act(
    page: Page,
    Path(name): Path<String>,
    Form(pairs): Form<Vec<(String, String)>>,
) -> Answer {
    let typed: BTreeMap<String, String> =
        pairs.into_iter().map(|(name, value)| (name, value.trim().to_owned())).collect();
    page.office().allow_of(Action::FeeAnnounce, [name.as_str()])?;
    match does(&page, &name, &typed).await {
        Ok(()) => Ok(door::to(&href(&name))),
        Err(Problem::BadInput(messages)) => {
            let errors = messages.iter().map(|message| page.say(message)).collect();
            of(page, &name, StatusCode::UNPROCESSABLE_ENTITY, typed, errors).await
        }
        Err(Problem::Conflict(conflict)) => {
            let errors = vec![page.say(&conflict.message)];
            of(page, &name, StatusCode::CONFLICT, typed, errors).await
        }
        Err(other) => Err(other),
    }
}

async fn does(page: &Page, name: &str, typed: &BTreeMap<String, String>) -> Result<(), Problem> {
    let get = |name: &str| typed.get(name).map_or("", String::as_str);
    let version: i64 = get("version").parse().unwrap_or(-1);
    let whole = |field: &str, wrong: &str| -> Result<i64, Problem> {
        half_width(get(field))
            .replace(',', "")
            .parse()
            .map_err(|_| Problem::bad(Message::new(wrong).with("given", get(field))))
    };
    if get("do") == "take-back" {
        let number = get("number").parse().map_err(|_| Problem::NotFound)?;
        page.office().take_fee_back(name, number, get("because"), version, &page.actor()).await?;
        return Ok(());
    }
    let stage = Stage::parse(get("stage")).ok_or_else(|| Problem::bad(Message::new("fee-no-stage")))?;
    let new = NewStandard {
        stage,
        programme: Some(get("programme")).filter(|code| !code.is_empty()).map(ProgrammeId::from),
        from: i32::try_from(whole("from", "fee-year-unreadable")?)
            .map_err(|_| Problem::bad(Message::new("fee-year-unreadable").with("given", get("from"))))?,
        yuan: whole("yuan", "fee-amount-unreadable")?,
        document: get("document").to_owned(),
    };
    page.office().announce_fee(name, &new, version, &page.actor()).await?;
    Ok(())
}
