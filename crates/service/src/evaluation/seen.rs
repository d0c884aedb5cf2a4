//! Which sheets who asks may see, and how far a subject is told to be. Nothing of another's sheet goes out but by here.
//!
//! - An expert sees his own sheet; the others', without names, once all that had to be read is read.
//! - The sides see all sheets, without names, once the opinions are delivered.
//! - The commission sees who has handed in; what is in the sheets once both of the two have handed in.

use super::row::{EvaluationRound, EvaluationSheet, EvaluationSubject, Far, Seat};
use crate::Office;
use guantong_evaluation::{Dimension, Marks, Standing};
use guantong_model::Date;
use std::collections::BTreeMap;

/// Who asks, as far as it matters to what is seen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Side<'v> {
    /// The commission, or the machine.
    Commission,
    /// An expert, by account.
    Expert(&'v str),
    /// A side of the subject.
    Institution,
}

/// A sheet as it is seen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Opinion {
    /// Which reader.
    pub seat: Seat,
    /// Whose, to the commission.
    pub name: Option<String>,
    /// The marks.
    pub marks: Marks,
    /// The opinion on each dimension.
    pub opinions: BTreeMap<Dimension, String>,
    /// The opinion on the whole.
    pub overall: String,
    /// Hundredths of a point.
    pub total: i64,
    /// Under which digest it was handed in.
    pub digest: String,
}

/// A reader as the commission sees him.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReaderSeen {
    /// Which reader.
    pub seat: Seat,
    /// The account.
    pub expert: String,
    /// The name.
    pub name: String,
    /// The day the sheet was handed in.
    pub handed_in: Option<Date>,
}

impl Office {
    /// Who asks.
    pub(super) fn side(&self) -> Side<'_> {
        match self.viewer() {
            None => Side::Commission,
            Some(viewer) if viewer.institution().is_some() => Side::Institution,
            Some(viewer) if viewer.role == crate::access::Role::Expert => Side::Expert(&viewer.account),
            Some(_) => Side::Commission,
        }
    }
}

/// How far a subject is told to be to its sides: nothing of the reading.
pub(super) fn masked(far: Far) -> Far {
    match far {
        Far::Delivered | Far::Answered | Far::Set => far,
        Far::Proposed => Far::Answered,
        _ => Far::Reading,
    }
}

impl Side<'_> {
    /// How far a subject is told to be.
    pub(super) fn far(
        self,
        round: &EvaluationRound,
        subject: &EvaluationSubject,
        sheets: &[EvaluationSheet],
    ) -> Far {
        let far = subject.far(&round.terms, sheets);
        match self {
            Side::Commission => far,
            Side::Institution => masked(far),
            Side::Expert(_) if far == Far::Set => far,
            Side::Expert(account) => {
                let own = |sheet: &&EvaluationSheet| sheet.id == subject.id && sheet.expert == account;
                match sheets.iter().find(own).is_some_and(|sheet| sheet.handed_in.is_some()) {
                    true => Far::HandedIn,
                    false => Far::ToScore,
                }
            }
        }
    }

    /// Whether what all sheets say may be seen.
    pub(super) fn sees_sheets(
        self,
        round: &EvaluationRound,
        subject: &EvaluationSubject,
        sheets: &[EvaluationSheet],
    ) -> bool {
        let standing = subject.standing(&round.terms, sheets);
        match self {
            Side::Commission => standing != Standing::Waiting,
            Side::Expert(account) => matches!(standing, Standing::Settled(_)) && subject.is_read_by(account),
            Side::Institution => subject.delivered.is_some(),
        }
    }

    /// The sheets that were handed in, as far as they may be seen: an expert's own aside, which is read by itself.
    pub(super) fn opinions(
        self,
        round: &EvaluationRound,
        subject: &EvaluationSubject,
        sheets: &[EvaluationSheet],
    ) -> Vec<Opinion> {
        if !self.sees_sheets(round, subject, sheets) {
            return Vec::new();
        }
        let opinion = |reader: &super::Reader| {
            let sheet = subject.handed_in(reader.seat, sheets)?;
            let (_, digest) = sheet.handed_in.clone()?;
            Some(Opinion {
                seat: reader.seat,
                name: (self == Side::Commission).then(|| reader.name.clone()),
                total: round.terms.total(&sheet.marks),
                marks: sheet.marks.clone(),
                opinions: sheet.opinions.clone(),
                overall: sheet.overall.clone(),
                digest,
            })
        };
        subject.readers.iter().filter_map(opinion).collect()
    }
}
