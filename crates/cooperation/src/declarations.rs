//! What each kind of record is: its clause, its fields, whose it is.

use crate::field::{Field, Shape, may, must};
use crate::kind::{Declared, Enters, Held, Kind};

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

pub(crate) const LEADING_GROUP: Declared = declared(
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
pub(crate) const GROUP_MEETING: Declared = declared(
    "4.2.1.a",
    Institution,
    &[must("on", PAST), must("topic", LINE), must("decision", TEXT), may("document", LINE)],
    &["topic"],
);
pub(crate) const LIAISON_UNIT: Declared = declared(
    "4.2.2.a",
    Partnership,
    &[must("unit", LINE), must("contact", NAME), may("telephone", NAME), FROM, UNTIL],
    &["unit"],
);
pub(crate) const PARTNERSHIP_MEETING: Declared = declared(
    "4.2.2.b",
    Partnership,
    &[must("on", PAST), must("about", Shape::Choice(ABOUT)), may("attended", TEXT), must("minutes", TEXT)],
    &["about"],
);
const ABOUT: &[&str] =
    &["curriculum", "teaching", "teachers", "student-affairs", "admission", "assessment", "progression"];
pub(crate) const MEETING_ACTION: Declared = declared(
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
pub(crate) const TASK_DIVISION: Declared = confirmed(declared(
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
pub(crate) const TEACHER_DISPATCH: Declared = declared(
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
pub(crate) const DISPATCH_REASON: Declared = by(
    Enters::Partner,
    declared(
        "4.2.2.d",
        Partnership,
        &[must("semester", Shape::Semester), must("reason", TEXT), may("document", LINE)],
        &["semester"],
    ),
);
pub(crate) const QUALITY_INDICATOR: Declared = declared(
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
pub(crate) const INDICATOR_RESULT: Declared = declared(
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
pub(crate) const FOLLOW_UP: Declared = declared(
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
pub(crate) const SUPERVISION_VISIT: Declared = declared(
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
pub(crate) const ENTERPRISE_AGREEMENT: Declared = declared(
    "4.2.3",
    Institution,
    &[must("enterprise", LINE), must("document", LINE), must("content", TEXT), FROM, must("until", DAY)],
    &["enterprise"],
);
pub(crate) const ENTERPRISE_PARTICIPATION: Declared = declared(
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
pub(crate) const ANNUAL_REPORT: Declared = confirmed(declared(
    "4.3.1.a",
    Partnership,
    &[
        must("year", Shape::CalendarYear),
        must("on", PAST),
        must("document", LINE),
        must("implementation", TEXT),
        may("problems", TEXT),
    ],
    &["year", "document"],
));
pub(crate) const ENTERPRISE_POST: Declared = declared(
    "3.2.4",
    Institution,
    &[
        must("agreement", Shape::Record(Kind::EnterpriseAgreement)),
        must("programme", Shape::Programme),
        must("post-title", NAME),
        must("places", Shape::Number(1, 10_000)),
        must("post-work", TEXT),
        may("mentor", NAME),
        FROM,
        UNTIL,
    ],
    &["post-title", "agreement"],
);
pub(crate) const SPECIAL_PROJECT: Declared = declared(
    "3.2.4",
    Institution,
    &[
        must("project", Shape::Choice(&["engineer-college", "master-studio"])),
        must("name", LINE),
        must("programme", Shape::Programme),
        may("enterprise", LINE),
        may("document", LINE),
        FROM,
        UNTIL,
    ],
    &["name", "project"],
);
pub(crate) const MAJOR_ISSUE: Declared = declared(
    "4.3.3",
    Institution,
    &[must("subject", LINE), must("occurred-on", PAST), must("content", TEXT)],
    &["subject"],
);
const ISSUE: Field = must("issue", Shape::Record(Kind::MajorIssue));
pub(crate) const ISSUE_RECEIPT: Declared = by(
    Enters::Commission,
    declared("4.3.3", Institution, &[ISSUE, must("on", PAST), may("opinion", TEXT)], &["issue"]),
);
pub(crate) const ISSUE_DECISION: Declared = declared(
    "4.2.1.b",
    Institution,
    &[ISSUE, must("body", Shape::Choice(BODIES)), must("on", PAST), must("decision", TEXT)],
    &["issue", "body"],
);
/// 校长办公会、党委常委会 (4.2.1.b), as parameter `major-issue.bodies` has them.
const BODIES: &[&str] = &["presidents-office-meeting", "party-standing-committee"];
pub(crate) const ISSUE_HANDLING: Declared =
    declared("4.3.3", Institution, &[ISSUE, must("on", PAST), must("measures", TEXT)], &["issue"]);
pub(crate) const ISSUE_CLOSING: Declared = by(
    Enters::Commission,
    declared("4.3.3", Institution, &[ISSUE, must("on", PAST), must("outcome", TEXT)], &["issue"]),
);
pub(crate) const SHARED_RESOURCE: Declared = declared(
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
pub(crate) const RESOURCE_BOOKING: Declared = by(
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
pub(crate) const RESOURCE_USE: Declared = declared(
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
pub(crate) const CROSS_REGISTRATION: Declared = declared(
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
pub(crate) const CREDIT_RECOGNITION: Declared = confirmed(declared(
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
pub(crate) const MUTUAL_APPOINTMENT: Declared = declared(
    "4.2.4.b",
    Partnership,
    &[must("teacher", NAME), must("offered", SIDE), must("appointed", LINE), FROM, UNTIL],
    &["teacher", "appointed"],
);
