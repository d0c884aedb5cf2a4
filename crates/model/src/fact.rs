//! Facts: the values a decision rests on, kept as values so that they can be worded in any language later.

use crate::{Date, Score};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// One value a decision used or an error names.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Fact {
    /// A count or a year.
    Number(i64),
    /// A score in points.
    Score(Score),
    /// A civil date.
    Date(Date),
    /// Words given by a person or a document (a name, a title, an article): shown as they are.
    Text(String),
    /// A word of the glossary by its identifier, such as `stage.college`: shown in the reader's language.
    Word(String),
    /// Several values.
    List(Vec<Fact>),
}

/// Facts by name, in the order of their names.
pub type Facts = BTreeMap<String, Fact>;

impl From<&str> for Fact {
    fn from(text: &str) -> Self {
        Fact::Text(text.to_owned())
    }
}
impl From<String> for Fact {
    fn from(text: String) -> Self {
        Fact::Text(text)
    }
}
impl From<Score> for Fact {
    fn from(score: Score) -> Self {
        Fact::Score(score)
    }
}
impl From<Date> for Fact {
    fn from(date: Date) -> Self {
        Fact::Date(date)
    }
}
macro_rules! from_integer {
    ($($t:ty),*) => {$(
        impl From<$t> for Fact {
            fn from(number: $t) -> Self {
                Fact::Number(i64::from(number))
            }
        }
    )*};
}
from_integer!(i64, i32, u32, u16, u8);
impl From<usize> for Fact {
    fn from(number: usize) -> Self {
        Fact::Number(i64::try_from(number).unwrap_or(i64::MAX))
    }
}
impl From<Vec<Fact>> for Fact {
    fn from(list: Vec<Fact>) -> Self {
        Fact::List(list)
    }
}
