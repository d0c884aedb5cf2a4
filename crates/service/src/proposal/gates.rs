//! What must hold before a plan is set from proposals, each with its clause and its figure.

use super::together::{TOGETHER, digest_in, proposals_in, versions};
use super::{ProposalOnFile, Stranded, together_stream};
use crate::Office;
use crate::access::Action;
use crate::error::{Fault, ServiceError};
use crate::plan::{SET, stream as plan_stream};
use guantong_model::Message;
use guantong_programme::plan::{FindingKind, Severity};
use guantong_programme::proposal::{Compared, ProposalState, Sides, compared, confirmation_needed};
use std::collections::BTreeSet;

guantong_model::words! {
    /// A condition of setting a plan from proposals.
    GateKind {
        /// Every institution of last year's plan has sent.
        Sent = "sent",
        /// Every row of every proposal holds before the rules.
        Checks = "checks",
        /// Every partner that has to has confirmed.
        Confirmed = "confirmed",
        /// The draft of the plan is the proposals as they stand.
        Together = "together",
        /// The findings of that table are answered.
        Findings = "findings",
        /// Its sums agree (annex.b).
        Sums = "sums",
        /// Nobody was admitted under the plan of the year.
        Unused = "unused",
    }
}

/// A condition with its figure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Gate {
    /// Which.
    pub kind: GateKind,
    /// How many hold.
    pub done: usize,
    /// Of how many.
    pub of: usize,
    /// What does not, as one message each.
    pub open: Vec<Message>,
}

impl Gate {
    /// The clause or interpretation it rests on.
    #[must_use]
    pub fn clauses(&self) -> &'static [&'static str] {
        match self.kind {
            GateKind::Sent | GateKind::Together | GateKind::Unused | GateKind::Confirmed => &["3.1.3.a"],
            GateKind::Checks => &["2.1.a", "2.1.d", "2.2.a"],
            GateKind::Findings => &["annex.a"],
            GateKind::Sums => &["annex.b"],
        }
    }

    /// Whether it holds.
    #[must_use]
    pub fn holds(&self) -> bool {
        self.open.is_empty() && self.done == self.of
    }
}

/// Everything that is looked at before a plan is set from proposals.
#[derive(Clone, Debug)]
pub struct Gates {
    /// The year.
    pub year: i32,
    /// The conditions.
    pub list: Vec<Gate>,
    /// The places of all beside last year's.
    pub total: Compared,
    /// The version of the draft of the plan; 0 where there is none.
    pub draft: i64,
    /// Whether that draft is the table of proposals.
    pub draft_is_ours: bool,
    /// Whether who asks drafted, so that another has to approve.
    pub drafted: bool,
    /// Whether the plan was set from the proposals as they stand.
    pub adopted: bool,
    /// Whom it would strand, as far as who asks may know.
    pub stranded: Option<Stranded>,
}

impl Gates {
    /// A condition.
    #[must_use]
    pub fn gate(&self, kind: GateKind) -> Option<&Gate> {
        self.list.iter().find(|gate| gate.kind == kind)
    }

    /// Whether all conditions hold.
    #[must_use]
    pub fn all_hold(&self) -> bool {
        self.list.iter().all(Gate::holds)
    }

    /// Refuses where one of these does not hold.
    pub(super) fn hold(&self, kinds: &[GateKind]) -> Result<(), ServiceError> {
        let open = self.list.iter().filter(|gate| kinds.contains(&gate.kind) && !gate.holds());
        let open: Vec<Message> = open
            .flat_map(|gate| match gate.open.as_slice() {
                [] => vec![Message::new(&format!("proposal-gate-{}-open", gate.kind))],
                open => open.to_vec(),
            })
            .collect();
        if open.is_empty() { Ok(()) } else { Err(ServiceError::BadInput(open)) }
    }

    /// How many students would lose their place.
    #[must_use]
    pub fn losing(&self) -> usize {
        self.stranded.as_ref().map_or(0, |stranded| stranded.losing().len())
    }
}

impl Office {
    /// What holds and what does not before the plan of a year is set from proposals.
    ///
    /// # Errors
    /// Forbidden to whoever does not draft plans.
    pub async fn proposal_gates(&self, year: i32) -> Result<Gates, ServiceError> {
        self.allow_here(Action::PlanDraft)?;
        let found = self.whole.proposals(year).await?;
        self.gates_of(year, &found).await
    }

    pub(super) async fn gates_of(&self, year: i32, found: &[ProposalOnFile]) -> Result<Gates, ServiceError> {
        let before = self.whole.plan_lines(year - 1).await?;
        let mut names: Vec<&str> = Vec::new();
        let proposing = found.iter().map(|found| found.proposal.institution.as_str());
        for name in before.iter().map(|line| line.institution.as_str()).chain(proposing) {
            if !names.contains(&name) {
                names.push(name);
            }
        }
        let is_sent = |name: &&str| {
            found.iter().any(|found| {
                found.proposal.institution == **name && found.proposal.state == ProposalState::Sent
            })
        };
        let missing = names.iter().filter(|name| !is_sent(name));
        let missing = missing.map(|name| Message::new("proposal-gate-not-sent").with("institution", *name));
        let missing: Vec<Message> = missing.collect();
        let mut list = vec![Gate {
            kind: GateKind::Sent,
            done: names.len() - missing.len(),
            of: names.len().max(1),
            open: missing,
        }];
        list.push(self.checked(found).await?);
        list.push(self.confirmed(found));
        let draft = self.plan_draft_view(year).await?;
        let last = self.last_together(year).await?;
        let same = last.as_ref().is_some_and(|entry| {
            proposals_in(entry).is_ok_and(|then| then == versions(found)) && !found.is_empty()
        });
        let ours = match (&draft, &last) {
            (Some(view), Some(entry)) => digest_in(entry) == Some(view.draft.source_digest.as_str()),
            _ => false,
        };
        let whole = |holds: bool| usize::from(holds);
        list.push(Gate { kind: GateKind::Together, done: whole(ours && same), of: 1, open: Vec::new() });
        let view = draft.as_ref().filter(|_| ours);
        let asked = view.map_or(0, |view| {
            let findings = &view.reconciliation.findings;
            findings.iter().filter(|finding| finding.severity != Severity::Note).count()
        });
        let open = view.map_or(1, |view| view.reconciliation.open().count());
        let of = asked.max(open);
        list.push(Gate { kind: GateKind::Findings, done: of - open, of, open: Vec::new() });
        let sums = [FindingKind::Sum, FindingKind::Scale, FindingKind::SumMissing];
        let agree = view.is_some_and(|view| {
            let findings = &view.reconciliation.findings;
            !findings.iter().any(|finding| sums.contains(&finding.kind) && finding.in_the_way())
        });
        list.push(Gate { kind: GateKind::Sums, done: whole(agree), of: 1, open: Vec::new() });
        let unused = self.storage.rounds(year).await?.is_empty();
        list.push(Gate { kind: GateKind::Unused, done: whole(unused), of: 1, open: Vec::new() });
        let rows = found.iter().flat_map(|found| found.proposal.standing());
        let total = compared(
            before.iter().map(|line| (String::new(), line.places)),
            rows.map(|row| (String::new(), i64::from(row.places))),
        );
        let empty =
            || Compared { name: String::new(), before: Default::default(), after: Default::default() };
        let drafted = self.had_a_hand(&together_stream(year), SET).await?
            || self.had_a_hand(&plan_stream(year), SET).await?;
        let adopted = last.is_some_and(|entry| entry.kind != TOGETHER) && same;
        Ok(Gates {
            year,
            list,
            total: total.into_iter().next().unwrap_or_else(empty),
            draft: draft.map_or(0, |view| view.draft.version),
            draft_is_ours: ours,
            drafted,
            adopted,
            stranded: self.stranded(year, found, self.clock.today()).await?,
        })
    }

    async fn checked(&self, found: &[ProposalOnFile]) -> Result<Gate, Fault> {
        let (mut rows, mut wrong, mut open) = (0, BTreeSet::new(), Vec::new());
        for found in found {
            rows += found.proposal.standing().count();
            for check in self.proposal_checks(&found.proposal).await? {
                for failing in check.failing {
                    wrong.insert((found.proposal.institution.clone(), failing.row));
                    open.push(failing.message);
                }
            }
        }
        Ok(Gate { kind: GateKind::Checks, done: rows - wrong.len(), of: rows.max(1), open })
    }

    fn confirmed(&self, found: &[ProposalOnFile]) -> Gate {
        let sides = Sides::of(self.edition());
        let (mut open, mut done) = (Vec::new(), 0);
        for found in found {
            for university in confirmation_needed(&found.proposal, sides) {
                open.push(
                    Message::new("proposal-gate-not-confirmed")
                        .with("institution", found.proposal.institution.as_str())
                        .with("university", university),
                );
            }
            done += found.proposal.confirmed.len();
        }
        Gate { kind: GateKind::Confirmed, done, of: done + open.len(), open }
    }
}
