//! Rounds and subjects as pages show them, each to who asks; results of years.

use super::row::{
    Answered, EvaluationRound, EvaluationSheet, EvaluationSubject, Far, Recused, RoundState, SubjectId,
};
use super::seen::{Opinion, ReaderSeen, Side};
use crate::Office;
use crate::access::Action;
use crate::error::ServiceError;
use guantong_evaluation::{Agreement, Dimension, Final, Grade, Marks, Standing, agreement};
use guantong_model::Date;
use std::collections::BTreeMap;

/// A subject in a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listed {
    /// Which.
    pub id: SubjectId,
    /// How far it is, to who asks.
    pub far: Far,
    /// The day that what it waits for is due.
    pub due: Option<Date>,
    /// Whether that is over.
    pub late: bool,
    /// What it came to, where that may be seen.
    pub found: Option<Final>,
    /// Its result, once it is set.
    pub grade: Option<Grade>,
    /// The readers, to the commission.
    pub readers: Vec<ReaderSeen>,
}

/// A round with its subjects within reach.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RoundView {
    /// The round.
    pub round: EvaluationRound,
    /// Its subjects.
    pub subjects: Vec<Listed>,
    /// How far the first two readers agree, to the commission.
    pub agreement: Option<Agreement>,
}

/// A subject with what stands beside it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EvaluationView {
    /// The round.
    pub round: EvaluationRound,
    /// How it stands in a list.
    pub listed: Listed,
    /// How many steps it has come; a change names what it saw.
    pub version: i64,
    /// What the sheets come to, where it may be seen.
    pub standing: Option<Standing>,
    /// The sheets that may be seen.
    pub opinions: Vec<Opinion>,
    /// The sheet of the expert who asks.
    pub own: Option<EvaluationSheet>,
    /// Who gave it back, to the commission.
    pub recused: Vec<Recused>,
    /// The opinions as delivered: the day, the last day to answer, the digest of the sheets.
    pub delivered: Option<(Date, Date, String)>,
    /// What the sides answered.
    pub answers: Vec<Answered>,
    /// A drafted result, to the commission: grade, text, whose.
    pub proposed: Option<(Grade, String, String)>,
    /// Why a drafted result was sent back, to the commission.
    pub returned: Option<String>,
    /// The result: grade, text, the day.
    pub result: Option<(Grade, String, Date)>,
    /// The results of other years, oldest first, where they may be seen.
    pub years: Vec<ResultOf>,
}

/// A result that was set (4.3.1.d): what support, reduction and next year's plan can rest on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ResultOf {
    /// Of which subject.
    pub id: SubjectId,
    /// Hundredths of a point of 100.
    pub total: i64,
    /// The mean mark of each dimension, in hundredths.
    pub marks: Marks,
    /// What it came to.
    pub grade: Grade,
    /// The commission's opinion.
    pub text: String,
    /// The day it was set.
    pub on: Date,
}

impl Office {
    /// The rounds there are, the newest first, with their subjects within reach; to who is no part of a round it is not
    /// there.
    ///
    /// # Errors
    /// Forbidden to whom evaluations are none of his business.
    pub async fn evaluations(&self) -> Result<Vec<RoundView>, ServiceError> {
        if !self.may_ever(Action::EvaluationRead) {
            self.allow_here(Action::EvaluationRead)?;
        }
        let mut found = Vec::new();
        for round in self.whole.evaluation_rounds().await? {
            let view = self.round_view(round).await?;
            if !view.subjects.is_empty() || self.side() == Side::Commission {
                found.push(view);
            }
        }
        found.sort_by_key(|view| std::cmp::Reverse(view.round.year));
        Ok(found)
    }

    /// The round of a year.
    ///
    /// # Errors
    /// As [`Office::evaluations`]; not found where there is none, or who asks has no part in it.
    pub async fn evaluation_round(&self, year: i32) -> Result<RoundView, ServiceError> {
        if !self.may_ever(Action::EvaluationRead) {
            self.allow_here(Action::EvaluationRead)?;
        }
        let round = self.whole.evaluation_round(year).await?.ok_or(ServiceError::NotFound)?;
        let view = self.round_view(round).await?;
        match view.subjects.is_empty() && self.side() != Side::Commission {
            true => Err(ServiceError::NotFound),
            false => Ok(view),
        }
    }

    async fn round_view(&self, round: EvaluationRound) -> Result<RoundView, ServiceError> {
        let subjects = self.storage.evaluation_subjects(Some(round.year)).await?;
        let sheets = self.whole.evaluation_sheets(round.year, None).await?;
        let side = self.side();
        let listed = subjects.iter().map(|subject| self.listed(&round, subject, &sheets)).collect();
        let agreement = (side == Side::Commission).then(|| agreed(&round, &subjects, &sheets));
        Ok(RoundView { round, subjects: listed, agreement })
    }

    fn listed(
        &self,
        round: &EvaluationRound,
        subject: &EvaluationSubject,
        sheets: &[EvaluationSheet],
    ) -> Listed {
        let side = self.side();
        let far = side.far(round, subject, sheets);
        let due = match far {
            Far::Assigning | Far::Scoring | Far::ThirdWanted | Far::ThirdScoring | Far::ToScore => {
                Some(round.score_by)
            }
            Far::Delivered => subject.delivered.as_ref().map(|delivered| delivered.answer_by),
            _ => None,
        };
        let standing = subject.standing(&round.terms, sheets);
        let found = match (&subject.delivered, standing) {
            (Some(delivered), _) => Some(delivered.found.clone()),
            (None, Standing::Settled(found)) => Some(found),
            (None, _) => None,
        };
        let reader = |reader: &super::Reader| {
            let of = |sheet: &&EvaluationSheet| sheet.id == subject.id && sheet.expert == reader.expert;
            let handed_in = sheets.iter().find(of).and_then(|sheet| sheet.handed_in.as_ref());
            ReaderSeen {
                seat: reader.seat,
                expert: reader.expert.clone(),
                name: reader.name.clone(),
                handed_in: handed_in.map(|(on, _)| *on),
            }
        };
        Listed {
            id: subject.id.clone(),
            far,
            due,
            late: due.is_some_and(|due| due < self.clock.today()) && round.state == RoundState::Open,
            found: found.filter(|_| side.sees_sheets(round, subject, sheets)),
            grade: subject.result.as_ref().map(|(outcome, ..)| outcome.grade),
            readers: match side {
                Side::Commission => subject.readers.iter().map(reader).collect(),
                _ => Vec::new(),
            },
        }
    }

    /// A subject as who asks may see it.
    ///
    /// # Errors
    /// Forbidden to whom evaluations are none of his business; not found out of reach.
    pub async fn evaluation_view(&self, id: &SubjectId) -> Result<EvaluationView, ServiceError> {
        let (round, subject, sheets) = self.evaluation_whole(id).await?;
        let side = self.side();
        let commission = side == Side::Commission;
        let standing =
            side.sees_sheets(&round, &subject, &sheets).then(|| subject.standing(&round.terms, &sheets));
        let own = match side {
            Side::Expert(account) => Some(self.own_sheet(id, account).await?),
            _ => None,
        };
        let expert = own.is_some();
        let outcome =
            subject.result.as_ref().map(|(outcome, _, on)| (outcome.grade, outcome.text.clone(), *on));
        let drafted = subject.proposed.as_ref().filter(|_| commission);
        let delivered = subject.delivered.as_ref().filter(|_| !expert);
        Ok(EvaluationView {
            listed: self.listed(&round, &subject, &sheets),
            version: subject.version,
            opinions: side.opinions(&round, &subject, &sheets),
            standing,
            own,
            recused: if commission { subject.recused.clone() } else { Vec::new() },
            delivered: delivered.map(|one| (one.on, one.answer_by, one.digest.clone())),
            answers: if expert { Vec::new() } else { subject.answers.clone() },
            proposed: drafted.map(|one| (one.grade, one.text.clone(), one.by.clone())),
            returned: subject.returned.clone().filter(|_| commission),
            result: outcome,
            // Whoever scores is not told what others found before.
            years: if expert { Vec::new() } else { self.evaluation_years(id).await? },
            round,
        })
    }

    /// The results of every year of two sides, oldest first.
    async fn evaluation_years(&self, id: &SubjectId) -> Result<Vec<ResultOf>, ServiceError> {
        let all = self.storage.evaluation_subjects(None).await?;
        let same = all.into_iter().filter(|one| one.id.front == id.front && one.id.partner == id.partner);
        Ok(same.filter_map(|subject| result(&subject)).collect())
    }

    /// The results set in the round of a year, within reach: evidence for support and reduction, and for the plan of the
    /// year after (4.3.1.d). None to an expert, who reads what he scores and no more.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn evaluation_results(&self, year: i32) -> Result<Vec<ResultOf>, ServiceError> {
        if matches!(self.side(), Side::Expert(_)) || !self.may_ever(Action::EvaluationRead) {
            return Ok(Vec::new());
        }
        let subjects = self.storage.evaluation_subjects(Some(year)).await?;
        Ok(subjects.iter().filter_map(result).collect())
    }

    /// Subjects that wait for who asks: an expert to score; a side to answer; the commission to assign a reader, deliver
    /// opinions, draft or set a result.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn waiting_evaluations(&self) -> Result<Vec<Listed>, ServiceError> {
        let Some(own) = self.viewer().filter(|_| self.may_ever(Action::EvaluationRead)) else {
            return Ok(Vec::new());
        };
        let own = own.institution().map(str::to_owned);
        let mut found = Vec::new();
        for view in self.evaluations().await?.into_iter().filter(|view| view.round.state == RoundState::Open)
        {
            let waits = |one: &Listed| match one.far {
                Far::Delivered => {
                    own.as_ref().is_some_and(|own| *own == one.id.front) || (own.is_none() && one.late)
                }
                Far::Answered => own.is_none(),
                Far::ToScore | Far::Assigning | Far::ThirdWanted | Far::Scored | Far::Proposed => true,
                Far::Scoring | Far::ThirdScoring => one.late,
                Far::Set | Far::Reading | Far::HandedIn => false,
            };
            found.extend(view.subjects.into_iter().filter(waits));
        }
        Ok(found)
    }
}

/// A subject's result, once it is set.
fn result(subject: &EvaluationSubject) -> Option<ResultOf> {
    let (outcome, _, on) = subject.result.as_ref()?;
    let found = &subject.delivered.as_ref()?.found;
    Some(ResultOf {
        id: subject.id.clone(),
        total: found.total,
        marks: found.marks.clone(),
        grade: outcome.grade,
        text: outcome.text.clone(),
        on: *on,
    })
}

/// How far the first two of each subject agree, where both have handed in.
fn agreed(round: &EvaluationRound, subjects: &[EvaluationSubject], sheets: &[EvaluationSheet]) -> Agreement {
    let of: BTreeMap<&SubjectId, [Option<&EvaluationSheet>; 2]> = subjects
        .iter()
        .map(|subject| {
            let sheet = |seat| subject.handed_in(seat, sheets);
            (&subject.id, [sheet(super::Seat::First), sheet(super::Seat::Second)])
        })
        .collect();
    let both = |pair: &[Option<&EvaluationSheet>; 2]| match *pair {
        [Some(one), Some(other)] => Some((one.marks.clone(), other.marks.clone())),
        _ => None,
    };
    let pairs: Vec<(Marks, Marks)> = of.values().filter_map(both).collect();
    let pairs: Vec<(&Marks, &Marks)> = pairs.iter().map(|(one, other)| (one, other)).collect();
    let dimensions: Vec<Dimension> = round.terms.dimensions.iter().map(|viewed| viewed.dimension).collect();
    agreement(&dimensions, &pairs)
}
