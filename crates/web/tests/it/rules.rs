//! `/rules/{year}`: drafted in two windows, wrong values at their fields, set by another, compared; fixed once a round is
//! signed. `/rounds/…/eligibility`: counts, reasons, evidence by two people.
// case: 3.1.3.b, 4.1.c, 3.1.1

use crate::browser::{Browser, Seen};
use crate::lives::{ANNEX, ANSWERS, applicant, find, lives};
use crate::plan_forms::post;
use crate::town::on;
use axum::http::StatusCode;
use guantong_model::CandidateNo;
use guantong_service::year_rules::Base;
use jiff::civil::date;

const DRAFT: &str = "/rules/2026/draft";

async fn send(browser: &Browser, address: &str, pairs: &[(&str, &str)]) -> Seen {
    let pairs: Vec<_> = pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
    post(browser, address, &pairs).await
}

/// The fields of a form as the page shows them: what is written and what is chosen.
fn shown(page: &Seen) -> Vec<(String, String)> {
    let form = page.text.split("id=\"rules\"").nth(1).unwrap().split("</form>").next().unwrap();
    let attribute = |tag: &str, name: &str| {
        tag.split(&format!("{name}=\"")).nth(1).map(|rest| rest.split('"').next().unwrap().to_owned())
    };
    let mut fields = Vec::new();
    for tag in form.split("<input ").skip(1) {
        let tag = tag.split('>').next().unwrap();
        fields.push((attribute(tag, "name").unwrap(), attribute(tag, "value").unwrap_or_default()));
    }
    for tag in form.split("<select ").skip(1) {
        let tag = tag.split("</select>").next().unwrap();
        let chosen = tag.split("<option ").find(|option| option.contains(" selected"));
        let value = chosen.and_then(|option| attribute(option, "value")).unwrap_or_default();
        fields.push((attribute(tag, "name").unwrap(), value));
    }
    for tag in form.split("<textarea ").skip(1) {
        let text = tag.split("</textarea>").next().unwrap();
        let value = text.split_once('>').unwrap().1.trim().to_owned();
        fields.push((attribute(tag, "name").unwrap(), value));
    }
    fields
}

fn with(fields: &[(String, String)], changes: &[(&str, &str)]) -> Vec<(String, String)> {
    let mut fields = fields.to_vec();
    fields.retain(|(name, _)| !changes.iter().any(|(changed, _)| changed == name));
    fields.extend(changes.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())));
    fields
}

#[tokio::test]
async fn rules_are_drafted_corrected_set_by_another_and_compared() {
    let town = lives(date(2026, 3, 2)).await;
    let browser = Browser::new(town.office.clone());
    let page = browser.page("/rules/2026").await;
    assert!(page.has("起草新版本") && page.has("还没有2026年的录取规则集"));
    let empty = browser.page(DRAFT).await;
    assert!(empty.has("现在没有草稿") && empty.has("内置规则"));
    let begun = send(&browser, DRAFT, &[("do", "begin"), ("base", "edition")]).await;
    assert_eq!(begun.status, StatusCode::SEE_OTHER, "{}", begun.text);
    let twice = send(&browser, DRAFT, &[("do", "begin"), ("base", "edition")]).await;
    assert!(twice.status == StatusCode::CONFLICT && twice.has("已有一份草稿"));
    let form = browser.page(DRAFT).await;
    assert!(form.has("处待填") && form.has("没有默认值，必须选定"));
    let fields = shown(&form);
    assert!(fields.contains(&("equal".to_owned(), String::new())), "no default: {fields:?}");
    let document = [
        ("do", "save"),
        ("equal", "draw"),
        ("floor_basis_source", "办法第三条"),
        ("document_title", "2026年贯通培养招生录取办法"),
        ("document_number", "京考院〔2026〕3号"),
        ("document_date", "2026-02-20"),
    ];

    // What is wrong stands at its field, and all that was typed is there still.
    let typed =
        with(&fields, &[&document[..], &[("score_floor", "３70"), ("quota_sex", "no-such 1 2")]].concat());
    let wrong = post(&browser, DRAFT, &typed).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    wrong.must_be_well_made("wrong");
    assert!(wrong.has("href=\"#score_floor\"") && wrong.has("id=\"score_floor-error\""));
    assert!(wrong.has("370 分低于") && wrong.has("“no-such”不在 2026年招生计划中"));
    assert!(wrong.has("value=\"３70\"") && wrong.has("no-such 1 2") && wrong.has("京考院〔2026〕3号"));

    let typed = with(&fields, &[&document[..], &[("score_floor", "500")]].concat());
    let saved = post(&browser, DRAFT, &typed).await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.text);
    // The other window still has the version before.
    let late = post(&browser, DRAFT, &with(&typed, &[("score_floor", "555")])).await;
    assert!(late.status == StatusCode::CONFLICT && late.has("value=\"555\"") && late.has("已由别人更新"));
    let ready = browser.page(DRAFT).await;
    assert!(!ready.has("处待填") && ready.has("您参与了起草，请由另一人下达"));
    let version = shown(&ready).into_iter().find(|(name, _)| name == "version").unwrap().1;
    let set = [("version", version.as_str()), ("reason", "按当年文件")];
    let own = send(&browser, "/rules/2026/versions", &set).await;
    assert!(own.status == StatusCode::CONFLICT && own.has("value=\"按当年文件\""), "the reason is kept");
    let seen: i64 = version.parse().unwrap();
    assert_eq!(town.office.set_rules(2026, seen, "按当年文件", "罗语彤").await.unwrap(), 1);

    let page = browser.page("/rules/2026").await;
    for words in ["第 1 版", "京考院〔2026〕3号", "2026年2月20日", "500 分", "规则摘要（SM3）", "按当年文件"]
    {
        assert!(page.has(words), "{words}");
    }
    assert!(browser.page("/rounds/2026/early").await.has("500"), "the round says what it goes by");
    let versions = browser.page("/rules/2026/versions?from=0&to=1").await;
    assert!(versions.has("第 1 版") && versions.has("500") && versions.has("490") && versions.has("罗语彤"));
    assert!(browser.page("/rules/2026/versions?from=1&to=1").await.has("两版没有差异"));
    let english = Browser::new(town.office.clone()).english();
    assert!(english.page("/rules/2026/versions").await.has("Version 1"));
    assert!(english.page(DRAFT).await.has("There is no draft"));

    // 2023 was signed: no form is offered, and one that is sent changes nothing.
    let fixed = browser.page("/rules/2023/draft").await;
    assert!(fixed.has("规则已经固定") && fixed.has("更正") && !fixed.has("value=\"begin\""));
    let late = send(&browser, "/rules/2023/draft", &[("do", "begin"), ("base", "edition")]).await;
    assert!(late.status == StatusCode::CONFLICT && late.has("已有批次签署"));
    let nothing = send(&browser, DRAFT, &[("do", "x")]).await;
    assert!(nothing.status == StatusCode::UNPROCESSABLE_ENTITY && nothing.has("没有说明要办什么"));
    for address in ["/rules/99", "/rules/x/draft", "/rules/2019/draft", "/rules/99/versions"] {
        assert_eq!(browser.get(address).await.status, StatusCode::NOT_FOUND, "{address}");
    }
    let dropped = send(&browser, DRAFT, &[("do", "begin"), ("base", "in-force")]).await;
    assert_eq!(dropped.status, StatusCode::SEE_OTHER);
    let version =
        shown(&browser.page(DRAFT).await).into_iter().find(|(name, _)| name == "version").unwrap().1;
    let dropped = send(&browser, DRAFT, &[("do", "drop"), ("version", &version)]).await;
    assert_eq!((dropped.status, dropped.header("location")), (StatusCode::SEE_OTHER, "/rules/2026"));
}

#[tokio::test]
async fn who_is_not_eligible_is_listed_and_evidence_goes_through_two_hands() {
    let town = on(date(2023, 6, 1)).await;
    let office = &town.office;
    office.import_plan(2023, "annex-2023.xlsx", ANNEX, ANSWERS, "test").await.unwrap();
    let major = find(&office.storage().plan_lines(2023).await.unwrap(), "北京市昌平职业学校");
    let mut people: Vec<_> = ["甲生", "乙生", "丙生"]
        .into_iter()
        .enumerate()
        .map(|(n, name)| applicant(n, name, &major))
        .collect();
    people[0].0.household = false;
    people[1].0.qualified = false;
    let no = people[0].0.no.to_string();
    office.enter_candidates(2023, people, "test").await.unwrap();
    let browser = Browser::new(office.clone());
    let list = browser.page("/rounds/2023/early/eligibility").await;
    assert!(list.has("这一年不设户籍例外") && list.has(&no), "{}", list.text);
    let one = format!("/rounds/2023/early/eligibility/{no}");
    let page = browser.page(&one).await;
    assert!(page.has("规则不设户籍例外") && !page.has("value=\"propose\""));
    let words = [("do", "propose"), ("document", "部队证明"), ("number", "7号"), ("reason", "现役军人子女")];
    let refused = send(&browser, &one, &words).await;
    assert!(refused.status == StatusCode::CONFLICT, "{}", refused.text);

    let mut fields = office.rule_set().unwrap().fields();
    for (name, value) in [
        ("household", "yes"),
        ("floor_basis_source", "办法第三条"),
        ("document_title", "办法"),
        ("document_number", "1号"),
        ("document_date", "2023-04-20"),
    ] {
        fields.insert(name.to_owned(), value.to_owned());
    }
    let begun = office.begin_rules_draft(2023, Base::Edition, "甲").await.unwrap();
    let saved = office.save_rules_draft(2023, &fields, begun, "甲").await.unwrap();
    office.set_rules(2023, saved, "设例外", "乙").await.unwrap();
    let silent = send(&browser, &one, &[("do", "propose"), ("document", "部队证明")]).await;
    assert!(silent.status == StatusCode::UNPROCESSABLE_ENTITY && silent.has("value=\"部队证明\""));
    silent.must_be_well_made(&one);
    assert_eq!(send(&browser, &one, &words).await.status, StatusCode::SEE_OTHER);
    let waits = browser.page(&one).await;
    assert!(waits.has("待审核") && waits.has("请由另一人审核"));
    let own = send(&browser, &one, &[("do", "confirm")]).await;
    assert!(own.status == StatusCode::CONFLICT && own.has("请由另一人审核"));
    office.decide_evidence(2023, &CandidateNo(no.clone()), true, "", "乙").await.unwrap();
    assert!(browser.page(&one).await.has("已采信"));
    let list = browser.page("/rounds/2023/early/eligibility?reason=qualification.none").await;
    assert!(list.has("凭户籍证明符合的 1 人") && list.has("aria-current=\"true\""));
    assert!(Browser::new(office.clone()).english().page(&one).await.has("Evidence of candidate"));
    assert_eq!(browser.get("/rounds/2023/early/eligibility/x").await.status, StatusCode::NOT_FOUND);
    let early = browser.get("/rounds/2023/unified/eligibility").await;
    assert_eq!(early.status, StatusCode::CONFLICT, "the early round is not published");
}
