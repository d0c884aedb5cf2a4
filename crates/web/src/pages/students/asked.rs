//! What the address of the list asks for.

use super::key;
use super::standings::Standings;
use crate::answer::Problem;
use crate::pages::address;
use guantong_model::{Message, ProgrammeId, Qualification, Stage, StageWork};
use guantong_service::cohort::Milestone;
use guantong_service::ports::StudentFilter;
use serde::Deserialize;

/// The filters as they stand in the address; an empty one filters nothing.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    pub(super) search: String,
    pub(super) institution: String,
    pub(super) programme: String,
    pub(super) district: String,
    pub(super) standing: String,
    pub(super) entry_year: String,
    pub(super) cohort: String,
    pub(super) stage: String,
    pub(super) work: String,
    pub(super) qualification: String,
    pub(super) registered_at: String,
    pub(super) reached: String,
    pub(super) not_reached: String,
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
        let standings = one(&self.standing, "page-students-wrong-standing", Standings::parse)?;
        let year = |text: &str| {
            one(text, "page-students-wrong-year", |text| {
                text.parse::<i32>().ok().filter(|year| (1900..2200).contains(year))
            })
        };
        let step = |text: &str| one(text, "page-students-wrong-step", Milestone::parse);
        Ok(StudentFilter {
            institution: given(&self.institution),
            programme: given(&self.programme).map(ProgrammeId),
            district: given(&self.district),
            standings: standings.map(|standings| standings.all().to_vec()).unwrap_or_default(),
            entry_year: year(&self.entry_year)?,
            cohort: year(&self.cohort)?,
            stage: one(&self.stage, "page-students-wrong-stage", Stage::parse)?,
            work: one(&self.work, "page-students-wrong-work", StageWork::parse)?,
            qualification: one(
                &self.qualification,
                "page-students-wrong-qualification",
                Qualification::parse,
            )?,
            registered_at: given(&self.registered_at),
            reached: step(&self.reached)?,
            not_reached: step(&self.not_reached)?,
            search: given(&self.search),
            from,
            backwards,
        })
    }

    /// Every filter with its name in the address.
    fn pairs(&self) -> [(&'static str, &str); 13] {
        [
            ("search", self.search.trim()),
            ("institution", &self.institution),
            ("programme", &self.programme),
            ("district", &self.district),
            ("standing", &self.standing),
            ("entry_year", self.entry_year.trim()),
            ("cohort", self.cohort.trim()),
            ("stage", &self.stage),
            ("work", &self.work),
            ("qualification", &self.qualification),
            ("registered_at", &self.registered_at),
            ("reached", &self.reached),
            ("not_reached", &self.not_reached),
        ]
    }

    /// The address of a page with these filters, and more.
    pub(super) fn address(&self, path: &str, more: &[(&str, &str)]) -> String {
        let mut pairs = self.pairs().to_vec();
        pairs.extend_from_slice(more);
        format!("{path}{}", address::query(&pairs))
    }

    /// Whether anything is filtered.
    pub(super) fn any(&self) -> bool {
        self.pairs().iter().any(|(_, filter)| !filter.trim().is_empty())
    }

    /// Whether a filter is set that the page keeps folded away.
    pub(super) fn any_more(&self) -> bool {
        let plain = ["search", "institution", "programme", "entry_year", "standing"];
        self.pairs().iter().any(|(name, filter)| !plain.contains(name) && !filter.is_empty())
    }

    pub(super) fn institution(&self) -> Option<&str> {
        Some(self.institution.as_str()).filter(|name| !name.is_empty())
    }
}

fn given(text: &str) -> Option<String> {
    Some(text.trim().to_owned()).filter(|text| !text.is_empty())
}

/// A value that is one of few; nothing for an empty field.
fn one<T>(text: &str, id: &str, parse: impl Fn(&str) -> Option<T>) -> Result<Option<T>, Problem> {
    let text = text.trim();
    if text.is_empty() {
        return Ok(None);
    }
    parse(text).map(Some).ok_or_else(|| wrong(id, text))
}

fn wrong(id: &str, given: &str) -> Problem {
    let short: String = given.chars().take(40).collect();
    Problem::bad(Message::new(id).with("given", short))
}

#[cfg(test)]
mod tests {
    use super::*;
    use guantong_model::Standing;

    #[test]
    fn an_empty_filter_filters_nothing() {
        let asked = Asked { search: "  ".to_owned(), ..Asked::default() };
        assert_eq!(asked.filter().ok(), Some(StudentFilter::default()));
        assert!(!asked.any() && !asked.any_more());
        assert_eq!(asked.address("/students", &[]), "/students");
    }

    #[test]
    fn the_state_stands_in_the_address() {
        let asked = Asked {
            search: " 沈 ".to_owned(),
            standing: "on-leave".to_owned(),
            entry_year: "2023".to_owned(),
            not_reached: "college".to_owned(),
            after: Some("61.S-1".to_owned()),
            ..Asked::default()
        };
        assert_eq!(
            asked.address("/students", &[("before", "k")]),
            "/students?search=%E6%B2%88&standing=on-leave&entry_year=2023&not_reached=college&before=k"
        );
        assert!(asked.any_more());
    }

    #[test]
    fn several_standings_go_by_one_word() {
        let filter = |word: &str| {
            Asked { standing: word.to_owned(), ..Asked::default() }.filter().ok().map(|f| f.standings)
        };
        assert_eq!(filter("current"), Some(vec![Standing::Studying, Standing::OnLeave]));
        assert_eq!(filter("withdrawn"), Some(vec![Standing::Withdrawn]));
        assert!(
            filter("ended").is_some_and(|ended| ended.len() == 8 && ended.contains(&Standing::Graduated))
        );
        assert!(filter("left").is_some_and(|left| left.len() == 7 && !left.contains(&Standing::Graduated)));
    }

    #[test]
    fn what_is_no_filter_is_said() {
        for asked in [
            Asked { standing: "asleep".to_owned(), ..Asked::default() },
            Asked { entry_year: "二〇二三".to_owned(), ..Asked::default() },
            Asked { cohort: "99999".to_owned(), ..Asked::default() },
            Asked { stage: "doctor".to_owned(), ..Asked::default() },
            Asked { work: "half".to_owned(), ..Asked::default() },
            Asked { qualification: "perhaps".to_owned(), ..Asked::default() },
            Asked { reached: "moon".to_owned(), ..Asked::default() },
            Asked { after: Some("x".to_owned()), ..Asked::default() },
            Asked { after: Some(String::new()), before: Some(String::new()), ..Asked::default() },
        ] {
            assert!(matches!(asked.filter(), Err(Problem::BadInput(_))), "{asked:?}");
        }
    }
}
