//! `/indicators`: every indicator with its definition in both languages, figures that open to as many records, files, and
//! what of it commission, school, university, academy and the public see.
// case: 1, 4.3.1.c, 4.3.2.a

use crate::browser::{Browser, Seen};
use crate::house::House;
use crate::lives::{AWAY, EXITED, FRESH, REPEATED, RESUMED, lives};
use crate::town::empty;
use axum::http::StatusCode;
use guantong_indicators::Indicator;
use guantong_secrets::password::Profile;
use jiff::civil::date;

const SCHOOL: &str = "北京市昌平职业学校";

fn url(text: &str) -> String {
    text.bytes().map(|byte| format!("%{byte:02X}")).collect()
}

/// The links to records with the words that stand on them.
fn figures(seen: &Seen) -> Vec<(String, String)> {
    let links = seen.text.split("<a href=\"/indicators/").skip(1).filter_map(|rest| {
        let (address, rest) = rest.split_once("\">")?;
        let (figure, _) = rest.split_once("</a>")?;
        let address = address.replace("&#38;", "&").replace("&amp;", "&");
        address.contains("/records?").then(|| (format!("/indicators/{address}"), figure.to_owned()))
    });
    links.collect()
}

#[tokio::test]
async fn every_indicator_has_its_definition_and_opens_to_its_records() {
    let town = lives(date(2027, 11, 22)).await;
    let (zh, en) = (Browser::new(town.office.clone()), Browser::new(town.office.clone()).english());
    for browser in [&zh, &en] {
        let list = browser.page("/indicators").await;
        assert!(!list.shown().contains("indicator-"), "{}", list.shown());
        for indicator in Indicator::ALL {
            assert!(list.has(&format!("href=\"/indicators/{indicator}?")), "{indicator}");
            for split in [""].into_iter().chain(indicator.declared().splits.iter().map(|one| one.as_str())) {
                let address = format!("/indicators/{indicator}?year=2026&by={split}");
                let seen = browser.page(&address).await;
                assert!(!seen.shown().contains("indicator-"), "{address}: {}", seen.shown());
                assert!(seen.has("/editions/beijing-2023/provisions/"), "{address}: its clause");
            }
        }
    }
    let mut opened = 0;
    for indicator in Indicator::ALL.iter() {
        let seen = zh.page(&format!("/indicators/{indicator}?year=2026")).await;
        for (address, figure) in figures(&seen).into_iter().take(12) {
            let behind = zh.page(&address).await;
            behind.must_be_well_made(&address);
            assert!(behind.has(&format!("<dd>{figure}</dd>")), "{address}: {figure}");
            opened += 1;
        }
    }
    assert!(opened > 60, "{opened}");
}

#[tokio::test]
async fn a_figure_is_of_a_year_and_a_day() {
    let town = lives(date(2027, 11, 22)).await;
    let browser = Browser::new(town.office.clone());
    let exits = "/indicators/exits/records?year=2025&which=part";
    let seen = browser.page(exits).await;
    assert!(seen.has(EXITED) && !seen.has(AWAY) && !seen.has(FRESH), "{}", seen.shown());
    let before = browser.page(&format!("{exits}&as_of=2026-07-08")).await;
    assert!(!before.has(EXITED) && before.has("没有记录"), "{}", before.shown());
    let rest = browser.page("/indicators/repeats/records?year=2025&which=rest").await;
    assert!(rest.has(FRESH) && rest.has(RESUMED) && !rest.has(REPEATED), "{}", rest.shown());
    let own = format!("/indicators/repeats/records?year=2025&by=institution&of={}", url(SCHOOL));
    assert!(browser.page(&own).await.has(REPEATED));
    let with = format!("{own}&with={}", url("北京联合大学"));
    assert!(browser.page(&with).await.has(REPEATED), "of the two sides");
    let with = browser.page(&format!("{own}&with={}", url("北京城市学院"))).await;
    assert!(!with.has(REPEATED), "of the school with another university");
    assert!(!browser.page(&own).await.has(FRESH), "of the college");
    let under_way = browser.page("/indicators/progression-bachelor?year=2023").await;
    assert!(under_way.has("尚在途中"), "no rate before five years are over");
    // A day that is to come is today, one that is none is told.
    assert!(browser.page("/indicators?as_of=2099-01-01").await.has("截至2027年11月22日"));
    assert_eq!(browser.get("/indicators?as_of=x").await.status, StatusCode::BAD_REQUEST);
    for address in ["/indicators/none", "/indicators/exits?by=duty", "/indicators/exits/records?which=x"] {
        assert_eq!(browser.get(address).await.status, StatusCode::NOT_FOUND, "{address}");
    }
    let csv = browser.get("/indicators/university-intake/table.csv?year=2027").await;
    assert!(csv.has("指标,分列,名称,年份,计入部分,总体,比率"), "{}", csv.text);
    let nothing = empty().await;
    let seen = Browser::new(nothing.office.clone()).page("/indicators").await;
    assert!(seen.has("招生计划完成率"));
}

#[tokio::test]
async fn each_sees_what_is_his_business() {
    let house = House::over(lives(date(2027, 11, 22)).await, Profile::Asvs);
    let house = house.with(&["jiaowei", "zhongzhi", "gaozhi", "daxue", "jiaokeyuan", "xuesheng"]).await;
    let exits = "/indicators/exits/records?year=2025";
    for (login, opens, duties) in [
        ("jiaowei", true, true),
        ("zhongzhi", true, true),
        ("gaozhi", true, true),
        ("daxue", true, true),
        ("jiaokeyuan", false, false),
        ("xuesheng", false, false),
    ] {
        let mut person = house.entered(login).await;
        let list = person.page("/indicators?year=2025").await;
        assert_eq!(list.has("/indicators/meetings?"), duties, "{login}");
        assert_eq!(!figures(&list).is_empty(), opens, "{login}: {}", list.text);
        assert_eq!(list.has("取整到最近的"), !opens, "{login}: small figures are rounded");
        let behind = person.get(exits).await;
        assert_eq!(behind.status == StatusCode::OK, opens, "{login}");
        let meetings = person.get("/indicators/meetings").await.status;
        assert_eq!(meetings == StatusCode::OK, duties, "{login}");
    }
    let guest = house.entered("jiaowei").await;
    let (status, _, workbook) = guest.file("/indicators/certificates/table.xlsx?year=2026").await;
    assert!(status == StatusCode::OK && workbook.starts_with(b"PK"));
    // The school has five of the six in its figure, the college one; neither sees the other's.
    let mut school = house.entered("zhongzhi").await;
    let own = school.page(exits).await;
    assert!(own.has(EXITED) && own.has(AWAY) && !own.has(FRESH), "{}", own.shown());
    let mut college = house.entered("gaozhi").await;
    let theirs = college.page(exits).await;
    assert!(theirs.has(FRESH) && !theirs.has(EXITED) && !theirs.has(AWAY), "{}", theirs.shown());
    let asked = format!("{exits}&by=institution&of={}", url(SCHOOL));
    let foreign = college.page(&asked).await;
    assert!(foreign.has("没有记录") && !foreign.has(EXITED), "{}", foreign.shown());
}
