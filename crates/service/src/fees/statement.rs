//! What a student owes and may receive, term by term.

use super::{FeeStandard, in_force};
use crate::Office;
use crate::error::Fault;
use crate::prospectus::Fee;
use crate::rows::Student;
use guantong_model::{Date, Stage, StudentId};
use guantong_policy::edition::Value;
use guantong_registry::{Middles, StudyTerm, study_terms};
use std::collections::BTreeMap;

/// What is owed for a term.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Owed {
    /// Half of a year's tuition, in fen, with the standard it follows; nothing of the edition's own.
    Fen(i64, Option<FeeStandard>),
    /// The institution announces it, and has not done so here.
    Announced,
    /// Nothing: the student is on leave.
    Away,
}

/// A term with what is owed for it.
#[derive(Clone, Debug)]
pub struct TermOwed {
    /// The term.
    pub term: StudyTerm,
    /// To whom (interpretation `fee-whom`).
    pub institution: String,
    /// What.
    pub owed: Owed,
}

/// What may be received in a stage.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Aid {
    /// Its name in the edition, such as `grant`.
    pub name: String,
    /// In yuan a year; nothing of what is not told in yuan.
    pub yuan: Option<i64>,
    /// For whom, Chinese and English.
    pub note: [String; 2],
    /// Where that stands.
    pub source: String,
}

/// What a student owes and may receive.
#[derive(Clone, Debug)]
pub struct Statement {
    /// The student.
    pub student: Student,
    /// Terms in order.
    pub terms: Vec<TermOwed>,
    /// Aid by stage, of the stages that have a term.
    pub aid: BTreeMap<Stage, Vec<Aid>>,
    /// The day it is told on.
    pub on: Date,
}

impl Office {
    /// What a student within reach owes and may receive.
    ///
    /// # Errors
    /// Where the database fails, an entry cannot be read, or the edition has no days for it.
    pub async fn fee_statement(&self, id: &StudentId) -> Result<Option<Statement>, Fault> {
        let Some(view) = self.student(id).await? else { return Ok(None) };
        let on = self.clock.today();
        let middles = self.term_middles(on)?;
        let standards = self.storage.fee_standards(None).await?;
        let by_registration = self.edition().switch("fee-whom") == Some("registered-at");
        let owed_away = self.edition().switch("fee-leave") == Some("owed");
        let mut terms = Vec::new();
        let mut aid = BTreeMap::new();
        for term in study_terms(&view.record, &view.terms, &middles, on) {
            let institution = if by_registration { &term.registered_at } else { &term.studies_at }.clone();
            let owed =
                if term.away && !owed_away { Owed::Away } else { self.owed(&standards, &institution, &term) };
            let begins = first_of(term.year).unwrap_or(on);
            aid.entry(term.stage).or_insert_with(|| self.aid(term.stage, begins.max(on)));
            terms.push(TermOwed { term, institution, owed });
        }
        Ok(Some(Statement { student: view.student, terms, aid, on }))
    }

    fn owed(&self, standards: &[FeeStandard], institution: &str, term: &StudyTerm) -> Owed {
        let best = in_force(standards, institution, term.stage, &term.programme, term.year);
        if let Some(standard) = best {
            return Owed::Fen(standard.yuan * 50, Some(standard.clone()));
        }
        match first_of(term.year).map(|on| self.fee(term.stage, Some(institution), on)) {
            Some(Fee::Yuan(yuan)) => Owed::Fen(yuan * 50, None),
            Some(Fee::Announced) | None => Owed::Announced,
        }
    }

    /// What may be received in a stage, by the policies of a day: of the bachelor stage those of higher education.
    #[must_use]
    pub fn aid(&self, stage: Stage, on: Date) -> Vec<Aid> {
        let of = if stage == Stage::Secondary { Stage::Secondary } else { Stage::College };
        let prefix = format!("aid.{of}.");
        let known = self.edition().parameters().iter();
        let aid = known.filter_map(|parameter| {
            let name = parameter.name.strip_prefix(&prefix)?;
            let text = |text: &Option<String>| text.clone().unwrap_or_default();
            Some(Aid {
                name: name.to_owned(),
                yuan: match parameter.value(on)? {
                    Value::Number(yuan) => Some(*yuan),
                    Value::Text(_) | Value::List(_) => None,
                },
                note: [text(&parameter.note), text(&parameter.note_en)],
                source: text(&parameter.source),
            })
        });
        aid.collect()
    }

    fn term_middles(&self, on: Date) -> Result<Middles, Fault> {
        let missing = || Fault::new("tell fees by term", "fee.term-middles");
        let days = self.edition().list("fee.term-middles", on).ok_or_else(missing)?;
        let day = |at: usize| -> Option<(i8, i8)> {
            let (month, day) = days.get(at)?.as_text()?.split_once('-')?;
            Some((month.parse().ok()?, day.parse().ok()?))
        };
        Ok([day(0).ok_or_else(missing)?, day(1).ok_or_else(missing)?])
    }
}

fn first_of(year: i32) -> Option<Date> {
    Date::new(i16::try_from(year).ok()?, 9, 1).ok()
}
