//! The page of an assessment: a field for each part of the rules on file, the result computed from the marks.
// case: 3.4.2.a, 3.4.2.b, 4.2.2.c

use crate::browser::{Browser, Seen};
use crate::lives::{REPEATED, RESUMED, lives};
use guantong_model::Stage;
use jiff::civil::date;

const SCHOOL: &str = include_str!("../../../../demo/progression-rules/changping-2026-2.toml");
const COMMISSION: &str = include_str!("../../../../demo/progression-rules/commission-2028.toml");

async fn send(browser: &Browser, id: &str, command: &str, typed: &str) -> Seen {
    let address = format!("/students/{id}/commands/{command}");
    let form = browser.page(&address).await;
    let version = form.text.split("name=\"version\" value=\"").nth(1).unwrap().split('"').next().unwrap();
    let request = browser
        .request("POST", &address)
        .header("content-type", "application/x-www-form-urlencoded")
        .body(axum::body::Body::from(format!("version={version}&{typed}")))
        .unwrap();
    browser.ask(request).await
}

#[tokio::test]
async fn after_the_college_stage_papers_coursework_and_ability_points_are_entered() {
    let town = lives(date(2029, 7, 5)).await;
    let browser = Browser::new(town.office.clone());
    let done = send(&browser, RESUMED, "complete-stage", "on=2029-06-20&do=apply").await;
    assert_eq!(done.status, 303);
    let none = browser.page(&format!("/students/{RESUMED}/commands/assess")).await;
    assert!(none.has("<input id=\"document\"") && !none.has("name=\"paper-1\""), "nothing is on file");

    let rules = COMMISSION.replace("2028", "2029");
    town.office.file_progression_rules("2029.toml", &rules, "test").await.unwrap();
    let form = browser.page(&format!("/students/{RESUMED}/commands/assess")).await;
    for field in ["paper-1", "paper-2", "coursework", "ability", "passed"] {
        assert!(form.has(&format!("name=\"{field}\"")), "{field}");
    }
    for words in
        ["专业基础课（满分 100，占 20%", "（加分，最多 10）", "按各部分分数计算", "<select id=\"document\""]
    {
        assert!(form.has(words), "{words}");
    }
    assert!(!form.has("name=\"general\"") && !form.has("name=\"skill\""));

    let document = "document=%E5%85%B3%E4%BA%8E%E5%81%9A%E5%A5%BD2029%E5%B9%B4%E8%B4%AF%E9%80%9A%E5%9F%B9%E5%85%BB%E4%B8%93%E5%8D%87%E6%9C%AC%E8%BD%AC%E6%AE%B5%E5%B7%A5%E4%BD%9C%E7%9A%84%E9%80%9A%E7%9F%A5";
    let good = "on=2029-07-05&paper-1=80&paper-2=75&coursework=82&ability=6";
    let tried = send(&browser, RESUMED, "assess", &format!("{document}&{good}&passed=&do=try")).await;
    assert!(tried.has("stamp--accepted") && tried.has("86.2") && tried.has("没有写入"), "{}", tried.text);
    assert!(tried.has("name=\"paper-1\" value=\"80\""), "what was typed stays");
    let claimed = send(&browser, RESUMED, "assess", &format!("{document}&{good}&passed=false&do=try")).await;
    assert!(claimed.has("stamp--refused"), "a result that the marks do not come to");
    let missing = "on=2029-07-05&paper-1=80&coursework=82&passed=&do=try";
    let missing = send(&browser, RESUMED, "assess", &format!("{document}&{missing}")).await;
    assert!(missing.has("stamp--refused") && missing.has("缺"), "a part without a mark");
    let wrong = "on=2029-07-05&paper-1=viel&paper-2=75&coursework=82&passed=&do=try";
    let wrong = send(&browser, RESUMED, "assess", &format!("{document}&{wrong}")).await;
    assert!(wrong.status == 422 && wrong.has("“viel”") && wrong.has("id=\"paper-1-error\""));

    let low = "on=2029-07-05&paper-1=80&paper-2=20&coursework=40&ability=0&passed=&do=try";
    let low = send(&browser, RESUMED, "assess", &format!("{document}&{low}")).await;
    assert!(low.has("stamp--accepted") && low.has("未通过"), "the result is computed: failed");
    let done = send(&browser, RESUMED, "assess", &format!("{document}&{good}&passed=&do=apply")).await;
    assert_eq!(done.status, 303);
    let record = town.office.record(&RESUMED.into()).await.unwrap().unwrap().record;
    assert_eq!((record.stage(), record.assessment().map(|a| a.passed)), (Stage::College, Some(true)));
    assert!(browser.page(&format!("/students/{RESUMED}")).await.has("86.2"));
}

#[tokio::test]
async fn after_the_secondary_stage_general_and_skill_are_entered_by_the_schools_rules() {
    let town = lives(date(2027, 7, 20)).await;
    let rules = SCHOOL.replace("2026", "2027");
    town.office.file_progression_rules("2027.toml", &rules, "test").await.unwrap();
    let browser = Browser::new(town.office.clone());
    assert_eq!(send(&browser, REPEATED, "complete-stage", "on=2027-07-01&do=apply").await.status, 303);
    let form = browser.page(&format!("/students/{REPEATED}/commands/assess")).await;
    assert!(form.has("文化素质（满分 100，占 40%，合格 50）") && form.has("name=\"skill\""));
    let english = Browser::new(town.office.clone()).english();
    english.page(&format!("/students/{REPEATED}/commands/assess")).await;
    let title = "%E5%8C%97%E4%BA%AC%E5%B8%82%E6%98%8C%E5%B9%B3%E8%81%8C%E4%B8%9A%E5%AD%A6%E6%A0%A1%E8%BD%AC%E6%AE%B5%E5%8D%87%E5%AD%A6%E5%8A%9E%E6%B3%95%EF%BC%882027%E5%B9%B4%EF%BC%89";
    let typed = format!("document={title}&on=2027-07-10&general=74&skill=86&passed=&do=apply");
    let done = send(&browser, REPEATED, "assess", &typed).await;
    assert_eq!(done.status, 303, "{}", done.text);
    assert!(browser.page(&format!("/students/{REPEATED}")).await.has("81.2"));
}
