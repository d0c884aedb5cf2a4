//! `/proposals`: begun, edited in two windows, sent, adjusted, compared, returned; and the page of approval.
// case: 3.1.3.a

use crate::browser::{Browser, Seen};
use crate::lives::lives;
use crate::plan_forms::post;
use axum::http::StatusCode;
use jiff::civil::date;

const SCHOOL: &str =
    "/proposals/2028/%E5%8C%97%E4%BA%AC%E5%B8%82%E6%98%8C%E5%B9%B3%E8%81%8C%E4%B8%9A%E5%AD%A6%E6%A0%A1";

async fn send(browser: &Browser, address: &str, pairs: &[(&str, &str)]) -> Seen {
    let pairs: Vec<_> = pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
    post(browser, address, &pairs).await
}

#[tokio::test]
async fn a_proposal_is_begun_edited_sent_adjusted_and_returned() {
    let town = lives(date(2026, 3, 2)).await;
    let browser = Browser::new(town.office.clone());
    let next = browser.get("/proposals").await;
    assert_eq!((next.status, next.header("location")), (StatusCode::SEE_OTHER, "/proposals/2028"));
    let list = browser.page("/proposals/2028").await;
    assert!(list.has("2028年招生计划申报") && list.has("未填报") && list.values("href").contains(&SCHOOL));
    assert!(browser.page(SCHOOL).await.has("尚未填报，以下是上年计划"));
    let begun = send(&browser, SCHOOL, &[("do", "begin"), ("version", "0")]).await;
    assert_eq!(begun.status, StatusCode::SEE_OTHER, "{}", begun.text);
    let page = browser.page(SCHOOL).await;
    assert!(page.has("填报中") && page.has("name=\"places-1\""));

    // Two windows: the second keeps what it typed, and is told.
    let saved = send(&browser, SCHOOL, &[("do", "save"), ("version", "1"), ("places-1", "２5")]).await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER);
    let late = send(&browser, SCHOOL, &[("do", "save"), ("version", "1"), ("places-1", "28")]).await;
    assert_eq!(late.status, StatusCode::CONFLICT);
    assert!(late.has("已由别人更新") && late.has("value=\"28\""));
    for (typed, told) in [("0", "应在 1 至 1000 之间"), ("x", "“x”不是整数")] {
        let wrong = send(&browser, SCHOOL, &[("do", "save"), ("version", "2"), ("places-1", typed)]).await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(wrong.has(told), "{typed}");
        wrong.must_be_well_made(typed);
    }
    let row = format!("{SCHOOL}/rows/1");
    let shown = browser.page(&row).await;
    assert!(shown.has("如果停招，影响的学生"), "one sees whom it strands before it is dropped");
    let silent = send(&browser, &row, &[("do", "drop"), ("version", "2"), ("because", " ")]).await;
    assert!(silent.status == StatusCode::UNPROCESSABLE_ENTITY && silent.has("停招须写明理由"));
    let sent = send(&browser, SCHOOL, &[("do", "send"), ("version", "2")]).await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.text);

    // The commission's side.
    let adjust = format!("{SCHOOL}/adjustment");
    let fields = [("do", "places"), ("row", "1"), ("places", "20"), ("version", "3")];
    let silent = send(&browser, &adjust, &fields).await;
    assert!(silent.status == StatusCode::UNPROCESSABLE_ENTITY && silent.has("调整和退回须写明理由"));
    let adjusted = send(&browser, &adjust, &[&fields[..], &[("because", "师资有限")]].concat()).await;
    assert_eq!(adjusted.status, StatusCode::SEE_OTHER);
    let history = browser.page(&row).await;
    assert!(history.has("市教委调整") && history.has("理由：师资有限"));
    let versions = browser.page(&format!("{SCHOOL}/versions?from=2&to=4")).await;
    assert!(versions.has("计划数 25 改为 20"), "{}", versions.text);
    assert!(browser.page(&format!("{SCHOOL}/versions?from=3&to=3")).await.has("两版没有差异"));
    let returned = [("do", "return"), ("version", "4"), ("because", "请核对")];
    assert_eq!(send(&browser, &adjust, &returned).await.status, StatusCode::SEE_OTHER);
    assert!(browser.page(SCHOOL).await.has("已退回"));

    let approval = browser.page("/proposals/2028/approval").await;
    assert!(approval.has("尚未报送") && approval.has("disabled"));
    let early = send(&browser, "/proposals/2028", &[("draft", "0")]).await;
    assert!(early.status == StatusCode::UNPROCESSABLE_ENTITY && early.has("还不能办理"));
    let english = Browser::new(town.office.clone()).english().page("/proposals/2028/approval").await;
    assert!(english.has("has not sent"));
    for address in ["/proposals/99", "/proposals/2028/x", "/proposals/2028/x/versions"] {
        assert_eq!(browser.get(address).await.status, StatusCode::NOT_FOUND, "{address}");
    }
}
