//! Figures as they are told once: of the two sides, by the records of the day.

use super::row::{AnnualReport, Frozen, FrozenFigure, ReportId};
use crate::Office;
use crate::cooperation::DutyView;
use crate::error::{Fault, ServiceError};
use crate::indicator::Gathered;
use crate::journal::{canonical, digest};
use guantong_indicators::{Grain, Indicator, Source, Split, grains};
use guantong_model::Date;
use serde_json::json;
use std::collections::{BTreeMap, BTreeSet};

impl Office {
    /// The day that the figures of a report are of: the one the edition names, or today where that is to come.
    ///
    /// # Errors
    /// Where the edition names none.
    pub fn report_day(&self, year: i32) -> Result<Date, Fault> {
        let today = self.clock.today();
        let named = self.edition().text("report.figures-on", today);
        let parts = named.and_then(|text| text.split_once('-'));
        let day = parts.and_then(|(month, day)| {
            Date::new(i16::try_from(year).ok()?, month.parse().ok()?, day.parse().ok()?).ok()
        });
        let day = day.ok_or_else(|| Fault::new("read the day of figures", "report.figures-on"))?;
        Ok(day.min(today))
    }

    /// The figures of a report as they stand: of its year and the year before, each with the digest of its records.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn report_figures(&self, id: &ReportId) -> Result<Frozen, ServiceError> {
        self.report_figures_on(id, self.report_day(id.year)?).await
    }

    /// The same of a day, by the entries in force today.
    pub(super) async fn report_figures_on(&self, id: &ReportId, on: Date) -> Result<Frozen, ServiceError> {
        let told: BTreeMap<String, i32> =
            Indicator::ALL.iter().map(|one| (one.to_string(), one.told_in(id.year))).collect();
        let years: BTreeSet<i32> = told.values().flat_map(|year| [*year, *year - 1]).collect();
        let years: Vec<i32> = years.into_iter().collect();
        // Over the whole city: what the two sides run is theirs to tell.
        let gathered = self.entire().gathered(on, &years, Indicator::ALL).await?;
        let mut found = Frozen { on, years: told, figures: Vec::new() };
        for indicator in Indicator::ALL.iter().copied() {
            let years = found.years_of(indicator.as_str(), id.year);
            found.figures.extend(of_sides(indicator, &gathered, id, &years));
        }
        Ok(found)
    }

    /// The digest of all that is signed: text and figures.
    ///
    /// # Errors
    /// Where it cannot be written.
    pub fn report_digest(&self, report: &AnnualReport) -> Result<String, Fault> {
        let told = json!({
            "report": report.id.to_string(),
            "sections": serde_json::to_value(&report.sections).map_err(|e| Fault::new("digest a report", e))?,
            "figures": serde_json::to_value(&report.frozen).map_err(|e| Fault::new("digest a report", e))?,
        });
        Ok(digest(canonical(&told).as_bytes()).to_string())
    }
}

/// An indicator's figures of two sides; nothing of a year without a record.
fn of_sides(indicator: Indicator, gathered: &Gathered, id: &ReportId, years: &[i32]) -> Vec<FrozenFigure> {
    let mut by_year: BTreeMap<i32, (i64, i64, Vec<String>)> = BTreeMap::new();
    let theirs = |grain: &Grain<'_>| {
        grain.value(Split::Institution) == Some(id.front.as_str())
            && grain.value(Split::University) == Some(id.partner.as_str())
    };
    grains(indicator, &gathered.facts, &mut |grain| {
        if years.contains(&grain.year) && theirs(grain) {
            let (part, whole, records) = by_year.entry(grain.year).or_default();
            *part += grain.part;
            *whole += grain.whole;
            records.push(format!("{} {} {}", named(grain.source, &gathered.duties), grain.whole, grain.part));
        }
    });
    let figure = |(year, (part, whole, mut records)): (i32, (i64, i64, Vec<String>))| {
        records.sort_unstable();
        FrozenFigure {
            indicator: indicator.as_str().to_owned(),
            year,
            part,
            whole,
            records: i64::try_from(records.len()).unwrap_or(i64::MAX),
            digest: digest(records.join("\n").as_bytes()).to_string(),
        }
    };
    by_year.into_iter().rev().map(figure).collect()
}

/// A record by one word.
fn named(source: Source<'_>, duties: &[DutyView]) -> String {
    match source {
        Source::Student(student) => student.to_string(),
        Source::Line(year, programme) => format!("plan/{year}/{programme}"),
        Source::Duty(at) => duties.get(at).map_or_else(String::new, |view| {
            let owed = &view.owed;
            let programme = owed.programme.as_ref().map(|id| id.as_str()).unwrap_or_default();
            format!("{}/{}/{:?}/{programme}", owed.holder.stream(), owed.duty, owed.period)
        }),
    }
}
