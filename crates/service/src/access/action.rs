//! Actions: what can be asked of the office, as far as it matters who asks.

use guantong_model::words;
use guantong_registry::CommandName;

words! {
    /// An action. The words are the lines of the table.
    Action {
        /// Published facts: plans, published rounds, rules, the edition.
        FactsRead = "facts.read",
        /// Figures: how many, never who.
        FiguresRead = "figures.read",
        /// Figures to the last student; without it small ones are not told.
        FiguresExact = "figures.exact",
        /// Lists of students.
        StudentList = "student.list",
        /// A student's record.
        StudentRead = "student.read",
        /// Students as a file.
        StudentExport = "student.export",
        /// Identity number and telephone of a student in full.
        StudentUnmask = "student.unmask",
        /// 报到注册、未报到.
        StudentArrive = "student.arrive",
        /// Everything an institution decides on a student's studies and registration.
        StudentStudy = "student.study",
        /// 申请转专业/转学、撤回申请.
        StudentTransfer = "student.transfer",
        /// 转出/转入学校意见.
        StudentConsent = "student.consent",
        /// 主管部门审核.
        StudentAudit = "student.audit",
        /// 更正.
        StudentCorrect = "student.correct",
        /// One's own seven years.
        StudentPath = "student.path",
        /// All that is kept about oneself, to look at and to take along.
        PersonalCopy = "personal.copy",
        /// Requests: what is asked for, with its papers.
        RequestRead = "request.read",
        /// Asking for something, and what who asked may do with it.
        RequestMake = "request.make",
        /// Speaking at a desk.
        RequestDecide = "request.decide",
        /// Who looked at a record.
        StudentLooks = "student.looks",
        /// Looking a result up by number and digits.
        ResultLookUp = "result.look-up",
        /// Checking a certificate by number and code.
        CertificateCheck = "certificate.check",
        /// Recording what one's institution did to make the programme known.
        PublicityEnter = "publicity.enter",
        /// Lists of candidates.
        CandidateList = "candidate.list",
        /// A candidate's result with its reasons.
        CandidateRead = "candidate.read",
        /// Importing a file of candidates.
        CandidateImport = "candidate.import",
        /// A round before it is published.
        RoundPrepare = "round.prepare",
        /// Drafting the rules of a year.
        YearRulesDraft = "year-rules.draft",
        /// Setting a version of them.
        YearRulesSet = "year-rules.set",
        /// Who may take part in a round, before it is run.
        EligibilityRead = "eligibility.read",
        /// Proposing and confirming evidence in place of a household.
        HouseholdDecide = "household.decide",
        /// Corrections after publication, with all that follows from each.
        CorrectionRead = "correction.read",
        /// Proposing a correction, and giving one up.
        CorrectionPropose = "correction.propose",
        /// Deciding that a place that was told is taken back.
        CorrectionDecide = "correction.decide",
        /// Signing a correction.
        CorrectionSign = "correction.sign",
        /// Trial runs of a round.
        TrialRead = "trial.read",
        /// Running a trial.
        TrialRun = "trial.run",
        /// 招生计划申报: what institutions propose for a year.
        ProposalRead = "proposal.read",
        /// Beginning, editing and sending one's institution's proposal.
        ProposalDraft = "proposal.draft",
        /// Confirming as a partner university.
        ProposalConfirm = "proposal.confirm",
        /// Adjusting and returning a proposal.
        ProposalAdjust = "proposal.adjust",
        /// 人才培养方案: drafts, findings and versions.
        TrainingRead = "training.read",
        /// Beginning, editing and sending the training programmes of one's institution.
        TrainingDraft = "training.draft",
        /// Agreeing to training programmes as a partner university, and returning them.
        TrainingAgree = "training.agree",
        /// Mechanisms of cooperation: records of institutions and partnerships, and the duties they meet.
        CooperationRead = "cooperation.read",
        /// Entering, amending, confirming and taking back such records for one's institution; receiving and closing
        /// major issues for the commission.
        CooperationEnter = "cooperation.enter",
        /// A plan's table while it is reconciled.
        PlanDraft = "plan.draft",
        /// Setting a plan.
        PlanSet = "plan.set",
        /// What if the edition were another: over cohorts that were, and its conflicts and gaps.
        EditionWhatIf = "edition.what-if",
        /// Facts from a day on: a partner replaced, an institution renamed.
        FactEnter = "fact.enter",
        /// Students between two plans.
        ContinuityRead = "continuity.read",
        /// Putting rules of a progression on file.
        RulesFile = "rules.file",
        /// Announcing what one's institution charges, by stage and academic year.
        FeeAnnounce = "fee.announce",
        /// Results by course of a class.
        ResultsRead = "results.read",
        /// Entering, confirming and correcting results by course.
        ResultsKeep = "results.keep",
        /// Reports on years.
        ReportRead = "report.read",
        /// Writing one, sending it to the university, handing it in.
        ReportWrite = "report.write",
        /// Signing one for the university.
        ReportSign = "report.sign",
        /// Accepting one, or sending it back, for the commission.
        ReportAccept = "report.accept",
        /// Evaluations by experts: rounds, subjects, what may be seen of them.
        EvaluationRead = "evaluation.read",
        /// Opening a round, delivering its opinions, closing it.
        EvaluationOpen = "evaluation.open",
        /// Experts and who reads what.
        EvaluationAssign = "evaluation.assign",
        /// Declaring what ties an expert to institutions.
        EvaluationTie = "evaluation.tie",
        /// Scoring a subject, handing it in, giving it back.
        EvaluationScore = "evaluation.score",
        /// Answering the opinions.
        EvaluationAnswer = "evaluation.answer",
        /// Drafting a result, and setting what another drafted.
        EvaluationSet = "evaluation.set",
        /// Who is considered for an excellent case, and the ranking.
        CasesRead = "cases.read",
        /// Choosing excellent cases, and confirming what another chose.
        CasesChoose = "cases.choose",
        /// Support and its reduction, proposed and decided.
        SupportRead = "support.read",
        /// Proposing it.
        SupportPropose = "support.propose",
        /// Stating an institution's view of it, and receiving it.
        SupportAnswer = "support.answer",
        /// Deciding on it.
        SupportDecide = "support.decide",
        /// Graduates and where they went.
        DestinationRead = "destination.read",
        /// Reporting where one's own went.
        DestinationKeep = "destination.keep",
        /// Work and study in turn: periods, posts, hours.
        WorkRead = "work.read",
        /// Setting periods, placing students at posts, entering hours.
        WorkKeep = "work.keep",
        /// Confirming hours for an enterprise.
        WorkConfirm = "work.confirm",
        /// Data sets without identities: columns, measures, releases.
        DatasetRead = "dataset.read",
        /// Giving one away, for a purpose.
        DatasetRelease = "dataset.release",
        /// Examinations of progressions: sessions, who may sit, results.
        ExaminationRead = "examination.read",
        /// Everything an organiser does with its examination, up to filing it.
        ExaminationKeep = "examination.keep",
        /// Telling the records of one's students.
        ExaminationRecord = "examination.record",
        /// Lists of registrations.
        FilingRead = "filing.read",
        /// Filing them.
        FilingFile = "filing.file",
        /// Batches.
        BatchRead = "batch.read",
        /// Opening, filling and giving up a batch.
        BatchOpen = "batch.open",
        /// Signing a batch.
        BatchSign = "batch.sign",
        /// Taking over students from before the office began.
        TakeOver = "take-over",
        /// Opening one's own account with the data of one's admission.
        AccountActivate = "account.activate",
        /// One's own account.
        AccountOwn = "account.own",
        /// Handing one's role to a colleague for some days.
        AccountDelegate = "account.delegate",
        /// One's own keys for programs.
        AccountToken = "account.token",
        /// One's own notices.
        NoticeRead = "notice.read",
        /// The outbox: mails that wait or were given up.
        MailKeep = "mail.keep",
        /// Accounts, organisations and roles, to read.
        AccountRead = "account.read",
        /// Making and disabling accounts and organisations.
        AccountKeep = "account.keep",
        /// Giving and taking roles, unlocking, ending sessions.
        GrantKeep = "grant.keep",
        /// The audit trail.
        AuditRead = "audit.read",
    }
}

impl Action {
    /// Whether it changes nothing, so that a key that only reads may do it.
    #[must_use]
    pub fn reads(self) -> bool {
        use Action::{
            AccountRead, AuditRead, BatchRead, CandidateList, CandidateRead, CasesRead, ContinuityRead,
            CooperationRead, CorrectionRead, DatasetRead, DestinationRead, EditionWhatIf, EligibilityRead,
            ExaminationRead, FactsRead, FiguresExact, FiguresRead, FilingRead, NoticeRead, PersonalCopy,
            ProposalRead, RequestRead, ResultsRead, StudentExport, StudentList, StudentLooks, StudentPath,
            StudentRead, StudentUnmask, SupportRead, TrainingRead, TrialRead,
        };
        matches!(
            self,
            FactsRead
                | FiguresRead
                | FiguresExact
                | StudentList
                | StudentRead
                | StudentExport
                | StudentUnmask
                | StudentLooks
                | StudentPath
                | EditionWhatIf
                | CandidateList
                | CandidateRead
                | ContinuityRead
                | CooperationRead
                | CasesRead
                | SupportRead
                | EligibilityRead
                | CorrectionRead
                | DatasetRead
                | DestinationRead
                | TrainingRead
                | TrialRead
                | ExaminationRead
                | ResultsRead
                | FilingRead
                | NoticeRead
                | Action::EvaluationRead
                | PersonalCopy
                | ProposalRead
                | RequestRead
                | BatchRead
                | AccountRead
                | AuditRead
        )
    }

    /// Whether the second factor must have been given again a moment ago, with what for (ASVS 7.5.3).
    #[must_use]
    pub fn needs_step_up(self) -> bool {
        matches!(
            self,
            Action::StudentExport
                | Action::StudentUnmask
                | Action::PlanSet
                | Action::BatchSign
                | Action::CorrectionSign
        )
    }

    /// The action that a command on a record is.
    #[must_use]
    pub fn of_command(command: CommandName) -> Self {
        match command {
            CommandName::Register | CommandName::NoShow => Action::StudentArrive,
            CommandName::ApplyTransfer | CommandName::CancelTransfer => Action::StudentTransfer,
            CommandName::Consent => Action::StudentConsent,
            CommandName::Audit => Action::StudentAudit,
            CommandName::Correct => Action::StudentCorrect,
            _ => Action::StudentStudy,
        }
    }
}
