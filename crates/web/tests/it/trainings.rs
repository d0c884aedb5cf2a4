//! `/training`: begun, edited in two windows, a sheet with mistakes and one without, judged, sent, agreed to by another,
//! adjusted and compared; and what everybody sees of it.
// case: 3.2.1, 3.2.1.b, 3.2.2

use crate::browser::{Browser, Seen};
use crate::lives::lives;
use crate::plan_forms::post;
use axum::body::Body;
use axum::http::StatusCode;
use guantong_model::ProgrammeId;
use guantong_service::training::{Entered, Reach};
use jiff::civil::date;
use tower::ServiceExt;

const SCHOOL: &str = "北京市昌平职业学校";
const HEADINGS: [&str; 10] = [
    "课程代码",
    "课程名称",
    "学段",
    "学期",
    "课程类别",
    "总学时",
    "实践学时",
    "学分",
    "核心课程",
    "先修课程代码",
];

async fn send(browser: &Browser, address: &str, pairs: &[(&str, &str)]) -> Seen {
    let pairs: Vec<_> = pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
    post(browser, address, &pairs).await
}

/// Gives a sheet in.
async fn give(browser: &Browser, address: &str, version: i64, bytes: &[u8]) -> Seen {
    let mut body = format!(
        "--x\r\ncontent-disposition: form-data; name=\"version\"\r\n\r\n{version}\r\n--x\r\ncontent-disposition: \
         form-data; name=\"file\"; filename=\"courses.csv\"\r\n\r\n"
    )
    .into_bytes();
    body.extend(bytes);
    body.extend(b"\r\n--x--\r\n");
    let request = browser
        .request("POST", address)
        .header("content-type", "multipart/form-data; boundary=x")
        .body(Body::from(body))
        .unwrap();
    browser.ask(request).await
}

/// Three courses a semester in which nothing is to be found, as rows of a sheet.
fn rows() -> Vec<Vec<String>> {
    let mut rows = Vec::new();
    for (semester, sign) in "甲乙丙丁戊己庚辛壬癸子丑寅卯".chars().enumerate() {
        let semester = semester + 1;
        for (code, title, kind, practice, core) in [
            ("G", "文", "公共基础课", "0", "否"),
            ("V", "技", "专业课", "180", "是"),
            ("P", "训", "实践课", "180", "否"),
        ] {
            let (code, title) = (format!("{code}{semester:02}"), format!("{title}{sign}"));
            let semester = semester.to_string();
            let cells =
                [code.as_str(), title.as_str(), "", semester.as_str(), kind, "180", practice, "10", core, ""];
            rows.push(cells.map(str::to_owned).to_vec());
        }
    }
    rows
}

fn sheet(rows: Vec<Vec<String>>) -> Vec<u8> {
    guantong_documents::write_csv(&HEADINGS, rows)
}

async fn first(office: &guantong_service::Office) -> ProgrammeId {
    let lines = office.storage().plan_lines(2026).await.unwrap();
    lines.iter().find(|line| line.institution == SCHOOL).unwrap().programme.clone()
}

#[tokio::test]
async fn a_training_programme_is_drafted_judged_agreed_to_and_adjusted() {
    let town = lives(date(2026, 3, 2)).await;
    let browser = Browser::new(town.office.clone());
    let here = format!("/training/{}/2026", first(&town.office).await);
    let courses = format!("{here}/courses");
    let list = browser.page("/training?cohort=2026").await;
    assert!(
        list.has("2026级人才培养方案") && list.has("未编制") && list.values("href").contains(&here.as_str())
    );
    let page = browser.page(&here).await;
    assert!(page.has("从空白开始") && !page.has("沿用"));
    let begun = send(&browser, &here, &[("do", "begin"), ("version", "0")]).await;
    assert_eq!((begun.status, begun.header("location")), (StatusCode::SEE_OTHER, courses.as_str()));
    assert!(browser.page(&courses).await.has("还没有课程"));

    // A course that cannot be taken keeps what was typed; two windows.
    let course = [
        ("do", "add"),
        ("code", "Z1"),
        ("title", "钳工"),
        ("semester", "１"),
        ("kind", "vocational"),
        ("hours", "6x"),
        ("practice", "３0"),
        ("credits", "3.5"),
        ("prerequisites", ""),
        ("version", "1"),
    ];
    let wrong = send(&browser, &courses, &course).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.has("总学时“6x”不是整数") && wrong.has("value=\"钳工\""), "{}", wrong.text);
    wrong.must_be_well_made(&courses);
    let with = |name: &'static str, value: &'static str| {
        course.map(|(field, given)| if field == name { (field, value) } else { (field, given) })
    };
    assert_eq!(send(&browser, &courses, &with("hours", "60")).await.status, StatusCode::SEE_OTHER);
    let late = send(&browser, &courses, &with("hours", "60")).await;
    assert!(late.status == StatusCode::CONFLICT && late.has("已由别人更新") && late.has("value=\"Z1\""));
    let one = format!("{courses}/Z1");
    assert!(browser.page(&one).await.has("没有其他课程以它为先修课程"));
    let changed = [("do", "change"), ("version", "2"), ("title", ""), ("code", "Z1")];
    let changed = send(&browser, &one, &[&changed[..], &course[3..9]].concat()).await;
    assert!(changed.status == StatusCode::UNPROCESSABLE_ENTITY && changed.has("不是整数"));
    assert_eq!(browser.get(&format!("{courses}/none")).await.status, StatusCode::NOT_FOUND);
    let removed = send(&browser, &one, &[("do", "remove"), ("version", "2")]).await;
    assert_eq!(removed.status, StatusCode::SEE_OTHER);

    // A sheet with mistakes is not taken and names its cells; one without is.
    let mut bad = rows();
    (bad[0][3], bad[1][5]) = ("15".to_owned(), "百".to_owned());
    let refused = give(&browser, &format!("{here}/sheet"), 3, &sheet(bad)).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.has("D2：学期“15”应为 1 至 14") && refused.has("F3：“百”不是整数"), "{}", refused.text);
    refused.must_be_well_made(&courses);
    let mut good = rows();
    // One that the university teaches later, and one that reads like another.
    good[22][9] = "V12".to_owned();
    good[25][1] = "技丙（一）".to_owned();
    let taken = give(&browser, &format!("{here}/sheet"), 3, &sheet(good)).await;
    assert_eq!(taken.header("location"), format!("{courses}?added=42&dropped=0&changed=0"));
    assert!(browser.page(taken.header("location")).await.has("新增 42 门"));
    let words = [("goals", "目标"), ("specification", "规格"), ("occupations", "岗位")];
    let words = [&[("do", "words"), ("version", "4")][..], &words[..]].concat();
    assert_eq!(send(&browser, &courses, &words).await.status, StatusCode::SEE_OTHER);

    // The page finds both, and draws them.
    let page = browser.page(&here).await;
    assert!(page.has("两校衔接不上：《技辛》（V08）在高职第8学期"), "{}", page.text);
    assert!(page.has("名称相近") && page.has("map__late") && page.has("其中 1 条先后颠倒"));
    page.must_be_well_made(&here);
    let early = send(&browser, &here, &[("do", "send"), ("declared", "yes"), ("version", "5")]).await;
    assert!(early.status == StatusCode::UNPROCESSABLE_ENTITY && early.has("两校衔接不上"));
    let mut mended = rows();
    mended[25][1] = "技丙（一）".to_owned();
    let taken = give(&browser, &format!("{here}/sheet"), 5, &sheet(mended)).await;
    assert!(taken.header("location").ends_with("?added=0&dropped=0&changed=1"));
    let pair = [("do", "different"), ("version", "6"), ("one", "V03"), ("other", "V09")];
    let silent = send(&browser, &here, &[&pair[..], &[("because", " ")]].concat()).await;
    assert!(silent.status == StatusCode::UNPROCESSABLE_ENTITY && silent.has("请写明判断"));
    let judged = send(&browser, &here, &[&pair[..], &[("because", "内容不同")]].concat()).await;
    assert_eq!(judged.status, StatusCode::SEE_OTHER);
    assert!(browser.page(&here).await.has("没有发现问题"));
    let undeclared = send(&browser, &here, &[("do", "send"), ("version", "7")]).await;
    assert!(undeclared.status == StatusCode::UNPROCESSABLE_ENTITY && undeclared.has("请勾选声明"));
    let sent = send(&browser, &here, &[("do", "send"), ("declared", "yes"), ("version", "7")]).await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER);

    // Somebody else agrees for the university.
    let agreement = format!("{here}/agreement");
    let agree = [("do", "agree"), ("declared", "yes"), ("version", "8"), ("by", "")];
    let same = send(&browser, &agreement, &agree).await;
    assert!(same.status == StatusCode::CONFLICT && same.has("由另一位经办人同意"), "{}", same.text);
    let agreed = send(&browser, &agreement, &[&agree[..3], &[("by", "乙")]].concat()).await;
    assert_eq!(agreed.status, StatusCode::SEE_OTHER);
    let page = browser.page(&here).await;
    assert!(page.has("第 1 版，自2026年3月2日起执行"), "{}", page.text);
    let silent = send(&browser, &here, &[("do", "adjust"), ("because", ""), ("version", "9")]).await;
    assert!(silent.status == StatusCode::UNPROCESSABLE_ENTITY && silent.has("调整须写明理由"));
    let adjusted =
        send(&browser, &here, &[("do", "adjust"), ("because", "产业变化"), ("version", "9")]).await;
    assert_eq!(adjusted.status, StatusCode::SEE_OTHER);
    let removed = send(&browser, &format!("{courses}/P14"), &[("do", "remove"), ("version", "10")]).await;
    assert_eq!(removed.status, StatusCode::SEE_OTHER);
    let in_force = browser.page(&format!("{here}?of=in-force")).await;
    assert!(in_force.has("这是执行中的版本") && in_force.has("训卯"));
    assert!(!browser.page(&here).await.has("训卯"));
    let versions = browser.page(&format!("{here}/versions")).await;
    assert!(
        versions.has("删去（P14）")
            && versions.has("理由：产业变化")
            && versions.has("同意执行，成为第 1 版")
    );
    assert!(browser.page(&format!("{here}/versions?from=9&to=9")).await.has("两版没有差异"));
    let english = Browser::new(town.office.clone()).english().page(&here).await;
    assert!(english.has("Being adjusted") && english.has("Prerequisites"));
    for address in ["/training/none/2026", "/training/none/x", "/training/none/2026/versions"] {
        assert_eq!(browser.get(address).await.status, StatusCode::NOT_FOUND, "{address}");
    }
}

#[tokio::test]
async fn everybody_sees_what_is_in_force_and_takes_it_along() {
    let town = lives(date(2026, 3, 2)).await;
    let office = &town.office;
    let programme = first(office).await;
    let browser = Browser::new(office.clone());
    let here = format!("/training/{programme}/2026");
    send(&browser, &here, &[("do", "begin"), ("version", "0")]).await;
    give(&browser, &format!("{here}/sheet"), 1, &sheet(rows())).await;
    let mut plan = office.training_view(&programme, 2026).await.unwrap().plan().unwrap().clone();
    let text = "为首都培养".to_owned();
    plan.words =
        guantong_training::Words { goals: text.clone(), specification: text.clone(), occupations: text };
    let entered = Entered {
        programme: programme.clone(),
        cohort: 2027,
        plan,
        reach: Reach::InForce,
        on: date(2026, 3, 2),
        drafted_by: "甲".to_owned(),
        agreed_by: "乙".to_owned(),
    };
    assert_eq!(office.enter_trainings(&[entered]).await.unwrap(), 1);
    let viewer = std::sync::Arc::new(guantong_service::access::Viewer::public());
    let public = office.seen_by(viewer, guantong_service::access::Action::FactsRead);
    assert_eq!(public.trainings(2026, None).await.unwrap(), []);
    assert_eq!(public.trainings(2027, None).await.unwrap().len(), 1);
    let page = browser.page(&format!("/training/{programme}/2027")).await;
    assert!(page.has("执行中") && page.has("为首都培养") && page.has("七年课程图"));
    let address = format!("/training/{programme}/2027/courses.xlsx");
    let file = browser.request("GET", &address).body(Body::empty()).unwrap();
    let file = browser.router().oneshot(file).await.unwrap();
    assert_eq!(file.status(), StatusCode::OK);
    assert!(file.headers()["content-disposition"].to_str().unwrap().contains("table.xlsx"));
    assert!(browser.page("/training?cohort=2026").await.has("编制中"));
}
