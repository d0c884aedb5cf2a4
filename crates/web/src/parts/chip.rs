//! A state as shape and word.

use crate::frame::Page;
use askama::Template;
use askama::filters::HtmlSafe;
use guantong_model::{Qualification, Standing};
use guantong_service::rows::RoundState;

/// A chip: the shape says what kind of state, the word which.
#[derive(Template)]
#[template(source = r#"<span class="chip chip--{{ shape }}">{{ word }}</span>"#, ext = "html")]
pub(crate) struct Chip {
    pub(crate) shape: &'static str,
    pub(crate) word: String,
}

impl HtmlSafe for Chip {}

impl Chip {
    pub(crate) fn new(shape: &'static str, word: impl ToString) -> Self {
        Chip { shape, word: word.to_string() }
    }

    /// 学籍状态.
    pub(crate) fn standing(page: &Page, standing: Standing) -> Self {
        let shape = match standing {
            Standing::Admitted => "wait",
            Standing::Studying => "going",
            Standing::OnLeave => "pause",
            Standing::Graduated => "ok",
            Standing::Completed
            | Standing::Incomplete
            | Standing::Withdrawn
            | Standing::Expelled
            | Standing::Cancelled
            | Standing::Deceased
            | Standing::NotEnrolled => "end",
        };
        Chip::new(shape, page.word(format!("standing.{standing}")))
    }

    /// 贯通培养资格.
    pub(crate) fn qualification(page: &Page, qualification: Qualification) -> Self {
        let shape = match qualification {
            Qualification::Held => "ok",
            Qualification::Ended => "end",
        };
        Chip::new(shape, page.word(format!("qualification.{qualification}")))
    }

    /// How far a round is.
    pub(crate) fn round_state(page: &Page, state: RoundState) -> Self {
        let (shape, words) = match state {
            RoundState::Proved => ("wait", "page-round-proved"),
            RoundState::Sealed => ("going", "page-round-sealed"),
            RoundState::Published => ("ok", "page-round-published"),
        };
        Chip::new(shape, page.t(words))
    }
}
