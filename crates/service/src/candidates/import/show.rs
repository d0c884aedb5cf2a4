//! What a person sees of a file: how far it is, what was found, what is judged, and the digest to be confirmed.

use super::words::COLUMNS;
use super::{ImportCheck, ImportRow, ImportState, Judgement, Judgements, Settled, judge, object};
use crate::Office;
use crate::access::Action;
use crate::cells::{Kind, SEX, YES};
use crate::error::{Fault, ServiceError};
use crate::journal::digest;
use crate::ports::Change;
use crate::rows::{Candidate, Round, RoundState};
use guantong_model::{Message, ProgrammeId};
use guantong_policy::Edition;
use std::collections::BTreeMap;

/// Files in the list of one's own.
const LISTED: i64 = 50;

/// A file as its page shows it.
#[derive(Clone, Debug)]
pub struct ImportView {
    /// The file.
    pub row: ImportRow,
    /// What was found, once it was checked.
    pub found: Option<ImportCheck>,
    /// How its conflicts are judged.
    pub judgements: Judgements,
    /// What comes of the judgements.
    pub settled: Settled,
    /// Whether plan or candidates are others than those it was checked against.
    pub stale: bool,
    /// Whether a round of the year was signed: nothing is entered any more then.
    pub over: bool,
    /// The digest of what confirming writes: what confirming must name.
    pub digest: String,
}

impl ImportView {
    /// Whether it can be confirmed.
    #[must_use]
    pub fn clean(&self) -> bool {
        let clean = |found: &ImportCheck| found.refused.is_empty() && found.wrong_count == 0;
        self.row.state == ImportState::Checked
            && self.found.as_ref().is_some_and(clean)
            && self.settled.open.is_empty()
            && !self.stale
            && !self.over
    }
}

impl Office {
    /// Files of candidates, the newest first.
    ///
    /// # Errors
    /// Forbidden where the table does not let who asks.
    pub async fn candidate_imports(&self) -> Result<Vec<ImportRow>, ServiceError> {
        self.allow_here(Action::CandidateImport)?;
        Ok(self.storage.imports(LISTED).await?)
    }

    /// A file with what was found in it.
    ///
    /// # Errors
    /// Not found where there is none; forbidden where the table does not let who asks.
    pub async fn candidate_import(&self, id: &str) -> Result<ImportView, ServiceError> {
        self.allow_here(Action::CandidateImport)?;
        let row = self.storage.import(id).await?.ok_or(ServiceError::NotFound)?;
        let found = match self.storage.import_result(id).await? {
            Some(sealed) if !matches!(row.state, ImportState::Waiting | ImportState::Checking) => {
                Some(self.opened_check(&sealed)?)
            }
            _ => None,
        };
        if found.is_some() {
            // Names of many people are on the page.
            self.note_look(&object(id), "seen").await?;
        }
        self.import_view(row, found).await
    }

    pub(super) async fn import_view(
        &self,
        row: ImportRow,
        found: Option<ImportCheck>,
    ) -> Result<ImportView, ServiceError> {
        let judgements: Judgements =
            serde_json::from_str(&row.judgements).map_err(|error| Fault::new("read judgements", error))?;
        let settled =
            found.as_ref().map(|found| judge::settle(&found.conflicts, &judgements)).unwrap_or_default();
        let seen = self.import_seen(row.year).await?;
        let stale =
            row.state == ImportState::Checked && found.as_ref().is_some_and(|found| found.seen != seen);
        let over = self.round_signed(row.year).await?;
        let digest = found.as_ref().map(|found| confirmed_digest(found, &settled)).unwrap_or_default();
        Ok(ImportView { row, found, judgements, settled, stale, over, digest })
    }

    /// Whether a round of a year was signed, so that its candidates stay as they are.
    pub(super) async fn round_signed(&self, year: i32) -> Result<bool, Fault> {
        let rounds = self.storage.rounds(year).await?;
        Ok(rounds.iter().any(|round| round.state != RoundState::Proved || !round.signatures.is_empty()))
    }

    /// Judges conflicts of a file: each by its key, and with `others` all of a kind that nobody judged.
    ///
    /// # Errors
    /// Not found where there is no such file; a conflict where somebody judged meanwhile, plan or candidates are others
    /// now, or a round of the year was signed.
    pub async fn judge_candidate_import(
        &self,
        id: &str,
        version: i64,
        given: &[(String, Judgement)],
        others: Option<(super::ConflictKind, Judgement)>,
    ) -> Result<(), ServiceError> {
        let view = self.candidate_import(id).await?;
        let Some(found) = view.found.as_ref().filter(|_| view.row.state == ImportState::Checked) else {
            return Err(ServiceError::NotFound);
        };
        if view.over {
            return Err(ServiceError::conflict(Message::new("conflict-round-over")));
        }
        if view.stale || view.row.version != version {
            return Err(ServiceError::conflict(Message::new("conflict-candidates-stale")));
        }
        let mut judgements = view.judgements;
        for conflict in &found.conflicts {
            if let Some((_, judgement)) = given.iter().find(|(key, _)| *key == conflict.key) {
                judgements.insert(conflict.key.clone(), *judgement);
            } else if let Some((_, judgement)) = others.filter(|(kind, _)| *kind == conflict.kind) {
                judgements.entry(conflict.key.clone()).or_insert(judgement);
            }
        }
        let judgements =
            serde_json::to_string(&judgements).map_err(|error| Fault::new("write judgements", error))?;
        let judged = super::ImportChange::Judged { id: id.to_owned(), version, judgements };
        self.write(vec![Change::CandidateImport(judged)]).await
    }
}

/// The digest of what confirming writes.
pub(super) fn confirmed_digest(found: &ImportCheck, settled: &Settled) -> String {
    let judged = serde_json::json!([found.base, settled.left, settled.replacing, settled.open]);
    digest(judged.to_string().as_bytes()).to_string()
}

/// What a row tells or the office holds of a candidate, by column, in the words of the file.
pub(super) fn told(
    edition: &Edition,
    candidate: &Candidate,
    [name, birth_on, junior]: [String; 3],
    (sex, district): (i64, &str),
    (identity, phone): (Option<&str>, Option<&str>),
) -> Vec<(&'static str, String)> {
    let word = |words: &[(&str, &str)], of: &str| {
        words.iter().find(|(_, word)| *word == of).map_or_else(String::new, |(said, _)| (*said).to_owned())
    };
    let flag = |flag: bool| word(YES, if flag { "yes" } else { "no" });
    let list = |list: &[ProgrammeId]| list.iter().map(ProgrammeId::as_str).collect::<Vec<_>>().join("|");
    let district = edition.district(district).map_or_else(|| district.to_owned(), |known| known.name.clone());
    // Who takes no bonus is told of none.
    let bonus = candidate.bonus.to_string();
    let told_bonus = if candidate.bonus == guantong_model::Score::default() { String::new() } else { bonus };
    let told = BTreeMap::from([
        ("no", candidate.no.0.clone()),
        ("name", name),
        ("sex", word(SEX, &sex.to_string())),
        ("identity", identity.unwrap_or_default().to_owned()),
        ("born", birth_on),
        ("district", district),
        ("junior", junior),
        ("phone", phone.unwrap_or_default().to_owned()),
        ("total", candidate.total.to_string()),
        ("chinese", candidate.chinese.to_string()),
        ("mathematics", candidate.mathematics.to_string()),
        ("foreign", candidate.foreign_language.to_string()),
        ("bonus", told_bonus),
        ("priority", flag(candidate.priority)),
        ("draw", candidate.draw.to_string()),
        ("qualified", flag(candidate.qualified)),
        ("household", flag(candidate.household)),
        ("boards", candidate.boards.map(flag).unwrap_or_default()),
        ("tests", list(&candidate.tests_passed)),
        ("early", list(candidate.preferences(Round::Early))),
        ("unified", list(candidate.preferences(Round::Unified))),
    ]);
    COLUMNS.iter().filter_map(|column| Some((column.key, told.get(column.key)?.clone()))).collect()
}

/// How a column is to be filled in, as a message.
pub(super) fn how(kind: Kind) -> Message {
    match kind {
        Kind::Words => Message::new("take-over-how-words"),
        Kind::Text => Message::new("take-over-how-text"),
        Kind::Date => Message::new("take-over-how-date"),
        Kind::Year => Message::new("take-over-how-year"),
        Kind::Score => Message::new("take-over-how-score"),
        Kind::Count => Message::new("take-over-how-count"),
        Kind::Choice(words) => {
            let known: Vec<guantong_model::Fact> =
                words.iter().map(|(said, _)| guantong_model::Fact::from(*said)).collect();
            Message::new("take-over-how-choice").with("known", known)
        }
    }
}
