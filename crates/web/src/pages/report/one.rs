//! `/reports/{year}/{front}/{partner}`: one report: figures, text with the year before beside it, signatures.

use super::shown::{FigureShown, figures, sides, state};
use super::{Named, href, id_of};
use crate::answer::Answer;
use crate::frame::{Page, show_as};
use crate::parts::{Chip, Clauses};
use crate::trouble::Trouble;
use askama::Template;
use axum::extract::{Path, Query};
use axum::http::StatusCode;
use guantong_service::access::Action;
use guantong_service::report::{AnnualReport, Frozen, ReportId, ReportState, Section};
use serde::Deserialize;

/// A section of text.
struct SectionShown {
    key: String,
    name: String,
    text: String,
    before: String,
}

#[derive(Template)]
#[template(path = "report/one.html")]
struct OnePage {
    here: String,
    title: String,
    lead: String,
    chip: Chip,
    report: AnnualReport,
    sections: Vec<SectionShown>,
    figures: Vec<FigureShown>,
    /// Whether the figures are held against the records of today.
    compared: bool,
    figures_on: String,
    digest: String,
    writes: bool,
    signs: bool,
    accepts: bool,
    returned: Option<(String, String)>,
    /// What was done with it: the day, what, by whom, why.
    steps: Vec<(String, String, String, Option<String>)>,
    trouble: Trouble,
    clauses: Clauses,
    page: Page,
}

impl OnePage {
    fn is(&self, state: ReportState) -> bool {
        self.report.state == state
    }

    fn changed(&self) -> usize {
        self.figures.iter().flat_map(|one| &one.years).filter(|one| one.now.is_some()).count()
    }

    fn typed(&self, name: &str) -> &str {
        self.trouble.field(name)
    }

    fn writing(&self) -> bool {
        self.is(ReportState::Drafting) && self.writes
    }

    fn signing(&self) -> bool {
        self.is(ReportState::Sent) && self.signs
    }

    fn submitting(&self) -> bool {
        self.is(ReportState::Signed) && self.writes
    }

    fn accepting(&self) -> bool {
        self.is(ReportState::Submitted) && self.accepts
    }
}

/// What is asked for.
#[derive(Default, Deserialize)]
pub(super) struct Asked {
    /// Whether frozen figures are held against the records of today.
    #[serde(default)]
    compare: String,
}

pub(super) async fn one(page: Page, Path(named): Path<Named>, Query(asked): Query<Asked>) -> Answer {
    let id = id_of(named)?;
    let today = match asked.compare.as_str() {
        "" => None,
        _ => page.office().report_figures_now(&id).await?,
    };
    with_figures(page, &id, StatusCode::OK, Trouble::default(), today).await
}

/// The page of a report after what happened.
pub(super) async fn shown(page: Page, id: &ReportId, status: StatusCode, trouble: Trouble) -> Answer {
    with_figures(page, id, status, trouble, None).await
}

/// The same, with the figures held against those of today where they are known.
async fn with_figures(
    page: Page,
    id: &ReportId,
    status: StatusCode,
    trouble: Trouble,
    today: Option<Frozen>,
) -> Answer {
    let office = page.office();
    let view = office.report_view(id).await?;
    let steps = office.report_steps(id).await?;

    let section = |section: &Section| {
        let key = format!("section-{section}");
        let kept = view.report.sections.get(section).cloned().unwrap_or_default();
        SectionShown {
            name: page.word(format!("report-section.{section}")),
            text: trouble.typed.get(&key).cloned().unwrap_or(kept),
            before: view.before.get(section).cloned().unwrap_or_default(),
            key,
        }
    };
    let returned = view.report.returned.as_ref().map(|(by, because)| {
        let by = match by.as_str() {
            guantong_service::cooperation::COMMISSION => page.word("role.commission"),
            by => page.institution(by).to_owned(),
        };
        (by, because.clone())
    });
    let sections = Section::ALL.iter().map(section).collect();
    let lead = page.t("report-lead").with("due", page.date(view.due));
    let one_page = OnePage {
        here: href(id),
        title: page
            .t("report-of")
            .with("sides", sides(&page, id))
            .with("year", id.year.to_string())
            .to_string(),
        lead: lead.to_string(),
        chip: state(&page, view.report.state, view.late),
        sections,
        figures: figures(&page, id, &view.figures, today.as_ref()),
        compared: today.is_some(),
        figures_on: page.date(view.figures.on),
        writes: office.allow_of(Action::ReportWrite, [id.front.as_str()]).is_ok(),
        signs: office.allow_of(Action::ReportSign, [id.partner.as_str()]).is_ok() && !id.alone(),
        accepts: office.allow_here(Action::ReportAccept).is_ok(),
        digest: view.digest,
        report: view.report,
        steps: steps
            .into_iter()
            .map(|step| {
                (
                    page.date(step.on),
                    page.word(format!("report-step.{}", step.kind)),
                    page.by(&step.by),
                    step.because,
                )
            })
            .collect(),
        returned,
        trouble,
        clauses: Clauses::of_provisions(&page, &["4.3.1.a"]),
        page: page.clone(),
    };
    show_as(status, &one_page)
}
