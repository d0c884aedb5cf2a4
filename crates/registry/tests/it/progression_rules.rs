//! Assessments against rules on file: 「文化素质+职业技能」 (4.2.2.c), 3.4.2.a and 3.4.2.b. Case files only name documents.

use crate::readings::answers;
use crate::support::{Desk, programme};
use guantong_model::{Date, Fact, Score, Stage};
use guantong_policy::{ClauseId, Decision, Outcome};
use guantong_registry::{
    Command, CommandName, Component, Documents, Marks, Part, ProgressionRules, Record, RulesIssuer,
};
use jiff::civil::date;

/// The command with marks by part.
pub(crate) fn assess(passed: bool, document: &str, marks: &[(Part, &str)]) -> Command {
    let marks: Marks = marks.iter().map(|(part, mark)| (*part, Score::parse(mark).unwrap())).collect();
    Command::Assess { passed, document: document.to_owned(), general: None, skill: None, marks }
}

/// The same with the two parts named by themselves.
fn told(passed: bool, document: &str, general: Option<&str>, skill: Option<&str>) -> Command {
    let score = |text: &str| Score::parse(text).unwrap();
    let (general, skill) = (general.map(score), skill.map(score));
    Command::Assess { passed, document: document.to_owned(), general, skill, marks: Marks::new() }
}

fn component(part: Part, weight: u32, full_marks: u32, pass_mark: Option<i32>) -> Component {
    Component { part, name: None, weight, full_marks, pass_mark: pass_mark.map(Score::points) }
}

fn own(title: &str, school: &str, year: i32, version: u32, from: Date, general: u32) -> ProgressionRules {
    ProgressionRules {
        title: title.to_owned(),
        number: Some(format!("{school}〔{year}〕{version}号")),
        version,
        issuer: RulesIssuer::Institution(school.to_owned()),
        year,
        after: Stage::Secondary,
        from,
        components: vec![
            component(Part::General, general, 100, Some(50)),
            component(Part::Skill, 100 - general, 100, Some(60)),
        ],
        full_marks: 100,
        pass_mark: Score::points(60),
    }
}

fn commission(year: i32) -> ProgressionRules {
    let paper = |part, name: &str, least| Component {
        name: Some(name.to_owned()),
        ..component(part, 20, 100, least)
    };
    ProgressionRules {
        title: format!("专升本转段工作的通知{year}"),
        issuer: RulesIssuer::Commission,
        after: Stage::College,
        components: vec![
            paper(Part::FirstPaper, "会计基础", Some(40)),
            paper(Part::SecondPaper, "经济学", None),
            component(Part::Coursework, 60, 100, None),
            component(Part::Ability, 0, 10, None),
        ],
        full_marks: 110,
        number: None,
        ..own("", "", year, 1, date(i16::try_from(year).unwrap(), 1, 1), 50)
    }
}

/// S has rules of 2025, two versions of 2026 and one that begins in August; T has its own; the commission of 2028.
fn desk() -> Desk {
    let mut desk = Desk::new(vec![programme("p", "college-bachelor", "S", "U", "m", &[2023])]);
    desk.world.documents = Documents::OnFile(vec![
        own("S 2025", "S", 2025, 1, date(2025, 1, 1), 40),
        own("S draft", "S", 2026, 1, date(2026, 1, 1), 50),
        own("S 2026", "S", 2026, 2, date(2026, 6, 1), 40),
        own("S August", "S", 2026, 3, date(2026, 8, 1), 40),
        own("T 2026", "T", 2026, 1, date(2026, 1, 1), 40),
        commission(2028),
    ]);
    desk
}

/// A student who has completed the secondary stage.
fn after_secondary(desk: &Desk) -> Record {
    let mut record = desk.admitted("p", 2023, 600);
    desk.accept(&mut record, date(2023, 9, 1), Command::Register);
    desk.accept(&mut record, date(2026, 5, 1), Command::CompleteStage);
    record
}

fn after_college(desk: &Desk) -> Record {
    let mut record = after_secondary(desk);
    let marks = [(Part::General, "74"), (Part::Skill, "86")];
    desk.accept(&mut record, date(2026, 7, 2), assess(true, "S 2026", &marks));
    desk.accept(&mut record, date(2026, 9, 1), Command::Progress);
    desk.accept(&mut record, date(2028, 7, 1), Command::CompleteStage);
    record
}

fn decided(desk: &Desk, record: &Record, on: Date, command: &Command) -> Decision {
    desk.decide(record, on, command).decision
}

const GOOD: [(Part, &str); 2] = [(Part::General, "74"), (Part::Skill, "86")];
const PAPERS: [(Part, &str); 4] =
    [(Part::FirstPaper, "80"), (Part::SecondPaper, "75"), (Part::Coursework, "82"), (Part::Ability, "6")];

/// Commands after the secondary stage: the day, the command, the code.
fn secondary() -> Vec<(Date, Command, &'static str)> {
    let july = date(2026, 7, 2);
    let mut twice = told(true, "S 2026", Some("70"), None);
    if let Command::Assess { marks, .. } = &mut twice {
        *marks = Marks::from([(Part::General, Score::points(74)), (Part::Skill, Score::points(86))]);
    }
    vec![
        (july, assess(true, "S 2026", &GOOD), "assessment.passed_by_parts"),
        (july, assess(true, "S〔2026〕2号", &GOOD), "assessment.passed_by_parts"),
        (july, told(true, "S 2026", Some("74"), Some("86")), "assessment.passed_by_parts"),
        // 50 × 0.4 + 66.7 × 0.6 = 60.02
        (july, told(true, "S 2026", Some("50"), Some("66.7")), "assessment.passed_by_parts"),
        // 50 × 0.4 + 66.6 × 0.6 = 59.96
        (july, told(true, "S 2026", Some("50"), Some("66.6")), "assessment.parts_disagree"),
        (july, told(false, "S 2026", Some("50"), Some("66.6")), "assessment.failed_by_parts"),
        (july, told(true, "S 2026", Some("49.5"), Some("100")), "assessment.parts_disagree"),
        (july, told(true, "S 2026", Some("100"), Some("59.5")), "assessment.parts_disagree"),
        (july, told(false, "S 2026", Some("60"), Some("60")), "assessment.parts_disagree"),
        (july, told(true, "S 2026", Some("60"), None), "assessment.mark_missing"),
        (july, told(true, "S 2026", None, None), "assessment.no_marks"),
        (july, twice, "assessment.mark_twice"),
        (july, assess(true, "S 2026", &[(Part::General, "101")]), "assessment.mark_over_full"),
        (july, assess(true, "S 2026", &PAPERS), "assessment.mark_not_in_rules"),
        // The first version holds until the second begins, and no longer.
        (date(2026, 5, 31), told(false, "S draft", Some("50"), Some("60")), "assessment.failed_by_parts"),
        (date(2026, 5, 31), told(true, "S draft", Some("50"), Some("70")), "assessment.passed_by_parts"),
        (july, assess(true, "S draft", &GOOD), "assessment.document_replaced"),
        (july, assess(true, "S August", &GOOD), "assessment.document_not_yet"),
        (date(2026, 8, 1), assess(true, "S August", &GOOD), "assessment.passed_by_parts"),
        (july, assess(true, "S 2025", &GOOD), "assessment.document_of_another_year"),
        (july, assess(true, "T 2026", &GOOD), "assessment.document_of_another"),
        (july, assess(true, "专升本转段工作的通知2028", &GOOD), "assessment.document_unknown"),
        (july, assess(true, "hearsay", &GOOD), "assessment.document_unknown"),
        (date(2027, 1, 1), assess(true, "hearsay", &GOOD), "assessment.no_rules"),
        (july, assess(true, " ", &GOOD), "assessment.no_document"),
    ]
}

/// Commands after the college stage.
fn college() -> Vec<(Date, Command, &'static str)> {
    let july = date(2028, 7, 2);
    let document = "专升本转段工作的通知2028";
    let low = [(Part::FirstPaper, "39"), (Part::SecondPaper, "100"), (Part::Coursework, "100")];
    vec![
        (july, assess(true, document, &PAPERS), "assessment.passed_by_papers"),
        // Ability points that are not given are none.
        (july, assess(true, document, &PAPERS[..3]), "assessment.passed_by_papers"),
        (july, assess(false, document, &low), "assessment.failed_by_papers"),
        (july, assess(true, document, &low), "assessment.papers_disagree"),
        (july, assess(true, document, &PAPERS[..2]), "assessment.mark_missing"),
        (july, assess(true, document, &GOOD), "assessment.mark_not_in_rules"),
        (july, told(true, document, None, None), "assessment.no_marks"),
        (july, assess(true, "S 2026", &PAPERS), "assessment.document_unknown"),
        (date(2029, 7, 2), assess(true, document, &PAPERS), "assessment.document_of_another_year"),
        (date(2029, 7, 2), assess(true, "hearsay", &PAPERS), "assessment.no_rules"),
    ]
}

/// Every code of an assessment against rules on file, each given once.
pub(crate) fn codes() -> Vec<String> {
    let desk = desk();
    let (after_secondary, after_college) = (after_secondary(&desk), after_college(&desk));
    let of = |record: &Record, commands: Vec<(Date, Command, &str)>| -> Vec<String> {
        commands.iter().map(|(on, command, _)| decided(&desk, record, *on, command).code).collect()
    };
    let filed = [own("S 2026", "S", 2026, 2, date(2026, 6, 1), 40), commission(2028)].map(|rules| {
        let decision = rules.filed();
        crate::codes::inspect(&decision);
        decision.code
    });
    [of(&after_secondary, secondary()), of(&after_college, college()), filed.into()].concat()
}

fn check(record: &Record, commands: Vec<(Date, Command, &str)>, of_document: &str) {
    let desk = desk();
    for (on, command, code) in commands {
        let decision = decided(&desk, record, on, &command);
        assert_eq!(decision.code, code, "{on} {command:?}: {decision:?}");
        let named = code.contains("document") || code.contains("no_rules");
        let clause = if named { of_document } else { "4.2.2.c" };
        assert!(decision.cites(&ClauseId::from(clause)), "{code}");
        let accepted = code.contains("_by_");
        assert_eq!(decision.outcome == Outcome::Accepted, accepted, "{code}");
        if accepted {
            assert!(decision.cites(&ClauseId::from(of_document)) && decision.cites(&ClauseId::from("3.4.1")));
        }
    }
}

// case: 4.2.2.c refused
// case: 3.4.2.a refused
#[test]
fn marks_must_agree_with_the_result_by_the_document_of_the_school_and_the_year() {
    check(&after_secondary(&desk()), secondary(), "3.4.2.a");
}

// case: 3.4.2.b refused
#[test]
fn after_college_the_rules_are_the_commissions_of_the_year() {
    check(&after_college(&desk()), college(), "3.4.2.b");
}

/// 「依据《…》。文化素质 74 分占四成，职业技能 86 分占六成，合成 81.2 分，合格标准 60 分。」
#[test]
fn the_decision_names_the_version_and_every_figure() {
    use guantong_wording::{Locale, text};
    let desk = desk();
    let decision = decided(&desk, &after_secondary(&desk), date(2026, 7, 2), &assess(true, "S 2026", &GOOD));
    let score = |points: i32| Fact::Score(Score::points(points));
    for (name, fact) in [
        ("document", Fact::from("S 2026")),
        ("number", Fact::from("S〔2026〕2号")),
        ("version", Fact::Number(2)),
        ("rules_year", Fact::Number(2026)),
        ("general", score(74)),
        ("general_weight", Fact::Number(40)),
        ("general_mark", score(50)),
        ("skill", score(86)),
        ("skill_weight", Fact::Number(60)),
        ("skill_mark", score(60)),
        ("total", Fact::Score(Score::parse("81.2").unwrap())),
        ("total_mark", score(60)),
    ] {
        assert_eq!(decision.facts.get(name), Some(&fact), "{name}");
    }
    let sentence = text(Locale::ZhCn, &decision.message());
    let wanted = "文化素质 74 分占四成，职业技能 86 分占六成，合成 81.2 分，合格标准 60 分";
    assert!(
        sentence.contains(wanted) && sentence.contains("《S 2026》") && sentence.contains("第 2 版"),
        "{sentence}"
    );
    let english = text(Locale::En, &decision.message());
    assert!(
        english.contains("81.2") && english.contains("version 2") && english.contains("40%"),
        "{english}"
    );

    let record = after_college(&desk);
    let papers =
        decided(&desk, &record, date(2028, 7, 2), &assess(true, "专升本转段工作的通知2028", &PAPERS));
    let sentence = text(Locale::ZhCn, &papers.message());
    // 80 × 0.2 + 75 × 0.2 + 82 × 0.6 + 6
    for part in [
        "会计基础 80 分占二成",
        "经济学 75 分占二成",
        "82 分占六成",
        "加 6 分",
        "合成 86.2 分",
        "合格标准 60 分",
    ] {
        assert!(sentence.contains(part), "{part} in {sentence}");
    }
    let low = [(Part::FirstPaper, "39"), (Part::SecondPaper, "100"), (Part::Coursework, "100")];
    let failed = decided(&desk, &record, date(2028, 7, 2), &assess(false, "专升本转段工作的通知2028", &low));
    let sentence = text(Locale::ZhCn, &failed.message());
    assert!(sentence.contains("会计基础") && sentence.contains("单项"), "{sentence}");
    assert!(!sentence.contains("经济学未达"), "{sentence}");
}

#[test]
fn what_is_said_is_kept_in_the_record() {
    let desk = desk();
    let record = after_college(&desk);
    let entry = record.history().iter().find(|entry| entry.command.name() == CommandName::Assess).unwrap();
    let json = serde_json::to_value(entry).unwrap();
    assert_eq!(json["command"]["marks"]["general"], "74");
    assert_eq!(json["events"][0]["skill"], "86");
    assert_eq!(&serde_json::from_value::<guantong_registry::Entry>(json).unwrap(), entry);
    let command: Command =
        serde_json::from_str(r#"{"do":"assess","passed":true,"document":"a","marks":{"paper-1":"80.5"}}"#)
            .unwrap();
    assert_eq!(command, assess(true, "a", &[(Part::FirstPaper, "80.5")]));
    let bare: Command = serde_json::from_str(r#"{"do":"assess","passed":true,"document":"a"}"#).unwrap();
    assert_eq!(serde_json::to_string(&bare).unwrap(), r#"{"do":"assess","passed":true,"document":"a"}"#);
}

#[test]
fn options_offer_what_the_rules_on_file_allow() {
    let desk = desk();
    let record = after_secondary(&desk);
    let options = desk.options(&record, date(2026, 7, 2));
    let ways = &options.open(CommandName::Assess).unwrap().ways;
    let documents: Vec<(bool, &str)> = ways
        .iter()
        .map(|way| match &way.command {
            Command::Assess { passed, document, .. } => (*passed, document.as_str()),
            other => panic!("{other:?}"),
        })
        .collect();
    assert_eq!(documents, [(true, "S 2026"), (false, "S 2026")]);
    assert!(desk.options(&after_college(&desk), date(2028, 7, 2)).open(CommandName::Assess).is_some());
    let closed = desk.options(&record, date(2027, 7, 2));
    let closed = closed.closed.iter().find(|closed| closed.command == CommandName::Assess).unwrap();
    assert_eq!(closed.decision.code, "assessment.no_rules");
}

/// The desk of a switched edition, with the rules on file.
fn with_rules(switched: &Desk) -> Desk {
    Desk { law: switched.law.clone(), ..desk() }
}

#[test]
fn every_reading_of_a_progression_is_built() {
    let code = |on: Date, command: Command| {
        move |switched: &Desk| {
            let desk = with_rules(switched);
            decided(&desk, &after_secondary(&desk), on, &command).code
        }
    };
    let said = |choice: &'static str, code: &str| (choice, code.to_owned());
    let july = date(2026, 7, 2);
    answers(
        "progression-without-parts",
        code(july, told(true, "S 2026", None, None)),
        &[said("refuse", "assessment.no_marks"), said("accept", "assessment.passed")],
    );
    answers(
        "progression-without-parts",
        code(july, told(false, "S 2026", None, None)),
        &[said("refuse", "assessment.no_marks"), said("accept", "assessment.failed")],
    );
    answers(
        "progression-rounding",
        // 59.996
        code(july, told(true, "S 2026", Some("50"), Some("66.66"))),
        &[said("none", "assessment.parts_disagree"), said("two-decimals", "assessment.passed_by_parts")],
    );
    answers(
        "progression-rules-year",
        code(date(2027, 7, 2), assess(true, "S August", &GOOD)),
        &[
            said("same-year", "assessment.document_of_another_year"),
            said("until-replaced", "assessment.passed_by_parts"),
        ],
    );
    let filed = |switched: &Desk| {
        let mut rules = commission(2028);
        (rules.components[0].weight, rules.components[2].weight) = (40, 40);
        rules.faults(switched.law.on(rules.from), |_| false).len()
    };
    answers("progression-coursework", filed, &[("at-least", 1), ("as-the-document-says", 0)]);
    let lifted = |switched: &Desk| {
        let desk = with_rules(switched);
        let low = [
            (Part::FirstPaper, "50"),
            (Part::SecondPaper, "50"),
            (Part::Coursework, "60"),
            (Part::Ability, "10"),
        ];
        let command = assess(true, "专升本转段工作的通知2028", &low);
        decided(&desk, &after_college(&desk), date(2028, 7, 2), &command).code
    };
    answers(
        "progression-ability-points",
        lifted,
        &[
            said("in-total", "assessment.passed_by_papers"),
            said("beside-total", "assessment.papers_disagree"),
        ],
    );
}

/// Rules are judged by the stage they lead on from and the place of study, whatever the track.
#[test]
fn the_school_is_where_the_student_studies() {
    for (track, partner) in [("secondary-bachelor", "U"), ("university-only", "S")] {
        let mut desk = desk();
        let programmes = vec![programme("p", track, "S", partner, "m", &[2023])];
        let documents = desk.world.documents.clone();
        desk.world = guantong_registry::World::new(programmes);
        desk.world.documents = documents;
        let decision =
            decided(&desk, &after_secondary(&desk), date(2026, 7, 2), &assess(true, "S 2026", &GOOD));
        assert_eq!(decision.code, "assessment.passed_by_parts", "{track}");
    }
}
