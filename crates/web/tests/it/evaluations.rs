//! `/evaluation`: opened, assigned, scored by two who know nothing of each other, by a third, delivered, answered, set; and
//! that neither a page, a file nor a list tells a score before its time, nor a name to a side.
// case: 4.3.1.b, 4.3.1.d

use crate::browser::Seen;
use crate::house::{Guest, House, encoded};
use crate::lives::lives;
use axum::http::StatusCode;
use guantong_evaluation::Dimension;
use guantong_secrets::password::Profile;
use guantong_service::access::{Organisation, OrganisationKind, Role};
use jiff::civil::date;

const SCHOOL: &str = "北京市昌平职业学校";
const UNIVERSITY: &str = "北京联合大学";
/// What nobody but its writer may read before its time.
const SECRET: &str = "暗号丁香";

fn address() -> String {
    format!("/evaluation/2026/{}/{}", encoded(SCHOOL), encoded(UNIVERSITY))
}

fn hidden(page: &Seen, name: &str) -> String {
    let rest = page.text.split(&format!("name=\"{name}\" value=\"")).nth(1);
    rest.and_then(|rest| rest.split('"').next()).unwrap_or_default().to_owned()
}

/// Does something on the subject, as it is seen.
async fn does(guest: &mut Guest, action: &str, fields: &[(&str, &str)]) -> Seen {
    let page = guest.page(&address()).await;
    let version = hidden(&page, "version");
    guest
        .send(&format!("{}{action}", address()), &[&[("version", version.as_str())][..], fields].concat())
        .await
}

async fn scores(guest: &mut Guest, marks: [i64; 6], action: &str) -> Seen {
    let sheet = format!("{}/score", address());
    let page = guest.page(&sheet).await;
    let mut fields =
        vec![("version".to_owned(), hidden(&page, "version")), ("do".to_owned(), action.to_owned())];
    for (dimension, mark) in Dimension::ALL.iter().zip(marks) {
        fields.push((format!("mark-{dimension}"), mark.to_string()));
        fields.push((format!("opinion-{dimension}"), format!("{SECRET}{dimension}")));
    }
    let fields: Vec<(&str, &str)> =
        fields.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
    guest.send(&sheet, &fields).await
}

async fn house() -> House {
    let house = House::over(lives(date(2026, 12, 5)).await, Profile::Asvs);
    let house = house.with(&["jiaowei", "jiaowei2", "zhongzhi", "daxue", "gaozhi", "qiye", "zhuanjia"]).await;
    let panel = Organisation {
        id: "O-panel".to_owned(),
        name: "评审专家组".to_owned(),
        kind: OrganisationKind::Panel,
        district: None,
    };
    for (login, name) in [("zhuanjia2", "秦慕远"), ("zhuanjia3", "邵清妍")] {
        house.office.demo_account(login, name, Role::Expert, &panel, &[]).await.unwrap();
    }
    house
}

/// Opens a round over the one subject.
async fn opened(commission: &mut Guest) {
    let form = commission.page("/evaluation/new").await;
    let subject = format!("{SCHOOL}/{UNIVERSITY}");
    assert!(form.text.contains(&subject), "{}", form.shown());
    let mut fields = vec![
        ("year", "2026"),
        ("score-by", "2026-12-31"),
        ("apart-dimension", "1"),
        ("apart-total", "10"),
        ("subject-0", subject.as_str()),
    ];
    let names: Vec<String> = Dimension::ALL.iter().map(|of| format!("weight-{of}")).collect();
    fields.extend(names.iter().map(|name| (name.as_str(), "1")));
    let mut wrong = fields.clone();
    wrong[1] = ("score-by", "年底");
    let seen = commission.send("/evaluation/new", &wrong).await;
    assert!(
        seen.status == StatusCode::UNPROCESSABLE_ENTITY && seen.has("“年底”不是日期"),
        "{}",
        seen.shown()
    );
    let seen = commission.send("/evaluation/new", &fields).await;
    assert_eq!(seen.status, StatusCode::SEE_OTHER, "{}", seen.shown());
}

#[tokio::test]
async fn two_experts_score_blind_and_a_third_reads() {
    let house = house().await;
    let mut commission = house.entered("jiaowei").await;
    opened(&mut commission).await;
    let account = |login: &'static str| {
        let office = house.office.clone();
        async move { office.storage().account_by_login(login).await.unwrap().unwrap().id }
    };
    let (first, second, third) =
        (account("zhuanjia").await, account("zhuanjia2").await, account("zhuanjia3").await);

    // A tie declared by the expert himself is named where he is chosen.
    let mut tied = house.entered("zhuanjia3").await;
    let own = format!("/evaluation/experts/{third}");
    let page = tied.page("/evaluation").await;
    assert!(page.values("href").contains(&own.as_str()), "{}", page.shown());
    let fields = [("do", "declare"), ("kind", "relation"), ("institution", UNIVERSITY), ("note", "联合课题")];
    let version = hidden(&tied.page(&own).await, "version");
    let seen = tied.send(&own, &[&[("version", version.as_str())][..], &fields].concat()).await;
    assert_eq!(seen.status, StatusCode::SEE_OTHER, "{}", seen.shown());
    let mut one = house.entered("zhuanjia").await;
    assert_eq!(one.get(&own).await.status, StatusCode::NOT_FOUND, "another's ties");
    let seen = does(&mut commission, "/readers", &[("seat", "first"), ("expert", &third)]).await;
    assert_eq!(seen.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(seen.has("邵清妍同北京联合大学有利害关系（其他利害关系，联合课题）"), "{}", seen.shown());

    let proposal = commission.page("/evaluation/2026/readers").await;
    assert!(
        proposal.has("秦慕远") && proposal.has("袁景山") && !proposal.has("邵清妍"),
        "{}",
        proposal.shown()
    );
    let digest = hidden(&proposal, "digest");
    let seen = commission.send("/evaluation/2026/readers", &[("digest", digest.as_str())]).await;
    assert_eq!(seen.status, StatusCode::SEE_OTHER, "{}", seen.shown());
    assert_eq!(tied.get(&address()).await.status, StatusCode::NOT_FOUND, "not assigned");

    // Something to score, with the evidence beside it; nobody's identity.
    let todo = one.page("/todo").await;
    assert!(todo.has("待评审") && todo.has(SCHOOL), "{}", todo.shown());
    let sheet = one.page(&format!("{}/score", address())).await;
    assert!(sheet.has("培养目标与规格") && sheet.has("转段") && !sheet.has("沈知行"), "{}", sheet.shown());
    assert_eq!(one.get("/students").await.status, StatusCode::FORBIDDEN);
    let seen = scores(&mut one, [4, 4, 4, 4, 4, 9], "keep").await;
    assert!(
        seen.status == StatusCode::UNPROCESSABLE_ENTITY && seen.has("“9”不在 1 到 5 之间"),
        "{}",
        seen.shown()
    );
    assert!(seen.text.contains(SECRET), "what was typed stays");
    let mut other = house.entered("zhuanjia2").await;
    let pages = ["/evaluation", "/evaluation/2026", &address(), &format!("{}/score", address()), "/todo"];
    let mut before = Vec::new();
    for page in pages {
        before.push(other.page(page).await.text);
    }
    let seen = scores(&mut one, [4; 6], "hand-in").await;
    assert_eq!(seen.status, StatusCode::SEE_OTHER, "{}", seen.shown());

    // Of what was handed in the other reader is told nothing, not even that it was; the commission and the sides no score.
    let plain = |text: &str| {
        let rest: Vec<&str> = text.split("name=\"form-token\" value=\"").collect();
        let rest: Vec<&str> =
            rest.iter().map(|part| part.split_once('"').map_or(*part, |(_, rest)| rest)).collect();
        let text = rest.concat();
        let rest: Vec<&str> = text.split("name=\"form-key\" value=\"").collect();
        rest.iter().map(|part| part.split_once('"').map_or(*part, |(_, rest)| rest)).collect::<String>()
    };
    for (page, before) in pages.iter().zip(&before) {
        let now = other.page(page).await.text;
        assert_eq!(plain(&now), plain(before), "{page} is another since the first handed in");
    }
    let mut school = house.entered("zhongzhi").await;
    for guest in [&mut commission, &mut school] {
        for page in ["/evaluation".to_owned(), "/evaluation/2026".to_owned(), address()] {
            let seen = guest.page(&page).await;
            assert!(!seen.text.contains(SECRET) && !seen.has("80.00"), "{page} {}", seen.shown());
        }
    }
    let (_, _, bytes) = commission.file("/evaluation/2026/results.xlsx").await;
    assert!(!readable(&bytes).contains("80.00"));
    assert!(school.get("/evaluation/2026/results.xlsx").await.status.is_client_error());
    let page = school.page(&address()).await;
    assert!(page.has("专家评审中") && !page.has("袁景山") && !page.has("秦慕远"), "{}", page.shown());

    // The other differs by two in one dimension: a third is wanted, and must not be one of the two.
    scores(&mut other, [4, 4, 4, 4, 4, 2], "hand-in").await;
    let page = commission.page(&address()).await;
    assert!(page.has("待指定第三名专家") && page.has("合作机制运行相差 2 分"), "{}", page.shown());
    let seen = does(&mut commission, "/readers", &[("seat", "third"), ("expert", &first)]).await;
    assert!(seen.has("袁景山已经在评这个对象"), "{}", seen.shown());
    let seen = does(&mut commission, "/readers", &[("seat", "third"), ("expert", &third)]).await;
    assert!(seen.has("有利害关系"), "{}", seen.shown());
    let version = hidden(&tied.page(&own).await, "version");
    let fields =
        [("do", "withdraw"), ("place", "0"), ("because", "课题未立项"), ("version", version.as_str())];
    tied.send(&own, &fields).await;
    let seen = does(&mut commission, "/readers", &[("seat", "third"), ("expert", &third)]).await;
    assert_eq!(seen.status, StatusCode::SEE_OTHER, "{}", seen.shown());
    let page = tied.page(&address()).await;
    assert!(!page.text.contains(SECRET), "the third is blind too: {}", page.shown());
    scores(&mut tied, [4, 4, 4, 4, 4, 4], "hand-in").await;
    let page = tied.page(&address()).await;
    assert!(page.text.contains(SECRET) && !page.has("秦慕远"), "all is read: {}", page.shown());

    // Delivered: the sides read scores and opinions, and no name.
    let seen = does(&mut commission, "/opinions", &[]).await;
    assert_eq!(seen.status, StatusCode::SEE_OTHER, "{}", seen.shown());
    let mut university = house.entered("daxue").await;
    for guest in [&mut school, &mut university] {
        let page = guest.page(&address()).await;
        assert!(
            page.has("80.00") && page.text.contains(SECRET) && page.has("待学校答复"),
            "{}",
            page.shown()
        );
        for (name, account) in [("袁景山", &first), ("秦慕远", &second), ("邵清妍", &third)] {
            assert!(!page.text.contains(name) && !page.text.contains(account.as_str()), "{name}");
        }
    }
    let todo = school.page("/todo").await;
    assert!(todo.has("待学校答复"), "{}", todo.shown());
    for login in ["gaozhi", "qiye"] {
        assert!(house.entered(login).await.get(&address()).await.status.is_client_error(), "{login}");
    }
    let seen = does(&mut school, "/answer", &[("text", "")]).await;
    assert!(seen.status == StatusCode::UNPROCESSABLE_ENTITY && seen.has("没有写内容"), "{}", seen.shown());
    does(&mut school, "/answer", &[("text", "已按意见改进")]).await;
    let page = university.page(&address()).await;
    assert!(page.has("已按意见改进"), "{}", page.shown());

    // Two hands; then it is closed, and stands beside the plan of the next year.
    let result = [("do", "draft"), ("grade", "good"), ("text", "总体良好")];
    let seen = does(&mut commission, "/result", &result).await;
    assert_eq!(seen.status, StatusCode::SEE_OTHER, "{}", seen.shown());
    assert!(!school.page(&address()).await.has("总体良好"));
    let seen = does(&mut commission, "/result", &[("do", "set")]).await;
    assert_eq!(seen.status, StatusCode::CONFLICT, "{}", seen.shown());
    let mut second_hand = house.entered("jiaowei2").await;
    let seen = does(&mut second_hand, "/result", &[("do", "set")]).await;
    assert_eq!(seen.status, StatusCode::SEE_OTHER, "{}", seen.shown());
    let page = school.page(&address()).await;
    assert!(page.has("总体良好") && page.has("良好") && page.has("历年对比"), "{}", page.shown());
    let version = hidden(&commission.page("/evaluation/2026").await, "version");
    commission.send("/evaluation/2026", &[("version", version.as_str())]).await;
    let page = commission.page("/evaluation/2026").await;
    assert!(page.has("已结束") && page.has("加权 kappa"), "{}", page.shown());
    let (status, _, bytes) = commission.file("/evaluation/2026/results.xlsx").await;
    assert!(status == StatusCode::OK && readable(&bytes).contains("80.00"));
    let plan = commission.page(&format!("/proposals/2028/{}", encoded(SCHOOL))).await;
    assert!(plan.has("监测评估结论") && plan.has("80.00"), "{}", plan.shown());

    let verified = house.office.verify().await.unwrap();
    assert!(verified.findings.is_empty(), "{:?}", verified.findings);
    for (login, pages) in [
        (
            "jiaowei",
            vec!["/evaluation".to_owned(), "/evaluation/new".to_owned(), "/evaluation/experts".to_owned()],
        ),
        ("jiaowei", vec!["/evaluation/2026".to_owned(), "/evaluation/2026/readers".to_owned(), address()]),
        ("zhongzhi", vec!["/evaluation".to_owned(), address()]),
        ("zhuanjia", vec!["/evaluation".to_owned(), format!("{}/score", address()), address()]),
        ("zhuanjia3", vec![own.clone()]),
    ] {
        let mut english = house.entered(login).await.english();
        for page in pages {
            crate::house::well_made(&english.page(&page).await, &page);
        }
    }
}

/// The text of a workbook.
fn readable(bytes: &[u8]) -> String {
    use std::io::Read;
    let mut package = zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap();
    let mut text = String::new();
    for at in 0..package.len() {
        let mut part = Vec::new();
        package.by_index(at).unwrap().read_to_end(&mut part).unwrap();
        text.push_str(&String::from_utf8_lossy(&part));
    }
    text
}
