//! Two lives of families on a telephone, without JavaScript: a transfer over its four desks to its effect; a leave, and a
//! return into a class whose major is gone.

use crate::browser::Browser;
use crate::people::{become_one, leave};
use crate::server::Server;

/// A small city that has lived since its beginning.
const CITY: &[&str] = &["demo", "--candidates", "300", "--data", "city", "--address", "127.0.0.1:0"];

/// The words on a page that are written smaller than 18 pt, which are 24 px; what only readers aloud meet is left out.
const SMALL: &str = "const small = new Set(); const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);\
    while (walk.nextNode()) { const e = walk.currentNode.parentElement; const text = walk.currentNode.textContent.trim();\
      if (!text || e.closest('.sr, .skip, svg, option') || !e.getClientRects().length) continue;\
      if (parseFloat(getComputedStyle(e).fontSize) < 24) small.add(e.tagName + '.' + e.className + ' ' + text.slice(0, 12)); }\
    return [...small]";

fn come(browser: &Browser, city: &Server, login: &str) {
    browser.goto(&city.url("/language/zh-CN?back=/demo/accounts"));
    become_one(browser, city, login);
}

/// A telephone whose every screen must fit.
fn telephone() -> Browser {
    let phone = Browser::without_script();
    phone.set_size(360, 800);
    phone
}

/// Goes to a request's form from the page of one's seven years.
fn asks_for(phone: &Browser, city: &Server, kind: &str) {
    phone.goto(&city.url("/my"));
    let form = phone.run(&format!(
        "return document.querySelector(\"main a[href$='/requests/new/{kind}']\")?.getAttribute('href')"
    ));
    let form = form.as_str().unwrap_or_else(|| panic!("no {kind}: {}", phone.text("main"))).to_owned();
    phone.goto(&city.url(&form));
    assert_eq!(phone.sideways_px(), 0);
}

/// Chooses the first of a list whose words hold these.
fn chooses(browser: &Browser, field: &str, words: &str) -> String {
    let chosen = browser.run(&format!(
        "const e = document.querySelector('{field}'); const o = [...e.options].find(o => o.value && o.textContent.includes('{words}'));\
         e.value = o.value; return o.textContent"
    ));
    chosen.as_str().unwrap_or_else(|| panic!("no {words}: {}", browser.text("main"))).to_owned()
}

/// Somebody agrees to a request at his desk; what is said of it then.
fn agrees(browser: &Browser, city: &Server, login: &str, request: &str) -> String {
    come(browser, city, login);
    browser.goto(request);
    browser.follow("form[action$='/decide'] button[value=agree]");
    assert_eq!(
        browser.run("return document.querySelectorAll('.errors').length"),
        0,
        "{}",
        browser.text("main")
    );
    let steps = browser.text("main .steps");
    leave(browser);
    steps
}

#[test]
fn a_student_is_transferred_from_his_telephone_over_four_desks() {
    let city = Server::start(CITY).unwrap();
    let phone = telephone();
    come(&phone, &city, "xuesheng2");
    phone.goto(&city.url("/my"));
    let before = phone.text(".standing");
    asks_for(&phone, &city, "transfer");
    // The desks stand beside the form before anything is sent.
    for desk in ["监护人同意", "转出学校", "转入学校", "主管部门"] {
        assert!(phone.text("main .way").contains(desk), "{desk}: {}", phone.text("main"));
    }
    let desk = Browser::without_script();
    come(&desk, &city, "zhongzhi3");
    desk.goto(&city.url("/account"));
    let school = desk.text("main");
    leave(&desk);
    let options = phone
        .run("return [...document.querySelectorAll('#to option')].map(o => o.textContent.split('、')[0])");
    let there: Vec<&str> = options.as_array().unwrap().iter().filter_map(|option| option.as_str()).collect();
    let receiving = there.iter().find(|name| school.contains(**name) && name.chars().count() > 4);
    let receiving = receiving.unwrap_or_else(|| panic!("{there:?} in {school}"));
    chooses(&phone, "#to", receiving);
    phone.fill("#text", "参加过相关社团，希望今后从事这一行，已和家长商量。");
    phone.follow("main form .btn--main");
    let request = phone.address();
    assert!(request.contains("/requests/"), "{}", phone.text("main"));
    assert_eq!(phone.sideways_px(), 0);
    leave(&phone);

    agrees(&phone, &city, "jiazhang2", &request);
    agrees(&desk, &city, "zhongzhi", &request);
    agrees(&desk, &city, "zhongzhi3", &request);
    agrees(&desk, &city, "jiaowei", &request);

    come(&phone, &city, "xuesheng2");
    phone.goto(&request);
    assert!(phone.text(".page-head").contains("已同意"), "{}", phone.text("main"));
    phone.goto(&city.url("/my"));
    assert_ne!(phone.text(".standing"), before);
    assert!(phone.text(".standing").contains(receiving), "{}", phone.text(".standing"));
    // The one chance is used: the rules say so, with their clause.
    assert!(phone.text("#rights").contains("转专业或转学"), "{}", phone.text("#rights"));
    assert_eq!(
        phone.run("return document.querySelectorAll(\"main a[href$='/requests/new/transfer']\").length"),
        0
    );
}

#[test]
fn a_student_comes_back_from_leave_into_a_class_that_has_his_major_no_more() {
    let city = Server::start(CITY).unwrap();
    let phone = telephone();
    come(&phone, &city, "xuesheng3");
    asks_for(&phone, &city, "leave");
    phone.fill("#until", "2024-08-31");
    phone.fill("#text", "住院治疗，医生建议休养一年。");
    phone.follow("main form .btn--main");
    let request = phone.address();
    leave(&phone);
    agrees(&phone, &city, "jiazhang3", &request);
    let desk = Browser::without_script();
    agrees(&desk, &city, "gaozhi", &request);

    // A year later: the demonstration's clock is set forward, as anybody may.
    desk.goto(&city.url("/language/zh-CN?back=/demo/clock"));
    desk.fill("main input[name=to]", "2024-08-26");
    desk.follow("main form .btn--main");
    come(&phone, &city, "xuesheng3");
    phone.goto(&city.url("/my"));
    assert!(phone.text(".standing").contains("休学"), "{}", phone.text(".standing"));
    let major = phone.text(".standing dl");
    asks_for(&phone, &city, "resume");
    // What the class below has is offered, and what it has no more is not.
    let offered = phone.run(
        "return [...document.querySelectorAll('#to option')].map(o => o.value).filter(v => v).map(v => v.slice(0, 4))",
    );
    let offered = offered.as_array().unwrap().clone();
    assert!(offered.len() != 1, "one that is alone is not asked for: {offered:?}");
    phone.fill("#text", "身体已经恢复，申请复学，附康复证明。");
    phone.follow("main form .btn--main");
    let request = phone.address();
    assert!(request.contains("/requests/2024-"), "{}", phone.text("main"));
    agrees(&desk, &city, "gaozhi", &request);
    phone.goto(&city.url("/my"));
    // He sits in the class below, in what the rules found for him there: same major with another partner, or the like.
    assert!(phone.text(".standing").contains("2023级"), "{}", phone.text(".standing"));
    assert_ne!(phone.text(".standing dl"), major);
    phone.goto(&city.url("/my/data"));
    assert!(phone.text("#decisions").contains("复学"), "{}", phone.text("#decisions"));
    assert_eq!(phone.sideways_px(), 0);

    // In large letters nothing that is read is below 18 pt, and all of it still fits.
    for page in ["/my/data", "/my", "/todo"] {
        phone.goto(&city.url(&format!("/size/large?back={page}")));
        assert_eq!(phone.sideways_px(), 0, "{page}");
        let small = phone.run(SMALL);
        assert_eq!(small, serde_json::json!([]), "{page}");
    }
}
