//! 招生简章 of a year (3.1.3.c): the plan, the majors, where one studies in which years, and what is charged by stage.
//!
//! Only what the plan and the edition say: a fee that no document gives is told as announced by the institution.

use crate::Office;
use crate::error::Fault;
use crate::rows::{PlanHead, PlanLine};
use crate::student::placement;
use guantong_model::{Date, Stage, Track};
use guantong_policy::edition::{Parameter, Value};

/// What is charged in a stage.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fee {
    /// 每学年学费, in yuan.
    Yuan(i64),
    /// Announced by the institution: no amount is on file.
    Announced,
}

/// Where one studies, in some years of the seven.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Years {
    /// The stage.
    pub stage: Stage,
    /// The first of its years, from 1.
    pub from: i64,
    /// The last.
    pub to: i64,
    /// Where one sits (2.b).
    pub at: String,
    /// Who holds the registration (3.3.1, 3.3.2).
    pub registered_at: String,
    /// What is charged for an academic year.
    pub fee: Fee,
}

/// A programme of the prospectus.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProspectusLine {
    /// Its line of the plan.
    pub line: PlanLine,
    /// The three stages with their years and places.
    pub years: Vec<Years>,
}

/// What holds of the fees of a stage, with where that comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StageFee {
    /// The stage.
    pub stage: Stage,
    /// What is charged where an institution has nothing of its own.
    pub fee: Fee,
    /// In words, Chinese.
    pub note: String,
    /// In words, English.
    pub note_en: String,
    /// The source.
    pub source: String,
}

/// The prospectus of a year.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Prospectus {
    /// The plan it is made from.
    pub head: PlanHead,
    /// Its programmes in the order of the plan.
    pub lines: Vec<ProspectusLine>,
    /// Fees by stage.
    pub fees: Vec<StageFee>,
    /// The day whose policies are told: the beginning of the school year.
    pub on: Date,
}

impl Office {
    /// The prospectus of a year; nothing where no plan was set.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn prospectus(&self, year: i32) -> Result<Option<Prospectus>, Fault> {
        let Some(plan) = self.plan(year).await? else { return Ok(None) };
        let on = Date::new(i16::try_from(year).unwrap_or(i16::MAX), 9, 1)
            .map_err(|error| Fault::new("make a prospectus", error))?;
        let standards = self.fee_standards(None).await?;
        let mut lines = Vec::new();
        for line in plan.lines {
            let placement = placement(&line);
            let lengths = self.stage_lengths(line.track, on);
            let mut from = 1;
            let mut years = Vec::new();
            for (stage, length) in Stage::ALL.iter().copied().zip(lengths) {
                let (at, registered_at) = (placement.studies_at(stage), placement.registered_at(stage));
                years.push(Years {
                    stage,
                    from,
                    to: from + length - 1,
                    at: at.to_owned(),
                    registered_at: registered_at.to_owned(),
                    fee: crate::fees::in_force(&standards, at, stage, &line.programme, year)
                        .map_or_else(|| self.fee(stage, Some(at), on), |standard| Fee::Yuan(standard.yuan)),
                });
                from += length;
            }
            lines.push(ProspectusLine { line, years });
        }
        Ok(Some(Prospectus { head: plan.head, lines, fees: self.stage_fees(on), on }))
    }

    /// Fees by stage on a day, each with its source; nothing of a stage the edition is silent on.
    #[must_use]
    pub fn stage_fees(&self, on: Date) -> Vec<StageFee> {
        let of = |stage: Stage| {
            let parameter = self.edition().parameter(&format!("fee.{stage}"))?;
            let text = |text: &Option<String>| text.clone().unwrap_or_default();
            Some(StageFee {
                stage,
                fee: amount(parameter, on)?,
                note: text(&parameter.note),
                note_en: text(&parameter.note_en),
                source: text(&parameter.source),
            })
        };
        Stage::ALL.iter().copied().filter_map(of).collect()
    }

    /// How many years each stage of a track takes (2.a).
    #[must_use]
    pub fn stage_lengths(&self, track: Track, on: Date) -> Vec<i64> {
        self.edition().numbers(&format!("stage.years.{track}"), on).unwrap_or_default()
    }

    /// What an institution charges in a stage: its own standard by its code, else that of the stage.
    pub(crate) fn fee(&self, stage: Stage, institution: Option<&str>, on: Date) -> Fee {
        let edition = self.edition();
        let code = institution.and_then(|name| edition.institution(name)).and_then(|i| i.code.as_deref());
        let own = code.and_then(|code| amount(edition.parameter(&format!("fee.{stage}.{code}"))?, on));
        own.or_else(|| amount(edition.parameter(&format!("fee.{stage}"))?, on)).unwrap_or(Fee::Announced)
    }
}

/// The amount of a parameter on a day; nothing where it has no value then.
fn amount(parameter: &Parameter, on: Date) -> Option<Fee> {
    match parameter.value(on)? {
        Value::Number(yuan) => Some(Fee::Yuan(*yuan)),
        Value::Text(_) | Value::List(_) => Some(Fee::Announced),
    }
}
