//! Rows to put in.

use guantong_model::{
    CandidateNo, PersonId, ProgrammeId, Qualification, RuleBook, Score, Stage, StageWork, Standing, StudentId,
};
use guantong_service::rows::{Candidate, Person, Round, RulesOnFile, Student};
use jiff::civil::date;

pub fn person(n: u32, name: &str, pinyin: &str, initials: &str) -> Person {
    Person {
        id: PersonId(format!("P-{n}")),
        name: name.to_owned(),
        pinyin: pinyin.to_owned(),
        initials: initials.to_owned(),
        sex: 1,
        birth_on: date(2008, 3, 1),
        district: "110108".to_owned(),
        junior_school: "示例中学".to_owned(),
        salt: vec![1, 2, 3],
        sealed: Default::default(),
    }
}

pub fn candidate(n: u32) -> Candidate {
    Candidate {
        year: 2023,
        no: CandidateNo(format!("23110800{n:03}")),
        person: PersonId(format!("P-{n}")),
        total: Score::parse("520.5").unwrap(),
        chinese: Score::points(88),
        mathematics: Score::points(90),
        foreign_language: Score::points(91),
        priority: false,
        draw: i64::from(n),
        qualified: true,
        household: true,
        bonus: Score::points(10),
        boards: Some(false),
        tests_passed: vec![],
        early: vec![ProgrammeId::from("a"), ProgrammeId::from("b")],
        unified: vec![],
    }
}

pub fn student(n: u32, name: &str, pinyin: &str, initials: &str) -> Student {
    Student {
        id: StudentId(format!("2023-{n:05}")),
        person: PersonId(format!("P-{n}")),
        name: name.to_owned(),
        pinyin: pinyin.to_owned(),
        initials: initials.to_owned(),
        district: "110108".to_owned(),
        candidate_no: CandidateNo(format!("23110800{n:03}")),
        entry_year: 2023,
        cohort: 2023,
        programme: ProgrammeId::from("a"),
        institution: "甲校".to_owned(),
        partner: "乙大学".to_owned(),
        applied_to: None,
        stage: Stage::Secondary,
        standing: Standing::Studying,
        work: StageWork::Open,
        assessed: None,
        qualification: Qualification::Held,
        studies_at: "甲校".to_owned(),
        registered_at: Some("甲校".to_owned()),
        rule_book: RuleBook::Secondary,
        score: Score::points(520),
        round: Round::Early,
        preference: 1,
        version: 2,
    }
}

/// Rules of a progression with all that rules can have, so that nothing is lost on the way.
pub fn rules(issuer: serde_json::Value, version: u32) -> RulesOnFile {
    let rules = serde_json::json!({
        "title": "办法",
        "number": "〔2028〕2号",
        "version": version,
        "issuer": issuer,
        "year": 2028,
        "after": "college",
        "from": "2028-01-01",
        "components": [
            {"part": "paper-1", "name": "专业课", "weight": 20, "full_marks": 150, "pass_mark": "60.5"},
            {"part": "paper-2", "weight": 20, "full_marks": 100},
            {"part": "coursework", "weight": 60, "full_marks": 100},
            {"part": "ability", "weight": 0, "full_marks": 10},
        ],
        "full_marks": 110,
        "pass_mark": "60.25",
    });
    RulesOnFile {
        rules: serde_json::from_value(rules).unwrap(),
        source_name: "办法.toml".to_owned(),
        source_digest: "d".to_owned(),
        filed_at: 7,
        filed_by: "a".to_owned(),
    }
}
