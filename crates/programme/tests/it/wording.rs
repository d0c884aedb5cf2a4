//! Every sentence of the plan, worded.

use crate::{annex, annex_with, open, reconciled, refused};
use guantong_model::Message;
use guantong_programme::plan::{Answer, AnswerValue, Answers, FindingKind, answers_template};
use guantong_wording::{Locale, has, text};

fn zh(message: &Message) -> String {
    text(Locale::ZhCn, message)
}

/// No argument is left unfilled: Fluent shows such a one as `{$name}`.
fn whole(message: &Message) {
    for locale in [Locale::ZhCn, Locale::En] {
        let worded = text(locale, message);
        assert!(has(locale, &message.id), "{}", message.id);
        assert!(!worded.contains('{'), "{}: {worded}", message.id);
    }
}

#[test]
fn findings_say_what_where_and_how() {
    let found = reconciled(&annex(), &Answers::none());
    for finding in &found.findings {
        whole(&finding.kind.label());
        whole(&finding.subject);
        whole(&finding.reading);
    }
    for gate in found.gates() {
        whole(&gate.message);
    }
    for kind in FindingKind::ALL {
        whole(&kind.label());
    }
    let sentence = |id: &str| {
        let finding = found.finding(id).unwrap();
        format!("{}｜{}", zh(&finding.subject), zh(&finding.reading))
    };
    assert_eq!(
        sentence("inferred:row13"),
        "第13行　北京电子科技职业学院，药品生物技术｜招生规模 420（B4）－ 其余 11 行合计 360 ＝ 60，填入 F13"
    );
    assert_eq!(
        sentence("continued:row31"),
        "第31至34行　北京农业职业学院，园林技术(风景园林)等 4 个专业｜学校续为第29行的北京农业职业学院，合作高校续为第29行的北京农学院；本页项目类型续为高本贯通"
    );
    assert_eq!(
        sentence("continued:row66"),
        "第66至67行　北京市商业学校，音乐教育等 2 个专业｜学校续为第59行的北京市商业学校，合作高校照印本：北京联合大学；本页项目类型续为中本贯通"
    );
    assert_eq!(
        sentence("partner:row69"),
        "第69行　北京市丰台区职业教育中心学校，餐饮艺术与管理｜E68:E71 合并格空白，上一格属于另一所学校，不能推算"
    );
    assert_eq!(zh(&found.gates()[0].message), "招生规模、小计与总计相符（1920、890，总计 2810）");
}

#[test]
fn refusals_name_the_place_the_value_and_the_number() {
    let problems = refused(&annex_with(&[("F16", "-30")]));
    assert_eq!(
        zh(&problems[0].message),
        "第16行“招生计划”（F16）：-30 是负数，人数须为 1 以上的整数。请更正后重新导入。（IMP-0206）"
    );
    let answer = Answer {
        value: Some(AnswerValue::Text("联合大学（暂定）".into())),
        source: Some("来函".into()),
        by: Some("甲".into()),
        ..Answer::default()
    };
    let found = reconciled(&annex(), &Answers::none().with("partner:row69", answer));
    assert_eq!(
        zh(&found.finding("partner:row69").unwrap().refusal.as_ref().unwrap().message),
        "第69行“合作本科高校”：“联合大学（暂定）”不在2023年本科高校名录中，请从列表选择。（IMP-0312）"
    );
    let found = reconciled(&annex_with(&[("F16", "40")]), &Answers::none());
    assert_eq!(
        zh(&found.finding("sum:total").unwrap().reading),
        "印本 2810（F84），76 行相加 2800，各校招生规模相加 2810，各类小计相加 2810。请核对后更正表格，重新导入"
    );
}

#[test]
fn faults_of_every_kind_are_worded_in_both_languages() {
    for (cell, value) in [
        ("F16", "-30"),
        ("F16", "30.5"),
        ("F16", "0"),
        ("F16", "约30"),
        ("F16", "9000000"),
        ("A4", "专本贯通"),
        ("D16", ""),
        ("E3", ""),
        ("G3", "招生计划"),
        ("E30", "招生计划"),
        ("B17", "20"),
    ] {
        let problems = refused(&annex_with(&[(cell, value)]));
        problems.iter().for_each(|problem| whole(&problem.message));
    }
    for file in [
        "x",
        "x = 1",
        "year = 'a'",
        "answer = 1",
        "[[answer]]\nby = 1\nconfirm = 1\nvalue = true\nreason = ''",
    ] {
        for problem in Answers::read(file).unwrap_err() {
            whole(&problem.message);
        }
    }
    let unknown = Answers::none().with("nothing:row1", Answer::yes("甲"));
    let problems =
        guantong_programme::plan::reconcile(&crate::draft_of(&annex()), &unknown, &crate::ground());
    problems.unwrap_err().iter().for_each(|problem| whole(&problem.message));
    let unknown = Answers::read("[[answer]]\nfinding = \"nothing\"\nby = \"甲\"\n").unwrap();
    let problems =
        guantong_programme::plan::reconcile(&crate::draft_of(&annex()), &unknown, &crate::ground());
    assert!(zh(&problems.unwrap_err()[0].message).starts_with("第1行起的一段：表中没有“nothing”"));
}

#[test]
fn the_template_reads_like_a_letter() {
    let found = reconciled(&annex_with(&[("F16", "40")]), &Answers::none());
    assert_eq!(open(&found).len(), 12 + 3);
    let template = answers_template(&found, zh);
    let lines: Vec<&str> = template.lines().collect();
    assert_eq!(lines[0], "# 2023年招生计划表的核对答复。每一段说明一处；去掉行首的 # 并填写，就是答复。");
    assert!(lines.contains(&"# 以下各处不能答复，须更正表格后重新导入："));
    let at = lines.iter().position(|line| *line == "# finding = \"partner:row69\"").unwrap();
    assert_eq!(
        lines[at - 3..at + 3],
        [
            "# 须补填的合作本科高校：第69行　北京市丰台区职业教育中心学校，餐饮艺术与管理。E68:E71 合并格空白，上一格属于另一所学校，不能推算。",
            "# 在 value 写本科高校全称，在 source 写明来源。",
            "# [[answer]]",
            "# finding = \"partner:row69\"",
            "# value = \"\"",
            "# source = \"\"",
        ]
    );
    assert!(!template.contains('！'));
}
