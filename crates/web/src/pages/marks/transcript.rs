//! `/students/{id}/transcript`: 成绩单, stage by stage, to be read and to be printed.

use super::shown::{credits, mark, subject, summary};
use crate::answer::{Answer, Problem};
use crate::frame::{Page, show};
use crate::pages::address::encoded;
use crate::parts::Clauses;
use askama::Template;
use axum::extract::Path;
use guantong_model::StudentId;
use guantong_service::results::{Line, StageLines};

/// A course as it is shown.
struct LineShown {
    title: String,
    semester: u32,
    credits: String,
    hours: u32,
    /// Marks with the attempt, where it is not the first.
    marks: Vec<(Option<String>, String)>,
    passed: bool,
    core: bool,
}

struct StageShown {
    word: String,
    key: String,
    courses: Vec<LineShown>,
    assessments: Vec<LineShown>,
    summary: String,
}

#[derive(Template)]
#[template(path = "marks/transcript.html")]
struct TranscriptPage {
    name: String,
    lead: String,
    href: String,
    stages: Vec<StageShown>,
    on: String,
    clauses: Clauses,
    page: Page,
}

pub(super) async fn one(page: Page, Path(id): Path<String>) -> Answer {
    let transcript = page.office().transcript(&StudentId(id)).await?.ok_or(Problem::NotFound)?;
    let student = &transcript.student;
    let line = |line: &Line| LineShown {
        title: subject(&page, &line.subject),
        semester: line.subject.semester,
        credits: credits(line.subject.half_credits),
        hours: line.subject.hours,
        marks: line
            .marks
            .iter()
            .map(|(attempt, given)| {
                let first = *attempt == guantong_registry::results::Attempt::First;
                ((!first).then(|| page.word(format!("attempt.{attempt}"))), mark(&page, *given))
            })
            .collect(),
        passed: line.passed,
        core: line.subject.core,
    };
    let stage = |stage: &StageLines| StageShown {
        word: page.word(format!("stage.{}", stage.stage)),
        key: stage.stage.to_string(),
        courses: stage.courses.iter().map(line).collect(),
        assessments: stage.assessments.iter().map(line).collect(),
        summary: summary(&page, &stage.summary),
    };
    let lead = page
        .t("transcript-lead")
        .with("id", student.id.as_str())
        .with("school", page.institution(&student.institution))
        .with("partner", page.institution(&student.partner))
        .with("entry", student.entry_year);
    show(&TranscriptPage {
        name: student.name.clone(),
        lead: lead.to_string(),
        href: format!("/students/{}", encoded(student.id.as_str())),
        stages: transcript.stages.iter().map(stage).collect(),
        on: page.date(page.office().today()),
        clauses: Clauses::of_provisions(&page, &["3.2.3"]),
        page: page.clone(),
    })
}
