//! The trials of a round, and the form of the next. What cannot be taken stays in its field.

use super::{all, changes};
use crate::answer::{Answer, Problem};
use crate::door;
use crate::frame::{Page, Said, half_width, show_as};
use crate::pages::round::RoundPath;
use crate::parts::Clauses;
use askama::Template;
use axum::extract::{Form, Path};
use axum::http::StatusCode;
use guantong_admission::rules::{Equal, Method};
use guantong_model::{Message, ProgrammeId, Score};
use guantong_service::access::Action;
use guantong_service::trial::{Asked, Instead};
use std::collections::BTreeMap;

/// A trial in the list.
struct Row {
    href: String,
    number: i64,
    note: String,
    changes: Vec<String>,
    eligible: i64,
    places: i64,
    admitted: i64,
    ties: i64,
    at: String,
    by: String,
}

#[derive(Template)]
#[template(path = "trial/list.html")]
struct ListPage {
    at: RoundPath,
    here: String,
    rows: Vec<Row>,
    open: bool,
    typed: BTreeMap<String, String>,
    /// The values on file, shown in the fields' place.
    floor: String,
    most: String,
    equal: Equal,
    method: Method,
    errors: Vec<Said>,
    conflict: Option<Said>,
    clauses: Clauses,
    page: Page,
}

impl ListPage {
    fn runs(&self) -> bool {
        self.open && self.page.may(Action::TrialRun)
    }

    fn typed(&self, name: &str) -> &str {
        self.typed.get(name).map_or("", String::as_str)
    }

    fn equal_on_file(&self) -> Said {
        self.page.t(format!("trial-equal-{}", self.equal.as_str()))
    }

    fn method_on_file(&self) -> Said {
        self.page.t(format!("trial-method-{}", self.method.as_str()))
    }

    fn equals(&self) -> [Equal; 4] {
        Equal::ALL
    }

    fn methods(&self) -> [Method; 2] {
        Method::ALL
    }
}

pub(super) async fn list(page: Page, Path((year, round)): Path<(String, String)>) -> Answer {
    let at = RoundPath::read(&page, &year, &round).await?;
    shown(page, at, BTreeMap::new(), StatusCode::OK, Vec::new(), None).await
}

async fn shown(
    page: Page,
    at: RoundPath,
    typed: BTreeMap<String, String>,
    status: StatusCode,
    errors: Vec<Said>,
    conflict: Option<Said>,
) -> Answer {
    let (found, open) = page.office().trials(at.year, at.round).await?;
    let lines = page.office().programmes(at.year).await?;
    let rules = page.office().rules_for(at.year, at.round).await?;
    let none = || page.t("page-none").to_string();
    let row = |trial: guantong_service::trial::Trial| Row {
        href: format!("{}/{}", all(at), trial.number),
        number: trial.number,
        changes: changes(&page, &lines, &trial.instead),
        note: trial.note,
        eligible: trial.eligible,
        places: trial.places,
        admitted: trial.admitted,
        ties: trial.ties,
        at: page.moment(trial.at),
        by: trial.by,
    };
    show_as(
        status,
        &ListPage {
            at,
            here: all(at),
            rows: found.into_iter().map(row).collect(),
            open,
            typed,
            floor: rules.score_floor.map_or_else(none, |floor| floor.to_string()),
            most: rules.preferences_max.map_or_else(none, |most| most.to_string()),
            equal: rules.equal,
            method: rules.method,
            errors,
            conflict,
            clauses: Clauses::of_provisions(&page, &["3.1.2.a", "3.1.3.a", "3.1.3.b"]).with_lead(&page),
            page: page.clone(),
        },
    )
}

pub(super) async fn run(
    page: Page,
    Path((year, round)): Path<(String, String)>,
    Form(pairs): Form<Vec<(String, String)>>,
) -> Answer {
    let at = RoundPath::read(&page, &year, &round).await?;
    let typed: BTreeMap<String, String> =
        pairs.into_iter().map(|(name, value)| (name, value.trim().to_owned())).collect();
    let done = match asked(&typed) {
        Ok(asked) => {
            let run = page.office().run_trial(at.year, at.round, asked, &page.actor()).await;
            run.map_err(Problem::from)
        }
        Err(wrong) => Err(Problem::BadInput(wrong)),
    };
    match done {
        Ok(number) => Ok(door::to(&format!("{}/{number}", all(at)))),
        Err(Problem::BadInput(wrong)) => {
            let errors = wrong.iter().map(|message| page.say(message)).collect();
            shown(page, at, typed, StatusCode::UNPROCESSABLE_ENTITY, errors, None).await
        }
        Err(Problem::Conflict(conflict)) => {
            let conflict = Some(page.say(&conflict.message));
            shown(page, at, typed, StatusCode::CONFLICT, Vec::new(), conflict).await
        }
        Err(other) => Err(other),
    }
}

/// The trial that was typed.
fn asked(typed: &BTreeMap<String, String>) -> Result<Asked, Vec<Message>> {
    let get = |name: &str| half_width(typed.get(name).map_or("", String::as_str));
    let mut wrong = Vec::new();
    let mut instead = Instead::default();
    let floor = get("floor");
    if !floor.is_empty() {
        match Score::parse(&floor).ok().filter(|floor| floor.millionths() >= 0) {
            Some(floor) => instead.floor = Some(floor),
            None => wrong.push(Message::new("trial-no-floor").with("given", floor.as_str())),
        }
    }
    let most = get("preferences");
    if !most.is_empty() {
        match most.parse() {
            Ok(most) => instead.preferences_max = Some(most),
            Err(_) => wrong.push(Message::new("trial-no-number").with("given", most.as_str())),
        }
    }
    instead.equal = Equal::parse(&get("equal"));
    instead.method = Method::parse(&get("method"));
    for line in typed.get("places").map_or("", String::as_str).lines().map(str::trim) {
        if line.is_empty() {
            continue;
        }
        let line = half_width(line);
        let mut words = line
            .split(|c: char| {
                c.is_whitespace() || [',', '=', ':', '\u{ff0c}', '\u{ff1d}', '\u{ff1a}'].contains(&c)
            })
            .filter(|w| !w.is_empty());
        match (words.next(), words.next().and_then(|places| places.parse::<i64>().ok()), words.next()) {
            (Some(id), Some(places), None) => {
                instead.places.insert(ProgrammeId(id.to_owned()), places);
            }
            _ => wrong.push(Message::new("trial-places-line").with("given", line.as_str())),
        }
    }
    if wrong.is_empty() { Ok(Asked { note: get("note"), instead }) } else { Err(wrong) }
}
