//! States, directions and areas in words.

use crate::frame::Page;
use crate::parts::Chip;
use guantong_service::support::{Area, Direction, Support, SupportId, SupportState};

/// Where one is.
pub(crate) fn href(id: impl std::fmt::Display) -> String {
    format!("/support/{id}")
}

/// Which one an address names.
pub(super) fn id_of(text: &str) -> Result<SupportId, crate::answer::Problem> {
    SupportId::parse(text).ok_or(crate::answer::Problem::NotFound)
}

/// Which way, in words.
pub(crate) fn direction(page: &Page, direction: Direction) -> String {
    page.word(format!("support-direction.{direction}"))
}

/// In what, in words.
pub(crate) fn area(page: &Page, area: Area) -> String {
    page.word(format!("support-area.{area}"))
}

/// How far it is.
pub(super) fn state(page: &Page, support: &Support) -> Chip {
    let hears = support.hears_until(page.office().today()).is_some();
    let (shape, word) = match support.state {
        SupportState::Proposed if hears => ("pause", "hearing"),
        SupportState::Proposed => ("wait", "proposed"),
        SupportState::Agreed => ("ok", "agreed"),
        SupportState::Rejected => ("end", "rejected"),
    };
    Chip::new(shape, page.word(format!("support-state.{word}")))
}
