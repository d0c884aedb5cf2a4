//! `/marks/{programme}/{cohort}/{course}/{attempt}`: one sheet: the grid, its file, and what is done with it.

use super::shown::{mark, state, subject};
use super::{Named, class_href, id_of, sheet_href};
use crate::answer::Answer;
use crate::frame::{Page, show_as};
use crate::pages::address::encoded;
use crate::pages::csv;
use crate::parts::{Chip, Clauses};
use crate::trouble::Trouble;
use askama::Template;
use axum::extract::Path;
use axum::http::StatusCode;
use guantong_model::Standing;
use guantong_registry::results::Scale;
use guantong_service::results::{Correction, Recognised, ResultSheet, SheetId, SheetState};
use std::collections::BTreeMap;

/// A student in the grid.
struct RowShown {
    id: String,
    name: String,
    href: String,
    /// What stands in the field.
    typed: String,
    /// The mark that is kept.
    mark: Option<String>,
    fails: bool,
    /// 休学, where that is how the student stands.
    away: Option<Chip>,
    /// Which course stands for this one, where one does: no mark is due.
    recognised: Option<String>,
    wrong: bool,
}

/// A correction as it is shown.
struct CorrectionShown {
    name: String,
    was: String,
    becomes: String,
    because: String,
    asked_by: String,
    asked_on: String,
    agreed_by: Option<String>,
}

#[derive(Template)]
#[template(path = "marks/sheet.html")]
struct SheetPage {
    here: String,
    class: String,
    title: String,
    lead: String,
    chip: Chip,
    sheet: ResultSheet,
    scale: Scale,
    rows: Vec<RowShown>,
    /// How many have a mark.
    marked: usize,
    enters: bool,
    confirms: bool,
    digest: String,
    corrections: Vec<CorrectionShown>,
    waiting: Option<CorrectionShown>,
    trouble: Trouble,
    clauses: Clauses,
    page: Page,
}

impl SheetPage {
    fn is(&self, state: SheetState) -> bool {
        self.sheet.state == state
    }

    fn entering(&self) -> bool {
        self.is(SheetState::Entering) && self.enters
    }

    fn confirming(&self) -> bool {
        self.is(SheetState::Submitted) && self.confirms
    }

    fn correcting(&self) -> bool {
        self.is(SheetState::Confirmed) && self.enters && self.sheet.correction.is_none()
    }

    fn typed(&self, name: &str) -> &str {
        self.trouble.field(name)
    }
}

/// Who agreed to a correction.
fn agreed(one: &CorrectionShown) -> &str {
    one.agreed_by.as_deref().unwrap_or_default()
}

pub(super) async fn sheet(page: Page, Path(named): Path<Named>) -> Answer {
    shown(page, &id_of(named)?, StatusCode::OK, Trouble::default()).await
}

/// The page of a sheet after what happened.
pub(super) async fn shown(page: Page, id: &SheetId, status: StatusCode, trouble: Trouble) -> Answer {
    let office = page.office();
    let sheet = office.result_sheet(id).await?;
    let scale = office.result_scale()?;
    let students = office.result_students(&sheet).await?;
    let recognised = office.recognised_in(&sheet, &students).await?;
    let stands_for = |one: &Recognised| {
        let says = page.t("marks-recognised").with("course", subject(&page, &one.rests_on));
        says.with("credits", one.credits).to_string()
    };
    let mut names = BTreeMap::new();
    let mut rows = Vec::new();
    for student in &students {
        names.insert(student.id.clone(), student.name.clone());
        let kept = sheet.marks.get(&student.id).copied();
        let field = format!("mark-{}", student.id);
        let typed = trouble.typed.get(&field).cloned();
        rows.push(RowShown {
            id: student.id.to_string(),
            name: student.name.clone(),
            href: format!("/students/{}", encoded(student.id.as_str())),
            typed: typed.unwrap_or_else(|| kept.map(|kept| office.mark_written(kept)).unwrap_or_default()),
            mark: kept.map(|kept| mark(&page, kept)),
            away: (student.standing == Standing::OnLeave).then(|| Chip::standing(&page, student.standing)),
            recognised: recognised.get(&student.id).map(stands_for),
            fails: kept.is_some_and(|kept| !kept.passes(scale)),
            wrong: trouble.wrong.contains(&field),
        });
    }
    let correction = |one: &Correction| CorrectionShown {
        name: names.get(&one.student).cloned().unwrap_or_else(|| one.student.to_string()),
        was: mark(&page, one.was),
        becomes: mark(&page, one.mark),
        because: one.because.clone(),
        asked_by: page.by(&one.asked_by),
        asked_on: page.date(one.asked_on),
        agreed_by: one.agreed_by.as_deref().map(|by| page.by(by)),
    };
    let attempt = page.word(format!("attempt.{}", id.attempt));
    let title =
        page.t("marks-sheet").with("subject", subject(&page, &sheet.subject)).with("attempt", &attempt);
    let lead = page
        .t("marks-sheet-lead")
        .with("cohort", id.cohort)
        .with("stage", page.word(format!("stage.{}", sheet.subject.stage)))
        .with("semester", i64::from(sheet.subject.semester))
        .with("enters", page.institution(&sheet.enters))
        .with("confirms", page.institution(&sheet.confirms))
        .with("same", if sheet.enters == sheet.confirms { "yes" } else { "no" });
    let sheet_page = SheetPage {
        here: sheet_href(id),
        class: class_href(&id.programme, id.cohort),
        title: title.to_string(),
        lead: lead.to_string(),
        chip: state(&page, sheet.state),
        scale,
        marked: sheet.marks.len(),
        enters: office.enters_results(&sheet),
        confirms: office.confirms_results(&sheet),
        digest: office.results_digest(&sheet)?,
        corrections: sheet.corrections.iter().map(correction).collect(),
        waiting: sheet.correction.as_ref().map(correction),
        rows,
        sheet,
        trouble,
        clauses: Clauses::of_provisions(&page, &["3.2.3", "2.2.b", "2.2.f"]),
        page: page.clone(),
    };
    show_as(status, &sheet_page)
}

pub(super) async fn workbook(page: Page, Path(named): Path<Named>) -> Answer {
    let id = id_of(named)?;
    let sheet = page.office().result_sheet(&id).await?;
    let bytes = page.office().results_workbook(&sheet).await?;
    let name = format!("{} {}.xlsx", subject(&page, &sheet.subject), id.cohort);
    Ok(csv::workbook(&name, bytes))
}
