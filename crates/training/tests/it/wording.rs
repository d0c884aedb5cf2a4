//! Every finding and every refusal, worded in both languages with nothing left unfilled.

use super::{course, law, plan_of};
use guantong_model::Message;
use guantong_training::{Edit, HalfCredits, TrainingPlan, Verdict, Words, findings};
use guantong_wording::{Locale, has, text};

fn whole(message: &Message) {
    for locale in [Locale::ZhCn, Locale::En] {
        let worded = text(locale, message);
        assert!(has(locale, &message.id), "{}", message.id);
        assert!(!worded.contains('{'), "{}: {worded}", message.id);
    }
}

#[test]
fn findings_and_refusals_are_sentences() {
    let mut bad = course("课", "", 15, &["课"]);
    (bad.practice, bad.credits) = (99, HalfCredits(0));
    let plan = plan_of(vec![
        course("A", "制图", 8, &["B", "X"]),
        course("B", "制图", 12, &[]),
        course("C", "钳工", 1, &["D"]),
        course("D", "焊工", 2, &["C"]),
        course("E", "车工", 1, &["F"]),
        course("F", "铣工", 3, &[]),
        bad.clone(),
    ]);
    let mut found = findings(&plan, &law());
    found.extend(findings(&TrainingPlan { words: Words::default(), ..plan_of(Vec::new()) }, &law()));
    assert!(found.len() > 12, "{}", found.len());
    found.iter().for_each(|finding| whole(&finding.message));
    let across = found.iter().find(|finding| finding.message.id == "training-prerequisite-across").unwrap();
    assert_eq!(
        text(Locale::ZhCn, &across.message),
        "两校衔接不上：《制图》（A）在高职第8学期，先修课程《制图》在本科第12学期，由另一所学校开设，没有排在前面。请双方协商调整学期，或改正先修关系。"
    );
    let long = "字".repeat(2_001);
    let judge = |one: &str, because: &str| Edit::Judge {
        courses: (one.to_owned(), "B".to_owned()),
        verdict: Verdict::Different,
        because: because.to_owned(),
        by: String::new(),
    };
    for edit in [
        Edit::Add(bad),
        Edit::Remove { code: "Z".to_owned() },
        Edit::Words(Words { goals: long.clone(), specification: long.clone(), occupations: long.clone() }),
        Edit::Courses(vec![course("A", "制图", 1, &[]); 201]),
        judge("A", ""),
        judge("A", &long),
        judge("Z", "理由"),
    ] {
        plan.edited(&edit, &law()).unwrap_err().iter().for_each(|(_, message)| whole(message));
    }
}
