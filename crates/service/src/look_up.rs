//! 录取结果查询: a candidate's own result, for whoever knows the number and the last digits of the identity number.
//!
//! Before publication there is nothing to find, and nothing tells that there will be: an unknown number, wrong digits and
//! a result that is not published yet are one answer, after the same work.

use crate::Office;
use crate::access::Action;
use crate::error::{Fault, ServiceError};
use crate::guess::{Guessed, Guessing, plain};
use crate::rows::{Person, Round};
use crate::views::CandidateView;
use guantong_model::{CandidateNo, Message, PersonId};
use guantong_secrets::once;

/// So many digits of the identity number are asked for.
pub const DIGITS: usize = 6;
/// The date of birth in digits, of whom the office has no identity number.
pub const BIRTH_DIGITS: usize = 8;
/// The longest number of a candidate.
const NO_LONGEST: usize = 20;

/// What is given to look a result up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LookUp {
    /// 报名号.
    pub no: String,
    /// The last six digits of the identity number; where none was given when applying, the date of birth.
    pub digits: String,
    /// The address it comes from, as requests are counted.
    pub from: String,
}

impl Office {
    /// The published results of a candidate, each explained, in the order of the rounds of the newest year with any.
    ///
    /// # Errors
    /// Bad input where number or digits cannot be any; a fault where the database fails or a round's replay differs.
    pub async fn look_up(&self, asked: &LookUp) -> Result<Guessing<Vec<CandidateView>>, ServiceError> {
        self.allow_here(Action::ResultLookUp)?;
        let (no, digits) = (plain(&asked.no), plain(&asked.digits));
        let wrong = malformed(&no, &digits);
        if !wrong.is_empty() {
            return Err(ServiceError::BadInput(wrong));
        }
        let guess = match self.guess(Guessed::Result, &asked.from, &no).await? {
            Ok(guess) => guess,
            Err(minutes) => return Ok(Guessing::Closed(minutes)),
        };
        let no = CandidateNo(no);
        let Some((year, rounds)) = self.results_of(&no, &digits).await? else {
            self.guessed_wrong().await?;
            return Ok(Guessing::Wrong);
        };
        // Only now is it known whose result it is; the look is noted with the guess.
        let whole = self.entire();
        let mut views = Vec::new();
        for round in rounds {
            let Some(view) = whole.candidate(year, round, &no).await? else { continue };
            let admitted = view.result.programme.is_some();
            views.push(view);
            // Whoever is admitted takes no part in a later round, and there is nothing to be told of it (3.1.2.b).
            if admitted {
                break;
            }
        }
        self.guessed_right(&guess, &format!("candidate/{year}/{no}")).await?;
        Ok(Guessing::Right(views))
    }

    /// The year and the published rounds a candidate took part in, where the digits are his. Every year is looked at in
    /// either case, and a person is looked for whether there is one or not.
    pub(crate) async fn results_of(
        &self,
        no: &CandidateNo,
        digits: &str,
    ) -> Result<Option<(i32, Vec<Round>)>, Fault> {
        let mut found = None;
        for year in self.whole.years().await? {
            let published = self.published(year).await?;
            let candidate = self.whole.candidate(year, no).await?;
            let person = candidate.as_ref().map_or_else(|| PersonId::from("none"), |c| c.person.clone());
            let person = self.whole.person(&person).await?;
            let own = match &person {
                Some(person) => self.is_known_by(person, digits)?,
                None => false,
            };
            let mut rounds = Vec::new();
            for round in published {
                if self.whole.result(year, round, no).await?.is_some() {
                    rounds.push(round);
                }
            }
            if own && !rounds.is_empty() && found.is_none() {
                found = Some((year, rounds));
            }
        }
        Ok(found)
    }

    /// The published rounds of a year in their order.
    async fn published(&self, year: i32) -> Result<Vec<Round>, Fault> {
        let runs = self.whole.rounds(year).await?;
        let is_open =
            |round: &Round| runs.iter().any(|run| run.round == *round && run.published_at.is_some());
        Ok(Round::ALL.into_iter().filter(is_open).collect())
    }

    /// Whether the digits are a person's: of the identity number where the office has it, else of the day of birth.
    fn is_known_by(&self, person: &Person, digits: &str) -> Result<bool, Fault> {
        let known = match self.identity_of(person)? {
            Some(identity) => {
                let start = identity.len().saturating_sub(DIGITS);
                identity.get(start..).unwrap_or_default().to_owned()
            }
            None => person.birth_on.to_string().replace('-', ""),
        };
        Ok(once::equal(&known, digits))
    }

    /// The newest year of which a round is published; nothing where there is none.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn newest_results(&self) -> Result<Option<(i32, Vec<Round>)>, Fault> {
        for year in self.storage.years().await? {
            let published = self.published(year).await?;
            if !published.is_empty() {
                return Ok(Some((year, published)));
            }
        }
        Ok(None)
    }

    /// A candidate of a demonstration who can be looked up, with the digits, so that a visitor may try it. A real office
    /// has no way to this: only a page that says it serves a demonstration asks.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn demo_look_up(&self) -> Result<Option<(CandidateNo, String)>, Fault> {
        let Some((year, rounds)) = self.newest_results().await? else { return Ok(None) };
        let Some(round) = rounds.first() else { return Ok(None) };
        let filter = crate::ports::CandidateFilter {
            outcome: Some("admitted".to_owned()),
            ..crate::ports::CandidateFilter::default()
        };
        let lines = self.whole.candidate_lines(year, *round, &filter, 400).await?;
        // Somebody who has to be told why not the first, so that there is something to read; else anybody.
        let later =
            lines.iter().filter(|line| line.result.preference.is_some_and(|preference| preference > 1));
        for line in later.chain(&lines) {
            let Some(candidate) = self.whole.candidate(year, &line.result.no).await? else { continue };
            let Some(person) = self.whole.person(&candidate.person).await? else { continue };
            if let Some(identity) = self.identity_of(&person)? {
                let start = identity.len().saturating_sub(DIGITS);
                return Ok(Some((candidate.no, identity.get(start..).unwrap_or_default().to_owned())));
            }
        }
        Ok(None)
    }
}

/// What cannot be a number or digits at all; nothing is told by it of what there is.
pub(crate) fn malformed(no: &str, digits: &str) -> Vec<Message> {
    let mut wrong = Vec::new();
    let letters = |text: &str| text.bytes().all(|byte| byte.is_ascii_alphanumeric());
    if no.is_empty() {
        wrong.push(Message::new("results-no-number"));
    } else if !letters(no) || no.len() > NO_LONGEST {
        wrong.push(Message::new("results-bad-number").with("given", no.chars().take(40).collect::<String>()));
    }
    let all_but_last = digits.get(..digits.len().saturating_sub(1)).unwrap_or("x");
    let figures = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    let sound = figures(all_but_last) && (figures(digits) || digits.ends_with('X'));
    let length = digits.chars().count();
    if digits.is_empty() {
        wrong.push(Message::new("results-no-digits"));
    } else if !sound || (length != DIGITS && length != BIRTH_DIGITS) {
        let message = Message::new("results-bad-digits").with("length", length);
        wrong.push(message.with("digits", DIGITS).with("birth", BIRTH_DIGITS));
    }
    wrong
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_cannot_be_a_number_is_told_before_anything_is_counted() {
        for (no, digits, told) in [
            ("231108000001", "12345X", vec![]),
            ("231108000001", "20080301", vec![]),
            ("", "", vec!["results-no-number", "results-no-digits"]),
            ("23;--", "123456", vec!["results-bad-number"]),
            ("231108000001", "12345", vec!["results-bad-digits"]),
            ("231108000001", "X23456", vec!["results-bad-digits"]),
            ("231108000001", "１２", vec!["results-bad-digits"]),
            ("231108000001", "号", vec!["results-bad-digits"]),
        ] {
            let found: Vec<_> = malformed(no, digits).into_iter().map(|message| message.id).collect();
            assert_eq!(found, told, "{no} {digits}");
        }
        assert_eq!(plain("１２３４５ｘ "), "12345X");
    }
}
