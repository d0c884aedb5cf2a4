//! `/rounds/{year}/{round}/trials`: run, compared, and told of nowhere else.
// case: 3.1.3.b

use crate::browser::{Browser, Seen};
use crate::plan_forms::post;
use crate::round_city::{BELOW, OPEN, all_worded, programme, proved, publish};
use axum::http::StatusCode;
use guantong_service::rows::Round;

const ALL: &str = "/rounds/2023/early/trials";

async fn send(browser: &Browser, pairs: &[(&str, &str)]) -> Seen {
    let pairs: Vec<_> = pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
    post(browser, ALL, &pairs).await
}

#[tokio::test]
async fn trials_are_run_compared_and_told_of_nowhere_else() {
    let town = proved().await;
    let browser = Browser::new(town.office.clone());
    assert!(browser.page(ALL).await.has("还没有试算"));
    let (home, round) = (browser.page("/").await.shown(), browser.page("/rounds/2023/early").await.shown());
    for (pairs, told) in [
        (vec![("floor", "高")], "不是分数"),
        (vec![("floor", "700")], "超过满分"),
        (vec![("preferences", "0")], "应在 1 至"),
        (vec![("preferences", "x")], "不是整数"),
        (vec![("places", "abc")], "读不懂"),
        (vec![("places", "abc 3")], "没有项目 abc"),
    ] {
        let seen = send(&browser, &pairs).await;
        assert_eq!(seen.status, StatusCode::UNPROCESSABLE_ENTITY, "{told}");
        assert!(seen.has(told) && seen.has(pairs[0].1), "{told}");
        seen.must_be_well_made(told);
    }
    let first = send(&browser, &[("note", "照登记的算")]).await;
    assert_eq!(
        (first.status, first.header("location")),
        (StatusCode::SEE_OTHER, "/rounds/2023/early/trials/1")
    );
    let lines = town.office.storage().plan_lines(2023).await.unwrap();
    let places = format!("{} ３０", programme(&lines, OPEN));
    let second = send(&browser, &[("floor", "480"), ("places", &places)]).await;
    assert_eq!(second.status, StatusCode::SEE_OTHER, "{}", second.text);
    for browser in [Browser::new(town.office.clone()), Browser::new(town.office.clone()).english()] {
        for address in [ALL, "/rounds/2023/early/trials/2?with=1"] {
            let seen = browser.page(address).await;
            all_worded(&seen);
            assert!(!seen.shown().split_whitespace().any(|word| word.starts_with("trial-")), "{address}");
        }
    }
    let compared = browser.page("/rounds/2023/early/trials/2?with=1").await;
    // With 480 the one of 489 is eligible; with 30 places five of the 35 of 500 are not admitted, nor is he.
    for words in ["最低录取分数线 480", "30／60", BELOW, "67 名考生中"] {
        assert!(compared.has(words), "{words}: {}", compared.shown());
    }
    for address in ["/rounds/2023/early/trials/1?with=published", "/rounds/2023/early/trials/1?with=9"] {
        assert_eq!(browser.get(address).await.status, StatusCode::NOT_FOUND, "{address}");
    }
    let now = (browser.page("/").await.shown(), browser.page("/rounds/2023/early").await.shown());
    assert_eq!(now, (home, round), "nothing else tells of it");

    publish(&town.office, Round::Early).await;
    let foretold = browser.page("/rounds/2023/early/trials/1?with=published").await;
    assert!(foretold.has("67 名考生中 0 人"), "{}", foretold.shown());
    let over = send(&browser, &[]).await;
    assert!(over.status == StatusCode::CONFLICT && over.has("已经公布，不再试算"));
}
