//! `/examinations`: drawn up, settled, a sheet taken, signed, made public, filed, the records told; and what cannot be.
// case: 4.1.c, 4.1.e

use crate::browser::{Browser, Seen};
use crate::lives::lives;
use crate::plan_forms::post;
use crate::town::Town;
use axum::body::Body;
use axum::http::StatusCode;
use guantong_service::examination::ExaminationState;
use jiff::civil::date;

const RULES: &str = include_str!("../../../../demo/progression-rules/changping-2026-2.toml");
/// The school of the lives; two of them are in their last year there in June 2026.
const SCHOOL: &str = "secondary/北京市昌平职业学校";
const HERE: &str = "/examinations/2026-K0001";
const PUBLIC: &str = "/examinations/publicity?of=2026-K0001";

async fn send(browser: &Browser, address: &str, pairs: &[(&str, &str)]) -> Seen {
    let pairs: Vec<_> = pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
    post(browser, address, &pairs).await
}

async fn upload(browser: &Browser, version: &str, csv: &str) -> Seen {
    let part = |name: &str, more: &str, value: &str| {
        format!("--x\r\ncontent-disposition: form-data; name=\"{name}\"{more}\r\n\r\n{value}\r\n")
    };
    let body = part("version", "", version) + &part("file", "; filename=\"成绩.csv\"", csv) + "--x--\r\n";
    let request = browser
        .request("POST", &format!("{HERE}/sheet"))
        .header("content-type", "multipart/form-data; boundary=x")
        .body(Body::from(body))
        .unwrap();
    browser.ask(request).await
}

/// What is answered where a workbook is asked for, which is no text.
async fn workbook(browser: &Browser, name: &str) -> StatusCode {
    let request = browser.request("GET", &format!("{HERE}/{name}.xlsx")).body(Body::empty()).unwrap();
    tower::ServiceExt::oneshot(browser.router(), request).await.unwrap().status()
}

fn field(seen: &Seen, name: &str) -> String {
    let opening = format!("name=\"{name}\" value=\"");
    let rest = seen.text.split(&opening).nth(1).unwrap_or_else(|| panic!("no {name}"));
    rest.split('"').next().unwrap().to_owned()
}

/// Does something with the examination at the version and the digest that its page shows.
async fn does(browser: &Browser, what: &str, more: &[(&str, &str)]) -> Seen {
    let page = browser.page(HERE).await;
    let form = page.text.split("<form").find(|form| form.contains(&format!("value=\"{what}\"")));
    let form = form.unwrap_or_else(|| panic!("no form for {what}"));
    let hidden = |name: &str| {
        let rest = form.split(&format!("name=\"{name}\" value=\"")).nth(1);
        rest.and_then(|rest| rest.split('"').next()).unwrap_or_default().to_owned()
    };
    let (version, digest) = (hidden("version"), hidden("digest"));
    let usual = [("do", what), ("version", &version), ("digest", &digest)];
    send(browser, HERE, &[&usual[..], more].concat()).await
}

async fn done(browser: &Browser, what: &str, more: &[(&str, &str)]) {
    let seen = does(browser, what, more).await;
    assert_eq!(seen.status, StatusCode::SEE_OTHER, "{what}: {}", seen.text);
}

async fn town() -> (Town, Browser) {
    let town = lives(date(2026, 6, 24)).await;
    town.office.file_progression_rules("rules.toml", RULES, "test").await.unwrap();
    let browser = Browser::new(town.office.clone());
    (town, browser)
}

async fn draws_up(browser: &Browser) {
    let fields =
        [("institution", SCHOOL), ("on", "2026-06-20"), ("place", "本校"), ("document", "转段考试通知")];
    let opened = send(browser, "/examinations", &fields).await;
    assert_eq!((opened.status, opened.header("location")), (StatusCode::SEE_OTHER, HERE), "{}", opened.text);
}

#[tokio::test]
async fn an_examination_is_held_on_pages() {
    let (town, browser) = town().await;
    let empty = browser.page("/examinations").await;
    assert!(empty.has("还没有转段考试") && empty.has("由学生就读的院校按本校办法组织"));
    let fields = [("institution", SCHOOL), ("on", "soon"), ("place", "本校"), ("document", "通知")];
    let wrong = send(&browser, "/examinations", &fields).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.has("“soon”不是日期") && wrong.has("value=\"soon\"") && wrong.has("value=\"本校\""));
    wrong.must_be_well_made("a date that is none");
    let early = [("institution", SCHOOL), ("on", "2026-03-20"), ("place", "本校"), ("document", "通知")];
    assert!(send(&browser, "/examinations", &early).await.has("没有适用于"));
    draws_up(&browser).await;

    let page = browser.page(HERE).await;
    assert!(page.has("核定名单") && page.has("可以参加") && page.has("不能参加"), "{}", page.text);
    assert!(page.has("满分 100 分") && page.has("转段考试通知"));
    Browser::new(town.office.clone()).english().page(HERE).await;
    let stale = send(&browser, HERE, &[("do", "list"), ("version", "1"), ("digest", "00")]).await;
    assert!(stale.status == StatusCode::CONFLICT && stale.has("学籍档案有了变化"));
    done(&browser, "list", &[]).await;
    let found = town.office.examination("2026-K0001").await.unwrap();
    assert!(!found.sitters.is_empty() && !found.barred.is_empty());
    assert_eq!(workbook(&browser, "sheet").await, StatusCode::OK);
    assert_eq!(browser.get(&format!("{HERE}/list.csv")).await.status, StatusCode::NOT_FOUND);

    // A sheet with a mistake comes back, one that is right is looked at and taken.
    let version = field(&browser.page(HERE).await, "version");
    let head = "档案号,到考情况,文化素质,职业技能\n";
    let rows = |mark: &str| {
        let row =
            |sitter: &guantong_service::examination::Sitter| format!("{},到考,{mark},86\n", sitter.student);
        format!("{head}{}", found.sitters.iter().map(row).collect::<String>())
    };
    let broken = upload(&browser, &version, "a,b\n1,2\n").await;
    assert!(broken.status == StatusCode::UNPROCESSABLE_ENTITY && broken.has("没有找到表头"));
    assert_eq!(upload(&browser, &version, &rows("174")).await.status, StatusCode::SEE_OTHER);
    let page = browser.page(HERE).await;
    assert!(page.has("174") && page.has("处需要改正") && page.has("marked.xlsx"));
    assert_eq!(workbook(&browser, "marked").await, StatusCode::OK);
    assert_eq!(does(&browser, "results", &[]).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    let late = upload(&browser, &version, &rows("74")).await;
    assert_eq!(late.status, StatusCode::CONFLICT, "somebody gave a sheet in meanwhile");
    let version = field(&browser.page(HERE).await, "version");
    assert_eq!(upload(&browser, &version, &rows("74")).await.status, StatusCode::SEE_OTHER);
    assert!(browser.page(HERE).await.has("81.2"), "the list is seen before it is taken");
    done(&browser, "results", &[]).await;
    assert!(browser.get(&format!("{HERE}/list.csv")).await.has("81.2"));

    let first = found.sitters[0].student.to_string();
    let ask =
        [("student", first.as_str()), ("presence", "sat"), ("mark-general", "7x"), ("mark-skill", "86")];
    let wrong = does(&browser, "ask", &ask).await;
    assert!(wrong.status == StatusCode::UNPROCESSABLE_ENTITY && wrong.has("“7x”不是分数"));
    assert!(wrong.has("value=\"7x\""), "what was typed stays");
    let ask = [
        ("student", first.as_str()),
        ("presence", "sat"),
        ("mark-general", "７5"),
        ("mark-skill", "86"),
        ("because", "漏判"),
        ("by", "甲"),
    ];
    done(&browser, "ask", &ask).await;
    assert!(browser.page(HERE).await.has("待另一人同意"));
    assert_eq!(does(&browser, "make", &[("by", "甲")]).await.status, StatusCode::CONFLICT);
    done(&browser, "make", &[("by", "乙")]).await;
    done(&browser, "sign", &[("by", "甲")]).await;
    assert_eq!(does(&browser, "sign", &[("by", "甲")]).await.status, StatusCode::CONFLICT);
    done(&browser, "sign", &[("by", "乙")]).await;
    assert!(browser.page("/examinations/publicity").await.has("现在没有正在公示的名单"));
    done(&browser, "publicise", &[]).await;

    let public = browser.page(PUBLIC).await;
    let name = town.office.storage().student(&found.sitters[0].student).await.unwrap().unwrap().name;
    assert!(public.has("2023-***") && public.has("达到转段升学条件的学生"), "{}", public.text);
    assert!(!public.has(&name) && !public.has(&first) && !public.has("81.2"), "minors: masked, no marks");
    assert!(browser.page("/examinations/publicity").await.has("正在公示"));
    done(&browser, "object", &[("student", &first), ("what", "总分有误")]).await;
    let open = does(&browser, "file", &[]).await;
    assert!(open.status == StatusCode::UNPROCESSABLE_ENTITY && open.has("公示到") && open.has("还有异议"));
    done(&browser, "answer", &[("number", "1"), ("upheld", "no"), ("answer", "复核无误")]).await;
    assert_eq!(town.office.examination("2026-K0001").await.unwrap().state, ExaminationState::Publicised);
    assert!(browser.page(HERE).await.has("异议不成立：复核无误"));
    let english = Browser::new(town.office.clone()).english();
    for address in [HERE, "/examinations", "/examinations/publicity", PUBLIC] {
        english.page(address).await;
    }
    for address in ["/examinations/2026-K0009", "/examinations/publicity?of=2026-K0009"] {
        assert_eq!(browser.get(address).await.status, StatusCode::NOT_FOUND, "{address}");
    }
}

#[tokio::test]
async fn an_examination_is_given_up_and_nothing_is_done() {
    let (town, browser) = town().await;
    draws_up(&browser).await;
    let nothing = send(&browser, HERE, &[("do", "x"), ("version", "1")]).await;
    assert!(nothing.status == StatusCode::UNPROCESSABLE_ENTITY && nothing.has("没有说明要办理什么"));
    done(&browser, "cancel", &[]).await;
    let page = browser.page(HERE).await;
    assert!(page.has("这场考试已取消") && !page.has("name=\"do\""));
    assert_eq!(town.office.examination("2026-K0001").await.unwrap().state, ExaminationState::Cancelled);
}
