//! A programme over the years, and an institution's names, as pages show them.

use super::{DatedFact, FactOnFile, dated};
use crate::Office;
use crate::access::rounded;
use crate::error::Fault;
use crate::rows::PlanLine;
use guantong_model::{Date, ProgrammeId, Score, Standing};
use std::collections::BTreeMap;

/// A programme in the plan of one year, and the class that entered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct YearOfProgramme {
    /// The year.
    pub year: i32,
    /// Its line in that plan.
    pub line: PlanLine,
    /// 录取成绩.
    pub score: Option<Score>,
    /// The partner the class has on the day asked for.
    pub partner: String,
    /// Students of the class now, by standing.
    pub students: BTreeMap<&'static str, i64>,
}

/// A programme as its page shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProgrammeView {
    /// As its newest plan has it.
    pub line: PlanLine,
    /// Its plan years, newest first.
    pub years: Vec<YearOfProgramme>,
    /// Its dated facts, in the order in which they were entered.
    pub facts: Vec<FactOnFile>,
    /// How many facts it has: what entering another must have seen.
    pub version: i64,
    /// The names that certificates of school and partner would bear on the day asked for.
    pub names: [(String, String); 2],
}

/// An institution as its page shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InstitutionView {
    /// The name under which it is known here.
    pub name: String,
    /// The name that certificates would bear on the day asked for.
    pub today: String,
    /// Its renamings, in the order in which they were entered.
    pub facts: Vec<FactOnFile>,
    /// How many it has.
    pub version: i64,
    /// Its programmes, as school or partner, each as its newest plan has it.
    pub programmes: Vec<PlanLine>,
}

impl Office {
    /// Every fact on file, in the order in which they were entered.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn dated_facts(&self) -> Result<Vec<FactOnFile>, Fault> {
        self.storage.dated_facts().await
    }

    /// A programme over the years as of a day; nothing where no plan has it.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn programme_view(&self, id: &ProgrammeId, on: Date) -> Result<Option<ProgrammeView>, Fault> {
        let world = self.world().await?;
        let Some(programme) = world.programme(id) else { return Ok(None) };
        let counted = self.storage.class_standings(id).await?;
        let exact = self.figures_are_exact();
        let mut years = Vec::new();
        for (year, score) in programme.cohorts.iter().rev() {
            let Some(line) = self.programmes(*year).await?.remove(id) else { continue };
            let mut counts: BTreeMap<&'static str, i64> = BTreeMap::new();
            for (_, standing, students) in counted.iter().filter(|(cohort, ..)| cohort == year) {
                counts.insert(standing.as_str(), if exact { *students } else { rounded(*students) });
            }
            let partner = world.placement_of(programme, *year, on).partner.clone();
            years.push(YearOfProgramme { year: *year, line, score: *score, partner, students: counts });
        }
        let Some(line) = years.first().map(|year| year.line.clone()) else { return Ok(None) };
        let all = self.storage.dated_facts().await?;
        let names = dated(all.clone());
        let named = |name: &str| (name.to_owned(), names.name(names.institution(name), on).to_owned());
        let names = [named(&line.institution), named(&line.partner)];
        let facts = of_stream(all, &super::stream(id));
        let version = facts.last().map_or(0, |fact| fact.version);
        Ok(Some(ProgrammeView { line, years, facts, version, names }))
    }

    /// An institution by the name it is known by here; nothing where neither edition nor plans have it.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn institution_view(&self, name: &str) -> Result<Option<InstitutionView>, Fault> {
        let all = self.storage.dated_facts().await?;
        let names = dated(all.clone());
        let reference = self.reference().await?;
        let mut programmes: Vec<PlanLine> = Vec::new();
        for line in reference.plans.values().rev().flatten() {
            let own = [&line.institution, &line.partner].iter().any(|of| names.institution(of) == name);
            if own && !programmes.iter().any(|known| known.programme == line.programme) {
                programmes.push(line.clone());
            }
        }
        let of_edition = self.edition().institution(name).is_some_and(|found| found.name == name);
        if programmes.is_empty() && !of_edition {
            return Ok(None);
        }
        let today = names.name(name, self.clock.today()).to_owned();
        let facts = of_stream(all, &super::institution_stream(name));
        let version = facts.last().map_or(0, |fact| fact.version);
        Ok(Some(InstitutionView { name: name.to_owned(), today, facts, version, programmes }))
    }
}

fn of_stream(all: Vec<FactOnFile>, stream: &str) -> Vec<FactOnFile> {
    all.into_iter().filter(|fact| fact.stream == stream).collect()
}

impl YearOfProgramme {
    /// Students of the class now, by standing, in the order of the standings.
    pub fn standings(&self) -> impl Iterator<Item = (Standing, i64)> {
        Standing::ALL.iter().filter_map(|standing| Some((*standing, *self.students.get(standing.as_str())?)))
    }
}

impl ProgrammeView {
    /// Partners replaced, each with its class.
    pub fn replaced(&self) -> impl Iterator<Item = (&FactOnFile, i32, &str)> {
        self.facts.iter().filter_map(|on_file| match &on_file.fact {
            DatedFact::PartnerReplaced(fact) => Some((on_file, fact.cohort, fact.partner.as_str())),
            DatedFact::Renamed(_) => None,
        })
    }
}
