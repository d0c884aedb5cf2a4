//! Data sets: nothing that names anybody leaves, enough rows are alike, what was given away is kept and noted, and the same
//! comes of both databases.
// case: 4.1.d

use crate::database::served;
use crate::office::{TestOffice, YEAR, applicant, no, programme, publish, with_plan};
use guantong_datasets::{DataSet, smallest_group};
use guantong_registry::Command;
use guantong_service::access::{Action, Organisation, OrganisationKind, Role, Viewer};
use guantong_service::account::TrailFilter;
use guantong_service::dataset::stream;
use guantong_service::rows::Round;
use guantong_service::verify::Check;
use guantong_service::{Office, ServiceError};
use guantong_store::Database;
use jiff::civil::date;
use std::sync::Arc;

const SCHOOLS: [(&str, &str); 2] =
    [("北京国际职业教育学校", "文物保护技术"), ("北京电子科技职业学院", "机电一体化技术")];
/// Whatever would tell who somebody is, where it came through.
const CANARIES: [&str; 6] = ["考生", "kaosheng", "P-", "2311080", "示例中学", "2008-03-01"];

/// An office with forty students, three of them from elsewhere.
async fn filled() -> TestOffice {
    let office = with_plan().await;
    let first = programme(&office, SCHOOLS[0].0, SCHOOLS[0].1).await;
    let second = programme(&office, SCHOOLS[1].0, SCHOOLS[1].1).await;
    let mut people: Vec<_> = (1..=40)
        .map(|n| {
            applicant(n, 520 + i32::try_from(n % 7).unwrap(), &[if n % 2 == 0 { &first } else { &second }])
        })
        .collect();
    for (_, person) in people.iter_mut().take(3) {
        person.district = "110119".to_owned();
    }
    office.enter_candidates(YEAR, people, "test").await.unwrap();
    publish(&office, Round::Early).await;
    for id in office.open_records(YEAR, date(2023, 8, 10), "test").await.unwrap() {
        let version = office.record(&id).await.unwrap().unwrap().version();
        office.command(&id, version, date(2023, 9, 1), Command::Register, "test").await.unwrap();
    }
    office
}

fn academy(office: &Office) -> Office {
    let organisation = Organisation {
        id: "O-academy".to_owned(),
        name: "北京教育科学研究院".to_owned(),
        kind: OrganisationKind::Academy,
        district: None,
    };
    let viewer = Viewer {
        account: "A-academy".to_owned(),
        role: Role::Academy,
        organisation: Some(organisation),
        ..Viewer::public()
    };
    office.seen_by(Arc::new(viewer), Action::DatasetRelease)
}

fn rows(csv: &[u8]) -> Vec<Vec<String>> {
    let text = std::str::from_utf8(csv).unwrap();
    text.lines().skip(1).map(|line| line.split(',').map(str::to_owned).collect()).collect()
}

fn holds(bytes: &[u8], words: &str) -> bool {
    bytes.windows(words.len()).any(|window| window == words.as_bytes())
}

#[tokio::test]
async fn no_identity_leaves_and_enough_rows_are_alike() {
    let office = filled().await;
    let academy = academy(&office);
    let ids: Vec<String> =
        office.storage().lives(None).await.unwrap().into_iter().map(|life| life.student.0).collect();
    assert_eq!(ids.len(), 40);
    for set in DataSet::ALL.iter().copied() {
        let number = academy.release_dataset(set, "转段研究", "沈思远").await.unwrap();
        let (name, csv) = academy.release_csv(set, number).await.unwrap();
        let (columns, parquet) = academy.release_parquet(set, number).await.unwrap();
        assert_eq!((name.ends_with(".csv"), columns.ends_with(".parquet")), (true, true));
        for words in CANARIES.into_iter().chain(ids.iter().map(String::as_str)) {
            assert!(!holds(&csv, words), "{set}: {words} in CSV");
            assert!(!holds(&parquet, words), "{set}: {words} in Parquet");
        }
        assert!(
            holds(&csv, "北京国际职业教育学校") || holds(&csv, "secondary-bachelor"),
            "{set}: something is told"
        );
        let given = rows(&csv);
        let view = academy.releases(set).await.unwrap().remove(0);
        let measured = &view.release.measured;
        assert_eq!((given.len(), given.len() + measured.left_out), (measured.rows, 40), "{set}");
        assert!(smallest_group(&given, set.recognising().count()).unwrap() >= 5, "{set}");
        assert_eq!(view.release.purpose, "转段研究");
        // The same data give the same file.
        let again = academy.release_dataset(set, "再用一次", "沈思远").await.unwrap();
        assert_eq!(academy.release_csv(set, again).await.unwrap().1, csv);
    }
    let about = TrailFilter { object: Some("dataset/students/1".to_owned()), ..TrailFilter::default() };
    let noted = office.storage().trail(&about, 10).await.unwrap();
    let said: Vec<&str> = noted.iter().map(|entry| entry.note.result.as_str()).collect();
    assert_eq!(said, ["exported"; 2], "every download is noted");
    assert_eq!(office.verify().await.unwrap().findings, []);
}

#[tokio::test]
async fn who_may_not_gets_nothing_and_too_few_rows_are_no_data_set() {
    let office = with_plan().await;
    assert_eq!(office.dataset(DataSet::Students).await.unwrap().measured, None);
    assert_eq!(no(office.release_dataset(DataSet::Students, "研究", "甲").await), ["conflict-dataset-few"]);
    let office = filled().await;
    assert_eq!(no(office.release_dataset(DataSet::Students, " ", "甲").await), ["marks-no-reason"]);
    let public = office.seen_by(Arc::new(Viewer::public()), Action::DatasetRelease);
    for refused in [
        public.dataset(DataSet::Students).await.map(drop),
        public.releases(DataSet::Students).await.map(drop),
        public.release_dataset(DataSet::Students, "研究", "甲").await.map(drop),
        public.release_csv(DataSet::Students, 1).await.map(drop),
    ] {
        assert!(matches!(refused, Err(ServiceError::Forbidden(..))), "{refused:?}");
    }
    assert!(matches!(academy(&office).release_csv(DataSet::Students, 9).await, Err(ServiceError::NotFound)));
}

#[tokio::test]
async fn a_release_whose_table_is_not_there_is_found_and_both_databases_give_the_same() {
    let office = filled().await;
    let number = office.release_dataset(DataSet::Students, "研究", "甲").await.unwrap();
    let release = office.releases(DataSet::Students).await.unwrap().remove(0);
    let (_, here) = office.release_csv(DataSet::Students, number).await.unwrap();
    let steps = release.release.measured.steps;
    assert_eq!(steps.len(), 7);

    let server = Database::create(&served("datasets")).await.unwrap();
    Database::open(&office.place()).await.unwrap().copy_to(&server).await.unwrap();
    let there = crate::office::over(server.storage());
    let other = there.release_dataset(DataSet::Students, "研究", "甲").await.unwrap();
    assert_eq!(there.release_csv(DataSet::Students, other).await.unwrap().1, here);

    let mut entry = office.storage().stream(&stream(DataSet::Students)).await.unwrap().remove(0);
    entry.body["source"]["digest"] = serde_json::json!("0".repeat(64));
    let forged = guantong_service::journal::NewEntry {
        stream: entry.stream,
        version: 2,
        kind: entry.kind,
        effective_on: entry.effective_on,
        actor: entry.actor,
        body: entry.body,
    };
    let batch = guantong_service::ports::Batch { entries: vec![forged], changes: vec![] };
    office.storage().append(batch, 1).await.unwrap();
    let found = office.verify().await.unwrap().findings;
    assert!(found.iter().any(|finding| finding.check == Check::Document), "{found:?}");
}
