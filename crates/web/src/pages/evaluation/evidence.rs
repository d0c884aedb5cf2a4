//! What the records tell beside each dimension, with links for who may follow them.

use super::shown::dimension;
use crate::answer::Problem;
use crate::frame::Page;
use crate::pages::address::encoded;
use crate::pages::cooperation::kind_name;
use crate::pages::indicator::{indicator_name, year_of};
use crate::pages::report::{report_figure, report_records, report_state};
use guantong_evaluation::{Dimension, Terms};
use guantong_indicators::Indicator;
use guantong_service::evaluation::{Evidence, SubjectId};

/// A figure, what is small beside it, its year, and where its records are for who may see them.
type FigureOf = (String, String, String, String);

/// What stands beside a dimension.
pub(super) struct Beside {
    pub(super) dimension: Dimension,
    pub(super) name: String,
    pub(super) weight: i64,
    /// Name, address, then of this year and last: figure, small, year.
    pub(super) figures: Vec<(String, String, Vec<FigureOf>)>,
    /// Facts with where they are from.
    pub(super) facts: Vec<(String, String)>,
    /// What the annual report says.
    pub(super) report: Option<String>,
}

/// Everything beside all dimensions.
pub(super) struct AllBeside {
    pub(super) on: String,
    /// Which annual report is quoted.
    pub(super) report: Option<String>,
    pub(super) dimensions: Vec<Beside>,
}

pub(super) async fn beside(page: &Page, id: &SubjectId, terms: &Terms) -> Result<AllBeside, Problem> {
    let evidence = page.office().evaluation_evidence(id).await?;
    let figures = |names: &[String]| {
        let shown = |indicator: Indicator| {
            let of = |year: i32| {
                let mut all = evidence.figures.figures.iter();
                let found = all.find(|one| one.indicator == indicator.as_str() && one.year == year);
                let (figure, small) = report_figure(page, indicator, &evidence.figures, year, found);
                let href =
                    found.map(|_| report_records(&id.report(id.year), indicator, year, evidence.figures.on));
                let href = href.filter(|href| page.may_follow(href)).unwrap_or_default();
                (figure, small, year_of(page, indicator, year), href)
            };
            let years = evidence.figures.years_of(indicator.as_str(), id.year);
            let href = format!("/indicators/{indicator}?year={}", years[0]);
            (indicator_name(page, indicator), href, years.map(of).into())
        };
        names.iter().filter_map(|name| Indicator::parse(name)).map(shown).collect()
    };
    let dimensions = terms.dimensions.iter().map(|viewed| Beside {
        dimension: viewed.dimension,
        name: dimension(page, viewed.dimension),
        weight: viewed.weight,
        figures: figures(&viewed.indicators),
        facts: facts(page, id, viewed.dimension, &evidence),
        report: evidence.sections.get(&viewed.dimension).cloned(),
    });
    Ok(AllBeside {
        on: page.date(evidence.figures.on),
        report: evidence.report.map(|(year, state)| {
            let state = report_state(page, state, false).word;
            page.t("evaluation-report").with("year", year.to_string()).with("state", state).to_string()
        }),
        dimensions: dimensions.collect(),
    })
}

/// Training programmes beside goals and courses; duties and records beside the cooperation.
fn facts(page: &Page, id: &SubjectId, of: Dimension, evidence: &Evidence) -> Vec<(String, String)> {
    let mut facts = Vec::new();
    if matches!(of, Dimension::Goals | Dimension::Curriculum) {
        for one in &evidence.trainings {
            let said = match one.number {
                Some(number) => page
                    .t("evaluation-training")
                    .with("number", number)
                    .with("stops", one.findings.0.to_string())
                    .with("judge", one.findings.1.to_string()),
                None => page.t("evaluation-no-training"),
            };
            let said =
                said.with("major", one.major.as_str()).with("cohort", one.cohort.to_string()).to_string();
            facts.push((said, format!("/training/{}/{}", encoded(one.programme.as_str()), one.cohort)));
        }
    }
    if of == Dimension::Cooperation {
        let duties = evidence.duties.iter().map(|(state, count)| {
            let state = page.word(format!("duty-state.{state}"));
            page.t("evaluation-duty").with("state", state).count("count", *count).to_string()
        });
        let duties = page.list(duties);
        if !duties.is_empty() {
            let said = page.t("evaluation-duties").with("duties", duties).to_string();
            facts.push((said, format!("/obligations/{}", encoded(&id.front))));
        }
        let records = evidence.records.iter().map(|(kind, count)| {
            page.t("evaluation-record")
                .with("kind", kind_name(page, *kind))
                .count("count", *count)
                .to_string()
        });
        let records = page.list(records);
        if !records.is_empty() {
            let said = page.t("evaluation-records").with("records", records).to_string();
            facts.push((said, format!("/partnerships/{}/{}", encoded(&id.front), encoded(&id.partner))));
        }
    }
    facts
}
