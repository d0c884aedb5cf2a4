//! `/students/{id}/transcript`: 成绩单, stage by stage, to be read and to be printed.

use super::shown::{credits, mark, subject, summary};
use crate::answer::{Answer, Problem};
use crate::frame::{Page, show};
use crate::pages::address::encoded;
use crate::pages::cooperation::address;
use crate::parts::Clauses;
use askama::Template;
use axum::extract::Path;
use guantong_cooperation::Kind;
use guantong_model::{Score, StudentId};
use guantong_service::access::Action;
use guantong_service::results::{Line, Recognised, StageLines};

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
    /// What stands in place of a mark where another course does: in a sentence, with the record for who reads it.
    recognised: Option<(String, Option<String>)>,
}

impl LineShown {
    fn recognised(page: &Page, one: &Recognised) -> Self {
        let says = page
            .t("transcript-recognised-by")
            .with("course", subject(page, &one.rests_on))
            .with("stage", page.word(format!("stage.{}", one.rests_on.stage)))
            .with("credits", one.credits);
        let reads = page.may(Action::CooperationRead) && page.office().reads_cooperation_of(&one.holder);
        let href = reads.then(|| address(Kind::CreditRecognition, &one.holder, one.number));
        LineShown {
            title: subject(page, &one.subject),
            semester: one.subject.semester,
            credits: one.credits.to_string(),
            hours: one.subject.hours,
            marks: Vec::new(),
            passed: true,
            core: one.subject.core,
            recognised: Some((says.to_string(), href)),
        }
    }
}

struct StageShown {
    word: String,
    key: String,
    courses: Vec<LineShown>,
    assessments: Vec<LineShown>,
    summary: String,
    /// What is recognised in it, and where that counts.
    recognised: Option<String>,
}

#[derive(Template)]
#[template(path = "marks/transcript.html")]
struct TranscriptPage {
    name: String,
    lead: String,
    href: String,
    stages: Vec<StageShown>,
    total: String,
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
        recognised: None,
    };
    let counted_in = page.office().recognised_counted_in();
    let apart = |stage: &StageLines| {
        let said = page.t(format!("transcript-recognised-{counted_in}"));
        let credits = stage.recognised_credits();
        (!stage.recognised.is_empty()).then(|| said.with("credits", credits).to_string())
    };
    let courses = |stage: &StageLines| {
        let recognised = stage.recognised.iter().map(|one| LineShown::recognised(&page, one));
        let mut all: Vec<LineShown> = stage.courses.iter().map(line).chain(recognised).collect();
        all.sort_by_key(|line| line.semester);
        all
    };
    let stage = |stage: &StageLines| StageShown {
        word: page.word(format!("stage.{}", stage.stage)),
        key: stage.stage.to_string(),
        courses: courses(stage),
        assessments: stage.assessments.iter().map(line).collect(),
        summary: summary(&page, &stage.summary, stage.credits),
        recognised: apart(stage),
    };
    let total = transcript.stages.iter().map(|stage| stage.credits.millionths()).sum();
    let total = page.t("transcript-total").with("credits", Score::from_millionths(total));
    let any = transcript.stages.iter().any(|stage| !stage.recognised.is_empty());
    let provisions: &[&str] = if any { &["3.2.3", "4.2.4.b"] } else { &["3.2.3"] };
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
        total: total.to_string(),
        on: page.date(page.office().today()),
        clauses: Clauses::of_provisions(&page, provisions),
        page: page.clone(),
    })
}
