//! `/publicity`: 招生宣传和政策解读, what institutions do for it, for everybody to see; and where each records it (4.1.b).

use crate::answer::{Answer, Problem};
use crate::door;
use crate::frame::{Page, Said, show_as};
use crate::pages::address::{encoded, query};
use crate::parts::{Chip, Clauses};
use askama::Template;
use axum::extract::{Form, Path, Query};
use axum::http::StatusCode;
use guantong_model::{Date, Message};
use guantong_service::ServiceError;
use guantong_service::access::Action;
use guantong_service::publicity::{Activity, Announcing};
use serde::Deserialize;

/// So many are listed at most: some years of a city.
const LISTED: i64 = 500;

/// An activity as it is shown.
pub(crate) struct ActivityShown {
    pub(crate) on: String,
    pub(crate) what: String,
    pub(crate) place: String,
    pub(crate) audience: String,
    /// How many came, or that it is still to come.
    pub(crate) came: Chip,
    pub(crate) institution: String,
    pub(crate) href: String,
    /// Where whoever recorded it changes it.
    pub(crate) edit: String,
}

impl ActivityShown {
    fn of(page: &Page, activity: &Activity) -> Self {
        let today = page.office().today();
        let came = match activity.attended {
            Some(count) => Chip::new("ok", page.t("publicity-came").count("count", count)),
            None if activity.held_on >= today => Chip::new("wait", page.t("publicity-to-come")),
            None => Chip::new("end", page.t("publicity-not-told")),
        };
        let href = format!("/publicity/{}", encoded(&activity.institution));
        ActivityShown {
            on: page.date(activity.held_on),
            what: activity.what.clone(),
            place: activity.place.clone(),
            audience: activity.audience.clone(),
            came,
            institution: page.institution(&activity.institution).to_owned(),
            edit: format!("{href}{}#enter", query(&[("edit", &activity.number.to_string())])),
            href,
        }
    }
}

/// The activities of an institution, or of all, as a page shows them.
pub(crate) async fn listed(
    page: &Page,
    institution: Option<&str>,
    most: i64,
) -> Result<Vec<ActivityShown>, Problem> {
    let found = page.office().activities(institution, most).await?;
    Ok(found.iter().map(|activity| ActivityShown::of(page, activity)).collect())
}

#[derive(Template)]
#[template(path = "public/publicity.html")]
struct AllPage {
    activities: Vec<ActivityShown>,
    schools: Vec<(String, String)>,
    /// Where who asks records those of his institution.
    own: Option<String>,
    clauses: Clauses,
    page: Page,
}

pub(super) async fn all(page: Page) -> Answer {
    let schools = page.edition().institutions().iter().filter(|institution| institution.front);
    let schools = schools.map(|found| {
        (page.institution(&found.name).to_owned(), format!("/publicity/{}", encoded(&found.name)))
    });
    let schools: Vec<_> = schools.collect();
    let own = page.office().viewer().filter(|_| page.may(Action::PublicityEnter));
    let district = page.office().own_district().and_then(|code| page.edition().district(code));
    let own = own.and_then(|viewer| viewer.institution()).or(district.map(|found| found.name.as_str()));
    let own = own.map(|name| format!("/publicity/{}#enter", encoded(name)));
    let activities = listed(&page, None, LISTED).await?;
    let clauses = Clauses::of_provisions(&page, &["4.1.b"]).with_lead(&page);
    show_as(StatusCode::OK, &AllPage { activities, schools, own, clauses, page })
}

/// What was typed.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Typed {
    number: String,
    on: String,
    place: String,
    what: String,
    audience: String,
    attended: String,
    reason: String,
    version: String,
    #[serde(rename = "do")]
    wish: String,
}

#[derive(Deserialize)]
pub(super) struct Asked {
    /// The one that is to be changed.
    edit: Option<i64>,
}

#[derive(Template)]
#[template(path = "public/publicity_of.html")]
struct OnePage {
    here: String,
    /// The page of the institution; a district has none.
    institution: Option<String>,
    name: String,
    title: Said,
    activities: Vec<ActivityShown>,
    /// Whether who asks records them.
    records: bool,
    version: i64,
    typed: Typed,
    errors: Vec<Said>,
    conflict: Option<Said>,
    clauses: Clauses,
    page: Page,
}

impl OnePage {
    async fn of(page: Page, name: &str, typed: Typed) -> Result<Self, Problem> {
        if !page.office().keeps_activities(name).await? {
            return Err(Problem::NotFound);
        }
        let district = page.office().district_named(name).map(str::to_owned);
        Ok(OnePage {
            here: format!("/publicity/{}", encoded(name)),
            institution: district.is_none().then(|| format!("/institutions/{}", encoded(name))),
            name: page.institution(name).to_owned(),
            title: match &district {
                Some(code) => page.t("district-guidance-of").with("district", page.district(code)),
                None => page.t("publicity-of").with("institution", page.institution(name)),
            },
            activities: listed(&page, Some(name), LISTED).await?,
            records: page.may(Action::PublicityEnter) && page.office().allow_activities_of(name).is_ok(),
            version: page.office().activities_version(name).await?,
            typed,
            errors: Vec::new(),
            conflict: None,
            clauses: Clauses::of_provisions(&page, &[if district.is_some() { "4.1.a" } else { "4.1.b" }])
                .with_lead(&page),
            page,
        })
    }

    fn edits(&self) -> bool {
        !self.typed.number.is_empty()
    }
}

pub(super) async fn one(page: Page, Path(name): Path<String>, Query(asked): Query<Asked>) -> Answer {
    let mut typed = Typed::default();
    if let Some(number) = asked.edit {
        let all = page.office().activities(Some(&name), i64::from(i32::MAX)).await?;
        if let Some(found) = all.into_iter().find(|activity| activity.number == number) {
            typed = Typed {
                number: number.to_string(),
                on: found.held_on.to_string(),
                place: found.place,
                what: found.what,
                audience: found.audience,
                attended: found.attended.map(|count| count.to_string()).unwrap_or_default(),
                ..Typed::default()
            };
        }
    }
    show_as(StatusCode::OK, &OnePage::of(page, &name, typed).await?)
}

pub(super) async fn enter(page: Page, Path(name): Path<String>, Form(typed): Form<Typed>) -> Answer {
    // Who may not is told so before anything typed is looked at.
    page.office().allow_activities_of(&name)?;
    let version = typed.version.trim().parse().unwrap_or(-1);
    let number = match typed.number.trim() {
        "" => None,
        given => Some(given.parse().map_err(|_| Problem::NotFound)?),
    };
    let actor = page.actor();
    let office = page.office();
    let answered = match (typed.wish.as_str(), number) {
        ("take-back", Some(number)) => {
            office.take_activity_back(&name, number, &typed.reason, version, &actor).await
        }
        _ => match announcing(&typed, number) {
            Ok(announcing) => office.announce(&name, &announcing, version, &actor).await.map(drop),
            Err(wrong) => Err(ServiceError::BadInput(wrong)),
        },
    };
    let (status, errors, conflict) = match answered {
        Ok(()) => return Ok(door::to(&format!("/publicity/{}", encoded(&name)))),
        Err(ServiceError::BadInput(wrong)) => (StatusCode::UNPROCESSABLE_ENTITY, wrong, None),
        Err(ServiceError::Conflict(conflict)) => (StatusCode::CONFLICT, Vec::new(), Some(conflict.message)),
        Err(other) => return Err(other.into()),
    };
    let errors = errors.iter().map(|message| page.say(message)).collect();
    let conflict = conflict.map(|message| page.say(&message));
    let shown = OnePage::of(page, &name, typed).await?;
    show_as(status, &OnePage { errors, conflict, ..shown })
}

/// What was typed, as it is recorded.
fn announcing(typed: &Typed, number: Option<i64>) -> Result<Announcing, Vec<Message>> {
    let day: Result<Date, Message> =
        typed.on.trim().parse().map_err(|_| Message::new("publicity-no-day").with("given", typed.on.trim()));
    let attended = match typed.attended.trim() {
        "" => Ok(None),
        given => match given.parse::<i64>() {
            Ok(count) => Ok(Some(count)),
            Err(_) => Err(Message::new("publicity-no-count").with("given", given)),
        },
    };
    match (day, attended) {
        (Ok(held_on), Ok(attended)) => Ok(Announcing {
            number,
            held_on,
            place: typed.place.clone(),
            what: typed.what.clone(),
            audience: typed.audience.clone(),
            attended,
        }),
        (day, attended) => Err(day.err().into_iter().chain(attended.err()).collect()),
    }
}
