//! What is listed of an edition.

use guantong_model::Fact;
use guantong_policy::edition::builtin;
use guantong_policy::edition::show::{Part, find, lines};

#[test]
fn every_part_is_listed_under_its_heading() {
    let edition = builtin().unwrap();
    for (part, count) in [
        (Part::Provisions, edition.provisions().len()),
        (Part::Parameters, edition.parameters().len()),
        (Part::Institutions, edition.institutions().len()),
        (Part::Majors, edition.majors().len()),
        (Part::Districts, edition.districts().len()),
    ] {
        let lines = lines(edition, part);
        assert_eq!(lines.len(), count + 1, "{part}");
        assert_eq!(lines[0].id, format!("edition-show-heading-{part}"));
        assert_eq!(lines[0].facts["count"], Fact::from(count), "{part}");
    }
    let books = lines(edition, Part::RuleBooks);
    let articles: usize = edition.rule_books().iter().map(|book| book.articles.len()).sum();
    assert_eq!(books.len(), 1 + edition.rule_books().len() + articles);
    let chosen =
        lines(edition, Part::Interpretations).iter().filter(|line| line.id == "edition-show-chosen").count();
    assert_eq!(chosen, edition.interpretations().len(), "every interpretation shows the choice in force");
}

#[test]
fn a_parameter_is_listed_with_days_and_clause() {
    let line = find(builtin().unwrap(), "score.floor").pop().unwrap();
    assert_eq!(line.facts["values"], Fact::from("490 [2023-04-07/2024-12-31]; 380 [2025-01-01/]"));
    assert_eq!(line.facts["clause"], Fact::from("3.1.2.a"));
}

#[test]
fn whatever_is_named_is_found() {
    let edition = builtin().unwrap();
    for (name, ids) in [
        ("3.1.2.a", &["edition-show-provision", "edition-show-quotation", "edition-show-parameter"][..]),
        ("evaluation-weights", &["edition-show-interpretation", "edition-show-chosen"][..]),
        ("higher 第22条", &["edition-show-article"][..]),
        ("北京联合大学", &["edition-show-university"][..]),
        ("北京市商业学校", &["edition-show-institution"][..]),
        ("软件技术", &["edition-show-major"][..]),
        ("110114", &["edition-show-district"][..]),
        ("districts", &["edition-show-heading-districts", "edition-show-district"][..]),
    ] {
        let found = find(edition, name);
        let found: Vec<_> = found.iter().map(|line| line.id.as_str()).collect();
        assert!(ids.iter().all(|id| found.contains(id)), "{name}: {found:?}");
    }
    assert_eq!(find(edition, "3.1.2").iter().filter(|line| line.id == "edition-show-provision").count(), 2);
    assert_eq!(find(edition, "no.such"), []);
    assert_eq!(find(edition, ""), []);
}
