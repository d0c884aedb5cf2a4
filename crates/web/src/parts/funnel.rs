//! How many of an entry year reached each step, as bars out of those admitted.

use super::flow::students;
use crate::frame::{Page, Said};
use askama::Template;
use askama::filters::HtmlSafe;
use guantong_service::cohort::{Cohort, Milestone};

/// The bars of an entry year.
#[derive(Template)]
#[template(path = "parts/funnel.html")]
pub(crate) struct Funnel {
    rows: Vec<Row>,
}

impl HtmlSafe for Funnel {}

struct Row {
    words: Said,
    class: &'static str,
    width: String,
    reached: String,
    percent: String,
    href: String,
}

impl Funnel {
    /// One bar for each step.
    pub(crate) fn of(page: &Page, cohort: &Cohort) -> Self {
        let admitted = cohort.at(Milestone::Admitted);
        let rows = cohort.steps.iter().map(|step| {
            let hundredths = step.reached * 10_000 / admitted.max(1);
            Row {
                words: page.t(format!("page-milestone-{}", step.milestone)),
                class: match step.milestone {
                    Milestone::Admitted | Milestone::Registered | Milestone::SecondaryComplete => "f-1",
                    Milestone::College | Milestone::CollegeComplete => "f-2",
                    Milestone::Bachelor | Milestone::Graduated => "f-3",
                },
                width: format!("{}.{:02}%", hundredths / 100, hundredths % 100),
                reached: page.number(step.reached),
                percent: page.percent(step.reached, admitted),
                href: students(cohort.entry_year, Some(step.milestone), None, ""),
            }
        });
        Funnel { rows: rows.collect() }
    }
}
