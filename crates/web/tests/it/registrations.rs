//! `/registrations/{year}`, and an institution's list: looked through, taken away, filed.

use crate::browser::{Browser, Seen};
use crate::lives::lives;
use crate::town::empty;
use axum::body::Body;
use axum::http::StatusCode;
use jiff::civil::date;

const SCHOOL: &str = "%E5%8C%97%E4%BA%AC%E5%B8%82%E6%98%8C%E5%B9%B3%E8%81%8C%E4%B8%9A%E5%AD%A6%E6%A0%A1";

async fn post(browser: &Browser, address: &str, body: String) -> Seen {
    let request = browser
        .request("POST", address)
        .header("content-type", "application/x-www-form-urlencoded")
        .body(Body::from(body))
        .unwrap();
    browser.ask(request).await
}

#[tokio::test]
async fn a_year_shows_who_is_registered_what_moved_and_what_is_due() {
    let town = lives(date(2027, 10, 1)).await;
    let browser = Browser::new(town.office.clone());
    let seen = browser.page("/registrations/2027").await;
    for words in [
        "2027—2028 学年学籍",
        "2027年10月1日",
        "中职秋季",
        "2027年11月20日",
        "高职、本科学年",
        "2027年11月30日",
        "把握：推定",
        "待报",
        "北京联合大学",
    ] {
        assert!(seen.has(words), "{words}");
    }
    assert!(!seen.has("中职春季</td>"), "spring is not due yet");
    assert!(
        seen.values("href")
            .iter()
            .any(|href| href.starts_with("/students?standing=current&#38;stage=college")
                || href.starts_with("/students?standing=current&amp;stage=college"))
    );
    let first = browser.page("/registrations/2023?day=2023-10-01").await;
    assert!(first.has("2023年10月1日") && first.has("2023级 5"), "five of six at the school");
    assert!(first.has("逾期未报"));
    let en = Browser::new(town.office.clone()).english().page("/registrations/2027").await;
    assert!(en.has("Lists of electronic registration") && en.has("Not filed yet"));
    assert_eq!(browser.get("/registrations").await.header("location"), "/registrations/2027");
    assert_eq!(browser.get("/registrations/99999").await.status, StatusCode::NOT_FOUND);
    assert_eq!(browser.get("/registrations/2027?day=x").await.status, StatusCode::BAD_REQUEST);
}

#[tokio::test]
async fn a_list_is_filed_once_and_only_as_it_was_shown() {
    let town = lives(date(2027, 10, 1)).await;
    let browser = Browser::new(town.office.clone());
    let address = format!("/registrations/2027/autumn?institution={SCHOOL}");
    let seen = browser.page(&address).await;
    let digest = seen.text.split("name=\"digest\" value=\"").nth(1).unwrap().split('"').next().unwrap();
    assert_eq!(digest.len(), 64);
    let csv = browser.get(&format!("/registrations/2027/autumn/list.csv?institution={SCHOOL}")).await;
    assert!(csv.text.lines().count() > 1 && csv.has("学籍编号,学段,年级,"));
    let stale = format!("institution={SCHOOL}&digest={}", "0".repeat(64));
    let refused = post(&browser, "/registrations/2027/autumn", stale).await;
    assert_eq!(refused.status, StatusCode::CONFLICT);
    assert!(refused.has("名单在您查看之后有变动") && refused.has(digest));
    refused.must_be_well_made("a changed list");
    let sent = format!("institution={SCHOOL}&digest={digest}");
    let filed = post(&browser, "/registrations/2027/autumn", sent.clone()).await;
    assert_eq!(filed.status, StatusCode::SEE_OTHER);
    let seen = browser.page(&address).await;
    assert!(seen.has("这份名单已于") && !seen.has("<form action=\"/registrations"));
    let again = post(&browser, "/registrations/2027/autumn", sent).await;
    assert_eq!(again.status, StatusCode::CONFLICT);
    let year = browser.page("/registrations/2027").await;
    assert!(year.has("已报") && year.has("报送，"));
    let nobody = browser.get(&format!("/registrations/2027/winter?institution={SCHOOL}")).await;
    assert_eq!(nobody.status, StatusCode::NOT_FOUND);
    assert_eq!(browser.get("/registrations/2027/autumn?institution=x").await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn an_empty_office_says_what_will_appear() {
    let town = empty().await;
    let seen = Browser::new(town.office.clone()).page("/registrations/2023").await;
    assert!(seen.has("本学年还没有应报的名单") && seen.has("这一天还没有学籍"));
}
