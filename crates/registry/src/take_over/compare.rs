//! The effect told against the effect of the rules, and how a difference is explained.
//!
//! Numbers of certificates, and days on which they were issued later than the step that brought them, are no
//! difference: no rule says either.

use super::ToldFact;
use crate::certificate::{self, Certificate};
use crate::{Event, Placement};
use guantong_model::{CertificateKind, Date, Fact, Stage};
use guantong_policy::{Citation, Decision};

/// Where the past went another way than the rules.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Deviation {
    /// Registered at another institution (3.3.1, 3.3.2).
    RegisteredElsewhere { told: String, ruled: String, clause: &'static str },
    /// A certificate the rules would have issued is not told.
    NotIssued { kind: CertificateKind, issuer: String, clause: &'static str },
    /// A certificate that the rules would not have issued at this step.
    IssuedBeyond { kind: CertificateKind, number: String, clause: &'static str },
    /// A certificate by another institution than that of registration.
    IssuedElsewhere { kind: CertificateKind, told: String, ruled: String, clause: &'static str },
    /// A certificate dated before the step that brings it.
    IssuedEarly { kind: CertificateKind, issued_on: Date, clause: &'static str },
    /// Another class or programme joined, or another end.
    Otherwise,
}

/// Every difference between the effect of the rules and the effect told.
pub(super) fn deviations(
    ruled: &[Event],
    told: &[Event],
    on: Date,
    placement: &Placement,
    stage: Stage,
) -> Vec<Deviation> {
    let mut found = Vec::new();
    let steps = |events: &[Event]| -> Vec<Event> {
        events.iter().filter(|event| issued(event).is_none()).cloned().collect()
    };
    let (ruled_steps, told_steps) = (steps(ruled), steps(told));
    if ruled_steps != told_steps {
        match (registration(&ruled_steps), registration(&told_steps)) {
            (Some(by_rule), Some(as_told)) if by_rule != as_told => {
                let (ruled, told) = (by_rule.to_owned(), as_told.to_owned());
                let clause = placement.registration_clause();
                found.push(Deviation::RegisteredElsewhere { told, ruled, clause });
            }
            _ => found.push(Deviation::Otherwise),
        }
    }
    let clause_of = |certificate: &Certificate| clause(placement, stage, certificate.kind);
    let ruled: Vec<&Certificate> = ruled.iter().filter_map(issued).collect();
    let told: Vec<&Certificate> = told.iter().filter_map(issued).collect();
    for as_told in &told {
        let (kind, clause) = (as_told.kind, clause_of(as_told));
        match ruled.iter().find(|by_rule| by_rule.kind == kind) {
            None => found.push(Deviation::IssuedBeyond { kind, number: as_told.number.clone(), clause }),
            Some(by_rule) if by_rule.issuer != as_told.issuer => {
                let (told, ruled) = (as_told.issuer.clone(), by_rule.issuer.clone());
                found.push(Deviation::IssuedElsewhere { kind, told, ruled, clause });
            }
            Some(_) if as_told.issued_on < on => {
                found.push(Deviation::IssuedEarly { kind, issued_on: as_told.issued_on, clause });
            }
            Some(_) => {}
        }
    }
    for by_rule in ruled.iter().filter(|by_rule| !told.iter().any(|told| told.kind == by_rule.kind)) {
        let (kind, issuer, clause) = (by_rule.kind, by_rule.issuer.clone(), clause_of(by_rule));
        found.push(Deviation::NotIssued { kind, issuer, clause });
    }
    found
}

fn issued(event: &Event) -> Option<&Certificate> {
    match event {
        Event::CertificateIssued(certificate) => Some(certificate),
        _ => None,
    }
}

fn registration(events: &[Event]) -> Option<&str> {
    events.iter().find_map(|event| match event {
        Event::Registered { registered_at, .. } | Event::Progressed { registered_at, .. } => {
            Some(registered_at.as_str())
        }
        _ => None,
    })
}

/// The clause that says who gives a certificate, or the rule book's.
fn clause(placement: &Placement, stage: Stage, kind: CertificateKind) -> &'static str {
    let of_stage = certificate::of_stage(stage) == kind;
    of_stage.then(|| certificate::clause(placement.track, stage)).flatten().unwrap_or("3.3.3.a")
}

impl Deviation {
    /// The decision on a step whose effect was another: the first difference explained, the others beside it. A step
    /// without difference keeps the decision of the rules.
    pub(super) fn explained(ruled: Decision, found: &[Deviation], fact: &ToldFact) -> Decision {
        let Some(first) = found.first() else { return ruled };
        let word = |kind: CertificateKind| Fact::Word(format!("certificate.{kind}"));
        let mut kept = match first {
            Deviation::RegisteredElsewhere { told, ruled, clause } => {
                Decision::accepted("past.registered_elsewhere", clause)
                    .with("told", told.as_str())
                    .with("ruled", ruled.as_str())
            }
            Deviation::NotIssued { kind, issuer, clause } => Decision::accepted("past.not_issued", clause)
                .with("certificate", word(*kind))
                .with("issuer", issuer.as_str()),
            Deviation::IssuedBeyond { kind, number, clause } => {
                Decision::accepted("past.issued_beyond", clause)
                    .with("certificate", word(*kind))
                    .with("number", number.as_str())
            }
            Deviation::IssuedElsewhere { kind, told, ruled, clause } => {
                Decision::accepted("past.issued_elsewhere", clause)
                    .with("certificate", word(*kind))
                    .with("told", told.as_str())
                    .with("ruled", ruled.as_str())
            }
            Deviation::IssuedEarly { kind, issued_on, clause } => {
                Decision::accepted("past.issued_early", clause)
                    .with("certificate", word(*kind))
                    .with("issued_on", *issued_on)
            }
            Deviation::Otherwise => {
                let clause = ruled.citations.iter().find_map(|citation| match citation {
                    Citation::Clause(id) => Some(id.as_str()),
                    _ => None,
                });
                Decision::accepted("past.otherwise", clause.unwrap_or("3.3.3.a"))
            }
        };
        for citation in ruled.citations {
            kept = kept.citing(citation);
        }
        kept.also = found.iter().skip(1).map(|more| more.code().to_owned()).collect();
        kept.also.push(ruled.code);
        kept.with("done", Fact::Word(fact.what.word().to_owned())).with("done_on", fact.on)
    }

    fn code(&self) -> &'static str {
        match self {
            Deviation::RegisteredElsewhere { .. } => "past.registered_elsewhere",
            Deviation::NotIssued { .. } => "past.not_issued",
            Deviation::IssuedBeyond { .. } => "past.issued_beyond",
            Deviation::IssuedElsewhere { .. } => "past.issued_elsewhere",
            Deviation::IssuedEarly { .. } => "past.issued_early",
            Deviation::Otherwise => "past.otherwise",
        }
    }
}
