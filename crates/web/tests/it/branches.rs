//! `/editions/{edition}/branches` and `/editions/{edition}/provisions/{clause}/students`.

use crate::browser::Browser;
use crate::lives::{REPEATED, lives};
use crate::town::empty;
use axum::http::StatusCode;
use jiff::civil::date;

#[tokio::test]
async fn every_branch_that_happened_has_an_example_and_the_others_are_named() {
    let town = lives(date(2027, 10, 1)).await;
    let seen = Browser::new(town.office.clone()).page("/editions/beijing-2023/branches").await;
    for words in [
        "条款用到谁",
        "已经发生的",
        "从未发生的",
        "还没有学生因这一条得到过决定",
        "repeated",
        "transfer.score_equal",
    ] {
        assert!(seen.has(words), "{words}");
    }
    let repeated = format!("href=\"/students/{REPEATED}\">{REPEATED}</a>");
    assert!(seen.has(&repeated));
    let never = seen.text.split("id=\"h-never\"").nth(1).unwrap();
    assert!(never.contains("transfer.score_equal") && !never.contains("<small>repeated</small>"));
    assert!(!never.contains('{'), "figures nobody has are left open");
    Browser::new(town.office.clone()).english().page("/editions/beijing-2023/branches").await;
}

#[tokio::test]
async fn a_provision_opens_to_the_students_it_touched() {
    let town = lives(date(2027, 10, 1)).await;
    let browser = Browser::new(town.office.clone());
    let seen = browser.page("/editions/beijing-2023/provisions/3.4.3.a/students").await;
    assert!(seen.values("href").contains(&format!("/students/{REPEATED}").as_str()));
    let narrowed = browser.page("/editions/beijing-2023/provisions/3.3.2/students?code=registered").await;
    assert_eq!(narrowed.text.matches("class=\"is-picked\"").count(), 1);
    assert!(narrowed.has("全部决定") && narrowed.has("&#60;b&#62;张"), "names are shown as they are");
    let none = browser.page("/editions/beijing-2023/provisions/4.3.3/students").await;
    assert!(none.has("还没有学生因这一条得到过决定") && !none.has("<table"));
    for address in ["/editions/beijing-2023/provisions/9.9/students", "/editions/other/branches"] {
        assert_eq!(browser.get(address).await.status, StatusCode::NOT_FOUND, "{address}");
    }
}

#[tokio::test]
async fn an_empty_office_has_branches_that_happened_to_nobody() {
    let town = empty().await;
    let seen = Browser::new(town.office.clone()).page("/editions/beijing-2023/branches").await;
    assert!(seen.has("已发生 0 种"));
}
