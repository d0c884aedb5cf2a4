//! Everything a wrong edition is refused for, by file and line.

use super::{edited, load, replaced};
use guantong_policy::Edition;
use guantong_policy::edition::builtin_files;

const PARAMETERS: &str = "parameters/notice.toml";
const INTERPRETATIONS: &str = "interpretations/edition.toml";
const HIGHER: &str = "rulebooks/higher.toml";
const INSTITUTIONS: &str = "institutions.toml";

/// Replaces `from` by `to` in one file of the shipped edition and expects exactly one fault, on the first line
/// where `marker` stands afterwards.
fn check(file: &str, from: &str, to: &str, marker: &str, id: &str) {
    let files = edited(file, |text| replaced(text, from, to));
    let text = &files.iter().find(|(name, _)| name == file).unwrap().1;
    let line =
        text.lines().position(|line| line.contains(marker)).unwrap_or_else(|| panic!("no {marker}")) + 1;
    let faults = load(&files).err().unwrap_or_else(|| panic!("{id}: the edition was loaded"));
    let found: Vec<_> =
        faults.iter().map(|f| (f.file.as_str(), f.line as usize, f.message.id.as_str())).collect();
    assert_eq!(found, [(file, line, id)], "{from} → {to}: {faults:?}");
}

/// As [`check`], for edits whose result marks its own line.
fn check_at(file: &str, from: &str, to: &str, id: &str) {
    check(file, from, to, to, id);
}

#[test]
fn what_is_cited_must_exist() {
    check_at(PARAMETERS, "clause = \"3.1.2.a\"", "clause = \"3.1.2.z\"", "edition-clause-unknown");
    check_at(INTERPRETATIONS, "clause = \"2.1.a\"", "clause = \"2.9\"", "edition-clause-unknown");
    check_at(PARAMETERS, "article = \"higher 60\"", "article = \"higher 99\"", "edition-article-unknown");
    check_at(PARAMETERS, "article = \"higher 60\"", "article = \"令41 60\"", "edition-article-unreadable");
    let parameter = "parameter = \"evaluation.weights\"";
    check_at(INTERPRETATIONS, parameter, "parameter = \"no.such\"", "edition-parameter-unknown");
    // A clause that was taken out of the notice is missed wherever it is cited.
    let files = edited("provisions.csv", |text| replaced(text, "\n3.2.1.b,", "\n3.2.1.x,"));
    let faults = load(&files).unwrap_err();
    assert_eq!(faults.len(), 9, "eight parameters and an interpretation: {faults:?}");
    assert!(faults.iter().all(|fault| fault.message.id == "edition-clause-unknown"), "{faults:?}");
}

#[test]
fn a_parameter_needs_a_clause() {
    let (with, without) = (
        "[[parameter]]\nname = \"score.floor\"\nclause = \"3.1.2.a\"",
        "[[parameter]] # 无条款\nname = \"score.floor\"",
    );
    check(PARAMETERS, with, without, "# 无条款", "edition-parameter-without-clause");
    check_at(PARAMETERS, "clause = \"3.1.2.a\"", "clause = \"\"", "edition-empty");
}

#[test]
fn values_follow_one_another() {
    let end = "to = 2024-12-31, value = 490 }, { from = 2025-01-01, value = 380 }]";
    for (values, marker, id) in [
        ("value = 490 },\n{ from = 2024-04-01, value = 480 }]", "value = 480", "edition-two-values"),
        ("value = 490 },\n{ from = 2023-04-07, value = 480 }]", "value = 480", "edition-two-values"),
        (
            "to = 2024-04-01, value = 490 },\n{ from = 2024-04-01, value = 480 }]",
            "value = 480",
            "edition-two-values",
        ),
        (
            "to = 2024-03-31, value = 490 },\n{ from = 2024-04-02, value = 480 }]",
            "value = 480",
            "edition-value-gap",
        ),
        ("to = 2024-03-31, value = 490 }]", "value = 490", "edition-value-ends"),
    ] {
        check(PARAMETERS, end, values, marker, id);
    }
    let late = "from = 2023-04-08, to = 2024-12-31, value = 490";
    check_at(PARAMETERS, "from = 2023-04-07, to = 2024-12-31, value = 490", late, "edition-value-gap");
    let all = format!("values = [{{ from = 2023-04-07, {end}");
    check_at(PARAMETERS, &all, "values = []", "edition-empty");

    let values = "to = 2024-03-31, value = 490 }, { from = 2024-04-01, value = 480 }]";
    let edition = load(&edited(PARAMETERS, |text| replaced(text, end, values))).unwrap();
    for (day, value) in [("2024-03-31", 490), ("2024-04-01", 480)] {
        assert_eq!(edition.number("score.floor", day.parse().unwrap()), Some(value), "{day}");
    }
}

#[test]
fn the_last_value_may_end_with_the_edition() {
    let ended = |to: &str| {
        let mut files = edited("edition.toml", |text| {
            replaced(text, "from = 2023-04-07\n", "from = 2023-04-07\nto = 2026-03-31\n")
        });
        for (_, text) in files.iter_mut().filter(|(name, _)| name == PARAMETERS) {
            *text = replaced(text, "value = 380", &format!("to = {to}, value = 380"));
        }
        load(&files).map_err(|faults| faults.iter().map(|fault| fault.message.id.clone()).collect::<Vec<_>>())
    };
    assert!(ended("2026-03-31").is_ok());
    assert_eq!(ended("2026-03-30").unwrap_err(), ["edition-value-gap"]);
    let to = "to = 2022-01-01";
    check(
        "edition.toml",
        "from = 2023-04-07\n",
        &format!("from = 2023-04-07\n{to}\n"),
        to,
        "edition-dates-reversed",
    );
}

#[test]
fn keys_and_types_are_strict() {
    for (from, to, marker, id) in [
        ("unit = \"points\"", "unit = \"points\"\nunits = \"points\"", "units", "edition-key-unknown"),
        (
            "to = 2024-12-31, value = 490 }, { from = 2025-01-01, value = 380 }]",
            "to = 2024-03-31, value = 490 },\n{ from = 2024-04-01, value = 1.5 }]",
            "value = 1.5",
            "edition-wrong-type",
        ),
        ("unit = \"points\"", "unit = \"marks\"", "unit = \"marks\"", "edition-word-unknown"),
        ("unit = \"points\"", "unit = 1", "unit = 1", "edition-wrong-type"),
        ("value = 490 ", "value = 490.5 ", "value = 490.5", "edition-wrong-type"),
        ("value = 490 ", "value = true ", "value = true", "edition-wrong-type"),
        (
            "from = 2023-04-07, to = 2024-12-31, value = 490",
            "from = \"2023-04-07\", to = 2024-12-31, value = 490",
            "value = 490",
            "edition-wrong-type",
        ),
        (
            "from = 2023-04-07, to = 2024-12-31, value = 490",
            "from = 2023-04-07T08:00:00, to = 2024-12-31, value = 490",
            "value = 490",
            "edition-wrong-type",
        ),
        (
            "from = 2023-04-07, to = 2024-12-31, value = 490",
            "since = 1, from = 2023-04-07, to = 2024-12-31, value = 490",
            "since",
            "edition-key-unknown",
        ),
        ("value = 380 }]", "value = }]", "value = }]", "edition-bad-toml"),
    ] {
        check(PARAMETERS, from, to, marker, id);
    }
    check("edition.toml", "document = ", "number = 1\ndocument = ", "number = 1", "edition-key-unknown");
    check("edition.toml", "issuer = \"北京市教育委员会\"\n", "", "# 本版政策", "edition-key-missing");
    check_at("edition.toml", "from = 2023-04-07", "from = 2023-02-30", "edition-bad-toml");
}

#[test]
fn names_stand_once() {
    for (file, from, to, marker, id) in [
        (
            PARAMETERS,
            "name = \"score.full\"",
            "name = \"score.floor\" # 又一",
            "# 又一",
            "edition-parameter-twice",
        ),
        (
            INTERPRETATIONS,
            "id = \"share-floors\"",
            "id = \"designated-list\" # 又一",
            "# 又一",
            "edition-interpretation-twice",
        ),
        (
            "provisions.csv",
            "\n3.2.2,三（二）2",
            "\n3.4.2.b,三（二）2",
            "3.4.2.b,三（四）2",
            "edition-provision-twice",
        ),
        ("districts.csv", "110119,延庆区", "110101,延庆区", "延庆区", "edition-district-twice"),
        ("majors.csv", "\n软件技术,", "\n机电一体化技术,", "510203", "edition-major-twice"),
        (
            INSTITUTIONS,
            "name = \"北京联合大学\"",
            "name = \"北京农学院\" # 又一",
            "# 又一",
            "edition-institution-twice",
        ),
        (
            INSTITUTIONS,
            "short = \"联合大学\"",
            "short = \"农学院\"",
            "name = \"北京联合大学\"",
            "edition-institution-twice",
        ),
        (
            INSTITUTIONS,
            "code = \"11417\"",
            "code = \"10020\"",
            "name = \"北京联合大学\"",
            "edition-code-twice",
        ),
    ] {
        check(file, from, to, marker, id);
    }
}

#[test]
fn interpretations_are_whole() {
    for (from, to, marker, id) in [
        ("chosen = \"annex\"", "chosen = \"list\"", "chosen = \"list\"", "edition-word-unknown"),
        (
            "[[interpretation]]\nid = \"designated-list\"",
            "[[interpretation]] # 无名",
            "# 无名",
            "edition-key-missing",
        ),
        ("question_en = \"Does a university", "question_en = \"\" # ", "question_en = \"\"", "edition-empty"),
        (
            "{ id = \"published-only\"",
            "{ id = \"annex\"",
            "words_en = \"only a published",
            "edition-choice-twice",
        ),
        ("words_en = \"only a published", "was = \"only a published", "was = ", "edition-key-unknown"),
    ] {
        if id == "edition-key-unknown" {
            let files = edited(INTERPRETATIONS, |text| replaced(text, from, to));
            let faults = load(&files).unwrap_err();
            let ids: Vec<_> = faults.iter().map(|fault| fault.message.id.as_str()).collect();
            assert_eq!(ids, ["edition-key-missing", "edition-key-unknown"]);
            continue;
        }
        check(INTERPRETATIONS, from, to, marker, id);
    }
}

#[test]
fn tables_are_whole() {
    for (file, from, to, marker, id) in [
        ("provisions.csv", "2.b,二,parameter,", "2.b,二,fact,", "2.b,二,fact", "edition-word-unknown"),
        ("provisions.csv", "3.3.1,三（三）1,rule,", "3.3.1,,rule,", "3.3.1,,rule", "edition-empty"),
        ("provisions.csv", "合计不符的招生计划不予公布。", "", "annex.b", "edition-empty"),
        ("provisions.csv", ",合计不符的招生计划不予公布。", "", "annex.b", "edition-cells-differ"),
        ("provisions.csv", "id,label,kind,", "id,label,sort,", "id,label,sort", "edition-column-unknown"),
        ("provisions.csv", "_must_do_zh", "_must_do_cn", "_must_do_cn", "edition-column-unknown"),
        ("provisions.csv", "统一设置为 490 分", "统一设置为 480 分", "3.1.2.a", "edition-quotation-differs"),
        ("districts.csv", "110119,延庆区,Yanqing", "110119,延庆区", "延庆区", "edition-cells-differ"),
        ("districts.csv", "110119,", "11011,", "11011,", "edition-district-code-bad"),
        ("districts.csv", "Yanqing,1,0", "Yanqing,1,-1", "Yanqing", "edition-district-tile-bad"),
        ("majors.csv", "510203,5102", "510203,5103", "510203,5103", "edition-major-class-differs"),
        ("majors.csv", "510203,5102", "51020,5102", "51020,5102", "edition-major-code-bad"),
        ("majors.csv", "710205,7102", "510205,5102", "大数据技术应用", "edition-major-code-bad"),
        ("majors.csv", "510203,5102,", ",51,", ",51,", "edition-major-class-bad"),
        ("majors.csv", "510203,5102,,memory", "510203,5102,,", "510203", "edition-empty"),
    ] {
        if id == "edition-column-unknown" {
            let files = edited(file, |text| replaced(text, from, to));
            let faults = load(&files).unwrap_err();
            let found: Vec<_> = faults.iter().map(|f| (f.line, f.message.id.as_str())).collect();
            assert_eq!(found, [(1, "edition-column-unknown"), (1, "edition-column-missing")]);
            continue;
        }
        check(file, from, to, marker, id);
    }
}

#[test]
fn rule_books_are_whole() {
    check(HIGHER, "number = 26\n", "number = 25 # 又一\n", "# 又一", "edition-article-twice");
    check(HIGHER, "number = 26\n", "number = 26\nlast = 27 # 两条\n", "number = 27", "edition-article-twice");
    check(HIGHER, "number = 26\n", "number = 26\nlast = 20\n", "last = 20", "edition-articles-reversed");
    check_at(HIGHER, "certainty = \"text\"", "certainty = \"sure\"", "edition-word-unknown");
    check_at(HIGHER, "book = \"higher\"", "book = \"secondary\"", "edition-word-unknown");
}

#[test]
fn institutions_have_kinds_and_sound_codes() {
    let (with, without) =
        ("name = \"北方工业大学\"\nshort = \"北方工大\"", "name = \"北方工业大学\"\nshort = \"北方工大\"");
    let text = edited(INSTITUTIONS, |text| replaced(text, with, without));
    let text = &text.iter().find(|(name, _)| name == INSTITUTIONS).unwrap().1;
    let entry = text.split("[[institution]]").find(|entry| entry.contains("北方工业大学")).unwrap();
    let headless = entry.replacen("kind = \"university\"\n", "", 1).replacen('\n', " # 无类\n", 1);
    check(INSTITUTIONS, entry, &headless, "# 无类", "edition-key-missing");
    check_at(INSTITUTIONS, "kind = \"university\"", "kind = \"academy\"", "edition-word-unknown");
    check_at(INSTITUTIONS, "code = \"10858\"", "code = \"1085\"", "edition-institution-code-bad");
    check_at(INSTITUTIONS, "{ from = 2023, listed", "{ from = 23, listed", "edition-year-bad");
}

#[test]
fn the_folder_is_whole_and_holds_nothing_else() {
    for missing in
        ["edition.toml", "provisions.csv", "rulebooks/higher.toml", "institutions.toml", "majors.csv"]
    {
        let files: Vec<_> = builtin_files().iter().copied().filter(|(name, _)| *name != missing).collect();
        let faults = Edition::load(&files).unwrap_err();
        let found: Vec<_> = faults.iter().map(|f| (f.file.as_str(), f.message.id.as_str())).collect();
        assert_eq!(found, [(missing, "edition-file-missing")]);
    }
    let mut files = builtin_files().to_vec();
    files.push(("parameter/extra.toml", ""));
    files.push(("notes.txt", ""));
    files.push(("edition.toml", ""));
    let faults = Edition::load(&files).unwrap_err();
    let found: Vec<_> = faults.iter().map(|f| (f.file.as_str(), f.message.id.as_str())).collect();
    assert_eq!(
        found,
        [
            ("edition.toml", "edition-file-twice"),
            ("notes.txt", "edition-file-unknown"),
            ("parameter/extra.toml", "edition-file-unknown"),
        ]
    );
}
