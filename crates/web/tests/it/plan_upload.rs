//! Files that are no plan, names that are no names, forms of other sites: each has its answer, and nothing is kept.

use crate::browser::{Browser, Seen};
use crate::plan_forms::{send, upload};
use crate::round_city::{ANNEX, all_worded};
use crate::town::{Town, empty};
use axum::http::StatusCode;
use guantong_documents::{Content, Look, Table, write_xlsx};

const HEADINGS: [&str; 6] = ["项目类型", "招生规模", "招生院校", "招生专业", "合作本科高校", "招生计划"];

fn workbook(rows: &[[&str; 6]]) -> Vec<u8> {
    let cell = |text: &&str| {
        let content = match text.parse::<i64>() {
            Ok(number) => Content::Number(number),
            Err(_) if text.is_empty() => Content::Blank,
            Err(_) => Content::Text((*text).to_owned()),
        };
        (content, Look::Body)
    };
    let rows = [&[HEADINGS], rows].concat().iter().map(|row| row.iter().map(cell).collect()).collect();
    let table = Table { name: "表".to_owned(), widths: vec![10; 6], rows, merged: Vec::new(), head_rows: 1 };
    write_xlsx(&[table], jiff::civil::date(2023, 4, 10)).unwrap()
}

/// A package of parts, stored as they are.
fn package(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let (mut all, mut central) = (Vec::new(), Vec::new());
    for (name, content) in parts {
        let at = u32::try_from(all.len()).unwrap().to_le_bytes();
        let common = common(name, content);
        all.extend([b"PK\x03\x04", &common[..], name.as_bytes(), content].concat());
        central.extend([b"PK\x01\x02", &[20, 0][..], &common, &[0; 10], &at, name.as_bytes()].concat());
    }
    let count = u16::try_from(parts.len()).unwrap().to_le_bytes();
    let sizes = [central.len(), all.len()].map(|size| u32::try_from(size).unwrap().to_le_bytes()).concat();
    [&all[..], &central, b"PK\x05\x06", &[0; 4], &count, &count, &sizes, &[0, 0]].concat()
}

/// What both heads of a part begin with.
fn common(name: &str, content: &[u8]) -> Vec<u8> {
    let crc = !content.iter().fold(!0_u32, |crc, byte| {
        (0..8).fold(
            crc ^ u32::from(*byte),
            |crc, _| if crc & 1 == 1 { crc >> 1 ^ 0xEDB8_8320 } else { crc >> 1 },
        )
    });
    let size = u32::try_from(content.len()).unwrap().to_le_bytes();
    let length = u16::try_from(name.len()).unwrap().to_le_bytes();
    [&[20, 0, 0, 0, 0, 0, 0, 0, 0, 0][..], &crc.to_le_bytes(), &size, &size, &length, &[0, 0]].concat()
}

async fn refused(name: &str, bytes: &[u8]) -> (Town, Seen) {
    let town = empty().await;
    let browser = Browser::new(town.office.clone());
    let seen = upload(&browser, "2023", 0, name, bytes).await;
    assert_eq!(seen.status, StatusCode::UNPROCESSABLE_ENTITY, "{name}: {}", seen.shown());
    seen.must_be_well_made(name);
    all_worded(&seen);
    assert!(seen.has("没有存下") && seen.has("class=\"errors\"") && seen.has("id=\"file-error\""), "{name}");
    assert!(seen.has("value=\"2023\""), "the year stays");
    assert!(town.office.plan_draft(2023).await.unwrap().is_none(), "{name}: nothing is kept");
    (town, seen)
}

#[tokio::test]
async fn what_is_no_table_says_what_it_is_and_what_to_do() {
    for (name, bytes, words) in [
        ("nothing.xlsx", Vec::new(), "文件里没有内容"),
        ("plan.xlsx", b"%PDF-1.7\n".to_vec(), "是 PDF"),
        (
            "plan.ods",
            package(&[
                ("mimetype", b"application/vnd.oasis.opendocument.spreadsheet"),
                ("content.xml", b"<x/>"),
            ]),
            "（.ods）",
        ),
        ("plan.xlsx", b"PK\x03\x04rubbish".to_vec(), "文件已损坏"),
        ("plan.csv", "院校,人数\n甲,30\n".as_bytes().to_vec(), "没有标题行"),
        ("plan.xlsx", workbook(&[]), "没有一个专业"),
    ] {
        let (_town, seen) = refused(name, &bytes).await;
        assert!(seen.has(words), "{name}: {}", seen.shown());
        assert_eq!(seen.text.matches("<li><a href=\"#file\">").count(), 1, "{name}");
    }
}

#[tokio::test]
async fn every_wrong_cell_comes_back_with_its_place() {
    let line = |major: &'static str, places: &'static str| {
        ["高本贯通", "", "北京信息职业技术学院", major, "北京信息科技大学", places]
    };
    let bytes = workbook(&[
        line("软件技术", "-30"),
        line("大数据技术", "三十"),
        line("人工智能技术应用", "0"),
        line("", "30"),
    ]);
    let (_town, seen) = refused("wrong.xlsx", &bytes).await;
    for words in [
        "有 4 处需要更正",
        "（F2）：-30 是负数",
        "（F3）：“三十”不是数字",
        "（F4）：人数为 0",
        "（D5）：没有专业名称",
        "其余见上方",
    ] {
        assert!(seen.has(words), "{words}: {}", seen.shown());
    }
}

#[tokio::test]
async fn more_mistakes_than_are_listed_are_counted() {
    let lines = vec![
        ["高本贯通", "", "北京信息职业技术学院", "软件技术", "北京信息科技大学", "x"];
        130
    ];
    let (_town, seen) = refused("wrong.xlsx", &workbook(&lines)).await;
    assert_eq!(seen.text.matches("<li><a href=\"#file\">").count(), 100);
    assert!(seen.has("另有 30 处没有列出。"));
}

#[tokio::test]
async fn a_year_that_is_none_and_a_form_without_a_file_are_said_beside_their_fields() {
    let town = empty().await;
    let browser = Browser::new(town.office.clone());
    for year in ["", "23", "二〇二三", "<b>", "-2023", "99999999999"] {
        let seen = upload(&browser, year, 0, "annex-2023.xlsx", ANNEX).await;
        assert_eq!(seen.status, StatusCode::UNPROCESSABLE_ENTITY, "{year}");
        assert!(
            seen.has("id=\"year-error\"") && seen.has("请填四位数字") && !seen.has("value=\"<b>"),
            "{year}"
        );
    }
    let seen = upload(&browser, "2023", 0, "", b"").await;
    assert_eq!(seen.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(seen.has("没有选择文件"));
}

#[tokio::test]
async fn a_file_over_the_limit_is_refused_with_the_limit() {
    let town = empty().await;
    let browser = Browser::new(town.office.clone());
    let seen = upload(&browser, "2023", 0, "large.xlsx", &vec![0; 21 * 1024 * 1024]).await;
    assert_eq!(seen.status, StatusCode::PAYLOAD_TOO_LARGE);
    assert!(seen.has("文件超过 20 MiB，没有存下") && seen.has("value=\"2023\""));
    let seen = upload(&browser, "2023", 0, "large.xlsx", &vec![0; 20 * 1024 * 1024 + 1]).await;
    assert!(seen.has("最多 20 MiB"), "{}", seen.shown());
}

#[tokio::test]
async fn what_is_not_a_form_is_no_fault() {
    let town = empty().await;
    let browser = Browser::new(town.office.clone());
    let here = "http://127.0.0.1:8620";
    for body in [Vec::new(), b"rubbish".to_vec(), b"------a-boundary\r\n".to_vec()] {
        let seen = send(&browser, body.clone(), here).await;
        assert_eq!(seen.status, StatusCode::BAD_REQUEST, "{body:?}");
        assert!(seen.has("上传的内容不完整"), "{}", seen.shown());
    }
    let request = browser.request("POST", "/plans/import").header("content-type", "text/plain");
    let seen = browser.ask(request.body(axum::body::Body::from("x")).unwrap()).await;
    assert_eq!(seen.status, StatusCode::BAD_REQUEST);
    assert!(browser.reports.lock().unwrap().is_empty(), "none of this is a fault of ours");
}

#[tokio::test]
async fn another_sites_upload_is_refused() {
    let town = empty().await;
    let browser = Browser::new(town.office.clone());
    let seen = send(&browser, Vec::new(), "http://evil.example").await;
    assert_eq!(seen.status, StatusCode::FORBIDDEN);
    for address in ["/plans/2023/import", "/plans/2023/import/discard"] {
        let request = browser
            .request("POST", address)
            .header("host", "127.0.0.1:8620")
            .header("sec-fetch-site", "cross-site")
            .header("content-type", "application/x-www-form-urlencoded");
        let seen = browser.ask(request.body(axum::body::Body::from("version=1")).unwrap()).await;
        assert_eq!(seen.status, StatusCode::FORBIDDEN, "{address}");
    }
}

#[tokio::test]
async fn a_files_name_is_shown_and_never_run() {
    for (name, shown) in [
        ("\"><script>alert(1)</script>.xlsx", "script&#62;.xlsx"),
        ("../../../etc/passwd", ">passwd<"),
        ("C:\\Users\\甲\\计划 表.xlsx", ">计划 表.xlsx<"),
        ("a\u{202e}xslx.exe", ">axslx.exe<"),
    ] {
        let town = empty().await;
        let browser = Browser::new(town.office.clone());
        let seen = upload(&browser, "2023", 0, name, ANNEX).await;
        assert_eq!(seen.status, StatusCode::SEE_OTHER, "{name}: {}", seen.shown());
        for address in ["/plans/2023/import", "/plans/import"] {
            let seen = browser.page(address).await;
            assert!(seen.has(shown), "{address}: {name}");
        }
    }
}

#[tokio::test]
async fn an_upload_never_takes_the_place_of_a_draft_that_was_not_seen() {
    let town = empty().await;
    let browser = Browser::new(town.office.clone());
    assert_eq!(upload(&browser, "2023", 0, "one.xlsx", ANNEX).await.status, StatusCode::SEE_OTHER);
    let seen = upload(&browser, "2023", 0, "two.xlsx", ANNEX).await;
    assert_eq!(seen.status, StatusCode::CONFLICT);
    seen.must_be_well_made("two");
    assert!(
        seen.has("另一份核对中的草稿，没有替换")
            && seen.has("one.xlsx")
            && seen.has("name=\"version\" value=\"1\"")
    );
    assert_eq!(upload(&browser, "2023", 1, "two.xlsx", ANNEX).await.status, StatusCode::SEE_OTHER);
    assert!(browser.page("/plans/2023/import").await.has("two.xlsx"));
}
