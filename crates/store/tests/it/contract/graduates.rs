//! Graduates are found with what was reported of them last, by the institution that held their registration; what was
//! reported before is known as of its day.

use super::Office;
use super::rows::student;
use super::scope::nothing;
use guantong_model::{Date, Destination, Stage, Standing, StudentId};
use guantong_service::access::{Holding, Reach, Scope};
use guantong_service::destination::{DestinationRow, SheetId};
use guantong_service::ports::{Change, Storage};
use guantong_service::registration::{Came, RegistrationPeriod, Went};
use guantong_service::rows::Student;
use jiff::civil::date;
use std::sync::Arc;

fn sheet(year: i32, institution: &str) -> SheetId {
    SheetId { year, institution: institution.to_owned() }
}

fn told(student: &Student, on: Date, destination: Destination, sheet: &SheetId) -> DestinationRow {
    DestinationRow { student: student.id.clone(), reported_on: on, destination, sheet: sheet.clone() }
}

#[tokio::test]
async fn a_graduate_comes_back_with_the_last_word_to_whom_it_may() {
    let office = Office::new().await;
    let school = sheet(2026, "甲校");
    let mut one = student(1, "沈知行", "s1", "szx");
    let mut two = student(2, "王子涵", "s2", "wzh");
    let still = student(3, "李浩然", "s3", "lhr");
    (one.standing, two.standing, two.stage) = (Standing::Graduated, Standing::Graduated, Stage::Bachelor);
    let period = |whose: &Student, position, stage, institution: &str, from, to, went| RegistrationPeriod {
        student: whose.id.clone(),
        position,
        institution: institution.to_owned(),
        stage,
        programme: whose.programme.clone(),
        cohort: 2023,
        from,
        to,
        came: if position == 1 { Came::New } else { Came::In },
        went,
    };
    let mut changes: Vec<Change> =
        [&one, &two, &still].map(|student| Change::Student(student.clone())).into();
    let (entered, moved) = (date(2023, 9, 1), date(2028, 9, 1));
    let exited = period(&one, 1, Stage::Secondary, "甲校", entered, Some(date(2026, 7, 9)), Went::Ended);
    let first = period(&two, 1, Stage::Secondary, "甲校", entered, Some(moved), Went::Out);
    let last = period(&two, 2, Stage::Bachelor, "乙大学", moved, Some(date(2030, 6, 20)), Went::Ended);
    let open = period(&still, 1, Stage::Secondary, "甲校", entered, None, Went::Open);
    changes.extend([
        Change::Registrations(one.id.clone(), vec![exited]),
        Change::Registrations(two.id.clone(), vec![first, last]),
        Change::Registrations(still.id.clone(), vec![open]),
    ]);
    let rows = vec![
        told(&one, date(2026, 8, 20), Destination::Seeking, &school),
        told(&one, date(2026, 12, 1), Destination::Contract, &school),
    ];
    changes.push(Change::Destinations(rows.clone()));
    office.write(changes).await;
    let all = office.store.graduates(None).await.unwrap();
    let found: Vec<_> = all.iter().map(|one| (one.student.clone(), one.stage, one.on)).collect();
    assert_eq!(
        found,
        [
            (one.id.clone(), Stage::Secondary, date(2026, 7, 9)),
            (two.id.clone(), Stage::Bachelor, date(2030, 6, 20))
        ]
    );
    assert_eq!(all[0].destination, Some((Destination::Contract, date(2026, 12, 1))));
    assert_eq!((all[1].destination, all[1].institution.as_str()), (None, "乙大学"));
    assert_eq!(office.store.graduates(Some(&school)).await.unwrap(), all[..1]);
    assert_eq!(office.store.graduates(Some(&sheet(2030, "甲校"))).await.unwrap(), []);

    let on = async |day: Date| office.store.destination_of(&one.id, day).await.unwrap();
    assert_eq!(on(date(2026, 8, 19)).await, None);
    assert_eq!(on(date(2026, 11, 30)).await, Some((Destination::Seeking, date(2026, 8, 20))));
    assert_eq!(office.store.destinations_told(&school).await.unwrap(), rows);
    let lives = office.store.lives(None).await.unwrap();
    let told_of = |id: &StudentId| lives.iter().find(|life| life.student == *id).unwrap().destination;
    assert_eq!((told_of(&one.id), told_of(&two.id)), (Some(Destination::Contract), None));
    // The last word of a day stands.
    let again = told(&one, date(2026, 12, 1), Destination::FurtherStudy, &school);
    office.write(vec![Change::Destinations(vec![again.clone()])]).await;
    assert_eq!(office.store.destinations_told(&school).await.unwrap(), [rows[0].clone(), again]);

    for (holding, count) in [
        (Holding::All, 2),
        (Holding::Of("甲校".to_owned()), 1),
        (Holding::Of("乙大学".to_owned()), 1),
        (Holding::Of("丙校".to_owned()), 0),
        (Holding::None, 0),
    ] {
        let scoped = office.store.scoped(Arc::new(Scope { destinations: holding.clone(), ..nothing() }));
        assert_eq!(scoped.graduates(None).await.unwrap().len(), count, "{holding:?}");
    }
    for (reach, found) in [(Reach::All, true), (Reach::Ties(Vec::new()), false)] {
        let scoped = office.store.scoped(Arc::new(Scope { students: reach, ..nothing() }));
        let of = scoped.destination_of(&StudentId(one.id.0.clone()), date(2030, 1, 1)).await.unwrap();
        assert_eq!(of.is_some(), found);
    }
}
