//! `/editions/{edition}/rulebooks/{book}`: a stage's rule book, article by article, with how sure we are of each.

use super::{Part, PartLink, certainty, must_be_in_force, parts};
use crate::answer::{Answer, Problem};
use crate::frame::{Page, show};
use crate::parts::{Chip, Clauses};
use askama::Template;
use axum::extract::Path;
use guantong_model::RuleBook;
use guantong_policy::edition::{Article, RuleBookText};

#[derive(Template)]
#[template(path = "edition/rulebook.html")]
struct RuleBookPage {
    parts: Vec<PartLink>,
    book: RuleBookText,
    clauses: Clauses,
    page: Page,
}

impl RuleBookPage {
    fn certainty(&self, article: &Article) -> Chip {
        certainty(&self.page, article.certainty)
    }
}

pub(super) async fn articles(page: Page, Path((edition, book)): Path<(String, String)>) -> Answer {
    must_be_in_force(&page, &edition)?;
    let book = RuleBook::parse(&book).ok_or(Problem::NotFound)?;
    show(&RuleBookPage {
        parts: parts(&page, Part::RuleBook(book)),
        clauses: Clauses::of_provisions(&page, &["3.3.3.a"]).with_lead(&page),
        book: page.edition().rule_book(book).ok_or(Problem::NotFound)?.clone(),
        page,
    })
}
