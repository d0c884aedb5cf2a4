//! Puts rules of a progression on file: read, checked against the clauses and what is on file, written.

use super::read::{RulesFile, read};
use super::{FILED, stream};
use crate::Office;
use crate::access::Action;
use crate::error::{Fault, ServiceError};
use crate::journal::{NewEntry, digest};
use crate::ports::{Batch, Change};
use crate::rows::{Document, RulesOnFile};
use crate::student::count_clauses;
use guantong_model::{Fact, Message};
use guantong_policy::{ClauseId, Decision};
use guantong_registry::{ProgressionRules, RulesIssuer};
use std::collections::BTreeMap;

/// Rules that are on file now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RulesFiled {
    /// The rules.
    pub rules: ProgressionRules,
    /// Why they are on file, with the clauses they serve.
    pub decision: Decision,
    /// Whether this filing wrote them; a file that is on file already is not written again.
    pub changed: bool,
}

impl Office {
    /// Reads a file of rules and says whether it could be put on file, writing nothing. `name` is the file's name, for
    /// what is wrong with it. `changed` says whether filing it would write anything.
    ///
    /// # Errors
    /// Bad input: everything that is wrong, each with file, line, key and clause.
    pub async fn check_progression_rules(&self, name: &str, text: &str) -> Result<RulesFiled, ServiceError> {
        let commission = self.edition().head().map(|head| head.issuer.clone()).unwrap_or_default();
        let file = read(name, text, &commission).map_err(ServiceError::BadInput)?;
        let front = |name: &str| {
            let institution = self.edition().institution(name);
            institution.is_some_and(|institution| institution.front && institution.name == name)
        };
        let faults = file.rules.faults(self.law()?.on(file.rules.from), front);
        if !faults.is_empty() {
            let said = |fault: guantong_registry::RulesFault| {
                file.at(fault.component, fault.key, self.by_label(fault.message))
            };
            return Err(ServiceError::BadInput(faults.into_iter().map(said).collect()));
        }
        let changed = self.follows(&file).await?;
        Ok(RulesFiled { decision: file.rules.filed(), rules: file.rules, changed })
    }

    /// Puts the rules of a file on file. Filed again, the same file changes nothing.
    ///
    /// # Errors
    /// As [`Office::check_progression_rules`]; a conflict where another version was filed meanwhile.
    pub async fn file_progression_rules(
        &self,
        name: &str,
        text: &str,
        actor: &str,
    ) -> Result<RulesFiled, ServiceError> {
        let filed = self.check_progression_rules(name, text).await?;
        if let Some(viewer) = self.viewer() {
            let relations = match &filed.rules.issuer {
                RulesIssuer::Institution(name) => viewer.to_institutions([name.as_str()]),
                RulesIssuer::Commission => viewer.to_commission(),
            };
            self.allow(Action::RulesFile, &relations)?;
        }
        if !filed.changed {
            return Ok(filed);
        }
        let RulesFiled { rules, decision, .. } = &filed;
        let stream = stream(&rules.issuer, rules.year);
        let version = self.next_version(&stream).await?;
        let source_digest = digest(text.as_bytes()).to_string();
        let unwritable = |error: serde_json::Error| Fault::new("write rules of a progression", error);
        let body = serde_json::json!({
            "rules": serde_json::to_value(rules).map_err(unwritable)?,
            "source": {"name": name, "digest": source_digest},
            "decision": serde_json::to_value(decision).map_err(unwritable)?,
        });
        let entry = NewEntry {
            stream,
            version,
            kind: FILED.to_owned(),
            effective_on: rules.from,
            actor: actor.to_owned(),
            body,
        };
        let mut uses = BTreeMap::new();
        count_clauses(&decision.citations, &mut uses);
        let now = self.clock.now();
        let changes = vec![
            Change::Document(Document {
                digest: source_digest.clone(),
                name: name.to_owned(),
                bytes: text.as_bytes().to_vec(),
            }),
            Change::ProgressionRules(RulesOnFile {
                rules: rules.clone(),
                source_name: name.to_owned(),
                source_digest,
                filed_at: now,
                filed_by: actor.to_owned(),
            }),
            Change::ClauseUses(uses),
        ];
        self.storage.append(Batch { entries: vec![entry], changes }, now).await?;
        Ok(filed)
    }

    /// Whether the rules are a new version that follows those on file; not new where they are on file already.
    async fn follows(&self, file: &RulesFile) -> Result<bool, ServiceError> {
        let rules = &file.rules;
        let on_file = self.storage.progression_rules().await?;
        let of_year =
            |earlier: &ProgressionRules| earlier.issuer == rules.issuer && earlier.year == rules.year;
        let earlier: Vec<ProgressionRules> =
            on_file.into_iter().map(|on_file| on_file.rules).filter(of_year).collect();
        if earlier.contains(rules) {
            return Ok(false);
        }
        let latest = earlier.into_iter().max_by_key(|earlier| earlier.version);
        let Some(latest) = latest else { return Ok(true) };
        let mut wrong = Vec::new();
        if rules.version <= latest.version {
            let message = Message::new("progression-rules-version-taken")
                .with("issuer", rules.issuer.fact())
                .with("year", rules.year)
                .with("latest", latest.version)
                .with("next", latest.version.saturating_add(1))
                .with("version", rules.version);
            wrong.push(file.at(None, "version", message));
        }
        if rules.from < latest.from {
            let message = Message::new("progression-rules-before-earlier")
                .with("version", rules.version)
                .with("from", rules.from)
                .with("earlier", latest.version)
                .with("earlier_from", latest.from);
            wrong.push(file.at(None, "from", message));
        }
        if wrong.is_empty() { Ok(true) } else { Err(ServiceError::BadInput(wrong)) }
    }

    /// A message that names its clause as the notice prints it: 四（二）2 for 4.2.2.c.
    fn by_label(&self, mut message: Message) -> Message {
        if let Some(Fact::Text(clause)) = message.facts.get("clause")
            && let Some(provision) = self.edition().provision(&ClauseId::from(clause.as_str()))
        {
            let label = provision.label.clone();
            message.facts.insert("clause".to_owned(), Fact::Text(label));
        }
        message
    }
}
