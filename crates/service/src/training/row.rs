//! A training programme as it stands, and the steps it came by.

use guantong_model::{Date, ProgrammeId, Track, words};
use guantong_policy::Edition;
use guantong_training::{Counts, Edit, Law, TrainingPlan, findings};
use serde::{Deserialize, Serialize};

words! {
    /// How far a draft is.
    DraftState {
        /// The drafting side works on it.
        Drafting = "drafting",
        /// It waits for the other side.
        Sent = "sent",
        /// The other side gave it back with a reason.
        Returned = "returned",
    }
}

/// Whose training programme it is: read from the plan of the class when a draft is begun.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sides {
    /// The track.
    pub track: Track,
    /// The front institution, which drafts.
    pub institution: String,
    /// The partner university, which agrees.
    pub partner: String,
    /// The major as the plan prints it.
    pub major: String,
}

/// The version a draft was begun from, where it was one of an earlier class.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Source {
    /// The class.
    pub cohort: i32,
    /// The number of its version.
    pub number: i64,
}

/// A version that is being worked on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Draft {
    /// How far it is.
    pub state: DraftState,
    /// The number it will have.
    pub number: i64,
    /// The plan.
    pub plan: TrainingPlan,
    /// Where it was begun from, where that was an earlier class.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<Source>,
    /// Why it is other than the version before (3.2.2).
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub reason: String,
    /// Why it was returned.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub returned: Option<String>,
    /// Who had a hand in it.
    pub hands: Vec<String>,
    /// What is found of it.
    pub counts: Counts,
}

/// A version both sides agreed to. It is never changed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct InForce {
    /// Its number, from 1.
    pub number: i64,
    /// The plan.
    pub plan: TrainingPlan,
    /// Why it is other than the version before.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub reason: String,
    /// The day from which it is in force.
    pub from: Date,
    /// What is found of it: nothing that stops it.
    pub counts: Counts,
}

/// A training programme of a class as it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TrainingOnFile {
    /// The programme.
    pub programme: ProgrammeId,
    /// The class.
    pub cohort: i32,
    /// Whose it is.
    pub sides: Sides,
    /// The version in force.
    pub in_force: Option<InForce>,
    /// The version being worked on; nothing to whom drafts are not shown.
    pub draft: Option<Draft>,
    /// Its version: how many steps it came by.
    pub version: i64,
    /// When the last was, in microseconds since 1970 UTC.
    pub saved_at: i64,
    /// Whose it was.
    pub saved_by: String,
}

impl TrainingOnFile {
    /// What is looked at: the draft where there is one, the version in force otherwise.
    #[must_use]
    pub fn plan(&self) -> Option<&TrainingPlan> {
        self.draft.as_ref().map(|draft| &draft.plan).or(self.in_force.as_ref().map(|version| &version.plan))
    }

    /// What is found of what is looked at.
    #[must_use]
    pub fn counts(&self) -> Counts {
        let draft = self.draft.as_ref().map(|draft| draft.counts);
        draft.or(self.in_force.as_ref().map(|version| version.counts)).unwrap_or_default()
    }

    /// The number of the last version agreed to; 0 where there is none.
    #[must_use]
    pub fn number(&self) -> i64 {
        self.in_force.as_ref().map_or(0, |version| version.number)
    }
}

/// A line in the list of training programmes: no plan in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TrainingRow {
    /// The programme.
    pub programme: ProgrammeId,
    /// The class.
    pub cohort: i32,
    /// The front institution.
    pub institution: String,
    /// The partner university.
    pub partner: String,
    /// The number of the version in force; 0 where there is none.
    pub number: i64,
    /// How far a draft is, where there is one that may be seen.
    pub draft: Option<DraftState>,
    /// What is found of the draft, or else of the version in force.
    pub counts: Counts,
    /// When the last step was, in microseconds since 1970 UTC.
    pub saved_at: i64,
}

/// A step.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Done {
    /// A draft was begun: empty, from an earlier class, or from the version in force.
    Begun {
        /// Whose it is.
        sides: Sides,
        /// What it begins with.
        plan: Box<TrainingPlan>,
        /// The earlier class it begins from.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        source: Option<Source>,
        /// Why the version in force is adjusted.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        reason: String,
    },
    /// It was edited.
    Edited {
        /// What was changed, in order.
        edits: Vec<Edit>,
    },
    /// The reason of the version was written.
    Reasoned {
        /// Why it is other than the version before.
        reason: String,
    },
    /// It was sent to the other side, which was told that the direction of training is unchanged (3.2.1.b).
    Sent {
        /// Whether the drafting side declared it.
        declared: bool,
    },
    /// The other side gave it back.
    Returned {
        /// Why.
        because: String,
    },
    /// The other side agreed: it is in force.
    Agreed {
        /// Whether the agreeing side declared it.
        declared: bool,
    },
    /// The draft was given up.
    GivenUp,
}

impl Done {
    /// The kind of its entry.
    #[must_use]
    pub fn kind(&self) -> &'static str {
        match self {
            Done::Begun { .. } => "training-begun",
            Done::Edited { .. } => "training-edited",
            Done::Reasoned { .. } => "training-reasoned",
            Done::Sent { .. } => "training-sent",
            Done::Returned { .. } => "training-returned",
            Done::Agreed { .. } => "training-agreed",
            Done::GivenUp => "training-given-up",
        }
    }
}

/// What an entry holds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Step {
    /// When, in microseconds since 1970 UTC.
    pub(crate) at: i64,
    /// What.
    pub(crate) done: Done,
}

/// What is found of a plan of a class.
pub(crate) fn counts(edition: &Edition, cohort: i32, plan: &TrainingPlan) -> Counts {
    Counts::of(&findings(plan, &Law::of(edition, plan.track, cohort)))
}
