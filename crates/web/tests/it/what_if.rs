//! `/what-if`: a draft given in as files, answered at once; and every file that cannot be one.

use crate::browser::{Browser, Seen};
use crate::round_city::published;
use axum::body::Body;
use axum::http::StatusCode;
use guantong_policy::edition::builtin_files;
use std::io::{Cursor, Write};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

const NOTICE: &str = "parameters/notice.toml";

fn text(name: &str) -> &'static str {
    builtin_files().iter().find(|(file, _)| *file == name).unwrap().1
}

/// The notice's parameters with the floors raised by 30.
fn raised() -> String {
    let notice = text(NOTICE);
    assert!(notice.contains("value = 490 }") && notice.contains("value = 380 }"));
    notice.replace("value = 490 }", "value = 520 }").replace("value = 380 }", "value = 410 }")
}

fn packed(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in files {
        writer.start_file(*name, SimpleFileOptions::default()).unwrap();
        writer.write_all(bytes).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

async fn give(browser: &Browser, files: &[(&str, &[u8])]) -> Seen {
    let mut body = Vec::new();
    for (name, bytes) in files {
        let head = "--cut\r\ncontent-disposition: form-data; name=\"files\"; filename=";
        body.extend_from_slice(format!("{head}\"{name}\"\r\n\r\n").as_bytes());
        body.extend_from_slice(bytes);
        body.extend_from_slice(b"\r\n");
    }
    body.extend_from_slice(b"--cut--\r\n");
    let request = browser
        .request("POST", "/what-if")
        .header("content-type", "multipart/form-data; boundary=cut")
        .body(Body::from(body))
        .unwrap();
    browser.ask(request).await
}

#[tokio::test]
async fn a_draft_is_answered_with_its_findings_and_whom_it_touches() {
    let town = published().await;
    let (head, _) = town.office.storage().head().await.unwrap();
    let browser = Browser::new(town.office.clone());
    for address in ["/what-if", "/editions/beijing-2023/findings"] {
        let form = browser.page(address).await;
        assert!(form.has("action=\"/what-if\" method=\"post\" enctype=\"multipart/form-data\""), "{address}");
    }
    let raised = raised();
    let seen = give(&browser, &[("notice.toml", raised.as_bytes())]).await;
    assert_eq!(seen.status, StatusCode::OK, "{}", seen.text);
    seen.must_be_well_made("a draft");
    assert!(seen.has("已提交：notice.toml") && seen.has("score.floor"), "{}", seen.text);
    // 35 with 500 points have a place and lose it; nobody else is between the floors.
    assert!(seen.has("href=\"/what-if?floor=%2B30\"") && seen.has("张雨桐"));
    assert!(!seen.has("李浩然") && !seen.has("王静"));
    let asked = browser.page("/what-if?floor=%2B30").await;
    for words in ["张雨桐", "<dd>35<span>"] {
        assert!(seen.has(words) && asked.has(words), "{words}");
    }
    // The same as a packed folder, as a program of an office packs it.
    let whole: Vec<(String, &[u8])> = builtin_files()
        .iter()
        .map(|(name, text)| {
            let text = if *name == NOTICE { raised.as_bytes() } else { text.as_bytes() };
            (format!("beijing-2024/{name}"), text)
        })
        .chain([("beijing-2024/annex.xlsx".to_owned(), b"PK".as_slice())])
        .collect();
    let whole: Vec<(&str, &[u8])> = whole.iter().map(|(name, text)| (name.as_str(), *text)).collect();
    let folder = give(&browser, &[("草案.zip", &packed(&whole))]).await;
    assert_eq!(folder.status, StatusCode::OK);
    assert!(folder.has("href=\"/what-if?floor=%2B30\"") && folder.has("<dd>35<span>"));
    assert_eq!(town.office.storage().head().await.unwrap().0, head, "nothing is written");
}

#[tokio::test]
async fn conflicts_and_gaps_of_a_draft_are_told_and_what_is_not_tried() {
    let town = published().await;
    let browser = Browser::new(town.office.clone());
    let over = text(NOTICE).replace("value = 380 }", "value = 520 }");
    let seen = give(&browser, &[("notice.toml", over.as_bytes())]).await;
    seen.must_be_well_made("a draft");
    assert!(seen.has("id=\"draft-findings\"") && seen.has("parameters/notice.toml:"), "{}", seen.text);
    let findings = seen.text.split("id=\"draft-findings\"").nth(1).unwrap();
    assert!(findings.contains("score.floor") && findings.contains("520"));
    // A day is no number; a deadline decides nothing on records and rounds.
    let day = text(NOTICE).replace("value = \"12-31\"", "value = \"12-30\"");
    let seen = give(&browser, &[("notice.toml", day.as_bytes())]).await;
    assert!(seen.has("未推演") && seen.has("report.deadline") && seen.has("学籍决定和录取都不以它为依据"));
    assert!(!seen.has("把这个问题存为网址"));
    let same = give(&browser, &[("notice.toml", text(NOTICE).as_bytes())]).await;
    assert!(same.status == StatusCode::OK && same.has("与现行版本没有不同"));
}

#[tokio::test]
async fn what_is_no_draft_is_told_with_its_file_and_line() {
    let town = published().await;
    let browser = Browser::new(town.office.clone());
    let bomb = packed(&[("notice.md", &vec![b'a'; 9 * 1024 * 1024])]);
    let many: Vec<(String, &[u8])> = (0..101).map(|n| (format!("{n}.toml"), b"a".as_slice())).collect();
    let many: Vec<(&str, &[u8])> = many.iter().map(|(name, text)| (name.as_str(), *text)).collect();
    let broken = text(NOTICE).replacen("value = 490 }", "value = }", 1);
    let line = broken.lines().position(|line| line.contains("value = }")).unwrap() + 1;
    let place = format!("parameters/notice.toml 第 {line} 行");
    let unknown = text(NOTICE).replacen("clause = \"3.1.2.a\"", "clause = \"9.9.9\"", 1);
    let cases: [(&str, Vec<u8>, &[&str]); 12] = [
        ("a.toml", Vec::new(), &["文件 a.toml 是空的"]),
        ("a.toml", b" \n".to_vec(), &["文件 a.toml 是空的"]),
        ("a.pdf", b"%PDF-1.7".to_vec(), &["a.pdf 不是政策版本的文件", ".toml、.csv、.md"]),
        ("notice.toml", vec![0xff, 0xfe, 0x00, 0xd8], &["notice.toml 不是可以读取的文本"]),
        ("notice.toml", broken.into_bytes(), &[&place, "不是正确的 TOML"]),
        ("notice.toml", unknown.into_bytes(), &["parameters/notice.toml 第", "9.9.9"]),
        ("a.zip", b"PK\x03\x04".to_vec(), &["a.zip 已损坏"]),
        ("a.zip", packed(&[]), &["a.zip 里没有政策版本的文件"]),
        ("a.zip", packed(&[("../a.toml", b"a")]), &["“../a.toml”", "指向文件夹以外"]),
        ("a.zip", bomb, &["a.zip: notice.md 解压后超过 2 MiB"]),
        ("a.zip", packed(&many), &["有 101 个文件，最多读取 100 个"]),
        ("a.zip", packed(&[("edition.toml", text("edition.toml").as_bytes())]), &["缺少文件 provisions.csv"]),
    ];
    for (name, bytes, words) in cases {
        let seen = give(&browser, &[(name, &bytes)]).await;
        assert_eq!(seen.status, StatusCode::UNPROCESSABLE_ENTITY, "{name} {words:?}: {}", seen.text);
        seen.must_be_well_made(name);
        for words in words {
            assert!(seen.has(words), "{name} {words}: {}", seen.text);
        }
        assert!(seen.has("id=\"files\""), "it can be given in again");
    }
    let none = give(&browser, &[]).await;
    assert!(none.status == StatusCode::UNPROCESSABLE_ENTITY && none.has("没有选择文件"));
    let twice = give(&browser, &[("majors.csv", b"a"), ("majors.csv", b"b")]).await;
    assert!(twice.has("文件 majors.csv 提交了两次"));
    let large = give(&browser, &[("a.md", &vec![b'a'; 5 * 1024 * 1024])]).await;
    assert_eq!(large.status, StatusCode::PAYLOAD_TOO_LARGE);
    assert!(large.has("4 MiB"), "{}", large.text);
}
