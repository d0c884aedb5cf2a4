//! 计划查询: which programmes a family may apply to, and how a score stands to what was admitted the year before (4.1.b).
//!
//! Nothing is forecast: what is known of the year before is told beside each programme, and where nothing is known that
//! is told. Every programme is open to the whole city (3.1.1) unless the year's rules have a quota by district.

use crate::Office;
use crate::continuity::{Fate, compare};
use crate::error::Fault;
use crate::rows::{PlanLine, Round};
use guantong_admission::outlook::{LastYear, Outlook, Unknown, outlook};
use guantong_admission::year::QuotaKind;
use guantong_model::{Date, ProgrammeId, Score, Track, words};
use std::collections::BTreeMap;

/// 专业大类 of the catalogue, as the codes of the college level begin; those of the secondary level are twenty higher.
pub const GROUPS: std::ops::RangeInclusive<u8> = 41..=59;

/// Which programmes are asked for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Search {
    /// The candidate's score in total.
    pub score: Option<Score>,
    /// Only of this front institution.
    pub institution: Option<String>,
    /// Only of this track.
    pub track: Option<Track>,
    /// Only of this 专业大类, or of those without a code in the catalogue.
    pub group: Option<Group>,
}

/// A 专业大类.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Group {
    /// By the two figures of the college level.
    Of(u8),
    /// The major stands in the catalogue under no code that is known.
    Unknown,
}

words! {
    /// What the year's rules say of the district one lives in.
    DistrictRule {
        /// Every programme is open to the whole city alike.
        CityWide = "city-wide",
        /// The year has quotas by district, which the plan does not break down.
        Quotas = "quotas",
        /// The rules of the year are not on file; the notice says the whole city (3.1.1).
        Unknown = "unknown",
    }
}

/// What came of a programme the year before, as it was published.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Before {
    /// Places then.
    pub places: i64,
    /// Admitted over the published rounds.
    pub admitted: i64,
    /// 录取成绩: the lowest score admitted in a published round.
    pub cutoff: Option<Score>,
    /// The partner university then.
    pub partner: String,
    /// Whether every round of that year is published.
    pub complete: bool,
}

/// A programme that is offered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Offer {
    /// Its line of the plan.
    pub line: PlanLine,
    /// Its 专业大类.
    pub group: Group,
    /// What came of it the year before; why not, where nothing is known.
    pub before: Result<Before, Unknown>,
    /// What came of it under another partner, where that is all there is.
    pub with_other_partner: Option<Before>,
    /// How the score stands to it, where one was given.
    pub outlook: Option<Outlook>,
}

/// What was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Offers {
    /// The year of the plan.
    pub year: i32,
    /// 最低录取分数线 of the year.
    pub floor: Option<Score>,
    /// Full marks of the year.
    pub full: Option<Score>,
    /// Full marks of the year before.
    pub full_before: Option<Score>,
    /// What holds of districts.
    pub district: DistrictRule,
    /// The programmes found: with a score, those it would have been enough for first; else in the order of the plan.
    pub found: Vec<Offer>,
    /// Programmes of the plan.
    pub all: usize,
    /// The front institutions of the plan in its order.
    pub institutions: Vec<String>,
    /// The groups that the plan has majors of.
    pub groups: Vec<Group>,
    /// The rounds of the year itself whose results are published already.
    pub published: Vec<Round>,
}

/// 专业大类 of a line, by its class in the catalogue.
#[must_use]
pub fn group_of(line: &PlanLine) -> Group {
    let figures = line.class.as_deref().and_then(|class| class.get(..2)?.parse::<u8>().ok());
    match figures {
        Some(group) if GROUPS.contains(&group) => Group::Of(group),
        Some(group) if group.checked_sub(20).is_some_and(|group| GROUPS.contains(&group)) => {
            Group::Of(group - 20)
        }
        _ => Group::Unknown,
    }
}

/// Those a score would have been enough for come first, then those where the year before tells nothing, then the rest.
fn order(offer: &Offer) -> (u8, std::cmp::Reverse<Option<Score>>) {
    let class = match offer.outlook {
        None => 0,
        Some(Outlook::Above { .. } | Outlook::Equal) => 1,
        Some(Outlook::NotFilled { .. }) => 2,
        Some(Outlook::Unknown(_)) => 3,
        Some(Outlook::Below { .. }) => 4,
        Some(Outlook::BelowFloor { .. }) => 5,
    };
    // What was not filled asked for no score of its own.
    let cutoff = offer.before.as_ref().ok().and_then(|before| before.cutoff);
    (class, std::cmp::Reverse(cutoff.filter(|_| class == 1 || class == 4)))
}

impl Office {
    /// The programmes of a year's plan that a family asks for; nothing where no plan of the year was set.
    ///
    /// # Errors
    /// Where the database fails or the edition's rules cannot be read.
    pub async fn search_plan(&self, year: i32, search: &Search) -> Result<Option<Offers>, Fault> {
        let Some(plan) = self.plan(year).await? else { return Ok(None) };
        let before = self.year_before(year - 1, &plan.lines).await?;
        let (floor, full) = self.marks_of(year).await?;
        let full_before = self.marks_of(year - 1).await?.1;
        let mut institutions: Vec<String> = Vec::new();
        let mut groups: Vec<Group> = plan.lines.iter().map(group_of).collect();
        groups.sort_unstable();
        groups.dedup();
        for line in &plan.lines {
            if !institutions.contains(&line.institution) {
                institutions.push(line.institution.clone());
            }
        }
        let taken = |line: &&PlanLine| {
            search.institution.as_ref().is_none_or(|name| line.institution == *name)
                && search.track.is_none_or(|track| line.track == track)
                && search.group.is_none_or(|group| group_of(line) == group)
        };
        let offer = |line: &PlanLine| {
            let (before, with_other_partner) = before.of(&line.programme);
            let last = before.as_ref().map(Before::told).map_err(|why| *why);
            let outlook = search.score.map(|own| outlook(own, floor, (full_before, full), last));
            Offer { group: group_of(line), line: line.clone(), before, with_other_partner, outlook }
        };
        let mut found: Vec<Offer> = plan.lines.iter().filter(taken).map(offer).collect();
        found.sort_by_key(order);
        let runs = self.storage.rounds(year).await?;
        let is_published =
            |round: &Round| runs.iter().any(|run| run.round == *round && run.published_at.is_some());
        Ok(Some(Offers {
            year,
            floor,
            full,
            full_before,
            district: self.district_rule(year).await?,
            found,
            all: plan.lines.len(),
            institutions,
            groups,
            published: Round::ALL.into_iter().filter(is_published).collect(),
        }))
    }

    /// 最低录取分数线 of a year, where the edition has it.
    pub(crate) fn score_floor(&self, year: i32) -> Option<Score> {
        let examination = Date::new(i16::try_from(year).ok()?, 7, 1).ok()?;
        let floor = self.edition().number("score.floor", examination)?;
        i32::try_from(floor).ok().map(Score::points)
    }

    /// What the rules of a year say of districts.
    async fn district_rule(&self, year: i32) -> Result<DistrictRule, Fault> {
        let rules = self.rules_in_force(year).await?;
        let of_year = rules.version > 0 || i64::from(rules.set.year) == i64::from(year);
        Ok(match rules.set.quotas.value.contains(&QuotaKind::District) {
            _ if !of_year => DistrictRule::Unknown,
            true => DistrictRule::Quotas,
            false => DistrictRule::CityWide,
        })
    }

    /// What was published of the year before, for the lines of this year's plan.
    async fn year_before(&self, year: i32, now: &[PlanLine]) -> Result<YearBefore, Fault> {
        let runs = self.storage.rounds(year).await?;
        let published =
            |round: Round| runs.iter().any(|run| run.round == round && run.published_at.is_some());
        let rules = self.rules_in_force(year).await?.set;
        let held = |round: &Round| rules.round(crate::round::round_id(*round)).is_some();
        let complete = Round::ALL.into_iter().filter(held).all(published);
        let mut came: BTreeMap<ProgrammeId, (i64, Option<Score>)> = BTreeMap::new();
        for round in Round::ALL.into_iter().filter(|round| published(*round)) {
            for programme in self.storage.round_programmes(year, round).await? {
                let (admitted, cutoff) = came.entry(programme.programme).or_default();
                *admitted += programme.admitted;
                *cutoff = [*cutoff, programme.cutoff].into_iter().flatten().min();
            }
        }
        let mut of = BTreeMap::new();
        for change in compare(&self.storage.plan_lines(year).await?, now) {
            let Some(after) = &change.after else { continue };
            let line = change.line();
            let Some((admitted, cutoff)) = came.get(&line.programme).copied() else { continue };
            let before =
                Before { places: line.places, admitted, cutoff, partner: line.partner.clone(), complete };
            of.insert(after.programme.clone(), (change.fate, before));
        }
        Ok(YearBefore { any: Round::ALL.into_iter().any(published), of })
    }
}

impl Before {
    /// What a score is held against.
    fn told(&self) -> LastYear {
        let left = self.complete.then(|| (self.places - self.admitted).max(0));
        LastYear { cutoff: self.cutoff, left }
    }
}

/// The year before, by the programmes of this year.
struct YearBefore {
    /// Whether anything of it is published.
    any: bool,
    of: BTreeMap<ProgrammeId, (Fate, Before)>,
}

impl YearBefore {
    fn of(&self, programme: &ProgrammeId) -> (Result<Before, Unknown>, Option<Before>) {
        match self.of.get(programme) {
            _ if !self.any => (Err(Unknown::Unpublished), None),
            None => (Err(Unknown::New), None),
            Some((Fate::PartnerChanged, before)) => (Err(Unknown::Partner), Some(before.clone())),
            Some((_, before)) => (Ok(before.clone()), None),
        }
    }
}
