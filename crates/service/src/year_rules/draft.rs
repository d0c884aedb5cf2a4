//! A draft of a year's rules: begun from what is in force, the year before or the edition's file; saved, put away.

use super::{draft_stream, fields_in, stream};
use crate::Office;
use crate::access::Action;
use crate::error::ServiceError;
use crate::journal::{Entry, NewEntry};
use crate::ports::{Batch, Change};
use guantong_admission::year::fields::Read;
use guantong_admission::year::{Certainty, Fields};
use guantong_model::{Message, Score, words};

/// The entry that begins a draft.
const BEGUN: &str = "year-rules-draft-begun";
/// The entry that saves one.
const SAVED: &str = "year-rules-draft-saved";
/// The entry that puts one away.
const DROPPED: &str = "year-rules-draft-dropped";
/// The entry that notes that a draft was set.
pub(super) const TAKEN: &str = "year-rules-draft-set";
/// The part that whoever drafts has in a year's rules.
const DRAFT: &str = "draft";

words! {
    /// What a draft is begun from.
    Base {
        /// What is in force for the year.
        InForce = "in-force",
        /// What was in force the year before.
        YearBefore = "year-before",
        /// The edition's file.
        Edition = "edition",
    }
}

/// A draft as it stands.
#[derive(Clone, Debug)]
pub struct RulesDraft {
    /// The year.
    pub year: i32,
    /// The version of its stream.
    pub version: i64,
    /// Its fields with what is wrong or open.
    pub read: Read,
    /// When it was last saved, in microseconds since 1970 UTC.
    pub saved_at: i64,
    /// Who had a hand in it.
    pub drafters: Vec<String>,
}

impl RulesDraft {
    /// What is in the way of setting it.
    #[must_use]
    pub fn open(&self) -> usize {
        self.read.problems.len()
    }
}

/// The entries of the draft that is open; none where none is.
fn open(entries: &[Entry]) -> &[Entry] {
    let begun = entries.iter().rposition(|entry| entry.kind == BEGUN);
    let over = entries.last().is_none_or(|entry| [DROPPED, TAKEN].contains(&entry.kind.as_str()));
    begun.filter(|_| !over).and_then(|begun| entries.get(begun..)).unwrap_or_default()
}

impl Office {
    /// The draft of a year's rules; nothing where none is open.
    ///
    /// # Errors
    /// Forbidden to whoever does not draft them.
    pub async fn rules_draft(&self, year: i32) -> Result<Option<RulesDraft>, ServiceError> {
        self.allow_here(Action::YearRulesDraft)?;
        let entries = self.whole.stream(&draft_stream(year)).await?;
        let open = open(&entries);
        let Some(last) = open.last() else { return Ok(None) };
        let mut drafters: Vec<String> = open.iter().map(|entry| entry.actor.clone()).collect();
        drafters.sort();
        drafters.dedup();
        Ok(Some(RulesDraft {
            year,
            version: last.version,
            read: self.read_rules(year, &fields_in(last)?).await?,
            saved_at: last.recorded_at,
            drafters,
        }))
    }

    /// What is wrong or open in fields that were typed, nothing written.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn check_rules(&self, year: i32, fields: &Fields) -> Result<Read, ServiceError> {
        self.allow_here(Action::YearRulesDraft)?;
        Ok(self.read_rules(year, fields).await?)
    }

    /// Begins a draft. What happens to complete equals is left open: it has no default, a year chooses.
    ///
    /// # Errors
    /// A conflict where one is open or the rules stand for good; bad input where there is nothing to begin from.
    pub async fn begin_rules_draft(&self, year: i32, base: Base, actor: &str) -> Result<i64, ServiceError> {
        self.allow_here(Action::YearRulesDraft)?;
        self.rules_not_fixed(year).await?;
        let entries = self.whole.stream(&draft_stream(year)).await?;
        if !open(&entries).is_empty() {
            return Err(ServiceError::conflict(Message::new("conflict-rules-draft-open").with("year", year)));
        }
        let mut fields = self.base(year, base).await?;
        fields.remove("equal");
        // The last draft was another's matter: its hands are free for this one.
        let freed = Change::HandsFreed { object: stream(year), parts: "" };
        let version = entries.last().map_or(0, |entry| entry.version);
        let body = serde_json::json!({"year": year, "base": base, "fields": fields});
        self.append_draft(year, version, BEGUN, body, vec![freed], actor).await
    }

    /// The fields that a draft begins with.
    async fn base(&self, year: i32, base: Base) -> Result<Fields, ServiceError> {
        let of = match base {
            Base::InForce => year,
            Base::YearBefore => year - 1,
            Base::Edition => {
                let set = self.rule_set()?;
                let its_own = i64::from(set.year) == i64::from(year);
                return Ok(if its_own { set.fields() } else { self.of_year(year, set.fields()) });
            }
        };
        match self.whole.stream(&stream(of)).await?.last() {
            Some(entry) if of == year => Ok(fields_in(entry)?),
            Some(entry) => {
                let mut fields = self.of_year(year, fields_in(entry)?);
                fields.retain(|name, _| !super::ground::DOCUMENT.contains(&name.as_str()));
                Ok(fields)
            }
            None => Err(ServiceError::BadInput(vec![Message::new("rules-no-base").with("year", of)])),
        }
    }

    /// The fields of another year as this one begins with them: floor and full marks are the year's own where the edition
    /// dates them, and nothing is surer than of a neighbouring year.
    fn of_year(&self, year: i32, mut fields: Fields) -> Fields {
        let mut put = |name: &str, value: Option<Score>| {
            if let Some(value) = value {
                fields.insert(name.to_owned(), value.to_string());
            }
        };
        put("score_floor", self.score_floor(year));
        put("full_marks", self.full_marks(year));
        let word = |certainty: Certainty| {
            Certainty::ALL.iter().find(|(known, _)| *known == certainty).map_or("", |(_, word)| *word)
        };
        let surer = [word(Certainty::High), word(Certainty::Certain)];
        let less = word(Certainty::Medium).to_owned();
        for (name, value) in &mut fields {
            let certain = name.ends_with("_certainty") && surer.contains(&value.as_str());
            if certain && name != "score_floor_certainty" && name != "household_certainty" {
                value.clone_from(&less);
            }
        }
        fields
    }

    /// Saves a draft that the asker saw at a version. What is open may stay open; what is wrong is not written.
    ///
    /// # Errors
    /// Bad input: what is wrong; a conflict where the draft was saved meanwhile or is gone, the rules stand for good, or
    /// somebody set a version.
    pub async fn save_rules_draft(
        &self,
        year: i32,
        fields: &Fields,
        version_seen: i64,
        actor: &str,
    ) -> Result<i64, ServiceError> {
        let draft = self.draft_seen(year, version_seen).await?;
        self.rules_not_fixed(year).await?;
        let read = self.read_rules(year, fields).await?;
        let wrong: Vec<Message> = read
            .problems
            .into_iter()
            .filter(|problem| !problem.open)
            .map(|problem| problem.message)
            .collect();
        if !wrong.is_empty() {
            return Err(ServiceError::BadInput(wrong));
        }
        if read.fields == draft.read.fields {
            return Ok(draft.version);
        }
        let body = serde_json::json!({"year": year, "fields": read.fields});
        self.append_draft(year, version_seen, SAVED, body, Vec::new(), actor).await
    }

    /// Puts a draft away.
    ///
    /// # Errors
    /// A conflict where it was saved meanwhile or is gone.
    pub async fn drop_rules_draft(
        &self,
        year: i32,
        version_seen: i64,
        actor: &str,
    ) -> Result<(), ServiceError> {
        self.draft_seen(year, version_seen).await?;
        let body = serde_json::json!({"year": year});
        self.append_draft(year, version_seen, DROPPED, body, Vec::new(), actor).await.map(drop)
    }

    /// The draft as the asker saw it.
    pub(super) async fn draft_seen(&self, year: i32, version_seen: i64) -> Result<RulesDraft, ServiceError> {
        match self.rules_draft(year).await? {
            None => Err(ServiceError::conflict(Message::new("conflict-rules-draft-gone").with("year", year))),
            Some(draft) if draft.version != version_seen => {
                Err(ServiceError::conflict(Message::new("conflict-rules-draft-changed")))
            }
            Some(draft) => Ok(draft),
        }
    }

    async fn append_draft(
        &self,
        year: i32,
        version_seen: i64,
        kind: &str,
        body: serde_json::Value,
        mut changes: Vec<Change>,
        actor: &str,
    ) -> Result<i64, ServiceError> {
        let version = version_seen + 1;
        let entry = self.draft_entry(year, version, kind, body, actor);
        changes.extend(self.hand_on(&stream(year), DRAFT));
        self.storage.append(Batch { entries: vec![entry], changes }, self.clock.now()).await?;
        Ok(version)
    }

    /// An entry of a draft's stream.
    pub(super) fn draft_entry(
        &self,
        year: i32,
        version: i64,
        kind: &str,
        body: serde_json::Value,
        actor: &str,
    ) -> NewEntry {
        NewEntry {
            stream: draft_stream(year),
            version,
            kind: kind.to_owned(),
            effective_on: self.clock.today(),
            actor: actor.to_owned(),
            body,
        }
    }
}
