//! Duties: the declared list of what the notice asks of institutions that work together.

use crate::kind::Kind;

guantong_model::words! {
    /// A duty.
    Duty {
        /// A leading group headed by the principal leader (4.2.1.a).
        LeadingGroup = "leading-group",
        /// A responsible unit of each side (4.2.2.a).
        ResponsibleUnit = "responsible-unit",
        /// Regular meetings (4.2.2.b).
        RegularMeeting = "regular-meeting",
        /// A division of tasks for stage 2 of each secondary–bachelor programme (2.2.b).
        TaskDivision = "task-division",
        /// Teachers sent by the university each semester (4.2.2.d).
        TeacherDispatch = "teacher-dispatch",
        /// Indicators of teaching quality (4.2.2.e).
        QualityIndicators = "quality-indicators",
        /// Their results each year (4.2.2.e).
        IndicatorResults = "indicator-results",
        /// A result below its target followed up (4.2.2.e).
        FollowUp = "follow-up",
        /// Supervision of the training programme each year (4.2.2.e).
        Supervision = "supervision",
        /// An agreement with an enterprise in force (4.2.3).
        EnterpriseAgreement = "enterprise-agreement",
        /// Enterprises in drafting, delivery and evaluation of each programme (4.2.3).
        EnterpriseParts = "enterprise-parts",
        /// The report on the year, by the school together with the university (4.3.1.a).
        AnnualReport = "annual-report",
    }
}

/// Who owes a duty.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Owes {
    /// Every institution, by itself.
    EachInstitution,
    /// Each of two sides, by itself.
    EachSide,
    /// Two sides together.
    Both,
    /// The partner university.
    Partner,
}

/// How often a duty is to be met.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cadence {
    /// At all times.
    Standing,
    /// In every semester.
    Semester,
    /// In every year.
    Year,
    /// Once, within some days of what calls for it.
    Once,
}

impl Duty {
    /// The clause.
    #[must_use]
    pub fn clause(self) -> &'static str {
        match self {
            Duty::LeadingGroup => "4.2.1.a",
            Duty::ResponsibleUnit => "4.2.2.a",
            Duty::RegularMeeting => "4.2.2.b",
            Duty::TaskDivision => "2.2.b",
            Duty::TeacherDispatch => "4.2.2.d",
            Duty::QualityIndicators | Duty::IndicatorResults | Duty::FollowUp | Duty::Supervision => {
                "4.2.2.e"
            }
            Duty::EnterpriseAgreement | Duty::EnterpriseParts => "4.2.3",
            Duty::AnnualReport => "4.3.1.a",
        }
    }

    /// Who owes it: 「各校」, 「合作院校双方」, 「后段院校」, 「合作院校」, 「职业院校牵头、会同合作本科高校」.
    #[must_use]
    pub fn owes(self) -> Owes {
        match self {
            Duty::LeadingGroup => Owes::EachInstitution,
            Duty::ResponsibleUnit => Owes::EachSide,
            Duty::RegularMeeting
            | Duty::TaskDivision
            | Duty::EnterpriseAgreement
            | Duty::EnterpriseParts
            | Duty::AnnualReport => Owes::Both,
            Duty::TeacherDispatch
            | Duty::QualityIndicators
            | Duty::IndicatorResults
            | Duty::FollowUp
            | Duty::Supervision => Owes::Partner,
        }
    }

    /// How often, where no reading of the edition says otherwise.
    #[must_use]
    pub fn cadence(self) -> Cadence {
        match self {
            Duty::RegularMeeting | Duty::TeacherDispatch => Cadence::Semester,
            Duty::IndicatorResults | Duty::Supervision | Duty::AnnualReport => Cadence::Year,
            Duty::FollowUp => Cadence::Once,
            _ => Cadence::Standing,
        }
    }

    /// Whether it asks for two sides (二（一）, interpretation `university-only-duties`).
    #[must_use]
    pub fn two_sided(self) -> bool {
        matches!(
            self,
            Duty::ResponsibleUnit | Duty::RegularMeeting | Duty::TaskDivision | Duty::TeacherDispatch
        )
    }

    /// The kind of record that excuses it: only where the clause says 「原则上」.
    #[must_use]
    pub fn excused_by(self) -> Option<Kind> {
        (self == Duty::TeacherDispatch).then_some(Kind::DispatchReason)
    }

    /// The kind of record that meets it.
    #[must_use]
    pub fn met_by(self) -> Kind {
        match self {
            Duty::LeadingGroup => Kind::LeadingGroup,
            Duty::ResponsibleUnit => Kind::LiaisonUnit,
            Duty::RegularMeeting => Kind::PartnershipMeeting,
            Duty::TaskDivision => Kind::TaskDivision,
            Duty::TeacherDispatch => Kind::TeacherDispatch,
            Duty::QualityIndicators => Kind::QualityIndicator,
            Duty::IndicatorResults => Kind::IndicatorResult,
            Duty::FollowUp => Kind::FollowUp,
            Duty::Supervision => Kind::SupervisionVisit,
            Duty::EnterpriseAgreement => Kind::EnterpriseAgreement,
            Duty::EnterpriseParts => Kind::EnterpriseParticipation,
            Duty::AnnualReport => Kind::AnnualReport,
        }
    }
}
