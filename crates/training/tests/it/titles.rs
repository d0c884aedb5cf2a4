//! Titles that read alike, and what a person judges of them.
// case: 3.2.1

use super::{course, ids, law, law_with, plan_of};
use guantong_training::{Edit, FindingKind, Plain, Severity, Verdict, findings, plain};

#[test]
fn width_brackets_and_numbers_of_parts_mean_nothing() {
    for (title, text, part) in [
        ("ＰＬＣ 应用技术（一）", "plc应用技术", Some(1)),
        ("plc应用技术Ⅱ", "plc应用技术", Some(2)),
        ("英语3", "英语", Some(3)),
        ("语文（上）", "语文", Some(1)),
        ("电工基础", "电工基础", None),
        ("电工技术", "电工技术", None),
        ("【实训】钳工", "实训钳工", None),
        ("2023", "2023", None),
        ("一", "一", None),
    ] {
        assert_eq!(plain(title), (text.to_owned(), part), "{title}");
    }
}

#[test]
fn alike_is_what_a_person_should_look_at() {
    for (one, other, alike) in [
        ("机械制图", "机械制图", true),
        ("机械制图", "机械制图（一）", true),
        ("数据库应用技术", "数据库应用基础", false),
        ("数据库原理与应用", "数据库原理及应用", true),
        ("数据库技术与应用实践", "数据库技术与应用实训", true),
        ("英语一", "英语二", false),
        ("英语Ⅰ", "英语１", true),
        ("高等数学", "线性代数", false),
        ("中国近现代史纲要", "中国近现代史概要", false),
        ("体育", "美育", false),
    ] {
        let found = Plain::of(one).alike(&Plain::of(other), law().likeness);
        assert_eq!(found, alike, "{one} {other}: {}", Plain::of(one).likeness(&Plain::of(other)));
        assert_eq!(Plain::of(other).alike(&Plain::of(one), law().likeness), alike, "either way");
    }
}

#[test]
fn a_pair_waits_for_a_judgement_and_the_judgement_holds_while_both_titles_stand() {
    let plan = plan_of(vec![course("A", "机械制图", 2, &[]), course("B", "机械制图（一）", 8, &[])]);
    let alike = |plan: &guantong_training::TrainingPlan| {
        findings(plan, &law()).into_iter().find(|finding| finding.kind == FindingKind::Alike)
    };
    let finding = alike(&plan).unwrap();
    assert_eq!(
        (finding.severity, finding.courses.as_slice()),
        (Severity::Judge, &["A".to_owned(), "B".to_owned()][..])
    );
    let judge = |because: &str| Edit::Judge {
        courses: ("B".to_owned(), "A".to_owned()),
        verdict: Verdict::Builds,
        because: because.to_owned(),
        by: "甲".to_owned(),
    };
    let silent = plan.edited(&judge("  "), &law()).unwrap_err();
    assert_eq!(silent[0].1.id, "training-judge-no-reason");
    let judged = plan.edited(&judge("中职打基础，高职讲三维建模"), &law()).unwrap();
    assert_eq!(alike(&judged), None);
    assert_eq!(judged.judgements[0].by, "甲");
    // Renamed, it must be judged anew; taken out, nothing of it is left.
    let renamed = Edit::Change { code: "B".to_owned(), course: course("B", "机械制图（三）", 8, &[]) };
    let renamed = judged.edited(&renamed, &law()).unwrap();
    assert!(alike(&renamed).is_some() && renamed.judgements.is_empty());
    let without = judged.edited(&Edit::Remove { code: "A".to_owned() }, &law()).unwrap();
    assert!(without.judgements.is_empty());
}

#[test]
fn only_pairs_across_stages_where_the_interpretation_has_it_so() {
    let plan = plan_of(vec![course("A", "机械制图", 2, &[]), course("B", "机械制图", 3, &[])]);
    assert!(ids(&findings(&plan, &law())).contains(&"training-alike"));
    let across = law_with("training-similar-titles", "across-stages");
    assert!(!ids(&findings(&plan, &across)).contains(&"training-alike"));
}
