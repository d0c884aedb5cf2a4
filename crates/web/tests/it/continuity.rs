//! `/continuity`: two plans against each other, students by name, the same to take away.
// case: 3.4.3.b, 3.4.4.b, 3.4.4.c

use crate::browser::Browser;
use crate::lives::{AWAY, lives};
use crate::town::{Town, empty, town};
use axum::http::StatusCode;
use guantong_service::ports::{Batch, Change};
use guantong_service::rows::{PlanHead, PlanLine};
use jiff::civil::date;

/// The lives in the spring of 2026; the plan of 2024 lacks the school of the one who is away.
async fn dropped() -> Town {
    let town = lives(date(2026, 3, 2)).await;
    let storage = town.office.storage();
    let lines = storage.plan_lines(2023).await.unwrap();
    let kept: Vec<PlanLine> =
        lines.into_iter().filter(|line| line.institution != "北京市昌平职业学校").collect();
    let head = PlanHead { year: 2024, version: 2, ..storage.plan(2023).await.unwrap().unwrap() };
    let batch = Batch { entries: Vec::new(), changes: vec![Change::Plan(head, kept)] };
    storage.append(batch, 1).await.unwrap();
    town
}

#[tokio::test]
async fn without_two_plans_one_is_told_what_to_do() {
    let seen = Browser::new(empty().await.office.clone()).page("/continuity").await;
    assert!(seen.has("还没有招生计划，比较需要两年") && seen.values("href").contains(&"/plans/import"));
    let seen = Browser::new(town(20).await.office.clone()).page("/continuity").await;
    assert!(seen.has("目前只有2023年一年的招生计划"));
}

#[tokio::test]
async fn the_two_newest_plans_are_compared_unless_others_are_asked_for() {
    let town = dropped().await;
    let browser = Browser::new(town.office.clone());
    for (asked, leads) in [
        ("/continuity", "/continuity/2026/2027"),
        ("/continuity?from=2023&to=2024&on=2026-03-02", "/continuity/2023/2024?on=2026-03-02"),
    ] {
        let seen = browser.get(asked).await;
        assert_eq!((seen.status, seen.header("location")), (StatusCode::SEE_OTHER, leads));
    }
    let seen = browser.page("/continuity/2026/2027").await;
    assert!(seen.has("2026年的项目在2027年全部继续招生"));
    for (asked, words) in [
        ("/continuity?from=x", "“x”不是年份"),
        ("/continuity/2024/2023", "2024年不早于2023年"),
        ("/continuity/2023/2024?on=soon", "“soon”不是日期"),
    ] {
        let seen = browser.get(asked).await;
        assert_eq!(seen.status, StatusCode::BAD_REQUEST, "{asked}");
        assert!(seen.has(words), "{asked}");
    }
    assert_eq!(browser.get("/continuity/2019/2020").await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn who_loses_the_place_is_named_with_the_clause() {
    let town = dropped().await;
    let browser = Browser::new(town.office.clone());
    let seen = browser.page("/continuity/2023/2024").await;
    let losing = seen.text.split("id=\"losing\"").nth(1).unwrap().split("</section>").next().unwrap();
    assert!(losing.contains("陈佳怡") && losing.contains(&format!("/students/{AWAY}")));
    assert!(losing.contains("休学，复学进入2024级") && losing.contains("失去位置"));
    assert!(losing.contains("三（四）4"), "the clause");
    let risk = seen.text.split("id=\"risk\"").nth(1).unwrap();
    assert!(risk.contains("2023级") && risk.contains("/students?programme="));
    let href = risk.split("href=\"").find(|rest| rest.starts_with("/students?programme=")).unwrap();
    let counted = href.split('>').nth(1).unwrap().split('<').next().unwrap();
    let list = browser.page(&href.split('"').next().unwrap().replace("&#38;", "&")).await;
    assert!(list.has(&format!(">{counted} 人<")), "the list behind has as many as were counted: {counted}");
    let english = Browser::new(town.office.clone()).english().page("/continuity/2023/2024").await;
    assert!(english.has("Place lost") && english.has("Students who lose their place"));
}

#[tokio::test]
async fn the_students_are_taken_away_as_csv_and_workbook() {
    let town = dropped().await;
    let browser = Browser::new(town.office.clone());
    let seen = browser.page("/continuity/2023/2024").await;
    let links: Vec<String> = seen
        .values("href")
        .into_iter()
        .filter(|href| href.contains("/students."))
        .map(|href| href.replace("&#38;", "&"))
        .collect();
    let [csv, workbook] = links.as_slice() else { panic!("{links:?}") };
    let table = browser.get(csv).await;
    assert!(table.has("陈佳怡") && table.has("失去位置"), "{}", table.text);
    assert_eq!(table.text.lines().count(), 1 + 1);
    let request = browser.request("GET", workbook).body(axum::body::Body::empty()).unwrap();
    let response = tower::ServiceExt::oneshot(browser.router(), request).await.unwrap();
    assert_eq!(response.status(), StatusCode::OK);
    let bytes = axum::body::to_bytes(response.into_body(), usize::MAX).await.unwrap();
    assert!(bytes.starts_with(b"PK"), "a workbook");
}
