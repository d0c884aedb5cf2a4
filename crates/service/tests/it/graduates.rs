//! Where graduates went: reported by who held their registration, counted as of a day, taken whole from a file.
// case: 1

use crate::indicators::{SCHOOL, STRANGER, at, by, led};
use guantong_documents::{Limits, Value, read};
use guantong_indicators::Indicator;
use guantong_model::{Destination, Stage, StudentId};
use guantong_service::access::{Action, Role};
use guantong_service::destination::SheetId;
use guantong_service::{Office, ServiceError};
use jiff::civil::date;
use std::collections::BTreeMap;

const UNIVERSITY_YEAR: i32 = 2030;

async fn sheets(office: &Office) -> Vec<(SheetId, usize, usize, usize)> {
    let listed = office.graduates().await.unwrap();
    listed.into_iter().map(|one| (one.id, one.graduates, one.missing, one.late)).collect()
}

fn one(student: &StudentId, destination: Destination) -> BTreeMap<StudentId, Destination> {
    BTreeMap::from([(student.clone(), destination)])
}

async fn destinations_are_reported_and_counted(kind: &str) {
    let (_kept, office, ids) = led(kind).await;
    let (whole, exited) = (&ids[0], &ids[1]);
    let found = sheets(&office).await;
    assert_eq!(found.len(), 2, "{found:?}");
    let (university, school) = (found[0].0.clone(), found[1].0.clone());
    assert_eq!((university.year, school.year, school.institution.as_str()), (UNIVERSITY_YEAR, 2026, SCHOOL));
    // Who exited in July 2026 was due in August; who graduated in June 2030 too.
    assert_eq!((found[0].1, found[0].2, found[0].3), (1, 1, 1));
    let view = office.graduates_of(&school).await.unwrap();
    assert_eq!((view.graduates[0].stage, view.graduates[0].on), (Stage::Secondary, date(2026, 7, 9)));
    for (indicator, year) in [(Indicator::FurtherStudy, 2025), (Indicator::Employment, 2029)] {
        assert_eq!(at(&office, office.today(), indicator, year).await, (0, 1), "in the whole, in no part");
    }

    let own = by(&office, Role::School, SCHOOL, Action::DestinationKeep);
    assert_eq!(sheets(&own).await, [(school.clone(), 1, 1, 1)], "its own");
    assert_eq!(own.waiting_destinations().await.unwrap().len(), 1);
    let told = one(exited, Destination::Contract);
    assert_eq!(own.report_destinations(&school, 0, &told, "甲").await.unwrap(), 1);
    assert_eq!(own.report_destinations(&school, 1, &told, "甲").await.unwrap(), 0, "nothing new");
    let stale = own.report_destinations(&school, 0, &one(exited, Destination::Abroad), "甲").await;
    assert!(matches!(stale, Err(ServiceError::Conflict(_))), "{stale:?}");
    let other = own.report_destinations(&school, 1, &one(whole, Destination::Abroad), "甲").await;
    assert!(matches!(other, Err(ServiceError::BadInput(_))), "of another sheet: {other:?}");
    assert_eq!(own.waiting_destinations().await.unwrap(), []);
    for (role, institution) in [(Role::School, STRANGER), (Role::Academy, "x"), (Role::Public, "x")] {
        let seen = by(&office, role, institution, Action::DestinationRead);
        let refused = seen.report_destinations(&school, 1, &told, "乙").await;
        assert!(
            matches!(refused, Err(ServiceError::NotFound | ServiceError::Forbidden(..))),
            "{role}: {refused:?}"
        );
    }
    let commission = by(&office, Role::Commission, "北京市教育委员会", Action::DestinationKeep);
    let refused = commission.report_destinations(&school, 1, &one(exited, Destination::Abroad), "丙").await;
    assert!(matches!(refused, Err(ServiceError::Forbidden(..))), "{refused:?}");

    office.report_destinations(&university, 0, &one(whole, Destination::FurtherStudy), "丁").await.unwrap();
    let today = office.today();
    for (indicator, year, expected) in [
        (Indicator::Employment, 2025, (1, 1)),
        (Indicator::FurtherStudy, 2025, (0, 1)),
        (Indicator::FurtherStudy, 2029, (1, 1)),
        (Indicator::Employment, 2029, (0, 1)),
        (Indicator::Employment, 2028, (0, 0)),
    ] {
        assert_eq!(at(&office, today, indicator, year).await, expected, "{indicator} {year}");
    }
    // Before it was reported nothing was known, though the day of graduation lies earlier.
    assert_eq!(at(&office, date(2030, 11, 29), Indicator::Employment, 2025).await, (0, 1));
    let student = office.student(exited).await.unwrap().unwrap();
    assert_eq!(student.destination, Some((Destination::Contract, today)));

    // The journal alone brings it back.
    let verified = office.verify().await.unwrap();
    assert!(verified.findings.is_empty(), "{:?}", verified.findings);
}

#[tokio::test]
async fn a_file_is_taken_whole_or_every_cell_that_is_wrong_is_told() {
    let (_kept, office, ids) = led("sqlite").await;
    let exited = &ids[1];
    let school = SheetId { year: 2026, institution: SCHOOL.to_owned() };
    let view = office.graduates_of(&school).await.unwrap();
    let name = &view.graduates[0].name;
    let take = async |csv: &str| office.take_destinations(&school, 0, csv.as_bytes(), "甲").await;
    let wrong = [
        ("毕业去向\n升学\n".to_owned(), "destination-file-headings"),
        (format!("档案号,姓名,毕业去向\n{exited},{name},\n"), "destination-file-empty"),
        (format!("档案号,姓名,毕业去向\n{exited},{name},上学\n"), "destination-unknown"),
        (format!("档案号,姓名,毕业去向\n{exited},别人,升学\n"), "destination-other-name"),
        (format!("档案号,姓名,毕业去向\n{},,升学\n", ids[0]), "destination-row-not-in-sheet"),
        (format!("档案号,毕业去向\n{exited},升学\n{exited},待就业\n"), "destination-student-twice"),
        (format!("档案号,毕业去向,去向\n{exited},升学,升学\n"), "destination-heading-twice"),
    ];
    for (csv, id) in wrong {
        match take(&csv).await {
            Err(ServiceError::BadInput(messages)) => {
                assert!(messages.iter().any(|message| message.id == id), "{csv}: {messages:?}");
            }
            other => panic!("{csv}: {other:?}"),
        }
    }
    assert_eq!(office.graduates_of(&school).await.unwrap(), view, "nothing was written");
    let filled = format!("毕业去向,档案号\n出国出境,{exited}\n");
    assert_eq!(take(&filled).await.unwrap(), 1);
    let view = office.graduates_of(&school).await.unwrap();
    assert_eq!(view.graduates[0].destination.map(|(to, _)| to), Some(Destination::Abroad));
    // What is taken away can be handed in again, and says the same.
    let book = office.graduates_workbook(&view).unwrap();
    let sheets = read(&book, &Limits::list()).unwrap();
    let cells: Vec<&Value> =
        sheets[0].rows.iter().flat_map(|row| row.cells.iter().map(|(_, value)| value)).collect();
    assert!(cells.contains(&&Value::Text("出国、出境".to_owned())), "{cells:?}");
    assert_eq!(office.take_destinations(&school, 1, &book, "甲").await.unwrap(), 0);
}

mod sqlite {
    #[tokio::test]
    async fn destinations() {
        super::destinations_are_reported_and_counted("sqlite").await;
    }
}

mod postgres {
    #[tokio::test]
    async fn destinations() {
        super::destinations_are_reported_and_counted("postgres").await;
    }
}
