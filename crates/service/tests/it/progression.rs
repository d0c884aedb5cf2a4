//! Rules of progressions: put on file by version, held against assessments by school and year, explained by figure.

use crate::office::{ANNEX, ANSWERS, TestOffice, YEAR, applicant, no, office, programme, publish, with_plan};
use guantong_model::{Date, Fact, Score, Stage, StudentId};
use guantong_policy::{Decision, Outcome};
use guantong_registry::{Command, Marks, Part, RulesIssuer};
use guantong_service::ServiceError;
use guantong_service::journal::{Verifier, digest};
use guantong_service::rows::Round;
use guantong_wording::{Locale, text};
use jiff::civil::date;

const FIRST: &str = include_str!("../../../../demo/progression-rules/changping-2026-1.toml");
const SECOND: &str = include_str!("../../../../demo/progression-rules/changping-2026-2.toml");
const COMMISSION: &str = include_str!("../../../../demo/progression-rules/commission-2028.toml");
const SCHOOL: &str = "北京市昌平职业学校";

/// A student of the school who is registered.
async fn registered() -> (TestOffice, StudentId) {
    let office = with_plan().await;
    let id = programme(&office, SCHOOL, "航空服务").await;
    office.enter_candidates(YEAR, vec![applicant(1, 500, &[&id])], "test").await.unwrap();
    publish(&office, Round::Early).await;
    let opened = office.open_records(YEAR, date(2023, 8, 10), "test").await.unwrap();
    command(&office, &opened[0], date(2023, 9, 1), Command::Register).await;
    (office, opened[0].clone())
}

/// Decides a command at the version that is there; what is not accepted writes nothing.
async fn command(office: &TestOffice, id: &StudentId, on: Date, command: Command) -> Decision {
    let version = office.record(id).await.unwrap().unwrap().version();
    office.command(id, version, on, command, "test").await.unwrap()
}

fn assess(passed: bool, document: &str, marks: &[(Part, &str)]) -> Command {
    let marks: Marks = marks.iter().map(|(part, mark)| (*part, Score::parse(mark).unwrap())).collect();
    Command::Assess { passed, document: document.to_owned(), general: None, skill: None, marks }
}

const GOOD: [(Part, &str); 2] = [(Part::General, "74"), (Part::Skill, "86")];
const PAPERS: [(Part, &str); 4] =
    [(Part::FirstPaper, "80"), (Part::SecondPaper, "75"), (Part::Coursework, "82"), (Part::Ability, "6")];

// case: 3.4.2.a, 3.4.2.b, 4.2.2.c
#[tokio::test]
async fn a_life_is_assessed_by_the_version_of_the_day() {
    let (office, id) = registered().await;
    command(&office, &id, date(2026, 5, 10), Command::CompleteStage).await;
    let (spring, july) = (date(2026, 5, 20), date(2026, 7, 5));
    let (first, second) =
        ("北京市昌平职业学校转段升学办法（2026年，试行）", "北京市昌平职业学校转段升学办法（2026年）");

    let none = command(&office, &id, spring, assess(true, first, &GOOD)).await;
    assert_eq!((none.code.as_str(), none.outcome), ("assessment.no_rules", Outcome::Refused));
    assert!(none.cites(&"3.4.2.a".into()));
    assert!(office.file_progression_rules("1.toml", FIRST, "test").await.unwrap().changed);
    let filed = office.file_progression_rules("2.toml", SECOND, "test").await.unwrap();
    assert!(
        filed.changed && filed.decision.cites(&"3.4.2.a".into()) && filed.decision.cites(&"4.2.2.c".into())
    );

    let by = |document: &str, on| office.try_command(&id, on, assess(true, document, &GOOD));
    let code = |decided: Result<guantong_registry::Decided, ServiceError>| decided.unwrap().decision.code;
    assert_eq!(code(by(first, spring).await), "assessment.passed_by_parts");
    assert_eq!(code(by(second, spring).await), "assessment.document_not_yet");
    assert_eq!(code(by(first, july).await), "assessment.document_replaced");
    let in_force = office.progression_rules_in_force(Stage::Secondary, SCHOOL, july).await.unwrap();
    assert_eq!(in_force.map(|rules| rules.version), Some(2));

    let head = office.storage().head().await.unwrap();
    let wrong = command(&office, &id, july, assess(false, second, &GOOD)).await;
    assert_eq!((wrong.code.as_str(), wrong.outcome), ("assessment.parts_disagree", Outcome::Refused));
    assert!(wrong.cites(&"4.2.2.c".into()));
    assert_eq!(wrong.facts["total"], Fact::Score(Score::parse("81.2").unwrap()));
    assert_eq!(wrong.facts["total_mark"], Fact::Score(Score::points(60)));
    let bare = command(&office, &id, july, assess(true, second, &[])).await;
    assert_eq!(bare.code, "assessment.no_marks");
    assert_eq!(office.storage().head().await.unwrap(), head, "a refusal writes nothing");

    let passed = command(&office, &id, july, assess(true, second, &GOOD)).await;
    assert_eq!(passed.outcome, Outcome::Accepted);
    assert_eq!(
        (&passed.facts["version"], &passed.facts["general_weight"]),
        (&Fact::Number(2), &Fact::Number(40))
    );
    let view = office.student(&id).await.unwrap().unwrap();
    let shown = &view.decisions[0].decision;
    assert_eq!(shown, &passed, "what is shown later is what was decided");
    let sentence = text(Locale::ZhCn, &shown.message());
    let wanted = "文化素质 74 分占四成，职业技能 86 分占六成，合成 81.2 分，合格标准 60 分";
    assert!(sentence.contains(second) && sentence.contains(wanted), "{sentence}");

    command(&office, &id, date(2026, 9, 1), Command::Progress).await;
    command(&office, &id, date(2028, 6, 20), Command::CompleteStage).await;
    let july = date(2028, 7, 5);
    let own = command(&office, &id, july, assess(true, second, &GOOD)).await;
    assert!(own.outcome == Outcome::Refused && own.cites(&"3.4.2.b".into()), "{own:?}");
    office.file_progression_rules("2028.toml", COMMISSION, "test").await.unwrap();
    let passed = command(&office, &id, july, assess(true, "演示〔2028〕1号", &PAPERS)).await;
    assert_eq!(passed.code, "assessment.passed_by_papers");
    assert_eq!(passed.facts["total"], Fact::Score(Score::parse("86.2").unwrap()));
    let progressed = command(&office, &id, date(2028, 9, 1), Command::Progress).await;
    assert_eq!(progressed.outcome, Outcome::Accepted);
    let uses = office.clause_uses().await.unwrap();
    assert_eq!(uses["4.2.2.c"], 5, "three filings and two assessments");
}

#[tokio::test]
async fn what_is_filed_is_kept_and_chained() {
    let office = office().await;
    for (name, file) in [("1.toml", FIRST), ("2.toml", SECOND), ("2028.toml", COMMISSION)] {
        office.file_progression_rules(name, file, "李老师").await.unwrap();
    }
    let head = office.storage().head().await.unwrap();
    let again = office.file_progression_rules("other.toml", FIRST, "test").await.unwrap();
    assert!(!again.changed, "the same file again, also of an earlier version");
    assert_eq!(office.storage().head().await.unwrap(), head);

    let on_file = office.progression_rules().await.unwrap();
    let listed: Vec<_> =
        on_file.iter().map(|f| (f.rules.issuer.as_str(), f.rules.year, f.rules.version)).collect();
    assert_eq!(listed, [("commission", 2028, 1), (SCHOOL, 2026, 2), (SCHOOL, 2026, 1)]);
    assert_eq!(office.progression_rules_file(&on_file[2]).await.unwrap(), FIRST.as_bytes());
    assert_eq!((on_file[2].source_name.as_str(), on_file[2].filed_by.as_str()), ("1.toml", "李老师"));
    assert_eq!(on_file[2].source_digest, digest(FIRST.as_bytes()).to_string());

    let stream = guantong_service::progression::stream(&RulesIssuer::of(SCHOOL), 2026);
    assert_eq!(stream, "progression-rules/北京市昌平职业学校/2026");
    let entries = office.storage().stream(&stream).await.unwrap();
    let of: Vec<_> = entries.iter().map(|e| (e.version, e.kind.as_str(), e.effective_on)).collect();
    let kind = "progression-rules-filed";
    assert_eq!(of, [(1, kind, date(2026, 3, 1)), (2, kind, date(2026, 6, 1))]);
    // The entry alone is enough to build the projection again.
    assert_eq!(entries[1].body["rules"], serde_json::to_value(&on_file[1].rules).unwrap());
    let mut verifier = Verifier::default();
    office.storage().entries(0, 100).await.unwrap().iter().for_each(|entry| verifier.check(entry).unwrap());
}

/// What a changed file is refused with, and on which line.
async fn refused(office: &TestOffice, file: &str, from: &str, to: &str) -> Vec<(String, i64, String)> {
    assert!(file.contains(from), "{from}");
    let head = office.storage().head().await.unwrap();
    let result = office.file_progression_rules("a.toml", &file.replacen(from, to, 1), "test").await;
    let Err(ServiceError::BadInput(messages)) = result else { panic!("{to}: {result:?}") };
    assert_eq!(office.storage().head().await.unwrap(), head);
    messages
        .into_iter()
        .map(|message| {
            let Some(Fact::Number(line)) = message.facts.get("line") else { panic!("{message:?}") };
            for locale in [Locale::ZhCn, Locale::En] {
                let sentence = text(locale, &message);
                assert!(sentence != message.id && !sentence.contains(['{', '}']), "{sentence}");
                assert!(sentence.contains("a.toml") && sentence.contains(&line.to_string()), "{sentence}");
            }
            (message.id.clone(), *line, text(Locale::ZhCn, &message))
        })
        .collect()
}

// case: 3.4.2.a, 3.4.2.b, 4.2.2.c refused
#[tokio::test]
async fn rules_that_cannot_be_filed_are_told_with_line_and_clause() {
    let office = office().await;
    let school = "issued_by = \"北京市昌平职业学校\"";
    let commission = "issued_by = \"北京市教育委员会\"";
    for (file, from, to, id, line, clause) in [
        (FIRST, "weight = 50 ", "weight = 40 ", "weights", 13, "四（二）2"),
        (FIRST, "pass_mark = 50 ", "# ", "part-no-pass-mark", 13, "四（二）2"),
        (FIRST, "pass_mark = 60 ", "pass_mark = 101 ", "pass-mark", 10, "四（二）2"),
        (FIRST, "\"skill\"", "\"coursework\"", "composition", 13, "四（二）2"),
        (FIRST, school, "issued_by = \"北京联合大学\"", "not-front", 6, "三（四）2"),
        (FIRST, school, "issued_by = \"昌平职业学校\"", "not-front", 6, "三（四）2"),
        (FIRST, school, commission, "not-an-institution", 6, "三（四）2"),
        (FIRST, "year = 2026 ", "year = 2025 ", "from-too-late", 9, "2025"),
        (COMMISSION, commission, school, "not-the-commission", 8, "三（四）2"),
        (COMMISSION, "weight = 60", "weight = 40", "coursework", 27, "三（四）2"),
        (COMMISSION, "name = \"专业基础课\"", "", "paper-no-name", 15, "四（二）2"),
        (COMMISSION, "full_marks = 110", "full_marks = 100", "full-marks", 13, "四（二）2"),
    ] {
        let said = refused(&office, file, from, to).await;
        let first = &said[0];
        assert_eq!(
            (first.0.as_str(), first.1),
            (format!("progression-rules-{id}").as_str(), line),
            "{said:?}"
        );
        assert!(first.2.contains(clause), "{said:?}");
    }
    let several = refused(&office, FIRST, "pass_mark = 60 ", "pass_mark = \"60\" #").await;
    assert_eq!(several[0].0, "progression-file-wants-decimal");
    assert!(office.progression_rules().await.unwrap().is_empty());
}

#[tokio::test]
async fn a_version_follows_those_on_file() {
    let office = office().await;
    office.file_progression_rules("2.toml", SECOND, "test").await.unwrap();
    let checked =
        office.check_progression_rules("3.toml", &SECOND.replace("version = 2", "version = 3")).await;
    assert!(checked.unwrap().changed);
    assert_eq!(office.progression_rules().await.unwrap().len(), 1, "checking writes nothing");
    let ids = |said: Vec<(String, i64, String)>| {
        said.into_iter().map(|(id, line, _)| (id, line)).collect::<Vec<_>>()
    };
    let earlier = refused(&office, FIRST, "version = 1", "version = 1").await;
    let (taken, before) = ("progression-rules-version-taken", "progression-rules-before-earlier");
    assert_eq!(ids(earlier), [(taken.to_owned(), 5), (before.to_owned(), 9)]);
    let same = refused(&office, SECOND, "pass_mark = 60", "pass_mark = 61").await;
    assert_eq!(ids(same), [(taken.to_owned(), 4)]);
    let other_year = SECOND.replace("2026", "2027").replace("version = 2", "version = 1");
    office.file_progression_rules("next.toml", &other_year, "test").await.unwrap();
}

/// Of two who file the same version at once one wins.
#[tokio::test]
async fn a_version_is_filed_once() {
    let office = office().await;
    let other = SECOND.replace("weight = 40", "weight = 30").replace("weight = 60", "weight = 70");
    let (one, two) = tokio::join!(
        office.file_progression_rules("a.toml", SECOND, "a"),
        office.file_progression_rules("b.toml", &other, "b")
    );
    let lost = [one, two].into_iter().filter(Result::is_err).map(no).collect::<Vec<_>>();
    assert!(lost.len() == 1, "{lost:?}");
    let known =
        ["conflict-stale-version", "conflict-progression-rules-twice", "progression-rules-version-taken"];
    assert!(known.contains(&lost[0][0].as_str()), "{lost:?}");
    assert_eq!(office.progression_rules().await.unwrap().len(), 1);
}

/// The plan's institutions are spelt as rules must spell them.
#[tokio::test]
async fn every_front_institution_can_file() {
    let office = office().await;
    office.import_plan(YEAR, "annex-2023.xlsx", ANNEX, ANSWERS, "test").await.unwrap();
    let lines = office.storage().plan_lines(YEAR).await.unwrap();
    let institutions: std::collections::BTreeSet<String> =
        lines.into_iter().map(|line| line.institution).collect();
    assert_eq!(institutions.len(), 13);
    for institution in institutions {
        let file =
            FIRST.replace("issued_by = \"北京市昌平职业学校\"", &format!("issued_by = \"{institution}\""));
        assert!(office.check_progression_rules("a.toml", &file).await.is_ok(), "{institution}");
    }
}
