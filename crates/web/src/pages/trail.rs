//! `/trail`: the audit administrator's console; `/students/{id}/looks`: who looked at a record.

use crate::answer::Answer;
use crate::frame::{Page, show};
use crate::pages::address;
use crate::pages::csv;
use crate::parts::Chip;
use crate::routes::Routes;
use askama::Template;
use axum::extract::{Path, Query};
use guantong_model::StudentId;
use guantong_service::access::{Action, Role};
use guantong_service::account::{TrailFilter, TrailProof};
use guantong_service::trail::{Looked, Note};
use serde::Deserialize;

const PAGE: usize = 100;
/// The most entries in one file.
const FILE: usize = 20_000;

pub(super) fn routes() -> Routes {
    Routes::new().get("/trail", Action::AuditRead, console).get("/trail.csv", Action::AuditRead, file).get(
        "/students/{id}/looks",
        Action::StudentLooks,
        looks,
    )
}

const HEADINGS: [&str; 12] = [
    "trail-seq",
    "trail-at",
    "trail-account",
    "account-name",
    "grant-role",
    "organisation-title",
    "trail-action",
    "trail-object",
    "trail-result",
    "step-up-what-for",
    "trail-address",
    "trail-hash",
];

#[derive(Default, Deserialize)]
#[serde(default)]
struct Asked {
    account: String,
    action: String,
    object: String,
    before: String,
    prove: String,
}

impl Asked {
    fn filter(&self) -> TrailFilter {
        let some = |text: &str| Some(text.trim().to_owned()).filter(|text| !text.is_empty());
        TrailFilter {
            account: some(&self.account),
            action: some(&self.action),
            object: some(&self.object),
            before: self.before.trim().parse().ok(),
        }
    }

    fn address(&self, path: &str, before: &str) -> String {
        let pairs = [
            ("account", self.account.as_str()),
            ("action", &self.action),
            ("object", &self.object),
            ("before", before),
        ];
        format!("{path}{}", address::query(&pairs))
    }
}

#[derive(Template)]
#[template(path = "trail/console.html")]
struct ConsolePage {
    entries: Vec<Looked>,
    asked: Asked,
    next: Option<String>,
    file: String,
    proof: Option<TrailProof>,
    page: Page,
}

#[derive(Template)]
#[template(path = "trail/looks.html")]
struct LooksPage {
    id: StudentId,
    entries: Vec<Looked>,
    page: Page,
}

/// What was done, in words.
fn action(page: &Page, note: &Note) -> String {
    page.word(format!("action.{}", note.action))
}

/// In which role, in words; nothing where there was none.
fn role(page: &Page, note: &Note) -> String {
    Role::parse(&note.role).map(|role| page.word(format!("role.{role}"))).unwrap_or_default()
}

fn result(page: &Page, note: &Note) -> Chip {
    let shape = match note.result.as_str() {
        "done" => "ok",
        "seen" => "going",
        _ => "no",
    };
    Chip::new(shape, page.word(format!("result.{}", note.result)))
}

impl ConsolePage {
    fn action(&self, looked: &Looked) -> String {
        action(&self.page, &looked.entry.note)
    }

    /// Role, organisation and address, as far as there are any.
    fn place(&self, looked: &Looked) -> String {
        let note = &looked.entry.note;
        let role = role(&self.page, note);
        let parts = [role.as_str(), self.page.short(&note.organisation), &note.address];
        parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ")
    }

    fn result(&self, looked: &Looked) -> Chip {
        result(&self.page, &looked.entry.note)
    }

    fn actions(&self) -> impl Iterator<Item = &'static str> {
        let asked = Action::ALL.iter().map(|action| action.as_str());
        asked.chain(["sign-in", "second-factor", "step-up", "account.make", "grant.give", "grant.take"])
    }

    fn whose(&self, looked: &Looked) -> String {
        let asked = Asked { account: looked.entry.note.account.clone(), ..Asked::default() };
        asked.address("/trail", "")
    }

    fn of_object(&self, looked: &Looked) -> String {
        let asked = Asked { object: looked.entry.note.object.clone(), ..Asked::default() };
        asked.address("/trail", "")
    }
}

impl LooksPage {
    fn action(&self, looked: &Looked) -> String {
        action(&self.page, &looked.entry.note)
    }

    fn role(&self, looked: &Looked) -> String {
        role(&self.page, &looked.entry.note)
    }

    fn result(&self, looked: &Looked) -> Chip {
        result(&self.page, &looked.entry.note)
    }
}

async fn console(page: Page, Query(asked): Query<Asked>) -> Answer {
    let mut entries = page.office().trail(&asked.filter(), PAGE + 1).await?;
    let more = entries.len() > PAGE;
    entries.truncate(PAGE);
    let last = entries.last().filter(|_| more).map(|looked| looked.entry.seq.to_string());
    let next = last.map(|before| asked.address("/trail", &before));
    let proof = if asked.prove.is_empty() { None } else { Some(page.office().prove_trail().await?) };
    let file = asked.address("/trail.csv", "");
    show(&ConsolePage { entries, asked, next, file, proof, page })
}

async fn file(page: Page, Query(asked): Query<Asked>) -> Answer {
    let entries = page.office().trail(&asked.filter(), FILE).await?;
    let headings = HEADINGS.map(|id| page.t(id).to_string());
    let rows = entries.iter().map(|looked| {
        let entry = &looked.entry;
        let note = &entry.note;
        vec![
            entry.seq.to_string(),
            page.moment(entry.at),
            note.account.clone(),
            looked.name.clone(),
            role(&page, note),
            note.organisation.clone(),
            action(&page, note),
            note.object.clone(),
            page.word(format!("result.{}", note.result)),
            note.purpose.clone(),
            note.address.clone(),
            entry.hash.clone(),
        ]
    });
    Ok(csv::attachment(&page.t("trail-csv-name").to_string(), &headings, rows))
}

async fn looks(page: Page, Path(id): Path<String>) -> Answer {
    let id = StudentId::from(id.as_str());
    let entries = page.office().looks(&id).await?;
    show(&LooksPage { id, entries, page })
}
