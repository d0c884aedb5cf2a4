//! A draft of an edition given in as files: read, held against the edition in force, and answered at once. What of it can be
//! asked by an address becomes one; nothing of the files is kept.

use super::asked::Typed;
use super::page::answered;
use crate::answer::Answer;
use crate::frame::Page;
use crate::pages::edition::finding::FindingShown;
use crate::pages::sent;
use axum::extract::Multipart;
use axum::extract::multipart::MultipartRejection;
use axum::http::StatusCode;
use guantong_policy::edition::EditionFault;
use guantong_policy::edition::change::{Changes, Instead};
use guantong_policy::edition::findings::{Finding, findings};
use guantong_registry::Readings;
use guantong_service::what_if::{DRAFT_BYTES, Draft, FLOOR, NoDraft};

/// So many faults of a draft are listed.
const LISTED: usize = 100;

/// A draft as the page shows it.
pub(super) struct DraftShown {
    /// The files as they were sent.
    pub(super) files: String,
    /// What stands in the way, each with its file and line where it has them.
    pub(super) wrong: Vec<(String, String)>,
    /// How many more there are.
    pub(super) more: usize,
    pub(super) findings: Vec<FindingShown>,
    pub(super) tried: Vec<String>,
    /// What is not tried, and why.
    pub(super) untried: Vec<(String, String)>,
}

impl DraftShown {
    pub(super) fn is_read(&self) -> bool {
        self.wrong.is_empty()
    }

    pub(super) fn is_same(&self) -> bool {
        self.tried.is_empty() && self.untried.is_empty()
    }

    fn new(page: &Page, files: &[(String, Vec<u8>)]) -> Self {
        DraftShown {
            files: page.list(files.iter().map(|(name, _)| name)),
            wrong: Vec::new(),
            more: 0,
            findings: Vec::new(),
            tried: Vec::new(),
            untried: Vec::new(),
        }
    }

    fn read(&mut self, page: &Page, draft: &Draft) {
        let found = findings(&draft.edition, Readings::ALL);
        self.findings =
            found.iter().filter(|one| Finding::stops(one)).map(|one| FindingShown::of(page, one)).collect();
        let differences = &draft.differences;
        self.tried = differences.tried.iter().map(|message| page.say(message).to_string()).collect();
        let untried = differences.untried.iter().map(|(message, why)| {
            (page.say(message).to_string(), page.t(format!("what-if-untried-{why}")).to_string())
        });
        self.untried = untried.collect();
    }

    fn faulty(&mut self, page: &Page, faults: &[EditionFault]) {
        let said = |fault: &EditionFault| {
            let place = page.t("what-if-draft-place").with("file", fault.file.as_str());
            (place.with("line", fault.line.to_string()).to_string(), page.say(&fault.message).to_string())
        };
        self.wrong = faults.iter().take(LISTED).map(said).collect();
        self.more = faults.len().saturating_sub(LISTED);
    }
}

/// The largest form with a draft: its files, and what the form itself adds to them.
pub(super) fn most() -> usize {
    usize::try_from(DRAFT_BYTES + 64 * 1024).unwrap_or(usize::MAX)
}

pub(super) async fn give(page: Page, body: Result<Multipart, MultipartRejection>) -> Answer {
    let sent = match sent::read(body, DRAFT_BYTES).await {
        Ok(sent) => sent,
        Err((message, status)) => {
            let mut shown = DraftShown::new(&page, &[]);
            shown.wrong = vec![(String::new(), page.say(&message).to_string())];
            return answered(page, Typed::default(), Some(shown), status).await;
        }
    };
    let mut shown = DraftShown::new(&page, &sent.files);
    let (typed, status) = match page.office().what_if_draft(&sent.files)? {
        Ok(draft) => {
            shown.read(&page, &draft);
            (Typed::of(pairs(&draft.differences.changes)), StatusCode::OK)
        }
        Err(NoDraft::Faults(faults)) => {
            shown.faulty(&page, &faults);
            (Typed::default(), StatusCode::UNPROCESSABLE_ENTITY)
        }
        Err(NoDraft::Files(messages)) => {
            let said = messages.iter().map(|message| (String::new(), page.say(message).to_string()));
            shown.wrong = said.collect();
            (Typed::default(), StatusCode::UNPROCESSABLE_ENTITY)
        }
    };
    answered(page, typed, Some(shown), status).await
}

/// Changes as the pairs of an address.
fn pairs(changes: &Changes) -> Vec<(String, String)> {
    let value = |instead: &Instead| match instead {
        Instead::By(more) => format!("{more:+}"),
        Instead::Value(value) => value.to_string(),
    };
    let name = |name: &str| if name == FLOOR { "floor".to_owned() } else { format!("v.{name}") };
    let parameters = changes.parameters.iter().map(|(of, instead)| (name(of), value(instead)));
    let choices = changes.choices.iter().map(|(id, choice)| (format!("r.{id}"), choice.clone()));
    parameters.chain(choices).collect()
}
