//! 转段升学: assessment and progression (三（四）1、2, 四（二）2).

use super::arrival::one_university;
use crate::decide::{Condition, Ruling, Situation, grant};
use crate::rules::assessment::{self, Told};
use crate::rules::citing;
use crate::{Event, Part};
use guantong_model::StageWork;
use guantong_model::{Fact, Stage};
use guantong_policy::Decision;

/// 「在完成上一阶段学业后，经考核达到转段升学条件者，可升入下一阶段学习」 (3.4.1): the assessment.
pub(crate) fn assess(s: &Situation<'_>, told: Told<'_>) -> Ruling {
    s.qualification_held()?;
    assessable(s)?;
    let state = s.state();
    let rules_clause = rules_clause(state.stage);
    let Told { passed, document, .. } = told;
    let decision = match assessment::named(s, document, rules_clause)? {
        Some(rules) => assessment::computed(s, rules, &told, rules_clause)?,
        None if passed => Decision::accepted("assessment.passed", "3.4.1").with("document", document),
        None => Decision::accepted("assessment.failed", "3.4.1").with("document", document),
    };
    // 「完善“文化素质+职业技能”转段升学办法」
    let decision = citing(decision, &[rules_clause, "4.2.2.c", "3.4.4.c"]).with("stage", s.stage_word());
    let event = Event::Assessed {
        stage: state.stage,
        passed,
        document: document.to_owned(),
        general: told.mark(Part::General),
        skill: told.mark(Part::Skill),
    };
    grant(decision, vec![event])
}

fn assessable(s: &Situation<'_>) -> Condition {
    let state = s.state();
    let refused = if state.stage == Stage::Bachelor {
        Decision::refused("assessment.last_stage", "3.4.1")
    } else if state.work != StageWork::Complete {
        // 「在完成上一阶段学业后」
        Decision::refused("assessment.stage_not_complete", "3.4.1")
    } else if let Some(assessment) = &state.assessment {
        Decision::refused("assessment.already_taken", "3.4.1").with("date", assessment.on)
    } else {
        return Ok(());
    };
    Err(refused.with("stage", s.stage_word()).into())
}

/// 「从中职到高职的转段升学工作按照各院校制定的相关规定执行」 (3.4.2.a); 「从高职到本科……按照市教委当年印发的……政策文件
/// 执行」 (3.4.2.b).
fn rules_clause(stage: Stage) -> &'static str {
    match stage {
        Stage::Secondary => "3.4.2.a",
        Stage::College | Stage::Bachelor => "3.4.2.b",
    }
}

/// 「可升入下一阶段学习」: the next stage, registered as 三（三）1、2 say.
pub(crate) fn progress(s: &Situation<'_>) -> Ruling {
    s.qualification_held()?;
    let state = s.state();
    let refused = if state.work != StageWork::Complete {
        Some(Decision::refused("progress.stage_not_complete", "3.4.1"))
    } else if state.assessment_failed() {
        Some(Decision::refused("progress.assessment_failed", "3.4.1"))
    } else if !state.assessment_passed() {
        Some(Decision::refused("progress.not_assessed", "3.4.1"))
    } else {
        None
    };
    if let Some(refused) = refused {
        return Err(refused.with("stage", s.stage_word()).into());
    }
    // A complete last stage has ended the record: there is always a next one here.
    let Some(next) = state.stage.next() else {
        return Err(Decision::refused("assessment.last_stage", "3.4.1").with("stage", s.stage_word()).into());
    };
    let placement = &state.placement;
    let registered_at = placement.registered_at(next);
    let decision = Decision::accepted("progressed", "3.4.1")
        .with("stage", Fact::Word(format!("stage.{next}")))
        .with("institution", registered_at)
        .with("studies_at", placement.studies_at(next))
        .with("rule_book", Fact::Word(format!("rule-book.{}", crate::record::rule_book(next))));
    let clauses =
        [rules_clause(state.stage), placement.registration_clause(), "3.3.3.a", "2.a", "2.b", "3.4.4.c"];
    let event = Event::Progressed {
        stage: next,
        studies_at: placement.studies_at(next).to_owned(),
        registered_at: registered_at.to_owned(),
    };
    grant(one_university(citing(decision, &clauses), placement.track), vec![event])
}
