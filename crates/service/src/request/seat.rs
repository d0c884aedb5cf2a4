//! Who sits at a desk.

use crate::Office;
use crate::access::{Relation, Role, Viewer};
use crate::rows::Student;
use guantong_model::{ProgrammeId, StudentId};
use guantong_requests::{Asker, COMMISSION, Desk, FAMILY, Stop};
use std::collections::BTreeSet;

/// Who asks, by the role acted in; nobody of the other roles may.
pub(crate) fn asker(role: Role) -> Option<Asker> {
    Some(match role {
        Role::Student => Asker::Student,
        Role::Guardian => Asker::Guardian,
        Role::School => Asker::School,
        Role::University => Asker::University,
        _ => return None,
    })
}

/// Whether a viewer sits at a desk of a request on a student.
pub(crate) fn sits(viewer: &Viewer, stop: &Stop, student: &StudentId) -> bool {
    match (stop.desk, stop.holder.as_str()) {
        (Desk::Guardian, FAMILY) => viewer.role == Role::Guardian && viewer.own.contains(student),
        (_, FAMILY) => matches!(viewer.role, Role::Student | Role::Guardian) && viewer.own.contains(student),
        (_, COMMISSION) => viewer.role == Role::Commission,
        (_, institution) => viewer.institution() == Some(institution),
    }
}

impl Office {
    /// Whether who asks sits at a desk; the machine itself sits everywhere.
    pub(crate) fn sits_at(&self, stop: &Stop, student: &StudentId) -> bool {
        self.viewer().is_none_or(|viewer| sits(viewer, stop, student))
    }

    /// The relations that sitting at a desk gives.
    pub(crate) fn seat(&self, stop: &Stop, student: &StudentId) -> BTreeSet<Relation> {
        let mut relations = BTreeSet::from([Relation::City]);
        if self.sits_at(stop, student) {
            relations.insert(Relation::Own);
        }
        relations
    }

    /// Who sits at each desk of a request on a student; `to` is the programme applied for, `decided` who made the decision
    /// that is appealed against.
    pub(crate) async fn holders(
        &self,
        student: &Student,
        to: Option<&ProgrammeId>,
        decided: Option<&str>,
    ) -> Result<impl Fn(Desk) -> String + use<>, crate::Fault> {
        let mut receiving = None;
        if let Some(to) = to {
            let reference = self.reference().await?;
            let line = reference.plans.values().flatten().find(|line| line.programme == *to);
            receiving = line.map(|line| (line.institution.clone(), line.partner.clone()));
        }
        // In stage 3 the student sits with the partner, and so would he after the transfer.
        let at_partner = student.stage == guantong_model::Stage::Bachelor;
        let receiving =
            receiving.map(|(school, partner)| if at_partner { partner } else { school }).unwrap_or_default();
        let sending = student.studies_at.clone();
        let registered = student.registered_at.clone().unwrap_or_else(|| sending.clone());
        let own =
            self.viewer().and_then(Viewer::institution).map_or_else(|| registered.clone(), str::to_owned);
        let committee = decided.map_or_else(|| registered.clone(), str::to_owned);
        Ok(move |desk| match desk {
            Desk::Guardian | Desk::Student => FAMILY.to_owned(),
            Desk::Authority => COMMISSION.to_owned(),
            Desk::Sending => sending.clone(),
            Desk::Receiving => receiving.clone(),
            Desk::School => registered.clone(),
            Desk::Second | Desk::Meeting => own.clone(),
            Desk::Committee => committee.clone(),
        })
    }
}
