//! 证书查验: whether a certificate or a letter of admission is in force, for whoever has its number and the code that is printed on it.
//!
//! The code is derived from the number under the office's key: it holds nothing of the person, stands nowhere in the
//! database, and cannot be made by whoever knows other certificates. A wrong code and a number that never was are one
//! answer.

use crate::Office;
use crate::access::Action;
use crate::error::{Fault, ServiceError};
use crate::guess::{Guessed, Guessing, plain};
use crate::letter;
use guantong_model::{Date, Message, Stage, StudentId, Track};
use guantong_secrets::once;

/// What the code is derived for.
const CODE: &str = "certificate code";
/// The longest number or code that can be one.
const LONGEST: usize = 40;

/// What is given to check a certificate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CertificateAsked {
    /// 证书编号.
    pub number: String,
    /// 查验码.
    pub code: String,
    /// The address it comes from, as requests are counted.
    pub from: String,
}

/// What anybody may know of a certificate he holds in his hand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CertificateChecked {
    /// The number.
    pub number: String,
    /// Whether it is void.
    pub voided: bool,
    /// What kind it is: a word.
    pub kind: String,
    /// The name the issuer bore on the day.
    pub issuer: String,
    /// The day of issue.
    pub on: Date,
    /// The stage it certifies.
    pub stage: Stage,
    /// The major.
    pub major: String,
    /// 项目类别.
    pub track: Track,
    /// The first character of the name; the rest is hidden.
    pub name: String,
}

/// What anybody may know of a letter of admission he holds in his hand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LetterChecked {
    /// The number.
    pub number: String,
    /// Whether it admits still.
    pub in_force: bool,
    /// The institution one arrives at.
    pub institution: String,
    /// The partner university.
    pub partner: String,
    /// The major, with its direction.
    pub major: String,
    /// 项目类别.
    pub track: Track,
    /// When the result was published, in microseconds since 1970 UTC.
    pub published_at: i64,
    /// The first character of the name; the rest is hidden.
    pub name: String,
}

/// What was found under a number and its code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Checked {
    /// A certificate.
    Certificate(CertificateChecked),
    /// A letter of admission.
    Letter(LetterChecked),
}

/// What is shown of a name to whoever holds its paper.
fn first(name: &str) -> String {
    name.chars().take(1).collect()
}

impl Office {
    /// The code that is printed on a certificate or a letter of admission; nothing where the office has no keys.
    #[must_use]
    pub fn paper_code(&self, number: &str) -> Option<String> {
        self.locks.as_ref().map(|locks| locks.keys.code(CODE, number))
    }

    /// Checks a certificate or a letter of admission by its number and code.
    ///
    /// # Errors
    /// Bad input where number or code is missing or far too long; a fault where the database fails.
    pub async fn check_certificate(
        &self,
        asked: &CertificateAsked,
    ) -> Result<Guessing<Checked>, ServiceError> {
        self.allow_here(Action::CertificateCheck)?;
        // No code has a nought or a one: whoever types them read the letters.
        let code = plain(&asked.code).replace('0', "O").replace('1', "I");
        let number = asked.number.trim().to_owned();
        let mut wrong = Vec::new();
        for (field, text) in [("number", &number), ("code", &code)] {
            if text.is_empty() {
                wrong.push(Message::new(&format!("check-no-{field}")));
            } else if text.chars().count() > LONGEST {
                wrong.push(Message::new(&format!("check-long-{field}")).with("most", LONGEST));
            }
        }
        if !wrong.is_empty() {
            return Err(ServiceError::BadInput(wrong));
        }
        let guess = match self.guess(Guessed::Certificate, &asked.from, &number).await? {
            Ok(guess) => guess,
            Err(minutes) => return Ok(Guessing::Closed(minutes)),
        };
        let right = self.paper_code(&number).is_some_and(|right| once::equal(&plain(&right), &code));
        // Whether there is such a number is looked up in either case.
        let found = match letter::of_number(&number) {
            Some(_) => self.entire().letter_found(&number).await?,
            None => self.entire().certificate_found(&number).await?,
        };
        let Some((student, found)) = found.filter(|_| right) else {
            self.guessed_wrong().await?;
            return Ok(Guessing::Wrong);
        };
        self.guessed_right(&guess, &super::stream(&student)).await?;
        Ok(Guessing::Right(found))
    }

    async fn certificate_found(&self, number: &str) -> Result<Option<(StudentId, Checked)>, Fault> {
        let Some(row) = self.whole.certificate(number).await? else { return Ok(None) };
        let view = self.certificate(number).await?;
        let view = view.ok_or_else(|| Fault::new("check a certificate", "its record is missing"))?;
        let checked = CertificateChecked {
            number: number.to_owned(),
            voided: view.voided,
            kind: view.certificate.kind.to_string(),
            issuer: view.certificate.issuer_named().to_owned(),
            on: view.certificate.issued_on,
            stage: view.certificate.stage,
            major: view.placement.major.clone(),
            track: view.placement.track,
            name: first(&view.student.name),
        };
        Ok(Some((row.student, Checked::Certificate(checked))))
    }

    async fn letter_found(&self, number: &str) -> Result<Option<(StudentId, Checked)>, Fault> {
        let Some(letter) = self.letter_numbered(number).await? else { return Ok(None) };
        let checked = LetterChecked {
            number: letter.number,
            in_force: letter.in_force,
            major: letter.line.line.major_printed(),
            institution: letter.line.line.institution,
            partner: letter.line.line.partner,
            track: letter.line.line.track,
            published_at: letter.published_at,
            name: first(&letter.student.name),
        };
        Ok(Some((letter.student.id, Checked::Letter(checked))))
    }
}
