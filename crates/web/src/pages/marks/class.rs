//! `/marks/{programme}/{cohort}`: a class with the courses of its seven years, and how far each sheet is.

use super::shown::{credits, state, subject};
use super::{sheet_href, year_of};
use crate::answer::Answer;
use crate::frame::{Page, show};
use crate::parts::{Chip, Clauses, programme};
use askama::Template;
use axum::extract::Path;
use guantong_model::{ProgrammeId, Stage};
use guantong_service::results::{ClassView, SheetId, SheetPlace};

/// A course in the list.
struct CourseShown {
    title: String,
    code: String,
    semester: u32,
    credits: String,
    hours: u32,
    core: bool,
    enters: String,
    confirms: String,
    /// Sheets: which attempt, where, how far.
    sheets: Vec<(String, String, Chip)>,
    /// The attempt that can be begun, and where.
    next: Option<(String, String)>,
}

#[derive(Template)]
#[template(path = "marks/class.html")]
struct ClassPage {
    title: String,
    lead: String,
    stages: Vec<(String, Vec<CourseShown>)>,
    planned: bool,
    clauses: Clauses,
    page: Page,
}

pub(super) async fn class(page: Page, Path((id, cohort)): Path<(String, String)>) -> Answer {
    let view = page.office().result_class(&ProgrammeId(id), year_of(&cohort)?).await?;
    let title = page
        .t("marks-class")
        .with("major", programme::major(&page, &view.line))
        .with("cohort", view.cohort)
        .to_string();
    let lead = page
        .t("marks-class-lead")
        .with("school", page.institution(&view.line.institution))
        .with("partner", page.institution(&view.line.partner))
        .with("count", view.students)
        .to_string();
    let mut stages = Vec::new();
    for stage in Stage::ALL {
        let of = view.places.iter().filter(|place| place.subject.stage == *stage);
        let courses: Vec<CourseShown> = of.map(|place| course(&page, &view, place)).collect();
        if !courses.is_empty() {
            stages.push((page.word(format!("stage.{stage}")), courses));
        }
    }
    let planned = view.planned;
    let clauses = Clauses::of_provisions(&page, &["3.2.3", "2.2.b", "2.2.f"]);
    show(&ClassPage { title, lead, stages, planned, clauses, page: page.clone() })
}

fn course(page: &Page, view: &ClassView, place: &SheetPlace) -> CourseShown {
    let attempt = |attempt| page.word(format!("attempt.{attempt}"));
    let sheets = place.sheets.iter();
    let next = place.next.map(|next| {
        let id = SheetId {
            programme: view.line.programme.clone(),
            cohort: view.cohort,
            course: place.code.clone(),
            attempt: next,
        };
        (attempt(next), sheet_href(&id))
    });
    CourseShown {
        title: subject(page, &place.subject),
        code: place.code.clone(),
        semester: place.subject.semester,
        credits: if place.subject.half_credits == 0 {
            String::new()
        } else {
            credits(place.subject.half_credits)
        },
        hours: place.subject.hours,
        core: place.subject.core,
        enters: page.short(&place.hands.enters).to_owned(),
        confirms: page.short(&place.hands.confirms).to_owned(),
        sheets: sheets
            .map(|sheet| (attempt(sheet.id.attempt), sheet_href(&sheet.id), state(page, sheet.state)))
            .collect(),
        next,
    }
}
