//! Answers: what a file may say, and what a finding takes.

use crate::{DEMO_ANSWERS, annex, demo_answers, draft_of, ground, open, reconciled};
use guantong_programme::plan::{Answer, AnswerValue, Answers, Problem, State, answers_template, reconcile};

fn refusal(id: &str, answer: Answer) -> Option<Problem> {
    let found = reconciled(&annex(), &Answers::none().with(id, answer));
    let finding = found.finding(id).unwrap();
    assert_eq!(finding.refusal.is_some(), finding.state == State::Refused);
    finding.refusal.clone()
}

fn text(value: &str) -> Option<AnswerValue> {
    Some(AnswerValue::Text(value.into()))
}

#[test]
fn the_demo_file_answers_everything() {
    let found = reconciled(&annex(), &demo_answers());
    assert_eq!(open(&found), Vec::<&str>::new());
    assert!(DEMO_ANSWERS.contains("假定") && DEMO_ANSWERS.contains("ASSUMPTION"));
}

#[test]
fn faults_of_a_file_are_told_by_line() {
    for (file, expected) in [
        ("year = 2023\nby = 甲\n", vec![("IMP-0301", 2)]),
        ("[[answer]\n", vec![("IMP-0301", 1)]),
        ("year = 2023\nname = \"甲\"\n", vec![("IMP-0302", 2)]),
        ("[[answer]]\nfinding = \"inferred:row13\"\nvalu = 60\n", vec![("IMP-0302", 3)]),
        ("year = \"2023\"\n", vec![("IMP-0303", 1)]),
        ("answer = 1\n", vec![("IMP-0303", 1)]),
        ("[[answer]]\nfinding = \"a\"\nconfirm = \"true\"\n", vec![("IMP-0303", 3)]),
        ("[[answer]]\nfinding = \"a\"\nvalue = 6.5\n", vec![("IMP-0303", 3)]),
        ("[[answer]]\nfinding = \"a\"\nsource = \" \"\n", vec![("IMP-0303", 3)]),
        ("[[answer]]\nfinding = 13\n", vec![("IMP-0303", 2)]),
        ("\n[[answer]]\nconfirm = true\n", vec![("IMP-0304", 2)]),
        ("[[answer]]\nfinding = \"a\"\n\n[[answer]]\nfinding = [\"b\", \"a\"]\n", vec![("IMP-0305", 5)]),
        (
            "x = 1\n[[answer]]\nfinding = 1\nvalue = true\n",
            vec![("IMP-0302", 1), ("IMP-0303", 3), ("IMP-0303", 4)],
        ),
    ] {
        let problems = Answers::read(file).unwrap_err();
        let mut found: Vec<_> = problems.iter().map(|p| (p.number.as_str(), p.line.unwrap())).collect();
        found.sort_unstable();
        assert_eq!(found, expected, "{file}");
    }
}

#[test]
fn an_answer_to_nothing_refuses_the_file() {
    let file = "by = \"甲\"\n\n[[answer]]\nfinding = \"inferred:row14\"\nconfirm = true\n";
    let answers = Answers::read(file).unwrap();
    let problems = reconcile(&draft_of(&annex()), &answers, &ground()).unwrap_err();
    assert_eq!((problems[0].number.as_str(), problems[0].line), ("IMP-0304", Some(3)));
}

#[test]
fn a_partner_must_be_a_university_of_the_year() {
    let answer = |value: &str| Answer { value: text(value), source: Some("来函".into()), ..signed() };
    let refused = refusal("partner:row69", answer("联合大学（暂定）")).unwrap();
    assert_eq!((refused.number.as_str(), refused.cell.unwrap().row), ("IMP-0312", 69));
    assert_eq!(refused.message.id, "plan-answer-university-unknown");
    let refused = refusal("partner:row69", answer("联合大学")).unwrap();
    assert_eq!(refused.message.id, "plan-answer-university-meant");
    assert_eq!(refusal("partner:row69", answer("北京财贸职业学院")).unwrap().number, "IMP-0312");
    assert_eq!(
        refusal("partner:row69", Answer { source: None, ..answer("北京联合大学") }).unwrap().number,
        "IMP-0317"
    );
    assert_eq!(
        refusal("partner:row69", Answer { value: Some(AnswerValue::Number(3)), ..answer("") })
            .unwrap()
            .number,
        "IMP-0319"
    );
    assert_eq!(refusal("partner:row69", answer("北京联合大学")), None);
}

fn signed() -> Answer {
    Answer { by: Some("甲".into()), ..Answer::default() }
}

#[test]
fn each_finding_takes_what_it_wants_and_nothing_else() {
    let yes = || Answer::yes("甲");
    let figure = |value: i64| Answer { value: Some(AnswerValue::Number(value)), ..yes() };
    for (id, answer, number) in [
        ("inferred:row13", figure(60), None),
        ("inferred:row13", yes(), Some("IMP-0310")),
        ("inferred:row13", figure(50), Some("IMP-0310")),
        ("inferred:row13", Answer { confirm: None, ..figure(60) }, Some("IMP-0309")),
        ("inferred:row13", Answer { by: None, ..figure(60) }, Some("IMP-0307")),
        ("continued:row31", yes(), None),
        ("continued:row31", signed(), Some("IMP-0309")),
        ("continued:row31", figure(1), Some("IMP-0318")),
        ("directed:row50", yes(), Some("IMP-0317")),
        ("directed:row50", Answer { source: Some("录取前约定".into()), ..yes() }, None),
        ("directed:row50", Answer { confirm: Some(false), ..signed() }, Some("IMP-0316")),
        (
            "directed:row50",
            Answer { confirm: Some(false), reason: Some("没有约定".into()), ..signed() },
            None,
        ),
        ("university-only:北京城市学院", yes(), Some("IMP-0317")),
        ("university-only:北京城市学院", Answer { source: Some("招生简章第5页".into()), ..yes() }, None),
    ] {
        let found = refusal(id, answer.clone());
        assert_eq!(found.as_ref().map(|problem| problem.number.as_str()), number, "{id} {answer:?}");
    }
}

#[test]
fn a_no_is_kept_and_stands_in_the_way() {
    let no = Answer { confirm: Some(false), ..signed() };
    let answers = demo_answers().with("continued:row66", no.clone()).with("inferred:row13", no);
    let found = reconciled(&annex(), &answers);
    assert_eq!(open(&found), ["inferred:row13", "continued:row66"]);
    assert!(found.open().all(|finding| finding.state == State::Declined));
    // Of a directed programme a no is an answer: its students are not barred.
    let free = Answer { confirm: Some(false), reason: Some("没有约定".into()), ..signed() };
    let plan = reconciled(&annex(), &demo_answers().with("directed:row50", free)).plan().unwrap();
    assert!(plan.programmes.iter().all(|programme| !programme.barred));
    let directed = plan.programmes.iter().find(|programme| programme.bar_because.is_some()).unwrap();
    assert_eq!(directed.bar_because.as_deref(), Some("没有约定"));
}

#[test]
fn the_person_at_the_desk_signs_what_is_not_signed() {
    let answers =
        Answers::none().with("continued:row31", Answer { confirm: Some(true), ..Answer::default() });
    let found = reconciled(&annex(), &answers.signed("李老师"));
    let reply = found.finding("continued:row31").unwrap().reply.clone().unwrap();
    assert_eq!(reply.by.as_deref(), Some("李老师"));
}

/// The template answers nothing as it stands, and everything once the signs of comment are taken away and the blanks
/// are filled in.
#[test]
fn a_template_can_be_filled_in() {
    let found = reconciled(&annex(), &Answers::none());
    let template = answers_template(&found, |message| message.id.clone());
    assert_eq!(Answers::read(&template).unwrap().answers.len(), 0);
    assert_eq!(template.matches("# [[answer]]").count(), 12);
    let filled: String = template
        .lines()
        .map(|line| {
            line.strip_prefix("# ")
                .filter(|rest| rest.contains(" = ") || rest.starts_with("[["))
                .unwrap_or(line)
        })
        .map(|line| match line {
            "by = \"\"" => "by = \"甲\"\n".to_owned(),
            "value = \"\"" => "value = \"北京联合大学\"\n".to_owned(),
            other => format!("{}\n", other.replace("\"\"", "\"来函\"")),
        })
        .collect();
    let answers =
        Answers::read(&filled).unwrap_or_else(|problems| panic!("{}\n{filled}", crate::listed(&problems)));
    assert_eq!(answers.answers.len(), 12);
    assert!(reconciled(&annex(), &answers).settled());
}
