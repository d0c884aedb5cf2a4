//! 申请转专业或转学 (三（三）5).
//!
//! 「贯通培养学生符合《中职学校学生学籍管理办法》和《普通高等学校学生管理规定》相关条件和规定，学生可以有 1 次转专业或转学机会，
//! 经学生申请，转入转出学校同意和相关部门审核，中考成绩需高于拟转入学校相关专业相应年份录取成绩。以特殊招生形式录取的学生，国家
//! 有相关规定或者录取前与学校有明确约定的，不得转专业。」
//!
//! Consents and audit stand in `consent.rs`. Not here: vacancies of the receiving school, which are its own matter.

use super::window;
use crate::decide::{Condition, Ruling, Situation, grant};
use crate::rules::{article, citing, naming, reading};
use crate::terms::reading::{ScoreYear, TransferBachelor, TransferHigherLevel, TransferSameCity};
use crate::{Admission, Event, Programme, TransferKind};
use guantong_model::StageWork;
use guantong_model::{Date, Fact, ProgrammeId, Stage, Track};
use guantong_policy::Decision;

/// A transfer that is asked for, or about to take effect.
pub(crate) struct Attempt<'a> {
    s: &'a Situation<'a>,
    to: &'a ProgrammeId,
    target: Option<&'a Programme>,
    /// The day that must lie within the window.
    window_on: Date,
    /// Asked for now: nothing else may be pending.
    new: bool,
}

impl<'a> Attempt<'a> {
    /// An application made today.
    pub(crate) fn new(s: &'a Situation<'a>, to: &'a ProgrammeId) -> Self {
        Attempt { s, to, target: s.world().programme(to), window_on: s.on, new: true }
    }

    /// An application made before, its window as of a day.
    pub(crate) fn pending(s: &'a Situation<'a>, to: &'a ProgrammeId, window_on: Date) -> Self {
        Attempt { s, to, target: s.world().programme(to), window_on, new: false }
    }

    /// The target, if every condition holds; else the first that fails, the others beside it.
    pub(crate) fn admissible(&self) -> Result<&'a Programme, Box<Decision>> {
        self.s.qualification_held()?;
        let mut failures = CONDITIONS.iter().filter_map(|condition| condition(self).err());
        if let Some(mut first) = failures.next() {
            first.also = failures.map(|decision| decision.code).collect();
            return Err(first);
        }
        self.target.ok_or_else(|| Box::new(self.unknown()))
    }

    fn unknown(&self) -> Decision {
        Decision::refused("transfer.programme_unknown", "3.3.5.c").with("to", self.to.as_str())
    }
}

/// The conditions in the order of the contract.
const CONDITIONS: &[fn(&Attempt<'_>) -> Condition] = &[
    unused,
    none_pending,
    another,
    known,
    not_barred,
    same_years,
    score_higher,
    level,
    within_the_city,
    stage_open,
    in_window,
];

/// 申请转专业/转学.
pub(crate) fn apply(s: &Situation<'_>, to: &ProgrammeId) -> Ruling {
    let target = Attempt::new(s, to).admissible()?;
    let kind = window::kind(&s.state().placement, &target.placement);
    let decision = naming(Decision::accepted("transfer.applied", "3.3.5.b"), &target.placement)
        .with("kind", Fact::Word(format!("transfer.kind.{kind}")))
        .with("sending", s.state().placement.school.as_str())
        .with("score", s.record.admitted.score);
    let decision = match target.admission_score(score_year(s)) {
        Some(admission_score) => decision.with("admission_score", admission_score),
        None => decision,
    };
    let decision = citing(decision, &["3.3.5.a", "3.3.5.c", "3.3.5.e", "3.3.5.d", "3.4.4.c"]);
    let opening = window::opening(s, &target.placement);
    let decision = opening.articles.iter().fold(decision, |decision, number| article(decision, s, number));
    let decision = opening.interpretations.iter().fold(decision, |decision, id| reading(decision, id));
    grant(decision, vec![Event::TransferApplied { to: to.clone(), kind }])
}

/// 「学生可以有 1 次转专业或转学机会」
fn unused(a: &Attempt<'_>) -> Condition {
    if a.s.state().transfers < a.s.terms.transfers_max {
        return Ok(());
    }
    Err(Decision::refused("transfer.used", "3.3.5.a").with("transfers_max", a.s.terms.transfers_max).into())
}

/// One application at a time: 「经学生申请，转入转出学校同意和相关部门审核」.
fn none_pending(a: &Attempt<'_>) -> Condition {
    match &a.s.state().application {
        Some(application) if a.new => {
            let refused = Decision::refused("transfer.pending", "3.3.5.b").with("date", application.on);
            Err(refused.with("to", shown(a.s, &application.to)).into())
        }
        _ => Ok(()),
    }
}

fn another(a: &Attempt<'_>) -> Condition {
    if *a.to != a.s.state().placement.programme {
        return Ok(());
    }
    Err(naming(Decision::refused("transfer.same_programme", "3.3.5.a"), &a.s.state().placement).into())
}

fn known(a: &Attempt<'_>) -> Condition {
    if a.target.is_some() { Ok(()) } else { Err(a.unknown().into()) }
}

/// 「以特殊招生形式录取的学生，国家有相关规定或者录取前与学校有明确约定的，不得转专业」
fn not_barred(a: &Attempt<'_>) -> Condition {
    let Some(target) = a.target else { return Ok(()) };
    let admitted = &a.s.record.admitted;
    let barred = admitted.admission == Admission::Special && admitted.barred_from_major_change;
    let from = &a.s.state().placement;
    if !barred || from.same_major(&target.placement) {
        return Ok(());
    }
    let refused = Decision::refused("transfer.barred", "3.3.5.d");
    Err(refused.with("major", from.major.as_str()).with("to", target.placement.major.as_str()).into())
}

/// 「拟转入学校相关专业相应年份」: the class the student would join, and the year he was admitted in.
fn same_years(a: &Attempt<'_>) -> Condition {
    let Some(target) = a.target else { return Ok(()) };
    let cohort = a.s.state().cohort;
    if !target.offers(cohort) {
        let refused = naming(Decision::refused("transfer.no_class", "3.3.5.c"), &target.placement);
        return Err(refused.with("cohort", cohort).into());
    }
    let year = score_year(a.s);
    if target.admission_score(year).is_none() {
        let refused = naming(Decision::refused("transfer.no_admission_score", "3.3.5.c"), &target.placement);
        return Err(refused.with("year", year).into());
    }
    Ok(())
}

/// Interpretation `transfer-score-year`.
fn score_year(s: &Situation<'_>) -> i32 {
    match s.terms.readings.transfer_score_year {
        ScoreYear::EntryYear => s.record.entry_year(),
        ScoreYear::Cohort => s.state().cohort,
    }
}

/// 「中考成绩需高于……录取成绩」: strictly higher.
fn score_higher(a: &Attempt<'_>) -> Condition {
    let year = score_year(a.s);
    let Some(target) = a.target else { return Ok(()) };
    let Some(admission_score) = target.admission_score(year) else { return Ok(()) };
    let score = a.s.record.admitted.score;
    if score > admission_score {
        return Ok(());
    }
    let refused = if score == admission_score {
        Decision::refused("transfer.score_equal", "3.3.5.c")
    } else {
        Decision::refused("transfer.score_lower", "3.3.5.c")
    };
    let refused =
        naming(refused, &target.placement).with("score", score).with("admission_score", admission_score);
    Err(refused.with("year", year).into())
}

/// 「符合……相关条件和规定」: a higher level of institution, or the last stage, is for a person to decide.
fn level(a: &Attempt<'_>) -> Condition {
    let Some(target) = a.target else { return Ok(()) };
    let state = a.s.state();
    let readings = &a.s.terms.readings;
    let from = state.placement.track;
    let decision = if state.stage == Stage::Bachelor {
        let decision = match readings.transfer_bachelor {
            TransferBachelor::Refer => {
                Decision::referred("transfer.bachelor_stage", "3.3.5.e", "decider.receiving-university")
            }
            TransferBachelor::Refuse => Decision::refused("transfer.bachelor_stage_closed", "3.3.5.e"),
        };
        reading(decision, "transfer-bachelor")
    } else if state.stage == Stage::College
        && from == Track::CollegeBachelor
        && target.placement.track != from
    {
        let decision = match readings.transfer_higher_level {
            TransferHigherLevel::Refer => {
                Decision::referred("transfer.higher_level", "3.3.5.e", "decider.commission")
            }
            TransferHigherLevel::Refuse => Decision::refused("transfer.higher_level_closed", "3.3.5.e"),
        };
        reading(decision, "transfer-higher-level")
    } else {
        return Ok(());
    };
    let receiving = target.placement.registered_at(state.stage);
    Err(article(naming(decision, &target.placement), a.s, "22").with("receiving", receiving).into())
}

/// Interpretation `transfer-same-city`. Every institution of the plans is in Beijing, so every change of school is
/// one within the city; the secondary stage has its own rule book, which knows no such bar.
fn within_the_city(a: &Attempt<'_>) -> Condition {
    let Some(target) = a.target else { return Ok(()) };
    let state = a.s.state();
    let changes_school = window::kind(&state.placement, &target.placement) == TransferKind::School;
    if state.stage != Stage::College || !changes_school {
        return Ok(());
    }
    let decision = match a.s.terms.readings.transfer_same_city {
        TransferSameCity::Open => return Ok(()),
        TransferSameCity::Refer => Decision::referred("transfer.same_city", "3.3.5.e", "decider.commission"),
        TransferSameCity::Refuse => Decision::refused("transfer.same_city_closed", "3.3.5.e"),
    };
    let decision = article(naming(decision, &target.placement), a.s, "22");
    Err(reading(decision, "transfer-same-city").into())
}

fn stage_open(a: &Attempt<'_>) -> Condition {
    if a.s.state().work == StageWork::Open {
        return Ok(());
    }
    let refused = Decision::refused("transfer.stage_not_open", "3.3.5.e").with("stage", a.s.stage_word());
    let number = if a.s.state().stage == Stage::Secondary { "13" } else { "22" };
    Err(article(refused, a.s, number).into())
}

fn in_window(a: &Attempt<'_>) -> Condition {
    let Some(target) = a.target else { return Ok(()) };
    let from = &a.s.state().placement;
    let opening = window::opening(a.s, &target.placement);
    let kind = Fact::Word(format!("transfer.kind.{}", window::kind(from, &target.placement)));
    let refused = match opening.days {
        None => Decision::refused("transfer.window_never", "3.3.5.e"),
        Some(days) => {
            let early = days.opens_on.filter(|opens_on| a.window_on < *opens_on);
            let late = days.closes_on.filter(|closes_on| a.window_on > *closes_on);
            match (early, late) {
                (None, None) => return Ok(()),
                (Some(opens_on), _) => {
                    Decision::refused("transfer.window_not_yet", "3.3.5.e").with("opens_on", opens_on)
                }
                (None, Some(closes_on)) => {
                    Decision::refused("transfer.window_past", "3.3.5.e").with("closes_on", closes_on)
                }
            }
        }
    };
    let refused = refused.with("kind", kind).with("stage", a.s.stage_word()).with("date", a.window_on);
    let refused = opening.articles.iter().fold(refused, |decision, number| article(decision, a.s, number));
    Err(opening.interpretations.iter().fold(refused, |decision, id| reading(decision, id)).into())
}

/// A programme as a reader knows it: its major where it is in the plan, else as it was given.
pub(crate) fn shown(s: &Situation<'_>, id: &ProgrammeId) -> Fact {
    let major = s.world().programme(id).map(|programme| programme.placement.major.as_str());
    Fact::from(major.unwrap_or(id.as_str()))
}
