//! 转段升学: assessment and progression (三（四）1、2, 四（二）2).

use super::arrival::one_university;
use crate::decide::{Condition, Ruling, Situation, grant};
use crate::record::StageWork;
use crate::rules::citing;
use crate::{Documents, Event, ProgressionRules};
use guantong_model::{Fact, Score, Stage};
use guantong_policy::Decision;

/// 「在完成上一阶段学业后，经考核达到转段升学条件者，可升入下一阶段学习」 (3.4.1): the assessment.
pub(crate) fn assess(
    s: &Situation<'_>,
    passed: bool,
    document: &str,
    general: Option<Score>,
    skill: Option<Score>,
) -> Ruling {
    s.qualification_held()?;
    assessable(s)?;
    let state = s.state();
    let rules_clause = rules_clause(state.stage);
    let rules = named(s, document)?;
    if let Some(rules) = rules {
        parts_agree(rules, passed, general, skill, document)?;
    }
    let decision = if passed {
        Decision::accepted("assessment.passed", "3.4.1")
    } else {
        Decision::accepted("assessment.failed", "3.4.1")
    };
    let mut decision = citing(decision, &[rules_clause]);
    // 「完善“文化素质+职业技能”转段升学办法」
    decision = citing(decision, &["4.2.2.c"]);
    let decision = citing(decision, &["3.4.4.c"]).with("document", document).with("stage", s.stage_word());
    let event = Event::Assessed { stage: state.stage, passed, document: document.to_owned(), general, skill };
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

/// The rules a document names: nothing to check where documents are only named.
fn named<'s>(s: &Situation<'s>, document: &str) -> Result<Option<&'s ProgressionRules>, Box<Decision>> {
    let secondary = s.state().stage == Stage::Secondary;
    if document.trim().is_empty() {
        let refused = if secondary {
            Decision::refused("assessment.no_document", "3.4.2.a")
        } else {
            Decision::refused("assessment.no_document", "3.4.2.b")
        };
        return Err(refused.with("stage", s.stage_word()).into());
    }
    let Documents::OnFile(on_file) = &s.world().documents else { return Ok(None) };
    match on_file.get(document) {
        Some(rules) if rules.after == s.state().stage => Ok(Some(rules)),
        _ => {
            let refused = if secondary {
                Decision::refused("assessment.document_unknown", "3.4.2.a")
            } else {
                Decision::refused("assessment.document_unknown", "3.4.2.b")
            };
            Err(refused.with("document", document).with("stage", s.stage_word()).into())
        }
    }
}

/// 「“文化素质+职业技能”」: where the parts are given they must agree with the result.
fn parts_agree(
    rules: &ProgressionRules,
    passed: bool,
    general: Option<Score>,
    skill: Option<Score>,
    document: &str,
) -> Condition {
    let (general, skill) = match (general, skill) {
        (None, None) => return Ok(()),
        (Some(general), Some(skill)) => (general, skill),
        _ => {
            return Err(Decision::refused("assessment.one_part", "4.2.2.c")
                .with("document", document)
                .into());
        }
    };
    if rules.passed(general, skill) == passed {
        return Ok(());
    }
    let claimed = if passed { "passed" } else { "failed" };
    let refused = Decision::refused("assessment.parts_disagree", "4.2.2.c")
        .with("general", general)
        .with("general_mark", rules.general_mark)
        .with("skill", skill)
        .with("skill_mark", rules.skill_mark)
        .with("total", rules.total(general, skill))
        .with("total_mark", rules.total_mark)
        .with("claimed", Fact::Word(format!("assessment.{claimed}")))
        .with("document", document);
    Err(refused.into())
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
