//! Rows against the rows before them, and against who is on file.

use super::check::ImportCheck;
use super::read::Entry;
use super::show::told;
use super::words::COLUMNS;
use crate::Office;
use crate::cells::Found;
use crate::error::{Fault, ServiceError};
use crate::person::IDENTITY;
use crate::rows::{Candidate, Person};
use guantong_documents::At;
use guantong_model::{CandidateNo, IdentityNo, Message, PersonId, Phone, words};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeSet, HashMap};

words! {
    /// What a conflict is about.
    ConflictKind {
        /// The number or the person stands in the file before.
        Twice = "twice",
        /// The candidate is on file and told otherwise now.
        Changed = "changed",
        /// The number is on file as another person's.
        OtherPerson = "other-person",
        /// The person is on file under another number.
        OtherNumber = "other-number",
    }
}

words! {
    /// How a row stands to who is on file.
    Against {
        /// Neither number nor person is on file.
        Nobody = "nobody",
        /// On file as the row tells.
        Same = "same",
        /// On file, and otherwise.
        Otherwise = "otherwise",
    }
}

/// A heading with what is there and what the row tells.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Side {
    /// The heading.
    pub heading: String,
    /// What is there: in the row before, or on file.
    pub there: String,
    /// What the row tells.
    pub told: String,
}

/// What must be judged of a row.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Conflicting {
    /// By what its judgement is known.
    pub key: String,
    /// What it is about.
    pub kind: ConflictKind,
    /// The row.
    pub row: u32,
    /// The rows before it, where it is within the file.
    pub rows: Vec<u32>,
    /// The candidates on file, where it is with those.
    pub numbers: Vec<CandidateNo>,
    /// The row's number.
    pub no: String,
    /// The row's name.
    pub name: String,
    /// What differs.
    pub sides: Vec<Side>,
}

impl Default for Conflicting {
    fn default() -> Self {
        Conflicting {
            key: String::new(),
            kind: ConflictKind::Twice,
            row: 0,
            rows: Vec::new(),
            numbers: Vec::new(),
            no: String::new(),
            name: String::new(),
            sides: Vec::new(),
        }
    }
}

/// Who is on file.
pub(super) struct OnFile {
    by_no: HashMap<CandidateNo, (Candidate, Person)>,
    by_identity: HashMap<String, CandidateNo>,
    by_draw: HashMap<i64, CandidateNo>,
}

/// Conflicts whose two sides are kept.
const SIDES: usize = 2_000;
impl Office {
    /// Who is on file for a year.
    pub(super) async fn on_file(&self, year: i32) -> Result<OnFile, ServiceError> {
        let candidates = self.whole.candidates(year).await?;
        let ids: Vec<PersonId> = candidates.iter().map(|candidate| candidate.person.clone()).collect();
        let people = self.whole.people(&ids).await?;
        let mut people: HashMap<PersonId, Person> =
            people.into_iter().map(|person| (person.id.clone(), person)).collect();
        let mut found =
            OnFile { by_no: HashMap::new(), by_identity: HashMap::new(), by_draw: HashMap::new() };
        for candidate in candidates {
            let Some(person) = people.remove(&candidate.person) else { continue };
            if let Some(index) = &person.sealed.identity_index {
                found.by_identity.insert(index.clone(), candidate.no.clone());
            }
            found.by_draw.insert(candidate.draw, candidate.no.clone());
            found.by_no.insert(candidate.no.clone(), (candidate, person));
        }
        Ok(found)
    }

    /// Draw numbers that two candidates have: nobody may be equal to anybody in everything (3.1.3.b). Who stands twice in
    /// the file, or takes the place of who has it, is judged elsewhere.
    pub(super) fn draws(&self, found: &Found<'_>, entries: &[Entry], on_file: &OnFile) -> Vec<(At, Message)> {
        let column = found.columns.get("draw").copied().unwrap_or(1);
        let mut first: HashMap<i64, &Entry> = HashMap::new();
        let mut wrong = Vec::new();
        let told: BTreeSet<&CandidateNo> = entries.iter().map(|entry| &entry.candidate.no).collect();
        for entry in entries {
            let (at, draw) = (At::new(entry.row, column), entry.candidate.draw);
            let before = *first.entry(draw).or_insert(entry);
            let same = before.candidate.no == entry.candidate.no || before.identity == entry.identity;
            if !same {
                wrong.push((
                    at,
                    Message::new("candidates-draw-twice").with("value", draw).with("row", before.row),
                ));
                continue;
            }
            let used =
                on_file.by_draw.get(&draw).filter(|no| !told.contains(no) && **no != entry.candidate.no);
            let other = used
                .and_then(|no| on_file.by_no.get(no))
                .filter(|(_, person)| person.name != entry.name || person.birth_on != entry.birth_on);
            if let Some((candidate, _)) = other {
                let message = Message::new("candidates-draw-used").with("value", draw);
                wrong.push((at, message.with("candidate", candidate.no.as_str())));
            }
        }
        for (_, message) in &mut wrong {
            let heading =
                COLUMNS.iter().find(|column| column.key == "draw").map_or("", |column| column.heading);
            message.facts.insert("column".to_owned(), heading.into());
        }
        wrong
    }

    /// What must be judged: rows against the rows before them, then each against who is on file.
    pub(super) fn conflicts(
        &self,
        check: &mut ImportCheck,
        entries: &[Entry],
        on_file: &OnFile,
    ) -> Result<(), Fault> {
        let mut by_no: HashMap<&CandidateNo, Vec<usize>> = HashMap::new();
        let mut by_identity: HashMap<&str, Vec<usize>> = HashMap::new();
        let (mut within, mut with_file) = (Vec::new(), Vec::new());
        let mut against = Vec::with_capacity(entries.len());
        for (place, entry) in entries.iter().enumerate() {
            let same_no = by_no.entry(&entry.candidate.no).or_default();
            let same_person = by_identity.entry(entry.identity.as_str()).or_default();
            let before: BTreeSet<usize> = same_no.iter().chain(same_person.iter()).copied().collect();
            same_no.push(place);
            same_person.push(place);
            if let Some(first) = before.first().and_then(|first| entries.get(*first)) {
                let rows = before.iter().filter_map(|place| Some(entries.get(*place)?.row)).collect();
                let there = (within.len() < SIDES).then(|| self.row_told(first));
                within.push(self.conflicting('f', ConflictKind::Twice, entry, there, rows, Vec::new()));
            }
            let (stands, conflict) = self.against(entry, on_file, with_file.len() < SIDES)?;
            with_file.extend(conflict);
            against.push(stands);
        }
        let involved: BTreeSet<u32> = within
            .iter()
            .chain(&with_file)
            .flat_map(|conflict| conflict.rows.iter().copied().chain([conflict.row]))
            .collect();
        for (entry, stands) in entries.iter().zip(&against) {
            check.fresh += usize::from(*stands == Against::Nobody);
            check.same += usize::from(*stands == Against::Same);
            if involved.contains(&entry.row) {
                check.involved.insert(entry.row, *stands);
            }
        }
        check.conflicts = within;
        check.conflicts.append(&mut with_file);
        Ok(())
    }

    fn against(
        &self,
        entry: &Entry,
        on_file: &OnFile,
        with_sides: bool,
    ) -> Result<(Against, Option<Conflicting>), Fault> {
        let index = self.identity_index(entry)?;
        let by_person = on_file.by_identity.get(&index);
        let by_no = on_file.by_no.get(&entry.candidate.no);
        let mut numbers: Vec<CandidateNo> = Vec::new();
        let elsewhere = by_person.filter(|no| **no != entry.candidate.no);
        let (kind, there) = match (by_no, elsewhere) {
            (None, None) => return Ok((Against::Nobody, None)),
            (Some((candidate, person)), None) if is(person, &index, entry) => {
                let there = self.on_file_told(candidate, person)?;
                let told = self.row_told(entry);
                let differs = there.iter().zip(&told).any(|((key, there), (_, told))| {
                    // A telephone that the file does not tell is not taken away.
                    there != told && !(*key == "phone" && told.is_empty())
                });
                if !differs {
                    return Ok((Against::Same, None));
                }
                numbers.push(candidate.no.clone());
                (ConflictKind::Changed, there)
            }
            (Some((candidate, person)), _) => {
                numbers.push(candidate.no.clone());
                (ConflictKind::OtherPerson, self.on_file_told(candidate, person)?)
            }
            (None, Some(no)) => match on_file.by_no.get(no) {
                Some((candidate, person)) => {
                    (ConflictKind::OtherNumber, self.on_file_told(candidate, person)?)
                }
                None => return Ok((Against::Nobody, None)),
            },
        };
        numbers.extend(elsewhere.cloned());
        let there = with_sides.then_some(there);
        Ok((Against::Otherwise, Some(self.conflicting('o', kind, entry, there, Vec::new(), numbers))))
    }

    fn conflicting(
        &self,
        letter: char,
        kind: ConflictKind,
        entry: &Entry,
        there: Option<Vec<(&'static str, String)>>,
        rows: Vec<u32>,
        numbers: Vec<CandidateNo>,
    ) -> Conflicting {
        let heading =
            |key: &str| COLUMNS.iter().find(|column| column.key == key).map_or("", |column| column.heading);
        let told = if there.is_some() { self.row_told(entry) } else { Default::default() };
        let sides = there.into_iter().flatten().zip(told).filter(|((_, there), (_, told))| there != told);
        let sides = sides.map(|((key, there), (_, told))| Side {
            heading: heading(key).to_owned(),
            there: hidden(key, there),
            told: hidden(key, told),
        });
        Conflicting {
            key: format!("{letter}{}", entry.row),
            kind,
            row: entry.row,
            rows,
            numbers,
            no: entry.candidate.no.0.clone(),
            name: entry.name.clone(),
            sides: sides.collect(),
        }
    }

    fn row_told(&self, entry: &Entry) -> Vec<(&'static str, String)> {
        let phone = entry.phone.as_ref().map(|phone| phone.as_str().to_owned());
        let person = [entry.name.clone(), entry.birth_on.to_string(), entry.junior_school.clone()];
        told(
            self.edition(),
            &entry.candidate,
            person,
            (entry.sex, &entry.district),
            (Some(entry.identity.as_str()), phone.as_deref()),
        )
    }

    fn on_file_told(
        &self,
        candidate: &Candidate,
        person: &Person,
    ) -> Result<Vec<(&'static str, String)>, Fault> {
        let contacts = self.opened(person)?;
        let words = [person.name.clone(), person.birth_on.to_string(), person.junior_school.clone()];
        let identity = contacts.identity.as_ref().map(IdentityNo::as_str);
        let phone = contacts.phone.as_ref().map(Phone::as_str);
        Ok(told(self.edition(), candidate, words, (person.sex, &person.district), (identity, phone)))
    }
}

impl Office {
    fn identity_index(&self, entry: &Entry) -> Result<String, Fault> {
        Ok(self.locks()?.keys.blind(IDENTITY, entry.identity.as_str()))
    }
}

impl OnFile {
    /// Those on file whom a row is about: who has its number, who is its person.
    pub(super) fn concerned(&self, office: &Office, entry: &Entry) -> Result<BTreeSet<&CandidateNo>, Fault> {
        let by_no = self.by_no.get_key_value(&entry.candidate.no).map(|(no, _)| no);
        let by_person = self.by_identity.get(&office.identity_index(entry)?);
        Ok(by_no.into_iter().chain(by_person).collect())
    }

    /// The person who is on file under a row's number, where he is the row's too.
    pub(super) fn same(&self, office: &Office, entry: &Entry) -> Result<Option<&Person>, Fault> {
        let index = office.identity_index(entry)?;
        let known = self.by_no.get(&entry.candidate.no).map(|(_, person)| person);
        Ok(known.filter(|person| is(person, &index, entry)))
    }
}

/// Whether a person on file is a row's: by the identity number, else by name and birth.
fn is(person: &Person, index: &str, entry: &Entry) -> bool {
    match &person.sealed.identity_index {
        Some(known) => known == index,
        None => person.name == entry.name && person.birth_on == entry.birth_on,
    }
}

/// Numbers of people with their middle hidden, all else as it is.
fn hidden(key: &str, text: String) -> String {
    match key {
        "identity" => IdentityNo::parse(&text).map_or(text, |number| number.masked()),
        "phone" => Phone::parse(&text).map_or(text, |phone| phone.masked()),
        _ => text,
    }
}
