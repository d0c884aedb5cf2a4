//! A round is opened by its terms, and closed once every result is set.

use super::fold::{RoundDone, SubjectDone};
use super::row::{EvaluationRound, EvaluationSubject, RoundState, SubjectId};
use crate::Office;
use crate::access::Action;
use crate::error::{Fault, ServiceError};
use crate::ports::{Batch, Change};
use crate::reason::wrong;
use guantong_evaluation::{Dimension, Terms, Viewed};
use guantong_model::{Date, Message};

/// What the commission opens.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Opening {
    /// The calendar year.
    pub year: i32,
    /// By what it is held.
    pub terms: Terms,
    /// The last day to hand sheets in.
    pub score_by: Date,
    /// The subjects: front institution and university.
    pub subjects: Vec<(String, String)>,
}

impl Office {
    /// The terms that the edition has for rounds on a day, before the commission changes anything.
    ///
    /// # Errors
    /// Where the edition lacks one of them.
    pub fn evaluation_terms(&self, on: Date) -> Result<Terms, Fault> {
        let edition = self.edition();
        let fault = |name: &str| Fault::new("read the terms of an evaluation", name.to_owned());
        let number = |name: &str| edition.number(name, on).ok_or_else(|| fault(name));
        let texts = |name: &str| {
            let list = edition.list(name, on).ok_or_else(|| fault(name))?;
            list.iter().map(|one| one.as_text().ok_or_else(|| fault(name))).collect::<Result<Vec<_>, _>>()
        };
        let weights = edition.numbers("evaluation.weights", on).ok_or_else(|| fault("evaluation.weights"))?;
        let beside = texts("evaluation.indicators")?;
        let viewed = |(name, weight): (&str, &i64)| {
            let of =
                |one: &str| one.split_once(':').filter(|(of, _)| *of == name).map(|(_, it)| it.to_owned());
            Some(Viewed {
                dimension: Dimension::parse(name)?,
                weight: *weight,
                indicators: beside.iter().filter_map(|one| of(one)).collect(),
            })
        };
        let scale = edition.numbers("evaluation.scale", on).unwrap_or_default();
        let [lowest, highest] = scale[..] else { return Err(fault("evaluation.scale")) };
        let terms = Terms {
            dimensions: texts("evaluation.dimensions")?
                .into_iter()
                .zip(&weights)
                .filter_map(viewed)
                .collect(),
            lowest,
            highest,
            apart_dimension: number("evaluation.apart.dimension")?,
            apart_total: number("evaluation.apart.total")?,
            tie_years: number("evaluation.tie-years")?,
            grade_floors: edition.numbers("evaluation.grade-floors", on).unwrap_or_default(),
        };
        if terms.hold() { Ok(terms) } else { Err(fault("evaluation.*")) }
    }

    /// The last day to hand sheets in, where a round is opened today and nothing else is said.
    ///
    /// # Errors
    /// Where the edition names no number of days.
    pub fn evaluation_score_by(&self) -> Result<Date, Fault> {
        let today = self.clock.today();
        let days = self.edition().number("evaluation.score-days", today);
        let days = days.ok_or_else(|| Fault::new("read the days of scoring", "evaluation.score-days"))?;
        Ok(after(today, days))
    }

    /// Who can be a subject of a round: the two sides of every pairing with students in that year, as of annual reports.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn evaluable(&self, year: i32) -> Result<Vec<(String, String)>, Fault> {
        let studied = self.pairings().await?.into_iter();
        let studied = studied.filter(|pairing| pairing.studies_in(year) || pairing.studies_in(year - 1));
        Ok(studied.map(|pairing| (pairing.front, pairing.partner)).collect())
    }

    /// Opens a round.
    ///
    /// # Errors
    /// Forbidden to all but the commission; a conflict where the year has one; bad input where the terms do not hold, the
    /// day is over, or a subject is none.
    pub async fn open_evaluation(
        &self,
        opening: Opening,
        actor: &str,
    ) -> Result<EvaluationRound, ServiceError> {
        self.allow_here(Action::EvaluationOpen)?;
        let Opening { year, terms, score_by, subjects } = opening;
        let (now, today) = (self.clock.now(), self.clock.today());
        if year > i32::from(today.year()) {
            return Err(wrong(Message::new("evaluation-wrong-year").with("year", year.to_string())));
        }
        if self.whole.evaluation_round(year).await?.is_some() {
            let message = Message::new("conflict-evaluation-there").with("year", year.to_string());
            return Err(ServiceError::conflict(message));
        }
        let mut wrongs = Vec::new();
        if !terms.hold() {
            wrongs.push(Message::new("evaluation-wrong-terms"));
        }
        if score_by < today {
            wrongs.push(Message::new("evaluation-wrong-score-by").with("on", score_by).with("today", today));
        }
        if subjects.is_empty() {
            wrongs.push(Message::new("evaluation-wrong-no-subject"));
        }
        let evaluable = self.evaluable(year).await?;
        for (front, partner) in subjects.iter().filter(|subject| !evaluable.contains(subject)) {
            let message = Message::new("evaluation-wrong-subject").with("year", year.to_string());
            wrongs.push(message.with("front", front.as_str()).with("partner", partner.as_str()));
        }
        if !wrongs.is_empty() {
            return Err(ServiceError::BadInput(wrongs));
        }
        let days = self.edition().number("evaluation.answer-days", today);
        let answer_days =
            days.ok_or_else(|| Fault::new("read the days of answering", "evaluation.answer-days"))?;
        let by = (today, actor);
        let done = RoundDone::Opened { terms, score_by, answer_days, subjects: subjects.clone() };
        let mut batch = Batch { entries: vec![done.entry(year, 1, by)?], changes: Vec::new() };
        for (front, partner) in subjects {
            let id = SubjectId { year, front, partner };
            batch.entries.push(SubjectDone::Opened.entry(&id, 1, by)?);
            batch.changes.push(Change::EvaluationSubject(Box::new(EvaluationSubject::opened(id))));
        }
        let round = done.on(None, year, today);
        let round = round.ok_or_else(|| Fault::new("open an evaluation", year.to_string()))?;
        batch.changes.push(Change::EvaluationRound(Box::new(round.clone())));
        self.storage.append(batch, now).await?;
        Ok(round)
    }

    /// Closes a round.
    ///
    /// # Errors
    /// Forbidden to all but the commission; not found; a conflict where it changed, is closed, or a result is to be set.
    pub async fn close_evaluation(
        &self,
        year: i32,
        version_seen: i64,
        actor: &str,
    ) -> Result<EvaluationRound, ServiceError> {
        self.allow_here(Action::EvaluationOpen)?;
        let round = self.storage.evaluation_round(year).await?.ok_or(ServiceError::NotFound)?;
        if round.version != version_seen || round.state == RoundState::Closed {
            return Err(super::act::changed());
        }
        let subjects = self.storage.evaluation_subjects(Some(year)).await?;
        let left = subjects.iter().filter(|subject| subject.result.is_none()).count();
        if left > 0 {
            return Err(ServiceError::conflict(Message::new("conflict-evaluation-left").with("count", left)));
        }
        let (now, today) = (self.clock.now(), self.clock.today());
        let entries = vec![RoundDone::Closed.entry(year, round.version + 1, (today, actor))?];
        let closed = RoundDone::Closed.on(Some(round), year, today).ok_or(ServiceError::NotFound)?;
        let changes = vec![Change::EvaluationRound(Box::new(closed.clone()))];
        self.storage.append(Batch { entries, changes }, now).await?;
        Ok(closed)
    }
}

/// So many days after a day.
pub(super) fn after(day: Date, days: i64) -> Date {
    (0..days).fold(day, |day, _| day.tomorrow().unwrap_or(day))
}
