//! What the address of the list asks for.

use super::key;
use crate::answer::Problem;
use crate::pages::address;
use guantong_model::{Message, ProgrammeId, Standing};
use guantong_service::ports::StudentFilter;
use serde::Deserialize;

/// The filters as they stand in the address; an empty one filters nothing.
#[derive(Debug, Default, Deserialize)]
pub(super) struct Asked {
    #[serde(default)]
    search: String,
    #[serde(default)]
    institution: String,
    #[serde(default)]
    programme: String,
    #[serde(default)]
    district: String,
    #[serde(default)]
    standing: String,
    after: Option<String>,
    before: Option<String>,
}

impl Asked {
    /// The filter, or what in the address is none.
    pub(super) fn filter(&self) -> Result<StudentFilter, Problem> {
        let (from, backwards) = match (&self.after, &self.before) {
            (Some(_), Some(_)) => return Err(Problem::bad(Message::new("page-students-two-keys"))),
            (None, Some(key)) => (Some(key), true),
            (after, None) => (after.as_ref(), false),
        };
        let from = from
            .map(|key| key::read(key).ok_or_else(|| wrong("page-students-wrong-key", key)))
            .transpose()?;
        let standing = match self.standing.as_str() {
            "" => None,
            word => Some(Standing::parse(word).ok_or_else(|| wrong("page-students-wrong-standing", word))?),
        };
        let given = |text: &str| Some(text.trim().to_owned()).filter(|text| !text.is_empty());
        Ok(StudentFilter {
            institution: given(&self.institution),
            programme: given(&self.programme).map(ProgrammeId),
            district: given(&self.district),
            standing,
            search: given(&self.search),
            from,
            backwards,
        })
    }

    /// The address of a page with these filters, and more.
    pub(super) fn address(&self, path: &str, more: &[(&str, &str)]) -> String {
        let mut pairs = vec![
            ("search", self.search.trim()),
            ("institution", self.institution.as_str()),
            ("programme", self.programme.as_str()),
            ("district", self.district.as_str()),
            ("standing", self.standing.as_str()),
        ];
        pairs.extend_from_slice(more);
        format!("{path}{}", address::query(&pairs))
    }

    /// Whether anything is filtered.
    pub(super) fn any(&self) -> bool {
        let filters = [&self.search, &self.institution, &self.programme, &self.district, &self.standing];
        filters.iter().any(|filter| !filter.trim().is_empty())
    }

    pub(super) fn search(&self) -> &str {
        self.search.trim()
    }

    pub(super) fn institution(&self) -> Option<&str> {
        Some(self.institution.as_str()).filter(|name| !name.is_empty())
    }

    pub(super) fn is_institution(&self, name: &str) -> bool {
        self.institution == name
    }

    pub(super) fn is_programme(&self, id: &ProgrammeId) -> bool {
        self.programme == id.as_str()
    }

    pub(super) fn is_district(&self, code: &str) -> bool {
        self.district == code
    }

    pub(super) fn is_standing(&self, standing: &Standing) -> bool {
        self.standing == standing.as_str()
    }
}

fn wrong(id: &str, given: &str) -> Problem {
    let short: String = given.chars().take(40).collect();
    Problem::bad(Message::new(id).with("given", short))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_empty_filter_filters_nothing() {
        let asked = Asked { search: "  ".to_owned(), ..Asked::default() };
        assert_eq!(asked.filter().ok(), Some(StudentFilter::default()));
        assert!(!asked.any());
        assert_eq!(asked.address("/students", &[]), "/students");
    }

    #[test]
    fn the_state_stands_in_the_address() {
        let asked = Asked {
            search: " 沈 ".to_owned(),
            standing: "on-leave".to_owned(),
            after: Some("61.S-1".to_owned()),
            ..Asked::default()
        };
        assert_eq!(
            asked.address("/students", &[("before", "k")]),
            "/students?search=%E6%B2%88&standing=on-leave&before=k"
        );
    }

    #[test]
    fn what_is_no_filter_is_said() {
        for asked in [
            Asked { standing: "asleep".to_owned(), ..Asked::default() },
            Asked { after: Some("x".to_owned()), ..Asked::default() },
            Asked { after: Some(String::new()), before: Some(String::new()), ..Asked::default() },
        ] {
            assert!(matches!(asked.filter(), Err(Problem::BadInput(_))), "{asked:?}");
        }
    }
}
