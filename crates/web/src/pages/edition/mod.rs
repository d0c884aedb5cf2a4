//! `/editions/{edition}`: the law as data, each part a page: provisions with what rests on them, parameters,
//! interpretations, rule books, institutions, districts.

mod branches;
pub(super) mod finding;
mod headings;
mod interpretations;
mod lists;
mod parameters;
mod provision;
mod provisions;
mod rulebook;

use crate::answer::Problem;
use crate::frame::{Page, Said};
use crate::pages::address::encoded;
use crate::parts::Chip;
use crate::routes::Routes;
use guantong_model::RuleBook;
use guantong_policy::edition::{Certainty, ProvisionKind};
use guantong_service::access::Action;

pub(super) fn routes() -> Routes {
    Routes::new()
        .get("/editions/{edition}", Action::FactsRead, provisions::list)
        .get("/editions/{edition}/provisions/{clause}", Action::FactsRead, provision::one)
        .get("/editions/{edition}/provisions/{clause}/students", Action::StudentList, branches::touched)
        .get("/editions/{edition}/branches", Action::FiguresRead, branches::overview)
        .get("/editions/{edition}/findings", Action::EditionWhatIf, finding::list)
        .get("/editions/{edition}/parameters", Action::FactsRead, parameters::list)
        .get("/editions/{edition}/interpretations", Action::FactsRead, interpretations::list)
        .get("/editions/{edition}/rulebooks/{book}", Action::FactsRead, rulebook::articles)
        .get("/editions/{edition}/institutions", Action::FactsRead, lists::institutions)
        .get("/editions/{edition}/districts", Action::FactsRead, lists::districts)
}

/// A part of the edition that has a page of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Part {
    Provisions,
    Parameters,
    Interpretations,
    RuleBook(RuleBook),
    Institutions,
    Districts,
    Findings,
}

/// A link to a part, beside the others.
struct PartLink {
    words: Said,
    href: String,
    current: bool,
}

/// Only the edition in force has pages.
fn must_be_in_force(page: &Page, edition: &str) -> Result<(), Problem> {
    if page.edition().id == edition { Ok(()) } else { Err(Problem::NotFound) }
}

/// The address of a page of the edition in force.
fn address(page: &Page, rest: &str) -> String {
    format!("/editions/{}{rest}", encoded(&page.edition().id))
}

/// Links to all parts, with the one shown marked.
fn parts(page: &Page, shown: Part) -> Vec<PartLink> {
    [
        (Part::Provisions, "page-edition-provisions", ""),
        (Part::Parameters, "page-edition-parameters", "/parameters"),
        (Part::Interpretations, "page-edition-interpretations", "/interpretations"),
        (Part::RuleBook(RuleBook::Secondary), "page-edition-book-secondary", "/rulebooks/secondary"),
        (Part::RuleBook(RuleBook::Higher), "page-edition-book-higher", "/rulebooks/higher"),
        (Part::Institutions, "page-edition-institutions", "/institutions"),
        (Part::Districts, "page-edition-districts", "/districts"),
        (Part::Findings, "finding-title", "/findings"),
    ]
    .into_iter()
    .filter(|(part, ..)| *part != Part::Findings || page.may(Action::EditionWhatIf))
    .map(|(part, words, rest)| PartLink {
        words: page.t(words),
        href: address(page, rest),
        current: part == shown,
    })
    .collect()
}

/// What a provision is, as a word.
fn kind(page: &Page, kind: ProvisionKind) -> String {
    page.word(format!("edition.kind.{kind}"))
}

/// How sure the edition is.
fn certainty(page: &Page, certainty: Certainty) -> Chip {
    let shape = match certainty {
        Certainty::Text => "ok",
        Certainty::Corroborated => "going",
        Certainty::Memory | Certainty::Assumed => "ask",
    };
    Chip::new(shape, page.word(format!("certainty.{certainty}")))
}
