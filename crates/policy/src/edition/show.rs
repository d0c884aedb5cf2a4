//! An edition as lines to print, part by part, not yet worded: each line carries both languages' words and the
//! message files pick.

use super::diff::{designated, role, spans};
use super::{
    Article, District, Edition, Institution, Interpretation, Major, MajorLevel, Parameter, Provision,
    RuleBookText,
};
use crate::ClauseId;
use guantong_model::{Fact, InstitutionKind, Message, RuleBook, words};

words! {
    /// A part of an edition that can be shown alone.
    Part {
        /// What it is and when it is in force.
        Head = "head",
        /// The provisions.
        Provisions = "provisions",
        /// The parameters with days and clauses.
        Parameters = "parameters",
        /// The interpretations with their choices.
        Interpretations = "interpretations",
        /// The rule books, article by article.
        RuleBooks = "rule-books",
        /// The institutions.
        Institutions = "institutions",
        /// The majors.
        Majors = "majors",
        /// The districts.
        Districts = "districts",
    }
}

/// The lines of a part, its heading first (ids `edition-show-…`).
#[must_use]
pub fn lines(edition: &Edition, part: Part) -> Vec<Message> {
    let (body, count) = match part {
        Part::Head => (head(edition), 1),
        Part::Provisions => {
            (edition.provisions().iter().map(provision).collect(), edition.provisions().len())
        }
        Part::Parameters => {
            (edition.parameters().iter().map(parameter).collect(), edition.parameters().len())
        }
        Part::Interpretations => (
            edition.interpretations().iter().flat_map(interpretation).collect(),
            edition.interpretations().len(),
        ),
        Part::RuleBooks => {
            let articles = edition.rule_books().iter().map(|book| book.articles.len()).sum();
            (edition.rule_books().iter().flat_map(rule_book).collect(), articles)
        }
        Part::Institutions => {
            (edition.institutions().iter().map(institution).collect(), edition.institutions().len())
        }
        Part::Majors => (edition.majors().iter().map(major).collect(), edition.majors().len()),
        Part::Districts => (edition.districts().iter().map(district).collect(), edition.districts().len()),
    };
    let heading = Message::new(&format!("edition-show-heading-{part}")).with("count", count);
    std::iter::once(heading).chain(body).collect()
}

/// The lines of whatever a reader names: a part, a clause (with what stands below it, its parameters and its
/// interpretations), a parameter, an interpretation, an article (`higher 22`), an institution, a major, a district.
/// Empty where the edition has nothing of that name.
#[must_use]
pub fn find(edition: &Edition, name: &str) -> Vec<Message> {
    if let Some(part) = Part::parse(name) {
        return lines(edition, part);
    }
    let clause = ClauseId::from(name);
    let mut found: Vec<Message> = edition
        .provisions()
        .iter()
        .filter(|p| clause.covers(&p.id))
        .flat_map(|p| std::iter::once(provision(p)).chain(quotation(p)))
        .collect();
    let of_clause = |of: &ClauseId| !found.is_empty() && clause.covers(of);
    let parameters =
        edition.parameters().iter().filter(|p| p.name == name || of_clause(&p.clause)).map(parameter);
    let interpretations = edition
        .interpretations()
        .iter()
        .filter(|i| i.id == name || of_clause(&i.clause))
        .flat_map(interpretation);
    let rest: Vec<Message> = parameters.chain(interpretations).collect();
    found.extend(rest);
    let cited = name.split_once(' ').and_then(|(book, number)| Some((RuleBook::parse(book)?, number)));
    found.extend(cited.and_then(|(book, number)| edition.article(book, number)).map(article));
    found.extend(edition.institution(name).map(institution));
    found.extend(MajorLevel::ALL.iter().filter_map(|level| edition.major(name, *level)).map(major));
    found.extend(edition.district(name).map(district));
    found
}

fn word(id: &str) -> Fact {
    Fact::Word(id.to_owned())
}

/// A text, or the glossary's dash where there is none.
fn or_none(text: Option<&str>) -> Fact {
    text.map_or_else(|| word("edition.none"), Fact::from)
}

fn head(edition: &Edition) -> Vec<Message> {
    let Some(head) = edition.head() else { return Vec::new() };
    let in_force = match head.to {
        Some(to) => Message::new("edition-show-in-force-to").with("from", head.from).with("to", to),
        None => {
            Message::new("edition-show-in-force").with("from", head.from).with("to", word("edition.open"))
        }
    };
    let mut lines = vec![
        Message::new("edition-show-title")
            .with("id", head.id.as_str())
            .with("title", head.title.as_str())
            .with("title_en", head.title_en.as_str()),
        Message::new("edition-show-issued")
            .with("document", head.document.as_str())
            .with("issuer", head.issuer.as_str())
            .with("issuer_en", head.issuer_en.as_str())
            .with("issued_on", head.issued_on),
        in_force,
    ];
    lines.extend(head.sources.iter().map(|source| {
        Message::new("edition-show-source")
            .with("id", source.id.as_str())
            .with("words", source.words.as_str())
            .with("words_en", source.words_en.as_str())
    }));
    lines
}

fn provision(provision: &Provision) -> Message {
    Message::new("edition-show-provision")
        .with("clause", provision.id.as_str())
        .with("label", provision.label.as_str())
        .with("kind", Fact::Word(format!("edition.kind.{}", provision.kind)))
        .with("words", provision.words.as_str())
        .with("words_en", provision.words_en.as_str())
}

/// The notice's own sentence: several provisions may stand in one.
fn quotation(provision: &Provision) -> Option<Message> {
    let words = provision.words_full.as_deref()?;
    Some(Message::new("edition-show-quotation").with("words", words))
}

fn parameter(parameter: &Parameter) -> Message {
    Message::new("edition-show-parameter")
        .with("name", parameter.name.as_str())
        .with("values", spans(&parameter.values))
        .with("unit", Fact::Word(format!("unit.{}", parameter.unit)))
        .with("clause", parameter.clause.as_str())
}

fn interpretation(interpretation: &Interpretation) -> Vec<Message> {
    let question = Message::new("edition-show-interpretation")
        .with("id", interpretation.id.as_str())
        .with("clause", interpretation.clause.as_str())
        .with("question", interpretation.question.as_str())
        .with("question_en", interpretation.question_en.as_str());
    let choice = |choice: &super::Choice| {
        let chosen = choice.id == interpretation.chosen;
        Message::new(if chosen { "edition-show-chosen" } else { "edition-show-choice" })
            .with("id", choice.id.as_str())
            .with("words", choice.words.as_str())
            .with("words_en", choice.words_en.as_str())
    };
    let source = Message::new("edition-show-interpretation-source")
        .with("source", interpretation.source.as_str())
        .with("source_en", interpretation.source_en.as_str());
    std::iter::once(question).chain(interpretation.choices.iter().map(choice)).chain([source]).collect()
}

fn rule_book(book: &RuleBookText) -> Vec<Message> {
    let title = Message::new("edition-show-rule-book")
        .with("title", book.title.as_str())
        .with("title_en", book.title_en.as_str())
        .with("document", book.document.as_str())
        .with("in_force_on", book.in_force_on.map_or_else(|| word("edition.none"), Fact::from));
    std::iter::once(title).chain(book.articles.iter().map(article)).collect()
}

fn article(article: &Article) -> Message {
    Message::new("edition-show-article")
        .with("number", article.label())
        .with("topic", article.topic.as_str())
        .with("topic_en", article.topic_en.as_str())
        .with("words", article.words.as_str())
        .with("words_en", article.words_en.as_str())
        .with("certainty", Fact::Word(format!("certainty.{}", article.certainty)))
}

fn institution(institution: &Institution) -> Message {
    // The designated list is one of vocational institutions: it says nothing of universities.
    let line = match institution.kind {
        InstitutionKind::University => Message::new("edition-show-university"),
        InstitutionKind::SecondarySchool | InstitutionKind::College => {
            Message::new("edition-show-institution").with("designated", word(designated(institution)))
        }
    };
    line.with("name", institution.name.as_str())
        .with("name_en", institution.name_en.as_str())
        .with("kind", Fact::Word(format!("institution.{}", institution.kind)))
        .with("role", word(role(institution)))
        .with("code", or_none(institution.code.as_deref()))
}

fn major(major: &Major) -> Message {
    Message::new("edition-show-major")
        .with("name", major.name.as_str())
        .with("name_en", major.name_en.as_str())
        .with("level", Fact::Word(format!("stage.{}", major.level)))
        .with("code", or_none(major.code.as_deref()))
        .with("class", or_none(major.class.as_deref()))
}

fn district(district: &District) -> Message {
    Message::new("edition-show-district")
        .with("code", district.code.as_str())
        .with("name", district.name.as_str())
        .with("name_en", district.name_en.as_str())
}
