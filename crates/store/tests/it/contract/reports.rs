//! Reports on years come back as they were left, to their two sides and the city.

use super::Office;
use super::scope::nothing;
use guantong_service::access::{Holding, Scope};
use guantong_service::ports::{Change, Storage};
use guantong_service::report::{AnnualReport, ReportId, ReportState, Section};
use std::sync::Arc;

fn report(year: i32, front: &str, partner: &str) -> AnnualReport {
    let id = ReportId { year, front: front.to_owned(), partner: partner.to_owned() };
    AnnualReport { version: 1, ..AnnualReport::begun(id) }
}

#[tokio::test]
async fn a_report_comes_back_to_whom_it_may() {
    let office = Office::new().await;
    let first = report(2023, "甲校", "乙大学");
    let mut signed = AnnualReport { state: ReportState::Signed, version: 3, ..first.clone() };
    signed.sections.insert(Section::Goals, "目标".to_owned());
    let alone = report(2023, "丁大学", "丁大学");
    let put = |report: &AnnualReport| Change::Report(Box::new(report.clone()));
    office.write(vec![put(&first), put(&alone), put(&report(2024, "甲校", "乙大学"))]).await;
    office.write(vec![put(&signed)]).await;
    for (holding, of_2023) in [
        (Holding::All, vec![&alone, &signed]),
        (Holding::Of("甲校".to_owned()), vec![&signed]),
        (Holding::Of("乙大学".to_owned()), vec![&signed]),
        (Holding::Of("丁大学".to_owned()), vec![&alone]),
        (Holding::Of("丙校".to_owned()), vec![]),
        (Holding::None, vec![]),
    ] {
        let scoped = office.store.scoped(Arc::new(Scope { reports: holding.clone(), ..nothing() }));
        let found = scoped.annual_reports(Some(2023)).await.unwrap();
        assert_eq!(found.iter().collect::<Vec<_>>(), of_2023, "{holding:?}");
        let one = scoped.annual_report(&signed.id).await.unwrap();
        assert_eq!(one.is_some(), of_2023.contains(&&signed), "{holding:?}");
    }
    assert_eq!(office.store.annual_reports(None).await.unwrap().len(), 3);
}
