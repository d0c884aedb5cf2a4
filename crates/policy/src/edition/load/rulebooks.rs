//! `rulebooks/*.toml`: the regulations on registration, article by article.

use super::fields::{Fields, unknown_word};
use crate::edition::{Article, Certainty, RuleBookText};
use guantong_model::{Message, RuleBook};

/// Reads one book, and whether all its articles could be read; `name` is the file's, and must be the book's.
pub(super) fn read(fields: &Fields<'_, '_>, name: &str) -> Option<(RuleBookText, bool)> {
    let mut book = fields.word("book", RuleBook::parse, RuleBook::ALL);
    if let Some(written) = book.filter(|book| book.as_str() != name) {
        fields.source.fault(fields.line_of("book"), unknown_word("book", written.as_str(), &[name]));
        book = None;
    }
    let (title, title_en) = (fields.text("title"), fields.text("title_en"));
    let (document, short) = (fields.text("document"), fields.text("short"));
    let in_force_on = fields.date_if("in_force_on");
    let (note, note_en) = (fields.text_if("note"), fields.text_if("note_en"));
    let tables = fields.some_tables("article");
    let count = tables.len();
    let articles: Vec<Article> = tables.into_iter().filter_map(article).collect();
    let whole = articles.len() == count;
    refuse_repeated(fields, &articles);
    let book = RuleBookText {
        book: book?,
        title: title?,
        title_en: title_en?,
        document: document?,
        short: short?,
        in_force_on,
        note,
        note_en,
        articles,
        place: fields.place("book"),
    };
    Some((book, whole))
}

fn article(fields: Fields<'_, '_>) -> Option<Article> {
    let number = positive(&fields, "number", fields.number("number"));
    let last = match fields.number_if("last") {
        Some(last) => positive(&fields, "last", Some(last)),
        None => number,
    };
    let (topic, topic_en) = (fields.text("topic"), fields.text("topic_en"));
    let (words, words_en) = (fields.text("words"), fields.text("words_en"));
    let certainty = fields.word("certainty", Certainty::parse, Certainty::ALL);
    let source = fields.text("source");
    let place = fields.place("number");
    if let (Some(number), Some(last)) = (number, last)
        && last < number
    {
        let message = Message::new("edition-articles-reversed").with("number", number).with("last", last);
        fields.source.fault(fields.line_of("last"), message);
    }
    fields.done();
    Some(Article {
        number: number?,
        last: last?,
        topic: topic?,
        topic_en: topic_en?,
        words: words?,
        words_en: words_en?,
        certainty: certainty?,
        source: source?,
        place,
    })
}

fn positive(fields: &Fields<'_, '_>, key: &'static str, number: Option<i64>) -> Option<u32> {
    let number = number?;
    let article = u32::try_from(number).ok().filter(|article| *article > 0);
    if article.is_none() {
        let message = Message::new("edition-article-unreadable").with("article", number.to_string());
        fields.source.fault(fields.line_of(key), message);
    }
    article
}

fn refuse_repeated(fields: &Fields<'_, '_>, articles: &[Article]) {
    for (position, article) in articles.iter().enumerate() {
        let earlier =
            articles.iter().take(position).find(|a| a.number <= article.last && article.number <= a.last);
        if let Some(earlier) = earlier {
            let message = Message::new("edition-article-twice")
                .with("article", article.label())
                .with("first", earlier.place.to_string());
            fields.source.fault(article.place.line, message);
        }
    }
}
