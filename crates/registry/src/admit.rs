//! Opening a record for an admitted candidate (三（一）).
//!
//! Not here: who is admitted; that is the round's decision.

use crate::{Admitted, Grounds};
use guantong_model::{Date, ProgrammeId, Score, words};
use guantong_policy::{Citation, Decision};
use serde::{Deserialize, Serialize};

words! {
    /// How a student was admitted.
    Admission {
        /// 普通招生形式.
        Ordinary = "ordinary",
        /// 特殊招生形式 (3.3.5.d).
        Special = "special",
    }
}

/// The admission a record is opened for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Admit {
    /// The programme.
    pub programme: ProgrammeId,
    /// The entry year.
    pub cohort: i32,
    /// 中考成绩.
    pub score: Score,
    /// The round, where known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub round: Option<String>,
    /// Which preference it was, from 1, where known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub preference: Option<u32>,
    /// Ordinary or special.
    pub admission: Admission,
    /// Whether a state rule or a prior agreement bars a change of major (3.3.5.d).
    pub barred_from_major_change: bool,
}

/// Decides whether a record is opened; where it is, with what is known on admission.
#[must_use]
pub fn admit(admit: &Admit, grounds: &Grounds<'_>, on: Date) -> (Decision, Option<Admitted>) {
    let floor = grounds.law.on(on).score_floor;
    // 「贯通培养各项目最低录取分数线统一设置为 490 分」 (3.1.2.a)
    if admit.score < floor {
        let decision = Decision::refused("admit.below_floor", "3.1.2.a");
        return (decision.with("score", admit.score).with("floor", floor), None);
    }
    // 「招生计划……由市教委统筹安排」 (3.1.3.a): there is no place but in the plan.
    let Some(programme) = grounds.world.programme(&admit.programme) else {
        let decision = Decision::refused("admit.programme_unknown", "3.1.3.a");
        return (decision.with("programme", admit.programme.as_str()), None);
    };
    let placement = grounds.world.placement_of(programme, admit.cohort, on).into_owned();
    if !programme.offers(admit.cohort) {
        let decision = Decision::refused("admit.not_offered", "3.1.3.a")
            .with("school", placement.school)
            .with("major", placement.major);
        return (decision.with("cohort", admit.cohort), None);
    }
    let decision = Decision::accepted("admitted", "3.1.2.b")
        .citing(Citation::clause("3.1.2.a"))
        .with("score", admit.score)
        .with("floor", floor)
        .with("cohort", admit.cohort)
        .with("school", placement.school.as_str())
        .with("major", placement.major.as_str());
    let admitted = Admitted {
        on,
        placement,
        entry_year: admit.cohort,
        score: admit.score,
        admission: admit.admission,
        barred_from_major_change: admit.barred_from_major_change,
        round: admit.round.clone(),
        preference: admit.preference,
    };
    (decision, Some(admitted))
}
