//! The pages of the edition.

use crate::browser::Browser;
use crate::town::town;
use axum::http::StatusCode;

#[tokio::test]
async fn every_part_has_its_page_in_both_languages() {
    let town = town(20).await;
    for browser in [Browser::new(town.office.clone()), Browser::new(town.office.clone()).english()] {
        for rest in [
            "",
            "/parameters",
            "/interpretations",
            "/rulebooks/secondary",
            "/rulebooks/higher",
            "/institutions",
            "/districts",
        ] {
            browser.page(&format!("/editions/beijing-2023{rest}")).await;
        }
    }
}

#[tokio::test]
async fn every_provision_has_its_page() {
    let town = town(20).await;
    let browser = Browser::new(town.office.clone());
    for provision in town.office.edition().provisions() {
        let seen = browser.page(&format!("/editions/beijing-2023/provisions/{}", provision.id)).await;
        assert!(seen.has(&provision.label), "{}", provision.id);
    }
    let en = Browser::new(town.office.clone()).english();
    let seen = en.page("/editions/beijing-2023/provisions/3.3.5.c").await;
    assert!(seen.has("中考成绩需高于拟转入学校相关专业相应年份录取成绩") && seen.has("lang=\"zh-CN\""));
    assert!(seen.has("Entrance score strictly higher") && !seen.has("两者相同的，不予办理"));
}

#[tokio::test]
async fn a_provision_says_how_many_decisions_rest_on_it_and_how_it_is_read() {
    let town = town(20).await;
    let browser = Browser::new(town.office.clone());
    let list = browser.page("/editions/beijing-2023").await;
    assert!(list.has("三、项目实施") && list.has("12,000"));
    let floor = browser.page("/editions/beijing-2023/provisions/3.1.2.a").await;
    for words in
        ["三（一）2", "12,000 件", "score.floor", "490 分", "2023年4月7日", "380 分", "计划有余额也不录取"]
    {
        assert!(floor.has(words), "{words}");
    }
    let window = browser.page("/editions/beijing-2023/provisions/2.1.a").await;
    assert!(window.has("怎样认定院校入选") && window.has("采用") && window.has("chosen = &#34;annex&#34;"));
}

#[tokio::test]
async fn what_the_edition_does_not_have_is_absent() {
    let town = town(20).await;
    let browser = Browser::new(town.office.clone());
    for address in [
        "/editions/beijing-2022",
        "/editions/beijing-2023/provisions/9.9",
        "/editions/beijing-2023/provisions/3.3.5",
        "/editions/beijing-2023/rulebooks/other",
        "/editions/beijing-2022/districts",
        "/editions/beijing-2023/nothing",
    ] {
        let seen = browser.get(address).await;
        assert_eq!(seen.status, StatusCode::NOT_FOUND, "{address}");
        seen.must_be_well_made(address);
    }
}
