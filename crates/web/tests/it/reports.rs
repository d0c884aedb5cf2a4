//! `/reports`: written, sent with figures that stand from then on, signed, handed in, sent back, accepted; and taken away.
// case: 4.3.1.a

use crate::browser::Seen;
use crate::house::{Guest, House, encoded};
use crate::lives::lives;
use axum::http::StatusCode;
use guantong_secrets::password::Profile;
use guantong_service::report::{ReportId, ReportState, Section};
use jiff::civil::date;

const SCHOOL: &str = "北京市昌平职业学校";
const UNIVERSITY: &str = "北京联合大学";

fn id() -> ReportId {
    ReportId { year: 2026, front: SCHOOL.to_owned(), partner: UNIVERSITY.to_owned() }
}

fn address() -> String {
    format!("/reports/2026/{}/{}", encoded(SCHOOL), encoded(UNIVERSITY))
}

async fn does(guest: &mut Guest, action: &str, fields: &[(&str, &str)]) -> Seen {
    let page = guest.page(&address()).await;
    let hidden = |name: &str| {
        let rest = page.text.split(&format!("name=\"{name}\" value=\"")).nth(1);
        rest.and_then(|rest| rest.split('"').next()).unwrap_or_default().to_owned()
    };
    let (version, digest) = (hidden("version"), hidden("digest"));
    let usual = [("version", version.as_str()), ("digest", digest.as_str())];
    guest.send(&format!("{}{action}", address()), &[&usual[..], fields].concat()).await
}

/// Every section with some words.
fn text() -> Vec<(String, String)> {
    Section::ALL.iter().map(|section| (format!("section-{section}"), format!("{section}落实"))).collect()
}

#[tokio::test]
async fn a_report_is_written_signed_handed_in_and_accepted() {
    let house = House::over(lives(date(2026, 12, 5)).await, Profile::Asvs);
    let house = house.with(&["zhongzhi", "daxue", "jiaowei", "gaozhi", "qiye"]).await;
    let mut school = house.entered("zhongzhi").await;
    let list = school.page("/reports").await;
    assert!(list.has("撰写中") && list.values("href").contains(&address().as_str()), "{}", list.shown());
    assert!(!list.has("北京财贸职业学院"), "another's");
    let page = school.page(&address()).await;
    assert!(page.has("招生计划完成率") && page.has("2026年11月30日"), "{}", page.shown());
    let long = "长".repeat(4_001);
    let seen = does(&mut school, "", &[("do", "save"), ("section-goals", &long)]).await;
    assert!(seen.status == StatusCode::UNPROCESSABLE_ENTITY && seen.has("有 4001 字"), "{}", seen.shown());
    let seen = does(&mut school, "", &[("do", "send"), ("section-goals", "目标")]).await;
    assert!(seen.has("职业定位") && seen.has("写齐后再送签"), "{}", seen.shown());
    let text = text();
    let text: Vec<(&str, &str)> = text.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
    let sent = does(&mut school, "", &[&[("do", "send")][..], &text].concat()).await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.shown());
    let report = house.office.storage().annual_report(&id()).await.unwrap().unwrap();
    let frozen = report.frozen.clone().unwrap();
    assert_eq!((report.state, frozen.on), (ReportState::Sent, date(2026, 11, 30)));
    assert!(frozen.figures.iter().all(|figure| figure.records > 0 && figure.digest.len() == 64));
    assert!(frozen.figures.iter().any(|figure| figure.indicator == "obligations"), "{frozen:?}");

    // Only the university signs, and what it saw.
    assert!(house.entered("daxue").await.page("/todo").await.has("待会签"), "in the to-do centre");
    let page = school.page(&address()).await;
    assert!(page.has("待会签") && !page.has("同意会签"), "{}", page.shown());
    let mut other = house.entered("gaozhi").await;
    assert!(other.get(&address()).await.status.is_client_error());
    assert!(house.entered("qiye").await.get("/reports").await.status.is_client_error());
    let mut university = house.entered("daxue").await;
    let back = does(&mut university, "/signature", &[("do", "return"), ("because", "补充数据说明")]).await;
    assert_eq!(back.status, StatusCode::SEE_OTHER, "{}", back.shown());
    let page = school.page(&address()).await;
    assert!(page.has("北京联合大学退回：补充数据说明"), "{}", page.shown());
    does(&mut school, "", &[&[("do", "send")][..], &text].concat()).await;
    let signed = does(&mut university, "/signature", &[("do", "sign")]).await;
    assert_eq!(signed.status, StatusCode::SEE_OTHER, "{}", signed.shown());
    assert_eq!(does(&mut school, "", &[("do", "submit")]).await.status, StatusCode::SEE_OTHER);

    // Handed in, the duty is met.
    let mut commission = house.entered("jiaowei").await;
    let met = commission.page("/obligations?duty=annual-report&state=met").await;
    assert!(met.has("北京市昌平职业学校与北京联合大学"), "{}", met.shown());
    let back = does(&mut commission, "/acceptance", &[("do", "return"), ("because", "请说明转段情况")]).await;
    assert_eq!(back.status, StatusCode::SEE_OTHER, "{}", back.shown());
    does(&mut school, "", &[&[("do", "send")][..], &text].concat()).await;
    does(&mut university, "/signature", &[("do", "sign")]).await;
    does(&mut school, "", &[("do", "submit")]).await;
    let accepted = does(&mut commission, "/acceptance", &[("do", "accept"), ("comment", "同意")]).await;
    assert_eq!(accepted.status, StatusCode::SEE_OTHER, "{}", accepted.shown());
    let page = school.page(&address()).await;
    assert!(
        page.has("已接收")
            && page.has("同意")
            && page.has("提交市教委")
            && page.has("高校会签")
            && page.has("补充数据说明"),
        "{}",
        page.shown()
    );
    assert!(
        page.has("梁嘉宁") && page.has("冯博文") && page.has("郑知行"),
        "by their names: {}",
        page.shown()
    );
    let records = house.office.cooperation_records(&Default::default()).await.unwrap();
    let kind = guantong_cooperation::Kind::AnnualReport;
    assert_eq!(
        records.iter().filter(|one| one.record.kind == kind).count(),
        1,
        "handed in twice, on record once"
    );

    for (file, begins) in [("report.docx", "PK"), ("report.xlsx", "PK"), ("report.json", "{")] {
        let (status, _, bytes) = school.file(&format!("{}/{file}", address())).await;
        assert_eq!(status, StatusCode::OK, "{file}");
        assert!(bytes.starts_with(begins.as_bytes()), "{file}");
    }
    let verified = house.office.verify().await.unwrap();
    assert!(verified.findings.is_empty(), "{:?}", verified.findings);
    let mut english = house.entered("zhongzhi").await.english();
    for address in ["/reports".to_owned(), address()] {
        crate::house::well_made(&english.page(&address).await, &address);
    }
}
