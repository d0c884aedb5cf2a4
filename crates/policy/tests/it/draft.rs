//! A draft over the shipped edition: which files it stands for, and what of it can be tried.

use super::{edited, load, replaced};
use guantong_model::Message;
use guantong_policy::edition::builtin;
use guantong_policy::edition::change::Instead;
use guantong_policy::edition::draft::{Differences, Untried, differences, inside, laid_over};
use guantong_policy::edition::{Edition, Value};

const NOTICE: &str = "parameters/notice.toml";
const RECORD: &str = "parameters/record.toml";
const READINGS: &str = "interpretations/record.toml";
const FLOOR: &str = "{ from = 2023-04-07, to = 2024-12-31, value = 490 }, { from = 2025-01-01, value = 380 }";

fn published() -> &'static Edition {
    builtin().unwrap()
}

/// What a draft has otherwise, whose file says `to` in the place of `from`.
fn of(file: &str, from: &str, to: &str) -> Differences {
    let draft =
        load(&edited(file, |text| replaced(text, from, to))).unwrap_or_else(|faults| panic!("{faults:?}"));
    differences(
        published(),
        &draft,
        &["score.floor", "transfers.max", "transfer.window.school", "repeats.max"],
        &["repeat-limit-scope"],
    )
}

fn only(found: &Differences, name: &str) -> Instead {
    assert_eq!((found.changes.parameters.len(), found.tried.len()), (1, 1), "{found:?}");
    found.changes.parameters[name].clone()
}

fn why(found: &Differences) -> Vec<Untried> {
    found.untried.iter().map(|(_, why)| *why).collect()
}

#[test]
fn a_changed_number_is_tried_on_all_days() {
    let found = of(
        RECORD,
        "name = \"transfers.max\"\nclause = \"3.3.5.a\"\nunit = \"times\"\nvalues = [{ from = 2023-04-07, value = 1 }]",
        "name = \"transfers.max\"\nclause = \"3.3.5.a\"\nunit = \"times\"\nvalues = [{ from = 2023-04-07, to = 2026-08-31, value = 1 }, { from = 2026-09-01, value = 2 }]",
    );
    assert_eq!(only(&found, "transfers.max"), Instead::Value(Value::Number(2)));
    assert_eq!(why(&found), []);
}

#[test]
fn a_number_of_several_years_is_tried_by_how_much_more() {
    let floor = |to: &str| of(NOTICE, FLOOR, to);
    let one = floor(
        "{ from = 2023-04-07, to = 2024-12-31, value = 490 }, { from = 2025-01-01, to = 2026-12-31, value = 380 }, { from = 2027-01-01, value = 390 }",
    );
    assert_eq!((only(&one, "score.floor"), why(&one)), (Instead::By(10), vec![]));
    let both =
        floor("{ from = 2023-04-07, to = 2024-12-31, value = 500 }, { from = 2025-01-01, value = 390 }");
    assert_eq!((only(&both, "score.floor"), why(&both)), (Instead::By(10), vec![]), "by the same");
    let two =
        floor("{ from = 2023-04-07, to = 2024-12-31, value = 500 }, { from = 2025-01-01, value = 375 }");
    assert_eq!((only(&two, "score.floor"), why(&two)), (Instead::By(-5), vec![Untried::Earlier]), "the last");
    let first =
        floor("{ from = 2023-04-07, to = 2024-12-31, value = 480 }, { from = 2025-01-01, value = 380 }");
    assert_eq!(only(&first, "score.floor"), Instead::By(-10), "the last that differs");
}

#[test]
fn a_window_and_a_reading_are_tried() {
    let window = of(RECORD, "value = [2, 4]", "value = [3, 4]");
    let numbers = [3, 4].map(Value::Number);
    assert_eq!(only(&window, "transfer.window.school"), Instead::Value(Value::List(numbers.into())));
    let reading = of(READINGS, "chosen = \"progression\"", "chosen = \"programme\"");
    assert_eq!(reading.changes.choices["repeat-limit-scope"], "programme");
    assert!(reading.changes.parameters.is_empty() && reading.untried.is_empty(), "{reading:?}");
}

#[test]
fn what_cannot_be_tried_is_told_with_why() {
    let cases = [
        (NOTICE, "value = \"12-31\"", "value = \"12-30\"", Untried::Unread),
        (RECORD, "value = [2, 4]", "value = [2, 3, 4]", Untried::Shape),
        (RECORD, "name = \"transfers.max\"", "name = \"transfers.most\"", Untried::Shape),
        ("edition.toml", "issued_on = 2023-04-07", "issued_on = 2023-04-08", Untried::Words),
        (
            "interpretations/edition.toml",
            "chosen = \"annex\"",
            "chosen = \"published-only\"",
            Untried::Unread,
        ),
    ];
    for (file, from, to, expected) in cases {
        let found = of(file, from, to);
        assert!(found.changes.is_none() && found.tried.is_empty(), "{to}: {found:?}");
        assert!(why(&found).contains(&expected), "{to}: {found:?}");
    }
    let same = differences(published(), published(), &[], &[]);
    assert_eq!(same, Differences::default());
}

#[test]
fn a_folder_is_known_by_its_head_wherever_it_was_packed() {
    for (names, inner) in [
        (["edition.toml", "parameters/a.toml"], ["edition.toml", "parameters/a.toml"]),
        (["draft/edition.toml", "draft/parameters/a.toml"], ["edition.toml", "parameters/a.toml"]),
        (["a/b/edition.toml", "a/b/notice.md"], ["edition.toml", "notice.md"]),
        (["draft/parameters/a.toml", "draft/notice.md"], ["parameters/a.toml", "notice.md"]),
        (["parameters/a.toml", "parameters/b.toml"], ["parameters/a.toml", "parameters/b.toml"]),
        (["b.toml", "a.toml"], ["b.toml", "a.toml"]),
        (["not-edition.toml", "draft/a.toml"], ["not-edition.toml", "draft/a.toml"]),
    ] {
        assert_eq!(inside(&names), inner, "{names:?}");
    }
}

#[test]
fn a_file_given_alone_takes_the_place_of_its_namesake() {
    let shipped = published().file_names().count();
    for (name, text, stands_for) in [
        ("notice.toml", "x", NOTICE),
        ("cooperation.toml", "[[parameter]]\n", "parameters/cooperation.toml"),
        ("cooperation.toml", " [[interpretation]]\n", "interpretations/cooperation.toml"),
        ("higher.toml", "x", "rulebooks/higher.toml"),
        ("admission.toml", "x", "admission.toml"),
        ("interpretations/plan.toml", "x", "interpretations/plan.toml"),
    ] {
        let texts = laid_over(published(), vec![(name.to_owned(), text.to_owned())]);
        assert_eq!(texts.len(), shipped, "{name}");
        let found = texts.iter().filter(|(name, _)| name == stands_for).collect::<Vec<_>>();
        assert_eq!(found, [&(stands_for.to_owned(), text.to_owned())], "{name}");
    }
    let new = laid_over(published(), vec![("later.toml".to_owned(), "[[parameter]]".to_owned())]);
    assert!(new.len() == shipped + 1 && new.iter().any(|(name, _)| name == "parameters/later.toml"));
}

#[test]
fn a_folder_stands_for_itself_alone() {
    let given = vec![("edition.toml".to_owned(), "x".to_owned())];
    assert_eq!(laid_over(published(), given.clone()), given);
    let texts: Vec<(String, String)> = edited(NOTICE, str::to_owned);
    let draft = load(&laid_over(published(), texts)).unwrap();
    assert_eq!(differences(published(), &draft, &[], &[]).untried, Vec::<(Message, Untried)>::new());
}
