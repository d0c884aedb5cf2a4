//! Conflicts and gaps: each kind is found in an edition that has it, and the shipped one has only what it accepts.

use super::{edited, load, replaced};
use guantong_policy::edition::builtin;
use guantong_policy::edition::change::{Changes, Instead};
use guantong_policy::edition::findings::used::{ARTICLES, ASKED, CITED, READ};
use guantong_policy::edition::findings::{FindingKind, findings};
use guantong_policy::edition::{Edition, Value};
use std::collections::BTreeSet;
use std::path::Path;

const NOTICE: &str = "parameters/notice.toml";
const RECORD: &str = "parameters/record.toml";
const BUILT: &[(&str, &[&str])] = &[("repeat-limit-scope", &["progression", "programme"])];

fn found(edition: &Edition) -> BTreeSet<(FindingKind, String)> {
    findings(edition, BUILT).into_iter().filter(|one| one.stops()).map(|one| (one.kind, one.name)).collect()
}

/// Edits the shipped edition and expects exactly one finding.
fn check(file: &str, from: &str, to: &str, kind: FindingKind, name: &str) {
    let files = edited(file, |text| replaced(text, from, to));
    let edition = load(&files).unwrap_or_else(|faults| panic!("{from} → {to}: {faults:?}"));
    let found = found(&edition);
    assert!(found.contains(&(kind, name.to_owned())), "{from} → {to}: {found:?}");
}

#[test]
fn the_shipped_edition_has_only_what_it_accepts() {
    assert_eq!(found(builtin().unwrap()), BTreeSet::new());
}

#[test]
fn each_kind_is_found() {
    use FindingKind::{
        AcceptedIdle, AllowanceWider, ArticleMissing, ChoiceUnbuilt, ClauseMissing, FloorAboveFull,
        LeastAboveMost, NoDay, ParameterMissing, ParameterUnread, ProvisionUnserved, ReadingMissing,
        ReadingUnread, SumDiffers, ValueOut, WeightsDiffer, WindowBeyond, WindowReversed,
    };
    check("rulebooks/higher.toml", "number = 27\n", "number = 127\n", ArticleMissing, "higher 27");
    check(RECORD, "name = \"transfers.max\"", "name = \"transfers.most\"", ParameterMissing, "transfers.max");
    check(RECORD, "name = \"transfers.max\"", "name = \"transfers.most\"", ParameterUnread, "transfers.most");
    let readings = "interpretations/record.toml";
    check(readings, "id = \"same-school\"", "id = \"own-school\"", ReadingMissing, "same-school");
    check(readings, "id = \"same-school\"", "id = \"own-school\"", ReadingUnread, "own-school");
    check(
        readings,
        "{ id = \"programme\", words = \"七年合计一次\"",
        "{ id = \"never\", words = \"不得留级\"",
        ChoiceUnbuilt,
        "repeat-limit-scope",
    );
    check(NOTICE, "value = 380 }", "value = 520 }", FloorAboveFull, "score.floor");
    check(RECORD, "value = [2, 4]", "value = [4, 2]", WindowReversed, "transfer.window.school");
    check(RECORD, "value = [2, 2]", "value = [2, 5]", WindowBeyond, "transfer.window.college");
    check(RECORD, "value = [1, 1]", "value = [1, 4]", AllowanceWider, "transfer.window.major-across-class");
    check(RECORD, "value = [2, 2]", "value = [-2, 2]", ValueOut, "transfer.window.college");
    check(NOTICE, "value = \"12-31\"", "value = \"12-32\"", NoDay, "report.deadline");
    check(NOTICE, "value = 1920", "value = 1921", SumDiffers, "plan.places.total");
    check(NOTICE, "value = [1, 1, 1, 1, 1, 1]", "value = [1, 1, 1]", WeightsDiffer, "evaluation.weights");
    let training = "parameters/training.toml";
    check(training, "value = 16 }", "value = 19 }", LeastAboveMost, "training.hours-per-credit.from");
    // A provision that nothing serves any more, and one that is cited and gone.
    let files = edited("provisions.csv", |text| replaced(text, "\n3.3.4.b,", "\n3.3.4.z,"));
    let kinds = found(&load(&files).unwrap());
    assert!(kinds.contains(&(ClauseMissing, "3.3.4.b".to_owned())), "{kinds:?}");
    assert!(kinds.contains(&(ProvisionUnserved, "3.3.4.z".to_owned())), "{kinds:?}");
    // What is accepted and is not there is told, and stops nobody.
    let files = edited("edition.toml", |text| replaced(text, "name = \"rounds\"", "name = \"score.floor\""));
    let idle = findings(&load(&files).unwrap(), BUILT);
    assert!(idle.iter().any(|one| one.kind == AcceptedIdle && one.name == "score.floor" && !one.stops()));
}

#[test]
fn an_edition_is_changed_in_value_and_reading() {
    let edition = builtin().unwrap();
    let day: guantong_model::Date = "2023-09-01".parse().unwrap();
    let mut changes = Changes::default();
    assert_eq!(edition.changed(&changes).unwrap().number("score.floor", day), Some(490));
    changes.parameters.insert("score.floor".to_owned(), Instead::By(10));
    changes.choices.insert("repeat-limit-scope".to_owned(), "programme".to_owned());
    let changed = edition.changed(&changes).unwrap();
    assert_eq!(changed.number("score.floor", day), Some(500));
    assert_eq!(changed.switch("repeat-limit-scope"), Some("programme"));
    changes.parameters.insert("score.floor".to_owned(), Instead::By(-600));
    changes.parameters.insert("transfer.window.school".to_owned(), Instead::Value(Value::Number(2)));
    changes.parameters.insert("no.such".to_owned(), Instead::By(1));
    changes.choices.insert("repeat-limit-scope".to_owned(), "never".to_owned());
    changes.choices.insert("no-such".to_owned(), "never".to_owned());
    let wrong: Vec<String> = edition.changed(&changes).unwrap_err().into_iter().map(|one| one.id).collect();
    assert_eq!(
        wrong,
        [
            "what-if-no-parameter",
            "what-if-wrong-value",
            "what-if-wrong-value",
            "what-if-no-interpretation",
            "what-if-no-choice"
        ]
    );
}

/// What the lists say is used is named where they say it is.
#[test]
fn what_is_used_is_named_in_the_sources() {
    let crates = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    for (name, place) in READ.iter().chain(ASKED) {
        let text = std::fs::read_to_string(crates.join(place)).unwrap_or_else(|_| panic!("no file {place}"));
        // Of a pattern only its beginning stands there.
        let named = match name.split_once('*') {
            Some((stem, _)) => format!("\"{}", stem.trim_end_matches('.')),
            None => format!("\"{name}\""),
        };
        assert!(text.contains(&named), "{name} is not in {place}");
    }
    let mut sources = String::new();
    for one in ["registry", "admission", "policy", "programme", "cooperation", "indicators", "training"] {
        collect(&crates.join(one).join("src"), &mut sources);
    }
    for clause in CITED {
        assert!(sources.matches(&format!("\"{clause}\"")).count() > 1, "{clause} is cited nowhere");
    }
    for number in ARTICLES.iter().flat_map(|(_, numbers)| *numbers) {
        assert!(sources.matches(&format!("\"{number}\"")).count() > 1, "article {number} is named nowhere");
    }
}

fn collect(folder: &Path, text: &mut String) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            collect(&path, text);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            text.push_str(&std::fs::read_to_string(&path).unwrap());
        }
    }
}
