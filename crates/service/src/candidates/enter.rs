//! Enters candidates with the people they are. All of a batch or none.

use super::stream;
use crate::Office;
use crate::access::Action;
use crate::error::ServiceError;
use crate::journal::{NewEntry, canonical, digest};
use crate::ports::{Batch, Change};
use crate::rows::{Candidate, Person, Round, RoundState};
use guantong_model::{Date, Message, ProgrammeId, Score};
use std::collections::BTreeSet;

/// At most so many mistakes are told at once; the first of a file usually explain the rest.
const TOLD: usize = 100;

impl Office {
    /// Enters candidates of a year; their preferences must name programmes of the year's plan. Returns how many.
    ///
    /// # Errors
    /// Bad input for a candidate twice, a score over full marks, an unknown programme; a conflict where there is
    /// no plan, a candidate is on file already, or a round of the year was signed.
    pub async fn enter_candidates(
        &self,
        year: i32,
        applicants: Vec<(Candidate, Person)>,
        actor: &str,
    ) -> Result<usize, ServiceError> {
        self.allow_here(Action::RoundPrepare)?;
        let programmes: BTreeSet<ProgrammeId> = self.programmes(year).await?.into_keys().collect();
        if programmes.is_empty() {
            return Err(ServiceError::conflict(Message::new("conflict-no-plan").with("year", year)));
        }
        // Whoever signs a round meanwhile is first: it was run without these candidates.
        let mut seen = Vec::new();
        for round in Round::ALL {
            seen.push(self.as_seen(crate::round::stream(year, round)).await?);
        }
        if self
            .storage
            .rounds(year)
            .await?
            .iter()
            .any(|r| r.state != RoundState::Proved || !r.signatures.is_empty())
        {
            return Err(ServiceError::conflict(Message::new("conflict-round-over")));
        }
        let full = self.marks_of(year).await?.1;
        let mistakes = mistakes(year, full, &applicants, &programmes);
        if !mistakes.is_empty() {
            return Err(ServiceError::BadInput(mistakes));
        }
        let count = applicants.len();
        let lines: Vec<String> = applicants.iter().map(|(candidate, _)| line(candidate)).collect();
        let stream = stream(year);
        let entry = NewEntry {
            version: self.next_version(&stream).await?,
            stream,
            kind: "candidates-entered".to_owned(),
            effective_on: self.clock.today(),
            actor: actor.to_owned(),
            body: serde_json::json!({
                "year": year,
                "count": count,
                "digest": digest(lines.join("\n").as_bytes()).to_string(),
            }),
        };
        let rows = applicants
            .into_iter()
            .flat_map(|(candidate, person)| [Change::Person(person), Change::Candidate(candidate)]);
        let changes = seen.into_iter().chain(rows).collect();
        self.storage.append(Batch { entries: vec![entry], changes }, self.clock.now()).await?;
        Ok(count)
    }

    /// Whether a year is before everything the edition says of full marks.
    pub(crate) fn before_edition(&self, year: i32) -> bool {
        let first = self.edition().parameter("score.full").and_then(|full| full.values.first());
        first.is_some_and(|first| year < i32::from(first.from.year()))
    }

    /// 满分 as the edition has it first.
    pub(crate) fn first_full_marks(&self) -> Option<Score> {
        let first = self.edition().parameter("score.full").and_then(|full| full.values.first())?;
        i32::try_from(first.value.as_number()?).ok().map(Score::points)
    }

    /// 满分 of a year, where the edition has it.
    pub(crate) fn full_marks(&self, year: i32) -> Option<Score> {
        let examination = Date::new(i16::try_from(year).ok()?, 7, 1).ok()?;
        let full = self.edition().number("score.full", examination)?;
        i32::try_from(full).ok().map(Score::points)
    }
}

/// What is wrong with applicants of a year.
fn mistakes(
    year: i32,
    full: Option<Score>,
    applicants: &[(Candidate, Person)],
    programmes: &BTreeSet<ProgrammeId>,
) -> Vec<Message> {
    let mut seen = BTreeSet::new();
    let mut mistakes = Vec::new();
    for (candidate, _) in applicants {
        let no = candidate.no.as_str();
        if !seen.insert(no) {
            mistakes.push(Message::new("candidates-repeated").with("candidate", no));
        }
        if let Some(full) = full.filter(|full| candidate.total > *full) {
            mistakes.push(
                Message::new("candidates-over-full-marks")
                    .with("candidate", no)
                    .with("total", candidate.total)
                    .with("full", full),
            );
        }
        for round in Round::ALL {
            let unknown = candidate.preferences(round).iter().filter(|id| !programmes.contains(*id));
            mistakes.extend(unknown.map(|id| {
                Message::new("candidates-unknown-programme")
                    .with("candidate", no)
                    .with("programme", id.as_str())
                    .with("year", year)
            }));
        }
    }
    mistakes.truncate(TOLD);
    mistakes
}

impl Candidate {
    /// The preferences of a round, best first.
    #[must_use]
    pub fn preferences(&self, round: Round) -> &[ProgrammeId] {
        match round {
            Round::Early => &self.early,
            Round::Unified => &self.unified,
        }
    }
}

/// A candidate without the person, in canonical form: what the digest of an entry is made over.
pub(crate) fn line(candidate: &Candidate) -> String {
    let mut line = vec![
        serde_json::json!(candidate.no),
        serde_json::json!(candidate.person),
        serde_json::json!(candidate.total),
        serde_json::json!(candidate.chinese),
        serde_json::json!(candidate.mathematics),
        serde_json::json!(candidate.foreign_language),
        serde_json::json!(candidate.priority),
        serde_json::json!(candidate.draw),
        serde_json::json!(candidate.qualified),
        serde_json::json!(candidate.household),
        serde_json::json!(candidate.tests_passed),
        serde_json::json!(candidate.early),
        serde_json::json!(candidate.unified),
    ];
    // What came later stands behind, and only where it is told: lines of before keep their digest.
    if candidate.bonus != Score::default() || candidate.boards.is_some() {
        line.push(serde_json::json!(candidate.bonus));
        line.push(serde_json::json!(candidate.boards));
    }
    canonical(&serde_json::Value::Array(line))
}
