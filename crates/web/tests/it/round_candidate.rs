//! Candidates of a published round: found, listed, explained, and checked against the published digest.

use crate::browser::{Browser, Seen};
use crate::round_city::{
    BELOW, DRAWN, FULL, NO_HOUSEHOLD, OPEN, SECOND, TIED, UNQUALIFIED, WITHOUT, all_worded, published,
};
use crate::town::Town;
use axum::http::StatusCode;
use guantong_admission::seal;

async fn candidate(town: &Town, no: &str) -> Seen {
    let address = format!("/rounds/2023/early/candidates/{no}");
    let english = Browser::new(town.office.clone()).english().page(&address).await;
    all_worded(&english);
    let seen = Browser::new(town.office.clone()).page(&address).await;
    all_worded(&seen);
    assert!(!seen.title().contains(no) && !seen.title().contains('沈'), "{}", seen.title());
    assert!(!seen.shown().contains(no), "the number is masked");
    seen
}

#[tokio::test]
async fn a_candidate_admitted_to_the_second_preference_sees_why_not_the_first() {
    let town = published().await;
    let seen = candidate(&town, SECOND).await;
    assert_eq!(seen.title(), "为什么录到这里 · 贯通");
    for words in [
        "&#60;b onload=x&#62;沈&#38;&#34;知行，报名号 2301****0901",
        "语 86　数 83　外 91",
        "25 个名额已由位次在前的考生录满。末位 531 分，高于本人 528 分。",
        "本人528 分",
        "stamp stamp--accepted",
        "60 个名额已录 0 人，本人列第 1 位。末位录取 500 分。",
        "3–4",
        "其余 2 个志愿",
        "已在第 2 志愿录取，后面的志愿不再检索",
        "总分须高于 531 分",
        "共 64 人有资格",
        "核对一致",
        FULL.0,
        OPEN.1,
    ] {
        let found = seen.has(words) || seen.has(&words.replace("本人528", "本人 528"));
        assert!(found, "{words}");
    }
    assert_eq!(seen.text.matches("class=\"ruler\"").count(), 2);
    assert_eq!(seen.text.matches("ruler__gap").count() + seen.text.matches("ruler__gain").count(), 2);
    assert!(!seen.has("<b onload"), "a name is never run");
}

#[tokio::test]
async fn equal_totals_are_told_apart_by_the_key_that_decides_and_no_further() {
    let town = published().await;
    let seen = candidate(&town, TIED).await;
    assert_eq!(seen.title(), "为什么没有录取 · 贯通");
    assert!(seen.has("末位也是 531 分。依次比较到“语文”分出先后：末位 88，本人 86。"));
    let table = seen.text.split("class=\"ties\"").nth(1).unwrap().split("</table>").next().unwrap();
    assert_eq!(table.matches("class=\"is-key\"").count(), 2);
    assert!(table.contains(">88<") && table.contains(">86<"));
    assert!(
        !table.contains("数学") && !table.contains(">80<"),
        "what was not compared is not shown of the other"
    );
    assert!(seen.has("总分同为 531 分时，“语文”须好于 88") && seen.has("可以参加统一招生"));
    assert_eq!(seen.text.matches("class=\"ruler\"").count(), 0, "a ruler shows no difference");
    let seen = candidate(&town, DRAWN).await;
    assert!(seen.has("依次比较到“随机号（小者在前）”分出先后：末位 25，本人 903。"));
    let table = seen.text.split("class=\"ties\"").nth(1).unwrap().split("</table>").next().unwrap();
    assert!(table.contains("外语") && table.contains("随机号"));
}

#[tokio::test]
async fn whoever_is_not_eligible_is_told_by_which_clause() {
    let town = published().await;
    for (no, words, clause, way) in [
        (BELOW, "总分低于最低录取分数线", "三（一）2", "总分须达到 490 分，本人 489 分，差 1 分"),
        (NO_HOUSEHOLD, "没有本市正式户籍", "三（一）1", "通知没有列出例外"),
        (UNQUALIFIED, "没有当年中考升学资格", "三（一）1", "须有当年中考升学资格"),
    ] {
        let seen = candidate(&town, no).await;
        assert_eq!(seen.title(), "为什么没有参加录取 · 贯通");
        for words in
            [words, way, "不符合条件", "没有参加排位", "未参与分配", "stamp stamp--refused", "更正条目"]
        {
            assert!(seen.has(words), "{no}: {words}");
        }
        let summaries: Vec<_> = seen
            .text
            .split("<summary>")
            .skip(1)
            .map(|rest| rest.split("</summary>").next().unwrap())
            .collect();
        assert_eq!(summaries.first(), Some(&clause), "{no}");
        assert!(seen.has("chip--no"), "{no}");
    }
    let seen = candidate(&town, WITHOUT).await;
    assert!(seen.has("没有填报本轮的志愿。") && seen.has("stamp--refused"));
}

#[tokio::test]
async fn the_file_alone_arrives_at_the_published_digest() {
    let town = published().await;
    let browser = Browser::new(town.office.clone());
    let seen = browser.get(&format!("/rounds/2023/early/candidates/{SECOND}/proof.json")).await;
    assert_eq!(seen.header("content-type"), "application/json");
    assert_eq!(seen.header("content-disposition"), "attachment; filename=\"proof-2023-early.json\"");
    assert_eq!(seen.header("cache-control"), "no-store");
    let file: serde_json::Value = serde_json::from_str(&seen.text).unwrap();
    let digest = |value: &serde_json::Value| seal::parse_hex(value.as_str().unwrap()).unwrap();
    let number = |name: &str| usize::try_from(file[name].as_u64().unwrap()).unwrap();
    let path = seal::Path {
        leaf: number("leaf"),
        leaves: number("leaves"),
        beside: file["beside"].as_array().unwrap().iter().map(digest).collect(),
    };
    let line = file["line"].as_str().unwrap();
    assert!(line.starts_with(&format!("{SECOND},admitted,")) && line.ends_with(",2,admitted"), "{line}");
    assert!(seal::verify(
        &seal::leaf(&digest(&file["salt"]), line.as_bytes()),
        &path,
        &digest(&file["root"])
    ));
    let other = line.replace("admitted,", "not-admitted,");
    assert!(!seal::verify(
        &seal::leaf(&digest(&file["salt"]), other.as_bytes()),
        &path,
        &digest(&file["root"])
    ));
    assert!(!seen.text.contains(TIED) && !seen.has("secret"), "nobody else is in it");
}

#[tokio::test]
async fn candidates_are_found_by_name_reading_initials_and_number() {
    let town = published().await;
    let browser = Browser::new(town.office.clone());
    let list = "/rounds/2023/early/candidates";
    for search in ["%E6%9B%BE%E4%B8%80%E8%AF%BA", "zengyinuo", "zyn", TIED] {
        let seen = browser.get(&format!("{list}?search={search}")).await;
        assert_eq!(
            (seen.status, seen.header("location")),
            (StatusCode::SEE_OTHER, format!("{list}/{TIED}").as_str()),
            "{search}"
        );
    }
    let seen = browser.page(&format!("{list}?search=wj")).await;
    all_worded(&seen);
    assert_eq!(seen.text.matches("data-label=\"报名号\"").count(), 24);
    assert!(seen.has("2301****0001") && !seen.shown().contains("230100000001"));
    for search in ["nobody", "%25", "%27%3B--", "_"] {
        let seen = browser.page(&format!("{list}?search={search}")).await;
        assert!(seen.has("没有符合条件的考生。"), "{search}");
    }
    for (query, count) in
        [("outcome=ineligible", 3), ("outcome=not-admitted", 3), ("outcome=ineligible&search=x", 0)]
    {
        let seen = browser.page(&format!("{list}?{query}")).await;
        assert_eq!(seen.text.matches("data-label=\"报名号\"").count(), count, "{query}");
    }
    let seen = browser.get(&format!("{list}?outcome=lucky")).await;
    assert_eq!(seen.status, StatusCode::BAD_REQUEST);
    assert!(seen.has("请回到列表重新筛选"));
}

#[tokio::test]
async fn the_list_goes_on_from_the_last_number() {
    let town = published().await;
    let browser = Browser::new(town.office.clone());
    let first = browser.page("/rounds/2023/early/candidates").await;
    assert_eq!(first.text.matches("data-label=\"报名号\"").count(), 50);
    let next = first.elements("a").find(|link| link.contains("rel=\"next\"")).unwrap();
    let next = next.split("href=\"").nth(1).unwrap().split('"').next().unwrap().replace("&#38;", "&");
    assert_eq!(next, "/rounds/2023/early/candidates?after=230100000050");
    let second = browser.page(&next).await;
    assert_eq!(second.text.matches("data-label=\"报名号\"").count(), 17);
    assert!(!second.has("rel=\"next\"") && second.has("第一页"));
}
