//! The corrections of a year, and where one is proposed.

use super::{all, chip};
use crate::answer::Answer;
use crate::frame::{Page, show};
use crate::pages::round::RoundPath;
use crate::parts::{Chip, Clauses};
use askama::Template;
use axum::extract::Path;
use guantong_service::access::Action;

/// A correction in the list.
struct Row {
    href: String,
    number: i64,
    round: String,
    people: usize,
    document: String,
    because: String,
    at: String,
    by: String,
    state: Chip,
}

#[derive(Template)]
#[template(path = "correction/list.html")]
struct ListPage {
    at: RoundPath,
    here: String,
    rows: Vec<Row>,
    clauses: Clauses,
    page: Page,
}

impl ListPage {
    fn proposes(&self) -> bool {
        self.page.may(Action::CorrectionPropose)
    }
}

pub(super) async fn list(page: Page, Path((year, round)): Path<(String, String)>) -> Answer {
    let at = RoundPath::read(&page, &year, &round).await?;
    let found = page.office().corrections(at.year, at.round).await?;
    let row = |correction: guantong_service::correction::Correction| {
        let of = RoundPath { year: at.year, round: correction.round };
        Row {
            href: format!("{}/{}", all(of), correction.number),
            number: correction.number,
            round: page.word(of.word()),
            people: correction.people.len(),
            at: page.moment(correction.proposed_at),
            by: page.by(&correction.proposed_by),
            document: correction.document,
            because: correction.because,
            state: chip(&page, correction.state),
        }
    };
    let rows = found.into_iter().map(|one| row(one.correction)).collect();
    let clauses = Clauses::of_provisions(&page, &["3.1.1", "3.1.2.a", "3.1.2.b", "3.1.3.b"]).with_lead(&page);
    show(&ListPage { at, here: all(at), rows, clauses, page: page.clone() })
}
