//! `/take-over`: template, upload, check, own sheet back, confirm; what is kept shows on the student's page.

use crate::browser::{Browser, Seen};
use crate::plan_forms::post;
use crate::round_city::all_worded;
use crate::town::on;
use axum::body::{Body, to_bytes};
use axum::http::StatusCode;
use guantong_documents::{Content, Limits, Look, Table, read, write_xlsx};
use guantong_model::StudentId;
use tower::ServiceExt;

const BOUNDARY: &str = "----a-boundary";
const SCHOOL: &str = "北京市昌平职业学校";

async fn upload(browser: &Browser, bytes: &[u8]) -> Seen {
    let head = format!(
        "--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"file\"; filename=\"在籍学生.xlsx\"\r\n\
         Content-Type: application/octet-stream\r\n\r\n"
    );
    let body = [head.as_bytes(), bytes, format!("\r\n--{BOUNDARY}--\r\n").as_bytes()].concat();
    let request = browser
        .request("POST", "/take-over")
        .header("host", "127.0.0.1:8620")
        .header("origin", "http://127.0.0.1:8620")
        .header("content-type", format!("multipart/form-data; boundary={BOUNDARY}"))
        .body(Body::from(body))
        .unwrap();
    browser.ask(request).await
}

fn table(name: &str, rows: &[&[&str]]) -> Table {
    let cell = |text: &&str| {
        let content = if text.is_empty() { Content::Blank } else { Content::Text((*text).to_owned()) };
        (content, Look::Body)
    };
    let rows: Vec<Vec<_>> = rows.iter().map(|row| row.iter().map(cell).collect()).collect();
    Table { name: name.to_owned(), widths: vec![12; rows[0].len()], rows, merged: Vec::new(), head_rows: 1 }
}

fn book(born: &str) -> Vec<u8> {
    let students: &[&[&str]] = &[
        &[
            "学号",
            "姓名",
            "出生日期",
            "入学年份",
            "中考成绩",
            "录取项目编号",
            "报到日期",
            "中职完成学业日期",
            "中职转段考核日期",
            "中职转段考核结果",
            "中职转段考核依据",
            "升入高职日期",
            "高职学籍院校",
            "中职毕业证书编号",
            "中职毕业证书日期",
        ],
        &[
            "0018001",
            "王晓明",
            born,
            "2018",
            "512",
            "CP-AUTO",
            "2018-09-01",
            "2021-06-30",
            "2021-07-05",
            "通过",
            "校转段办法2021",
            "2021-09-01",
            SCHOOL,
            "京职20210007",
            "2021-07-10",
        ],
    ];
    let programmes: &[&[&str]] = &[
        &["项目编号", "项目类别", "前段院校", "合作本科高校", "专业", "2018级录取成绩"],
        &["CP-AUTO", "中本贯通", SCHOOL, "北京联合大学", "汽车运用与维修", "500"],
    ];
    write_xlsx(&[table("学生", students), table("历年项目", programmes)], jiff::civil::date(2023, 9, 1))
        .unwrap()
}

/// The names of the sheets of a workbook.
async fn workbook(browser: &Browser, address: &str) -> Vec<String> {
    let request = browser.request("GET", address).body(Body::empty()).unwrap();
    let response = browser.router().oneshot(request).await.unwrap();
    assert_eq!(response.status(), StatusCode::OK, "{address}");
    let bytes = to_bytes(response.into_body(), usize::MAX).await.unwrap();
    let sheets = read(&bytes, &Limits::list()).unwrap();
    sheets.into_iter().map(|sheet| sheet.name).collect()
}

fn location(seen: &Seen) -> String {
    seen.headers.get("location").unwrap().to_str().unwrap().to_owned()
}

// case: 3.3.2
#[tokio::test]
async fn a_sheet_comes_in_step_by_step() {
    let town = on(jiff::civil::date(2023, 9, 28)).await;
    let browser = Browser::new(town.office.clone());
    let start = browser.page("/take-over").await;
    all_worded(&start);
    assert!(start.has("在籍学生接续") && start.has("href=\"/take-over/template.xlsx\""));
    assert_eq!(workbook(&browser, "/take-over/template.xlsx").await, ["学生", "历年项目", "填表说明"]);

    let wrong = upload(&browser, b"%PDF-1.7").await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    all_worded(&wrong);

    let faulty = upload(&browser, &book("20030506")).await;
    assert_eq!(faulty.status, StatusCode::SEE_OTHER);
    let faulty_at = location(&faulty);
    let page = browser.page(&faulty_at).await;
    all_worded(&page);
    assert!(page.has("C2") && page.has("不是日期") && page.has("disabled"), "{}", page.shown());
    assert_eq!(post(&browser, &format!("{faulty_at}/drop"), &[]).await.status, StatusCode::SEE_OTHER);

    let address = location(&upload(&browser, &book("2003-05-06")).await);
    let page = browser.page(&address).await;
    all_worded(&page);
    assert!(page.has("王晓明") && page.has("按现行规定应注册为北京联合大学学籍"), "{}", page.shown());
    let english = Browser::new(town.office.clone()).english().page(&address).await;
    all_worded(&english);
    assert_eq!(workbook(&browser, &format!("{address}/checked.xlsx")).await, ["学生", "历年项目"]);

    let checked =
        page.text.split("name=\"checked\" value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
    let confirm = format!("{address}/confirm");
    let pair = |name: &str, value: &str| (name.to_owned(), value.to_owned());
    let stale = post(&browser, &confirm, &[pair("checked", "0")]).await;
    assert_eq!(stale.status, StatusCode::CONFLICT);
    all_worded(&stale);
    assert!(stale.has("没有写入"));
    assert!(town.office.storage().student_ids(2018).await.unwrap().is_empty());
    let done = post(&browser, &confirm, &[pair("checked", &checked), pair("by", "张老师")]).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER);
    let again = post(&browser, &confirm, &[pair("checked", &checked)]).await;
    assert_eq!(again.status, StatusCode::CONFLICT);
    let twice = upload(&browser, &book("2003-05-06")).await;
    assert_eq!(twice.status, StatusCode::CONFLICT);
    assert!(twice.has("已经接续过"));
    assert!(browser.page("/take-over").await.has("张老师"));

    let id = StudentId("2018-00001".to_owned());
    let student = browser.page(&format!("/students/{id}")).await;
    all_worded(&student);
    assert!(student.has("沿用") && student.has("启用前已在读"), "{}", student.shown());
}
