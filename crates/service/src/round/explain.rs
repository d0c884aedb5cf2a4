//! Explains a candidate: preference by preference, from a replay of the round.

use crate::Office;
use crate::error::{Fault, ServiceError};
use crate::ports::{CandidateFilter, CandidateLine};
use crate::rows::Round;
use crate::views::{CandidateView, OwnProof};
use guantong_admission::seal;
use guantong_model::CandidateNo;

impl Office {
    /// A page of a published round's candidates, and whether there are more.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn candidate_list(
        &self,
        year: i32,
        round: Round,
        filter: &CandidateFilter,
        page: usize,
    ) -> Result<(Vec<CandidateLine>, bool), Fault> {
        let published =
            self.storage.rounds(year).await?.iter().any(|r| r.round == round && r.published_at.is_some());
        if !published {
            return Ok((Vec::new(), false));
        }
        let limit = i64::try_from(page).unwrap_or(i64::MAX - 1) + 1;
        let mut lines = self.storage.candidate_lines(year, round, filter, limit).await?;
        let more = lines.len() > page;
        lines.truncate(page);
        Ok((lines, more))
    }

    /// A candidate of a published round, explained; nothing where there is no such candidate or the round is not
    /// published: the two look the same.
    ///
    /// # Errors
    /// A fault where the database fails or the replay does not give the result that was sealed.
    pub async fn candidate(
        &self,
        year: i32,
        round: Round,
        no: &CandidateNo,
    ) -> Result<Option<CandidateView>, ServiceError> {
        let runs = self.storage.rounds(year).await?;
        let Some(run) = runs.into_iter().find(|run| run.round == round && run.published_at.is_some()) else {
            return Ok(None);
        };
        let Some(candidate) = self.storage.candidate(year, no).await? else { return Ok(None) };
        let Some(result) = self.storage.result(year, round, no).await? else { return Ok(None) };
        let Some(person) = self
            .storage
            .person_seen(&candidate.person, &format!("candidate/{year}/{no}"), self.clock.now())
            .await?
        else {
            return Err(Fault::new("read a candidate", "the person is missing").into());
        };
        let prepared = self.prepared(&run).await?;
        let Some(index) = prepared.index.get(no).copied() else { return Ok(None) };
        let explanation = prepared.round.explain(index);
        let secret = seal::parse_hex(&run.secret).unwrap_or_default();
        let place = prepared.leaves.1.get(index as usize).copied().unwrap_or(u32::MAX) as usize;
        let proof = seal::path(&prepared.leaves.0, place).map(|path| OwnProof {
            line: prepared.round.line(index),
            salt: seal::hex(&seal::salt(&secret, no.as_str().as_bytes())),
            leaf: path.leaf,
            leaves: path.leaves,
            beside: path.beside.iter().map(seal::hex).collect(),
            root: run.results_digest.clone(),
        });
        let student = self.storage.student_of(year, no).await?;
        let lines = prepared.lines.clone();
        // Evidence that came after the run had no part in it.
        let counted = self.evidence_at(year, Some(run.evidence_version)).await?.0.contains(no);
        let evidence = if counted { self.evidence(year).await?.remove(no) } else { None };
        Ok(Some(CandidateView {
            evidence,
            run,
            candidate,
            person,
            result,
            explanation,
            lines,
            proof,
            student,
        }))
    }
}
