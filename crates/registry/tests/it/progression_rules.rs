//! Assessments against rules on file: 「文化素质+职业技能」 (4.2.2.c), 3.4.2.a and 3.4.2.b. Case files only name documents.

use crate::support::{Desk, programme};
use guantong_model::{Score, Stage};
use guantong_policy::{ClauseId, Outcome};
use guantong_registry::{Command, Documents, ProgressionRules};
use jiff::civil::date;
use std::collections::BTreeMap;

fn desk() -> Desk {
    let mut desk = Desk::new(vec![programme("p", "college-bachelor", "S", "U", "m", &[2023])]);
    let rules = |after: Stage| ProgressionRules {
        after,
        general_weight: 40,
        skill_weight: 60,
        general_mark: Score::points(50),
        skill_mark: Score::points(60),
        total_mark: Score::points(60),
    };
    desk.world.documents = Documents::OnFile(BTreeMap::from([
        ("own rules".to_owned(), rules(Stage::Secondary)),
        ("of the commission".to_owned(), rules(Stage::College)),
    ]));
    desk
}

fn assess(passed: bool, document: &str, general: Option<&str>, skill: Option<&str>) -> Command {
    let score = |text: &str| Score::parse(text).unwrap();
    Command::Assess {
        passed,
        document: document.to_owned(),
        general: general.map(score),
        skill: skill.map(score),
    }
}

// case: 4.2.2.c refused
// case: 3.4.2.a refused
#[test]
fn parts_must_agree_with_the_result_by_the_document() {
    for (passed, document, general, skill, code) in [
        (true, "own rules", None, None, "assessment.passed"),
        (true, "own rules", Some("60"), Some("60"), "assessment.passed"),
        // 50 × 0.4 + 66.7 × 0.6 = 60.02
        (true, "own rules", Some("50"), Some("66.7"), "assessment.passed"),
        // 50 × 0.4 + 66.6 × 0.6 = 59.96
        (true, "own rules", Some("50"), Some("66.6"), "assessment.parts_disagree"),
        (false, "own rules", Some("50"), Some("66.6"), "assessment.failed"),
        (true, "own rules", Some("49.5"), Some("100"), "assessment.parts_disagree"),
        (true, "own rules", Some("100"), Some("59.5"), "assessment.parts_disagree"),
        (false, "own rules", Some("60"), Some("60"), "assessment.parts_disagree"),
        (true, "own rules", Some("60"), None, "assessment.one_part"),
        (true, "of the commission", None, None, "assessment.document_unknown"),
        (true, "hearsay", None, None, "assessment.document_unknown"),
        (true, " ", None, None, "assessment.no_document"),
    ] {
        let desk = desk();
        let mut record = desk.admitted("p", 2023, 600);
        desk.accept(&mut record, date(2023, 9, 1), Command::Register);
        desk.accept(&mut record, date(2026, 7, 1), Command::CompleteStage);
        let decided = desk.decide(&record, date(2026, 7, 2), &assess(passed, document, general, skill));
        assert_eq!(decided.decision.code, code, "{document} {general:?} {skill:?}");
        let clause = if code.contains("part") { "4.2.2.c" } else { "3.4.2.a" };
        assert!(decided.decision.cites(&ClauseId::from(clause)), "{code}");
        assert_eq!(
            decided.decision.outcome == Outcome::Accepted,
            code == "assessment.passed" || code == "assessment.failed"
        );
    }
}

// case: 3.4.2.b refused
#[test]
fn after_college_the_rules_are_the_commissions() {
    let desk = desk();
    let mut record = desk.admitted("p", 2023, 600);
    desk.accept(&mut record, date(2023, 9, 1), Command::Register);
    desk.accept(&mut record, date(2026, 7, 1), Command::CompleteStage);
    desk.accept(&mut record, date(2026, 7, 2), assess(true, "own rules", None, None));
    desk.accept(&mut record, date(2026, 9, 1), Command::Progress);
    desk.accept(&mut record, date(2028, 7, 1), Command::CompleteStage);
    let refused = desk.decide(&record, date(2028, 7, 2), &assess(true, "own rules", None, None)).decision;
    assert_eq!((refused.outcome, refused.cites(&ClauseId::from("3.4.2.b"))), (Outcome::Refused, true));
    desk.accept(&mut record, date(2028, 7, 2), assess(true, "of the commission", None, None));
}
