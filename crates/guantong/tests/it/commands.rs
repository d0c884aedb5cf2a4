//! Commands as a person types them: what they print, what they write, how they end.
// case: annex.a, annex.b

use crate::scratch::Scratch;
use std::path::Path;
use std::process::{Command, Output};

const ROOT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../..");

/// Runs the program in a folder, answering in a language.
pub(crate) fn run_in(folder: &Path, language: &str, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_guantong"));
    command.args(arguments).current_dir(folder).env("GUANTONG_LANG", language).env_remove("GUANTONG_DATA");
    command.output().unwrap()
}

pub(crate) fn said(output: &Output) -> (i32, String, String) {
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
    (output.status.code().unwrap(), text(&output.stdout), text(&output.stderr))
}

fn annex() -> String {
    format!("{ROOT}/editions/beijing-2023/annex-2023.xlsx")
}

#[test]
fn the_annex_is_reported_answered_set_and_given_back() {
    let folder = Scratch::new("plan");
    let run = |arguments: &[&str]| said(&run_in(folder.path(), "zh-CN", arguments));
    let annex = annex();

    let (code, out, err) =
        run(&["plan", "import", &annex, "--year", "2023", "--write-answers", "answers.toml"]);
    assert_eq!(code, 1, "{err}");
    for sum in ["420 − ", "= 60", "270 − ", "= 50", "210 − ", "= 30"] {
        assert!(out.contains(sum), "{sum} in\n{out}");
    }
    assert_eq!(out.matches("] partner:row").count(), 4, "{out}");
    assert!(out.contains("continued:row31"), "{out}");
    assert!(std::fs::read_to_string(folder.path().join("answers.toml")).unwrap().contains("partner:row68"));

    assert_eq!(run(&["init", "--data", "office"]).0, 0);
    let answers = format!("{ROOT}/demo/plan-answers-2023.toml");
    let set = ["plan", "import", &annex, "--year", "2023", "--answers", &answers, "--data", "office"];
    let (code, out, err) = run(&set);
    assert_eq!(code, 0, "{err}");
    assert!(out.contains("76 个项目，2810 人"), "{out}");
    let (code, out, _) = run(&set);
    assert!(code == 0 && out.contains("0 处变更"), "{out}");

    let (code, out, err) = run(&["plan", "export", "--year", "2023", "--data", "office"]);
    assert_eq!(code, 0, "{err}");
    assert_eq!(out.lines().next(), Some("category,institution,special,major,partner,places"));
    assert_eq!(out.lines().count(), 77);
    assert_eq!(run(&["plan", "export", "--year", "2023", "--data", "office", "--out", "plan.xlsx"]).0, 0);
    let (code, out, err) = run(&["plan", "import", "plan.xlsx", "--year", "2023", "--data", "office"]);
    // A table of our own brings its figures and partners, and no decision on what the annex left open.
    assert!(code == 1 || out.contains("0 处变更"), "{code} {out} {err}");
    let (code, _, err) = run(&["journal", "verify", "--data", "office"]);
    assert_eq!(code, 0, "{err}");
}

#[test]
fn a_wrong_table_names_the_cell_and_sets_nothing() {
    let folder = Scratch::new("wrong-plan");
    let file = folder.path().join("plan.csv");
    std::fs::write(&file, "category,institution,special,major,partner,places\n中本贯通,北京市昌平职业学校,,航空服务,北京城市学院,-3\n").unwrap();
    let file = file.display().to_string();
    for (language, word) in [("zh-CN", "行"), ("en", "-3")] {
        let (code, _, err) =
            said(&run_in(folder.path(), language, &["plan", "import", &file, "--year", "2023"]));
        assert!(code == 2 && err.contains("-3") && err.contains(word), "{code} {err}");
    }
    let (code, _, err) =
        said(&run_in(folder.path(), "zh-CN", &["plan", "import", "nothing.xlsx", "--year", "2023"]));
    assert!(code == 2 && err.contains("nothing.xlsx"), "{code} {err}");
}

#[test]
fn allocate_keeps_its_exit_codes_and_leaves_nothing_half_written() {
    let folder = Scratch::new("allocate");
    let write = |name: &str, text: &str| std::fs::write(folder.path().join(name), text).unwrap();
    write("plan.csv", "programme,places\nA,1\n");
    write("candidates.csv", "candidate,total,preferences\nc1,500,A\nc2,500,A\n");
    write("draw.csv", "candidate,total,preferences,draw\nc1,500,A,2\nc2,500,A,1\n");
    write("rules.toml", "score_floor = 490\nequal = \"draw\"\n");
    write("bad.csv", "candidate,total,preferences\nc1,x,A\n");
    let run = |more: &[&str]| {
        let mut arguments = vec!["allocate", "--plan", "plan.csv", "--out", "results.csv"];
        arguments.extend(more);
        said(&run_in(folder.path(), "en", &arguments))
    };
    let results = folder.path().join("results.csv");

    let (code, _, err) = run(&["--candidates", "candidates.csv"]);
    assert!(code == 3 && err.contains("c1") && err.contains("c2"), "{code} {err}");
    let (code, _, err) = run(&["--candidates", "bad.csv"]);
    assert!(code == 2 && err.contains("bad.csv") && err.contains("line 2"), "{code} {err}");
    assert!(!results.exists());
    let (code, _, err) =
        run(&["--candidates", "draw.csv", "--rules", "rules.toml", "--cutoffs", "cutoffs.csv"]);
    assert_eq!(code, 0, "{err}");
    let expected = "candidate,outcome,programme,preference,reason\nc1,not-admitted,,,preferences.full\nc2,admitted,A,1,admitted\n";
    assert_eq!(std::fs::read_to_string(&results).unwrap().replace("\r\n", "\n"), expected);
    let cutoffs = std::fs::read_to_string(folder.path().join("cutoffs.csv")).unwrap().replace("\r\n", "\n");
    assert_eq!(cutoffs, "programme,places,admitted,cutoff\nA,1,1,500\n");
}

#[test]
fn the_cases_pass_and_a_wrong_one_is_found() {
    let folder = Scratch::new("cases");
    let cases = format!("{ROOT}/cases");
    let (code, out, err) = said(&run_in(folder.path(), "zh-CN", &["case", "run", &cases]));
    assert_eq!(code, 0, "{err}\n{out}");
    assert!(out.lines().last().unwrap().ends_with(" passed, 0 failed"), "{out}");
    let wrong = "edition: beijing-2023\nprogrammes:\n  p: {track: university-only, school: 甲, partner: 甲, major: 乙, cohorts: {2023: 500}}\ncases:\n  - name: 错\n    student: {programme: p, cohort: 2023, score: 500}\n    steps: [{date: 2023-09-01, do: register, expect: {standing: on-leave}}]\n";
    std::fs::write(folder.path().join("wrong.yaml"), wrong).unwrap();
    let (code, out, _) = said(&run_in(folder.path(), "zh-CN", &["case", "run", "wrong.yaml"]));
    assert!(code == 1 && out.contains("FAILED") && out.ends_with("0 passed, 1 failed\n"), "{code} {out}");
    std::fs::write(folder.path().join("broken.yaml"), "edition: no-such\n").unwrap();
    let (code, out, err) =
        said(&run_in(folder.path(), "zh-CN", &["case", "run", "broken.yaml", "wrong.yaml"]));
    assert!(code == 2 && err.contains("broken.yaml:1") && out.contains("FAILED"), "{code} {out} {err}");
}

#[test]
fn an_edition_is_checked_shown_and_compared() {
    let folder = Scratch::new("edition");
    let run = |arguments: &[&str]| said(&run_in(folder.path(), "zh-CN", arguments));
    let shipped = format!("{ROOT}/editions/beijing-2023");
    assert_eq!(run(&["edition", "check", &shipped]).0, 0);
    let (code, out, _) = run(&["edition", "show", "3.1.2.a"]);
    assert!(code == 0 && out.contains("490"), "{out}");
    assert_eq!(run(&["edition", "show", "9.9.9"]).0, 2);
    assert_eq!(run(&["edition", "diff", &shipped, &shipped]).0, 0);

    // A parameter of a clause that does not exist is refused with its file and line.
    let copy = folder.path().join("copy");
    copy_folder(Path::new(&shipped), &copy);
    let file = copy.join("parameters/wrong.toml");
    std::fs::write(&file, "[[parameter]]\nname = \"x\"\nclause = \"9.9.9\"\nunit = \"times\"\nvalues = [{ from = 2023-04-07, value = 1 }]\n").unwrap();
    let (code, _, err) = run(&["edition", "check", "copy"]);
    assert!(code == 2 && err.contains("parameters/wrong.toml:3") && err.contains("9.9.9"), "{code} {err}");
}

fn copy_folder(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for item in std::fs::read_dir(from).unwrap().map(Result::unwrap) {
        let target = to.join(item.file_name());
        if item.path().is_dir() {
            copy_folder(&item.path(), &target);
        } else {
            std::fs::copy(item.path(), target).unwrap();
        }
    }
}

#[test]
fn beyond_this_machine_only_encrypted_and_a_real_office_is_no_demonstration() {
    let folder = Scratch::new("loopback");
    let run = |arguments: &[&str]| said(&run_in(folder.path(), "en", arguments));
    let code_in =
        |out: &str| out.lines().find_map(|line| line.split_once("): ").map(|(_, code)| code.to_owned()));
    let (code, out, _) = run(&["init", "--data", "office"]);
    let first = code_in(&out).expect("the code of the first run");
    assert!(code == 0 && first.len() >= 26, "{out}");
    // The code can be made anew while there are no accounts, and is another then.
    let (code, out, _) = run(&["account", "code", "--data", "office"]);
    assert!(code == 0 && code_in(&out).is_some_and(|again| again != first), "{out}");
    let (code, _, err) = run(&["serve", "--data", "office", "--address", "0.0.0.0:0"]);
    assert!(code == 1 && err.contains("0.0.0.0:0") && err.contains("--tls-certificate"), "{code} {err}");
    let (code, _, err) = run(&["serve", "--data", "nowhere", "--address", "127.0.0.1:0"]);
    assert!(code == 1 && err.contains("guantong init"), "{code} {err}");
    let (code, _, err) = run(&["demo", "--fresh", "--prepare-only", "--data", "office"]);
    assert!(code == 1 && err.contains("office"), "{code} {err}");
    assert!(folder.path().join("office/guantong.sqlite").exists());
    let (code, out, _) = run(&["init", "--data", "office"]);
    assert!(code == 0 && out.contains("already"), "{out}");
}

#[test]
fn the_day_of_a_demonstration_moves_forward_is_kept_and_never_goes_back() {
    let folder = Scratch::new("forward");
    let demo = |more: &[&str]| {
        let small = ["demo", "--prepare-only", "--data", "city", "--from", "2023", "--candidates", "300"];
        said(&run_in(folder.path(), "en", &[&small[..], more].concat()))
    };
    let (code, out, err) = demo(&[]);
    assert!(code == 0 && out.starts_with("2023: 2810 places planned"), "{code} {out} {err}");

    // A summer lies on the way: the plan of 2024, its rounds and records.
    let (code, out, err) = demo(&["--today", "2024-08-20"]);
    assert!(code == 0 && out.contains("2024: 1375 places planned"), "{code} {out} {err}");
    assert!(out.lines().last().unwrap().ends_with(", 0 registered, 0 did not arrive"), "{out}");

    let (code, out, _) = demo(&["--today", "2024-10-08"]);
    assert!(code == 0 && !out.contains(", 0 registered"), "{out}");
    let (code, _, err) = demo(&["--today", "2024-09-01"]);
    assert!(code == 1 && err.contains("8 October 2024") && err.contains("only moves forward"), "{err}");
    let (code, _, err) = demo(&["--today", "2040-01-01"]);
    assert!(code == 1 && err.contains("31 December 2031"), "{err}");
    assert_eq!(said(&run_in(folder.path(), "en", &["journal", "verify", "--data", "city"])).0, 0);
}

#[test]
fn item_16_the_command_line_acts_as_an_account_within_what_it_may() {
    let folder = Scratch::new("as");
    let run = |arguments: &[&str]| said(&run_in(folder.path(), "en", arguments));
    let city = ["demo", "--prepare-only", "--data", "city", "--from", "2023", "--candidates", "300"];
    assert_eq!(run(&city).0, 0);
    let annex = annex();
    let answers = format!("{ROOT}/demo/plan-answers-2023.toml");
    let import = ["plan", "import", &annex, "--year", "2023", "--answers", &answers, "--data", "city"];
    let (code, _, err) = run(&[&import[..], &["--as", "zhongzhi"]].concat());
    assert!(code == 1 && err.contains("may not"), "{code} {err}");
    let (code, out, _) = run(&["batch", "list", "--data", "city", "--as", "zhongzhi"]);
    assert_eq!(code, 0, "{out}");
    let (code, _, err) = run(&["batch", "list", "--data", "city", "--as", "nobody"]);
    assert!(code == 1 && err.contains("nobody"), "{code} {err}");
}
