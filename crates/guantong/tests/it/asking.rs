//! Requests as families and desks make them, on a telephone and without JavaScript: a result read and appealed against, a
//! guardian's consent, a registrar who decides several alike, and the record that followed.

use crate::browser::Browser;
use crate::people::{become_one, leave};
use crate::server::Server;

/// A small city that has lived since its beginning: a request waits at every desk.
const CITY: &[&str] = &["demo", "--candidates", "300", "--data", "city", "--address", "127.0.0.1:0"];

fn come(browser: &Browser, city: &Server, login: &str) {
    browser.goto(&city.url("/language/zh-CN?back=/demo/accounts"));
    become_one(browser, city, login);
}

/// How many elements a selector finds.
fn count(browser: &Browser, selector: &str) -> i64 {
    browser.run(&format!("return document.querySelectorAll(\"{selector}\").length")).as_i64().unwrap()
}

/// The address of a link, by its words.
fn link(browser: &Browser, words: &str) -> String {
    let found = browser.run(&format!(
        "return [...document.querySelectorAll('main a')].find(a => a.textContent.includes('{words}'))?.getAttribute('href')"
    ));
    found
        .as_str()
        .unwrap_or_else(|| panic!("no {words} at {}: {}", browser.address(), browser.text("main")))
        .to_owned()
}

#[test]
fn a_family_reads_a_refusal_appeals_and_the_school_decides_anew() {
    let city = Server::start(CITY).unwrap();
    let phone = Browser::without_script();
    phone.set_size(360, 800);
    come(&phone, &city, "xuesheng");
    phone.goto(&city.url("/my"));
    assert_eq!(phone.sideways_px(), 0);
    // The school said no, and says why.
    phone.goto(&city.url(&link(&phone, "有结果了")));
    let refused = phone.address();
    assert!(phone.text("main").contains("不同意退学"), "{}", phone.text("main"));
    assert_eq!(count(&phone, "main a[href*='/requests/new/appeal']"), 1);
    phone.follow("form[action$='/serve'] button");
    assert!(phone.text("main").contains("本人阅知"), "{}", phone.text("main"));

    // An appeal without a word is not sent, and what is wrong is said beside the field.
    phone.goto(&city.url(&link(&phone, "提出申诉")));
    phone.run("document.querySelectorAll('[required]').forEach(e => e.removeAttribute('required'))");
    phone.follow("main form .btn--main");
    assert!(phone.text(".errors").contains("没有写理由"), "{}", phone.text("main"));
    phone.fill("#text", "单位和家庭说明已经交给班主任，学校没有看到。");
    phone.follow("main form .btn--main");
    let appeal = phone.address();
    assert!(phone.text("main .steps").contains("学生申诉处理委员会"), "{}", phone.text("main"));
    leave(&phone);

    // The committee upholds it: the request is with the school again.
    let desk = Browser::without_script();
    come(&desk, &city, "zhongzhi");
    desk.goto(&appeal);
    desk.fill("#text", "经复查，材料齐全，原处理应当重新办理。");
    desk.follow("form[action$='/decide'] button[value=agree]");
    desk.goto(&refused);
    assert!(desk.text("main").contains("重新办理"), "{}", desk.text("main"));
    assert!(desk.text(".page-head").contains("办理中"), "{}", desk.text(".page-head"));
    // What another window saw before is told to have changed, and nothing is done with it.
    let other = Browser::without_script();
    come(&other, &city, "zhongzhi2");
    other.goto(&refused);
    desk.follow("form[action$='/decide'] button[value=agree]");
    assert!(desk.text(".page-head").contains("已同意"), "{}", desk.text("main"));
    other.fill("#text", "缺少家庭说明。");
    other.follow("form[action$='/decide'] button[value=refuse]");
    assert!(other.text(".errors").contains("有了变化"), "{}", other.text("main"));
    assert!(other.text(".page-head").contains("已同意"), "{}", other.text(".page-head"));

    come(&phone, &city, "xuesheng");
    phone.goto(&city.url("/my"));
    assert!(phone.text(".standing").contains("退学"), "{}", phone.text(".standing"));
}

#[test]
fn a_guardian_consents_and_a_registrar_decides_all_that_are_alike() {
    let city = Server::start(CITY).unwrap();
    let phone = Browser::without_script();
    phone.set_size(360, 800);
    come(&phone, &city, "jiazhang");
    phone.goto(&city.url("/my"));
    phone.goto(&city.url(&link(&phone, "等你表示意见")));
    assert!(phone.text("main").contains("监护人同意"), "{}", phone.text("main"));
    phone.follow("form[action$='/decide'] button[value=agree]");
    let steps = phone.text("main .steps");
    assert!(steps.contains("学籍所在学校"), "{steps}");
    leave(&phone);

    let desk = Browser::without_script();
    come(&desk, &city, "zhongzhi");
    desk.goto(&city.url("/todo?kind=leave"));
    let waiting = count(&desk, "main input[name=request]");
    assert!(waiting > 2, "{}", desk.text("main"));
    // Nothing ticked: nothing done, and it is said.
    desk.follow("main .batch button[value=agree]");
    assert!(desk.text(".errors").contains("没有选择申请"), "{}", desk.text("main"));
    // A refusal without a reason is not given.
    desk.run("document.querySelectorAll('main input[name=request]').forEach(box => box.checked = true)");
    desk.follow("main .batch button[value=refuse]");
    assert!(desk.text(".errors").contains("必须写明理由"), "{}", desk.text("main"));
    assert_eq!(count(&desk, "main input[name=request]"), waiting);
    desk.run("document.querySelectorAll('main input[name=request]').forEach(box => box.checked = true)");
    desk.follow("main .batch button[value=agree]");
    assert!(desk.text("main").contains(&format!("已办 {waiting} 件")), "{}", desk.text("main"));
    assert_eq!(count(&desk, "main input[name=request]"), 0, "{}", desk.text("main"));
    desk.goto(&city.url("/students?standing=on-leave"));
    assert!(count(&desk, "main table tbody tr") >= waiting, "{}", desk.text("main"));
}
