//! What the steps of a training programme come to.

use super::row::{Done, Draft, DraftState, InForce, Sides, Source, Step, TrainingOnFile, counts};
use crate::error::Fault;
use crate::journal::Entry;
use guantong_model::{Date, ProgrammeId};
use guantong_policy::Edition;
use guantong_training::TrainingPlan;

/// Who did a step, and when.
#[derive(Clone, Copy, Debug)]
pub(super) struct By<'a> {
    pub(super) actor: &'a str,
    pub(super) at: i64,
    pub(super) on: Date,
}

/// The programme and class of a stream; nothing of other streams.
pub(crate) fn of_stream(stream: &str) -> Option<(ProgrammeId, i32)> {
    let (programme, cohort) = stream.strip_prefix(super::STREAM)?.rsplit_once('/')?;
    Some((ProgrammeId::from(programme), cohort.parse().ok()?))
}

/// What the entries of a stream come to; nothing where there are none.
pub(crate) fn fold(entries: &[Entry], edition: &Edition) -> Result<Option<TrainingOnFile>, Fault> {
    let mut found = None;
    for entry in entries {
        found = Some(stepped(found, entry, edition)?);
    }
    Ok(found)
}

/// What stands after one more entry.
pub(super) fn stepped(
    found: Option<TrainingOnFile>,
    entry: &Entry,
    edition: &Edition,
) -> Result<TrainingOnFile, Fault> {
    let (programme, cohort) = of_stream(&entry.stream)
        .ok_or_else(|| Fault::new("read a training programme", entry.stream.as_str()))?;
    let Step { at, done } = step_of(entry)?;
    let by = By { actor: &entry.actor, at, on: entry.effective_on };
    after(found, (&programme, cohort), done, by, edition)
}

/// What an entry did.
pub(super) fn step_of(entry: &Entry) -> Result<Step, Fault> {
    serde_json::from_value(entry.body.clone()).map_err(|error| Fault::new("read a training programme", error))
}

/// What stands after a step.
pub(super) fn after(
    found: Option<TrainingOnFile>,
    (programme, cohort): (&ProgrammeId, i32),
    done: Done,
    by: By<'_>,
    edition: &Edition,
) -> Result<TrainingOnFile, Fault> {
    let version = found.as_ref().map_or(0, |found| found.version) + 1;
    let unfit = || Fault::new("read a training programme", format!("{programme} {cohort}: step {version}"));
    let mut next = match (&done, found) {
        (Done::Begun { sides, .. }, None) => TrainingOnFile {
            programme: programme.clone(),
            cohort,
            sides: sides.clone(),
            in_force: None,
            draft: None,
            version,
            saved_at: by.at,
            saved_by: by.actor.to_owned(),
        },
        (_, Some(found)) => found,
        (_, None) => return Err(unfit()),
    };
    next.version = version;
    next.saved_at = by.at;
    by.actor.clone_into(&mut next.saved_by);
    if let Done::Begun { sides, plan, source, reason } = done {
        let draft = begun(&next, *plan, source, reason, by.actor, edition);
        (next.sides, next.draft) = (Sides { ..sides }, Some(draft));
        return Ok(next);
    }
    let mut draft = next.draft.take().ok_or_else(unfit)?;
    if !matches!(done, Done::Returned { .. } | Done::Agreed { .. } | Done::GivenUp)
        && !draft.hands.iter().any(|hand| hand == by.actor)
    {
        draft.hands.push(by.actor.to_owned());
    }
    match done {
        Done::Begun { .. } => {}
        Done::Edited { edits } => {
            for edit in &edits {
                draft.plan = draft.plan.applied(edit);
            }
            draft.counts = counts(edition, cohort, &draft.plan);
            next.draft = Some(draft);
        }
        Done::Reasoned { reason } => next.draft = Some(Draft { reason, ..draft }),
        Done::Sent { .. } => {
            next.draft = Some(Draft { state: DraftState::Sent, returned: None, ..draft });
        }
        Done::Returned { because } => {
            next.draft = Some(Draft { state: DraftState::Returned, returned: Some(because), ..draft });
        }
        Done::Agreed { .. } => {
            let Draft { number, plan, reason, counts, .. } = draft;
            next.in_force = Some(InForce { number, plan, reason, from: by.on, counts });
        }
        Done::GivenUp => {}
    }
    Ok(next)
}

fn begun(
    found: &TrainingOnFile,
    plan: TrainingPlan,
    source: Option<Source>,
    reason: String,
    actor: &str,
    edition: &Edition,
) -> Draft {
    Draft {
        state: DraftState::Drafting,
        number: found.number() + 1,
        counts: counts(edition, found.cohort, &plan),
        plan,
        source,
        reason,
        returned: None,
        hands: vec![actor.to_owned()],
    }
}
