//! Selections as pages show them: the ranking of a year under any weights, one candidate, the records behind a figure.

use super::figures::Source;
use super::row::{Candidate, CaseId, Choice, Figures, Selection, SelectionState};
use crate::Office;
use crate::access::Action;
use crate::error::{Fault, ServiceError};
use crate::journal::{canonical, digest};
use crate::rows::Student;
use guantong_merit::{Criterion, Fraction, Measure, Scores, Swap, Told, Weights, margin, ranges, rank, swap};
use guantong_model::{ProgrammeId, StudentId};
use serde_json::json;
use std::collections::BTreeMap;

/// A year in the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listed {
    /// The year.
    pub year: i32,
    /// Its selection, where somebody chose; one that is not published only to who may choose.
    pub selection: Option<Selection>,
}

/// One of those considered, in its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Considered {
    /// The two institutions with their figures.
    pub candidate: Candidate,
    /// The scores of the five criteria.
    pub scores: Scores,
    /// The rank.
    pub rank: usize,
    /// The total, in hundredths of a point.
    pub total: i64,
    /// The best and the worst rank when each weight is changed by the step.
    pub range: (usize, usize),
    /// What turns it round with the next below, and who that is; nothing where no change of one weight does.
    pub next: Option<(String, String, Option<Swap>)>,
    /// What was said of it, where somebody chose.
    pub choice: Option<Choice>,
}

/// The ranking of a year.
#[derive(Clone, Debug)]
pub struct RankingView {
    /// The year.
    pub year: i32,
    /// What was chosen, as far as who asks may know.
    pub selection: Option<Selection>,
    /// The figures: as they stood at the choice, or as they are.
    pub figures: Figures,
    /// Whether they stand.
    pub frozen: bool,
    /// The weights it is made by.
    pub weights: Weights,
    /// Those whom who asks may see, from the first.
    pub list: Vec<Considered>,
    /// How many there are.
    pub of: usize,
    /// For each criterion by how much its weight may change and the order stands; nothing: by any.
    pub margins: Vec<(Criterion, Option<Fraction>)>,
    /// SM3 over year, weights and figures: what a choice is made by.
    pub digest: String,
    /// Whether who asks may choose now.
    pub chooses: bool,
    /// Whether who asks may confirm or send back what another chose.
    pub confirms: bool,
}

/// One of those considered, with the year it is of.
#[derive(Clone, Debug)]
pub struct CaseView {
    /// The ranking it stands in.
    pub ranking: RankingView,
    /// Itself.
    pub considered: Considered,
}

/// The records behind a figure.
#[derive(Clone, Debug)]
pub struct Records {
    /// The figure.
    pub told: Told,
    /// Lines of plans: year, programme, what each adds to part and whole.
    pub lines: Vec<(i32, ProgrammeId, i64, i64)>,
    /// Records of cooperation and sheets of hours, each with what it adds to the part.
    pub others: Vec<(Source, i64)>,
    /// Students, each with whether he is in the part.
    pub students: Vec<(Student, bool)>,
    /// How many students there are, with those who may not be opened.
    pub found: usize,
    /// Whether they are those of today, the choice being of an earlier day.
    pub since: bool,
}

impl Office {
    /// Who is considered and what it comes to may be read by the commission, and by an institution of itself.
    fn reads_case(&self, front: &str, partner: &str) -> bool {
        self.allow_of(Action::CasesRead, [front, partner]).is_ok()
    }

    /// Years with a selection within reach, and for who may choose those that could have one; the newest first.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn case_list(&self) -> Result<Vec<Listed>, ServiceError> {
        let chooses = self.allow_here(Action::CasesChoose).is_ok();
        let mut found: BTreeMap<i32, Option<Selection>> = BTreeMap::new();
        if self.may_ever(Action::CasesRead) {
            found.extend(self.case_years_known().await?.into_iter().map(|year| (year, None)));
        }
        for selection in self.storage.selections().await? {
            if chooses || selection.published() {
                found.insert(selection.year, Some(selection));
            }
        }
        Ok(found.into_iter().rev().map(|(year, selection)| Listed { year, selection }).collect())
    }

    /// Years of which there can be a selection: with a plan, and begun.
    pub(super) async fn case_years_known(&self) -> Result<Vec<i32>, Fault> {
        let today = i32::from(self.clock.today().year());
        Ok(self.reference().await?.plans.keys().copied().filter(|year| *year <= today).collect())
    }

    /// The selection of a year that is published: anybody may read it.
    ///
    /// # Errors
    /// Not found where none is published; to who may choose also one that waits.
    pub async fn published_cases(&self, year: i32) -> Result<Selection, ServiceError> {
        let found = self.storage.selection(year).await?.ok_or(ServiceError::NotFound)?;
        if found.published() || self.allow_here(Action::CasesChoose).is_ok() {
            return Ok(found);
        }
        Err(ServiceError::NotFound)
    }

    /// Years of which somebody else chose, and who asks may confirm.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn waiting_cases(&self) -> Result<Vec<i32>, ServiceError> {
        let mut found = Vec::new();
        for selection in self.storage.selections().await? {
            let waits = selection.state == SelectionState::Chosen;
            let object = super::stream(selection.year);
            if waits && !self.had_a_hand(&object, super::step::CONFIRMED).await? {
                found.push(selection.year);
            }
        }
        Ok(found)
    }

    /// The digest of what a choice is made by.
    pub(super) fn case_digest(year: i32, weights: &Weights, figures: &Figures) -> Result<String, Fault> {
        let figures =
            serde_json::to_value(figures).map_err(|error| Fault::new("digest a selection", error))?;
        let told = json!({ "year": year, "weights": weights.all(), "figures": figures });
        Ok(digest(canonical(&told).as_bytes()).to_string())
    }

    /// The ranking of a year, under weights or those it was chosen by, or those of the edition.
    ///
    /// # Errors
    /// Forbidden to whom rankings are none of his business; not found where the year can have none.
    pub async fn case_ranking(
        &self,
        year: i32,
        weights: Option<Weights>,
    ) -> Result<RankingView, ServiceError> {
        if !self.may_ever(Action::CasesRead) {
            self.allow_here(Action::CasesRead)?;
        }
        if !self.case_years_known().await?.contains(&year) {
            return Err(ServiceError::NotFound);
        }
        let chooser = self.allow_here(Action::CasesChoose).is_ok();
        let selection = self.storage.selection(year).await?;
        // To others there is no choice before it is published.
        let selection = selection.filter(|selection| chooser || selection.published());
        let stands =
            selection.as_ref().filter(|selection| selection.state != SelectionState::Returned).cloned();
        let figures = match &stands {
            Some(selection) => selection.figures.clone(),
            None => self.case_figures(year).await?,
        };
        let weights = match (weights, &selection) {
            (Some(weights), _) => weights,
            (None, Some(selection)) => selection.weights,
            (None, None) => self.case_weights()?,
        };
        let all: Vec<Scores> =
            figures.candidates.iter().map(|candidate| candidate.scores(&figures.bounds)).collect();
        let list = self.in_order(&figures, &all, &weights, selection.as_ref());
        let margins = Criterion::ALL.iter().map(|one| (*one, margin(&all, &weights, *one))).collect();
        let state = selection.as_ref().map(|selection| selection.state);
        let object = super::stream(year);
        Ok(RankingView {
            digest: Self::case_digest(year, &weights, &figures)?,
            chooses: chooser && matches!(state, None | Some(SelectionState::Returned)),
            confirms: chooser
                && state == Some(SelectionState::Chosen)
                && !self.had_a_hand(&object, super::step::CONFIRMED).await?,
            year,
            frozen: stands.is_some(),
            selection,
            weights,
            list,
            of: all.len(),
            margins,
            figures,
        })
    }

    fn in_order(
        &self,
        figures: &Figures,
        all: &[Scores],
        weights: &Weights,
        selection: Option<&Selection>,
    ) -> Vec<Considered> {
        let order = rank(all, weights);
        let ranges = ranges(all, weights, figures.step);
        let mut list = Vec::new();
        for (place, placed) in order.iter().enumerate() {
            let (Some(candidate), Some(scores)) = (figures.candidates.get(placed.at), all.get(placed.at))
            else {
                continue;
            };
            if !self.reads_case(&candidate.front, &candidate.partner) {
                continue;
            }
            let next = order.get(place + 1).and_then(|next| {
                let below = figures.candidates.get(next.at)?;
                // Who comes next is told only to who may see both.
                let seen = self.reads_case(&below.front, &below.partner);
                let found = swap(scores, all.get(next.at)?, weights);
                seen.then(|| (below.front.clone(), below.partner.clone(), found))
            });
            list.push(Considered {
                scores: *scores,
                rank: placed.rank,
                total: placed.total,
                range: ranges.get(placed.at).copied().unwrap_or((placed.rank, placed.rank)),
                next,
                choice: selection
                    .and_then(|selection| selection.choice(&candidate.front, &candidate.partner))
                    .cloned(),
                candidate: candidate.clone(),
            });
        }
        list
    }

    /// One of those considered in a year.
    ///
    /// # Errors
    /// As [`Office::case_ranking`]; not found where it is none, or out of reach.
    pub async fn case_view(&self, id: &CaseId, weights: Option<Weights>) -> Result<CaseView, ServiceError> {
        if !self.may_ever(Action::CasesRead) {
            self.allow_here(Action::CasesRead)?;
        }
        if !self.reads_case(&id.front, &id.partner) {
            return Err(ServiceError::NotFound);
        }
        let ranking = self.case_ranking(id.year, weights).await?;
        let is =
            |one: &&Considered| (&one.candidate.front, &one.candidate.partner) == (&id.front, &id.partner);
        let considered = ranking.list.iter().find(is).cloned().ok_or(ServiceError::NotFound)?;
        Ok(CaseView { ranking, considered })
    }

    /// The records behind a figure of one of them, students at most so many after some that are passed over.
    ///
    /// # Errors
    /// As [`Office::case_view`].
    pub async fn case_records(
        &self,
        id: &CaseId,
        measure: Measure,
        (from, limit): (usize, usize),
    ) -> Result<Records, ServiceError> {
        let view = self.case_view(id, None).await?;
        let told = self.cases_told(id.year, view.ranking.figures.on).await?;
        let frozen = view.considered.candidate.figures.get(&measure);
        let pile = told.facts.of(&id.front, &id.partner, measure);
        let figure = frozen.map_or(Told { part: 0, whole: 0 }, |frozen| frozen.told);
        let mut found = Records {
            told: figure,
            lines: Vec::new(),
            others: Vec::new(),
            students: Vec::new(),
            found: 0,
            since: pile.map(super::figures::Pile::frozen_digest).as_ref() != frozen.map(|one| &one.digest),
        };
        let mut people: Vec<(&StudentId, bool)> = Vec::new();
        for (source, (whole, part)) in pile.into_iter().flat_map(|pile| &pile.records) {
            match source {
                Source::Student(student) => people.push((student, *part > 0)),
                Source::Line(year, programme) => {
                    found.lines.push((*year, programme.clone(), *part, *whole));
                }
                other => found.others.push((other.clone(), *part)),
            }
        }
        found.found = people.len();
        if self.may_ever(Action::StudentList) {
            let shown: BTreeMap<StudentId, bool> =
                people.into_iter().skip(from).take(limit).map(|(id, part)| (id.clone(), part)).collect();
            let ids: Vec<StudentId> = shown.keys().cloned().collect();
            for student in self.storage.students_by_id(&ids).await? {
                let part = shown.get(&student.id).copied().unwrap_or_default();
                found.students.push((student, part));
            }
        }
        Ok(found)
    }
}
