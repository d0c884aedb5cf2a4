//! Terms by day: a life of seven years may see its numbers change.

use super::Terms;
use guantong_model::Date;

/// The terms in force, each from its first day on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Law {
    first: Terms,
    later: Vec<(Date, Terms)>,
}

impl Law {
    /// Terms that never change.
    #[must_use]
    pub fn unchanging(terms: Terms) -> Self {
        Law { first: terms, later: Vec::new() }
    }

    /// The same law with other terms from a day on.
    #[must_use]
    pub fn then(mut self, from: Date, terms: Terms) -> Self {
        self.later.push((from, terms));
        self.later.sort_by_key(|(from, _)| *from);
        self
    }

    /// The terms in force on a day.
    #[must_use]
    pub fn on(&self, day: Date) -> &Terms {
        let later = self.later.iter().rev().find(|(from, _)| *from <= day);
        later.map_or(&self.first, |(_, terms)| terms)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn the_latest_terms_that_have_begun_are_in_force() {
        let first = crate::terms::tests::shipped();
        let second = Terms { repeats_max: 2, ..first.clone() };
        let third = Terms { repeats_max: 3, ..first.clone() };
        let law = Law::unchanging(first).then(date(2027, 9, 1), third).then(date(2025, 9, 1), second);
        for (on, repeats) in
            [(date(2025, 8, 31), 1), (date(2025, 9, 1), 2), (date(2027, 8, 31), 2), (date(2030, 1, 1), 3)]
        {
            assert_eq!(law.on(on).repeats_max, repeats, "{on}");
        }
    }
}
