//! How values are written in each language.

use crate::{Locale, word};
use guantong_model::{Date, Fact};

/// A date in full: 2027年9月1日, 1 September 2027.
#[must_use]
pub fn date_text(locale: Locale, date: Date) -> String {
    match locale {
        Locale::ZhCn => format!("{}年{}月{}日", date.year(), date.month(), date.day()),
        Locale::En => date.strftime("%-d %B %Y").to_string(),
    }
}

/// A fact as a reader of the language expects it.
#[must_use]
pub fn fact_text(locale: Locale, fact: &Fact) -> String {
    match fact {
        Fact::Number(number) => number.to_string(),
        Fact::Score(score) => score.to_string(),
        Fact::Date(date) => date_text(locale, *date),
        Fact::Text(text) => text.clone(),
        Fact::Word(id) => word(locale, id),
        Fact::List(list) => {
            let parts: Vec<_> = list.iter().map(|fact| fact_text(locale, fact)).collect();
            parts.join(match locale {
                Locale::ZhCn => "、",
                Locale::En => ", ",
            })
        }
    }
}
