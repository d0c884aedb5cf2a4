//! 电子注册: which lists are due in an academic year, and when.

use guantong_model::{Date, Stage, words};
use guantong_policy::Edition;

words! {
    /// A list that an institution files in an academic year (教职成〔2014〕12号, 教学〔2014〕11号).
    Term {
        /// 中职秋季学期.
        Autumn = "autumn",
        /// 高等学校学年.
        Higher = "higher",
        /// 中职春季学期.
        Spring = "spring",
    }
}

impl Term {
    /// The stages whose registrations it lists.
    #[must_use]
    pub fn stages(self) -> &'static [Stage] {
        match self {
            Term::Autumn | Term::Spring => &[Stage::Secondary],
            Term::Higher => &[Stage::College, Stage::Bachelor],
        }
    }

    /// The parameter of the edition that holds its last day.
    #[must_use]
    pub fn parameter(self) -> String {
        format!("registration.electronic.{self}")
    }

    /// Its last day in an academic year; nothing where the edition has none. Before the edition its first value holds,
    /// as its other terms do.
    #[must_use]
    pub fn due(self, edition: &Edition, year: i32) -> Option<Date> {
        let calendar_year = match self {
            Term::Autumn | Term::Higher => year,
            Term::Spring => year.checked_add(1)?,
        };
        let begins = Date::new(i16::try_from(year).ok()?, 9, 1).ok()?;
        let parameter = edition.parameters().iter().find(|known| known.name == self.parameter())?;
        let first = parameter.values.first().map(|dated| &dated.value);
        let (month, day) = parameter.value(begins).or(first)?.as_text()?.split_once('-')?;
        Date::new(i16::try_from(calendar_year).ok()?, month.parse().ok()?, day.parse().ok()?).ok()
    }
}
