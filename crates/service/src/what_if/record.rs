//! Records of some entry years, decided again; read in one go and decided on every core there is.

use super::WhatIf;
use crate::Office;
use crate::error::{Fault, ServiceError};
use crate::ports::StreamEntry;
use crate::rows::Student;
use crate::student::{Opening, TOLD, stream};
use guantong_model::{CandidateNo, Date, ProgrammeId, Score, StudentId};
use guantong_policy::Citation;
use guantong_registry::{Grounds, Past, Replayed, replay};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// A record with a decision, or a prospect, that would be another.
#[derive(Clone, Debug)]
pub struct RecordRow {
    /// The student.
    pub student: Student,
    /// The record, decided again.
    pub replayed: Replayed,
}

impl RecordRow {
    /// The first clause that what would be rests on.
    #[must_use]
    pub fn clause(&self) -> String {
        let otherwise = self.replayed.otherwise.as_ref().map(|one| (&one.then, &one.now));
        let ahead = self.replayed.ahead.as_ref().map(|one| (&one.then.decision, &one.now.decision));
        let Some((then, now)) = otherwise.or(ahead) else { return String::new() };
        // Of an acceptance and a refusal, the clause is that of the refusal.
        let deciding = if now.outcome == guantong_policy::Outcome::Accepted
            && then.outcome != guantong_policy::Outcome::Accepted
        {
            then
        } else {
            now
        };
        let clause = |citation: &Citation| match citation {
            Citation::Clause(id) => Some(id.to_string()),
            Citation::Article { .. } | Citation::Interpretation(_) => None,
        };
        deciding.citations.iter().find_map(clause).unwrap_or_default()
    }
}

/// The records that were decided again.
#[derive(Clone, Debug, Default)]
pub struct Records {
    /// Those with something otherwise, in the order of their ids.
    pub rows: Vec<RecordRow>,
    /// How many records there are.
    pub records: usize,
    /// How many decisions were taken again.
    pub decided: usize,
    /// How many of them come out otherwise today by the edition in force itself.
    pub drifted: usize,
    /// The record of a candidate, with how many decisions follow its opening.
    pub by_candidate: BTreeMap<(i32, CandidateNo), (StudentId, i64)>,
}

type Scores = BTreeMap<i32, BTreeMap<ProgrammeId, Option<Score>>>;

impl Office {
    /// Decides the records of the years asked for again. Of whoever would not have the place on which the record rests,
    /// nothing more is told: `moved` are those candidates.
    pub(super) async fn decided_again(
        &self,
        other: &Office,
        asked: &WhatIf,
        scores: &Scores,
        moved: &BTreeSet<(i32, CandidateNo)>,
    ) -> Result<Records, ServiceError> {
        let mut found = Records::default();
        let ground = self.ground().await?;
        let law = other.law()?;
        let mut world = Arc::clone(&ground.world);
        for (year, scores) in scores.iter().filter(|(_, scores)| !scores.is_empty()) {
            world = Arc::new(world.as_ref().clone().with_scores(*year, scores));
        }
        let grounds = ground.grounds();
        let instead = Grounds { world: &world, law: &law, serials: &ground.serials };
        let today = self.today();
        for year in &asked.years {
            let ids = self.whole.student_ids(*year).await?;
            let mut students: BTreeMap<StudentId, Student> = BTreeMap::new();
            for student in self.whole.students_by_id(&ids).await? {
                students.insert(student.id.clone(), student);
            }
            let streams: Vec<String> = ids.iter().map(stream).collect();
            let entries = self.whole.stream_entries(&streams).await?;
            let names: BTreeMap<String, StudentId> = ids.iter().map(|id| (stream(id), id.clone())).collect();
            for (name, replayed) in replay_many(&entries, &grounds, &instead, today)? {
                let Some(student) = names.get(&name).and_then(|id| students.remove(id)) else { continue };
                let candidate = (*year, student.candidate_no.clone());
                found.records += 1;
                found.decided += replayed.decided;
                found.drifted += replayed.drifted;
                let stands = !moved.contains(&candidate);
                let after_opening = (student.version - 1).max(0);
                found.by_candidate.insert(candidate, (student.id.clone(), after_opening));
                if stands && (replayed.otherwise.is_some() || replayed.ahead.is_some()) {
                    found.rows.push(RecordRow { student, replayed });
                }
            }
        }
        Ok(found)
    }
}

/// The entries of one record, read and decided again.
fn replay_one(
    entries: &[StreamEntry],
    grounds: &Grounds<'_>,
    instead: &Grounds<'_>,
    today: Date,
) -> Result<Option<Replayed>, Fault> {
    let unreadable = |error: serde_json::Error| Fault::new("decide a record again", error);
    let Some((first, rest)) = entries.split_first() else { return Ok(None) };
    let opening: Opening = serde_json::from_str(&first.body).map_err(unreadable)?;
    let mut past = Vec::with_capacity(rest.len());
    for one in rest {
        let entry = serde_json::from_str(&one.body).map_err(unreadable)?;
        past.push(Past { entry, told: one.kind.starts_with(TOLD) });
    }
    Ok(Some(replay(opening.admitted, past, grounds, instead, today)))
}

/// The records of many streams, in the order of the database.
fn replay_many(
    entries: &[StreamEntry],
    grounds: &Grounds<'_>,
    instead: &Grounds<'_>,
    today: Date,
) -> Result<Vec<(String, Replayed)>, Fault> {
    let streams: Vec<&[StreamEntry]> = entries.chunk_by(|one, next| one.stream == next.stream).collect();
    let cores = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
    let share = streams.len().div_ceil(cores).max(1);
    let some = |some: &[&[StreamEntry]]| -> Result<Vec<(String, Replayed)>, Fault> {
        let mut replayed = Vec::with_capacity(some.len());
        for stream in some {
            let name = stream.first().map(|entry| entry.stream.clone());
            replayed.extend(name.zip(replay_one(stream, grounds, instead, today)?));
        }
        Ok(replayed)
    };
    let shares = std::thread::scope(|scope| {
        let threads: Vec<_> = streams.chunks(share).map(|share| scope.spawn(move || some(share))).collect();
        threads.into_iter().map(|thread| thread.join()).collect::<Vec<_>>()
    });
    let mut replayed = Vec::with_capacity(streams.len());
    for share in shares {
        replayed.extend(
            share.map_err(|_| Fault::new("decide records again", "a thread ended before its time"))??,
        );
    }
    Ok(replayed)
}
