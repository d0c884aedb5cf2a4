//! A city in which every student stands to one institution in one way only, and bears a name that must be seen by
//! nobody else.

use crate::lives::{ANNEX, ANSWERS, applicant, find, lead};
use crate::town::{Town, on};
use guantong_model::{Stage, StudentId};
use guantong_registry::{Command, LeaveKind};
use guantong_requests::{Desk, Kind, Verdict};
use guantong_secrets::password::Profile;
use guantong_secrets::seal::Keys;
use guantong_service::Office;
use guantong_service::access::{Organisation, OrganisationKind, Role, Viewer};
use guantong_service::account::Locks;
use guantong_service::batch::{BatchKind, BatchRow, NewBatch};
use guantong_service::cases::{Choosing, Wish};
use guantong_service::examination::{ExaminationState, NewExamination};
use guantong_service::journal::NewEntry;
use guantong_service::ports::{Batch, Change};
use guantong_service::registration::Term;
use guantong_service::request::{NewRequest, Opening, Word};
use guantong_service::rows::{PlanHead, Round, Student};
use guantong_service::support::Draft;
use jiff::civil::date;
use std::sync::{Arc, OnceLock};

/// The institution that both a school's and a university's people act for here: one in the annex that is both.
pub(crate) const OURS: &str = "北京城市学院";
/// The institution of everybody else.
pub(crate) const THEIRS: &str = "北京市昌平职业学校";
/// An institution that ours has nothing to do with.
pub(crate) const THIRD: &str = "北京市商业学校";
/// An institution that is not there.
pub(crate) const NOBODYS: &str = "没有的学校";
/// The district of the district's people.
pub(crate) const DISTRICT: &str = "110108";
/// Another district.
pub(crate) const ELSEWHERE: &str = "110112";

/// How each object stands, in the order of the letters of a cell.
pub(crate) const OBJECTS: [&str; 10] = [
    "own",
    "registered",
    "studies",
    "front",
    "partner",
    "receiving",
    "district",
    "foreign",
    "cohort",
    "absent",
];

/// A name for each object that is in no other text of the house.
pub(crate) const CANARIES: [&str; 9] =
    ["禾雀甲", "禾雀乙", "禾雀丙", "禾雀丁", "禾雀戊", "禾雀己", "禾雀庚", "禾雀辛", "禾雀壬"];

/// How what belongs to institutions stands to ours, in the order of the letters of a cell of such: ours, of others with
/// ours taking part, of others, not there.
pub(crate) const HOLDINGS: [&str; 4] = ["own", "party", "theirs", "absent"];

/// The institution of each of them.
pub(crate) const HOLDERS: [&str; 4] = [OURS, THEIRS, THIRD, NOBODYS];

/// The batch of each of them.
pub(crate) const BATCHES: [&str; 4] = ["2024-B0001", "2024-B0002", "2024-B0003", "2024-B9999"];

/// A university that works together with the third institution, and not with ours.
pub(crate) const BESIDE_THIRD: &str = "北京物资学院";

/// The decision on support of each of them.
pub(crate) const SUPPORTS: [&str; 4] = ["2025-1", "2025-2", "2025-3", "2025-9"];

/// The examination of each of them.
pub(crate) const EXAMINATIONS: [&str; 4] = ["2026-K0001", "2026-K0002", "2026-K0003", "2026-K0009"];

const RULES: &str = include_str!("../../../../../demo/progression-rules/changping-2026-2.toml");
/// Rules of a progression that are the commission's own.
pub(crate) const RULES_OF_COMMISSION: &str =
    include_str!("../../../../../demo/progression-rules/commission-2028.toml");

/// Rules of a progression of an institution.
pub(crate) fn rules_of(institution: &str) -> String {
    RULES.replace(THEIRS, institution)
}

/// The id of the record of an object.
pub(crate) fn student(object: usize) -> String {
    format!("2023-{:05}", object + 1)
}

/// The request on the record of an object.
pub(crate) fn request(object: usize) -> String {
    format!("2024-Q{:04}", object + 1)
}

/// The candidate's number of an object.
pub(crate) fn candidate(object: usize) -> String {
    format!("23110800{object:04}")
}

/// The programme in which everybody is.
pub(crate) fn programme() -> &'static str {
    PROGRAMME.get().map_or("none", String::as_str)
}

static PROGRAMME: OnceLock<String> = OnceLock::new();

/// The programme of a class of each holder: ours, one of another's with ours as its partner, another's, none.
pub(crate) fn class_of(holding: usize) -> &'static str {
    CLASSES.get().and_then(|classes| classes.get(holding)).map_or("none", String::as_str)
}

static CLASSES: OnceLock<Vec<String>> = OnceLock::new();
/// The programme of each of them whose training programme is drafted; set by [`city`].
pub(crate) fn training(holding: usize) -> String {
    TRAININGS.get().and_then(|found| found.get(holding)).cloned().unwrap_or_else(|| "pnowhere1".to_owned())
}

static TRAININGS: OnceLock<Vec<String>> = OnceLock::new();

/// The city, in which all are in their first stage, one year is over, and everybody is on leave from a programme that
/// the next plan does not have.
pub(crate) async fn city() -> Town {
    let town = on(date(2024, 10, 8)).await;
    let office = &town.office;
    office.import_plan(2023, "annex-2023.xlsx", ANNEX, ANSWERS, "test").await.unwrap();
    let plan = office.storage().plan_lines(2023).await.unwrap();
    let head = PlanHead { year: 2024, ..office.storage().plan(2023).await.unwrap().unwrap() };
    let programme = find(&plan, THEIRS);
    let kept = plan.iter().filter(|line| line.programme != programme).cloned();
    let next = Change::Plan(head, kept.collect());
    office.storage().append(Batch { entries: Vec::new(), changes: vec![next] }, 1).await.unwrap();
    PROGRAMME.get_or_init(|| programme.as_str().to_owned());
    let applicants = CANARIES.iter().enumerate().map(|(object, name)| {
        let (candidate, mut person) = applicant(object, name, &programme);
        let district = if OBJECTS[object] == "district" { DISTRICT } else { ELSEWHERE };
        person.district = district.to_owned();
        (candidate, person)
    });
    office.enter_candidates(2023, applicants.collect(), "test").await.unwrap();
    office.run_round(2023, Round::Early, "test").await.unwrap();
    office.sign_round(2023, Round::Early, "甲").await.unwrap();
    office.sign_round(2023, Round::Early, "乙").await.unwrap();
    office.publish_round(2023, Round::Early, "test").await.unwrap();
    office.open_records(2023, date(2023, 7, 24), "test").await.unwrap();
    evaluated(office).await;
    let ours = find(&plan, OURS);
    CLASSES.get_or_init(|| {
        let with_ours = plan.iter().find(|line| line.institution == THEIRS && line.partner == OURS);
        let with_ours = with_ours.expect("ours is a partner of another's").programme.to_string();
        vec![ours.to_string(), with_ours, find(&plan, THIRD).to_string()]
    });
    for object in 0..CANARIES.len() {
        let id = StudentId::from(student(object).as_str());
        lead(office, &id, date(2023, 9, 1), Command::Register).await;
        let leave = Command::Leave { until: date(2025, 8, 31), kind: Some(LeaveKind::Health) };
        lead(office, &id, date(2024, 9, 2), leave).await;
        let mut row = office.storage().student(&id).await.unwrap().unwrap();
        assert_eq!(row.name, CANARIES[object]);
        tie(&mut row, OBJECTS[object], &ours);
        let mut periods = office.storage().registrations_of(&id).await.unwrap();
        for period in &mut periods {
            period.institution = row.registered_at.clone().unwrap();
        }
        let changes = vec![Change::Student(row), Change::Registrations(id, periods)];
        office.storage().append(Batch { entries: Vec::new(), changes }, 1).await.unwrap();
    }
    draft_trainings(office).await;
    keep_books(office).await;
    hold_examinations(office).await;
    ask_to_withdraw(office).await;
    select_and_support(office).await;
    town
}

/// Excellent cases of a year are published, and something is proposed about each of the three.
async fn select_and_support(office: &Office) {
    let ranking = office.case_ranking(2023, None).await.unwrap();
    let first = &ranking.list[0].candidate;
    let wish = Wish {
        front: first.front.clone(),
        partner: first.partner.clone(),
        chosen: true,
        because: "连续实施".to_owned(),
    };
    let choosing = Choosing {
        weights: ranking.weights,
        wishes: vec![wish],
        version_seen: 0,
        digest_seen: ranking.digest,
    };
    let chosen = office.choose_cases(2023, &choosing, "甲").await.unwrap();
    office.confirm_cases(2023, (chosen.version, &chosen.digest), "乙").await.unwrap();
    for (holding, partner) in [OURS, OURS, BESIDE_THIRD].into_iter().enumerate() {
        let draft = Draft {
            year: "2025".to_owned(),
            front: HOLDERS[holding].to_owned(),
            partner: partner.to_owned(),
            direction: "reduction".to_owned(),
            area: "funding".to_owned(),
            says: "暂缓经费".to_owned(),
            because: "未报送使用情况".to_owned(),
            ..Draft::default()
        };
        let proposed = office.propose_support(&draft, "甲").await.unwrap();
        assert_eq!(proposed.id.to_string(), SUPPORTS[holding]);
    }
}

/// A training programme of each of the three is drafted: ours, one that ours is the partner of, and another.
async fn draft_trainings(office: &Office) {
    let plan = office.storage().plan_lines(2023).await.unwrap();
    let of = |institution: &str, partner: bool| {
        let is = |line: &&guantong_service::rows::PlanLine| {
            line.institution == institution && (line.partner == OURS) == partner
        };
        plan.iter().find(is).map(|line| line.programme.clone()).unwrap()
    };
    let found = [of(OURS, true), of(THEIRS, true), of(THIRD, false)];
    for programme in &found {
        office.begin_training(programme, 2023, false, 0, "test").await.unwrap();
    }
    TRAININGS.get_or_init(|| found.iter().map(|programme| programme.as_str().to_owned()).collect());
}

/// Everybody asks to withdraw, and every guardian has agreed: each request is with whoever holds the registration.
async fn ask_to_withdraw(office: &Office) {
    let office = office.clone().with_accounts(Locks::new(Keys::one("k1", [7; 32]), Profile::Asvs));
    for object in 0..CANARIES.len() {
        let new = NewRequest {
            student: StudentId::from(student(object).as_str()),
            kind: Kind::Withdraw,
            command: Some(Command::Withdraw { article: "18".to_owned(), certificate: None }),
            about: None,
            statement: "不再读了。".to_owned(),
            files: Vec::new(),
        };
        let Opening::Opened(row) = office.open_request(new, "test").await.unwrap() else {
            panic!("the rules let everybody withdraw")
        };
        assert_eq!(row.id, request(object));
        let word = Word { verdict: Verdict::Agree, reason: String::new(), number: String::new() };
        office.decide_request(&row.id, row.version, &word, "test").await.unwrap();
        let row = office.storage().request(&row.id).await.unwrap().unwrap();
        assert_eq!(row.stop().map(|stop| stop.desk), Some(Desk::School));
    }
}

/// What institutions keep: a batch with its sheet, a list that was filed, rules of a progression, of each of the three.
async fn keep_books(office: &Office) {
    for (holding, institution) in HOLDERS.iter().enumerate().take(3) {
        let batch = opened(office, holding).await;
        assert_eq!(batch.id, BATCHES[holding]);
        let preview = office.preview_batch(&batch).await.unwrap();
        assert!(!preview.lines.is_empty(), "a batch of nobody shows nobody");
        let sheet = office.batch_template(&batch, &preview).await.unwrap();
        office.give_sheet(&batch.id, batch.version, "list.xlsx", &sheet, "test").await.unwrap();
        let list = office.filing_list(2023, Term::Autumn, institution).await.unwrap();
        let filed = office.file_registrations(2023, Term::Autumn, institution, &list.digest, "test");
        filed.await.unwrap();
        office.file_progression_rules("rules.toml", &rules_of(institution), "test").await.unwrap();
    }
    office.file_progression_rules("rules.toml", RULES_OF_COMMISSION, "test").await.unwrap();
}

/// An examination of each of the three, ours with a part in one of another's.
async fn hold_examinations(office: &Office) {
    for (holding, institution) in HOLDERS.iter().enumerate().take(3) {
        let new = NewExamination {
            after: Stage::Secondary,
            institution: (*institution).to_owned(),
            on: date(2026, 6, 20),
            place: "本校".to_owned(),
            document: "转段考试通知".to_owned(),
            places: None,
        };
        let mut found = office.open_examination(new, "test").await.unwrap();
        assert_eq!(found.id, EXAMINATIONS[holding]);
        if HOLDINGS[holding] == "party" {
            // Nobody may sit here: that ours has students in it is written as the list of them would have it.
            found.version = 2;
            found.list_digest = Some("00".to_owned());
            found.state = ExaminationState::Listed;
            found.parties.insert(OURS.to_owned());
            let listed = serde_json::json!({
                "at": 1,
                "done": {"listed": {"digest": "00", "sitters": [], "barred": [], "parties": [OURS]}},
            });
            let entry = NewEntry {
                stream: guantong_service::examination::stream(&found.id),
                version: 2,
                kind: "examination-listed".to_owned(),
                effective_on: date(2024, 10, 8),
                actor: "test".to_owned(),
                body: listed,
            };
            let changes = vec![Change::Examination(Box::new(found))];
            office.storage().append(Batch { entries: vec![entry], changes }, 1).await.unwrap();
        }
    }
}

/// Opens a batch that stands to our institution in one way.
pub(crate) async fn opened(office: &Office, holding: usize) -> BatchRow {
    // A progression hands over to the partners: so one is a party without being the institution.
    let kind = if HOLDINGS[holding] == "party" { BatchKind::Progress } else { BatchKind::Complete };
    let new = NewBatch {
        kind,
        institution: HOLDERS[holding].to_owned(),
        partner: None,
        cohort: 2023,
        stage: Stage::Secondary,
        programme: None,
        on: date(2026, 7, 1),
    };
    let batch = office.open_batch(new, "test").await.unwrap();
    let takes_part = batch.parties.iter().any(|party| party == OURS);
    assert_eq!(takes_part, HOLDINGS[holding] == "party", "{:?}", batch.parties);
    batch
}

/// Ties a student to the institution in one way.
fn tie(row: &mut Student, object: &str, programme: &guantong_model::ProgrammeId) {
    match object {
        "registered" => row.registered_at = Some(OURS.to_owned()),
        "studies" => row.studies_at = OURS.to_owned(),
        "front" => row.institution = OURS.to_owned(),
        "partner" => row.partner = OURS.to_owned(),
        "receiving" => row.applied_to = Some(programme.clone()),
        "foreign" => {
            row.registered_at = Some(THIRD.to_owned());
            row.studies_at = THIRD.to_owned();
        }
        "cohort" => {
            row.registered_at = Some(OURS.to_owned());
            row.studies_at = OURS.to_owned();
            row.cohort = 2024;
        }
        _ => {}
    }
}

/// A round of evaluation over ours, one of another's in which ours takes part, another's; the expert reads the first two.
async fn evaluated(office: &Office) {
    use guantong_service::evaluation::{
        EvaluationRound, EvaluationSubject, Reader, RoundState, Seat, SubjectId,
    };
    let round = EvaluationRound {
        year: 2023,
        state: RoundState::Open,
        version: 1,
        terms: office.evaluation_terms(date(2024, 10, 8)).unwrap(),
        score_by: date(2024, 12, 31),
        answer_days: 15,
        opened_on: date(2024, 10, 1),
        closed_on: None,
    };
    let mut changes = vec![Change::EvaluationRound(Box::new(round))];
    let expert = || Reader {
        seat: Seat::First,
        expert: viewer(Role::Expert).account.clone(),
        name: "专家".to_owned(),
    };
    for (front, partner, read) in [(OURS, OURS, true), (THEIRS, OURS, true), (THIRD, BESIDE_THIRD, false)] {
        let id = SubjectId { year: 2023, front: front.to_owned(), partner: partner.to_owned() };
        let readers = if read { vec![expert()] } else { Vec::new() };
        let subject = EvaluationSubject { readers, ..EvaluationSubject::opened(id) };
        changes.push(Change::EvaluationSubject(Box::new(subject)));
    }
    office.storage().append(Batch { entries: Vec::new(), changes }, 1).await.unwrap();
}

/// Somebody of each role; the public has nobody.
pub(crate) fn viewer(role: Role) -> Arc<Viewer> {
    let (kind, name, district) = match role {
        Role::Commission => (OrganisationKind::Commission, "市教委", None),
        Role::District => (OrganisationKind::District, "海淀区教委", Some(DISTRICT.to_owned())),
        Role::Examination => (OrganisationKind::Examination, "考试院", None),
        Role::Academy => (OrganisationKind::Academy, "教科院", None),
        Role::School | Role::University => (OrganisationKind::University, OURS, None),
        Role::Expert => (OrganisationKind::Panel, "专家组", None),
        Role::Enterprise => (OrganisationKind::Enterprise, "示例企业", None),
        Role::Student | Role::Guardian => (OrganisationKind::Families, "学生与监护人", None),
        Role::Public => return Arc::new(Viewer::public()),
        Role::System | Role::Security | Role::Audit => (OrganisationKind::Office, "运行办公室", None),
    };
    let own = matches!(role, Role::Student | Role::Guardian);
    Arc::new(Viewer {
        account: format!("A-{role}"),
        name: format!("示例{role}"),
        role,
        organisation: Some(Organisation { id: format!("O-{role}"), name: name.to_owned(), kind, district }),
        own: if own { vec![StudentId::from(student(0).as_str())] } else { Vec::new() },
        stepped_up: true,
        ..Viewer::public()
    })
}
