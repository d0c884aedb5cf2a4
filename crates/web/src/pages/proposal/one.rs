//! `/proposals/{year}/{name}`: one proposal, row by row beside last year, with its checks and what may be done with it.

use super::parts::{BoundShown, StrandedShown, TotalShown, clauses, gate, state};
use super::{href, year_of};
use crate::answer::{Answer, Problem};
use crate::fields::Fields;
use crate::frame::{Page, Said, show_as};
use crate::pages::evaluation::ResultShown;
use crate::parts::gate::Gate;
use crate::parts::{Chip, Clauses};
use askama::Template;
use axum::extract::Path;
use axum::http::StatusCode;
use guantong_model::Track;
use guantong_policy::edition::MajorLevel;
use guantong_programme::proposal::{PLACES_MAX, ProposalRow};
use guantong_service::proposal::{LastYear, ProposalView};

/// A row as it is shown.
struct RowShown {
    number: u32,
    major: String,
    special: Option<String>,
    href: String,
    partner: String,
    /// The partner of last year, where it is another.
    was_partner: Option<String>,
    chip: Option<Chip>,
    /// What stands in the field of its places.
    places: String,
    stands: bool,
    last: Option<LastYear>,
    /// The share of the cut-off in the full marks of its year.
    share: Option<String>,
    completion: String,
    /// What was decided about it.
    bounds: Vec<BoundShown>,
}

/// What was typed, where it could not be taken.
#[derive(Clone, Debug, Default)]
pub(super) struct Typed {
    /// Fields by name.
    pub(super) fields: Fields,
}

impl Typed {
    fn get(&self, name: &str) -> String {
        self.fields.get(name).cloned().unwrap_or_default()
    }
}

/// What happened before the page is shown.
#[derive(Default)]
pub(super) struct Situation {
    pub(super) errors: Vec<Said>,
    pub(super) conflict: Option<Said>,
    pub(super) typed: Typed,
}

#[derive(Template)]
#[template(path = "proposal/one.html")]
struct OnePage {
    year: i32,
    here: String,
    title: String,
    view: ProposalView,
    chip: Chip,
    rows: Vec<RowShown>,
    total: TotalShown,
    gate: Gate,
    stranded: StrandedShown,
    /// Results of evaluations of the two years before (4.3.1.d).
    evaluated: Vec<ResultShown>,
    confirms: Vec<(String, String)>,
    unconfirmed: Vec<String>,
    universities: Vec<String>,
    majors: Vec<String>,
    situation: Situation,
    clauses: Clauses,
    page: Page,
}

pub(super) async fn one(page: Page, Path((year, name)): Path<(String, String)>) -> Answer {
    shown(page, year_of(&year)?, &name, StatusCode::OK, Situation::default()).await
}

/// The page of a proposal after what happened.
pub(super) async fn shown(
    page: Page,
    year: i32,
    name: &str,
    status: StatusCode,
    situation: Situation,
) -> Answer {
    let view = page.office().proposal_view(year, name).await?;
    let here = href(year, name);
    let proposal = &view.on_file.proposal;
    let row = |row: &ProposalRow| {
        let last = row.was.as_ref().and_then(|was| view.demand.by.get(&was.programme)).cloned();
        let share = last.as_ref().and_then(|last| view.demand.share(last.cutoff));
        let typed = situation.typed.fields.get(&format!("places-{}", row.row));
        RowShown {
            number: row.row,
            major: row.major_printed(),
            special: row.special.clone(),
            href: format!("{here}/rows/{}", row.row),
            partner: page.institution(&row.partner).to_owned(),
            was_partner: row.was.as_ref().filter(|_| row.has_another_partner()).map(|was| {
                page.t("proposal-was-partner").with("partner", page.institution(&was.partner)).to_string()
            }),
            chip: chip(&page, row),
            bounds: view
                .bounds
                .iter()
                .filter(|bound| bound.concerns(&proposal.institution, row))
                .map(|bound| BoundShown::of(&page, bound))
                .collect(),
            places: typed.cloned().unwrap_or_else(|| row.places.to_string()),
            stands: row.stands(),
            share: share.map(|tenths| format!("{}.{}%", tenths / 10, tenths % 10)),
            completion: last
                .as_ref()
                .map(|last| page.percent(last.admitted, last.places))
                .unwrap_or_default(),
            last,
        }
    };
    let edition = page.edition();
    let universities: Vec<String> = guantong_programme::plan::Ground::of(edition, year)
        .directory
        .universities()
        .map(str::to_owned)
        .collect();
    let level = |track: &Track| match track {
        Track::SecondaryBachelor => MajorLevel::Secondary,
        Track::CollegeBachelor | Track::UniversityOnly => MajorLevel::College,
    };
    let tracks: Vec<Track> = proposal.rows.iter().map(|row| row.track).collect();
    let majors = edition
        .majors()
        .iter()
        .filter(|major| tracks.is_empty() || tracks.iter().any(|track| level(track) == major.level));
    let mut majors: Vec<String> = majors.map(|major| major.name.clone()).collect();
    majors.dedup();
    let named = |name: &String| page.institution(name).to_owned();
    let evaluated = ResultShown::of(&page, name, year).await?;
    let one = OnePage {
        evaluated,
        chip: if view.adopted {
            Chip::new("ok", page.t("proposal-state-adopted"))
        } else {
            state(&page, (view.on_file.version > 0).then_some(proposal.state))
        },
        title: page.institution(name).to_owned(),
        rows: proposal.rows.iter().map(row).collect(),
        total: TotalShown::of(&page, page.t("page-home-total").to_string(), &view.total),
        gate: gate(&page, &view.checks),
        stranded: StrandedShown::of(&page, view.stranded.as_ref()),
        confirms: view.standing.confirms.iter().map(|name| (name.clone(), named(name))).collect(),
        unconfirmed: view.unconfirmed.iter().map(named).collect(),
        universities,
        majors,
        clauses: clauses(&page),
        year,
        here: here.clone(),
        situation,
        view: view.clone(),
        page: page.clone(),
    };
    show_as(status, &one)
}

/// What became of a row against last year, as shape and word.
pub(super) fn chip(page: &Page, row: &ProposalRow) -> Option<Chip> {
    if !row.stands() {
        return Some(Chip::new("no", page.t("continuity-fate-dropped")));
    }
    if row.was.is_none() {
        return Some(Chip::new("going", page.t("continuity-fate-new")));
    }
    row.has_another_partner().then(|| Chip::new("ask", page.t("continuity-fate-partner-changed")))
}

impl OnePage {
    fn typed(&self, name: &str) -> String {
        self.situation.typed.get(name)
    }

    fn tracks(&self) -> Vec<(&'static str, String)> {
        Track::ALL.iter().map(|track| (track.as_str(), self.page.word(format!("track.{track}")))).collect()
    }

    /// The track that is offered first: the one the proposal has.
    fn first_track(&self) -> String {
        let typed = self.typed("track");
        let own = || self.view.on_file.proposal.rows.first().map(|row| row.track.as_str().to_owned());
        if typed.is_empty() { own().unwrap_or_default() } else { typed }
    }

    fn most(&self) -> i64 {
        i64::from(PLACES_MAX)
    }

    fn version(&self) -> i64 {
        self.view.on_file.version
    }

    fn full(&self) -> Option<String> {
        self.view.demand.full.map(|full| full.to_string())
    }
}

/// What a form could not be taken for, on the page it was sent from.
pub(super) fn situation(
    page: &Page,
    problem: Problem,
    typed: Typed,
) -> Result<(StatusCode, Situation), Problem> {
    match problem {
        Problem::BadInput(wrong) => {
            let errors = wrong.iter().map(|message| page.say(message)).collect();
            Ok((StatusCode::UNPROCESSABLE_ENTITY, Situation { errors, typed, ..Situation::default() }))
        }
        Problem::Conflict(conflict) => {
            let conflict = Some(page.say(&conflict.message));
            Ok((StatusCode::CONFLICT, Situation { conflict, typed, ..Situation::default() }))
        }
        other => Err(other),
    }
}
