//! Kinds of records: each declares its fields, whose it may be, who enters it and whether the other side confirms.

use crate::declarations;
use crate::field::{Field, Shape};

guantong_model::words! {
    /// A kind of record.
    Kind {
        /// 贯通培养工作领导小组 (4.2.1.a).
        LeadingGroup = "leading-group",
        /// A meeting of it, with what it decided (4.2.1.a).
        GroupMeeting = "group-meeting",
        /// 专门机构 of one side (4.2.2.a).
        LiaisonUnit = "liaison-unit",
        /// 定期业务沟通: a meeting of both sides (4.2.2.b).
        PartnershipMeeting = "partnership-meeting",
        /// What such a meeting gave somebody to do.
        MeetingAction = "meeting-action",
        /// 分工: who does what in stage 2 of a secondary–bachelor programme (2.2.b, 2.2.f).
        TaskDivision = "task-division",
        /// 派出教师 (4.2.2.d).
        TeacherDispatch = "teacher-dispatch",
        /// Why none was sent in a semester: 「原则上」 (4.2.2.d).
        DispatchReason = "dispatch-reason",
        /// 教学质量评价与考核指标 (4.2.2.e).
        QualityIndicator = "quality-indicator",
        /// The yearly result of one.
        IndicatorResult = "indicator-result",
        /// What is done about a result below its target.
        FollowUp = "follow-up",
        /// 监督人才培养方案实施 (4.2.2.e).
        SupervisionVisit = "supervision-visit",
        /// 校企合作协议 (4.2.3).
        EnterpriseAgreement = "enterprise-agreement",
        /// An enterprise's part in a programme (4.2.3).
        EnterpriseParticipation = "enterprise-participation",
        /// 年度实施报告 (4.3.1.a): what was handed in of a year; the university signs with the school.
        AnnualReport = "annual-report",
        /// 企业岗位 (3.2.4): what an agreement offers to students of a programme.
        EnterprisePost = "enterprise-post",
        /// 工程师学院、技术技能大师工作室 (3.2.4) as a resource of a programme.
        SpecialProject = "special-project",
        /// 重大问题 (4.3.3).
        MajorIssue = "major-issue",
        /// The commission's receipt of one.
        IssueReceipt = "issue-receipt",
        /// The meeting that decided on one (4.2.1.b).
        IssueDecision = "issue-decision",
        /// What was done about one.
        IssueHandling = "issue-handling",
        /// The end of one.
        IssueClosing = "issue-closing",
        /// 共建共享的课程、教材、教师、实验室、基地、宿舍、场馆、图书 (4.2.4.a).
        SharedResource = "shared-resource",
        /// A resource taken for some hours of a day.
        ResourceBooking = "resource-booking",
        /// How a resource was used in a semester.
        ResourceUse = "resource-use",
        /// 课程互选 (4.2.4.b).
        CrossRegistration = "cross-registration",
        /// 学分互认 (4.2.4.b).
        CreditRecognition = "credit-recognition",
        /// 教师互聘 (4.2.4.b).
        MutualAppointment = "mutual-appointment",
    }
}

/// Whose records of a kind are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Held {
    /// An institution's.
    Institution,
    /// Those of two sides.
    Partnership,
}

/// Who enters records of a kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Enters {
    /// Whoever it is of; of two sides either.
    Sides,
    /// The partner university.
    Partner,
    /// Whoever it is of, and who works together with it.
    SidesAndPartners,
    /// The city's commission.
    Commission,
}

/// What a kind is.
#[derive(Clone, Copy, Debug)]
pub struct Declared {
    /// The clause it serves.
    pub clause: &'static str,
    /// Whose it is.
    pub held: Held,
    /// Who enters it.
    pub enters: Enters,
    /// Whether it counts only once the other side has confirmed it.
    pub confirmed: bool,
    /// Its fields, in the order of the form.
    pub fields: &'static [Field],
    /// The fields it is called by in lists.
    pub heads: &'static [&'static str],
}

impl Declared {
    /// A field by its name.
    #[must_use]
    pub fn field(&self, name: &str) -> Option<&'static Field> {
        self.fields.iter().find(|field| field.name == name)
    }

    /// The kind of record it belongs to, where it belongs to one, and the field that names it.
    #[must_use]
    pub fn belongs(&self) -> Option<(&'static str, Kind)> {
        self.fields.iter().find_map(|field| match field.shape {
            Shape::Record(kind) => Some((field.name, kind)),
            _ => None,
        })
    }
}

impl Kind {
    /// What the kind is.
    #[must_use]
    pub fn declared(self) -> &'static Declared {
        match self {
            Kind::LeadingGroup => &declarations::LEADING_GROUP,
            Kind::GroupMeeting => &declarations::GROUP_MEETING,
            Kind::LiaisonUnit => &declarations::LIAISON_UNIT,
            Kind::PartnershipMeeting => &declarations::PARTNERSHIP_MEETING,
            Kind::MeetingAction => &declarations::MEETING_ACTION,
            Kind::TaskDivision => &declarations::TASK_DIVISION,
            Kind::TeacherDispatch => &declarations::TEACHER_DISPATCH,
            Kind::DispatchReason => &declarations::DISPATCH_REASON,
            Kind::QualityIndicator => &declarations::QUALITY_INDICATOR,
            Kind::IndicatorResult => &declarations::INDICATOR_RESULT,
            Kind::FollowUp => &declarations::FOLLOW_UP,
            Kind::SupervisionVisit => &declarations::SUPERVISION_VISIT,
            Kind::EnterpriseAgreement => &declarations::ENTERPRISE_AGREEMENT,
            Kind::EnterpriseParticipation => &declarations::ENTERPRISE_PARTICIPATION,
            Kind::AnnualReport => &declarations::ANNUAL_REPORT,
            Kind::EnterprisePost => &declarations::ENTERPRISE_POST,
            Kind::SpecialProject => &declarations::SPECIAL_PROJECT,
            Kind::MajorIssue => &declarations::MAJOR_ISSUE,
            Kind::IssueReceipt => &declarations::ISSUE_RECEIPT,
            Kind::IssueDecision => &declarations::ISSUE_DECISION,
            Kind::IssueHandling => &declarations::ISSUE_HANDLING,
            Kind::IssueClosing => &declarations::ISSUE_CLOSING,
            Kind::SharedResource => &declarations::SHARED_RESOURCE,
            Kind::ResourceBooking => &declarations::RESOURCE_BOOKING,
            Kind::ResourceUse => &declarations::RESOURCE_USE,
            Kind::CrossRegistration => &declarations::CROSS_REGISTRATION,
            Kind::CreditRecognition => &declarations::CREDIT_RECOGNITION,
            Kind::MutualAppointment => &declarations::MUTUAL_APPOINTMENT,
        }
    }

    /// Whether a resource of this sort can be had by one at a time only.
    pub(crate) fn is_exclusive(sort: &str) -> bool {
        matches!(sort, "teacher" | "laboratory" | "base" | "venue")
    }

    /// Whether what institutions work together on may be read of it by their partners.
    #[must_use]
    pub fn shared_with_partners(self) -> bool {
        matches!(self, Kind::SharedResource | Kind::ResourceBooking | Kind::ResourceUse)
    }
}
