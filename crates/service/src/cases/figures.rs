//! The figures of who is considered: what each record adds to each measure of two institutions. Those of indicators come
//! from their grains, so that they are those of `/indicators`.

use super::row::{Candidate, Figures, Frozen};
use crate::Office;
use crate::cooperation::RecordFilter;
use crate::error::{Fault, ServiceError};
use crate::indicator::Gathered;
use crate::journal::digest;
use crate::work::{HoursId, HoursState};
use guantong_cooperation::{Holder, Kind, Record};
use guantong_indicators::{Grain, Indicator, Source as Of, Split, grains};
use guantong_merit::{Bounds, Measure, Told, Weights};
use guantong_model::{Date, ProgrammeId, StudentId, academic_year};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// What figures are gathered from.
const INDICATORS: &[Indicator] = &[
    Indicator::PlanCompletion,
    Indicator::ToCollege,
    Indicator::ToBachelor,
    Indicator::Graduation,
    Indicator::Certificates,
];

/// 制订、实施与评价 (4.2.3).
const PARTS: i64 = 3;

/// A record behind a figure.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Source {
    /// A student's record.
    Student(StudentId),
    /// A line of a plan.
    Line(i32, ProgrammeId),
    /// A record of cooperation.
    Record(Holder, Kind, i64),
    /// A sheet of hours.
    Sheet(HoursId),
}

impl Source {
    /// By one word.
    fn named(&self) -> String {
        match self {
            Source::Student(student) => student.to_string(),
            Source::Line(year, programme) => format!("plan/{year}/{programme}"),
            Source::Record(holder, kind, number) => format!("{}/{kind}/{number}", holder.stream()),
            Source::Sheet(id) => format!("hours/{id}"),
        }
    }
}

/// A figure with the records it is told from, and whether each is in the part.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Pile {
    part: i64,
    whole: i64,
    /// What each record adds to whole and part.
    pub(super) records: BTreeMap<Source, (i64, i64)>,
}

impl Pile {
    fn add(&mut self, source: Source, whole: i64, part: i64) {
        self.whole += whole;
        self.part += part;
        let known = self.records.entry(source).or_default();
        *known = (known.0 + whole, known.1 + part);
    }

    /// The digest of its records.
    pub(super) fn frozen_digest(&self) -> String {
        self.frozen().digest
    }

    fn frozen(&self) -> Frozen {
        let line =
            |(source, (whole, part)): (&Source, &(i64, i64))| format!("{} {whole} {part}", source.named());
        let lines: Vec<String> = self.records.iter().map(line).collect();
        Frozen {
            told: Told { part: self.part, whole: self.whole },
            records: i64::try_from(lines.len()).unwrap_or(i64::MAX),
            digest: digest(lines.join("\n").as_bytes()).to_string(),
        }
    }
}

/// Two institutions: front and partner.
type Pair = (String, String);

/// The figures of a year as of a day, with what they are told from.
#[derive(Debug)]
pub(crate) struct CasesTold {
    pub(super) facts: CaseFacts,
    pub(super) figures: Figures,
}

/// What a selection of a year is told from, as of a day.
#[derive(Debug, Default)]
pub(crate) struct CaseFacts {
    pub(super) piles: BTreeMap<Pair, BTreeMap<Measure, Pile>>,
}

impl CaseFacts {
    fn pile(&mut self, pair: &Pair, measure: Measure) -> &mut Pile {
        self.piles.entry(pair.clone()).or_default().entry(measure).or_default()
    }

    /// A figure with its records.
    pub(super) fn of(&self, front: &str, partner: &str, measure: Measure) -> Option<&Pile> {
        self.piles.get(&(front.to_owned(), partner.to_owned()))?.get(&measure)
    }
}

impl Office {
    /// A day on which the edition's numbers are asked: not before it is in force.
    fn day_of_law(&self, on: Date) -> Date {
        self.edition().head().map_or(on, |head| head.issued_on.max(on))
    }

    /// The weights that a selection begins with, as points of a hundred where they are that.
    ///
    /// # Errors
    /// Where the edition has none.
    pub fn case_weights(&self) -> Result<Weights, Fault> {
        let on = self.day_of_law(self.clock.today());
        let found = self.edition().numbers("excellence.weights", on).unwrap_or_default();
        let sum: i64 = found.iter().sum();
        let point = |weight: &i64| {
            let hundred = weight.saturating_mul(100);
            let points = if sum > 0 && hundred % sum == 0 { hundred / sum } else { *weight };
            u32::try_from(points).unwrap_or(u32::MAX)
        };
        let points: Vec<u32> = found.iter().map(point).collect();
        let weights = <[u32; 5]>::try_from(points).ok().and_then(Weights::new);
        weights.ok_or_else(|| Fault::new("read the weights of a selection", "excellence.weights"))
    }

    /// The last day that a selection of a year looks at: the end of the year, or today.
    pub(super) fn case_day(&self, year: i32) -> Date {
        let today = self.clock.today();
        let ends = i16::try_from(year).ok().and_then(|year| Date::new(year, 12, 31).ok());
        ends.map_or(today, |ends| ends.min(today))
    }

    /// The figures of everybody who is considered in a year, the same for whoever asks.
    ///
    /// # Errors
    /// Where the database fails or the edition has no bounds.
    pub async fn case_figures(&self, year: i32) -> Result<Figures, ServiceError> {
        Ok(self.cases_told(year, self.case_day(year)).await?.figures.clone())
    }

    /// Figures with what they are told from, put together once of what is on file: other weights ask for nothing anew.
    pub(super) async fn cases_told(&self, year: i32, on: Date) -> Result<Arc<CasesTold>, ServiceError> {
        // Read before what it stands for; all that is counted here is on file by an entry, or by the plans and rounds.
        let (entries, hash) = self.whole.head().await?;
        let mark = format!("{year} {on} {entries} {hash} {}", self.whole.reference_mark().await?);
        if let Some(told) = self.cases.under(&mark) {
            return Ok(told);
        }
        let facts = self.case_facts(year, on).await?;
        let figures = self.figures_of(&facts, on)?;
        let told = Arc::new(CasesTold { facts, figures });
        self.cases.keep(mark, &told);
        Ok(told)
    }

    fn figures_of(&self, facts: &CaseFacts, on: Date) -> Result<Figures, Fault> {
        let law = self.day_of_law(on);
        let mut bounds = BTreeMap::new();
        for measure in Measure::ALL {
            let name = format!("excellence.bounds.{measure}");
            let found = self.edition().numbers(&name, law).unwrap_or_default();
            let [low, high] = found[..] else { return Err(Fault::new("read bounds", name)) };
            bounds.insert(*measure, Bounds { low, high });
        }
        let step = self.edition().number("excellence.step", law).unwrap_or(0);
        let candidate = |((front, partner), piles): (&Pair, &BTreeMap<Measure, Pile>)| Candidate {
            front: front.clone(),
            partner: partner.clone(),
            figures: piles.iter().map(|(measure, pile)| (*measure, pile.frozen())).collect(),
        };
        Ok(Figures {
            on,
            years: self.case_years(law),
            step: u32::try_from(step).unwrap_or(0),
            bounds,
            candidates: facts.piles.iter().map(candidate).collect(),
        })
    }

    fn case_years(&self, law: Date) -> i32 {
        let years = self.edition().number("excellence.years", law).unwrap_or(1);
        i32::try_from(years).unwrap_or(1).max(1)
    }

    /// What they are told from, as of a day.
    async fn case_facts(&self, year: i32, on: Date) -> Result<CaseFacts, ServiceError> {
        let office = self.machine();
        let window = self.case_years(self.day_of_law(on));
        let plans: Vec<i32> =
            office.reference().await?.plans.keys().copied().filter(|known| *known <= year).collect();
        let gathered = office.gathered(on, &plans, INDICATORS).await?;
        let mut facts = CaseFacts::default();
        planned(&mut facts, &gathered, &plans, window);
        reached(&mut facts, &gathered, on, window);
        office.with_enterprises(&mut facts, &gathered, on).await?;
        // Who is considered: has places in the last plan, or somebody on the rolls.
        let last = plans.last().copied().unwrap_or(year);
        let here = considered(&gathered, last);
        facts.piles.retain(|pair, _| here.contains(pair));
        Ok(facts)
    }

    async fn with_enterprises(
        &self,
        facts: &mut CaseFacts,
        gathered: &Gathered,
        on: Date,
    ) -> Result<(), ServiceError> {
        // Programmes with whoever is on their rolls on the day.
        let mut rolls: BTreeMap<Pair, BTreeMap<ProgrammeId, i64>> = BTreeMap::new();
        for life in &gathered.facts.lives {
            if life.arrived.is_some() && life.ended.is_none() {
                let pair = (life.now.institution.clone(), life.now.university.clone());
                *rolls.entry(pair).or_default().entry(life.now.programme.clone()).or_default() += 1;
            }
        }
        let kinds = vec![Kind::EnterpriseAgreement, Kind::EnterprisePost, Kind::EnterpriseParticipation];
        let filter = RecordFilter { kinds, ..RecordFilter::default() };
        let found = self.whole.cooperation_records(&filter).await?;
        let records: Vec<Record> = found.into_iter().map(|one| one.record).collect();
        let sheets = self.whole.hours_sheets(None).await?;
        for (pair, programmes) in &rolls {
            agreed(facts, pair, &records, on);
            took_part(facts, pair, programmes, &records, on);
            posts(facts, pair, programmes, &records, on);
            let theirs = sheets.iter().filter(|sheet| (&sheet.front, &sheet.partner) == (&pair.0, &pair.1));
            for sheet in theirs.filter(|sheet| sheet.block.until <= on) {
                let confirmed = sheet.state == HoursState::Confirmed
                    && sheet.confirmed_on.is_some_and(|confirmed| confirmed <= on);
                let source = Source::Sheet(sheet.id.clone());
                facts.pile(pair, Measure::Hours).add(source, 1, i64::from(confirmed));
            }
        }
        Ok(())
    }
}

/// The two institutions of a grain.
fn pair_of(grain: &Grain<'_>) -> Option<Pair> {
    Some((grain.value(Split::Institution)?.to_owned(), grain.value(Split::University)?.to_owned()))
}

fn considered(gathered: &Gathered, last: i32) -> BTreeSet<Pair> {
    let pair = |seat: &guantong_indicators::Seat| (seat.institution.clone(), seat.university.clone());
    let lines = gathered.facts.lines.iter().filter(|line| line.year == last).map(|line| pair(&line.seat));
    let lives = gathered.facts.lives.iter();
    let on_rolls = lives.filter(|life| life.arrived.is_some() && life.ended.is_none());
    lines.chain(on_rolls.map(|life| pair(&life.now))).collect()
}

/// How long, how steadily, and how well filled: from the lines of the plans.
fn planned(facts: &mut CaseFacts, gathered: &Gathered, plans: &[i32], window: i32) {
    let last = plans.last().copied().unwrap_or_default();
    let mut lines: BTreeMap<Pair, BTreeMap<i32, BTreeSet<String>>> = BTreeMap::new();
    grains(Indicator::PlanCompletion, &gathered.facts, &mut |grain| {
        let Some(pair) = pair_of(grain).filter(|_| plans.contains(&grain.year)) else { return };
        match grain.source {
            Of::Line(year, programme) => {
                let of_year = lines.entry(pair.clone()).or_default().entry(year).or_default();
                of_year.insert(programme.to_owned());
                if year > last - window {
                    let source = Source::Line(year, ProgrammeId::from(programme));
                    facts.pile(&pair, Measure::Filled).add(source, grain.whole, grain.part);
                }
            }
            // The students behind what a line tells of them.
            Of::Student(student) if grain.year > last - window => {
                let source = Source::Student(student.clone());
                facts.pile(&pair, Measure::Filled).add(source, grain.whole, grain.part);
            }
            Of::Student(_) | Of::Duty(_) => {}
        }
    });
    for (pair, years) in &lines {
        let Some(first) = years.keys().next().copied() else { continue };
        let all = plans.iter().filter(|year| **year >= first).count();
        let unbroken: Vec<i32> =
            plans.iter().rev().copied().take_while(|year| years.contains_key(year)).collect();
        for (year, of_year) in years {
            for (at, programme) in of_year.iter().enumerate() {
                let source = || Source::Line(*year, ProgrammeId::from(programme.as_str()));
                // A year counts once, however many lines it has.
                let once = i64::from(at == 0);
                facts.pile(pair, Measure::Years).add(source(), once, once);
                let in_run = i64::from(at == 0 && unbroken.contains(year));
                facts.pile(pair, Measure::Unbroken).add(source(), 0, in_run);
                if *year < last && *year > last - window {
                    let next = plans.iter().find(|next| **next > *year);
                    let kept = next.and_then(|next| years.get(next));
                    let kept = kept.is_some_and(|kept| kept.contains(programme));
                    facts.pile(pair, Measure::Kept).add(source(), 1, i64::from(kept));
                }
            }
        }
        let pile = facts.pile(pair, Measure::Unbroken);
        pile.whole = i64::try_from(all).unwrap_or(i64::MAX);
    }
}

/// What students reached: of classes that had the years for it, the last so many of them.
fn reached(facts: &mut CaseFacts, gathered: &Gathered, on: Date, window: i32) {
    let now = academic_year(on);
    let mature = |indicator: Indicator, year: i32| {
        let last = now - indicator.declared().after_years;
        !indicator.under_way(year, now) && year > last - window
    };
    let told = [
        (Measure::ToCollege, Indicator::ToCollege),
        (Measure::ToBachelor, Indicator::ToBachelor),
        (Measure::Graduated, Indicator::Graduation),
    ];
    for (measure, indicator) in told {
        grains(indicator, &gathered.facts, &mut |grain| {
            let (Some(pair), Of::Student(student)) = (pair_of(grain), grain.source) else { return };
            if mature(indicator, grain.year) {
                let source = Source::Student(student.clone());
                facts.pile(&pair, measure).add(source, grain.whole, grain.part);
            }
        });
    }
    let mut certified: BTreeSet<&StudentId> = BTreeSet::new();
    grains(Indicator::Certificates, &gathered.facts, &mut |grain| {
        if let Of::Student(student) = grain.source {
            certified.insert(student);
        }
    });
    // Whoever came, five years before or earlier: by then a certificate of a stage is there.
    grains(Indicator::Graduation, &gathered.facts, &mut |grain| {
        let (Some(pair), Of::Student(student)) = (pair_of(grain), grain.source) else { return };
        if mature(Indicator::ToBachelor, grain.year) {
            let has = i64::from(certified.contains(student));
            facts.pile(&pair, Measure::Certified).add(Source::Student(student.clone()), 1, has);
        }
    });
}

fn source(record: &Record) -> Source {
    Source::Record(record.holder.clone(), record.kind, record.number)
}

/// Whether a record is one of the two's: of either by itself, or of both.
fn theirs(record: &Record, pair: &Pair) -> bool {
    match &record.holder {
        Holder::Institution(name) => *name == pair.0 || *name == pair.1,
        Holder::Partnership { front, partner } => (front, partner) == (&pair.0, &pair.1),
    }
}

/// Agreements of either that are in force.
fn agreed(facts: &mut CaseFacts, pair: &Pair, records: &[Record], on: Date) {
    let pile = facts.pile(pair, Measure::Agreements);
    let in_force = |record: &&Record| {
        record.kind == Kind::EnterpriseAgreement && record.holds_on(on) && theirs(record, pair)
    };
    for record in records.iter().filter(in_force) {
        pile.add(source(record), 1, 1);
    }
}

/// What enterprises took part in, of drafting, delivery and evaluation of each programme: each once.
fn took_part(
    facts: &mut CaseFacts,
    pair: &Pair,
    programmes: &BTreeMap<ProgrammeId, i64>,
    records: &[Record],
    on: Date,
) {
    let pile = facts.pile(pair, Measure::Parts);
    let mut known = BTreeSet::new();
    let happened = |record: &&Record| {
        record.kind == Kind::EnterpriseParticipation
            && record.counts()
            && record.day("on").is_some_and(|day| day <= on)
            && theirs(record, pair)
            && programmes.contains_key(&ProgrammeId::from(record.text("programme")))
    };
    for record in records.iter().filter(happened) {
        let first = known.insert((record.text("programme").to_owned(), record.text("part").to_owned()));
        pile.add(source(record), 0, i64::from(first));
    }
    pile.whole = i64::try_from(programmes.len()).unwrap_or(i64::MAX).saturating_mul(PARTS);
}

/// Places at posts that hold under an agreement in force, for each programme no more than study in it.
fn posts(
    facts: &mut CaseFacts,
    pair: &Pair,
    programmes: &BTreeMap<ProgrammeId, i64>,
    records: &[Record],
    on: Date,
) {
    let pile = facts.pile(pair, Measure::Posts);
    let in_force: BTreeSet<(&Holder, i64)> = records
        .iter()
        .filter(|record| record.kind == Kind::EnterpriseAgreement && record.holds_on(on))
        .map(|record| (&record.holder, record.number))
        .collect();
    for (programme, students) in programmes {
        let mut left = *students;
        let holds = |record: &&Record| {
            record.kind == Kind::EnterprisePost
                && record.holds_on(on)
                && theirs(record, pair)
                && record.text("programme") == programme.as_str()
                && record
                    .number_in("agreement")
                    .is_some_and(|number| in_force.contains(&(&record.holder, number)))
        };
        for record in records.iter().filter(holds) {
            let places = record.number_in("places").unwrap_or(0).min(left).max(0);
            left -= places;
            pile.add(source(record), 0, places);
        }
        pile.whole += students;
    }
}
