//! Rounds, subjects, sheets and experts told anew from their streams.

use super::fold::{At, expert_of, round_of, sheet_of, subject_of};
use super::{expert_stream, round_stream, sheet_stream, subject_stream};
use crate::Office;
use crate::error::Fault;
use crate::ports::Change;

impl Office {
    /// What the steps of a stream come to, as the row it is.
    pub(crate) async fn evaluation_told(&self, at: &At) -> Result<Option<Change>, Fault> {
        let entries = self.whole.stream(&at.stream()).await?;
        Ok(match at {
            At::Round(year) => round_of(*year, &entries)?.map(|it| Change::EvaluationRound(Box::new(it))),
            At::Subject(id) => subject_of(id, &entries)?.map(|it| Change::EvaluationSubject(Box::new(it))),
            At::Sheet(id, expert) => {
                sheet_of(id, expert, &entries)?.map(|it| Change::EvaluationSheet(Box::new(it)))
            }
            At::Expert(expert) => {
                expert_of(expert, &entries)?.map(|it| Change::EvaluationExpert(Box::new(it)))
            }
        })
    }

    /// A stream, and whether its row is what its steps come to; a sheet that was handed in says what its digest is of.
    pub(crate) async fn evaluation_holds(&self, at: &At) -> Result<(String, bool), Fault> {
        let holds = match self.evaluation_told(at).await? {
            None => false,
            Some(Change::EvaluationRound(told)) => {
                self.whole.evaluation_round(told.year).await?.as_ref() == Some(&*told)
            }
            Some(Change::EvaluationSubject(told)) => {
                self.whole.evaluation_subject(&told.id).await?.as_ref() == Some(&*told)
            }
            Some(Change::EvaluationSheet(told)) => {
                let sealed = match &told.handed_in {
                    Some((_, digest)) => self.sheet_digest(&told)? == *digest,
                    None => true,
                };
                sealed && self.whole.evaluation_sheets(told.id.year, Some(&told.id)).await?.contains(&told)
            }
            Some(Change::EvaluationExpert(told)) => self.whole.evaluation_experts().await?.contains(&told),
            Some(_) => false,
        };
        Ok((at.stream(), holds))
    }
}

impl At {
    /// The stream.
    fn stream(&self) -> String {
        match self {
            At::Round(year) => round_stream(*year),
            At::Subject(id) => subject_stream(id),
            At::Sheet(id, expert) => sheet_stream(id, expert),
            At::Expert(expert) => expert_stream(expert),
        }
    }
}
