//! Records of cooperation come back as they were left, to whoever they are of.

use super::Office;
use super::scope::nothing;
use guantong_service::access::{Holding, Scope};
use guantong_service::cooperation::{PaperOnFile, RecordFilter, RecordOnFile};
use guantong_service::ports::{Change, Storage};
use serde_json::{Value, json};
use std::sync::Arc;

fn both(front: &str, partner: &str) -> Value {
    json!({"partnership": {"front": front, "partner": partner}})
}

fn record(kind: &str, holder: &Value, number: i64, version: i64) -> RecordOnFile {
    let record = json!({
        "kind": kind,
        "holder": holder,
        "number": number,
        "by": "甲校",
        "entered_on": "2023-09-28",
        "fields": {"unit": "办公室", "from": "2023-09-01"},
        "state": "held",
    });
    RecordOnFile {
        record: serde_json::from_value(record).unwrap(),
        version,
        saved_at: 7,
        saved_by: "甲".to_owned(),
    }
}

fn put(found: &RecordOnFile) -> Change {
    Change::Cooperation(Box::new(found.clone()))
}

fn of(holder: Option<&Value>, institution: Option<&str>, kinds: &[&str]) -> RecordFilter {
    RecordFilter {
        holder: holder.map(|holder| serde_json::from_value(holder.clone()).unwrap()),
        of: institution.map(str::to_owned),
        kinds: kinds.iter().map(|kind| serde_json::from_value(json!(kind)).unwrap()).collect(),
    }
}

#[tokio::test]
async fn a_record_of_cooperation_comes_back_as_it_was_left() {
    let office = Office::new().await;
    let (ab, cb) = (both("甲校", "乙大学"), both("丙校", "乙大学"));
    let alone = json!({"institution": "甲校"});
    let mut unit = record("liaison-unit", &ab, 1, 1);
    let group = record("leading-group", &alone, 1, 1);
    let meeting = record("partnership-meeting", &ab, 1, 2);
    let theirs = record("liaison-unit", &cb, 1, 1);
    office.write([&unit, &group, &meeting, &theirs].map(put).into()).await;
    unit.version = 3;
    unit.saved_by = "乙".to_owned();
    unit.record.state = serde_json::from_value(json!("taken-back")).unwrap();
    office.write(vec![put(&unit)]).await;

    let everything = [&theirs, &group, &unit, &meeting];
    for (filter, expected) in [
        (of(None, None, &[]), &everything[..]),
        (of(Some(&ab), None, &[]), &[&unit, &meeting]),
        (of(Some(&alone), None, &[]), &[&group]),
        (of(None, Some("乙大学"), &[]), &[&theirs, &unit, &meeting]),
        (of(None, None, &["liaison-unit", "leading-group"]), &[&theirs, &group, &unit]),
        (of(Some(&ab), Some("丙校"), &[]), &[]),
    ] {
        let found = office.store.cooperation_records(&filter).await.unwrap();
        assert_eq!(found.iter().collect::<Vec<_>>(), expected, "{filter:?}");
    }
    // Its own and those it is a side of.
    for (holding, expected) in [
        (Holding::All, &everything[..]),
        (Holding::Of("甲校".to_owned()), &[&group, &unit, &meeting]),
        (Holding::Of("丁校".to_owned()), &[]),
        (Holding::None, &[]),
    ] {
        let scope = Arc::new(Scope { cooperation: holding.clone(), ..nothing() });
        let found = office.store.scoped(scope).cooperation_records(&RecordFilter::default()).await.unwrap();
        assert_eq!(found.iter().collect::<Vec<_>>(), expected, "{holding:?}");
    }
    let office = office.reopened().await;
    assert_eq!(office.store.cooperation_records(&RecordFilter::default()).await.unwrap().len(), 4);
}

fn paper(holder: &Value, kind: &str, number: i64, digest: &str, at: i64) -> PaperOnFile {
    PaperOnFile {
        holder: serde_json::from_value(holder.clone()).unwrap(),
        kind: serde_json::from_value(json!(kind)).unwrap(),
        number,
        digest: digest.to_owned(),
        name: format!("{digest}.pdf"),
        media: "pdf".to_owned(),
        size: 7,
        sealed: format!("sealed {digest}"),
        by: "甲校".to_owned(),
        at,
        taken_back_at: None,
    }
}

#[tokio::test]
async fn files_of_a_record_come_back_as_they_were_given_in_and_are_noted_when_taken_back() {
    let office = Office::new().await;
    let (ab, alone) = (both("甲校", "乙大学"), json!({"institution": "甲校"}));
    let late = paper(&ab, "liaison-unit", 1, "a", 3);
    let early = paper(&ab, "liaison-unit", 1, "b", 2);
    let own = paper(&alone, "enterprise-agreement", 2, "c", 1);
    let put = |paper: &PaperOnFile| Change::CooperationPaper(Box::new(paper.clone()));
    office.write([&late, &early, &own].map(put).into()).await;
    let listed = |paper: &PaperOnFile| PaperOnFile { sealed: String::new(), ..paper.clone() };
    let (one, two, three) = (listed(&own), listed(&early), listed(&late));
    for (filter, expected) in [
        (of(None, None, &[]), vec![&one, &two, &three]),
        (of(Some(&ab), None, &[]), vec![&two, &three]),
        (of(None, Some("乙大学"), &[]), vec![&two, &three]),
        (of(None, None, &["enterprise-agreement"]), vec![&one]),
    ] {
        let found = office.store.cooperation_papers(&filter).await.unwrap();
        assert_eq!(found.iter().collect::<Vec<_>>(), expected, "{filter:?}");
    }
    let read = |digest: &str, of: &PaperOnFile| {
        let (record, digest, store) = (of.record(), digest.to_owned(), office.store.clone());
        async move { store.cooperation_paper(&record, &digest).await.unwrap() }
    };
    assert_eq!(read("a", &late).await.as_ref(), Some(&late));
    assert_eq!(read("a", &own).await, None, "of another record");
    for (holding, lists, reads) in [
        (Holding::Of("甲校".to_owned()), 3, true),
        (Holding::Of("乙大学".to_owned()), 2, true),
        (Holding::Of("丁校".to_owned()), 0, false),
        (Holding::None, 0, false),
    ] {
        let scoped = office.store.scoped(Arc::new(Scope { cooperation: holding.clone(), ..nothing() }));
        let found = scoped.cooperation_papers(&RecordFilter::default()).await.unwrap();
        assert_eq!(found.len(), lists, "{holding:?}");
        let found = scoped.cooperation_paper(&late.record(), "a").await.unwrap();
        assert_eq!(found.is_some(), reads, "{holding:?}");
    }
    let record = late.record();
    let back = Change::CooperationPaperTakenBack { record, digest: "a".to_owned(), at: 9 };
    office.write(vec![back]).await;
    assert_eq!(read("a", &late).await, Some(PaperOnFile { taken_back_at: Some(9), ..late }));
    assert_eq!(read("b", &early).await, Some(early));
}
