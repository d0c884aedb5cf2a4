//! `/rounds`, `/rules`: before a round, before its publication, and after.

use crate::browser::Browser;
use crate::plan_forms::post;
use crate::round_city::{
    BELOW, FULL, SECOND, all_worded, moment, planned, programme, proved, publish, published,
};
use crate::town::empty;
use axum::http::StatusCode;
use guantong_service::ports::{Batch, Change};
use guantong_service::rows::Round;

#[tokio::test]
async fn a_round_that_was_not_run_says_what_must_come_first() {
    let town = empty().await;
    let browser = Browser::new(town.office.clone());
    let seen = browser.page("/rounds/2023/early").await;
    assert!(seen.has("2023年提前招生还没有运行") && seen.has("2023年招生计划已确定"));
    assert_eq!(seen.text.matches("chip--wait").count(), 1, "no plan yet");
    let town = planned().await;
    let browser = Browser::new(town.office.clone());
    let seen = browser.page("/rounds/2023/unified").await;
    assert!(seen.has("第 1 版") && seen.has("提前招生已公布"));
    assert_eq!((seen.text.matches("chip--ok").count(), seen.text.matches("chip--wait").count()), (1, 1));
    for browser in [browser, Browser::new(town.office.clone()).english()] {
        all_worded(&browser.page("/rounds/2023/early").await);
    }
}

#[tokio::test]
async fn what_is_not_there_is_not_found() {
    let town = published().await;
    let browser = Browser::new(town.office.clone());
    for address in [
        "/rounds/2019/early",
        "/rounds/2023/late",
        "/rounds/x/early",
        "/rounds/2023/unified/candidates",
        "/rounds/2023/early/candidates/1",
        "/rounds/2023/early/candidates/1/proof.json",
        "/rounds/2023/unified/cutoffs.csv",
        "/rules/2019",
        "/rules/x",
    ] {
        let seen = browser.get(address).await;
        assert_eq!(seen.status, StatusCode::NOT_FOUND, "{address}");
        assert!(seen.has("没有这一页"), "{address}");
    }
}

#[tokio::test]
async fn before_publication_nothing_of_the_result_is_shown() {
    let town = proved().await;
    let browser = Browser::new(town.office.clone());
    let program = format!("/rounds/2023/early/candidates/{SECOND}");
    for signed in [0, 1, 2] {
        let seen = browser.page("/rounds/2023/early").await;
        all_worded(&seen);
        assert!(seen.has("公布以前不显示结果") && seen.has("待签署") == (signed < 2));
        assert_eq!(seen.has("录取管理甲"), signed > 0, "who signed is shown");
        assert_eq!(seen.has("录取管理乙"), signed > 1);
        // 67 candidates, 64 eligible, 61 admitted, the last of them with 500 and 531.
        for figure in ["67", "64", "61", "531", "2.2%", "class=\"stats\"", "cutoffs", "核过", "最低 5"] {
            let shown = seen.text.replace("531</", "").contains(figure) && seen.shown().contains(figure);
            let digests: String = seen
                .text
                .split("class=\"digest\">")
                .skip(1)
                .map(|rest| rest.split("</dd>").next().unwrap())
                .collect();
            assert!(!shown || digests.contains(figure), "{figure}");
        }
        for address in [
            "/rounds/2023/early/candidates",
            "/rounds/2023/early/candidates?search=wj",
            "/rounds/2023/early/cutoffs.csv",
            &program,
            &format!("{program}/proof.json"),
        ] {
            assert_eq!(browser.get(address).await.status, StatusCode::NOT_FOUND, "{address}");
        }
        match signed {
            0 => drop(town.office.sign_round(2023, Round::Early, "录取管理甲").await.unwrap()),
            1 => drop(town.office.sign_round(2023, Round::Early, "录取管理乙").await.unwrap()),
            _ => {}
        }
    }
}

#[tokio::test]
async fn a_published_round_shows_its_figures_its_proof_and_who_signed() {
    let town = published().await;
    for browser in [Browser::new(town.office.clone()), Browser::new(town.office.clone()).english()] {
        all_worded(&browser.page("/rounds/2023/early").await);
    }
    let seen = Browser::new(town.office.clone()).page("/rounds/2023/early").await;
    assert_eq!(seen.title(), "2023年提前招生录取 · 贯通");
    for words in [
        "分数优先，遵循志愿；最低录取分数线 490 分，满分 660 分，每人至多 8 个志愿。",
        "<dd>2,810</dd>",
        "76 个项目",
        "完成 2.2%",
        "其余 75 个有余额",
        "随机号决定 1 次",
        "76／76",
        "最低 500",
        "录取管理甲",
        "录取管理乙",
        "67 人",
        "3 人不符合",
        moment(),
    ] {
        assert!(seen.has(words), "{words}");
    }
    assert_eq!(seen.text.matches("is-done").count(), 6);
    let run = town.office.round(2023, Round::Early).await.unwrap().unwrap().run;
    let digest: String = seen.text.split_whitespace().collect();
    assert!(digest.contains(&run.results_digest) && !digest.contains(&run.secret));
}

#[tokio::test]
async fn cut_offs_are_filtered_by_what_stands_in_the_address_and_exported_alike() {
    let town = published().await;
    let browser = Browser::new(town.office.clone());
    let rows = |text: &str| text.matches("data-label=\"录取成绩\"").count();
    for (query, count) in [
        ("", 76),
        (
            "?school=%E5%8C%97%E4%BA%AC%E5%9B%BD%E9%99%85%E8%81%8C%E4%B8%9A%E6%95%99%E8%82%B2%E5%AD%A6%E6%A0%A1",
            3,
        ),
        ("?category=%E4%B8%AD%E6%9C%AC%E8%B4%AF%E9%80%9A", 30),
        ("?major=wenwubaohu", 1),
        ("?major=WWBH", 1),
        ("?major=%E6%96%87%E7%89%A9", 1),
        ("?left=1", 75),
        ("?major=zzzz", 0),
        ("?major=%3Cscript%3E", 0),
    ] {
        let seen = browser.page(&format!("/rounds/2023/early{query}")).await;
        assert_eq!(rows(&seen.text), count, "{query}");
        assert_eq!(seen.has("没有符合条件的项目。"), count == 0, "{query}");
        let csv = browser.get(&format!("/rounds/2023/early/cutoffs.csv{query}")).await;
        assert_eq!(csv.text.lines().count(), count + 1, "{query}");
    }
    let csv = browser.get("/rounds/2023/early/cutoffs.csv?major=wwbh").await;
    assert_eq!(csv.header("content-type"), "text/csv; charset=utf-8");
    let line = csv.text.lines().nth(1).unwrap();
    assert_eq!(line, format!("中本贯通,{},,{},北京联合大学,25,25,531,1,0", FULL.0, FULL.1));
}

#[tokio::test]
async fn the_newest_round_is_the_one_that_rounds_lead_to() {
    let town = published().await;
    let browser = Browser::new(town.office.clone());
    let seen = browser.get("/rounds").await;
    assert_eq!((seen.status, seen.header("location")), (StatusCode::SEE_OTHER, "/rounds/2023/early"));
    town.office.run_round(2023, Round::Unified, "乙").await.unwrap();
    publish(&town.office, Round::Unified).await;
    assert_eq!(browser.get("/rounds").await.header("location"), "/rounds/2023/unified");
    let seen = browser.page("/rounds/2023/unified").await;
    all_worded(&seen);
    assert!(seen.has("<dd>2,749</dd>"), "61 places are gone: {}", seen.shown());
    let seen = browser.page(&format!("/rounds/2023/unified/candidates/{SECOND}")).await;
    assert!(seen.has("已被提前招生录取，不再参加统一招生"));
    let seen = browser.page(&format!("/rounds/2023/unified/candidates/{BELOW}")).await;
    assert!(seen.has("总分须达到 490 分，本人 489 分，差 1 分"));
    assert_eq!(
        Browser::new(empty().await.office.clone()).get("/rounds").await.header("location"),
        "/rounds/2023/early"
    );
}

#[tokio::test]
async fn the_rule_set_shows_every_value_with_what_it_rests_on() {
    let town = empty().await;
    for browser in [Browser::new(town.office.clone()), Browser::new(town.office.clone()).english()] {
        let seen = browser.page("/rules/2023").await;
        all_worded(&seen);
        assert!(seen.has("660") && seen.has("490") && seen.has("equal-scores"));
    }
    let seen = Browser::new(town.office.clone()).page("/rules/2023").await;
    for words in [
        "通知原文",
        "贯通培养各项目最低录取分数线统一设置为 490 分",
        "同分优先、语文、数学、外语",
        "比较随机号，小者先录",
        "至多 8 个",
        "至多 24 个",
        "采用",
    ] {
        assert!(seen.has(words), "{words}");
    }
}

#[tokio::test]
async fn nothing_that_is_answered_before_publication_rests_on_a_result() {
    // The same questions with results on file and with none: what is never read cannot tell anything, nor take longer.
    let mut town = proved().await;
    town.invented = true;
    let browser = Browser::new(town.office.clone());
    let asked = [
        "/",
        "/plans/2023",
        "/programmes",
        "/indicators",
        "/rounds/2023/early",
        "/rounds/2023/early/eligibility",
        "/rounds/2023/early/candidates",
        "/rounds/2023/early/cutoffs.csv",
        "/rounds/2023/unified",
        "/rounds/2023/unified/places",
        "/search?search=%E6%96%87%E7%89%A9",
        "/students",
    ];
    let answers = async || {
        let mut answers = Vec::new();
        for address in asked {
            let seen = browser.get(address).await;
            assert_ne!(seen.status, StatusCode::INTERNAL_SERVER_ERROR, "{address}");
            answers.push((address, seen.status, seen.shown()));
        }
        answers
    };
    let with = answers().await;
    let none = Change::RoundResults { year: 2023, round: Round::Early, results: vec![], programmes: vec![] };
    town.office.storage().append(Batch { entries: vec![], changes: vec![none] }, 1).await.unwrap();
    assert!(town.office.storage().results(2023, Round::Early).await.unwrap().is_empty());
    assert_eq!(answers().await, with);
}

#[tokio::test]
async fn places_are_added_for_the_later_round_by_two_people_and_told_to_everybody() {
    let town = published().await;
    let browser = Browser::new(town.office.clone());
    const HERE: &str = "/rounds/2023/unified/places";
    let send = async |address: &str, pairs: &[(&str, &str)]| {
        let pairs: Vec<_> =
            pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
        post(&browser, address, &pairs).await
    };
    assert!(browser.page("/rounds/2023/unified").await.has(HERE), "one finds it from the round");
    let empty = browser.page(HERE).await;
    all_worded(&empty);
    assert!(empty.has("这个批次没有追加计划") && empty.has("计划 25，已录取 25"), "{}", empty.shown());
    assert!(!browser.page("/rounds/2023/early/places").await.has("<form class=\"sheet__body"));

    let lines = town.office.storage().plan_lines(2023).await.unwrap();
    let full = programme(&lines, FULL);
    let typed =
        [("programme", full.as_str()), ("places", "０"), ("document", "京教〔2023〕9号"), ("reason", "")];
    let wrong = send(HERE, &typed).await;
    wrong.must_be_well_made("wrong");
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.has("追加数“０”不行") && wrong.has("理由须填写") && wrong.has("value=\"京教〔2023〕9号\""));
    let typed = [
        ("programme", full.as_str()),
        ("places", "２"),
        ("document", "京教〔2023〕9号"),
        ("reason", "报考踊跃"),
    ];
    let sent = send(HERE, &typed).await;
    assert_eq!(
        (sent.status, sent.header("location")),
        (StatusCode::SEE_OTHER, "/rounds/2023/unified/places/1")
    );
    let one = browser.page("/rounds/2023/unified/places/1").await;
    all_worded(&one);
    assert!(one.has("待确认") && one.has("追加由您提出，请由另一人确认"), "{}", one.shown());
    let own = send("/rounds/2023/unified/places/1", &[("do", "confirm")]).await;
    assert!(own.status == StatusCode::CONFLICT && own.has("请由另一人确认"));
    for address in
        ["/rounds/2023/unified/places/2", "/rounds/2023/early/places/1", "/rounds/2023/unified/places/x"]
    {
        assert_eq!(browser.get(address).await.status, StatusCode::NOT_FOUND, "{address}");
    }
    town.office.decide_places(2023, 1, None, "另一人").await.unwrap();
    let english = Browser::new(town.office.clone()).english();
    all_worded(&english.page(HERE).await);
    assert!(browser.page(HERE).await.has("已追加 2 个") && english.page(HERE).await.has("2 places added"));
    let plan = browser.page("/plans/2023").await;
    assert!(plan.has("含统一招生前追加的 2 个计划") && plan.has("2,812"), "{}", plan.shown());
}
