//! A year of the city, step by step as the year goes: rules and plan in spring, two rounds in July, records in August.
//! Each step is done once; a step that was done is left as it is.

use super::act::Student;
use super::agenda::{Agenda, Course};
use super::dice::Dice;
use super::drawn::{Drawn, day};
use super::lives::{Life, lives};
use super::{City, city, graduates, names, places, plans, rules, worded};
use crate::language::{say, say_with, words};
use crate::progress;
use crate::real::SetClock;
use anyhow::Result;
use guantong_model::{Date, Stage, StudentId};
use guantong_service::Office;
use guantong_service::rows::{Round, RoundState};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// What is done on a day of a year.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Milestone {
    Rules,
    Plan,
    Round(Round),
    Records,
    /// Schools report where those who graduated went.
    Destinations,
    /// The registers are open: whoever did not come is noted.
    Arrival,
}

/// 满分 of a year, as the edition dates it; of a year before it, that on which scores are drawn.
fn full(office: &Office, year: i32) -> i32 {
    let full = office.edition().number("score.full", day(year, 7, 1));
    full.and_then(|full| i32::try_from(full).ok()).unwrap_or(city::DRAWN_ON)
}

/// The milestones of a year with their days.
pub(super) fn milestones(year: i32) -> [(Date, Milestone); 7] {
    [
        (day(year, 3, 1), Milestone::Rules),
        (plans::set_on(year), Milestone::Plan),
        (day(year, 7, 20), Milestone::Round(Round::Early)),
        (day(year, 7, 29), Milestone::Round(Round::Unified)),
        (day(year, 8, 10), Milestone::Records),
        (day(year, 8, 25), Milestone::Destinations),
        (day(year, 9, 16), Milestone::Arrival),
    ]
}

impl City {
    /// Carries out a milestone; where the agenda is kept, what follows for each student is put on it.
    pub(super) async fn pass(
        &self,
        office: &Office,
        clock: &SetClock,
        agenda: Option<&mut Agenda>,
        year: i32,
        on: Date,
        milestone: Milestone,
    ) -> Result<()> {
        match milestone {
            Milestone::Rules => self.rules(office, clock, year, on).await,
            Milestone::Plan if office.plan(year).await?.is_some() => Ok(()),
            Milestone::Plan => {
                clock.set(on.at(10, 0, 0, 0));
                let file = plans::file(year, &say)?;
                worded(
                    office.import_plan(year, &file.name, &file.bytes, &file.answers, names::PLANNER).await,
                )?;
                Ok(())
            }
            Milestone::Round(round) => {
                if round == Round::Early && office.storage().candidates(year).await?.is_empty() {
                    clock.set(day(year, 7, 18).at(9, 0, 0, 0));
                    self.candidates(office, year).await?;
                }
                if round == Round::Unified {
                    places::make(office, clock, year, on).await?;
                }
                run(office, clock, year, round, on).await
            }
            Milestone::Records => {
                clock.set(on.at(9, 0, 0, 0));
                let bar = progress::bar(&words("cli-progress-records"), 1);
                let opened = worded(office.open_records(year, on, names::REGISTRAR).await)?;
                if let Some(agenda) = agenda {
                    agenda.look(office).await?;
                    self.begin(office, agenda, year, &opened).await?;
                }
                bar.finish();
                Ok(())
            }
            // What schools do about their students stands on the agenda; without one it is left to whoever sits at the desk.
            Milestone::Destinations if agenda.is_none() => Ok(()),
            Milestone::Destinations => {
                clock.set(on.at(14, 0, 0, 0));
                graduates::report(office, self, year).await
            }
            // Arrival stands on the agenda where there is one.
            Milestone::Arrival if agenda.is_some() => Ok(()),
            Milestone::Arrival => {
                clock.set(day(year, 9, 15).at(17, 0, 0, 0));
                self.arrivals(office, year).await
            }
        }
    }

    /// Rules are filed from the first year in which somebody is assessed by them.
    async fn rules(&self, office: &Office, clock: &SetClock, year: i32, on: Date) -> Result<()> {
        clock.set(on.at(9, 0, 0, 0));
        if year < self.from + 3 {
            return Ok(());
        }
        let mut schools = BTreeSet::new();
        for earlier in self.from..year {
            let lines = office.storage().plan_lines(earlier).await?;
            schools.extend(lines.into_iter().map(|line| line.institution));
        }
        for file in rules::files(year, &schools) {
            worded(office.file_progression_rules(&file.name, &file.text, names::PLANNER).await)?;
        }
        Ok(())
    }

    async fn candidates(&self, office: &Office, year: i32) -> Result<()> {
        let lines = office.storage().plan_lines(year).await?;
        let count = self.count(year);
        let bar = progress::bar(&words("cli-progress-candidates"), u64::try_from(count).unwrap_or(0));
        let mut applicants = city::applicants(year, count, self.seed_of(year), &lines, full(office, year));
        for (place, (_, person)) in applicants.iter_mut().enumerate() {
            person.sealed = office.seal_contacts(&city::contacts(person, place))?;
        }
        while !applicants.is_empty() {
            let some: Vec<_> = applicants.drain(..applicants.len().min(4_000)).collect();
            let entered = some.len();
            worded(office.enter_candidates(year, some, names::EXAMINER).await)?;
            bar.inc(u64::try_from(entered).unwrap_or(0));
        }
        bar.finish();
        Ok(())
    }

    /// Fewer apply in other years than in the year of the notice, and for fewer places after it.
    fn count(&self, year: i32) -> usize {
        let whole = usize::try_from(self.candidates).unwrap_or(usize::MAX);
        match year {
            plans::NOTICE => whole,
            _ if year < plans::NOTICE => whole / 3 * 2,
            _ => whole / 2,
        }
    }

    /// The seed of a year: that of the notice's year is the city's own.
    pub(super) fn seed_of(&self, year: i32) -> u64 {
        let distance = u64::from(year.abs_diff(plans::NOTICE));
        self.seed.wrapping_add(distance.wrapping_mul(0x51ed_270b))
    }

    /// Every new student's life begins: as written down, or drawn.
    async fn begin(
        &self,
        office: &Office,
        agenda: &mut Agenda,
        year: i32,
        opened: &[StudentId],
    ) -> Result<()> {
        let lines = office.programmes(year).await?;
        let mut written: Vec<Arc<Life>> =
            lives().into_iter().filter(|life| life.year == year).map(Arc::new).collect();
        let rows = office.storage().students_by_id(opened).await?;
        let mut rows: BTreeMap<StudentId, _> = rows.into_iter().map(|row| (row.id.clone(), row)).collect();
        for (id, number) in opened.iter().zip(0_u64..) {
            let Some(row) = rows.remove(id) else { continue };
            let Some(line) = lines.get(&row.programme) else { continue };
            let student = Student {
                id: id.clone(),
                entry: year,
                cohort: year,
                track: line.track,
                stage: Stage::Secondary,
                school: row.institution,
                programme: row.programme,
                score: row.score,
                asked_for: None,
            };
            let world = agenda.world();
            let course = match written.iter().position(|life| life.fits(&student, line.barred, world)) {
                Some(found) => Course::Scripted(written.remove(found), 0),
                None => Course::Drawn(Drawn::new(Dice::new(self.seed_of(year) ^ (number << 20)))),
            };
            agenda.add(student, course);
        }
        agenda.leave_out(written.iter().map(|life| life.name));
        Ok(())
    }
}

/// A round: run and proved, signed by two, published in the evening. What a person did of it before is left as it is.
async fn run(office: &Office, clock: &SetClock, year: i32, round: Round, on: Date) -> Result<()> {
    clock.set(on.at(8, 40, 0, 0));
    let name = guantong_wording::word(crate::language::locale(), &format!("round.{}", round.as_str()));
    let bar = progress::bar(&say_with("cli-progress-round", "round", &name), 1);
    let there = office.storage().rounds(year).await?.into_iter().find(|run| run.round == round);
    let mut run = match there {
        Some(run) => run,
        None => worded(office.run_round(year, round, names::EXAMINER).await)?,
    };
    for signer in names::SIGNERS {
        if run.state == RoundState::Proved && run.signatures.iter().all(|by| by.actor != signer) {
            run = worded(office.sign_round(year, round, signer).await)?;
        }
    }
    clock.set(on.at(18, 0, 0, 0));
    worded(office.publish_round(year, round, names::EXAMINER).await)?;
    bar.finish();
    Ok(())
}
