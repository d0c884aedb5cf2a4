//! The command over files: what it reads and what it writes.

use super::instance::{Instance, Shape};
use super::slow;
use super::words::worded;
use guantong_admission::{
    AllocateError, Equal, Method, Options, Progress, Reason, Step, Summary, UNKNOWN, allocate_files,
};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};

/// A folder of its own, gone again afterwards.
pub(crate) struct Folder(pub(crate) PathBuf);

impl Folder {
    pub(crate) fn new() -> Self {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        let name =
            format!("guantong-admission-{}-{}", std::process::id(), COUNT.fetch_add(1, Ordering::Relaxed));
        let path = std::env::temp_dir().join(name);
        fs::create_dir_all(&path).unwrap();
        Folder(path)
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.0.join(name)
    }

    pub(crate) fn write(&self, name: &str, bytes: impl AsRef<[u8]>) {
        fs::write(self.path(name), bytes).unwrap();
    }

    /// The names of the files in it.
    pub(crate) fn names(&self) -> Vec<String> {
        let mut names: Vec<String> =
            fs::read_dir(&self.0).unwrap().map(|e| e.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }

    pub(crate) fn options(&self) -> Options {
        let rules = self.path("rules.toml");
        Options {
            plan: self.path("plan.csv"),
            candidates: self.path("candidates.csv"),
            rules: rules.exists().then_some(rules),
            out: self.path("results.csv"),
            cutoffs: Some(self.path("cutoffs.csv")),
            method: Method::Serial,
        }
    }

    pub(crate) fn run(&self) -> Result<Summary, AllocateError> {
        allocate_files(&self.options(), &mut |_| {})
    }

    pub(crate) fn read(&self, name: &str) -> String {
        fs::read_to_string(self.path(name)).unwrap()
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// A folder with these files; an empty text leaves the rules out.
pub(crate) fn folder(plan: impl AsRef<[u8]>, candidates: impl AsRef<[u8]>, rules: &str) -> Folder {
    let folder = Folder::new();
    folder.write("plan.csv", plan);
    folder.write("candidates.csv", candidates);
    if !rules.is_empty() {
        folder.write("rules.toml", rules);
    }
    folder
}

const PLAN: &str = "programme,places\nA,1\nB,2\nC,1\n";

#[test]
fn results_and_cutoffs_as_written_down() {
    let candidates = "draw,preferences,total,candidate,qualified,household,key_2,key_1\n\
        1,A|B,489.995,4,1,1,0,0\n\
        2,B|A,531,2,,1,0,0\n\
        3,A|C,528.50,3,1,,7,1\n\
        4,A,528.5,1,1,1,9,0\n\
        5,A,600,5,0,0,0,0\n\
        6,A,600,6,1,0,0,0\n\
        7,,600,7,1,1,0,0\n\
        8,X|Y,600,8,1,1,0,0\n\
        9,Z|A|A|B,500,9,1,1,0,0\n";
    let folder = folder(
        PLAN,
        candidates,
        "score_floor = 490\npreferences_max = 4\nequal = \"draw\"\nfull_marks = 660\n",
    );
    let mut steps: Vec<Progress> = Vec::new();
    let summary = allocate_files(&folder.options(), &mut |progress| steps.push(progress)).unwrap();
    assert_eq!(
        folder.read("results.csv"),
        "candidate,outcome,programme,preference,reason\n\
        4,ineligible,,,floor.below\n\
        2,admitted,B,1,admitted\n\
        3,admitted,A,1,admitted\n\
        1,not-admitted,,,preferences.full\n\
        5,ineligible,,,qualification.none\n\
        6,ineligible,,,household.none\n\
        7,not-admitted,,,preferences.none\n\
        8,not-admitted,,,preferences.none\n\
        9,admitted,B,4,admitted\n"
    );
    assert_eq!(
        folder.read("cutoffs.csv"),
        "programme,places,admitted,cutoff\nA,1,1,528.5\nB,2,2,500\nC,1,0,\n"
    );
    assert_eq!(folder.names(), ["candidates.csv", "cutoffs.csv", "plan.csv", "results.csv", "rules.toml"]);
    assert_eq!(
        (summary.candidates, summary.admitted, summary.not_admitted, summary.ineligible),
        (9, 3, 3, 3)
    );
    assert_eq!((summary.programmes, summary.places, summary.unused, summary.over), (3, 4, 1, 0));
    assert_eq!(summary.reasons[3], (Reason::BelowFloor, 1));
    let warnings: Vec<_> = summary
        .warnings
        .listed
        .iter()
        .map(|w| (w.line, w.value.as_str(), w.message.id.strip_prefix("allocate-preference-").unwrap()))
        .collect();
    assert_eq!(
        warnings,
        [(9, "X", "unknown"), (9, "Y", "unknown"), (10, "Z", "unknown"), (10, "A", "repeated")]
    );
    assert!(summary.proof.holds() && summary.messages().len() > 8);
    worded(&summary.messages());
    summary.warnings.listed.iter().for_each(|warning| worded(std::slice::from_ref(&warning.message)));
    for step in [Step::Read, Step::Allocate, Step::Prove, Step::Write] {
        let last = steps.iter().rfind(|progress| progress.step == step).unwrap();
        assert_eq!(last.done, last.total, "{step:?}");
    }
}

#[test]
fn without_rules_there_is_no_floor_and_equals_that_matter_are_referred() {
    let calm = folder(PLAN, "candidate,total,preferences\n1,5,A\n2,5,B\n3,5,B\n", "");
    assert_eq!(calm.run().unwrap().admitted, 3);

    let plan = "programme,places\nA,1\nB,1\nC,9\n";
    let rows = "candidate,total,preferences\n0,6,C\n1,5,A|B\n2,5,C\n3,5,A|B\n4,5,B\n5,4,A\n";
    let folder = folder(plan, rows, "");
    folder.write("results.csv", "as it was");
    let error = folder.run().unwrap_err();
    let AllocateError::Refer(referred) = &error else { panic!("{error}") };
    assert_eq!(referred.candidates, ["1", "3", "4"]);
    assert_eq!((referred.programmes.join(" ").as_str(), referred.total.as_str()), ("A B", "5"));
    assert_eq!((error.exit_code(), error.messages().len()), (3, 4));
    worded(&error.messages());
    assert_eq!(folder.read("results.csv"), "as it was");
    assert_eq!(folder.names(), ["candidates.csv", "plan.csv", "results.csv"]);
}

#[test]
fn the_four_ways_with_equals() {
    let plan = "programme,places\nA,1\nB,2\n";
    let rows = "candidate,total,preferences,draw\n1,500,A|B,3\n2,500,X|A,1\n3,500,A|B,2\n4,490,B,4\n";
    for (equal, expected) in [
        ("draw", ["1 B 2", "2 A 2", "3 B 2", "4  "]),
        ("admit-all", ["1 A 1", "2 A 2", "3 A 1", "4 B 1"]),
        ("position-then-all", ["1 A 1", "2  ", "3 A 1", "4 B 1"]),
    ] {
        let folder = folder(plan, rows, &format!("equal = \"{equal}\""));
        let summary = folder.run().unwrap();
        let lines: Vec<String> = csv::Reader::from_path(folder.path("results.csv"))
            .unwrap()
            .records()
            .map(|row| row.unwrap())
            .map(|row| format!("{} {} {}", &row[0], &row[2], &row[3]))
            .collect();
        assert_eq!(lines, expected, "{equal}");
        assert_eq!(
            summary.over,
            u64::from(equal == "position-then-all") + 2 * u64::from(equal == "admit-all")
        );
    }
    assert_eq!(folder(plan, rows, "equal = \"refer\"").run().unwrap_err().exit_code(), 3);
}

#[test]
fn quotas_bound_a_group() {
    let plan = "programme,places,quota:male,quota:female\nA,3,1,\nB,1,,0\n";
    let rows = "candidate,total,preferences,group\n1,600,A,male\n2,590,A|B,male\n3,580,B|A,female\n4,570,A,other\n5,560,A,\n";
    let folder = folder(plan, rows, "equal = \"admit-all\"");
    let summary = folder.run().unwrap();
    assert_eq!(
        folder.read("results.csv").lines().skip(1).collect::<Vec<_>>(),
        [
            "1,admitted,A,1,admitted",
            "2,admitted,B,2,admitted",
            "3,admitted,A,2,admitted",
            "4,admitted,A,1,admitted",
            "5,not-admitted,,,preferences.full"
        ]
    );
    assert_eq!(summary.warnings.listed[0].message.id, "allocate-group-unknown");
    assert_eq!((summary.warnings.count, summary.warnings.listed[0].line), (1, 5));
}

#[test]
fn deferred_acceptance_goes_by_each_programmes_weights() {
    let rows = "candidate,total,preferences,subject:math,subject:chinese,draw\n\
        1,200,A|B,90,110,1\n2,190,B|A,100,90,2\n3,180,A|B,95.5,84.5,3\n";
    let plan = "programme,places\nA,1\nB,1\n";
    let rules = "equal = \"draw\"\n[weights.A]\nmath = 1.5\n[weights.B]\n\"subject:chinese\" = 1\n";
    let folder = folder(plan, rows, rules);
    let options = Options { method: Method::DeferredAcceptance, ..folder.options() };
    allocate_files(&options, &mut |_| {}).unwrap();
    let lines = folder.read("results.csv");
    assert!(lines.contains("\n1,admitted,B,2,admitted\n2,admitted,A,2,admitted\n3,not-admitted,"), "{lines}");
    assert_eq!(folder.read("cutoffs.csv").lines().skip(1).collect::<Vec<_>>(), ["A,1,1,150", "B,1,1,110"]);
    let error = folder.run().unwrap_err();
    assert_eq!((error.exit_code(), error.messages()[1].id.as_str()), (2, "allocate-weights-serial"));
}

#[test]
fn without_weights_both_methods_write_the_same() {
    let folder =
        folder(PLAN, "candidate,total,preferences\n1,500,A|B\n2,490,A|B|C\n3,480,B\n4,470,B|C\n", "");
    folder.run().unwrap();
    let serial = folder.read("results.csv");
    allocate_files(&Options { method: Method::DeferredAcceptance, ..folder.options() }, &mut |_| {}).unwrap();
    assert_eq!(folder.read("results.csv"), serial);
}

#[test]
fn empty_lists_empty_files_blank_ends_and_quotes_are_legal() {
    let none = folder(PLAN, "candidate,total,preferences\n", "");
    assert_eq!(none.run().unwrap().candidates, 0);
    assert_eq!(none.read("results.csv"), "candidate,outcome,programme,preference,reason\n");
    assert_eq!(
        folder("programme,places\n", "candidate,total,preferences\n1,2,A\n", "").run().unwrap().not_admitted,
        1
    );

    let rows = "\"candidate\",total,\"preferences\",note,,key_1\n\n\" 1\n2\",500,\"A | B||\",,,\n\"a,\"\"b\"\"\",490,|B|,x,y,\n";
    let odd = folder("places,programme\n1, A \n1,\"B\"\n", rows, "preferences_max = 2");
    let summary = odd.run().unwrap();
    assert_eq!(
        odd.read("results.csv"),
        "candidate,outcome,programme,preference,reason\n\"1\n2\",admitted,A,1,admitted\n\"a,\"\"b\"\"\",admitted,B,2,admitted\n"
    );
    let warned: Vec<_> = summary.warnings.listed.iter().map(|w| (w.line, w.message.id.as_str())).collect();
    assert_eq!(warned, [(1, "allocate-column-unknown"), (5, "allocate-preference-blank")]);
}

#[test]
fn chinese_in_either_encoding_gives_the_same_bytes() {
    let plan = "programme,places\n汽车,1\n会计,1\n";
    let rows = "candidate,total,preferences\n考生甲,500,汽车|会计\n考生乙,490,汽车|会计\n";
    let utf8 = folder(plan, rows, "");
    utf8.run().unwrap();
    let gb = |text: &str| encoding_rs::GB18030.encode(text).0.into_owned();
    let gb18030 = folder(gb(plan), gb(rows), "");
    gb18030.run().unwrap();
    let marked = folder(
        format!("\u{feff}{plan}"),
        format!("\u{feff}{}", rows.replace('\n', "\r\n")),
        "\u{feff}equal = \"refer\"\r\n",
    );
    marked.run().unwrap();
    let expected = utf8.read("results.csv");
    assert!(
        expected.ends_with("考生甲,admitted,汽车,1,admitted\n考生乙,admitted,会计,2,admitted\n"),
        "{expected}"
    );
    assert_eq!((gb18030.read("results.csv"), marked.read("results.csv")), (expected.clone(), expected));
}

#[test]
fn decimals_are_exact() {
    let rows = "candidate,total,preferences\na,489.995,A\nb,490,A\nc,489.9949999999999,A\nd,0489.9950,B\n";
    let folder = folder("programme,places\nA,2\nB,1\n", rows, "score_floor = 489.995");
    folder.run().unwrap();
    let results = folder.read("results.csv");
    assert!(results.contains("a,admitted,A") && results.contains("b,admitted,A"), "{results}");
    assert!(results.contains("c,ineligible,,,floor.below") && results.contains("d,admitted,B"), "{results}");
    assert_eq!(
        folder.read("cutoffs.csv").lines().skip(1).collect::<Vec<_>>(),
        ["A,2,2,489.995", "B,1,1,489.995"]
    );
}

#[test]
fn a_run_that_fails_late_leaves_nothing() {
    let folder = folder(PLAN, "candidate,total,preferences\n1,500,A\n", "");
    fs::create_dir(folder.path("cutoffs.csv")).unwrap();
    let error = folder.run().unwrap_err();
    assert_eq!(error.exit_code(), 1);
    worded(&error.messages());
    assert_eq!(folder.names(), ["candidates.csv", "cutoffs.csv", "plan.csv"]);
    let options = Options { out: folder.path("no/such/results.csv"), cutoffs: None, ..folder.options() };
    assert_eq!(allocate_files(&options, &mut |_| {}).unwrap_err().exit_code(), 1);
    folder.write("results.csv.part", "left by an interrupted run");
    fs::remove_dir(folder.path("cutoffs.csv")).unwrap();
    folder.run().unwrap();
    assert_eq!(folder.names(), ["candidates.csv", "cutoffs.csv", "plan.csv", "results.csv"]);
}

#[test]
fn outputs_never_overwrite_inputs() {
    let folder = folder(PLAN, "candidate,total,preferences\n1,500,A\n", "equal = \"refer\"");
    let check = |out: &Path, cutoffs: Option<PathBuf>| {
        let options = Options { out: out.to_owned(), cutoffs, ..folder.options() };
        let error = allocate_files(&options, &mut |_| {}).unwrap_err();
        assert_eq!(
            (error.exit_code(), error.messages()[1].id.as_str()),
            (2, "allocate-file-same"),
            "{out:?}"
        );
    };
    check(&folder.path("plan.csv"), None);
    check(&folder.path("rules.toml"), None);
    check(&folder.path("../").join(folder.0.file_name().unwrap()).join("candidates.csv"), None);
    check(&folder.path("results.csv"), Some(folder.path("results.csv")));
    check(&folder.path("results.csv"), Some(folder.path("plan.csv")));
    assert_eq!(folder.read("plan.csv"), PLAN);
}

/// Random rounds through files give what the slow allocator gives.
#[test]
fn random_rounds_through_files() {
    for seed in 0..120_u64 {
        let equal = Equal::ALL[usize::try_from(seed % 4).unwrap()];
        let candidates = if equal == Equal::Refer { 6 } else { 14 };
        let mut instance = Instance::random(seed, equal, &Shape { candidates, totals: 5, quotas: false });
        instance.programmes.iter_mut().for_each(|programme| programme.additional_test = None);
        let folder = folder(plan_text(&instance), candidates_text(&instance), &rules_text(&instance));
        let mut options = folder.options();
        options.cutoffs = None;
        match (allocate_files(&options, &mut |_| {}), slow::allocate(&instance)) {
            (Ok(_), Ok(expected)) => {
                let mut reader = csv::Reader::from_path(folder.path("results.csv")).unwrap();
                let rows: Vec<csv::StringRecord> = reader.records().map(|row| row.unwrap()).collect();
                assert_eq!(rows.len(), expected.len());
                for (row, candidate) in rows.iter().zip(&instance.candidates) {
                    assert_eq!(row[0], candidate.id, "seed {seed}");
                    let (outcome, reason, seat) = &expected[&candidate.id];
                    let (programme, position) = seat.clone().unwrap_or_default();
                    let position = if position == 0 { String::new() } else { position.to_string() };
                    let line = [*outcome, &programme, &position, *reason];
                    assert_eq!(row.iter().skip(1).collect::<Vec<_>>(), line, "seed {seed}");
                }
            }
            (Err(AllocateError::Refer(referred)), Err(expected)) => {
                assert_eq!(
                    referred.candidates.into_iter().collect::<std::collections::BTreeSet<_>>(),
                    expected
                );
            }
            (got, expected) => panic!("seed {seed}: {got:?} {expected:?}"),
        }
    }
}

fn plan_text(instance: &Instance) -> String {
    let lines: Vec<String> = instance.programmes.iter().map(|p| format!("{},{}\n", p.id, p.places)).collect();
    format!("programme,places\n{}", lines.concat())
}

fn rules_text(instance: &Instance) -> String {
    let floor = instance.floor.map(|floor| format!("score_floor = {floor}\n")).unwrap_or_default();
    format!("{floor}equal = \"{}\"\n", instance.equal.as_str())
}

fn candidates_text(instance: &Instance) -> String {
    let keys = instance.candidates.first().map_or(0, |candidate| candidate.keys.len());
    let mut text = "candidate,draw,total,qualified,household,preferences".to_owned();
    (1..=keys).for_each(|key| text += &format!(",key_{key}"));
    for candidate in &instance.candidates {
        let codes: Vec<String> = candidate
            .preferences
            .iter()
            .map(|p| if *p == UNKNOWN { "unknown".to_owned() } else { format!("P{p}") })
            .collect();
        text += &format!(
            "\n{},{},{},{},{},{}",
            candidate.id,
            candidate.draw.map(|draw| draw.to_string()).unwrap_or_default(),
            candidate.total,
            u8::from(candidate.qualified),
            u8::from(candidate.household == Default::default()),
            codes.join("|")
        );
        candidate.keys.iter().for_each(|key| text += &format!(",{key}"));
    }
    text
}
