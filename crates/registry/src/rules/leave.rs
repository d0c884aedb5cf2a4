//! 休学、复学 (三（四）4).
//!
//! 「学生在校期间如因个人原因提出休学，按照相应学段学籍管理规定，对符合复学条件的学生，可转入该校贯通培养下一届开设的相同或相近
//! 专业学习；若该校下一届不再承担贯通培养任务，则不再为学生保留贯通培养资格。」
//!
//! Not here: whether a student may come back in health and conduct; that is the school's finding, `fit`.

use super::repeat::choices;
use super::transfer::shown;
use crate::certificate;
use crate::decide::{Condition, Ruling, Situation, grant};
use crate::rules::{article, citing, ending, naming, reading, with_certificate};
use crate::terms::reading::{
    AssessmentAfterLeave, LeaveLimitHigher, LeaveLimitSecondary, LeaveMilitary, ResumeNoneSimilar,
    ResumeYears,
};
use crate::{CommandName, Event, LeaveKind, Placement, Similarity};
use guantong_model::StageWork;
use guantong_model::{Date, Fact, ProgrammeId, Qualification, Stage, Standing, academic_year};
use guantong_policy::Decision;
use jiff::Span;

/// 休学.
pub(crate) fn leave(s: &Situation<'_>, until: Date, kind: Option<LeaveKind>) -> Ruling {
    let state = s.state();
    if state.failed() {
        // 「未能通过转段升学的学生……可选择留级」: what follows the failure is chosen first.
        return Err(Decision::refused("leave.choose_first", "3.4.3.a").with("stage", s.stage_word()).into());
    }
    let kind = kind.unwrap_or(LeaveKind::Personal);
    if until <= s.on {
        return Err(Decision::refused("leave.until_not_after", "3.4.4.a")
            .with("until", until)
            .with("date", s.on)
            .into());
    }
    within_limits(s, until, kind)?;
    let decision = Decision::accepted("leave.started", "3.4.4.a")
        .with("until", until)
        .with("kind", Fact::Word(format!("leave.{kind}")));
    let number = match (state.stage, kind) {
        (Stage::Secondary, LeaveKind::Military) => "17",
        (Stage::Secondary, _) => "16",
        (_, LeaveKind::Military) => "27",
        _ => "25",
    };
    let decision = article(citing(decision, &["3.3.3.a", "3.4.3.a"]), s, number);
    grant(decision, vec![Event::LeaveStarted { until, kind }])
}

/// 「按照相应学段学籍管理规定」: how long a leave may last.
fn within_limits(s: &Situation<'_>, until: Date, kind: LeaveKind) -> Condition {
    let readings = &s.terms.readings;
    if kind == LeaveKind::Military && readings.leave_military == LeaveMilitary::Aside {
        return Ok(());
    }
    let state = s.state();
    let (years, aside) = if state.stage == Stage::Secondary {
        let earlier = match readings.leave_limit_secondary {
            LeaveLimitSecondary::EachLeave => 0,
            LeaveLimitSecondary::WholeStage => days_on_leave(s),
        };
        (s.terms.leave_secondary_years_max, earlier)
    } else {
        let institution = state.placement.registered_at(state.stage);
        match (s.world().leave_years_on_file.get(institution), readings.leave_limit_higher) {
            (Some(years), _) => (i32::try_from(*years).unwrap_or(i32::MAX), 0),
            (None, LeaveLimitHigher::NoLimit) => return Ok(()),
            (None, LeaveLimitHigher::Refer) => {
                let referred = Decision::referred("leave.limit_not_on_file", "3.4.4.a", "decider.university");
                let referred = article(reading(referred, "leave-limit-higher"), s, "25");
                return Err(referred.with("institution", institution).into());
            }
        }
    };
    let latest = days_later(years_later(s.on, years), -aside);
    if until <= latest {
        return Ok(());
    }
    let refused = Decision::refused("leave.too_long", "3.4.4.a")
        .with("until", until)
        .with("latest", latest)
        .with("years", years)
        .with("stage", s.stage_word());
    let number = if state.stage == Stage::Secondary { "18" } else { "25" };
    Err(article(refused, s, number).into())
}

/// 复学.
pub(crate) fn resume(s: &Situation<'_>, fit: bool, to: Option<&ProgrammeId>) -> Ruling {
    let state = s.state();
    if !fit {
        // 「对符合复学条件的学生」
        return Err(article(Decision::refused("resume.not_fit", "3.4.4.a"), s, resuming_article(s)).into());
    }
    let cohort = state.cohort.saturating_add(classes_later(s));
    if state.qualification == Qualification::Ended {
        return keep_without_qualification(s, cohort, to);
    }
    let readings = &s.terms.readings;
    if !s.world().school_runs(&state.placement, state.stage, cohort, s.on, readings) {
        return lose_qualification(s, cohort, to);
    }
    let matches = s.world().same_or_similar(&state.placement, state.stage, cohort, s.on, readings);
    let Some(first) = matches.first() else {
        return match readings.resume_none_similar {
            ResumeNoneSimilar::EndQualification => lose_qualification(s, cohort, to),
            ResumeNoneSimilar::Refer => {
                // The notice knows a school that runs none, and one that runs the same or similar; not this.
                let referred = Decision::referred("resume.none_similar", "3.4.4.b", "decider.commission");
                let referred = reading(naming(referred, &state.placement), "resume-none-similar");
                Err(referred.with("cohort", cohort).with("school", school(s)).into())
            }
        };
    };
    let joined = match to {
        None => first,
        Some(to) => matches.iter().find(|m| m.programme.id() == to).ok_or_else(|| {
            Decision::refused("resume.not_similar", "3.4.4.b")
                .with("cohort", cohort)
                .with("to", shown(s, to))
                .with("choices", choices(&matches))
        })?,
    };
    let placement: &Placement = &joined.placement;
    let lapses = state.assessment_passed() && readings.assessment_after_leave == AssessmentAfterLeave::Again;
    let decision = if lapses {
        Decision::accepted("resumed.assessed_again", "3.4.4.b")
    } else {
        Decision::accepted("resumed", "3.4.4.b")
    };
    let decision = decision
        .with("cohort", cohort)
        .with("similarity", Fact::Word(format!("similarity.{}", joined.similarity)));
    let decision = citing(naming(decision, placement), &["3.4.4.a", "3.3.3.a"]);
    let mut decision = reading(article(decision, s, resuming_article(s)), "resume-years");
    if lapses {
        decision = reading(decision, "assessment-after-leave");
    }
    grant(decision, vec![resumed(s, cohort, placement, Some(joined.similarity))])
}

/// Whoever lost the qualification before goes on in the stage under its rule book.
fn keep_without_qualification(s: &Situation<'_>, cohort: i32, to: Option<&ProgrammeId>) -> Ruling {
    nothing_to_choose(s, cohort, to)?;
    let placement = &s.state().placement;
    let decision = naming(Decision::accepted("resumed.without_qualification", "3.4.4.a"), placement);
    let decision = reading(citing(decision, &["3.4.4.c", "3.3.3.a"]), "resume-years").with("cohort", cohort);
    grant(article(decision, s, resuming_article(s)), vec![resumed(s, cohort, placement, None)])
}

/// 「若该校下一届不再承担贯通培养任务，则不再为学生保留贯通培养资格」
fn lose_qualification(s: &Situation<'_>, cohort: i32, to: Option<&ProgrammeId>) -> Ruling {
    nothing_to_choose(s, cohort, to)?;
    let state = s.state();
    let mut events = vec![resumed(s, cohort, &state.placement, None), Event::QualificationEnded];
    let complete = state.work == StageWork::Complete;
    let decision = if complete {
        Decision::accepted("resumed.graduated", "3.4.4.c")
    } else {
        Decision::accepted("resumed.qualification_ended", "3.4.4.c")
    };
    let decision = decision.with("cohort", cohort).with("school", school(s)).with("stage", s.stage_word());
    let mut decision = reading(citing(decision, &["3.4.4.a", "3.3.3.a"]), "resume-years");
    if complete {
        let kind = certificate::of_stage(state.stage);
        decision = with_certificate(decision, s, kind);
        if let Some(clause) = certificate::clause(state.placement.track, state.stage) {
            decision = citing(decision, &[clause]);
        }
        events.extend(ending(s, kind, Standing::Graduated, CommandName::Resume));
    }
    grant(article(decision, s, resuming_article(s)), events)
}

/// Where no class is joined, a programme asked for is not one to choose from: nothing is lost unasked.
fn nothing_to_choose(s: &Situation<'_>, cohort: i32, to: Option<&ProgrammeId>) -> Condition {
    match to {
        Some(to) if *to != s.state().placement.programme => {
            let refused = Decision::refused("resume.nothing_to_choose", "3.4.4.b").with("cohort", cohort);
            let refused = refused.with("to", shown(s, to)).with("school", school(s));
            Err(citing(refused, &["3.4.4.c"]).into())
        }
        _ => Ok(()),
    }
}

fn resumed(s: &Situation<'_>, cohort: i32, placement: &Placement, similarity: Option<Similarity>) -> Event {
    Event::Resumed {
        cohort,
        placement: placement.clone(),
        similarity,
        assessment_kept: s.terms.readings.assessment_after_leave == AssessmentAfterLeave::Kept,
    }
}

fn school<'s>(s: &Situation<'s>) -> &'s str {
    s.state().placement.studies_at(s.state().stage)
}

fn resuming_article(s: &Situation<'_>) -> &'static str {
    if s.state().stage == Stage::Secondary { "16" } else { "29" }
}

/// Interpretation `resume-years`: how many classes later the student joins.
fn classes_later(s: &Situation<'_>) -> i32 {
    let Some(leave) = &s.state().leave else { return 1 };
    let years = match s.terms.readings.resume_years {
        ResumeYears::RoundedUp => {
            let whole = i32::from(s.on.year()) - i32::from(leave.from.year());
            // An exact anniversary counts as that many years; 29 February falls on the 28th.
            if years_later(leave.from, whole) < s.on { whole + 1 } else { whole }
        }
        ResumeYears::AcademicYears => academic_year(s.on) - academic_year(leave.from),
    };
    years.max(1)
}

/// Days spent on leave in the present stage, a leave under way up to today.
pub(crate) fn days_on_leave(s: &Situation<'_>) -> i32 {
    let state = s.state();
    let past = state.leaves.iter().filter(|(stage, ..)| *stage == state.stage);
    let under_way = state.leave.as_ref().map(|leave| days(leave.from, s.on)).unwrap_or_default();
    past.map(|(_, from, to)| days(*from, *to)).fold(under_way, i32::saturating_add)
}

fn days(from: Date, to: Date) -> i32 {
    (to - from).get_days()
}

/// The anniversary of a day; 29 February falls on the 28th in other years.
pub(crate) fn years_later(day: Date, years: i32) -> Date {
    Span::new().try_years(years).map_or(Date::MAX, |span| day.saturating_add(span))
}

/// A day so many days later.
pub(crate) fn days_later(day: Date, days: i32) -> Date {
    Span::new().try_days(days).map_or(Date::MAX, |span| day.saturating_add(span))
}
