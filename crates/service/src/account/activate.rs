//! Activation 激活: who was admitted, or a guardian, opens an account with the data of the admission, and asks no office.
//!
//! What is asked is what opens a result, and the name; an unknown number, wrong digits, another's name, a result that is
//! not published, a record that is not open yet and an account that was taken already are one answer, after the same
//! misses that close the look-up of results.

use super::keep::{login_mistake, name_mistake};
use super::{Account, AccountChange, Entered, Origin, mistake, normal_login, outside};
use crate::Office;
use crate::access::{Action, Family, Organisation, OrganisationKind, Role};
use crate::error::{Conflict, Fault, ServiceError};
use crate::guess::{Guess, Guessed, Guessing, plain};
use crate::journal;
use crate::look_up::{DIGITS, malformed};
use crate::ports::StudentFilter;
use crate::rows::Student;
use crate::trail::Note;
use guantong_model::{CandidateNo, Message, Standing};
use guantong_secrets::once;

/// Who makes such an account and gives its role: nobody of the office, and not the account itself.
const ACTIVATED: &str = "activation";
/// How many guardians of one record may activate (民法典 27).
const GUARDIANS: &str = "activation.guardians";
/// An account's id is made of so many bytes.
const ID: usize = 10;
/// So many students of a demonstration are looked at to find one without an account.
const LOOKED_AT: i64 = 40;

/// What is given to activate an account.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Activation {
    /// 报名号.
    pub no: String,
    /// The name of who was admitted.
    pub name: String,
    /// The last six places of the identity number; where none is kept, the date of birth.
    pub digits: String,
    /// The word of the role: student or guardian.
    pub who: String,
    /// A guardian's own name.
    pub own_name: String,
    /// The login chosen.
    pub login: String,
    /// The password chosen.
    pub password: String,
    /// The same again.
    pub again: String,
    /// The address it comes from, as requests are counted.
    pub from: String,
}

/// A place that a record has for an account.
struct Place<'a> {
    student: &'a Student,
    families: &'a Organisation,
    role: Role,
    number: i64,
}

impl Office {
    /// Whether accounts can be activated: whether students and guardians have an organisation to belong to.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn can_activate(&self) -> Result<bool, Fault> {
        Ok(self.has_accounts() && self.of_families().await?.is_some())
    }

    /// Opens the account of a student or a guardian with the data of the admission, and begins a session.
    ///
    /// # Errors
    /// Bad input where something cannot be: a number, digits, a login, a password; before anything is compared. Or
    /// where the login is taken, which only who knows the data is told.
    pub async fn activate(
        &self,
        given: &Activation,
        from: &Origin,
    ) -> Result<Guessing<Entered>, ServiceError> {
        self.allow_here(Action::AccountActivate)?;
        let Some(families) = self.of_families().await?.filter(|_| self.has_accounts()) else {
            return Err(mistake(Message::new("activate-not-yet")));
        };
        let (no, digits) = (plain(&given.no), plain(&given.digits));
        let role = self.sound(given, &no, &digits, &families).await?;
        let guess = match self.guess(Guessed::Result, &given.from, &no).await? {
            Ok(guess) => guess,
            Err(minutes) => return Ok(Guessing::Closed(minutes)),
        };
        let student = self.record_of(&CandidateNo(no), &digits, &given.name).await?;
        let Some(student) = student else {
            self.guessed_wrong().await?;
            return Ok(Guessing::Wrong);
        };
        let most = self.most(role)?;
        let held = self.whole.holders(&student.id, role).await?;
        for number in held..most {
            let place = Place { student: &student, families: &families, role, number };
            if let Some(entered) = self.taken(given, from, &place, &guess).await? {
                return Ok(Guessing::Right(entered));
            }
        }
        self.guessed_wrong().await?;
        Ok(Guessing::Wrong)
    }

    /// The role asked for, where all that was typed can be; nothing is told by it of what there is.
    async fn sound(
        &self,
        given: &Activation,
        no: &str,
        digits: &str,
        families: &Organisation,
    ) -> Result<Role, ServiceError> {
        let mut mistakes = malformed(no, digits);
        if given.name.trim().is_empty() {
            mistakes.push(Message::new("activate-no-name"));
        }
        let role = match Role::parse(&given.who) {
            Some(role @ (Role::Student | Role::Guardian)) => role,
            _ => {
                mistakes.push(Message::new("activate-no-who"));
                Role::Student
            }
        };
        let name = own_name(given, role);
        if name.trim().is_empty() && role == Role::Guardian {
            mistakes.push(Message::new("activate-no-own-name"));
        } else if !name.trim().is_empty() {
            mistakes.extend(name_mistake(name));
        }
        let login = normal_login(&given.login);
        mistakes.extend(login_mistake(&login));
        let account = self.account_made(&login, name, Family::Business, ACTIVATED);
        let words = [families.name.as_str(), given.name.trim(), no];
        mistakes.extend(self.weaknesses_among(&account, &words, &given.password).await?);
        if given.password != given.again {
            mistakes.push(Message::new("password-not-again"));
        }
        if mistakes.is_empty() { Ok(role) } else { Err(ServiceError::BadInput(mistakes)) }
    }

    /// The open record of whoever was admitted under a number, where digits and name are his.
    async fn record_of(
        &self,
        no: &CandidateNo,
        digits: &str,
        name: &str,
    ) -> Result<Option<Student>, ServiceError> {
        let Some((year, rounds)) = self.results_of(no, digits).await? else { return Ok(None) };
        let mut admitted = false;
        for round in rounds {
            let result = self.whole.result(year, round, no).await?;
            admitted |= result.is_some_and(|result| result.programme.is_some());
        }
        let Some(id) = self.whole.student_of(year, no).await?.filter(|_| admitted) else { return Ok(None) };
        let student = self.whole.student(&id).await?;
        Ok(student.filter(|student| once::equal(&letters(&student.name), &letters(name))))
    }

    /// How many accounts of a role one record may have.
    fn most(&self, role: Role) -> Result<i64, Fault> {
        match role {
            // An account is one person's.
            Role::Student => Ok(1),
            _ => self
                .edition()
                .number(GUARDIANS, self.clock.today())
                .ok_or_else(|| Fault::new("activate an account", format!("no {GUARDIANS}"))),
        }
    }

    /// Takes one of the places a record has for a role: the account's id is made of it, so that of two who come at once
    /// one is refused by the database. Nothing where the place is taken.
    async fn taken(
        &self,
        given: &Activation,
        from: &Origin,
        place: &Place<'_>,
        guess: &Guess,
    ) -> Result<Option<Entered>, ServiceError> {
        let Place { student, families, role, number } = *place;
        let id = account_of(student, role, number);
        if self.whole.account(&id).await?.is_some() {
            return Ok(None);
        }
        let object = crate::student::stream(&student.id);
        let login = normal_login(&given.login);
        if self.whole.account_by_login(&login).await?.is_some() {
            return self.told(guess, &object, Message::new("conflict-login-taken")).await;
        }
        let name = if role == Role::Student { student.name.as_str() } else { &given.own_name };
        let made = self.account_made(&login, name, Family::Business, ACTIVATED);
        let account = Account { id: id.clone(), ..made };
        let grant = self.role_given(&id, role, families, ACTIVATED);
        let hash = self.hashed(&given.password).await?;
        let mut changes = vec![
            AccountChange::Account(account.clone()),
            AccountChange::Student { account: id.clone(), student: student.id.clone() },
            AccountChange::Grant(grant.clone()),
            AccountChange::Password { account: id.clone(), hash, at: self.clock.now() },
        ];
        changes.extend(guess.right());
        let action = Action::AccountActivate.as_str();
        let note = Note { object: object.clone(), ..outside(&id, action, "done", from) };
        match self.enter_as(&account, &[grant], changes, vec![note], action, from).await {
            Ok(entered) => Ok(Some(entered)),
            Err(ServiceError::Conflict(Conflict { message })) => {
                if self.whole.account(&id).await?.is_some() {
                    return Ok(None);
                }
                self.told(guess, &object, message).await
            }
            Err(error) => Err(error),
        }
    }

    /// Tells who knew the data what is in the way; that is no miss.
    async fn told<T>(&self, guess: &Guess, object: &str, message: Message) -> Result<T, ServiceError> {
        self.guessed_right(guess, object).await?;
        Err(mistake(message))
    }

    /// Somebody of a demonstration who has no account yet, with what activates one, so that a visitor may try it. A real
    /// office has no way to this: only a page that says it serves a demonstration asks.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn demo_activation(&self) -> Result<Option<(CandidateNo, String, String)>, Fault> {
        let filter = StudentFilter { standings: vec![Standing::Studying], ..StudentFilter::default() };
        for student in self.whole.students(&filter, LOOKED_AT).await? {
            let held = self.whole.holders(&student.id, Role::Student).await? > 0;
            if held || self.whole.account(&account_of(&student, Role::Student, 0)).await?.is_some() {
                continue;
            }
            let Some(person) = self.whole.person(&student.person).await? else { continue };
            let Some(identity) = self.identity_of(&person)? else { continue };
            let digits = identity.get(identity.len().saturating_sub(DIGITS)..).unwrap_or_default().to_owned();
            let there = self.record_of(&student.candidate_no, &digits, &student.name).await;
            if matches!(there, Ok(Some(found)) if found.id == student.id) {
                return Ok(Some((student.candidate_no, student.name, digits)));
            }
        }
        Ok(None)
    }

    /// The organisation of students and guardians: the first by name where there are several.
    async fn of_families(&self) -> Result<Option<Organisation>, Fault> {
        let all = self.whole.organisations().await?;
        Ok(all.into_iter().find(|organisation| organisation.kind == OrganisationKind::Families))
    }
}

/// The name of who will have the account.
fn own_name(given: &Activation, role: Role) -> &str {
    if role == Role::Guardian { &given.own_name } else { &given.name }
}

/// The id of the account that takes a place of a record; the same whoever comes for it.
fn account_of(student: &Student, role: Role, number: i64) -> String {
    let words = format!("{ACTIVATED} {} {role} {number}", student.id);
    let bytes: Vec<u8> = journal::digest(words.as_bytes()).0.into_iter().take(ID).collect();
    format!("A-{}", once::id(&bytes))
}

/// A name without what people write in different ways: blanks, dots between parts, full-width letters, capitals.
fn letters(name: &str) -> String {
    let dot = |c: char| matches!(c, '·' | '•' | '・' | '‧' | '．' | '.' | '。');
    plain(name).chars().filter(|c| !dot(*c)).collect()
}

#[cfg(test)]
mod tests {
    use super::letters;

    #[test]
    fn a_name_is_the_same_however_its_parts_are_set_apart() {
        for typed in ["阿依 古丽", "阿依·古丽", "阿依•古丽", "阿依.古丽 "] {
            assert_eq!(letters(typed), letters("阿依·古丽"), "{typed}");
        }
        assert_eq!(letters("Ａnna li"), letters("anna LI"));
        assert_ne!(letters("沈知行"), letters("沈知"));
    }
}
