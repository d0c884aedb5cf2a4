//! A finding of a plan table as pages show it: what it is, where it stands, and the sum where there is one.

use crate::frame::{Page, Said};
use crate::parts::sum_sheet::SumSheet;
use crate::parts::{Chip, Clauses};
use guantong_programme::plan::{Answer, Finding, FindingKind, PlanRow, Reconciliation, Severity, State};

/// A finding in a list.
pub(super) struct Shown {
    pub(super) kind: Said,
    pub(super) subject: Said,
    pub(super) reading: Said,
    pub(super) sum: Option<SumSheet>,
    pub(super) clauses: Clauses,
    pub(super) state: Chip,
    /// What was given, what it rests on, and by whom.
    pub(super) reply: Vec<String>,
}

impl Shown {
    pub(super) fn of(page: &Page, finding: &Finding) -> Self {
        Shown {
            kind: page.say(&finding.kind.label()),
            subject: page.say(&finding.subject),
            reading: page.say(&finding.reading),
            sum: finding.working.as_ref().and_then(|working| SumSheet::of(page, working)),
            clauses: Clauses::of_provisions(page, &[finding.clause.as_str()]),
            state: state(page, finding),
            reply: finding.reply.as_ref().map(|reply| told(page, reply)).unwrap_or_default(),
        }
    }
}

/// A figure that was inferred, with its sum.
pub(super) struct Inferred {
    pub(super) major: String,
    pub(super) place: Said,
    pub(super) sum: SumSheet,
    pub(super) clauses: Clauses,
    pub(super) state: Chip,
    /// What it rests on, and who confirmed it.
    pub(super) reply: Vec<String>,
}

impl Inferred {
    /// Nothing where the finding is no inferred figure.
    pub(super) fn of(page: &Page, reconciliation: &Reconciliation, finding: &Finding) -> Option<Self> {
        let line = line(reconciliation, finding).filter(|_| finding.kind == FindingKind::Inferred)?;
        let sum = SumSheet::of(page, finding.working.as_ref()?)?;
        let reply = finding.reply.clone().map(|reply| Answer { value: None, ..reply });
        Some(Inferred {
            major: line.major_printed.clone(),
            place: place(page, line),
            sum,
            clauses: Clauses::of_provisions(page, &[finding.clause.as_str()]),
            state: state(page, finding),
            reply: reply.map(|reply| told(page, &reply)).unwrap_or_default(),
        })
    }
}

/// Where a finding stands, as shape and word.
pub(super) fn state(page: &Page, finding: &Finding) -> Chip {
    let (shape, words) = match (finding.state, finding.severity) {
        (State::Confirmed, _) => ("ok", "planpage-state-confirmed"),
        (State::Answered, _) => ("ok", "planpage-state-answered"),
        (State::Declined, _) => ("no", "planpage-state-declined"),
        (State::Refused, _) => ("no", "planpage-state-refused"),
        (State::Open, Severity::Blocks) => ("no", "planpage-state-blocks"),
        (State::Open, Severity::NeedsAnswer) => ("ask", "planpage-state-asked"),
        (State::Open, Severity::NeedsConfirmation) => ("wait", "planpage-state-unconfirmed"),
        (State::Open, Severity::Note) => ("end", "planpage-state-noted"),
    };
    Chip::new(shape, page.t(words))
}

fn told(page: &Page, answer: &Answer) -> Vec<String> {
    let because = answer.source.as_ref().or(answer.reason.as_ref());
    let by = answer.by.as_ref().map(|by| page.t("planpage-by").with("by", by).to_string());
    let value = answer.value.as_ref().map(ToString::to_string);
    [value, because.cloned(), by].into_iter().flatten().filter(|part| !part.trim().is_empty()).collect()
}

/// The line a finding is about, where it is about one.
pub(super) fn line<'a>(reconciliation: &'a Reconciliation, finding: &Finding) -> Option<&'a PlanRow> {
    let row = finding.rows.first()?;
    reconciliation.rows.iter().find(|line| line.row == *row)
}

/// Where a line stands: its row, institution and special project.
pub(super) fn place(page: &Page, line: &PlanRow) -> Said {
    let name = line.institution.value.as_deref().map(|name| page.institution(name));
    let names = [name, line.special.as_deref()];
    let institution = page.list(names.into_iter().flatten());
    page.t("planimport-place").with("row", i64::from(line.row)).with("institution", &institution)
}
