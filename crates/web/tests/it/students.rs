//! `/students` and `/students.csv`.

use crate::browser::{Browser, Seen};
use crate::town::{HOSTILE, empty, town};
use axum::http::StatusCode;

/// The students of a page, in its order.
fn listed(seen: &Seen) -> Vec<String> {
    let links = seen.values("href").into_iter().filter_map(|href| href.strip_prefix("/students/"));
    links.map(str::to_owned).collect()
}

fn link(seen: &Seen, rel: &str) -> Option<String> {
    let mark = format!("\" rel=\"{rel}\"");
    let before = seen.text.split(&mark).next().filter(|before| before.len() < seen.text.len())?;
    Some(before.rsplit("href=\"").next().unwrap().replace("&#38;", "&").replace("&amp;", "&"))
}

#[tokio::test]
async fn one_can_turn_pages_forwards_and_back_and_misses_nobody() {
    let town = town(20).await;
    let browser = Browser::new(town.office.clone());
    let mut seen = browser.page("/students").await;
    let first = listed(&seen);
    assert_eq!(first.len(), 50);
    assert_eq!(link(&seen, "prev"), None);
    let mut all = first.clone();
    let mut pages = 1;
    while let Some(next) = link(&seen, "next") {
        seen = browser.page(&next).await;
        all.extend(listed(&seen));
        pages += 1;
    }
    let mut unique = all.clone();
    unique.sort();
    unique.dedup();
    assert_eq!((all.len(), unique.len(), pages), (128, 128, 3));
    while let Some(previous) = link(&seen, "prev") {
        seen = browser.page(&previous).await;
    }
    assert_eq!(listed(&seen), first);
}

#[tokio::test]
async fn filters_stand_in_the_address_and_stay_on_the_page() {
    let town = town(20).await;
    let browser = Browser::new(town.office.clone());
    let school = "%E5%8C%97%E4%BA%AC%E8%B4%A2%E8%B4%B8%E8%81%8C%E4%B8%9A%E5%AD%A6%E9%99%A2";
    let seen =
        browser.page(&format!("/students?institution={school}&standing=studying&district=&programme=")).await;
    assert!(seen.has("<option value=\"北京财贸职业学院\" selected>"));
    assert!(seen.has("<option value=\"studying\" selected>"));
    assert!(seen.has(">13 人<") || seen.has(">12 人<"), "{}", listed(&seen).len());
    assert!(!seen.has("P02-0"), "programmes of the institution chosen only");
    let export =
        seen.values("href").into_iter().find(|href| href.starts_with("/students.csv")).unwrap().to_owned();
    let csv = browser.get(&export.replace("&#38;", "&")).await;
    let rows = csv.text.lines().count() - 1;
    assert_eq!(rows, listed(&seen).len());
}

#[tokio::test]
async fn a_student_is_found_by_name_reading_initials_and_number() {
    let town = town(20).await;
    let browser = Browser::new(town.office.clone());
    let by_number = browser.page("/students?search=2300000010").await;
    assert_eq!(listed(&by_number), ["2023-00010"]);
    let name = by_number.text.split("/students/2023-00010\">").nth(1).unwrap().split('<').next().unwrap();
    let reading = guantong_service::person::reading(name);
    for words in
        [name.to_owned(), reading.pinyin.clone(), reading.initials.to_uppercase(), "2023-00010".to_owned()]
    {
        let encoded: String = words.bytes().map(|byte| format!("%{byte:02X}")).collect();
        let seen = browser.page(&format!("/students?search={encoded}")).await;
        assert!(listed(&seen).contains(&"2023-00010".to_owned()), "{words}");
    }
}

#[tokio::test]
async fn hostile_names_are_shown_as_they_are_and_run_nowhere() {
    let town = town(20).await;
    let browser = Browser::new(town.office.clone());
    let seen = browser.page("/students?search=230000000").await;
    for name in HOSTILE {
        assert!(!seen.has(&format!(">{name}<")), "{name}");
    }
    assert!(seen.has("&#60;script&#62;alert(1)&#60;/script&#62;"), "shown");
    let echoed = browser.page("/students?search=%22%3E%3Cscript%3Ealert(2)%3C%2Fscript%3E").await;
    assert!(echoed.has("没有符合条件的学生"));
    assert!(!echoed.has("alert(2)</script>"));
    let csv = browser.get("/students.csv").await;
    assert!(csv.has("\"O\"\"Brien' onload='x\""));
}

#[tokio::test]
async fn no_match_and_no_student_are_two_things() {
    let town = town(20).await;
    let seen = Browser::new(town.office.clone()).page("/students?search=zzzz").await;
    assert!(seen.has("没有符合条件的学生") && seen.values("href").contains(&"/students"));
    let empty = empty().await;
    let seen = Browser::new(empty.office.clone()).page("/students").await;
    assert!(seen.has("名册里还没有学生") && !seen.has("没有符合条件"));
}

#[tokio::test]
async fn an_address_that_cannot_be_read_says_what_is_wrong() {
    let town = town(20).await;
    let browser = Browser::new(town.office.clone());
    for (query, words) in [
        ("standing=asleep", "“asleep”不是学籍状态"),
        ("after=xyz", "翻页位置“xyz”"),
        ("after=&before=", "只能有一个"),
    ] {
        let seen = browser.get(&format!("/students?{query}")).await;
        assert_eq!(seen.status, StatusCode::BAD_REQUEST, "{query}");
        assert!(seen.has(words), "{query}");
        seen.must_be_well_made(query);
    }
}

#[tokio::test]
async fn the_list_is_read_in_english() {
    let town = town(20).await;
    let seen = Browser::new(town.office.clone()).english().page("/students").await;
    for words in
        ["Student list", "Beijing Vocational College of Agriculture", "Studying", "Secondary", ">128<"]
    {
        assert!(seen.has(words), "{words}");
    }
}
