//! What happened to students, from decisions by clause and code; of records whose decisions do not tell all, from the
//! record itself.

use crate::Office;
use crate::branch::ClauseDecision;
use crate::error::Fault;
use guantong_indicators::{Happened, Happening};
use guantong_model::{CertificateKind, Date, StudentId};
use guantong_registry::{CommandName, Event, Record};
use std::collections::{BTreeMap, BTreeSet};

/// Which decisions tell what: by clause, and by code where the clause has others too.
const TOLD_BY: &[(&str, Option<&str>, Happening)] = &[
    ("3.3.3.a", Some("not_enrolled"), Happening::NotEnrolled),
    ("3.4.3.a", Some("repeated"), Happening::Repeated),
    ("3.4.4.a", Some("leave.started"), Happening::LeaveStarted),
    ("3.3.4.b", Some("exited"), Happening::Exited),
    // 「由学籍所在学校颁发相应学段毕业证书」, also where no clause promised one before.
    ("3.3.4.b", Some("exited"), Happening::Certified),
    ("3.4.1", Some("stage.completed_with_certificate"), Happening::Certified),
    ("2.1.b", None, Happening::Certified),
    ("2.1.c", None, Happening::Certified),
    ("2.2.c", None, Happening::Certified),
    ("2.2.d", None, Happening::Certified),
    ("2.2.e", None, Happening::Certified),
];

fn of_decision(decision: &ClauseDecision) -> impl Iterator<Item = Happened> {
    let tells = |(clause, code, _): &&(&str, Option<&str>, Happening)| {
        *clause == decision.clause && code.is_none_or(|code| code == decision.code)
    };
    let happened = |what| Happened { student: decision.student.clone(), what, on: decision.on };
    TOLD_BY.iter().filter(tells).map(move |(_, _, what)| happened(*what))
}

/// What the entries of a record in force tell that took effect by a day.
pub(super) fn of_record<'r>(
    student: &'r StudentId,
    record: &'r Record,
    until: Date,
) -> impl Iterator<Item = Happened> + 'r {
    let happened = move |what, on| Happened { student: student.clone(), what, on };
    let entries = record.in_force().filter(move |entry| entry.on <= until);
    entries.flat_map(|entry| entry.events.iter().map(move |event| (entry.on, event))).filter_map(
        move |(on, event)| match event {
            Event::Repeated { .. } => Some(happened(Happening::Repeated, on)),
            Event::LeaveStarted { .. } => Some(happened(Happening::LeaveStarted, on)),
            Event::Ended { by: CommandName::NoShow, .. } => Some(happened(Happening::NotEnrolled, on)),
            Event::Ended { by: CommandName::Exit, .. } => Some(happened(Happening::Exited, on)),
            Event::CertificateIssued(certificate) => {
                let diploma = matches!(
                    certificate.kind,
                    CertificateKind::Secondary | CertificateKind::College | CertificateKind::Bachelor
                );
                diploma.then(|| happened(Happening::Certified, on))
            }
            _ => None,
        },
    )
}

impl Office {
    /// What happened by a day to those who may be counted, by record and in order.
    pub(super) async fn happened(&self, until: Date) -> Result<BTreeMap<StudentId, Vec<Happened>>, Fault> {
        let clauses: Vec<&str> = self.edition().provisions().iter().map(|known| known.id.as_str()).collect();
        let odd: BTreeSet<StudentId> = self.storage.told_otherwise(&clauses).await?.into_iter().collect();
        let wanted: BTreeSet<(&str, Option<&str>)> =
            TOLD_BY.iter().map(|(clause, code, _)| (*clause, *code)).collect();
        let wanted: Vec<_> = wanted.into_iter().collect();
        let mut all: BTreeMap<StudentId, Vec<Happened>> = BTreeMap::new();
        let decided = self.storage.decided(&wanted, Some("accepted"), until).await?;
        for decision in decided.iter().filter(|decision| !odd.contains(&decision.student)) {
            for happened in of_decision(decision) {
                all.entry(happened.student.clone()).or_default().push(happened);
            }
        }
        let odd: Vec<StudentId> = odd.into_iter().collect();
        // What is counted of them is told to those who may count them, whether or not they may read the record.
        for (student, (record, _)) in self.entire().records(&odd).await? {
            let of_record: Vec<Happened> = of_record(&student, &record, until).collect();
            if !of_record.is_empty() {
                all.insert(student, of_record);
            }
        }
        all.values_mut().for_each(|happened| {
            happened.sort();
            happened.dedup();
        });
        Ok(all)
    }
}
