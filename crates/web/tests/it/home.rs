//! `/` and `/home.csv`.

use crate::browser::Browser;
use crate::town::{empty, town};
use axum::http::StatusCode;

#[tokio::test]
async fn the_year_is_seen_at_a_glance_in_both_languages() {
    let town = town(1).await;
    let zh = Browser::new(town.office.clone()).page("/").await;
    for words in [
        "2023年贯通培养工作总览",
        "数据截至2023年9月28日18:00",
        "13 所前段院校，52 个项目",
        "<a href=\"/plans/2023\">2,810</a><span>人",
        "高本 1,920、中本 890",
        ">2,693</a><span>人",
        "计划完成率 95.8%",
        "提前招生",
        "已公布",
        "考生 6,412 人",
    ] {
        assert!(zh.has(words), "{words}");
    }
    assert_eq!(zh.title(), "2023年贯通培养工作总览 · 贯通");
    let en = Browser::new(town.office.clone()).english().page("/").await;
    for words in [
        "Through-train training in 2023",
        "28 September 2023, 18:00",
        "95.8% of the plan",
        "College–bachelor",
    ] {
        assert!(en.has(words), "{words}");
    }
    assert!(!en.has("高本贯通"));
}

#[tokio::test]
async fn what_is_below_nine_tenths_is_hatched_and_every_institution_leads_to_its_students() {
    let town = town(1).await;
    let seen = Browser::new(town.office.clone()).page("/").await;
    assert_eq!(seen.text.matches("class=\"bar-low\"").count(), 3, "农业, 劳动保障, 国际职教");
    assert_eq!(seen.text.matches("class=\"bar\"").count(), 10);
    assert!(seen.has("完成率不足九成的有：农业职业学院 81.9%、"));
    let href = "/students?institution=%E5%8C%97%E4%BA%AC%E5%B8%82%E6%98%8C%E5%B9%B3%E8%81%8C%E4%B8%9A%E5%AD%A6%E6%A0%A1";
    assert!(seen.values("href").contains(&href), "{:?}", seen.values("href"));
    let quoted = "招生计划按照首都经济社会发展需要";
    assert!(seen.has(quoted), "the clause opens where one stands");
}

#[tokio::test]
async fn an_empty_office_says_what_comes_first() {
    let town = empty().await;
    for browser in [Browser::new(town.office.clone()), Browser::new(town.office.clone()).english()] {
        let seen = browser.page("/").await;
        assert!(seen.values("href").contains(&"/plans/import"));
        assert!(!seen.has("<dl class=\"stats\">"));
    }
    let seen = Browser::new(town.office.clone()).get("/home.csv?year=2023").await;
    assert_eq!(seen.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_year_without_a_plan_leads_to_those_that_have_one() {
    let town = town(20).await;
    let seen = Browser::new(town.office.clone()).page("/?year=2019").await;
    assert!(seen.has("暂无2019年招生计划") && seen.values("href").contains(&"/?year=2023"));
}

#[tokio::test]
async fn the_table_is_exported_with_the_same_figures() {
    let town = town(1).await;
    let seen = Browser::new(town.office.clone()).get("/home.csv?year=2023").await;
    assert_eq!(seen.header("content-type"), "text/csv; charset=utf-8");
    assert!(seen.header("content-disposition").starts_with("attachment; "));
    let lines: Vec<_> = seen.text.trim_start_matches('\u{feff}').lines().collect();
    assert_eq!(lines[0], "类别,院校,计划,录取,报到,余额,完成率");
    assert_eq!(lines.len(), 15);
    assert!(
        lines[4].starts_with("高本贯通,北京农业职业学院,270,221,") && lines[4].ends_with(",49,81.9%"),
        "{}",
        lines[4]
    );
    assert!(lines[14].starts_with(",总计,2810,2693,"), "{}", lines[14]);
}
