//! The lines being worked on, the findings so far, and which answers were asked for.

use super::super::answers;
use super::super::draft::{Draft, Printed};
use super::super::finding::{About, Finding, FindingKind, Severity, State, Wants};
use super::super::ground::{Ground, MajorCode};
use super::super::sums::SumCheck;
use super::super::{Answers, Problem};
use super::{PlanRow, Reconciliation};
use guantong_model::Message;
use guantong_policy::ClauseId;
use std::collections::BTreeSet;

pub(super) struct Work<'a> {
    pub(super) draft: &'a Draft,
    pub(super) ground: &'a Ground,
    answers: &'a Answers,
    pub(super) rows: Vec<PlanRow>,
    /// The total of each block: printed, or given by a person.
    pub(super) scales: Vec<Option<Printed>>,
    pub(super) findings: Vec<Finding>,
    pub(super) sums: Vec<SumCheck>,
}

impl<'a> Work<'a> {
    pub(super) fn new(draft: &'a Draft, answers: &'a Answers, ground: &'a Ground) -> Self {
        let rows = draft.rows.iter().map(|row| PlanRow {
            row: row.row,
            category: row.category.clone(),
            track: None,
            institution: row.institution.clone(),
            special: row.special.clone(),
            major_printed: row.major_printed.clone(),
            major: row.major.clone(),
            specialisation: row.specialisation.clone(),
            partner: row.partner.clone(),
            places: row.places.clone(),
            places_at: row.places_at,
            block: row.block,
            code: MajorCode::default(),
            bar: None,
        });
        Work {
            draft,
            ground,
            answers,
            rows: rows.collect(),
            scales: draft.blocks.iter().map(|block| block.scale).collect(),
            findings: Vec::new(),
            sums: Vec::new(),
        }
    }

    /// Whether somebody answered a finding of this id.
    pub(super) fn is_answered(&self, id: &str) -> bool {
        self.answers.answers.contains_key(id)
    }

    /// Adds a finding, takes the answer to it, and hands it back.
    pub(super) fn find(&mut self, mut finding: Finding) -> Finding {
        if let Some(answer) = self.answers.answers.get(&finding.id) {
            answers::take(&mut finding, answer, self.ground);
        }
        self.findings.push(finding.clone());
        finding
    }

    /// The lines of a block, by their place in the list.
    pub(super) fn of_block(&self, block: usize) -> Vec<usize> {
        let rows = self.rows.iter().enumerate();
        rows.filter(|(_, row)| row.block == block).map(|(index, _)| index).collect()
    }

    /// The institution of a block, empty where it is not known.
    pub(super) fn institution_of(&self, block: usize) -> String {
        let of_block = self.rows.iter().filter(|row| row.block == block);
        of_block.filter_map(|row| row.institution.value.clone()).next().unwrap_or_default()
    }

    pub(super) fn finish(mut self) -> Result<Reconciliation, Vec<Problem>> {
        let known: BTreeSet<&str> = self.findings.iter().map(|finding| finding.id.as_str()).collect();
        let unknown = self.answers.answers.iter().filter(|(id, _)| !known.contains(id.as_str()));
        let problems: Vec<Problem> = unknown
            .map(|(id, answer)| {
                let message = match answer.line {
                    Some(_) => Message::new("plan-answers-finding-unknown-on-line"),
                    None => Message::new("plan-answers-finding-unknown"),
                };
                Problem::new("IMP-0304", message.with("finding", id.as_str())).on_line(answer.line)
            })
            .collect();
        if !problems.is_empty() {
            return Err(problems);
        }
        // Sums stay as they were compared: institutions, categories, the total.
        let is_sum = |kind: FindingKind| matches!(kind, FindingKind::Sum | FindingKind::SumMissing);
        self.findings.sort_by_key(|finding| {
            (finding.kind, finding.rows.first().copied().filter(|_| !is_sum(finding.kind)))
        });
        Ok(Reconciliation {
            year: self.ground.year,
            form: self.draft.form,
            title: self.draft.title.clone(),
            last_row: self.draft.last_row,
            rows: self.rows,
            findings: self.findings,
            sums: self.sums,
        })
    }
}

/// The beginnings of a finding; what differs is set after.
pub(super) struct New<'a> {
    pub(super) id: String,
    pub(super) kind: FindingKind,
    pub(super) severity: Severity,
    pub(super) rows: Vec<u32>,
    pub(super) about: About,
    pub(super) clause: &'a str,
    pub(super) subject: Message,
    pub(super) reading: Message,
    pub(super) wants: Wants,
}

impl From<New<'_>> for Finding {
    fn from(new: New<'_>) -> Self {
        Finding {
            id: new.id,
            kind: new.kind,
            severity: new.severity,
            rows: new.rows,
            about: new.about,
            clause: ClauseId::from(new.clause),
            subject: new.subject,
            reading: new.reading,
            working: None,
            wants: new.wants,
            state: State::Open,
            reply: None,
            refusal: None,
        }
    }
}

/// 涉及: lines of an institution, by their first and last row, how many, and the first major.
pub(super) fn lines(rows: &[&PlanRow]) -> Message {
    let number = |row: Option<&&PlanRow>| row.map_or(0, |row| row.row);
    let first = rows.first();
    let message = match first.and_then(|row| row.institution.value.clone()) {
        Some(institution) => Message::new("plan-subject-lines").with("institution", institution),
        None => Message::new("plan-subject-lines-unnamed"),
    };
    message
        .with("first", number(first))
        .with("last", number(rows.last()))
        .with("count", rows.len())
        .with("major", first.map(|row| row.major_printed.clone()).unwrap_or_default())
}
