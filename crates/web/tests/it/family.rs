//! What a family does with its own data: looks at it, takes it along, has it put right; and large letters.

use crate::house::{Guest, House};
use crate::lives::{RESUMED, lives};
use axum::http::StatusCode;
use guantong_documents::{At, Limits, Value, read};
use guantong_secrets::password::Profile;
use guantong_store::Folder;
use jiff::civil::date;
use std::sync::Arc;

async fn house() -> House {
    let town = lives(date(2027, 11, 22)).await;
    let row = town.office.storage().student(&RESUMED.into()).await.unwrap().unwrap();
    crate::marks::planned(&town.office, &row.programme, row.cohort).await;
    let house = House::over(town, Profile::Asvs);
    house.with(&["zhongzhi", "daxue", "xuesheng", "jiazhang", "shenji"]).await
}

/// A form with these fields, as a browser sends one that may hold files.
async fn upload(person: &mut Guest, action: &str, fields: &[(&str, &str)]) -> crate::browser::Seen {
    let filled = person.filled(action, fields);
    let mut body = String::new();
    for (name, value) in form_urlencoded(&filled) {
        let file = if name == "files" { "; filename=\"a.pdf\"" } else { "" };
        body += &format!("--cut\r\nContent-Disposition: form-data; name=\"{name}\"{file}\r\n\r\n{value}\r\n");
    }
    body += "--cut--\r\n";
    person.post(action, "multipart/form-data; boundary=cut", &body).await
}

/// The pairs of a body as forms are sent.
fn form_urlencoded(body: &str) -> Vec<(String, String)> {
    let plain = |text: &str| {
        let mut bytes = Vec::new();
        let mut rest = text.bytes();
        while let Some(byte) = rest.next() {
            bytes.push(match byte {
                b'+' => b' ',
                b'%' => {
                    let hex = [rest.next().unwrap(), rest.next().unwrap()];
                    u8::from_str_radix(std::str::from_utf8(&hex).unwrap(), 16).unwrap()
                }
                other => other,
            });
        }
        String::from_utf8(bytes).unwrap()
    };
    let pairs = body.split('&').filter_map(|pair| pair.split_once('='));
    pairs.map(|(name, value)| (plain(name), plain(value))).collect()
}

#[tokio::test]
async fn item_44_a_family_sees_all_that_is_kept_and_takes_it_along_as_a_workbook_and_as_json() {
    let house = house().await;
    for login in ["xuesheng", "jiazhang"] {
        let mut person = house.entered(login).await;
        let my = person.page("/my").await;
        assert!(my.has("href=\"/my/data\"") && my.has("本班培养方案"), "{}", my.text);
        let training = my.values("href").into_iter().find(|href| href.starts_with("/training/")).unwrap();
        assert!(person.page(training).await.has("工程制图"));
        let seen = person.page("/my/data").await;
        for part in ["个人信息", "报考信息", "学籍注册经过", "证书", "办理记录", "谁看过、改过"]
        {
            assert!(seen.has(part), "{login}: {part}");
        }
        let (status, headers, bytes) = person.file("/my/data.json").await;
        assert_eq!((status, headers["content-type"].to_str().unwrap()), (StatusCode::OK, "application/json"));
        let json: serde_json::Value = serde_json::from_slice(&bytes).unwrap();
        assert_eq!(
            (json["made_on"].as_str(), json["record"]["id"].as_str()),
            (Some("2027-11-22"), Some(RESUMED))
        );
        assert!(json["decisions"].as_array().unwrap().len() > 5, "{json}");
        assert!(
            json["looks"]
                .as_array()
                .unwrap()
                .iter()
                .any(|look| look["what"].as_str().unwrap().contains("全部资料"))
        );
        let (status, headers, bytes) = person.file("/my/data.xlsx").await;
        assert_eq!(status, StatusCode::OK);
        let named = headers["content-disposition"].to_str().unwrap();
        assert!(!named.contains(RESUMED) && named.contains("filename*=UTF-8''"), "{named}");
        let sheets = read(&bytes, &Limits::list()).unwrap();
        assert!(sheets.len() >= 10, "{}", sheets.len());
        let Some(Value::Text(name)) = sheets[0].get(At::new(1, 2)) else { panic!("{:?}", sheets[0]) };
        assert_eq!(json["person"]["name"].as_str(), Some(name.as_str()));
        // Each copy is noted where the family reads who looked.
        let looks = person.page(&format!("/students/{RESUMED}/looks")).await;
        assert!(looks.has("查看、下载自己的全部资料") && looks.has("已办理"), "{}", looks.text);
    }
    let mut auditor = house.entered("shenji").await;
    assert!(auditor.page("/trail?action=personal.copy").await.has("查看、下载自己的全部资料"));
}

#[tokio::test]
async fn item_44_a_family_asks_for_its_data_to_be_put_right_and_the_school_decides() {
    let house = house().await;
    let mut student = house.entered("xuesheng").await;
    let form = format!("/students/{RESUMED}/requests/new/personal");
    assert!(student.page("/my/data").await.has(&format!("href=\"{form}\"")));
    student.page(&form).await;
    let nothing = upload(&mut student, &form, &[("text", "户口本上的字不同。")]).await;
    assert_eq!(nothing.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(nothing.has("没有要更正的内容"), "{}", nothing.text);
    let wrong =
        upload(&mut student, &form, &[("identity", "110"), ("phone", "一二三"), ("text", "写错了。")]).await;
    assert!(wrong.has("href=\"#identity\"") && wrong.has("href=\"#phone\""), "{}", wrong.text);
    let sent = upload(&mut student, &form, &[("name", "沈知形"), ("text", "户口本上的字不同。")]).await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.text);
    let request = sent.header("location").to_owned();
    let shown = student.page(&request).await;
    assert!(shown.has("姓名更正为") && shown.has("沈知形"), "{}", shown.text);

    // In the third stage the university holds the registration.
    let mut desk = house.entered("daxue").await;
    desk.page(&request).await;
    desk.goes(&format!("{request}/decide"), &[("verdict", "agree"), ("text", "与户口本一致。")]).await;
    assert!(desk.page(&format!("/students/{RESUMED}")).await.has("沈知形"));
    assert!(student.page("/my/data").await.has("沈知形"));
}

#[tokio::test]
async fn large_letters_are_kept_by_the_browser_and_lead_back_where_one_was() {
    let house = house().await;
    let mut person = house.entered("jiazhang").await;
    let usual = person.page("/my").await;
    assert!(!usual.has("class=\"large\"") && usual.has("/size/large?back=%2Fmy"), "{}", usual.text);
    let chosen = person.get("/size/large?back=%2Fmy").await;
    assert_eq!((chosen.status, chosen.header("location")), (StatusCode::SEE_OTHER, "/my"));
    for page in ["/my", "/my/data", "/todo"] {
        let seen = person.page(page).await;
        assert!(seen.has("<html lang=\"zh-CN\" class=\"large\">"), "{page}");
        assert!(seen.has("/size/usual?back="), "{page}");
    }
    assert_eq!(person.get("/size/huge").await.status, StatusCode::NOT_FOUND);
    assert_eq!(person.get("/size/usual?back=//evil.example").await.header("location"), "/");
    assert!(!person.page("/my").await.has("class=\"large\""));
}

#[tokio::test]
async fn where_the_shelf_of_files_is_not_reached_a_form_with_a_file_says_so_and_one_without_is_taken() {
    let mut town = lives(date(2027, 11, 22)).await;
    // Where the folder should be stands something else.
    let place = std::env::temp_dir().join(format!("guantong-web-no-shelf-{}", std::process::id()));
    std::fs::write(&place, "").unwrap();
    town.store = town.store.clone().with_shelf(Some(Arc::new(Folder::new(place.clone()))));
    let house = House::over(town, Profile::Asvs).with(&["xuesheng"]).await;
    let mut student = house.entered("xuesheng").await;
    let form = format!("/students/{RESUMED}/requests/new/personal");
    student.page(&form).await;
    let fields = [("name", "沈知形"), ("text", "户口本上的字不同。")];
    let with_file = [&fields[..], &[("files", "%PDF-1.4 file")]].concat();
    let refused = upload(&mut student, &form, &with_file).await;
    assert_eq!(refused.status, StatusCode::SERVICE_UNAVAILABLE, "{}", refused.text);
    assert!(refused.has("附件暂时无法存取") && refused.has("这一步没有存上"), "{}", refused.text);
    let number = house.reports.lock().unwrap().last().unwrap().0.clone();
    assert!(refused.has(&number), "{number}: {}", refused.text);

    student.page(&form).await;
    let taken = upload(&mut student, &form, &fields).await;
    assert_eq!(taken.status, StatusCode::SEE_OTHER, "nothing was written before: {}", taken.text);
    std::fs::remove_file(&place).unwrap();
}
