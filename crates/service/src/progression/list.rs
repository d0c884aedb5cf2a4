//! What is on file.

use crate::Office;
use crate::error::Fault;
use crate::rows::RulesOnFile;
use guantong_model::{Date, Stage};
use guantong_registry::{Computed, Marks, ProgressionRules, RulesIssuer, in_force};

impl Office {
    /// Every version of the rules of progressions on file: the newest year first, in it by issuer, the newest version
    /// first.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn progression_rules(&self) -> Result<Vec<RulesOnFile>, Fault> {
        let mut on_file = self.storage.progression_rules().await?;
        on_file.sort_by(|one, other| {
            let (one, other) = (&one.rules, &other.rules);
            (other.year, &one.issuer, other.version).cmp(&(one.year, &other.issuer, one.version))
        });
        Ok(on_file)
    }

    /// The rules an assessment on a day would be held against: those of the school where the student studies, or the
    /// commission's of the year; nothing where none are on file.
    ///
    /// # Errors
    /// Where the database fails or the edition has no terms.
    pub async fn progression_rules_in_force(
        &self,
        after: Stage,
        school: &str,
        on: Date,
    ) -> Result<Option<ProgressionRules>, Fault> {
        let law = self.law()?;
        let on_file = self.storage.progression_rules().await?;
        let rules: Vec<ProgressionRules> = on_file.into_iter().map(|on_file| on_file.rules).collect();
        let issuer = RulesIssuer::after(after, school);
        Ok(in_force(&rules, &issuer, after, on, &law.on(on).readings).cloned())
    }

    /// What marks come to under rules, by the readings in force on a day.
    ///
    /// # Errors
    /// Where the edition has no terms.
    pub fn progression_result(
        &self,
        rules: &ProgressionRules,
        marks: &Marks,
        on: Date,
    ) -> Result<Computed, Fault> {
        Ok(rules.compute(marks, &self.law()?.on(on).readings))
    }

    /// The file a version came in, as it was filed.
    ///
    /// # Errors
    /// A fault where it is gone, or where the database fails.
    pub async fn progression_rules_file(&self, on_file: &RulesOnFile) -> Result<Vec<u8>, Fault> {
        let document = self.storage.document(&on_file.source_digest).await?;
        let document =
            document.ok_or_else(|| Fault::new("read rules of a progression", "the file is gone"))?;
        Ok(document.bytes)
    }
}
