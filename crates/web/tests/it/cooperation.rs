//! `/obligations`, the ledgers, and records: entered with mistakes and without, amended in two windows, confirmed, taken
//! back, taken away as tables; and 重大问题.
// case: 4.2.2.a, 4.2.2.b, 4.2.2.e, 4.2.3, 4.2.4.b, 4.3.3

use crate::browser::{Browser, Seen};
use crate::lives::lives;
use crate::plan_forms::post;
use crate::town::empty;
use axum::http::StatusCode;
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
    for kind in guantong_cooperation::Kind::ALL {
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
async fn an_office_with_nothing_in_it_says_so() {
    let town = empty().await;
    let browser = Browser::new(town.office.clone());
    assert!(browser.page("/obligations").await.has("还没有合作办学的院校"));
    assert!(browser.page("/issues").await.has("没有上报的重大问题"));
    assert!(browser.page("/cooperation/teacher-dispatch").await.has("没有符合条件的登记"));
}
