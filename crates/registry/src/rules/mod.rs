//! The rules, one file a chapter: from the situation to a ruling, each limb with its clause.

pub(crate) mod arrival;
pub(crate) mod assessment;
pub(crate) mod consent;
pub(crate) mod ending;
pub(crate) mod exit;
pub(crate) mod leave;
pub(crate) mod progression;
pub(crate) mod repeat;
pub(crate) mod stage;
pub(crate) mod transfer;
pub(crate) mod window;

use crate::decide::Situation;
use crate::{CommandName, Event, Placement};
use guantong_model::{CertificateKind, Standing};
use guantong_policy::{Citation, Decision};

/// A decision with further clauses it rests on.
pub(crate) fn citing(decision: Decision, clauses: &[&str]) -> Decision {
    clauses.iter().fold(decision, |decision, clause| decision.citing(Citation::clause(clause)))
}

/// A decision that rests on an interpretation as well.
pub(crate) fn reading(decision: Decision, interpretation: &str) -> Decision {
    decision.citing(Citation::Interpretation(interpretation.to_owned()))
}

/// A decision that rests on an article of the stage's rule book (3.3.3.a).
pub(crate) fn article(decision: Decision, s: &Situation<'_>, number: &str) -> Decision {
    decision.citing(Citation::article(s.record.rule_book(), number.trim()))
}

/// A decision that names a programme: school, major, partner.
pub(crate) fn naming(decision: Decision, placement: &Placement) -> Decision {
    decision
        .with("school", placement.school.as_str())
        .with("major", placement.major.as_str())
        .with("partner", placement.partner.as_str())
}

/// The events of an ending: its certificate, unless it was issued before, and the end.
pub(crate) fn ending(
    s: &Situation<'_>,
    certificate: CertificateKind,
    standing: Standing,
    by: CommandName,
) -> Vec<Event> {
    let mut events = Vec::new();
    events.extend(s.certificate(certificate).map(Event::CertificateIssued));
    events.push(Event::Ended { standing, by, article: None, decision: None });
    events
}

/// A decision that names the certificate and its issuer.
pub(crate) fn with_certificate(decision: Decision, s: &Situation<'_>, kind: CertificateKind) -> Decision {
    decision
        .with("certificate", guantong_model::Fact::Word(format!("certificate.{kind}")))
        .with("issuer", s.world().dated.name(s.state().placement.registered_at(s.state().stage), s.on))
}
