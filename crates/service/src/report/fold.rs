//! What the steps of a report come to.

use super::row::{AnnualReport, Frozen, ReportId, ReportState, Section};
use super::show::ReportStep;
use super::{STREAM, stream};
use crate::error::Fault;
use crate::journal::{Entry, NewEntry};
use guantong_model::Date;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What was done.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Done {
    /// Its text as it stands now.
    Written { sections: BTreeMap<Section, String> },
    /// Sent to the university with its figures, under the digest of all of it.
    Sent { frozen: Frozen, digest: String },
    /// Signed for the university, under the digest that was seen.
    Signed { digest: String },
    /// Handed in.
    Submitted { digest: String },
    /// Sent back by the university or the commission.
    Returned { by: String, because: String },
    /// Accepted by the commission, with what it has to say.
    Accepted { digest: String, comment: String },
}

impl Done {
    fn kind(&self) -> &'static str {
        match self {
            Done::Written { .. } => "annual-report-written",
            Done::Sent { .. } => "annual-report-sent",
            Done::Signed { .. } => "annual-report-signed",
            Done::Submitted { .. } => "annual-report-submitted",
            Done::Returned { .. } => "annual-report-returned",
            Done::Accepted { .. } => "annual-report-accepted",
        }
    }

    /// The entry that a step is, at a version.
    pub(super) fn entry(
        &self,
        id: &ReportId,
        version: i64,
        on: Date,
        actor: &str,
    ) -> Result<NewEntry, Fault> {
        let body = serde_json::to_value(self).map_err(|error| Fault::new("write a report", error))?;
        let (kind, actor) = (self.kind().to_owned(), actor.to_owned());
        Ok(NewEntry { stream: stream(id), version, kind, effective_on: on, actor, body })
    }
}

impl AnnualReport {
    /// Takes a step in that comes next.
    pub(super) fn take(&mut self, done: Done, on: Date, actor: &str) {
        self.version += 1;
        match done {
            Done::Written { sections } => self.sections = sections,
            Done::Sent { frozen, .. } => {
                self.frozen = Some(frozen);
                self.sent_by = Some(actor.to_owned());
                self.returned = None;
                // A university that runs all stages alone has nobody to sign with it.
                self.state = if self.id.alone() { ReportState::Signed } else { ReportState::Sent };
            }
            Done::Signed { .. } => {
                self.signed_by = Some(actor.to_owned());
                self.state = ReportState::Signed;
            }
            Done::Submitted { .. } => {
                self.submitted_on = Some(on);
                self.state = ReportState::Submitted;
            }
            Done::Returned { by, because } => {
                self.returned = Some((by, because));
                (self.frozen, self.sent_by, self.signed_by) = (None, None, None);
                self.state = ReportState::Drafting;
            }
            Done::Accepted { comment, .. } => {
                self.comment = Some(comment).filter(|comment| !comment.is_empty());
                self.accepted_on = Some(on);
                self.state = ReportState::Accepted;
            }
        }
    }
}

/// A report out of its stream; nothing where the stream is empty.
pub(crate) fn fold(id: &ReportId, entries: &[Entry]) -> Result<Option<AnnualReport>, Fault> {
    let mut report = AnnualReport::begun(id.clone());
    for entry in entries {
        let done: Done =
            serde_json::from_value(entry.body.clone()).map_err(|error| Fault::new("read a report", error))?;
        report.take(done, entry.effective_on, &entry.actor);
    }
    Ok((report.version > 0).then_some(report))
}

/// What was done, in order; what was only written is left out.
pub(super) fn steps(entries: &[Entry]) -> Result<Vec<ReportStep>, Fault> {
    let mut steps = Vec::new();
    for entry in entries {
        let done: Done =
            serde_json::from_value(entry.body.clone()).map_err(|error| Fault::new("read a report", error))?;
        if matches!(done, Done::Written { .. }) {
            continue;
        }
        let because = match done {
            Done::Returned { because, .. } => Some(because),
            _ => None,
        };
        let (kind, on, by) = (entry.kind.clone(), entry.effective_on, entry.actor.clone());
        steps.push(ReportStep { kind, on, by, because });
    }
    Ok(steps)
}

/// The report a stream is of.
pub(crate) fn id_of(stream: &str) -> Option<ReportId> {
    let mut parts = stream.strip_prefix(STREAM)?.splitn(3, '/');
    let year = parts.next()?.parse().ok()?;
    let (front, partner) = (parts.next()?.to_owned(), parts.next()?.to_owned());
    Some(ReportId { year, front, partner })
}
