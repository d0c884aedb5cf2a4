//! A sentence being put together in a template: an id, then its values.

use super::numbers::{Count, grouped};
use guantong_model::{CandidateNo, Date, Fact, Message, ProgrammeId, Score, StudentId};
use guantong_wording::Locale;
use std::fmt;

/// A sentence in a language; shown, and escaped, like any text.
#[derive(Clone, Debug)]
pub(crate) struct Said {
    locale: Locale,
    message: Message,
}

impl Said {
    pub(crate) fn new(locale: Locale, message: Message) -> Self {
        Said { locale, message }
    }

    /// The same sentence with one more value.
    pub(crate) fn with(mut self, name: &str, value: impl Value) -> Self {
        self.message.facts.insert(name.to_owned(), value.fact());
        self
    }

    /// The same sentence with a count: `{ $name }` chooses the plural, `{ $name-text }` is what one reads.
    pub(crate) fn count(mut self, name: &str, count: impl Count) -> Self {
        let count = count.count();
        self.message.facts.insert(format!("{name}-text"), Fact::Text(grouped(count)));
        self.message.facts.insert(name.to_owned(), Fact::Number(count));
        self
    }
}

impl fmt::Display for Said {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&guantong_wording::text(self.locale, &self.message))
    }
}

/// What a template can put into a sentence.
pub(crate) trait Value {
    /// The value as a fact.
    fn fact(&self) -> Fact;
}

impl<T: Value + ?Sized> Value for &T {
    fn fact(&self) -> Fact {
        (*self).fact()
    }
}

impl Value for Fact {
    fn fact(&self) -> Fact {
        self.clone()
    }
}

impl Value for str {
    fn fact(&self) -> Fact {
        Fact::Text(self.to_owned())
    }
}

impl Value for String {
    fn fact(&self) -> Fact {
        Fact::Text(self.clone())
    }
}

impl Value for Said {
    fn fact(&self) -> Fact {
        Fact::Text(self.to_string())
    }
}

macro_rules! as_facts {
    ($($t:ty => $make:expr),+ $(,)?) => {$(
        impl Value for $t {
            fn fact(&self) -> Fact {
                $make(self)
            }
        }
    )+};
}
as_facts! {
    i64 => |n: &i64| Fact::Number(*n),
    i32 => |n: &i32| Fact::Number(i64::from(*n)),
    usize => |n: &usize| Fact::from(*n),
    Score => |s: &Score| Fact::Score(*s),
    Date => |d: &Date| Fact::Date(*d),
    StudentId => |id: &StudentId| Fact::Text(id.0.clone()),
    ProgrammeId => |id: &ProgrammeId| Fact::Text(id.0.clone()),
    CandidateNo => |no: &CandidateNo| Fact::Text(no.0.clone()),
}
