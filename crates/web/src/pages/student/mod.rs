//! `/students/{id}`: 学籍档案. Where a student stands, the seven years, every decision with its basis, the rights
//! used and left, what may be done now; of any day, and as it was known on any day.

mod band;
mod contacts;
mod facts;
pub(super) mod options;
mod rights;
mod timeline;

use crate::answer::{Answer, Problem};
use crate::frame::{Page, Said, show};
use crate::parts::{Clauses, DecisionShown};
use crate::routes::Routes;
use askama::Template;
use axum::extract::{Path, Query};
use band::Band;
use facts::Head;
use guantong_model::{Date, Message, StudentId};
use guantong_policy::Citation;
use guantong_service::access::Action;
use guantong_service::student::Moment;
use guantong_service::views::StudentView;
use options::OptionsShown;
use rights::Right;
use serde::Deserialize;

pub(super) fn routes() -> Routes {
    Routes::new().get("/students/{id}", Action::StudentRead, record).post(
        "/students/{id}/contacts",
        Action::StudentUnmask,
        contacts::unmask,
    )
}

/// The days an address asks for.
#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "kebab-case", default)]
struct Asked {
    as_of: String,
    known_on: String,
}

#[derive(Template)]
#[template(path = "student/record.html")]
struct RecordPage {
    head: Head,
    band: Band,
    clauses: Clauses,
    decisions: Vec<(Date, DecisionShown)>,
    rights: Vec<Right>,
    options: Option<OptionsShown>,
    /// Whether there is a letter of admission: of a record that was taken over there is none.
    letter: bool,
    /// Whether who looks may correct, and may see who looked.
    corrects: bool,
    sees_looks: bool,
    /// Requests on the record, newest first; and whether who looks may ask for something.
    requests: Vec<(String, String, crate::parts::Chip, Date)>,
    asks: bool,
    /// Identity number and telephone with their middle hidden; and whether who looks may see them whole.
    contacts: (Option<String>, Option<String>),
    unmasks: bool,
    /// Certificates in force: what, where it is shown, by whom, its number, when.
    certificates: Vec<(String, String, String, String, Date)>,
    /// Every clause of the page, for paper: what is closed on a screen cannot be opened there.
    cited: Clauses,
    as_of: Date,
    known_on: Option<Date>,
    current: bool,
    here: String,
    page: Page,
}

async fn record(page: Page, Path(id): Path<String>, Query(asked): Query<Asked>) -> Answer {
    let id = StudentId(id);
    let moment = Moment { as_of: day(&asked.as_of)?, known_on: day(&asked.known_on)? };
    let view = match page.office().student_at(&id, moment).await? {
        Some(view) => view,
        None => return Err(absent(&page, &id, moment).await?),
    };
    let relations = page.office().relations_to(&view.student.id).await?;
    let requests =
        if page.may(Action::RequestRead) { page.office().requests_of(&id).await? } else { Vec::new() };
    let cited: Vec<Citation> =
        view.decisions.iter().flat_map(|decision| decision.decision.citations.iter().cloned()).collect();
    show(&RecordPage {
        head: Head::of(&page, &view),
        band: Band::of(&page, &view),
        clauses: where_registered(&page, &view),
        decisions: timeline::decisions(&page, &view),
        rights: rights::rights(&page, &view),
        certificates: certificates(&page, &view),
        options: view.current.then(|| OptionsShown::of(&page, &view, &relations)),
        letter: page.office().has_letter(&view.student).await?,
        corrects: view.current && page.office().may(Action::StudentCorrect, &relations),
        unmasks: page.knows_people() && page.office().may(Action::StudentUnmask, &relations),
        requests: requests.iter().map(|line| requested(&page, &line.row)).collect(),
        asks: view.current && page.office().may(Action::RequestMake, &relations),
        contacts: view.contacts.clone(),
        sees_looks: page.knows_people() && page.may(Action::StudentLooks),
        cited: Clauses::of(&page, &cited),
        as_of: view.as_of,
        known_on: moment.known_on,
        current: view.current,
        here: page.path().to_owned(),
        page,
    })
}

/// A request in the list of a record: what, its address, how far it is, when it was opened.
fn requested(
    page: &Page,
    row: &guantong_service::request::RequestRow,
) -> (String, String, crate::parts::Chip, Date) {
    let kind = page.word(format!("request-kind.{}", row.request.opened.kind));
    let chip = super::request::state_chip(page, &row.request);
    (kind, super::request::address(&row.id), chip, row.request.opened_on)
}

/// A day as a field gives it; an empty field gives none.
fn day(text: &str) -> Result<Option<Date>, Problem> {
    let text = text.trim();
    if text.is_empty() {
        return Ok(None);
    }
    let short: String = text.chars().take(40).collect();
    text.parse().map(Some).map_err(|_| Problem::bad(Message::new("page-student-no-day").with("given", short)))
}

/// Why nothing is shown: no such record, or none on that day.
async fn absent(page: &Page, id: &StudentId, moment: Moment) -> Result<Problem, Problem> {
    let asked = moment != Moment::default();
    if asked && page.office().student(id).await?.is_some() {
        return Ok(Problem::bad(Message::new("page-student-not-yet")));
    }
    Ok(Problem::NotFound)
}

fn certificates(page: &Page, view: &StudentView) -> Vec<(String, String, String, String, Date)> {
    let each = view.record.certificates().iter().map(|certificate| {
        (
            page.word(format!("certificate.{}", certificate.kind)),
            super::certificate::address(&certificate.number),
            page.institution(certificate.issuer_named()).to_owned(),
            certificate.number.clone(),
            certificate.issued_on,
        )
    });
    each.collect()
}

/// Where the student is registered in each stage, and by which rule book, with the clauses.
fn where_registered(page: &Page, view: &StudentView) -> Clauses {
    let registration = view.record.placement().registration_clause();
    Clauses::of_provisions(page, &["2.a", registration, "3.3.3.a"]).with_lead(page)
}

impl RecordPage {
    fn count(&self) -> Said {
        self.page.t("page-record-count").with("count", self.decisions.len())
    }
}
