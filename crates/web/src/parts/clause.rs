//! 依据: the clauses an answer rests on, as chips whose words open where one stands.

use crate::frame::{Page, Said};
use crate::pages::address::encoded;
use askama::Template;
use askama::filters::HtmlSafe;
use guantong_model::RuleBook;
use guantong_policy::{Citation, ClauseId};

/// Clauses in a row, after a lead such as 依据 where there is one.
#[derive(Template)]
#[template(path = "parts/clauses.html")]
pub(crate) struct Clauses {
    pub(crate) lead: Option<Said>,
    pub(crate) list: Vec<Clause>,
    /// What opens the rest, where there are more than stand well in a row.
    pub(crate) rest: Option<Said>,
}

/// More chips than these stand behind one of their own.
const IN_A_ROW: usize = 4;

impl HtmlSafe for Clauses {}

/// One chip: what is cited, its words, whose words they are, and where more is said.
pub(crate) struct Clause {
    pub(crate) label: String,
    pub(crate) quotes: Vec<Quote>,
    pub(crate) source: Said,
    pub(crate) href: String,
    pub(crate) more: Said,
}

/// Words that are quoted: in English our rendering first, then the notice's own.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct Quote {
    pub(crate) words: String,
    /// The original, where the words above are a rendering.
    pub(crate) original: Option<String>,
}

impl Quote {
    fn of(page: &Page, zh: &str, en: &str) -> Self {
        let words = page.either(zh, en).to_owned();
        let original = (words != zh).then(|| zh.to_owned());
        Quote { words, original }
    }
}

impl Clauses {
    /// What was cited, each clause once: provisions of one heading share a chip.
    pub(crate) fn of(page: &Page, citations: &[Citation]) -> Self {
        let mut list: Vec<Clause> = Vec::new();
        for clause in citations.iter().filter_map(|citation| Clause::of(page, citation)) {
            match list.iter_mut().find(|known| known.label == clause.label) {
                Some(known) => {
                    let new = clause.quotes.into_iter().filter(|quote| !known.quotes.contains(quote));
                    let new: Vec<_> = new.collect();
                    known.quotes.extend(new);
                }
                None => list.push(clause),
            }
        }
        let beyond = list.len().saturating_sub(IN_A_ROW);
        // A chip for one chip would gain nothing.
        let rest = (beyond > 1).then(|| page.t("page-clauses-rest").with("count", beyond));
        Clauses { lead: None, list, rest }
    }

    /// Those that stand in the row.
    fn row(&self) -> &[Clause] {
        let end = if self.rest.is_some() { IN_A_ROW } else { self.list.len() };
        self.list.get(..end).unwrap_or(&self.list)
    }

    /// Those behind the last chip.
    fn beyond(&self) -> &[Clause] {
        self.list.get(self.row().len()..).unwrap_or_default()
    }

    /// Provisions of the notice.
    pub(crate) fn of_provisions(page: &Page, ids: &[&str]) -> Self {
        let citations: Vec<_> = ids.iter().map(|id| Citation::clause(id)).collect();
        Clauses::of(page, &citations)
    }

    /// The same with 依据 before them.
    pub(crate) fn with_lead(mut self, page: &Page) -> Self {
        self.lead = Some(page.t("page-clauses-lead"));
        self
    }
}

impl Clause {
    /// What a citation says; nothing where the edition does not have it.
    fn of(page: &Page, citation: &Citation) -> Option<Self> {
        match citation {
            Citation::Clause(id) => Self::of_provision(page, id),
            Citation::Article { book, article } => Self::of_article(page, *book, article),
            Citation::Interpretation(id) => Self::of_interpretation(page, id),
        }
    }

    fn of_provision(page: &Page, id: &ClauseId) -> Option<Self> {
        let edition = page.edition();
        let provision = edition.provision(id)?;
        let document = edition.head().map_or("", |head| head.document.as_str());
        let label = page.either(&provision.label, id.as_str()).to_owned();
        Some(Clause {
            quotes: vec![Quote::of(page, provision.quote(), &provision.words_en)],
            source: page.t("page-clause-source").with("document", document).with("label", &provision.label),
            href: format!("/editions/{}/provisions/{}", encoded(&edition.id), encoded(id.as_str())),
            more: page.t("page-clause-more"),
            label,
        })
    }

    fn of_article(page: &Page, book: RuleBook, number: &str) -> Option<Self> {
        let edition = page.edition();
        let text = edition.rule_book(book)?;
        let article = text.article(number)?;
        let title = page.either(&text.title, &text.title_en);
        Some(Clause {
            label: page
                .t("page-article-label")
                .with("book", &text.short)
                .with("number", article.label())
                .to_string(),
            quotes: vec![Quote {
                words: page.either(&article.words, &article.words_en).to_owned(),
                original: None,
            }],
            source: page
                .t("page-article-source")
                .with("title", title)
                .with("document", &text.document)
                .with("certainty", page.word(format!("certainty.{}", article.certainty))),
            href: format!("/editions/{}/rulebooks/{book}#a{}", encoded(&edition.id), article.number),
            more: page.t("page-article-more"),
        })
    }

    fn of_interpretation(page: &Page, id: &str) -> Option<Self> {
        let edition = page.edition();
        let reading = edition.interpretation(id)?;
        let chosen = reading.choice()?;
        let question = page.either(&reading.question, &reading.question_en);
        let answer = page.either(&chosen.words, &chosen.words_en);
        Some(Clause {
            label: page.t("page-interpretation-label").with("id", id).to_string(),
            quotes: [question, answer]
                .map(|words| Quote { words: words.to_owned(), original: None })
                .into_iter()
                .collect(),
            source: page
                .t("page-interpretation-source")
                .with("source", page.either(&reading.source, &reading.source_en)),
            href: format!("/editions/{}/interpretations#{}", encoded(&edition.id), encoded(id)),
            more: page.t("page-interpretation-more"),
        })
    }
}
