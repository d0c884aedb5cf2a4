//! The public list (公示): masked, without marks, and only for its days: most of those on it are minors.

use super::row::{Examination, Publicity};
use crate::Office;
use crate::error::{Fault, ServiceError};
use guantong_model::{Stage, StudentId};
use guantong_registry::Verdict;
use guantong_registry::reading::ExaminationPublicity;

/// A line of the public list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PublicLine {
    /// The number of the record, its middle hidden.
    pub number: String,
    /// The name, but its first character hidden.
    pub name: String,
    /// Whether the conditions are reached.
    pub passed: bool,
}

/// A list that is public.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Publicised {
    /// The examination's number.
    pub id: String,
    /// The stage it leads on from.
    pub after: Stage,
    /// The institution.
    pub institution: String,
    /// The document of the rules.
    pub document: String,
    /// Its days.
    pub publicity: Publicity,
    /// Its lines, by number.
    pub lines: Vec<PublicLine>,
    /// Whether everybody who sat is named, not only those who passed.
    pub everybody: bool,
}

impl Office {
    /// The examinations whose lists are public today, without their lines.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn publicised_examinations(&self) -> Result<Vec<Examination>, Fault> {
        let today = self.clock.today();
        let mut found = self.whole.examinations(200).await?;
        found.retain(|examination| is_public(examination, today));
        Ok(found)
    }

    /// The public list of an examination.
    ///
    /// # Errors
    /// Not found where there is none, or its days are not now.
    pub async fn publicised_examination(&self, id: &str) -> Result<Publicised, ServiceError> {
        let found = self.whole.examination(id).await?;
        let found = found.filter(|found| is_public(found, self.clock.today()));
        let found = found.ok_or(ServiceError::NotFound)?;
        let publicity = found.publicity.clone().ok_or(ServiceError::NotFound)?;
        let everybody = self.law()?.on(found.on).readings.examination_publicity == ExaminationPublicity::All;
        let mut list = self.examination_ranked(&found, &found.results)?;
        list.retain(|placed| match placed.verdict {
            Verdict::Passed => true,
            Verdict::BeyondPlaces | Verdict::Failed => everybody,
            Verdict::Absent | Verdict::Deferred => false,
        });
        // By number, so that the order tells no place.
        list.sort_by(|one, other| one.key.cmp(&other.key));
        let ids: Vec<StudentId> = list.iter().map(|placed| placed.key.clone()).collect();
        let students = self.whole.students_by_id(&ids).await?;
        let line = |placed: &guantong_registry::Placed<StudentId>| {
            let name = students.iter().find(|student| student.id == placed.key).map(|s| s.name.as_str());
            PublicLine {
                number: number(placed.key.as_str()),
                name: surname(name.unwrap_or_default()),
                passed: placed.verdict == Verdict::Passed,
            }
        };
        Ok(Publicised {
            lines: list.iter().map(line).collect(),
            id: found.id,
            after: found.after,
            institution: found.institution,
            document: found.rules.title,
            publicity,
            everybody,
        })
    }
}

/// Whether the list of an examination is public on a day.
pub(super) fn is_public(found: &Examination, today: guantong_model::Date) -> bool {
    found.publicity.as_ref().is_some_and(|publicity| (publicity.from..=publicity.until).contains(&today))
}

/// The year and the last two figures of a record's number.
fn number(id: &str) -> String {
    let count = id.chars().count();
    let head: String = id.chars().take(5.min(count)).collect();
    let tail: String = id.chars().skip(count.saturating_sub(2).max(5)).collect();
    let hidden = count.saturating_sub(head.chars().count() + tail.chars().count());
    format!("{head}{}{tail}", "*".repeat(hidden))
}

/// The first character of a name, the others hidden.
fn surname(name: &str) -> String {
    let mut characters = name.chars();
    let first: String = characters.next().into_iter().collect();
    format!("{first}{}", "*".repeat(characters.count()))
}

#[cfg(test)]
mod tests {
    use super::{number, surname};

    #[test]
    fn numbers_and_names_are_masked() {
        for (id, shown) in
            [("2023-00318", "2023-***18"), ("2023-123", "2023-*23"), ("2023-", "2023-"), ("", "")]
        {
            assert_eq!(number(id), shown);
        }
        for (name, shown) in [("沈知行", "沈**"), ("欧阳", "欧*"), ("王", "王"), ("", "")] {
            assert_eq!(surname(name), shown);
        }
    }
}
