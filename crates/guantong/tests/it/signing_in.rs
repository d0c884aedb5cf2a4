//! Signing in in a real browser without JavaScript: login, password and code; the same person in two windows.

use crate::browser::Browser;
use crate::people::{become_one, leave};
use crate::server::Server;

/// How often a code is tried anew: each is good for half a minute, and once.
const TRIES: u32 = 3;

/// A small city with its accounts.
fn city() -> Server {
    let small =
        ["demo", "--candidates", "300", "--from", "2023", "--data", "city", "--address", "127.0.0.1:0"];
    Server::start(&small).unwrap()
}

/// What `/demo/accounts` says of an account: its password, and the code at this moment.
pub(crate) fn printed(browser: &Browser, city: &Server, login: &str) -> (String, String) {
    browser.goto(&city.url("/demo/accounts"));
    let codes = browser.run(&format!(
        "const row = [...document.querySelectorAll('main tbody tr')]\
           .find(row => row.querySelector('td code').textContent === '{login}');\
         return [...row.querySelectorAll('code')].map(code => code.textContent);"
    ));
    let code = |at: usize| codes[at].as_str().unwrap_or_default().to_owned();
    (code(1), code(2))
}

/// The password's page, as a person fills it in.
pub(crate) fn gives_password(browser: &Browser, city: &Server, login: &str, password: &str) {
    browser.goto(&city.url("/sign-in"));
    browser.fill("#login", login);
    browser.fill("#password", password);
    browser.follow("main form .btn--main");
}

/// Gives the code that is printed to a session that waits for it. The clock goes on between the reading and the typing,
/// so a code may be over by then; the next is read.
fn gives_code(browser: &Browser, city: &Server, login: &str) {
    for _ in 0..TRIES {
        let (_, code) = printed(browser, city, login);
        browser.goto(&city.url("/sign-in/code"));
        browser.fill("#code", &code);
        browser.follow("main form .btn--main");
        if !browser.address().contains("/sign-in/code") {
            return;
        }
    }
    panic!("{login} does not come in: {}", browser.text("main"));
}

#[test]
fn a_person_signs_in_as_printed_and_ends_the_session_of_the_other_window() {
    let city = city();
    let here = Browser::reader();
    here.goto(&city.url("/language/zh-CN?back=/students"));
    assert!(here.text("h1").contains("请先登录"), "{}", here.text("main"));

    // A wrong password and a wrong code are said, and open nothing.
    let (password, code) = printed(&here, &city, "zhongzhi");
    gives_password(&here, &city, "zhongzhi", "Yanqi-hu 88 qiu");
    assert!(here.text(".errors").contains("账号或密码不对"), "{}", here.text("main"));
    assert_eq!(here.run("return document.querySelector('#login').value"), "zhongzhi");
    assert_eq!(here.run("return document.querySelector('#password').value"), "");
    gives_password(&here, &city, "zhongzhi", &password);
    let wrong = if code == "000000" { "111111" } else { "000000" };
    here.fill("#code", wrong);
    here.follow("main form .btn--main");
    assert!(here.text(".errors").contains("动态码不对"), "{}", here.text("main"));
    here.goto(&city.url("/students"));
    assert!(!here.text("main").contains("2023-"), "{}", here.text("main"));

    gives_code(&here, &city, "zhongzhi");
    assert!(here.address().ends_with('/'), "{}", here.address());
    assert!(here.text(".who").contains("梁嘉宁"), "{}", here.text(".topbar"));
    here.goto(&city.url("/students"));
    here.follow("main table tbody a");

    // The same person in another window. It comes in at a click: the code of this moment was used.
    let there = Browser::reader();
    there.goto(&city.url("/language/zh-CN?back=/"));
    become_one(&there, &city, "zhongzhi");
    there.goto(&city.url("/account"));
    let rows = "return document.querySelectorAll('section[aria-labelledby=h-sessions] tbody tr').length";
    assert_eq!(there.run(rows), 2, "{}", there.text("main"));
    there.follow("section[aria-labelledby=h-sessions] tbody form button");
    assert_eq!(there.run(rows), 1, "{}", there.text("main"));
    here.goto(&city.url("/students"));
    assert!(here.text("h1").contains("请先登录"), "{}", here.text("main"));
    there.goto(&city.url("/students"));
    there.follow("main table tbody a");

    // Out, and the way back shows nothing more.
    leave(&there);
    assert!(there.address().ends_with("/demo/accounts"), "{}", there.address());
    there.goto(&city.url("/account"));
    assert!(there.text("h1").contains("请先登录"), "{}", there.text("main"));
}
