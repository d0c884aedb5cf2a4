//! 录取通知书: what an institution sends to whom a published round admitted to it, made from the result and the plan, and
//! what anybody may know of one he holds in his hand.
//!
//! A letter is nothing of its own that is kept: it says what is on file, so that after a correction the old paper no
//! longer holds, and the check says so.

use crate::Office;
use crate::error::{Fault, ServiceError};
use crate::office::COUNT_CAP;
use crate::ports::StudentFilter;
use crate::prospectus::ProspectusLine;
use crate::rows::{Round, RoundResult, Student};
use guantong_model::{CandidateNo, ProgrammeId, Standing, StudentId};
use std::collections::BTreeMap;

/// What the numbers of letters begin with.
const MARK: &str = "LQ";

/// A letter of admission.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Letter {
    /// 编号, as [`number`] makes it.
    pub number: String,
    /// 查验码; nothing where the office has no keys.
    pub code: Option<String>,
    /// Whose it is.
    pub student: Student,
    /// What it admits to, with the years and where they are spent.
    pub line: ProspectusLine,
    /// When the round was published, in microseconds since 1970 UTC.
    pub published_at: i64,
    /// Whether one may still arrive, or has arrived, on it.
    pub in_force: bool,
}

/// The number of a letter: the year, the round and the candidate.
#[must_use]
pub fn number(year: i32, round: Round, no: &CandidateNo) -> String {
    let round = match round {
        Round::Early => 'E',
        Round::Unified => 'U',
    };
    format!("{MARK}{year}{round}{no}")
}

/// What a number was made of; nothing where it is no letter's.
#[must_use]
pub fn of_number(number: &str) -> Option<(i32, Round, CandidateNo)> {
    let rest = number.strip_prefix(MARK)?;
    let (year, rest) = rest.split_at_checked(4)?;
    let (round, no) = rest.split_at_checked(1)?;
    let round = match round {
        "E" => Round::Early,
        "U" => Round::Unified,
        _ => return None,
    };
    Some((year.parse().ok()?, round, CandidateNo(no.to_owned()))).filter(|_| !no.is_empty())
}

impl Office {
    /// The letter of a student who was admitted by a published round; nothing where there is none: of a record that was
    /// taken over the office has no round.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn letter(&self, id: &StudentId) -> Result<Option<Letter>, Fault> {
        let Some(student) = self.storage.student(id).await? else { return Ok(None) };
        let object = crate::student::stream(id);
        if self.storage.person_seen(&student.person, &object, self.clock.now()).await?.is_none() {
            return Err(Fault::new("write a letter", "the person is missing"));
        }
        self.letter_of(student).await
    }

    /// Whether there is a letter of a student's admission.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn has_letter(&self, student: &Student) -> Result<bool, Fault> {
        if self.published_at(student.entry_year, student.round).await?.is_none() {
            return Ok(false);
        }
        let result = self.whole.result(student.entry_year, student.round, &student.candidate_no).await?;
        Ok(result.is_some_and(|result| result.programme.is_some()))
    }

    /// The letters of a programme in a year, by the reading of the names: of whoever is still to arrive or has arrived.
    ///
    /// # Errors
    /// Forbidden where the table does not let who asks take names away; a fault where the database fails.
    pub async fn letters(&self, year: i32, programme: &ProgrammeId) -> Result<Vec<Letter>, ServiceError> {
        let filter = StudentFilter { entry_year: Some(year), ..StudentFilter::default() };
        let lines = self.prospectus_lines(year).await?;
        let mut letters = Vec::new();
        for round in Round::ALL {
            let Some(published_at) = self.published_at(year, round).await? else { continue };
            let results = self.whole.results(year, round).await?;
            let admitted: BTreeMap<CandidateNo, RoundResult> = results
                .into_iter()
                .filter(|result| result.programme.as_ref() == Some(programme))
                .map(|result| (result.no.clone(), result))
                .collect();
            if admitted.is_empty() {
                continue;
            }
            for student in self.storage.students(&filter, COUNT_CAP).await? {
                let Some(result) = admitted.get(&student.candidate_no) else { continue };
                letters.extend(self.letter_made(student, round, result, &lines, published_at));
            }
        }
        letters.retain(|letter| letter.in_force);
        Ok(letters)
    }

    /// The letter behind a number, as it stands now, for whoever holds one in his hand.
    pub(crate) async fn letter_numbered(&self, number: &str) -> Result<Option<Letter>, Fault> {
        let Some((year, _, no)) = of_number(number) else { return Ok(None) };
        let Some(id) = self.whole.student_of(year, &no).await? else { return Ok(None) };
        let Some(student) = self.whole.student(&id).await? else { return Ok(None) };
        Ok(self.letter_of(student).await?.filter(|letter| letter.number == number))
    }

    async fn letter_of(&self, student: Student) -> Result<Option<Letter>, Fault> {
        let (year, round) = (student.entry_year, student.round);
        let Some(published_at) = self.published_at(year, round).await? else { return Ok(None) };
        let Some(result) = self.whole.result(year, round, &student.candidate_no).await? else {
            return Ok(None);
        };
        let lines = self.prospectus_lines(year).await?;
        Ok(self.letter_made(student, round, &result, &lines, published_at))
    }

    fn letter_made(
        &self,
        student: Student,
        round: Round,
        result: &RoundResult,
        lines: &BTreeMap<ProgrammeId, ProspectusLine>,
        published_at: i64,
    ) -> Option<Letter> {
        let line = lines.get(result.programme.as_ref()?)?.clone();
        let number = number(student.entry_year, round, &student.candidate_no);
        let ended = [Standing::NotEnrolled, Standing::Cancelled].contains(&student.standing);
        Some(Letter { code: self.paper_code(&number), number, student, line, published_at, in_force: !ended })
    }

    /// When a round was published; nothing while it is not.
    async fn published_at(&self, year: i32, round: Round) -> Result<Option<i64>, Fault> {
        let runs = self.whole.rounds(year).await?;
        Ok(runs.into_iter().find(|run| run.round == round).and_then(|run| run.published_at))
    }

    async fn prospectus_lines(&self, year: i32) -> Result<BTreeMap<ProgrammeId, ProspectusLine>, Fault> {
        let prospectus = self.prospectus(year).await?;
        let lines = prospectus.into_iter().flat_map(|prospectus| prospectus.lines);
        Ok(lines.map(|line| (line.line.programme.clone(), line)).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::{Round, number, of_number};
    use guantong_model::CandidateNo;

    #[test]
    fn a_number_is_read_as_it_was_made_and_nothing_else_is() {
        let no = CandidateNo("230108011234".to_owned());
        assert_eq!(number(2023, Round::Early, &no), "LQ2023E230108011234");
        for round in Round::ALL {
            assert_eq!(of_number(&number(2023, round, &no)), Some((2023, round, no.clone())));
        }
        for other in ["", "LQ", "LQ2023", "LQ2023E", "LQ2023X1", "LQ20E31", "GT2023S000001", "LQ二〇二三E1"]
        {
            assert_eq!(of_number(other), None, "{other}");
        }
    }
}
