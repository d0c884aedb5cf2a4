//! Corrections as they are looked at: the list of a year, one with all that follows, and what a candidate is told.

use super::follows::Derived;
use super::{Corrected, Correction, CorrectionOnFile, CorrectionState, Facts, PROPOSAL, stream};
use crate::Office;
use crate::access::Action;
use crate::error::{Fault, ServiceError};
use crate::round::Prepared;
use crate::rows::{Round, RoundResult, RoundRun};
use crate::views::OwnProof;
use guantong_model::{CandidateNo, Message};

/// A correction with all that follows, and what whoever asks may do with it.
#[derive(Clone, Debug)]
pub struct CorrectionView {
    /// The correction.
    pub on_file: CorrectionOnFile,
    /// What follows from it; nothing where it was given up, or cannot be derived.
    pub derived: Option<Derived>,
    /// Why it cannot be derived any more.
    pub stuck: Vec<Message>,
    /// Whether who asks may sign it now.
    pub signs: bool,
    /// Whether who asks had a hand in it, so that others sign.
    pub own: bool,
    /// Whether who asks may decide on places.
    pub decides: bool,
    /// Whether who asks may give it up.
    pub gives_up: bool,
}

/// Why a candidate's result was told anew.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Why {
    /// The correction's number in the year.
    pub number: i64,
    /// The document it rests on.
    pub document: String,
    /// The reason and his facts, where it was his own that were corrected; of others nothing is told.
    pub own: Option<(String, Corrected)>,
    /// Whether he keeps a place that the corrected facts would not give.
    pub kept: bool,
}

/// What a candidate was told in one version of a round's results.
#[derive(Clone, Debug)]
pub struct ToldBefore {
    /// The version, from 1.
    pub version: i64,
    /// When it was published, in microseconds since 1970 UTC.
    pub published_at: i64,
    /// What he was told.
    pub result: RoundResult,
    /// With which he can check the digest that was published then.
    pub proof: Option<OwnProof>,
    /// Why it was told anew; nothing of the first.
    pub why: Option<Why>,
}

impl Office {
    /// The corrections of a year, newest first.
    ///
    /// # Errors
    /// Forbidden to whom they are none of his business; not found where the round is not published.
    pub async fn corrections(&self, year: i32, round: Round) -> Result<Vec<CorrectionOnFile>, ServiceError> {
        self.allow_here(Action::CorrectionRead)?;
        self.is_published(year, round).await?;
        let mut found = self.whole.corrections(year).await?;
        found.sort_by_key(|one| std::cmp::Reverse(one.correction.number));
        Ok(found)
    }

    /// A correction of a round with all that follows from it.
    ///
    /// # Errors
    /// Not found where there is none; a fault where a published round does not replay.
    pub async fn correction_view(
        &self,
        year: i32,
        round: Round,
        number: i64,
    ) -> Result<CorrectionView, ServiceError> {
        self.allow_here(Action::CorrectionRead)?;
        let on_file = self.correction_of(year, round, number).await?;
        let correction = &on_file.correction;
        let (mut derived, mut stuck) = (None, Vec::new());
        match correction.state {
            CorrectionState::GivenUp => {}
            CorrectionState::Made => derived = Some(self.followed(correction).await?),
            CorrectionState::Proposed => match self.derive(correction).await {
                Ok(found) => derived = Some(found.derived),
                Err(ServiceError::Conflict(conflict)) => stuck.push(conflict.message),
                Err(ServiceError::BadInput(wrong)) => stuck = wrong,
                Err(error) => return Err(error),
            },
        }
        let object = stream(year, number);
        let part = self.whole_hand(&object).await?;
        let own = part.as_deref() == Some(PROPOSAL);
        let open = correction.state == CorrectionState::Proposed;
        let may = |action| open && self.may_ever(action);
        Ok(CorrectionView {
            signs: may(Action::CorrectionSign) && !own && self.may_still_sign(correction, derived.as_ref()),
            decides: may(Action::CorrectionDecide) && derived.is_some(),
            gives_up: may(Action::CorrectionPropose),
            own,
            derived,
            stuck,
            on_file,
        })
    }

    /// Whether the viewer has not signed what is seen now.
    fn may_still_sign(&self, correction: &Correction, derived: Option<&Derived>) -> bool {
        let Some(derived) = derived else { return false };
        let mut signed = correction.signatures.iter().filter(|one| one.digest == derived.digest);
        let account = self.viewer().map(|viewer| viewer.account.as_str());
        !signed.any(|one| Some(one.actor.as_str()) == account)
    }

    /// The part of a thing that the viewer's hand is on.
    async fn whole_hand(&self, object: &str) -> Result<Option<String>, Fault> {
        match self.viewer() {
            Some(viewer) => self.whole.hand(object, &viewer.account).await,
            None => Ok(None),
        }
    }

    /// What is on file of candidates whose facts are to be corrected, in the order asked for; nothing of one who is not
    /// there.
    ///
    /// # Errors
    /// Not found where the round is not published.
    pub async fn facts_on_file(
        &self,
        year: i32,
        round: Round,
        numbers: &[CandidateNo],
    ) -> Result<Vec<(CandidateNo, Option<Facts>)>, ServiceError> {
        self.allow_here(Action::CorrectionPropose)?;
        self.is_published(year, round).await?;
        let mut found = Vec::with_capacity(numbers.len());
        for no in numbers {
            let candidate = self.whole.candidate(year, no).await?;
            found.push((no.clone(), candidate.as_ref().map(Facts::of)));
        }
        Ok(found)
    }

    /// What a candidate was told in every version of a round, the last one too; nothing where there is but one.
    pub(crate) async fn told_before(
        &self,
        run: &RoundRun,
        no: &CandidateNo,
    ) -> Result<Vec<ToldBefore>, ServiceError> {
        if run.version == 1 {
            return Ok(Vec::new());
        }
        let mut versions = self.whole.round_versions(run.year, run.round).await?;
        versions.push(run.clone());
        let corrections = self.applied(run.year).await?;
        let mut told = Vec::with_capacity(versions.len());
        for version in versions {
            let prepared = self.prepared(&version).await?;
            let Some(result) = Office::given_by(&prepared, no) else { continue };
            let made = corrections.iter().find(|one| Some(one.number) == version.corrected_by);
            told.push(ToldBefore {
                version: version.version,
                published_at: version.published_at.unwrap_or_default(),
                proof: own_proof(&prepared, &version, no),
                result,
                why: made.map(|made| why(made, run.round, no)),
            });
        }
        Ok(told)
    }
}

fn why(made: &Correction, round: Round, no: &CandidateNo) -> Why {
    Why {
        number: made.number,
        document: made.document.clone(),
        own: made.of(no).map(|own| (made.because.clone(), own.clone())),
        kept: made.stays(round).contains(no),
    }
}

/// A candidate's own line under the digest that a version was published with.
pub(crate) fn own_proof(prepared: &Prepared, run: &RoundRun, no: &CandidateNo) -> Option<OwnProof> {
    use guantong_admission::seal;
    let index = prepared.index.get(no).copied()?;
    let secret = seal::parse_hex(&run.secret).unwrap_or_default();
    let place = prepared.leaves.1.get(index as usize).copied().unwrap_or(u32::MAX) as usize;
    seal::path(&prepared.leaves.0, place).map(|path| OwnProof {
        line: prepared.line(index),
        salt: seal::hex(&seal::salt(&secret, no.as_str().as_bytes())),
        leaf: path.leaf,
        leaves: path.leaves,
        beside: path.beside.iter().map(seal::hex).collect(),
        root: run.results_digest.clone(),
    })
}
