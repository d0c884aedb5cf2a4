//! `/plans/{year}`: the plan as it was set, in full, filtered, and to take away.

use crate::browser::Browser;
use crate::round_city::{all_worded, planned};
use crate::town::empty;
use axum::http::StatusCode;
use guantong_documents::{Limits, read};

#[tokio::test]
async fn a_year_without_a_plan_leads_to_its_import() {
    let town = empty().await;
    for browser in [Browser::new(town.office.clone()), Browser::new(town.office.clone()).english()] {
        let seen = browser.page("/plans/2023").await;
        all_worded(&seen);
        assert!(seen.values("href").contains(&"/plans/import?year=2023"));
        all_worded(&browser.page("/plans/import?year=2023").await);
        all_worded(&browser.page("/plans/2023/import").await);
    }
    let browser = Browser::new(town.office.clone());
    for address in [
        "/plans/2019",
        "/plans/x",
        "/plans/2023.xlsx",
        "/plans/2023.csv",
        "/plans/2023.pdf",
        "/plans/2023.",
        "/plans/2019/import",
    ] {
        assert_eq!(browser.get(address).await.status, StatusCode::NOT_FOUND, "{address}");
    }
    assert_eq!(browser.get("/plans").await.header("location"), "/plans/2023");
}

#[tokio::test]
async fn the_plan_is_shown_with_its_sums_and_what_was_confirmed() {
    let town = planned().await;
    for browser in [Browser::new(town.office.clone()), Browser::new(town.office.clone()).english()] {
        all_worded(&browser.page("/plans/2023").await);
    }
    let seen = Browser::new(town.office.clone()).page("/plans/2023").await;
    assert_eq!(seen.title(), "2023年招生计划 · 贯通");
    assert_eq!(seen.text.matches("data-label=\"合作本科高校\"").count(), 76);
    for words in [
        "2,810<span>人",
        "北京电子科技职业学院　高本贯通　招生规模 420 人",
        "高本贯通小计",
        "中本贯通小计",
        "生物医药行业产教融合共同体人才培养专项",
        "园林技术（风景园林）",
        "小学教育（国际艺术学校定向招生）",
        "不得转专业",
        "已确认",
        "已答复",
        "核对：演示经办",
        "定向招生",
        "独立承担",
    ] {
        assert!(seen.has(words), "{words}");
    }
    assert_eq!(seen.text.matches("is-total is-found").count(), 3, "the inferred figures with their sums");
    assert!(seen.has(">3.3.5.d<") || seen.has("三（三）5"), "the bar has its clause");
    let english = Browser::new(town.office.clone()).english().page("/plans/2023").await;
    for words in ["No change of major", "Beijing Polytechnic", "College–bachelor", "The other 11 lines"] {
        assert!(english.has(words), "{words}");
    }
    assert!(!english.has("高本贯通小计"));
}

#[tokio::test]
async fn lines_are_filtered_by_what_stands_in_the_address() {
    let town = planned().await;
    let browser = Browser::new(town.office.clone());
    for (query, count, sum) in [
        ("category=%E4%B8%AD%E6%9C%AC%E8%B4%AF%E9%80%9A", 30, "30 个项目，890 人"),
        (
            "school=%E5%8C%97%E4%BA%AC%E5%86%9C%E4%B8%9A%E8%81%8C%E4%B8%9A%E5%AD%A6%E9%99%A2",
            5,
            "5 个项目，270 人",
        ),
        ("major=youerbaoyu", 4, "4 个项目，120 人"),
        ("major=yeby", 4, "4 个项目，120 人"),
        ("major=%3Cscript%3E", 0, "没有符合条件的项目。"),
    ] {
        let seen = browser.page(&format!("/plans/2023?{query}")).await;
        assert_eq!(seen.text.matches("data-label=\"合作本科高校\"").count(), count, "{query}");
        assert!(seen.has(sum), "{query}: {}", seen.shown());
    }
}

#[tokio::test]
async fn the_plan_is_taken_away_as_a_workbook_and_as_a_list() {
    let town = planned().await;
    let browser = Browser::new(town.office.clone());
    let response = tower::ServiceExt::oneshot(
        browser.router(),
        browser.request("GET", "/plans/2023.xlsx").body(axum::body::Body::empty()).unwrap(),
    )
    .await
    .unwrap();
    let disposition = response.headers()["content-disposition"].to_str().unwrap().to_owned();
    assert!(
        disposition.starts_with("attachment; filename=\"plan-2023.xlsx\"; filename*=UTF-8''2023%E5%B9%B4"),
        "{disposition}"
    );
    let bytes = axum::body::to_bytes(response.into_body(), usize::MAX).await.unwrap();
    let sheets = read(&bytes, &Limits::form()).unwrap();
    assert_eq!(sheets[0].rows.len(), 2 + 76 + 2 + 1, "title, heading, lines, sub-totals, total");
    let list = browser.get("/plans/2023.csv").await;
    assert_eq!(list.header("content-type"), "text/csv; charset=utf-8");
    assert_eq!(list.text.lines().count(), 77);
    assert_eq!(list.text.lines().next(), Some("category,institution,special,major,partner,places"));
    assert_eq!(list.header("x-content-type-options"), "nosniff");
}
