//! People who have no mouse: signing in, asking for a leave, and deciding what waits, by the keyboard alone and without
//! JavaScript. That every control of every screen can be come to is read with the screens.

use crate::browser::{BACKSPACE, Browser, END, RETURN, SPACE};
use crate::server::Server;
use crate::signing_in::printed;

/// A small city that has lived since its beginning: a request waits at every desk.
const CITY: &[&str] = &["demo", "--candidates", "300", "--data", "city", "--address", "127.0.0.1:0"];

/// Becomes somebody of the demonstration, without a mouse.
fn come(browser: &Browser, city: &Server, login: &str) {
    browser.goto(&city.url("/language/zh-CN?back=/demo/accounts"));
    browser.enter(&format!("main form:has(input[value='{login}']) button"), RETURN);
}

#[test]
fn the_first_key_leads_past_what_every_page_has() {
    let city = Server::start(CITY).unwrap();
    let browser = Browser::without_script();
    browser.goto(&city.url("/language/zh-CN?back=/about"));
    browser.tab_to("body > :first-child");
    assert_eq!(browser.text("body > :first-child"), "跳到正文");
    browser.press(RETURN);
    assert_eq!(browser.run("return document.activeElement.id"), "main");
    // The next stop is in what the page is about.
    browser.tab_to("a, button, input, select, textarea, summary");
    assert_eq!(browser.run("return document.activeElement.closest('main') !== null"), true);

    signs_in(&browser, &city, "zhongzhi");
    browser.enter(".who__out button", SPACE);
    assert_eq!(browser.run("return document.querySelector('.who')"), serde_json::Value::Null);
}

/// Signs in with both factors. The code may be over by the time it is typed; the next is read.
fn signs_in(browser: &Browser, city: &Server, login: &str) {
    let (password, _) = printed(browser, city, login);
    browser.goto(&city.url("/sign-in"));
    browser.write("#login", login);
    browser.write("#password", &password);
    browser.leaving("the password", || browser.press(RETURN));
    for _ in 0..3 {
        let (_, code) = printed(browser, city, login);
        browser.goto(&city.url("/sign-in/code"));
        browser.write("#code", &code);
        browser.leaving("the code", || browser.press(RETURN));
        if !browser.address().contains("/sign-in/code") {
            return;
        }
    }
    panic!("{login} does not come in: {}", browser.text("main"));
}

#[test]
fn a_student_asks_for_a_leave_without_a_mouse() {
    let city = Server::start(CITY).unwrap();
    let browser = Browser::without_script();
    come(&browser, &city, "xuesheng3");
    browser.goto(&city.url("/my"));
    // What may be done stands folded: the key that opens it leads to what is in it.
    browser.tab_to("#rights details:has(a[href$='/requests/new/leave']) > summary");
    browser.press(SPACE);
    browser.enter("#rights a[href$='/requests/new/leave']", RETURN);
    // What is wrong is told, and its link leads to the field.
    browser.write("#until", "x");
    browser.write("#text", "住院治疗，医生建议休养一年。");
    browser.enter("main form .btn--main", RETURN);
    browser.tab_to(".errors a[href='#until']");
    browser.press(RETURN);
    assert_eq!(browser.run("return document.activeElement.id"), "until", "{}", browser.text(".errors"));
    browser.press(END);
    browser.press(BACKSPACE);
    browser.types("2024-08-31");
    browser.enter("main form .btn--main", SPACE);
    assert!(browser.address().contains("/requests/2023-"), "{}", browser.text("main"));
    // Taking it back is as near.
    browser.enter("form[action$='/take-back'] button", RETURN);
    assert!(browser.text(".page-head").contains("撤回"), "{}", browser.text(".page-head"));
}

#[test]
fn a_registrar_decides_what_waits_without_a_mouse() {
    let city = Server::start(CITY).unwrap();
    let browser = Browser::without_script();
    come(&browser, &city, "zhongzhi");
    browser.goto(&city.url("/todo?kind=leave"));
    let waiting = "return document.querySelectorAll('main input[name=request]').length";
    let before = browser.run(waiting).as_i64().unwrap();
    for _ in 0..2 {
        browser.tab_to("main input[name=request]:not(:checked)");
        browser.press(SPACE);
    }
    assert_eq!(browser.run("return document.querySelectorAll('main :checked').length"), 2);
    browser.enter("main .batch button[value=agree]", RETURN);
    assert!(browser.text("main").contains("已办 2 件"), "{}", browser.text("main"));
    assert_eq!(browser.run(waiting), before - 2);
}
