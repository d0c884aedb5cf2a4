//! Enters a fact: checked, shown with whom it concerns, then written.

use super::{DatedFact, FactOnFile};
use crate::Office;
use crate::access::Action;
use crate::error::{Fault, ServiceError};
use crate::journal::NewEntry;
use crate::ports::{Batch, Change, StudentFilter};
use crate::rows::Student;
use guantong_model::{Date, Message, Standing, Track};
use guantong_registry::{PartnerReplaced, Renamed};

/// What is asked to be entered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entering {
    /// The fact.
    pub fact: DatedFact,
    /// The document it rests on.
    pub document: String,
    /// Why.
    pub reason: String,
}

/// What a fact would do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Preview {
    /// The partner or the name that holds until then.
    pub before: String,
    /// Students it concerns, by reading of the name: of the class, or registered at the institution; none whose record
    /// has ended.
    pub students: Vec<Student>,
}

/// The longest a document, a reason or a name may be, in characters.
const LONGEST: usize = 200;

impl Office {
    /// Checks a fact and says what it would do, writing nothing.
    ///
    /// # Errors
    /// Bad input: everything that is wrong with it.
    pub async fn check_fact(&self, entering: &Entering) -> Result<Preview, ServiceError> {
        let mut wrong = Vec::new();
        for (field, text) in [("document", &entering.document), ("reason", &entering.reason)] {
            if text.trim().is_empty() {
                wrong.push(Message::new(&format!("fact-no-{field}")));
            } else if text.chars().count() > LONGEST {
                wrong.push(Message::new(&format!("fact-long-{field}")).with("most", LONGEST));
            }
        }
        let before = match &entering.fact {
            DatedFact::PartnerReplaced(fact) => self.check_partner(fact, &mut wrong).await?,
            DatedFact::Renamed(fact) => self.check_name(fact, &mut wrong).await?,
        };
        if !wrong.is_empty() {
            return Err(ServiceError::BadInput(wrong));
        }
        let students = match &entering.fact {
            DatedFact::PartnerReplaced(fact) => self.of_class(fact).await?,
            DatedFact::Renamed(fact) => self.storage.registered_at(&fact.institution).await?,
        };
        Ok(Preview { before, students })
    }

    /// Enters a fact. From its first day on every decision takes it in.
    ///
    /// # Errors
    /// As [`Office::check_fact`]; a conflict where another fact was entered since the one asking looked: `version_seen`
    /// is how many the programme or the institution had.
    pub async fn enter_fact(
        &self,
        entering: &Entering,
        version_seen: i64,
        actor: &str,
    ) -> Result<Preview, ServiceError> {
        self.allow_here(Action::FactEnter)?;
        let preview = self.check_fact(entering).await?;
        let Entering { fact, document, reason } = entering;
        let stream = fact.stream();
        let entries = self.storage.stream(&stream).await?;
        let version = entries.last().map_or(0, |entry| entry.version);
        if version != version_seen {
            return Err(ServiceError::conflict(Message::new("fact-conflict")));
        }
        let version = version + 1;
        let (document, reason) = (document.trim().to_owned(), reason.trim().to_owned());
        let written = serde_json::to_value(fact).map_err(|error| Fault::new("enter a fact", error))?;
        let entry = NewEntry {
            stream: stream.clone(),
            version,
            kind: fact.kind().to_owned(),
            effective_on: fact.from(),
            actor: actor.to_owned(),
            body: serde_json::json!({"fact": written, "document": document, "reason": reason}),
        };
        let now = self.clock.now();
        let on_file = FactOnFile {
            stream,
            version,
            fact: fact.clone(),
            document,
            reason,
            recorded_at: now,
            recorded_by: actor.to_owned(),
        };
        let changes = vec![Change::DatedFact(on_file)];
        self.storage.append(Batch { entries: vec![entry], changes }, now).await?;
        Ok(preview)
    }

    /// What is wrong with a partner replaced, and the partner before.
    async fn check_partner(
        &self,
        fact: &PartnerReplaced,
        wrong: &mut Vec<Message>,
    ) -> Result<String, ServiceError> {
        let world = self.world().await?;
        let programme = world.programme(&fact.programme).ok_or(ServiceError::NotFound)?;
        let before = world.placement_of(programme, fact.cohort, fact.from).partner.clone();
        if !programme.offers(fact.cohort) {
            wrong.push(Message::new("fact-no-class").with("cohort", fact.cohort));
        } else if i32::from(fact.from.year()) < fact.cohort {
            wrong.push(Message::new("fact-before-class").with("cohort", fact.cohort).with("from", fact.from));
        }
        if programme.placement.track == Track::UniversityOnly {
            wrong.push(Message::new("fact-one-university").with("school", before.as_str()));
        } else if fact.partner == before {
            wrong.push(Message::new("fact-same-partner").with("partner", before.as_str()));
        } else if !self.edition().institution(&fact.partner).is_some_and(|found| found.partner) {
            wrong.push(Message::new("fact-no-partner").with("partner", fact.partner.as_str()));
        }
        Ok(before)
    }

    /// What is wrong with a new name, and the name before.
    async fn check_name(&self, fact: &Renamed, wrong: &mut Vec<Message>) -> Result<String, ServiceError> {
        if self.institution_view(&fact.institution).await?.is_none() {
            return Err(ServiceError::NotFound);
        }
        let dated = super::dated(self.storage.dated_facts().await?);
        let before = dated.name(&fact.institution, fact.from).to_owned();
        let name = fact.name.trim();
        let known = |name: &str| {
            let of_edition = self.edition().institution(name).map(|found| found.name.as_str());
            of_edition.unwrap_or_else(|| dated.institution(name)).to_owned()
        };
        if name.is_empty() {
            wrong.push(Message::new("fact-no-name"));
        } else if name.chars().count() > LONGEST {
            wrong.push(Message::new("fact-long-name").with("most", LONGEST));
        } else if name == before {
            wrong.push(Message::new("fact-same-name").with("name", name));
        } else if known(name) != name && known(name) != fact.institution
            || known(name) == name && self.edition().institution(name).is_some() && name != fact.institution
        {
            wrong.push(Message::new("fact-name-of-another").with("name", name).with("owner", known(name)));
        }
        Ok(before)
    }

    /// Students of a class whose record has not ended.
    async fn of_class(&self, fact: &PartnerReplaced) -> Result<Vec<Student>, Fault> {
        let filter = StudentFilter { programme: Some(fact.programme.clone()), ..StudentFilter::default() };
        let mut students = self.storage.students(&filter, i64::from(i32::MAX)).await?;
        let goes_on = |standing: Standing| !standing.ended();
        students.retain(|student| student.cohort == fact.cohort && goes_on(student.standing));
        Ok(students)
    }

    /// A day as it was typed.
    ///
    /// # Errors
    /// A message that names what was given.
    pub fn day_given(given: &str) -> Result<Date, Message> {
        let given = given.trim();
        given.parse().map_err(|_| Message::new("fact-no-day").with("given", given))
    }
}
