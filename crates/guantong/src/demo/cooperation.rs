//! What institutions of the demonstration have on record of their cooperation: what each duty asks for, but for the gaps
//! that are planted here, so that there is something to be found.
//!
//! Time goes on and so do they: what fell due since is entered when the clock is moved.

use super::{plans, worded};
use anyhow::Result;
use guantong_cooperation::{Duty, DutyState, Holder, Kind, Pairing, Period};
use guantong_model::Date;
use guantong_service::Office;
use guantong_service::cooperation::{COMMISSION, DutyView, Entering, RecordFilter, Typed};
use jiff::civil::date;
use std::collections::BTreeMap;

/// In whose name it was recorded.
const ACTOR: &str = "院校 合作办公室";

/// A duty that is not met: which, front institution, partner (nothing of an institution by itself), the period or the
/// major it is of, and how it is not.
pub(super) struct Gap {
    pub(super) duty: Duty,
    front: &'static str,
    partner: &'static str,
    of: &'static str,
    /// What there is in place of what is asked for.
    instead: Instead,
}

/// What there is where something is lacking.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Instead {
    Nothing,
    /// A leading group that a vice principal heads.
    ViceHeads,
    /// An agreement that has ended.
    Ended,
    /// All parts but the evaluation.
    NoEvaluation,
    /// A division that the university has not confirmed.
    Unconfirmed,
    /// A reason, so that it is excused.
    Reason,
}

const UNION: &str = "北京联合大学";
const MATERIALS: &str = "北京物资学院";

const fn gap(
    duty: Duty,
    front: &'static str,
    partner: &'static str,
    of: &'static str,
    instead: Instead,
) -> Gap {
    Gap { duty, front, partner, of, instead }
}

/// Every gap of the demonstration.
pub(super) const GAPS: &[Gap] = &[
    gap(Duty::LeadingGroup, plans::COMMERCE, "", "", Instead::ViceHeads),
    gap(Duty::ResponsibleUnit, plans::FINANCE, MATERIALS, MATERIALS, Instead::Nothing),
    gap(Duty::RegularMeeting, plans::INFORMATION, "北京信息科技大学", "2022-2", Instead::Nothing),
    gap(Duty::TeacherDispatch, plans::FENGTAI, UNION, "2022-2", Instead::Nothing),
    gap(Duty::TeacherDispatch, plans::ELECTRONICS, UNION, "2022-2", Instead::Reason),
    gap(Duty::Supervision, plans::CHANGPING, UNION, "2022", Instead::Nothing),
    gap(Duty::IndicatorResults, plans::TRANSPORT, UNION, "2022", Instead::Nothing),
    gap(Duty::QualityIndicators, plans::LABOUR, plans::CITY, "", Instead::Nothing),
    gap(Duty::EnterpriseAgreement, plans::AGRICULTURE, "北京农学院", "", Instead::Ended),
    gap(Duty::EnterpriseParts, plans::INTERNATIONAL, UNION, "文物保护技术", Instead::NoEvaluation),
    gap(Duty::TaskDivision, plans::COMMERCE, MATERIALS, "电子商务", Instead::Nothing),
    gap(Duty::TaskDivision, plans::COMMERCE, MATERIALS, "金融事务", Instead::Unconfirmed),
];

impl Gap {
    /// Whether a duty is this one.
    pub(super) fn is(&self, view: &DutyView) -> bool {
        let owed = &view.owed;
        let of = match owed.period {
            Period::Semester(semester) => semester.to_string(),
            Period::AcademicYear(year) | Period::CalendarYear(year) => year.to_string(),
            Period::Standing => match owed.duty {
                Duty::ResponsibleUnit => owed.by.iter().next().cloned().unwrap_or_default(),
                _ => view.major.clone().unwrap_or_default(),
            },
        };
        let holder = match self.partner {
            "" => Holder::Institution(self.front.to_owned()),
            partner => Holder::of_both(self.front, partner),
        };
        owed.duty == self.duty && owed.holder == holder && of == self.of
    }

    /// Whether it is late, and not excused.
    #[cfg(test)]
    pub(super) fn is_late(&self) -> bool {
        self.instead != Instead::Reason
    }

    /// What it is, for a test to name.
    #[cfg(test)]
    pub(super) fn name(&self) -> String {
        format!("{} {} {} {}", self.duty, self.front, self.partner, self.of)
    }
}

const NAMES: [&str; 8] = ["孙立新", "周文博", "吴思远", "郑晓岚", "冯国栋", "陈雨桐", "蒋海涛", "沈佳宁"];
const ENTERPRISES: [&str; 4] =
    ["示例智造有限公司", "示例云数科技有限公司", "示例文旅集团", "示例康养服务有限公司"];
const COURSES: [&str; 4] = ["专业核心课程一", "专业核心课程二", "综合实训", "专业导论"];
const ABOUT: [&str; 5] = ["curriculum", "teaching", "teachers", "student-affairs", "progression"];

fn typed<const N: usize>(pairs: [(&str, String); N]) -> Typed {
    pairs.into_iter().map(|(name, text)| (name.to_owned(), text)).collect()
}

/// One of several, the same for the same place.
fn one_of<T: Copy, const N: usize>(all: [T; N], place: usize) -> Option<T> {
    all.get(place % N).copied()
}

/// What is entered of a duty, in whose name, on the day given.
struct Answer<'a> {
    view: &'a DutyView,
    instead: Option<Instead>,
    today: Date,
    place: usize,
    /// The indicators of the holder, by number.
    indicators: &'a [i64],
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
    fn records(&self) -> Vec<Entering> {
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
                    ("mode", if self.place % 3 == 0 { "guiding" } else { "teaching" }.to_owned()),
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

/// Enters what is owed and not met, but for the gaps; what rests on other records comes in a later round.
pub(super) async fn make(office: &Office) -> Result<()> {
    let first = worded(office.cooperation_records(&RecordFilter::default()).await)?.is_empty();
    // What stands in place of something is entered in the first round alone.
    for round in 0..3 {
        if !answer(office, first && round == 0).await? {
            break;
        }
    }
    if first {
        others(office).await?;
    }
    Ok(())
}

/// Whether a duty is met now: what is late, what must always be there, and of the running semester what half of the
/// institutions have done already.
fn is_answered(view: &DutyView, place: usize, today: Date) -> bool {
    let begun = |days: Date| days <= today;
    match (view.owed.state, view.owed.period) {
        (DutyState::Late, _) => true,
        (DutyState::Due, Period::Standing) => {
            view.owed.duty != Duty::FollowUp && view.owed.duty != Duty::TaskDivision
        }
        (DutyState::Due, Period::Semester(semester)) => {
            place % 2 == 0 && begun(semester.begins(2).saturating_add(jiff::Span::new().days(20)))
        }
        _ => false,
    }
}

async fn answer(office: &Office, first: bool) -> Result<bool> {
    let today = office.clock().today();
    let duties = worded(office.duties(None).await)?;
    let mut by: BTreeMap<Holder, Vec<Entering>> = BTreeMap::new();
    let mut agreed: Vec<String> = Vec::new();
    let places: Vec<Holder> = {
        let mut all: Vec<Holder> = duties.iter().map(|view| view.owed.holder.clone()).collect();
        all.sort();
        all.dedup();
        all
    };
    for view in &duties {
        let place = places.iter().position(|holder| *holder == view.owed.holder).unwrap_or_default();
        let planted = GAPS.iter().find(|gap| gap.is(view)).map(|gap| gap.instead);
        // What there is in place of something is entered once.
        let kept = planted.is_some_and(|instead| instead == Instead::Nothing || !first);
        if kept || !is_answered(view, place, today) {
            continue;
        }
        let filter = RecordFilter {
            holder: Some(view.owed.holder.clone()),
            kinds: vec![Kind::QualityIndicator],
            of: None,
        };
        let indicators: Vec<i64> = match view.owed.duty {
            Duty::IndicatorResults => {
                let found = worded(office.cooperation_records(&filter).await)?;
                found.into_iter().filter(|one| one.record.counts()).map(|one| one.record.number).collect()
            }
            _ => Vec::new(),
        };
        let found = Answer { view, instead: planted, today, place, indicators: &indicators }.records();
        let holder = match view.owed.duty {
            Duty::EnterpriseAgreement => {
                // One agreement of an institution serves all its partnerships.
                let front = view.owed.holder.front().to_owned();
                if agreed.contains(&front) {
                    continue;
                }
                agreed.push(front.clone());
                Holder::Institution(front)
            }
            _ => view.owed.holder.clone(),
        };
        by.entry(holder).or_default().extend(found);
    }
    let mut wrote = false;
    for (holder, mut entering) in by {
        if !first {
            let there = worded(
                office
                    .cooperation_records(&RecordFilter {
                        holder: Some(holder.clone()),
                        ..RecordFilter::default()
                    })
                    .await,
            )?;
            // What was entered as it stands and does not meet its duty is not entered again.
            entering.retain(|one| {
                !there.iter().any(|old| old.record.kind == one.kind && old.record.fields == one.typed)
            });
        }
        if entering.is_empty() {
            continue;
        }
        worded(office.enter_records(&holder, &entering, ACTOR).await)?;
        confirm(office, &holder).await?;
        wrote = true;
    }
    Ok(wrote)
}

/// The university confirms what the school entered, but for what is planted.
async fn confirm(office: &Office, holder: &Holder) -> Result<()> {
    let Some(partner) = holder.partner() else { return Ok(()) };
    let filter = RecordFilter { holder: Some(holder.clone()), kinds: vec![Kind::TaskDivision], of: None };
    let pairing = worded(office.pairing(holder).await)?;
    for found in worded(office.cooperation_records(&filter).await)? {
        let record = &found.record;
        let waits = record.state == guantong_cooperation::RecordState::Waiting;
        let major = major_of(&pairing, record.text("programme"));
        let planted = GAPS.iter().any(|gap| {
            gap.instead == Instead::Unconfirmed
                && gap.front == holder.front()
                && gap.partner == partner
                && Some(gap.of) == major
        });
        if waits && !planted {
            let which = (record.kind, partner);
            worded(office.confirm_record(holder, record.number, which, found.version, ACTOR).await)?;
        }
    }
    Ok(())
}

fn major_of<'p>(pairing: &'p Pairing, programme: &str) -> Option<&'p str> {
    let found = pairing.programmes.iter().find(|offered| offered.programme.as_str() == programme)?;
    Some(&found.major)
}

/// Two issues, one of them over, and a laboratory with a booking.
async fn others(office: &Office) -> Result<()> {
    let of = |name: &str| Holder::Institution(name.to_owned());
    let entering = |kind: Kind, by: &str, typed: Typed| Entering { kind, by: by.to_owned(), typed };
    let pairings = worded(office.own_pairings().await)?;
    let there = |name: &str| pairings.iter().any(|one| one.front == name);
    for (name, subject, on) in [
        (plans::FINANCE, "实训楼改造影响本学期实训安排", date(2023, 9, 12)),
        (plans::CHANGPING, "一名合作企业停业，实习岗位须另行安排", date(2023, 9, 20)),
    ] {
        if !there(name) {
            continue;
        }
        let issue = typed([
            ("subject", subject.to_owned()),
            ("occurred-on", on.to_string()),
            ("content", "已了解情况，提出替代安排，不影响学生学业和转段。".to_owned()),
        ]);
        let number =
            worded(office.enter_record(&of(name), &entering(Kind::MajorIssue, name, issue), ACTOR).await)?;
        let its = |on: Date| [("issue", number.to_string()), ("on", on.to_string())];
        if name != plans::FINANCE {
            continue;
        }
        let with = |on: Date, field: &str, text: &str| {
            let mut found = typed(its(on));
            found.insert(field.to_owned(), text.to_owned());
            found
        };
        let mut decision =
            with(date(2023, 9, 18), "decision", "实训调整到合作高校实训中心进行，教务处负责落实。");
        decision.insert("body".to_owned(), "presidents-office-meeting".to_owned());
        let steps = [
            entering(
                Kind::IssueReceipt,
                COMMISSION,
                with(date(2023, 9, 28), "opinion", "请学校及时安排并报告结果。"),
            ),
            entering(Kind::IssueDecision, name, decision),
            entering(
                Kind::IssueHandling,
                name,
                with(date(2023, 9, 26), "measures", "实训已在合作高校完成。"),
            ),
            entering(
                Kind::IssueClosing,
                COMMISSION,
                with(date(2023, 9, 28), "outcome", "实训按计划完成，予以办结。"),
            ),
        ];
        worded(office.enter_records(&of(name), &steps, ACTOR).await)?;
    }
    if there(plans::CHANGPING) {
        let holder = of(plans::CHANGPING);
        let resource = typed([
            ("sort", "laboratory".to_owned()),
            ("name", "智能网联汽车实验室".to_owned()),
            ("place", "实训楼三层".to_owned()),
            ("capacity", "40".to_owned()),
            ("from", "2023-09-01".to_owned()),
        ]);
        let resource = entering(Kind::SharedResource, plans::CHANGPING, resource);
        let number = worded(office.enter_record(&holder, &resource, ACTOR).await)?;
        let booking = typed([
            ("resource", number.to_string()),
            ("on", "2023-10-12".to_owned()),
            ("begins", "09:00".to_owned()),
            ("ends", "11:30".to_owned()),
            ("purpose", "核心课程实验".to_owned()),
            ("people", "36".to_owned()),
        ]);
        let booking = entering(Kind::ResourceBooking, plans::CHANGPING, booking);
        worded(office.enter_record(&holder, &booking, ACTOR).await)?;
    }
    Ok(())
}
