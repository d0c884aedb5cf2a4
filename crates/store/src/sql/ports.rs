//! The ports, over the shared queries. Lists are read where lists are read from: a replica, where there is one.

use super::{Store, sent, take_over, trail, write};
use super::{
    account, account_write, batch, branch, cohort, continuity, cooperation, correction, dataset, dated,
    destination, district, evaluation, examination, fault, fees, indicator, progression, proposal, publicity,
    read, registration, report, request, results, support, training, work,
};
use async_trait::async_trait;
use guantong_model::{CandidateNo, Date, Destination, PersonId, ProgrammeId, Stage, Standing, StudentId};
use guantong_service::access::{Organisation, Role, Scope};
use guantong_service::account::{
    Account, AccountChange, AccountStorage, Grant, Invitation, Session, Token, TrailFilter,
};
use guantong_service::batch::{BatchLine, BatchRow, ClassFilter};
use guantong_service::branch::{Branch, ClauseDecision, Touched, TouchedFilter};
use guantong_service::cases::Selection;
use guantong_service::cohort::CohortGroup;
use guantong_service::continuity::ClassSize;
use guantong_service::cooperation::{PaperOnFile, RecordFilter, RecordOnFile};
use guantong_service::correction::CorrectionOnFile;
use guantong_service::dataset::DataRow;
use guantong_service::destination::{DestinationRow, Graduate, SheetId as GraduatesId};
use guantong_service::district::{DistrictCandidate, DistrictCount, DistrictResult};
use guantong_service::error::Fault;
use guantong_service::evaluation::{EvaluationRound, EvaluationSheet, EvaluationSubject, Expert, SubjectId};
use guantong_service::examination::Examination;
use guantong_service::fees::FeeStandard;
use guantong_service::indicator::LifeRow;
use guantong_service::journal::Entry;
use guantong_service::once::{Sending, Sent, SentAnswer};
use guantong_service::ports::{
    AppendError, Batch, CandidateFilter, CandidateLine, Storage, StreamEntry, StudentFilter,
};
use guantong_service::programme::FactOnFile;
use guantong_service::proposal::ProposalOnFile;
use guantong_service::publicity::Activity;
use guantong_service::registration::{Filing, Moves, OpenCount, RegistrationPeriod};
use guantong_service::report::{AnnualReport, ReportId};
use guantong_service::request::{PaperRow, RequestFilter, RequestRow};
use guantong_service::results::{ResultSheet, SheetId};
use guantong_service::rows::{
    Candidate, CertificateRow, Counts, Document, Person, PlanDraft, PlanHead, PlanLine, Round,
    RoundProgramme, RoundResult, RoundRun, RulesOnFile, Student,
};
use guantong_service::support::{Support, SupportId};
use guantong_service::take_over::{PastClass, TakeOverDone, TakeOverDraft};
use guantong_service::trail::{Looked, Note, TrailEntry};
use guantong_service::training::{TrainingOnFile, TrainingRow};
use guantong_service::trial::{Trial, TrialOnFile};
use guantong_service::work::{HoursId, HoursSheet, WorkClass};
use std::collections::BTreeMap;
use std::sync::Arc;

impl Store {
    pub(super) fn scope(&self) -> Option<&Scope> {
        self.scope.as_deref()
    }

    /// Whether workbooks of students to be taken over may be found.
    fn finds_take_overs(&self) -> bool {
        self.scope().is_none_or(|scope| scope.take_overs)
    }
}

#[async_trait]
impl AccountStorage for Store {
    async fn keep(&self, changes: Vec<AccountChange>, notes: Vec<Note>, at: i64) -> Result<(), AppendError> {
        self.turns.take(account_write::keep(&self.writer, changes, notes, at)).await
    }
    async fn attempt(
        &self,
        subject: &str,
        at: i64,
        most: i64,
        closed_for: i64,
    ) -> Result<Option<i64>, Fault> {
        self.turns.take(account_write::attempt(&self.writer, subject, at, most, closed_for)).await
    }
    async fn any_account(&self) -> Result<bool, Fault> {
        account::any(&self.reader).await.map_err(fault("look for accounts"))
    }
    async fn account_count(&self) -> Result<i64, Fault> {
        account::count(&self.reader).await.map_err(fault("count accounts"))
    }
    async fn account_names(&self) -> Result<BTreeMap<String, String>, Fault> {
        account::names(&self.reader).await.map_err(fault("name accounts"))
    }
    async fn account_by_login(&self, login: &str) -> Result<Option<Account>, Fault> {
        account::by_login(&self.reader, login).await.map_err(fault("find an account"))
    }
    async fn account(&self, id: &str) -> Result<Option<Account>, Fault> {
        account::one(&self.reader, id).await.map_err(fault("read an account"))
    }
    async fn accounts(&self, search: &str, after: &str, limit: i64) -> Result<Vec<Account>, Fault> {
        account::list(&self.lists, search, after, limit).await.map_err(fault("list accounts"))
    }
    async fn earlier_passwords(&self, id: &str, limit: i64) -> Result<Vec<String>, Fault> {
        account::earlier_passwords(&self.reader, id, limit).await.map_err(fault("read earlier passwords"))
    }
    async fn grants(&self, accounts: &[String]) -> Result<Vec<Grant>, Fault> {
        account::grants(&self.reader, accounts).await.map_err(fault("read roles"))
    }
    async fn grant(&self, id: &str) -> Result<Option<Grant>, Fault> {
        account::one_grant(&self.reader, id).await.map_err(fault("read a role"))
    }
    async fn grants_at(&self, organisation: &str) -> Result<Vec<Grant>, Fault> {
        account::grants_at(&self.reader, organisation).await.map_err(fault("read roles"))
    }
    async fn organisations(&self) -> Result<Vec<Organisation>, Fault> {
        account::organisations(&self.reader).await.map_err(fault("list organisations"))
    }
    async fn own_students(&self, id: &str) -> Result<Vec<StudentId>, Fault> {
        account::own_students(&self.reader, id).await.map_err(fault("read own records"))
    }
    async fn holders(&self, student: &StudentId, role: Role) -> Result<i64, Fault> {
        account::holders(&self.reader, student, role).await.map_err(fault("count accounts of a record"))
    }
    async fn invitation(&self, digest: &str) -> Result<Option<Invitation>, Fault> {
        account::invitation(&self.reader, digest).await.map_err(fault("read an invitation"))
    }
    async fn recovery_codes_left(&self, id: &str) -> Result<i64, Fault> {
        account::recovery_codes_left(&self.reader, id).await.map_err(fault("count recovery codes"))
    }
    async fn session(&self, digest: &str) -> Result<Option<Session>, Fault> {
        account::one_session(&self.reader, digest).await.map_err(fault("read a session"))
    }
    async fn sessions(&self, id: &str) -> Result<Vec<Session>, Fault> {
        account::sessions(&self.reader, id).await.map_err(fault("list sessions"))
    }
    async fn token(&self, digest: &str) -> Result<Option<Token>, Fault> {
        account::one_token(&self.reader, digest).await.map_err(fault("read a key"))
    }
    async fn tokens(&self, id: &str) -> Result<Vec<Token>, Fault> {
        account::tokens(&self.reader, id).await.map_err(fault("list keys"))
    }
    async fn trail(&self, filter: &TrailFilter, limit: i64) -> Result<Vec<TrailEntry>, Fault> {
        account::trail(&self.reader, filter, limit).await.map_err(fault("read the trail"))
    }
    async fn trail_after(&self, seq: i64, limit: i64) -> Result<Vec<TrailEntry>, Fault> {
        account::trail_after(&self.reader, seq, limit).await.map_err(fault("read the trail"))
    }
    async fn looks(&self, object: &str, limit: i64) -> Result<Vec<Looked>, Fault> {
        account::looks(&self.reader, object, limit).await.map_err(fault("read who looked"))
    }
}

#[async_trait]
impl Storage for Store {
    fn scoped(&self, scope: Arc<Scope>) -> Arc<dyn Storage> {
        Arc::new(Store { scope: Some(scope), ..self.clone() })
    }
    fn once(&self, sending: Arc<Sending>) -> Arc<dyn Storage> {
        Arc::new(Store { sending: Some(sending), ..self.clone() })
    }
    async fn sent(&self, account: &str, key: &str) -> Result<Option<Sent>, Fault> {
        sent::one(&self.reader, account, key).await.map_err(fault("look up a key"))
    }
    async fn answered(
        &self,
        sending: &Sending,
        answer: &SentAnswer,
        forget_before: i64,
    ) -> Result<(), Fault> {
        let noting = sent::answered(&self.writer, sending, answer, forget_before);
        self.turns.take(async { noting.await.map_err(fault("note what was answered")) }).await
    }
    async fn append(&self, mut batch: Batch, recorded_at: i64) -> Result<Vec<Entry>, AppendError> {
        // Before it is anybody's turn: a shelf may be slow.
        self.shelve(&mut batch).await?;
        let sending = self.sending.as_deref();
        self.turns.take(write::append(&self.writer, self.scope(), sending, batch, recorded_at)).await
    }
    async fn stream(&self, stream: &str) -> Result<Vec<Entry>, Fault> {
        read::stream(&self.reader, self.scope(), stream).await.map_err(fault("read a stream"))
    }
    async fn stream_entries(&self, streams: &[String]) -> Result<Vec<StreamEntry>, Fault> {
        read::stream_entries(&self.reader, self.scope(), streams).await.map_err(fault("read streams"))
    }
    async fn entries(&self, after: i64, limit: i64) -> Result<Vec<Entry>, Fault> {
        read::entries(&self.reader, self.scope(), after, limit).await.map_err(fault("read the journal"))
    }
    async fn head(&self) -> Result<(i64, String), Fault> {
        read::head(&self.reader).await.map_err(fault("read the journal's head"))
    }
    async fn years(&self) -> Result<Vec<i32>, Fault> {
        read::years(&self.reader).await.map_err(fault("read the years"))
    }
    async fn plan(&self, year: i32) -> Result<Option<PlanHead>, Fault> {
        read::plan(&self.reader, year).await.map_err(fault("read a plan"))
    }
    async fn plan_lines(&self, year: i32) -> Result<Vec<PlanLine>, Fault> {
        read::plan_lines(&self.reader, year).await.map_err(fault("read a plan's lines"))
    }
    async fn reference_mark(&self) -> Result<String, Fault> {
        read::reference_mark(&self.reader).await.map_err(fault("read the mark of the plans"))
    }
    async fn plan_draft(&self, year: i32) -> Result<Option<PlanDraft>, Fault> {
        read::plan_draft(&self.reader, year).await.map_err(fault("read a draft"))
    }
    async fn cooperation_records(&self, filter: &RecordFilter) -> Result<Vec<RecordOnFile>, Fault> {
        cooperation::list(&self.reader, self.scope(), filter)
            .await
            .map_err(fault("list records of cooperation"))
    }
    async fn cooperation_papers(&self, filter: &RecordFilter) -> Result<Vec<PaperOnFile>, Fault> {
        let found = cooperation::papers(&self.reader, self.scope(), filter).await;
        found.map_err(fault("list files of records of cooperation"))
    }
    async fn cooperation_paper(&self, record: &str, digest: &str) -> Result<Option<PaperOnFile>, Fault> {
        let found = cooperation::paper(&self.reader, self.scope(), record, digest).await;
        let found = found.map_err(fault("read a file of a record of cooperation"))?;
        let Some(mut paper) = found else { return Ok(None) };
        self.make_whole(&paper.digest, &mut paper.sealed).await?;
        Ok(Some(paper))
    }
    async fn proposals(&self, year: i32) -> Result<Vec<ProposalOnFile>, Fault> {
        proposal::list(&self.reader, self.scope(), year).await.map_err(fault("list proposals"))
    }
    async fn proposal(&self, year: i32, institution: &str) -> Result<Option<ProposalOnFile>, Fault> {
        proposal::one(&self.reader, self.scope(), year, institution).await.map_err(fault("read a proposal"))
    }
    async fn trainings(&self, cohort: i32) -> Result<Vec<TrainingRow>, Fault> {
        training::list(&self.lists, self.scope(), cohort).await.map_err(fault("list training programmes"))
    }
    async fn training_drafts(&self) -> Result<Vec<TrainingRow>, Fault> {
        training::drafts(&self.lists, self.scope()).await.map_err(fault("list drafts of training programmes"))
    }
    async fn training(&self, programme: &ProgrammeId, cohort: i32) -> Result<Option<TrainingOnFile>, Fault> {
        let found = training::one(&self.reader, self.scope(), programme, cohort).await;
        found.map_err(fault("read a training programme"))
    }
    async fn training_cohorts(&self, programme: &ProgrammeId) -> Result<Vec<i32>, Fault> {
        training::cohorts(&self.reader, programme)
            .await
            .map_err(fault("list classes with a training programme"))
    }
    async fn hand(&self, object: &str, account: &str) -> Result<Option<String>, Fault> {
        trail::hand(&self.reader, object, account).await.map_err(fault("look for a hand"))
    }
    async fn document(&self, digest: &str) -> Result<Option<Document>, Fault> {
        read::document(&self.reader, digest).await.map_err(fault("read a file"))
    }
    async fn progression_rules(&self) -> Result<Vec<RulesOnFile>, Fault> {
        progression::all(&self.reader).await.map_err(fault("read the rules of progressions"))
    }
    async fn round_versions(&self, year: i32, round: Round) -> Result<Vec<RoundRun>, Fault> {
        correction::versions(&self.reader, year, round).await.map_err(fault("read versions of a round"))
    }
    async fn corrections(&self, year: i32) -> Result<Vec<CorrectionOnFile>, Fault> {
        correction::list(&self.reader, year).await.map_err(fault("read corrections"))
    }
    async fn trials(&self, year: i32, round: Round) -> Result<Vec<Trial>, Fault> {
        correction::trials(&self.reader, year, round).await.map_err(fault("read trials"))
    }
    async fn trial(&self, year: i32, round: Round, number: i64) -> Result<Option<TrialOnFile>, Fault> {
        correction::trial(&self.reader, year, round, number).await.map_err(fault("read a trial"))
    }
    async fn candidate_years(&self) -> Result<Vec<i32>, Fault> {
        district::years(&self.reader).await.map_err(fault("read the years with candidates"))
    }
    async fn district_counts(&self, year: i32) -> Result<Vec<DistrictCount>, Fault> {
        district::counts(&self.lists, year).await.map_err(fault("count candidates by district"))
    }
    async fn district_candidates(&self, year: i32, district: &str) -> Result<Vec<DistrictCandidate>, Fault> {
        let found = district::candidates(&self.lists, self.scope(), year, district).await;
        found.map_err(fault("read the candidates of a district"))
    }
    async fn district_results(&self, year: i32, district: &str) -> Result<Vec<DistrictResult>, Fault> {
        let found = district::results(&self.lists, self.scope(), year, district).await;
        found.map_err(fault("read the results of a district"))
    }
    async fn candidates(&self, year: i32) -> Result<Vec<Candidate>, Fault> {
        read::candidates(&self.reader, self.scope(), year).await.map_err(fault("read the candidates"))
    }
    async fn candidate(&self, year: i32, no: &CandidateNo) -> Result<Option<Candidate>, Fault> {
        read::candidate(&self.reader, self.scope(), year, no).await.map_err(fault("read a candidate"))
    }
    async fn candidate_lines(
        &self,
        year: i32,
        round: Round,
        filter: &CandidateFilter,
        limit: i64,
    ) -> Result<Vec<CandidateLine>, Fault> {
        read::candidate_lines(&self.lists, self.scope(), year, round, filter, limit)
            .await
            .map_err(fault("list candidates"))
    }
    async fn person(&self, id: &PersonId) -> Result<Option<Person>, Fault> {
        read::person(&self.reader, self.scope(), id).await.map_err(fault("read a person"))
    }
    async fn person_seen(&self, id: &PersonId, object: &str, at: i64) -> Result<Option<Person>, Fault> {
        match self.scope() {
            Some(scope) => self.turns.take(trail::person_seen(&self.writer, scope, id, object, at)).await,
            None => self.person(id).await,
        }
    }
    async fn people(&self, ids: &[PersonId]) -> Result<Vec<Person>, Fault> {
        read::people(&self.reader, self.scope(), ids).await.map_err(fault("read people"))
    }
    async fn rounds(&self, year: i32) -> Result<Vec<RoundRun>, Fault> {
        read::rounds(&self.reader, year).await.map_err(fault("read the rounds"))
    }
    async fn results(&self, year: i32, round: Round) -> Result<Vec<RoundResult>, Fault> {
        read::results(&self.reader, self.scope(), year, round).await.map_err(fault("read results"))
    }
    async fn result(&self, year: i32, round: Round, no: &CandidateNo) -> Result<Option<RoundResult>, Fault> {
        read::result(&self.reader, self.scope(), year, round, no).await.map_err(fault("read a result"))
    }
    async fn round_programmes(&self, year: i32, round: Round) -> Result<Vec<RoundProgramme>, Fault> {
        read::round_programmes(&self.reader, year, round).await.map_err(fault("read a round's programmes"))
    }
    async fn students(&self, filter: &StudentFilter, limit: i64) -> Result<Vec<Student>, Fault> {
        read::students(&self.lists, self.scope(), filter, limit).await.map_err(fault("list students"))
    }
    async fn student_count(&self, filter: &StudentFilter, cap: i64) -> Result<i64, Fault> {
        read::student_count(&self.lists, self.scope(), filter, cap).await.map_err(fault("count students"))
    }
    async fn student(&self, id: &StudentId) -> Result<Option<Student>, Fault> {
        read::student(&self.reader, self.scope(), id).await.map_err(fault("read a student"))
    }
    async fn students_by_id(&self, ids: &[StudentId]) -> Result<Vec<Student>, Fault> {
        read::students_by_id(&self.reader, self.scope(), ids).await.map_err(fault("read students"))
    }
    async fn student_of(&self, year: i32, no: &CandidateNo) -> Result<Option<StudentId>, Fault> {
        read::student_of(&self.reader, self.scope(), year, no).await.map_err(fault("find a student"))
    }
    async fn student_ids(&self, entry_year: i32) -> Result<Vec<StudentId>, Fault> {
        read::student_ids(&self.reader, self.scope(), entry_year)
            .await
            .map_err(fault("read the students of a year"))
    }
    async fn entry_years(&self) -> Result<Vec<i32>, Fault> {
        cohort::entry_years(&self.lists, self.scope()).await.map_err(fault("list entry years"))
    }
    async fn cohort_groups(&self, entry_year: Option<i32>) -> Result<Vec<CohortGroup>, Fault> {
        cohort::groups(&self.lists, self.scope(), entry_year).await.map_err(fault("count an entry year"))
    }
    async fn between_classes(&self, programmes: &[ProgrammeId]) -> Result<Vec<Student>, Fault> {
        continuity::between_classes(&self.lists, self.scope(), programmes)
            .await
            .map_err(fault("find who is between two classes"))
    }
    async fn registered_at(&self, institution: &str) -> Result<Vec<Student>, Fault> {
        dated::registered_at(&self.lists, self.scope(), institution)
            .await
            .map_err(fault("find who is registered"))
    }
    async fn dated_facts(&self) -> Result<Vec<FactOnFile>, Fault> {
        dated::all(&self.reader).await.map_err(fault("read dated facts"))
    }
    async fn class_sizes(&self, programmes: &[ProgrammeId]) -> Result<Vec<ClassSize>, Fault> {
        continuity::class_sizes(&self.lists, self.scope(), programmes).await.map_err(fault("count classes"))
    }
    async fn class_standings(&self, programme: &ProgrammeId) -> Result<Vec<(i32, Standing, i64)>, Fault> {
        cohort::class_standings(&self.lists, self.scope(), programme)
            .await
            .map_err(fault("count classes by standing"))
    }
    async fn counts(
        &self,
        entry_year: i32,
        until: Option<Date>,
    ) -> Result<BTreeMap<ProgrammeId, Counts>, Fault> {
        let counts = read::counts(&self.lists, self.scope(), entry_year, until).await;
        counts.map_err(fault("count by programme"))
    }
    async fn lives(&self, until: Option<Date>) -> Result<Vec<LifeRow>, Fault> {
        indicator::lives(&self.lists, self.scope(), until).await.map_err(fault("read records to be counted"))
    }
    async fn decided(
        &self,
        wanted: &[(&str, Option<&str>)],
        outcome: Option<&str>,
        until: Date,
    ) -> Result<Vec<ClauseDecision>, Fault> {
        let found = indicator::decided(&self.lists, self.scope(), wanted, outcome, until).await;
        found.map_err(fault("read decisions to be counted"))
    }
    async fn told_otherwise(&self, clauses: &[&str]) -> Result<Vec<StudentId>, Fault> {
        let found = indicator::told_otherwise(&self.lists, self.scope(), clauses).await;
        found.map_err(fault("find records that were corrected"))
    }
    async fn certificate(&self, number: &str) -> Result<Option<CertificateRow>, Fault> {
        read::certificate(&self.reader, self.scope(), number).await.map_err(fault("find a certificate"))
    }
    async fn last_certificate_numbers(&self) -> Result<Vec<String>, Fault> {
        read::last_certificate_numbers(&self.reader).await.map_err(fault("read certificate numbers"))
    }
    async fn branches(&self, clause: Option<&str>) -> Result<Vec<Branch>, Fault> {
        branch::branches(&self.lists, self.scope(), clause).await.map_err(fault("count branches"))
    }
    async fn touched(&self, clause: &str, filter: &TouchedFilter, limit: i64) -> Result<Vec<Touched>, Fault> {
        branch::touched(&self.lists, self.scope(), clause, filter, limit)
            .await
            .map_err(fault("list decisions"))
    }
    async fn registrations_open(&self, on: Date) -> Result<Vec<OpenCount>, Fault> {
        registration::open(&self.lists, self.scope(), on).await.map_err(fault("count registrations"))
    }
    async fn registration_moves(&self, from: Date, to: Date) -> Result<BTreeMap<String, Moves>, Fault> {
        registration::moves(&self.lists, self.scope(), from, to)
            .await
            .map_err(fault("count changes of registration"))
    }
    async fn registration_list(
        &self,
        institution: &str,
        stages: &[Stage],
        on: Date,
    ) -> Result<Vec<RegistrationPeriod>, Fault> {
        registration::list(&self.reader, self.scope(), institution, stages, on)
            .await
            .map_err(fault("list registrations"))
    }
    async fn registrations_of(&self, student: &StudentId) -> Result<Vec<RegistrationPeriod>, Fault> {
        registration::of(&self.reader, self.scope(), student).await.map_err(fault("read registrations"))
    }
    async fn registration_filings(&self, year: i32) -> Result<Vec<Filing>, Fault> {
        registration::filings(&self.reader, self.scope(), year).await.map_err(fault("read filed lists"))
    }
    async fn class(&self, class: &ClassFilter) -> Result<Vec<Student>, Fault> {
        batch::class(&self.reader, self.scope(), class).await.map_err(fault("read a class"))
    }
    async fn graduates(&self, id: Option<&GraduatesId>) -> Result<Vec<Graduate>, Fault> {
        destination::graduates(&self.reader, self.scope(), id).await.map_err(fault("list graduates"))
    }
    async fn destination_of(
        &self,
        student: &StudentId,
        until: Date,
    ) -> Result<Option<(Destination, Date)>, Fault> {
        destination::of(&self.reader, self.scope(), student, until).await.map_err(fault("read a destination"))
    }
    async fn destinations_told(&self, id: &GraduatesId) -> Result<Vec<DestinationRow>, Fault> {
        destination::told(&self.reader, id).await.map_err(fault("list destinations"))
    }
    async fn fee_standards(&self, institution: Option<&str>) -> Result<Vec<FeeStandard>, Fault> {
        fees::all(&self.reader, institution).await.map_err(fault("list standards of fees"))
    }
    async fn result_sheet(&self, id: &SheetId) -> Result<Option<ResultSheet>, Fault> {
        results::one(&self.reader, self.scope(), id).await.map_err(fault("read results"))
    }
    async fn result_sheets(
        &self,
        programme: Option<&ProgrammeId>,
        cohort: Option<i32>,
    ) -> Result<Vec<ResultSheet>, Fault> {
        results::all(&self.reader, self.scope(), programme, cohort).await.map_err(fault("list results"))
    }
    async fn annual_report(&self, id: &ReportId) -> Result<Option<AnnualReport>, Fault> {
        report::one(&self.reader, self.scope(), id).await.map_err(fault("read a report"))
    }
    async fn annual_reports(&self, year: Option<i32>) -> Result<Vec<AnnualReport>, Fault> {
        report::all(&self.reader, self.scope(), year).await.map_err(fault("list reports"))
    }
    async fn evaluation_round(&self, year: i32) -> Result<Option<EvaluationRound>, Fault> {
        evaluation::round(&self.reader, self.scope(), year).await.map_err(fault("read a round of evaluation"))
    }
    async fn evaluation_rounds(&self) -> Result<Vec<EvaluationRound>, Fault> {
        evaluation::rounds(&self.reader, self.scope()).await.map_err(fault("list rounds of evaluation"))
    }
    async fn evaluation_subject(&self, id: &SubjectId) -> Result<Option<EvaluationSubject>, Fault> {
        evaluation::subject(&self.reader, self.scope(), id).await.map_err(fault("read an evaluation"))
    }
    async fn evaluation_subjects(&self, year: Option<i32>) -> Result<Vec<EvaluationSubject>, Fault> {
        evaluation::subjects(&self.reader, self.scope(), year).await.map_err(fault("list evaluations"))
    }
    async fn evaluation_sheets(
        &self,
        year: i32,
        of: Option<&SubjectId>,
    ) -> Result<Vec<EvaluationSheet>, Fault> {
        evaluation::sheets(&self.reader, self.scope(), year, of).await.map_err(fault("list sheets"))
    }
    async fn evaluation_experts(&self) -> Result<Vec<Expert>, Fault> {
        evaluation::experts(&self.reader, self.scope()).await.map_err(fault("list experts"))
    }
    async fn selection(&self, year: i32) -> Result<Option<Selection>, Fault> {
        support::selection(&self.reader, year).await.map_err(fault("read a selection"))
    }
    async fn selections(&self) -> Result<Vec<Selection>, Fault> {
        support::selections(&self.reader).await.map_err(fault("list selections"))
    }
    async fn support(&self, id: SupportId) -> Result<Option<Support>, Fault> {
        support::one(&self.reader, self.scope(), id).await.map_err(fault("read a decision on support"))
    }
    async fn supports(&self, year: Option<i32>) -> Result<Vec<Support>, Fault> {
        support::all(&self.reader, self.scope(), year).await.map_err(fault("list decisions on support"))
    }
    async fn work_class(&self, programme: &ProgrammeId, cohort: i32) -> Result<Option<WorkClass>, Fault> {
        work::class(&self.reader, self.scope(), programme, cohort).await.map_err(fault("read work"))
    }
    async fn work_classes(&self, programme: Option<&ProgrammeId>) -> Result<Vec<WorkClass>, Fault> {
        work::classes(&self.reader, self.scope(), programme).await.map_err(fault("list work"))
    }
    async fn hours_sheet(&self, id: &HoursId) -> Result<Option<HoursSheet>, Fault> {
        work::sheet(&self.reader, self.scope(), id).await.map_err(fault("read hours of work"))
    }
    async fn hours_sheets(&self, programme: Option<&ProgrammeId>) -> Result<Vec<HoursSheet>, Fault> {
        work::sheets(&self.reader, self.scope(), programme).await.map_err(fault("list hours of work"))
    }
    async fn studying(&self) -> Result<Vec<(ProgrammeId, i32, StudentId)>, Fault> {
        work::studying(&self.reader, self.scope()).await.map_err(fault("list who studies"))
    }
    async fn births(&self, programme: &ProgrammeId, cohort: i32) -> Result<Vec<(StudentId, Date)>, Fault> {
        work::births(&self.reader, programme, cohort).await.map_err(fault("read days of birth"))
    }
    async fn data_rows(&self) -> Result<Vec<DataRow>, Fault> {
        dataset::rows(&self.reader, self.scope()).await.map_err(fault("read a data set"))
    }
    async fn open_result_sheets(&self, institution: &str) -> Result<Vec<ResultSheet>, Fault> {
        results::open(&self.reader, self.scope(), institution).await.map_err(fault("list open results"))
    }
    async fn result_classes(&self) -> Result<Vec<(ProgrammeId, i32, i64)>, Fault> {
        results::classes(&self.reader, self.scope()).await.map_err(fault("list classes"))
    }
    async fn class_members(&self, programme: &ProgrammeId, cohort: i32) -> Result<Vec<Student>, Fault> {
        results::members(&self.reader, programme, cohort).await.map_err(fault("list a class"))
    }
    async fn examination(&self, id: &str) -> Result<Option<Examination>, Fault> {
        examination::one(&self.reader, self.scope(), id).await.map_err(fault("read an examination"))
    }
    async fn examinations(&self, limit: i64) -> Result<Vec<Examination>, Fault> {
        examination::all(&self.reader, self.scope(), limit).await.map_err(fault("list examinations"))
    }
    async fn examinations_told(&self, student: &StudentId) -> Result<Vec<Examination>, Fault> {
        examination::told(&self.reader, student).await.map_err(fault("find one's examinations"))
    }
    async fn examination_count(&self, year: i32) -> Result<i64, Fault> {
        examination::count(&self.reader, year).await.map_err(fault("count examinations"))
    }
    async fn examination_pool(
        &self,
        after: Stage,
        institution: &str,
        last_class: i32,
    ) -> Result<Vec<Student>, Fault> {
        examination::pool_of(&self.reader, after, institution, last_class)
            .await
            .map_err(fault("find who may sit"))
    }
    async fn batch(&self, id: &str) -> Result<Option<BatchRow>, Fault> {
        batch::one(&self.reader, self.scope(), id).await.map_err(fault("read a batch"))
    }
    async fn batches(&self, limit: i64) -> Result<Vec<BatchRow>, Fault> {
        batch::all(&self.reader, self.scope(), limit).await.map_err(fault("read the batches"))
    }
    async fn batch_count(&self, year: i32) -> Result<i64, Fault> {
        batch::count(&self.reader, year).await.map_err(fault("count batches"))
    }
    async fn request(&self, id: &str) -> Result<Option<RequestRow>, Fault> {
        request::one(&self.reader, self.scope(), id).await.map_err(fault("read a request"))
    }
    async fn requests(
        &self,
        filter: &RequestFilter,
        limit: i64,
        offset: i64,
    ) -> Result<Vec<RequestRow>, Fault> {
        request::list(&self.reader, self.scope(), filter, limit, offset).await.map_err(fault("list requests"))
    }
    async fn request_total(&self, filter: &RequestFilter) -> Result<i64, Fault> {
        request::total(&self.reader, self.scope(), filter).await.map_err(fault("count requests"))
    }
    async fn request_count(&self, year: i32) -> Result<i64, Fault> {
        request::count(&self.reader, year).await.map_err(fault("count requests"))
    }
    async fn papers(&self, request: &str) -> Result<Vec<PaperRow>, Fault> {
        request::papers(&self.reader, self.scope(), request).await.map_err(fault("read papers"))
    }
    async fn paper(&self, request: &str, digest: &str) -> Result<Option<PaperRow>, Fault> {
        let found = request::paper(&self.reader, self.scope(), request, digest).await;
        let Some(mut paper) = found.map_err(fault("read a paper"))? else { return Ok(None) };
        self.make_whole(&paper.digest, &mut paper.sealed).await?;
        Ok(Some(paper))
    }
    async fn batch_lines(
        &self,
        id: &str,
        moved: bool,
        after: i64,
        limit: i64,
    ) -> Result<Vec<BatchLine>, Fault> {
        batch::lines(&self.reader, self.scope(), id, moved, after, limit)
            .await
            .map_err(fault("read a batch's lines"))
    }
    async fn take_over_drafts(&self) -> Result<Vec<TakeOverDraft>, Fault> {
        if !self.finds_take_overs() {
            return Ok(Vec::new());
        }
        take_over::drafts(&self.reader).await.map_err(fault("read workbooks being checked"))
    }
    async fn take_overs(&self) -> Result<Vec<TakeOverDone>, Fault> {
        if !self.finds_take_overs() {
            return Ok(Vec::new());
        }
        take_over::done(&self.reader).await.map_err(fault("read workbooks taken over"))
    }
    async fn past_classes(&self) -> Result<Vec<PastClass>, Fault> {
        take_over::past_classes(&self.reader).await.map_err(fault("read programmes of earlier years"))
    }
    async fn certificate_numbers_used(&self, numbers: &[String]) -> Result<Vec<String>, Fault> {
        take_over::numbers_used(&self.reader, numbers).await.map_err(fault("look up certificate numbers"))
    }
    async fn activities(&self, institution: Option<&str>, limit: i64) -> Result<Vec<Activity>, Fault> {
        publicity::list(&self.reader, institution, limit).await.map_err(fault("list activities"))
    }
    async fn clause_uses(&self) -> Result<BTreeMap<String, i64>, Fault> {
        read::clause_uses(&self.lists, self.scope()).await.map_err(fault("count by clause"))
    }
}
