//! How a run over files ends, as values to be worded where they are shown.

use super::{Options, count_reasons};
use crate::allocate::{Allocation, Referral};
use crate::candidates::Candidates;
use crate::eligibility::{Outcome, Reason};
use crate::problem::Problems;
use crate::programmes::Programmes;
use crate::proof::Proof;
use crate::rules::Equal;
use guantong_model::{Fact, Message};
use serde::Serialize;
use std::io;
use std::path::{Path, PathBuf};

/// What a run that wrote its results did.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Summary {
    /// Candidates in the file.
    pub candidates: u32,
    /// Of these, admitted.
    pub admitted: u32,
    /// Eligible and without a place.
    pub not_admitted: u32,
    /// Not eligible.
    pub ineligible: u32,
    /// How many have each reason.
    pub reasons: Vec<(Reason, u32)>,
    /// Programmes in the plan.
    pub programmes: u32,
    /// Their places.
    pub places: u64,
    /// Places unused.
    pub unused: u64,
    /// Admitted over the plan, as equals at a boundary.
    pub over: u64,
    /// What happened to equals.
    pub equal: Equal,
    /// Unknown and repeated programmes in lists, and columns not used.
    pub warnings: Problems,
    /// The proof; it holds.
    pub proof: Proof,
    /// Where the results are.
    pub results: PathBuf,
    /// Where the cut-offs are.
    pub cutoffs: Option<PathBuf>,
}

impl Summary {
    pub(crate) fn new(
        options: &Options,
        equal: Equal,
        programmes: &Programmes,
        allocation: &Allocation,
        proof: Proof,
        warnings: Problems,
    ) -> Self {
        let reasons = count_reasons(allocation);
        let of = |outcome| {
            reasons.iter().filter(|(reason, _)| reason.outcome() == outcome).map(|(_, count)| count).sum()
        };
        let each = |count: fn(u32, u32) -> u32| {
            allocation.filled.iter().map(|filled| u64::from(count(filled.places, filled.admitted))).sum()
        };
        Summary {
            candidates: u32::try_from(allocation.programme.len()).unwrap_or(u32::MAX),
            admitted: of(Outcome::Admitted),
            not_admitted: of(Outcome::NotAdmitted),
            ineligible: of(Outcome::Ineligible),
            programmes: programmes.count(),
            places: each(|places, _| places),
            unused: each(u32::saturating_sub),
            over: each(|places, admitted| admitted.saturating_sub(places)),
            reasons,
            equal,
            warnings,
            proof,
            results: options.out.clone(),
            cutoffs: options.cutoffs.clone(),
        }
    }

    /// What the run did, in sentences, without the warnings (which are among [`Summary::warnings`]).
    #[must_use]
    pub fn messages(&self) -> Vec<Message> {
        let mut messages = vec![
            Message::new("allocate-done")
                .with("candidates", self.candidates)
                .with("admitted", self.admitted)
                .with("not_admitted", self.not_admitted)
                .with("ineligible", self.ineligible),
            Message::new("allocate-filled")
                .with("programmes", self.programmes)
                .with("places", whole(self.places))
                .with("unused", whole(self.unused)),
        ];
        if self.over > 0 {
            messages.push(Message::new("allocate-over").with("over", whole(self.over)));
        }
        messages.extend(self.proof.checks.iter().map(crate::proof::Check::message));
        if !self.warnings.is_empty() {
            messages.push(
                Message::new("allocate-warnings")
                    .with("count", whole(self.warnings.count))
                    .with("listed", self.warnings.listed.len()),
            );
        }
        let written = |path: &Path| Message::new("allocate-written").with("file", path.display().to_string());
        messages.push(written(&self.results));
        messages.extend(self.cutoffs.as_deref().map(written));
        messages
    }
}

fn whole(count: u64) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}

/// Equals whose order would decide: nothing was written, and the admission meeting decides.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Referred {
    /// The candidates' numbers, in the order of the file.
    pub candidates: Vec<String>,
    /// The programmes they contend for.
    pub programmes: Vec<String>,
    /// Their total.
    pub total: String,
}

impl Referred {
    pub(crate) fn new(referral: &Referral, programmes: &Programmes, candidates: &Candidates) -> Self {
        let total = referral.candidates.first().map(|first| candidates.total.decimal(*first).to_string());
        Referred {
            candidates: referral.candidates.iter().map(|candidate| candidates.ids.text(*candidate)).collect(),
            programmes: referral.programmes.iter().map(|programme| programmes.id(*programme)).collect(),
            total: total.unwrap_or_default(),
        }
    }
}

/// Why a run over files wrote nothing.
#[derive(Debug, thiserror::Error)]
pub enum AllocateError {
    /// The files are wrong: exit code 2.
    #[error("bad input: {} problems", .0.count)]
    BadInput(Problems),
    /// Equals to be referred: exit code 3.
    #[error("{} equal candidates are referred", .0.candidates.len())]
    Refer(Referred),
    /// The result failed its own proof: a fault, exit code 1.
    #[error("the result fails its proof")]
    Unproven(Proof),
    /// The disk: exit code 1.
    #[error("{path}: {source}")]
    Fault {
        /// The id of its sentence.
        id: &'static str,
        /// The file.
        path: String,
        /// What the system said.
        source: io::Error,
    },
}

impl AllocateError {
    pub(crate) fn fault(id: &'static str, path: &Path, source: io::Error) -> Self {
        AllocateError::Fault { id, path: path.display().to_string(), source }
    }

    /// The exit code of the command.
    #[must_use]
    pub fn exit_code(&self) -> u8 {
        match self {
            AllocateError::BadInput(_) => 2,
            AllocateError::Refer(_) => 3,
            AllocateError::Unproven(_) | AllocateError::Fault { .. } => 1,
        }
    }

    /// What happened, in sentences: the headline first, then each problem listed, or each number referred.
    #[must_use]
    pub fn messages(&self) -> Vec<Message> {
        match self {
            AllocateError::BadInput(problems) => {
                let headline = Message::new("allocate-bad-input")
                    .with("count", whole(problems.count))
                    .with("listed", problems.listed.len());
                std::iter::once(headline)
                    .chain(problems.listed.iter().map(|problem| problem.message.clone()))
                    .collect()
            }
            AllocateError::Refer(referred) => {
                let programmes =
                    referred.programmes.iter().map(|id| Fact::from(id.as_str())).collect::<Vec<_>>();
                let headline = Message::new("allocate-refer")
                    .with("count", referred.candidates.len())
                    .with("total", referred.total.as_str())
                    .with("programmes", programmes);
                let each = |id: &String| Message::new("allocate-referred").with("candidate", id.as_str());
                std::iter::once(headline).chain(referred.candidates.iter().map(each)).collect()
            }
            AllocateError::Unproven(proof) => {
                let failed = proof.checks.iter().filter(|check| check.violations > 0);
                let headline = Message::new("allocate-unproven");
                std::iter::once(headline).chain(failed.map(crate::proof::Check::message)).collect()
            }
            AllocateError::Fault { id, path, source } => {
                vec![Message::new(id).with("file", path.as_str()).with("detail", source.to_string())]
            }
        }
    }
}
