//! Who may take part in a round before it is run, and who may not and why (3.1.1, 3.1.2): the same code that judges when
//! it is run, over the same candidates.

use super::evidence::EvidenceOnFile;
use super::prepare::Given;
use crate::Office;
use crate::access::Action;
use crate::error::ServiceError;
use crate::rows::{Candidate, Round};
use guantong_admission::Reason;
use guantong_admission::eligibility::eligibility;
use guantong_model::{CandidateNo, Score};
use std::collections::BTreeMap;

/// A candidate who may not take part.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ineligible {
    /// The number.
    pub no: CandidateNo,
    /// 录取总分.
    pub total: Score,
    /// What the floor measures of it.
    pub measured: Score,
    /// Why not.
    pub reason: Reason,
    /// Evidence in place of the household.
    pub evidence: Option<EvidenceOnFile>,
}

/// The candidates of a round by whether they may take part.
#[derive(Clone, Debug)]
pub struct EligibilityList {
    /// How many there are.
    pub candidates: usize,
    /// How many may take part.
    pub eligible: usize,
    /// How many may not, by reason.
    pub by_reason: BTreeMap<Reason, usize>,
    /// Those who may not, by number.
    pub ineligible: Vec<Ineligible>,
    /// Those who may because of evidence, by number.
    pub by_evidence: Vec<EvidenceOnFile>,
    /// Whether the year's rules let evidence count.
    pub evidence_counts: bool,
    /// The floor.
    pub floor: Option<String>,
    /// The version of the rules it was judged by; 0 is the edition's file.
    pub rules_version: i64,
}

impl Office {
    /// Judges every candidate of a round by the rules in force; nothing is written.
    ///
    /// # Errors
    /// Forbidden to whoever does not prepare rounds; a conflict where there is no plan, or the round before is not
    /// published.
    pub async fn eligibility(&self, year: i32, round: Round) -> Result<EligibilityList, ServiceError> {
        self.allow_here(Action::EligibilityRead)?;
        let field = self.round_field(year, round, Given::default()).await?;
        let earlier: Vec<bool> =
            field.people.iter().map(|c| field.earlier.numbers.contains(&c.no.0)).collect();
        let reasons = eligibility(&field.rules, &field.candidates, &earlier);
        let mut evidence = self.evidence(year).await?;
        let mut list = EligibilityList {
            candidates: field.people.len(),
            eligible: 0,
            by_reason: BTreeMap::new(),
            ineligible: Vec::new(),
            by_evidence: Vec::new(),
            evidence_counts: field.rules.household_evidence_counts,
            floor: field.rules.score_floor.map(|floor| floor.to_string()),
            rules_version: field.rests_on.rules,
        };
        for (candidate, reason) in field.people.iter().zip(reasons) {
            let evidence = evidence.remove(&candidate.no).filter(|_| !candidate.household);
            let Some(reason) = reason else {
                list.eligible += 1;
                list.by_evidence.extend(evidence);
                continue;
            };
            *list.by_reason.entry(reason).or_default() += 1;
            let measured = super::field::floor_total(&field.set, candidate).unwrap_or(candidate.total);
            list.ineligible.push(Ineligible {
                no: candidate.no.clone(),
                total: candidate.total,
                measured,
                reason,
                evidence,
            });
        }
        Ok(list)
    }

    /// The same with one candidate of the year.
    ///
    /// # Errors
    /// As [`Office::eligibility`]; not found where there is no such candidate.
    pub async fn eligibility_of(
        &self,
        year: i32,
        round: Round,
        no: &CandidateNo,
    ) -> Result<(EligibilityList, Candidate), ServiceError> {
        self.allow_here(Action::EligibilityRead)?;
        let candidate = self.whole.candidate(year, no).await?.ok_or(ServiceError::NotFound)?;
        Ok((self.eligibility(year, round).await?, candidate))
    }
}
