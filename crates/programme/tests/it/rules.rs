//! 2.1.a, 2.1.d, 2.2.a on the lines of a plan.

use crate::{annex, demo_answers, draft_of, ground, open};
use guantong_model::InstitutionKind;
use guantong_programme::plan::{Answer, Answers, Ground, Reconciliation, Severity, Wants, reconcile};

const COLLEGE: &str = "北京工业职业技术学院";
const SCHOOL: &str = "北京铁路电气化学校";

fn with(change: impl Fn(&mut Ground), answers: &Answers) -> Reconciliation {
    let mut ground = ground();
    change(&mut ground);
    reconcile(&draft_of(&annex()), answers, &ground).unwrap()
}

fn designated(ground: &mut Ground, name: &str, listed: Option<bool>) {
    ground.directory.0.get_mut(name).unwrap().designated = listed;
}

#[test]
fn a_college_off_the_list_blocks() {
    let found = with(|ground| designated(ground, COLLEGE, Some(false)), &demo_answers());
    let finding = found.finding("designated:北京工业职业技术学院").unwrap();
    assert_eq!((finding.severity, finding.clause.as_str()), (Severity::Blocks, "2.1.a"));
    assert!(finding.rows.iter().copied().eq(16..=21));
    assert_eq!(finding.reading.id, "decision-programme-not-designated");
    assert!(found.plan().is_err());
}

#[test]
fn a_college_of_which_it_is_not_known_is_asked_about() {
    let id = "designated:北京工业职业技术学院";
    let unknown = |ground: &mut Ground| designated(ground, COLLEGE, None);
    let found = with(unknown, &demo_answers());
    assert_eq!(found.finding(id).unwrap().wants, Wants::ConfirmWithSource);
    let sourced = Answer { source: Some("市教委2023年名单".into()), ..Answer::yes("甲") };
    assert!(with(unknown, &demo_answers().with(id, sourced)).settled());
}

#[test]
fn a_secondary_school_off_the_list_needs_a_reason() {
    let id = "designated:北京铁路电气化学校";
    let off = |ground: &mut Ground| designated(ground, SCHOOL, Some(false));
    let found = with(off, &demo_answers());
    assert_eq!(open(&found), [id]);
    assert_eq!(
        (found.finding(id).unwrap().clause.as_str(), &found.finding(id).unwrap().wants),
        ("2.2.a", &Wants::ConfirmWithReason)
    );
    let bare = with(off, &demo_answers().with(id, Answer::yes("甲")));
    assert_eq!(bare.finding(id).unwrap().refusal.as_ref().unwrap().number, "IMP-0316");
    let reasoned =
        Answer { reason: Some("本市唯一开设铁路类专业的学校".into()), ..Answer::yes("甲") };
    let settled = with(off, &demo_answers().with(id, reasoned));
    let plan = settled.plan().unwrap();
    assert!(plan.decided.iter().any(|decided| decided.finding == id));
}

#[test]
fn a_front_institution_of_the_wrong_kind_blocks() {
    let college = with(
        |ground| ground.directory.0.get_mut(SCHOOL).unwrap().kind = InstitutionKind::College,
        &demo_answers(),
    );
    let finding = college.finding("kind:北京铁路电气化学校").unwrap();
    assert_eq!((finding.severity, finding.clause.as_str()), (Severity::Blocks, "2.2.a"));
    let school = with(
        |ground| ground.directory.0.get_mut(COLLEGE).unwrap().kind = InstitutionKind::SecondarySchool,
        &demo_answers(),
    );
    assert_eq!(school.finding("kind:北京工业职业技术学院").unwrap().clause.as_str(), "2.1.a");
}

#[test]
fn a_university_alone_needs_the_prospectus() {
    let id = "university-only:北京城市学院";
    let mut without = demo_answers();
    without.answers.remove(id);
    let found = with(|_| {}, &without);
    assert_eq!(open(&found), [id]);
    assert_eq!(found.finding(id).unwrap().clause.as_str(), "2.1.d");
    let no = Answer { confirm: Some(false), by: Some("甲".into()), ..Answer::default() };
    assert!(!with(|_| {}, &without.with(id, no)).settled());
}
