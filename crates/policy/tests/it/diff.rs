//! Differences between editions.

use super::{clause, edited, load, replaced};
use guantong_model::Fact;
use guantong_policy::edition::diff::{Change, Subject, diff};
use guantong_policy::edition::{Value, builtin};

/// The differences after editing one file.
fn changes(file: &str, from: &str, to: &str) -> Vec<Change> {
    let files = edited(file, |text| replaced(text, from, to));
    diff(builtin().unwrap(), &load(&files).unwrap())
}

#[test]
fn an_edition_does_not_differ_from_itself() {
    let moved = changes("parameters/notice.toml", "[[parameter]]\n", "\n\n[[parameter]]\n");
    assert_eq!(moved, [], "lines are no difference");
}

#[test]
fn a_parameter_with_another_value() {
    let found = changes(
        "parameters/notice.toml",
        "to = 2024-12-31, value = 490 }, { from = 2025-01-01, value = 380 }]",
        "to = 2024-03-31, value = 490 }, { from = 2024-04-01, value = 480 }]",
    );
    let [Change::Value { parameter, clause: of, old, new }] = found.as_slice() else { panic!("{found:?}") };
    assert_eq!((parameter.as_str(), of), ("score.floor", &clause("3.1.2.a")));
    let values =
        |dated: &[guantong_policy::edition::Dated]| dated.iter().map(|d| d.value.clone()).collect::<Vec<_>>();
    assert_eq!(values(old), [Value::Number(490), Value::Number(380)]);
    assert_eq!(values(new), [Value::Number(490), Value::Number(480)]);
    assert_eq!(new[1].from.to_string(), "2024-04-01");
    let message = found[0].message();
    assert_eq!(message.facts["new"], Fact::from("490 [2023-04-07/2024-03-31]; 480 [2024-04-01/]"));
}

#[test]
fn provisions_choices_institutions_and_majors() {
    let found = changes("provisions.csv", "最低录取分数线统一设置为490分,", "最低录取分数线统一设置为500分,");
    let [Change::Reworded { subject: Subject::Provision, name, .. }] = found.as_slice() else {
        panic!("{found:?}")
    };
    assert_eq!(name, "3.1.2.a");

    let found = changes("interpretations/edition.toml", "chosen = \"annex\"", "chosen = \"published-only\"");
    let [Change::Choice { interpretation, old, new }] = found.as_slice() else { panic!("{found:?}") };
    assert_eq!(
        (interpretation.as_str(), old.as_str(), new.as_str()),
        ("designated-list", "annex", "published-only")
    );

    let found = changes("institutions.toml", "name = \"北京联合大学\"", "name = \"北京联合科技大学\"");
    let named = found.iter().map(|change| match change {
        Change::Added { subject, name, .. } => ("added", *subject, name.as_str()),
        Change::Removed { subject, name, .. } => ("removed", *subject, name.as_str()),
        other => panic!("{other:?}"),
    });
    let named: Vec<_> = named.collect();
    assert_eq!(
        named,
        [
            ("added", Subject::Institution, "北京联合科技大学"),
            ("removed", Subject::Institution, "北京联合大学"),
        ]
    );

    let found = changes("majors.csv", "510203,5102", ",");
    let [Change::Reworded { subject: Subject::Major, name, old, .. }] = found.as_slice() else {
        panic!("{found:?}")
    };
    assert_eq!(name, "软件技术 (college)");
    assert_eq!(old, &Fact::List(vec![Fact::from("510203"), Fact::from("软件技术")]));

    let found = changes("edition.toml", "from = 2023-04-07", "from = 2023-04-08");
    let [Change::Head { field: "from", old, new }] = found.as_slice() else { panic!("{found:?}") };
    assert_eq!((old.as_str(), new.as_str()), ("2023-04-07", "2023-04-08"));
}
