//! Facts as they stood at the end of a day, from what who asks may count.

use super::LifeRow;
use crate::Office;
use crate::cooperation::DutyView;
use crate::error::{Fault, ServiceError};
use crate::reference::Reference;
use crate::rows::PlanLine;
use crate::student::end_of;
use guantong_cooperation::{DutyState, Period};
use guantong_indicators::{Basis, CutOff, DutyFact, Facts, Indicator, Life, Line, Seat};
use guantong_model::{Date, ProgrammeId, Standing, academic_year};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// Facts of a day with what their sources are shown by.
#[derive(Clone, Debug)]
pub struct Gathered {
    /// The day.
    pub on: Date,
    /// What figures are computed from.
    pub facts: Facts,
    /// The duties, in the order of those among the facts.
    pub duties: Vec<DutyView>,
}

/// Programmes with their sides, each there once.
#[derive(Default)]
struct Seats(BTreeMap<(String, String), Vec<Arc<Seat>>>);

impl Seats {
    fn of(&mut self, programme: &ProgrammeId, institution: &str, university: &str) -> Arc<Seat> {
        let known = self.0.entry((programme.0.clone(), institution.to_owned())).or_default();
        if let Some(seat) = known.iter().find(|seat| seat.university == university) {
            return Arc::clone(seat);
        }
        let seat = Arc::new(Seat {
            programme: programme.clone(),
            institution: institution.to_owned(),
            university: university.to_owned(),
        });
        known.push(Arc::clone(&seat));
        seat
    }

    fn of_line(&mut self, line: &PlanLine) -> Arc<Seat> {
        self.of(&line.programme, &line.institution, &line.partner)
    }
}

impl Office {
    /// The facts of a day that some indicators are counted from, for their figures of some years.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn gathered(
        &self,
        on: Date,
        years: &[i32],
        indicators: &[Indicator],
    ) -> Result<Gathered, ServiceError> {
        let from = |basis: &[Basis]| indicators.iter().any(|one| basis.contains(&one.declared().basis));
        let today = self.clock.today();
        let on = on.min(today);
        let until = (on < today).then_some(on);
        let reference = self.reference().await?;
        let mut seats = Seats::default();
        let rows = match from(&[Basis::Plans, Basis::Registrations, Basis::Decisions, Basis::Destinations]) {
            true => self.storage.lives(until).await?,
            false => Vec::new(),
        };
        let places: BTreeMap<(i32, &str), Arc<Seat>> = reference
            .plans
            .iter()
            .flat_map(|(year, lines)| lines.iter().map(|line| (*year, line)))
            .map(|(year, line)| ((year, line.programme.as_str()), seats.of_line(line)))
            .collect();
        let mut districts = BTreeSet::new();
        let lives = rows.into_iter().map(|row| life(row, &places, &mut seats, &mut districts)).collect();
        let lines = match indicators.iter().any(|one| one.declared().of_places) {
            true => self.counted_lines(&reference, years, until, &mut seats).await?,
            false => Vec::new(),
        };
        let cut_offs = match from(&[Basis::Rounds]) {
            true => self.cut_offs(&reference, years, on, &mut seats).await?,
            false => Vec::new(),
        };
        let (duties, of_duties) = match from(&[Basis::Duties]) {
            true => self.duty_facts(years, on).await?.into_iter().unzip(),
            false => (Vec::new(), Vec::new()),
        };
        let happened = match from(&[Basis::Decisions]) {
            true => self.happened(on).await?,
            false => BTreeMap::new(),
        };
        let academic_year = academic_year(on);
        let only_reported = self.edition().switch("destination-unreported") == Some("left-out");
        let facts =
            Facts { academic_year, lives, happened, lines, cut_offs, duties: of_duties, only_reported };
        Ok(Gathered { on, facts, duties })
    }

    /// Whether a line of a plan is counted for who asks: of one's own institution, on either side; for others every one.
    pub(crate) fn counts_line(&self, line: &PlanLine) -> bool {
        let own = self.viewer().and_then(|viewer| viewer.institution());
        own.is_none_or(|own| line.institution == own || line.partner == own)
    }

    async fn counted_lines(
        &self,
        reference: &Reference,
        years: &[i32],
        until: Option<Date>,
        seats: &mut Seats,
    ) -> Result<Vec<Line>, Fault> {
        let mut found = Vec::new();
        for (year, lines) in &reference.plans {
            // How many were admitted is published with the rounds, and asked over the whole city.
            let counts = match years.contains(year) {
                true => self.whole.counts(*year, until).await?,
                false => BTreeMap::new(),
            };
            for line in lines.iter().filter(|line| self.counts_line(line)) {
                let admitted = counts.get(&line.programme).map_or(0, |counts| counts.admitted);
                found.push(Line { year: *year, seat: seats.of_line(line), places: line.places, admitted });
            }
        }
        Ok(found)
    }

    async fn cut_offs(
        &self,
        reference: &Reference,
        years: &[i32],
        on: Date,
        seats: &mut Seats,
    ) -> Result<Vec<CutOff>, Fault> {
        let mut found = Vec::new();
        for (year, lines) in reference.plans.iter().filter(|(year, _)| years.contains(year)) {
            // Before the edition its first value holds, as its other terms do.
            let first = || self.first_full_marks().filter(|_| self.before_edition(*year));
            let Some(full) = self.marks_of(*year).await?.1.or_else(first) else { continue };
            let scores = self.admission_scores(*year, end_of(on)).await?;
            for line in lines.iter().filter(|line| self.counts_line(line)) {
                if let Some(score) = scores.get(&line.programme) {
                    found.push(CutOff {
                        year: *year,
                        seat: seats.of_line(line),
                        score: score.millionths(),
                        full: full.millionths(),
                    });
                }
            }
        }
        Ok(found)
    }

    /// Duties of each year as they stood at its end, or on the day where it is not over. One that is not yet due, or is
    /// excused where its clause allows that, is in no whole.
    async fn duty_facts(&self, years: &[i32], on: Date) -> Result<Vec<(DutyView, DutyFact)>, ServiceError> {
        let mut found = Vec::new();
        if !self.reads_indicator(Indicator::Obligations) {
            return Ok(found);
        }
        for year in years {
            for view in self.duties_of_year(*year, on).await? {
                if !matches!(view.owed.state, DutyState::Met | DutyState::Late) {
                    continue;
                }
                let fact = DutyFact {
                    year: *year,
                    duty: view.owed.duty.as_str(),
                    institution: view.owed.holder.front().to_owned(),
                    university: view.owed.holder.partner().map(str::to_owned),
                    met: view.owed.state == DutyState::Met,
                };
                found.push((view, fact));
            }
        }
        Ok(found)
    }

    /// Every duty of an academic year, met or not, as it stood at the year's end, or on the day where it is not over.
    pub(crate) async fn duties_of_year(&self, year: i32, on: Date) -> Result<Vec<DutyView>, ServiceError> {
        let begun = self.cooperation_terms_on(on)?.from;
        if !(academic_year(begun)..=academic_year(on)).contains(&year) {
            return Ok(Vec::new());
        }
        let ends = i16::try_from(year + 1).ok().and_then(|next| Date::new(next, 8, 31).ok());
        let day = ends.map_or(on, |ends| ends.min(on));
        let mut found = self.duties_on(None, day).await?;
        // What was to be done by the last day of a year that is over, and was not, is late by now.
        if let Some(ends) = ends.filter(|ends| *ends < on) {
            let missed = |view: &&mut DutyView| view.owed.state == DutyState::Due && view.owed.due <= ends;
            found.iter_mut().filter(missed).for_each(|view| view.owed.state = DutyState::Late);
        }
        found.retain(|view| {
            let of = match view.owed.period {
                Period::Standing => year,
                Period::Semester(semester) => semester.year,
                Period::AcademicYear(of) | Period::CalendarYear(of) => of,
            };
            of == year
        });
        Ok(found)
    }
}

fn life(
    row: LifeRow,
    places: &BTreeMap<(i32, &str), Arc<Seat>>,
    seats: &mut Seats,
    districts: &mut BTreeSet<Arc<str>>,
) -> Life {
    let district = match districts.get(row.district.as_str()) {
        Some(known) => Arc::clone(known),
        None => {
            let new: Arc<str> = Arc::from(row.district.as_str());
            districts.insert(Arc::clone(&new));
            new
        }
    };
    let now = seats.of(&row.programme, &row.institution, &row.partner);
    let place = places.get(&(row.entry_year, row.place.as_str())).map_or_else(
        || match row.place == row.programme {
            true => Arc::clone(&now),
            false => seats.of(&row.place, &row.institution, &row.partner),
        },
        Arc::clone,
    );
    let (bachelor, bachelor_at) = row.bachelor.unzip();
    Life {
        student: row.student,
        entry_year: row.entry_year,
        place,
        now,
        arrived: row.arrived,
        college: row.college,
        bachelor,
        bachelor_at,
        ended: row.ended,
        end: row.ended.map(|_| row.standing),
        district,
        graduated: row.ended.is_some() && row.standing == Standing::Graduated,
        cancelled: row.ended.is_some() && row.standing == Standing::Cancelled,
        destination: row.destination,
    }
}
