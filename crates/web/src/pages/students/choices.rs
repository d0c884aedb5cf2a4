//! What the filters of the list offer.

use super::asked::Asked;
use super::standings::Standings;
use crate::frame::Page;
use guantong_model::{ProgrammeId, Qualification, Stage, StageWork};
use guantong_service::Fault;
use guantong_service::cohort::Milestone;
use guantong_service::rows::PlanLine;
use std::collections::BTreeSet;

/// What the filters offer.
pub(super) struct Choices {
    /// Front institutions, in the order of the plans, newest first.
    pub(super) institutions: Vec<String>,
    /// Programmes of the institution chosen; all of the newest plan where none is.
    programmes: Vec<PlanLine>,
    /// The year of entry, and the standings as groups and one by one.
    pub(super) plain: Vec<Select>,
    /// The filters that are folded away until one is used.
    pub(super) more: Vec<Select>,
}

/// A filter with few values.
pub(super) struct Select {
    /// Its name in the address.
    pub(super) name: &'static str,
    /// The id of its label.
    pub(super) label: &'static str,
    /// Each value, its words, and whether it is the one asked for.
    pub(super) choices: Vec<(String, String, bool)>,
}

impl Select {
    fn of(
        name: &'static str,
        label: &'static str,
        asked: &str,
        choices: impl IntoIterator<Item = (String, String)>,
    ) -> Self {
        let choices = choices.into_iter().map(|(value, words)| {
            let chosen = value == asked;
            (value, words, chosen)
        });
        Select { name, label, choices: choices.collect() }
    }
}

impl Choices {
    pub(super) async fn of(page: &Page, asked: &Asked) -> Result<Self, Fault> {
        let mut institutions = Vec::new();
        let mut registered_at: Vec<String> = Vec::new();
        let mut programmes: Vec<PlanLine> = Vec::new();
        let mut seen: BTreeSet<ProgrammeId> = BTreeSet::new();
        let years = page.office().years().await?;
        for (n, year) in years.iter().enumerate() {
            let Some(plan) = page.office().plan(*year).await? else { continue };
            for line in plan.lines {
                if !institutions.contains(&line.institution) {
                    institutions.push(line.institution.clone());
                }
                if !registered_at.contains(&line.partner) {
                    registered_at.push(line.partner.clone());
                }
                let wanted =
                    asked.institution().map_or(n == 0, |institution| line.institution == institution);
                if wanted && seen.insert(line.programme.clone()) {
                    programmes.push(line);
                }
            }
        }
        registered_at.retain(|partner| !institutions.contains(partner));
        registered_at.splice(0..0, institutions.iter().cloned());
        let year = |year: i32| (year.to_string(), page.t("page-year-of").with("year", year).to_string());
        let class = |year: i32| (year.to_string(), page.t("page-cohort").with("year", year).to_string());
        Ok(Choices {
            plain: vec![
                Select::of(
                    "entry_year",
                    "page-student-entry-year",
                    asked.entry_year.trim(),
                    years.iter().copied().map(year),
                ),
                standing(page, &asked.standing),
            ],
            more: more(page, asked, years.iter().copied().map(class).collect(), registered_at),
            institutions,
            programmes,
        })
    }

    /// Programmes by institution.
    pub(super) fn groups(&self) -> impl Iterator<Item = (&str, &[PlanLine])> {
        self.programmes
            .chunk_by(|a, b| a.institution == b.institution)
            .filter_map(|group| Some((group.first()?.institution.as_str(), group)))
    }
}

fn standing(page: &Page, asked: &str) -> Select {
    let choices = Standings::choices().map(|choice| {
        let words = match choice {
            Standings::One(standing) => page.word(format!("standing.{standing}")),
            several => page.t(format!("page-standings-{}", several.as_str())).to_string(),
        };
        (choice.as_str().to_owned(), words)
    });
    Select::of("standing", "page-student-standing", asked, choices)
}

fn more(
    page: &Page,
    asked: &Asked,
    classes: Vec<(String, String)>,
    registered_at: Vec<String>,
) -> Vec<Select> {
    let word = |group: &str, value: &str| (value.to_owned(), page.word(format!("{group}.{value}")));
    let said =
        |group: &str, value: &str| (value.to_owned(), page.t(format!("page-{group}-{value}")).to_string());
    let steps = || Milestone::ALL.iter().map(|step| said("milestone", step.as_str()));
    let districts =
        page.edition().districts().iter().map(|district| {
            (district.code.clone(), page.either(&district.name, &district.name_en).to_owned())
        });
    let institutions = registered_at.into_iter().map(|name| {
        let words = page.institution(&name).to_owned();
        (name, words)
    });
    vec![
        Select::of("cohort", "page-student-cohort", asked.cohort.trim(), classes),
        Select::of(
            "stage",
            "page-student-stage",
            &asked.stage,
            Stage::ALL.iter().map(|stage| word("stage", stage.as_str())),
        ),
        Select::of(
            "work",
            "page-students-work",
            &asked.work,
            StageWork::ALL.iter().map(|work| said("work", work.as_str())),
        ),
        Select::of(
            "qualification",
            "page-student-qualification",
            &asked.qualification,
            Qualification::ALL.iter().map(|held| word("qualification", held.as_str())),
        ),
        Select::of("registered_at", "page-student-registered-at", &asked.registered_at, institutions),
        Select::of("district", "page-student-district", &asked.district, districts),
        Select::of("reached", "page-students-reached", &asked.reached, steps()),
        Select::of("not_reached", "page-students-not-reached", &asked.not_reached, steps()),
    ]
}
