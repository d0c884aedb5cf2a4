//! `/obligations`, the ledgers, and records: entered with mistakes and without, amended in two windows, confirmed, taken
//! back, taken away as tables; and 重大问题.
// case: 4.2.2.a, 4.2.2.b, 4.2.2.e, 4.2.3, 4.2.4.b, 4.3.3

use crate::browser::{Browser, Seen};
use crate::lives::lives;
use crate::plan_forms::post;
use crate::town::empty;
use axum::body::Body;
use axum::http::StatusCode;
use guantong_secrets::password::Profile;
use guantong_secrets::seal::Keys;
use guantong_service::account::Locks;
use jiff::civil::date;

const SCHOOL: &str = "北京市昌平职业学校";

fn url(text: &str) -> String {
    text.bytes().map(|byte| format!("%{byte:02X}")).collect()
}

async fn send(browser: &Browser, address: &str, pairs: &[(&str, &str)]) -> Seen {
    let pairs: Vec<_> = pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
    post(browser, address, &pairs).await
}

#[tokio::test]
async fn a_record_is_entered_with_mistakes_amended_and_taken_back() {
    let town = lives(date(2026, 3, 2)).await;
    let browser = Browser::new(town.office.clone());
    let all = browser.page("/obligations").await;
    assert!(all.has("合作义务") && all.has("逾期") && all.has("只列出前 200 项"), "{}", all.text);
    assert!(browser.page("/obligations?state=due").await.has("2025—2026学年第二学期"));
    let institution = format!("/obligations/{}", url(SCHOOL));
    let own = browser.page(&institution).await;
    let ledger =
        own.values("href").into_iter().find(|href| href.starts_with("/partnerships/")).unwrap().to_owned();
    let page = browser.page(&ledger).await;
    assert!(page.has("明确专门机构") && page.has("还没有登记"));
    let form = page.values("href").into_iter().find(|href| href.contains("/partnership-meeting/")).unwrap();
    let form = form.split('?').next().unwrap().to_owned();
    assert!(browser.page(&form).await.has("会议纪要"));

    let wrong = [("by", SCHOOL), ("on", "2026-03-03"), ("about", "teaching"), ("attended", "<b>")];
    let seen = send(&browser, &form, &wrong).await;
    assert_eq!(seen.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", seen.text);
    seen.must_be_well_made(&form);
    assert!(seen.has("会议纪要没有填写") && seen.has("日期2026年3月3日还没有到"), "{}", seen.text);
    assert!(seen.has("value=\"2026-03-03\"") && seen.has("&#60;b&#62;"), "what was typed is not lost");
    let english = Browser::new(town.office.clone()).english();
    let seen = send(&english, &form, &wrong).await;
    assert!(seen.has("is still to come, today is 2 March 2026"), "{}", seen.text);
    seen.must_be_well_made(&form);

    let right = [("by", SCHOOL), ("on", "2026年3月1日"), ("about", "teaching"), ("minutes", "议定排课")];
    let seen = send(&browser, &form, &right).await;
    assert_eq!(seen.status, StatusCode::SEE_OTHER, "{}", seen.text);
    let record = seen.header("location").to_owned();
    let page = browser.page(&record).await;
    assert!(page.has("教学安排") && page.has("议定排课") && page.has("会议议定事项"));
    assert!(browser.page(&ledger).await.has("业务沟通会议第 1 号"), "the duty rests on it");

    // Two windows: the second keeps what it typed, and is told.
    let amended = [("do", "amend"), ("version", "1"), ("minutes", "改过的纪要"), ("because", "补充")];
    let amended = [&right[..3], &amended[..]].concat();
    assert_eq!(send(&browser, &record, &amended).await.status, StatusCode::SEE_OTHER);
    let late = send(&browser, &record, &amended).await;
    assert_eq!(late.status, StatusCode::CONFLICT, "{}", late.text);
    assert!(late.has("已由别人更正") && late.has("改过的纪要"));
    late.must_be_well_made(&record);
    let page = browser.page(&record).await;
    assert!(page.has("会议纪要：议定排课 改为 改过的纪要") && page.has("理由：补充"));

    // What belongs to it keeps it from being taken back.
    let action = page.values("href").into_iter().find(|href| href.contains("/meeting-action/")).unwrap();
    let action = action.split('?').next().unwrap();
    let fields =
        [("by", SCHOOL), ("meeting", "1"), ("action", "排课表"), ("owner", "教务处"), ("due", "2026-03-20")];
    assert_eq!(send(&browser, action, &fields).await.status, StatusCode::SEE_OTHER);
    let back = [("do", "take-back"), ("by", SCHOOL), ("version", "2"), ("because", "重复登记")];
    let refused = send(&browser, &record, &back).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.has("会议议定事项第 1 号属于它") && refused.has("value=\"重复登记\""));
    refused.must_be_well_made(&record);
    let of_action = format!("{}/1", action.trim_end_matches("/new"));
    let back = [("do", "take-back"), ("by", SCHOOL), ("version", "3"), ("because", "")];
    assert!(send(&browser, &of_action, &back).await.has("须写明理由"));
    let back = [("do", "take-back"), ("by", SCHOOL), ("version", "3"), ("because", "不再需要")];
    assert_eq!(send(&browser, &of_action, &back).await.status, StatusCode::SEE_OTHER);
    assert!(browser.page(&of_action).await.has("已撤回"));

    for kind in ["partnership-meeting", "meeting-action", "leading-group", "credit-recognition"] {
        assert!(browser.page(&format!("/cooperation/{kind}")).await.has("登记清单"), "{kind}");
        let table = browser.get(&format!("/cooperation/{kind}/table.csv")).await;
        assert!(table.status == StatusCode::OK && table.has("序号"), "{kind}");
    }
    assert!(browser.get("/cooperation/partnership-meeting/table.csv").await.has("改过的纪要"));
    assert!(browser.get("/obligations/table.csv?state=met").await.has("业务沟通会议第 1 号"));
    for address in [
        "/cooperation/none".to_owned(),
        "/cooperation/leading-group/x/-/new".to_owned(),
        format!("/cooperation/leading-group/{}/-/9", url(SCHOOL)),
        format!("/cooperation/liaison-unit/{}/-/new", url(SCHOOL)),
        "/partnerships/x/y".to_owned(),
        "/obligations/x".to_owned(),
    ] {
        assert_eq!(browser.get(&address).await.status, StatusCode::NOT_FOUND, "{address}");
    }
}

#[tokio::test]
async fn every_form_is_made_from_its_kind_and_issues_stand_by_how_far_they_are() {
    let town = lives(date(2026, 3, 2)).await;
    let browser = Browser::new(town.office.clone());
    let pairing = town.office.pairings().await.unwrap().into_iter().find(|one| one.front == SCHOOL).unwrap();
    // A report on a year has a page of its own.
    let all = guantong_cooperation::Kind::ALL.iter();
    for kind in all.filter(|kind| **kind != guantong_cooperation::Kind::AnnualReport) {
        let partner = match kind.declared().held {
            guantong_cooperation::Held::Institution => "-".to_owned(),
            guantong_cooperation::Held::Partnership => url(&pairing.partner),
        };
        let address = format!("/cooperation/{kind}/{}/{partner}/new", url(SCHOOL));
        let page = browser.page(&address).await;
        for field in kind.declared().fields {
            assert!(page.has(&format!(" name=\"{}\"", field.name)), "{kind} {}", field.name);
        }
        let empty = send(&browser, &address, &[]).await;
        assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY, "{kind}");
        empty.must_be_well_made(&address);
    }
    assert!(browser.page("/issues").await.has("没有上报的重大问题"));
    let base = |kind: &str| format!("/cooperation/{kind}/{}/-/new", url(SCHOOL));
    let issue =
        [("by", SCHOOL), ("subject", "实训楼改造"), ("occurred-on", "2026-02-20"), ("content", "影响实训")];
    assert_eq!(send(&browser, &base("major-issue"), &issue).await.status, StatusCode::SEE_OTHER);
    let list = browser.page("/issues").await;
    assert!(list.has("待接收") && list.has("相隔 10 天") && list.has("尚未登记会议决定"), "{}", list.text);
    let receipt = [("by", "commission"), ("issue", "1"), ("on", "2026-03-02")];
    assert_eq!(send(&browser, &base("issue-receipt"), &receipt).await.status, StatusCode::SEE_OTHER);
    let decision = [
        ("by", SCHOOL),
        ("issue", "1"),
        ("body", "presidents-office-meeting"),
        ("on", "2026-02-25"),
        ("decision", "另行安排"),
    ];
    assert_eq!(send(&browser, &base("issue-decision"), &decision).await.status, StatusCode::SEE_OTHER);
    let list = browser.page("/issues").await;
    assert!(list.has("办理中") && list.has("2026年2月25日 校长办公会") && list.has("2026年3月2日接收"));
    let again = send(&browser, &base("issue-receipt"), &receipt).await;
    assert!(again.status == StatusCode::UNPROCESSABLE_ENTITY && again.has("该问题已经登记过，见第 1 号"));
}

#[tokio::test]
async fn what_comes_due_within_a_year_stands_month_by_month_and_in_a_file() {
    let town = lives(date(2026, 3, 2)).await;
    let browser = Browser::new(town.office.clone());
    let page = browser.page("/obligations/calendar").await;
    page.must_be_well_made("/obligations/calendar");
    assert!(page.has("2026年12月") && page.has("年度实施报告") && page.has("12月31日"), "{}", page.text);
    // What is late already is no day to come.
    assert!(!page.has("2025年12月"), "{}", page.text);
    let own = format!("/obligations/calendar?institution={}", url(SCHOOL));
    let own = browser.page(&own).await;
    assert!(own.has("派出教师") && !own.has("北京财贸职业学院与"), "{}", own.text);
    let file = browser.get(&format!("/obligations/calendar.ics?institution={}", url(SCHOOL))).await;
    assert_eq!(file.header("content-type"), "text/calendar; charset=utf-8");
    assert!(file.text.starts_with("BEGIN:VCALENDAR\r\n") && file.text.ends_with("END:VCALENDAR\r\n"));
    assert!(file.text.contains("DTSTART;VALUE=DATE:20261231"), "{}", file.text);
    assert!(file.text.split("\r\n").all(|line| line.len() <= 75));
    // A report on a year is written on its own page and nowhere else.
    let duties = browser.page("/obligations?duty=annual-report&state=all").await;
    let report = duties.values("href").into_iter().find(|href| href.starts_with("/reports/")).unwrap();
    assert!(browser.page(report).await.has("年度实施报告"), "{report}");
    let form = format!("/cooperation/annual-report/{}/{}/new", url(SCHOOL), url("北京联合大学"));
    assert_eq!(browser.get(&form).await.header("location"), "/reports");
    let sent = send(&browser, &form, &[("by", SCHOOL), ("year", "2025"), ("on", "2026-03-01")]).await;
    assert!(sent.has("在“年度实施报告”页撰写、会签和提交"), "{}", sent.text);
    let english = Browser::new(town.office.clone()).english().page("/obligations/calendar").await;
    assert!(english.has("Annual report"), "{}", english.text);
}

#[tokio::test]
async fn an_office_with_nothing_in_it_says_so() {
    let town = empty().await;
    let browser = Browser::new(town.office.clone());
    assert!(browser.page("/obligations").await.has("还没有合作办学的院校"));
    assert!(browser.page("/issues").await.has("没有上报的重大问题"));
    assert!(browser.page("/cooperation/teacher-dispatch").await.has("没有符合条件的登记"));
}

/// Sends files to a record.
async fn give(browser: &Browser, address: &str, version: &str, files: &[(&str, &[u8])]) -> Seen {
    let mut body = Vec::new();
    for (name, value) in [("by", SCHOOL), ("version", version)] {
        let part = format!("--x\r\ncontent-disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n");
        body.extend(part.into_bytes());
    }
    for (name, bytes) in files {
        let head = "--x\r\ncontent-disposition: form-data; name=\"files\"; filename=";
        body.extend(format!("{head}\"{name}\"\r\n\r\n").into_bytes());
        body.extend(*bytes);
        body.extend(b"\r\n");
    }
    body.extend(b"--x--\r\n");
    let request = browser
        .request("POST", &format!("{address}/files"))
        .header("content-type", "multipart/form-data; boundary=x")
        .body(Body::from(body))
        .unwrap();
    browser.ask(request).await
}

#[tokio::test]
async fn files_are_added_to_a_record_looked_at_and_taken_back() {
    let town = lives(date(2026, 3, 2)).await;
    let browser = Browser::new(with_keys(&town));
    let form = format!("/cooperation/enterprise-agreement/{}/-/new", url(SCHOOL));
    let fields = [
        ("by", SCHOOL),
        ("enterprise", "甲公司"),
        ("document", "合作协议"),
        ("content", "共同制订方案"),
        ("from", "2026-01-01"),
        ("until", "2028-12-31"),
    ];
    let seen = send(&browser, &form, &fields).await;
    assert_eq!(seen.status, StatusCode::SEE_OTHER, "{}", seen.text);
    let record = seen.header("location").to_owned();
    assert!(browser.page(&record).await.has("还没有附件"));

    // What cannot be taken is told by name, and nothing is kept.
    let wrong = give(&browser, &record, "1", &[("a.pdf", b"%PDF-1.7 scan"), ("b.exe", b"MZ")]).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", wrong.text);
    assert!(wrong.has("“b.exe”不是 PDF、JPG 或 PNG") && wrong.has("还没有附件"), "{}", wrong.text);
    wrong.must_be_well_made(&record);
    assert!(give(&browser, &record, "1", &[]).await.has("没有选择文件"));
    let english = Browser::new(with_keys(&town)).english();
    assert!(give(&english, &record, "1", &[]).await.has("No file was chosen"));

    let scan: &[u8] = b"%PDF-1.7 scan";
    let given = give(&browser, &record, "1", &[("协议<1>.pdf", scan), ("附表.pdf", b"%PDF-1.4")]).await;
    assert_eq!(given.status, StatusCode::SEE_OTHER, "{}", given.text);
    let late = give(&browser, &record, "1", &[("a.pdf", scan)]).await;
    assert_eq!(late.status, StatusCode::CONFLICT, "{}", late.text);
    late.must_be_well_made(&record);
    let page = browser.page(&record).await;
    assert!(page.has("协议&#60;1&#62;.pdf") && page.has("1 KB") && page.has("上传附件"), "{}", page.text);
    assert!(browser.page("/cooperation/enterprise-agreement").await.has("附件 2"));
    let href = page.values("href").into_iter().find(|href| href.contains("/files/")).unwrap().to_owned();
    let file = browser.get(&href).await;
    assert_eq!((file.status, file.header("content-type")), (StatusCode::OK, "application/pdf"));
    assert!(file.text == "%PDF-1.7 scan" && file.header("content-disposition").contains("attachment"));
    assert_eq!(browser.get(&format!("{record}/files/0")).await.status, StatusCode::NOT_FOUND);

    let digest = href.rsplit('/').next().unwrap();
    let mut back = vec![
        ("do", "take-file-back"),
        ("by", SCHOOL),
        ("version", "2"),
        ("digest", digest),
        ("file-because", ""),
    ];
    let refused = send(&browser, &record, &back).await;
    assert!(
        refused.status == StatusCode::UNPROCESSABLE_ENTITY && refused.has("须写明理由"),
        "{}",
        refused.text
    );
    back[4].1 = "传错了";
    assert_eq!(send(&browser, &record, &back).await.status, StatusCode::SEE_OTHER);
    let page = browser.page(&record).await;
    assert!(page.has("撤回附件") && page.has("理由：传错了") && page.has("已撤回"), "{}", page.text);
    assert_eq!(browser.get(&href).await.status, StatusCode::NOT_FOUND);
    assert!(browser.page("/cooperation/enterprise-agreement").await.has("附件 1"));
}

fn with_keys(town: &crate::town::Town) -> guantong_service::Office {
    town.office.clone().with_accounts(Locks::new(Keys::one("k1", [7; 32]), Profile::Asvs))
}
