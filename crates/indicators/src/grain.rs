//! What each record adds to a figure: the one place where indicators are computed.

use crate::facts::{Facts, Happening, Life, Seat};
use crate::figure::Split;
use crate::indicator::Indicator;
use guantong_model::{Date, Settled, Stage, StudentId, academic_year};
use std::collections::BTreeMap;

/// The record a grain is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Source<'f> {
    /// A student's record.
    Student(&'f StudentId),
    /// A line of a plan, or its 录取成绩: year and programme.
    Line(i32, &'f str),
    /// A duty, by its place among the facts.
    Duty(usize),
}

/// What one record adds to the whole and to the part.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Grain<'f> {
    /// The year it belongs to.
    pub year: i32,
    /// The record.
    pub source: Source<'f>,
    /// What it adds to the whole.
    pub whole: i64,
    /// What it adds to the part.
    pub part: i64,
    institution: &'f str,
    university: Option<&'f str>,
    programme: Option<&'f str>,
    stage: Option<Stage>,
    duty: Option<&'static str>,
    district: Option<&'f str>,
}

impl<'f> Grain<'f> {
    fn of(year: i32, source: Source<'f>, seat: &'f Seat, whole: i64, part: i64) -> Self {
        Grain {
            year,
            source,
            whole,
            part,
            institution: &seat.institution,
            university: Some(&seat.university),
            programme: Some(seat.programme.as_str()),
            stage: None,
            duty: None,
            district: None,
        }
    }

    /// Its value of a split; nothing where it has none.
    #[must_use]
    pub fn value(&self, split: Split) -> Option<&str> {
        match split {
            Split::Institution => Some(self.institution),
            Split::University => self.university,
            Split::Programme => self.programme,
            Split::Stage => self.stage.map(Stage::as_str),
            Split::Duty => self.duty,
            Split::District => self.district,
        }
    }
}

/// Visits every grain of an indicator.
pub fn grains<'f>(indicator: Indicator, facts: &'f Facts, visit: &mut dyn FnMut(&Grain<'f>)) {
    match indicator {
        Indicator::PlanCompletion => completion(facts, visit),
        Indicator::RegistrationRate => {
            reached(facts, visit, |life| Some((life.entry_year, &*life.place, life.arrived.is_some())));
        }
        Indicator::CutOff => cut_offs(facts, visit),
        Indicator::ToCollege => reached(facts, visit, |life| {
            life.arrived.map(|_| (life.entry_year, &*life.now, life.college.is_some()))
        }),
        Indicator::ToBachelor => reached(facts, visit, |life| {
            life.college.map(|_| (life.entry_year, &*life.now, life.bachelor.is_some()))
        }),
        Indicator::Graduation => reached(facts, visit, |life| {
            let graduated = life.bachelor.is_some() && life.graduated && life.ended.is_some();
            life.arrived.map(|_| (life.entry_year, &*life.now, graduated))
        }),
        Indicator::Repeats => in_years(facts, Happening::Repeated, visit),
        Indicator::Leaves => in_years(facts, Happening::LeaveStarted, visit),
        Indicator::Exits => in_years(facts, Happening::Exited, visit),
        Indicator::Certificates => certificates(facts, visit),
        Indicator::TeacherDispatch => duties(facts, Some(&["teacher-dispatch"]), visit),
        Indicator::Meetings => duties(facts, Some(&["regular-meeting"]), visit),
        Indicator::EnterpriseParts => {
            duties(facts, Some(&["enterprise-agreement", "enterprise-parts"]), visit);
        }
        Indicator::Obligations => duties(facts, None, visit),
        Indicator::UniversityIntake => intake(facts, visit),
        Indicator::FurtherStudy => settled(facts, Settled::FurtherStudy, visit),
        Indicator::Employment => settled(facts, Settled::Employment, visit),
    }
}

fn student(life: &Life) -> Source<'_> {
    Source::Student(&life.student)
}

/// 「招生计划完成率」: admitted out of places. The students add nothing: they stand behind what the line tells of them.
fn completion<'f>(facts: &'f Facts, visit: &mut dyn FnMut(&Grain<'f>)) {
    for line in &facts.lines {
        let source = Source::Line(line.year, line.seat.programme.as_str());
        visit(&Grain::of(line.year, source, &line.seat, line.places, line.admitted));
    }
    for life in &facts.lives {
        visit(&Grain::of(life.entry_year, student(life), &life.place, 0, 0));
    }
}

/// Whoever is in the whole, once, and in the part where something was reached.
fn reached<'f>(
    facts: &'f Facts,
    visit: &mut dyn FnMut(&Grain<'f>),
    of: impl Fn(&'f Life) -> Option<(i32, &'f Seat, bool)>,
) {
    for life in &facts.lives {
        if let Some((year, seat, reached)) = of(life) {
            let grain = Grain::of(year, student(life), seat, 1, i64::from(reached));
            visit(&Grain { district: Some(&life.district), ..grain });
        }
    }
}

fn cut_offs<'f>(facts: &'f Facts, visit: &mut dyn FnMut(&Grain<'f>)) {
    for one in &facts.cut_offs {
        let source = Source::Line(one.year, one.seat.programme.as_str());
        visit(&Grain::of(one.year, source, &one.seat, one.full, one.score));
    }
}

/// Everybody registered in an academic year, and to whom of them something happened in it, once however often it did.
fn in_years<'f>(facts: &'f Facts, what: Happening, visit: &mut dyn FnMut(&Grain<'f>)) {
    for life in &facts.lives {
        let Some(arrived) = life.arrived else { continue };
        let last = life.ended.map_or(facts.academic_year, academic_year);
        let years: Vec<i32> = facts.days(&life.student, what).map(academic_year).collect();
        for year in academic_year(arrived)..=last {
            let part = i64::from(years.contains(&year));
            visit(&Grain::of(year, student(life), &life.now, 1, part));
        }
    }
}

/// The certificate of each stage once: by what was decided of it, or by graduating from the stage.
fn certificates<'f>(facts: &'f Facts, visit: &mut dyn FnMut(&Grain<'f>)) {
    for life in facts.lives.iter().filter(|life| !life.cancelled) {
        let mut first: BTreeMap<Stage, Date> = BTreeMap::new();
        let graduated = life.ended.filter(|_| life.graduated).map(|on| (life.stage(), on));
        let decided = facts.days(&life.student, Happening::Certified).map(|on| (life.stage_on(on), on));
        for (stage, on) in decided.chain(graduated) {
            let known = first.entry(stage).or_insert(on);
            *known = on.min(*known);
        }
        for (stage, on) in first {
            let grain = Grain::of(academic_year(on), student(life), &life.now, 0, 1);
            visit(&Grain { stage: Some(stage), ..grain });
        }
    }
}

fn duties<'f>(facts: &'f Facts, which: Option<&[&str]>, visit: &mut dyn FnMut(&Grain<'f>)) {
    for (at, fact) in facts.duties.iter().enumerate() {
        if which.is_some_and(|which| !which.contains(&fact.duty)) {
            continue;
        }
        visit(&Grain {
            year: fact.year,
            source: Source::Duty(at),
            whole: 1,
            part: i64::from(fact.met),
            institution: &fact.institution,
            university: fact.university.as_deref(),
            programme: None,
            stage: None,
            duty: Some(fact.duty),
            district: None,
        });
    }
}

/// 「本科高校……招收中高职贯通培养毕业生情况」: who began the bachelor stage in an academic year at the university that then
/// held the registration, out of the places of the plan by which they were to come: that of five years before (2.a).
fn intake<'f>(facts: &'f Facts, visit: &mut dyn FnMut(&Grain<'f>)) {
    let before = Indicator::ToBachelor.declared().after_years;
    for line in &facts.lines {
        let year = line.year.saturating_add(before);
        if year <= facts.academic_year {
            let source = Source::Line(line.year, line.seat.programme.as_str());
            visit(&Grain::of(year, source, &line.seat, line.places, 0));
        }
    }
    for life in &facts.lives {
        if let Some(on) = life.bachelor {
            let grain = Grain::of(academic_year(on), student(life), &life.now, 0, 1);
            let university = life.bachelor_at.as_deref().or(grain.university);
            visit(&Grain { university, ..grain });
        }
    }
}

/// Whoever graduated in an academic year, from whichever stage, and who of them was reported to be settled so. Whoever is not
/// reported is in the whole, unless another reading is chosen.
fn settled<'f>(facts: &'f Facts, so: Settled, visit: &mut dyn FnMut(&Grain<'f>)) {
    for life in facts.lives.iter().filter(|life| life.graduated) {
        let Some(ended) = life.ended else { continue };
        if facts.only_reported && life.destination.is_none() {
            continue;
        }
        let part = life.destination.is_some_and(|one| one.settled() == so);
        let grain = Grain::of(academic_year(ended), student(life), &life.now, 1, i64::from(part));
        visit(&Grain { stage: Some(life.stage()), ..grain });
    }
}
