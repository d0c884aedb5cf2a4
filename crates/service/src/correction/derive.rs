//! Everything that follows from a correction, round after round, before anybody signs: who is admitted, who moves, whose
//! place stays, what a record would need; cut-offs; later rounds of the year.

use super::follows::{Change, Derived, Fate, ProgrammeChange, RecordSeen, RoundChange, Todo, What};
use super::{Correction, Facts};
use crate::Office;
use crate::error::{Fault, ServiceError};
use crate::journal::{canonical, digest};
use crate::round::{Earlier, Given, Prepared, RestsOn, programmes, results, with_stays};
use crate::rows::{Candidate, Round, RoundProgramme, RoundRun};
use guantong_admission::correct::{INTERPRETATION, Reading, Told, stays};
use guantong_admission::seal;
use guantong_model::{CandidateNo, Message, ProgrammeId, Standing};
use std::collections::{BTreeMap, BTreeSet};

/// The same with the rounds as they were derived.
pub(super) struct Derivation {
    pub(super) derived: Derived,
    /// Each published round with its new result.
    pub(super) rounds: Vec<(RoundRun, Prepared)>,
    /// The candidates whose facts are corrected, as they will be.
    pub(super) corrected: Vec<Candidate>,
}

/// Two results of a round, to be held against each other.
struct Two<'a> {
    round: Round,
    version: i64,
    previous: &'a Prepared,
    next: &'a Prepared,
    stays: &'a [CandidateNo],
}

impl Office {
    /// What follows from a correction that is not made yet.
    ///
    /// # Errors
    /// A conflict where what is on file of a candidate is not what the correction saw; bad input where the corrected
    /// facts cannot be run; a fault where a published round does not replay.
    pub(super) async fn derive(&self, correction: &Correction) -> Result<Derivation, ServiceError> {
        let year = correction.year;
        let (people, corrected) = self.put_on_file(correction).await?;
        let reading = self.edition().switch(INTERPRETATION).and_then(Reading::parse).unwrap_or_default();
        let applied = self.applied(year).await?;
        let (mut rounds, mut changes) = (Vec::new(), Vec::new());
        let (mut earlier, mut reopened) = (Earlier::default(), None);
        for run in self.whole.rounds(year).await? {
            if run.published_at.is_none() {
                reopened = (!run.signatures.is_empty()).then_some(run.round);
                continue;
            }
            let previous = self.prepared(&run).await?;
            let given = Given {
                people: Some(people.clone()),
                earlier: Some(earlier.clone()),
                rests_on: Some(RestsOn::of(&run)),
                ..Given::default()
            };
            let strict = self.prepare_given(year, run.round, &[0; 32], given).await?;
            let told = TellIn { correction, round: run.round, reading, earlier: &earlier, people: &people };
            let stays = self.stay(&told, &previous, &strict).await?;
            let next = with_stays(strict, &previous, &stays);
            let two = Two {
                round: run.round,
                version: run.version,
                previous: &previous,
                next: &next,
                stays: &stays,
            };
            changes.push(self.held_against(correction, &two, &run.inputs_digest).await?);
            earlier.add(results(&next));
            rounds.push((run, next));
        }
        let order = i64::try_from(applied.len()).unwrap_or(i64::MAX - 1) + 1;
        let mut derived = Derived { reading, order, rounds: changes, reopened, digest: String::new() };
        derived.digest = seen(correction, &derived)?;
        Ok(Derivation { derived, rounds, corrected })
    }

    /// What followed from a correction that was made.
    pub(super) async fn followed(&self, correction: &Correction) -> Result<Derived, ServiceError> {
        let made = correction.made.as_ref().ok_or(ServiceError::NotFound)?;
        let mut rounds = Vec::new();
        for one in &made.rounds {
            let mut versions = self.whole.round_versions(correction.year, one.round).await?;
            let now = self.whole.rounds(correction.year).await?;
            versions.extend(now.into_iter().find(|run| run.round == one.round));
            let version = |version: i64| versions.iter().find(|run| run.version == version);
            let (Some(before), Some(after)) = (version(one.version - 1), version(one.version)) else {
                return Err(Fault::new("read a correction", "a version is missing").into());
            };
            let (previous, next) = (self.prepared(before).await?, self.prepared(after).await?);
            let two = Two {
                round: one.round,
                version: before.version,
                previous: &previous,
                next: &next,
                stays: &one.stays,
            };
            rounds.push(self.held_against(correction, &two, &before.inputs_digest).await?);
        }
        let digest = correction.signatures.last().map_or_else(String::new, |last| last.digest.clone());
        Ok(Derived { reading: made.reading, order: made.order, rounds, reopened: None, digest })
    }

    /// The candidates of the year with the corrected facts on them, and those who have them.
    async fn put_on_file(
        &self,
        correction: &Correction,
    ) -> Result<(Vec<Candidate>, Vec<Candidate>), ServiceError> {
        let mut people = self.whole.candidates(correction.year).await?;
        let mut corrected = Vec::new();
        for one in &correction.people {
            let found = people.binary_search_by(|candidate| candidate.no.cmp(&one.no));
            let candidate = found.ok().and_then(|at| people.get_mut(at)).ok_or(ServiceError::NotFound)?;
            if Facts::of(candidate) != one.before {
                let message = Message::new("conflict-correction-facts").with("candidate", one.no.as_str());
                return Err(ServiceError::conflict(message));
            }
            one.after.put_on(candidate);
            corrected.push(candidate.clone());
        }
        Ok((people, corrected))
    }

    /// Whose places in a round stay as they were told.
    async fn stay(
        &self,
        told: &TellIn<'_>,
        previous: &Prepared,
        strict: &Prepared,
    ) -> Result<Vec<CandidateNo>, ServiceError> {
        let mut found = Vec::new();
        for (no, index) in &strict.index {
            let then = previous.index.get(no).and_then(|then| previous.allocation().admitted(*then));
            let Some((place, _)) = then else { continue };
            let derived = strict.allocation().admitted(*index);
            if derived.map(|(programme, _)| programme) == Some(place) {
                continue;
            }
            let has_record = self.record_seen(told.correction.year, no).await?.is_some();
            let place = strict.lines.get(place as usize).map(|line| &line.programme);
            let told_him = told.of(no, place, derived.map(|(_, position)| position), has_record);
            if stays(told.reading, &told_him) {
                found.push(no.clone());
            }
        }
        Ok(found)
    }

    /// The record opened for a candidate.
    pub(super) async fn record_seen(&self, year: i32, no: &CandidateNo) -> Result<Option<RecordSeen>, Fault> {
        let Some(id) = self.whole.student_of(year, no).await? else { return Ok(None) };
        let student = self.whole.student(&id).await?;
        Ok(student.map(|student| RecordSeen {
            id,
            programme: student.programme,
            standing: student.standing,
            version: student.version,
        }))
    }

    /// Two results of a round held against each other.
    async fn held_against(
        &self,
        correction: &Correction,
        two: &Two<'_>,
        inputs_before: &str,
    ) -> Result<RoundChange, ServiceError> {
        let before: BTreeMap<CandidateNo, Fate> =
            results(two.previous).into_iter().map(|one| (one.no.clone(), one.into())).collect();
        let strict = two.next.derived();
        let stays: BTreeSet<&CandidateNo> = two.stays.iter().collect();
        let mut people = Vec::new();
        for (after, derived) in results(two.next).into_iter().zip(strict) {
            let no = after.no.clone();
            let Some(then) = before.get(&no) else { continue };
            let (after, derived) = (Fate::from(after), Fate::from(derived));
            let corrected = correction.of(&no).is_some();
            if *then == after && !stays.contains(&no) && !corrected {
                continue;
            }
            let record = self.record_seen(correction.year, &no).await?;
            let what = what(then, &derived, &after, stays.contains(&no));
            let todo = todo(what, &derived, &after, record.as_ref());
            people.push(Change { no, corrected, before: then.clone(), derived, after, what, todo, record });
        }
        let changed = |(before, after): (RoundProgramme, RoundProgramme)| {
            (before != after).then_some(ProgrammeChange { before, after })
        };
        let (was, is) = (programmes(two.previous), programmes(two.next));
        let inputs_digest = seal::hex(&two.next.round.inputs_digest());
        let lines = |prepared: &Prepared| -> Vec<String> {
            prepared.index.values().map(|index| prepared.line(*index)).collect()
        };
        let after = lines(two.next);
        Ok(RoundChange {
            round: two.round,
            version: two.version,
            again: inputs_digest != inputs_before || lines(two.previous) != after,
            inputs_digest,
            lines_digest: digest(after.join("\n").as_bytes()).to_string(),
            stays: two.stays.to_vec(),
            people,
            programmes: was.into_iter().zip(is).filter_map(changed).collect(),
        })
    }
}

/// What is needed to say whose places stay.
struct TellIn<'a> {
    correction: &'a Correction,
    round: Round,
    reading: Reading,
    earlier: &'a Earlier,
    people: &'a [Candidate],
}

impl TellIn<'_> {
    fn of(
        &self,
        no: &CandidateNo,
        place: Option<&ProgrammeId>,
        derived: Option<u32>,
        has_record: bool,
    ) -> Told {
        let candidate = self.people.binary_search_by(|one| one.no.cmp(no)).ok();
        let list = candidate.and_then(|at| self.people.get(at)).map(|one| one.preferences(self.round));
        let position = place.and_then(|place| list?.iter().position(|id| id == place));
        let taken_back = self.correction.taken_back.iter();
        Told {
            position: position.and_then(|at| u32::try_from(at + 1).ok()),
            derived,
            has_record,
            admitted_earlier: self.earlier.numbers.contains(no.as_str()),
            taken_back: taken_back.into_iter().any(|one| one.round == self.round && one.no == *no),
        }
    }
}

fn what(before: &Fate, derived: &Fate, after: &Fate, stayed: bool) -> What {
    let better = match (before.preference, derived.preference) {
        (Some(before), Some(derived)) => derived < before,
        _ => false,
    };
    match (&before.programme, &after.programme) {
        _ if stayed && better => What::Claim,
        _ if stayed => What::Kept,
        (None, Some(_)) => What::Admitted,
        (Some(_), None) if after.reason == "admitted.earlier" => What::Elsewhere,
        (Some(_), None) => What::Lost,
        (Some(before), Some(after)) if before != after => What::Moved,
        _ => What::Reason,
    }
}

fn todo(what: What, derived: &Fate, after: &Fate, record: Option<&RecordSeen>) -> Todo {
    let Some(record) = record else {
        return match what {
            What::Lost | What::Elsewhere | What::Reason => Todo::Nothing,
            What::Kept if derived.outcome == "ineligible" => Todo::Decide,
            What::Admitted | What::Moved | What::Kept | What::Claim => Todo::Open,
        };
    };
    match what {
        _ if record.standing.ended() => Todo::Nothing,
        What::Reason | What::Kept => Todo::Stays,
        _ if Some(&record.programme) == after.programme.as_ref() && what != What::Claim => Todo::Stays,
        What::Lost if record.standing == Standing::Admitted => Todo::Cancel,
        What::Admitted | What::Moved | What::Claim | What::Lost | What::Elsewhere => Todo::Decide,
    }
}

/// The digest of a correction with all that follows.
fn seen(correction: &Correction, derived: &Derived) -> Result<String, Fault> {
    let value = serde_json::json!({
        "year": correction.year,
        "number": correction.number,
        "people": correction.people,
        "because": correction.because,
        "document": correction.document,
        "taken_back": correction.taken_back,
        "derived": derived,
    });
    Ok(digest(canonical(&value).as_bytes()).to_string())
}
