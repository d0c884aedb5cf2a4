//! Places, beds and teachers needed in the years to come.

use crate::Office;
use crate::access::rounded;
use crate::error::ServiceError;
use crate::indicator::Gathered;
use guantong_indicators::{Assumed, Indicator, Projection, Terms, observed, project};
use guantong_model::{Date, Stage};
use guantong_policy::edition::Value;

/// So many years are projected.
pub const AHEAD: i32 = 5;

impl Office {
    /// What the edition says on a day; before it says anything its first value holds.
    fn said(&self, name: &str, on: Date) -> Option<&Value> {
        let first = || self.edition().parameter(name)?.values.first().filter(|first| on < first.from);
        self.edition().value(name, on).or_else(|| first().map(|first| &first.value))
    }

    /// By what rates are observed on a day.
    #[must_use]
    pub fn projection_terms(&self, on: Date) -> Terms {
        let number = |name: &str| self.said(name, on).and_then(|value| value.as_number());
        let day = self.said("projection.count-day", on).and_then(|value| value.as_text());
        let day = day.and_then(|text| text.split_once('-'));
        let count_on = day.and_then(|(month, day)| Some((month.parse().ok()?, day.parse().ok()?)));
        Terms {
            count_on: count_on.unwrap_or((10, 1)),
            years: number("projection.rate-years").and_then(|years| i32::try_from(years).ok()).unwrap_or(1),
            least: number("projection.least").unwrap_or(1),
        }
    }

    /// What the edition assumes of a stage's students on a day.
    #[must_use]
    pub fn assumed(&self, stage: Stage, on: Date) -> Assumed {
        let number = |name: &str| {
            let value = self.said(&format!("projection.{name}-{stage}"), on);
            value.and_then(|value| value.as_number())
        };
        Assumed {
            boarding: number("boarding").unwrap_or(100),
            per_teacher: number("per-teacher").unwrap_or(1),
        }
    }

    /// Whether a day is before everything the edition assumes, so that its first values hold; from when they are.
    #[must_use]
    pub fn assumed_first(&self, on: Date) -> Option<Date> {
        let names = Stage::ALL
            .iter()
            .flat_map(|stage| ["boarding", "per-teacher"].map(|name| format!("projection.{name}-{stage}")));
        let first = |name: String| self.edition().parameter(&name)?.values.first().map(|first| first.from);
        names.filter_map(first).max().filter(|from| on < *from)
    }

    /// Students by where they sit, five years from a day on, with everything it rests on.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn projected(&self, on: Date) -> Result<(Gathered, Projection), ServiceError> {
        let mut gathered = self.gathered(on, &[], &[Indicator::PlanCompletion]).await?;
        if gathered.on < self.clock.today() {
            // What was planned later was not known then.
            let known = i32::from(gathered.on.year());
            gathered.facts.lines.retain(|line| line.year <= known);
        }
        let seen = observed(&gathered.facts, gathered.on, &self.projection_terms(gathered.on));
        let seen = if self.figures_are_exact() { seen } else { seen.with_counts(rounded) };
        let made = project(&seen, AHEAD);
        Ok((gathered, made))
    }
}
