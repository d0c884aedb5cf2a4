//! Candidates and records as the page and the table show them.

use crate::frame::Page;
use crate::pages::address::encoded;
use crate::pages::candidate::reason_id;
use crate::pages::continuity::shown::prospect;
use crate::pages::correction::{Lines, programme_named};
use crate::parts::{Chip, Clauses};
use guantong_policy::{Citation, Decision, Outcome};
use guantong_registry::Ahead;
use guantong_service::what_if::{AdmissionRow, Came, RecordRow, Turn, clause_of};

/// A candidate.
pub(super) struct AdmissionShown {
    pub(super) name: String,
    pub(super) no: String,
    pub(super) href: String,
    pub(super) year: i32,
    pub(super) total: String,
    pub(super) chip: Chip,
    pub(super) before: String,
    pub(super) after: String,
    pub(super) clauses: (Clauses, Clauses),
    pub(super) clause: (&'static str, &'static str),
    /// The record that rests on the place, and what is said of it.
    pub(super) record: Option<(String, String)>,
}

pub(super) fn turn(page: &Page, turn: Turn) -> Chip {
    let shape = match turn {
        Turn::Loses | Turn::Barred => "no",
        Turn::Gains => "ok",
        Turn::Moves => "ask",
        Turn::Eligible => "going",
    };
    Chip::new(shape, page.t(format!("what-if-turn-{turn}")))
}

fn came(page: &Page, lines: &Lines, came: &Came) -> String {
    match &came.programme {
        Some(id) => page
            .t("what-if-admitted")
            .with("programme", programme_named(page, lines, id))
            .with("round", page.word(format!("round.{}", came.round.as_str())))
            .to_string(),
        None => page.t(reason_id(&came.reason)).to_string(),
    }
}

impl AdmissionShown {
    pub(super) fn of(page: &Page, lines: &Lines, row: &AdmissionRow) -> Self {
        let clause = (clause_of(&row.before.reason), clause_of(&row.after.reason));
        let record = row.record.as_ref().map(|(id, later)| {
            let words = page.t("what-if-rests").count("count", *later).to_string();
            (format!("/students/{}", encoded(id.as_str())), words)
        });
        let (round, no) = (row.before.round.as_str(), encoded(row.no.as_str()));
        AdmissionShown {
            name: if row.name.is_empty() { row.no.to_string() } else { row.name.clone() },
            no: row.no.to_string(),
            href: format!("/rounds/{}/{round}/candidates/{no}", row.year),
            year: row.year,
            total: row.total.to_string(),
            chip: turn(page, row.turn),
            before: came(page, lines, &row.before),
            after: came(page, lines, &row.after),
            clauses: (Clauses::of_provisions(page, &[clause.0]), Clauses::of_provisions(page, &[clause.1])),
            clause,
            record,
        }
    }
}

/// A record.
pub(super) struct RecordShown {
    pub(super) name: String,
    pub(super) id: String,
    pub(super) href: String,
    pub(super) institution: String,
    pub(super) cohort: i32,
    /// The command with its day; what is ahead has none.
    pub(super) what: String,
    pub(super) on: String,
    pub(super) before: (Chip, String, Clauses, String),
    pub(super) after: (Chip, String, Clauses, String),
    /// What was decided later and rests on it.
    pub(super) later: String,
}

fn outcome(page: &Page, decision: &Decision) -> Chip {
    let shape = match decision.outcome {
        Outcome::Accepted => "ok",
        Outcome::Refused => "no",
        Outcome::Referred => "ask",
    };
    Chip::new(shape, page.word(format!("outcome.{}", decision.outcome.as_str())))
}

fn said(page: &Page, chip: Chip, decision: &Decision) -> (Chip, String, Clauses, String) {
    let clause = |citation: &Citation| match citation {
        Citation::Clause(id) => Some(id.to_string()),
        Citation::Article { .. } | Citation::Interpretation(_) => None,
    };
    let first = decision.citations.iter().find_map(clause).unwrap_or_default();
    let words = page.say(&decision.message()).to_string();
    (chip, words, Clauses::of(page, &decision.citations), first)
}

impl RecordShown {
    pub(super) fn of(page: &Page, row: &RecordRow) -> Option<Self> {
        let (what, on, before, after, later) = match (&row.replayed.otherwise, &row.replayed.ahead) {
            (Some(one), _) => {
                let later = one.later.iter().map(|(_, command, on)| {
                    let command = page.word(format!("command.{command}"));
                    page.t("what-if-later").with("command", command).with("on", *on).to_string()
                });
                let later: Vec<String> = later.collect();
                (
                    page.word(format!("command.{}", one.command)),
                    page.date(one.on),
                    said(page, outcome(page, &one.then), &one.then),
                    said(page, outcome(page, &one.now), &one.now),
                    if later.is_empty() { page.t("what-if-no-later").to_string() } else { page.list(later) },
                )
            }
            (None, Some(Ahead { then, now })) => (
                page.t("what-if-ahead").to_string(),
                String::new(),
                said(page, prospect(page, then.prospect), &then.decision),
                said(page, prospect(page, now.prospect), &now.decision),
                page.t("what-if-not-yet").to_string(),
            ),
            (None, None) => return None,
        };
        let student = &row.student;
        Some(RecordShown {
            name: student.name.clone(),
            id: student.id.to_string(),
            href: format!("/students/{}", encoded(student.id.as_str())),
            institution: page.institution(&student.institution).to_owned(),
            cohort: student.cohort,
            what,
            on,
            before,
            after,
            later,
        })
    }
}
