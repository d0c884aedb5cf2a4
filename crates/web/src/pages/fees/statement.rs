//! `/students/{id}/fees`: what a student owes and may receive, term by term.

use super::{AidShown, year, yuan};
use crate::answer::{Answer, Problem};
use crate::frame::{Page, show};
use crate::pages::address::encoded;
use crate::parts::Clauses;
use askama::Template;
use axum::extract::Path;
use guantong_model::StudentId;
use guantong_service::fees::{Owed, TermOwed};

/// A term as it is shown.
struct TermShown {
    when: String,
    ahead: bool,
    stage: String,
    institution: String,
    owed: String,
    /// What the amount rests on.
    because: String,
}

#[derive(Template)]
#[template(path = "fees/statement.html")]
struct StatementPage {
    name: String,
    href: String,
    terms: Vec<TermShown>,
    /// What the terms that have come and have an amount come to.
    so_far: String,
    /// How many of those that have come have no amount on file.
    untold: usize,
    aid: Vec<(String, Vec<AidShown>)>,
    on: String,
    clauses: Clauses,
    page: Page,
}

pub(super) async fn one(page: Page, Path(id): Path<String>) -> Answer {
    let statement = page.office().fee_statement(&StudentId(id)).await?.ok_or(Problem::NotFound)?;
    let term = |owed: &TermOwed| {
        let TermOwed { term, institution, owed } = owed;
        let (amount, because) = match owed {
            Owed::Fen(fen, Some(standard)) => (yuan(&page, *fen), standard.document.clone()),
            Owed::Fen(fen, None) => (yuan(&page, *fen), page.t("fee-by-edition").to_string()),
            Owed::Announced => (page.t("fee-untold").to_string(), page.t("fee-untold-then").to_string()),
            Owed::Away => (page.t("fee-nothing").to_string(), page.t("fee-away").to_string()),
        };
        TermShown {
            when: format!("{} {}", year(&page, term.year), page.word(format!("half.{}", term.half))),
            ahead: term.ahead,
            stage: page.word(format!("stage.{}", term.stage)),
            institution: page.institution(institution).to_owned(),
            owed: amount,
            because,
        }
    };
    let come = || statement.terms.iter().filter(|owed| !owed.term.ahead);
    let sum = come().map(|owed| if let Owed::Fen(fen, _) = &owed.owed { *fen } else { 0 }).sum();
    let aid = statement.aid.iter().map(|(stage, aid)| {
        (page.word(format!("stage.{stage}")), aid.iter().map(|aid| AidShown::of(&page, aid)).collect())
    });
    show(&StatementPage {
        name: statement.student.name.clone(),
        href: format!("/students/{}", encoded(statement.student.id.as_str())),
        terms: statement.terms.iter().map(term).collect(),
        so_far: yuan(&page, sum),
        untold: come().filter(|owed| owed.owed == Owed::Announced).count(),
        aid: aid.collect(),
        on: page.date(statement.on),
        clauses: Clauses::of_provisions(&page, &["3.3.3.b", "3.3.3.a"]),
        page: page.clone(),
    })
}
