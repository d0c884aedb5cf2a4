//! Kinds of records: each declares its fields, whose it may be, who enters it and whether the other side confirms.

use crate::field::{Field, Shape, may, must};

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

const NAME: Shape = Shape::Text(40);
const LINE: Shape = Shape::Text(100);
const TEXT: Shape = Shape::Long(2_000);
const PAST: Shape = Shape::Day { past: true };
const DAY: Shape = Shape::Day { past: false };
const SIDE: Shape = Shape::Choice(&["school", "university"]);
const SIDES: Shape = Shape::Choice(&["school", "university", "both"]);

/// Fields of what holds from one day until another.
const FROM: Field = must("from", DAY);
const UNTIL: Field = may("until", DAY);

const fn declared(
    clause: &'static str,
    held: Held,
    fields: &'static [Field],
    heads: &'static [&'static str],
) -> Declared {
    Declared { clause, held, enters: Enters::Sides, confirmed: false, fields, heads }
}

const fn by(enters: Enters, declared: Declared) -> Declared {
    Declared { enters, ..declared }
}

const fn confirmed(declared: Declared) -> Declared {
    Declared { confirmed: true, ..declared }
}

use Held::{Institution, Partnership};

const LEADING_GROUP: Declared = declared(
    "4.2.1.a",
    Institution,
    &[
        must("head", NAME),
        must("post", Shape::Choice(&["principal", "secretary", "vice-principal", "other"])),
        may("members", TEXT),
        must("document", LINE),
        FROM,
        UNTIL,
    ],
    &["head", "post"],
);
const GROUP_MEETING: Declared = declared(
    "4.2.1.a",
    Institution,
    &[must("on", PAST), must("topic", LINE), must("decision", TEXT), may("document", LINE)],
    &["topic"],
);
const LIAISON_UNIT: Declared = declared(
    "4.2.2.a",
    Partnership,
    &[must("unit", LINE), must("contact", NAME), may("telephone", NAME), FROM, UNTIL],
    &["unit"],
);
const PARTNERSHIP_MEETING: Declared = declared(
    "4.2.2.b",
    Partnership,
    &[must("on", PAST), must("about", Shape::Choice(ABOUT)), may("attended", TEXT), must("minutes", TEXT)],
    &["about"],
);
const ABOUT: &[&str] =
    &["curriculum", "teaching", "teachers", "student-affairs", "admission", "assessment", "progression"];
const MEETING_ACTION: Declared = declared(
    "4.2.2.b",
    Partnership,
    &[
        must("meeting", Shape::Record(Kind::PartnershipMeeting)),
        must("action", LINE),
        must("owner", LINE),
        must("due", DAY),
        may("done-on", PAST),
    ],
    &["action"],
);
const TASK_DIVISION: Declared = confirmed(declared(
    "2.2.b",
    Partnership,
    &[
        must("programme", Shape::Programme),
        must("enters", SIDE),
        must("confirms", SIDE),
        must("student-affairs", SIDES),
        must("teaching", SIDES),
        must("document", LINE),
        FROM,
        UNTIL,
    ],
    &["programme"],
));
const TEACHER_DISPATCH: Declared = declared(
    "4.2.2.d",
    Partnership,
    &[
        must("semester", Shape::Semester),
        must("teacher", NAME),
        must("course", LINE),
        must("mode", Shape::Choice(&["teaching", "guiding"])),
        must("hours", Shape::Number(1, 2_000)),
    ],
    &["teacher", "course"],
);
const DISPATCH_REASON: Declared = by(
    Enters::Partner,
    declared(
        "4.2.2.d",
        Partnership,
        &[must("semester", Shape::Semester), must("reason", TEXT), may("document", LINE)],
        &["semester"],
    ),
);
const QUALITY_INDICATOR: Declared = declared(
    "4.2.2.e",
    Partnership,
    &[
        must("indicator", LINE),
        may("measure", NAME),
        must("target", Shape::Decimal),
        must("better", Shape::Choice(&["higher", "lower"])),
        FROM,
        UNTIL,
    ],
    &["indicator"],
);
const INDICATOR_RESULT: Declared = declared(
    "4.2.2.e",
    Partnership,
    &[
        must("of-indicator", Shape::Record(Kind::QualityIndicator)),
        must("year", Shape::Year),
        must("value", Shape::Decimal),
        may("note", TEXT),
    ],
    &["year", "value"],
);
const FOLLOW_UP: Declared = declared(
    "4.2.2.e",
    Partnership,
    &[
        must("result", Shape::Record(Kind::IndicatorResult)),
        must("measures", TEXT),
        must("owner", LINE),
        may("done-on", PAST),
    ],
    &["owner"],
);
const SUPERVISION_VISIT: Declared = declared(
    "4.2.2.e",
    Partnership,
    &[
        must("on", PAST),
        must("visitors", LINE),
        may("programme", Shape::Programme),
        must("findings", TEXT),
        may("asked", TEXT),
    ],
    &["visitors"],
);
const ENTERPRISE_AGREEMENT: Declared = declared(
    "4.2.3",
    Institution,
    &[must("enterprise", LINE), must("document", LINE), must("content", TEXT), FROM, must("until", DAY)],
    &["enterprise"],
);
const ENTERPRISE_PARTICIPATION: Declared = declared(
    "4.2.3",
    Partnership,
    &[
        must("programme", Shape::Programme),
        must("enterprise", LINE),
        must("part", Shape::Choice(PARTS)),
        must("on", PAST),
        must("content", TEXT),
    ],
    &["enterprise", "part"],
);
/// 制订、实施与评价 (4.2.3).
pub(crate) const PARTS: &[&str] = &["drafting", "delivery", "evaluation"];
const MAJOR_ISSUE: Declared = declared(
    "4.3.3",
    Institution,
    &[must("subject", LINE), must("occurred-on", PAST), must("content", TEXT)],
    &["subject"],
);
const ISSUE: Field = must("issue", Shape::Record(Kind::MajorIssue));
const ISSUE_RECEIPT: Declared = by(
    Enters::Commission,
    declared("4.3.3", Institution, &[ISSUE, must("on", PAST), may("opinion", TEXT)], &["issue"]),
);
const ISSUE_DECISION: Declared = declared(
    "4.2.1.b",
    Institution,
    &[ISSUE, must("body", Shape::Choice(BODIES)), must("on", PAST), must("decision", TEXT)],
    &["issue", "body"],
);
/// 校长办公会、党委常委会 (4.2.1.b), as parameter `major-issue.bodies` has them.
const BODIES: &[&str] = &["presidents-office-meeting", "party-standing-committee"];
const ISSUE_HANDLING: Declared =
    declared("4.3.3", Institution, &[ISSUE, must("on", PAST), must("measures", TEXT)], &["issue"]);
const ISSUE_CLOSING: Declared = by(
    Enters::Commission,
    declared("4.3.3", Institution, &[ISSUE, must("on", PAST), must("outcome", TEXT)], &["issue"]),
);
const SHARED_RESOURCE: Declared = declared(
    "4.2.4.a",
    Institution,
    &[
        must("sort", Shape::Choice(SORTS)),
        must("name", LINE),
        may("place", LINE),
        may("capacity", Shape::Number(1, 100_000)),
        FROM,
        UNTIL,
    ],
    &["name", "sort"],
);
const SORTS: &[&str] =
    &["course", "material", "teacher", "laboratory", "base", "dormitory", "venue", "library"];
const RESOURCE: Field = must("resource", Shape::Record(Kind::SharedResource));
const RESOURCE_BOOKING: Declared = by(
    Enters::SidesAndPartners,
    declared(
        "4.2.4.a",
        Institution,
        &[
            RESOURCE,
            must("on", DAY),
            must("begins", Shape::Time),
            must("ends", Shape::Time),
            must("purpose", LINE),
            may("people", Shape::Number(1, 100_000)),
        ],
        &["resource", "purpose"],
    ),
);
const RESOURCE_USE: Declared = declared(
    "4.2.4.a",
    Institution,
    &[
        RESOURCE,
        must("semester", Shape::Semester),
        must("people", Shape::Number(1, 100_000)),
        may("note", TEXT),
    ],
    &["resource", "semester"],
);
const CROSS_REGISTRATION: Declared = declared(
    "4.2.4.b",
    Partnership,
    &[
        must("semester", Shape::Semester),
        must("offered", SIDE),
        must("course", LINE),
        must("credits", Shape::Decimal),
        must("people", Shape::Number(1, 10_000)),
    ],
    &["course"],
);
const CREDIT_RECOGNITION: Declared = confirmed(declared(
    "4.2.4.b",
    Partnership,
    &[
        must("programme", Shape::Programme),
        must("from-course", LINE),
        must("to-course", LINE),
        must("credits", Shape::Decimal),
        must("agreed", LINE),
        FROM,
        UNTIL,
    ],
    &["from-course", "to-course"],
));
const MUTUAL_APPOINTMENT: Declared = declared(
    "4.2.4.b",
    Partnership,
    &[must("teacher", NAME), must("offered", SIDE), must("appointed", LINE), FROM, UNTIL],
    &["teacher", "appointed"],
);

impl Kind {
    /// What the kind is.
    #[must_use]
    pub fn declared(self) -> &'static Declared {
        match self {
            Kind::LeadingGroup => &LEADING_GROUP,
            Kind::GroupMeeting => &GROUP_MEETING,
            Kind::LiaisonUnit => &LIAISON_UNIT,
            Kind::PartnershipMeeting => &PARTNERSHIP_MEETING,
            Kind::MeetingAction => &MEETING_ACTION,
            Kind::TaskDivision => &TASK_DIVISION,
            Kind::TeacherDispatch => &TEACHER_DISPATCH,
            Kind::DispatchReason => &DISPATCH_REASON,
            Kind::QualityIndicator => &QUALITY_INDICATOR,
            Kind::IndicatorResult => &INDICATOR_RESULT,
            Kind::FollowUp => &FOLLOW_UP,
            Kind::SupervisionVisit => &SUPERVISION_VISIT,
            Kind::EnterpriseAgreement => &ENTERPRISE_AGREEMENT,
            Kind::EnterpriseParticipation => &ENTERPRISE_PARTICIPATION,
            Kind::MajorIssue => &MAJOR_ISSUE,
            Kind::IssueReceipt => &ISSUE_RECEIPT,
            Kind::IssueDecision => &ISSUE_DECISION,
            Kind::IssueHandling => &ISSUE_HANDLING,
            Kind::IssueClosing => &ISSUE_CLOSING,
            Kind::SharedResource => &SHARED_RESOURCE,
            Kind::ResourceBooking => &RESOURCE_BOOKING,
            Kind::ResourceUse => &RESOURCE_USE,
            Kind::CrossRegistration => &CROSS_REGISTRATION,
            Kind::CreditRecognition => &CREDIT_RECOGNITION,
            Kind::MutualAppointment => &MUTUAL_APPOINTMENT,
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
