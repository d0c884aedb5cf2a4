//! The work of a class comes back to its two sides, hours to whoever has them; to an enterprise what was sent to it.

use super::Office;
use super::scope::nothing;
use guantong_model::{ProgrammeId, Stage, StudentId};
use guantong_service::access::{Scope, WorkReach};
use guantong_service::ports::{Change, Storage};
use guantong_service::work::{Block, HoursId, HoursSheet, HoursState, Placement, PostId, Turn, WorkClass};
use jiff::civil::date;
use std::collections::BTreeMap;
use std::sync::Arc;

fn class() -> WorkClass {
    let post = PostId { institution: "甲校".to_owned(), number: 1 };
    WorkClass {
        programme: ProgrammeId::from("a"),
        cohort: 2023,
        front: "甲校".to_owned(),
        partner: "乙大学".to_owned(),
        version: 3,
        blocks: vec![block()],
        next_block: 2,
        placements: vec![Placement {
            student: StudentId::from("2023-00001"),
            post,
            from: date(2023, 9, 4),
            until: Some(date(2024, 1, 5)),
        }],
    }
}

fn block() -> Block {
    Block { number: 1, turn: Turn::Visit, from: date(2023, 9, 18), until: date(2023, 9, 22) }
}

fn sheet(agreement: i64, enterprise: &str, state: HoursState) -> HoursSheet {
    HoursSheet {
        id: HoursId {
            programme: ProgrammeId::from("a"),
            cohort: 2023,
            block: 1,
            institution: "甲校".to_owned(),
            agreement,
        },
        enterprise: enterprise.to_owned(),
        block: block(),
        stage: Stage::Secondary,
        front: "甲校".to_owned(),
        partner: "乙大学".to_owned(),
        state,
        version: 2,
        hours: BTreeMap::from([(StudentId::from("2023-00001"), 40)]),
        sent_by: None,
        returned: None,
        confirmed_by: None,
        confirmed_on: None,
    }
}

#[tokio::test]
async fn work_comes_back_to_whom_it_may() {
    let office = Office::new().await;
    let class = class();
    let first = WorkClass { version: 1, blocks: Vec::new(), ..class.clone() };
    let entering = sheet(1, "某企业", HoursState::Entering);
    let sent = sheet(2, "某企业", HoursState::Sent);
    let others = sheet(3, "另一企业", HoursState::Confirmed);
    let hours = [&entering, &sent, &others].map(|sheet| Change::Hours(Box::new(sheet.clone())));
    office.write(vec![Change::Work(Box::new(first))]).await;
    office.write(vec![Change::Work(Box::new(class.clone()))]).await;
    office.write(hours.to_vec()).await;
    let (store, programme) = (&office.store, ProgrammeId::from("a"));
    assert_eq!(store.work_class(&programme, 2023).await.unwrap(), Some(class.clone()));
    assert_eq!(store.work_class(&programme, 2024).await.unwrap(), None);
    let (none, some) = (Vec::new(), vec![class.clone()]);
    let (all, enterprise) = (vec![&entering, &sent, &others], vec![&sent]);
    for (reach, classes, sheets) in [
        (WorkReach::All, &some, &all),
        (WorkReach::Institution("甲校".to_owned()), &some, &all),
        (WorkReach::Institution("乙大学".to_owned()), &some, &all),
        (WorkReach::Institution("丙校".to_owned()), &none, &Vec::new()),
        (WorkReach::Enterprise("某企业".to_owned()), &none, &enterprise),
        // An enterprise called like an institution is not one.
        (WorkReach::Enterprise("甲校".to_owned()), &none, &Vec::new()),
        (WorkReach::None, &none, &Vec::new()),
    ] {
        let seen = store.scoped(Arc::new(Scope { work: reach.clone(), ..nothing() }));
        assert_eq!(seen.work_classes(None).await.unwrap(), *classes, "{reach:?}");
        assert_eq!(seen.work_class(&programme, 2023).await.unwrap().as_ref(), classes.first(), "{reach:?}");
        let found = seen.hours_sheets(Some(&programme)).await.unwrap();
        assert_eq!(found.iter().collect::<Vec<_>>(), *sheets, "{reach:?}");
        let one = seen.hours_sheet(&entering.id).await.unwrap();
        assert_eq!(one.is_some(), sheets.contains(&&entering), "{reach:?}");
    }
}
