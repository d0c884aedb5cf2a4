//! Runs a trial: from what is on file, with some values changed; the round itself is not touched.

use super::{Instead, RUN, Trial, TrialOnFile, stream};
use crate::Office;
use crate::access::Action;
use crate::error::{Fault, ServiceError};
use crate::journal::{NewEntry, digest};
use crate::ports::{Batch, Change};
use crate::round::{Given, programmes, summary};
use crate::rows::{Candidate, Round};
use guantong_model::{Message, ProgrammeId};

/// The longest note, in characters.
const NOTE_LONGEST: usize = 200;
/// The most places a trial may give a programme.
const PLACES_MOST: i64 = 10_000;
/// The most preferences a trial may let count.
const PREFERENCES_MOST: u32 = 96;

/// What a trial is asked to be.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Asked {
    /// What it is for.
    pub note: String,
    /// What is changed.
    pub instead: Instead,
}

impl Office {
    /// Runs a trial of a round that is not published; returns its number.
    ///
    /// # Errors
    /// A conflict where there is no plan, the round before is not published, or this one is; bad input where a value
    /// cannot be, or equal candidates would need a meeting.
    pub async fn run_trial(
        &self,
        year: i32,
        round: Round,
        asked: Asked,
        actor: &str,
    ) -> Result<i64, ServiceError> {
        self.allow_here(Action::TrialRun)?;
        let object = stream(year, round);
        let version = self.next_version(&object).await?;
        if self.trials_over(year, round).await? {
            return Err(ServiceError::conflict(Message::new("conflict-trial-published")));
        }
        let given = self.given_for(year, round, &asked).await?;
        let prepared = self.prepare_given(year, round, &[0; 32], given).await?;
        let run = summary(&prepared, year, round, "", self.clock.now());
        let lines: Vec<String> = prepared.index.values().map(|index| prepared.line(*index)).collect();
        let results = lines.join("\n");
        let trial = Trial {
            year,
            round,
            number: version,
            note: asked.note.trim().to_owned(),
            instead: asked.instead,
            by: actor.to_owned(),
            at: run.ran_at,
            inputs_digest: run.inputs_digest,
            rules_digest: run.rules_digest,
            results_digest: digest(results.as_bytes()).to_string(),
            candidates: run.candidates,
            eligible: run.eligible,
            places: run.places,
            admitted: run.admitted,
            ties: run.ties,
            ties_by_draw: run.ties_by_draw,
            programmes: programmes(&prepared),
        };
        let body = serde_json::to_value(&trial).map_err(|error| Fault::new("write a trial", error))?;
        let entry = NewEntry {
            stream: object,
            version,
            kind: RUN.to_owned(),
            effective_on: self.clock.today(),
            actor: actor.to_owned(),
            body,
        };
        let changes = vec![Change::Trial(Box::new(TrialOnFile { trial, results }))];
        self.storage.append(Batch { entries: vec![entry], changes }, self.clock.now()).await?;
        Ok(version)
    }

    /// Whether a round is published, so that nothing is tried any more.
    pub(super) async fn trials_over(&self, year: i32, round: Round) -> Result<bool, Fault> {
        let runs = self.whole.rounds(year).await?;
        Ok(runs.iter().any(|run| run.round == round && run.published_at.is_some()))
    }

    /// What a trial is prepared from.
    async fn given_for(&self, year: i32, round: Round, asked: &Asked) -> Result<Given, ServiceError> {
        let instead = &asked.instead;
        let mut lines = self.whole.plan_lines(year).await?;
        let mut wrong = Vec::new();
        let count = asked.note.trim().chars().count();
        if count > NOTE_LONGEST {
            wrong.push(Message::new("trial-note-long").with("count", count).with("most", NOTE_LONGEST));
        }
        if let Some((floor, full)) =
            instead.floor.zip(self.marks_of(year).await?.1).filter(|(floor, full)| floor > full)
        {
            wrong.push(Message::new("trial-floor-over").with("floor", floor).with("full", full));
        }
        if let Some(most) = instead.preferences_max.filter(|most| !(1..=PREFERENCES_MOST).contains(most)) {
            let message = Message::new("trial-preferences-out").with("given", i64::from(most));
            wrong.push(message.with("most", i64::from(PREFERENCES_MOST)));
        }
        for (programme, places) in &instead.places {
            let message = |id: &str| Message::new(id).with("programme", programme.as_str());
            if !(0..=PLACES_MOST).contains(places) {
                wrong.push(message("trial-places-out").with("given", *places).with("most", PLACES_MOST));
            }
            match lines.iter_mut().find(|line| line.programme == *programme) {
                Some(line) => line.places = *places,
                None => wrong.push(message("trial-no-programme").with("year", year)),
            }
        }
        if !wrong.is_empty() {
            return Err(ServiceError::BadInput(wrong));
        }
        let mut rules = self.rules_for(year, round).await?;
        rules.score_floor = instead.floor.map(Into::into).or(rules.score_floor);
        rules.equal = instead.equal.unwrap_or(rules.equal);
        rules.method = instead.method.unwrap_or(rules.method);
        rules.preferences_max = instead.preferences_max.or(rules.preferences_max);
        let mut given = Given { lines: Some(lines), rules: Some(rules), ..Given::default() };
        if let Some(most) = instead.preferences_max {
            let mut people = self.whole.candidates(year).await?;
            let most = usize::try_from(most).unwrap_or(usize::MAX);
            people.iter_mut().for_each(|one| list(one, round).truncate(most));
            given.people = Some(people);
        }
        Ok(given)
    }
}

/// The preferences of a round.
fn list(candidate: &mut Candidate, round: Round) -> &mut Vec<ProgrammeId> {
    match round {
        Round::Early => &mut candidate.early,
        Round::Unified => &mut candidate.unified,
    }
}
