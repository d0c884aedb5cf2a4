//! `/search`: where one may apply, and how a score stands to what was admitted the year before.
//!
//! The form is sent by `GET`, so that a search can be kept and passed on. A score is no number of a person.

use crate::answer::{Answer, Problem};
use crate::frame::{Page, Said, show_as};
use crate::pages::address::encoded;
use crate::parts::{Chip, Clauses, programme};
use askama::Template;
use axum::extract::Query;
use axum::http::StatusCode;
use guantong_admission::outlook::Outlook;
use guantong_model::{Score, Track};
use guantong_service::search::{Before, DistrictRule, Group, Offer, Offers, Search};
use serde::Deserialize;

/// What is asked, as it was typed.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    year: String,
    score: String,
    district: String,
    group: String,
    school: String,
    track: String,
    major: String,
}

/// What a choice of the form is called and what it sends.
struct Choice {
    value: String,
    words: String,
    chosen: bool,
}

/// A programme as it is shown.
struct OfferShown {
    name: String,
    href: String,
    partner: String,
    places: i64,
    group: String,
    chip: Option<Chip>,
    /// What the chance rests on.
    why: Option<Said>,
    /// What came of it the year before.
    before: Said,
    barred: bool,
}

/// Programmes whose chances are alike.
struct Part {
    heading: Said,
    offers: Vec<OfferShown>,
}

#[derive(Template)]
#[template(path = "public/search.html")]
struct SearchPage {
    asked: Asked,
    errors: Vec<Said>,
    choices: Choices,
    result: Option<Found>,
    page: Page,
}

/// The choices of the form.
#[derive(Default)]
struct Choices {
    years: Vec<Choice>,
    districts: Vec<Choice>,
    groups: Vec<Choice>,
    schools: Vec<Choice>,
    tracks: Vec<Choice>,
}

struct Found {
    year: i32,
    last: i32,
    count: usize,
    all: usize,
    parts: Vec<Part>,
    /// What is said of the score and of the district before anything else.
    notes: Vec<(Said, Clauses)>,
}

impl Asked {
    /// The score that was typed; nothing where none was.
    fn score(&self) -> Result<Option<Score>, ()> {
        let half = |c: char| match c {
            '\u{ff10}'..='\u{ff19}' | '\u{ff0e}' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
            _ => c,
        };
        let text: String = self.score.trim().chars().map(half).collect();
        if text.is_empty() { Ok(None) } else { Score::parse(&text).map(Some).map_err(|_| ()) }
    }

    fn group(&self) -> Option<Group> {
        match self.group.as_str() {
            "none" => Some(Group::Unknown),
            text => text.parse().ok().map(Group::Of),
        }
    }
}

pub(super) async fn search(page: Page, Query(asked): Query<Asked>) -> Answer {
    let mut years = Vec::new();
    for year in page.office().years().await? {
        if page.office().plan(year).await?.is_some() {
            years.push(year);
        }
    }
    let year = asked.year.trim().parse().ok().filter(|year| years.contains(year));
    let Some(year) = year.or(years.first().copied()) else {
        let (errors, choices) = (Vec::new(), Choices::default());
        return show_as(StatusCode::OK, &SearchPage { asked, errors, choices, result: None, page });
    };
    let mut search = Search {
        score: None,
        institution: Some(asked.school.clone()).filter(|name| !name.is_empty()),
        track: Track::parse(&asked.track),
        group: asked.group(),
    };
    let mut errors = Vec::new();
    let typed = asked.score();
    search.score = typed.unwrap_or_default();
    let offers = page.office().search_plan(year, &search).await?.ok_or(Problem::NotFound)?;
    let full = offers.full;
    match typed {
        Err(()) => errors.push(page.t("search-bad-score").with("given", asked.score.trim())),
        Ok(Some(score)) => {
            if let Some(full) = full.filter(|full| score > *full) {
                errors.push(
                    page.t("search-high-score").with("given", score).with("full", full).with("year", year),
                );
            }
        }
        Ok(None) => {}
    }
    let choices = Choices::of(&page, &asked, year, &years, &offers);
    let status = if errors.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let result = errors.is_empty().then(|| Found::of(&page, &asked, &search, offers));
    show_as(status, &SearchPage { asked, errors, choices, result, page })
}

impl Choices {
    fn of(page: &Page, asked: &Asked, year: i32, years: &[i32], offers: &Offers) -> Self {
        let choice =
            |value: String, words: String, chosen: &str| Choice { chosen: value == chosen, value, words };
        let year_chosen = year.to_string();
        Choices {
            years: years
                .iter()
                .map(|y| {
                    choice(y.to_string(), page.t("page-year-of").with("year", *y).to_string(), &year_chosen)
                })
                .collect(),
            districts: page
                .edition()
                .districts()
                .iter()
                .map(|d| choice(d.code.clone(), page.district(&d.code).to_owned(), &asked.district))
                .collect(),
            groups: offers
                .groups
                .iter()
                .map(|group| choice(group_value(*group), group_words(page, *group), &asked.group))
                .collect(),
            schools: offers
                .institutions
                .iter()
                .map(|name| choice(name.clone(), page.institution(name).to_owned(), &asked.school))
                .collect(),
            tracks: Track::ALL
                .iter()
                .map(|t| choice(t.to_string(), page.word(format!("track.{t}")), &asked.track))
                .collect(),
        }
    }
}

fn group_value(group: Group) -> String {
    match group {
        Group::Of(code) => code.to_string(),
        Group::Unknown => "none".to_owned(),
    }
}

fn group_words(page: &Page, group: Group) -> String {
    match group {
        Group::Of(code) => page.t(format!("search-group-{code}")).to_string(),
        Group::Unknown => page.t("search-group-none").to_string(),
    }
}

impl Found {
    fn of(page: &Page, asked: &Asked, search: &Search, offers: Offers) -> Self {
        let (year, last, all) = (offers.year, offers.year - 1, offers.all);
        let notes = notes(page, asked, search, &offers);
        let offers: Vec<&Offer> = offers
            .found
            .iter()
            .filter(|offer| programme::is_meant(page, &offer.line, &asked.major))
            .collect();
        let count = offers.len();
        let parts = offers.chunk_by(|a, b| heading(a) == heading(b)).filter_map(|run| {
            let first = run.first()?;
            Some(Part {
                heading: page.t(heading(first)).count("count", run.len()),
                offers: run.iter().map(|offer| OfferShown::of(page, last, offer)).collect(),
            })
        });
        Found { year, last, count, all, parts: parts.collect(), notes }
    }
}

/// What must be known before the list is read.
fn notes(page: &Page, asked: &Asked, search: &Search, offers: &Offers) -> Vec<(Said, Clauses)> {
    let clauses = |ids: &[&str]| Clauses::of_provisions(page, ids);
    let mut notes = Vec::new();
    if let (Some(score), Some(floor)) = (search.score, offers.floor) {
        let id = if score < floor { "search-note-below" } else { "search-note-reaches" };
        notes.push((page.t(id).with("score", score).with("floor", floor), clauses(&["3.1.2.a"])));
    }
    if search.score.is_some() {
        let said = page.t("search-note-rests").with("last", offers.year - 1).with("year", offers.year);
        notes.push((said, clauses(&["3.1.3.b"])));
        if let (Some(full), Some(before)) = (offers.full, offers.full_before)
            && full != before
        {
            let said = page.t("search-note-scale").with("before", before).with("full", full);
            notes.push((said.with("last", offers.year - 1), clauses(&["3.1.3.b"])));
        }
    }
    let id = match offers.district {
        DistrictRule::CityWide => "search-note-city",
        DistrictRule::Quotas => "search-note-quotas",
        DistrictRule::Unknown => "search-note-district-unknown",
    };
    if !asked.district.is_empty() {
        let said = page.t(id).with("district", page.district(&asked.district)).with("year", offers.year);
        notes.push((said, clauses(&["3.1.1"])));
    }
    if !offers.published.is_empty() {
        notes.push((page.t("search-note-over").with("year", offers.year), clauses(&["3.1.2.b"])));
    }
    notes
}

/// The heading an offer stands under.
fn heading(offer: &Offer) -> &'static str {
    match offer.outlook {
        None => "search-part-all",
        Some(Outlook::Above { .. } | Outlook::Equal | Outlook::NotFilled { .. }) => "search-part-enough",
        Some(Outlook::Unknown(_)) => "search-part-unknown",
        Some(Outlook::Below { .. }) => "search-part-short",
        Some(Outlook::BelowFloor { .. }) => "search-part-never",
    }
}

impl OfferShown {
    fn of(page: &Page, last: i32, offer: &Offer) -> Self {
        let line = &offer.line;
        let (chip, why) = match offer.outlook {
            None => (None, None),
            Some(outlook) => {
                let (chip, why) = told(page, last, outlook);
                (Some(chip), why)
            }
        };
        OfferShown {
            name: programme::full_name(page, line),
            href: format!("/programmes/{}", encoded(line.programme.as_str())),
            partner: page.institution(&line.partner).to_owned(),
            places: line.places,
            group: group_words(page, offer.group),
            chip,
            why,
            before: before(page, last, offer),
            barred: line.barred,
        }
    }
}

/// How a score stands to a programme, as shape and word, and what that rests on.
fn told(page: &Page, last: i32, outlook: Outlook) -> (Chip, Option<Said>) {
    let chip = |shape: &'static str, id: &str| Chip::new(shape, page.t(id).with("last", last));
    match outlook {
        Outlook::BelowFloor { short } => {
            (chip("no", "search-chip-floor"), Some(page.t("search-why-floor").with("short", short)))
        }
        Outlook::NotFilled { left } => {
            let why = page.t("search-why-not-filled").with("last", last).count("left", left);
            (chip("ok", "search-chip-not-filled"), Some(why))
        }
        Outlook::Above { by } => (
            chip("ok", "search-chip-above"),
            Some(page.t("search-why-above").with("by", by).with("last", last)),
        ),
        Outlook::Equal => {
            (chip("ask", "search-chip-equal"), Some(page.t("search-why-equal").with("last", last)))
        }
        Outlook::Below { short } => (
            chip("end", "search-chip-below"),
            Some(page.t("search-why-below").with("short", short).with("last", last)),
        ),
        Outlook::Unknown(why) => {
            (chip("wait", "search-chip-unknown"), Some(unknown(page, last, why.as_str())))
        }
    }
}

fn unknown(page: &Page, last: i32, why: &str) -> Said {
    page.t(format!("search-unknown-{why}")).with("last", last)
}

/// What came of a programme the year before, or why that cannot be told.
fn before(page: &Page, last: i32, offer: &Offer) -> Said {
    let figures = |[with, without]: [&str; 2], before: &Before| {
        let said = page.t(if before.cutoff.is_some() { with } else { without }).with("last", last);
        let said = said.count("places", before.places).count("admitted", before.admitted);
        let said = said.with("partner", page.institution(&before.partner));
        match before.cutoff {
            Some(cutoff) => said.with("cutoff", cutoff),
            None => said,
        }
    };
    match (&offer.before, &offer.with_other_partner) {
        (Ok(known), _) => figures(["search-before", "search-before-nobody"], known),
        (Err(_), Some(other)) => figures(["search-before-partner", "search-before-partner-nobody"], other),
        (Err(why), None) => unknown(page, last, why.as_str()),
    }
}

impl SearchPage {
    /// Whether anything but the year was asked.
    fn filtered(&self) -> bool {
        let asked = &self.asked;
        [&asked.score, &asked.district, &asked.group, &asked.school, &asked.track, &asked.major]
            .iter()
            .any(|given| !given.is_empty())
    }

    /// Whether what came of it before says more than why nothing can be told.
    fn tells_before(&self, offer: &OfferShown) -> bool {
        offer.why.as_ref().is_none_or(|why| why.to_string() != offer.before.to_string())
    }
}
