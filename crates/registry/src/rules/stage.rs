//! The end of a stage's studies: completed with passing results, or not (二（一）、二（二）, 三（四）1).

use super::arrival::one_university;
use crate::certificate;
use crate::decide::{Condition, Ruling, Situation, grant};
use crate::rules::{citing, ending, with_certificate};
use crate::{CommandName, Event};
use guantong_model::StageWork;
use guantong_model::{Qualification, Stage, Standing};
use guantong_policy::Decision;

/// The stage is complete; its certificate by the table; the last stage, or one without qualification, graduates.
pub(crate) fn complete(s: &Situation<'_>) -> Ruling {
    open(s)?;
    let state = s.state();
    let (track, stage) = (state.placement.track, state.stage);
    let kind = certificate::of_stage(stage);
    let ended = state.qualification == Qualification::Ended;
    let graduates = ended || stage == Stage::Bachelor;
    let due = graduates || certificate::on_completion(track, stage, &s.terms.readings);
    let issued = if due { s.certificate(kind) } else { None };
    let decision = if stage == Stage::Bachelor {
        // 「完成全部学业且成绩合格者，由合作本科高校颁发本科学历证书（专升本）」
        Decision::accepted("stage.graduated", "3.3.3.a")
    } else if ended {
        // 「不再为学生保留贯通培养资格」: the student stays a student of the stage under its rule book.
        Decision::accepted("stage.graduated_without_qualification", "3.4.4.c")
    } else if issued.is_some() {
        Decision::accepted("stage.completed_with_certificate", "3.4.1")
    } else if due {
        Decision::accepted("stage.completed_again", "3.4.1")
    } else {
        Decision::accepted("stage.completed", "3.4.1")
    };
    let mut decision = with_certificate(decision, s, kind).with("stage", s.stage_word());
    if due && let Some(clause) = certificate::clause(track, stage) {
        decision = citing(decision, &[clause]);
    }
    decision = one_university(citing(decision, &["3.4.1", "3.3.3.a", "3.4.3.a"]), track);
    let mut events = vec![Event::StageCompleted { stage }];
    if graduates {
        events.extend(ending(s, kind, Standing::Graduated, CommandName::CompleteStage));
    } else {
        events.extend(issued.map(Event::CertificateIssued));
    }
    grant(decision, events)
}

/// The stage ended without passing results: what follows is as after a failed assessment.
pub(crate) fn fail(s: &Situation<'_>) -> Ruling {
    open(s)?;
    // 「未能通过转段升学的学生」 (3.4.3.a): who has not completed the stage cannot pass.
    let decision = citing(Decision::accepted("stage.failed", "3.4.3.a"), &["3.4.1", "3.3.3.a"]);
    grant(decision.with("stage", s.stage_word()), vec![Event::StageFailed { stage: s.state().stage }])
}

fn open(s: &Situation<'_>) -> Condition {
    let refused = match s.state().work {
        StageWork::Open => return Ok(()),
        // 「在完成上一阶段学业后，经考核」: what follows completion is the assessment.
        StageWork::Complete => Decision::refused("stage.already_complete", "3.4.1"),
        StageWork::Failed => Decision::refused("stage.already_failed", "3.4.3.a"),
    };
    Err(refused.with("stage", s.stage_word()).into())
}
