//! Batches on pages: opened, looked at, given a sheet, signed, followed by name.

use crate::browser::{Browser, Seen};
use crate::lives::{FRESH, lives};
use axum::body::Body;
use guantong_service::batch::BatchState;
use jiff::civil::date;

const SCHOOL: &str = "%E5%8C%97%E4%BA%AC%E8%B4%A2%E8%B4%B8%E8%81%8C%E4%B8%9A%E5%AD%A6%E9%99%A2";

async fn post(browser: &Browser, address: &str, form: &str) -> Seen {
    let request = browser
        .request("POST", address)
        .header("content-type", "application/x-www-form-urlencoded")
        .body(Body::from(form.to_owned()))
        .unwrap();
    browser.ask(request).await
}

async fn upload(browser: &Browser, address: &str, version: i64, bytes: &[u8]) -> Seen {
    let mut body = format!(
        "--x\r\ncontent-disposition: form-data; name=\"version\"\r\n\r\n{version}\r\n--x\r\n\
         content-disposition: form-data; name=\"file\"; filename=\"list.csv\"\r\n\r\n"
    )
    .into_bytes();
    body.extend_from_slice(bytes);
    body.extend_from_slice(b"\r\n--x--\r\n");
    let request = browser
        .request("POST", address)
        .header("content-type", "multipart/form-data; boundary=x")
        .body(Body::from(body))
        .unwrap();
    browser.ask(request).await
}

fn field<'a>(seen: &'a Seen, name: &str) -> &'a str {
    let opening = format!("name=\"{name}\" value=\"");
    seen.text.split(&opening).nth(1).unwrap_or_else(|| panic!("no {name}")).split('"').next().unwrap()
}

#[tokio::test]
async fn a_batch_is_opened_seen_signed_and_followed() {
    let town = lives(date(2023, 9, 28)).await;
    let browser = Browser::new(town.office.clone());
    assert!(browser.page("/batches").await.has("还没有批次"));
    let empty =
        post(&browser, "/batches", "kind=complete-stage&institution=&cohort=x&stage=secondary&on=soon").await;
    assert_eq!(empty.status, 422);
    assert!(empty.has("“x”不是年级") && empty.has("“soon”不是日期") && empty.has("请选择就读院校"));
    assert!(empty.has("value=\"soon\""), "what was typed stays");
    let nobody =
        format!("kind=complete-stage&institution={SCHOOL}&cohort=2019&stage=secondary&on=2023-09-28");
    assert!(post(&browser, "/batches", &nobody).await.has("没有可以办理的学生"));

    let class = format!("kind=complete-stage&institution={SCHOOL}&cohort=2023&stage=secondary&on=2026-06-20");
    let opened = post(&browser, "/batches", &class).await;
    assert_eq!(opened.status, 303);
    let address = opened.header("location").to_owned();
    let seen = browser.page(&address).await;
    assert!(seen.has("王子涵") && seen.has("按这份名单办理") && seen.has("没有人暂不办理"));
    assert!(browser.page("/batches").await.has("办理中"));
    let english = Browser::new(town.office.clone()).english();
    english.page(&address).await;

    // A sheet that cannot be read, one of another batch, one that puts the student off.
    let broken = upload(&browser, &format!("{address}/sheet"), 1, b"a,b\n1,2\n").await;
    assert_eq!(broken.status, 422);
    assert!(broken.has("没有找到表头"));
    let other = format!("批次号,档案号,结果\n2001-B0001,{FRESH},是\n");
    assert_eq!(upload(&browser, &format!("{address}/sheet"), 1, other.as_bytes()).await.status, 303);
    let wrong = browser.page(&address).await;
    assert!(wrong.has("批次号“2001-B0001”不是这一批") && wrong.has("A2") && wrong.has("disabled"));
    let marked = browser.router();
    let request = browser.request("GET", &format!("{address}/marked.xlsx")).body(Body::empty()).unwrap();
    let marked = tower::ServiceExt::oneshot(marked, request).await.unwrap();
    assert_eq!(marked.status(), 200);
    let stale = upload(&browser, &format!("{address}/sheet"), 1, other.as_bytes()).await;
    assert_eq!(stale.status, 409, "somebody gave a sheet in meanwhile");
    let off = format!("档案号,姓名,结果,暂缓原因\n{FRESH},王子涵,暂缓,补考\n");
    assert_eq!(upload(&browser, &format!("{address}/sheet"), 2, off.as_bytes()).await.status, 303);
    let off = browser.page(&address).await;
    assert!(off.has("暂缓") && off.has("补考") && off.has("disabled"));
    let id = address.rsplit('/').next().unwrap().to_owned();
    let nobody = format!("version=3&institution={SCHOOL}&digest={}", field(&off, "digest"));
    let nobody = post(&browser, &format!("{address}/sign"), &nobody).await;
    assert_eq!(nobody.status, 422);
    assert!(nobody.has("没有人可以办理"));

    let yes = format!("档案号,结果\n{FRESH},是\n");
    assert_eq!(upload(&browser, &format!("{address}/sheet"), 3, yes.as_bytes()).await.status, 303);
    let ready = browser.page(&address).await;
    let (version, digest) = (field(&ready, "version").to_owned(), field(&ready, "digest").to_owned());
    let old = format!("version={version}&institution={SCHOOL}&digest=00");
    let old = post(&browser, &format!("{address}/sign"), &old).await;
    assert_eq!(old.status, 409);
    assert!(old.has("有了变化"));
    let form = format!("version={version}&institution={SCHOOL}&digest={digest}");
    assert_eq!(post(&browser, &format!("{address}/sign"), &form).await.status, 303);
    assert_eq!(town.office.batch(&id).await.unwrap().unwrap().state, BatchState::Closed);
    let done = browser.page(&address).await;
    assert!(done.has("1 人已办理，0 人暂不办理") && done.has("stamp") || done.has("签认记录"));
    assert_eq!(post(&browser, &format!("{address}/sign"), &form).await.status, 409, "pressed twice");
    let list = browser.get(&format!("{address}/list.csv")).await;
    assert!(list.has(FRESH) && list.header("content-disposition").contains("attachment"));
    assert_eq!(browser.get(&format!("{address}/sheet.xlsx")).await.status, 404);
    assert_eq!(browser.get("/batches/2001-B0001").await.status, 404);
}

#[tokio::test]
async fn a_batch_is_cancelled_and_changes_nothing() {
    let town = lives(date(2023, 9, 28)).await;
    let browser = Browser::new(town.office.clone());
    let class = format!("kind=complete-stage&institution={SCHOOL}&cohort=2023&stage=secondary&on=2026-06-20");
    let address = post(&browser, "/batches", &class).await.header("location").to_owned();
    assert_eq!(post(&browser, &format!("{address}/cancel"), "version=1").await.status, 303);
    let seen = browser.page(&address).await;
    assert!(seen.has("这一批已取消，没有改动任何档案"));
    assert_eq!(post(&browser, &format!("{address}/cancel"), "version=2").await.status, 409);
    assert_eq!(browser.get(&format!("{address}/list.csv")).await.status, 404);
}
