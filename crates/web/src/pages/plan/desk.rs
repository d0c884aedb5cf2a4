//! The page on which a table is checked, put together: what is wrong, what was inferred, what is asked, the rest,
//! the sums, the conditions, and the difference from the plan in force.

use super::answers::{Field, Fields};
use super::changes::Changes;
use super::controls::Control;
use super::finding::{self, Inferred, Shown};
use super::totals::Totals;
use crate::frame::{Page, Said};
use crate::pages::proposal::StrandedShown;
use crate::pages::round::grouped;
use crate::parts::Clauses;
use crate::parts::gate::{Condition, Gate, Holds};
use askama::Template;
use guantong_model::InstitutionKind;
use guantong_programme::plan::{
    Answers, Finding, FindingKind, Ground, Origin, Problem, Reconciliation, Severity, State, Wants,
};
use guantong_service::views::PlanDraftView;
use std::collections::{BTreeMap, BTreeSet};

/// What happened before the page is shown.
#[derive(Default)]
pub(super) struct Situation {
    /// Answers were saved.
    pub(super) saved: Option<Said>,
    /// Somebody else was first.
    pub(super) conflict: Option<Said>,
    /// The plan could not be set.
    pub(super) refused: Option<Said>,
    /// Findings whose saved answer is not what stands in the fields.
    pub(super) differing: BTreeSet<String>,
    /// Findings with something that cannot be kept by itself.
    pub(super) half_filled: BTreeSet<String>,
    /// Whether who asks had a hand in the draft, so that another has to set it.
    pub(super) drafted: bool,
    /// Whom the table would strand against last year's plan; nothing where there is none.
    pub(super) stranded: Option<StrandedShown>,
}

#[derive(Template)]
#[template(path = "plan/desk.html")]
pub(super) struct DeskPage {
    year: i32,
    view: PlanDraftView,
    fields: Fields,
    situation: Situation,
    /// Every mistake with the place of its field.
    errors: Vec<(String, Said)>,
    blocking: Vec<Shown>,
    inferred: Vec<ToConfirm>,
    partners: Vec<Partner>,
    others: Vec<Other>,
    totals: Totals,
    gate: Gate,
    changes: Changes,
    universities: Vec<String>,
    institutions: Vec<String>,
    /// What the sums rest on.
    clauses: Clauses,
    /// What every reading of the table rests on.
    annex: Clauses,
    page: Page,
}

/// A figure that was inferred, to be confirmed.
struct ToConfirm {
    anchor: String,
    id: String,
    found: Inferred,
    figure: i64,
    confirmed: bool,
    error: Option<Said>,
}

/// A partner that is not printed.
struct Partner {
    anchor: String,
    id: String,
    major: String,
    row: u32,
    places: Option<i64>,
    inferred: bool,
    value: String,
    because: String,
    picked: bool,
    error: Option<Said>,
}

/// Any other finding.
struct Other {
    anchor: String,
    id: String,
    shown: Shown,
    control: Control,
    confirm: String,
    value: String,
    error: Option<Said>,
}

impl DeskPage {
    pub(super) fn of(page: Page, view: PlanDraftView, fields: Fields, situation: Situation) -> Self {
        let reconciliation = &view.reconciliation;
        let ground = Ground::of(page.edition(), view.draft.year);
        let names = |kind| ground.directory.of_kind(kind).map(str::to_owned);
        let mut desk = Desk {
            page: &page,
            reconciliation,
            fields: &fields,
            situation: &situation,
            answers: &view.answers,
            errors: Vec::new(),
        };
        let mut shown = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
        for (at, finding) in reconciliation.findings.iter().enumerate() {
            let anchor = format!("f{at}");
            if finding.severity == Severity::Blocks {
                shown.0.push(Shown::of(&page, finding));
            } else if let Some(inferred) = desk.inferred(finding, &anchor) {
                shown.1.push(inferred);
            } else if finding.wants == Wants::University {
                shown.2.push(desk.partner(finding, anchor));
            } else {
                shown.3.push(desk.other(finding, anchor));
            }
        }
        let errors = desk.errors;
        let changes = Changes::of(&page, &view.changes);
        DeskPage {
            year: view.draft.year,
            errors,
            blocking: shown.0,
            inferred: shown.1,
            partners: shown.2,
            others: shown.3,
            totals: Totals::of(&page, reconciliation),
            gate: gate(&page, &view, &changes),
            universities: ground.directory.universities().map(str::to_owned).collect(),
            institutions: InstitutionKind::ALL.iter().flat_map(|kind| names(*kind)).collect(),
            clauses: Clauses::of_provisions(&page, &["annex.b", "3.1.3.a"]),
            annex: Clauses::of_provisions(&page, &["annex.a"]),
            changes,
            situation,
            fields,
            view,
            page,
        }
    }

    /// How many findings stand in the way.
    fn open(&self) -> usize {
        self.view.reconciliation.open().count()
    }

    fn lines(&self) -> usize {
        self.view.reconciliation.rows.len()
    }

    fn last_row(&self) -> i64 {
        i64::from(self.view.reconciliation.last_row)
    }

    fn settled(&self) -> bool {
        self.view.reconciliation.settled()
    }

    /// Whether the plan can be set as it stands.
    fn may_set(&self) -> bool {
        self.gate.open() == 0 && self.settled() && !self.situation.drafted
    }

    /// How far the way is: uploaded, read, then checked, previewed and set.
    fn done(&self) -> u8 {
        if self.settled() { 4 } else { 2 }
    }

    fn digest(&self) -> String {
        grouped(&self.view.draft.source_digest)
    }

    /// Who answered, and how much.
    fn signers(&self) -> Vec<(String, usize)> {
        let mut signers: BTreeMap<&str, usize> = BTreeMap::new();
        for by in self.view.answers.answers.values().filter_map(|answer| answer.by.as_deref()) {
            *signers.entry(by).or_default() += 1;
        }
        signers.into_iter().map(|(by, count)| (by.to_owned(), count)).collect()
    }

    /// How many partners are still asked for.
    fn unfilled(&self) -> usize {
        self.view.reconciliation.open().filter(|finding| finding.wants == Wants::University).count()
    }

    /// How many inferred figures are still to be confirmed.
    fn unconfirmed(&self) -> usize {
        self.view.reconciliation.open().filter(|finding| finding.kind == FindingKind::Inferred).count()
    }
}

/// The conditions, and that no candidate was admitted under the plan that would be replaced.
fn gate(page: &Page, view: &PlanDraftView, changes: &Changes) -> Gate {
    let mut conditions: Vec<Condition> = Vec::new();
    for gate in view.reconciliation.gates() {
        let holds = match gate.message.id.as_str() {
            _ if gate.holds() => Holds::Yes,
            "plan-gate-directed" => Holds::Undecided,
            _ => Holds::NotYet,
        };
        let figure = page.t("page-of").count("part", gate.done).count("whole", gate.of);
        conditions.push(Condition::new(page, holds, page.say(&gate.message), figure));
    }
    if view.in_use && changes.count > 0 {
        let condition =
            Condition::new(page, Holds::No, page.t("planimport-in-use").with("year", view.draft.year), "");
        conditions.push(condition.with_small(page.t("planimport-in-use-why")));
    }
    Gate { conditions }
}

/// Puts findings and fields together, and gathers what is wrong.
struct Desk<'a> {
    page: &'a Page,
    reconciliation: &'a Reconciliation,
    fields: &'a Fields,
    situation: &'a Situation,
    answers: &'a Answers,
    errors: Vec<(String, Said)>,
}

impl Desk<'_> {
    /// What is wrong with the answer to a finding, listed as well.
    fn error(&mut self, finding: &Finding, anchor: &str) -> Option<Said> {
        let refusal = finding.refusal.as_ref().filter(|_| finding.state == State::Refused);
        let error = if self.situation.differing.contains(&finding.id) {
            let subject = self.page.say(&finding.subject);
            Some(
                self.page.t("planimport-differs").with("subject", subject).with("saved", self.saved(finding)),
            )
        } else if self.situation.half_filled.contains(&finding.id) {
            let subject = self.page.say(&finding.subject);
            Some(self.page.t("planimport-half-filled").with("subject", subject))
        } else {
            refusal.map(|problem| self.refused(finding, problem))
        };
        self.errors.extend(error.clone().map(|error| (anchor.to_owned(), error)));
        error
    }

    /// Why an answer cannot be taken; of fields left empty in the words of the page, not of an answers file.
    fn refused(&self, finding: &Finding, problem: &Problem) -> Said {
        let words = match problem.number.as_str() {
            "IMP-0316" => "planimport-needs-reason",
            "IMP-0317" => "planimport-needs-source",
            _ => return self.page.say(&problem.message),
        };
        let subject = self.page.say(&finding.subject);
        self.page.t(words).with("subject", subject).with("number", &problem.number)
    }

    /// What was saved for a finding, in a few words.
    fn saved(&self, finding: &Finding) -> String {
        let Some(reply) = self.answers.answers.get(&finding.id) else {
            return self.page.t("planimport-nothing-saved").to_string();
        };
        match (&reply.value, reply.confirm) {
            (Some(value), _) => value.to_string(),
            (None, Some(true)) => self.page.t("planpage-state-confirmed").to_string(),
            (None, _) => self.page.t("planpage-state-declined").to_string(),
        }
    }

    fn inferred(&mut self, finding: &Finding, anchor: &str) -> Option<ToConfirm> {
        let Wants::ConfirmFigure(figure) = finding.wants else { return None };
        let found = Inferred::of(self.page, self.reconciliation, finding)?;
        Some(ToConfirm {
            error: self.error(finding, anchor),
            anchor: anchor.to_owned(),
            id: finding.id.clone(),
            found,
            figure: i64::from(figure),
            confirmed: self.fields.get(Field::Confirm, &finding.id) == "yes",
        })
    }

    fn partner(&mut self, finding: &Finding, anchor: String) -> Partner {
        let line = finding::line(self.reconciliation, finding);
        let id = finding.id.clone();
        Partner {
            error: self.error(finding, &anchor),
            anchor,
            major: line.map(|line| line.major_printed.clone()).unwrap_or_default(),
            row: line.map_or(0, |line| line.row),
            places: line.and_then(|line| line.places.value).map(i64::from),
            inferred: line.is_some_and(|line| line.places.origin == Origin::Inferred),
            value: self.fields.get(Field::Value, &id).to_owned(),
            because: self.fields.get(Field::Because, &id).to_owned(),
            picked: self.fields.is_picked(&id),
            id,
        }
    }

    fn other(&mut self, finding: &Finding, anchor: String) -> Other {
        Other {
            error: self.error(finding, &anchor),
            anchor,
            shown: Shown::of(self.page, finding),
            control: Control::of(self.page, finding, self.fields),
            confirm: self.fields.get(Field::Confirm, &finding.id).to_owned(),
            value: self.fields.get(Field::Value, &finding.id).to_owned(),
            id: finding.id.clone(),
        }
    }
}

impl Other {
    /// What is chosen of a list that gives a decision or a value.
    fn chosen(&self, name: &str) -> &str {
        if name == "confirm" { &self.confirm } else { &self.value }
    }
}
