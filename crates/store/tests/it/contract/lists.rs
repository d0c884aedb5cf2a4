//! Lists: filtered in the query, searched by name, reading, initials and number, paged by key.

use super::{Office, rows::student};
use guantong_model::{ProgrammeId, Standing};
use guantong_service::ports::{Change, Storage, StudentFilter, StudentKey};
use guantong_service::rows::Student;

async fn office() -> Office {
    let office = Office::new().await;
    let mut absent = student(3, "王芳", "wangfang", "wf");
    absent.standing = Standing::NotEnrolled;
    let mut other = student(4, "赵_明%", "zhaoming", "zm");
    (other.programme, other.institution) = (ProgrammeId::from("b"), "乙校".to_owned());
    other.district = "110101".to_owned();
    let students =
        [student(1, "沈知行", "shenzhixing", "szx"), student(2, "单明", "shanming", "sm"), absent, other];
    office.write(students.map(Change::Student).to_vec()).await;
    office
}

async fn names(office: &Office, filter: StudentFilter) -> Vec<String> {
    let found = office.store.students(&filter, 10).await.unwrap();
    assert_eq!(office.store.student_count(&filter, 100).await.unwrap(), i64::try_from(found.len()).unwrap());
    found.into_iter().map(|student: Student| student.name).collect()
}

#[tokio::test]
async fn searches_by_name_reading_initials_and_number() {
    let office = office().await;
    for (search, expected) in [
        ("知行", vec!["沈知行"]),
        ("明", vec!["单明", "赵_明%"]),
        ("SHEN", vec!["沈知行"]),
        ("shan ming", vec!["单明"]),
        ("wf", vec!["王芳"]),
        ("23110800002", vec!["单明"]),
        ("2023-00003", vec!["王芳"]),
        ("_", vec![]),
        ("%", vec![]),
        ("明%", vec!["赵_明%"]),
        ("'; DROP TABLE student; --", vec![]),
    ] {
        let filter = StudentFilter { search: Some(search.to_owned()), ..Default::default() };
        assert_eq!(names(&office, filter).await, expected, "{search}");
    }
}

#[tokio::test]
async fn filters_are_joined() {
    let office = office().await;
    let by = |institution: &str, standing: Option<Standing>| StudentFilter {
        institution: Some(institution.to_owned()),
        standings: standing.into_iter().collect(),
        ..Default::default()
    };
    assert_eq!(names(&office, by("甲校", None)).await, ["单明", "沈知行", "王芳"]);
    assert_eq!(names(&office, by("甲校", Some(Standing::NotEnrolled))).await, ["王芳"]);
    assert_eq!(names(&office, by("乙校", Some(Standing::NotEnrolled))).await, Vec::<String>::new());
    let district = StudentFilter { district: Some("110101".to_owned()), ..Default::default() };
    assert_eq!(names(&office, district).await, ["赵_明%"]);
    let programme = StudentFilter { programme: Some(ProgrammeId::from("b")), ..Default::default() };
    assert_eq!(names(&office, programme).await, ["赵_明%"]);
}

#[tokio::test]
async fn pages_go_forwards_and_back_by_key() {
    let office = office().await;
    let key = |pinyin: &str, id: &str| Some(StudentKey { pinyin: pinyin.to_owned(), id: id.into() });
    let page = |from, backwards| {
        let filter = StudentFilter { from, backwards, ..Default::default() };
        let store = office.store.clone();
        async move { store.students(&filter, 2).await.unwrap().into_iter().map(|s| s.name).collect::<Vec<_>>() }
    };
    assert_eq!(page(None, false).await, ["单明", "沈知行"]);
    assert_eq!(page(key("shenzhixing", "2023-00001"), false).await, ["王芳", "赵_明%"]);
    assert_eq!(page(key("wangfang", "2023-00003"), true).await, ["单明", "沈知行"]);
}

#[tokio::test]
async fn counts_by_programme_tell_registered_from_absent() {
    let office = office().await;
    let counts = office.store.counts(2023, None).await.unwrap();
    let a = &counts[&ProgrammeId::from("a")];
    assert_eq!((a.admitted, a.registered, a.not_arrived, a.awaited), (3, 2, 1, 0));
}
