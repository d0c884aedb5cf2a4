//! People who come in: somebody of the demonstration at a click; in a real office, each by the code he was given, with
//! a password of his own and an authenticator.

use crate::browser::Browser;
use crate::server::Server;
use guantong_secrets::totp::{TotpKey, step_at};

/// Becomes somebody of a demonstration.
pub(crate) fn become_one(browser: &Browser, city: &Server, login: &str) {
    browser.goto(&city.url("/demo/accounts"));
    browser.follow(&format!("main form:has(input[value='{login}']) button"));
}

/// Somebody of a real office.
pub(crate) struct Person {
    key: TotpKey,
}

impl Person {
    /// Opens an account with a code, as its person does, and is then in.
    pub(crate) fn opens(browser: &Browser, server: &Server, password: &str, code: &str) -> Person {
        browser.goto(&server.url("/open"));
        browser.fill("#code", code);
        browser.fill("#password", password);
        browser.fill("#again", password);
        browser.follow("main form .btn--main");
        let key = TotpKey::parse(&browser.text(".keys code").replace(' ', "")).expect("a key to be typed");
        let person = Person { key };
        browser.fill("#code", &person.code(browser, 0));
        browser.follow("main form .btn--main");
        let codes = browser.run("return document.querySelectorAll('.keys--list li').length");
        assert_eq!(codes, 10, "{}", browser.text("main"));
        browser.follow("main .btn--main");
        person
    }

    /// What the authenticator shows, some steps from now: the browser's clock is the telephone's.
    pub(crate) fn code(&self, browser: &Browser, ahead: i64) -> String {
        let now = browser.run("return Date.now()").as_i64().expect("a moment");
        self.key.code(step_at(now * 1_000) + ahead)
    }

    /// Gives the second factor again where a page asks for it.
    pub(crate) fn steps_up(&self, browser: &Browser, purpose: &str) {
        browser.fill("#purpose", purpose);
        // The code that opened the account opens nothing more: the next one, a moment early.
        browser.fill("#code", &self.code(browser, 1));
        browser.follow("main form .btn--main");
    }
}

/// Goes out, by the button that every page has.
pub(crate) fn leave(browser: &Browser) {
    browser.follow(".who__out button");
}

/// A real office with its three administrators, and two people of the commission, of whom the first is in. `code` is
/// what `init` said; the second has his own, not yet used.
pub(crate) fn first_people(browser: &Browser, server: &Server, code: &str) -> (Person, String) {
    browser.goto(&server.url("/language/zh-CN?back=/first-run"));
    for (field, text) in [
        ("#code", code),
        ("#office", "运行中心"),
        ("#system-name", "方伟"),
        ("#system-login", "xitong"),
        ("#security-name", "江可欣"),
        ("#security-login", "anquan"),
        ("#audit-name", "白明"),
        ("#audit-login", "shenji"),
    ] {
        browser.fill(field, text);
    }
    browser.follow("main form .btn--main");
    let codes = browser.run("return [...document.querySelectorAll('main td code')].map(e => e.textContent)");
    let codes: Vec<String> =
        codes.as_array().unwrap().iter().map(|code| code.as_str().unwrap().to_owned()).collect();

    // The system administrator makes the organisation and an account.
    Person::opens(browser, server, "Liuhe-qiao 27 deng", &codes[0]);
    assert!(browser.address().ends_with("/accounts"), "{}", browser.address());
    browser.goto(&server.url("/organisations"));
    browser.fill("#name", "市教委");
    browser.follow("main form .btn--main");
    let mut invitations = Vec::new();
    for (login, name) in [("jiaowei", "郑知行"), ("jiaowei2", "许安然")] {
        browser.goto(&server.url("/accounts"));
        browser.fill("#name", name);
        browser.fill("#login", login);
        browser.follow("main section:last-child form .btn--main");
        invitations.push(browser.text("main td code"));
    }
    leave(browser);

    // The security administrator gives both a role.
    Person::opens(browser, server, "Hongluo-si 19 zhu", &codes[1]);
    for name in ["郑知行", "许安然"] {
        browser.goto(&server.url(&format!("/accounts?search={name}")));
        browser.follow("main table a");
        browser.run(
            "const chosen = (id, text) => { const e = document.querySelector(id);\
               e.value = [...e.options].find(o => o.textContent === text).value; };\
             chosen('#organisation', '市教委'); chosen('#role', '市教委');",
        );
        browser.follow("main form .btn--main");
        assert!(browser.text("main table").contains("有效"), "{}", browser.text("main"));
    }
    leave(browser);

    let first = Person::opens(browser, server, "Yanqi-hu 88 qiu", &invitations[0]);
    (first, invitations.swap_remove(1))
}
