//! 为什么录到这里: one candidate of a published round.

use super::explained::Explained;
use crate::answer::{Answer, Problem};
use crate::frame::{Page, Said, show};
use crate::pages::address::encoded;
use crate::pages::round::RoundPath;
use crate::parts::masked::masked;
use askama::Template;
use axum::extract::Path;
use guantong_model::CandidateNo;

#[derive(Template)]
#[template(path = "candidate/one.html")]
struct OnePage {
    at: RoundPath,
    heading: Said,
    name: String,
    no: String,
    /// The same as a letter.
    letter: String,
    explained: Explained,
    page: Page,
}

pub(super) async fn one(page: Page, Path((year, round, no)): Path<(String, String, String)>) -> Answer {
    let at = RoundPath::read(&page, &year, &round).await?;
    let no = CandidateNo(no);
    let view = page.office().candidate(at.year, at.round, &no).await?.ok_or(Problem::NotFound)?;
    let name = view.person.name.clone();
    let here = format!("{}/candidates/{}", at.href(), encoded(no.as_str()));
    let (proof, letter) = (format!("{here}/proof.json"), format!("{here}/letter"));
    let explained = Explained::of(&page, view, Some(proof)).await?;
    let heading = explained.heading();
    show(&OnePage { at, heading, name, no: masked(no.as_str()), letter, explained, page })
}
