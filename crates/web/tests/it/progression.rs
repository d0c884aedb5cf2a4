//! `/progression`: rules on file listed and shown, a file checked first and then put on file, byte for byte.
// case: 3.4.2.a, 3.4.2.b, 4.2.2.c

use crate::browser::{Browser, Seen};
use crate::town::on;
use axum::body::Body;
use jiff::civil::date;

const FIRST: &str = include_str!("../../../../demo/progression-rules/changping-2026-1.toml");
const SECOND: &str = include_str!("../../../../demo/progression-rules/changping-2026-2.toml");
const COMMISSION: &str = include_str!("../../../../demo/progression-rules/commission-2028.toml");
const BOUNDARY: &str = "----guantong-test";

async fn send(browser: &Browser, fields: &[(&str, Option<&str>, &[u8])]) -> Seen {
    let mut body = Vec::new();
    for (name, file, bytes) in fields {
        let file = file.map(|file| format!("; filename=\"{file}\"")).unwrap_or_default();
        let head = format!("--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"{name}\"{file}\r\n\r\n");
        body.extend([head.as_bytes(), bytes, b"\r\n"].concat());
    }
    body.extend(format!("--{BOUNDARY}--\r\n").bytes());
    let request = browser
        .request("POST", "/progression")
        .header("content-type", format!("multipart/form-data; boundary={BOUNDARY}"))
        .body(Body::from(body))
        .unwrap();
    browser.ask(request).await
}

/// Sends what a check gave back.
async fn file_it(browser: &Browser, checked: &Seen) -> Seen {
    let value = |name: &str| {
        let rest = checked.text.split(&format!("name=\"{name}\" value=\"")).nth(1).unwrap();
        rest.split('"').next().unwrap().to_owned()
    };
    let (name, bytes) = (value("name"), value("checked"));
    send(browser, &[("name", None, name.as_bytes()), ("checked", None, bytes.as_bytes())]).await
}

#[tokio::test]
async fn a_file_is_checked_then_filed_then_listed_by_year_and_issuer() {
    let town = on(date(2026, 7, 5)).await;
    let browser = Browser::new(town.office.clone());
    let empty = browser.page("/progression").await;
    assert!(empty.has("还没有备案的办法") && empty.has("转段办法</a>"), "{}", empty.shown());
    let head = town.office.storage().head().await.unwrap();
    let windows = FIRST.replace('\n', "\r\n");
    for (name, text) in [("1.toml", windows.as_str()), ("2.toml", SECOND), ("commission.toml", COMMISSION)] {
        let before = town.office.storage().head().await.unwrap();
        let checked = send(&browser, &[("file", Some(name), text.as_bytes())]).await;
        assert_eq!(checked.status, 200, "{}", checked.shown());
        checked.must_be_well_made(name);
        assert!(checked.has("检查结果：可以备案") && checked.has("还没有备案"));
        assert_eq!(town.office.storage().head().await.unwrap(), before, "a check writes nothing");
        let filed = file_it(&browser, &checked).await;
        assert_eq!(filed.status, 303, "{}", filed.shown());
        assert!(filed.header("location").ends_with("?filed=new"), "{}", filed.header("location"));
        assert!(browser.page(filed.header("location")).await.has("已备案。"));
    }
    assert_eq!(town.office.storage().head().await.unwrap().0, head.0 + 3);

    let again = send(&browser, &[("file", Some("again.toml"), SECOND.as_bytes())]).await;
    assert!(again.has("早已备案，再次备案不会写入"));
    let again = file_it(&browser, &again).await;
    assert!(again.status == 303 && again.header("location").ends_with("?filed=same"));
    assert!(browser.page(again.header("location")).await.has("早已备案，没有写入"));
    assert_eq!(town.office.storage().head().await.unwrap().0, head.0 + 3, "nothing new");

    let list = browser.page("/progression").await;
    let place = |words: &str| list.text.find(words).unwrap_or_else(|| panic!("{words}: {}", list.shown()));
    assert!(place("2028年　市教委") < place("2026年　北京市昌平职业学校"), "the newest year first");
    assert!(place("（2026年）</a>") < place("（2026年，试行）</a>"), "the newest version first");
    assert_eq!(list.text.matches("今天有效").count(), 1, "only the second version is in force in July 2026");
    Browser::new(town.office.clone()).english().page("/progression").await;

    let school = "%E5%8C%97%E4%BA%AC%E5%B8%82%E6%98%8C%E5%B9%B3%E8%81%8C%E4%B8%9A%E5%AD%A6%E6%A0%A1";
    let one = browser.page(&format!("/progression/{school}/2026/2")).await;
    for words in ["文化素质", "40%", "职业技能", "60%", "2.toml", "三（四）2", "今天有效"] {
        assert!(one.has(words), "{words}: {}", one.shown());
    }
    let papers = browser.page("/progression/commission/2028/1").await;
    for words in ["专业基础课", "加分", "演示〔2028〕1号", "110"] {
        assert!(papers.has(words), "{words}: {}", papers.shown());
    }
    Browser::new(town.office.clone()).english().page("/progression/commission/2028/1").await;
    let file = browser.get(&format!("/progression/{school}/2026/1/file")).await;
    assert_eq!(file.text, windows, "the file as it was given, byte for byte");
    assert!(file.header("content-type").starts_with("text/plain"));
    for address in
        ["/progression/commission/2028/2", "/progression/commission/x/1", "/progression/none/2026/1/file"]
    {
        assert_eq!(browser.get(address).await.status, 404, "{address}");
    }
}

#[tokio::test]
async fn what_is_wrong_comes_back_with_its_line_and_nothing_is_written() {
    let town = on(date(2026, 7, 5)).await;
    let browser = Browser::new(town.office.clone());
    let head = town.office.storage().head().await.unwrap();
    let heavy = SECOND.replace("weight = 60", "weight = 70").replace("version = 2", "version = \"2\"");
    let line = 1 + SECOND.lines().position(|line| line.starts_with("version")).unwrap();
    for (bytes, status, words) in [
        (heavy.into_bytes(), 422, format!("rules.toml 第{line}行“version”")),
        (SECOND.replace("weight = 60", "weight = 70").into_bytes(), 422, "110".to_owned()),
        (b"title = ".to_vec(), 422, "第1行".to_owned()),
        (vec![0xff, 0xfe, b'a'], 422, "不是 UTF-8".to_owned()),
        (Vec::new(), 422, "没有选择文件".to_owned()),
        (vec![b'#'; 70 * 1024], 413, "超过 64 KiB".to_owned()),
    ] {
        let seen = send(&browser, &[("file", Some("rules.toml"), &bytes)]).await;
        assert_eq!(seen.status, status, "{words}: {}", seen.shown());
        assert!(
            seen.has(&words) && seen.has("class=\"errors\"") && seen.has("id=\"file-error\""),
            "{words}: {}",
            seen.shown()
        );
        seen.must_be_well_made(&words);
    }
    let hostile = send(&browser, &[("file", Some("<b>x.toml"), b"a")]).await;
    assert!(hostile.status == 422 && !hostile.has("<b>x.toml"), "{}", hostile.shown());
    let forged = send(&browser, &[("name", None, b"a.toml"), ("checked", None, b"zz")]).await;
    assert_eq!(forged.status, 400);
    assert_eq!(town.office.storage().head().await.unwrap(), head, "nothing was written");
}
