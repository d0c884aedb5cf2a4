//! A candidate's own line under the published digest: checked here, and to take away and check elsewhere.

use crate::answer::{Answer, Problem};
use crate::frame::Page;
use crate::pages::round::{RoundPath, grouped};
use crate::parts::Chip;
use axum::extract::{Path, Query};
use axum::http::HeaderValue;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::IntoResponse;
use guantong_admission::seal;
use guantong_model::CandidateNo;
use guantong_service::Fault;
use guantong_service::views::OwnProof;
use serde::{Deserialize, Serialize};

/// The check, as the page shows it.
pub(super) struct Shown {
    /// The digest of the line with its salt.
    pub(super) leaf: String,
    /// Which leaf, from 1, of how many.
    pub(super) nth: usize,
    pub(super) leaves: usize,
    /// How many digests stand beside the way up.
    pub(super) beside: usize,
    pub(super) root: String,
    /// The line itself with its salt, and the digests beside the way up: what who checks it elsewhere needs.
    pub(super) line: String,
    pub(super) salt: String,
    pub(super) digests: Vec<String>,
    /// Whether the way up arrives at the published digest.
    pub(super) agrees: Chip,
}

impl Shown {
    /// Walks the way up; nothing where a digest cannot be read.
    pub(super) fn of(page: &Page, proof: &OwnProof) -> Option<Self> {
        let leaf = seal::leaf(&seal::parse_hex(&proof.salt)?, proof.line.as_bytes());
        let beside: Vec<seal::Hash> =
            proof.beside.iter().map(|digest| seal::parse_hex(digest)).collect::<Option<_>>()?;
        let path = seal::Path { leaf: proof.leaf, leaves: proof.leaves, beside };
        let agrees = seal::verify(&leaf, &path, &seal::parse_hex(&proof.root)?);
        let (shape, words) =
            if agrees { ("ok", "candidate-proof-agrees") } else { ("no", "candidate-proof-differs") };
        Some(Shown {
            leaf: grouped(&seal::hex(&leaf)),
            nth: proof.leaf.saturating_add(1),
            leaves: proof.leaves,
            beside: path.beside.len(),
            root: grouped(&proof.root),
            line: proof.line.clone(),
            salt: grouped(&proof.salt),
            digests: proof.beside.iter().map(|digest| grouped(digest)).collect(),
            agrees: Chip::new(shape, page.t(words)),
        })
    }
}

/// What is taken away.
#[derive(Serialize)]
struct File {
    /// Which of the versions that were published.
    version: i64,
    year: i32,
    round: &'static str,
    algorithm: &'static str,
    #[serde(flatten)]
    proof: OwnProof,
}

/// Which version is asked for; the one in force where none is.
#[derive(Clone, Copy, Debug, Default, Deserialize)]
pub(super) struct Asked {
    #[serde(default)]
    version: Option<i64>,
}

/// `/rounds/{year}/{round}/candidates/{no}/proof.json`.
pub(super) async fn json(
    page: Page,
    Path((year, round, no)): Path<(String, String, String)>,
    Query(asked): Query<Asked>,
) -> Answer {
    let at = RoundPath::read(&page, &year, &round).await?;
    let view =
        page.office().candidate(at.year, at.round, &CandidateNo(no)).await?.ok_or(Problem::NotFound)?;
    let version = asked.version.unwrap_or(view.run.version);
    let proof = if version == view.run.version {
        view.proof
    } else {
        view.told.into_iter().find(|told| told.version == version).and_then(|told| told.proof)
    };
    let proof = proof.ok_or(Problem::NotFound)?;
    let file = File { version, year: at.year, round: at.round.as_str(), algorithm: "SM3", proof };
    let of = if version == 1 { String::new() } else { format!("-{version}") };
    let name = format!("attachment; filename=\"proof-{}-{}{of}.json\"", at.year, at.round.as_str());
    let bytes = serde_json::to_vec_pretty(&file).map_err(|error| Fault::new("write a proof", error))?;
    let mut response = ([(CONTENT_TYPE, "application/json")], bytes).into_response();
    if let Ok(name) = HeaderValue::from_str(&name) {
        response.headers_mut().insert(CONTENT_DISPOSITION, name);
    }
    Ok(response)
}
