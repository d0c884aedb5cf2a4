//! Lives written down beforehand, so that every kind of decision a city can come to has come to somebody: who, then
//! day by day what is done and what is answered.
//!
//! Read it as a table. A test holds each answer against what the office said, and the answers of all lives against the
//! list of decision codes. Nobody in it exists.

use super::act::Act::{self, Apply, Assess, Do, RepeatTo, ResumeTo, Undo, UndoRefused};
use super::act::Marking::{General, Nothing, Papers, Parts, Twice};
use super::act::Named::{Before, Other, Own, Text, Trial};
use super::act::{Student, Target};
use super::drawn::Step;
use super::plans::{
    CHANGPING, CITY, COMMERCE, ELECTRONICS, FENGTAI, FINANCE, INDUSTRY, INFORMATION, RAILWAY,
};
use guantong_model::{Date, Track};
use guantong_registry::Command::{
    self, Audit, CancelTransfer, CompleteStage, Deceased, Exit, FailStage, Graduate, NoShow, Progress,
    Register,
};
use guantong_registry::{CommandName, LeaveKind, LeavingCertificate, SettleOutcome, Side, World};

/// A life: whose it is, and its steps with the codes of the answers.
#[derive(Debug)]
pub(super) struct Life {
    pub(super) name: &'static str,
    /// Year of admission.
    pub(super) year: i32,
    who: Who,
    steps: Vec<(Date, Act, &'static str)>,
}

/// Whom a life may befall: the first admitted of whom all of it is true.
#[derive(Clone, Copy, Debug, Default)]
struct Who {
    track: Option<Track>,
    school: &'static str,
    major: &'static str,
    /// Admitted to a programme whose students may not change their major.
    barred: bool,
    /// Programmes there must be to ask for.
    can: &'static [Target],
}

impl Life {
    /// A step by its number.
    pub(super) fn step(&self, number: usize) -> Option<Step> {
        self.steps.get(number).map(|(on, act, _)| (*on, act.clone()))
    }

    /// The answer to a step.
    pub(super) fn code(&self, number: usize) -> Option<&'static str> {
        self.steps.get(number).map(|(_, _, code)| *code)
    }

    /// Whether it may befall a student.
    pub(super) fn fits(&self, student: &Student, barred: bool, world: &World) -> bool {
        let major = world.programme(&student.programme).map(|programme| programme.placement.major.as_str());
        self.year == student.entry
            && self.who.track.is_none_or(|track| track == student.track)
            && (self.who.school.is_empty() || self.who.school == student.school)
            && (self.who.major.is_empty() || Some(self.who.major) == major)
            && self.who.barred == barred
            && self.who.can.iter().all(|target| student.programme(*target, world, 0).is_some())
    }
}

const fn at(school: &'static str, major: &'static str) -> Who {
    Who { track: None, school, major, barred: false, can: &[] }
}

const fn of(track: Track) -> Who {
    Who { track: Some(track), school: "", major: "", barred: false, can: &[] }
}

impl Who {
    const fn can(self, can: &'static [Target]) -> Who {
        Who { can, ..self }
    }
}

const ANYBODY: Who = Who { track: None, school: "", major: "", barred: false, can: &[] };

fn life(name: &'static str, year: i32, who: Who, steps: Vec<(Date, Act, &'static str)>) -> Life {
    Life { name, year, who, steps }
}

const fn on(year: i16, month: i8, day: i8) -> Date {
    Date::constant(year, month, day)
}

fn leave(until: Date, kind: LeaveKind) -> Act {
    Do(Command::Leave { until, kind: Some(kind) })
}

fn resume(fit: bool) -> Act {
    Do(Command::Resume { fit, to: None })
}

fn repeat(eligible: bool) -> Act {
    Do(Command::Repeat { eligible, to: None })
}

fn settle(outcome: SettleOutcome, article: &str) -> Act {
    Do(Command::Settle { outcome, article: article.to_owned() })
}

fn consent(by: Side, agree: bool) -> Act {
    Do(Command::Consent { by, agree })
}

fn audit(agree: bool) -> Act {
    Do(Audit { agree })
}

fn withdraw(article: &str, certificate: Option<LeavingCertificate>) -> Act {
    Do(Command::Withdraw { article: article.to_owned(), certificate })
}

fn correct(of: u32, reason: &str) -> Act {
    Do(Command::Correct { of, reason: reason.to_owned(), approver: "学籍管理 乙".to_owned() })
}

fn expel(article: &str, decision: &str) -> Act {
    Do(Command::Expel { article: article.to_owned(), decision: decision.to_owned() })
}

fn cancel_registration(article: &str, decision: &str) -> Act {
    Do(Command::CancelRegistration { article: article.to_owned(), decision: decision.to_owned() })
}

/// Marks that pass, and that do not, by the rules of the schools and of the commission.
const GOOD: super::act::Marking = Parts(78, 82);
const POOR: super::act::Marking = Parts(61, 52);
const GOOD_PAPERS: super::act::Marking = Papers(76, 81, 84, 4);
const POOR_PAPERS: super::act::Marking = Papers(42, 47, 55, 0);

/// The lives of all years.
pub(super) fn lives() -> Vec<Life> {
    let mut lives = progressions();
    lives.extend(leaves());
    lives.extend(transfers());
    lives.extend(endings());
    lives
}

fn progressions() -> Vec<Life> {
    vec![
        life(
            "三个学段读完，本科段一年修满学分",
            2017,
            of(Track::CollegeBachelor).can(&[Target::Across]),
            vec![
                (on(2017, 9, 1), Do(Register), "registered"),
                (on(2020, 6, 20), Do(CompleteStage), "stage.completed"),
                (on(2020, 6, 28), Assess(true, Own, GOOD), "assessment.passed_by_parts"),
                (on(2020, 9, 1), Do(Progress), "progressed"),
                (on(2022, 6, 20), Do(CompleteStage), "stage.completed_with_certificate"),
                (on(2022, 6, 28), Assess(true, Own, GOOD_PAPERS), "assessment.passed_by_papers"),
                (on(2022, 9, 1), Do(Progress), "progressed"),
                (on(2022, 9, 20), Assess(true, Own, GOOD_PAPERS), "assessment.last_stage"),
                (on(2022, 10, 8), Do(Exit), "exit.last_stage"),
                (on(2022, 10, 10), Apply(Target::Across), "transfer.bachelor_stage"),
                (on(2023, 6, 25), Do(CompleteStage), "stage.graduated"),
                (on(2023, 7, 3), Do(Register), "record.ended"),
            ],
        ),
        life(
            "本科段未完成学业，按高校规定处理",
            2017,
            of(Track::SecondaryBachelor),
            vec![
                (on(2017, 9, 1), Do(Register), "registered"),
                (on(2020, 6, 20), Do(CompleteStage), "stage.completed_with_certificate"),
                (on(2020, 6, 28), Assess(true, Own, GOOD), "assessment.passed_by_parts"),
                (on(2020, 9, 1), Do(Progress), "progressed"),
                (on(2022, 6, 20), Do(CompleteStage), "stage.completed_with_certificate"),
                (on(2022, 6, 28), Assess(true, Own, GOOD_PAPERS), "assessment.passed_by_papers"),
                (on(2022, 9, 1), Do(Progress), "progressed"),
                (on(2023, 6, 21), Do(FailStage), "stage.failed"),
                (on(2023, 7, 3), repeat(true), "repeat.bachelor"),
                (on(2023, 7, 12), settle(SettleOutcome::Incomplete, "33"), "settled"),
            ],
        ),
        life(
            "考核登记屡被退回，高职段末未通过，留级一年",
            2018,
            at(INDUSTRY, "工程测量技术").can(&[Target::Across, Target::OtherTrack]),
            vec![
                (on(2018, 9, 1), Do(Register), "registered"),
                (on(2021, 6, 20), Do(CompleteStage), "stage.completed"),
                (on(2021, 6, 22), Do(Progress), "progress.not_assessed"),
                (on(2021, 6, 23), Do(CompleteStage), "stage.already_complete"),
                (on(2021, 6, 24), Apply(Target::Across), "transfer.stage_not_open"),
                (on(2021, 6, 25), Assess(true, Text(""), GOOD), "assessment.no_document"),
                (on(2021, 6, 25), Assess(true, Text("校内通知"), GOOD), "assessment.document_unknown"),
                (on(2021, 6, 25), Assess(true, Other(COMMERCE), GOOD), "assessment.document_of_another"),
                (on(2021, 6, 25), Assess(true, Before(1), GOOD), "assessment.document_of_another_year"),
                (on(2021, 6, 26), Assess(true, Own, Nothing), "assessment.no_marks"),
                (on(2021, 6, 26), Assess(true, Own, Twice(78, 87)), "assessment.mark_twice"),
                (on(2021, 6, 26), Assess(true, Own, Papers(80, 80, 80, 0)), "assessment.mark_not_in_rules"),
                (on(2021, 6, 26), Assess(true, Own, Parts(178, 82)), "assessment.mark_over_full"),
                (on(2021, 6, 27), Assess(true, Own, General(78)), "assessment.mark_missing"),
                (on(2021, 6, 27), Assess(false, Own, GOOD), "assessment.parts_disagree"),
                (on(2021, 6, 28), Assess(true, Own, GOOD), "assessment.passed_by_parts"),
                (on(2021, 6, 29), Assess(true, Own, GOOD), "assessment.already_taken"),
                (on(2021, 9, 1), Do(Progress), "progressed"),
                (on(2021, 9, 10), Do(Progress), "progress.stage_not_complete"),
                (on(2021, 10, 8), Do(Exit), "exit.stage_not_complete"),
                (on(2022, 3, 1), Apply(Target::OtherTrack), "transfer.higher_level"),
                (on(2022, 3, 10), Assess(true, Own, GOOD_PAPERS), "assessment.stage_not_complete"),
                (on(2022, 3, 12), repeat(true), "repeat.not_failed"),
                (on(2022, 3, 12), Do(Graduate), "graduate.stage_not_complete"),
                (on(2022, 3, 12), settle(SettleOutcome::Completed, "33"), "settle.not_failed"),
                (on(2023, 6, 20), Do(CompleteStage), "stage.completed_with_certificate"),
                (on(2023, 6, 22), Do(Graduate), "graduate.not_failed"),
                (on(2023, 6, 27), Assess(false, Own, GOOD_PAPERS), "assessment.papers_disagree"),
                (on(2023, 6, 28), Assess(false, Own, POOR_PAPERS), "assessment.failed_by_papers"),
                (on(2023, 7, 1), Do(Progress), "progress.assessment_failed"),
                (on(2023, 7, 2), leave(on(2024, 7, 1), LeaveKind::Personal), "leave.choose_first"),
                (on(2023, 7, 3), Do(Graduate), "graduate.repeat_open"),
                (on(2023, 7, 4), repeat(false), "repeat.not_eligible"),
                (on(2023, 7, 4), RepeatTo(Target::Any), "repeat.not_similar"),
                (on(2023, 7, 4), settle(SettleOutcome::Graduated, ""), "settle.no_article"),
                (on(2023, 7, 12), repeat(true), "repeated"),
            ],
        ),
        life(
            "用了试行办法；留级一次仍未通过，从学校毕业",
            2018,
            at(CHANGPING, "航空服务"),
            vec![
                (on(2018, 9, 1), Do(Register), "registered"),
                (on(2021, 6, 20), Do(CompleteStage), "stage.completed_with_certificate"),
                (on(2021, 6, 27), Assess(false, Trial, POOR), "assessment.document_replaced"),
                (on(2021, 6, 28), Assess(false, Own, POOR), "assessment.failed_by_parts"),
                (on(2021, 7, 12), repeat(true), "repeated"),
                (on(2022, 6, 20), Do(CompleteStage), "stage.completed_again"),
                (on(2022, 6, 28), Assess(false, Own, POOR), "assessment.failed_by_parts"),
                (on(2022, 7, 4), repeat(true), "repeat.already_used"),
                (on(2022, 7, 12), Do(Graduate), "graduated.repeated"),
            ],
        ),
        life(
            "留级后专业停招，从学校毕业",
            2018,
            at(CHANGPING, "汽车运用与维修"),
            vec![
                (on(2018, 9, 1), Do(Register), "registered"),
                (on(2021, 6, 20), Do(CompleteStage), "stage.completed_with_certificate"),
                (on(2021, 6, 28), Assess(false, Own, POOR), "assessment.failed_by_parts"),
                (on(2021, 7, 12), repeat(true), "repeated"),
                (on(2022, 6, 20), Do(CompleteStage), "stage.completed_again"),
                (on(2022, 6, 28), Assess(false, Own, POOR), "assessment.failed_by_parts"),
                (on(2022, 7, 12), Do(Graduate), "graduated.no_class_and_repeated"),
            ],
        ),
        life(
            "下一届没有相同或相近专业，从学校毕业",
            2019,
            at(CHANGPING, "汽车运用与维修"),
            vec![
                (on(2019, 9, 1), Do(Register), "registered"),
                (on(2022, 6, 20), Do(CompleteStage), "stage.completed_with_certificate"),
                (on(2022, 6, 28), Assess(false, Own, POOR), "assessment.failed_by_parts"),
                (on(2022, 7, 4), repeat(true), "repeat.no_class"),
                (on(2022, 7, 12), Do(Graduate), "graduated.no_class"),
            ],
        ),
        life(
            "留级到换了合作高校的下一届",
            2018,
            at(ELECTRONICS, "计算机应用技术"),
            vec![
                (on(2018, 9, 1), Do(Register), "registered"),
                (on(2021, 6, 20), Do(CompleteStage), "stage.completed"),
                (on(2021, 6, 28), Assess(false, Own, POOR), "assessment.failed_by_parts"),
                (on(2021, 7, 12), repeat(true), "repeated"),
                (on(2022, 6, 20), Do(CompleteStage), "stage.completed"),
                (on(2022, 6, 28), Assess(true, Own, GOOD), "assessment.passed_by_parts"),
                (on(2022, 9, 1), Do(Progress), "progressed"),
            ],
        ),
        life(
            "中职段未完成学业，结业",
            2019,
            at(FENGTAI, "幼儿保育"),
            vec![
                (on(2019, 9, 1), Do(Register), "registered"),
                (on(2022, 6, 20), Do(FailStage), "stage.failed"),
                (on(2022, 6, 22), Do(FailStage), "stage.already_failed"),
                (on(2022, 6, 24), Do(Graduate), "graduate.stage_not_complete"),
                (on(2022, 7, 4), settle(SettleOutcome::Graduated, "36"), "settle.stage_not_complete"),
                (on(2022, 7, 12), settle(SettleOutcome::Completed, "36"), "settled"),
            ],
        ),
        life(
            "办法未施行不能考核；通过后选择毕业退出",
            2019,
            at(FINANCE, ""),
            vec![
                (on(2019, 9, 1), Do(Register), "registered"),
                (on(2022, 6, 20), Do(CompleteStage), "stage.completed"),
                (on(2022, 6, 21), Assess(true, Text("校内通知"), GOOD), "assessment.no_rules"),
                (on(2022, 6, 21), Assess(true, Own, GOOD), "assessment.document_not_yet"),
                (on(2022, 6, 28), Assess(true, Own, GOOD), "assessment.passed_by_parts"),
                (on(2022, 7, 5), Do(Exit), "exited"),
                (on(2022, 9, 1), Do(Progress), "record.exited"),
            ],
        ),
    ]
}

fn leaves() -> Vec<Life> {
    vec![
        life(
            "休学一年，随下一届复学",
            2021,
            at(INDUSTRY, "工程测量技术"),
            vec![
                (on(2021, 8, 20), leave(on(2022, 8, 31), LeaveKind::Health), "standing.not_registered"),
                (on(2021, 9, 1), Do(Register), "registered"),
                (on(2021, 9, 2), Do(Register), "standing.already_registered"),
                (on(2021, 9, 3), resume(true), "standing.not_on_leave"),
                (on(2021, 9, 27), leave(on(2021, 9, 1), LeaveKind::Health), "leave.until_not_after"),
                (on(2021, 9, 28), leave(on(2024, 8, 31), LeaveKind::Health), "leave.too_long"),
                (on(2021, 10, 8), leave(on(2022, 8, 31), LeaveKind::Health), "leave.started"),
                (on(2022, 6, 20), Do(CompleteStage), "standing.on_leave"),
                (on(2022, 8, 20), resume(false), "resume.not_fit"),
                (on(2022, 8, 25), ResumeTo(Target::Any), "resume.not_similar"),
                (on(2022, 8, 26), resume(true), "resumed"),
            ],
        ),
        life(
            "通过考核后入伍，两年后复学再考核",
            2018,
            at(CHANGPING, "幼儿保育"),
            vec![
                (on(2018, 9, 1), Do(Register), "registered"),
                (on(2021, 6, 20), Do(CompleteStage), "stage.completed_with_certificate"),
                (on(2021, 6, 28), Assess(true, Own, GOOD), "assessment.passed_by_parts"),
                (on(2021, 8, 28), leave(on(2023, 8, 25), LeaveKind::Military), "leave.started"),
                (on(2023, 8, 26), resume(true), "resumed.assessed_again"),
                (on(2023, 8, 27), Assess(true, Own, GOOD), "assessment.passed_by_parts"),
                (on(2023, 9, 1), Do(Progress), "progressed"),
            ],
        ),
        life(
            "复学时学校不再承担，失去贯通资格，中职段毕业",
            2017,
            at(RAILWAY, ""),
            vec![
                (on(2017, 9, 1), Do(Register), "registered"),
                (on(2017, 10, 9), leave(on(2020, 8, 31), LeaveKind::Military), "leave.started"),
                (on(2020, 8, 27), resume(true), "resumed.qualification_ended"),
                (on(2023, 6, 20), Do(CompleteStage), "stage.graduated_without_qualification"),
            ],
        ),
        life(
            "失去贯通资格后又休学",
            2019,
            at(RAILWAY, ""),
            vec![
                (on(2019, 9, 1), Do(Register), "registered"),
                (on(2020, 3, 2), leave(on(2020, 8, 31), LeaveKind::Health), "leave.started"),
                (on(2020, 8, 27), ResumeTo(Target::Any), "resume.nothing_to_choose"),
                (on(2020, 8, 28), resume(true), "resumed.qualification_ended"),
                (on(2020, 9, 14), repeat(true), "qualification.ended"),
                (on(2020, 10, 9), leave(on(2021, 8, 31), LeaveKind::Health), "leave.started"),
                (on(2021, 8, 26), resume(true), "resumed.without_qualification"),
            ],
        ),
        life(
            "学业完成后休学，复学时学校不再承担，毕业",
            2018,
            at(RAILWAY, ""),
            vec![
                (on(2018, 9, 1), Do(Register), "registered"),
                (on(2021, 6, 20), Do(CompleteStage), "stage.completed_with_certificate"),
                (on(2021, 7, 5), leave(on(2023, 6, 30), LeaveKind::Personal), "leave.started"),
                (on(2023, 6, 19), resume(true), "resumed.graduated"),
            ],
        ),
        life(
            "复学时没有相同或相近专业，等候决定，终于退学",
            2018,
            at(CHANGPING, "汽车运用与维修"),
            vec![
                (on(2018, 9, 1), Do(Register), "registered"),
                (on(2018, 10, 8), leave(on(2020, 8, 31), LeaveKind::Personal), "leave.started"),
                (on(2020, 8, 27), resume(true), "resume.none_similar"),
                (on(2020, 10, 19), withdraw("", None), "withdraw.no_article"),
                (
                    on(2020, 10, 20),
                    withdraw("18", Some(LeavingCertificate::IncompleteStudy)),
                    "withdraw.incomplete_study_stage",
                ),
                (on(2020, 10, 21), withdraw("18", None), "withdrawn"),
            ],
        ),
        life(
            "随下一届复学后想转入当年新开的专业",
            2019,
            at(INFORMATION, "软件技术"),
            vec![
                (on(2019, 9, 1), Do(Register), "registered"),
                (on(2019, 10, 8), leave(on(2020, 8, 31), LeaveKind::Personal), "leave.started"),
                (on(2020, 8, 27), resume(true), "resumed"),
                (on(2020, 10, 12), Apply(Target::NoScore), "transfer.no_admission_score"),
            ],
        ),
    ]
}

fn transfers() -> Vec<Life> {
    vec![
        life(
            "转专业办成，再申请不再受理",
            2022,
            at(COMMERCE, "").can(&[Target::Within, Target::AboveScore]),
            vec![
                (on(2022, 9, 1), Do(Register), "registered"),
                (on(2022, 9, 20), consent(Side::Sending, true), "transfer.none_pending"),
                (on(2022, 10, 10), Apply(Target::Own), "transfer.same_programme"),
                (on(2022, 10, 11), Apply(Target::Nowhere), "transfer.programme_unknown"),
                (on(2022, 10, 12), Apply(Target::AboveScore), "transfer.score_lower"),
                (on(2022, 11, 10), Apply(Target::Within), "transfer.applied"),
                (on(2022, 11, 11), Apply(Target::Within), "transfer.pending"),
                (on(2022, 11, 14), consent(Side::Receiving, true), "consent.sending_first"),
                (on(2022, 11, 15), audit(true), "audit.consent_missing"),
                (on(2022, 11, 18), consent(Side::Sending, true), "consent.given"),
                (on(2022, 11, 19), consent(Side::Sending, true), "consent.already_given"),
                (on(2022, 11, 25), consent(Side::Receiving, true), "consent.given"),
                (on(2022, 12, 6), audit(true), "audit.agreed"),
                (on(2023, 3, 1), Apply(Target::Within), "transfer.used"),
            ],
        ),
        life(
            "学校不同意，主管部门不同意，最后自己撤回",
            2022,
            at(COMMERCE, "").can(&[Target::Within]),
            vec![
                (on(2022, 9, 1), Do(Register), "registered"),
                (on(2022, 10, 10), Apply(Target::Within), "transfer.applied"),
                (on(2022, 10, 18), consent(Side::Sending, false), "consent.declined"),
                (on(2022, 11, 10), Apply(Target::Within), "transfer.applied"),
                (on(2022, 11, 18), consent(Side::Sending, true), "consent.given"),
                (on(2022, 11, 25), consent(Side::Receiving, true), "consent.given"),
                (on(2022, 12, 8), audit(false), "audit.declined"),
                (on(2023, 2, 20), Apply(Target::Within), "transfer.applied"),
                (on(2023, 2, 27), Do(CancelTransfer), "transfer.cancelled"),
            ],
        ),
        life(
            "几次申请都不在期限内",
            2022,
            of(Track::CollegeBachelor).can(&[Target::School, Target::SchoolAcross, Target::Across]),
            vec![
                (on(2022, 9, 1), Do(Register), "registered"),
                (on(2022, 10, 10), Apply(Target::School), "transfer.window_not_yet"),
                (on(2022, 10, 11), Apply(Target::SchoolAcross), "transfer.window_never"),
                (on(2023, 3, 10), Apply(Target::Across), "transfer.window_past"),
            ],
        ),
        life(
            "中考成绩与录取成绩相同，不高于",
            2022,
            ANYBODY.can(&[Target::EqualScore]),
            vec![
                (on(2022, 9, 1), Do(Register), "registered"),
                (on(2022, 10, 10), Apply(Target::EqualScore), "transfer.score_equal"),
            ],
        ),
        life(
            "想转入的专业没有这一届",
            2022,
            ANYBODY.can(&[Target::NoClass]),
            vec![
                (on(2022, 9, 1), Do(Register), "registered"),
                (on(2022, 10, 10), Apply(Target::NoClass), "transfer.no_class"),
            ],
        ),
        life(
            "定向招生的学生不得转专业",
            2023,
            Who { barred: true, ..at(CITY, "小学教育") }.can(&[Target::Across]),
            vec![
                (on(2023, 9, 1), Do(Register), "registered"),
                (on(2023, 9, 12), Apply(Target::Across), "transfer.barred"),
            ],
        ),
    ]
}

fn endings() -> Vec<Life> {
    vec![
        life(
            "高职段退学，满一年发肄业证书",
            2018,
            at(INFORMATION, "软件技术"),
            vec![
                (on(2018, 9, 1), Do(Register), "registered"),
                (on(2021, 6, 20), Do(CompleteStage), "stage.completed"),
                (on(2021, 6, 28), Assess(true, Own, GOOD), "assessment.passed_by_parts"),
                (on(2021, 9, 1), Do(Progress), "progressed"),
                (
                    on(2021, 12, 1),
                    withdraw("30", Some(LeavingCertificate::IncompleteStudy)),
                    "withdraw.incomplete_study_year",
                ),
                (on(2022, 11, 1), withdraw("30", Some(LeavingCertificate::IncompleteStudy)), "withdrawn"),
            ],
        ),
        life(
            "开除学籍",
            2020,
            ANYBODY,
            vec![
                (on(2020, 9, 1), Do(Register), "registered"),
                (on(2022, 4, 11), expel("31", ""), "expel.not_on_file"),
                (on(2022, 4, 18), expel("31", "演示校处〔2022〕3号"), "expelled"),
            ],
        ),
        life(
            "查实入学资格造假，取消学籍",
            2020,
            ANYBODY,
            vec![
                (on(2020, 9, 1), Do(Register), "registered"),
                (
                    on(2021, 11, 8),
                    cancel_registration("", "演示学籍〔2021〕7号"),
                    "cancel_registration.not_on_file",
                ),
                (on(2021, 11, 15), cancel_registration("9", "演示学籍〔2021〕7号"), "registration_cancelled"),
            ],
        ),
        life(
            "亡故",
            2020,
            ANYBODY,
            vec![(on(2020, 9, 1), Do(Register), "registered"), (on(2022, 1, 10), Do(Deceased), "deceased")],
        ),
        life(
            "误登休学，更正；几次更正不成",
            2021,
            ANYBODY,
            vec![
                (on(2021, 9, 1), Do(Register), "registered"),
                (on(2021, 9, 6), Do(Progress), "progress.stage_not_complete"),
                (on(2021, 10, 8), leave(on(2022, 8, 31), LeaveKind::Personal), "leave.started"),
                (on(2021, 10, 11), correct(2, ""), "correct.no_reason"),
                (on(2021, 10, 11), correct(99, "登记有误"), "correct.no_such_entry"),
                (on(2021, 10, 11), UndoRefused, "correct.not_accepted"),
                (on(2021, 10, 12), Undo(CommandName::Leave), "corrected"),
                (on(2021, 10, 13), Undo(CommandName::Leave), "correct.reversed_before"),
                (on(2021, 11, 8), leave(on(2022, 8, 31), LeaveKind::Health), "leave.started"),
                (on(2021, 11, 9), Undo(CommandName::Register), "correct.depended_on"),
            ],
        ),
        life(
            "误登未报到，更正后报到",
            2020,
            ANYBODY,
            vec![
                (on(2020, 9, 15), Do(NoShow), "not_enrolled"),
                (on(2020, 9, 24), Do(Register), "record.ended"),
                (on(2020, 9, 25), Undo(CommandName::NoShow), "corrected"),
                (on(2020, 9, 26), Do(Register), "registered"),
            ],
        ),
    ]
}
