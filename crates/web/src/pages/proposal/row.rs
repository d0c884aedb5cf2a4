//! `/proposals/{year}/{name}/rows/{row}`: one row: what it was, whom it would strand, what may be changed, and every
//! change it had.

use super::one::{Situation, Typed, chip, situation};
use super::parts::{BoundShown, StrandedShown, clauses, edits};
use super::{href, year_of};
use crate::answer::{Answer, Problem};
use crate::fields::Fields;
use crate::frame::{Page, show_as};
use crate::parts::{Chip, Clauses};
use askama::Template;
use axum::extract::Path;
use axum::http::StatusCode;
use guantong_service::proposal::{RowView, Version};

/// A change of the row.
struct HistoryShown {
    at: String,
    actor: String,
    kind: String,
    edits: Vec<String>,
    because: Option<String>,
}

#[derive(Template)]
#[template(path = "proposal/row.html")]
struct RowPage {
    year: i32,
    here: String,
    of: String,
    title: String,
    major: String,
    partner: String,
    view: RowView,
    chip: Option<Chip>,
    share: Option<String>,
    stranded: StrandedShown,
    history: Vec<HistoryShown>,
    universities: Vec<String>,
    /// What was decided about it.
    bounds: Vec<BoundShown>,
    situation: Situation,
    clauses: Clauses,
    page: Page,
}

pub(super) async fn row(page: Page, Path((year, name, number)): Path<(String, String, String)>) -> Answer {
    let number: u32 = number.parse().map_err(|_| Problem::NotFound)?;
    shown(page, year_of(&year)?, &name, number, StatusCode::OK, Situation::default()).await
}

/// The page again, with what is wrong and what was typed.
pub(super) async fn again(
    page: Page,
    year: i32,
    name: &str,
    number: u32,
    problem: Problem,
    fields: Fields,
) -> Answer {
    let (status, situation) = situation(&page, problem, Typed { fields })?;
    shown(page, year, name, number, status, situation).await
}

async fn shown(
    page: Page,
    year: i32,
    name: &str,
    number: u32,
    status: StatusCode,
    situation: Situation,
) -> Answer {
    let view = page.office().proposal_row(year, name, number).await?;
    let of = href(year, name);
    let share = view.last.as_ref().and_then(|last| view.demand.share(last.cutoff));
    let history = |version: &Version| HistoryShown {
        at: page.moment(version.at),
        actor: page.by(&version.actor),
        kind: page.t(format!("proposal-entry-{}", kind(&version.kind))).to_string(),
        edits: edits(&page, &version.noted),
        because: version.noted.because.clone(),
    };
    let ground = guantong_programme::plan::Ground::of(page.edition(), year);
    let row_page = RowPage {
        year,
        here: format!("{of}/rows/{number}"),
        title: page.institution(name).to_owned(),
        major: view.row.major_printed(),
        partner: page.institution(&view.row.partner).to_owned(),
        chip: chip(&page, &view.row),
        share: share.map(|tenths| format!("{}.{}%", tenths / 10, tenths % 10)),
        stranded: StrandedShown::of(&page, view.stranded.as_ref()),
        history: view.history.iter().rev().map(history).collect(),
        bounds: view.bounds.iter().map(|bound| BoundShown::of(&page, bound)).collect(),
        universities: ground.directory.universities().map(str::to_owned).collect(),
        clauses: clauses(&page),
        of,
        situation,
        view,
        page: page.clone(),
    };
    show_as(status, &row_page)
}

/// What an entry did, as its message has it.
pub(super) fn kind(kind: &str) -> &str {
    kind.strip_prefix("proposal-").unwrap_or(kind)
}

impl RowPage {
    fn typed(&self, name: &str) -> String {
        self.situation.typed.fields.get(name).cloned().unwrap_or_default()
    }

    fn version(&self) -> i64 {
        self.view.on_file.version
    }

    fn places(&self) -> String {
        let typed = self.typed("places");
        if typed.is_empty() { self.view.row.places.to_string() } else { typed }
    }

    fn chosen(&self) -> String {
        let typed = self.typed("partner");
        if typed.is_empty() { self.view.row.partner.clone() } else { typed }
    }

    fn full(&self) -> Option<String> {
        self.view.demand.full.map(|full| full.to_string())
    }

    /// Where a change of the row is sent: the institution's to the row, the commission's as an adjustment.
    fn action(&self) -> String {
        if self.view.standing.adjusts { format!("{}/adjustment", self.of) } else { self.here.clone() }
    }

    fn now(&self) -> i64 {
        if self.view.row.stands() { i64::from(self.view.row.places) } else { 0 }
    }

    fn gone(&self) -> bool {
        self.view.is_gone()
    }
}
