//! A class of any size, made through the use cases but for the round: admitted, registered, completed, assessed.

use guantong_model::{
    CandidateNo, Date, PersonId, ProgrammeId, Score, Stage, StageWork, Standing, StudentId, Track,
};
use guantong_policy::edition::builtin;
use guantong_registry::{Admission, Admit, Command, Grounds, Law, Marks, Part, Serials, admit};
use guantong_secrets::password::Profile;
use guantong_secrets::seal::Keys;
use guantong_service::Office;
use guantong_service::account::Locks;
use guantong_service::journal::NewEntry;
use guantong_service::ports::{Batch, Change, Clock, Randomness};
use guantong_service::rows::{Person, PlanHead, PlanLine, Round, Student};
use guantong_store::Database;
use jiff::civil::date;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

pub(crate) const SCHOOL: &str = "北京市昌平职业学校";
pub(crate) const PARTNER: &str = "北京联合大学";
const YEAR: i32 = 2023;
const RULES: &str = include_str!("../../../../demo/progression-rules/changping-2026-2.toml");

/// A clock that goes on by a millisecond at every look.
struct Ticking(AtomicI64);

impl Clock for Ticking {
    fn now(&self) -> i64 {
        self.0.fetch_add(1_000, Ordering::Relaxed)
    }
    fn today(&self) -> Date {
        date(2026, 9, 1)
    }
}

struct Zeros;

impl Randomness for Zeros {
    fn fill(&self, bytes: &mut [u8]) {
        bytes.fill(0);
    }
}

pub(crate) struct Class {
    pub(crate) office: Office,
    pub(crate) store: Database,
    pub(crate) ids: Vec<StudentId>,
}

impl Class {
    /// An office with keys and the plan alone: nobody has applied.
    pub(crate) async fn with_plan(store: Database) -> Self {
        let edition = builtin().unwrap().clone();
        let clock = Arc::new(Ticking(AtomicI64::new(1_690_000_000_000_000)));
        let office = Office::new(store.storage(), clock, Arc::new(Zeros), Arc::new(edition))
            .with_accounts(Locks::new(Keys::one("k1", [7; 32]), Profile::Asvs));
        plan(&office).await;
        Class { office, store, ids: Vec::new() }
    }

    /// So many students who have yet to arrive.
    pub(crate) async fn admitted(store: Database, size: u32) -> Self {
        let edition = builtin().unwrap().clone();
        let clock = Arc::new(Ticking(AtomicI64::new(1_690_000_000_000_000)));
        let office = Office::new(store.storage(), clock, Arc::new(Zeros), Arc::new(edition));
        plan(&office).await;
        office.file_progression_rules("rules.toml", RULES, "bench").await.unwrap();
        let ids = admitted(&office, size).await;
        Class { office, store, ids }
    }

    /// So many students whose assessment is passed: the next step is the progression.
    pub(crate) async fn assessed(store: Database, size: u32) -> Self {
        let class = Class::admitted(store, size).await;
        let title = class
            .office
            .progression_rules_in_force(Stage::Secondary, SCHOOL, date(2026, 7, 5))
            .await
            .unwrap()
            .unwrap()
            .title;
        let marks: Marks = [(Part::General, Score::points(74)), (Part::Skill, Score::points(86))].into();
        for some in class.ids.chunks(5_000) {
            let commands: Vec<_> = some
                .iter()
                .flat_map(|id| {
                    let assess = Command::Assess {
                        passed: true,
                        document: title.clone(),
                        general: None,
                        skill: None,
                        marks: marks.clone(),
                    };
                    [
                        (id.clone(), date(2023, 9, 1), Command::Register),
                        (id.clone(), date(2026, 6, 20), Command::CompleteStage),
                        (id.clone(), date(2026, 7, 5), assess),
                    ]
                })
                .collect();
            class.office.command_many(&commands, "bench").await.unwrap();
        }
        class
    }
}

async fn plan(office: &Office) {
    let line = PlanLine {
        programme: ProgrammeId::from("p"),
        position: 1,
        track: Track::SecondaryBachelor,
        category: "中本贯通".to_owned(),
        institution: SCHOOL.to_owned(),
        special: None,
        major: "智能网联汽车技术".to_owned(),
        specialisation: None,
        partner: PARTNER.to_owned(),
        places: 1_000_000,
        barred: false,
        code: None,
        class: None,
    };
    let head = PlanHead {
        year: YEAR,
        version: 1,
        edition: "beijing-2023".to_owned(),
        source_name: "bench".to_owned(),
        source_digest: String::new(),
        answers: String::new(),
        set_at: 0,
        set_by: "bench".to_owned(),
    };
    let batch = Batch { entries: Vec::new(), changes: vec![Change::Plan(head, vec![line])] };
    office.storage().append(batch, 0).await.unwrap();
}

async fn admitted(office: &Office, size: u32) -> Vec<StudentId> {
    let world = office.world().await.unwrap();
    let law = Law::from_edition(office.edition()).unwrap();
    let grounds = Grounds { world: &world, law: &law, serials: &Serials::default() };
    let wanted = Admit {
        programme: ProgrammeId::from("p"),
        cohort: YEAR,
        score: Score::points(520),
        round: None,
        preference: None,
        admission: Admission::Ordinary,
        barred_from_major_change: false,
    };
    let on = date(2023, 8, 10);
    let (decision, admitted) = admit(&wanted, &grounds, on);
    let admitted = admitted.unwrap();
    let mut ids = Vec::new();
    for start in (1..=size).step_by(5_000) {
        let mut batch = Batch::default();
        for n in start..=(start + 4_999).min(size) {
            let id = StudentId(format!("{YEAR}-{n:07}"));
            let person = PersonId(format!("P-{n}"));
            let candidate = CandidateNo(format!("23110800{n:07}"));
            let body = serde_json::json!({
                "admitted": admitted, "decision": decision, "person": person, "candidate": candidate,
                "commitment": "",
            });
            batch.entries.push(NewEntry {
                stream: guantong_service::student::stream(&id),
                version: 1,
                kind: guantong_service::student::OPENED.to_owned(),
                effective_on: on,
                actor: "bench".to_owned(),
                body,
            });
            batch.changes.push(Change::Person(who(&person, n)));
            batch.changes.push(Change::Student(row(&id, person, candidate, n)));
            ids.push(id);
        }
        office.storage().append(batch, 0).await.unwrap();
    }
    ids
}

fn who(id: &PersonId, n: u32) -> Person {
    Person {
        id: id.clone(),
        name: format!("学生{n}"),
        pinyin: format!("xuesheng{n}"),
        initials: format!("xs{n}"),
        sex: 1,
        birth_on: date(2008, 3, 1),
        district: "110114".to_owned(),
        junior_school: "示例中学".to_owned(),
        salt: vec![0; 16],
        sealed: Default::default(),
    }
}

fn row(id: &StudentId, person: PersonId, candidate_no: CandidateNo, n: u32) -> Student {
    Student {
        id: id.clone(),
        person,
        name: format!("学生{n}"),
        pinyin: format!("xuesheng{n}"),
        initials: format!("xs{n}"),
        district: "110114".to_owned(),
        candidate_no,
        entry_year: YEAR,
        cohort: YEAR,
        programme: ProgrammeId::from("p"),
        institution: SCHOOL.to_owned(),
        partner: PARTNER.to_owned(),
        applied_to: None,
        stage: Stage::Secondary,
        standing: Standing::Admitted,
        work: StageWork::Open,
        assessed: None,
        qualification: guantong_model::Qualification::Held,
        studies_at: SCHOOL.to_owned(),
        registered_at: None,
        rule_book: guantong_model::RuleBook::Secondary,
        score: Score::points(520),
        round: Round::Early,
        preference: 1,
        version: 1,
    }
}
