//! 提交审批的条件: what has to hold before the plan can be set, each with how far it is.

use super::super::finding::{FindingKind, Severity};
use super::super::sums::SumScope;
use super::rules::is_settled;
use super::{PlanRow, Reconciliation};
use guantong_model::{Fact, Message};
use serde::{Deserialize, Serialize};

/// One condition.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Gate {
    /// The condition.
    pub message: Message,
    /// How many of [`Gate::of`] hold.
    pub done: usize,
    /// How many must.
    pub of: usize,
}

impl Gate {
    /// Whether it holds.
    #[must_use]
    pub fn holds(&self) -> bool {
        self.done == self.of
    }
}

impl Reconciliation {
    /// The conditions, in the order of the page: sums, lines, inferred numbers, missing partners, directed programmes,
    /// everything else. Those without anything to do are left out, but for sums and lines.
    #[must_use]
    pub fn gates(&self) -> Vec<Gate> {
        let known = |row: &&PlanRow| {
            row.institution.value.is_some() && row.places.value.is_some() && row.track.is_some()
        };
        let mut gates = vec![
            self.sums_gate(),
            Gate {
                message: Message::new("plan-gate-lines"),
                done: self.rows.iter().filter(known).count(),
                of: self.rows.len(),
            },
        ];
        let inferred = [FindingKind::Inferred];
        let asked = [FindingKind::Partner];
        let directed = [FindingKind::Directed];
        let sums = [FindingKind::Sum];
        let rest =
            |kind: FindingKind| ![inferred, asked, directed, sums].iter().any(|kinds| kinds.contains(&kind));
        for (message, kinds) in [
            (
                Message::new("plan-gate-inferred"),
                &(|kind| inferred.contains(&kind)) as &dyn Fn(FindingKind) -> bool,
            ),
            (Message::new("plan-gate-partners"), &|kind| asked.contains(&kind)),
            (Message::new("plan-gate-directed"), &|kind| directed.contains(&kind)),
            (Message::new("plan-gate-others"), &rest),
        ] {
            let of: Vec<_> = self
                .findings
                .iter()
                .filter(|finding| finding.severity != Severity::Note && kinds(finding.kind))
                .collect();
            let done = of.iter().filter(|finding| !finding.in_the_way() && is_settled(finding)).count();
            if !of.is_empty() {
                gates.push(Gate { message, done, of: of.len() });
            }
        }
        gates
    }

    /// 「小计与总计相符」, with the sub-totals and the total to show.
    fn sums_gate(&self) -> Gate {
        let holds = self.sums.iter().filter(|sum| sum.unknown == 0 && sum.agrees()).count();
        let sub_totals = self.sums.iter().filter(|sum| matches!(sum.scope, SumScope::Category { .. }));
        let parts: Vec<Fact> = sub_totals.map(|sum| sum.printed.unwrap_or(sum.by_rows).into()).collect();
        let total = self.sums.last().map_or(0, |sum| sum.printed.unwrap_or(sum.by_rows));
        let message = Message::new("plan-gate-sums").with("parts", Fact::List(parts)).with("total", total);
        Gate { message, done: holds, of: self.sums.len() }
    }
}
