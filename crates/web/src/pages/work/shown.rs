//! Words for periods, posts and sheets of hours.

use crate::frame::Page;
use crate::parts::Chip;
use guantong_service::work::HoursState;
use guantong_service::work::{Block, Turn};

/// What a period is for.
pub(super) fn turn(page: &Page, turn: Turn) -> Chip {
    let shape = match turn {
        Turn::Teaching => "going",
        Turn::Visit | Turn::Post => "ok",
    };
    Chip::new(shape, page.word(format!("work-turn.{turn}")))
}

/// How far a sheet of hours is.
pub(super) fn state(page: &Page, state: HoursState) -> Chip {
    let shape = match state {
        HoursState::Entering => "going",
        HoursState::Sent => "wait",
        HoursState::Confirmed => "ok",
    };
    Chip::new(shape, page.word(format!("hours-state.{state}")))
}

/// The first and the last day of a period.
pub(super) fn days(page: &Page, block: &Block) -> String {
    page.t("work-days").with("from", page.date(block.from)).with("until", page.date(block.until)).to_string()
}
