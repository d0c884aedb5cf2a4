//! Figures of excellent cases: put together once, and anew as soon as anything on file is another.
// case: 4.3.2.a

use crate::cooperation::{SCHOOL, autumn, entering};
use guantong_cooperation::{Holder, Kind};
use guantong_merit::{Measure, Weights};
use guantong_service::Office;

const YEAR: i32 = 2023;

async fn agreements(office: &Office, partner: &str) -> (i64, i64) {
    let figures = office.case_figures(YEAR).await.unwrap();
    let of = figures.candidates.iter().find(|one| one.front == SCHOOL && one.partner == partner).unwrap();
    let frozen = of.figures.get(&Measure::Agreements).unwrap();
    (frozen.told.part, frozen.records)
}

async fn what_is_on_file_is_in_the_figures_at_once(database: &str) {
    let (office, _filled, _, partner) = autumn(database).await;
    let even = office.case_ranking(YEAR, None).await.unwrap();
    let other = office.case_ranking(YEAR, Weights::new([100, 0, 0, 0, 0])).await.unwrap();
    assert_eq!(even.figures, other.figures, "weights change no figure");
    assert_eq!(agreements(&office, &partner).await, (0, 0));

    let holder = Holder::Institution(SCHOOL.to_owned());
    let today = office.clock().today().to_string();
    let fields = |document| {
        [
            ("enterprise", "示例精密制造有限公司"),
            ("document", document),
            ("content", "共建实训基地"),
            ("from", today.as_str()),
            ("until", "2029-08-31"),
        ]
    };
    for (place, document) in ["协议1号", "协议2号"].into_iter().enumerate() {
        let entering = entering(Kind::EnterpriseAgreement, SCHOOL, &fields(document));
        office.enter_record(&holder, &entering, "test").await.unwrap();
        let expected = i64::try_from(place).unwrap() + 1;
        assert_eq!(agreements(&office, &partner).await, (expected, expected), "{document}");
    }
    // The figures of another year are not those.
    assert_ne!(office.case_figures(YEAR - 1).await.unwrap(), office.case_figures(YEAR).await.unwrap());
    assert_eq!(agreements(&office, &partner).await, (2, 2));
}

#[tokio::test]
async fn what_is_on_file_is_in_the_figures_at_once_on_sqlite() {
    what_is_on_file_is_in_the_figures_at_once("sqlite").await;
}

#[tokio::test]
async fn what_is_on_file_is_in_the_figures_at_once_on_postgres() {
    what_is_on_file_is_in_the_figures_at_once("postgres").await;
}
