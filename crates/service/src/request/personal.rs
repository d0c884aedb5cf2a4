//! Personal data put right: asked for by the family, agreed to by the school that holds the registration (令41 34;
//! 个人信息保护法 46). What is asked for is sealed like everything written in a request; the journal keeps a new commitment
//! to the person's words, under the person's own stream, so that `verify` goes on proving who everybody is.

use super::GivenFile;
use super::open::{NewRequest, Opening};
use super::paper::PaperShown;
use super::row::RequestRow;
use super::story::Story;
use crate::Office;
use crate::access::Action;
use crate::error::{Fault, ServiceError};
use crate::journal::NewEntry;
use crate::person::{Contacts, reading};
use crate::ports::Change;
use crate::rows::Person;
use crate::student::{commit_person, stream as record_of};
use guantong_model::{Date, IdentityNo, Message, PersonId, Phone, StudentId};
use guantong_requests::{Kind, PaperKind};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The most letters a name has.
const NAME_MOST: usize = 60;

/// What the streams of people in the journal begin with.
pub(crate) const PEOPLE: &str = "person/";
/// The kind of an entry that puts a person's words right.
const CORRECTED: &str = "person-corrected";

/// What is to be put right of a person; what is empty stays as it is.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Personal {
    /// The name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// GB/T 2261.1: 1 male, 2 female.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sex: Option<i64>,
    /// Date of birth.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub birth_on: Option<Date>,
    /// 公民身份号码.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub identity: Option<String>,
    /// 联系电话.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub phone: Option<String>,
}

impl Personal {
    /// The identity number with its middle hidden.
    #[must_use]
    pub fn identity_masked(&self) -> Option<String> {
        Some(IdentityNo::parse(self.identity.as_deref()?).ok()?.masked())
    }

    /// What differs from what is kept, or every mistake in it.
    fn checked(mut self, person: &Person, kept: &Contacts, today: Date) -> Result<Self, Vec<Message>> {
        let mut wrong = Vec::new();
        self.name = self.name.map(|name| name.trim().to_owned()).filter(|name| !name.is_empty());
        if let Some(name) = &self.name {
            let length = name.chars().count();
            if length > NAME_MOST || name.chars().any(char::is_control) {
                wrong.push(Message::new("personal-name").with("length", length).with("most", NAME_MOST));
            }
        }
        if let Some(sex) = self.sex.filter(|sex| !matches!(sex, 1 | 2)) {
            wrong.push(Message::new("personal-sex").with("given", sex));
        }
        if let Some(birth) = self.birth_on.filter(|birth| *birth >= today) {
            wrong.push(Message::new("personal-birth").with("given", birth));
        }
        let identity = self.identity.take().filter(|text| !text.trim().is_empty());
        match identity.map(|text| IdentityNo::parse(&text)).transpose() {
            Ok(number) => self.identity = number.map(|number| number.as_str().to_owned()),
            Err(message) => wrong.push(message),
        }
        let phone = self.phone.take().filter(|text| !text.trim().is_empty());
        match phone.map(|text| Phone::parse(&text)).transpose() {
            Ok(phone) => self.phone = phone.map(|phone| phone.as_str().to_owned()),
            Err(message) => wrong.push(message),
        }
        self.name = self.name.filter(|name| *name != person.name);
        self.sex = self.sex.filter(|sex| *sex != person.sex);
        self.birth_on = self.birth_on.filter(|birth| *birth != person.birth_on);
        self.identity =
            self.identity.filter(|text| kept.identity.as_ref().map(IdentityNo::as_str) != Some(text));
        self.phone = self.phone.filter(|text| kept.phone.as_ref().map(Phone::as_str) != Some(text));
        let birth = self.birth_on.unwrap_or(person.birth_on);
        if let Some(identity) = &self.identity
            && identity.get(6..14) != Some(birth.to_string().replace('-', "").as_str())
        {
            wrong.push(Message::new("personal-birth-differs").with("birth", birth));
        }
        if wrong.is_empty() && self == Personal::default() {
            wrong.push(Message::new("personal-nothing"));
        }
        if wrong.is_empty() { Ok(self) } else { Err(wrong) }
    }
}

impl Office {
    /// Asks for personal data to be put right.
    ///
    /// # Errors
    /// As [`Office::open_request`]; bad input with every mistake, or where nothing differs from what is kept.
    pub async fn ask_personal(
        &self,
        id: &StudentId,
        asked: Personal,
        statement: &str,
        files: &[GivenFile],
        actor: &str,
    ) -> Result<Opening, ServiceError> {
        let student = self.storage.student(id).await?.ok_or(ServiceError::NotFound)?;
        self.allow(Action::RequestMake, &self.relations(&student).await?)?;
        let person = self.whole.person(&student.person).await?.ok_or(ServiceError::NotFound)?;
        let kept = self.opened(&person)?;
        let asked = asked.checked(&person, &kept, self.clock.today()).map_err(ServiceError::BadInput)?;
        let words = serde_json::to_string(&asked).map_err(|error| Fault::new("write a request", error))?;
        let new = NewRequest {
            student: id.clone(),
            kind: Kind::Personal,
            command: None,
            about: None,
            statement: statement.to_owned(),
            files: files.to_vec(),
        };
        self.open_next(&new, Some(&words), actor).await
    }

    /// What is asked to be put right, from the papers of a request as they are shown.
    pub(super) fn personal_asked(
        &self,
        papers: &BTreeMap<String, PaperShown>,
    ) -> Result<Option<Personal>, Fault> {
        let paper = papers.values().find(|paper| paper.kind == PaperKind::Personal);
        let read = |paper: &PaperShown| {
            serde_json::from_str(&paper.text).map_err(|error| Fault::new("read a request", error))
        };
        paper.map(read).transpose()
    }

    /// Puts a person's data right as a request asks, with the entry that commits to the new words.
    pub(super) async fn put_right(
        &self,
        row: &RequestRow,
        story: &mut Story<'_>,
    ) -> Result<(), ServiceError> {
        let mut papers = BTreeMap::new();
        for paper in self.whole.papers(&row.id).await? {
            papers.insert(paper.digest.clone(), self.shown(&paper)?);
        }
        let asked = self.personal_asked(&papers)?;
        let asked = asked.ok_or_else(|| ServiceError::conflict(Message::new("conflict-personal-gone")))?;
        let id = &row.request.opened.student;
        let mut student = self.whole.student(id).await?.ok_or(ServiceError::NotFound)?;
        let mut person = self.whole.person(&student.person).await?.ok_or(ServiceError::NotFound)?;
        let mut contacts = self.opened(&person)?;
        if let Some(name) = asked.name {
            let read = reading(&name);
            (person.pinyin, person.initials) = (read.pinyin, read.initials);
            person.name = name;
        }
        person.sex = asked.sex.unwrap_or(person.sex);
        person.birth_on = asked.birth_on.unwrap_or(person.birth_on);
        contacts.identity =
            asked.identity.and_then(|text| IdentityNo::parse(&text).ok()).or(contacts.identity);
        contacts.phone = asked.phone.and_then(|text| Phone::parse(&text).ok()).or(contacts.phone);
        person.sealed = self.seal_contacts(&contacts)?;
        student.name.clone_from(&person.name);
        student.pinyin.clone_from(&person.pinyin);
        student.initials.clone_from(&person.initials);
        let stream = person_stream(&person.id);
        let version = self.whole.stream(&stream).await?.last().map_or(1, |entry| entry.version + 1);
        story.batch.entries.push(NewEntry {
            stream,
            version,
            kind: CORRECTED.to_owned(),
            effective_on: story.on,
            actor: story.actor.to_owned(),
            body: serde_json::json!({ "commitment": commit_person(&person), "request": row.id }),
        });
        // The row of the record is written whole: whoever moved the record meanwhile was first.
        story.batch.changes.push(Change::AsSeen { stream: record_of(id), version: student.version });
        story.batch.changes.push(Change::Person(person));
        story.batch.changes.push(Change::Student(student));
        Ok(())
    }
}

/// The stream of a person in the journal.
pub(crate) fn person_stream(id: &PersonId) -> String {
    format!("{PEOPLE}{id}")
}
