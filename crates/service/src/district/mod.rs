//! 区教委: the candidates of a district's lower secondary schools, what they applied for and what came of it, and how far
//! guidance reached them (4.1.a).
//!
//! Candidates and preferences are told as they are on file; outcomes only of rounds that are published. A district knows
//! its own to the last candidate, because it may read them by name; of others it gets rounded figures.

use crate::Office;
use crate::access::{Action, Relation, rounded};
use crate::error::{Fault, ServiceError};
use crate::publicity::Activity;
use crate::rows::{Candidate, PlanLine, Round};
use crate::student::end_of;
use guantong_model::{CandidateNo, Date, ProgrammeId};
use guantong_policy::Edition;
use std::collections::{BTreeMap, BTreeSet};

/// A candidate of a district, with his lower secondary school.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DistrictCandidate {
    /// The candidate.
    pub candidate: Candidate,
    /// 毕业初中; empty where it is not on file.
    pub school: String,
}

/// What came of a candidate in a round.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DistrictResult {
    /// The candidate.
    pub no: CandidateNo,
    /// The round.
    pub round: Round,
    /// `admitted`, `not-admitted` or `ineligible`.
    pub outcome: String,
    /// The programme, of the admitted.
    pub programme: Option<ProgrammeId>,
    /// A dotted code.
    pub reason: String,
}

/// How many candidates of a district there are in a year, as the database counts them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DistrictCount {
    /// The district (GB/T 2260).
    pub district: String,
    /// Candidates on file.
    pub candidates: i64,
    /// Those who named a programme in any round.
    pub applied: i64,
    /// Those admitted, by round.
    pub admitted: BTreeMap<Round, i64>,
}

/// What of a year's candidates had been taken in by a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TakenIn {
    /// Nobody; the first came on this day.
    NotYet(Date),
    /// Some; the last came on this day.
    Partly(Date),
    /// All who are on file, the last on this day.
    All(Date),
    /// The journal says nothing of it.
    Untold,
}

/// The day of a moment, in Beijing.
fn day_of(moment: i64) -> Date {
    let moment = jiff::Timestamp::from_microsecond(moment).unwrap_or_default();
    jiff::tz::offset(8).to_datetime(moment).date()
}

/// How many there are and how far they came.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Candidates on file.
    pub candidates: i64,
    /// Those who named a programme in any round.
    pub applied: i64,
    /// Of those, admitted in a published round.
    pub admitted: i64,
    /// Of those, not eligible in any published round they applied in: what guidance could have told them before.
    pub in_vain: i64,
    /// Of those, eligible and without a place in the published rounds.
    pub left: i64,
}

impl Tally {
    fn add(&mut self, fate: Fate) {
        self.candidates += 1;
        self.applied += i64::from(fate != Fate::Apart);
        match fate {
            Fate::Admitted => self.admitted += 1,
            Fate::InVain => self.in_vain += 1,
            Fate::Left => self.left += 1,
            Fate::Apart | Fate::Open => {}
        }
    }
}

/// How far a candidate came.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Fate {
    /// He named nothing.
    Apart,
    /// He applied, and nothing is published of it yet.
    Open,
    /// Admitted.
    Admitted,
    /// Not eligible where he applied.
    InVain,
    /// Eligible and without a place.
    Left,
}

/// What candidates of a district asked of a programme.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wanted {
    /// The programme as the year's plan has it.
    pub line: PlanLine,
    /// Those who named it first in a round.
    pub first: i64,
    /// Those who named it at all.
    pub any: i64,
    /// Those admitted to it, in each published round.
    pub admitted: BTreeMap<Round, i64>,
}

/// A year of a district, as its desk shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DistrictYear {
    /// The district's code.
    pub code: String,
    /// The year.
    pub year: i32,
    /// The rounds whose outcomes are in it.
    pub published: Vec<Round>,
    /// Everybody.
    pub all: Tally,
    /// By lower secondary school, most candidates first; the name is empty where it is not on file.
    pub schools: Vec<(String, Tally)>,
    /// What was asked for, most wanted first.
    pub wanted: Vec<Wanted>,
    /// Why those who applied were not admitted, by the reason of the last published round they applied in; most first.
    pub reasons: Vec<(Round, String, i64)>,
}

/// What guidance there was for the graduates of a year, and how they fared.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Guided {
    /// The year.
    pub year: i32,
    /// Guidance sessions for its graduates, by the interpretation `guidance-season`.
    pub sessions: i64,
    /// How many came to them, as far as it is recorded.
    pub attended: i64,
    /// How the candidates fared.
    pub tally: Tally,
}

impl Office {
    /// How the viewer stands to a district's candidates.
    fn to_district(&self, code: &str) -> BTreeSet<Relation> {
        let mut relations = BTreeSet::from([Relation::City]);
        if self.own_district() == Some(code) {
            relations.insert(Relation::District);
            relations.insert(Relation::Own);
        }
        relations
    }

    /// The district acted for, by its code; nothing where who asks acts for none.
    #[must_use]
    pub fn own_district(&self) -> Option<&str> {
        self.viewer().filter(|viewer| viewer.role == crate::access::Role::District)?.district()
    }

    /// Whether the viewer may read the candidates of a district.
    #[must_use]
    pub fn reads_district(&self, code: &str) -> bool {
        self.may(Action::CandidateList, &self.to_district(code))
    }

    /// Lets a use case on what a district itself keeps go on only where the table allows it.
    pub(crate) fn allow_district(&self, action: Action, code: &str) -> Result<(), ServiceError> {
        self.allow(action, &self.to_district(code))
    }

    /// Every district of the edition with what its candidates of a year came to; those the viewer may not read are rounded.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn districts_of(&self, year: i32) -> Result<Vec<DistrictCount>, Fault> {
        let published = self.published_rounds(year).await?;
        let mut counted: BTreeMap<String, DistrictCount> = BTreeMap::new();
        for mut count in self.whole.district_counts(year).await? {
            count.admitted.retain(|round, _| published.contains(round));
            if !self.reads_district(&count.district) {
                count.candidates = rounded(count.candidates);
                count.applied = rounded(count.applied);
                count.admitted.values_mut().for_each(|admitted| *admitted = rounded(*admitted));
            }
            counted.insert(count.district.clone(), count);
        }
        let districts = self.edition().districts().iter();
        let of = |code: &str| DistrictCount { district: code.to_owned(), ..DistrictCount::default() };
        Ok(districts.map(|one| counted.remove(&one.code).unwrap_or_else(|| of(&one.code))).collect())
    }

    /// The same as of a day: whom the journal had taken in by its end. Which candidate came with which file is not kept, so
    /// that between the first file and the last those on file today are told, with what is known of the day.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn districts_on(&self, year: i32, on: Date) -> Result<(Vec<DistrictCount>, TakenIn), Fault> {
        let entries = self.whole.stream(&crate::candidates::stream(year)).await?;
        let days: Vec<(Date, bool)> =
            entries.iter().map(|one| (day_of(one.recorded_at), one.recorded_at < end_of(on))).collect();
        let taken = match (days.first(), days.last()) {
            (Some((first, false)), _) => TakenIn::NotYet(*first),
            (_, Some((last, false))) => TakenIn::Partly(*last),
            (_, Some((last, true))) => TakenIn::All(*last),
            _ => TakenIn::Untold,
        };
        let mut counts = self.districts_of(year).await?;
        if matches!(taken, TakenIn::NotYet(_)) {
            for count in &mut counts {
                *count =
                    DistrictCount { district: std::mem::take(&mut count.district), ..Default::default() };
            }
        }
        Ok((counts, taken))
    }

    /// The rounds of a year that everybody may know.
    async fn published_rounds(&self, year: i32) -> Result<Vec<Round>, Fault> {
        let rounds = self.whole.rounds(year).await?;
        Ok(rounds.into_iter().filter(|run| run.published_at.is_some()).map(|run| run.round).collect())
    }

    /// A year of a district.
    ///
    /// # Errors
    /// Not found where the edition has no such district or the viewer may not read it: the two look the same.
    pub async fn district_year(&self, code: &str, year: i32) -> Result<DistrictYear, ServiceError> {
        if self.edition().district(code).is_none_or(|found| found.code != code) || !self.reads_district(code)
        {
            return Err(ServiceError::NotFound);
        }
        let (published, fates) = self.fates(code, year).await?;
        let mut lines = self.programmes(year).await?;
        let mut schools: BTreeMap<String, Tally> = BTreeMap::new();
        let mut all = Tally::default();
        let mut wanted: BTreeMap<ProgrammeId, Wanted> = BTreeMap::new();
        let mut reasons: BTreeMap<(Round, String), i64> = BTreeMap::new();
        for Known { candidate, school, fate, results } in fates {
            all.add(fate);
            schools.entry(school).or_default().add(fate);
            let mut named = BTreeMap::new();
            for round in Round::ALL {
                for (at, programme) in candidate.preferences(round).iter().enumerate() {
                    *named.entry(programme.clone()).or_insert(false) |= at == 0;
                }
            }
            for (programme, first) in named {
                if let Some(line) = lines.remove(&programme) {
                    let new = Wanted { line, first: 0, any: 0, admitted: BTreeMap::new() };
                    wanted.insert(programme.clone(), new);
                }
                if let Some(wanted) = wanted.get_mut(&programme) {
                    wanted.any += 1;
                    wanted.first += i64::from(first);
                }
            }
            for result in &results {
                if let Some(wanted) = result.programme.as_ref().and_then(|id| wanted.get_mut(id)) {
                    *wanted.admitted.entry(result.round).or_insert(0) += 1;
                }
            }
            if let (Fate::InVain | Fate::Left, Some(last)) = (fate, results.last()) {
                *reasons.entry((last.round, last.reason.clone())).or_insert(0) += 1;
            }
        }
        let mut schools: Vec<_> = schools.into_iter().collect();
        schools.sort_by_key(|(_, tally)| std::cmp::Reverse(tally.candidates));
        let mut wanted: Vec<Wanted> = wanted.into_values().collect();
        wanted.sort_by_key(|one| std::cmp::Reverse((one.any, one.first)));
        let mut reasons: Vec<_> =
            reasons.into_iter().map(|((round, reason), count)| (round, reason, count)).collect();
        reasons.sort_by_key(|(_, _, count)| std::cmp::Reverse(*count));
        Ok(DistrictYear { code: code.to_owned(), year, published, all, schools, wanted, reasons })
    }

    /// The guidance of a district and how its candidates fared, by year, the newest first.
    ///
    /// # Errors
    /// As [`Office::district_year`].
    pub async fn guidance(&self, code: &str) -> Result<Vec<Guided>, ServiceError> {
        let Some(district) = self.edition().district(code).filter(|found| found.code == code) else {
            return Err(ServiceError::NotFound);
        };
        if !self.reads_district(code) {
            return Err(ServiceError::NotFound);
        }
        let activities = self.activities(Some(&district.name), i64::from(i32::MAX)).await?;
        let mut guided = Vec::new();
        for year in self.whole.candidate_years().await? {
            let mut tally = Tally::default();
            for known in self.fates(code, year).await?.1 {
                tally.add(known.fate);
            }
            let before = |one: &&Activity| season(self.edition(), one) == year;
            let attended = activities.iter().filter(before).filter_map(|one| one.attended).sum();
            let sessions = activities.iter().filter(before).count();
            let sessions = i64::try_from(sessions).unwrap_or(i64::MAX);
            guided.push(Guided { year, sessions, attended, tally });
        }
        Ok(guided)
    }

    /// The candidates of a district in a year with what came of them, as far as it is published.
    async fn fates(&self, code: &str, year: i32) -> Result<(Vec<Round>, Vec<Known>), Fault> {
        let published = self.published_rounds(year).await?;
        let mut results: BTreeMap<CandidateNo, Vec<DistrictResult>> = BTreeMap::new();
        if !published.is_empty() {
            for result in self.storage.district_results(year, code).await? {
                if published.contains(&result.round) {
                    results.entry(result.no.clone()).or_default().push(result);
                }
            }
        }
        let candidates = self.storage.district_candidates(year, code).await?;
        let known = candidates.into_iter().map(|DistrictCandidate { candidate, school }| {
            let mut results = results.remove(&candidate.no).unwrap_or_default();
            // What he did not apply in says nothing of him.
            results.retain(|result| !candidate.preferences(result.round).is_empty());
            results.sort_by_key(|result| result.round);
            Known { fate: fate(&candidate, &results), candidate, school, results }
        });
        let known = known.collect();
        Ok((published, known))
    }
}

/// A candidate, and what is known of him.
struct Known {
    candidate: Candidate,
    school: String,
    fate: Fate,
    /// Of the published rounds he applied in, in their order.
    results: Vec<DistrictResult>,
}

fn fate(candidate: &Candidate, results: &[DistrictResult]) -> Fate {
    if Round::ALL.iter().all(|round| candidate.preferences(*round).is_empty()) {
        return Fate::Apart;
    }
    if results.is_empty() {
        return Fate::Open;
    }
    if results.iter().any(|result| result.programme.is_some()) {
        return Fate::Admitted;
    }
    if results.iter().all(|result| result.outcome == "ineligible") { Fate::InVain } else { Fate::Left }
}

/// For the graduates of which year an activity was: from the day on at which the year's admission is over, of the next;
/// or by the calendar year, as the interpretation `guidance-season` has it.
fn season(edition: &Edition, activity: &Activity) -> i32 {
    let on = activity.held_on;
    let parameter = edition.parameter("guidance.season-begins");
    // Before the edition its first value holds, as its other terms do.
    let first = parameter.and_then(|parameter| parameter.values.first()).map(|dated| &dated.value);
    let begins = parameter.and_then(|parameter| parameter.value(on)).or(first);
    let begins = begins
        .and_then(|value| value.as_text())
        .filter(|_| edition.switch("guidance-season") == Some("from-day"));
    let day = format!("{:02}-{:02}", on.month(), on.day());
    i32::from(on.year()) + i32::from(begins.is_some_and(|begins| day.as_str() >= begins))
}
