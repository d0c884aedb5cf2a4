//! What a decision rests on: clauses, articles and interpretations, each with a short quote from the edition.

use crate::language::{locale, say};
use guantong_model::Message;
use guantong_policy::Citation;
use guantong_policy::edition::builtin;
use guantong_wording::Locale;

/// Something cited.
pub(super) struct Basis {
    /// `clause`, `article` or `interpretation`.
    pub(super) kind: &'static str,
    /// Its id: of an article the rule book and the number as it was given.
    pub(super) id: String,
    /// How a reader names it.
    pub(super) label: String,
    /// Its words; of an article how sure we are of them stands behind.
    pub(super) quote: Option<String>,
}

/// What a citation says; an article that the edition does not have is named without words.
pub(super) fn of(citation: &Citation) -> Basis {
    let edition = builtin().ok();
    let either =
        |zh: &str, en: &str| if locale() == Locale::En && !en.is_empty() { en } else { zh }.to_owned();
    match citation {
        Citation::Clause(id) => {
            let provision = edition.and_then(|edition| edition.provision(id));
            Basis {
                kind: "clause",
                id: id.to_string(),
                label: provision.map_or_else(|| id.to_string(), |p| named(&p.label, id.as_str())),
                quote: provision.map(|provision| either(&provision.words, &provision.words_en)),
            }
        }
        Citation::Article { book, article } => {
            let text = edition.and_then(|edition| edition.rule_book(*book));
            let found = text.and_then(|text| text.article(article));
            let short = text.map_or(book.as_str(), |text| text.short.as_str());
            let number = found.map_or_else(|| article.clone(), guantong_policy::edition::Article::label);
            let label = Message::new("page-article-label").with("book", short).with("number", number);
            let quote = found.map(|article| {
                let certainty = super::word(&format!("certainty.{}", article.certainty));
                let words = either(&article.words, &article.words_en);
                say(&Message::new("explain-article").with("words", words).with("certainty", certainty))
            });
            Basis { kind: "article", id: format!("{book} {article}"), label: say(&label), quote }
        }
        Citation::Interpretation(id) => {
            let chosen = edition.and_then(|edition| edition.interpretation(id)?.choice());
            Basis {
                kind: "interpretation",
                id: id.clone(),
                label: say(&Message::new("page-interpretation-label").with("id", id.as_str())),
                quote: chosen.map(|choice| either(&choice.words, &choice.words_en)),
            }
        }
    }
}

/// A clause by the notice's own heading and the id that tells limbs of one heading apart.
fn named(label: &str, id: &str) -> String {
    say(&Message::new("explain-clause").with("label", label).with("id", id))
}
