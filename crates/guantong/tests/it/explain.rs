//! `guantong case explain`: every step told, in both languages and as JSON.
// case: 3.3.4.a, 3.3.4.b, 3.3.5.c

use crate::scratch::Scratch;
use std::process::Command;

const FILE: &str = r#"edition: beijing-2023
programmes:
  cp-auto: {track: secondary-bachelor, school: 北京市昌平职业学校, partner: 北京联合大学, major: 智能网联汽车技术, class: "7002", cohorts: {2023: 512, 2024: 508}}
  cp-data: {track: secondary-bachelor, school: 北京市昌平职业学校, partner: 北京信息科技大学, major: 大数据技术, class: "7102", cohorts: {2023: 530}}
cases:
  - name: 高职段后退出
    student: {programme: cp-auto, cohort: 2023, score: 520}
    steps:
      - {date: 2023-09-01, do: register}
      - {date: 2023-10-08, do: apply-transfer, to: cp-data, expect: {outcome: refused, because: 3.3.5.c}}
      - {date: 2024-03-01, do: leave, until: 2025-03-01, kind: health}
      - {date: 2024-08-20, do: resume, fit: true}
      - {date: 2027-07-01, do: complete-stage}
      - {date: 2027-07-05, do: assess, passed: true, document: 校转段办法2027}
      - {date: 2027-09-01, do: progress}
      - {date: 2028-03-01, do: exit, expect: {outcome: refused, because: 3.3.4.a}}
      - {date: 2029-07-01, do: complete-stage}
      - {date: 2029-07-02, do: exit}
    expect: {standing: graduated}
  - name: 退学
    student: {programme: cp-auto, cohort: 2023, score: 520}
    steps:
      - {date: 2023-09-01, do: register}
      - {date: 2023-12-01, do: withdraw, article: "18", expect: {standing: studying}}
"#;

fn explain(folder: &Scratch, language: &str, more: &[&str]) -> (i32, String, String) {
    std::fs::write(folder.path().join("life.yaml"), FILE).unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_guantong"));
    command.args(["case", "explain"]).args(more).current_dir(folder.path()).env("GUANTONG_LANG", language);
    let output = command.output().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    (output.status.code().unwrap(), text(output.stdout), text(output.stderr))
}

#[test]
fn a_case_is_told_step_by_step_in_chinese() {
    let folder = Scratch::new("explain-zh");
    let (code, out, err) = explain(&folder, "zh-CN", &["life.yaml", "--case", "高职段后退出"]);
    assert_eq!(code, 0, "{err}\n{out}");
    for said in [
        "中本贯通，北京市昌平职业学校智能网联汽车技术（cp-auto），合作本科高校北京联合大学；2023级，中考成绩 520 分",
        "第 2 步　2023年10月8日　申请转专业/转学　不予办理",
        "理由：中考成绩 520 分，低于北京市昌平职业学校大数据技术 2023 年录取成绩 530 分",
        "依据：三（三）5（3.3.5.c）：",
        "该专业当年录取成绩：530",
        "出路：可以申请录取成绩低于 520 分的项目。",
        "填写：休学至：2025年3月1日；休学原因：因病",
        "出路：完成本学段后可以退出；中途离开的办理退学。",
        "学籍所在学校：北京联合大学；",
        "就读学校：北京市昌平职业学校；",
        "年级：2024",
        "办理后：不变",
        "专科学历证书（北京联合大学，GT2029C000001）",
        "学籍状态：毕业；学段：高职学段第 2 年，已完成",
        "与预期相符。",
    ] {
        assert!(out.contains(said), "{said} in\n{out}");
    }
    assert!(!out.contains("退学\n  中本贯通"), "only one case was asked for");
    assert!(!out.contains(['{', '}']), "{out}");
}

#[test]
fn a_case_that_differs_says_where_and_ends_with_1() {
    let folder = Scratch::new("explain-en");
    let (code, out, _) = explain(&folder, "en", &["life.yaml"]);
    assert_eq!(code, 1, "{out}");
    for said in [
        "Step 2  8 October 2023",
        "On: 3.3.5.c, 三（三）5: ",
        "our own short words",
        "Not as expected: standing: expected studying, found withdrawn",
        "As expected.",
    ] {
        assert!(out.contains(said), "{said} in\n{out}");
    }
}

#[test]
fn the_same_as_json() {
    let folder = Scratch::new("explain-json");
    let (code, out, err) = explain(&folder, "en", &["life.yaml", "--case", "高职段", "--json"]);
    assert_eq!(code, 0, "{err}");
    let told: serde_json::Value = serde_json::from_str(&out).unwrap();
    let case = &told["cases"][0];
    assert_eq!((&told["language"], &case["as_expected"]), (&"en".into(), &true.into()));
    let refused = &case["steps"][1];
    assert_eq!(refused["do"], "apply-transfer");
    assert_eq!(refused["arguments"], serde_json::json!({"to": "cp-data"}));
    assert_eq!((&refused["outcome"], &refused["because"][0]["id"]), (&"refused".into(), &"3.3.5.c".into()));
    assert_eq!((&refused["facts"]["score"], &refused["facts"]["year"]), (&"520".into(), &2023.into()));
    assert!(!refused["otherwise"][0].as_str().unwrap().is_empty());
    let last = &case["steps"][9]["after"];
    assert_eq!((&last["standing"], &last["registered_at"]), (&"graduated".into(), &"北京联合大学".into()));
    assert_eq!(last["certificates"][1]["kind"], "college");
    assert_eq!((&last["cohort"], &last["entry_year"]), (&2024.into(), &2023.into()));
}

#[test]
fn a_wrong_file_or_name_is_told_with_its_place() {
    let folder = Scratch::new("explain-wrong");
    let (code, out, err) = explain(&folder, "zh-CN", &["life.yaml", "--case", "没有这个"]);
    assert!(code == 2 && out.is_empty() && err.contains("高职段后退出、退学"), "{code} {err}");
    std::fs::write(folder.path().join("wrong.yaml"), FILE.replace("do: exit}", "do: leap}")).unwrap();
    let (code, out, err) = explain(&folder, "zh-CN", &["wrong.yaml"]);
    assert!(code == 2 && out.is_empty() && err.contains("wrong.yaml:18") && err.contains("leap"), "{err}");
    let (code, _, err) = explain(&folder, "zh-CN", &["nothing.yaml"]);
    assert!(code == 2 && err.contains("nothing.yaml"), "{code} {err}");
}
