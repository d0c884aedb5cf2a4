//! The runner of case files: what it prints, what it refuses, how it ends.

use guantong_registry::case::{Report, run_paths, run_text, shipped};
use std::fs;
use std::path::PathBuf;

const HEAD: &str = "edition: beijing-2023
programmes:
  p: {track: secondary-bachelor, school: 昌平, partner: 联合, major: 汽车, class: \"7002\", cohorts: {2023: 512}}
  q: {track: secondary-bachelor, school: 昌平, partner: 联合, major: 数据, cohorts: {2023: 500}}
cases:
";

fn run(cases: &str) -> Report {
    run_text("a.yaml", &format!("{HEAD}{cases}"), &shipped)
}

/// One case on the sixth line: its steps (from the eighth line) and its closing expectation.
fn case(steps: &str, expect: &str) -> Report {
    let expect = if expect.is_empty() { String::new() } else { format!("    expect: {{{expect}}}\n") };
    run(&format!(
        "  - name: 甲\n    student: {{programme: p, cohort: 2023, score: 520}}\n    steps: [{steps}]\n{expect}"
    ))
}

#[test]
fn a_line_a_case_with_expected_beside_found_and_the_step() {
    for (steps, expect, line) in [
        ("{date: 2023-09-01, do: register}", "", "ok  甲"),
        (
            "{date: 2023-09-01, do: register, expect: {cohort: 2024, standing: on-leave}}",
            "",
            "FAILED  甲: step 1 (2023-09-01 register): standing: expected on-leave, found studying; cohort: expected \
             2024, found 2023",
        ),
        (
            "{date: 2023-09-01, do: register}, {date: 2023-09-02, do: exit}",
            "",
            "FAILED  甲: step 2 (2023-09-02 exit): outcome: expected accepted, found refused (3.3.4.a \
             exit.stage_not_complete)",
        ),
        (
            "{date: 2023-09-01, do: register, expect: {outcome: refused}}",
            "",
            "FAILED  甲: step 1 (2023-09-01 register): outcome: expected refused, found accepted (3.3.2, 3.3.3.a, 2.b \
             registered)",
        ),
        (
            "{date: 2023-09-01, do: register}",
            "registered_at: null, certificates: [{kind: college, issuer: 联合}]",
            "FAILED  甲: end: registered_at: expected nothing, found 昌平; certificates: expected college by 联合, found \
             none",
        ),
        (
            "{date: 2023-09-01, do: register}, {date: 2023-09-02, do: exit, expect: {outcome: refused, because: 3.3.5}}",
            "",
            "FAILED  甲: step 2 (2023-09-02 exit): because: expected 3.3.5, found 3.3.4.a",
        ),
        (
            "{date: 2023-09-01, do: register}",
            "options: [exit], options_include: [exit], options_exclude: [leave]",
            "FAILED  甲: end: options: expected exit, found complete-stage, fail-stage, leave, apply-transfer, withdraw, \
             expel, cancel-registration, deceased; options_include: expected exit, found complete-stage, fail-stage, \
             leave, apply-transfer, withdraw, expel, cancel-registration, deceased; options_exclude: expected none of \
             leave, found complete-stage, fail-stage, leave, apply-transfer, withdraw, expel, cancel-registration, \
             deceased",
        ),
        // A clause above the one cited is enough; one beside it is not.
        (
            "{date: 2023-09-01, do: register}, {date: 2023-09-02, do: exit, expect: {outcome: refused, because: 3.3.4}}",
            "",
            "ok  甲",
        ),
        // The closing outcome is the last step's; the step itself need not repeat it.
        ("{date: 2023-09-01, do: exit}", "outcome: refused, because: 3.3.3.a", "ok  甲"),
        (
            "{date: 2023-09-01, do: exit}, {date: 2023-09-01, do: register}",
            "outcome: accepted",
            "FAILED  甲: step 1",
        ),
    ] {
        let report = case(steps, expect);
        assert!(report.errors.is_empty(), "{:?}", report.errors);
        if line.ends_with("step 1") {
            assert!(report.lines[0].starts_with(line), "{}", report.lines[0]);
        } else {
            assert_eq!(report.lines, [line], "{steps}");
        }
        assert_eq!(report.exit_code(), u8::from(!line.starts_with("ok")), "{steps}");
    }
}

#[test]
fn every_key_that_differs_fails_the_case() {
    for wrong in [
        "outcome: referred",
        "because: 3.4.1",
        "standing: admitted",
        "stage: college",
        "stage_complete: true",
        "studies_at: 联合",
        "registered_at: 联合",
        "registered_at: none",
        "rule_book: higher",
        "cohort: 2024",
        "entry_year: 2024",
        "programme: q",
        "qualification: ended",
        "transfer: used",
        "repeats: 1",
        "year_of_stage: 2",
        "certificates: [{kind: secondary, issuer: 昌平}]",
        "options: []",
        "options_include: [progress]",
        "options_exclude: [deceased]",
    ] {
        for (in_step, at_end) in [(format!(", expect: {{{wrong}}}"), ""), (String::new(), wrong)] {
            let report = case(&format!("{{date: 2023-09-01, do: register{in_step}}}"), at_end);
            let key = wrong.split(':').next().unwrap();
            assert_eq!(report.failed, 1, "{wrong}");
            assert!(report.lines[0].contains(&format!("{key}: expected ")), "{}", report.lines[0]);
        }
    }
}

#[test]
fn a_faulty_file_is_named_with_its_line() {
    let step = |step: &str| {
        format!(
            "  - name: 甲\n    student: {{programme: p, cohort: 2023, score: 520}}\n    steps:\n      - {step}\n"
        )
    };
    let student = |student: &str| format!("  - name: 甲\n    student: {student}\n    steps: []\n");
    for (line, says, text) in [
        (9, "unknown key `dates`", format!("{HEAD}{}", step("{date: 2023-09-01, dates: 1, do: register}"))),
        (9, "found `enrol`", format!("{HEAD}{}", step("{date: 2023-09-01, do: enrol}"))),
        (9, "found `take-over`", format!("{HEAD}{}", step("{date: 2023-09-01, do: take-over}"))),
        (9, "`do` is missing", format!("{HEAD}{}", step("{date: 2023-09-01}"))),
        (9, "`date` is missing", format!("{HEAD}{}", step("{do: register}"))),
        (9, "unknown key `to`", format!("{HEAD}{}", step("{date: 2023-09-01, do: register, to: p}"))),
        (9, "`passed` is missing", format!("{HEAD}{}", step("{date: 2023-09-01, do: assess, document: a}"))),
        (
            9,
            "true or false",
            format!("{HEAD}{}", step("{date: 2023-09-01, do: assess, passed: yes, document: a}")),
        ),
        (9, "true or false", format!("{HEAD}{}", step("{date: 2023-09-01, do: repeat, eligible: \"true\"}"))),
        (9, "text", format!("{HEAD}{}", step("{date: 2023-09-01, do: assess, passed: true, document: [a]}"))),
        (9, "text", format!("{HEAD}{}", step("{date: 2023-09-01, do: assess, passed: true, document: }"))),
        (9, "not defined", format!("{HEAD}{}", step("{date: 2023-09-01, do: apply-transfer, to: z}"))),
        (
            9,
            "`kind`",
            format!("{HEAD}{}", step("{date: 2023-09-01, do: leave, until: 2024-09-01, kind: holiday}")),
        ),
        (9, "a date", format!("{HEAD}{}", step("{date: 2023-02-29, do: register}"))),
        (9, "a date", format!("{HEAD}{}", step("{date: 2023-9-1, do: register}"))),
        (
            9,
            "a whole number",
            format!("{HEAD}{}", step("{date: 2023-09-01, do: correct, of: x, reason: a, approver: b}")),
        ),
        (
            9,
            "a number from 0",
            format!("{HEAD}{}", step("{date: 2023-09-01, do: correct, of: -1, reason: a, approver: b}")),
        ),
        (
            9,
            "unknown key `stages`",
            format!("{HEAD}{}", step("{date: 2023-09-01, do: register, expect: {stages: a}}")),
        ),
        (
            9,
            "`rule_book`",
            format!("{HEAD}{}", step("{date: 2023-09-01, do: register, expect: {rule_book: low}}")),
        ),
        (
            9,
            "a year",
            format!("{HEAD}{}", step("{date: 2023-09-01, do: register, expect: {cohort: \"2023\"}}")),
        ),
        (
            9,
            "not defined",
            format!("{HEAD}{}", step("{date: 2023-09-01, do: register, expect: {programme: z}}")),
        ),
        (9, "a map of keys", format!("{HEAD}{}", step("{date: 2023-09-01, do: register, expect: accepted}"))),
        (9, "a list", format!("{HEAD}{}", step("{date: 2023-09-01, do: register, expect: {options: exit}}"))),
        (
            9,
            "found `go`",
            format!("{HEAD}{}", step("{date: 2023-09-01, do: register, expect: {options: [go]}}")),
        ),
        (9, "stands twice", format!("{HEAD}{}", step("{date: 2023-09-01, do: register, do: exit}"))),
        (
            10,
            "goes back",
            format!(
                "{HEAD}{}      - {{date: 2023-08-31, do: exit}}\n",
                step("{date: 2023-09-01, do: register}")
            ),
        ),
        (7, "not defined", format!("{HEAD}{}", student("{programme: z, cohort: 2023, score: 520}"))),
        (7, "`score` is missing", format!("{HEAD}{}", student("{programme: p, cohort: 2023}"))),
        (7, "a score", format!("{HEAD}{}", student("{programme: p, cohort: 2023, score: high}"))),
        (7, "a score", format!("{HEAD}{}", student("{programme: p, cohort: 2023, score: -1}"))),
        (
            7,
            "`admission`",
            format!("{HEAD}{}", student("{programme: p, cohort: 2023, score: 520, admission: odd}")),
        ),
        (
            7,
            "unknown key `barred`",
            format!("{HEAD}{}", student("{programme: p, cohort: 2023, score: 520, barred: true}")),
        ),
        (
            1,
            "not a known edition",
            format!("{HEAD}{}", student("{programme: p, cohort: 2023, score: 520}"))
                .replace("beijing-2023", "beijing-2024"),
        ),
        (1, "`edition` is missing", "programmes: {}\ncases: []\n".to_owned()),
        (1, "`cases` is missing", "edition: beijing-2023\nprogrammes: {}\n".to_owned()),
        (3, "no cases", "edition: beijing-2023\nprogrammes: {}\ncases: []\n".to_owned()),
        (3, "`partner` is missing", HEAD.replace("partner: 联合, major: 汽车", "major: 汽车")),
        (3, "four digits", HEAD.replace("7002", "70")),
        (4, "`track`", HEAD.replace("q: {track: secondary-bachelor", "q: {track: other")),
        (4, "not defined", HEAD.replace("major: 数据", "major: 数据, similar: [z]")),
        (4, "a year", HEAD.replace("{2023: 500}", "{next: 500}")),
        (4, "a score", HEAD.replace("{2023: 500}", "{2023: x}")),
        (4, "the school itself", HEAD.replace("q: {track: secondary-bachelor", "q: {track: university-only")),
        (4, "stands twice", HEAD.replace("  q:", "  p:")),
        (5, "expected a list", format!("{}\n", HEAD.replace("cases:", "cases: {a: b}"))),
        (1, "is empty", "# nothing\n".to_owned()),
        (1, "a map of keys", "- a\n".to_owned()),
    ] {
        let report = run_text("cases/a.yaml", &text, &shipped);
        assert_eq!(report.exit_code(), 2, "{text}");
        assert!(report.lines.is_empty(), "nothing of a faulty file is tried: {text}");
        let found = report.errors.iter().find(|error| error.text.contains(says));
        let found = found.unwrap_or_else(|| panic!("{says} not in {:?}", report.errors));
        assert_eq!(found.to_string(), format!("cases/a.yaml:{line}: {}", found.text), "{text}");
    }
}

#[test]
fn every_error_of_a_file_is_told_at_once() {
    let report =
        run("  - name: 甲\n    student: {programme: z, cohort: x}\n    steps: [{do: enrol, date: 1}]\n");
    assert!(report.errors.len() >= 5, "{:?}", report.errors);
}

#[test]
fn what_is_written_otherwise_but_means_the_same_is_read() {
    let report = run_text(
        "a.yaml",
        "\u{feff}edition: 'beijing-2023'\r\nprogrammes:\r\n  7: &p\r\n    track: \"university-only\"\r\n    school: 甲大\r\n    \
         major: 护理\r\n    class: 5202\r\n    code: 520201\r\n    cohorts: {2023: 500.5, 2024: 0510}\r\n  b: *p\r\ncases:\r\n- name: 100\r\n  \
         student: {programme: 7, cohort: 2023, score: 520.5, barred_from_major_change: false}\r\n  steps:\r\n  - {date: \
         \"2023-09-01\", do: register, expect: {registered_at: 甲大}}\r\n  - date: 2023-10-01\r\n    do: settle\r\n    outcome: \
         withdrawn\r\n    article: 33\r\n    expect:\r\n      outcome: refused\r\n      because: 3.4\r\n  expect: {}\r\n",
        &shipped,
    );
    assert_eq!((report.errors, report.lines), (vec![], vec!["ok  100".to_owned()]));
}

#[test]
fn a_case_without_steps_is_looked_at_on_its_first_september() {
    let report = case(
        "",
        "standing: admitted, registered_at: ~, year_of_stage: 1, options: [deceased, no-show, register]",
    );
    assert_eq!(report.lines, ["ok  甲"]);
    assert_eq!(
        case("", "outcome: accepted").lines,
        ["FAILED  甲: end: outcome: expected accepted, found no step"]
    );
}

fn folder(name: &str) -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
    if folder.exists() {
        fs::remove_dir_all(&folder).unwrap();
    }
    fs::create_dir_all(folder.join("inner/deep")).unwrap();
    folder
}

#[test]
fn folders_are_read_through_and_a_faulty_file_does_not_stop_the_others() {
    let folder = folder("cases-through");
    let good = |name: &str, expect: &str| {
        format!(
            "{HEAD}  - name: {name}\n    student: {{programme: p, cohort: 2023, score: 520}}\n    steps: [{{date: 2023-09-01, \
             do: register}}]\n    expect: {{{expect}}}\n"
        )
    };
    fs::write(folder.join("b.yaml"), good("乙", "cohort: 2023")).unwrap();
    fs::write(folder.join("a.yml"), "cases: [\n").unwrap();
    fs::write(folder.join("inner/deep/c.yaml"), good("丙", "cohort: 2024")).unwrap();
    fs::write(folder.join("inner/notes.txt"), "no case").unwrap();
    fs::write(folder.join("inner/gbk.yaml"), [0xb2, 0xe2, 0xca, 0xd4]).unwrap();
    let report = run_paths(&[folder.clone(), folder.join("missing.yaml")], &shipped);
    assert_eq!(
        report.lines,
        ["ok  乙", "FAILED  丙: end: cohort: expected 2024, found 2023"],
        "in the order of the paths"
    );
    assert_eq!((report.closing().as_str(), report.exit_code()), ("1 passed, 1 failed", 2));
    let errors: Vec<String> = report.errors.iter().map(ToString::to_string).collect();
    assert_eq!(errors.len(), 3, "{errors:?}");
    assert!(errors[0].contains("a.yml:") && errors[1].contains("gbk.yaml: is not UTF-8"), "{errors:?}");
    assert!(errors[2].contains("missing.yaml: cannot be read"), "{errors:?}");
    assert_eq!(run_paths(&[folder.join("inner/deep")], &shipped).exit_code(), 1);
    assert_eq!(run_paths(&[folder.join("b.yaml")], &shipped).exit_code(), 0);
}

#[test]
fn nothing_to_try_is_an_error() {
    assert_eq!(run_paths(&[], &shipped).exit_code(), 2);
    assert_eq!(run_paths(&[folder("cases-none")], &shipped).exit_code(), 2);
}
