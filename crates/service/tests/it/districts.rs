//! A district's desk: its own candidates to the last one, others' rounded, nothing before it is published, and what
//! guidance there was.

use crate::database::served;
use crate::office::{ANNEX, ANSWERS, YEAR, applicant, over, programme, publish, with_plan};
use guantong_model::ProgrammeId;
use guantong_service::access::{Action, Organisation, OrganisationKind, Role, Viewer};
use guantong_service::district::{TakenIn, Tally};
use guantong_service::ports::{Clock, Randomness};
use guantong_service::publicity::Announcing;
use guantong_service::rows::{Candidate, Person, Round};
use guantong_service::{Office, ServiceError};
use guantong_store::Database;
use jiff::civil::{Date, date};
use std::sync::Arc;

const OWN: &str = "110108";
const OTHER: &str = "110105";
const SCHOOL: &str = "北京市昌平职业学校";

/// The office as somebody of a district sees it.
fn seen(office: &Office, district: &str, action: Action) -> Office {
    let organisation = Organisation {
        id: "O-district".to_owned(),
        name: "区教委".to_owned(),
        kind: OrganisationKind::District,
        district: Some(district.to_owned()),
    };
    let viewer = Viewer {
        account: "A-district".to_owned(),
        name: "何雅静".to_owned(),
        role: Role::District,
        organisation: Some(organisation),
        ..Viewer::public()
    };
    office.seen_by(Arc::new(viewer), action)
}

fn desk(office: &Office, district: &str) -> Office {
    seen(office, district, Action::CandidateList)
}

/// Candidates of two districts: of ours, from two schools, one who is admitted, one below the floor, one without
/// household, one who applied for nothing, one for whom there is no place; of the other, three with a better score.
async fn enter(office: &Office) -> ProgrammeId {
    let id = programme(office, SCHOOL, "航空服务").await;
    let places = office.programmes(YEAR).await.unwrap()[&id].places;
    let of = |n: u32, total: i32, school: &str, list: &[&ProgrammeId]| {
        let (candidate, mut person) = applicant(n, total, list);
        person.junior_school = school.to_owned();
        (candidate, person)
    };
    let mut all: Vec<(Candidate, Person)> = vec![
        of(1, 600, "甲中学", &[&id]),
        of(2, 489, "甲中学", &[&id]),
        of(3, 600, "乙中学", &[&id]),
        of(4, 600, "乙中学", &[]),
        of(5, 490, "乙中学", &[&id]),
    ];
    all[2].0.household = false;
    for n in 6..u32::try_from(places + 6).unwrap() {
        let (candidate, mut person) = applicant(n, 550, &[&id]);
        person.district = OTHER.to_owned();
        all.push((candidate, person));
    }
    office.enter_candidates(YEAR, all, "test").await.unwrap();
    id
}

async fn a_desk(office: &Office) {
    let id = enter(office).await;
    let own = desk(office, OWN);
    let before = own.district_year(OWN, YEAR).await.unwrap();
    assert_eq!(before.published, []);
    assert_eq!(before.all, Tally { candidates: 5, applied: 4, ..Tally::default() });
    // A round that is run and not published tells nothing.
    office.run_round(YEAR, Round::Early, "test").await.unwrap();
    assert_eq!(own.district_year(OWN, YEAR).await.unwrap(), before);
    for round in Round::ALL {
        publish(office, round).await;
    }

    let year = own.district_year(OWN, YEAR).await.unwrap();
    assert_eq!(year.published, Round::ALL);
    assert_eq!(year.all, Tally { candidates: 5, applied: 4, admitted: 1, in_vain: 2, left: 1 });
    let school = |name: &str| year.schools.iter().find(|(school, _)| school == name).unwrap().1;
    assert_eq!(school("甲中学"), Tally { candidates: 2, applied: 2, admitted: 1, in_vain: 1, left: 0 });
    assert_eq!(school("乙中学"), Tally { candidates: 3, applied: 2, admitted: 0, in_vain: 1, left: 1 });
    let [wanted] = year.wanted.as_slice() else { panic!("{:?}", year.wanted) };
    assert_eq!((&wanted.line.programme, wanted.any, wanted.first), (&id, 4, 4));
    assert_eq!(wanted.admitted.get(&Round::Early), Some(&1));
    let reasons: Vec<(&str, i64)> =
        year.reasons.iter().map(|(_, reason, count)| (reason.as_str(), *count)).collect();
    assert_eq!(reasons.len(), 3, "{reasons:?}");
    assert!(reasons.contains(&("floor.below", 1)) && reasons.contains(&("household.none", 1)), "{reasons:?}");

    // Another's is not there, as one that never was; its figures are rounded, one's own are not.
    for code in [OTHER, "999999", "海淀区"] {
        let answer = own.district_year(code, YEAR).await;
        assert!(matches!(answer, Err(ServiceError::NotFound)), "{code}: {answer:?}");
        assert!(matches!(own.guidance(code).await, Err(ServiceError::NotFound)), "{code}");
    }
    let counts = own.districts_of(YEAR).await.unwrap();
    let of = |code: &str| counts.iter().find(|one| one.district == code).unwrap();
    assert_eq!((of(OWN).candidates, of(OWN).admitted.get(&Round::Early)), (5, Some(&1)));
    assert!(of(OTHER).candidates % 5 == 0 && of(OTHER).applied % 5 == 0, "{:?}", of(OTHER));
    let all: i64 = office.districts_of(YEAR).await.unwrap().iter().map(|one| one.candidates).sum();
    assert_eq!(all, i64::try_from(office.storage().candidates(YEAR).await.unwrap().len()).unwrap());
    assert_eq!(
        counts.len(),
        office.edition().districts().len(),
        "a district without candidates is listed too"
    );

    // A session counts for the graduates of the summer that follows it.
    let session = |month: i8, attended| Announcing {
        number: None,
        held_on: date(2023, month, 8),
        place: "区少年宫".to_owned(),
        what: "贯通培养填报说明会".to_owned(),
        audience: "初三学生和家长".to_owned(),
        attended: Some(attended),
    };
    let records = seen(office, OWN, Action::PublicityEnter);
    records.announce("海淀区", &session(5, 120), 0, "何雅静").await.unwrap();
    records.announce("海淀区", &session(8, 30), 1, "何雅静").await.unwrap();
    let foreign = records.announce("朝阳区", &session(5, 9), 0, "何雅静").await;
    assert!(matches!(foreign, Err(ServiceError::Forbidden(..))), "{foreign:?}");
    let foreign = records.announce(SCHOOL, &session(5, 9), 0, "何雅静").await;
    assert!(matches!(foreign, Err(ServiceError::Forbidden(..))), "{foreign:?}");
    let guided = own.guidance(OWN).await.unwrap();
    let [guided] = guided.as_slice() else { panic!("{guided:?}") };
    assert_eq!((guided.year, guided.sessions, guided.attended, guided.tally), (YEAR, 1, 120, year.all));
}

// case: 4.1.a
#[tokio::test]
async fn a_district_sees_its_schools_and_what_guidance_did() {
    let office = with_plan().await;
    a_desk(&office).await;
}

#[tokio::test]
async fn a_district_sees_its_schools_and_what_guidance_did_on_postgres() {
    let database = Database::create(&served("districts")).await.unwrap();
    let office = over(database.storage());
    office.import_plan(YEAR, "annex-2023.xlsx", ANNEX, ANSWERS, "test").await.unwrap();
    a_desk(&office).await;
}

/// Noon in Beijing of a day that stands still.
struct Noon(Date);

impl Clock for Noon {
    fn now(&self) -> i64 {
        let beijing = jiff::tz::TimeZone::fixed(jiff::tz::offset(8));
        beijing.to_timestamp(self.0.at(12, 0, 0, 0)).unwrap().as_microsecond()
    }
    fn today(&self) -> Date {
        self.0
    }
}

struct Ones;

impl Randomness for Ones {
    fn fill(&self, bytes: &mut [u8]) {
        bytes.fill(1);
    }
}

// case: 4.1.a
#[tokio::test]
async fn candidates_by_district_are_those_taken_in_by_the_day() {
    let office = with_plan().await;
    let id = programme(&office, SCHOOL, "航空服务").await;
    let database = Database::open(&office.place()).await.unwrap();
    let edition = Arc::new(guantong_policy::edition::builtin().unwrap().clone());
    let on = |day| Office::new(database.storage(), Arc::new(Noon(day)), Arc::new(Ones), Arc::clone(&edition));
    let (first, second) = (date(2023, 9, 10), date(2023, 9, 20));
    let today = on(date(2023, 10, 1));
    let told = |day| {
        let today = today.clone();
        async move {
            let (counts, taken) = today.districts_on(YEAR, day).await.unwrap();
            (
                counts
                    .iter()
                    .map(|one| (one.candidates, one.applied))
                    .fold((0, 0), |(a, b), (c, d)| (a + c, b + d)),
                taken,
            )
        }
    };
    assert_eq!(told(second).await, ((0, 0), TakenIn::Untold), "nothing was ever taken in");
    let early = vec![applicant(1, 600, &[&id]), applicant(2, 600, &[])];
    on(first).enter_candidates(YEAR, early, "test").await.unwrap();
    assert_eq!(told(first).await, ((2, 1), TakenIn::All(first)));
    on(second).enter_candidates(YEAR, vec![applicant(3, 600, &[&id])], "test").await.unwrap();
    assert_eq!(told(date(2023, 9, 9)).await, ((0, 0), TakenIn::NotYet(first)), "the day before");
    assert_eq!(told(first).await, ((3, 2), TakenIn::Partly(second)), "which came when is not kept");
    assert_eq!(told(second).await, ((3, 2), TakenIn::All(second)));
    assert_eq!(told(date(2024, 1, 1)).await, ((3, 2), TakenIn::All(second)));
    drop((today, on));
    database.close().await;
}
