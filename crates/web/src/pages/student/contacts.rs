//! `/students/{id}/contacts`: identity number and telephone in full, for who gave the second factor again.

use crate::answer::Answer;
use crate::frame::{Page, show};
use crate::pages::address::encoded;
use askama::Template;
use axum::extract::Path;
use guantong_model::StudentId;
use guantong_service::person::Contacts;

#[derive(Template)]
#[template(path = "student/contacts.html")]
struct ContactsPage {
    name: String,
    contacts: Contacts,
    back: String,
    page: Page,
}

pub(super) async fn unmask(page: Page, Path(id): Path<String>) -> Answer {
    let id = StudentId(id);
    let (name, contacts) = page.office().unmask(&id).await?;
    let back = format!("/students/{}", encoded(id.as_str()));
    show(&ContactsPage { name, contacts, back, page })
}
