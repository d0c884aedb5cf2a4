//! `/plans/import`: the real annex from its upload to a plan that is set, by plain forms alone.

use crate::browser::{Browser, Seen};
use crate::plan_forms::{Filled, open, post, upload};
use crate::round_city::{ANNEX, all_worded, planned, proved};
use crate::town::{Town, empty};
use axum::http::StatusCode;

const DESK: &str = "/plans/2023/import";
const PARTNERS: [&str; 4] = ["partner:row68", "partner:row69", "partner:row70", "partner:row71"];

async fn uploaded() -> (Town, Browser) {
    let town = empty().await;
    let browser = Browser::new(town.office.clone());
    let seen = upload(&browser, "2023", 0, "annex-2023.xlsx", ANNEX).await;
    assert_eq!((seen.status, seen.header("location")), (StatusCode::SEE_OTHER, DESK));
    (town, browser)
}

fn saved(seen: &Seen, count: usize) {
    let location = format!("{DESK}?saved={count}");
    assert_eq!(
        (seen.status, seen.header("location")),
        (StatusCode::SEE_OTHER, location.as_str()),
        "{}",
        seen.shown()
    );
}

/// Everything answered, as a person would on the page.
fn answered(form: Filled) -> Filled {
    let mut form = form
        .with("do", "fill")
        .with("fill", "北京联合大学")
        .with("fill-because", "学校来函")
        .with("by", "甲");
    for id in [
        "inferred:row13",
        "inferred:row31",
        "inferred:row68",
        "continued:row31",
        "continued:row66",
        "special:row13",
    ] {
        form = form.with(&format!("confirm:{id}"), "yes");
    }
    for id in PARTNERS {
        form = form.and("pick", id);
    }
    form.with("confirm:university-only:北京城市学院", "yes")
        .with("because:university-only:北京城市学院", "招生简章")
        .with("confirm:directed:row50", "yes")
        .with("because:directed:row50", "录取前约定")
}

#[tokio::test]
async fn the_annex_shows_three_sums_and_four_partners_to_be_filled_in() {
    let (town, browser) = uploaded().await;
    let seen = browser.page(DESK).await;
    all_worded(&seen);
    all_worded(&Browser::new(town.office.clone()).english().page(DESK).await);
    assert_eq!(seen.title(), "核对2023年招生计划表 · 贯通");
    assert_eq!(seen.text.matches("is-total is-found").count(), 3);
    for (total, others, found) in [("420", "360", "60"), ("270", "220", "50"), ("210", "180", "30")] {
        let sum = format!("<td>{total}</td></tr><tr><th scope=\"row\">其余");
        assert!(
            seen.has(&sum)
                && seen.has(&format!("<td>－ {others}</td>"))
                && seen.has(&format!("<td><b>{found}</b></td>"))
        );
        assert!(seen.has(&format!("确认 {found} 人")));
    }
    for words in [
        "84 行，取得 76 个项目",
        "12 处待处理",
        "3 处，3 处待确认",
        "4 处，4 处待补填",
        "第13行　北京电子科技职业学院、生物医药行业产教融合共同体人才培养专项",
        "8 校 46 个项目",
        "13 所院校的招生规模，13 所相符",
        "还差 4 项",
        "新增 72 个项目",
    ] {
        assert!(seen.has(words), "{words}");
    }
    assert_eq!(
        seen.elements("button").filter(|button| button.contains(" disabled")).count(),
        1,
        "the plan cannot be set yet"
    );
    assert_eq!(PARTNERS.iter().filter(|id| seen.has(&format!("name=\"value:{id}\""))).count(), 4);
}

#[tokio::test]
async fn confirmed_filled_in_decided_and_set() {
    let (town, browser) = uploaded().await;
    let first =
        Filled::of(&browser.page(DESK).await).with("confirm:inferred:row13", "yes").with("do", "save");
    saved(&post(&browser, DESK, &first.0).await, 1);
    let seen = browser.page(&format!("{DESK}?saved=1")).await;
    assert!(seen.has("已保存 1 处填写。") && seen.has("3 处，2 处待确认"));
    saved(&post(&browser, DESK, &answered(Filled::of(&seen)).0).await, 11);
    let seen = browser.page(DESK).await;
    assert_eq!(open(&town.office).await, Vec::<String>::new());
    assert!(seen.has("全部核对完毕，可以确定计划。") && seen.has("甲，") && seen.has("全部具备"));
    assert!(!seen.elements("button").any(|button| button.contains(" disabled")));
    let seen = post(&browser, DESK, &Filled::of(&seen).with("do", "set").with("by", "甲").0).await;
    assert_eq!(seen.header("location"), "/plans/2023?set=1&changes=76");
    let seen = browser.page("/plans/2023?set=1&changes=76").await;
    all_worded(&seen);
    for words in [
        "计划已确定：第 1 版，76 处变更。",
        "第 1 版，甲于2023年9月28日18:00确定。",
        "高本贯通 1,920、中本贯通 890",
        "其中 1 个不得转专业",
        "学校来函",
        "核对：甲",
        "annex-2023.xlsx",
    ] {
        assert!(seen.has(words), "{words}");
    }
    assert!(browser.page(DESK).await.has("2023年没有核对中的计划表"), "the draft is done");
}

#[tokio::test]
async fn a_tick_taken_away_takes_the_answer_back() {
    let (town, browser) = uploaded().await;
    let form = Filled::of(&browser.page(DESK).await).with("confirm:special:row13", "yes").with("do", "save");
    saved(&post(&browser, DESK, &form.0).await, 1);
    assert!(!open(&town.office).await.contains(&"special:row13".to_owned()));
    let mut form = Filled::of(&browser.page(DESK).await);
    assert!(form.0.contains(&("confirm:special:row13".to_owned(), "yes".to_owned())));
    form.0.retain(|(name, _)| name != "confirm:special:row13");
    saved(&post(&browser, DESK, &form.with("do", "save").0).await, 1);
    assert!(open(&town.office).await.contains(&"special:row13".to_owned()));
}

#[tokio::test]
async fn a_wrong_answer_is_said_beside_its_field_and_the_others_are_kept() {
    let (town, browser) = uploaded().await;
    let form = Filled::of(&browser.page(DESK).await)
        .with("confirm:inferred:row31", "yes")
        .with("value:partner:row69", "联合大学（暂定）")
        .with("because:partner:row69", "电话")
        .with("value:partner:row70", "北京联合大学")
        .with("do", "save");
    saved(&post(&browser, DESK, &form.0).await, 3);
    let seen = browser.page(DESK).await;
    all_worded(&seen);
    assert!(seen.has("有 2 处需要更正，其余填写已保存"));
    let list = seen.text.split("class=\"errors\"").nth(1).unwrap().split("</section>").next().unwrap();
    for words in ["“联合大学（暂定）”不在2023年本科高校名录中", "IMP-0312", "请写明来源或依据。（IMP-0317）"]
    {
        assert!(list.contains(words), "{words}: {list}");
    }
    for link in list.split("href=\"#").skip(1).map(|rest| rest.split('"').next().unwrap()) {
        assert!(seen.values("id").contains(&link), "{link} is a field");
        assert!(seen.has(&format!("aria-describedby=\"{link}-error\"")), "{link}");
    }
    assert_eq!(seen.elements("input").filter(|input| input.contains("aria-invalid")).count(), 2);
    assert!(seen.has("value=\"联合大学（暂定）\"") && seen.has("value=\"电话\""), "what was typed stays");
    assert!(!open(&town.office).await.contains(&"inferred:row31".to_owned()), "the good answer is kept");
}

#[tokio::test]
async fn a_source_without_a_decision_stays_in_its_field_and_says_so() {
    let (_town, browser) = uploaded().await;
    let form = Filled::of(&browser.page(DESK).await)
        .with("because:directed:row50", "招生简章第4页")
        .with("because:partner:row68", "来函")
        .with("confirm:inferred:row13", "yes")
        .with("do", "save");
    let seen = post(&browser, DESK, &form.0).await;
    assert_eq!(seen.status, StatusCode::UNPROCESSABLE_ENTITY);
    seen.must_be_well_made(DESK);
    all_worded(&seen);
    assert_eq!(seen.text.matches("只填了来源或理由").count(), 4, "listed and beside both fields");
    assert!(seen.has("value=\"招生简章第4页\"") && seen.has("value=\"来函\""));
    assert!(seen.has("3 处，2 处待确认"), "the tick is saved all the same");
}

#[tokio::test]
async fn a_plan_with_something_open_is_not_set() {
    let (town, browser) = uploaded().await;
    let form = Filled::of(&browser.page(DESK).await).with("do", "set");
    let seen = post(&browser, DESK, &form.0).await;
    assert_eq!(seen.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(seen.has("计划没有确定") && seen.has("还有待处理的各处"));
    assert!(town.office.plan(2023).await.unwrap().is_none());
    let form = Filled::of(&browser.page(DESK).await).with("confirm:special:row13", "yes").with("do", "set");
    let seen = post(&browser, DESK, &form.0).await;
    assert_eq!(seen.header("location"), format!("{DESK}?saved=1&unset=1"));
    assert!(
        browser.page(&format!("{DESK}?saved=1&unset=1")).await.has("先保存了 1 处填写，计划还没有确定。")
    );
}

#[tokio::test]
async fn of_two_windows_the_second_keeps_what_was_typed_and_sees_what_was_saved() {
    let (town, browser) = uploaded().await;
    let page = browser.page(DESK).await;
    let one = Filled::of(&page)
        .with("value:partner:row68", "北京农学院")
        .with("because:partner:row68", "来函甲")
        .with("do", "save");
    let two = Filled::of(&page)
        .with("value:partner:row68", "北京联合大学")
        .with("because:partner:row68", "来函乙")
        .with("confirm:inferred:row13", "yes")
        .with("do", "save");
    saved(&post(&browser, DESK, &one.0).await, 1);
    let seen = post(&browser, DESK, &two.0).await;
    assert_eq!(seen.status, StatusCode::CONFLICT);
    seen.must_be_well_made(DESK);
    all_worded(&seen);
    for words in [
        "有人先办了",
        "您的填写没有丢",
        "value=\"北京联合大学\"",
        "value=\"来函乙\"",
        "另一处已保存为“北京农学院”",
        "另一处已保存为“未填”",
    ] {
        assert!(seen.has(words), "{words}");
    }
    let view = town.office.plan_draft_view(2023).await.unwrap().unwrap();
    assert_eq!(
        view.answers.answers["partner:row68"].source.as_deref(),
        Some("来函甲"),
        "nothing was written over"
    );
    saved(&post(&browser, DESK, &Filled::of(&seen).with("do", "save").0).await, 2);
    let view = town.office.plan_draft_view(2023).await.unwrap().unwrap();
    assert_eq!(view.answers.answers["partner:row68"].source.as_deref(), Some("来函乙"));
}

#[tokio::test]
async fn a_form_that_comes_after_the_draft_is_gone_shows_what_was_typed() {
    let (town, browser) = uploaded().await;
    let page = browser.page(DESK).await;
    let version = |form: &Filled| form.0.iter().find(|(name, _)| name == "version").unwrap().clone();
    let form = Filled::of(&page).with("value:partner:row68", "北京<农>学院").with("do", "save");
    let gone = post(&browser, &format!("{DESK}/discard"), &[version(&form)]).await;
    assert_eq!((gone.status, gone.header("location")), (StatusCode::SEE_OTHER, "/plans/import?year=2023"));
    let seen = post(&browser, DESK, &form.0).await;
    assert_eq!(seen.status, StatusCode::CONFLICT);
    assert!(seen.has("您刚才的填写") && seen.has("北京&#60;农&#62;学院"));
    assert!(town.office.plan_draft(2023).await.unwrap().is_none());
    let again = post(&browser, &format!("{DESK}/discard"), &[version(&form)]).await;
    assert_eq!(again.status, StatusCode::CONFLICT);
}

#[tokio::test]
async fn a_draft_seen_in_an_older_state_is_not_put_away() {
    let (town, browser) = uploaded().await;
    let page = browser.page(DESK).await;
    let form = Filled::of(&page).with("confirm:special:row13", "yes").with("do", "save");
    saved(&post(&browser, DESK, &form.0).await, 1);
    let stale = form.0.iter().find(|(name, _)| name == "version").unwrap().clone();
    for version in [stale, ("version".to_owned(), "x".to_owned())] {
        let seen = post(&browser, &format!("{DESK}/discard"), &[version]).await;
        assert_eq!(seen.status, StatusCode::CONFLICT);
        seen.must_be_well_made(DESK);
    }
    assert!(town.office.plan_draft(2023).await.unwrap().is_some());
}

#[tokio::test]
async fn a_plan_under_which_candidates_are_admitted_is_not_replaced() {
    let town = proved().await;
    let browser = Browser::new(town.office.clone());
    let list = browser.get("/plans/2023.csv").await.text;
    let other = list.replacen(",25\n", ",24\n", 1);
    assert_ne!(list, other);
    assert_eq!(upload(&browser, "2023", 0, "plan.csv", other.as_bytes()).await.status, StatusCode::SEE_OTHER);
    let seen = browser.page(DESK).await;
    all_worded(&seen);
    assert!(seen.has("2023年录取已经开始，计划不能再改") && seen.has("修改 1"));
    assert!(seen.elements("button").any(|button| button.contains(" disabled")));
    let form = Filled::of(&seen).with("do", "set");
    let seen = post(&browser, DESK, &form.0).await;
    assert_eq!(seen.status, StatusCode::CONFLICT);
    assert!(seen.has("2023年已经按现有计划录取，计划不能再换。"));
    assert_eq!(town.office.plan(2023).await.unwrap().unwrap().head.version, 1);
}

#[tokio::test]
async fn what_is_exported_and_imported_again_changes_nothing() {
    let town = planned().await;
    let browser = Browser::new(town.office.clone());
    let book = town.office.plan_workbook(2023, "2023年招生计划表").await.unwrap().unwrap();
    let list = town.office.plan_list(2023).await.unwrap().unwrap();
    for (version, (name, bytes)) in (0..).zip([("计划.xlsx", book), ("计划.csv", list)]) {
        let seen = upload(&browser, "2023", version, name, &bytes).await;
        assert_eq!(seen.status, StatusCode::SEE_OTHER, "{name}");
        let seen = browser.page(DESK).await;
        let same = seen.has("与现行计划相比 0 处变更") && seen.has("与现行计划一致，0 处变更。");
        assert!(same, "{name}: {}", seen.shown());
    }
    let form = Filled::of(&browser.page(DESK).await).with("do", "set");
    let seen = post(&browser, DESK, &form.0).await;
    assert_eq!(seen.header("location"), "/plans/2023?set=1&changes=0");
    assert!(browser.page("/plans/2023?set=1&changes=0").await.has("0 处变更，仍为第 1 版"));
}
