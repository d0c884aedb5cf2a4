//! `/proposals/{year}`: every proposal with how far it is, totals beside last year's, and whom all of it would strand.

use super::parts::{StrandedShown, TotalShown, signed, state};
use super::{href, year_of};
use crate::answer::Answer;
use crate::frame::{Page, show};
use crate::parts::{Chip, Clauses};
use askama::Template;
use axum::extract::Path;
use guantong_service::access::Action;
use guantong_service::proposal::{Desk, Place};

/// A proposal in the list.
struct PlaceShown {
    name: String,
    href: String,
    chip: Chip,
    saved_at: String,
    before: i64,
    after: i64,
    difference: String,
    place: Place,
}

#[derive(Template)]
#[template(path = "proposal/list.html")]
struct ListPage {
    year: i32,
    desk: Desk,
    places: Vec<PlaceShown>,
    total: TotalShown,
    /// By track, then by category.
    totals: Vec<TotalShown>,
    stranded: StrandedShown,
    /// Whether this is the desk of the whole city.
    whole: bool,
    clauses: Clauses,
    page: Page,
}

pub(super) async fn list(page: Page, Path(year): Path<String>) -> Answer {
    let year = year_of(&year)?;
    let desk = page.office().proposals(year).await?;
    let shown = |place: &Place| PlaceShown {
        name: page.institution(&place.institution).to_owned(),
        href: href(year, &place.institution),
        chip: state(&page, place.state),
        saved_at: if place.version > 0 { page.moment(place.saved_at) } else { String::new() },
        before: place.before.places,
        after: place.after.places,
        difference: signed(&page, place.after.places - place.before.places),
        place: place.clone(),
    };
    let track = |total| TotalShown::of(&page, page.word(format!("track.{}", total_name(total))), total);
    let category = |total| TotalShown::of(&page, page.category(total_name(total)), total);
    let mut totals: Vec<TotalShown> = desk.tracks.iter().map(track).collect();
    let more = desk.categories.iter().map(category);
    // A category that is one track and nothing else is told once.
    let more: Vec<TotalShown> = more
        .filter(|total| {
            !totals.iter().any(|known| {
                known.name == total.name && (known.before, known.after) == (total.before, total.after)
            })
        })
        .collect();
    totals.extend(more);
    show(&ListPage {
        places: desk.places.iter().map(shown).collect(),
        total: TotalShown::of(&page, page.t("page-home-total").to_string(), &desk.total),
        totals,
        stranded: StrandedShown::of(&page, desk.stranded.as_ref()),
        whole: page.may(Action::PlanDraft),
        clauses: Clauses::of_provisions(&page, &["3.1.3.a", "3.4.3.b", "3.4.4.c"]).with_lead(&page),
        year,
        desk,
        page: page.clone(),
    })
}

fn total_name(total: &guantong_programme::proposal::Compared) -> &str {
    &total.name
}
