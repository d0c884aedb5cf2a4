//! A city in which every student stands to one institution in one way only, and bears a name that must be seen by
//! nobody else.

use crate::lives::{ANNEX, ANSWERS, applicant, find, lead};
use crate::town::{Town, on};
use guantong_model::StudentId;
use guantong_registry::Command;
use guantong_service::access::{Organisation, OrganisationKind, Role, Viewer};
use guantong_service::ports::{Batch, Change};
use guantong_service::rows::{PlanHead, Round, Student};
use jiff::civil::date;
use std::sync::{Arc, OnceLock};

/// The institution that both a school's and a university's people act for here: one in the annex that is both.
pub(crate) const OURS: &str = "北京城市学院";
/// The institution of everybody else.
pub(crate) const THEIRS: &str = "北京市昌平职业学校";
/// The district of the district's people.
pub(crate) const DISTRICT: &str = "110108";
const ELSEWHERE: &str = "110112";

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

/// The id of the record of an object.
pub(crate) fn student(object: usize) -> String {
    format!("2023-{:05}", object + 1)
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

/// The city, in which all are in their first stage and one year is over.
pub(crate) async fn city() -> Town {
    let town = on(date(2024, 10, 8)).await;
    let office = &town.office;
    office.import_plan(2023, "annex-2023.xlsx", ANNEX, ANSWERS, "test").await.unwrap();
    let plan = office.storage().plan_lines(2023).await.unwrap();
    let head = PlanHead { year: 2024, ..office.storage().plan(2023).await.unwrap().unwrap() };
    let next = Change::Plan(head, plan.clone());
    office.storage().append(Batch { entries: Vec::new(), changes: vec![next] }, 1).await.unwrap();
    let programme = find(&plan, THEIRS);
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
    let ours = find(&plan, OURS);
    for object in 0..CANARIES.len() {
        let id = StudentId::from(student(object).as_str());
        lead(office, &id, date(2023, 9, 1), Command::Register).await;
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
    town
}

/// Ties a student to the institution in one way.
fn tie(row: &mut Student, object: &str, programme: &guantong_model::ProgrammeId) {
    match object {
        "registered" => row.registered_at = Some(OURS.to_owned()),
        "studies" => row.studies_at = OURS.to_owned(),
        "front" => row.institution = OURS.to_owned(),
        "partner" => row.partner = OURS.to_owned(),
        "receiving" => row.applied_to = Some(programme.clone()),
        "cohort" => {
            row.registered_at = Some(OURS.to_owned());
            row.studies_at = OURS.to_owned();
            row.cohort = 2024;
        }
        _ => {}
    }
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
