//! Opens the records of those a published round admitted.

use super::load::Opening;
use super::project::{commit_person, decisions, row};
use super::{OPENED, stream};
use crate::Office;
use crate::access::Action;
use crate::error::{Fault, ServiceError};
use crate::journal::NewEntry;
use crate::ports::{Batch, Change};
use crate::rows::{Candidate, Person, PlanLine, Round};
use guantong_model::{CandidateNo, Date, Message, PersonId, ProgrammeId, StudentId};
use guantong_policy::{Citation, Outcome};
use guantong_registry::{Admission, Admit, Grounds, Record, Serials, admit};
use std::collections::{BTreeMap, BTreeSet};

/// Records opened in one transaction.
const AT_ONCE: usize = 500;

impl Office {
    /// Opens a record for every candidate admitted in the published rounds of a year who has none; returns the
    /// ids opened, in the order of the candidates' numbers. Asked again it opens none.
    ///
    /// # Errors
    /// A conflict where no round is published; a fault where `admit` refuses whom a proved round admitted.
    pub async fn open_records(
        &self,
        year: i32,
        on: Date,
        actor: &str,
    ) -> Result<Vec<StudentId>, ServiceError> {
        self.allow_here(Action::RoundPrepare)?;
        let corrections = self.applied(year).await?;
        let made = corrections.iter().flat_map(|one| Round::ALL.map(|round| one.stays(round)));
        let kept: BTreeSet<&CandidateNo> = made.flatten().collect();
        let mut admitted = Vec::new();
        let mut published = false;
        for run in self.storage.rounds(year).await?.iter().filter(|run| run.published_at.is_some()) {
            published = true;
            for result in self.whole.results(year, run.round).await? {
                if let (Some(programme), Some(preference)) = (result.programme, result.preference) {
                    admitted.push((result.no, run.round, programme, preference));
                }
            }
        }
        if !published {
            return Err(ServiceError::conflict(Message::new("conflict-not-published")));
        }
        admitted.sort();
        let world = self.world().await?;
        let law = self.law()?;
        let lines = self.programmes(year).await?;
        let grounds = Grounds { world: &world, law: &law, serials: &Serials::default() };
        let there = self.whole.student_ids(year).await?.len();
        let mut next = there + 1;
        let mut candidates: BTreeMap<CandidateNo, Candidate> = self
            .storage
            .candidates(year)
            .await?
            .into_iter()
            .map(|candidate| (candidate.no.clone(), candidate))
            .collect();
        let mut opened = Vec::new();
        for some in admitted.chunks(AT_ONCE) {
            let mut batch = Batch::default();
            let mut uses = BTreeMap::new();
            let ids: Vec<PersonId> =
                some.iter().filter_map(|one| Some(candidates.get(&one.0)?.person.clone())).collect();
            let people = self.whole.people(&ids).await?.into_iter();
            let people: BTreeMap<PersonId, Person> =
                people.map(|person| (person.id.clone(), person)).collect();
            for one in some {
                if there > 0 && self.whole.student_of(year, &one.0).await?.is_some() {
                    continue;
                }
                let id = StudentId(format!("{year}-{next:05}"));
                let missing =
                    |what: &str| Fault::new("open a record", format!("{}: {what} is missing", one.0));
                let candidate = candidates.remove(&one.0).ok_or_else(|| missing("the candidate"))?;
                let person = people.get(&candidate.person).ok_or_else(|| missing("the person"))?;
                let kept = kept.contains(&one.0);
                let opening = Open { id: &id, one, candidate: &candidate, person, year, on, actor, kept };
                if opening.note(&grounds, &lines, &mut batch, &mut uses)? {
                    next += 1;
                    opened.push(id);
                }
            }
            batch.changes.push(Change::ClauseUses(uses));
            self.storage.append(batch, self.clock.now()).await?;
        }
        Ok(opened)
    }
}

/// A record about to be opened.
struct Open<'a> {
    id: &'a StudentId,
    one: &'a (CandidateNo, Round, ProgrammeId, i64),
    candidate: &'a Candidate,
    person: &'a Person,
    year: i32,
    on: Date,
    actor: &'a str,
    /// Whether his place only stayed when the round was corrected.
    kept: bool,
}

impl Open<'_> {
    /// Decides it and notes what is to be written; whether a record is opened.
    fn note(
        &self,
        grounds: &Grounds<'_>,
        lines: &BTreeMap<ProgrammeId, PlanLine>,
        batch: &mut Batch,
        uses: &mut BTreeMap<String, i64>,
    ) -> Result<bool, Fault> {
        let Open { id, one: (no, round, programme, preference), candidate, person, year, on, actor, .. } =
            *self;
        let barred = lines.get(programme).is_some_and(|line| line.barred);
        let wanted = Admit {
            programme: programme.clone(),
            cohort: year,
            score: candidate.total,
            round: Some(round.as_str().to_owned()),
            preference: u32::try_from(*preference).ok(),
            admission: if barred { Admission::Special } else { Admission::Ordinary },
            barred_from_major_change: barred,
        };
        let (decision, admitted) = admit(&wanted, grounds, on);
        let Some(admitted) = admitted.filter(|_| decision.outcome == Outcome::Accepted) else {
            // A correction let his place stay, and its facts would not admit him: that is decided by people.
            if self.kept {
                return Ok(false);
            }
            return Err(Fault::new("open a record", format!("{no}: {}", decision.code)));
        };
        count_clauses(&decision.citations, uses);
        batch.changes.push(decisions(id, 1, on, &decision));
        let record = Record::open(admitted.clone());
        let opening = Opening {
            admitted,
            decision,
            person: person.id.clone(),
            candidate: no.clone(),
            commitment: commit_person(person),
        };
        batch.entries.push(NewEntry {
            stream: stream(id),
            version: 1,
            kind: OPENED.to_owned(),
            effective_on: on,
            actor: actor.to_owned(),
            body: serde_json::to_value(&opening).map_err(|error| Fault::new("open a record", error))?,
        });
        batch.changes.push(Change::Student(row(id, no, person, &record, 1)));
        Ok(true)
    }
}

/// Counts each clause of the notice a decision rests on once.
pub(crate) fn count_clauses(citations: &[Citation], uses: &mut BTreeMap<String, i64>) {
    let mut clauses: Vec<&str> = citations
        .iter()
        .filter_map(|citation| match citation {
            Citation::Clause(id) => Some(id.as_str()),
            Citation::Article { .. } | Citation::Interpretation(_) => None,
        })
        .collect();
    clauses.sort_unstable();
    clauses.dedup();
    clauses.into_iter().for_each(|clause| *uses.entry(clause.to_owned()).or_default() += 1);
}
