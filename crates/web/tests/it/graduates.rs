//! `/graduates`: destinations chosen in the grid and handed in by a file, by who held the registration; seen where they count.
// case: 1

use crate::browser::{Browser, Seen};
use crate::house::{House, encoded};
use crate::lives::{EXITED, REPEATED, lives};
use axum::body::Body;
use axum::http::StatusCode;
use guantong_secrets::password::Profile;
use jiff::civil::date;

const SCHOOL: &str = "北京市昌平职业学校";

fn address() -> String {
    format!("/graduates/2026/{}", encoded(SCHOOL))
}

async fn upload(browser: &Browser, version: i64, csv: &str) -> Seen {
    let part = |name: &str, more: &str, value: &str| {
        format!("--x\r\ncontent-disposition: form-data; name=\"{name}\"{more}\r\n\r\n{value}\r\n")
    };
    let body = part("version", "", &version.to_string())
        + &part("file", "; filename=\"去向.csv\"", csv)
        + "--x--\r\n";
    let request = browser
        .request("POST", &format!("{}/sheet", address()))
        .header("content-type", "multipart/form-data; boundary=x")
        .body(Body::from(body))
        .unwrap();
    browser.ask(request).await
}

#[tokio::test]
async fn a_school_reports_where_its_graduates_went() {
    let house = House::over(lives(date(2026, 9, 5)).await, Profile::Asvs);
    let house = house.with(&["zhongzhi", "jiaowei", "gaozhi", "qiye", "jiaokeyuan"]).await;
    let mut school = house.entered("zhongzhi").await;
    // After the last day of August whoever is missing is late, and waits in the to-do centre.
    assert!(school.page("/todo").await.has("1 人未登记，2026年8月31日以前"));
    let list = school.page("/graduates").await;
    assert!(list.has("2026届") && list.has("1 人未登记"), "{}", list.shown());
    let page = school.page(&address()).await;
    assert!(page.has("杨思远") && page.has("应于2026年8月31日以前登记"), "{}", page.shown());
    let field = format!("to-{EXITED}");
    let send = async |school: &mut crate::house::Guest, version: &str, to: &str| {
        // Every form that is sent was drawn with a page.
        school.page(&address()).await;
        school.send(&address(), &[("version", version), (&field, to)]).await
    };
    let wrong = send(&mut school, "0", "moon").await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.has("“moon”不是毕业去向") && wrong.has("aria-invalid"), "{}", wrong.shown());
    assert_eq!(send(&mut school, "0", "contract").await.status, StatusCode::SEE_OTHER);
    // In two windows: the second is told, and what it chose stays chosen.
    let late = send(&mut school, "0", "further-study").await;
    assert!(late.status == StatusCode::CONFLICT && late.has("别人登记过去向"), "{}", late.shown());
    assert!(late.has("value=\"further-study\" selected"));
    let page = school.page(&address()).await;
    assert!(page.has("已全部登记") && page.has("2026年9月5日登记"), "{}", page.shown());
    assert!(!school.page("/todo").await.has("人未登记"));
    assert!(school.page(&format!("/students/{EXITED}")).await.has("签劳动合同形式就业"));
    let still = school.page(&format!("/students/{REPEATED}")).await;
    assert!(!still.has("未登记") && !still.has("签劳动合同形式就业"), "{}", still.shown());
    let behind = school.page("/indicators/employment/records?year=2025").await;
    assert!(behind.has("杨思远"), "{}", behind.shown());

    // The commission reads; another school finds nothing; others have no such page.
    let mut commission = house.entered("jiaowei").await;
    let seen = commission.page(&address()).await;
    assert!(seen.has("签劳动合同形式就业") && !seen.has("登记去向</button>"), "{}", seen.shown());
    let mut other = house.entered("gaozhi").await;
    assert_eq!(other.get(&address()).await.status, StatusCode::NOT_FOUND);
    assert!(other.page("/graduates").await.has("还没有毕业生"));
    for login in ["qiye", "jiaokeyuan"] {
        assert!(house.entered(login).await.get("/graduates").await.status.is_client_error(), "{login}");
    }
    // Whoever may not see single students has the figure, and not who is behind it.
    let mut academy = house.entered("jiaokeyuan").await;
    assert!(academy.page("/indicators/employment?year=2025").await.has("毕业生就业率"));
    assert!(academy.get("/indicators/employment/records?year=2025").await.status.is_client_error());
}

#[tokio::test]
async fn a_sheet_is_handed_in_as_a_file() {
    let town = lives(date(2026, 8, 5)).await;
    let browser = Browser::new(town.office.clone());
    let bad = format!("档案号,姓名,毕业去向\n{EXITED},杨思远,上大学\n2023-99999,,升学\n");
    let told = upload(&browser, 0, &bad).await;
    assert_eq!(told.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        told.has("C2：“上大学”不是毕业去向") && told.has("A3：档案号“2023-99999”不在本校2026届毕业生中"),
        "{}",
        told.text
    );
    assert_eq!(upload(&browser, 0, "").await.status, StatusCode::UNPROCESSABLE_ENTITY);
    let good = format!("毕业去向,档案号\n升学,{EXITED}\n");
    assert_eq!(upload(&browser, 0, &good).await.status, StatusCode::SEE_OTHER);
    assert!(upload(&browser, 0, &good).await.has("别人登记过去向"));
    assert!(browser.page(&address()).await.has("升学100"));
    for absent in ["/graduates/20266/x", "/graduates/x/y", "/graduates/2025/none"] {
        assert_eq!(browser.get(absent).await.status, StatusCode::NOT_FOUND, "{absent}");
    }
}
