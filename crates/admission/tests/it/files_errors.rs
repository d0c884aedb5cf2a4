//! Bad input: every kind, with its file, line, column and value.

use super::files::{Folder, folder};
use super::words::worded;
use guantong_admission::{AllocateError, Options, Problem, allocate_files};
use std::fmt::Write;

const PLAN: &str = "programme,places\nA,1\nB,2\n";
const ROWS: &str = "candidate,total,preferences\n1,500,A\n";

fn problems(folder: &Folder) -> (u64, Vec<Problem>) {
    let before = folder.names();
    let error = folder.run().unwrap_err();
    assert_eq!(error.exit_code(), 2, "{error}");
    assert_eq!(folder.names(), before, "something was written");
    match error {
        AllocateError::BadInput(problems) => (problems.count, problems.listed),
        other => panic!("{other}"),
    }
}

/// One problem and no other: file, line, column, value, message.
fn one(
    plan: impl AsRef<[u8]>,
    candidates: impl AsRef<[u8]>,
    rules: &str,
    expected: (&str, u64, &str, &str, &str),
) {
    let folder = folder(plan, candidates, rules);
    let (count, listed) = problems(&folder);
    let found: Vec<_> = listed
        .iter()
        .map(|p| {
            let file = p.file.rsplit('/').next().unwrap();
            (
                file,
                p.line,
                p.column.as_str(),
                p.value.as_str(),
                p.message.id.strip_prefix("allocate-").unwrap(),
            )
        })
        .collect();
    assert_eq!(found, [expected]);
    assert_eq!(count, 1);
    let facts = &listed[0].message.facts;
    assert!(["file", "line", "column", "value"].iter().all(|name| facts.contains_key(*name)));
    worded(&folder.run().unwrap_err().messages());
}

fn candidates(rows: &str, line: u64, column: &str, value: &str, id: &str) {
    one(PLAN, rows, "", ("candidates.csv", line, column, value, id));
}

fn plan(rows: &str, line: u64, column: &str, value: &str, id: &str) {
    one(rows, ROWS, "", ("plan.csv", line, column, value, id));
}

fn rules(text: &str, line: u64, column: &str, value: &str, id: &str) {
    one(PLAN, ROWS, text, ("rules.toml", line, column, value, id));
}

#[test]
fn cells_of_the_candidates_file() {
    let head = "candidate,total,preferences";
    for total in ["", "abc", "1e3", "+500", "500.", "５００", "NaN", "500 5", "5,00"] {
        let cell = if total.contains(',') { format!("\"{total}\"") } else { total.to_owned() };
        candidates(&format!("{head}\n1,500,A\n2,{cell},B\n"), 3, "total", total, "total");
    }
    candidates(&format!("{head}\n1,-0.5,A\n"), 2, "total", "-0.5", "total-negative");
    candidates(
        &format!("{head}\n1,1234567890123456789,A\n"),
        2,
        "total",
        "1234567890123456789",
        "number-long",
    );
    candidates(&format!("{head}\n1,999999999999999999,A\n2,0.5,B\n"), 3, "total", "0.5", "number-long");
    candidates(&format!("{head}\n,500,A\n"), 2, "candidate", "", "cell-blank");
    candidates(&format!("{head}\n7,500,A\n\n8,500,B\n7,400,B\n"), 5, "candidate", "7", "candidate-repeated");
    candidates(&format!("{head},qualified\n1,500,A,yes\n"), 2, "qualified", "yes", "flag");
    candidates(&format!("{head},household\n1,500,A,2\n"), 2, "household", "2", "flag");
    candidates(&format!("{head},key_1\n1,500,A,x\n"), 2, "key_1", "x", "number");
    let long = "A".repeat(200);
    let shown = format!("{}…", "A".repeat(80));
    candidates(&format!("{head}\n1,{long},A\n"), 2, "total", &shown, "total");
    let row = ("candidates.csv", 3, "preferences", "A|A|X", "preferences-many");
    one(PLAN, format!("{head}\n1,500,A|B\n2,500,A|A|X\n"), "preferences_max = 2", row);
    let row = ("candidates.csv", 2, "total", "660.5", "total-above");
    one(PLAN, format!("{head}\n1,660.5,A\n2,660,B\n"), "full_marks = 660", row);
}

#[test]
fn unequal_keys() {
    let head = "candidate,total,preferences";
    candidates(&format!("{head},key_1,key_2\n1,500,A,1,2\n2,500,B,1,\n"), 3, "key_2", "", "key-blank");
    candidates(&format!("{head},key_1,key_3\n1,500,A,1,2\n"), 1, "key_3", "key_3", "key-gap");
    candidates(&format!("{head},key_2\n1,500,A,2\n"), 1, "key_2", "key_2", "key-gap");
    candidates(&format!("{head},key_01\n1,500,A,2\n"), 1, "key_01", "key_01", "key-gap");
    candidates(&format!("{head},key_1,key_2\n1,500,A,,2\n"), 2, "key_1", "", "key-blank");
    // A key column blank throughout is as good as none.
    folder(PLAN, format!("{head},key_1\n1,500,A,\n2,400,A,\n"), "").run().unwrap();
}

#[test]
fn the_draw() {
    let draw = |rows: &str, expected| one(PLAN, rows, "equal = \"draw\"", expected);
    let head = "candidate,total,preferences";
    draw(ROWS, ("candidates.csv", 1, "draw", "", "column-draw"));
    draw(&format!("{head},draw\n1,500,A,1\n2,400,A,\n"), ("candidates.csv", 3, "draw", "", "draw"));
    draw(&format!("{head},draw\n1,500,A,x\n"), ("candidates.csv", 2, "draw", "x", "draw"));
    let equal = format!("{head},draw\n1,500,A,7\n2,400,A,7\n3,500,B,7.0\n");
    draw(&equal, ("candidates.csv", 4, "draw", "7", "draw-equal"));
    let folder = folder(PLAN, &equal, "equal = \"draw\"");
    let facts = problems(&folder).1[0].message.facts.clone();
    assert_eq!((&facts["candidate"], &facts["other"]), (&"3".into(), &"1".into()));
    // In the other ways the draw plays no part, whatever stands there.
    super::files::folder(PLAN, format!("{head},draw\n1,500,A,x\n2,500,B,\n"), "").run().unwrap();
}

#[test]
fn headers_and_rows() {
    candidates("", 0, "", "", "file-empty");
    candidates("\n\n", 0, "", "", "file-empty");
    candidates("candidate,preferences\n1,A\n", 1, "total", "", "column-missing");
    candidates("\nid,total,preferences\n", 2, "candidate", "", "column-missing");
    candidates("candidate,total,preferences,total\n1,500,A,1\n", 1, "total", "total", "column-repeated");
    candidates("candidate,total,preferences,x,x\n1,500,A,1,1\n", 1, "x", "x", "column-repeated");
    candidates("candidate,total,preferences\n1,500\n", 2, "preferences", "", "row-short");
    candidates("candidate,total,preferences\n1,500,A,B\n", 2, "", "B", "row-long");
    candidates("candidate,total,preferences\n\"1\n\",500,A\n2,x,A\n", 4, "total", "x", "total");
    candidates("candidate,total,preferences\n1,500,A\n\"2,500,A\n", 3, "", "", "quote-open");
    candidates("candidate,total,preferences\n\"1\"2,500,A\n", 2, "", "", "quote-misplaced");
    candidates("candidate,total,preferences\r1,500,A\r2,x,A\r", 3, "total", "x", "total");
    one(
        PLAN,
        b"candidate,total,preferences\n1,500,A\n\xff\xfe,1,A\n",
        "",
        ("candidates.csv", 3, "", "", "unreadable"),
    );
    let marked = b"\xef\xbb\xbfcandidate,total,preferences\n\xb1,500,A\n";
    one(PLAN, marked, "", ("candidates.csv", 2, "", "", "not-utf8"));
    one("programme,places,quota:m\nA,1,1\n", ROWS, "", ("candidates.csv", 1, "group", "", "column-group"));
}

#[test]
fn the_plan() {
    for places in ["", "-1", "1.5", "2.0", "x", "+1", "1e2", "99999999999"] {
        plan(&format!("programme,places\nA,{places}\n"), 2, "places", places, "places");
    }
    plan("programme,places\nA,1\nB,2\n\nA,3\n", 5, "programme", "A", "programme-repeated");
    plan("programme,places\n,1\n", 2, "programme", "", "cell-blank");
    plan("programme,places\nA|B,1\n", 2, "programme", "A|B", "programme-bar");
    plan("programme\nA\n", 1, "places", "", "column-missing");
    plan("", 0, "", "", "file-empty");
    let quota = "programme,places,quota:m\nA,1,-1\n";
    let grouped = "candidate,total,preferences,group\n1,500,A,m\n";
    one(quota, grouped, "", ("plan.csv", 2, "quota:m", "-1", "places"));
}

#[test]
fn the_rules() {
    rules("score_floor = \"490\"", 1, "score_floor", "490", "toml-type");
    rules("score_floor = -1", 1, "score_floor", "-1", "toml-type");
    rules("\nscore_floor = 4.9e2", 2, "score_floor", "4.9e2", "toml-type");
    rules("preferences_max = 1.5", 1, "preferences_max", "1.5", "toml-type");
    rules("preferences_max = 0", 1, "preferences_max", "0", "toml-type");
    rules("equal = \"lottery\"", 1, "equal", "lottery", "toml-type");
    rules("equal = true", 1, "equal", "true", "toml-type");
    rules("# floor\nscore_flor = 490", 2, "score_flor", "490", "toml-unknown");
    rules("score_floor = 490\nscore_floor = 1", 2, "", "score_floor = 1", "toml-syntax");
    rules("weights = 1", 1, "weights", "1", "toml-type");
    rules("score_floor = ", 1, "", "score_floor =", "toml-syntax");
    let deferred = |text: &str, expected: (u64, &str)| {
        let folder = folder(PLAN, "candidate,total,preferences,subject:math\n1,500,A,9\n", text);
        let method = guantong_admission::Method::DeferredAcceptance;
        match allocate_files(&Options { method, ..folder.options() }, &mut |_| {}).unwrap_err() {
            AllocateError::BadInput(problems) => {
                let found: Vec<_> = problems.listed.iter().map(|p| (p.line, p.message.id.as_str())).collect();
                assert_eq!(found, [expected], "{text}");
            }
            other => panic!("{other}"),
        }
    };
    deferred("equal = \"refer\"\n[weights.X]\nmath = 1", (2, "allocate-weights-programme"));
    deferred("[weights.A]\nchinese = 1", (1, "allocate-column-subject"));
    deferred("[weights.A]\nmath = -1", (1, "allocate-weight"));
    deferred("[weights.A]\nmath = 1\n\"subject:math\" = 2", (1, "allocate-weights-repeated"));
    deferred("weights.A = 1", (1, "allocate-weights-table"));
    deferred("[weights.A]\nmath = 999999999999999999", (0, "allocate-weights-long"));
}

#[test]
fn files_that_are_not_there() {
    let folder = Folder::new();
    folder.write("plan.csv", PLAN);
    let (count, listed) = problems(&folder);
    assert_eq!((count, listed[0].message.id.as_str()), (1, "allocate-file-missing"));
    std::fs::create_dir(folder.path("candidates.csv")).unwrap();
    assert_eq!(problems(&folder).1[0].message.id, "allocate-file-directory");
}

#[test]
fn every_error_is_counted_and_the_first_hundred_listed_in_order() {
    let mut text = "candidate,total,preferences\n".to_owned();
    (0..300).for_each(|n| writeln!(text, "{},{},A", n % 250, if n % 2 == 0 { "x" } else { "500" }).unwrap());
    let folder = folder("programme,places\nA,-1\n", &text, "equal = \"?\"");
    let (count, listed) = problems(&folder);
    assert_eq!((count, listed.len()), (1 + 1 + 150 + 50, 100));
    assert_eq!(
        (listed[0].message.id.as_str(), listed[1].message.id.as_str()),
        ("allocate-toml-type", "allocate-places")
    );
    let lines: Vec<u64> = listed[2..].iter().map(|problem| problem.line).collect();
    assert!(lines.is_sorted() && lines[0] == 2, "{lines:?}");
    let late = format!("candidate,total,preferences\n1,500,A\n1,500,A\n{}", "2,x,A\n".repeat(200));
    let (count, listed) = problems(&super::files::folder(PLAN, late, ""));
    assert_eq!((count, listed.len()), (1 + 200 + 199, 100));
    assert_eq!(listed[0].message.id, "allocate-candidate-repeated");
}
