//! Who may sit (3.4.1, 2.a), out of the record alone.

use crate::decide::{Condition, Situation, standing};
use crate::rules::{citing, reading};
use crate::terms::reading::ExaminationSits;
use crate::{CommandName, Grounds, Record, Terms};
use guantong_model::{Date, Fact, Stage, StageWork, Track, academic_year};
use guantong_policy::Decision;

/// Whether a student may sit the examination after a stage on a day.
///
/// In order: registered and studying; the qualification held; in the stage; not assessed yet; not failed in the studies;
/// in the last year of the stage, or through it. The first that does not hold is the answer.
#[must_use]
pub fn may_sit(record: &Record, grounds: &Grounds<'_>, after: Stage, on: Date) -> Decision {
    let s = Situation::new(record, grounds, on);
    match sits(&s, after) {
        Err(refused) => *refused,
        Ok(()) => {
            let decision = Decision::accepted("examination.may_sit", "3.4.1").with("stage", s.stage_word());
            reading(citing(decision, &["2.a", "4.1.e"]), "examination-sits")
        }
    }
}

fn sits(s: &Situation<'_>, after: Stage) -> Condition {
    standing(s, CommandName::Assess)?;
    s.qualification_held()?;
    let state = s.state();
    let refused = if state.stage != after {
        let after = Fact::Word(format!("stage.{after}"));
        Decision::refused("examination.other_stage", "3.4.1").with("after_stage", after)
    } else if let Some(assessment) = &state.assessment {
        Decision::refused("assessment.already_taken", "3.4.1").with("date", assessment.on)
    } else if state.work == StageWork::Failed {
        // 「未能通过转段升学的学生，符合留级条件的，可选择留级」
        citing(Decision::refused("examination.stage_failed", "3.4.1"), &["3.4.3.a"])
    } else if state.work == StageWork::Complete {
        return Ok(());
    } else {
        match s.terms.readings.examination_sits {
            // 「在完成上一阶段学业后」
            ExaminationSits::StageComplete => {
                reading(Decision::refused("assessment.stage_not_complete", "3.4.1"), "examination-sits")
            }
            ExaminationSits::LastYear => {
                let year = s.record.year_of_stage(s.terms, s.on);
                let last = s.terms.years(state.placement.track).of(state.stage);
                if year >= last {
                    return Ok(());
                }
                let refused = Decision::refused("examination.not_last_year", "3.4.1");
                reading(citing(refused, &["2.a"]), "examination-sits")
                    .with("year_of_stage", year)
                    .with("years_of_stage", last)
            }
        }
    };
    Err(refused.with("stage", s.stage_word()).into())
}

/// The latest class that may be in the last year of a stage on a day: those after it have years to go.
#[must_use]
pub fn last_class(terms: &Terms, stage: Stage, on: Date) -> i32 {
    let of = |track: &Track| {
        let years = terms.years(*track);
        academic_year(on)
            .saturating_add(1)
            .saturating_sub(years.before(stage))
            .saturating_sub(years.of(stage))
    };
    Track::ALL.iter().map(of).max().unwrap_or_default()
}
