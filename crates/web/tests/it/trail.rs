//! The trail: what the audit administrator reads, filters, takes away and verifies; and what a student sees of who
//! looked.

use crate::house::{FORM, Guest, House};
use crate::lives::{FRESH, RESUMED, lives};
use crate::town::{NOW, empty};
use axum::http::StatusCode;
use guantong_secrets::password::Profile;
use guantong_service::trail::Note;
use guantong_store::Sqlite;
use jiff::civil::date;
use std::path::PathBuf;

/// The numbers of the entries that a page shows, newest first.
fn numbers(html: &str) -> Vec<i64> {
    let of_row = |row: &str| row.split("<small>").nth(1)?.split('<').next()?.parse().ok();
    html.split("<th role=\"rowheader\"").skip(1).filter_map(of_row).collect()
}

fn next(html: &str) -> Option<String> {
    let link = html.split("<a href=\"").find(|a| a.contains("rel=\"next\""))?;
    Some(link.split('"').next()?.replace("&#38;", "&"))
}

/// Notes of looks at records, as many as asked.
async fn looked(house: &House, number: i64) {
    let note = |n: i64| Note {
        account: if n % 2 == 0 { "A-even".to_owned() } else { "A-odd".to_owned() },
        role: "school".to_owned(),
        organisation: "示例学校".to_owned(),
        action: if n % 5 == 0 { "student.study".to_owned() } else { "student.read".to_owned() },
        object: format!("student/2023-{:05}", n % 7),
        result: "seen".to_owned(),
        purpose: String::new(),
        address: "192.0.2.7".to_owned(),
    };
    house.office.storage().keep(Vec::new(), (1..=number).map(note).collect(), NOW).await.unwrap();
}

#[tokio::test]
async fn the_console_goes_back_page_by_page_and_by_what_is_asked() {
    let house = House::over(empty().await, Profile::Asvs).with(&["shenji"]).await;
    looked(&house, 230).await;
    let mut audit = house.entered("shenji").await;
    let mut all = Vec::new();
    let mut address = Some("/trail".to_owned());
    let mut pages = 0;
    while let Some(at) = address {
        let page = audit.page(&at).await;
        all.extend(numbers(&page.text));
        address = next(&page.text);
        pages += 1;
    }
    // The 230 notes and the audit administrator's own coming in.
    assert_eq!((all, pages), ((1..=231).rev().collect(), 3));

    for (asked, found) in [
        ("action=student.study", 46),
        ("account=A-even&action=student.study", 23),
        ("object=student%2F2023-00003", 33),
        ("account=A-none", 0),
        ("account=+A-even+&object=student%2F2023-00003", 16),
    ] {
        let page = audit.page(&format!("/trail?{asked}")).await;
        assert_eq!(numbers(&page.text).len(), found, "{asked}");
        assert_eq!(page.has("没有这样的记录"), found == 0, "{asked}");
    }
    // What is asked stays asked on the next page, and in the file.
    let page = audit.page("/trail?account=A-even").await;
    let on = next(&page.text).unwrap();
    assert!(on.starts_with("/trail?account=A-even&before="), "{on}");
    assert_eq!(numbers(&audit.page(&on).await.text).len(), 15);
    assert!(page.values("href").contains(&"/trail.csv?account=A-even"));
    let file = audit.get("/trail.csv?account=A-even").await;
    assert_eq!((file.status, file.header("content-type")), (StatusCode::OK, "text/csv; charset=utf-8"));
    assert!(file.text.starts_with("\u{feff}序号,时间,账号编号,"), "{}", file.text);
    assert_eq!(file.text.trim_end().lines().count(), 116);
    assert!(file.has("A-even") && !file.has("A-odd") && file.has("查看学籍档案"));
    let whole = audit.get("/trail.csv").await;
    assert_eq!(whole.text.lines().filter(|line| line.contains("192.0.2.7")).count(), 230);
    // Nothing that is asked is taken for anything but words.
    assert!(audit.page("/trail?object=%3Cb%3E%22&before=x&action=%27").await.has("没有这样的记录"));
}

#[tokio::test]
async fn a_chain_that_is_whole_is_said_to_be() {
    let house = House::over(empty().await, Profile::Asvs).with(&["shenji", "xitong"]).await;
    looked(&house, 30).await;
    let mut audit = house.entered("shenji").await;
    let page = audit.page("/trail?prove=1").await;
    assert!(page.has("从第 1 条到第 31 条全部完好"), "{}", page.shown());
    let last = house.office.storage().trail(&Default::default(), 1).await.unwrap().remove(0);
    assert!(page.has(&last.hash));
    // Nobody else reads it.
    let mut system = house.entered("xitong").await;
    for address in ["/trail", "/trail.csv", "/trail?prove=1"] {
        assert_eq!(system.get(address).await.status, StatusCode::FORBIDDEN, "{address}");
        assert_eq!(house.guest().get(address).await.status, StatusCode::FORBIDDEN, "{address}");
    }
}

/// A folder that goes with its test.
struct Folder(PathBuf);

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

#[tokio::test]
async fn a_chain_that_was_changed_behind_its_back_names_the_entry() {
    let folder = Folder(std::env::temp_dir().join(format!("guantong-web-trail-{}", std::process::id())));
    std::fs::create_dir_all(&folder.0).unwrap();
    let file = folder.0.join("office.sqlite");
    let store = Sqlite::create(&file).await.unwrap();
    let house = House::in_store(store.clone(), NOW, Profile::Asvs).with(&["shenji"]).await;
    looked(&house, 20).await;
    let mut told = Note { purpose: "核对第一批名单".to_owned(), ..note("student/2023-00001") };
    told.account = "A-odd".to_owned();
    house.office.storage().keep(Vec::new(), vec![told], NOW).await.unwrap();
    looked(&house, 20).await;
    store.close().await;

    // Somebody with the file changes what an entry says it was for.
    let mut bytes = std::fs::read(&file).unwrap();
    let (from, to) = ("核对第一批名单".as_bytes(), "核对第二批名单".as_bytes());
    let places: Vec<usize> = (0..bytes.len()).filter(|at| bytes[*at..].starts_with(from)).collect();
    // What the database threw away may still hold it too.
    assert!(!places.is_empty());
    for at in places {
        bytes[at..at + to.len()].copy_from_slice(to);
    }
    std::fs::write(&file, bytes).unwrap();

    let house = House::in_store(Sqlite::open(&file).await.unwrap(), NOW, Profile::Asvs);
    let mut audit = house.entered("shenji").await;
    assert!(
        audit.page("/trail?object=student%2F2023-00001").await.has("核对第二批名单"),
        "it is shown as it stands"
    );
    let page = audit.page("/trail?prove=1").await;
    assert!(page.has("第 21 条缺失、被移动或被改动") && page.has("立即封存"), "{}", page.shown());
    assert!(!page.has("全部完好"));
}

fn note(object: &str) -> Note {
    Note {
        account: String::new(),
        role: "school".to_owned(),
        organisation: "示例学校".to_owned(),
        action: "student.read".to_owned(),
        object: object.to_owned(),
        result: "seen".to_owned(),
        purpose: String::new(),
        address: "192.0.2.7".to_owned(),
    }
}

#[tokio::test]
async fn a_student_sees_who_looked_and_what_for() {
    let house = House::over(lives(date(2027, 11, 22)).await, Profile::Asvs);
    let house = house.with(&["jiaowei", "zhongzhi", "xuesheng", "jiazhang", "shenji"]).await;
    let (record, looks) = (format!("/students/{RESUMED}"), format!("/students/{RESUMED}/looks"));
    let mut student = house.entered("xuesheng").await;
    assert!(student.page(&looks).await.has("还没有人看过"));

    house.entered("zhongzhi").await.page(&record).await;
    let mut commission = house.entered("jiaowei").await;
    commission.steps_up(&house, "jiaowei", "核对转学材料", &record).await;
    commission.page(&record).await;
    let seen = student.page(&looks).await;
    for words in ["梁嘉宁", "北京市昌平职业学校", "郑知行", "核对转学材料", "查看学籍档案"]
    {
        assert!(seen.has(words), "{words}: {}", seen.shown());
    }
    let rows: Vec<&str> = seen.text.split("<th role=\"rowheader\"").skip(1).collect();
    assert_eq!(rows.len(), 2);
    assert!(rows[0].contains("郑知行") && rows[1].contains("梁嘉宁"), "newest first");
    assert!(student.page(&record).await.has(&looks), "the record leads there");

    // The guardian and the audit administrator see the same; nobody else does, and of nobody else's record.
    assert!(house.entered("jiazhang").await.page(&looks).await.has("核对转学材料"));
    assert!(house.entered("shenji").await.page(&looks).await.has("核对转学材料"));
    assert_eq!(commission.get(&looks).await.status, StatusCode::FORBIDDEN);
    for id in [FRESH, "2023-99999"] {
        assert_eq!(student.get(&format!("/students/{id}/looks")).await.status, StatusCode::NOT_FOUND);
    }
    let (there, absent) = (of(&mut student, FRESH).await, of(&mut student, "2023-99999").await);
    assert_eq!(there, absent, "nothing tells whether there is such a record");
}

/// The page without what is another every time: the keys of its forms.
async fn of(student: &mut Guest, id: &str) -> String {
    let text = student.get(&format!("/students/{id}/looks")).await.text.replace(id, "ID");
    let keys = text.split("name=\"form-key\" value=\"").skip(1);
    let keys: Vec<&str> = keys.filter_map(|rest| rest.split('"').next()).collect();
    assert!(!keys.is_empty());
    keys.iter().fold(text.clone(), |text, key| text.replace(key, "KEY"))
}

#[tokio::test]
async fn what_is_refused_at_the_door_is_in_the_trail_and_never_a_password() {
    let house = House::over(empty().await, Profile::Asvs).with(&["shenji", "zhongzhi"]).await;
    let mut guest = house.guest();
    guest.page("/sign-in").await;
    guest.refused("/sign-in", &[("login", "zhongzhi"), ("password", "Yanqi-hu 88 qiu")]).await;
    let shown = house.shown("zhongzhi").await;
    guest.page("/sign-in").await;
    let to = guest.goes("/sign-in", &[("login", "zhongzhi"), ("password", &shown.password)]).await;
    guest.page(&to).await;
    guest.refused("/sign-in/code", &[("code", "123123")]).await;
    let mut forged = house.entered("zhongzhi").await;
    forged.post("/sign-out", FORM, "").await;
    let mut audit = house.entered("shenji").await;
    let file = audit.get("/trail.csv").await;
    for (action, results) in [("登录", ["未通过", "已办理"]), ("验证第二因素", ["未通过", "未通过"])]
    {
        for result in results {
            let found = file.text.lines().any(|line| {
                let cells: Vec<&str> = line.split(',').collect();
                cells.contains(&action) && cells.contains(&result)
            });
            assert!(found, "{action} {result}: {}", file.text);
        }
    }
    for secret in ["Yanqi-hu", shown.password.as_str(), "123123"] {
        assert!(!file.has(secret), "{secret}");
    }
}
