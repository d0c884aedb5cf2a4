//! `/cases/{year}/{front}/{partner}/{measure}`: the records behind a figure, each to be opened by who may.

use super::shown::{MeasureShown, measures, sides};
use super::{href, id_of};
use crate::answer::{Answer, Problem};
use crate::fields::{Fields, get};
use crate::frame::{Page, show};
use crate::pages::address::encoded;
use crate::pages::cooperation::address;
use crate::parts::Clauses;
use askama::Template;
use axum::extract::{Path, Query};
use guantong_merit::{Form, Measure};
use guantong_service::cases::{Records, Source};
use guantong_service::rows::Student;
use std::collections::BTreeMap;

/// So many students stand on a page.
const LISTED: usize = 200;

/// A line of a plan.
struct LineShown {
    major: String,
    href: String,
    year: i32,
    part: i64,
    whole: i64,
}

#[derive(Template)]
#[template(path = "cases/records.html")]
struct RecordsPage {
    year: i32,
    here: String,
    sides: String,
    shown: MeasureShown,
    lines: Vec<LineShown>,
    /// What a record is called, where it is, whether it is in the part.
    others: Vec<(String, String, bool)>,
    records: Records,
    majors: BTreeMap<String, String>,
    previous: Option<String>,
    next: Option<String>,
    clauses: Clauses,
    page: Page,
}

impl RecordsPage {
    fn is_share(&self) -> bool {
        self.shown.measure.form() == Form::Share
    }

    /// Whether the students of a figure are told apart by it; those behind a line are not.
    fn tells_part(&self) -> bool {
        self.shown.measure != Measure::Filled
    }

    fn beyond(&self) -> usize {
        self.records.found.saturating_sub(self.records.students.len())
    }

    fn student_href(&self, student: &Student) -> String {
        format!("/students/{}", encoded(student.id.as_str()))
    }

    fn major<'a>(&'a self, programme: &'a str) -> &'a str {
        self.majors.get(programme).map_or(programme, String::as_str)
    }
}

pub(super) async fn records(
    page: Page,
    Path((year, front, partner, measure)): Path<(String, String, String, String)>,
    Query(asked): Query<Fields>,
) -> Answer {
    let id = id_of((year, front, partner))?;
    let measure = Measure::parse(&measure).ok_or(Problem::NotFound)?;
    let from: usize = get(&asked, "from").parse().unwrap_or(0);
    let office = page.office();
    let view = office.case_view(&id, None).await?;
    let records = office.case_records(&id, measure, (from, LISTED)).await?;
    let figures = &view.ranking.figures;
    let mut shown = measures(&page, &[measure], &view.considered.candidate.figures, &figures.bounds);
    let shown = shown.pop().ok_or(Problem::NotFound)?;
    let all = office.programmes_of_all_plans().await?;
    let majors: BTreeMap<String, String> =
        all.iter().map(|line| (line.programme.to_string(), line.major_printed())).collect();
    let major = |programme: &str| majors.get(programme).cloned().unwrap_or_else(|| programme.to_owned());
    let lines = records.lines.iter().map(|(year, programme, part, whole)| LineShown {
        major: major(programme.as_str()),
        href: format!("/programmes/{}", encoded(programme.as_str())),
        year: *year,
        part: *part,
        whole: *whole,
    });
    let other = |(source, part): &(Source, i64)| match source {
        Source::Record(holder, kind, number) => {
            let name = page.t("case-record").with("kind", page.word(format!("cooperation-kind.{kind}")));
            let name = name.with("holder", page.institution(holder.front())).with("number", *number);
            (name.to_string(), address(*kind, holder, *number), *part > 0)
        }
        Source::Sheet(sheet) => {
            let name = page.t("case-sheet").with("major", major(sheet.programme.as_str()));
            let name = name.with("cohort", sheet.cohort).with("block", i64::from(sheet.block));
            (name.to_string(), crate::pages::work::hours_href(sheet), *part > 0)
        }
        Source::Student(student) => (student.to_string(), String::new(), *part > 0),
        Source::Line(year, programme) => (format!("{year} {programme}"), String::new(), *part > 0),
    };
    let at = |from: usize| format!("{}/{measure}?from={from}", href(&id));
    show(&RecordsPage {
        year: id.year,
        here: href(&id),
        sides: sides(&page, &id.front, &id.partner),
        lines: lines.collect(),
        others: records.others.iter().map(other).collect(),
        previous: (from > 0).then(|| at(from.saturating_sub(LISTED))),
        next: (from + LISTED < records.found).then(|| at(from + LISTED)),
        clauses: Clauses::of_provisions(&page, &["4.3.2.a"]).with_lead(&page),
        shown,
        records,
        majors,
        page: page.clone(),
    })
}
