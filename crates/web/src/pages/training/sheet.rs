//! The courses of a training programme as a workbook: to take away, to fill in, and given in again.

use super::courses::{MistakeShown, shown};
use super::parts::Situation;
use super::{href, key_of, one};
use crate::answer::{Answer, Problem};
use crate::door;
use crate::frame::Page;
use crate::pages::csv::workbook;
use crate::pages::sent;
use axum::extract::multipart::MultipartRejection;
use axum::extract::{Multipart, Path, Query};
use axum::http::StatusCode;
use guantong_documents::Limits;
use guantong_model::{Message, ProgrammeId};
use guantong_service::training::SheetRead;
use guantong_training::{Difference, TrainingPlan};

/// The courses that are looked at.
pub(super) async fn download(
    page: Page,
    Path((programme, cohort)): Path<(String, String)>,
    Query(asked): Query<one::Asked>,
) -> Answer {
    let (programme, cohort) = key_of(&programme, &cohort)?;
    let view = page.office().training_view(&programme, cohort).await?;
    let on_file = view.on_file.as_ref();
    let in_force = on_file.and_then(|found| found.in_force.as_ref()).map(|version| &version.plan);
    let plan = if asked.in_force() { in_force } else { view.plan() };
    let plan = plan.ok_or(Problem::NotFound)?;
    let said = |message: &Message| page.say(message).to_string();
    let bytes = page.office().training_sheet(plan, &view.law, &said)?;
    Ok(workbook(&format!("{}.xlsx", one::title(&page, &view)), bytes))
}

/// An empty sheet to be filled in.
pub(super) async fn template(page: Page, Path((programme, cohort)): Path<(String, String)>) -> Answer {
    let (programme, cohort) = key_of(&programme, &cohort)?;
    let view = page.office().training_view(&programme, cohort).await?;
    page.office().allow_training_draft(&programme, cohort).await?;
    let said = |message: &Message| page.say(message).to_string();
    let bytes = page.office().training_sheet(&TrainingPlan::empty(view.sides.track), &view.law, &said)?;
    Ok(workbook(&format!("{}.xlsx", page.t("training-template")), bytes))
}

pub(super) async fn give(
    page: Page,
    Path((programme, cohort)): Path<(String, String)>,
    body: Result<Multipart, MultipartRejection>,
) -> Answer {
    let (programme, cohort) = key_of(&programme, &cohort)?;
    page.office().training_view(&programme, cohort).await?;
    page.office().allow_training_draft(&programme, cohort).await?;
    let sent = match sent::read(body, Limits::list().file_bytes).await {
        Ok(sent) => sent,
        Err((message, status)) => return refused(page, &programme, cohort, &[message], status).await,
    };
    if sent.bytes.is_empty() {
        let wrong = [Message::new("planimport-no-file")];
        return refused(page, &programme, cohort, &wrong, StatusCode::UNPROCESSABLE_ENTITY).await;
    }
    let (seen, actor) = (sent.version(), page.actor());
    match page.office().give_training_sheet(&programme, cohort, &sent.bytes, seen, &actor).await {
        Ok(Ok(differs)) => Ok(door::to(&counted(&programme, cohort, &differs))),
        Ok(Err(SheetRead { mistakes, .. })) => {
            let mistakes = mistakes
                .iter()
                .map(|(at, message)| MistakeShown { at: at.to_string(), says: page.say(message) });
            let (mistakes, status) = (mistakes.collect(), StatusCode::UNPROCESSABLE_ENTITY);
            shown(page, &programme, cohort, status, Situation::default(), mistakes, None).await
        }
        Err(error) => {
            let (status, situation) = Situation::of(&page, error.into(), std::collections::BTreeMap::new())?;
            shown(page, &programme, cohort, status, situation, Vec::new(), None).await
        }
    }
}

/// Back to the courses, with how many were changed.
fn counted(programme: &ProgrammeId, cohort: i32, differs: &[Difference]) -> String {
    let count = |is: fn(&Difference) -> bool| differs.iter().filter(|one| is(one)).count();
    let (added, dropped) = (
        count(|one| matches!(one, Difference::Added(_))),
        count(|one| matches!(one, Difference::Dropped(_))),
    );
    let changed = count(|one| matches!(one, Difference::Changed(..)));
    format!("{}/courses?added={added}&dropped={dropped}&changed={changed}", href(programme, cohort))
}

async fn refused(
    page: Page,
    programme: &ProgrammeId,
    cohort: i32,
    messages: &[Message],
    status: StatusCode,
) -> Answer {
    let errors = messages.iter().map(|message| page.say(message)).collect();
    let situation = Situation { errors, ..Situation::default() };
    shown(page, programme, cohort, status, situation, Vec::new(), None).await
}
