//! What a use case needs from outside: a clock, randomness, and storage. Nothing here decides.

use crate::access::Scope;
use crate::account::AccountStorage;
use crate::batch::{BatchLine, BatchRow, ClassFilter};
use crate::branch::{Branch, ClauseDecision, Touched, TouchedFilter};
use crate::candidates::import::{ImportChange, ImportStorage};
use crate::cases::Selection;
use crate::cohort::{CohortGroup, Milestone};
use crate::continuity::ClassSize;
use crate::cooperation::{PaperOnFile, RecordFilter, RecordOnFile};
use crate::correction::CorrectionOnFile;
use crate::dataset::DataRow;
use crate::destination::{DestinationRow, Graduate, SheetId as GraduatesId};
use crate::district::{DistrictCandidate, DistrictCount, DistrictResult};
use crate::error::{Conflict, Fault};
use crate::evaluation::{EvaluationRound, EvaluationSheet, EvaluationSubject, Expert, SubjectId};
use crate::examination::Examination;
use crate::fees::FeeStandard;
use crate::indicator::LifeRow;
use crate::journal::{Entry, NewEntry};
use crate::notice::{NewNotice, NoticeStorage, ReminderRow};
use crate::once::{Sending, Sent, SentAnswer};
use crate::programme::FactOnFile;
use crate::proposal::ProposalOnFile;
use crate::publicity::Activity;
use crate::registration::{Filing, Moves, OpenCount, RegistrationPeriod};
use crate::report::{AnnualReport, ReportId};
use crate::request::{PaperRow, RequestFilter, RequestRow};
use crate::results::{ResultSheet, SheetId};
use crate::rows::{
    Candidate, CertificateRow, Counts, Document, Person, PlanDraft, PlanHead, PlanLine, Round,
    RoundProgramme, RoundResult, RoundRun, RulesOnFile, Student,
};
use crate::support::{Support, SupportId};
use crate::take_over::{PastClass, TakeOverDone, TakeOverDraft};
use crate::training::{TrainingOnFile, TrainingRow};
use crate::trial::{Trial, TrialOnFile};
use crate::work::{HoursId, HoursSheet, WorkClass};
use async_trait::async_trait;
use guantong_model::{
    CandidateNo, Date, Destination, PersonId, ProgrammeId, Qualification, Stage, StageWork, Standing,
    StudentId,
};
use std::collections::BTreeMap;
use std::sync::Arc;

/// The time, injected so that a life can be replayed.
pub trait Clock: Send + Sync {
    /// Now, in microseconds since 1970 UTC.
    fn now(&self) -> i64;
    /// Today in Beijing.
    fn today(&self) -> Date;
}

/// Randomness, injected so that a run can be repeated.
pub trait Randomness: Send + Sync {
    /// Fills bytes.
    fn fill(&self, bytes: &mut [u8]);
}

/// A write to a projection or to personal data, in the same transaction as the entries it goes with.
#[derive(Clone, Debug)]
pub enum Change {
    /// Adds or replaces a person.
    Person(Person),
    /// Adds a candidate; one already there is a conflict.
    Candidate(Candidate),
    /// Sets the facts of a candidate who is there as a correction has them.
    CandidateCorrected(Candidate),
    /// Adds a correction, or sets it as it stands now.
    Correction(Box<CorrectionOnFile>),
    /// Keeps a version of a round that was published, beside the one that takes its place.
    RoundVersion(RoundRun),
    /// Keeps a trial run.
    Trial(Box<TrialOnFile>),
    /// Writes to a file of candidates that is being imported.
    CandidateImport(ImportChange),
    /// Keeps a file under its digest.
    Document(Document),
    /// Saves a draft; the version before must be the one that is there (0: none).
    PlanDraft(PlanDraft),
    /// Removes a year's draft as it was seen; a conflict where it was saved meanwhile.
    PlanDraftDone {
        /// The year.
        year: i32,
        /// The version that was seen.
        version: i64,
    },
    /// Sets the plan of a year and its lines, in place of an earlier version.
    Plan(PlanHead, Vec<PlanLine>),
    /// Adds places to a line of a plan.
    PlacesAdded {
        /// The year.
        year: i32,
        /// Which line.
        programme: ProgrammeId,
        /// How many.
        places: i64,
    },
    /// Adds a proposal, or sets it as it stands now.
    Proposal(Box<ProposalOnFile>),
    /// Adds a training programme, or sets it as it stands now.
    Training(Box<TrainingOnFile>),
    /// Adds a record of cooperation, or sets it as it stands now.
    Cooperation(Box<RecordOnFile>),
    /// Adds a file of a record.
    CooperationPaper(Box<PaperOnFile>),
    /// Notes that a file was taken back.
    CooperationPaperTakenBack {
        /// The record, by its word.
        record: String,
        /// The digest of the file.
        digest: String,
        /// When, in microseconds since 1970 UTC.
        at: i64,
    },
    /// Puts a version of rules of a progression on file; one that is there stays as it is.
    ProgressionRules(RulesOnFile),
    /// Adds a fact that holds from a day on; one that is there stays as it is.
    DatedFact(FactOnFile),
    /// Adds an activity of an institution, or sets it as it stands now.
    Activity(Activity),
    /// Takes an activity out of the list.
    ActivityTakenBack {
        /// The institution.
        institution: String,
        /// Its number.
        number: i64,
    },
    /// Adds or replaces a round's run.
    Round(RoundRun),
    /// Adds the results of a round, in place of an earlier run.
    RoundResults {
        /// The year.
        year: i32,
        /// The round.
        round: Round,
        /// One for each candidate.
        results: Vec<RoundResult>,
        /// One for each programme.
        programmes: Vec<RoundProgramme>,
    },
    /// Adds or replaces a student's row.
    Student(Student),
    /// Notes a certificate's number; one that another record has is a conflict.
    Certificate(CertificateRow),
    /// Keeps a workbook of students to be taken over; one that is there stays as it is.
    TakeOverDraft(TakeOverDraft),
    /// Puts away a workbook that was being checked.
    TakeOverDropped {
        /// Its digest.
        digest: String,
    },
    /// Notes a workbook whose students were taken over; once is all.
    TakeOver(TakeOverDone),
    /// Keeps classes of earlier years; one that is there and says otherwise is a conflict.
    PastClasses(Vec<PastClass>),
    /// Adds a standard of fees.
    FeeStandard(FeeStandard),
    /// Adds destinations of graduates as they were reported; the last word of a day stands.
    Destinations(Vec<DestinationRow>),
    /// Takes a standard of fees back.
    FeeTakenBack {
        /// The institution.
        institution: String,
        /// Its number there.
        number: i64,
    },
    /// Adds a sheet of results, or sets it as it stands now.
    Results(Box<ResultSheet>),
    /// Adds a report, or sets it as it stands now.
    Report(Box<AnnualReport>),
    /// Adds a round of evaluation, or sets it as it stands now.
    EvaluationRound(Box<EvaluationRound>),
    /// Adds a subject of a round, or sets it as it stands now.
    EvaluationSubject(Box<EvaluationSubject>),
    /// Adds an expert's sheet, or sets it as it stands now.
    EvaluationSheet(Box<EvaluationSheet>),
    /// Adds what is kept of an expert, or sets it as it stands now.
    EvaluationExpert(Box<Expert>),
    /// Adds a selection of excellent cases, or sets it as it stands now.
    Selection(Box<Selection>),
    /// Adds a decision on support, or sets it as it stands now.
    Support(Box<Support>),
    /// Adds the work of a class, or sets it as it stands now.
    Work(Box<WorkClass>),
    /// Adds a sheet of hours, or sets it as it stands now.
    Hours(Box<HoursSheet>),
    /// Adds an examination, or sets it as it stands now.
    Examination(Box<Examination>),
    /// Adds or replaces a batch of students.
    BatchRow(BatchRow),
    /// Keeps what a batch decided of everybody.
    BatchLines(String, Vec<BatchLine>),
    /// Counts decisions by the clauses they rest on.
    ClauseUses(BTreeMap<String, i64>),
    /// Notes a decision under each clause it rests on; one that is there stays as it is.
    ClauseDecisions(Vec<ClauseDecision>),
    /// Sets the registrations of a record, in place of those noted before.
    Registrations(StudentId, Vec<RegistrationPeriod>),
    /// Notes a list of registrations that was filed.
    Filing(Filing),
    /// Adds or replaces a request.
    Request(Box<RequestRow>),
    /// Writes notices; what an account was told of a cause it is not told again.
    Notices(Vec<NewNotice>),
    /// Notes that what notices on an object asked for is done.
    NoticesDone {
        /// The object.
        object: String,
        /// The kinds of notices.
        kinds: &'static [&'static str],
    },
    /// Notes a reminder; one that was given is a conflict.
    Reminder(ReminderRow),
    /// Keeps what was written or given in with a request.
    Paper(Box<PaperRow>),
    /// Lays somebody's hand on a thing: who had his in another part of it is a conflict, so that who prepares does not
    /// approve, and two signatures are two people's.
    Hand {
        /// The thing.
        object: String,
        /// The part.
        part: String,
        /// Whose hand.
        account: String,
    },
    /// Takes hands off a thing.
    HandsFreed {
        /// The thing.
        object: String,
        /// What the parts begin with.
        parts: &'static str,
    },
    /// What is written rests on a stream as it stood at this version (0: nothing in it); moved on meanwhile, that is a
    /// conflict.
    AsSeen {
        /// The stream.
        stream: String,
        /// Its version.
        version: i64,
    },
}

/// What is written together or not at all.
#[derive(Clone, Debug, Default)]
pub struct Batch {
    /// Entries of the journal, in order.
    pub entries: Vec<NewEntry>,
    /// Writes to projections, after the entries.
    pub changes: Vec<Change>,
}

/// Why a batch was not written.
#[derive(Debug, thiserror::Error)]
pub enum AppendError {
    /// A version or a key was taken meanwhile.
    #[error("conflict: {}", .0.message.id)]
    Conflict(Conflict),
    /// Nothing was written.
    #[error(transparent)]
    Fault(#[from] Fault),
}

/// Which students a list shows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct StudentFilter {
    /// Only of this front institution.
    pub institution: Option<String>,
    /// Only of this programme.
    pub programme: Option<ProgrammeId>,
    /// Only from this district.
    pub district: Option<String>,
    /// Only of these standings; of any where there are none.
    pub standings: Vec<Standing>,
    /// Only of this entry year.
    pub entry_year: Option<i32>,
    /// Only of this class.
    pub cohort: Option<i32>,
    /// Only in this stage.
    pub stage: Option<Stage>,
    /// Only where the studies of the stage stand so.
    pub work: Option<StageWork>,
    /// Only with this qualification.
    pub qualification: Option<Qualification>,
    /// Only registered at this institution; of ended records, last registered there.
    pub registered_at: Option<String>,
    /// Only those who reached this step of the seven years.
    pub reached: Option<Milestone>,
    /// Only those who did not reach this one.
    pub not_reached: Option<Milestone>,
    /// Part of a name, a reading, its initials, or the beginning of a number.
    pub search: Option<String>,
    /// Only after this key, or before it where `backwards`.
    pub from: Option<StudentKey>,
    /// Towards the beginning.
    pub backwards: bool,
}

/// Where a page of students begins: reading of the name, then id.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StudentKey {
    /// Letters of the name's reading.
    pub pinyin: String,
    /// The record's id.
    pub id: StudentId,
}

/// Which candidates of a round a list shows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CandidateFilter {
    /// Part of a name, a reading, its initials, or the beginning of a number.
    pub search: Option<String>,
    /// `admitted`, `not-admitted` or `ineligible`.
    pub outcome: Option<String>,
    /// Only those admitted to this programme.
    pub programme: Option<ProgrammeId>,
    /// Only from this district.
    pub district: Option<String>,
    /// Only from this lower secondary school.
    pub school: Option<String>,
    /// Only numbers after this one.
    pub after: Option<CandidateNo>,
}

/// A candidate in a list of a round.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CandidateLine {
    /// The name.
    pub name: String,
    /// Score in total.
    pub total: guantong_model::Score,
    /// What came of it.
    pub result: RoundResult,
}

/// An entry of a stream as a fold needs it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StreamEntry {
    /// The stream.
    pub stream: String,
    /// Place in its stream.
    pub version: i64,
    /// The kind.
    pub kind: String,
    /// The body, as JSON text.
    pub body: String,
}

/// The journal, the projections, and personal data, in one database.
///
/// Every method fails with a [`Fault`] where the database does.
#[async_trait]
pub trait Storage: AccountStorage + NoticeStorage + ImportStorage {
    /// The same database within a scope: what is out of its reach is not found, and what is written is noted in the
    /// trail in the name of who acts, in the same transaction.
    fn scoped(&self, scope: Arc<Scope>) -> Arc<dyn Storage>;
    /// The same database for something that was sent under a key: the key is written in the transaction of each batch,
    /// and a batch is a conflict where another arrival under the key had an effect.
    fn once(&self, sending: Arc<Sending>) -> Arc<dyn Storage>;
    /// What is known of a key of an account; nothing where it had no effect, or long ago.
    async fn sent(&self, account: &str, key: &str) -> Result<Option<Sent>, Fault>;
    /// Notes what was answered to an arrival that had an effect, and forgets what was sent before a moment.
    async fn answered(&self, sending: &Sending, answer: &SentAnswer, forget_before: i64)
    -> Result<(), Fault>;
    /// Writes a batch in one transaction; returns the entries as they stand.
    async fn append(&self, batch: Batch, recorded_at: i64) -> Result<Vec<Entry>, AppendError>;
    /// The entries of one stream, in order.
    async fn stream(&self, stream: &str) -> Result<Vec<Entry>, Fault>;
    /// The entries of many streams, those of each together and in order.
    async fn stream_entries(&self, streams: &[String]) -> Result<Vec<StreamEntry>, Fault>;
    /// Entries after a place in the journal, in order.
    async fn entries(&self, after: i64, limit: i64) -> Result<Vec<Entry>, Fault>;
    /// Place and hash of the last entry; (0, empty) for an empty journal.
    async fn head(&self) -> Result<(i64, String), Fault>;

    /// Years with a plan or a draft, newest first.
    async fn years(&self) -> Result<Vec<i32>, Fault>;
    /// The plan of a year.
    async fn plan(&self, year: i32) -> Result<Option<PlanHead>, Fault>;
    /// The lines of a year's plan, in the order of the table.
    async fn plan_lines(&self, year: i32) -> Result<Vec<PlanLine>, Fault>;
    /// A mark that is another whenever plans, published rounds, dated facts, rules of progressions on file or classes of
    /// earlier years are.
    async fn reference_mark(&self) -> Result<String, Fault>;
    /// The draft of a year.
    async fn plan_draft(&self, year: i32) -> Result<Option<PlanDraft>, Fault>;
    /// The proposals for the plan of a year, by institution.
    async fn proposals(&self, year: i32) -> Result<Vec<ProposalOnFile>, Fault>;
    /// The proposal of an institution.
    async fn proposal(&self, year: i32, institution: &str) -> Result<Option<ProposalOnFile>, Fault>;
    /// The training programmes of a class: drafts as far as they are within reach, and those in force.
    async fn trainings(&self, cohort: i32) -> Result<Vec<TrainingRow>, Fault>;
    /// Drafts within reach that wait for the other side or were sent back, by class and programme.
    async fn training_drafts(&self) -> Result<Vec<TrainingRow>, Fault>;
    /// The training programme of a class; without its draft where that is out of reach, and nothing where then nothing
    /// is left.
    async fn training(&self, programme: &ProgrammeId, cohort: i32) -> Result<Option<TrainingOnFile>, Fault>;
    /// The classes of a programme that have a training programme in force, oldest first.
    async fn training_cohorts(&self, programme: &ProgrammeId) -> Result<Vec<i32>, Fault>;
    /// Records of cooperation, by holder, kind and number.
    async fn cooperation_records(&self, filter: &RecordFilter) -> Result<Vec<RecordOnFile>, Fault>;
    /// Files of the records of a filter, by record and in the order they came; of each all but the file.
    async fn cooperation_papers(&self, filter: &RecordFilter) -> Result<Vec<PaperOnFile>, Fault>;
    /// A file of a record that is named by its word.
    async fn cooperation_paper(&self, record: &str, digest: &str) -> Result<Option<PaperOnFile>, Fault>;
    /// The part of a thing that somebody's hand is on.
    async fn hand(&self, object: &str, account: &str) -> Result<Option<String>, Fault>;
    /// A kept file.
    async fn document(&self, digest: &str) -> Result<Option<Document>, Fault>;

    /// Every version of the rules of progressions on file, by issuer, year and version.
    async fn progression_rules(&self) -> Result<Vec<RulesOnFile>, Fault>;

    /// All candidates of a year, by number.
    async fn candidates(&self, year: i32) -> Result<Vec<Candidate>, Fault>;
    /// One candidate.
    async fn candidate(&self, year: i32, no: &CandidateNo) -> Result<Option<Candidate>, Fault>;
    /// A page of a round's candidates, by number.
    async fn candidate_lines(
        &self,
        year: i32,
        round: Round,
        filter: &CandidateFilter,
        limit: i64,
    ) -> Result<Vec<CandidateLine>, Fault>;
    /// One person.
    async fn person(&self, id: &PersonId) -> Result<Option<Person>, Fault>;
    /// One person, noted in the trail in the same transaction where the storage is somebody's: `object` is what he
    /// looks at.
    async fn person_seen(&self, id: &PersonId, object: &str, at: i64) -> Result<Option<Person>, Fault>;
    /// Many people by their ids, in no order; those that are not there are left out.
    async fn people(&self, ids: &[PersonId]) -> Result<Vec<Person>, Fault>;

    /// The rounds of a year that were run, in their order.
    async fn rounds(&self, year: i32) -> Result<Vec<RoundRun>, Fault>;
    /// The versions of a round that were published before the one in force, the first first.
    async fn round_versions(&self, year: i32, round: Round) -> Result<Vec<RoundRun>, Fault>;
    /// The corrections of a year, by number.
    async fn corrections(&self, year: i32) -> Result<Vec<CorrectionOnFile>, Fault>;
    /// The trial runs of a round, by number.
    async fn trials(&self, year: i32, round: Round) -> Result<Vec<Trial>, Fault>;
    /// A trial run with its results.
    async fn trial(&self, year: i32, round: Round, number: i64) -> Result<Option<TrialOnFile>, Fault>;
    /// Years with candidates, newest first.
    async fn candidate_years(&self) -> Result<Vec<i32>, Fault>;
    /// How many candidates of a year each district has, of those that have any.
    async fn district_counts(&self, year: i32) -> Result<Vec<DistrictCount>, Fault>;
    /// The candidates of a district in a year, by number.
    async fn district_candidates(&self, year: i32, district: &str) -> Result<Vec<DistrictCandidate>, Fault>;
    /// What came of them in any round that was run, by number.
    async fn district_results(&self, year: i32, district: &str) -> Result<Vec<DistrictResult>, Fault>;
    /// The results of a round, by candidate number.
    async fn results(&self, year: i32, round: Round) -> Result<Vec<RoundResult>, Fault>;
    /// One candidate's result of a round.
    async fn result(&self, year: i32, round: Round, no: &CandidateNo) -> Result<Option<RoundResult>, Fault>;
    /// The programmes of a round, in the order of the plan.
    async fn round_programmes(&self, year: i32, round: Round) -> Result<Vec<RoundProgramme>, Fault>;

    /// A page of students, by reading of the name, always in that order.
    async fn students(&self, filter: &StudentFilter, limit: i64) -> Result<Vec<Student>, Fault>;
    /// How many students a filter finds, counting no further than `cap`.
    async fn student_count(&self, filter: &StudentFilter, cap: i64) -> Result<i64, Fault>;
    /// One student.
    async fn student(&self, id: &StudentId) -> Result<Option<Student>, Fault>;
    /// Many students by their ids; those that are not there are left out.
    async fn students_by_id(&self, ids: &[StudentId]) -> Result<Vec<Student>, Fault>;
    /// The student opened for a candidate.
    async fn student_of(&self, year: i32, no: &CandidateNo) -> Result<Option<StudentId>, Fault>;
    /// The ids of all students of an entry year, by id.
    async fn student_ids(&self, entry_year: i32) -> Result<Vec<StudentId>, Fault>;
    /// The entry years of students who may be counted, newest first.
    async fn entry_years(&self) -> Result<Vec<i32>, Fault>;
    /// Students who stand alike, counted: of one entry year, or of all.
    async fn cohort_groups(&self, entry_year: Option<i32>) -> Result<Vec<CohortGroup>, Fault>;
    /// Students of these programmes who are on leave, or study and have failed, by reading of the name.
    async fn between_classes(&self, programmes: &[ProgrammeId]) -> Result<Vec<Student>, Fault>;
    /// Students whose record goes on and whose registration is open at an institution, by reading of the name.
    async fn registered_at(&self, institution: &str) -> Result<Vec<Student>, Fault>;
    /// Facts that hold from a day on, in the order in which they were entered.
    async fn dated_facts(&self) -> Result<Vec<FactOnFile>, Fault>;
    /// How many study in each class of these programmes, by stage, the qualification held.
    async fn class_sizes(&self, programmes: &[ProgrammeId]) -> Result<Vec<ClassSize>, Fault>;
    /// Students of a programme counted by class and standing.
    async fn class_standings(&self, programme: &ProgrammeId) -> Result<Vec<(i32, Standing, i64)>, Fault>;
    /// Admitted, registered and not arrived by programme of an entry year; of records opened by a day where that is asked.
    async fn counts(
        &self,
        entry_year: i32,
        until: Option<Date>,
    ) -> Result<BTreeMap<ProgrammeId, Counts>, Fault>;
    /// Records as far as indicators count them, by id: what took effect by a day where that is asked.
    async fn lives(&self, until: Option<Date>) -> Result<Vec<LifeRow>, Fault>;
    /// Decisions that rest on some clauses, of any code or of one, of any outcome or of one, that took effect by a day.
    async fn decided(
        &self,
        wanted: &[(&str, Option<&str>)],
        outcome: Option<&str>,
        until: Date,
    ) -> Result<Vec<ClauseDecision>, Fault>;
    /// Records whose decisions do not tell all: with one that was corrected, or kept as it was told although a rule
    /// says otherwise.
    async fn told_otherwise(&self, clauses: &[&str]) -> Result<Vec<StudentId>, Fault>;
    /// Whose a certificate's number is.
    async fn certificate(&self, number: &str) -> Result<Option<CertificateRow>, Fault>;
    /// The last number of every series of certificate numbers (all but the last six figures).
    async fn last_certificate_numbers(&self) -> Result<Vec<String>, Fault>;
    /// Every branch that happened, by clause and code: of one clause, or of all.
    async fn branches(&self, clause: Option<&str>) -> Result<Vec<Branch>, Fault>;
    /// The students a clause touched, by code, record and version.
    async fn touched(&self, clause: &str, filter: &TouchedFilter, limit: i64) -> Result<Vec<Touched>, Fault>;
    /// Registrations open on a day, by institution, stage and class.
    async fn registrations_open(&self, on: Date) -> Result<Vec<OpenCount>, Fault>;
    /// What changed from a day to a day, both included, by institution.
    async fn registration_moves(&self, from: Date, to: Date) -> Result<BTreeMap<String, Moves>, Fault>;
    /// The registrations an institution holds on a day in some stages, by record.
    async fn registration_list(
        &self,
        institution: &str,
        stages: &[Stage],
        on: Date,
    ) -> Result<Vec<RegistrationPeriod>, Fault>;
    /// Every registration of a record, in order.
    async fn registrations_of(&self, student: &StudentId) -> Result<Vec<RegistrationPeriod>, Fault>;
    /// The lists filed in an academic year.
    async fn registration_filings(&self, year: i32) -> Result<Vec<Filing>, Fault>;
    /// Standards of fees, of an institution or of all, the newest academic year first.
    async fn fee_standards(&self, institution: Option<&str>) -> Result<Vec<FeeStandard>, Fault>;
    /// Graduates by the institution that held the registration, of a sheet or of all.
    async fn graduates(&self, id: Option<&GraduatesId>) -> Result<Vec<Graduate>, Fault>;
    /// What was reported last by a day of a student within reach.
    async fn destination_of(
        &self,
        student: &StudentId,
        until: Date,
    ) -> Result<Option<(Destination, Date)>, Fault>;
    /// Everything that was reported in a sheet, by student and day.
    async fn destinations_told(&self, id: &GraduatesId) -> Result<Vec<DestinationRow>, Fault>;
    /// One sheet of results.
    async fn result_sheet(&self, id: &SheetId) -> Result<Option<ResultSheet>, Fault>;
    /// Sheets of results, of a programme and a class or of all, by class, course and attempt.
    async fn result_sheets(
        &self,
        programme: Option<&ProgrammeId>,
        cohort: Option<i32>,
    ) -> Result<Vec<ResultSheet>, Fault>;
    /// One report on a year.
    async fn annual_report(&self, id: &ReportId) -> Result<Option<AnnualReport>, Fault>;
    /// Reports on a year, or on all, by year and sides.
    async fn annual_reports(&self, year: Option<i32>) -> Result<Vec<AnnualReport>, Fault>;
    /// The round of evaluation of a year.
    async fn evaluation_round(&self, year: i32) -> Result<Option<EvaluationRound>, Fault>;
    /// Every round of evaluation, by year.
    async fn evaluation_rounds(&self) -> Result<Vec<EvaluationRound>, Fault>;
    /// One subject of a round.
    async fn evaluation_subject(&self, id: &SubjectId) -> Result<Option<EvaluationSubject>, Fault>;
    /// The subjects of a round, or of all, by year and sides.
    async fn evaluation_subjects(&self, year: Option<i32>) -> Result<Vec<EvaluationSubject>, Fault>;
    /// The sheets of a round, or on one subject of it.
    async fn evaluation_sheets(
        &self,
        year: i32,
        of: Option<&SubjectId>,
    ) -> Result<Vec<EvaluationSheet>, Fault>;
    /// What is kept of experts.
    async fn evaluation_experts(&self) -> Result<Vec<Expert>, Fault>;
    /// The selection of excellent cases of a year.
    async fn selection(&self, year: i32) -> Result<Option<Selection>, Fault>;
    /// Selections of excellent cases, by year.
    async fn selections(&self) -> Result<Vec<Selection>, Fault>;
    /// One decision on support.
    async fn support(&self, id: SupportId) -> Result<Option<Support>, Fault>;
    /// Decisions on support for a year, or for all, by year and number.
    async fn supports(&self, year: Option<i32>) -> Result<Vec<Support>, Fault>;
    /// The work of a class.
    async fn work_class(&self, programme: &ProgrammeId, cohort: i32) -> Result<Option<WorkClass>, Fault>;
    /// The work of classes, of a programme or of all.
    async fn work_classes(&self, programme: Option<&ProgrammeId>) -> Result<Vec<WorkClass>, Fault>;
    /// One sheet of hours.
    async fn hours_sheet(&self, id: &HoursId) -> Result<Option<HoursSheet>, Fault>;
    /// Sheets of hours, of a programme or of all, by class and period.
    async fn hours_sheets(&self, programme: Option<&ProgrammeId>) -> Result<Vec<HoursSheet>, Fault>;
    /// Everybody who studies, with his class.
    async fn studying(&self) -> Result<Vec<(ProgrammeId, i32, StudentId)>, Fault>;
    /// What data sets need of every student within reach of figures, by record.
    async fn data_rows(&self) -> Result<Vec<DataRow>, Fault>;
    /// The days on which the students of a class were born.
    async fn births(&self, programme: &ProgrammeId, cohort: i32) -> Result<Vec<(StudentId, Date)>, Fault>;
    /// Sheets that are not confirmed and that an institution enters or has to confirm, by class, course and attempt.
    async fn open_result_sheets(&self, institution: &str) -> Result<Vec<ResultSheet>, Fault>;
    /// Classes that have students on their way, with how many.
    async fn result_classes(&self) -> Result<Vec<(ProgrammeId, i32, i64)>, Fault>;
    /// Everybody in a class who ever arrived, by record.
    async fn class_members(&self, programme: &ProgrammeId, cohort: i32) -> Result<Vec<Student>, Fault>;
    /// One examination of a progression.
    async fn examination(&self, id: &str) -> Result<Option<Examination>, Fault>;
    /// Examinations, those that are not over first, then the newest.
    async fn examinations(&self, limit: i64) -> Result<Vec<Examination>, Fault>;
    /// Examinations in which a student has a result and whose lists were made public, the newest first.
    async fn examinations_told(&self, student: &StudentId) -> Result<Vec<Examination>, Fault>;
    /// How many examinations were drawn up for a year.
    async fn examination_count(&self, year: i32) -> Result<i64, Fault>;
    /// Students in a stage, of a class or an earlier one, by id: after the secondary stage those who study at an
    /// institution, after college those who go to it.
    async fn examination_pool(
        &self,
        after: Stage,
        institution: &str,
        last_class: i32,
    ) -> Result<Vec<Student>, Fault>;
    /// The students of a class, by id.
    async fn class(&self, class: &ClassFilter) -> Result<Vec<Student>, Fault>;
    /// One batch of students.
    async fn batch(&self, id: &str) -> Result<Option<BatchRow>, Fault>;
    /// Batches, those that are open first, then the newest.
    async fn batches(&self, limit: i64) -> Result<Vec<BatchRow>, Fault>;
    /// How many batches were opened in a year.
    async fn batch_count(&self, year: i32) -> Result<i64, Fault>;
    /// What a batch decided, of those who moved or of those who were held, in order, after a place in the list.
    async fn batch_lines(
        &self,
        batch: &str,
        moved: bool,
        after: i64,
        limit: i64,
    ) -> Result<Vec<BatchLine>, Fault>;
    /// A request.
    async fn request(&self, id: &str) -> Result<Option<RequestRow>, Fault>;
    /// Requests, those due first before the others, then by number; at most so many after a place in the list.
    async fn requests(
        &self,
        filter: &RequestFilter,
        limit: i64,
        offset: i64,
    ) -> Result<Vec<RequestRow>, Fault>;
    /// How many requests a filter finds.
    async fn request_total(&self, filter: &RequestFilter) -> Result<i64, Fault>;
    /// How many requests were opened in a year.
    async fn request_count(&self, year: i32) -> Result<i64, Fault>;
    /// What was written and given in with a request; of files all but the file.
    async fn papers(&self, request: &str) -> Result<Vec<PaperRow>, Fault>;
    /// A paper of a request.
    async fn paper(&self, request: &str, digest: &str) -> Result<Option<PaperRow>, Fault>;

    /// Workbooks of students to be taken over, newest first.
    async fn take_over_drafts(&self) -> Result<Vec<TakeOverDraft>, Fault>;
    /// Workbooks whose students were taken over, newest first.
    async fn take_overs(&self) -> Result<Vec<TakeOverDone>, Fault>;
    /// The classes of earlier years that were told, by programme and year.
    async fn past_classes(&self) -> Result<Vec<PastClass>, Fault>;
    /// Those of some certificate numbers that are used, void ones too.
    async fn certificate_numbers_used(&self, numbers: &[String]) -> Result<Vec<String>, Fault>;
    /// What institutions did to make the programme known, the latest day first.
    async fn activities(&self, institution: Option<&str>, limit: i64) -> Result<Vec<Activity>, Fault>;
    /// How many decisions rest on each clause.
    async fn clause_uses(&self) -> Result<BTreeMap<String, i64>, Fault>;
}
