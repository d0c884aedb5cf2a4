//! Consent of both schools and audit of a transfer (三（三）5).
//!
//! 「经学生申请，转入转出学校同意和相关部门审核」: effect only when all have said yes; any no ends it, the chance not used.

use super::arrival::one_university;
use super::transfer::Attempt;
use crate::decide::{Ruling, Situation, grant};
use crate::record::Application;
use crate::rules::{citing, naming, reading};
use crate::terms::reading::{ConsentOneSchool, WindowAtAudit};
use crate::{CommandName, Event, Side, TransferKind};
use guantong_model::Fact;
use guantong_policy::Decision;

fn pending<'s>(s: &Situation<'s>, command: CommandName) -> Result<&'s Application, Box<Decision>> {
    s.state().application.as_ref().ok_or_else(|| {
        let refused = Decision::refused("transfer.none_pending", "3.3.5.b");
        let refused =
            if command == CommandName::CancelTransfer { citing(refused, &["3.3.3.a"]) } else { refused };
        Box::new(refused.with("command", Fact::Word(format!("command.{command}"))))
    })
}

/// 转出/转入学校意见: the sending school before the receiving one.
pub(crate) fn consent(s: &Situation<'_>, by: Side, agree: bool) -> Ruling {
    let application = pending(s, CommandName::Consent)?;
    let side = Fact::Word(format!("transfer.side.{by}"));
    let given = match by {
        Side::Sending => application.sending,
        Side::Receiving => application.receiving,
    };
    if given {
        return Err(Decision::refused("consent.already_given", "3.3.5.b").with("side", side).into());
    }
    if by == Side::Receiving && !application.sending {
        return Err(Decision::refused("consent.sending_first", "3.3.5.b").into());
    }
    if !agree {
        let decision = citing(Decision::accepted("consent.declined", "3.3.5.b"), &["3.3.5.a"]);
        return grant(decision.with("side", side), vec![Event::TransferEnded { by: CommandName::Consent }]);
    }
    let mut events = vec![Event::TransferConsented { by }];
    let one_school = application.kind == TransferKind::Major && by == Side::Sending;
    let mut decision = Decision::accepted("consent.given", "3.3.5.b").with("side", side);
    if one_school && s.terms.readings.consent_one_school == ConsentOneSchool::One {
        events.push(Event::TransferConsented { by: Side::Receiving });
        decision = reading(decision, "consent-one-school");
    }
    grant(decision, events)
}

/// 主管部门审核: with both consents; the conditions still hold, the window as of the application.
pub(crate) fn audit(s: &Situation<'_>, agree: bool) -> Ruling {
    let application = pending(s, CommandName::Audit)?;
    if !(application.sending && application.receiving) {
        let missing = if application.sending { Side::Receiving } else { Side::Sending };
        let side = Fact::Word(format!("transfer.side.{missing}"));
        return Err(Decision::refused("audit.consent_missing", "3.3.5.b").with("side", side).into());
    }
    if !agree {
        let decision = citing(Decision::accepted("audit.declined", "3.3.5.b"), &["3.3.5.a"]);
        return grant(decision, vec![Event::TransferEnded { by: CommandName::Audit }]);
    }
    let window_on = match s.terms.readings.transfer_window_at_audit {
        WindowAtAudit::AsApplied => application.on,
        WindowAtAudit::AsAudited => s.on,
    };
    let target = Attempt::pending(s, &application.to, window_on).admissible()?;
    let stage = s.state().stage;
    let placement = s.world().placement_of(target, s.state().cohort, s.on).into_owned();
    let registered_at = placement.registered_at(stage).to_owned();
    let decision = naming(Decision::accepted("audit.agreed", "3.3.5.b"), &placement)
        .with("kind", Fact::Word(format!("transfer.kind.{}", application.kind)))
        .with("cohort", s.state().cohort)
        .with("institution", registered_at.as_str());
    let clauses = ["3.3.5.a", "3.3.5.c", "3.3.5.e", "3.3.5.d", placement.registration_clause(), "3.3.3.a"];
    let decision =
        reading(one_university(citing(decision, &clauses), placement.track), "transfer-window-at-audit");
    let event = Event::Transferred {
        kind: application.kind,
        studies_at: placement.studies_at(stage).to_owned(),
        registered_at,
        placement,
    };
    grant(decision, vec![event])
}

/// 撤回申请: the chance is not used.
pub(crate) fn cancel(s: &Situation<'_>) -> Ruling {
    let application = pending(s, CommandName::CancelTransfer)?;
    let decision = citing(Decision::accepted("transfer.cancelled", "3.3.5.b"), &["3.3.5.a", "3.3.3.a"]);
    let decision = decision.with("to", super::transfer::shown(s, &application.to));
    grant(decision, vec![Event::TransferEnded { by: CommandName::CancelTransfer }])
}
