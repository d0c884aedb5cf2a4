//! Readings (口径): where the notice is silent or can be read in two ways, the choice in force.
//!
//! Each is an interpretation of the edition, by its id; its question and words stand in
//! `interpretations/record.toml`. The first choice of each is the contract's; every other one is built too.

use guantong_policy::Edition;

macro_rules! readings {
    ($(
        $(#[$doc:meta])*
        $field:ident: $name:ident = $id:literal {
            $($(#[$vdoc:meta])* $variant:ident = $word:literal),+ $(,)?
        }
    )+) => {
        $(guantong_model::words! {
            $(#[$doc])*
            $name { $($(#[$vdoc])* $variant = $word),+ }
        })+

        /// The choice in force of every interpretation that decisions on records use.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub struct Readings {
            $($(#[$doc])* pub $field: $name),+
        }

        impl Readings {
            /// The interpretations with the choices that are built, the contract's first.
            pub const ALL: &'static [(&'static str, &'static [&'static str])] =
                &[$(($id, &[$($word),+])),+];

            /// The choices an edition has in force.
            ///
            /// # Errors
            /// The id of an interpretation that is missing, or whose choice is not built.
            pub(super) fn of(edition: &Edition) -> Result<Self, &'static str> {
                Ok(Readings {
                    $($field: edition.switch($id).and_then($name::parse).ok_or($id)?),+
                })
            }

            /// The same readings with one interpretation switched; nothing where id or choice is unknown.
            #[must_use]
            pub fn switched(mut self, id: &str, choice: &str) -> Option<Self> {
                match id {
                    $($id => self.$field = $name::parse(choice)?,)+
                    _ => return None,
                }
                Some(self)
            }
        }
    };
}

readings! {
    /// When the second semester begins.
    semester_dates: SemesterDates = "semester-dates" {
        /// On 1 February.
        February = "february",
        /// On 1 March.
        March = "march",
    }
    /// When a change of school can be applied for in the secondary stage.
    transfer_window_school: SchoolWindow = "transfer-window-school" {
        /// As the rule book says, by the edition's parameters.
        RuleBook = "rule-book",
        /// At any time of the stage.
        WholeStage = "whole-stage",
        /// Never.
        Never = "never",
    }
    /// When a change of major can be applied for in the secondary stage.
    transfer_window_major: MajorWindow = "transfer-window-major" {
        /// As the rule book says, by the edition's parameters.
        RuleBook = "rule-book",
        /// At any time of the stage.
        WholeStage = "whole-stage",
        /// Never.
        Never = "never",
    }
    /// When either change can be applied for in the college stage.
    transfer_window_college: CollegeWindow = "transfer-window-college" {
        /// As the rule book says, by the edition's parameters.
        RuleBook = "rule-book",
        /// At any time of the stage.
        WholeStage = "whole-stage",
        /// Never.
        Never = "never",
    }
    /// Which day must lie within the window when the authority decides.
    transfer_window_at_audit: WindowAtAudit = "transfer-window-at-audit" {
        /// The day of the application.
        AsApplied = "as-applied",
        /// The day of the audit.
        AsAudited = "as-audited",
    }
    /// How a change to the same major of the same school with another partner counts.
    partner_change: PartnerChange = "partner-change" {
        /// As a change of major within the broad class.
        WithinClass = "within-class",
        /// As a change that knows no window.
        WholeStage = "whole-stage",
    }
    /// How a major counts whose broad class is not known.
    broad_class_unknown: BroadClassUnknown = "broad-class-unknown" {
        /// As another broad class.
        Another = "another",
        /// As the same broad class.
        Same = "same",
    }
    /// What becomes of an application in the bachelor stage.
    transfer_bachelor: TransferBachelor = "transfer-bachelor" {
        /// It is referred.
        Refer = "refer",
        /// It is refused.
        Refuse = "refuse",
    }
    /// What becomes of an application from a college to a university in the college stage.
    transfer_higher_level: TransferHigherLevel = "transfer-higher-level" {
        /// It is referred.
        Refer = "refer",
        /// It is refused.
        Refuse = "refuse",
    }
    /// What becomes of a change of school within the city in the college stage, which Beijing's own rules may close.
    transfer_same_city: TransferSameCity = "transfer-same-city" {
        /// It is open, as the notice says.
        Open = "open",
        /// It is referred.
        Refer = "refer",
        /// It is refused.
        Refuse = "refuse",
    }
    /// Which year's admission score a transfer is measured by (相应年份).
    transfer_score_year: ScoreYear = "transfer-score-year" {
        /// The student's entry year.
        EntryYear = "entry-year",
        /// The year of the class the student sits in.
        Cohort = "cohort",
    }
    /// Whose consent is needed where one school is both sending and receiving.
    consent_one_school: ConsentOneSchool = "consent-one-school" {
        /// Two, one after the other.
        Two = "two",
        /// One for both.
        One = "one",
    }
    /// What the limit of repeats counts by.
    repeat_limit_scope: RepeatScope = "repeat-limit-scope" {
        /// Each progression.
        Progression = "progression",
        /// The whole programme.
        Programme = "programme",
    }
    /// What becomes of a failed bachelor stage.
    repeat_bachelor: RepeatBachelor = "repeat-bachelor" {
        /// It is referred to the university.
        Refer = "refer",
        /// It is repeated as an earlier stage is.
        AsBefore = "as-before",
    }
    /// Which school is the student's own (本学校, 该校).
    same_school: SameSchool = "same-school" {
        /// The one where the student studies.
        PlaceOfStudy = "place-of-study",
        /// The one that holds the registration.
        Registration = "registration",
    }
    /// What becomes of a registration that is open at a partner when the class is given another.
    partner_replaced_registration: PartnerReplacedRegistration = "partner-replaced-registration" {
        /// It stays until the next stage.
        UntilNextStage = "until-next-stage",
        /// It moves with the next decision.
        AtOnce = "at-once",
    }
    /// Which programme of a pair must have the similarity on file.
    similarity_on_file: SimilarityOnFile = "similarity-on-file" {
        /// Either of the two.
        EitherSide = "either-side",
        /// The student's own.
        OwnSide = "own-side",
    }
    /// How many classes later a student resumes.
    resume_years: ResumeYears = "resume-years" {
        /// Years from leave to return, rounded up, at least one.
        RoundedUp = "rounded-up",
        /// Academic years between leave and return, at least one.
        AcademicYears = "academic-years",
    }
    /// Whether an assessment passed before a leave still counts after it.
    assessment_after_leave: AssessmentAfterLeave = "assessment-after-leave" {
        /// It is taken again with the new class.
        Again = "again",
        /// It still counts.
        Kept = "kept",
    }
    /// What becomes of a return where the school runs programmes, but none the same or similar.
    resume_none_similar: ResumeNoneSimilar = "resume-none-similar" {
        /// It is referred.
        Refer = "refer",
        /// The qualification ends, as where the school runs none.
        EndQualification = "end-qualification",
    }
    /// What the longest leave of the secondary stage counts.
    leave_limit_secondary: LeaveLimitSecondary = "leave-limit-secondary" {
        /// Each leave by itself.
        EachLeave = "each-leave",
        /// All leaves of the stage together.
        WholeStage = "whole-stage",
    }
    /// What holds in stages 2 and 3 where the institution has no limit on file.
    leave_limit_higher: LeaveLimitHigher = "leave-limit-higher" {
        /// No limit.
        NoLimit = "no-limit",
        /// The institution is asked.
        Refer = "refer",
    }
    /// Whether military service counts towards the longest leave.
    leave_military: LeaveMilitary = "leave-military" {
        /// It does not.
        Aside = "aside",
        /// It does.
        Counted = "counted",
    }
    /// What counts as a full year studied for a certificate of incomplete study.
    incomplete_study_year: IncompleteStudyYear = "incomplete-study-year" {
        /// A year without the days on leave.
        LeaveAside = "leave-aside",
        /// A year since the stage began.
        LeaveCounts = "leave-counts",
    }
    /// When a college–bachelor student is given the secondary certificate.
    secondary_certificate: SecondaryCertificate = "certificate-college-bachelor-secondary" {
        /// When leaving after the stage, or where the qualification is lost.
        OnLeaving = "on-leaving",
        /// On completing the stage.
        Always = "always",
    }
    /// Whether a result of an assessment is taken without its marks, where rules with parts are on file.
    progression_without_parts: ProgressionWithoutParts = "progression-without-parts" {
        /// It is refused.
        Refuse = "refuse",
        /// It is taken as told.
        Accept = "accept",
    }
    /// Whether ability points count towards the pass mark of the total.
    progression_ability_points: AbilityPoints = "progression-ability-points" {
        /// They do; never towards that of a part.
        InTotal = "in-total",
        /// They are added, and the pass mark must be reached without them.
        BesideTotal = "beside-total",
    }
    /// How a total is rounded before it is held against its pass mark.
    progression_rounding: ProgressionRounding = "progression-rounding" {
        /// Not at all.
        None = "none",
        /// To two decimals, halves up.
        TwoDecimals = "two-decimals",
    }
    /// Whether coursework must have the least weight the edition knows, in the composition with papers.
    progression_coursework: ProgressionCoursework = "progression-coursework" {
        /// It must.
        AtLeast = "at-least",
        /// Its weight is as the document says.
        AsTheDocumentSays = "as-the-document-says",
    }
    /// Whether an institution's rules of an earlier year go on where the year has none.
    progression_rules_year: ProgressionYear = "progression-rules-year" {
        /// They do not.
        SameYear = "same-year",
        /// They do, until replaced.
        UntilReplaced = "until-replaced",
    }
    /// Who organises the examination of a progression.
    examination_organiser: ExaminationOrganiser = "examination-organiser" {
        /// After the secondary stage the institution, after college the examination authority.
        ByStage = "by-stage",
        /// The examination authority, after either stage.
        Authority = "authority",
    }
    /// When an examination may be sat.
    examination_sits: ExaminationSits = "examination-sits" {
        /// From the last year of the stage on; it counts once the stage is complete.
        LastYear = "last-year",
        /// Once the stage is complete.
        StageComplete = "stage-complete",
    }
    /// What an absence from an examination is.
    examination_absent: ExaminationAbsent = "examination-absent" {
        /// No points, and so the conditions are not reached.
        Failed = "failed",
        /// Nothing that the record is told.
        NotTold = "not-told",
    }
    /// Whether places limit how many of those who reach the conditions go on.
    examination_places: ExaminationPlaces = "examination-places" {
        /// They do not.
        None = "none",
        /// They do where the document of the session says so.
        AsTheDocumentSays = "as-the-document-says",
    }
    /// Whom the public list of a session names.
    examination_publicity: ExaminationPublicity = "examination-publicity" {
        /// Those who reach the conditions.
        PassedOnly = "passed-only",
        /// Everybody who sat.
        All = "all",
    }
}
