//! What the shipped edition must hold.

use super::clause;
use guantong_model::{Date, InstitutionKind, RuleBook, Track};
use guantong_policy::Edition;
use guantong_policy::edition::{Certainty, MajorLevel, ProvisionKind, Value, builtin, builtin_files};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

fn shipped() -> &'static Edition {
    builtin().unwrap_or_else(|faults| {
        let faults: Vec<_> = faults.iter().map(ToString::to_string).collect();
        panic!("the shipped edition has faults:\n{}", faults.join("\n"))
    })
}

fn on(text: &str) -> Date {
    text.parse().unwrap()
}

#[test]
fn every_text_of_the_folder_is_shipped() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../editions/beijing-2023");
    let mut there = BTreeSet::new();
    for entry in std::fs::read_dir(&folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            there.extend(std::fs::read_dir(path).unwrap().map(|entry| entry.unwrap().path()));
        } else {
            there.insert(path);
        }
    }
    let name =
        |path: &std::path::PathBuf| path.strip_prefix(&folder).unwrap().to_str().unwrap().replace('\\', "/");
    // The annex as published lies there too: a spreadsheet is no text of the edition.
    let text = |path: &&std::path::PathBuf| path.extension().is_none_or(|extension| extension != "xlsx");
    let there: BTreeSet<String> = there.iter().filter(text).map(name).collect();
    let shipped: BTreeSet<String> = builtin_files().iter().map(|(name, _)| (*name).to_owned()).collect();
    assert_eq!(there, shipped, "crates/policy/src/edition/builtin.rs lists the files");
}

#[test]
fn every_provision_is_there_with_words_and_duty() {
    let edition = shipped();
    assert_eq!(edition.provisions().len(), 71);
    let mut kinds: BTreeMap<&str, u32> = BTreeMap::new();
    for provision in edition.provisions() {
        *kinds.entry(provision.kind.as_str()).or_default() += 1;
        assert!(!provision.duty.is_empty() && !provision.words_en.is_empty(), "{}", provision.id);
        let han = provision.duty_zh.chars().any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c));
        assert!(han && provision.duty_zh.ends_with('。'), "{}: {}", provision.id, provision.duty_zh);
        let narrow = provision.duty_zh.contains([',', ';', ':', '?', '!', '！', '(', ')', '"']);
        assert!(!narrow, "{}: punctuation is full-width: {}", provision.id, provision.duty_zh);
    }
    let expected =
        [("parameter", 3), ("principle", 1), ("record", 27), ("report", 5), ("right", 4), ("rule", 31)];
    assert_eq!(kinds, BTreeMap::from(expected));
    let floor = edition.provision(&clause("3.1.2.a")).unwrap();
    assert_eq!((floor.label.as_str(), floor.kind), ("三（一）2", ProvisionKind::Parameter));
    assert_eq!(floor.words, "最低录取分数线统一设置为490分");
    assert_eq!(floor.duty_zh, "各项目最低录取分数线均为 490 分；低于此线的，计划有余额也不录取。");
    assert!(floor.duty.starts_with("Minimum admission score 490"), "{}", floor.duty);
    assert!(floor.quote().contains("统一设置为 490 分"));
}

/// Every quotation stands in the notice as it was published, word for word.
#[test]
fn quotations_are_the_notices_own_words() {
    let edition = shipped();
    let notice = edition.file("notice.md").unwrap();
    let quoted: Vec<_> = edition.provisions().iter().filter(|p| p.words_full.is_some()).collect();
    assert_eq!(quoted.len(), 69, "all but the two of the annex");
    for provision in quoted {
        assert!(notice.contains(provision.quote()), "{}", provision.id);
    }
}

#[test]
fn parameters_have_their_values_and_clauses() {
    let edition = shipped();
    let day = on("2024-05-01");
    for (name, value, of) in [
        ("score.floor", 490, "3.1.2.a"),
        ("score.full", 670, "3.1.3.b"),
        ("plan.published.total", 1375, "annex.b"),
        ("plan.places.college-bachelor", 1920, "annex.b"),
        ("plan.places.secondary-bachelor", 890, "annex.b"),
        ("plan.places.total", 2810, "annex.b"),
        ("dispatch.per-semester", 1, "4.2.2.d"),
        ("appeal.days", 10, "3.3.3.a"),
    ] {
        assert_eq!(edition.number(name, day), Some(value), "{name}");
        assert_eq!(edition.clause_of(name), Some(&clause(of)), "{name}");
    }
    for track in Track::ALL {
        let years = edition.numbers(&format!("stage.years.{track}"), day);
        assert_eq!(years, Some(vec![3, 2, 2]), "{track}");
    }
    assert_eq!(edition.text("report.deadline", day), Some("12-31"));
    assert_eq!(edition.list("rounds", day).unwrap().first(), Some(&Value::Text("early".to_owned())));
    assert_eq!(edition.number("report.deadline", day), None, "a text is no number");
    assert_eq!(edition.number("score.floor", on("2023-04-06")), None, "the day before the notice");
    assert_eq!(edition.number("score.floor", on("2023-04-07")), Some(490));
    // Full marks and the floor are those of each year of admission.
    for (year, full, floor) in
        [("2023", 660, 490), ("2024", 670, 490), ("2025", 510, 380), ("2026", 510, 380)]
    {
        let examination = on(&format!("{year}-07-01"));
        assert_eq!(edition.number("score.full", examination), Some(full), "{year}");
        assert_eq!(edition.number("score.floor", examination), Some(floor), "{year}");
    }
    assert_eq!(edition.number("no.such", day), None);
    let of_chapter: Vec<_> = edition.parameters_of(&clause("3.1.2")).map(|p| p.name.as_str()).collect();
    assert!(of_chapter.contains(&"score.floor") && of_chapter.contains(&"rounds"), "{of_chapter:?}");
}

/// The floor and the full marks stand twice: with their clauses, and in the authority's rule set.
#[test]
fn the_admission_rule_set_says_the_same_scores() {
    let edition = shipped();
    let rules: toml::Table = edition.file("admission.toml").unwrap().parse().unwrap();
    for (name, key) in [("score.floor", "score_floor"), ("score.full", "full_marks")] {
        let value = rules[key]["value"].as_integer();
        assert_eq!(value, edition.number(name, on("2023-07-01")), "{name}");
    }
}

#[test]
fn switches_and_designation_follow_the_interpretation() {
    let edition = shipped();
    assert_eq!(edition.switch("designated-list"), Some("annex"));
    assert_eq!(edition.switch("no-such"), None);
    for (name, year, listed) in [
        ("北京财贸职业学院", 2023, Some(true)),
        ("财贸职业学院", 2025, Some(true)),
        ("北京市昌平职业学校", 2023, Some(true)),
        ("北京财贸职业学院", 2022, None),
        ("北京联合大学", 2023, None),
        ("某某学院", 2023, None),
    ] {
        assert_eq!(edition.designated(name, year), listed, "{name} {year}");
    }
    assert_eq!(edition.designation("北京财贸职业学院", 2023).unwrap().certainty, Certainty::Assumed);
    let strict = super::edited("interpretations/edition.toml", |text| {
        super::replaced(text, "chosen = \"annex\"", "chosen = \"published-only\"")
    });
    assert_eq!(super::load(&strict).unwrap().designated("北京财贸职业学院", 2023), None);
}

#[test]
fn rule_books_are_found_by_article() {
    let edition = shipped();
    for (book, number, topic) in [
        (RuleBook::Higher, "22", "转学的条件"),
        (RuleBook::Higher, "第三十三条", "结业与肄业"),
        (RuleBook::Higher, "22(2)", "转学的条件"),
        (RuleBook::Secondary, "13", "转学"),
        (RuleBook::Secondary, "第36条", "毕业、结业与证书"),
    ] {
        assert_eq!(edition.article(book, number).map(|a| a.topic.as_str()), Some(topic), "{book} {number}");
    }
    assert_eq!(edition.article(RuleBook::Secondary, "99"), None);
    assert_eq!(edition.article(RuleBook::Secondary, "校规"), None);
    assert!(
        edition.rule_book(RuleBook::Higher).unwrap().articles.iter().all(|a| a.certainty == Certainty::Text)
    );
    let secondary = &edition.rule_book(RuleBook::Secondary).unwrap().articles;
    assert!(secondary.iter().all(|a| a.certainty != Certainty::Text), "its full text was not at hand");
}

#[test]
fn institutions_districts_and_majors_are_those_of_the_annex() {
    let edition = shipped();
    let count =
        |kind, front| edition.institutions().iter().filter(|i| i.kind == kind && i.front == front).count();
    assert_eq!(count(InstitutionKind::College, true), 7);
    assert_eq!(count(InstitutionKind::SecondarySchool, true), 5);
    assert_eq!(count(InstitutionKind::University, true), 1);
    assert_eq!(edition.institutions().iter().filter(|i| i.partner).count(), 7);
    let city = edition.institution("北京城市学院").unwrap();
    assert!(city.front && city.partner && city.kind == InstitutionKind::University);
    assert_eq!(edition.districts().len(), 16);
    assert_eq!(edition.district("110114").map(|d| d.name.as_str()), Some("昌平区"));

    let level = |level| edition.majors().iter().filter(|m| m.level == level).count();
    assert_eq!((level(MajorLevel::College), level(MajorLevel::Secondary)), (41, 27));
    let accounting = edition.major("大数据与会计", MajorLevel::College).unwrap();
    assert_eq!((accounting.class.as_deref(), accounting.broad_class()), (Some("5303"), Some("53")));
    let machines = edition.major("机械制造及自动化", MajorLevel::College).unwrap();
    assert_eq!(machines.name, "机械制造与自动化", "the annex writes the name otherwise");
    let cars = |level| edition.major("智能网联汽车技术", level).unwrap().code.as_deref();
    assert_eq!(cars(MajorLevel::College), Some("460704"));
    assert_eq!(cars(MajorLevel::Secondary), None, "not in the secondary catalogue");
}
