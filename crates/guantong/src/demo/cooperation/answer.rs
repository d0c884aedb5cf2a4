//! The records by which institutions of the demonstration meet a duty.

use super::gaps::Instead;
use guantong_cooperation::{Duty, Kind, Period};
use guantong_model::Date;
use guantong_service::cooperation::{DutyView, Entering, Typed};
use jiff::civil::date;

const NAMES: [&str; 8] = ["孙立新", "周文博", "吴思远", "郑晓岚", "冯国栋", "陈雨桐", "蒋海涛", "沈佳宁"];
const ENTERPRISES: [&str; 4] =
    ["示例智造有限公司", "示例云数科技有限公司", "示例文旅集团", "示例康养服务有限公司"];
const COURSES: [&str; 4] = ["专业核心课程一", "专业核心课程二", "综合实训", "专业导论"];
const ABOUT: [&str; 5] = ["curriculum", "teaching", "teachers", "student-affairs", "progression"];

pub(super) fn typed<const N: usize>(pairs: [(&str, String); N]) -> Typed {
    pairs.into_iter().map(|(name, text)| (name.to_owned(), text)).collect()
}

/// One of several, the same for the same place.
fn one_of<T: Copy, const N: usize>(all: [T; N], place: usize) -> Option<T> {
    all.get(place % N).copied()
}

/// What is entered of a duty, in whose name, on the day given.
pub(super) struct Answer<'a> {
    pub(super) view: &'a DutyView,
    pub(super) instead: Option<Instead>,
    pub(super) today: Date,
    pub(super) place: usize,
    /// The indicators of the holder, by number.
    pub(super) indicators: &'a [i64],
}

impl Answer<'_> {
    fn name(&self, more: usize) -> String {
        one_of(NAMES, self.place + more).unwrap_or_default().to_owned()
    }

    fn enterprise(&self) -> String {
        one_of(ENTERPRISES, self.place).unwrap_or_default().to_owned()
    }

    /// A day within the period, or in the spring of the notice; never one to come.
    fn day(&self) -> Date {
        let first = self.view.owed.period.days(2).map_or(date(2023, 4, 14), |(first, _)| first);
        let days = i64::try_from(12 + self.place % 5).unwrap_or(12);
        let on = first.saturating_add(jiff::Span::new().days(days));
        let notice = date(2023, 4, 20);
        on.max(if first < notice { notice } else { first }).min(self.today)
    }

    fn by(&self) -> String {
        let owed = &self.view.owed;
        let front = owed.holder.front();
        let own = owed.by.iter().find(|by| *by == front).or_else(|| owed.by.iter().next());
        own.cloned().unwrap_or_else(|| front.to_owned())
    }

    fn programme(&self) -> String {
        self.view.owed.programme.as_ref().map(ToString::to_string).unwrap_or_default()
    }

    fn entering(&self, kind: Kind, typed: Typed) -> Entering {
        Entering { kind, by: self.by(), typed }
    }

    /// The records that meet the duty, or what there is instead.
    pub(super) fn records(&self) -> Vec<Entering> {
        let owed = &self.view.owed;
        let day = || self.day().to_string();
        let from = || date(2023, 4, 20).to_string();
        match owed.duty {
            Duty::LeadingGroup => {
                let post =
                    if self.instead == Some(Instead::ViceHeads) { "vice-principal" } else { "principal" };
                vec![self.entering(
                    Kind::LeadingGroup,
                    typed([
                        ("head", self.name(0)),
                        ("post", post.to_owned()),
                        ("members", "分管教学副校长、教务处、学生处、招生就业处负责人".to_owned()),
                        ("document", "关于成立贯通培养工作领导小组的通知".to_owned()),
                        ("from", from()),
                    ]),
                )]
            }
            Duty::ResponsibleUnit => vec![self.entering(
                Kind::LiaisonUnit,
                typed([("unit", "贯通培养办公室".to_owned()), ("contact", self.name(1)), ("from", from())]),
            )],
            Duty::RegularMeeting => vec![self.entering(
                Kind::PartnershipMeeting,
                typed([
                    ("on", day()),
                    ("about", one_of(ABOUT, self.place).unwrap_or_default().to_owned()),
                    ("attended", "双方教务、学生工作负责人和专业负责人".to_owned()),
                    (
                        "minutes",
                        "通报本学期教学安排，议定课程衔接和考核分工，明确责任人和完成时间。".to_owned(),
                    ),
                ]),
            )],
            Duty::TaskDivision => vec![self.entering(
                Kind::TaskDivision,
                typed([
                    ("programme", self.programme()),
                    ("enters", "school".to_owned()),
                    ("confirms", "university".to_owned()),
                    ("student-affairs", "school".to_owned()),
                    ("teaching", "both".to_owned()),
                    ("document", "高职阶段分工协议".to_owned()),
                    ("from", from()),
                ]),
            )],
            Duty::TeacherDispatch if self.instead == Some(Instead::Reason) => vec![self.entering(
                Kind::DispatchReason,
                typed([
                    ("semester", semester(owed.period)),
                    ("reason", "前段学生本学期整学期在企业实习，没有开设核心课程。".to_owned()),
                ]),
            )],
            Duty::TeacherDispatch => vec![self.entering(
                Kind::TeacherDispatch,
                typed([
                    ("semester", semester(owed.period)),
                    ("teacher", self.name(2)),
                    ("course", one_of(COURSES, self.place).unwrap_or_default().to_owned()),
                    ("mode", if self.place.is_multiple_of(3) { "guiding" } else { "teaching" }.to_owned()),
                    ("hours", (32 + 16 * (self.place % 3)).to_string()),
                ]),
            )],
            Duty::QualityIndicators => [("课程考核合格率", "90"), ("学生评教满意率", "85")]
                .map(|(indicator, target)| {
                    self.entering(
                        Kind::QualityIndicator,
                        typed([
                            ("indicator", indicator.to_owned()),
                            ("measure", "%".to_owned()),
                            ("target", target.to_owned()),
                            ("better", "higher".to_owned()),
                            ("from", from()),
                        ]),
                    )
                })
                .into(),
            Duty::IndicatorResults => self.results(),
            Duty::FollowUp => vec![self.entering(
                Kind::FollowUp,
                typed([
                    ("result", owed.result.unwrap_or_default().to_string()),
                    ("measures", "调整课程进度，增加辅导，学期末再次测评。".to_owned()),
                    ("owner", self.name(3)),
                    ("done-on", self.today.to_string()),
                ]),
            )],
            Duty::Supervision => vec![self.entering(
                Kind::SupervisionVisit,
                typed([
                    ("on", day()),
                    ("visitors", "教务处和专业负责人".to_owned()),
                    ("findings", "培养方案按计划执行，抽查课程标准和教案与方案一致。".to_owned()),
                ]),
            )],
            Duty::EnterpriseAgreement => {
                let until = if self.instead == Some(Instead::Ended) {
                    date(2023, 8, 31)
                } else {
                    self.today.saturating_add(jiff::Span::new().years(3))
                };
                vec![self.entering(
                    Kind::EnterpriseAgreement,
                    typed([
                        ("enterprise", self.enterprise()),
                        ("document", format!("校企合作协议（2023）{}号", self.place + 1)),
                        ("content", "共同制订培养方案和课程标准，提供实习岗位，参与评价。".to_owned()),
                        ("from", if self.today > date(2024, 1, 1) { self.today.to_string() } else { from() }),
                        ("until", until.to_string()),
                    ]),
                )]
            }
            Duty::EnterpriseParts => self.parts(),
            // Written, signed and handed in on its own page.
            Duty::AnnualReport => Vec::new(),
        }
    }

    fn results(&self) -> Vec<Entering> {
        let (Period::AcademicYear(year) | Period::CalendarYear(year)) = self.view.owed.period else {
            return Vec::new();
        };
        let one = |(nth, number): (usize, &i64)| {
            // One partnership in seven misses a target.
            let value = if nth == 0 && self.place % 7 == 3 { "86.5" } else { "93.2" };
            self.entering(
                Kind::IndicatorResult,
                typed([
                    ("of-indicator", number.to_string()),
                    ("year", year.to_string()),
                    ("value", value.to_owned()),
                ]),
            )
        };
        self.indicators.iter().enumerate().map(one).collect()
    }

    fn parts(&self) -> Vec<Entering> {
        let lacking = self.view.owed.lacking.iter();
        let told =
            lacking.filter(|part| self.instead != Some(Instead::NoEvaluation) || **part != "evaluation");
        let one = |part: &&'static str| {
            self.entering(
                Kind::EnterpriseParticipation,
                typed([
                    ("programme", self.programme()),
                    ("enterprise", self.enterprise()),
                    ("part", (*part).to_owned()),
                    ("on", self.day().to_string()),
                    ("content", "派技术骨干参加专业建设研讨，提出岗位能力要求。".to_owned()),
                ]),
            )
        };
        told.map(one).collect()
    }
}

fn semester(period: Period) -> String {
    match period {
        Period::Semester(semester) => semester.to_string(),
        _ => String::new(),
    }
}
