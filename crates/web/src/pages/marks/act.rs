//! What is done with a sheet: marks kept from the grid, a pasted column or a file; submitted, sent back, confirmed,
//! corrected. What cannot be taken stays in the fields, and says why.

use super::sheet::shown;
use super::{Named, id_of, sheet_href};
use crate::answer::{Answer, Problem};
use crate::door;
use crate::fields::{Fields, get, version};
use crate::frame::Page;
use crate::pages::sent;
use crate::trouble::Trouble;
use axum::extract::multipart::MultipartRejection;
use axum::extract::{Form, Multipart, Path};
use axum::http::StatusCode;
use guantong_documents::Limits;
use guantong_model::{Message, StudentId};
use guantong_service::access::Action;
use guantong_service::results::{SheetId, Typed};
use std::collections::BTreeMap;

/// The beginning of the name of a mark's field.
const MARK: &str = "mark-";

pub(super) async fn act(
    page: Page,
    Path(named): Path<Named>,
    Form(pairs): Form<Vec<(String, String)>>,
) -> Answer {
    let id = id_of(named)?;
    let mut fields: Fields = pairs.into_iter().map(|(name, value)| (name, value.trim().to_owned())).collect();
    // Who may not is told so before anything typed is looked at.
    let sheet = page.office().result_sheet(&id).await?;
    page.office().allow_of(Action::ResultsKeep, [sheet.enters.as_str(), sheet.confirms.as_str()])?;
    if fields.get("do").map(String::as_str) == Some("fill") {
        let done = filled(&page, &id, &mut fields).await;
        return match done {
            Ok(()) => {
                let heading = Some(page.t("marks-filled"));
                let trouble = Trouble { heading, typed: fields, ..Trouble::default() };
                shown(page, &id, StatusCode::OK, trouble).await
            }
            Err(problem) => refused(page, &id, problem, fields).await,
        };
    }
    match does(&page, &id, &fields).await {
        Ok(()) => Ok(door::to(&sheet_href(&id))),
        Err(problem) => refused(page, &id, problem, fields).await,
    }
}

async fn does(page: &Page, id: &SheetId, fields: &Fields) -> Result<(), Problem> {
    let (get, version) = (|name: &str| get(fields, name), version(fields));
    let (office, actor) = (page.office(), page.actor_named(get("by")));
    match get("do") {
        "save" => office.save_results(id, version, &typed(fields), &actor).await.map(drop)?,
        "submit" => {
            // What stands in the grid goes along: nobody submits other marks than he sees.
            let kept = office.save_results(id, version, &typed(fields), &actor).await?;
            office.submit_results(id, kept.version, &actor).await.map(drop)?;
        }
        "return" => office.return_results(id, version, get("because"), &actor).await.map(drop)?,
        "confirm" => office.confirm_results(id, version, get("digest"), &actor).await.map(drop)?,
        "ask" => {
            let student = StudentId(get("student").to_owned());
            let asked = office
                .ask_result_correction(id, version, &student, get("mark"), get("because"), &actor)
                .await;
            asked.map(drop)?;
        }
        "make" => office.make_result_correction(id, version, &actor).await.map(drop)?,
        "drop" => office.drop_result_correction(id, version, &actor).await.map(drop)?,
        _ => return Err(Problem::bad(Message::new("marks-nothing-asked"))),
    }
    Ok(())
}

fn typed(fields: &Fields) -> Vec<Typed> {
    let marks = fields.iter().filter_map(|(name, text)| Some((name.strip_prefix(MARK)?, text)));
    marks
        .map(|(student, text)| Typed { student: StudentId(student.to_owned()), text: text.clone() })
        .collect()
}

/// Puts a pasted column into the fields, line by line in the order of the grid, or by the numbers beside the marks.
async fn filled(page: &Page, id: &SheetId, fields: &mut Fields) -> Result<(), Problem> {
    let column = fields.get("column").cloned().unwrap_or_default();
    let lines: Vec<&str> = column.lines().map(str::trim_end).collect();
    let end = lines.iter().rposition(|line| !line.trim().is_empty()).map_or(0, |last| last + 1);
    let lines = lines.get(..end).unwrap_or_default();
    if lines.is_empty() {
        return Err(Problem::bad(Message::new("marks-column-empty")));
    }
    let sheet = page.office().result_sheet(id).await?;
    let students = page.office().result_students(&sheet).await?;
    if lines.iter().all(|line| line.contains('\t')) {
        for line in lines {
            let (student, mark) = line.split_once('\t').unwrap_or((line, ""));
            let student = student.trim();
            if !students.iter().any(|known| known.id.as_str() == student) {
                return Err(Problem::bad(Message::new("marks-not-in-class").with("student", student)));
            }
            let mark = mark.rsplit('\t').next().unwrap_or_default().trim();
            fields.insert(format!("{MARK}{student}"), mark.to_owned());
        }
        return Ok(());
    }
    if lines.len() != students.len() {
        let message = Message::new("marks-column-length").with("lines", lines.len());
        return Err(Problem::bad(message.with("students", students.len())));
    }
    for (student, line) in students.iter().zip(lines) {
        fields.insert(format!("{MARK}{}", student.id), line.trim().to_owned());
    }
    Ok(())
}

pub(super) async fn upload(
    page: Page,
    Path(named): Path<Named>,
    body: Result<Multipart, MultipartRejection>,
) -> Answer {
    let id = id_of(named)?;
    let sheet = page.office().result_sheet(&id).await?;
    page.office().allow_of(Action::ResultsKeep, [sheet.enters.as_str()])?;
    let sent = match sent::read(body, Limits::list().file_bytes).await {
        Ok(sent) => sent,
        Err((message, status)) => {
            let (_, trouble) = Trouble::of(&page, Problem::bad(message), BTreeMap::new())?;
            return shown(page, &id, status, trouble).await;
        }
    };
    if sent.bytes.is_empty() {
        return refused(page, &id, Problem::bad(Message::new("planimport-no-file")), BTreeMap::new()).await;
    }
    let taken = page.office().take_results(&id, sent.version(), &sent.bytes, &page.actor()).await;
    match taken {
        Ok(_) => Ok(door::to(&sheet_href(&id))),
        Err(error) => refused(page, &id, error.into(), BTreeMap::new()).await,
    }
}

async fn refused(page: Page, id: &SheetId, problem: Problem, typed: Fields) -> Answer {
    let (status, mut trouble) = Trouble::of(&page, problem, typed)?;
    let scale = page.office().result_scale()?;
    let wrong = trouble
        .typed
        .iter()
        .filter(|(name, text)| name.starts_with(MARK) && !page.office().reads_as_mark(text, scale));
    trouble.wrong = wrong.map(|(name, _)| name.clone()).collect();
    shown(page, id, status, trouble).await
}
