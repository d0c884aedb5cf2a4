//! Training programmes as who asks may see them: the list of a class, one with its findings, its versions.

use super::fold::{step_of, stepped};
use super::row::{Done, DraftState, Sides, TrainingOnFile, TrainingRow};
use super::stream;
use crate::Office;
use crate::access::Action;
use crate::error::ServiceError;
use crate::rows::PlanLine;
use guantong_model::ProgrammeId;
use guantong_training::{Finding, Law, TrainingPlan, findings};

/// A programme in the list of a class.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listed {
    /// The programme as the plan of the year has it.
    pub line: PlanLine,
    /// Its training programme, where there is one that may be seen.
    pub row: Option<TrainingRow>,
}

/// What whoever asks may do with a training programme as it stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Standing {
    /// Begin it.
    pub begins: bool,
    /// Edit and send it.
    pub edits: bool,
    /// Open a new version of what is in force.
    pub adjusts: bool,
    /// Agree to it and return it.
    pub agrees: bool,
    /// Whether he would, and had a hand in drafting it.
    pub drafted: bool,
    /// See drafts, findings and versions.
    pub concerned: bool,
}

/// A training programme with all that stands beside it.
#[derive(Clone, Debug)]
pub struct TrainingView {
    /// The programme.
    pub programme: ProgrammeId,
    /// The class.
    pub cohort: i32,
    /// Whose it is.
    pub sides: Sides,
    /// It; nothing where it was not begun, or a draft was given up.
    pub on_file: Option<TrainingOnFile>,
    /// The version of its stream; 0 where there is none. A draft that was given up leaves its steps.
    pub version: i64,
    /// What it is held against.
    pub law: Law,
    /// What is found of what is looked at.
    pub findings: Vec<Finding>,
    /// The class before whose version it can begin with.
    pub earlier: Option<i32>,
    /// What who asks may do.
    pub standing: Standing,
}

impl TrainingView {
    /// What is looked at.
    #[must_use]
    pub fn plan(&self) -> Option<&TrainingPlan> {
        self.on_file.as_ref()?.plan()
    }
}

/// A step of a training programme, as its history tells it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Version {
    /// The version of the stream it made.
    pub version: i64,
    /// What was done.
    pub done: Done,
    /// When, in microseconds since 1970 UTC.
    pub at: i64,
    /// By whom.
    pub actor: String,
    /// The plan after it; nothing where a draft was given up before anything was in force.
    pub plan: Option<TrainingPlan>,
    /// The number of the version in force after it.
    pub number: i64,
}

impl Office {
    /// The training programmes of a class, by programme of its plan: the worst first, then those that are not begun, those
    /// that wait, those in force. Whoever may not see drafts finds those in force alone.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn trainings(
        &self,
        cohort: i32,
        institution: Option<&str>,
    ) -> Result<Vec<Listed>, ServiceError> {
        let rows = self.storage.trainings(cohort).await?;
        let lines = self.programmes(cohort).await?;
        let mut listed = Vec::new();
        for line in lines.into_values() {
            let row = rows.iter().find(|row| row.programme == line.programme).cloned();
            let partner = row.as_ref().map_or(&line.partner, |row| &row.partner);
            let of = institution.is_none_or(|name| line.institution == name || partner == name);
            let begun = row.as_ref().is_some_and(|row| row.number > 0 || row.draft.is_some());
            if of && (begun || self.concerned_by_training(&line.institution, partner)) {
                listed.push(Listed { row: row.filter(|_| begun), line });
            }
        }
        let weight = |one: &Listed| {
            let counts = one.row.as_ref().map(|row| row.counts).unwrap_or_default();
            let state = match &one.row {
                None => 1,
                Some(TrainingRow { draft: Some(DraftState::Returned), .. }) => 0,
                Some(TrainingRow { draft: Some(DraftState::Drafting), .. }) => 2,
                Some(TrainingRow { draft: Some(DraftState::Sent), .. }) => 3,
                Some(TrainingRow { draft: None, .. }) => 4,
            };
            (std::cmp::Reverse((counts.stops, counts.judge)), state, one.line.position)
        };
        listed.sort_by_key(weight);
        Ok(listed)
    }

    /// Whether who asks may see drafts of two institutions.
    fn concerned_by_training(&self, institution: &str, partner: &str) -> bool {
        self.viewer().is_none_or(|viewer| {
            viewer.may(self.access(), Action::TrainingRead, &viewer.to_institutions([institution, partner]))
        })
    }

    /// A training programme of a class.
    ///
    /// # Errors
    /// Not found where the plan has no such programme, and to whoever may not see drafts where nothing is in force.
    pub async fn training_view(
        &self,
        programme: &ProgrammeId,
        cohort: i32,
    ) -> Result<TrainingView, ServiceError> {
        let mut sides = self.training_sides(programme, cohort).await?;
        let on_file = self.storage.training(programme, cohort).await?;
        let version = on_file.as_ref().map_or(0, |found| found.version);
        let on_file = on_file.filter(|found| found.draft.is_some() || found.in_force.is_some());
        // A draft that is there and out of reach is as if it were not.
        if let Some(found) = &on_file {
            sides = found.sides.clone();
        }
        let concerned = self.concerned_by_training(&sides.institution, &sides.partner);
        if !concerned && on_file.as_ref().is_none_or(|found| found.in_force.is_none()) {
            return Err(ServiceError::NotFound);
        }
        let law = Law::of(self.edition(), sides.track, cohort);
        let plan = on_file.as_ref().and_then(TrainingOnFile::plan);
        let findings = plan.map(|plan| findings(plan, &law)).unwrap_or_default();
        let standing = self.training_standing(&sides, on_file.as_ref());
        let earlier = match &on_file {
            None if standing.begins => self.training_before(programme, cohort).await?,
            _ => None,
        };
        Ok(TrainingView {
            programme: programme.clone(),
            cohort,
            law,
            findings,
            earlier: earlier.map(|found| found.cohort),
            standing: Standing { concerned, ..standing },
            version,
            on_file,
            sides,
        })
    }

    fn training_standing(&self, sides: &Sides, on_file: Option<&TrainingOnFile>) -> Standing {
        let may = |action: Action, institution: &str| {
            self.viewer().is_none_or(|viewer| {
                viewer.may(self.access(), action, &viewer.to_institutions([institution]))
            })
        };
        let drafts = may(Action::TrainingDraft, &sides.institution);
        let draft = on_file.and_then(|found| found.draft.as_ref());
        let state = draft.map(|draft| draft.state);
        let sent = state == Some(DraftState::Sent);
        let agrees = sent && may(Action::TrainingAgree, &sides.partner);
        let had_a_hand =
            |viewer: &crate::access::Viewer| draft.is_some_and(|draft| draft.hands.contains(&viewer.account));
        let drafted = agrees && self.viewer().is_some_and(had_a_hand);
        Standing {
            begins: drafts && on_file.is_none(),
            edits: drafts && matches!(state, Some(DraftState::Drafting | DraftState::Returned)),
            adjusts: drafts && draft.is_none() && on_file.is_some(),
            agrees: agrees && !drafted,
            drafted,
            concerned: false,
        }
    }

    /// Every step of a training programme, oldest first, with the plan after each.
    ///
    /// # Errors
    /// Not found where it was not begun, or who asks may not see drafts of it.
    pub async fn training_versions(
        &self,
        programme: &ProgrammeId,
        cohort: i32,
    ) -> Result<(TrainingOnFile, Vec<Version>), ServiceError> {
        let on_file = self.storage.training(programme, cohort).await?.ok_or(ServiceError::NotFound)?;
        let sides = &on_file.sides;
        if !self.concerned_by_training(&sides.institution, &sides.partner) {
            return Err(ServiceError::NotFound);
        }
        let (mut versions, mut stands) = (Vec::new(), None);
        for entry in self.whole.stream(&stream(programme, cohort)).await? {
            let step = step_of(&entry)?;
            let next = stepped(stands, &entry, self.edition())?;
            versions.push(Version {
                version: entry.version,
                done: step.done,
                at: entry.recorded_at,
                actor: entry.actor,
                plan: next.plan().cloned(),
                number: next.number(),
            });
            stands = Some(next);
        }
        Ok((on_file, versions))
    }
}
