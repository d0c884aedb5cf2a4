//! `/fees`: announced by the institution, taken back, told term by term to the student; and what cannot be.
// case: 3.3.3.b, 3.1.3.c

use crate::browser::{Browser, Seen};
use crate::lives::{EXITED, RESUMED, lives};
use crate::plan_forms::post;
use axum::http::StatusCode;
use guantong_registry::Half;
use guantong_service::Office;
use guantong_service::fees::Owed;
use jiff::civil::date;

const SCHOOL: &str = "北京市昌平职业学校";
const HERE: &str = "/fees/%E5%8C%97%E4%BA%AC%E5%B8%82%E6%98%8C%E5%B9%B3%E8%81%8C%E4%B8%9A%E5%AD%A6%E6%A0%A1";

async fn send(browser: &Browser, office: &Office, more: &[(&str, &str)]) -> Seen {
    let version = office.fees_version(SCHOOL).await.unwrap().to_string();
    let pairs = [&[("version", version.as_str())], more].concat();
    let pairs: Vec<_> = pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
    post(browser, HERE, &pairs).await
}

fn standard<'a>(from: &'a str, yuan: &'a str) -> [(&'a str, &'a str); 5] {
    [
        ("do", "announce"),
        ("stage", "secondary"),
        ("from", from),
        ("yuan", yuan),
        ("document", "京发改〔2023〕1号"),
    ]
}

#[tokio::test]
async fn what_is_announced_is_owed_term_by_term() {
    let town = lives(date(2027, 3, 1)).await;
    let (office, browser) = (&town.office, Browser::new(town.office.clone()));
    for (wrong, says) in [
        (standard("2023", "三千"), "“三千”不是金额"),
        (standard("2023", "300000"), "不在 0 到"),
        (standard("2035", "3000"), "不在 2023 到 2029"),
        (standard("明年", "3000"), "“明年”不是年份"),
    ] {
        let seen = send(&browser, office, &wrong).await;
        assert_eq!(seen.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(seen.has(says) && seen.has("京发改〔2023〕1号"), "{says}: {}", seen.text);
    }
    assert_eq!(send(&browser, office, &standard("2023", "３,０００")).await.status, StatusCode::SEE_OTHER);
    assert_eq!(send(&browser, office, &standard("2025", "3001")).await.status, StatusCode::SEE_OTHER);
    // In two windows: the second saw an older version.
    let stale = [&standard("2026", "1")[..], &[("version", "0")]].concat();
    let stale: Vec<_> = stale.iter().map(|(n, v)| ((*n).to_owned(), (*v).to_owned())).collect();
    assert_eq!(post(&browser, HERE, &stale).await.status, StatusCode::CONFLICT);

    // Who was on leave in the middle of a term owes nothing for it; the later standard holds from its year.
    let statement = office.fee_statement(&RESUMED.into()).await.unwrap().unwrap();
    let told: Vec<(i32, Half, i64)> = statement
        .terms
        .iter()
        .map(|owed| {
            let fen = match &owed.owed {
                Owed::Fen(fen, _) => *fen,
                Owed::Announced => -1,
                Owed::Away => 0,
            };
            (owed.term.year, owed.term.half, fen)
        })
        .collect();
    use Half::{Autumn, Spring};
    assert_eq!(told[..2], [(2023, Autumn, 150_000), (2023, Spring, 150_000)]);
    assert!(told.iter().any(|(_, _, fen)| *fen == 0), "{told:?}");
    assert!(told.contains(&(2025, Autumn, 150_050)), "{told:?}");
    // College and bachelor are other stages, which nobody announced.
    assert_eq!(told.last().map(|(_, _, fen)| *fen), Some(-1), "{told:?}");
    let page = browser.page(&format!("/students/{RESUMED}/fees")).await;
    assert!(
        page.has("1,500 元") && page.has("1,500.50 元") && page.has("休学") && page.has("推算"),
        "{}",
        page.text
    );
    assert!(
        page.has("国家助学金") && page.has("每年 2,000 元") && page.has("每年 3,700 元"),
        "{}",
        page.text
    );
    // Who left after the secondary stage owes nothing later.
    let left = office.fee_statement(&EXITED.into()).await.unwrap().unwrap();
    assert!(left.terms.iter().all(|owed| !owed.term.ahead && owed.term.year < 2026), "{:?}", left.terms);

    let back = [("do", "take-back"), ("number", "2"), ("because", "文件有误")];
    assert_eq!(send(&browser, office, &back).await.status, StatusCode::SEE_OTHER);
    assert_eq!(send(&browser, office, &back).await.status, StatusCode::NOT_FOUND);
    assert!(!browser.page(HERE).await.has("3,001"));
    assert!(browser.page("/prospectuses/2023").await.has("3,000"), "the prospectus tells what was announced");
    for address in ["/fees", HERE, &format!("/students/{RESUMED}/fees")] {
        browser.page(address).await.must_be_well_made(address);
    }
    for nowhere in ["/fees/none", "/students/none/fees"] {
        assert_eq!(browser.get(nowhere).await.status, StatusCode::NOT_FOUND, "{nowhere}");
    }
}
