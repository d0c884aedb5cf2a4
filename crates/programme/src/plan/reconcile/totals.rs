//! annex.b 「小计1920、890，总计2810」: every printed sum against what it is the sum of, every disagreement listed.

use super::super::draft::Form;
use super::super::finding::{About, Finding, FindingKind, Severity, Wants};
use super::super::sums::{SumCheck, SumScope, sums};
use super::work::{New, Work};
use guantong_model::{Fact, Message};

impl Work<'_> {
    pub(super) fn sums(&mut self) {
        self.sums = sums(self.draft, &self.rows, &self.scales);
        for sum in self.sums.clone() {
            if !sum.agrees() {
                self.disagreement(&sum);
            } else if sum.printed.is_none() && self.draft.form == Form::Annex {
                self.not_printed(&sum);
            }
        }
    }

    fn disagreement(&mut self, sum: &SumCheck) {
        let (Some(printed), Some(working)) = (sum.printed, sum.working()) else { return };
        let mut reading = match &sum.scope {
            SumScope::Institution { .. } => Message::new("plan-reading-sum-institution"),
            SumScope::Category { .. } => Message::new("plan-reading-sum-category"),
            SumScope::Total => Message::new("plan-reading-sum-total"),
        };
        reading = reading
            .with("printed", printed)
            .with("cell", sum.at.map(|at| at.to_string()).unwrap_or_default())
            .with("rows", sum.by_rows)
            .with("difference", working.difference)
            .with("excess", working.difference.abs())
            .with("unknown", sum.unknown)
            .with("lines", sum.lines)
            .with("institutions", shown(sum.by_institutions))
            .with("categories", shown(sum.by_categories));
        let mut finding = self.of_sum(sum, FindingKind::Sum, Severity::Blocks, reading, Wants::Nothing);
        finding.working = Some(working);
        self.find(finding);
    }

    /// A sum that is not printed: said, so that a person confirms what the lines make it.
    fn not_printed(&mut self, sum: &SumCheck) {
        // An institution's is asked for with its lines.
        if matches!(sum.scope, SumScope::Institution { .. }) {
            return;
        }
        let reading = Message::new("plan-reading-sum-missing").with("value", sum.by_rows);
        let wants = if sum.unknown == 0 { Wants::ConfirmFigure(sum.by_rows) } else { Wants::Nothing };
        let finding = self.of_sum(sum, FindingKind::SumMissing, Severity::NeedsConfirmation, reading, wants);
        self.find(finding);
    }

    fn of_sum(
        &self,
        sum: &SumCheck,
        kind: FindingKind,
        severity: Severity,
        reading: Message,
        wants: Wants,
    ) -> Finding {
        let (mut id, about, subject) = match &sum.scope {
            SumScope::Institution { name, .. } => {
                let subject = Message::new("plan-subject-institution").with("institution", name.as_str());
                (format!("sum:institution:{name}"), About::Institution(name.clone()), subject)
            }
            SumScope::Category { label, .. } => {
                let subject = Message::new("plan-subject-category").with("category", label.as_str());
                (format!("sum:category:{label}"), About::Category(label.clone()), subject)
            }
            SumScope::Total => {
                let subject = Message::new("plan-subject-total");
                ("sum:total".to_owned(), About::Table, subject)
            }
        };
        // A name may stand over two blocks, or be missing: then the row tells them apart.
        let alike = |other: &&SumCheck| match (&other.scope, &sum.scope) {
            (SumScope::Institution { name: a, .. }, SumScope::Institution { name: b, .. }) => a == b,
            (SumScope::Category { label: a, .. }, SumScope::Category { label: b, .. }) => a == b,
            _ => false,
        };
        if self.sums.iter().filter(alike).count() > 1
            && let SumScope::Institution { first_row, .. } | SumScope::Category { first_row, .. } = &sum.scope
        {
            id = format!("{id}:row{first_row}");
        }
        New {
            id,
            kind,
            severity,
            rows: sum.parts.iter().map(|part| part.row).collect(),
            about,
            clause: "annex.b",
            subject,
            reading,
            wants,
        }
        .into()
    }
}

/// A sum, or a dash where it cannot be made.
fn shown(sum: Option<u32>) -> Fact {
    sum.map_or_else(|| Fact::from("–"), Fact::from)
}
