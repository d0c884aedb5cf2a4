//! 录取结果说明: why a candidate has what he has, in sentences, to be printed and kept.

use crate::answer::{Answer, Problem};
use crate::frame::{Page, Said, show};
use crate::pages::address::encoded;
use crate::pages::candidate::Explained;
use crate::pages::round::RoundPath;
use askama::Template;
use axum::extract::Path;
use guantong_model::CandidateNo;

#[derive(Template)]
#[template(path = "letter/explanation.html")]
struct ExplanationPage {
    at: RoundPath,
    no: CandidateNo,
    /// The page that this is the letter of.
    whole: String,
    name: String,
    total: String,
    rank: Option<(i64, i64)>,
    on: String,
    digest: String,
    heading: Said,
    explained: Explained,
    page: Page,
}

pub(super) async fn one(page: Page, Path((year, round, no)): Path<(String, String, String)>) -> Answer {
    let at = RoundPath::read(&page, &year, &round).await?;
    let no = CandidateNo(no);
    let view = page.office().candidate(at.year, at.round, &no).await?.ok_or(Problem::NotFound)?;
    let (name, total) = (view.person.name.clone(), view.candidate.total.to_string());
    let rank = view.result.rank.map(|rank| (rank, view.run.eligible));
    let on = view.run.published_at.map(|at| page.moment(at)).unwrap_or_default();
    let digest = view.run.results_digest.clone();
    let explained = Explained::of(&page, view, None).await?;
    let heading = explained.heading();
    let whole = format!("{}/candidates/{}", at.href(), encoded(no.as_str()));
    show(&ExplanationPage { at, no, whole, name, total, rank, on, digest, heading, explained, page })
}
