//! The rules of a year's admission (3.1.3.b, 4.1.c): drafted by the examination authority, set by another of its people,
//! kept version by version; rounds are run by the version in force.
//!
//! 「具体招生录取办法按照北京教育考试院有关文件执行」. Versions are entries of the year's stream and nothing else: what is
//! in force is what the last of them says. A draft has a stream of its own, so that writing one disturbs no run. Where a
//! year has no version, the edition's file is what rounds are run by.

mod draft;
mod ground;
mod set;
mod show;

pub use draft::{Base, RulesDraft};
pub use show::{RulesDesk, RulesVersion};

use crate::Office;
use crate::error::{Fault, ServiceError};
use crate::journal::{Entry, canonical, digest};
use crate::rows::{RoundRun, RoundState};
use guantong_admission::year::{Fields, Ground};
use guantong_admission::{Decimal, RuleSet};
use guantong_model::{Message, Score};

/// The entry that sets a version.
pub const SET: &str = "year-rules-set";

/// The stream of the versions of a year.
#[must_use]
pub fn stream(year: i32) -> String {
    format!("year-rules/{year}")
}

/// The stream of what is drafted for a year.
#[must_use]
pub fn draft_stream(year: i32) -> String {
    format!("year-rules-draft/{year}")
}

/// What the rounds of a year are run by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InForce {
    /// The rules.
    pub set: RuleSet,
    /// Which version, from 1; 0 is the edition's file.
    pub version: i64,
    /// SM3 of the version's canonical text; nothing of the edition's file.
    pub digest: Option<String>,
}

/// The canonical text of a version: its fields as JSON, names in the order of their bytes.
#[must_use]
pub fn canonical_text(fields: &Fields) -> String {
    canonical(&serde_json::json!(fields))
}

/// SM3 of that text.
#[must_use]
pub fn digest_of(fields: &Fields) -> String {
    digest(canonical_text(fields).as_bytes()).to_string()
}

/// The fields an entry holds.
pub(crate) fn fields_in(entry: &Entry) -> Result<Fields, Fault> {
    let fields = entry.body.get("fields").cloned().unwrap_or_default();
    serde_json::from_value(fields).map_err(|error| Fault::new("read the rules of a year", error))
}

/// What does not hold of an entry that set a version: its digest, that it can be read, that another drafted it.
pub(crate) fn broken(entry: &Entry) -> Option<String> {
    let year = entry.stream.rsplit('/').next().and_then(|year| year.parse().ok());
    let fields = match (year, fields_in(entry)) {
        (Some(_), Ok(fields)) => fields,
        (_, Err(fault)) => return Some(fault.to_string()),
        (None, Ok(_)) => return Some("no year".to_owned()),
    };
    let told = entry.body.get("digest").and_then(|digest| digest.as_str()).unwrap_or_default();
    let drafters = entry.body.get("drafters").and_then(|drafters| drafters.as_array());
    let drafted = drafters.is_none_or(|names| {
        names.is_empty() || names.iter().any(|name| name.as_str() == Some(entry.actor.as_str()))
    });
    match (digest_of(&fields), rules_of(year.unwrap_or_default(), &fields)) {
        (found, _) if found != told => Some(found),
        (_, Err(fault)) => Some(fault.to_string()),
        (_, Ok(_)) => drafted.then(|| format!("set by {}", entry.actor)),
    }
}

/// The rules that the fields of a version are.
pub(crate) fn rules_of(year: i32, fields: &Fields) -> Result<RuleSet, Fault> {
    let year = u32::try_from(year).map_err(|error| Fault::new("read the rules of a year", error))?;
    let read = RuleSet::from_fields(fields, &Ground { year, ..Ground::default() });
    let first = read.problems.first().map(|problem| format!("{}: {}", problem.field, problem.message.id));
    read.set.ok_or_else(|| Fault::new("read the rules of a year", first.unwrap_or_default()))
}

impl Office {
    /// What the rounds of a year are run by: the last version that was set, else the edition's file. Of a file of another
    /// year the floor is the year's own, as the edition dates it (3.1.2.a).
    ///
    /// # Errors
    /// A fault where the database fails or what is kept cannot be read.
    pub async fn rules_in_force(&self, year: i32) -> Result<InForce, Fault> {
        self.rules_at(year, None).await
    }

    /// The same as it was at a version; nothing named is the last.
    pub(crate) async fn rules_at(&self, year: i32, version: Option<i64>) -> Result<InForce, Fault> {
        let entries = self.whole.stream(&stream(year)).await?;
        let found = match version {
            Some(version) => entries.into_iter().find(|entry| entry.version == version),
            None => entries.into_iter().next_back(),
        };
        if let Some(entry) = found {
            let fields = fields_in(&entry)?;
            let set = rules_of(year, &fields)?;
            return Ok(InForce { set, version: entry.version, digest: Some(digest_of(&fields)) });
        }
        let mut set = self.rule_set()?;
        let dated = self.score_floor(year).filter(|_| i64::from(set.year) != i64::from(year));
        if let Some(floor) = dated {
            set.score_floor.value = floor.into();
        }
        Ok(InForce { set, version: 0, digest: None })
    }

    /// 最低录取分数线 and 满分 of a year: of the version that was set, else as the edition dates them.
    ///
    /// # Errors
    /// Where the database fails or what is kept cannot be read.
    pub(crate) async fn marks_of(&self, year: i32) -> Result<(Option<Score>, Option<Score>), Fault> {
        if self.whole.stream(&stream(year)).await?.is_empty() {
            return Ok((self.score_floor(year), self.full_marks(year)));
        }
        let set = self.rules_in_force(year).await?.set;
        let score = |value: Decimal| Score::parse(&value.to_string()).ok();
        Ok((score(set.score_floor.value), score(set.full_marks.value)))
    }

    /// Whether the rules of a year stand for good: somebody signed a round that was run by them, or a round was run
    /// (interpretation `rules-fixed`).
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn rules_are_fixed(&self, year: i32) -> Result<bool, Fault> {
        let rounds = self.storage.rounds(year).await?;
        let from_first_run = self.edition().switch("rules-fixed") == Some("first-run");
        let fixed =
            |run: &RoundRun| from_first_run || run.state != RoundState::Proved || !run.signatures.is_empty();
        Ok(rounds.iter().any(fixed))
    }

    /// Refuses what would change the rules of a year that stand for good.
    async fn rules_not_fixed(&self, year: i32) -> Result<(), ServiceError> {
        if self.rules_are_fixed(year).await? {
            return Err(ServiceError::conflict(Message::new("conflict-rules-fixed").with("year", year)));
        }
        Ok(())
    }
}
