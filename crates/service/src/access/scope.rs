//! Scope: the letters of the table turned into what a query may find.

use super::{Action, Relation, Table, Viewer};
use guantong_model::StudentId;

/// A reason why a row may be found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Tie {
    /// Registered at the institution.
    Registered(String),
    /// Sits in the institution.
    Studies(String),
    /// Of a programme of the front institution.
    Front(String),
    /// Of a programme of the partner university.
    Partner(String),
    /// Has applied to be transferred to the institution.
    Receiving(String),
    /// From a lower secondary school of the district, by its code.
    District(String),
    /// One of these records.
    Own(Vec<StudentId>),
}

/// Which rows may be found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reach {
    /// Every row.
    All,
    /// The rows that any of these ties holds; none where there are none.
    Ties(Vec<Tie>),
}

/// What belongs to institutions, such as batches and filings.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Holding {
    /// Of all of them.
    All,
    /// Of this one, or with this one taking part.
    Of(String),
    /// Of none.
    None,
}

/// The work of classes and sheets of hours.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum WorkReach {
    /// All of it.
    All,
    /// What an institution has a part in.
    Institution(String),
    /// What was sent to an enterprise; never how a class is arranged.
    Enterprise(String),
    /// None.
    None,
}

/// Evaluations by experts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum EvaluationReach {
    /// All of it.
    All,
    /// The subjects that an institution is a side of; never a sheet.
    Institution(String),
    /// The subjects that an expert reads, by account, with his own sheets.
    Expert(String),
    /// None.
    None,
}

/// Who acts, as the trail notes it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hand {
    /// The account's id; empty of the public.
    pub account: String,
    /// The role acted in.
    pub role: super::Role,
    /// The organisation's name.
    pub organisation: String,
    /// What is being done.
    pub action: Action,
    /// What for, where that was asked.
    pub purpose: String,
    /// The address the request came from.
    pub address: Option<String>,
}

/// What one request may find, and in whose name it writes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scope {
    /// Students and their records.
    pub students: Reach,
    /// Candidates and their results.
    pub candidates: Reach,
    /// Students as far as they are only counted.
    pub figures: Reach,
    /// Batches.
    pub batches: Holding,
    /// Lists of registrations.
    pub filings: Holding,
    /// Proposals for plans.
    pub proposals: Holding,
    /// Drafts of training programmes.
    pub trainings: Holding,
    /// Records of cooperation.
    pub cooperation: Holding,
    /// Examinations of progressions.
    pub examinations: Holding,
    /// Sheets of results.
    pub results: Holding,
    /// Reports on years.
    pub reports: Holding,
    /// Graduates with where they went, by the institution that held the registration.
    pub destinations: Holding,
    /// Evaluations by experts.
    pub evaluations: EvaluationReach,
    /// Decisions on support.
    pub supports: Holding,
    /// The work of classes and sheets of hours.
    pub work: WorkReach,
    /// Requests, besides those on the records within reach.
    pub requests: Holding,
    /// Whether workbooks of students to be taken over may be found.
    pub take_overs: bool,
    /// Who acts.
    pub hand: Hand,
}

impl Scope {
    /// The scope of a viewer doing something.
    #[must_use]
    pub fn of(table: &Table, viewer: &Viewer, action: Action) -> Self {
        let holding = |of: Action| {
            let relations = table.relations(of, viewer.role);
            match viewer.institution() {
                _ if relations.contains(&Relation::City) => Holding::All,
                Some(name) if relations.contains(&Relation::Own) => Holding::Of(name.to_owned()),
                _ => Holding::None,
            }
        };
        // A page that lists, exports or compares finds no more people than that action reaches.
        let students = match action {
            Action::StudentList | Action::StudentExport | Action::StudentUnmask | Action::ContinuityRead => {
                action
            }
            _ => Action::StudentRead,
        };
        let candidates = if action == Action::CandidateList { action } else { Action::CandidateRead };
        Scope {
            students: reach(table, viewer, students),
            candidates: reach(table, viewer, candidates),
            figures: reach(table, viewer, Action::FiguresRead),
            batches: holding(Action::BatchRead),
            filings: holding(Action::FilingRead),
            proposals: holding(Action::ProposalRead),
            trainings: holding(Action::TrainingRead),
            cooperation: holding(Action::CooperationRead),
            examinations: holding(Action::ExaminationRead),
            results: holding(Action::ResultsRead),
            reports: holding(Action::ReportRead),
            destinations: holding(Action::DestinationRead),
            evaluations: evaluation_reach(table, viewer),
            supports: holding(Action::SupportRead),
            work: work_reach(table, viewer),
            requests: holding(Action::RequestRead),
            take_overs: table.ever(Action::TakeOver, viewer.role),
            hand: Hand {
                account: viewer.account.clone(),
                role: viewer.role,
                organisation: viewer.organisation.as_ref().map(|o| o.name.clone()).unwrap_or_default(),
                action,
                purpose: viewer.purpose.clone(),
                address: viewer.address.clone(),
            },
        }
    }
}

fn evaluation_reach(table: &Table, viewer: &Viewer) -> EvaluationReach {
    let relations = table.relations(Action::EvaluationRead, viewer.role);
    if relations.contains(&Relation::City) {
        return EvaluationReach::All;
    }
    if !relations.contains(&Relation::Own) {
        return EvaluationReach::None;
    }
    match viewer.institution() {
        Some(name) => EvaluationReach::Institution(name.to_owned()),
        None if viewer.role == super::Role::Expert => EvaluationReach::Expert(viewer.account.clone()),
        None => EvaluationReach::None,
    }
}

fn work_reach(table: &Table, viewer: &Viewer) -> WorkReach {
    let relations = table.relations(Action::WorkRead, viewer.role);
    if relations.contains(&Relation::City) {
        return WorkReach::All;
    }
    if !relations.contains(&Relation::Own) {
        return WorkReach::None;
    }
    match (viewer.institution(), viewer.enterprise()) {
        (Some(name), _) => WorkReach::Institution(name.to_owned()),
        (None, Some(name)) => WorkReach::Enterprise(name.to_owned()),
        (None, None) => WorkReach::None,
    }
}

/// The ties by which a viewer reaches people for an action.
#[must_use]
pub fn reach(table: &Table, viewer: &Viewer, action: Action) -> Reach {
    let mut ties = Vec::new();
    let institution = || viewer.institution().map(str::to_owned);
    for relation in table.relations(action, viewer.role) {
        ties.extend(match relation {
            Relation::City => return Reach::All,
            Relation::District => {
                viewer.organisation.as_ref().and_then(|o| o.district.clone()).map(Tie::District)
            }
            Relation::Registered => institution().map(Tie::Registered),
            Relation::Studies => institution().map(Tie::Studies),
            Relation::Front => institution().map(Tie::Front),
            Relation::Partner => institution().map(Tie::Partner),
            Relation::Receiving => institution().map(Tie::Receiving),
            Relation::Own => (!viewer.own.is_empty()).then(|| Tie::Own(viewer.own.clone())),
        });
    }
    Reach::Ties(ties)
}
