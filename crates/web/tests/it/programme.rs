//! `/programmes/{id}` and `/institutions/{name}`: what they show, and a fact entered from look to list.
// case: 3.3.1, 3.3.2

use crate::browser::{Browser, Seen};
use crate::lives::{AWAY, lives};
use crate::town::Town;
use axum::body::Body;
use axum::http::StatusCode;
use guantong_model::ProgrammeId;
use jiff::civil::date;

const SCHOOL: &str =
    "/institutions/%E5%8C%97%E4%BA%AC%E5%B8%82%E6%98%8C%E5%B9%B3%E8%81%8C%E4%B8%9A%E5%AD%A6%E6%A0%A1";

/// The lives in the spring of 2026, and the programme of the one who is away.
async fn town() -> (Town, ProgrammeId) {
    let town = lives(date(2026, 3, 2)).await;
    let programme = town.office.storage().student(&AWAY.into()).await.unwrap().unwrap().programme;
    (town, programme)
}

async fn send(browser: &Browser, address: &str, fields: &[(&str, &str)]) -> Seen {
    let encode = |text: &str| text.bytes().map(|byte| format!("%{byte:02X}")).collect::<String>();
    let body: Vec<String> = fields.iter().map(|(name, value)| format!("{name}={}", encode(value))).collect();
    let request = browser
        .request("POST", address)
        .header("content-type", "application/x-www-form-urlencoded")
        .body(Body::from(body.join("&")));
    browser.ask(request.unwrap()).await
}

#[tokio::test]
async fn a_programme_shows_its_classes_scores_and_students() {
    let (town, programme) = town().await;
    let browser = Browser::new(town.office.clone());
    let seen = browser.page(&format!("/programmes/{programme}")).await;
    for words in
        ["北京市昌平职业学校", "2027级", "2023级", "520", "北京联合大学", "在读", "休学 1 人", "没有记录"]
    {
        assert!(seen.has(words), "{words}");
    }
    assert!(seen.values("href").contains(&SCHOOL));
    assert_eq!(browser.get("/programmes/p-none").await.status, StatusCode::NOT_FOUND);
    let english = Browser::new(town.office.clone()).english().page(&format!("/programmes/{programme}")).await;
    assert!(english.has("Partner today") && english.has("Enter another partner"));
}

#[tokio::test]
async fn a_partner_is_looked_at_by_name_then_entered_once() {
    let (town, programme) = town().await;
    let browser = Browser::new(town.office.clone());
    let address = format!("/programmes/{programme}");
    let typed = |wish: &'static str, from: &'static str, version: &'static str| {
        [
            ("cohort", "2023"),
            ("partner", "北京信息科技大学"),
            ("from", from),
            ("document", "合作协议<b>3号</b>"),
            ("reason", "原合作高校调整专业"),
            ("version", version),
            ("do", wish),
        ]
    };
    let wrong = send(&browser, &address, &typed("try", "soon", "0")).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    wrong.must_be_well_made("wrong");
    assert!(wrong.has("“soon”不是日期") && wrong.has("合作协议&#60;b&#62;3号"), "what was typed stays");
    let looked = send(&browser, &address, &typed("try", "2026-03-01", "0")).await;
    assert_eq!(looked.status, StatusCode::OK);
    looked.must_be_well_made("looked");
    assert!(looked.has("陈佳怡") && looked.has("由北京联合大学改为北京信息科技大学"));
    assert!(looked.has("还没有登记") && town.office.dated_facts().await.unwrap().is_empty());
    let entered = send(&browser, &address, &typed("apply", "2026-03-01", "0")).await;
    assert_eq!((entered.status, entered.header("location")), (StatusCode::SEE_OTHER, address.as_str()));
    let seen = browser.page(&address).await;
    assert!(seen.has("2023级的合作本科高校改为北京信息科技大学") && seen.has("desk"));
    let late = [("partner", "北京物资学院"), ("cohort", "2023"), ("from", "2026-09-01"), ("document", "a")];
    let late: Vec<_> = late.into_iter().chain([("reason", "b"), ("version", "0"), ("do", "apply")]).collect();
    let late = send(&browser, &address, &late).await;
    assert_eq!(late.status, StatusCode::CONFLICT);
    late.must_be_well_made("late");
    assert!(late.has("已有人登记了另一项"));
}

#[tokio::test]
async fn an_institution_is_renamed_from_a_day_on() {
    let (town, _) = town().await;
    let browser = Browser::new(town.office.clone());
    let seen = browser.page(SCHOOL).await;
    assert!(seen.has("今天发出的证书写校名：北京市昌平职业学校") && seen.has("/programmes/"));
    let typed = |wish: &'static str, name: &'static str| {
        [
            ("name", name),
            ("from", "2026-03-01"),
            ("document", "教发函"),
            ("reason", "更名"),
            ("version", "0"),
            ("do", wish),
        ]
    };
    let wrong = send(&browser, SCHOOL, &typed("try", "北京联合大学")).await;
    assert!(
        wrong.status == StatusCode::UNPROCESSABLE_ENTITY && wrong.has("北京联合大学是北京联合大学的校名")
    );
    let looked = send(&browser, SCHOOL, &typed("try", "北京昌平技术学校")).await;
    assert!(looked.has("陈佳怡") && looked.has("更名为北京昌平技术学校"));
    let entered = send(&browser, SCHOOL, &typed("apply", "北京昌平技术学校")).await;
    assert_eq!(entered.status, StatusCode::SEE_OTHER);
    let seen = browser.page(SCHOOL).await;
    assert!(seen.has("今天发出的证书写校名：北京昌平技术学校") && seen.has("更名为北京昌平技术学校"));
    assert_eq!(browser.get("/institutions/nowhere").await.status, StatusCode::NOT_FOUND);
}
