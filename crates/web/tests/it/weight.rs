//! How much a page weighs: with its stylesheet and its mark, as they go over the line.

use crate::house::House;
use crate::lives::{RESUMED, lives};
use guantong_secrets::password::Profile;
use jiff::civil::date;
use std::collections::BTreeSet;

/// A page with all it needs, packed: what a telephone on a poor line still takes at once.
const MOST: usize = 100 * 1024;

#[tokio::test]
async fn a_page_with_all_it_needs_weighs_a_hundred_kilobytes_at_most() {
    let house = House::over(lives(date(2027, 11, 22)).await, Profile::Asvs);
    let house = house.with(&["jiaowei", "zhongzhi", "xuesheng"]).await;
    let record = format!("/students/{RESUMED}");
    let ways = format!("{record}/requests/new");
    let looks = format!("{record}/looks");
    let (mut weighed, mut heaviest) = (0, 0);
    for (login, pages) in [
        (
            "jiaowei",
            vec![
                "/",
                "/plans/2023",
                "/rounds/2023/early",
                "/students",
                "/cohorts/2023",
                &record,
                "/todo",
                "/components",
            ],
        ),
        ("zhongzhi", vec!["/todo", "/students", &record, "/batches", "/account"]),
        ("xuesheng", vec!["/my", "/my/data", &record, &ways, &looks, "/account"]),
    ] {
        let mut person = house.entered(login).await;
        for page in pages {
            let seen = person.page(page).await;
            let parts: BTreeSet<&str> = seen
                .elements("link")
                .filter_map(|link| link.split("href=\"").nth(1)?.split('"').next())
                .collect();
            assert!(parts.len() >= 2, "{page}: a stylesheet and a mark");
            assert_eq!(
                seen.elements("script").count() + seen.elements("img").count(),
                0,
                "{page}: nothing else is fetched"
            );
            let mut weight = person.weight(page).await;
            for part in parts {
                weight += person.weight(part).await;
            }
            assert!(weight <= MOST, "{page} ({login}): {weight} bytes");
            heaviest = heaviest.max(weight);
            weighed += 1;
        }
    }
    assert!(weighed == 19 && heaviest > 10_000, "{weighed}: {heaviest}");
}
