//! `/students.csv`: every student a filter finds, as a table to take away.

use super::asked::Asked;
use crate::answer::{Answer, Problem};
use crate::frame::Page;
use crate::pages::csv::attachment;
use axum::extract::Query;
use guantong_model::Message;
use guantong_service::office::COUNT_CAP;
use guantong_service::ports::StudentFilter;
use guantong_service::rows::{PlanLine, Student};
use std::collections::{BTreeMap, BTreeSet};

const HEADINGS: [&str; 15] = [
    "page-student-id",
    "page-student-candidate-no",
    "page-student-name",
    "page-student-entry-year",
    "page-student-cohort",
    "page-student-track",
    "page-student-institution",
    "page-student-major",
    "page-student-partner",
    "page-student-stage",
    "page-student-standing",
    "page-student-qualification",
    "page-student-registered-at",
    "page-student-score",
    "page-student-district",
];

pub(super) async fn csv(page: Page, Query(asked): Query<Asked>) -> Answer {
    // The whole list, wherever the reader has come to in it.
    let filter = StudentFilter { from: None, backwards: false, ..asked.filter()? };
    let students = page.office().storage().students(&filter, COUNT_CAP + 1).await?;
    if students.len() > usize::try_from(COUNT_CAP).unwrap_or(usize::MAX) {
        return Err(Problem::bad(Message::new("page-students-too-many").with("cap", COUNT_CAP)));
    }
    let mut lines = BTreeMap::new();
    for year in students.iter().map(|student| student.entry_year).collect::<BTreeSet<_>>() {
        lines.extend(page.office().programmes(year).await?);
    }
    let headings = HEADINGS.map(|id| page.t(id).to_string());
    let rows = students.iter().map(|student| row(&page, student, lines.get(&student.programme)));
    let name = page.t("page-students-csv-name").to_string();
    Ok(attachment(&name, &headings, rows))
}

fn row(page: &Page, student: &Student, line: Option<&PlanLine>) -> Vec<String> {
    vec![
        student.id.to_string(),
        student.candidate_no.to_string(),
        student.name.clone(),
        student.entry_year.to_string(),
        student.cohort.to_string(),
        line.map(|line| page.word(format!("track.{}", line.track))).unwrap_or_default(),
        page.institution(&student.institution).to_owned(),
        line.map(PlanLine::major_printed).unwrap_or_default(),
        line.map(|line| page.institution(&line.partner).to_owned()).unwrap_or_default(),
        page.word(format!("stage.{}", student.stage)),
        page.word(format!("standing.{}", student.standing)),
        page.word(format!("qualification.{}", student.qualification)),
        student.registered_at.as_deref().map(|name| page.institution(name).to_owned()).unwrap_or_default(),
        student.score.to_string(),
        page.district(&student.district).to_owned(),
    ]
}
