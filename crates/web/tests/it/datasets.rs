//! `/datasets`: what is in them, what is given away and to whom; a file of too few rows is not there.
// case: 4.1.d

use crate::browser::Browser;
use crate::house::{FORM, House};
use crate::plan_forms::post;
use crate::round_city::{all_worded, published};
use axum::http::StatusCode;
use guantong_datasets::DataSet;
use guantong_secrets::password::Profile;
use jiff::civil::date;

#[tokio::test]
async fn a_data_set_is_described_checked_given_away_and_downloaded() {
    let town = published().await;
    town.office.open_records(2023, date(2023, 8, 10), "test").await.unwrap();
    let browser = Browser::new(town.office.clone());
    let english = Browser::new(town.office.clone()).english();
    for (seen, by) in [(&browser, "zh"), (&english, "en")] {
        for address in ["/datasets", "/datasets/students", "/datasets/admissions"] {
            let page = seen.page(address).await;
            all_worded(&page);
            assert!(!page.shown().contains("dataset-"), "{by} {address}: {}", page.shown());
        }
    }
    let page = browser.page("/datasets/admissions").await;
    for column in DataSet::Admissions.columns() {
        assert!(page.has(&format!("<code>{}</code>", column.name)), "{}", column.name);
    }
    // Nobody arrived yet: a data set of students has no row.
    let few = browser.page("/datasets/students").await;
    assert!(few.has("行数太少") && !few.has("检查并提供"), "{}", few.shown());
    let refused = post(&browser, "/datasets/students", &[("purpose".to_owned(), "研究".to_owned())]).await;
    assert!(refused.status == StatusCode::CONFLICT && refused.has("行数不足"), "{}", refused.shown());
    let without = post(&browser, "/datasets/admissions", &[("purpose".to_owned(), " ".to_owned())]).await;
    assert_eq!(without.status, StatusCode::UNPROCESSABLE_ENTITY);
    let sent = post(&browser, "/datasets/admissions", &[("purpose".to_owned(), "录取研究".to_owned())]).await;
    assert_eq!((sent.status, sent.header("location")), (StatusCode::SEE_OTHER, "/datasets/admissions/1"));
    let given = browser.page("/datasets/admissions/1").await;
    all_worded(&given);
    assert!(given.has("录取研究") && given.has("data.parquet"));
    let file = browser.get("/datasets/admissions/1/data.csv").await;
    assert_eq!(file.status, StatusCode::OK);
    assert!(file.text.starts_with("entry_year,institution,university,major,sex,district,score,round,"));
    let rows = file.text.lines().count() - 1;
    assert!(rows > 50 && rows <= 61, "{rows}");
    for address in ["/datasets/x", "/datasets/admissions/2", "/datasets/admissions/2/data.csv"] {
        assert_eq!(browser.get(address).await.status, StatusCode::NOT_FOUND, "{address}");
    }
}

#[tokio::test]
async fn only_the_academy_gives_data_sets_away() {
    let house =
        House::over(published().await, Profile::Asvs).with(&["jiaokeyuan", "jiaowei", "zhongzhi"]).await;
    let mut academy = house.entered("jiaokeyuan").await;
    assert!(academy.page("/datasets/admissions").await.has("行数太少"));
    let mut commission = house.entered("jiaowei").await;
    assert_eq!(commission.get("/datasets/admissions").await.status, StatusCode::OK);
    let refused = commission.post("/datasets/admissions", FORM, "purpose=x").await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN);
    let mut school = house.entered("zhongzhi").await;
    assert_eq!(school.get("/datasets").await.status, StatusCode::FORBIDDEN);
}
