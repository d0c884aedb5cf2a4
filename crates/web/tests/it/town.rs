//! A small invented office: a plan, two rounds and students, written straight into a database of its own.

use guantong_model::{
    CandidateNo, Date, PersonId, ProgrammeId, Qualification, RuleBook, Score, Stage, StageWork, Standing,
    StudentId, Track,
};
use guantong_policy::edition::builtin;
use guantong_service::Office;
use guantong_service::person::reading;
use guantong_service::ports::{Batch, Change, Clock, Randomness};
use guantong_service::rows::{Person, PlanHead, PlanLine, Round, RoundRun, RoundState, Student};
use guantong_service::verify::Check;
use guantong_store::Sqlite;
use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

/// 28 September 2023, 18:00 in Beijing.
pub(crate) const NOW: i64 = 1_695_895_200_000_000;

struct Stopped(Date);

impl Clock for Stopped {
    fn now(&self) -> i64 {
        NOW
    }

    fn today(&self) -> Date {
        self.0
    }
}

struct Zeros;

impl Randomness for Zeros {
    fn fill(&self, bytes: &mut [u8]) {
        bytes.fill(0);
    }
}

/// An office with its database, gone with its owner.
pub(crate) struct Town {
    pub(crate) office: Office,
    /// The database, so that a test can take it away.
    pub(crate) store: Sqlite,
    /// Whether its rounds are figures without a run behind them.
    pub(crate) invented: bool,
    folder: Folder,
}

/// Whatever a test did, at its end all holds that must hold of an office: it cannot be forgotten. Read from the file by
/// another program, as it were, so that a test may have taken the database away.
impl Drop for Town {
    fn drop(&mut self) {
        if std::thread::panicking() {
            return;
        }
        let (file, today) = (self.folder.0.join("office.sqlite"), self.office.clock().today());
        let proved = std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
            runtime.block_on(async {
                let store = Sqlite::open(&file).await.unwrap();
                let office = over(store.clone(), today).verify().await.unwrap();
                store.close().await;
                office
            })
        });
        let mut findings = proved.join().unwrap().findings;
        findings.retain(|finding| !(self.invented && finding.check == Check::Round));
        assert_eq!(findings, [], "at the end of the test");
    }
}

/// An office over a database, on a day.
fn over(store: Sqlite, today: Date) -> Office {
    let edition = Arc::new(builtin().unwrap().clone());
    Office::new(Arc::new(store), Arc::new(Stopped(today)), Arc::new(Zeros), edition)
}

/// A directory of its own.
struct Folder(PathBuf);

impl Folder {
    fn new() -> Self {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        let name = format!("guantong-web-{}-{}", std::process::id(), COUNT.fetch_add(1, Ordering::Relaxed));
        let path = std::env::temp_dir().join(name);
        std::fs::create_dir_all(&path).unwrap();
        Folder(path)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

/// An office with nothing in it.
pub(crate) async fn empty() -> Town {
    on(jiff::civil::date(2023, 9, 28)).await
}

/// An office with nothing in it, on a day.
pub(crate) async fn on(today: Date) -> Town {
    let folder = Folder::new();
    let store = Sqlite::create(&folder.0.join("office.sqlite")).await.unwrap();
    Town { office: over(store.clone(), today), store, invented: false, folder }
}

/// An office with the plan of 2023 and its students: all of them, or one in `thin`.
pub(crate) async fn town(thin: i64) -> Town {
    let mut town = empty().await;
    town.invented = true;
    let lines = plan(thin);
    let mut changes = people(&lines, thin);
    changes.insert(0, Change::Plan(head(), lines));
    changes.extend(Round::ALL.map(|round| Change::Round(run(round))));
    changes.push(Change::ClauseUses(BTreeMap::from([
        ("3.1.1".to_owned(), 12_000),
        ("3.1.2.a".to_owned(), 12_000),
        ("3.3.5.c".to_owned(), 7),
    ])));
    town.office.storage().append(Batch { entries: Vec::new(), changes }, NOW).await.unwrap();
    town
}

/// Front institution, partner, track, places and admitted of each, as in an ordinary year.
const SCHOOLS: [(&str, &str, Track, i64, i64); 13] = [
    ("北京电子科技职业学院", "北京工业大学", Track::CollegeBachelor, 420, 412),
    ("北京工业职业技术学院", "北方工业大学", Track::CollegeBachelor, 270, 270),
    ("北京财贸职业学院", "北京工商大学", Track::CollegeBachelor, 270, 266),
    ("北京农业职业学院", "北京农学院", Track::CollegeBachelor, 270, 221),
    ("北京信息职业技术学院", "北京信息科技大学", Track::CollegeBachelor, 240, 240),
    ("北京劳动保障职业学院", "北京石油化工学院", Track::CollegeBachelor, 120, 103),
    ("北京交通运输职业学院", "北京建筑大学", Track::CollegeBachelor, 180, 178),
    ("北京城市学院", "北京城市学院", Track::CollegeBachelor, 150, 139),
    ("北京市昌平职业学校", "北京联合大学", Track::SecondaryBachelor, 210, 209),
    ("北京市商业学校", "北京物资学院", Track::SecondaryBachelor, 240, 236),
    ("北京市丰台区职业教育中心学校", "北京联合大学", Track::SecondaryBachelor, 210, 198),
    ("北京铁路电气化学校", "北京建筑大学", Track::SecondaryBachelor, 150, 150),
    ("北京国际职业教育学校", "北京联合大学", Track::SecondaryBachelor, 80, 71),
];

const MAJORS: [(&str, Option<&str>); 4] = [
    ("智能网联汽车技术", None),
    ("大数据技术", None),
    ("学前教育", Some("国际艺术")),
    ("园林技术", Some("风景园林")),
];

fn plan(thin: i64) -> Vec<PlanLine> {
    let mut lines: Vec<PlanLine> = Vec::new();
    for (n, (school, partner, track, places, _)) in SCHOOLS.iter().enumerate() {
        for (m, (major, direction)) in MAJORS.iter().enumerate() {
            lines.push(PlanLine {
                programme: programme(n, m),
                position: i64::try_from(lines.len()).unwrap() + 1,
                track: *track,
                category: if *track == Track::SecondaryBachelor { "中本贯通" } else { "高本贯通" }.to_owned(),
                institution: (*school).to_owned(),
                special: None,
                major: (*major).to_owned(),
                specialisation: direction.map(str::to_owned),
                partner: (*partner).to_owned(),
                places: places / thin / 4 + i64::from(m == 0) * (places / thin % 4),
                barred: false,
                code: None,
                class: None,
            });
        }
    }
    lines
}

fn programme(school: usize, major: usize) -> ProgrammeId {
    ProgrammeId(format!("P{:02}-{major}", school + 1))
}

fn head() -> PlanHead {
    PlanHead {
        year: 2023,
        version: 1,
        edition: "beijing-2023".to_owned(),
        source_name: "annex-2023.xlsx".to_owned(),
        source_digest: "0".repeat(64),
        answers: String::new(),
        set_at: NOW,
        set_by: "demo".to_owned(),
    }
}

/// Names that a page must show as they are and never run.
pub(crate) const HOSTILE: [&str; 3] = ["<script>alert(1)</script>", "O\"Brien' onload='x", "赵&amp;钱<b>"];

const SURNAMES: [&str; 12] = ["沈", "王", "李", "张", "刘", "陈", "杨", "赵", "黄", "周", "吴", "曾"];
const GIVEN: [&str; 15] = [
    "知行", "子涵", "雨桐", "浩然", "思远", "一诺", "佳怡", "俊杰", "晓彤", "明哲", "若溪", "天佑", "欣妍",
    "博文", "静",
];

fn people(lines: &[PlanLine], thin: i64) -> Vec<Change> {
    let mut changes = Vec::new();
    let mut n = 0;
    for (school, (name, _, _, _, admitted)) in SCHOOLS.iter().enumerate() {
        for seat in 0..(admitted / thin) {
            let major = usize::try_from(seat).unwrap() % MAJORS.len();
            let line = lines.iter().find(|line| line.programme == programme(school, major)).unwrap();
            n += 1;
            changes.extend(one(n, name, line));
        }
    }
    changes
}

fn one(n: usize, school: &str, line: &PlanLine) -> [Change; 2] {
    let name = HOSTILE.get(n - 1).map_or_else(
        || format!("{}{}", SURNAMES[n % SURNAMES.len()], GIVEN[(n / 3) % GIVEN.len()]),
        |hostile| (*hostile).to_owned(),
    );
    let read = reading(&name);
    let standing = match n {
        4 => Standing::OnLeave,
        5 => Standing::Withdrawn,
        _ if n.is_multiple_of(80) => Standing::NotEnrolled,
        _ if n.is_multiple_of(97) => Standing::Admitted,
        _ => Standing::Studying,
    };
    let arrived = !matches!(standing, Standing::Admitted | Standing::NotEnrolled);
    let held = matches!(standing, Standing::Admitted | Standing::Studying | Standing::OnLeave);
    let district = ["110101", "110105", "110108", "110112"][n % 4].to_owned();
    let person = Person {
        id: PersonId(format!("R-{n:05}")),
        name: name.clone(),
        pinyin: read.pinyin.clone(),
        initials: read.initials.clone(),
        sex: 1,
        birth_on: jiff::civil::date(2008, 5, 4),
        district: district.clone(),
        junior_school: "北京市第一中学".to_owned(),
        salt: vec![0; 16],
        sealed: Default::default(),
    };
    let student = Student {
        id: StudentId(format!("2023-{n:05}")),
        person: person.id.clone(),
        name,
        pinyin: read.pinyin,
        initials: read.initials,
        district,
        candidate_no: CandidateNo(format!("23{n:08}")),
        entry_year: 2023,
        cohort: 2023,
        programme: line.programme.clone(),
        institution: school.to_owned(),
        partner: line.partner.clone(),
        applied_to: None,
        stage: Stage::Secondary,
        standing,
        work: StageWork::Open,
        assessed: None,
        qualification: if held { Qualification::Held } else { Qualification::Ended },
        studies_at: school.to_owned(),
        registered_at: arrived.then(|| school.to_owned()),
        rule_book: RuleBook::Secondary,
        score: Score::points(520),
        round: Round::Early,
        preference: 2,
        version: 0,
    };
    [Change::Person(person), Change::Student(student)]
}

fn run(round: Round) -> RoundRun {
    let (candidates, eligible, places, admitted, state) = match round {
        Round::Early => (6_412, 6_375, 2_810, 2_431, RoundState::Published),
        Round::Unified => (5_588, 5_570, 379, 262, RoundState::Proved),
    };
    RoundRun {
        year: 2023,
        round,
        state,
        candidates,
        eligible,
        places,
        admitted,
        ties: 118,
        ties_by_draw: 3,
        inputs_digest: "1".repeat(64),
        rules_digest: "2".repeat(64),
        results_digest: "3".repeat(64),
        rules_version: 0,
        evidence_version: 0,
        places_version: 0,
        secret: "4".repeat(64),
        proof: Vec::new(),
        ran_at: NOW,
        signatures: Vec::new(),
        published_at: (state == RoundState::Published).then_some(NOW),
        version: 1,
        facts: 0,
        corrected_by: None,
    }
}
