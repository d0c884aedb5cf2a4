//! The book of requests: kinds, desks, days and clauses, out of the edition's `requests.toml` and `calendar.toml`.

use crate::reminders::{Reminders, RemindersRead};
use crate::{Asker, Calendar, Count, Desk, Kind, Stop, When};
use guantong_model::{Date, RuleBook, Stage};
use guantong_policy::{Citation, Edition};
use guantong_registry::CommandName;
use jiff::ToSpan;
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};

/// Why the book cannot be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{file}: {what}")]
pub struct BookError {
    /// The file of the edition.
    pub file: &'static str,
    /// What is wrong, with its line where that is known.
    pub what: String,
}

/// A desk of a kind of request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeskTerms {
    /// The desk.
    pub desk: Desk,
    /// When it is passed.
    pub when: When,
    /// In how many days it must have acted; nothing where no time is set.
    pub days: Option<u16>,
    /// How many days it may add, once.
    pub extend: Option<u16>,
    /// Which days count.
    pub count: Count,
    /// What it rests on, clauses first.
    pub citations: Vec<Citation>,
}

/// In which time something must be asked for after a decision.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Within {
    /// Days after the decision reached the family.
    pub days: u16,
    /// Months after the decision where it never did.
    pub untold_months: u16,
    /// What it rests on.
    pub citations: Vec<Citation>,
}

/// A kind of request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KindTerms {
    /// The kind.
    pub kind: Kind,
    /// Who may ask.
    pub asked_by: Vec<Asker>,
    /// What it rests on.
    pub citations: Vec<Citation>,
    /// Every desk it may pass, in order.
    pub desks: Vec<DeskTerms>,
    /// Of an appeal, its time.
    pub within: Option<Within>,
    /// The article that the command carries without being asked for it, by rule book.
    pub carries: BTreeMap<RuleBook, String>,
}

/// All kinds of request and the working days.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Book {
    kinds: BTreeMap<Kind, KindTerms>,
    calendar: Calendar,
    guardian_always: bool,
    guardian_never: bool,
    second_may_be_the_same: bool,
    secondary_has_none: bool,
    one_school_speaks_once: bool,
    anybody_hears: bool,
    only_institutions_serve: bool,
    pub(crate) reminders: Reminders,
    /// What of an entry goes against the student.
    adverse: BTreeSet<CommandName>,
    /// From which day on one is of age at how many years, in order.
    of_age: Vec<(Date, i64)>,
}

/// The file of the kinds.
const REQUESTS: &str = "requests.toml";
/// The age from which nobody's consent is needed (民法典 17).
const OF_AGE: &str = "of-age.years";
/// The file of the working days.
const CALENDAR: &str = "calendar.toml";

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RequestsFile {
    request: Vec<KindRead>,
    reminders: RemindersRead,
    adverse: AdverseRead,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct AdverseRead {
    commands: Vec<CommandName>,
    clauses: Vec<String>,
    articles: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct KindRead {
    kind: Kind,
    asked_by: Vec<Asker>,
    clauses: Vec<String>,
    desks: Vec<DeskRead>,
    within: Option<WithinRead>,
    #[serde(default)]
    carries: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct DeskRead {
    desk: Desk,
    when: Option<When>,
    days: Option<u16>,
    extend: Option<u16>,
    count: Option<Count>,
    clauses: Vec<String>,
    #[serde(default)]
    articles: Vec<String>,
    interpretation: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WithinRead {
    days: u16,
    untold_months: u16,
    articles: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct CalendarFile {
    #[serde(default)]
    year: Vec<YearRead>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct YearRead {
    year: i16,
    #[expect(dead_code, reason = "for who reads the file")]
    source: String,
    off: Vec<String>,
    worked: Vec<String>,
}

impl Book {
    /// Reads the book of an edition.
    ///
    /// # Errors
    /// [`BookError`]: a file that is missing or cannot be read, a clause, article or interpretation that is not in the
    /// edition, a kind that is missing or stands twice.
    pub fn from_edition(edition: &Edition) -> Result<Self, BookError> {
        let requests: RequestsFile = read(edition, REQUESTS)?;
        let calendar: CalendarFile = read(edition, CALENDAR)?;
        let mut kinds = BTreeMap::new();
        for read in requests.request {
            let kind = read.kind;
            if kinds.insert(kind, kind_terms(edition, read)?).is_some() {
                return Err(wrong(REQUESTS, format!("{kind} stands twice")));
            }
        }
        if let Some(missing) = Kind::ALL.iter().find(|kind| !kinds.contains_key(kind)) {
            return Err(wrong(REQUESTS, format!("{missing} is missing")));
        }
        cited(edition, &requests.adverse.clauses, &requests.adverse.articles)?;
        let of_age = edition.parameter(OF_AGE).ok_or_else(|| wrong(REQUESTS, format!("no {OF_AGE}")))?;
        let guardian = edition.switch("request-guardian");
        Ok(Book {
            kinds,
            calendar: days(&calendar, edition.switch("working-days") == Some("every-day"))?,
            guardian_always: guardian == Some("always"),
            guardian_never: guardian == Some("never"),
            second_may_be_the_same: edition.switch("request-second") == Some("same"),
            secondary_has_none: edition.switch("appeal-secondary") == Some("not"),
            one_school_speaks_once: edition.switch("consent-one-school") == Some("one"),
            only_institutions_serve: edition.switch("service-by-reading") == Some("institution"),
            reminders: (requests.reminders)
                .by(edition.switch("request-reminder"), edition.switch("request-escalation")),
            anybody_hears: edition.switch("appeal-hearers") == Some("anybody"),
            adverse: requests.adverse.commands.into_iter().collect(),
            of_age: of_age.values.iter().filter_map(|one| Some((one.from, one.value.as_number()?))).collect(),
        })
    }

    /// The terms of a kind.
    #[must_use]
    pub fn kind(&self, kind: Kind) -> Option<&KindTerms> {
        self.kinds.get(&kind)
    }

    /// The terms of a desk of a kind.
    #[must_use]
    pub fn desk(&self, kind: Kind, desk: Desk) -> Option<&DeskTerms> {
        self.kind(kind)?.desks.iter().find(|terms| terms.desk == desk)
    }

    /// The article that the command of a kind carries under a rule book; nothing where it is asked for.
    #[must_use]
    pub fn article(&self, kind: Kind, book: RuleBook) -> Option<&str> {
        self.kind(kind)?.carries.get(&book).map(String::as_str)
    }

    /// Whether an entry of a command goes against the student, so that he may appeal against it.
    #[must_use]
    pub fn is_adverse(&self, command: CommandName) -> bool {
        self.adverse.contains(&command)
    }

    /// Whether a kind is proposed against the student: agreed to, it can be appealed against.
    #[must_use]
    pub fn goes_against(&self, kind: Kind) -> bool {
        let family = |by: &Asker| matches!(by, Asker::Student | Asker::Guardian);
        let asked = self.kind(kind).is_some_and(|terms| !terms.asked_by.iter().any(family));
        asked && kind.command().is_some_and(|command| self.is_adverse(command))
    }

    /// Whether somebody born on a day is a minor on another.
    #[must_use]
    pub fn is_minor(&self, born: Date, on: Date) -> bool {
        // Of a day before the first value that first one holds.
        let value = self.of_age.iter().rev().find(|(from, _)| *from <= on).or_else(|| self.of_age.first());
        let years = value.map_or(0, |(_, years)| *years);
        born.checked_add(years.years()).is_ok_and(|of_age| on < of_age)
    }

    /// Whether who proposes may also review (interpretation `request-second`).
    #[must_use]
    pub fn second_may_be_the_same(&self) -> bool {
        self.second_may_be_the_same
    }

    /// Whether the family's own word that a decision reached it serves it (interpretation `service-by-reading`).
    #[must_use]
    pub fn family_serves(&self) -> bool {
        !self.only_institutions_serve
    }

    /// Whether appeals of a stage are heard here (interpretation `appeal-secondary`).
    #[must_use]
    pub fn hears_appeals_of(&self, stage: Stage) -> bool {
        stage != Stage::Secondary || !self.secondary_has_none
    }

    /// Whether who took a decision may hear the appeal against it (interpretation `appeal-hearers`).
    #[must_use]
    pub fn anybody_hears(&self) -> bool {
        self.anybody_hears
    }

    /// The working days.
    #[must_use]
    pub fn calendar(&self) -> &Calendar {
        &self.calendar
    }

    /// The desks a request passes, with who sits at each. A guardian who asks himself is not asked again, the desk of the
    /// student is for who is heard, and a school that is both sides of a transfer may speak once for both (interpretation
    /// `consent-one-school`).
    #[must_use]
    pub fn stops(&self, kind: Kind, by: Asker, minor: bool, holder: impl Fn(Desk) -> String) -> Vec<Stop> {
        let asked = |terms: &&DeskTerms| match terms.when {
            When::Always => true,
            When::Minor => by != Asker::Guardian && !self.guardian_never && (minor || self.guardian_always),
        };
        let desks = self.kind(kind).into_iter().flat_map(|terms| terms.desks.iter());
        let twice = |stop: &Stop| {
            self.one_school_speaks_once
                && stop.desk == Desk::Receiving
                && stop.holder == holder(Desk::Sending)
        };
        let stops = desks.filter(asked).map(|terms| Stop { desk: terms.desk, holder: holder(terms.desk) });
        stops.filter(|stop| !twice(stop)).collect()
    }

    /// The last day to appeal against a decision of a day that reached the family on another, if it did.
    #[must_use]
    pub fn appeal_until(&self, kind: Kind, decided_on: Date, served_on: Option<Date>) -> Option<Date> {
        let within = self.kind(kind)?.within.as_ref()?;
        Some(match served_on {
            Some(on) => self.calendar.due(on, within.days, Count::Calendar),
            None => self.calendar.months_after(decided_on, within.untold_months),
        })
    }
}

fn read<T: serde::de::DeserializeOwned>(edition: &Edition, file: &'static str) -> Result<T, BookError> {
    let text = edition.file(file).ok_or_else(|| wrong(file, "not there".to_owned()))?;
    toml::from_str(text).map_err(|error| wrong(file, error.to_string()))
}

fn wrong(file: &'static str, what: String) -> BookError {
    BookError { file, what }
}

fn kind_terms(edition: &Edition, read: KindRead) -> Result<KindTerms, BookError> {
    let desk = |desk: DeskRead| -> Result<DeskTerms, BookError> {
        let mut citations = cited(edition, &desk.clauses, &desk.articles)?;
        // A time that rests on an interpretation is not set where that says so.
        let mut days = desk.days;
        if let Some(id) = desk.interpretation {
            match edition.switch(&id) {
                Some("none") => days = None,
                Some(_) => {}
                None => return Err(wrong(REQUESTS, format!("no interpretation {id}"))),
            }
            citations.push(Citation::Interpretation(id));
        }
        Ok(DeskTerms {
            desk: desk.desk,
            when: desk.when.unwrap_or(When::Always),
            days,
            extend: desk.extend,
            count: desk.count.unwrap_or(Count::Calendar),
            citations,
        })
    };
    let within = |within: WithinRead| -> Result<Within, BookError> {
        let citations = cited(edition, &[], &within.articles)?;
        Ok(Within { days: within.days, untold_months: within.untold_months, citations })
    };
    Ok(KindTerms {
        kind: read.kind,
        asked_by: read.asked_by,
        citations: cited(edition, &read.clauses, &[])?,
        desks: read.desks.into_iter().map(desk).collect::<Result<_, _>>()?,
        within: read.within.map(within).transpose()?,
        carries: read.carries.iter().map(|text| article(edition, text)).collect::<Result<_, _>>()?,
    })
}

/// An article as `secondary 18`, which must be in the edition.
fn article(edition: &Edition, text: &str) -> Result<(RuleBook, String), BookError> {
    let parts = text.split_once(' ').and_then(|(book, number)| Some((RuleBook::parse(book)?, number)));
    let found = parts.filter(|(book, number)| edition.article(*book, number).is_some());
    let (book, number) = found.ok_or_else(|| wrong(REQUESTS, format!("no article {text}")))?;
    Ok((book, number.to_owned()))
}

/// Clauses and articles, each of which must be in the edition.
fn cited(edition: &Edition, clauses: &[String], articles: &[String]) -> Result<Vec<Citation>, BookError> {
    let mut citations = Vec::new();
    for clause in clauses {
        if edition.provision(&clause.as_str().into()).is_none() {
            return Err(wrong(REQUESTS, format!("no clause {clause}")));
        }
        citations.push(Citation::clause(clause));
    }
    for text in articles {
        let (book, number) = article(edition, text)?;
        citations.push(Citation::article(book, &number));
    }
    Ok(citations)
}

fn days(file: &CalendarFile, every_day: bool) -> Result<Calendar, BookError> {
    let mut calendar = Calendar { every_day, ..Calendar::default() };
    for year in &file.year {
        calendar.published.insert(year.year);
        for (texts, days) in [(&year.off, &mut calendar.off), (&year.worked, &mut calendar.worked)] {
            for text in texts {
                let (first, last) = text.split_once('/').unwrap_or((text, text));
                let day = |text: &str| {
                    text.parse::<Date>().map_err(|error| wrong(CALENDAR, format!("{text}: {error}")))
                };
                let (mut day, last) = (day(first)?, day(last)?);
                if day > last || day.year() != year.year || last.year() != year.year {
                    return Err(wrong(CALENDAR, format!("{text} does not lie in {}", year.year)));
                }
                while day <= last {
                    days.insert(day);
                    day = day.tomorrow().map_err(|error| wrong(CALENDAR, error.to_string()))?;
                }
            }
        }
    }
    Ok(calendar)
}
