//! After a failed progression: repeating, graduating from the current school, or what the rule book says (三（四）3).
//!
//! 「未能通过转段升学的学生，符合留级条件的，可选择留级到本学校下一届开设相同或相近专业的班级学习，如该校下一届未开设相同或相近
//! 专业，应从当前所在学校毕业；学生留级一次后若仍未达到转段升学条件，应从当前所在学校毕业。对不符合留级条件的学生，由当前所在
//! 学校按照学生当前所在学段的学籍管理规定处理。」
//!
//! Not here: whether a student meets the conditions of repeating; that is the school's finding.

use crate::certificate;
use crate::decide::{Condition, Ruling, Situation, grant};
use crate::rules::{article, citing, ending, naming, reading, with_certificate};
use crate::terms::reading::{RepeatBachelor, RepeatScope};
use crate::{CommandName, Event, Match, SettleOutcome};
use guantong_model::StageWork;
use guantong_model::{CertificateKind, Fact, ProgrammeId, Stage, Standing};
use guantong_policy::Decision;

/// 留级: the next class of the same school in the same or a similar major.
pub(crate) fn repeat(s: &Situation<'_>, eligible: bool, to: Option<&ProgrammeId>) -> Ruling {
    s.qualification_held()?;
    let state = s.state();
    if !state.failed() {
        // 「未能通过转段升学的学生」
        return Err(Decision::refused("repeat.not_failed", "3.4.3.a").with("stage", s.stage_word()).into());
    }
    if state.stage == Stage::Bachelor && s.terms.readings.repeat_bachelor == RepeatBachelor::Refer {
        // There is no progression out of the last stage to fail: the university's own rule book says.
        let referred = Decision::referred("repeat.bachelor", "3.3.3.a", "decider.university");
        let referred = article(reading(referred, "repeat-bachelor"), s, "15");
        return Err(referred.with("institution", state.placement.registered_at(state.stage)).into());
    }
    if !eligible {
        // 「对不符合留级条件的学生，由当前所在学校按照学生当前所在学段的学籍管理规定处理」
        let refused = Decision::refused("repeat.not_eligible", "3.4.3.d");
        return Err(refused.with("school", state.placement.studies_at(state.stage)).into());
    }
    unused(s)?;
    let next = state.cohort.saturating_add(1);
    let matches = classes(s);
    let Some(first) = matches.first() else {
        let refused = no_class(s);
        // One that is chosen is not among them either.
        return Err(if to.is_some() { citing(refused, &["3.4.3.a"]) } else { refused }.into());
    };
    let joined = match to {
        None => first,
        Some(to) => {
            matches.iter().find(|m| m.programme.id() == to).ok_or_else(|| not_similar(s, to, &matches))?
        }
    };
    let placement = joined.placement.clone().into_owned();
    let decision = Decision::accepted("repeated", "3.4.3.a")
        .with("cohort", next)
        .with("stage", s.stage_word())
        .with("similarity", Fact::Word(format!("similarity.{}", joined.similarity)));
    let decision = reading(naming(decision, &placement), "repeat-limit-scope");
    let decision = citing(decision, &["3.4.3.b", "3.4.3.c", "3.4.3.d", "3.3.3.a", "3.4.4.c"]);
    grant(decision, vec![Event::Repeated { cohort: next, placement, similarity: joined.similarity }])
}

/// 「学生留级一次后若仍未达到转段升学条件，应从当前所在学校毕业」
fn unused(s: &Situation<'_>) -> Condition {
    if !used(s) {
        return Ok(());
    }
    let refused = Decision::refused("repeat.already_used", "3.4.3.c")
        .with("repeats_max", s.terms.repeats_max)
        .with("stage", s.stage_word())
        .with("school", s.state().placement.studies_at(s.state().stage));
    Err(reading(refused, "repeat-limit-scope").into())
}

/// Interpretation `repeat-limit-scope`: whether the limit is used up in this progression, or in the programme.
fn used(s: &Situation<'_>) -> bool {
    let count = match s.terms.readings.repeat_limit_scope {
        RepeatScope::Progression => s.state().repeats_in_progression,
        RepeatScope::Programme => s.state().repeats,
    };
    count >= s.terms.repeats_max
}

/// 「本学校下一届开设相同或相近专业的班级」
fn classes<'w>(s: &Situation<'w>) -> Vec<Match<'w>> {
    let state = s.state();
    let next = state.cohort.saturating_add(1);
    s.world().same_or_similar(&state.placement, state.stage, next, s.on, &s.terms.readings)
}

/// 「如该校下一届未开设相同或相近专业，应从当前所在学校毕业」
fn no_class(s: &Situation<'_>) -> Decision {
    let state = s.state();
    let refused =
        Decision::refused("repeat.no_class", "3.4.3.b").with("cohort", state.cohort.saturating_add(1));
    naming(refused, &state.placement).with("school", state.placement.studies_at(state.stage))
}

fn not_similar(s: &Situation<'_>, to: &ProgrammeId, matches: &[Match<'_>]) -> Decision {
    Decision::refused("repeat.not_similar", "3.4.3.a")
        .with("cohort", s.state().cohort.saturating_add(1))
        .with("to", super::transfer::shown(s, to))
        .with("choices", choices(matches))
}

/// The programmes to choose from, as printed.
pub(crate) fn choices(matches: &[Match<'_>]) -> Vec<Fact> {
    matches.iter().map(|m| Fact::from(m.programme.placement.major.as_str())).collect()
}

/// 从当前学校毕业: where no repeat is open.
pub(crate) fn graduate(s: &Situation<'_>) -> Ruling {
    let state = s.state();
    let refused = if state.work != StageWork::Complete {
        Some(Decision::refused("graduate.stage_not_complete", "3.4.1"))
    } else if !state.assessment_failed() {
        Some(Decision::refused("graduate.not_failed", "3.4.1"))
    } else {
        None
    };
    if let Some(refused) = refused {
        return Err(refused.with("stage", s.stage_word()).into());
    }
    let matches = classes(s);
    let decision = match (matches.is_empty(), used(s)) {
        (true, true) => {
            citing(Decision::accepted("graduated.no_class_and_repeated", "3.4.3.b"), &["3.4.3.c"])
        }
        (true, false) => Decision::accepted("graduated.no_class", "3.4.3.b"),
        (false, true) => Decision::accepted("graduated.repeated", "3.4.3.c"),
        (false, false) => {
            let refused = Decision::refused("graduate.repeat_open", "3.4.3.a")
                .with("cohort", state.cohort.saturating_add(1))
                .with("choices", choices(&matches));
            return Err(refused.into());
        }
    };
    let kind = certificate::of_stage(state.stage);
    let decision = decision
        .with("cohort", state.cohort.saturating_add(1))
        .with("stage", s.stage_word())
        .with("school", state.placement.studies_at(state.stage));
    let mut decision = citing(with_certificate(decision, s, kind), &["3.4.1", "3.4.3.a", "3.3.3.a"]);
    if let Some(clause) = certificate::clause(state.placement.track, state.stage) {
        decision = citing(decision, &[clause]);
    }
    grant(decision, ending(s, kind, Standing::Graduated, CommandName::Graduate))
}

/// 按学籍规定处理: carries the school's finding that a repeat is not open to this student.
pub(crate) fn settle(s: &Situation<'_>, outcome: SettleOutcome, given: &str) -> Ruling {
    let state = s.state();
    let refused = if !state.failed() {
        Some(Decision::refused("settle.not_failed", "3.4.3.d"))
    } else if given.trim().is_empty() {
        Some(Decision::refused("settle.no_article", "3.4.3.d"))
    } else if outcome == SettleOutcome::Graduated && state.work != StageWork::Complete {
        Some(Decision::refused("settle.stage_not_complete", "3.4.3.d"))
    } else {
        None
    };
    if let Some(refused) = refused {
        return Err(refused.with("stage", s.stage_word()).into());
    }
    let (standing, kind) = match outcome {
        SettleOutcome::Graduated => (Standing::Graduated, certificate::of_stage(state.stage)),
        SettleOutcome::Completed => (Standing::Completed, CertificateKind::Completion),
        SettleOutcome::Incomplete => (Standing::Incomplete, CertificateKind::IncompleteStudy),
        SettleOutcome::Withdrawn => (Standing::Withdrawn, CertificateKind::StudyRecord),
    };
    let decision = Decision::accepted("settled", "3.4.3.d")
        .with("standing", Fact::Word(format!("standing.{standing}")))
        .with("article", given)
        .with("rule_book", Fact::Word(format!("rule-book.{}", s.record.rule_book())))
        .with("stage", s.stage_word());
    let decision = citing(article(with_certificate(decision, s, kind), s, given), &["3.3.3.a"]);
    let mut events = Vec::new();
    events.extend(s.certificate(kind).map(Event::CertificateIssued));
    events.push(Event::Ended {
        standing,
        by: CommandName::Settle,
        article: Some(given.to_owned()),
        decision: None,
    });
    grant(decision, events)
}
