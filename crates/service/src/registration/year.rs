//! The registrations of an academic year, institution by institution, and what is due.

use super::{Filing, Moves, OpenCount, Term};
use crate::Office;
use crate::error::Fault;
use guantong_model::{Date, Stage};
use std::collections::BTreeMap;

/// The registrations of an academic year.
#[derive(Clone, Debug)]
pub struct RegistrationYear {
    /// The academic year, by the calendar year it begins in.
    pub year: i32,
    /// The day counted on.
    pub day: Date,
    /// Every institution that holds or held a registration, in the order of the edition.
    pub institutions: Vec<InstitutionYear>,
    /// Every list due or filed: late ones that are missing first.
    pub dues: Vec<Due>,
}

/// One institution in an academic year.
#[derive(Clone, Debug)]
pub struct InstitutionYear {
    /// The institution.
    pub institution: String,
    /// Open on the day, by stage and class.
    pub open: Vec<OpenCount>,
    /// What changed in the year up to the day.
    pub moves: Moves,
}

impl InstitutionYear {
    /// How many are open in a stage.
    #[must_use]
    pub fn in_stage(&self, stage: Stage) -> i64 {
        self.open.iter().filter(|open| open.stage == stage).map(|open| open.students).sum()
    }

    /// How many are open in all.
    #[must_use]
    pub fn total(&self) -> i64 {
        self.open.iter().map(|open| open.students).sum()
    }
}

/// A list that an institution owes.
#[derive(Clone, Debug)]
pub struct Due {
    /// The institution.
    pub institution: String,
    /// Which list.
    pub term: Term,
    /// The last day for it.
    pub on: Date,
    /// How many registrations it lists: on the last day, or today where that is earlier.
    pub students: i64,
    /// The newest filing.
    pub filed: Option<Filing>,
    /// Whether it is missing after its last day, or was filed after it.
    pub late: bool,
}

impl Due {
    /// Missing and late, missing, filed late, filed in time.
    fn urgency(&self) -> u8 {
        match (&self.filed, self.late) {
            (None, true) => 0,
            (None, false) => 1,
            (Some(_), true) => 2,
            (Some(_), false) => 3,
        }
    }
}

impl Office {
    /// The registrations of an academic year as of a day; the day is kept within the year and not after today.
    ///
    /// # Errors
    /// Where the database fails or the year is no year.
    pub async fn registration_year(&self, year: i32, day: Option<Date>) -> Result<RegistrationYear, Fault> {
        let (begins, ends) = span(year)?;
        let today = self.clock.today();
        let day = day.unwrap_or(today).min(today).min(ends).max(begins);
        let mut open: BTreeMap<String, Vec<OpenCount>> = BTreeMap::new();
        for count in self.storage.registrations_open(day).await? {
            open.entry(count.institution.clone()).or_default().push(count);
        }
        let mut moves = self.storage.registration_moves(begins, day).await?;
        let mut names: Vec<String> = open.keys().chain(moves.keys()).cloned().collect();
        names.sort_by_key(|name| self.place(name));
        names.dedup();
        let institutions = names
            .into_iter()
            .map(|institution| InstitutionYear {
                open: open.remove(&institution).unwrap_or_default(),
                moves: moves.remove(&institution).unwrap_or_default(),
                institution,
            })
            .collect();
        let found = RegistrationYear { year, day, institutions, dues: self.dues(year, today).await? };
        Ok(if self.figures_are_exact() { found } else { found.rounded() })
    }

    /// The day whose registrations a list names: its last day, or today where that is earlier.
    pub(super) fn list_day(&self, year: i32, term: Term) -> Option<(Date, Date)> {
        let due = term.due(self.edition(), year)?;
        Some((due, due.min(self.clock.today())))
    }

    async fn dues(&self, year: i32, today: Date) -> Result<Vec<Due>, Fault> {
        let (begins, _) = span(year)?;
        let filings = self.storage.registration_filings(year).await?;
        let mut dues = Vec::new();
        if today < begins {
            return Ok(dues);
        }
        for term in Term::ALL {
            let Some((due, on)) = self.list_day(year, *term) else { continue };
            // A spring list begins with the second semester.
            if *term == Term::Spring && (i32::from(today.year()), today.month()) < (year.saturating_add(1), 2)
            {
                continue;
            }
            let mut students: BTreeMap<String, i64> = BTreeMap::new();
            for open in self.storage.registrations_open(on).await? {
                if term.stages().contains(&open.stage) {
                    *students.entry(open.institution).or_default() += open.students;
                }
            }
            for (institution, students) in students {
                let of = |filing: &&Filing| filing.term == *term && filing.institution == institution;
                let filed = filings.iter().filter(of).max_by_key(|filing| filing.version).cloned();
                let late = filed.as_ref().map_or(today > due, |filing| filing.filed_on > due);
                dues.push(Due { institution, term: *term, on: due, students, filed, late });
            }
        }
        dues.sort_by_key(|due| (due.urgency(), due.on, self.place(&due.institution)));
        Ok(dues)
    }

    /// Where an institution stands in the edition; those it does not have come last, by name.
    fn place(&self, name: &str) -> (usize, String) {
        let all = self.edition().institutions();
        let place = all.iter().position(|institution| institution.name == name).unwrap_or(all.len());
        (place, name.to_owned())
    }
}

/// First and last day of an academic year.
fn span(year: i32) -> Result<(Date, Date), Fault> {
    let no_year = |error: &dyn std::fmt::Display| Fault::new("read an academic year", error.to_string());
    let day = |year: i32, month, day| {
        let year = i16::try_from(year).map_err(|error| no_year(&error))?;
        Date::new(year, month, day).map_err(|error| no_year(&error))
    };
    Ok((day(year, 9, 1)?, day(year.saturating_add(1), 8, 31)?))
}
