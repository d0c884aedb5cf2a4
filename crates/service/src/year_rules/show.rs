//! What a year's rules are and were: the version in force, all versions, the draft.

use super::{InForce, RulesDraft, digest_of, fields_in, stream};
use crate::Office;
use crate::access::Action;
use crate::error::{Fault, ServiceError};
use crate::journal::Entry;
use guantong_admission::year::Fields;

/// A version that was set.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RulesVersion {
    /// Its number, from 1.
    pub version: i64,
    /// Its fields.
    pub fields: Fields,
    /// SM3 of its canonical text.
    pub digest: String,
    /// Why it was set.
    pub reason: String,
    /// When, in microseconds since 1970 UTC.
    pub set_at: i64,
    /// Who set it.
    pub set_by: String,
    /// Who drafted it.
    pub drafters: Vec<String>,
}

/// A year's rules with what stands beside them.
#[derive(Clone, Debug)]
pub struct RulesDesk {
    /// What rounds are run by; nothing where the edition has no file and no version was set.
    pub in_force: Option<InForce>,
    /// Every version, oldest first.
    pub versions: Vec<RulesVersion>,
    /// Whether they stand for good.
    pub fixed: bool,
    /// The draft, for whoever drafts.
    pub draft: Option<RulesDraft>,
    /// Whether the year before has a version to begin from.
    pub year_before: bool,
    /// Whether who asks drafted what is open, so that another has to set it.
    pub drafted: bool,
}

fn version(entry: &Entry) -> Result<RulesVersion, Fault> {
    let text =
        |name: &str| entry.body.get(name).and_then(|value| value.as_str()).unwrap_or_default().to_owned();
    let drafters = entry.body.get("drafters").cloned().unwrap_or_default();
    let fields = fields_in(entry)?;
    Ok(RulesVersion {
        version: entry.version,
        digest: digest_of(&fields),
        fields,
        reason: text("reason"),
        set_at: entry.recorded_at,
        set_by: entry.actor.clone(),
        drafters: serde_json::from_value(drafters)
            .map_err(|error| Fault::new("read the rules of a year", error))?,
    })
}

impl Office {
    /// Every version of a year's rules, oldest first.
    ///
    /// # Errors
    /// Where the database fails or what is kept cannot be read.
    pub async fn rules_versions(&self, year: i32) -> Result<Vec<RulesVersion>, Fault> {
        self.whole.stream(&stream(year)).await?.iter().map(version).collect()
    }

    /// A year's rules; `actor` is in whose name who asks writes.
    ///
    /// # Errors
    /// Where the database fails or what is kept cannot be read.
    pub async fn rules_desk(&self, year: i32, actor: &str) -> Result<RulesDesk, ServiceError> {
        let in_force = match self.edition().file("admission.toml").is_some() {
            true => Some(self.rules_in_force(year).await?),
            false => None,
        };
        let drafts = self.may_ever(Action::YearRulesDraft);
        let draft = if drafts { self.rules_draft(year).await? } else { None };
        let by_name = draft.as_ref().is_some_and(|draft| draft.drafters.iter().any(|name| name == actor));
        let drafted = draft.is_some() && (by_name || self.had_a_hand(&stream(year), "set").await?);
        Ok(RulesDesk {
            in_force,
            versions: self.rules_versions(year).await?,
            fixed: self.rules_are_fixed(year).await?,
            draft,
            year_before: !self.whole.stream(&stream(year - 1)).await?.is_empty(),
            drafted,
        })
    }
}
