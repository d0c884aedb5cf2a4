//! `/students/{id}`.

use crate::browser::{Browser, Seen};
use crate::lives::{AWAY, EXITED, FRESH, REPEATED, RESUMED, WITHDRAWN, lives};
use axum::http::StatusCode;
use jiff::civil::date;

/// The years of the band, each with its classes.
fn years(seen: &Seen) -> Vec<(String, String)> {
    let row = seen.text.split("band--year\">").nth(1).unwrap().split("</ol>").next().unwrap();
    let cell = |li: &str| {
        let class = li.split('"').nth(1).unwrap().to_owned();
        let title = li.split("<b>").nth(1).unwrap().split("</b>").next().unwrap().to_owned();
        (title, class)
    };
    row.split("<li ").skip(1).map(cell).collect()
}

fn titles(seen: &Seen) -> Vec<String> {
    years(seen).into_iter().map(|(title, _)| title).collect()
}

#[tokio::test]
async fn a_leave_makes_one_more_year_and_the_return_joins_the_next_class() {
    let town = lives(date(2027, 11, 22)).await;
    let seen = Browser::new(town.office.clone()).page(&format!("/students/{RESUMED}")).await;
    assert_eq!(titles(&seen), ["中职 1", "离校", "中职 2", "中职 3", "高职 1", "高职 2", "本科 1", "本科 2"]);
    let years = years(&seen);
    assert!(
        years[1].1.contains("is-break")
            && years[4].1 == "from-5 to-6 dip-2"
            && years[5].1.contains("is-ahead")
    );
    for words in [
        "years-8",
        "高职学段第 1 学年",
        "贯通第 4 学年",
        "2023年入学，2024级",
        "今天 11月22日",
        "at-20",
        "10月8日起",
        "中职毕业证书　2027年7月2日已发",
        "专科学历证书　预计2029年7月",
        "本科学历证书（专升本）　预计2031年7月",
        "北京联合大学",
        "三（三）2",
        "报名号 2311****0000",
    ] {
        assert!(seen.has(words), "{words}");
    }
    assert_eq!(seen.title(), "学籍档案 · 贯通", "no name in a title");
    assert_eq!(seen.text.matches("stamp--accepted").count(), 7);
}

#[tokio::test]
async fn every_decision_shows_its_clauses_in_the_notices_own_words() {
    let town = lives(date(2027, 11, 22)).await;
    let seen = Browser::new(town.office.clone()).page(&format!("/students/{RESUMED}")).await;
    let entries: Vec<_> = seen.text.split("<article class=\"decision\">").skip(1).collect();
    assert_eq!(entries.len(), 7);
    for entry in entries {
        let entry = entry.split("</article>").next().unwrap();
        assert!(entry.contains("<details class=\"clause\""), "{entry}");
        assert!(entry.contains("京教职成〔2023〕6号"), "{entry}");
    }
    assert!(seen.has("可转入该校贯通培养下一届开设的相同或相近专业学习"));
}

#[tokio::test]
async fn a_repeat_makes_one_more_year_and_uses_the_right() {
    let town = lives(date(2026, 11, 22)).await;
    let seen = Browser::new(town.office.clone()).page(&format!("/students/{REPEATED}")).await;
    assert_eq!(
        titles(&seen),
        ["中职 1", "中职 2", "中职 3", "中职 3", "高职 1", "高职 2", "本科 1", "本科 2"]
    );
    assert!(years(&seen)[3].1.contains("is-break"));
    assert_eq!(seen.text.matches("is-used").count(), 1);
}

#[tokio::test]
async fn an_ended_record_shows_no_years_to_come_and_no_options() {
    let town = lives(date(2026, 11, 22)).await;
    let browser = Browser::new(town.office.clone());
    let seen = browser.page(&format!("/students/{WITHDRAWN}")).await;
    assert_eq!(titles(&seen), ["中职 1", "中职 2", "－", "－", "－", "－", "－"]);
    assert!(seen.has("退学，2025年3月3日") && seen.has("终止"));
    assert!(seen.has("&#60;b&#62;张&#34;一&#39;诺&#60;/b&#62;") && !seen.has("<b>张"), "a hostile name");
    let seen = browser.page(&format!("/students/{EXITED}")).await;
    assert!(seen.has("中职毕业证书　2026年7月1日已发"));
    assert_eq!(seen.text.matches("class=\"is-used\"").count(), 5, "all rights are used or past");
}

#[tokio::test]
async fn who_is_away_would_come_back_to_the_next_class() {
    let town = lives(date(2025, 11, 22)).await;
    let seen = Browser::new(town.office.clone()).page(&format!("/students/{AWAY}")).await;
    assert_eq!(titles(&seen), ["中职 1", "中职 2", "离校", "中职 3", "高职 1", "高职 2", "本科 1", "本科 2"]);
    assert!(seen.has("2025年9月20日至2026年8月31日"));
    assert!(seen.has("复学</a><span class=\"chip chip--ok\">可办"));
    assert!(seen.has("编入2024级"));
}

#[tokio::test]
async fn what_cannot_be_done_now_says_why_on_which_clause() {
    let town = lives(date(2023, 9, 28)).await;
    let seen = Browser::new(town.office.clone()).page(&format!("/students/{FRESH}")).await;
    let closed = seen.text.split("id=\"h-closed\"").nth(1).unwrap();
    for words in ["转段升学", "尚未完成", "三（四）1", "毕业退出"] {
        assert!(closed.contains(words), "{words}");
    }
    assert!(seen.has("休学</a><span class=\"chip chip--ok\">可办"));
    assert_eq!(seen.text.matches("class=\"band__name\"").count(), 3);
}

#[tokio::test]
async fn a_record_can_be_asked_as_of_a_day() {
    let town = lives(date(2027, 11, 22)).await;
    let browser = Browser::new(town.office.clone());
    let seen = browser.page(&format!("/students/{RESUMED}?as-of=2025-03-01&known-on=")).await;
    assert!(seen.has("这是2025年3月1日的档案") && seen.has("休学") && !seen.has("id=\"h-open\""));
    assert_eq!(seen.text.matches("stamp--accepted").count(), 3);
    assert!(seen.has("value=\"2025-03-01\""));
    for (query, words) in
        [("as-of=gestern", "“gestern”不是日期"), ("as-of=2023-01-01", "这一天还没有这份档案")]
    {
        let seen = browser.get(&format!("/students/{RESUMED}?{query}")).await;
        assert_eq!(seen.status, StatusCode::BAD_REQUEST, "{query}");
        assert!(seen.has(words), "{query}");
        seen.must_be_well_made(query);
    }
}

#[tokio::test]
async fn nobody_is_a_page_like_any_other_that_is_not_there() {
    let town = lives(date(2023, 9, 28)).await;
    let browser = Browser::new(town.office.clone());
    for id in ["2023-99999", "%3Cscript%3E", "..%2F..", "0"] {
        let seen = browser.get(&format!("/students/{id}")).await;
        assert_eq!(seen.status, StatusCode::NOT_FOUND, "{id}");
        seen.must_be_well_made(id);
    }
}

#[tokio::test]
async fn every_record_is_read_in_english_on_every_kind_of_day() {
    for today in [date(2023, 8, 1), date(2024, 12, 1), date(2026, 7, 15), date(2027, 11, 22)] {
        let town = lives(today).await;
        for browser in [Browser::new(town.office.clone()), Browser::new(town.office.clone()).english()] {
            for id in [RESUMED, FRESH, REPEATED, WITHDRAWN, AWAY, EXITED] {
                browser.page(&format!("/students/{id}")).await;
            }
        }
    }
}

#[tokio::test]
async fn a_command_is_tried_without_writing_and_carried_out_on_the_version_seen() {
    let town = lives(date(2023, 9, 28)).await;
    let browser = Browser::new(town.office.clone());
    let address = format!("/students/{FRESH}/commands/leave");
    let seen = browser.page(&address).await;
    let version =
        seen.text.split("name=\"version\" value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
    let send = |typed: String| {
        let request = browser
            .request("POST", &address)
            .header("content-type", "application/x-www-form-urlencoded")
            .body(axum::body::Body::from(typed))
            .unwrap();
        browser.ask(request)
    };
    let before = town.office.storage().head().await.unwrap();
    let tried = send(format!("version={version}&on=2023-10-01&until=2024-08-31&kind=health&do=try")).await;
    assert!(tried.has("stamp--accepted") && tried.has("没有写入"));
    let bad = send(format!("version={version}&on=gestern&until=&do=apply")).await;
    assert_eq!(bad.status, 422);
    assert!(bad.has("“gestern”不是日期") && bad.has("这一项必须填写"));
    assert_eq!(town.office.storage().head().await.unwrap(), before, "nothing was written");

    let done = send(format!("version={version}&on=2023-10-01&until=2024-08-31&kind=health&do=apply")).await;
    assert_eq!(done.status, 303);
    let late = send(format!("version={version}&on=2023-10-02&until=2024-08-31&do=apply")).await;
    assert_eq!(late.status, 409);
    assert!(late.has("value=\"2023-10-02\""), "what was typed stays");
    assert_eq!(town.office.storage().head().await.unwrap().0, before.0 + 1);

    // Refused while on leave: shown first, and kept on record only where that is asked for.
    let again = format!("version={}&on=2023-10-05&until=2024-08-31", version.parse::<i64>().unwrap() + 1);
    let refused = send(format!("{again}&do=apply")).await;
    assert!(refused.has("stamp--refused") && refused.has("value=\"keep\""));
    assert_eq!(town.office.storage().head().await.unwrap().0, before.0 + 1);
    assert_eq!(send(format!("{again}&do=keep")).await.status, 303);
    let record = browser.page(&format!("/students/{FRESH}")).await;
    assert!(record.has("stamp--refused"), "the refusal stands in the record");
    for address in [format!("/students/{FRESH}/commands/fly"), "/students/none/commands/leave".to_owned()] {
        assert_eq!(browser.get(&address).await.status, 404, "{address}");
    }
}

// case: 3.3.4.b
#[tokio::test]
async fn a_certificate_says_whence_it_comes_and_why_not_from_the_other() {
    let town = lives(date(2027, 11, 22)).await;
    let browser = Browser::new(town.office.clone());
    let english = Browser::new(town.office.clone()).english();
    let record = browser.page(&format!("/students/{RESUMED}")).await;
    let address =
        record.values("href").into_iter().find(|href| href.starts_with("/certificates/")).unwrap().to_owned();
    let seen = browser.page(&address).await;
    assert!(seen.has("中职毕业证书") && seen.has("有效") && seen.has("沈知行"));
    assert!(seen.has("中职学段的学籍在北京市昌平职业学校，相应学段的证书由学籍所在学校颁发"));
    assert!(seen.has("是合作本科高校，中职学段的学籍不在那里"));
    assert!(seen.has("stamp--accepted"), "the decision that issued it");
    english.page(&address).await;
    assert_eq!(browser.get("/certificates/GT1999S000001").await.status, 404);
}
