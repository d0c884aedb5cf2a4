//! Identity number and telephone of a person: kept sealed, shown masked, and in full only to who gave the second factor
//! again and said what for; each such look is in the trail.

use crate::Office;
use crate::access::Action;
use crate::error::{Fault, ServiceError};
use crate::rows::{Person, Sealed};
use crate::trail::Note;
use guantong_model::{IdentityNo, Phone, StudentId};

pub(crate) const IDENTITY: &str = "identity number";
const PHONE: &str = "telephone";

/// Identity number and telephone, as far as they are known.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Contacts {
    /// 公民身份号码.
    pub identity: Option<IdentityNo>,
    /// 联系电话.
    pub phone: Option<Phone>,
}

impl Office {
    /// Seals what is to be kept of a person.
    ///
    /// # Errors
    /// Where the office has no keys.
    pub fn seal_contacts(&self, contacts: &Contacts) -> Result<Sealed, Fault> {
        let keys = &self.locks()?.keys;
        let failed = |error: guantong_secrets::SecretError| Fault::new("seal a number", error);
        let seal = |purpose: &str, text: Option<&str>| {
            text.map(|text| keys.seal(purpose, text.as_bytes(), &self.draw()).map_err(failed)).transpose()
        };
        let identity = contacts.identity.as_ref().map(IdentityNo::as_str);
        Ok(Sealed {
            identity: seal(IDENTITY, identity)?,
            identity_index: identity.map(|text| keys.blind(IDENTITY, text)),
            phone: seal(PHONE, contacts.phone.as_ref().map(Phone::as_str))?,
        })
    }

    /// What is kept of a person, opened; nothing where the office has no keys.
    pub(crate) fn opened(&self, person: &Person) -> Result<Contacts, Fault> {
        let Ok(locks) = self.locks() else { return Ok(Contacts::default()) };
        let open = |purpose: &str, sealed: &Option<String>| -> Result<Option<String>, Fault> {
            let Some(sealed) = sealed else { return Ok(None) };
            let bytes =
                locks.keys.open(purpose, sealed).map_err(|error| Fault::new("open a number", error))?;
            String::from_utf8(bytes).map(Some).map_err(|error| Fault::new("open a number", error))
        };
        let identity = open(IDENTITY, &person.sealed.identity)?;
        let phone = open(PHONE, &person.sealed.phone)?;
        Ok(Contacts {
            identity: identity.and_then(|text| IdentityNo::parse(&text).ok()),
            phone: phone.and_then(|text| Phone::parse(&text).ok()),
        })
    }

    /// The identity number of a person in full, to be compared with and never shown; nothing where none is kept.
    pub(crate) fn identity_of(&self, person: &Person) -> Result<Option<String>, Fault> {
        Ok(self.opened(person)?.identity.map(|identity| identity.as_str().to_owned()))
    }

    /// What is kept of a person with the middle hidden: identity number, telephone.
    pub(crate) fn masked(&self, person: &Person) -> Result<(Option<String>, Option<String>), Fault> {
        let contacts = self.opened(person)?;
        Ok((contacts.identity.map(|number| number.masked()), contacts.phone.map(|phone| phone.masked())))
    }

    /// Identity number and telephone of a student in full; noted in the trail with what for.
    ///
    /// # Errors
    /// Not found where the student is out of reach; forbidden or step up where the table says so.
    pub async fn unmask(&self, id: &StudentId) -> Result<(String, Contacts), ServiceError> {
        let student = self.storage.student(id).await?.ok_or(ServiceError::NotFound)?;
        self.allow(Action::StudentUnmask, &self.relations(&student).await?)?;
        let object = crate::student::stream(id);
        let at = self.clock.now();
        let person = self.storage.person_seen(&student.person, &object, at).await?;
        let person = person.ok_or(ServiceError::NotFound)?;
        if self.viewer().is_some() {
            let action = Action::StudentUnmask.as_str().to_owned();
            let note = Note { action, ..Note::of(&self.hand(), &object, "seen") };
            self.whole.keep(Vec::new(), vec![note], at).await?;
        }
        Ok((person.name.clone(), self.opened(&person)?))
    }
}
